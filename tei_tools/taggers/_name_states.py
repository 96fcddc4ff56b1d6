"""Abbreviated states and provinces of North America, where they stand after the name of a town."""

from __future__ import annotations

from tei_tools.taggers._name_tokens import CAPITAL, UPPER, Token
from tei_tools.taggers._name_words import Found, Words

__all__ = ["STATES", "state"]

#: the forms of the United States Postal Service and of Canada Post, and those that newspapers and letters use
_POSTAL = frozenset(
    """
    AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH
    OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR AB BC MB NB NL NS ON PE QC SK
    """.split()
)
_SHORT = frozenset(
    """
    Ala Ariz Ark Cal Calif Colo Conn Del Fla Ga Ida Ill Ind Kan Kans Ky La Mass Md Mich Minn Miss Mo Mont Neb
    Nebr Nev Okla Ont Ore Oreg Pa Penn Penna Que Tenn Tex Va Vt Wash Wis Wisc Wyo
    """.split()
)
_INITIALS = frozenset("N.H. N.J. N.M. N.Y. N.C. N.D. S.C. S.D. R.I. W.Va. D.C. B.C. N.S. N.B. P.E.I.".split())
STATES = _POSTAL | _SHORT | _INITIALS
_CONFIDENCE = 0.93


def state(words: Words, tokens: list[Token], index: int) -> Found | None:
    """Houston, TX; Concord, Mass.; Raleigh, N.C.: in English, after a comma that follows the name of a town,
    or what may be one.
    """
    token = tokens[index]
    if words.cues.language != "en" or index < 2 or token.text not in STATES:
        return None
    comma, town = tokens[index - 1], tokens[index - 2]
    if comma.text != "," or comma.start != town.end or town.shape not in (CAPITAL, UPPER):
        return None
    if town.weak or token.weak or (token.text in _SHORT and not token.point and not _closed(tokens, index)):
        return None
    if _person(words, tokens, index - 2):
        return None
    return Found(index, index + 1, "place", "region", "state", _CONFIDENCE)


def _closed(tokens: list[Token], index: int) -> bool:
    """Whether a mark follows the word."""
    return index + 1 < len(tokens) and tokens[index + 1].text in (".", ",", ";", ")")


def _person(words: Words, tokens: list[Token], last: int) -> bool:
    """Whether the run of capitals that ends at ``last`` is a person's ("Tom Molomby, SC"), no listed
    town's."""
    first = last
    while first and words.in_run(tokens, first):
        first -= 1
    if first == last or not words.gazetteer.word(tokens[first].small).given:
        return False
    return not words.gazetteer.find(" ".join(token.text for token in tokens[first : last + 1]))

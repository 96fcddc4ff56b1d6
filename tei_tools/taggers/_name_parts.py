"""The parts of a person's name, after the TEI Guidelines, chapter 14.2.1 (Personal Names)."""

from __future__ import annotations

from typing import NamedTuple

from tei_tools.taggers._name_cues import GENERATIONS, PARTICLES, cues_for
from tei_tools.taggers._name_tokens import INITIAL, POINT, SMALL, Token

__all__ = ["Part", "parts_of"]


class Part(NamedTuple):
    """``text[start:end]`` of the document is this ``element`` of a person's name."""

    start: int
    end: int
    element: str


def parts_of(tokens: list[Token], language: str) -> list[Part]:
    """The parts of the name that these tokens are: role first, then forenames, links, surname, generation."""
    cues = cues_for(language)
    words = [token for token in tokens if token.shape != POINT]
    if not words:
        return []
    rank = next((at for at, token in enumerate(words[1:-1], 1) if token.small in _RANKS), 0)
    if rank and not any(token.small in cues.titles or token.shape == SMALL for token in words[:rank]):
        # Otto Graf Lambsdorff: in German the rank of the nobility stands behind the forenames.
        before = [Part(token.start, token.end + token.point, "forename") for token in words[:rank]]
        return [*before, *parts_of(words[rank:], language)]
    roles = 0
    if len(words) > 2 and words[0].small not in cues.titles and words[1].small in cues.titles:
        roles = 2 if words[0].shape != INITIAL and not words[0].point else 0  # Soviet President
    while roles < len(words) - 1 and (
        words[roles].small in cues.titles
        or words[roles].small in cues.title_modifiers
        or (
            roles
            and words[roles].small in ("of", "for", "the", "de", "von")
            and words[roles - 1].small not in _COURTESY
            and roles + 1 < len(words) - 1
        )
        or (roles > 1 and words[roles - 1].small in ("of", "for", "the") and roles < len(words) - 1)
    ):
        roles += 1
    parts = []
    if roles:
        last = words[roles - 1]
        parts.append(Part(words[0].start, last.end + last.point, "roleName"))
    rest = words[roles:]
    of = next((index for index, token in enumerate(rest) if token.small == "of"), None)
    if of == 0:
        return [Part(words[0].start, words[-1].end, "roleName")]  # the Earl of Derby
    if of is not None:
        return parts + [Part(token.start, token.end, "forename") for token in rest[:of]]  # Isabella of France
    if len(rest) == 3 and rest[1].small in ("the", "der", "die", "le", "la") and rest[1].shape == SMALL:
        forename, article, byname = rest
        parts.append(Part(forename.start, forename.end, "forename"))
        return [*parts, Part(article.start, byname.end, "addName")]  # Catherine the Great
    tail = None
    if len(rest) > 1 and rest[-1].small in GENERATIONS and rest[-1].small != "i":
        tail = rest.pop()
    surname = len(rest) - 1
    link = surname
    while (
        link > 0
        and rest[link - 1].small in PARTICLES
        and (rest[link - 1].shape == SMALL or (link > 1 and _is_small_link(rest[link - 2])))
    ):
        link -= 1  # de La Fontaine
    if link == 1 and rest[0].first and rest[0].small in _LINKS_AT_THE_START:
        link = 0  # De Gaulle smiled.
    regnal = tail is not None and tail.text.isupper() and len(rest) == 1
    for token in rest[:link]:
        parts.append(Part(token.start, token.end + token.point, "forename"))
    if link < surname:
        parts.append(Part(rest[link].start, rest[surname - 1].end, "nameLink"))
    if rest and rest[surname].shape != INITIAL:
        alone = len(rest) == 1 and not roles
        if not alone:
            element = "forename" if regnal or (len(rest) == 1 and _first_named(words, roles)) else "surname"
            parts.append(Part(rest[surname].start, rest[surname].end, element))
    elif rest:
        parts.append(Part(rest[surname].start, rest[surname].end + rest[surname].point, "forename"))
    if tail is not None:
        parts.append(Part(tail.start, tail.end + tail.point, "genName"))
    return parts


def _is_small_link(token: Token) -> bool:
    return token.small in PARTICLES and token.shape == SMALL


# After these "de" and "von" begin a name: M. de La Fontaine.
_COURTESY = frozenset("m mr mrs ms miss mme mlle monsieur madame mademoiselle herr frau fräulein".split())
_RANKS = frozenset("graf gräfin freiherr freifrau freiin fürst fürstin edler edle ritter reichsgraf".split())
# Particles that nobody has for a forename; at the start of a sentence they have a capital.
_LINKS_AT_THE_START = frozenset("de du des van von vom della dello".split())
_FIRST_NAMED = frozenset(
    """
    sir dame king queen prince princess pope saint st sainte uncle aunt auntie cousin brother sister
    father emperor empress tsar czar könig königin kaiser kaiserin papst onkel tante roi reine oncle
    kronprinz prinz prinzessin
    """.split()
)


def _first_named(words: list[Token], roles: int) -> bool:
    return roles > 0 and words[roles - 1].small in _FIRST_NAMED

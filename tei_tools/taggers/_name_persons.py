"""Persons whose names give themselves away: by a title, a given name, initials, a byname, a number."""

from __future__ import annotations

from tei_tools.taggers._name_cues import GENERATIONS, PARTICLES
from tei_tools.taggers._name_tokens import CAPITAL, INITIAL, POINT, SMALL, UPPER, Token
from tei_tools.taggers._name_words import Found, Words

__all__ = ["given", "titled"]

_MOST_TITLES = 14
#: what an office is of: Secretary of State
_DOMAINS = frozenset(
    """
    state defense defence war navy treasury interior commerce labor labour education energy justice
    health agriculture transportation foreign finance staff police council board army exchequer rolls
    """.split()
)
#: given names as they are shortened in old letters and registers
_SHORT_GIVEN = frozenset("wm chas geo jas thos jno benj saml robt edw alex jos danl".split())
#: last words of names of places that are common surnames too
_SURNAMES_TOO = frozenset(
    """
    hill hills green wood woods lane cross hall field fields church park castle forest lake court
    mill rivers brook banks parish point west moor
    """.split()
)
#: given names among the words that else are none
_GIVEN_THOUGH = frozenset(
    """
    april may june august christian roman frank norman german dominican summer autumn scot lord
    """.split()
)
_BYNAMES = frozenset(
    """
    great elder younger terrible conqueror bald bold good wise pious confessor lion magnificent fair
    fat black red short simple große grosse großen grossen deutsche deutschen fromme kahle kühne
    weise ältere älteren jüngere jüngeren starke schöne schreckliche eroberer gute grand bel bon
    hardi chauve pieux téméraire jeune vieux ancien bègue gros
    """.split()
)


def titled(words: Words, tokens: list[Token], index: int) -> Found | None:
    """Mr. Smith; Secretary of State James Baker; the Duke of Wellington."""
    cues = words.cues
    token = tokens[index]
    if token.small not in cues.titles and token.small not in cues.title_modifiers:
        return None
    if token.small in ("premier",) and words.cues.language == "fr":
        return None
    end, titled = index, False
    last_title = token
    while end < len(tokens) and end - index < _MOST_TITLES:
        token = tokens[end]
        if token.shape == POINT:
            if token.text == "." and tokens[end - 1].point:
                end += 1
                continue
            break
        if end > index and not token.joined:
            break
        if token.small in cues.titles:
            titled, last_title = True, token
        elif token.small in cues.title_modifiers and not (titled and token.shape == INITIAL):
            if end == index and token.shape == SMALL:
                break
        elif token.small in ("of", "for") and titled and end > index and not _of_land(words, tokens, end):
            links = words.links(tokens, end)
            if not links or tokens[end + links].small not in _DOMAINS:
                break
            end += links
        else:
            break
        end += 1
    if not titled or end >= len(tokens):
        return None
    firm = last_title.small in cues.firm_titles
    if _of_land(words, tokens, end) and tokens[end - 1].small in cues.titles_of_land:
        return Found(index, end + 2, "person", "persName", "title of land", 0.75)
    last = _person_end(words, tokens, end, firm)
    if last == end:
        return None
    tail = tokens[words.run(tokens, last - 1) - 1].small
    if words.tail(tail) and not (firm and last == end + 1 and tail == tokens[end].small):
        return None
    if not firm and last == end + 1:
        if words.ordinary(tokens[end]) or (cues.nouns_capital and words.common(tokens[end])):
            return None
        if words.gazetteer.word(tokens[end].small).given is False and words.gazetteer.has(tokens[end].text):
            return None
    if tokens[index].weak and not firm:
        return None
    if not firm and _national(words, tokens, index):
        index -= 1
    return Found(index, last, "person", "persName", "titled" if firm else "office", 0.95 if firm else 0.87)


def _only_compound(words: Words, token: Token) -> bool:
    """Martin Winterkorn: a word that could be put together of two, but is in no list of words."""
    word = words.gazetteer.word(token.small)
    return not (word.german_dictionary or word.german_small or words.noun(token.small))


def _called(words: Words, tokens: list[Token], index: int) -> Found | None:
    """Catherine the Great, Katharina die Große, Louis le Grand."""
    if index + 2 >= len(tokens) or tokens[index + 1].small not in ("the", "der", "die", "le", "la"):
        return None
    byname = tokens[index + 2]
    if byname.shape != CAPITAL or byname.small not in _BYNAMES or not byname.joined:
        return None
    return Found(index, index + 3, "person", "persName", "called", 0.9)


def _of_place(words: Words, tokens: list[Token], index: int) -> Found | None:
    """Isabella of France; Catherine of Siena."""
    if index + 2 >= len(tokens) or tokens[index + 1].small not in ("of", "von", "de") or tokens[index].weak:
        return None
    place = tokens[index + 2]
    if place.shape != CAPITAL or not place.joined or words.ordinary(place):
        return None
    entries = words.gazetteer.find(place.text)
    known = bool(entries) and entries[0].kind == "place" and not words.gazetteer.find(tokens[index].text)
    return Found(index, index + 3, "person", "persName", "person of place", 0.8) if known else None


def _numbered(words: Words, tokens: list[Token], index: int) -> Found | None:
    """Henry I, Felipe V: a single capital that is a Roman number, and no pronoun with its verb."""
    if index + 1 >= len(tokens) or not tokens[index + 1].joined:
        return None
    number = tokens[index + 1]
    if number.text.isupper() and len(number.text) > 1 and number.small in GENERATIONS:
        return Found(index, index + 2, "person", "persName", "numbered", 0.85)
    if number.text not in ("I", "V", "X"):
        return None
    after = tokens[index + 2] if index + 2 < len(tokens) else None
    if (
        number.text == "I"
        and after is not None
        and after.shape == SMALL
        and after.small not in ("of", "and", "was", "had")
    ):
        return None
    return Found(index, index + 2, "person", "persName", "numbered", 0.85)


def _national(words: Words, tokens: list[Token], index: int) -> bool:
    """Whether an adjective of nationality stands before the office: Soviet President Mikhail Gorbachev."""
    if not index or not tokens[index].joined or tokens[index].shape == SMALL:
        return False
    before = tokens[index - 1]
    return before.shape == CAPITAL and not before.first and before.text in words.gazetteer.not_names


def _of_land(words: Words, tokens: list[Token], end: int) -> bool:
    return (
        end + 1 < len(tokens)
        and end > 0
        and tokens[end].small in ("of", "von", "de", "d'", "du")
        and tokens[end - 1].small in words.cues.titles_of_land
        and tokens[end + 1].shape == CAPITAL
        and tokens[end + 1].joined
        and tokens[end + 1].small not in words.cues.function_words
    )


def _person_end(words: Words, tokens: list[Token], index: int, titled: bool) -> int:
    """Where the person's name that begins at ``index`` ends: capitals, initials, particles, a generation."""
    end, count = index, 0
    while end < len(tokens) and count < 6:
        token = tokens[end]
        if token.shape == POINT:
            before = tokens[end - 1]
            if (
                token.text == "."
                and before.point
                and (before.shape == INITIAL or before.small == "st" or before.small in _SHORT_GIVEN)
            ):
                end += 1
                continue
            break
        if (
            end > index
            and not token.joined
            and not (tokens[end - 1].shape == POINT and tokens[end - 1].end >= token.start - 1)
        ):
            break
        if token.shape in (CAPITAL, INITIAL, UPPER):
            if not _fits_person(words, token) or (token.first and end > index):
                break
            if count >= 2 and not titled and _begins_another(words, tokens, index, end):
                break
            if (
                token.small in words.cues.titles
                and count
                and token.small not in ("sir",)
                and not words.family(token)
            ):
                break
            count += 1
        elif _particle(words, tokens, end) and _after_particles(words, tokens, end):
            pass
        else:
            break
        end += 1
    if not titled:
        while end - index > 2 and tokens[end - 1].shape == CAPITAL and _no_surname(words, tokens[end - 1]):
            if tokens[end - 2].small in PARTICLES and tokens[end - 2].shape == SMALL:
                break
            end -= 1
    while end > index and (
        tokens[end - 1].shape == POINT
        or (tokens[end - 1].small in PARTICLES and tokens[end - 1].shape == SMALL)
    ):
        end -= 1
    return end


def _no_surname(words: Words, token: Token) -> bool:
    if words.cues.nouns_capital:
        return words.common(token)
    word = words.gazetteer.word(token.small)
    return not word.family and not word.given and words.ordinary(token) and token.small not in GENERATIONS


def _begins_another(words: Words, tokens: list[Token], index: int, end: int) -> bool:
    """Whether a new name begins at ``end``: a given name after a surname, or the first word over again."""
    token, before = tokens[end], tokens[end - 1]
    if token.small == tokens[index].small:
        return True
    if token.shape != CAPITAL or before.shape != CAPITAL:
        return False
    word, surname = words.gazetteer.word(token.small), words.gazetteer.word(before.small)
    return word.given and not word.family and not surname.given


def _particle(words: Words, tokens: list[Token], index: int) -> bool:
    """Whether a small word may stand inside a person's name; German articles do only after "von"."""
    small = tokens[index].small
    if not words.cues.nouns_capital:
        return small in PARTICLES and small not in ("y", "e")
    if small in ("der", "den", "dem"):
        return index > 0 and tokens[index - 1].small in ("von", "van", "vor")
    return small in ("von", "van", "vom", "de", "du", "del", "della", "di", "af", "ten", "ter")


def _after_particles(words: Words, tokens: list[Token], index: int) -> bool:
    for end in range(index + 1, min(index + 4, len(tokens))):
        if not tokens[end].joined:
            return False
        if tokens[end].shape == CAPITAL:
            return _fits_person(words, tokens[end])
        if tokens[end].small not in PARTICLES:
            return False
    return False


def _fits_person(words: Words, token: Token) -> bool:
    if token.shape == INITIAL:
        return token.point or token.small not in words.cues.function_words
    if token.small in words.cues.function_words:
        return token.shape == CAPITAL and words.family(token) and not token.first
    if token.text in words.gazetteer.not_names or token.text.title() in words.gazetteer.not_names:
        word = words.gazetteer.word(token.small)
        return word.given or word.family
    # Debates and papers print speakers in capitals: Mr. J. Q. ADAMS.
    shouted = token.shape == UPPER and len(token.text) > 3 and words.family(token)
    return token.shape == CAPITAL or token.weak or shouted or token.small in GENERATIONS


def given(words: Words, tokens: list[Token], index: int) -> Found | None:
    """James Baker; J. R. R. Tolkien; Charles de Gaulle."""
    token = tokens[index]
    if token.shape == INITIAL:
        if not token.point:
            return None
        strong = False
    elif token.shape == CAPITAL or (token.shape == UPPER and (token.weak or token.text.count(".") > 1)):
        word = words.gazetteer.word(token.small)
        if token.small in words.cues.function_words and token.small not in ("will",):
            return None
        if token.text in words.gazetteer.not_names and token.small not in _GIVEN_THOUGH:
            return None
        short = token.point and token.small in _SHORT_GIVEN
        initials = short or (
            token.text.count(".") > 1 and len(token.text) <= 8 and not words.gazetteer.has(token.text)
        )
        if not word.given and not initials:
            alone = not token.joined or tokens[index - 1].shape == SMALL
            regnal = token.shape == CAPITAL and alone and not words.ordinary(token) and not token.first
            return _numbered(words, tokens, index) if regnal else None
        strong = word.given and not words.ordinary(token)
    else:
        return None
    last = _person_end(words, tokens, index, False)
    capitals = [t for t in tokens[index:last] if t.shape in (CAPITAL, UPPER)]
    if strong and last - index == 2 and tokens[last - 1].shape == INITIAL and tokens[last - 1].point:
        return Found(index, last, "person", "persName", "given and initial", 0.85)
    if strong and last == index + 1:
        return (
            _called(words, tokens, index)
            or _of_place(words, tokens, index)
            or _numbered(words, tokens, index)
        )
    if last - index < 2 or not capitals or (tokens[last - 1].shape == INITIAL and len(capitals) < 2):
        return None
    surname = tokens[last - 1]
    after_article = index > 0 and token.joined and tokens[index - 1].small in words.cues.articles
    if after_article and not words.family(surname) and not words.cues.nouns_capital:
        return None
    if after_article and words.run(tokens, last - 1) > last:
        return None
    tail = tokens[words.run(tokens, last - 1) - 1].small
    if words.tail(tail) and (last - index > 2 or tail != surname.small or tail not in _SURNAMES_TOO):
        return None
    if not strong and (
        words.ordinary(surname) or (token.first and words.ordinary(token) and not words.family(surname))
    ):
        return None
    linked = tokens[last - 2].shape == SMALL
    noun = words.cues.nouns_capital and not linked and words.common(surname)
    if noun and not (strong and _only_compound(words, surname)):
        return None
    if token.weak and not (words.family(surname) or not words.ordinary(surname)):
        return None
    if not strong:
        return Found(index, last, "person", "persName", "initials", 0.7)
    confidence = 0.89 if words.family(surname) else 0.86
    return Found(index, last, "person", "persName", "given and surname", confidence)

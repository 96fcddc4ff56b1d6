"""Where persons' names begin and end, by forms that leave no doubt, whatever the tagger before found of them.

A nickname in quotation marks has both halves of its name around it; a byname, a number, a generation or a
degree belongs to the name before it; a title or a forename and "van der" to the surname behind; a comma ends
a name unless a generation or the forenames of an inverted name follow. A surname that stands in the document
with a title or a forename is that person where it stands alone as well.

It runs after rules and model and teaches them nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tei_tools.taggers._name_bynames import (
    AFTER_NAME,
    BEFORE_BYNAME,
    LINKS,
    honours_at_the_end,
    is_roman,
)
from tei_tools.taggers._name_cues import GENERATIONS
from tei_tools.taggers._name_parts import parts_of
from tei_tools.taggers._name_tokens import CAPITAL, INITIAL, POINT, SMALL, UPPER, Token
from tei_tools.taggers._name_widened import widened
from tei_tools.taggers._name_words import Found, Words

__all__ = ["with_right_limits"]

_WRITTEN = frozenset((CAPITAL, UPPER, INITIAL))
#: what a name may have inside besides its words
_INNER_MARKS = frozenset(".-‐‑'’\"“”„«»()‘")
#: small words inside names of offices and lands
_OF = frozenset("of for the and".split())
_POSTS = frozenset("port fort cape mount".split())
#: links that stand with their surname alone as well; "de" and "von" are prepositions too
_OWN_LINKS = frozenset("van da di della dello ter ten bin".split())
#: a town of more people keeps its kind where a person has its name
_GREAT_TOWN = 500_000
_ELSEWHERE = 0.8
_PLACED = 0.75
_KIN = frozenset("bruder schwester onkel tante vetter cousine vater mutter sohn tochter".split())
#: after these "in" leads to a person as well: faith in Washington
_NOT_IN_PLACE = frozenset(
    "interest interested faith confidence belief trust believe believed believes trusted confided".split()
)


def with_right_limits(
    blocks: Sequence[list[Token]], found: Sequence[list[Found]], words: Words
) -> list[list[Found]]:
    """The names in each block, in order, none overlapping another of its block."""
    named = [
        widened(tokens, [piece for name in names for piece in _pieces(tokens, name, words)], words)
        for tokens, names in zip(blocks, found, strict=True)
    ]
    return _by_document(blocks, named, words)


class _Said(NamedTuple):
    """What the document says of surnames: those that stand with a title or forename, and their links."""

    surnames: frozenset[str]
    linked: frozenset[tuple[str, str]]


def _by_document(blocks: Sequence[list[Token]], named: list[list[Found]], words: Words) -> list[list[Found]]:
    said = _said(blocks, named, words)
    return [
        sorted(
            [
                *(_as_elsewhere(tokens, name, said, words) for name in names),
                *_linked_elsewhere(tokens, names, said),
            ]
        )
        for tokens, names in zip(blocks, named, strict=True)
    ]


def _linked_elsewhere(tokens: list[Token], names: list[Found], said: _Said) -> Iterator[Found]:
    """Where nothing was found: a surname with the link that it has elsewhere (van Gogh)."""
    if not said.linked:
        return
    taken = {index for name in names for index in range(name.first, name.last)}
    for index in range(len(tokens) - 1):
        if (tokens[index].small, tokens[index + 1].small) in said.linked and tokens[index + 1].joined:
            free = index not in taken and index + 1 not in taken
            if free and tokens[index + 1].shape == CAPITAL:
                yield Found(index, index + 2, "person", "persName", "as elsewhere", _ELSEWHERE)


def _said(blocks: Sequence[list[Token]], named: list[list[Found]], words: Words) -> _Said:
    surnames: set[str] = set()
    linked: set[tuple[str, str]] = set()
    for tokens, names in zip(blocks, named, strict=True):
        for name in names:
            if name.kind != "person":
                continue
            inside = tokens[name.first : name.last]
            titled = name.first > 0 and tokens[name.first - 1].small in words.cues.titles
            if len(inside) == 1:
                if titled and tokens[name.first].joined:
                    surnames.add(inside[0].small)
                continue
            small = {token.start: token.small for token in inside}
            link = ""
            for part in parts_of(inside, words.cues.language):
                if part.element == "nameLink":
                    link = small[part.start]
                elif part.element == "surname" and part.start in small:
                    surnames.add(small[part.start])
                    if link in _OWN_LINKS:
                        linked.add((link, small[part.start]))
    return _Said(frozenset(surnames), frozenset(linked))


def _as_elsewhere(tokens: list[Token], name: Found, said: _Said, words: Words) -> Found:
    """A place that the document has as a person's surname is the person, unless a preposition makes it a
    place; and a surname has the link before it that it has elsewhere."""
    if name.last - name.first != 1:
        german = words.cues.nouns_capital and name.kind == "person" and name.last - name.first > 2
        return _without_noun(tokens, name, said) if german else name
    token, before = tokens[name.first], tokens[name.first - 1] if name.first else None
    if name.kind == "place" and token.small in said.surnames and token.shape == CAPITAL:
        placed = before is not None and (
            before.small in words.cues.before_place or before.small in ("of", "the")
        )
        entry = next((each for each in words.gazetteer.find(token.text) if each.kind == "place"), None)
        great = entry is not None and (entry.element != "settlement" or entry.population > _GREAT_TOWN)
        if not placed and not great:
            name = name._replace(kind="person", element="persName", reason="as elsewhere")
    if name.kind == "person" and before is not None and _placed(tokens, name, words):
        return name._replace(kind="place", element="settlement", confidence=min(name.confidence, _PLACED))
    if name.kind == "person" and before is not None and token.joined:
        alone = name.first < 2 or tokens[name.first - 2].shape not in _WRITTEN or before.first
        if (before.small, token.small) in said.linked and alone:
            return name._replace(first=name.first - 1)
        known = (before.small, token.small) in said.linked or words.cues.language == "en"
        if known and before.shape == CAPITAL and before.small in ("de", "van", "von", "du"):
            return name._replace(first=name.first - 1)
    return name


def _without_noun(tokens: list[Token], name: Found, said: _Said) -> Found:
    """Thomas Manns [Roman]: in German a genitive of a surname that the document has ends the name."""
    for index in range(name.first + 1, name.last - 1):
        small = tokens[index].small
        if small.endswith("s") and small[:-1] in said.surnames and small not in said.surnames:
            return name._replace(last=index + 1)
    return name


def _placed(tokens: list[Token], name: Found, words: Words) -> bool:
    """Whether a town is meant that has a person's name: "in Washington", "near Lincoln, Nebraska"."""
    index = name.first
    if tokens[index - 1].small not in ("in", "near") or not tokens[index].joined:
        return False
    if index > 1 and tokens[index - 2].small in _NOT_IN_PLACE:
        return False
    entry = next((each for each in words.gazetteer.find(tokens[index].text) if each.kind == "place"), None)
    if entry is None or entry.alternate or (index + 1 < len(tokens) and tokens[index + 1].text in ("'", "’")):
        return False
    if index + 2 < len(tokens) and tokens[index + 1].text == ",":
        region = words.gazetteer.find(tokens[index + 2].text)
        if region and region[0].element in ("region", "country"):
            return True
    return words.cues.language == "en" and entry.population > _GREAT_TOWN


def _pieces(tokens: list[Token], name: Found, words: Words) -> Iterator[Found]:
    """A person's name cut where none can go on: at a comma, at a small word that is in no name."""
    if name.kind != "person":
        yield name
        return
    first, last = name.first, name.last
    if tokens[first].small in _POSTS and tokens[first].shape == CAPITAL and last - first > 1:
        titled = first and tokens[first - 1].small in words.cues.titles
        if words.cues.language == "en" and not titled:
            yield name._replace(kind="place", element="place", confidence=min(name.confidence, 0.78))
            return
    at = first
    kin = last - first > 2 and words.cues.nouns_capital and tokens[first + 1].small in _KIN
    if kin and tokens[first].small.endswith("s") and tokens[first].small not in words.cues.titles:
        yield name._replace(last=first + 1)  # Brentanos [Schwester Bettina]
        name = name._replace(first=first + 1)
        first = at = first + 1
    while at < last:
        end = _cut(tokens, at, last, words)
        piece = _trimmed(tokens, at, end, words)
        if piece is not None and (piece == (first, last) or at == first):
            yield name._replace(first=piece[0], last=piece[1])
        elif piece is not None:
            yield from _left_over(tokens, piece, at, name, words)
        at = max(end, at + 1)


def _cut(tokens: list[Token], first: int, last: int, words: Words) -> int:
    """Where the name that begins at ``first`` has to end."""
    for at in range(first + 1, last):
        token = tokens[at]
        if token.shape == POINT:
            if token.text in _INNER_MARKS:
                continue
            if token.text == "," and _after_comma(tokens, first, at, last, words):
                continue
            return at
        if token.shape == SMALL and not _inner(tokens, first, at, words):
            return at
    return last


def _after_comma(tokens: list[Token], first: int, comma: int, last: int, words: Words) -> bool:
    """Whether a name goes on behind a comma: "Kennedy, Jr.", "Barrow, Alan"."""
    after = tokens[comma + 1] if comma + 1 < last else None
    if after is None:
        return False
    if after.small in GENERATIONS or honours_at_the_end(_spoken(tokens[first:last])):
        return True
    before = [token for token in tokens[first:comma] if token.shape != POINT and token.small not in LINKS]
    behind = [
        token for token in tokens[comma + 1 : last] if token.shape != POINT and token.small not in LINKS
    ]
    return (
        len(before) == 1
        and not words.gazetteer.word(before[0].small).given
        and all(token.shape == INITIAL or words.gazetteer.word(token.small).given for token in behind)
    )


def _inner(tokens: list[Token], first: int, at: int, words: Words) -> bool:
    """Whether a small word may stand inside a person's name."""
    small = tokens[at].small
    if words.cues.language == "fr" and small in ("à", "et", "en"):
        return False
    known = small in LINKS or small in _OF or small in BEFORE_BYNAME or small in AFTER_NAME
    known = known or small in words.cues.titles
    known = known or all(piece in words.cues.title_modifiers for piece in small.strip(".").split("."))
    return known or small in ("d", "y", "sans", "ohne", "al", "genannt", "dit") or "-" in small


def _trimmed(tokens: list[Token], first: int, last: int, words: Words) -> tuple[int, int] | None:
    """Without small words and marks at its ends, and of capitals the ordinary words behind it."""
    stripped = False
    while first < last:
        if tokens[first].shape != POINT:
            preposition = stripped and tokens[first].shape == SMALL and tokens[first].small in LINKS
            if not preposition and not _small_before(tokens[first], words):
                break
            stripped = True  # père de [Charlemagne]
        first += 1
    while last > first and (
        (tokens[last - 1].shape == POINT and not (tokens[last - 1].text == "." and tokens[last - 2].point))
        or (tokens[last - 1].shape == SMALL and tokens[last - 1].small not in AFTER_NAME)
    ):
        last -= 1
    while last - first > 1 and tokens[last - 1].weak and tokens[last - 1].shape == UPPER:
        word = words.gazetteer.word(tokens[last - 1].small)
        if word.family or word.given or not words.ordinary(tokens[last - 1]) or is_roman(tokens[last - 1]):
            break
        last -= 1
    inside = [token for token in tokens[first:last] if token.shape in _WRITTEN]
    if not inside or all(
        token.shape != INITIAL and token.small in words.cues.title_modifiers for token in inside
    ):
        return None
    return first, last


def _small_before(token: Token, words: Words) -> bool:
    """Whether a small word in front is no part of a name: an article, a title that is not of land."""
    if token.shape != SMALL or token.small in words.cues.titles_of_land:
        return False
    return token.small not in LINKS or token.small in BEFORE_BYNAME


def _left_over(
    tokens: list[Token], piece: tuple[int, int], cut: int, name: Found, words: Words
) -> Iterator[Found]:
    """What was cut off at ``cut``: the place that a preposition leads to, else one more person."""
    first, last = piece
    said = " ".join(token.text for token in tokens[first:last])
    entry = next((each for each in words.gazetteer.find(said) if each.kind == "place"), None)
    confidence = round(name.confidence * 0.8, 4)
    before = tokens[first - 1].small
    if entry is not None and before in words.cues.before_place and before not in LINKS:
        yield Found(first, last, "place", entry.element, "cut off", confidence)
    elif tokens[cut].shape == POINT or tokens[cut].small in ("and", "und", "et"):
        yield Found(first, last, "person", "persName", "cut off", confidence)


def _spoken(tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if token.shape != POINT]

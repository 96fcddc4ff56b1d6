"""What a document says of its own names: surnames met with a given name, acronyms defined, initials used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tei_tools.taggers._gazetteer import Gazetteer
from tei_tools.taggers._name_cues import GENERATIONS
from tei_tools.taggers._name_tokens import CAPITAL, INITIAL, NUMBER, UPPER, Token
from tei_tools.taggers._name_words import Found

__all__ = ["LIST_LINKS", "acronyms", "add_initials", "coordinated", "note_surname", "surnames"]

LIST_LINKS = frozenset((",", "&", "and", "or", "und", "et", "oder", "ou"))
_KNOWN_PERSON = 3.5
_COMPASS = frozenset("north south east west northern southern eastern western upper lower".split())
_BEFORE_INITIALS = frozenset("mit bei für an gegen zu von und ohne".split())


def surnames(
    blocks: Sequence[list[Token]], found: list[list[Found]], gazetteer: Gazetteer
) -> dict[str, float]:
    """Words of persons' names that were found by pattern, with how firmly each may stand for the person."""
    known: dict[str, float] = {}
    for tokens, names in zip(blocks, found, strict=True):
        for name in names:
            if name.kind != "person" or name.reason == "title of land":
                continue
            note_surname(tokens, name, known, gazetteer)
    return known


def note_surname(tokens: list[Token], name: Found, known: dict[str, float], gazetteer: Gazetteer) -> None:
    words = [t for t in tokens[name.first : name.last] if t.shape in (CAPITAL, UPPER)]
    while len(words) > 1 and words[-1].small in GENERATIONS:
        words.pop()
    if not words:
        return
    known[words[-1].small] = max(known.get(words[-1].small, 0), _KNOWN_PERSON * name.confidence)
    if len(words) > 1 and gazetteer.word(words[-2].small).given:
        known.setdefault(words[-2].small, 1.5)


def acronyms(blocks: Sequence[list[Token]], found: list[list[Found]]) -> set[str]:
    """Acronyms of bodies defined in the text: "North Atlantic Treaty Organization (NATO)"."""
    known: set[str] = set()
    for tokens, names in zip(blocks, found, strict=True):
        for name in names:
            if name.kind != "organisation" or name.last + 2 >= len(tokens):
                continue
            opening, word, closing = tokens[name.last : name.last + 3]
            if opening.text == "(" and closing.text == ")" and word.shape == UPPER:
                known.add(word.text)
    return known


def add_initials(blocks: Sequence[list[Token]], found: list[list[Found]]) -> None:
    """Persons named by initials alone in diaries and letters ("mit H. K.", "bei O."): after a preposition
    that takes persons, and then everywhere in the document if that happened twice.
    """
    places: list[tuple[int, int, int, str]] = []
    met: Counter[str] = Counter()
    for block, tokens in enumerate(blocks):
        taken = {index for name in found[block] for index in range(name.first, name.last)}
        index = 0
        while index < len(tokens):
            last = index
            while (
                last < len(tokens)
                and tokens[last].shape == INITIAL
                and tokens[last].point
                and last not in taken
            ):
                last += 2
            if last == index:
                index += 1
                continue
            after = tokens[last] if last < len(tokens) else None
            whole = last - index <= 6 and not (
                after is not None and after.joined and after.shape in (CAPITAL, NUMBER)
            )
            if whole:
                key = " ".join(token.text for token in tokens[index:last:2])
                places.append((block, index, last - 1, key))
                met[key] += index > 0 and tokens[index - 1].small in _BEFORE_INITIALS
            index = last
    for block, first, last, key in places:
        after_preposition = first > 0 and blocks[block][first - 1].small in _BEFORE_INITIALS
        if met[key] >= 2 or (after_preposition and met[key]):
            confidence = 0.8 if met[key] >= 2 else 0.6
            found[block].append(Found(first, last, "person", "persName", "initials alone", confidence))


def coordinated(tokens: list[Token], name: Found, gazetteer: Gazetteer) -> Found | None:
    """The first half of "East and West Germany": a point of the compass that stands for a listed place."""
    first = name.first
    if name.kind != "place" or first < 2 or name.last - first != 2 or tokens[first].small not in _COMPASS:
        return None
    half = tokens[first - 2]
    if tokens[first - 1].small not in LIST_LINKS or half.small not in _COMPASS or half.shape != CAPITAL:
        return None
    entries = gazetteer.find(f"{half.text} {tokens[first + 1].text}")
    if not entries or entries[0].kind != "place":
        return None
    return Found(first - 2, first - 1, "place", entries[0].element, "coordinated place", 0.85)

"""Names of a document by rules and gazetteer: patterns first, then points for what is left, with the document's own
evidence: a surname met once with a given name or a title is that person everywhere in the document.

A statistical model takes the same tokens and gives the same :class:`~tei_tools.taggers._name_patterns.Found`; it is
to stand beside :func:`names_by_rules`, behind ``names.py``.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from tei_tools.taggers._gazetteer import Gazetteer
from tei_tools.taggers._name_cues import GENERATIONS, Cues
from tei_tools.taggers._name_patterns import FRENCH_STREETS, Found, Patterns
from tei_tools.taggers._name_scores import Points, Scores
from tei_tools.taggers._name_tokens import CAPITAL, INITIAL, NUMBER, UPPER, Token

__all__ = ["names_by_rules"]

#: how far a kind must be before the next to be taken, in points
_LEAST_MARGIN = {"person": 0.4, "place": 0.7, "organisation": 0.4}
#: from that distance to a confidence: the two coefficients of a logistic curve, laid through what was right of texts
#: tagged by people (benchmarks/accuracy_names.py --by-reason)
_CURVES = {"person": (0.3, 0.45), "place": (-0.3, 0.55), "organisation": (0.0, 0.6), "known": (0.4, 0.75)}
_MOST_CONFIDENT = 0.97
_KNOWN_PERSON = 3.5
_COMPASS = frozenset("north south east west northern southern eastern western upper lower".split())
_BEFORE_INITIALS = frozenset("mit bei für an gegen zu von und ohne".split())
_LIST_LINKS = frozenset((",", "&", "and", "or", "und", "et", "oder", "ou"))


class _Candidate(NamedTuple):
    block: int
    first: int
    last: int
    key: str
    context: Points
    weak: bool


def names_by_rules(blocks: Sequence[list[Token]], gazetteer: Gazetteer, cues: Cues) -> list[list[Found]]:
    """The names in each block, in order, none overlapping another of its block."""
    patterns = Patterns(gazetteer, cues)
    scores = Scores(gazetteer, cues, patterns)
    found: list[list[Found]] = [_by_pattern(tokens, patterns) for tokens in blocks]
    if cues.nouns_capital:
        _add_initials(blocks, found)
    persons = _surnames(blocks, found, gazetteer)
    bodies = _acronyms(blocks, found)
    candidates = [
        candidate
        for index, tokens in enumerate(blocks)
        for candidate in _candidates(index, tokens, found[index], patterns, scores)
    ]
    together = _together(candidates)
    # Longer names first: their surnames then are known where they stand alone.
    decided: dict[str, Counter[str]] = defaultdict(Counter)
    undecided: list[_Candidate] = []
    owners = [_owners(names) for names in found]
    for single in (False, True):
        for candidate in candidates:
            if (candidate.last - candidate.first == 1) != single:
                continue
            tokens = blocks[candidate.block]
            beside = _beside(candidate, tokens, owners[candidate.block])
            name = _decided(candidate, tokens, scores, together[candidate.key] + beside, persons, bodies)
            if name is None:
                undecided.append(candidate)
                continue
            found[candidate.block].append(name)
            decided[candidate.key][name.kind] += 1
            for index in range(name.first, name.last):
                owners[candidate.block][index] = name.kind
            if not single and name.kind == "person":
                _note_surname(tokens, name, persons, gazetteer)
    for candidate in undecided:
        again = _same_again(candidate, blocks[candidate.block], decided.get(candidate.key), patterns)
        if again is not None:
            found[candidate.block].append(again)
    return [sorted(names) for names in found]


def _owners(names: list[Found]) -> dict[int, str]:
    """Token → the kind of the name it is in."""
    return {index: name.kind for name in names for index in range(name.first, name.last)}


def _beside(candidate: _Candidate, tokens: list[Token], owners: dict[int, str]) -> Points:
    """Points for standing in a list with a name that is known: "X and Mrs. Smith", "Paris, X"."""
    points = Points()
    for link, other in ((candidate.first - 1, candidate.first - 2), (candidate.last, candidate.last + 1)):
        if not (0 <= other < len(tokens)) or tokens[link].small not in _LIST_LINKS:
            continue
        if tokens[other].text == "." and other > candidate.last - 1:
            continue
        kind = owners.get(other)
        if kind == "person":
            points.person += 1.2
        elif kind == "place":
            points.place += 0.8
        elif kind == "organisation":
            points.organisation += 0.8
    return points


def _same_again(
    candidate: _Candidate, tokens: list[Token], kinds: Counter[str] | None, patterns: Patterns
) -> Found | None:
    """A word that was a name elsewhere in the document, and is no ordinary one, is the same here."""
    token = tokens[candidate.first]
    if not kinds or (candidate.last - candidate.first == 1 and patterns.ordinary(token)):
        return None
    if token.text in patterns.gazetteer.not_names:
        return None
    kind, count = max(sorted(kinds.items()), key=lambda item: item[1])
    if kind == "place":
        return None  # the preposition that made it one is missing here
    element = "persName" if kind == "person" else "orgName"
    confidence = 0.6 + 0.3 * (1 - 1 / count)
    return Found(candidate.first, candidate.last, kind, element, f"again {kind}", confidence)


def _by_pattern(tokens: list[Token], patterns: Patterns) -> list[Found]:
    found: list[Found] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        name = None
        if token.shape in (CAPITAL, UPPER, INITIAL):
            name = patterns.at(tokens, index)
        elif token.small in FRENCH_STREETS and patterns.cues.language == "fr":
            name = patterns.street(tokens, index)
        if name is None:
            index += 1
            continue
        other = _coordinated(tokens, name, patterns.gazetteer)
        if other is not None:
            found.append(other)
        found.append(name)
        index = name.last
    return found


def _add_initials(blocks: Sequence[list[Token]], found: list[list[Found]]) -> None:
    """Persons named by initials alone in diaries and letters ("mit H. K.", "bei O."): after a preposition that takes
    persons, and then everywhere in the document if that happened twice.
    """
    places: list[tuple[int, int, int, str]] = []
    met: Counter[str] = Counter()
    for block, tokens in enumerate(blocks):
        taken = {index for name in found[block] for index in range(name.first, name.last)}
        index = 0
        while index < len(tokens):
            last = index
            while last < len(tokens) and tokens[last].shape == INITIAL and tokens[last].point and last not in taken:
                last += 2
            if last == index:
                index += 1
                continue
            after = tokens[last] if last < len(tokens) else None
            whole = last - index <= 6 and not (after is not None and after.joined and after.shape in (CAPITAL, NUMBER))
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


def _coordinated(tokens: list[Token], name: Found, gazetteer: Gazetteer) -> Found | None:
    """The first half of "East and West Germany": a point of the compass that stands for a listed place."""
    first = name.first
    if name.kind != "place" or first < 2 or name.last - first != 2 or tokens[first].small not in _COMPASS:
        return None
    half = tokens[first - 2]
    if tokens[first - 1].small not in _LIST_LINKS or half.small not in _COMPASS or half.shape != CAPITAL:
        return None
    entries = gazetteer.find(f"{half.text} {tokens[first + 1].text}")
    if not entries or entries[0].kind != "place":
        return None
    return Found(first - 2, first - 1, "place", entries[0].element, "coordinated place", 0.85)


def _surnames(
    blocks: Sequence[list[Token]], found: list[list[Found]], gazetteer: Gazetteer
) -> dict[str, float]:
    """Words of persons' names that were found by pattern, with how firmly each may stand for the person."""
    known: dict[str, float] = {}
    for tokens, names in zip(blocks, found, strict=True):
        for name in names:
            if name.kind != "person" or name.reason == "title of land":
                continue
            _note_surname(tokens, name, known, gazetteer)
    return known


def _note_surname(tokens: list[Token], name: Found, known: dict[str, float], gazetteer: Gazetteer) -> None:
    words = [t for t in tokens[name.first : name.last] if t.shape in (CAPITAL, UPPER)]
    while len(words) > 1 and words[-1].small in GENERATIONS:
        words.pop()
    if not words:
        return
    known[words[-1].small] = max(known.get(words[-1].small, 0), _KNOWN_PERSON * name.confidence)
    if len(words) > 1 and gazetteer.word(words[-2].small).given:
        known.setdefault(words[-2].small, 1.5)


def _acronyms(blocks: Sequence[list[Token]], found: list[list[Found]]) -> set[str]:
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


def _candidates(
    block: int, tokens: list[Token], found: list[Found], patterns: Patterns, scores: Scores
) -> list[_Candidate]:
    """What is capitalised and not yet a name, in runs without their ordinary first words."""
    taken = bytearray(len(tokens) + 1)
    for name in found:
        for index in range(name.first, name.last):
            taken[index] = 1
    candidates = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if taken[index] or token.shape not in (CAPITAL, UPPER) or token.small in patterns.cues.function_words:
            if not (
                token.shape == UPPER
                and not token.weak
                and not taken[index]
                and patterns.gazetteer.has(token.text)
            ):
                index += 1
                continue
        last = index + 1
        while last < len(tokens) and not taken[last] and patterns.in_run(tokens, last):
            last += 1
        candidates.extend(_split(block, tokens, index, last, patterns, scores))
        index = last
    return candidates


def _split(
    block: int, tokens: list[Token], first: int, last: int, patterns: Patterns, scores: Scores
) -> list[_Candidate]:
    """A run of capitals as one candidate, or as one each where a part of it is known alone."""
    not_names = patterns.gazetteer.not_names
    while first < last and (
        tokens[first].text in not_names
        or (last - first > 1 and tokens[first].first and patterns.ordinary(tokens[first]))
        or (last - first > 1 and tokens[first].small in patterns.cues.titles)
    ):
        if last - first == 1:
            break
        first += 1
    while last - first > 1 and (tokens[last - 1].text in not_names or tokens[last - 1].shape == INITIAL):
        last -= 1
    single = patterns.cues.nouns_capital or last - first > 5
    spans = [(i, i + 1) for i in range(first, last)] if single else [(first, last)]
    if not single and last - first > 1:
        entry = (
            scores.entry(tokens[first].text) if tokens[first].shape == UPPER or tokens[first].small else None
        )
        if entry and entry.element in ("country",) and patterns.ordinary(tokens[first + 1]):
            spans = [(first, first + 1)]
    return [
        _Candidate(
            block,
            a,
            b,
            " ".join(t.small for t in tokens[a:b]),
            scores.context(tokens, a, b),
            tokens[a].first or tokens[a].weak or patterns.ordinary(tokens[a]),
        )
        for a, b in spans
        if tokens[a].shape != INITIAL
    ]


def _together(candidates: list[_Candidate]) -> dict[str, Points]:
    """The mean of the contexts in which each word stands, weighing more the more there are."""
    sums: dict[str, Points] = defaultdict(Points)
    counts: dict[str, int] = defaultdict(int)
    inside: dict[str, int] = defaultdict(int)
    for candidate in candidates:
        sums[candidate.key] = sums[candidate.key] + candidate.context
        counts[candidate.key] += 1
        inside[candidate.key] += not candidate.weak
    together = {key: sums[key].times((1 + math.log(counts[key])) / counts[key] * 0.7) for key in sums}
    for key, points in together.items():
        # A capital that comes again and again within sentences is no accident.
        points.none -= 0.35 * math.log(inside[key] or 1)
    return together


def _decided(
    candidate: _Candidate,
    tokens: list[Token],
    scores: Scores,
    together: Points,
    persons: dict[str, float],
    bodies: set[str],
) -> Found | None:
    first, last = candidate.first, candidate.last
    points = scores.words(tokens, first, last) + candidate.context.times(0.5) + together
    word = tokens[first]
    reason = "points"
    if last - first == 1:
        known = persons.get(word.small, 0.0)
        if not known and scores.cues.nouns_capital and word.small.endswith("s"):
            known = 0.8 * persons.get(word.small[:-1], 0.0)
        if known:
            points.person += known
            reason = "known"
        if word.text in bodies:
            points.organisation += 4
            reason = "acronym"
    kind, margin = points.best()
    if kind == "none" or margin < _LEAST_MARGIN[kind]:
        return None
    element = {"person": "persName", "organisation": "orgName"}.get(kind, "")
    if kind == "place":
        entry = scores.entry(" ".join(t.text for t in tokens[first:last]))
        element = entry.element if entry and entry.kind == "place" else "place"
    start, slope = _CURVES["known" if reason == "known" and kind == "person" else kind]
    confidence = min(_MOST_CONFIDENT, 1 / (1 + math.exp(-start - slope * margin)))
    return Found(first, last, kind, element, f"{reason} {kind}", confidence)

"""Names of a document by rules and gazetteer: words first, then points for what is left, with the document's
own evidence: a surname met once with a given name or a title is that person everywhere in the document.

A statistical model takes the same tokens and gives the same :class:`~tei_tools.taggers._name_words.Found`;
it is to stand beside :func:`names_by_rules`, behind ``names.py``.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from tei_tools.taggers._gazetteer import Gazetteer
from tei_tools.taggers._name_bodies import FRENCH_STREETS, street
from tei_tools.taggers._name_cues import Cues
from tei_tools.taggers._name_document import (
    LIST_LINKS,
    acronyms,
    add_initials,
    coordinated,
    note_surname,
    surnames,
)
from tei_tools.taggers._name_patterns import name_at
from tei_tools.taggers._name_persons import titled
from tei_tools.taggers._name_scores import Points, Scores
from tei_tools.taggers._name_states import STATES
from tei_tools.taggers._name_tokens import CAPITAL, INITIAL, UPPER, Token
from tei_tools.taggers._name_words import Found, Words

__all__ = ["names_by_rules"]

#: how far a kind must be before the next to be taken, in points
_LEAST_MARGIN = {"person": 0.4, "place": 0.7, "organisation": 0.4}
#: from that distance to a confidence: the two coefficients of a logistic curve, laid through what was right
# of texts : tagged by people (benchmarks/accuracy_names.py --by-reason)
_CURVES = {"person": (0.3, 0.45), "place": (-0.3, 0.6), "organisation": (0.0, 0.6), "known": (0.4, 0.75)}
_MOST_CONFIDENT = 0.97
#: and at most, where only the context speaks
_MOST_BY_CONTEXT = 0.8


class _Candidate(NamedTuple):
    block: int
    first: int
    last: int
    key: str
    context: Points
    weak: bool


def names_by_rules(blocks: Sequence[list[Token]], gazetteer: Gazetteer, cues: Cues) -> list[list[Found]]:
    """The names in each block, in order, none overlapping another of its block."""
    words = Words(gazetteer, cues)
    scores = Scores(gazetteer, cues, words)
    found: list[list[Found]] = [_by_pattern(tokens, words) for tokens in blocks]
    if cues.nouns_capital:
        add_initials(blocks, found)
    persons = surnames(blocks, found, gazetteer)
    bodies = acronyms(blocks, found)
    candidates = [
        candidate
        for index, tokens in enumerate(blocks)
        for candidate in _candidates(index, tokens, found[index], words, scores)
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
                note_surname(tokens, name, persons, gazetteer)
    for candidate in undecided:
        again = _same_again(candidate, blocks[candidate.block], decided.get(candidate.key), words)
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
        if not (0 <= other < len(tokens)) or tokens[link].small not in LIST_LINKS:
            continue
        if tokens[other].text == "." and other > candidate.last - 1:
            continue
        kind = owners.get(other)
        if kind == "place" and link > candidate.first and tokens[other].text in STATES:
            points.place += 3.0  # Lawrence, KS
        if kind == "person":
            points.person += 1.2
        elif kind == "place":
            points.place += 0.8
        elif kind == "organisation":
            points.organisation += 0.8
    return points


def _same_again(
    candidate: _Candidate, tokens: list[Token], kinds: Counter[str] | None, words: Words
) -> Found | None:
    """A word that was a name elsewhere in the document, and is no ordinary one, is the same here."""
    token = tokens[candidate.first]
    if not kinds or (candidate.last - candidate.first == 1 and words.ordinary(token)):
        return None
    if token.text in words.gazetteer.not_names:
        return None
    kind, count = max(sorted(kinds.items()), key=lambda item: item[1])
    if kind == "place":
        return None  # the preposition that made it one is missing here
    element = "persName" if kind == "person" else "orgName"
    confidence = 0.6 + 0.3 * (1 - 1 / count)
    return Found(candidate.first, candidate.last, kind, element, f"again {kind}", confidence)


def _by_pattern(tokens: list[Token], words: Words) -> list[Found]:
    found: list[Found] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        name = None
        if token.shape in (CAPITAL, UPPER, INITIAL) and token.text[-1] not in "'’":
            name = name_at(words, tokens, index)
        elif token.small in FRENCH_STREETS and words.cues.language == "fr":
            name = street(words, tokens, index)
        elif token.small in words.cues.titles_of_land and words.cues.language == "fr":
            name = titled(words, tokens, index)
        if name is None:
            index += 1
            continue
        other = coordinated(tokens, name, words.gazetteer)
        if other is not None:
            found.append(other)
        found.append(name)
        index = name.last
    return found


def _candidates(
    block: int, tokens: list[Token], found: list[Found], words: Words, scores: Scores
) -> list[_Candidate]:
    """What is capitalised and not yet a name, in runs without their ordinary first words."""
    taken = bytearray(len(tokens) + 1)
    for name in found:
        for index in range(name.first, name.last):
            taken[index] = 1
    candidates: list[_Candidate] = []
    index = 0
    while index < len(tokens):
        if taken[index] or not _capital(tokens[index], words):
            index += 1
            continue
        last = index + 1
        while last < len(tokens) and not taken[last] and words.in_run(tokens, last):
            last += 1
        candidates.extend(_split(block, tokens, index, last, words, scores))
        index = last
    return candidates


def _capital(token: Token, words: Words) -> bool:
    """Whether a word may be (the first of) a name: capital, and no common one unless it is listed so (US)."""
    if token.shape not in (CAPITAL, UPPER):
        return False
    if token.small not in words.cues.function_words:
        return True
    return token.shape == UPPER and not token.weak and words.gazetteer.has(token.text)


def _split(
    block: int, tokens: list[Token], first: int, last: int, words: Words, scores: Scores
) -> list[_Candidate]:
    """A run of capitals as one candidate, or as one each where a part of it is known alone."""
    not_names = words.gazetteer.not_names
    while first < last and (
        tokens[first].text in not_names
        or (last - first > 1 and tokens[first].first and words.ordinary(tokens[first]))
        or (last - first > 1 and tokens[first].small in words.cues.titles)
    ):
        if last - first == 1:
            break
        first += 1
    while last - first > 1 and (tokens[last - 1].text in not_names or tokens[last - 1].shape == INITIAL):
        last -= 1
    single = words.cues.nouns_capital or last - first > 5
    spans = [(i, i + 1) for i in range(first, last)] if single else [(first, last)]
    if not single and last - first > 1:
        entry = (
            scores.entry(tokens[first].text) if tokens[first].shape == UPPER or tokens[first].small else None
        )
        if entry and entry.element in ("country",) and words.ordinary(tokens[first + 1]):
            spans = [(first, first + 1)]
    return [
        _Candidate(
            block,
            a,
            b,
            " ".join(t.small for t in tokens[a:b]),
            scores.context(tokens, a, b),
            tokens[a].first or tokens[a].weak or words.ordinary(tokens[a]),
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
            points.none = min(points.none, 2.0)  # of whatever else the word is made, it is a name here
            reason = "known"
        if word.text in bodies:
            points.organisation += 5
            reason = "acronym"
    kind, margin = points.best()
    if kind == "none" or margin < _LEAST_MARGIN[kind]:
        return None
    element = {"person": "persName", "organisation": "orgName"}.get(kind, "")
    most = _MOST_BY_CONTEXT if reason == "acronym" else _MOST_CONFIDENT
    if kind == "place":
        entry = scores.entry(" ".join(t.text for t in tokens[first:last]))
        listed = entry is not None and entry.kind == "place"
        element = entry.element if entry is not None and listed else "place"
        most = most if listed else _MOST_BY_CONTEXT
    start, slope = _CURVES["known" if reason == "known" and kind == "person" else kind]
    confidence = min(most, 1 / (1 + math.exp(-start - slope * margin)))
    return Found(first, last, kind, element, f"{reason} {kind}", confidence)

"""Runs of a dialogue: quotations near each other, in which two persons mostly take turns → who speaks in
each.

All that is said of the speakers anywhere in a run ("said Jo" in its third quotation, "Jo!" in its fourth)
tells of the others. For each pair of persons the likeliest order of speakers is found (Viterbi, "Error
bounds for convolutional codes", 1967): a quotation right after another is answered by the other one, one
that a clause interrupts goes on, after a clause that ends its sentence either may be. The pair that fits
best speaks where a sentence names nobody. Linear: a run is read in windows, and of the persons in it the
likeliest are weighed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from tei_tools.taggers._antecedents import Antecedents, same_person
from tei_tools.taggers._quotation_spans import QuotationSpan
from tei_tools.taggers._speakers import Turn

__all__ = ["Said", "with_runs"]

_WINDOW = 40
_PERSONS = 6
_APART = 350
_CLAUSE = 130
_FIRM = 1.7
_ACTS, _BEAT = 0.6, 1.5
_NARRATOR = "\0"
_STAYS, _ANSWERS, _EITHER, _NEAR = range(4)
_SWITCH = {_STAYS: -4.0, _ANSWERS: 0.0, _EITHER: -0.3, _NEAR: 0.0}
_STAY = {_STAYS: 0.0, _ANSWERS: -2.5, _EITHER: 0.0, _NEAR: 0.3}
_OTHER = -0.7
_THIRD = 0.9
_MOST = 2.0


_TITLES = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Prof|Rev|Capt|Col|Gen|Lt|Sgt|M|Mme|Mlle)\.(?=\s)")


@dataclass(frozen=True, slots=True)
class Said:
    """One quotation of the outermost level: what its own sentence says of its speaker (``name``, ``phrase``,
    ``male``, ``female``, ``first``, ``many`` or nothing), whether it says so after it, its turn as far as
    known, and to whom it speaks; ``then`` names who acts in the sentence right after it ("“No.” Baker shook
    his head.").
    """

    span: QuotationSpan
    own: str
    after: bool
    turn: Turn | None
    spoken_to: tuple[tuple[int, int], ...]
    then: tuple[int, int] | None = None


def with_runs(text: str, said: Sequence[Said], antecedents: Antecedents) -> list[Turn | None]:
    """The turns of quotations in order, those that no sentence names given to whom their run says."""
    turns = [item.turn for item in said]
    paragraphed = _paragraphed(text, said)
    start = 0
    while start < len(said):
        links: list[int] = []
        at = start + 1
        while at < len(said) and at - start < _WINDOW:
            link = _link(text, said[at - 1], said[at], paragraphed)
            if link is None:
                break
            links.append(link)
            at += 1
        if links:
            _Run(text, said[start:at], links, antecedents, paragraphed).settle(turns, start)
        elif (then := said[start].then) is not None and turns[start] is None:
            turns[start] = Turn(said[start].span, then, "name", said[start].spoken_to)
        start = at
    return turns


def _paragraphed(text: str, said: Sequence[Said]) -> bool:
    """Whether each speaker has a paragraph: of quotations with nothing between them, most stand in two."""
    apart = together = 0
    for one, two in pairwise(said):
        if not text[one.span.end : two.span.start].strip():
            apart += one.span.block != two.span.block
            together += one.span.block == two.span.block
    return apart > together


def _link(text: str, one: Said, two: Said, paragraphed: bool) -> int | None:
    a, b = one.span, two.span
    if b.continues or (not a.closed and b.block == a.block + 1):
        return _STAYS
    between = text[a.end : b.start]
    if len(between) > _APART or b.block - a.block > 2:
        return None
    if not any(letter.isalnum() for letter in between):
        return _ANSWERS
    if paragraphed and b.block == a.block:
        return _STAYS  # each speaker has a paragraph
    clause = between.strip()
    sentences = _TITLES.sub("", clause).replace("! ", ". ").replace("? ", ". ").count(". ")
    if not one.after or len(between) > _CLAUSE or sentences:
        return _NEAR
    if b.block != a.block:
        return _ANSWERS
    return _STAYS if paragraphed or clause[-1:] in ",;:—-–" else _EITHER


class _Run:
    """Quotations in a row, and what speaks for each person in each."""

    def __init__(
        self,
        text: str,
        said: Sequence[Said],
        links: Sequence[int],
        antecedents: Antecedents,
        paragraphed: bool,
    ) -> None:
        self.said = said
        self.links = links
        self.antecedents = antecedents
        self.persons: dict[str, tuple[int, int]] = {}
        self.own = [self._known(item.turn) for item in said]
        self.beats = [
            paragraphed
            and item.turn is not None
            and item.span.start - item.turn.words[1] < _APART
            and "\n" not in text[item.turn.words[1] : item.span.start]
            for item in said
        ]
        self.acts = [self._acts(text, i, paragraphed) for i in range(len(said))]
        self.then = [
            self._person(antecedents.key(*item.then), item.then) if item.then else None for item in said
        ]
        self.addressed = [
            [self._person(antecedents.key(*words), words) for words in item.spoken_to] for item in said
        ]

    def _acts(self, text: str, i: int, paragraphed: bool) -> float:
        """What it says of the speaker who acts right after the quotation."""
        then = self.said[i].then
        if then is None:
            return 0.0
        if "\n" not in text[self.said[i].span.end : then[0]]:
            return _BEAT if paragraphed else _ACTS
        if i + 1 < len(self.said) and paragraphed:
            following = self.said[i + 1].span.start
            if following - then[1] < _APART and "\n" not in text[then[1] : following]:
                return 0.0  # it tells of the next one: Baker laughed. “No.”
        return _ACTS

    def _person(self, key: str, words: tuple[int, int]) -> str:
        known = next((other for other in self.persons if same_person(other, key)), None)
        if known is None:
            if len(self.persons) >= _WINDOW:
                return key
            self.persons[key] = words
            return key
        return known

    def _known(self, turn: Turn | None) -> str | None:
        if turn is None or turn.kind not in {"name", "phrase", "first"}:
            return None
        key = _NARRATOR if turn.kind == "first" else self.antecedents.key(*turn.words)
        return self._person(key, turn.words)

    def fit(self, i: int, person: str) -> float:
        """What speaks for a person as the speaker of quotation ``i``."""
        item, known = self.said[i], self.own[i]
        score = 0.0
        if item.own in {"name", "phrase", "first"}:
            score += (3.0 if item.own != "phrase" else 2.5) if known == person else -4.0
        elif item.own in {"male", "female"}:
            gender = None if person == _NARRATOR else self.antecedents.gender(*self.persons[person])
            score += 0.3 if gender == item.own else -3.0 if gender is not None or person == _NARRATOR else 0.0
            score += 1.2 if known == person else 0.0
        elif known == person:
            near = i == 0 or self.links[i - 1] != _ANSWERS
            score += (_BEAT if self.beats[i] else 0.5) if near else 0.0
        if not item.own and self.then[i] == person:
            score += self.acts[i]
        if person in self.addressed[i]:
            score -= 4.0
        if i and self.links[i - 1] == _ANSWERS and person in self.addressed[i - 1]:
            score += 1.8
        if i + 1 < len(self.said) and self.links[i] == _ANSWERS and person in self.addressed[i + 1]:
            score += 1.8
        return score

    def settle(self, turns: list[Turn | None], start: int) -> None:
        """Give the turns of the run that no sentence names to the pair that fits best."""
        count = len(self.said)
        fits = {person: [self.fit(i, person) for i in range(count)] for person in self.persons}
        likely = sorted(fits, key=lambda key: (-sum(x for x in fits[key] if x > 0), self.persons[key]))
        likely = [person for person in likely[:_PERSONS] if max(fits[person]) > 0]
        if not likely:
            return
        best: tuple[float, list[int], tuple[str, ...]] | None = None
        pairs: list[tuple[str, ...]] = [*combinations(likely, 2)] or [(likely[0],)]
        for pair in pairs:
            found = self._path([*(fits[person] for person in pair), self._others(fits, pair)])
            if best is None or found[0] > best[0]:
                best = (*found, pair)
        assert best is not None
        for i, state in enumerate(best[1]):
            item = self.said[i]
            if state >= len(best[2]) or item.own in {"name", "phrase", "first", "many"}:
                continue
            person = best[2][state]
            known = self.own[i]
            if item.own and known is not None and fits[person][i] < fits[known][i] - _FIRM:
                continue
            kind = "first" if person == _NARRATOR else "name"
            if item.turn is None or self.own[i] != person:
                turns[start + i] = Turn(item.span, self.persons[person], kind, item.spoken_to)

    def _others(self, fits: dict[str, list[float]], pair: tuple[str, ...]) -> list[float]:
        """What speaks for anybody else in each quotation: who was found without the run, and nobody."""
        others = []
        for i, item in enumerate(self.said):
            known = self.own[i]
            third = fits[known][i] if known in fits and known not in pair else 0.0
            named = item.own in {"name", "phrase", "first", "many"}
            others.append(min(max(third, 0.0) * _THIRD, _MOST) + (0.0 if named else _OTHER))
        return others

    def _path(self, fits: Sequence[Sequence[float]]) -> tuple[float, list[int]]:
        """The score and states of the likeliest order of speakers; the last state is anybody else."""
        states = range(len(fits))
        last = len(fits) - 1
        scores = [fits[state][0] for state in states]
        back: list[list[int]] = []
        for i in range(1, len(self.said)):
            link = self.links[i - 1]
            came, following = [], []
            for state in states:
                options = [
                    scores[one] + (_SWITCH[link] if one != state else 0.0 if state == last else _STAY[link])
                    for one in states
                ]
                choice = max(states, key=lambda one: (options[one], -one))
                came.append(choice)
                following.append(options[choice] + fits[state][i])
            scores = following
            back.append(came)
        state = max(states, key=lambda one: (scores[one], -one))
        total, path = scores[state], [state]
        for came in reversed(back):
            path.append(came[path[-1]])
        return total, path[::-1]

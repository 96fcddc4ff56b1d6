"""How far the probabilities of a model can be trusted: steps from what it found in texts left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tei_tools.taggers._name_examples import Example
from tei_tools.taggers._name_learned import calibration_key
from tei_tools.taggers._name_tokens import Token
from tei_tools.taggers._name_words import Found, end_of

__all__ = ["Judged", "calibrated", "span_of"]

_LEAST_IN_STEP = 60
_STEPS = 24
#: how often readers must have tagged the same words elsewhere
_LEAST_TAGGED = 3


class Judged(NamedTuple):
    """A tagged text, the names that a model found in it that had not read it, and the manner that the model
    took it for (empty: none)."""

    example: Example
    found: list[list[Found]]
    manner: str


def span_of(tokens: list[Token], name: Found) -> tuple[int, int, str]:
    """Where a name stands in the text, with a full stop of its own."""
    return tokens[name.first].start, end_of(tokens, name), name.kind


def calibrated(left_out: Sequence[Judged], known: Sequence[Judged] = ()) -> dict[str, list[list[float]]]:
    """By language, kind and what the rules said: probabilities, and how often names of that probability were
    right, never falling (isotonic regression over equal shares).

    The model of ``left_out`` had read nothing of the text's family of sources, that of ``known`` other texts
    of it. A text that was taken for one of a manner says something of that manner, whether it was one or not.

    Right is what touches a name of the same kind; and what the readers of the same source tagged so in at
    least :data:`_LEAST_TAGGED` other places, where they tagged nothing here: they leave out a name here and
    there (of one source "United Kingdom" in every third place), which is no fault of who finds it.
    """
    tagged = Counter(
        (example.source, example.text[start:end], kind)
        for example, _, _ in (*left_out, *known)
        for start, end, kind in example.spans
    )
    points: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for judged in left_out:
        for key, point in _points(judged, "", tagged):
            points[key].append(point)
    for judged in (*left_out, *known):
        if judged.manner:
            for key, point in _points(judged, judged.manner, tagged):
                points[key].append(point)
    return {key: _steps(values) for key, values in sorted(points.items()) if len(values) >= _LEAST_IN_STEP}


def _points(
    judged: Judged, manner: str, tagged: Counter[tuple[str, str, str]]
) -> Iterator[tuple[str, tuple[float, bool]]]:
    example = judged.example
    for tokens, names in zip(example.blocks, judged.found, strict=True):
        for name in names:
            if name.kind not in example.exhaustive:
                continue
            start, end, kind = span_of(tokens, name)
            touched = {k for a, b, k in example.spans if a < end and start < b}
            often = tagged[example.source, example.text[start:end], kind] >= _LEAST_TAGGED
            right = kind in touched or (often and not touched)
            yield calibration_key(name, example.language, manner), (name.confidence, right)


def _steps(values: list[tuple[float, bool]]) -> list[list[float]]:
    values.sort()
    size = max(_LEAST_IN_STEP, len(values) // _STEPS)
    groups = [values[at : at + size] for at in range(0, len(values), size)]
    if len(groups) > 1 and len(groups[-1]) < size // 2:
        last_group = groups.pop()
        groups[-1] += last_group
    pooled: list[list[float]] = []  # probabilities summed, right ones, count
    for group in groups:
        pooled.append(
            [sum(sure for sure, _ in group), float(sum(right for _, right in group)), float(len(group))]
        )
        while len(pooled) > 1 and pooled[-2][1] / pooled[-2][2] >= pooled[-1][1] / pooled[-1][2]:
            last = pooled.pop()
            pooled[-1] = [a + b for a, b in zip(pooled[-1], last, strict=True)]
    return [
        [round(total / count, 5) for total, _, count in pooled],
        [round(right / count, 4) for _, right, count in pooled],
    ]

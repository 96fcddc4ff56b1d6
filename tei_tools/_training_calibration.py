"""How far the probabilities of a model can be trusted: steps from what it found in texts left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from tei_tools.taggers._name_examples import Example
from tei_tools.taggers._name_learned import calibration_key
from tei_tools.taggers._name_tokens import Token
from tei_tools.taggers._name_words import Found, end_of

__all__ = ["calibrated", "span_of"]

_LEAST_IN_STEP = 60
_STEPS = 24
#: how often readers must have tagged the same words elsewhere
_LEAST_TAGGED = 3


def span_of(tokens: list[Token], name: Found) -> tuple[int, int, str]:
    """Where a name stands in the text, with a full stop of its own."""
    return tokens[name.first].start, end_of(tokens, name), name.kind


def calibrated(judged: Sequence[tuple[Example, list[list[Found]]]]) -> dict[str, list[list[float]]]:
    """By language, kind and what the rules said: probabilities, and how often names of that probability were
    right, never falling (isotonic regression over equal shares).

    Right is what touches a name of the same kind; and what the readers of the same source tagged so in at
    least :data:`_LEAST_TAGGED` other places, where they tagged nothing here: they leave out a name here and
    there (of one source "United Kingdom" in every third place), which is no fault of who finds it.
    """
    tagged = Counter(
        (example.source, example.text[start:end], kind)
        for example, _ in judged
        for start, end, kind in example.spans
    )
    points: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for example, found in judged:
        for key, sure, right in _judged(example, found, tagged):
            points[key].append((sure, right))
    return {key: _steps(values) for key, values in sorted(points.items()) if len(values) >= _LEAST_IN_STEP}


def _judged(
    example: Example, found: list[list[Found]], tagged: Counter[tuple[str, str, str]]
) -> Iterator[tuple[str, float, bool]]:
    for tokens, names in zip(example.blocks, found, strict=True):
        for name in names:
            if name.kind not in example.exhaustive:
                continue
            start, end, kind = span_of(tokens, name)
            touched = {k for a, b, k in example.spans if a < end and start < b}
            often = tagged[example.source, example.text[start:end], kind] >= _LEAST_TAGGED
            yield (
                calibration_key(name, example.language),
                name.confidence,
                kind in touched or (often and not touched),
            )


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

"""Linear-chain conditional random fields: a file of weights, and the best labels of a sequence by it.

``Crf.open(path).tag(sequence)``, where ``sequence`` has for each token the names of the features that it has
(each counts 1), gives one label a token. The file is made by :func:`packed` from the weights that a training
program found; nothing in it is ever executed. All numbers little-endian. The file: ``MAGIC``; the length of
the description (4 bytes); the description (JSON: ``labels``, ``features``, ``weights``, ``step``, and what
the maker says of the model), padded with spaces to a multiple of 4; then

1. the weights from label to label, 4-byte floats, row by row of the label before;
2. the features' names as their crc32, 4 bytes each, in rising order;
3. where each feature's weights start in 4 and 5, 4 bytes each, and one more for the end;
4. the weights in units of ``step``, 2 bytes each;
5. the labels that they belong to, 1 byte each.

J. Lafferty, A. McCallum, F. Pereira, "Conditional Random Fields", ICML 2001; the recurrences are those of
L. Rabiner, "A Tutorial on Hidden Markov Models", Proceedings of the IEEE 77 (1989), section III.
"""

from __future__ import annotations

import json
import struct
import sys
import zlib
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import exp
from operator import add, mul
from pathlib import Path
from typing import Any

from tei_tools.errors import UnreadableError

__all__ = ["Crf", "packed"]

MAGIC = b"TEICRF1\n"
_ADVICE = "install tei-tools again, or make the model again"
# Rows of weights that are kept at hand; beyond, they are looked up anew.
_MOST_ROWS = 200_000

_Row = tuple[tuple[int, float], ...]


class Crf:
    """The weights of one model. ``labels`` are its labels, ``description`` what its file says of it."""

    def __init__(self, content: bytes, name: str = "") -> None:
        """From a file's bytes; raises :class:`UnreadableError` where they are no such file."""
        try:
            self._load(content)
        except (ValueError, KeyError, TypeError, IndexError, struct.error) as error:
            raise UnreadableError("this is no model of labels", file=name or None, advice=_ADVICE) from error

    @classmethod
    def open(cls, path: Path) -> Crf:
        """The model in the file at ``path``; :class:`UnreadableError` where there is none."""
        try:
            content = path.read_bytes()
        except OSError as error:
            raise UnreadableError("the model is missing", file=str(path), advice=_ADVICE) from error
        return cls(content, str(path))

    def _load(self, content: bytes) -> None:
        if content[: len(MAGIC)] != MAGIC:
            raise ValueError
        (length,) = struct.unpack_from("<I", content, len(MAGIC))
        place = len(MAGIC) + 4
        described: dict[str, Any] = json.loads(content[place : place + length])
        place += length
        self.description = described
        self.labels: tuple[str, ...] = tuple(described["labels"])
        self._step = float(described["step"])
        labels, features, weights = len(self.labels), int(described["features"]), int(described["weights"])
        sizes = (("f", labels * labels), ("I", features), ("I", features + 1), ("h", weights), ("B", weights))
        tables = []
        for code, count in sizes:
            table = array(code)
            stop = place + count * table.itemsize
            if not labels or stop > len(content):
                raise ValueError
            table.frombytes(content[place:stop])
            if sys.byteorder == "big":
                table.byteswap()
            tables.append(table)
            place = stop
        flat, self._keys, self._starts, self._weights, self._owners = tables
        if self._starts[-1] != weights or (weights and max(self._owners) >= labels):
            raise ValueError
        self._steps: list[list[float]] = [list(flat[i * labels : (i + 1) * labels]) for i in range(labels)]
        self._rows: dict[str, _Row] = {}

    def tag(self, sequence: Sequence[Iterable[str]], beam: float = 16.0) -> list[str]:
        """The best label of each token (Viterbi). Labels that are behind the best so far by more than
        ``beam`` (in natural logarithms of odds) are not followed.
        """
        if not sequence:
            return []
        backs: list[list[int]] = []
        scores = self._scores(sequence[0])
        for features in sequence[1:]:
            floor = max(scores) - beam
            alive = [(i, score) for i, score in enumerate(scores) if score >= floor]
            first, score = alive[0]
            best = [score + step for step in self._steps[first]]
            back = [first] * len(best)
            for i, score in alive[1:]:
                for j, step in enumerate(self._steps[i]):
                    if score + step > best[j]:
                        best[j] = score + step
                        back[j] = i
            backs.append(back)
            scores = list(map(add, best, self._scores(features)))
        place = max(range(len(scores)), key=scores.__getitem__)
        path = [place]
        for back in reversed(backs):
            place = back[place]
            path.append(place)
        return [self.labels[i] for i in reversed(path)]

    def marginals(self, sequence: Sequence[Iterable[str]]) -> list[dict[str, float]]:
        """For each token the probability of each label (forward-backward)."""
        if not sequence:
            return []
        states = [self._exponentials(features) for features in sequence]
        rows = [[exp(step) for step in row] for row in self._steps]
        columns = list(map(list, zip(*rows, strict=True)))
        forward = [_scaled(states[0])]
        for state in states[1:]:
            before = forward[-1]
            forward.append(
                _scaled([s * sum(map(mul, before, c)) for s, c in zip(state, columns, strict=True)])
            )
        behind = [1.0] * len(self.labels)
        found = []
        for i in range(len(states) - 1, -1, -1):
            share = _scaled(list(map(mul, forward[i], behind)))
            found.append(dict(zip(self.labels, share, strict=True)))
            weighted = list(map(mul, states[i], behind))
            behind = _scaled([sum(map(mul, row, weighted)) for row in rows])
        return found[::-1]

    def _scores(self, features: Iterable[str]) -> list[float]:
        scores = [0.0] * len(self.labels)
        rows = self._rows
        for feature in features:
            row = rows.get(feature)
            if row is None:
                row = self._row(feature)
            for label, weight in row:
                scores[label] += weight
        return scores

    def _exponentials(self, features: Iterable[str]) -> list[float]:
        scores = self._scores(features)
        most = max(scores)
        return [exp(max(score - most, -60.0)) for score in scores]

    def _row(self, feature: str) -> _Row:
        key = zlib.crc32(feature.encode("utf-8", "surrogatepass"))
        place = bisect_left(self._keys, key)
        row: _Row = ()
        if place < len(self._keys) and self._keys[place] == key:
            begin, stop = self._starts[place], self._starts[place + 1]
            step = self._step
            row = tuple((self._owners[i], self._weights[i] * step) for i in range(begin, stop))
        if len(self._rows) >= _MOST_ROWS:
            self._rows.clear()
        self._rows[feature] = row
        return row


def _scaled(values: list[float]) -> list[float]:
    total = sum(values) or 1.0
    return [value / total for value in values]


def packed(
    states: Mapping[tuple[str, str], float],
    transitions: Mapping[tuple[str, str], float],
    description: Mapping[str, Any],
    smallest: float = 0.0,
) -> bytes:
    """The bytes of a model's file: the same weights make the same bytes.

    ``states`` has the weight of each (feature, label), ``transitions`` of each (label before, label); of
    ``states``, weights smaller than ``smallest`` are left out. ``description`` goes into the file.
    """
    labels = sorted({label for _, label in states} | {label for pair in transitions for label in pair})
    numbers = {label: number for number, label in enumerate(labels)}
    step = max((abs(weight) for weight in states.values()), default=0.0) / 32767 or 1.0
    rows: dict[int, dict[int, float]] = defaultdict(dict)
    for (feature, label), weight in sorted(states.items()):
        if abs(weight) >= smallest and round(weight / step):
            row = rows[zlib.crc32(feature.encode("utf-8", "surrogatepass"))]
            row[numbers[label]] = row.get(numbers[label], 0.0) + weight
    keys = array("I", sorted(rows))
    starts, weights, owners = array("I", [0]), array("h"), array("B")
    for key in keys:
        for owner, weight in sorted(rows[key].items()):
            owners.append(owner)
            weights.append(max(-32767, min(32767, round(weight / step))))
        starts.append(len(owners))
    flat = array("f", (transitions.get((a, b), 0.0) for a in labels for b in labels))
    tables = (flat, keys, starts, weights, owners)
    if sys.byteorder == "big":
        for table in tables:
            table.byteswap()
    head = {
        **description,
        "labels": labels,
        "features": len(keys),
        "weights": len(weights),
        "step": step,
    }
    words = json.dumps(head, ensure_ascii=False, sort_keys=True).encode()
    words += b" " * (-len(words) % 4)
    return b"".join([MAGIC, struct.pack("<I", len(words)), words, *(table.tobytes() for table in tables)])

"""After whose convention a reference is divided into fields.

The people who tagged the training references did not agree whether "pp." belongs to the pages or the issue to
the volume, and which of them a reference follows shows in its style. Two maximum-entropy classifiers of whole
references in one file of weights: the first, by words and shape, tells humanists' notes ("linkedbooks", where
a journal stands within the title) from bibliographies; the second, by shape alone, tells the two kinds of
bibliographies apart ("anystyle", where labels stand within the field, and "grobid", where they do not). Given
words, the second would learn subjects instead of styles.

A. L. Berger, S. A. Della Pietra, V. J. Della Pietra, "A Maximum Entropy Approach to Natural Language
Processing", Computational Linguistics 22 (1996).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from math import exp, log

from tei_tools.taggers._crf import Crf

__all__ = ["Conventions", "shape_features", "word_features"]

NOTES, BIBLIOGRAPHIES = "linkedbooks", "bibliographies"
# Of a reference of which much is said, its beginning and its end tell.
_LONGEST = 1200
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+")
_SMALLEST = 1e-4


class Conventions:
    """The weights of both classifiers; ``labels`` of the file are the conventions and ``BIBLIOGRAPHIES``."""

    def __init__(self, weights: Crf) -> None:
        self._weights = weights
        # By how much the logarithm of a convention's odds is raised: a matter of what errors cost.
        self._raised: dict[str, float] = dict(weights.description.get("raised", {}))
        self._kinds = [label for label in weights.labels if label not in {NOTES, BIBLIOGRAPHIES}]

    def chances(self, text: str) -> dict[str, float]:
        """The logarithm of the probability of each convention."""
        shape = shape_features(text)
        found = {}
        rest = 0.0
        if NOTES in self._weights.labels:
            told = self._weights.marginals([word_features(text) + shape])[0]
            both = told[NOTES] + told[BIBLIOGRAPHIES]
            found[NOTES] = log(max(told[NOTES] / both, _SMALLEST))
            rest = log(max(told[BIBLIOGRAPHIES] / both, _SMALLEST))
        if self._kinds:
            told = self._weights.marginals([["|" + feature for feature in shape]])[0]
            raised = {k: max(told[k], _SMALLEST) * exp(self._raised.get(k, 0.0)) for k in self._kinds}
            total = sum(raised.values())
            found.update({kind: rest + log(value / total) for kind, value in raised.items()})
        return found

    def of(self, texts: Iterable[str]) -> str:
        """The convention that ``texts``, the references of one list, most probably follow all together."""
        sums: defaultdict[str, float] = defaultdict(float)
        for text in texts:
            for kind, chance in self.chances(text).items():
                sums[kind] += chance
        return min(sums, key=lambda kind: (-sums[kind], kind))


def word_features(text: str) -> list[str]:
    """The words of a reference, in small letters, and how long it is."""
    words = {"w" + word.lower() for word in _WORD.findall(text[:_LONGEST])}
    return [*sorted(words), f"n{min(9, len(text) // 40)}"]


def shape_features(text: str) -> list[str]:
    """The runs of up to six signs in the shape of a reference: letters by their case alone, words of small
    letters one after the other as one, years and numbers as one sign each.
    """
    if len(text) > _LONGEST:
        text = text[: _LONGEST // 2] + " " + text[-_LONGEST // 2 :]
    shape = _SPACE.sub(" ", text)
    shape = _WORD.sub(lambda word: _letters(word[0]), shape)
    shape = re.sub(r"\d{4}", "Y", shape)
    shape = re.sub(r"\d+", "9", shape)
    shape = "^" + re.sub(r"aa( aa)+", "aa", shape) + "$"
    runs = {shape[i : i + size] for size in range(1, 7) for i in range(len(shape) - size + 1)}
    return sorted({*runs, "h" + shape[1:13], "t" + shape[-13:-1]})


@lru_cache(maxsize=50_000)
def _letters(word: str) -> str:
    """Large letters as ``A`` or ``AA``, small ones as ``a`` or ``aa``, one run after the other."""
    shape = "".join("A" if letter.isupper() else "a" for letter in word)
    return re.sub(r"AA+", "AA", re.sub(r"aa+", "aa", shape))

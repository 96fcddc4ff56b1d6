"""Which words were met as names, and in how many documents: told to the model of each word.

A word of a text that is trained on is told only what the other texts say of it, as it will be with texts that
are to be tagged.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

from tei_tools._training_manners import family
from tei_tools.taggers._name_examples import Example
from tei_tools.taggers._name_facts import WORDS_MET
from tei_tools.taggers._name_tokens import CAPITAL, INITIAL, UPPER

__all__ = ["MetWords"]

_KINDS = ("per", "pla", "org", "O")
#: fewest documents in which a word was no name for it to be told
_FEWEST_OUTSIDE = 3


class MetWords:
    """In how many documents each capitalised word was mostly a person, a place, a body, or in no name."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self._all: dict[str, Counter[str]] = defaultdict(Counter)
        self._of_family: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        self._own: dict[int, dict[str, str]] = {}
        for example in examples:
            own = self._own[id(example)] = _met_in(example)
            for word, kind in own.items():
                self._all[word][kind] += 1
                self._of_family[family(example.source)][word][kind] += 1

    def beside(self, example: Example) -> Callable[[str], str]:
        """What all documents but this one say of a word (one of :data:`WORDS_MET`, or empty)."""
        own = self._own[id(example)]
        return self._told(lambda word: {own[word]: 1} if word in own else {})

    def without_family(self, example: Example) -> Callable[[str], str]:
        """What the documents of other families of sources say of a word."""
        counts = self._of_family[family(example.source)]
        return self._told(lambda word: counts.get(word, {}))

    def all(self) -> list[tuple[str, int]]:
        """Each word that something is said of, and what: the place in :data:`WORDS_MET`."""
        known = self._told(lambda word: {})
        return [(word, WORDS_MET.index(said)) for word in sorted(self._all) if (said := known(word))]

    def _told(self, less: Callable[[str], Mapping[str, int]]) -> Callable[[str], str]:
        def said(word: str) -> str:
            counts = self._all.get(word)
            if counts is None:
                return ""
            away = less(word)
            left = {kind: counts[kind] - away.get(kind, 0) for kind in _KINDS}
            return _said(left)

        return said


def _met_in(example: Example) -> dict[str, str]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for tokens, labels in zip(example.blocks, example.labels, strict=True):
        for token, label in zip(tokens, labels, strict=True):
            if token.shape in (CAPITAL, UPPER, INITIAL):
                counts[token.small][label[2:] or "O"] += 1
    return {word: max(_KINDS, key=lambda kind: count[kind]) for word, count in counts.items()}


def _said(counts: Mapping[str, int]) -> str:
    whole = sum(counts.values())
    kind = max(_KINDS, key=lambda kind: counts[kind])
    if not whole or (kind == "O" and whole < _FEWEST_OUTSIDE):
        return ""
    share = counts[kind] / whole
    return kind + ("3" if share > 0.95 else "2" if share > 0.7 else "1") + "abc"[(whole > 2) + (whole > 7)]

"""Ranges of a text in order, asked which of them holds a place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

__all__ = ["Ranges"]


class Ranges:
    """Ranges (start, end) that were merged where they overlap; a question costs the logarithm of their
    number."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(ranges):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def cover(self, place: int) -> bool:
        """Whether one of the ranges covers the character at ``place``."""
        i = bisect_right(self._starts, place) - 1
        return i >= 0 and self._ends[i] > place

"""Moving the ends of a tag by words, and the gaps at which it can be split."""

from __future__ import annotations

import re

# A word is what stands between white space; what clings to it (quotation marks, commas, a possessive) is
# taken in a step of its own, so that "Putin’s" is reached from "Putin" and back.
_STEP = re.compile(r"[^\W_]+(?:[-.&'’](?=[^\W_])[^\W_]+)*\.?(?=\b|\W|$)|[^\w\s]+|_+")
_NEVER_FIRST = frozenset(",.;:!?)]}…")
_GAP = re.compile(r"[^\n]\s+(?=\S)")


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [(match.start() + start, match.end() + start) for match in _STEP.finditer(text[start:end])]


def moved(text: str, start: int, end: int, edge: str, by: int) -> tuple[int, int] | None:
    """The span with its ``start`` or ``end`` moved by ``by`` words; ``None`` where it cannot be.

    It stays in its paragraph (the text between two newlines) and keeps at least one word.
    """
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    pieces = _pieces(text, first, last)
    if edge == "end":
        stops = sorted({after for _, after in pieces if after > start})
        stop = _stepped(stops, end, by)
        return None if stop is None else (start, stop)
    starts = sorted({before for before, _ in pieces if before < end and text[before] not in _NEVER_FIRST})
    stop = _stepped(starts, start, by)
    return None if stop is None else (stop, end)


def _stepped(stops: list[int], at: int, by: int) -> int | None:
    from bisect import bisect_left, bisect_right

    place = bisect_right(stops, at) + by - 1 if by > 0 else bisect_left(stops, at) + by
    return stops[place] if 0 <= place < len(stops) else None


def gaps(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where a span can be split: the end of the first part, the start of the second; at white space."""
    return [(start + match.start() + 1, start + match.end()) for match in _GAP.finditer(text[start:end])]

"""Quotation spans: text and its blocks → what stands between quotation marks, properly nested, never across
a block.

Each family of marks of a block is read by the cheapest sequence of *open*, *close*, *open anew* (the one
before was never closed), *nest* and *no quotation mark at all* (Viterbi, "Error bounds for convolutional
codes", 1967): linear in the number of marks, and one stray mark spoils its own neighbourhood alone. The
family that encloses most text is read first; the others are read inside and outside its spans, so that spans
of two families never cross.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tei_tools.taggers._quotation_marks import (
    FAMILIES,
    QuotationMark,
    convention_of,
    in_families,
    quotation_marks,
)

__all__ = ["QuotationSpan", "quotation_spans"]

_REOPEN = 1.5
_NEST = 1.6
_LEFT_OPEN = 1.0
_SINGLE_LEFT_OPEN = 2.2
_CONTINUED = 0.4
_LONGEST_CONTINUATION = 12


@dataclass(frozen=True, slots=True)
class QuotationSpan:
    """``text[start:end]`` is quoted, its marks included; ``block`` is the index of its range, ``level`` its
    depth (0: outermost).

    ``closed`` is false where the end is only the paragraph's (or the next opening mark's); ``continues`` is
    true where it goes on what the block before began.
    """

    start: int
    end: int
    family: str
    block: int
    level: int = 0
    closed: bool = True
    continues: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    pairs: list[tuple[int, int, bool]]  # start, end, closed
    continued_to: int | None  # the end of what the block before left open
    open_at_end: bool


def quotation_spans(text: str, ranges: Sequence[tuple[int, int]]) -> list[QuotationSpan]:
    """The quotations of ``text`` within ``ranges`` (leaf blocks in order), outer before inner, in order of
    their start.
    """
    convention = convention_of(text, ranges)
    marks = [quotation_marks(text, start, end, convention) for start, end in ranges]
    order = _families_outermost_first(marks, ranges)
    found: list[QuotationSpan] = []
    pending: dict[str, list[int]] = {}
    for block, (start, end) in enumerate(ranges):
        if not marks[block]:
            for waiting in pending.values():
                waiting.append(block)
            continue
        spans = _spans_of_block(text, block, start, end, marks[block], order, pending, ranges)
        found.extend(spans)
    found.sort(key=lambda span: (span.start, -span.end))
    return _with_levels(found)


def _families_outermost_first(
    marks: Sequence[list[QuotationMark]], ranges: Sequence[tuple[int, int]]
) -> tuple[str, ...]:
    covered = dict.fromkeys(FAMILIES, 0)
    for block_marks, (_, end) in zip(marks, ranges, strict=True):
        for family in FAMILIES:
            own = list(in_families(block_marks, family))
            if own:
                pairs = _read(own, end, left_open=_SINGLE_LEFT_OPEN, continued=None).pairs
                covered[family] += sum(stop - begin for begin, stop, closed in pairs if closed)
    present = [family for family in FAMILIES if any(m.family == family for block in marks for m in block)]
    return tuple(sorted(present, key=lambda family: -covered[family]))


def _spans_of_block(
    text: str,
    block: int,
    start: int,
    end: int,
    marks: list[QuotationMark],
    order: tuple[str, ...],
    pending: dict[str, list[int]],
    ranges: Sequence[tuple[int, int]],
) -> list[QuotationSpan]:
    spans: list[QuotationSpan] = []
    for rank, family in enumerate(order):
        own = list(in_families(marks, family))
        waiting = pending.pop(family, None)
        if waiting is not None and (len(waiting) > _LONGEST_CONTINUATION or rank > 0):
            waiting = None
        if not own:
            if waiting is not None:
                pending[family] = [*waiting, block]
            continue
        left_open = _SINGLE_LEFT_OPEN if family == "single" and rank > 0 else _LEFT_OPEN
        for region_end, region in _regions(own, spans, end):
            outermost = region_end == end
            continued = _CONTINUED if waiting is not None and outermost and region[0].start > start else None
            reading = _read(region, region_end, left_open=left_open, continued=continued)
            for begin, stop, closed in reading.pairs:
                if not closed and rank > 0 and family == "single":
                    continue
                trimmed = stop if closed else _without_space(text, begin, stop)
                if any(char.isalnum() for char in text[begin : min(trimmed, begin + 200)]):
                    spans.append(QuotationSpan(begin, trimmed, family, block, closed=closed))
            if reading.continued_to is not None and waiting is not None:
                for between in waiting:
                    spans.append(
                        QuotationSpan(*ranges[between], family, between, closed=True, continues=True)
                    )
                spans.append(QuotationSpan(start, reading.continued_to, family, block, continues=True))
                waiting = None
            if reading.open_at_end and outermost and rank == 0:
                pending[family] = []
    return spans


def _regions(
    marks: list[QuotationMark], spans: list[QuotationSpan], end: int
) -> list[tuple[int, list[QuotationMark]]]:
    """``marks`` by the innermost of ``spans`` that holds them, with that span's end (or the block's)."""
    if not spans:
        return [(end, marks)]
    ordered = sorted(spans, key=lambda span: (span.start, -span.end))
    groups: dict[int, list[QuotationMark]] = {}
    open_spans: list[int] = []
    at = 0
    for mark in marks:
        while at < len(ordered) and ordered[at].start <= mark.start:
            while open_spans and ordered[open_spans[-1]].end <= ordered[at].start:
                open_spans.pop()
            open_spans.append(at)
            at += 1
        while open_spans and ordered[open_spans[-1]].end <= mark.start:
            open_spans.pop()
        groups.setdefault(open_spans[-1] if open_spans else -1, []).append(mark)
    regions = []
    for which, group in groups.items():
        # The enclosing span's closing mark is no part of what stands inside it.
        stop = end if which < 0 else ordered[which].end - (1 if ordered[which].closed else 0)
        inside = [mark for mark in group if mark.end <= stop]
        if inside:
            regions.append((stop, inside))
    return regions


_MOVES = (  # state before, action, state after: 0 outside, 1 in a quotation, 2 in one nested in it
    (0, "none", 0), (0, "open", 1), (1, "none", 1), (1, "close", 0), (1, "reopen", 1), (1, "nest", 2),
    (2, "none", 2), (2, "unnest", 1),
)  # fmt: skip


def _read(marks: Sequence[QuotationMark], end: int, *, left_open: float, continued: float | None) -> _Reading:
    """The cheapest reading of ``marks``; ``continued`` is the cost of going on what the block before left
    open.
    """
    costs = [0.0, continued if continued is not None else float("inf"), float("inf")]
    trail: list[tuple[tuple[int, str] | None, tuple[int, str] | None, tuple[int, str] | None]] = []
    for mark in marks:
        price = {
            "none": mark.none,
            "open": mark.opening,
            "close": mark.closing,
            "reopen": mark.opening + _REOPEN,
            "nest": mark.opening + _NEST,
            "unnest": mark.closing,
        }
        best: list[float] = [float("inf")] * 3
        come: list[tuple[int, str] | None] = [None, None, None]
        for source, action, target in _MOVES:
            cost = costs[source] + price[action]
            if cost < best[target] - 1e-9:
                best[target] = cost
                come[target] = (source, action)
        costs = best
        trail.append((come[0], come[1], come[2]))
    finals = [costs[0], costs[1] + left_open, costs[2] + 2 * left_open]
    state = finals.index(min(finals))
    open_at_end = state > 0
    actions: list[str] = []
    for step in reversed(trail):
        come_from = step[state]
        assert come_from is not None
        state = come_from[0]
        actions.append(come_from[1])
    actions.reverse()
    return _replayed(marks, actions, end, began_open=state == 1, open_at_end=open_at_end)


def _replayed(
    marks: Sequence[QuotationMark], actions: Sequence[str], end: int, *, began_open: bool, open_at_end: bool
) -> _Reading:
    pairs: list[tuple[int, int, bool]] = []
    outer: int | None = None
    inner: int | None = None
    continuing = began_open
    continued_to: int | None = None
    for mark, action in zip(marks, actions, strict=True):
        if action == "open":
            outer = mark.start
        elif action == "reopen":
            if outer is not None:
                pairs.append((outer, mark.start, False))
            continuing = False
            outer = mark.start
        elif action == "close":
            if outer is not None:
                pairs.append((outer, mark.end, True))
            elif continuing:
                continued_to = mark.end
            continuing = False
            outer = None
        elif action == "nest":
            inner = mark.start
        elif action == "unnest":
            if inner is not None:
                pairs.append((inner, mark.end, True))
            inner = None
    if outer is not None:
        pairs.append((outer, end, False))
    return _Reading(pairs, continued_to, open_at_end and outer is not None)


def _without_space(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _with_levels(spans: Iterable[QuotationSpan]) -> list[QuotationSpan]:
    levelled: list[QuotationSpan] = []
    open_ends: list[int] = []
    for span in spans:
        while open_ends and open_ends[-1] <= span.start:
            open_ends.pop()
        levelled.append(replace(span, level=len(open_ends)) if open_ends else span)
        open_ends.append(span.end)
    return levelled

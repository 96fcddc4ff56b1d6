"""What lies over the text, block by block: for the reading texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tei_tools.records import Record

_BLOCK = re.compile(r"[^\n]+")
DEEPEST = 8  # spans over one place; more is no reading text any more, and would take its square of time


class Span(NamedTuple):
    """A name, date, quotation or reference; ``entity`` is a key of the record's, ``edtf`` a date."""

    start: int
    end: int
    kind: str
    entity: str | None = None
    edtf: str | None = None
    target: str | None = None


class Block(NamedTuple):
    """A block of the text; ``level`` is that of the heading that it is, 0 for others."""

    start: int
    end: int
    level: int
    spans: list[Span]


def blocks(record: Record) -> Iterator[Block]:
    """The blocks in order, each with the spans in it, cut at its ends and nested in one another."""
    headings = _headings(record)
    spans, place = _nested(_spans(record)), 0
    open_: list[Span] = []
    for found in _BLOCK.finditer(record.text):
        start, end = found.span()
        inside = [span._replace(start=start) for span in open_ if span.end > start]
        while place < len(spans) and spans[place].start < end:
            inside.append(spans[place])
            place += 1
        open_ = [span for span in inside if span.end > end]
        cut = [span._replace(end=min(span.end, end)) for span in inside if span.end > start]
        yield Block(start, end, headings.get((start, end), 0), cut)


def _headings(record: Record) -> dict[tuple[int, int], int]:
    """Where the divisions' headings stand, and their level."""
    found: dict[tuple[int, int], int] = {}
    for row in record.divisions:
        if row.head and row.start is not None:
            end = row.start + len(row.head)
            if record.text[row.start : end] == row.head:
                found.setdefault((row.start, end), row.level)
    return found


def _spans(record: Record) -> list[Span]:
    found = [
        Span(row.start, row.end, row.kind, entity=row.entity)
        for row in record.mentions
        if row.start is not None and row.end is not None
    ]
    found += [
        Span(row.start, row.end, "date", edtf=row.edtf)
        for row in record.dates
        if row.start is not None and row.end is not None
    ]
    found += [
        Span(row.start, row.end, "quotation")
        for row in record.quotations
        if row.start is not None and row.end is not None
    ]
    found += [
        Span(row.start, row.end, "reference", target=row.target)
        for row in record.references
        if row.start is not None and row.end is not None
    ]
    return [span for span in found if span.start < span.end]


def _nested(spans: list[Span]) -> list[Span]:
    """The spans in order, without those that cross an earlier one, repeat it, or lie too deep."""
    kept: list[Span] = []
    above: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        while above and above[-1].end <= span.start:
            above.pop()
        if above:
            if span.end > above[-1].end or len(above) >= DEEPEST:
                continue
            if span[:2] == above[-1][:2] and span.kind == above[-1].kind:
                continue
        above.append(span)
        kept.append(span)
    return kept


def pieces(text: str, block: Block) -> Iterator[tuple[str, Span | None, str]]:
    """The block as ``("open", span, "")``, ``("text", None, words)`` and ``("close", span, "")``."""
    place = block.start
    above: list[Span] = []

    def words(until: int) -> Iterator[tuple[str, Span | None, str]]:
        nonlocal place
        if until > place:
            yield "text", None, text[place:until]
            place = until

    for span in block.spans:
        while above and above[-1].end <= span.start:
            yield from words(above[-1].end)
            yield "close", above.pop(), ""
        yield from words(span.start)
        above.append(span)
        yield "open", span, ""
    while above:
        yield from words(above[-1].end)
        yield "close", above.pop(), ""
    yield from words(block.end)

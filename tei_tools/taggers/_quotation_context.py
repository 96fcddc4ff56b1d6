"""What a quotation's surroundings are: where none may be, which one it stands in."""

from __future__ import annotations

from collections.abc import Sequence

from tei_tools.sources import SourceDocument
from tei_tools.taggers import Context
from tei_tools.taggers._quotation_spans import QuotationSpan
from tei_tools.taggers._ranges import Ranges

__all__ = ["enclosing", "untouchable"]


def untouchable(document: SourceDocument, context: Context) -> Ranges:
    """Where no quotation is to be tagged: inline code, addresses, the inside of references."""
    places = [(mark.start, mark.end) for mark in document.marks if mark.kind == "code"]
    places += [
        (t.start, t.end)
        for t in context.tags
        if t.element in {"bibl", "idno"}
        or (
            t.element == "ref"
            # What a call or a short reference quotes is a title.
            and (t.attributes.get("type") == "bibl" or t.attributes.get("target", "").startswith("http"))
        )
    ]
    return Ranges(places)


def enclosing(spans: Sequence[QuotationSpan]) -> list[tuple[int, int]]:
    """For each span the one that it stands in, or itself."""
    found: list[tuple[int, int]] = []
    open_spans: list[tuple[int, int]] = []
    for span in spans:
        while open_spans and open_spans[-1][1] <= span.start:
            open_spans.pop()
        found.append(open_spans[-1] if open_spans else (span.start, span.end))
        open_spans.append((span.start, span.end))
    return found

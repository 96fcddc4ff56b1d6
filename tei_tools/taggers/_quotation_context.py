"""What a quotation's surroundings are: where none may be, which one it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers import Context
from tei_tools.taggers._quotation_spans import QuotationSpan
from tei_tools.taggers._ranges import Ranges

__all__ = ["attributions", "enclosing", "untouchable"]


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


_DASHED = re.compile(r"\s*(?:[—–―]|--?)\s?(?=[^\W\d_a-z]|[\"“«„(])")


def attributions(document: SourceDocument, leaves: Sequence[Block]) -> frozenset[int]:
    """The leaves, by index, that say whose a block quotation is: one line with a dash, the last of it or the
    first behind it ("— Karl Marx, p. 12").
    """
    quoted = [_in_quotation(document, leaf) for leaf in leaves]
    dashed = [_DASHED.match(document.text, leaf.start, leaf.end) is not None for leaf in leaves]
    found = set()
    for i in range(1, len(leaves)):
        following = i + 1 < len(leaves) and dashed[i + 1] and quoted[i + 1] == quoted[i]
        if dashed[i] and quoted[i - 1] and not dashed[i - 1] and not following:
            found.add(i)
    return frozenset(found)


def _in_quotation(document: SourceDocument, leaf: Block) -> bool:
    block: Block | None = leaf
    for _ in range(4):
        if block is None:
            return False
        if block.kind == "quotation":
            return True
        block = document.blocks[block.parent] if block.parent is not None else None
    return False


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

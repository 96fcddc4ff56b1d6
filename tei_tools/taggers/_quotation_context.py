"""What a quotation's surroundings are: where none may be, which one it stands in, what given names say."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tei_tools.sources import SourceDocument
from tei_tools.taggers import Context
from tei_tools.taggers._quotation_spans import QuotationSpan
from tei_tools.taggers._ranges import Ranges

__all__ = ["enclosing", "given_names", "untouchable"]


def untouchable(document: SourceDocument, context: Context) -> Ranges:
    """Where no quotation is to be tagged: inline code, addresses, the inside of references."""
    places = [(mark.start, mark.end) for mark in document.marks if mark.kind == "code"]
    places += [
        (t.start, t.end)
        for t in context.tags
        if t.element in {"bibl", "idno"}
        or (t.element == "ref" and t.attributes.get("target", "").startswith("http"))
    ]
    return Ranges(places)


def given_names(context: Context) -> Callable[[str], str | None]:
    """Whether a word is a man's or a woman's given name, by the gazetteer."""
    if context.resources is None:  # a tagger may be tried without any
        return lambda word: None
    gazetteer = context.resources.gazetteer()

    def gender(word: str) -> str | None:
        known = gazetteer.word(word)
        if known.masculine == known.feminine:
            return None
        return "male" if known.masculine else "female"

    return gender


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

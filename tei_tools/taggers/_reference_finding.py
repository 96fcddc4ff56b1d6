"""The whole references of a piece of running text, of every kind, none overlapping."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tei_tools.taggers import Tag
from tei_tools.taggers._citation_segments import citation_segments
from tei_tools.taggers._ranges import Ranges
from tei_tools.taggers._reference_archives import shelfmarks
from tei_tools.taggers._reference_laws import law_citations
from tei_tools.taggers._reference_newspapers import newspaper_citations
from tei_tools.taggers._reference_patterns import (
    FoundReference,
    footnote_citations,
    legal_citations,
    letter_before,
    resolutions,
    site_titles,
)
from tei_tools.taggers._reference_web import web_citations

__all__ = ["archival_references", "whole_references"]


def whole_references(
    text: str, start: int, end: int, organisations: Sequence[Tag], *, note: bool
) -> list[FoundReference]:
    """Those of ``text[start:end]``, in order; ``organisations`` are ``orgName`` tags in order of their end,
    ``note`` says that it is a note.

    Of some that overlap the one that begins first stays; of those that begin together what has a form of its
    own (a law, a newspaper, a shelf-mark), then the longer.
    """
    segments = [
        FoundReference(a, b, "footnote", (), 0.85) for a, b in citation_segments(text, start, end, note=note)
    ]
    spaces = Ranges([(s.start, s.end) for s in segments])
    found = [
        *site_titles(text, start, end),
        *web_citations(text, start, end),
        *legal_citations(text, start, end),
        *law_citations(text, start, end),
        *newspaper_citations(text, start, end),
        *resolutions(text, start, end),
        *archival_references(text, start, end, organisations),
        *segments,
        *(
            each
            for each in footnote_citations(text, start, end)
            if not spaces.cover(each.start) and not spaces.cover(each.end - 1)
        ),
    ]
    kept: list[FoundReference] = []
    last = start
    for each in sorted(found, key=lambda f: (f.start, f.kind == "footnote", -f.end)):
        if each.start >= last:
            kept.append(each)
            last = each.end
    return kept


def archival_references(
    text: str, start: int, end: int, organisations: Sequence[Tag]
) -> Iterator[FoundReference]:
    """The shelf-marks of ``text[start:end]`` with the letters that they are the marks of."""
    last = start
    for mark in shelfmarks(text, start, end, organisations):
        parts: list[tuple[int, int, str, dict[str, str]]] = []
        begin = mark.start
        letter = letter_before(text, last, begin)
        if letter is not None:
            begin = letter[0][0]
            parts += [(*letter[0], "author", {}), (*letter[1], "date", {})]
        last = mark.end
        if mark.institution:
            parts.append((*mark.institution, "orgName", {}))
        parts.append((*mark.mark, "idno", {"type": "shelfmark"}))
        parts.extend((a, b, "biblScope", {"unit": unit}) for a, b, unit in mark.scopes)
        confidence = 0.9 if mark.institution else 0.75
        yield FoundReference(begin, mark.end, "archival", tuple(sorted(parts)), confidence)

"""Bibliographies: the blocks of a document → those that are entries of a bibliography, by the heading they
stand under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tei_tools.sources import Block

__all__ = ["bibliography_entries"]

_HEADING = re.compile(
    r"^(?:\d+\.?\s|[IVX]+\.\s)?(?:(?:selected|select|works|further|primary|secondary|printed"
    r"|unpublished|cited|annotated|"
    r"archival|published|manuscript)\s)?"
    r"(?:references?(?: cited| and notes)?|bibliograph(?:y|ie)|bibliografia|works cited"
    r"|works consulted|literature(?: cited)?|"
    r"sources|reading|readings|literatur(?:verzeichnis|hinweise|angaben)?"
    r"|quellen(?:verzeichnis)?(?: und literatur)?|"
    r"références(?: bibliographiques)?|ouvrages cités)\s*:?$",
    re.IGNORECASE,
)
_OF_AN_ENTRY = re.compile(r"\b(?:1[4-9]|20)\d\d|\bin press|n\.d\.|https?:|\bMSS?\b|forthcoming|,")
_LONGEST_HEADING = 70
_LONGEST_ENTRY = 3000
_HEADINGS = frozenset({"heading", "title"})


def bibliography_entries(text: str, leaves: Sequence[Block]) -> Iterator[int]:
    """The indices of those leaf blocks that are entries: what follows a heading such as "References", to
    the next heading."""
    inside = False
    level = 0
    for index, block in enumerate(leaves):
        length = block.end - block.start
        heads = length < _LONGEST_HEADING and block.kind in {*_HEADINGS, "paragraph", "label"}
        if heads and _HEADING.match(text[block.start : block.end].strip()):
            inside, level = True, block.level
            continue
        if inside and block.kind in _HEADINGS and (block.level <= level or not level):
            inside = False
        if (
            not inside
            or block.kind not in {"paragraph", "item", "note", "line", "cell"}
            or length > _LONGEST_ENTRY
        ):
            continue
        words = text[block.start : block.end]
        if len(words.split()) >= 3 and _OF_AN_ENTRY.search(words):
            yield index
        elif block.kind == "paragraph" and not level and length > 600:
            inside = False

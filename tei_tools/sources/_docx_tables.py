"""How many columns and rows the cells of a Word table go over (ECMA-376, 17.4.17 and 17.4.84)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tei_tools.sources._docx_styles import W
from tei_tools.sources._xml import only

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["columns_of", "spanned_rows"]

_MOST = 1000


def columns_of(cell: etree._Element) -> int:
    """How many columns of the grid a cell goes over."""
    span = only(cell, "tcPr", "gridSpan")
    said = "" if span is None else span.get(f"{W}val", "")
    return max(1, min(int(said), _MOST)) if said.isascii() and said.isdigit() and len(said) < 6 else 1


def spanned_rows(rows: Sequence[Sequence[etree._Element]]) -> dict[etree._Element, int]:
    """The rows that each cell goes over; a cell that goes on from one above (``vMerge``) is not in it."""
    heights: dict[etree._Element, int] = {}
    begun: dict[int, etree._Element] = {}  # by column, the cell that may go on below
    for cells in rows:
        column = 0
        here: dict[int, etree._Element] = {}
        for cell in cells:
            merged = only(cell, "tcPr", "vMerge")
            above = begun.get(column)
            if merged is not None and merged.get(f"{W}val", "continue") == "continue" and above is not None:
                heights[above] += 1
                here[column] = above
            else:
                heights[cell] = 1
                if merged is not None:
                    here[column] = cell
            column += columns_of(cell)
        begun = here
    return heights

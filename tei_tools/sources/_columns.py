"""The columns of a page from where its blocks of text stand on the picture.

A column begins where, in reading order, a block stands beside all those of the column before: wholly to one
side of them, and not below the lowest. A block over the whole page (a heading, a wide paragraph) ends the
columns above it.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["Box", "box_of_points", "columns"]

Box = tuple[float, float, float, float]
"""The left, upper, right and lower edge."""

_MOST_OVERLAP = 0.15  # of the narrower block's width
_WIDE = 0.6  # of the page


def columns(boxes: Sequence[Box | None], width: float | None) -> list[int]:
    """The places, in ``boxes`` (those of a page's blocks in reading order), of blocks that begin a column
    of a page that has more than one; the first column's first block is among them. ``width`` is the page's.
    """
    found: list[int] = []
    first: int | None = None  # where the column begins that is being read
    column: Box | None = None
    told = False  # whether that column is in ``found``
    for place, box in enumerate(boxes):
        if box is None or box[2] <= box[0] or (width and box[2] - box[0] > _WIDE * width):
            column, first, told = None, None, False
            continue
        if column is None or first is None:
            column, first, told = box, place, False
            continue
        if _is_beside(column, box):
            if not told:
                found.append(first)
            found.append(place)
            column, first, told = box, place, True
        else:
            column = (
                min(column[0], box[0]),
                min(column[1], box[1]),
                max(column[2], box[2]),
                max(column[3], box[3]),
            )
    return found


def _is_beside(column: Box, box: Box) -> bool:
    overlap = min(column[2], box[2]) - max(column[0], box[0])
    narrower = min(column[2] - column[0], box[2] - box[0])
    return overlap <= _MOST_OVERLAP * narrower and box[1] < column[3]


def box_of_points(points: str) -> Box | None:
    """The box around an outline (``0,0 10,0 10,10``), ``None`` where it is none."""
    try:
        pairs = [tuple(map(float, point.split(","))) for point in points.split()]
        across, down = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    except (ValueError, IndexError):
        return None
    return (min(across), min(down), max(across), max(down)) if pairs else None

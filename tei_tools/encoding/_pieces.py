"""The elements that a plan of ``text`` is made of, and what goes around them where a context asks for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tei_tools.sources import Block


@dataclass(slots=True)
class Piece:
    """An element of the plan. ``block`` is the index of the leaf block whose words it holds, or ``None``."""

    element: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Piece] = field(default_factory=list)
    block: int | None = None
    graphics: list[str] = field(default_factory=list)
    content: str = ""
    """The element whose content model the words must fit, where that is not ``element`` itself (a block of
    code in ``ab``)."""

    def renamed(self, element: str, **attributes: str) -> None:
        """Turns it into another element, for places where its own is not allowed."""
        self.element = element
        self.attributes = {**attributes, **self.attributes}


@dataclass(slots=True)
class Plan:
    """``body`` and ``back`` (``None``: no notes at the end); the leaves by index of their block, the notes by
    mark."""

    body: Piece
    back: Piece | None
    leaves: dict[int, Piece]
    notes: dict[str, Piece]
    placed: dict[int, Piece] = field(default_factory=dict)
    """The elements of blocks that have a place on a picture, by index."""


def of_cell(block: Block) -> dict[str, str]:
    """The attributes of a row or cell: a label's role, and how many columns and rows it goes over."""
    said = {"role": "label"} if block.rend in ("label", "header", "head") else {}
    if block.cols > 1:
        said["cols"] = str(block.cols)
    if block.rows > 1:
        said["rows"] = str(block.rows)
    return said


def fitted(pieces: list[Piece], context: str) -> list[Piece]:
    """``pieces`` in what ``context`` asks for around them."""
    if context == "list":
        return [
            piece if piece.element in ("item", "label", "note") else Piece("item", children=[piece])
            for piece in pieces
        ]
    if context == "row":
        return [piece if piece.element == "cell" else Piece("cell", children=[piece]) for piece in pieces]
    if context == "table":
        return [_row_of(piece) for piece in pieces]
    if context == "lg":
        return [inner for piece in pieces for inner in _lines_of(piece)]
    return pieces


def _row_of(piece: Piece) -> Piece:
    if piece.element in ("row", "note"):
        return piece
    if piece.element == "cell":
        return Piece("row", children=[piece])
    return Piece("row", children=[Piece("cell", children=[piece])])


def _lines_of(piece: Piece) -> list[Piece]:
    if piece.element in ("l", "lg", "note"):
        return [piece]
    if piece.block is not None:
        piece.renamed("l")
        piece.attributes.pop("type", None)
        return [piece]
    return [line for inner in piece.children for line in _lines_of(inner)]

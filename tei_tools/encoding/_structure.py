"""Blocks → the plan of ``text``: which element each block becomes, so that TEI's content models hold.

Chapter 4 of the Guidelines: headings open divisions, nested by their levels; what may stand only at the top
or the bottom of a division (``byline``, ``dateline``, ``salute``, ``signed``) is an ``ab`` of that type
elsewhere. Order never changes: whatever a block's kind, its words stay where they were.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tei_tools.encoding._letters import EDGE, GLOBAL, TOP, group_letters, set_postscript_apart, settle_edges
from tei_tools.encoding._pieces import Piece, Plan, fitted, of_cell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei_tools.sources import Block, SourceDocument

__all__ = ["MAX_DEPTH", "Piece", "Plan", "plan"]

MAX_DEPTH = 24
"""Containers inside each other; deeper ones are read as if they were not there (XML readers stop at 256
levels)."""

_KEPT_EMPTY = frozenset(("cell", "item", "figure"))


def plan(document: SourceDocument) -> Plan:
    """The elements of ``text`` for the blocks of ``document``, in its order."""
    return _Planner(document).plan()


class _Planner:
    def __init__(self, document: SourceDocument) -> None:
        self.blocks = document.blocks
        self.text = document.text
        self.leaves: dict[int, Piece] = {}
        self.notes: dict[str, Piece] = {}
        self.placed: dict[int, Piece] = {}
        self.below: dict[int | None, list[int]] = {}
        for index, block in enumerate(self.blocks):
            parent = block.parent if block.parent is not None and 0 <= block.parent < index else None
            self.below.setdefault(parent, []).append(index)

    def plan(self) -> Plan:
        top = self.below.get(None, [])
        first_note = len(top)
        while first_note and self.blocks[top[first_note - 1]].kind == "note":
            first_note -= 1
        if first_note and self.blocks[top[first_note - 1]].kind in ("heading", "title"):
            first_note = len(top)  # a section of notes with its own heading
        body = self._divided(top[:first_note])
        notes = self._converted(top[first_note:], "div", 0)
        back = None
        if notes:
            back = Piece("back", children=[Piece("div", {"type": "notes"}, notes)])
        if not any(piece.element not in TOP for piece in body.children):
            for piece in body.children:
                if piece.element in EDGE:
                    piece.renamed("ab", type=piece.element)
            if all(piece.element in GLOBAL for piece in body.children):
                body.children.append(Piece("p"))
        group_letters(body)
        return Plan(body, back, self.leaves, self.notes, self.placed)

    def _divided(self, indices: list[int]) -> Piece:
        body = Piece("body")
        open_divs: list[tuple[int, Piece]] = [(-1, body)]
        previous = ""
        for index in indices:
            block = self.blocks[index]
            if block.kind in ("title", "heading") and block.start < block.end:
                level = 0 if block.kind == "title" else max(1, block.level)
                head = self._leaf(index, "head")
                if block.kind == "title" and previous == "title":
                    head.attributes["type"] = "sub"
                else:
                    while open_divs[-1][0] >= level:
                        open_divs.pop()
                    div = Piece("div", {"type": "article" if level == 0 else "section"})
                    open_divs[-1][1].children.append(div)
                    open_divs.append((level, div))
                open_divs[-1][1].children.append(head)
                previous = block.kind
            elif pieces := self._converted([index], "div", 0):
                open_divs[-1][1].children.extend(pieces)
                previous = block.kind
        for _, division in open_divs[-1:]:
            set_postscript_apart(division, self.blocks, self.text)
        settle_edges(body)
        return body

    def _converted(self, indices: Iterable[int], context: str, depth: int) -> list[Piece]:
        pieces: list[Piece] = []
        for index in indices:
            block = self.blocks[index]
            inner = self.below.get(index)
            if inner is None:
                if block.start < block.end or block.kind in _KEPT_EMPTY:
                    pieces.extend(self._leaf_in(index, block, context))
            elif depth >= MAX_DEPTH:
                pieces.extend(self._flattened(index, context))
            else:
                pieces.extend(self._container_in(index, block, inner, context, depth + 1))
        return pieces

    def _flattened(self, index: int, context: str) -> list[Piece]:
        pieces: list[Piece] = []
        waiting = [index]
        while waiting:
            current = waiting.pop()
            block = self.blocks[current]
            if current in self.below:
                waiting.extend(reversed(self.below[current]))
            elif block.start < block.end:
                pieces.extend(fitted([self._leaf(current, "p")], context))
        return pieces

    # leaves

    def _leaf(self, index: int, element: str, **attributes: str) -> Piece:
        piece = Piece(element, attributes, block=index)
        self.leaves[index] = piece
        if self.blocks[index].facs:
            self.placed[index] = piece
        return piece

    def _leaf_in(self, index: int, block: Block, context: str) -> list[Piece]:
        kind = block.kind
        if kind == "figure":
            figure = Piece("figure")
            if block.start < block.end:
                figure.children.append(self._leaf(index, "head"))
            else:
                self.leaves[index] = figure
            return fitted([figure], context)
        if kind == "note":
            return fitted([self._note(index, context)], context)
        if kind == "code":
            piece = self._leaf(index, "ab", type="code")
            piece.content = "block of code"
            return fitted([piece], context)
        if kind == "quotation":
            return fitted([Piece("quote", children=[self._leaf(index, "p")])], context)
        if kind in ("row", "cell") and context in ("row", "table"):
            return fitted([self._leaf(index, "cell", **of_cell(block))], context)
        if kind == "caption":
            if context in ("figure", "table"):
                return [self._leaf(index, "head")]
            return fitted([self._leaf(index, "ab", type="caption")], context)
        if kind == "description" and context == "figure":
            return [self._leaf(index, "figDesc")]
        if kind == "addrline" and context == "address":
            return [self._leaf(index, "addrLine")]
        if context == "lg":
            return [self._leaf(index, "l")]
        if context == "list":
            if kind == "label":
                return [self._leaf(index, "label")]
            return [self._leaf(index, "item", **({"n": block.n} if block.n else {}))]
        if kind == "line":
            return fitted([self._leaf(index, "l")], context)
        if kind in EDGE and context == "div":
            return [self._leaf(index, kind)]
        if kind in EDGE or kind in ("label", "heading", "title", "description", "addrline"):
            return fitted([self._leaf(index, "ab", type=kind)], context)
        return fitted([self._leaf(index, "p")], context)

    def _note(self, index: int, context: str) -> Piece:
        block = self.blocks[index]
        if context == "div":
            return self._marked(block, self._leaf(index, "note"))
        return self._marked(block, Piece("note", children=[self._leaf(index, "p")]))

    def _marked(self, block: Block, note: Piece) -> Piece:
        if block.place:
            note.attributes["place"] = block.place
        if block.identifier:
            note.attributes["n"] = block.n or block.identifier
            self.notes.setdefault(block.identifier, note)
        return note

    # containers

    def _container_in(
        self, index: int, block: Block, inner: list[int], context: str, depth: int
    ) -> list[Piece]:
        kind = block.kind
        if kind == "quotation":
            pieces = self._converted(inner, "quote", depth)
            return fitted([Piece("quote", children=pieces)], context) if pieces else []
        if kind == "list":
            return self._list(block, inner, context, depth)
        if kind == "table":
            made = self._table(inner, context, depth)
            if block.facs and made:
                self.placed[index] = made[0]
            return made
        if kind == "row" and context == "table":
            cells = self._converted(inner, "row", depth)
            return [Piece("row", of_cell(block), cells)] if cells else []
        if kind == "stanza":
            lines = self._converted(inner, "lg", depth)
            if any(line.element != "note" for line in lines):
                return fitted([Piece("lg", children=lines)], context)
            return fitted(lines, context)
        if kind == "address":
            address = Piece("address", children=self._converted(inner, "address", depth))
            return [address] if context == "div" else fitted([Piece("p", children=[address])], context)
        if kind == "figure":
            return fitted([self._figure(index, inner, depth)], context)
        if kind == "note":
            note = Piece("note", children=self._converted(inner, "note", depth))
            return fitted([self._marked(block, note)], context)
        if kind == "item" and context == "list":
            said = {"n": block.n} if block.n else {}
            return [Piece("item", said, self._converted(inner, "item", depth))]
        if kind == "cell" and context in ("row", "table"):
            return fitted([Piece("cell", of_cell(block), self._converted(inner, "cell", depth))], context)
        return self._converted(inner, context, depth)

    def _figure(self, index: int, inner: list[int], depth: int) -> Piece:
        figure = Piece("figure", children=self._converted(inner, "figure", depth))
        self.leaves.setdefault(index, figure)
        return figure

    def _list(self, block: Block, inner: list[int], context: str, depth: int) -> list[Piece]:
        pieces = self._converted(inner, "list", depth)
        parts = [piece for piece in pieces if piece.element in ("label", "item")]
        if not parts:
            return fitted(pieces, context)
        paired = len(parts) % 2 == 0 and all(
            piece.element == ("item" if number % 2 else "label") for number, piece in enumerate(parts)
        )
        if not paired:
            for piece in parts:
                if piece.element == "label":
                    piece.renamed("item", rend="label")
        attributes = {"rend": block.rend} if block.rend else {}
        return fitted(
            [Piece("list", {**({"type": "gloss"} if paired else {}), **attributes}, pieces)], context
        )

    def _table(self, inner: list[int], context: str, depth: int) -> list[Piece]:
        pieces = self._converted(inner, "table", depth)
        rows = [number for number, piece in enumerate(pieces) if piece.element == "row"]
        if not rows:
            for piece in pieces:
                if piece.element == "head":
                    piece.renamed("ab", type="caption")
            return fitted(pieces, context)
        for number, piece in enumerate(pieces):
            if piece.element == "head" and number > rows[-1]:
                piece.renamed("trailer")
            elif piece.element == "head" and number > rows[0]:
                pieces[number] = Piece("row", children=[Piece("cell", children=[piece])])
                piece.renamed("ab", type="caption")
        return fitted([Piece("table", children=pieces)], context)

"""Blocks → the plan of ``text``: which element each block becomes, so that TEI's content models hold.

Chapter 4 of the Guidelines: headings open divisions, nested by their levels; what may stand only at the top
or the bottom of a division (``byline``, ``dateline``, ``salute``, ``signed``) is an ``ab`` of that type
elsewhere. Order never changes: whatever a block's kind, its words stay where they were.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei_tools.sources import Block, SourceDocument

MAX_DEPTH = 24
"""Containers inside each other; deeper ones are read as if they were not there (XML readers stop at 256
levels)."""

_EDGE = frozenset(("byline", "dateline", "salute", "signed"))
_LETTERS = frozenset(("dateline", "salute", "signed"))
_TELLING = {"opener": frozenset(("salute",)), "closer": frozenset(("salute", "signed"))}
_GLOBAL = frozenset(("note", "figure"))
_BOTTOM = _EDGE | _GLOBAL | {"postscript"}
_POSTSCRIPT = re.compile(
    r"P\.? ?S\.?(?=[ :—–-])|N\.? ?B\.?(?=[ :—–-])|(?:Postscript|Nachschrift)\b|NS\.?(?=[ :])"
)
_LONGEST_POSTSCRIPT = 6
_TOP = _EDGE | _GLOBAL | {"head"}
_KEPT_EMPTY = frozenset(("cell", "item", "figure"))


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
        if not any(piece.element not in _TOP for piece in body.children):
            for piece in body.children:
                if piece.element in _EDGE:
                    piece.renamed("ab", type=piece.element)
            if all(piece.element in _GLOBAL for piece in body.children):
                body.children.append(Piece("p"))
        _group_letters(body)
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
            self._set_postscript_apart(division)
        _settle_edges(body)
        return body

    def _set_postscript_apart(self, division: Piece) -> None:
        """Puts what stands below the leave-taking of a letter, from its "P.S." on, into ``postscript``."""
        pieces = division.children
        first = len(pieces)
        while first and pieces[first - 1].element == "p" and len(pieces) - first < _LONGEST_POSTSCRIPT:
            first -= 1
        before = pieces[first - 1] if first else None
        if before is None or before.element not in _TELLING["closer"] or first == len(pieces):
            return
        words = self.blocks[pieces[first].block or 0]
        opens = _POSTSCRIPT.match(self.text, words.start, words.end)
        if opens and any(piece.element not in _BOTTOM | {"head"} for piece in pieces[:first]):
            pieces[first:] = [Piece("postscript", children=pieces[first:])]

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
                pieces.extend(_fitted([self._leaf(current, "p")], context))
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
            return _fitted([figure], context)
        if kind == "note":
            return _fitted([self._note(index, context)], context)
        if kind == "code":
            piece = self._leaf(index, "ab", type="code")
            piece.content = "block of code"
            return _fitted([piece], context)
        if kind == "quotation":
            return _fitted([Piece("quote", children=[self._leaf(index, "p")])], context)
        if kind in ("row", "cell") and context in ("row", "table"):
            return _fitted([self._leaf(index, "cell", **_role(block))], context)
        if kind == "caption":
            if context in ("figure", "table"):
                return [self._leaf(index, "head")]
            return _fitted([self._leaf(index, "ab", type="caption")], context)
        if context == "lg":
            return [self._leaf(index, "l")]
        if context == "list":
            return [self._leaf(index, "label" if kind == "label" else "item")]
        if kind == "line":
            return _fitted([self._leaf(index, "l")], context)
        if kind in _EDGE and context == "div":
            return [self._leaf(index, kind)]
        if kind in _EDGE or kind in ("label", "heading", "title"):
            return _fitted([self._leaf(index, "ab", type=kind)], context)
        return _fitted([self._leaf(index, "p")], context)

    def _note(self, index: int, context: str) -> Piece:
        block = self.blocks[index]
        if context == "div":
            return self._marked(block, self._leaf(index, "note"))
        return self._marked(block, Piece("note", children=[self._leaf(index, "p")]))

    def _marked(self, block: Block, note: Piece) -> Piece:
        if block.identifier:
            note.attributes["n"] = block.identifier
            self.notes.setdefault(block.identifier, note)
        return note

    # containers

    def _container_in(
        self, index: int, block: Block, inner: list[int], context: str, depth: int
    ) -> list[Piece]:
        kind = block.kind
        if kind == "quotation":
            pieces = self._converted(inner, "quote", depth)
            return _fitted([Piece("quote", children=pieces)], context) if pieces else []
        if kind == "list":
            return self._list(block, inner, context, depth)
        if kind == "table":
            made = self._table(inner, context, depth)
            if block.facs and made:
                self.placed[index] = made[0]
            return made
        if kind == "row" and context == "table":
            cells = self._converted(inner, "row", depth)
            return [Piece("row", _role(block), cells)] if cells else []
        if kind == "stanza":
            lines = self._converted(inner, "lg", depth)
            if any(line.element != "note" for line in lines):
                return _fitted([Piece("lg", children=lines)], context)
            return _fitted(lines, context)
        if kind == "figure":
            return _fitted([self._figure(index, inner, depth)], context)
        if kind == "note":
            note = Piece("note", children=self._converted(inner, "note", depth))
            return _fitted([self._marked(block, note)], context)
        if kind == "item" and context == "list":
            return [Piece("item", children=self._converted(inner, "item", depth))]
        if kind == "cell" and context in ("row", "table"):
            return _fitted([Piece("cell", _role(block), self._converted(inner, "cell", depth))], context)
        return self._converted(inner, context, depth)

    def _figure(self, index: int, inner: list[int], depth: int) -> Piece:
        figure = Piece("figure", children=self._converted(inner, "figure", depth))
        self.leaves.setdefault(index, figure)
        return figure

    def _list(self, block: Block, inner: list[int], context: str, depth: int) -> list[Piece]:
        pieces = self._converted(inner, "list", depth)
        parts = [piece for piece in pieces if piece.element in ("label", "item")]
        if not parts:
            return _fitted(pieces, context)
        paired = len(parts) % 2 == 0 and all(
            piece.element == ("item" if number % 2 else "label") for number, piece in enumerate(parts)
        )
        if not paired:
            for piece in parts:
                if piece.element == "label":
                    piece.renamed("item", rend="label")
        attributes = {"rend": block.rend} if block.rend else {}
        return _fitted(
            [Piece("list", {**({"type": "gloss"} if paired else {}), **attributes}, pieces)], context
        )

    def _table(self, inner: list[int], context: str, depth: int) -> list[Piece]:
        pieces = self._converted(inner, "table", depth)
        rows = [number for number, piece in enumerate(pieces) if piece.element == "row"]
        if not rows:
            for piece in pieces:
                if piece.element == "head":
                    piece.renamed("ab", type="caption")
            return _fitted(pieces, context)
        for number, piece in enumerate(pieces):
            if piece.element == "head" and number > rows[-1]:
                piece.renamed("trailer")
            elif piece.element == "head" and number > rows[0]:
                pieces[number] = Piece("row", children=[Piece("cell", children=[piece])])
                piece.renamed("ab", type="caption")
        return _fitted([Piece("table", children=pieces)], context)


def _role(block: Block) -> dict[str, str]:
    return {"role": "label"} if block.rend in ("label", "header", "head") else {}


def _fitted(pieces: list[Piece], context: str) -> list[Piece]:
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


def _settle_edges(division: Piece) -> None:
    """Makes an ``ab`` of each byline, dateline, salute or signature that is neither at the top nor at the
    bottom."""
    waiting = [division]
    while waiting:
        pieces = waiting.pop().children
        top = 0
        while top < len(pieces) and pieces[top].element in _TOP:
            top += 1
        bottom = len(pieces)
        while bottom > top and pieces[bottom - 1].element in _BOTTOM:
            bottom -= 1
        for piece in pieces[top:bottom]:
            if piece.element in _EDGE:
                piece.renamed("ab", type=piece.element)
            elif piece.element == "div":
                waiting.append(piece)


def _group_letters(body: Piece) -> None:
    """Puts the openers and closers of letters around what belongs to them, in every division."""
    waiting = [body]
    while waiting:
        pieces = waiting.pop().children
        waiting.extend(piece for piece in pieces if piece.element == "div")
        top = 0
        while top < len(pieces) and pieces[top].element in _TOP:
            top += 1
        bottom = len(pieces)
        while bottom > top and pieces[bottom - 1].element in _BOTTOM:
            bottom -= 1
        if bottom > top:
            pieces[bottom:] = _grouped(pieces[bottom:], "closer")
            pieces[:top] = _grouped(pieces[:top], "opener")


def _grouped(pieces: list[Piece], element: str) -> list[Piece]:
    """A letter's salutation or leave-taking with what stands beside it (place and date, signature) in an
    ``opener`` or ``closer`` (TEI 4.2.2); without one they stand by themselves.
    """
    found: list[Piece] = []
    run: list[Piece] = []
    for piece in (*pieces, None):
        if piece is not None and piece.element in _LETTERS:
            run.append(piece)
            continue
        letter = any(each.element in _TELLING[element] for each in run)
        found += [Piece(element, children=run)] if letter else run
        run = []
        if piece is not None:
            found.append(piece)
    return found

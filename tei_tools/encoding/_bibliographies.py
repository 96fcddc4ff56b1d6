"""Bibliographies: where a tagger says ``listBibl``, the blocks that are one reference each become its
``bibl`` (TEI Guidelines, 3.12.1).

A tag of element ``listBibl`` reaches over blocks, unlike all others: from the first entry of a bibliography
(or the paragraph that is its heading) to the last. A block that is no reference stays what it is and parts
the list; so do numbers that are blocks of their own, for which ``listBibl`` has no place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tei_tools.encoding._content import ALLOWED
from tei_tools.encoding._overlaps import Node
from tei_tools.encoding._structure import Piece, Plan

if TYPE_CHECKING:
    from tei_tools.sources import Block
    from tei_tools.taggers import Tag

__all__ = ["LIST", "gather"]

LIST = "listBibl"
_NUMBER = re.compile(r"[\s\[(]{0,3}(?:[\w+.:-]{1,12}[\])]|\d{1,3}[.:]?|[•*–—-])?\s*\Z")
_LONGEST_HEAD = 80


def gather(
    tags: Iterable[Tag], layout: Plan, roots: dict[int, Node], blocks: Sequence[Block], text: str
) -> None:
    """Makes a ``listBibl`` of the entries under each of ``tags``, in place; ``roots`` are the forests of the
    leaves by the index of their block, those of entries afterwards what stands in their ``bibl``.
    """
    spans = sorted((tag.start, tag.end) for tag in tags)
    if spans:
        _Gathering(spans, roots, blocks, text).divisions(layout.body)


class _Gathering:
    def __init__(
        self, spans: list[tuple[int, int]], roots: dict[int, Node], blocks: Sequence[Block], text: str
    ) -> None:
        self.spans = spans
        self.roots = roots
        self.blocks = blocks
        self.text = text

    def divisions(self, body: Piece) -> None:
        waiting = [body]
        while waiting:
            division = waiting.pop()
            waiting.extend(piece for piece in division.children if piece.element == "div")
            if any(piece.element in ("p", "list") for piece in division.children):
                division.children = self._listed(division.children)

    def _listed(self, pieces: list[Piece]) -> list[Piece]:
        made: list[Piece] = []
        run: list[Piece] = []
        run_span: int | None = None
        for piece in pieces:
            span = self._span_of(piece)
            entries = self._entries(piece) if span is not None else None
            if entries and run and span == run_span:
                run.extend(entries)
                continue
            run = []
            if not entries:
                made.append(piece)
                continue
            run.extend(entries)
            run_span = span
            listed = Piece(LIST, children=run)
            if made and self._is_head(made[-1], span):
                made[-1].renamed("head")
                run.insert(0, made.pop())
            made.append(listed)
        return made

    def _span_of(self, piece: Piece) -> int | None:
        """The number of the tag in which a piece begins."""
        first = piece
        while first.block is None and first.children:
            first = first.children[0]
        if first.block is None:
            return None
        number = bisect_right(self.spans, (self.blocks[first.block].start, len(self.text))) - 1
        inside = number >= 0 and self.blocks[first.block].start < self.spans[number][1]
        return number if inside else None

    def _is_head(self, piece: Piece, span: int | None) -> bool:
        if piece.element != "p" or piece.block is None or self._span_of(piece) != span:
            return False
        block, root = self.blocks[piece.block], self.roots.get(piece.block)
        opens = span is not None and self.spans[span][0] == block.start
        return (
            opens
            and block.end - block.start <= _LONGEST_HEAD
            and root is not None
            and all(child.element in ALLOWED["head"] for child in root.children)
        )

    def _entries(self, piece: Piece) -> list[Piece]:
        """The ``bibl`` pieces that ``piece`` becomes: a paragraph that is one reference, a list of such."""
        if piece.element == "p" and piece.block is not None:
            return [piece] if self._becomes_entry(piece) else []
        if piece.element != "list":
            return []
        leaves = [self._only_leaf(item) for item in piece.children]
        whole = [leaf for leaf in leaves if leaf is not None and self._reference_of(leaf) is not None]
        if len(whole) < len(leaves):
            return []
        return [leaf for leaf in whole if self._becomes_entry(leaf)]

    def _only_leaf(self, item: Piece) -> Piece | None:
        if item.element != "item" or item.attributes.get("rend") == "label":
            return None
        if item.block is not None:
            return item
        only = item.children[0] if len(item.children) == 1 else None
        return only if only is not None and only.element == "p" and only.block is not None else None

    def _reference_of(self, leaf: Piece) -> Node | None:
        """The reference that is all that the leaf's words are, but for a number before and a full stop."""
        root = self.roots.get(-1 if leaf.block is None else leaf.block)
        if root is None:
            return None
        found = [child for child in root.children if child.element == "bibl"]
        if len(found) != 1 or any(child.element not in ALLOWED["bibl"] | {"bibl"} for child in root.children):
            return None
        only = found[0]
        before, after = self.text[root.start : only.start], self.text[only.end : root.end]
        alone = _NUMBER.match(before) is not None and not any(map(str.isalnum, after))
        return only if alone else None

    def _becomes_entry(self, leaf: Piece) -> bool:
        reference = self._reference_of(leaf)
        if reference is None or leaf.block is None:
            return False
        root = self.roots[leaf.block]
        number = root.children.index(reference)
        children = [*root.children[:number], *reference.children, *root.children[number + 1 :]]
        self.roots[leaf.block] = Node(
            root.start, root.end, "bibl", {}, None, children, [child.start for child in children]
        )
        placed = {key: value for key, value in leaf.attributes.items() if key in ("facs", "xml:id", "n")}
        leaf.element = "bibl"
        leaf.attributes = {**placed, **reference.attributes}
        return True

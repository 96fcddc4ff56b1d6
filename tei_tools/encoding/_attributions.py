"""Block quotations whose source stands below them: ``cit`` with ``quote`` and ``bibl`` (TEI Guidelines,
3.3.3, "Quotation").

    > All that is solid melts into air.
    > — Karl Marx, *The Communist Manifesto*, p. 12

The line is the last of the quotation, or the paragraph behind it; it opens with a dash, or is wholly a name
or a reference (behind verse a name alone). Its dash stays in the ``bibl``: nothing of the text is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tei_tools.encoding._content import ALLOWED
from tei_tools.encoding._overlaps import Node
from tei_tools.encoding._pieces import Piece, Plan

if TYPE_CHECKING:
    from tei_tools.sources import Block

__all__ = ["set_citations"]

_DASHED = re.compile(r"\s*(?:[—–―]|--?)\s?(?=[^\W\d_a-z]|[\"“«„(])")
_LONGEST = 240
_SPOKEN = re.compile(r"[?!][\"”»]?\s*\Z")
_HOLDERS = frozenset(("div", "body", "item", "note", "figure"))


def set_citations(layout: Plan, roots: dict[int, Node], blocks: Sequence[Block], text: str) -> None:
    """Makes a ``cit`` of each block quotation with its source, in place; ``roots`` are the forests of the
    leaves by the index of their block, those of sources afterwards what stands in their ``bibl``.
    """
    waiting = [part for part in (layout.body, layout.back) if part is not None]
    sources = _Sources(roots, blocks, text)
    while waiting:
        piece = waiting.pop()
        if piece.element in _HOLDERS and any(child.element == "quote" for child in piece.children):
            piece.children = sources.joined(piece.children)
        waiting.extend(piece.children)


class _Sources:
    def __init__(self, roots: dict[int, Node], blocks: Sequence[Block], text: str) -> None:
        self.roots = roots
        self.blocks = blocks
        self.text = text

    def joined(self, pieces: list[Piece]) -> list[Piece]:
        made: list[Piece] = []
        at = 0
        while at < len(pieces):
            piece = pieces[at]
            at += 1
            if piece.element != "quote" or piece.block is not None:
                made.append(piece)
                continue
            source = self._last_of(piece)
            if source is None and at < len(pieces) and self._stands_behind(piece, pieces, at):
                source = pieces[at]
                at += 1
                self._settle(source)
            made.append(piece if source is None else Piece("cit", children=[piece, source]))
        return made

    def _last_of(self, quote: Piece) -> Piece | None:
        """The source that is the last line of a quotation, taken out of it."""
        holder = quote
        if quote.children and quote.children[-1].element == "lg":
            holder = quote.children[-1]
        if len(holder.children) < 2:
            return None
        last = holder.children[-1]
        if last.element not in ("p", "l", "ab") or not (self._is_dashed(last) or self._is_named(last)):
            return None
        holder.children.pop()
        self._settle(last)
        return last

    def _stands_behind(self, quote: Piece, pieces: list[Piece], at: int) -> bool:
        """Whether the paragraph behind a quotation is its source, and no line of a dialogue."""
        piece = pieces[at]
        verse = bool(quote.children) and quote.children[-1].element == "lg"
        if piece.element == "p" and verse and self._is_named(piece):
            return True
        if piece.element != "p" or not self._is_dashed(piece):
            return False
        root = self.roots[-1 if piece.block is None else piece.block]
        named = root.children and root.children[0].start - root.start <= 4
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        alone = following is None or following.block is None or not _DASHED.match(self._words(following))
        return bool(named) and alone

    def _words(self, piece: Piece) -> str:
        if piece.block is None:
            return ""
        block = self.blocks[piece.block]
        return self.text[block.start : min(block.end, block.start + _LONGEST + 1)]

    def _is_dashed(self, piece: Piece) -> bool:
        words = self._words(piece)
        if len(words) > _LONGEST or not _DASHED.match(words) or _SPOKEN.search(words):
            return False
        return self._fits(piece)

    def _is_named(self, piece: Piece) -> bool:
        """Whether the words are wholly one name or one reference."""
        words = self._words(piece)
        if not words or len(words) > _LONGEST or not self._fits(piece):
            return False
        root = self.roots[-1 if piece.block is None else piece.block]
        if len(root.children) != 1 or root.children[0].element not in ("persName", "bibl"):
            return False
        only = root.children[0]
        outside = self.text[root.start : only.start] + self.text[only.end : root.end]
        return not any(map(str.isalnum, outside))

    def _fits(self, piece: Piece) -> bool:
        root = self.roots.get(-1 if piece.block is None else piece.block)
        return root is not None and all(
            child.element in ALLOWED["bibl"] | {"bibl", "title"} for child in root.children
        )

    def _settle(self, leaf: Piece) -> None:
        """Makes a ``bibl`` of a leaf; what a reference in it has goes into it."""
        if leaf.block is None:
            return
        root = self.roots[leaf.block]
        children: list[Node] = []
        attributes: dict[str, str] = {}
        for child in root.children:
            if child.element == "bibl":
                children.extend(child.children)
                attributes = attributes or dict(child.attributes)
            else:
                children.append(child)
        self.roots[leaf.block] = Node(
            root.start, root.end, "bibl", {}, None, children, [child.start for child in children]
        )
        placed = {key: value for key, value in leaf.attributes.items() if key in ("facs", "xml:id")}
        leaf.element = "bibl"
        leaf.attributes = {**placed, **attributes}

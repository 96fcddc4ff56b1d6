"""Tags and marks of a document → one forest of elements a block."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tei_tools.encoding._content import ALLOWED
from tei_tools.encoding._marks import figure_images, lay_around, put_empty_elements, settled
from tei_tools.encoding._overlaps import Decision, Node, Table, cut, may_be_cut, nested, trimmed, uncrowded

if TYPE_CHECKING:
    from tei_tools.encoding._identifiers import Names, Pointers
    from tei_tools.encoding._structure import Plan
    from tei_tools.identity import Doubt
    from tei_tools.sources import Mark, SourceDocument
    from tei_tools.taggers import Tag


class Forests:
    """Grows the forests of one document.

    ``decisions`` are those on the tags that are not wholly in them; ``notes`` what the tags that stay have
    to say, each sentence once, in the order of the text.
    """

    def __init__(
        self,
        document: SourceDocument,
        names: Names,
        pointers: Pointers,
        allowed: Table = ALLOWED,
        places: Mapping[str, str] | None = None,
    ) -> None:
        self.document = document
        self.text = document.text
        self.names = names
        self.pointers = pointers
        self.allowed = allowed
        self.places = places or {}
        self.decisions: list[Decision] = []
        self.notes: dict[str, None] = {}
        self._authors = {" ".join(author.split()).casefold() for author in document.metadata.authors}
        self._cut: dict[int, list[Node]] = {}
        self._references: dict[tuple[int, int], Node] = {}
        self._calls: list[Node] = []
        self._names: dict[tuple[int, int, str], Node] = {}
        self._numbered = 0

    def grown(self, tags: Sequence[Tag], layout: Plan, note_ids: dict[str, str]) -> dict[int, Node]:
        """The forest of each leaf block that has words, by the block's index."""
        blocks = self.document.blocks
        # A figure around its caption has the same words; they are the caption's.
        leaves = sorted(
            (
                index
                for index, piece in layout.leaves.items()
                if piece.block == index and blocks[index].start < blocks[index].end
            ),
            key=lambda index: blocks[index].start,
        )
        roots = [
            Node(blocks[index].start, blocks[index].end, piece.content or piece.element)
            for index, piece in ((index, layout.leaves[index]) for index in leaves)
        ]
        marks = self._marks_by_leaf(roots, figure_images(self.document, layout))
        proposals = [list(settled(own, note_ids)) for own in marks]
        self._propose(tags, roots, marks, proposals)
        for root, own, proposed in zip(roots, marks, proposals, strict=True):
            decisions = nested(root, proposed, self.text, self.allowed)
            self.decisions.extend(decisions)
            self._finish(root)
            for decision in decisions:
                if decision.tag.element == "cit":
                    self._point_at_source(root, decision.tag)
            lay_around(root, own)
            put_empty_elements(root, own, self.text, self.places)
        self._link_pieces()
        self._link_calls()
        return dict(zip(leaves, roots, strict=True))

    def _marks_by_leaf(self, roots: Sequence[Node], used: set[int]) -> list[list[Mark]]:
        starts = [root.start for root in roots]
        by_leaf: list[list[Mark]] = [[] for _ in roots]
        for mark in (mark for number, mark in enumerate(self.document.marks) if number not in used):
            number = bisect_right(starts, mark.start) - 1
            if number >= 0 and mark.start <= roots[number].end:
                root = roots[number]
                start, end = mark.start, min(mark.end, root.end)
                if start < end:
                    start, end = trimmed(self.text, start, end)
                if (start < end) == (mark.start < mark.end):
                    by_leaf[number].append(replace(mark, start=start, end=end))
        return by_leaf

    def _propose(
        self,
        tags: Sequence[Tag],
        roots: Sequence[Node],
        marks: Sequence[Sequence[Mark]],
        proposals: list[list[Node]],
    ) -> None:
        starts, ends = [root.start for root in roots], [root.end for root in roots]
        whole: list[Tag] = []
        for tag in tags:
            if not 0 <= tag.start <= tag.end <= len(self.text):
                self._drop(tag, "it lies outside the text")
                continue
            start, end = trimmed(self.text, tag.start, tag.end)
            if start < end:
                whole.append(_moved(tag, start, end))
            else:
                self._drop(tag, "there are no words in it")
        kept, decisions = uncrowded(whole)
        self.decisions.extend(decisions)
        links = [_spans(mark for mark in own if mark.kind == "link") for own in marks]
        for tag in kept:
            pieces = cut(tag, starts, ends)
            if not pieces:
                self._drop(tag, "it lies between the blocks")
            elif len(pieces) > 1 and not may_be_cut(tag):
                self._drop(tag, "it crosses from one block into another")
            elif tag.element == "ref" and _overlaps_any(tag, links[pieces[0][0]]):
                self._drop(tag, "the source has a link there")
            else:
                self._propose_pieces(tag, pieces, roots, proposals)

    def _propose_pieces(
        self,
        tag: Tag,
        pieces: list[tuple[int, int, int]],
        roots: Sequence[Node],
        proposals: list[list[Node]],
    ) -> None:
        for number, start, end in pieces:
            node = Node(start, end, tag.element, {}, tag)
            proposals[number].append(node)
            if len(pieces) > 1:
                self._cut[id(tag)] = []
            in_byline = tag.element == "persName" and roots[number].element == "byline"
            if in_byline and self.text[start:end].casefold() in self._authors:
                proposals[number].append(Node(start, end, "docAuthor"))

    def in_doubt(self, doubts: Sequence[Doubt]) -> list[tuple[str, Doubt]]:
        """The doubts of mentions that are in the forests, each with the ``xml:id`` that its element got."""
        found = []
        for number, doubt in enumerate(doubts, 1):
            node = self._names.get((doubt.start, doubt.end, doubt.element))
            if node is not None and node.tag is not None and not node.tag.by:
                if "xml:id" not in node.attributes:
                    node.attributes["xml:id"] = self.names.new(f"mention-{number}")
                found.append((node.attributes["xml:id"], doubt))
        return found

    def _drop(self, tag: Tag, reason: str) -> None:
        self.decisions.append(Decision(tag, reason))

    def _finish(self, root: Node) -> None:
        waiting = list(root.children)
        while waiting:
            node = waiting.pop()
            waiting.extend(node.children)
            if node.tag:
                node.attributes, left_out = self.pointers.attributes(node.tag)
                for name in left_out:
                    value = node.tag.attributes[name]
                    self._drop(node.tag, f"its attribute {name}={value!r} says nothing that TEI takes there")
                self.notes.update(dict.fromkeys(node.tag.notes))
                if id(node.tag) in self._cut:
                    self._cut[id(node.tag)].append(node)
                if "ref" in node.attributes:
                    self._names.setdefault((node.start, node.end, node.element), node)
                if node.element == "bibl":
                    self._references.setdefault((node.tag.start, node.tag.end), node)
                elif node.element == "ref" and not {"target", "cRef"} & node.attributes.keys():
                    self._calls.append(node)

    def _link_calls(self) -> None:
        """Points calls ("Clark 2002", "[2]", "ibid.") at the reference that they stand for, by
        ``@target``.
        """
        called: list[tuple[Node, Node]] = []
        for call in self._calls:
            for link in call.tag.links if call.tag else ():
                if not 0 <= link.start <= link.end <= len(self.text):
                    continue
                reference = self._references.get(trimmed(self.text, link.start, link.end))
                if link.attribute == "target" and reference is not None:
                    called.append((reference, call))
                    break
        for reference, call in sorted(called, key=lambda pair: (pair[0].start, pair[1].start)):
            call.attributes["target"] = f"#{self._identifier_of(reference)}"

    def _identifier_of(self, reference: Node) -> str:
        if "xml:id" not in reference.attributes:
            self._numbered += 1
            reference.attributes["xml:id"] = self.names.new(f"bibl-{self._numbered}")
        return reference.attributes["xml:id"]

    def _link_pieces(self) -> None:
        """Links the pieces of what was cut at the borders of blocks, in their order."""
        for nodes in self._cut.values():
            if len(nodes) < 2:
                continue
            nodes.sort(key=lambda node: node.start)
            identifiers = [self.names.new(f"{node.element}-part") for node in nodes]
            for number, node in enumerate(nodes):
                node.attributes["xml:id"] = identifiers[number]
                if number:
                    node.attributes["prev"] = f"#{identifiers[number - 1]}"
                if number + 1 < len(nodes):
                    node.attributes["next"] = f"#{identifiers[number + 1]}"

    def _point_at_source(self, root: Node, tag: Tag) -> None:
        """Where a ``cit`` could not stand, its ``quote`` points at its ``bibl`` all the same."""
        inside = _inside(root, tag.start, tag.end)
        quotes = [node for node in inside if node.element == "quote"]
        references = [node for node in inside if node.element == "bibl"]
        if len(quotes) == len(references) == 1 and "source" not in quotes[0].attributes:
            quotes[0].attributes["source"] = f"#{self._identifier_of(references[0])}"


def _moved(tag: Tag, start: int, end: int) -> Tag:
    return tag if (start, end) == (tag.start, tag.end) else replace(tag, start=start, end=end)


def _spans(marks: Iterable[Mark]) -> list[tuple[int, int]]:
    """The ranges of marks, sorted, those that touch or overlap made one."""
    spans: list[tuple[int, int]] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        if spans and mark.start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(mark.end, spans[-1][1]))
        elif mark.start < mark.end:
            spans.append((mark.start, mark.end))
    return spans


def _overlaps_any(tag: Tag, spans: Sequence[tuple[int, int]]) -> bool:
    number = bisect_left(spans, (tag.end,)) - 1
    return number >= 0 and spans[number][1] > tag.start


def _inside(root: Node, start: int, end: int) -> list[Node]:
    """The nodes that lie wholly in ``start:end``."""
    found: list[Node] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node is not root and start <= node.start and node.end <= end:
            found.append(node)
        low = max(0, bisect_right(node.starts, start) - 1)
        high = bisect_left(node.starts, end, low)
        waiting.extend(node.children[low:high])
    return found

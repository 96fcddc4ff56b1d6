"""Document, tags and settings → the TEI tree: the stages of this room, one after the other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from tei_tools.encoding._attributes import accepted, cert, illegal_at, language, name_of, one_pointer
from tei_tools.encoding._header import PROGRAM, Work, add_header, document_identifier
from tei_tools.encoding._inline import TEI, element, fill, fill_code
from tei_tools.encoding._layout import indent, set_off
from tei_tools.encoding._marks import lay_around, put_empty, settled
from tei_tools.encoding._overlaps import Decision, Node, cut, may_be_cut, nested, trimmed, uncrowded
from tei_tools.encoding._standoff import add_stand_off
from tei_tools.encoding._structure import Piece, Plan, plan
from tei_tools.errors import UnreadableError
from tei_tools.version import VERSION

if TYPE_CHECKING:
    from tei_tools.encoding._settings import HeaderSettings
    from tei_tools.identity import Identified
    from tei_tools.sources import Block, Mark, SourceDocument
    from tei_tools.taggers import Tag


@dataclass(frozen=True, slots=True)
class Encoding:
    """A TEI tree, and the decisions on the tags that are not, or not wholly, in it."""

    tree: etree._ElementTree
    decisions: tuple[Decision, ...]


_POINTERS = frozenset(
    (
        "ref",
        "who",
        "toWhom",
        "source",
        "corresp",
        "ana",
        "target",
        "calendar",
        "datingMethod",
        "next",
        "prev",
        "sameAs",
        "period",
        "nymRef",
    )
)
# lxml takes None for the default namespace; its stubs know strings alone.
_NAMESPACES: dict[str, str] = {None: TEI}  # type: ignore[dict-item]
_ONE_POINTER = frozenset(("datingMethod", "next", "prev", "sameAs"))
_CALENDAR_POINTERS = ("calendar", "datingMethod")


class Names:
    """The ``xml:id`` values of one document: each handed out once."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self.last: dict[str, int] = {}

    def new(self, wanted: str) -> str:
        """``wanted`` as an NCName that no other element has."""
        name = name_of(wanted)
        found = name
        while found in self.taken:
            self.last[name] = self.last.get(name, 1) + 1
            found = f"{name}-{self.last[name]}"
        self.taken.add(found)
        return found


def encode(
    document: SourceDocument,
    identified: Identified,
    header: HeaderSettings,
    *,
    taggers: Mapping[str, str] | Sequence[str] = (),
    language: str | None = None,
    date: str | None = None,
    encoded_on: str | None = None,
) -> Encoding:
    """The TEI tree of ``document``, with the decisions that were taken on its tags.

    ``taggers`` are the names of those that ran, or their versions by name; ``language`` is a BCP 47 tag;
    ``date`` the document's own date and ``encoded_on`` the day of the encoding, in W3C form (left out where
    there is none). The plain text of the tree is ``document.text``. Raises :class:`UnreadableError` where
    the text has a character that XML cannot hold.
    """
    return _Encoder(document, identified, header).encoding(taggers, language, date, encoded_on)


class _Encoder:
    def __init__(self, document: SourceDocument, identified: Identified, header: HeaderSettings) -> None:
        bad = illegal_at(document.text)
        if bad is not None:
            raise UnreadableError(
                f"the text has the character U+{ord(document.text[bad]):04X}, which XML cannot hold",
                file=document.name,
                advice="remove it from the source",
            )
        self.document = document
        self.text = document.text
        self.identified = identified
        self.header = header
        self.names = Names()
        self.decisions: list[Decision] = []
        self.calendars: dict[str, None] = {}
        self.tagger_ids: dict[str, str] = {"": PROGRAM}
        self.notes: dict[str, None] = {}
        self.entity_ids: dict[str, str] = {}
        self.calendar_ids: dict[str, str] = {}
        self.pieces: dict[int, list[Node]] = {}
        self.languages: dict[str, None] = {}

    def encoding(
        self,
        taggers: Mapping[str, str] | Sequence[str],
        main_language: str | None,
        date: str | None,
        encoded_on: str | None,
    ) -> Encoding:
        document = self.document
        wanted = main_language or document.metadata.language or self.header.language or "und"
        main = language(wanted) or "und"
        self.languages[main] = None
        self.names.new(PROGRAM)
        versions = dict(taggers) if isinstance(taggers, Mapping) else dict.fromkeys(taggers, VERSION)
        for tag in self.identified.tags:
            if tag.tagger:
                versions.setdefault(tag.tagger, VERSION)
        for name in versions:
            self.tagger_ids[name] = self.names.new(f"tagger-{name}")
        for entity in self.identified.entities:
            if entity.identifier not in self.entity_ids:
                self.entity_ids[entity.identifier] = self.names.new(entity.identifier)
        layout = plan(document)
        note_ids: dict[str, str] = {}
        for mark, note in layout.notes.items():
            note_ids[mark] = note.attributes["xml:id"] = self.names.new(f"note-{mark}")
        roots = self._forests(layout, note_ids)

        identifier = document_identifier(document, self.header.idno)
        tei: etree._Element = etree.Element(f"{{{TEI}}}TEI", nsmap=_NAMESPACES)
        tei.set("{http://www.w3.org/XML/1998/namespace}id", self.names.new(identifier))
        text = etree.Element(f"{{{TEI}}}text", nsmap=_NAMESPACES)
        text.set("{http://www.w3.org/XML/1998/namespace}lang", main)
        for part in (layout.body, layout.back):
            if part:
                self._write(text, part, roots, main, 2)
        work = Work(
            taggers=[(self.tagger_ids[name], name, version) for name, version in versions.items()],
            calendars=list(self.calendars),
            languages=list(self.languages),
            notes=list(self.notes),
            date=date or document.metadata.date,
            encoded_on=encoded_on,
            identifier=identifier,
        )
        add_header(tei, document, self.header, work)
        entities = {entity.identifier: entity for entity in reversed(self.identified.entities)}
        add_stand_off(tei, list(reversed(entities.values())), self.entity_ids)
        for above in tei:
            indent(above, 1)
        tei.append(text)
        set_off(text, 1)
        set_off(tei, 0)
        return Encoding(etree.ElementTree(tei), tuple(self.decisions))

    # tags and marks → one forest a block

    def _forests(self, layout: Plan, note_ids: dict[str, str]) -> dict[int, Node]:
        blocks = self.document.blocks
        leaves = sorted(
            (index for index in layout.leaves if blocks[index].start < blocks[index].end),
            key=lambda index: blocks[index].start,
        )
        roots = [_root(blocks[index], layout.leaves[index]) for index in leaves]
        proposals: list[list[Node]] = [[] for _ in roots]
        marks = self._marks_by_leaf(roots, self._figures(layout))
        for number, own in enumerate(marks):
            proposals[number].extend(settled(own, note_ids))
        self._propose(roots, marks, proposals)
        for number, root in enumerate(roots):
            decisions = nested(root, proposals[number], self.text)
            self.decisions.extend(decisions)
            self._finish(root)
            for decision in decisions:
                if decision.tag.element == "cit":
                    self._point_at_source(root, decision.tag)
            lay_around(root, marks[number])
            _put_empty_elements(root, marks[number], self.text)
        self._link_pieces()
        return dict(zip(leaves, roots, strict=True))

    def _figures(self, layout: Plan) -> set[int]:
        """Gives each figure its images; the numbers of the marks that are used up by that."""
        images = sorted(
            (number for number, mark in enumerate(self.document.marks) if mark.kind == "image"),
            key=lambda number: (self.document.marks[number].start, number),
        )
        places = [self.document.marks[number].start for number in images]
        used: set[int] = set()
        for index, piece in sorted(layout.leaves.items()):
            if piece.element != "figure":
                continue
            block = self.document.blocks[index]
            position = bisect_left(places, block.start)
            while position < len(images) and places[position] <= block.end:
                mark = self.document.marks[images[position]]
                if images[position] not in used:
                    used.add(images[position])
                    target = one_pointer(mark.target or "")
                    if target:
                        piece.graphics.append(target)
                    if block.start == block.end:
                        break
                position += 1
        return used

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
                    by_leaf[number].append(type(mark)(mark.kind, start, end, mark.target))
        return by_leaf

    def _propose(
        self,
        roots: Sequence[Node],
        marks: Sequence[Sequence[Mark]],
        proposals: list[list[Node]],
    ) -> None:
        starts, ends = [root.start for root in roots], [root.end for root in roots]
        whole: list[Tag] = []
        for tag in self.identified.tags:
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
                self.pieces[id(tag)] = []
            if (
                tag.element == "persName"
                and roots[number].element == "byline"
                and self._is_author(start, end)
            ):
                proposals[number].append(Node(start, end, "docAuthor"))

    def _is_author(self, start: int, end: int) -> bool:
        words = self.text[start:end].casefold()
        return any(" ".join(author.split()).casefold() == words for author in self.document.metadata.authors)

    def _drop(self, tag: Tag, reason: str) -> None:
        self.decisions.append(Decision(tag, reason))

    # what each tag says, once it is known to stay

    def _finish(self, root: Node) -> None:
        waiting = list(root.children)
        while waiting:
            node = waiting.pop()
            waiting.extend(node.children)
            if node.tag:
                node.attributes = self._attributes(node.tag)
                self.notes.update(dict.fromkeys(node.tag.notes))
                if id(node.tag) in self.pieces:
                    self.pieces[id(node.tag)].append(node)

    def _link_pieces(self) -> None:
        """Links the pieces of what was cut at the borders of blocks, in their order."""
        for nodes in self.pieces.values():
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
            identifier = references[0].attributes.get("xml:id") or self.names.new("bibl-1")
            references[0].attributes["xml:id"] = identifier
            quotes[0].attributes["source"] = f"#{identifier}"

    def _attributes(self, tag: Tag) -> dict[str, str]:
        given = {
            name: self._pointing(name, value) if name in _POINTERS else value
            for name, value in tag.attributes.items()
            if name not in ("cert", "resp", "xml:id")
        }
        attributes, left_out = accepted(tag.element, {name: value for name, value in given.items() if value})
        for name in left_out:
            self._drop(
                tag, f"its attribute {name}={tag.attributes[name]!r} is none that TEI takes on {tag.element}"
            )
        return {
            **attributes,
            "cert": cert(tag.confidence),
            "resp": f"#{self.tagger_ids.get(tag.tagger, PROGRAM)}",
        }

    def _pointing(self, name: str, value: str) -> str:
        """The value with pointers into this document made to fit its ``xml:id`` values, dangling ones left
        out."""
        if value.startswith("#") and value[1:] in self.entity_ids:
            return f"#{self.entity_ids[value[1:]]}"
        kept = []
        for token in value.split():
            if not token.startswith("#"):
                kept.append(token)
            elif token[1:] in self.entity_ids:
                kept.append(f"#{self.entity_ids[token[1:]]}")
            elif name in _CALENDAR_POINTERS and len(token) > 1:
                kept.append(f"#{self._calendar(token[1:])}")
        return " ".join(kept[:1] if name in _ONE_POINTER else kept)

    def _calendar(self, identifier: str) -> str:
        if identifier not in self.calendar_ids:
            self.calendar_ids[identifier] = self.names.new(identifier)
            self.calendars[self.calendar_ids[identifier]] = None
        return self.calendar_ids[identifier]

    # writing

    def _write(
        self, parent: etree._Element, piece: Piece, roots: dict[int, Node], main: str, level: int
    ) -> None:
        made = element(parent, piece.element, piece.attributes)
        for target in piece.graphics:
            element(made, "graphic", {"url": target})
        if piece.block is not None:
            self._language(made, self.document.blocks[piece.block], main)
            root = roots.get(piece.block)
            if root is not None:
                (fill_code if piece.content else fill)(made, root, self.text)
        for child in piece.children:
            self._write(made, child, roots, main, level + 1)
        if piece.block is None:
            set_off(made, level)

    def _language(self, made: etree._Element, block: Block, main: str) -> None:
        own = language(block.language or "")
        if own and own != main:
            made.set("{http://www.w3.org/XML/1998/namespace}lang", own)
            self.languages[own] = None


def _put_empty_elements(root: Node, marks: Iterable[Mark], text: str) -> None:
    for mark in marks:
        if mark.kind == "linebreak" and mark.start == mark.end:
            made = put_empty(root, mark.start, "lb", {})
            inside = made and made.start not in (root.start, root.end)
            if made and inside and " " not in text[made.start - 1 : made.start + 1]:
                made.attributes["break"] = "no"
        elif mark.kind == "image" and mark.start == mark.end:
            attributes, _ = accepted("graphic", {"url": mark.target or ""})
            if attributes:
                put_empty(root, mark.start, "graphic", attributes)


def _root(block: Block, piece: Piece) -> Node:
    return Node(block.start, block.end, piece.content or piece.element)


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

"""Document, tags and settings → the TEI tree: the stages of this room, one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from tei_tools.encoding._attributes import illegal_at
from tei_tools.encoding._attributes import language as bcp47
from tei_tools.encoding._attributions import set_citations
from tei_tools.encoding._bibliographies import LIST, gather
from tei_tools.encoding._content import ALLOWED, NESTED
from tei_tools.encoding._facsimile import add_facsimile, places
from tei_tools.encoding._forests import Forests
from tei_tools.encoding._header import Work, add_header, document_identifier
from tei_tools.encoding._identifiers import Names, Pointers
from tei_tools.encoding._inline import TEI, element, fill, fill_code, qualified
from tei_tools.encoding._layout import indent, set_off
from tei_tools.encoding._standoff import add_doubts, add_rejections, add_stand_off, named_in
from tei_tools.encoding._structure import Piece, Plan, plan
from tei_tools.errors import UnreadableError
from tei_tools.version import VERSION

if TYPE_CHECKING:
    from tei_tools.decisions import Decision as Rejection
    from tei_tools.encoding._overlaps import Decision, Node
    from tei_tools.encoding._settings import HeaderSettings
    from tei_tools.identity import Identified
    from tei_tools.sources import Block, SourceDocument


@dataclass(frozen=True, slots=True)
class Encoding:
    """A TEI tree, and the decisions on the tags that are not, or not wholly, in it."""

    tree: etree._ElementTree
    decisions: tuple[Decision, ...]


# lxml takes None for the default namespace; its stubs know strings alone.
_NAMESPACES: dict[str, str] = {None: TEI}  # type: ignore[dict-item]


def encode(
    document: SourceDocument,
    identified: Identified,
    header: HeaderSettings,
    *,
    taggers: Mapping[str, str] | Sequence[str] = (),
    language: str | None = None,
    date: str | None = None,
    encoded_on: str | None = None,
    people: Sequence[tuple[str, str]] = (),
    rejections: Sequence[Rejection] = (),
    nested: bool = False,
) -> Encoding:
    """The TEI tree of ``document``, with the decisions that were taken on its tags.

    ``taggers`` are the names of those that ran, or their versions by name; ``language`` is a BCP 47 tag;
    ``date`` the document's own date and ``encoded_on`` the day of the encoding, in W3C form (left out where
    there is none). ``people`` (name, day) decided on tags; ``rejections`` are what they refused; ``nested``
    lets names stand in names. The plain text of the tree is ``document.text``. Raises
    :class:`UnreadableError` where the text has a character that XML cannot hold.
    """
    bad = illegal_at(document.text)
    if bad is not None:
        raise UnreadableError(
            f"the text has the character U+{ord(document.text[bad]):04X}, which XML cannot hold",
            file=document.name,
            advice="remove it from the source",
        )
    main = bcp47(language or document.metadata.language or header.language or "und") or "und"
    versions = dict(taggers) if isinstance(taggers, Mapping) else dict.fromkeys(taggers, VERSION)
    for tag in identified.tags:
        if tag.tagger:
            versions.setdefault(tag.tagger, VERSION)
    entities = {entity.identifier: entity for entity in reversed(identified.entities)}
    names = Names()
    pointers = Pointers(names, reversed(entities), versions, [name for name, _ in people])
    picture_ids = places(document.surfaces, names)
    layout = plan(document)
    for index, piece in layout.placed.items():
        if document.blocks[index].facs in picture_ids:
            piece.attributes["facs"] = f"#{picture_ids[document.blocks[index].facs or '']}"
    note_ids: dict[str, str] = {}
    for mark, note in layout.notes.items():
        note_ids[mark] = note.attributes["xml:id"] = names.new(f"note-{mark}")
    forests = Forests(document, names, pointers, NESTED if nested else ALLOWED, picture_ids)
    bibliographies = [tag for tag in identified.tags if tag.element == LIST]
    roots = forests.grown([tag for tag in identified.tags if tag.element != LIST], layout, note_ids)
    doubts = forests.in_doubt(identified.doubts)
    gather(bibliographies, layout, roots, document.blocks, document.text)
    set_citations(layout, roots, document.blocks, document.text)

    identifier = document_identifier(document, header.idno)
    tei: etree._Element = etree.Element(f"{{{TEI}}}TEI", nsmap=_NAMESPACES)
    tei.set(qualified("xml:id"), names.new(identifier))
    writer = _Writer(document, roots, main)
    text = writer.text(layout)
    work = Work(
        taggers=[(pointers.taggers[name], name, version) for name, version in versions.items()],
        calendars=list(pointers.calendars.values()),
        languages=list(writer.languages),
        notes=list(forests.notes),
        date=date or document.metadata.date,
        encoded_on=encoded_on,
        identifier=identifier,
        people=[(pointers.people[name], name, day) for name, day in people],
    )
    add_header(tei, document, header, work)
    add_facsimile(tei, document.surfaces, picture_ids)
    entries = named_in(text, list(reversed(entities.values())), identified.tags, doubts, pointers.entities)
    add_stand_off(tei, entries, pointers.entities)
    add_doubts(tei, doubts, pointers.entities)
    add_rejections(tei, rejections, pointers.people, names)
    for part in tei:
        indent(part, 1)
    tei.append(text)
    set_off(tei, 0)
    return Encoding(etree.ElementTree(tei), tuple(forests.decisions))


_DIVISIONS = frozenset((f"{{{TEI}}}body", f"{{{TEI}}}div"))
_BEGINNINGS = frozenset((f"{{{TEI}}}pb", f"{{{TEI}}}cb", f"{{{TEI}}}milestone"))


def _before(made: etree._Element) -> None:
    """Moves what begins with the first word of a block (a page, a column, a section) before the block."""
    inner = made
    while (first := next(iter(inner), None)) is not None and not (inner.text or "").strip():
        if first.tag in _BEGINNINGS:
            inner.text, first.tail = first.tail, None
            made.addprevious(first)
        else:
            inner = first


class _Writer:
    """Writes ``text``: the pieces of the plan, the forests in its leaves."""

    def __init__(self, document: SourceDocument, roots: dict[int, Node], main: str) -> None:
        self.document = document
        self.roots = roots
        self.main = main
        self.languages: dict[str, None] = {main: None}
        for mark in document.marks:
            if mark.kind == "foreign" and (own := bcp47(mark.target or "")):
                self.languages[own] = None

    def text(self, layout: Plan) -> etree._Element:
        text = etree.Element(f"{{{TEI}}}text", nsmap=_NAMESPACES)
        text.set(qualified("xml:lang"), self.main)
        for part in (layout.body, layout.back):
            if part:
                self._write(text, part, 2)
        set_off(text, 1)
        return text

    def _write(self, parent: etree._Element, piece: Piece, level: int) -> None:
        made = element(parent, piece.element, piece.attributes)
        for target in piece.graphics:
            element(made, "graphic", {"url": target})
        if piece.block is not None:
            self._language(made, self.document.blocks[piece.block])
            root = self.roots.get(piece.block)
            if root is not None:
                (fill_code if piece.content else fill)(made, root, self.document.text)
        for child in piece.children:
            self._write(made, child, level + 1)
        if piece.block is None:
            set_off(made, level)
        if len(made) and piece.element != "div" and parent.tag in _DIVISIONS:
            _before(made)

    def _language(self, made: etree._Element, block: Block) -> None:
        own = bcp47(block.language or "")
        if own and own != self.main:
            made.set(qualified("xml:lang"), own)
            self.languages[own] = None

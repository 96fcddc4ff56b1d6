"""What the parts of a file are of the whole: their offsets and paths in it, and what lies across several."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from lxml import etree

from tei_tools.records import Record, read_tree
from tei_tools.records._parts_plan import Held, Plan, local
from tei_tools.records._pointers import XML
from tei_tools.records._rows import Entity, Table
from tei_tools.records._rows_described import Division, Page
from tei_tools.text import plain_text

if TYPE_CHECKING:
    from tei_tools.records._header import Contributor

_POINTER = frozenset("/:#")
_ENTITY_TABLES = ("persons", "places", "organisations", "others")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file with its record, whose offsets count in the part's own text.

    ``kind`` is ``document`` (one of a corpus, or a file that is not cut), ``header``, ``part`` or ``end``.
    ``xpath`` is where its first element stands in the file, ``id`` that one's ``xml:id``. ``start`` is where
    its text begins in the text of the whole document, ``before`` where the words before it end, in code
    points; ``number`` counts the parts from 1. Paths are those of the file. The last part, ``end``, has no
    text of its own: its ``start`` and ``record.text_sha256`` are the length and digest of the whole text.
    """

    record: Record
    kind: str
    xpath: str
    id: str | None
    start: int
    before: int
    number: int
    _across: dict[str, list[Any]] = field(default_factory=dict, repr=False)

    def document(self) -> Record | None:
        """The part as a document of its own, for an export: it is named by its ``xml:id``, else its number,
        below the whole document; ``None`` for the part ``end``. Offsets count in the part's text.
        """
        if self.kind != "part":
            return None if self.kind == "end" else self.record
        own = self.id or f"part-{self.number}"
        stem, extension = posixpath.splitext(self.record.place)
        identifier = f"{self.record.identifier}/{own}"
        return replace(self.record, identifier=identifier, place=f"{stem}/{own}{extension}")

    def rows(self, table: str) -> Iterator[Any]:
        """The rows of a table with the offsets that they have in the whole document.

        Page breaks, and divisions that were too large for one part, are rows of the part ``end``.
        """
        yield from self._across.get(table, ())
        for row in getattr(self.record, table):
            if self.kind == "document":
                yield row
            elif not (table == "pages" and row.element == "pb" and row.start is not None):
                yield self._moved(row)

    def _moved(self, row: Any) -> Any:
        end = getattr(row, "end", None)
        if end is None:
            return row
        if not end:  # nothing of the part's words stands before it
            return row._replace(start=self.before, end=self.before)
        return row._replace(start=row.start + self.start, end=end + self.start)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a part stands: the path of the element around it, the place of its first element there, and how
    many elements stand before it where it was read.
    """

    path: str
    first: int
    ahead: int


class Whole:
    """What is known of the whole while its parts go by."""

    def __init__(self, name: str, identifier: str | None, reading: str, made: Plan) -> None:
        self.name = name
        self.identifier = identifier
        self.reading = reading
        self.plan = made
        self.held: dict[str, Held] = {}
        for each in made.held:
            own = each.element.get(f"{XML}id") or (each.element.get("id") if made.bare else None)
            if own:
                self.held.setdefault(own, each)
        self.corpus = False
        self.length = 0
        self.number = 0
        self.sha = sha256()
        self.head: Record | None = None
        self.last: Record | None = None
        self.pages: list[list[Any]] = []
        self.turning: dict[str | None, list[Any]] = {}
        self.waiting: list[list[Any]] = []
        self.divisions: list[list[Any]] = []
        self.open: list[list[Any]] = []

    def alone(self, root: etree._Element) -> Part:
        """The part of a file that is not cut."""
        self.corpus = True
        return Part(self._read(root), "document", "/*", root.get(f"{XML}id"), 0, 0, 1)

    def document(self, root: etree._Element, frame: Frame) -> Part:
        """The part of a document of a corpus."""
        self.corpus = True
        above = root.getparent()
        assert above is not None
        record = self._placed(self._read(root), above, frame)
        self.number += 1
        place = f"{frame.path}/*[{frame.first}]"
        return Part(record, "document", place, record.xml_id, 0, 0, self.number)

    def part(self, inner: etree._Element, first: etree._Element, frame: Frame, *, header: bool) -> Part:
        """The part that stands in ``inner``, with what its text is of the whole."""
        record = self._placed(self._read(inner.getroottree().getroot()), inner, frame)
        if header:
            self.head = record
        elif self.head is not None:
            record = replace(record, metadata=self.head.metadata, identifier=self.head.identifier)
        self.last = record
        text, before = record.text, self.length
        start = before + 1 if text and before else before
        if text:
            self.sha.update(("\n" if before else "").encode() + text.encode("utf-8", "surrogatepass"))
            self.length = start + len(text)
        self._turn(record, start, before)
        place = f"{frame.path}/*[{frame.first}]"
        own = first.get(f"{XML}id")
        self.number += 1
        return Part(record, "header" if header else "part", place, own, start, before, self.number)

    def end(self) -> Part:
        """The last part: the whole's length and digest, its page breaks, and its large divisions."""
        record = self.last or self.head
        assert record is not None
        for row in self.waiting:
            row[_START] = self.length
        for row in self.turning.values():
            row[_END] = self.length
        empty: dict[str, Any] = {
            part.name: Table(table._make.__self__, [])  # type: ignore[attr-defined]
            for part in fields(Record)
            if isinstance(table := getattr(record, part.name), Table)
        }
        last = replace(record, text="", text_sha256=self.sha.hexdigest(), warnings=(), unread=(), **empty)
        for row in self.pages:
            row[_END] = max(row[_START], row[_END])
        across: dict[str, list[Any]] = {
            "pages": [Page._make(row) for row in self.pages],
            "divisions": [Division._make(row) for row in self.divisions],
        }
        return Part(last, "end", "/*", record.xml_id, self.length, self.length, self.number + 1, across)

    # What lies across parts.

    def opens(self, division: etree._Element, path: str, level: int) -> None:
        """A division that is cut begins."""
        get = division.get
        own = get(f"{XML}id") or (get("id") if self.plan.bare else None)
        row = [own, local(division), get("type"), get("subtype"), get("n"), level, None]
        row += [get(f"{XML}lang") or get("lang"), self.length, None, "text", path]
        self.open.append(row)
        self.divisions.append(row)

    def headed(self, nodes: list[Any]) -> None:
        """The innermost division that is cut has these children: its heading may be among them."""
        row = self.open[-1]
        head = next((node for node in nodes if local(node) == "head"), None)
        if row[_HEAD] is None and head is not None:
            row[_HEAD] = plain_text(head, self.reading).text or None

    def closes(self) -> None:
        """The innermost division that is cut ends."""
        row = self.open.pop()
        before = row[_DIVISION_START]
        if self.length > before:
            row[_DIVISION_START] = before + 1 if before else 0
        row[_DIVISION_START + 1] = self.length if self.length > before else before

    def _turn(self, record: Record, start: int, before: int) -> None:
        """Page breaks: where a page ends is known when the next one of its edition begins."""
        text = record.text
        if text:
            for row in self.waiting:
                row[_START] = start
            self.waiting.clear()
        for page in record.pages:
            if page.element != "pb" or page.start is None:
                continue
            at = page.start
            # Where the words before the break end: what parts words stands before those that follow.
            place = at - 1 if at and at < len(text) and text[at - 1] in " \n" else at
            row = list(page)
            row[_START], row[_END] = at + start, 0
            before_it = place + start if place else before
            prior = self.turning.get(page.edition)
            if prior is not None:
                prior[_END] = before_it
            self.turning[page.edition] = row
            if at == len(text):
                self.waiting.append(row)
            self.pages.append(row)

    # How a part is read.

    def _read(self, root: etree._Element) -> Record:
        return read_tree(root, self.name, self.plan.digest, reading=self.reading, identifier=self.identifier)

    def _placed(self, record: Record, inner: etree._Element, frame: Frame) -> Record:
        """The record with the rows of the part alone, their paths those of the file."""
        around = f"{_path(inner)}/*["

        def path(said: str) -> str | None:
            if not said.startswith(around):
                return None
            number, _, rest = said[len(around) :].partition("]")
            place = int(number) - frame.ahead
            return None if place < 1 else f"{frame.path}/*[{place + frame.first - 1}]{rest}"

        tables: dict[str, Any] = {}
        named = {person.entity for person in _people(record)}
        for each in fields(Record):
            table = getattr(record, each.name)
            if isinstance(table, Table) and len(table) and each.name not in _ENTITY_TABLES:
                at = table.columns.index("xpath")
                rows = [
                    (*row[:at], moved, *row[at + 1 :])
                    for row in table._rows
                    if (moved := path(row[at])) is not None
                ]
                tables[each.name] = Table(table._make.__self__, rows)  # type: ignore[attr-defined]
                for row in rows:
                    for cell in row:
                        if isinstance(cell, tuple):
                            named.update(cell)
                        else:
                            named.add(cell)
        for name in _ENTITY_TABLES:
            entities = [self._entity(entity, path, named) for entity in getattr(record, name)]
            tables[name] = Table(Entity, [entity for entity in entities if entity is not None])
        return replace(record, **tables)

    def _entity(self, entity: Entity, path: Callable[[str], str | None], named: set[Any]) -> Entity | None:
        """An entry of the part at its path; one that the part points at where it stands in the file; what has
        no entry where the part names it.
        """
        if entity.xpath is None:
            # What only an entry elsewhere points at is not this part's; a key without a pointer is made here.
            return entity if entity.key in named or _POINTER.isdisjoint(entity.key) else None
        if (own := path(entity.xpath)) is not None:
            return entity._replace(xpath=own)
        known = self.held.get(entity.key)
        return None if known is None else entity._replace(xpath=known.xpath, where=known.where)


def _people(record: Record) -> tuple[Contributor, ...]:
    said = record.metadata
    return (*said.authors, *said.editors, *said.contributors)


def _path(element: etree._Element) -> str:
    steps: list[str] = []
    above = element.getparent()
    while above is not None:
        place = sum(1 for _ in element.itersiblings("*", preceding=True)) + 1
        steps.append(f"/*[{place}]")
        element, above = above, above.getparent()
    return "/*" + "".join(reversed(steps))


_START, _END = Page._fields.index("start"), Page._fields.index("end")
_HEAD, _DIVISION_START = Division._fields.index("head"), Division._fields.index("start")

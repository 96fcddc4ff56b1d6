"""One reading of one document: the text, then every element that some module of this room reads, in
document order.

A module that reads a part of TEI says ``ELEMENTS: dict[str, Callable[[Reading, element, name], None]]``
(local names) and is listed in :data:`_MODULES`. It appends rows through the tables of :class:`Reading`.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

from tei_tools.records import (
    _apparatus,
    _blocks,
    _correspondence,
    _datings,
    _dictionaries,
    _entities,
    _manuscripts,
    _names,
    _places,
    _quotations,
    _references,
    _relations,
    _speeches,
    _structure,
)
from tei_tools.records._authorities import authority
from tei_tools.records._coordinates import Order
from tei_tools.records._dates import NOTHING, Dated, dated
from tei_tools.records._order import Reader, own_id, read_part, read_text
from tei_tools.records._pointers import Pointers
from tei_tools.records._rows import Authority, Entity, Table, Unread
from tei_tools.records._rows_described import TABLES as DESCRIBED
from tei_tools.records._rows_described import Page
from tei_tools.records._standing import Paths, part_of
from tei_tools.records._unread import unread
from tei_tools.text import noted_text, plain_text
from tei_tools.text._kinds import KINDS, PARTED, TEI

if TYPE_CHECKING:
    from lxml import etree

_MODULES = (
    _entities,
    _relations,
    _places,
    _names,
    _datings,
    _quotations,
    _references,
    _speeches,
    _correspondence,
    _structure,
    _dictionaries,
    _manuscripts,
    _apparatus,
    _blocks,
)

Span = tuple[int, int] | None

_BLANKS = re.compile("[\t\r\n][ \t\r\n]*| [ \t\r\n]+")
_PARTS = {
    "teiHeader": "header",
    "standOff": "standOff",
    "facsimile": "facsimile",
    "sourceDoc": "facsimile",
    "text": "text",
}


@cache
def _readers() -> dict[str, tuple[str, Reader]]:
    readers: dict[str, tuple[str, Reader]] = {}
    for module in _MODULES:
        for name, reader in module.ELEMENTS.items():
            readers[name] = readers[f"{{{TEI}}}{name}"] = (name, reader)
    return readers


class _Locals(dict[Any, str]):
    """Local names by tag; a comment or processing instruction has none."""

    def __missing__(self, tag: Any) -> str:
        name = self[tag] = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        return name


class Reading:
    """What is known of a document while it is read; the tables are lists of rows as :mod:`_rows` has them."""

    def __init__(self, root: etree._Element, place: str, reading: str) -> None:
        self.root = root
        self.locals = _Locals()
        self.text, self._noted = noted_text(root, reading, _readers())
        self.spans, self.words_of_text = self.text.span, self.text.text
        self.pointers = Pointers(root, place)
        self.part = "text"
        # Of the element that is read: its identifier, its place in the text, its path, the part of the
        # document that it stands in, the name of the element around it, its attributes.
        self.element: etree._Element | None = None
        self.own: str | None = None
        self.span: Span = None
        self.path = ""
        self.stands = "text"
        self.around = ""
        self.get: Any = {}.get
        self.entities: dict[str, list[Any]] = {}
        self.entry_keys: dict[etree._Element, str] = {}
        self.entry_kinds: dict[str, str] = {}
        self.used: set[str] = set()
        self.undeclared: dict[str, tuple[str, str]] = {}
        self.tables: dict[str, list[tuple[Any, ...]]] = {
            name: []
            for name in (
                *"mentions dates quotations references letters speeches relations events".split(),
                *DESCRIBED,
            )
        }
        # Without a namespace it may be TEI P4, whose identifiers are @id.
        self.bare = "}" not in str(root.getroottree().getroot().tag)
        self.tags: list[Any] = []
        self.unread: list[Any] = []  # of these, what has no row although there is a table for its like
        self.consumed: dict[str, int] = {}
        self.levels: dict[etree._Element, int] = {}
        self.open_pages: dict[str | None, int] = {}
        self.open_lines: dict[str | None, tuple[etree._Element, int]] = {}
        self.mentions = self.tables["mentions"]
        self.references = self.tables["references"]
        self.speeches = self.tables["speeches"]
        self.coordinates: dict[str, tuple[str, str]] = {}
        self.minted: dict[str, int] = {}
        self.cited: dict[etree._Element, tuple[str | None, tuple[str, ...]]] = {}
        self.beside: dict[etree._Element, tuple[list[tuple[str, str]] | None, str]] = {}
        self.authorities: dict[str, tuple[Authority, ...]] = {}
        self.warnings: dict[tuple[str, str], list[Any]] = {}
        self.calendars: dict[str, str | None] = {}
        self.order = Order(root)
        self._paths = Paths()

    def run(self) -> None:
        """Read everything once."""
        readers = _readers()
        for element in self.root.getroottree().getroot().iter(*_entities.TAGS):
            _entities.enter(self, element)
        for top in self.root if self.local(self.root) in _DOCUMENTS else [self.root]:
            if not isinstance(top.tag, str):
                continue
            name = self.local(top)
            if name in _DOCUMENTS:
                continue  # a document inside a document is a record of its own
            self.part = _PARTS.get(name, "register" if name.startswith("list") else "text")
            if top in self._noted:
                read_text(self, top, self._noted[top], readers)
            else:
                read_part(self, top, readers)
        self.element = None

    def left(self) -> tuple[Unread, ...]:
        """What was met that goes into no table."""
        readers = _readers()
        counts = Counter({tag: times for tag, times in Counter(self.tags).items() if tag not in readers})
        counts.update(self.unread)
        return unread(counts, self.consumed)

    def entity_tables(self) -> dict[str, Table[Entity]]:
        """The entries of this document, those of its corpus that it points at, and what has no entry."""
        rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _TABLES.values()}
        for row, element in self.entities.values():
            if row.where is None:
                if row.kind not in ("work", "manuscript") and row.key not in self.used:
                    continue
                row = _entities.placed(row, self.where(element, self.spans(element)))
            if row.latitude is None and row.key in self.coordinates:
                latitude, longitude = self.coordinates[row.key]
                row = row._replace(latitude=latitude, longitude=longitude)
            rows[_TABLES.get(row.kind, "others")].append(row)
        for key, (kind, name) in self.undeclared.items():
            known = authority(key)
            authorities = self.authorities.get(key) or ((known,) if known else ())
            uri = key if "/" in key or ":" in key else None
            entity = Entity(key, None, kind, None, None, name or key, (), uri, authorities, False)
            if key in self.coordinates:
                latitude, longitude = self.coordinates[key]
                entity = entity._replace(latitude=latitude, longitude=longitude)
            rows[_TABLES.get(kind, "others")].append(entity)
        return {name: Table(Entity, found) for name, found in rows.items()}

    # What the modules ask for.

    def local(self, element: etree._Element) -> str:
        """The element's name without its namespace."""
        return self.locals[element.tag]

    def id(self, element: etree._Element) -> str | None:
        """The element's ``xml:id`` (P4: ``id``)."""
        if element is self.element:
            return self.own
        return own_id(element.tag, element.get, self.bare)

    def quote(self, element: etree._Element, span: Span) -> str:
        """The element's words: a piece of the text, or its own with white space made one."""
        if span is not None:
            return self.words_of_text[span[0] : span[1]]
        return self.words(element)

    def words(self, element: etree._Element) -> str:
        """The element's words with white space made one, whether or not they are part of the text."""
        if not len(element):
            words = (element.text or "").strip(" \t\r\n")
            return _BLANKS.sub(" ", words) if "\n" in words or "  " in words or "\t" in words else words
        if KINDS.get(element.tag, 0) & PARTED or self.local(element) == "sourceDesc":
            return plain_text(element, self.text.reading).text.replace("\n", " ")
        pieces: Any = element.itertext()
        words = "".join(pieces).strip(" \t\r\n")
        return words if words.isalnum() else _BLANKS.sub(" ", words)

    def where(self, element: etree._Element, span: Span) -> str:
        """The part of the document that an element stands in."""
        if element is self.element:
            return self.stands
        if span is not None and self.part == "text":
            return "text"
        return part_of(element, self.root, self.part, self.local)

    def xpath(self, element: etree._Element) -> str:
        """The element's path, by position among all elements."""
        return self.path if element is self.element else self._paths.of(element)

    def keys(self, element: etree._Element, *attributes: str) -> list[tuple[str, str]]:
        """Each pointer of the first of these attributes that has any, with the key of what it leads to."""
        get: Any = self.get if element is self.element else element.get
        for attribute in attributes:
            value = get(attribute)
            if value:
                if self.pointers.constant and (known := self.pointers.known.get(value)) is not None:
                    if self.pointers.told and value in self.pointers.told:
                        self.pointers.told[value][0] += 1
                    return [(value, known[0])]
                pointers = value.split() if attribute != "key" else [value.strip()]
                resolve = self.pointers.resolve
                return [(pointer, resolve(pointer, element, self)[0]) for pointer in pointers if pointer]
        return []

    def targets(self, element: etree._Element, *attributes: str) -> tuple[str, ...]:
        """The keys alone, each once."""
        found = self.keys(element, *attributes)
        if len(found) < 2:
            return (found[0][1],) if found else ()
        return tuple(dict.fromkeys([key for _, key in found]))

    def met(self, key: str, kind: str, name: str) -> str:
        """Note that something of this kind is pointed at by this name; its kind (its entry knows better)."""
        if key in self.entry_kinds:
            self.used.add(key)
            return self.entry_kinds[key]
        return self.undeclared.setdefault(key, (kind or "other", name))[0]

    def mention(
        self,
        element: etree._Element,
        name: str,
        kind: str,
        said: str | None,
        entry: str | None = None,
    ) -> None:
        """A row of ``mentions`` for each pointer of the element that is read, or one without; ``entry`` is
        the key of the entry whose name it is.
        """
        if self.span is None:
            start = end = None
            quote = self.words(element)
        else:
            start, end = self.span
            quote = self.words_of_text[start:end]
        get = self.get
        found: Any = [(None, entry)] if entry else self.keys(element, "ref", "key", "corresp", "sameAs")
        for pointer, key in found or _NOBODY:
            meant = kind or (self.met(key, kind, quote) if key else "") or "other"
            if key and kind:
                self.met(key, kind, quote)
            self.mentions.append(
                (
                    self.own,
                    meant,
                    said,
                    name,
                    start,
                    end,
                    quote,
                    key,
                    pointer,
                    get("cert"),
                    get("resp"),
                    self.stands,
                    self.path,
                )
            )

    def dated(self, element: etree._Element) -> Dated:
        """What the element's attributes say of its date; what they do not is warned of."""
        attributes: dict[str, str] = dict(element.items())  # type: ignore[arg-type]
        if not attributes:
            return NOTHING
        method = None
        if (given := attributes.get("datingMethod")) is not None:
            method = self.calendar(given)
        found = dated(attributes, method)
        if found.fault:
            what = "a date that was not read" if found.edtf is None else "a date that was read in part"
            self.warn("TEI-REC-003", what, f"{found.raw}: {found.fault}", element)
        return found

    def calendar(self, pointer: str) -> str | None:
        """Which of the calendars that we read a ``@datingMethod`` points at: by its name or by its
        declaration.
        """
        if pointer not in self.calendars:
            declared = self.pointers.ids.get(pointer.rpartition("#")[2])
            words = "" if declared is None else self.words(declared)[:300]
            ways = [[way for way in _WAYS if way in said.lower()] for said in (pointer, words)]
            # Words that name two calendars tell of one by the other: which one is not ours to say.
            self.calendars[pointer] = next((found[0] for found in ways if len(found) == 1), None)
        return self.calendars[pointer]

    def turned(self, edition: str | None, place: int) -> None:
        """End the page of this edition that is open, at the end of the words before ``place``."""
        number = self.open_pages.get(edition)
        if number is not None:
            rows = self.tables["pages"]
            row = rows[number]
            rows[number] = (*row[:_PAGE_END], max(row[_PAGE_END - 1], place), *row[_PAGE_END + 1 :])

    def warn(self, code: str, message: str, example: str, element: etree._Element) -> None:
        """Count something that was not understood."""
        known = self.warnings.get((code, message))
        if known is None:
            self.warnings[code, message] = [1, f"{example} (line {element.sourceline})"]
        else:
            known[0] += 1


_WAYS = ("edtf", "julian", "gregorian")
_NOBODY: tuple[tuple[None, None], ...] = ((None, None),)
_PAGE_END = Page._fields.index("end")
_TABLES = {"person": "persons", "place": "places", "organisation": "organisations", "other": "others"}
_DOCUMENTS = frozenset(("TEI", "TEI.2", "teiCorpus", "teiCorpus.2"))

"""One reading of one document: the text, then every element that some module of this room reads, in
document order.

A module that reads a part of TEI says ``ELEMENTS: dict[str, Callable[[Reading, element, name], None]]``
(local names) and is listed in :data:`_MODULES`. It appends rows through the tables of :class:`Reading`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
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
from tei_tools.records._dates import Dated, dated
from tei_tools.records._pointers import XML, Pointers
from tei_tools.records._rows import Authority, Entity, Table
from tei_tools.records._rows_described import TABLES as DESCRIBED
from tei_tools.records._rows_described import Page
from tei_tools.text import PlainText, plain_text
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

Reader = Callable[["Reading", "etree._Element", str], None]
Span = tuple[int, int] | None

_BLANKS = re.compile("[\t\r\n][ \t\r\n]*| [ \t\r\n]+")
_PARTS = {
    "teiHeader": "header",
    "standOff": "standOff",
    "facsimile": "facsimile",
    "sourceDoc": "facsimile",
    "text": "text",
}
_REGISTERS = frozenset(
    ("listPerson", "listPlace", "listOrg", "listEvent", "listNym", "listObject", "listRelation")
)


@cache
def _readers() -> dict[str, tuple[str, Reader]]:
    readers: dict[str, tuple[str, Reader]] = {}
    for module in _MODULES:
        for name, reader in module.ELEMENTS.items():
            readers[name] = readers[f"{{{TEI}}}{name}"] = (name, reader)
    return readers


_XML_ID = f"{XML}id"


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
        self.text: PlainText = plain_text(root, reading)
        self.spans = self.text.span
        self.pointers = Pointers(root, place)
        self.part = "text"
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
        self.unread: list[Any] = []
        self.consumed: dict[str, int] = {}
        self.levels: dict[etree._Element, int] = {}
        self.open_pages: dict[str | None, int] = {}
        self.open_lines: dict[str | None, tuple[etree._Element, int]] = {}
        self.mentions = self.tables["mentions"]
        self.coordinates: dict[str, tuple[str, str]] = {}
        self.minted: dict[str, int] = {}
        self.cited: dict[etree._Element, tuple[str | None, tuple[str, ...]]] = {}
        self.beside: dict[etree._Element, tuple[list[tuple[str, str]] | None, str]] = {}
        self.authorities: dict[str, tuple[Authority, ...]] = {}
        self.warnings: dict[tuple[str, str], list[Any]] = {}
        self.calendars: dict[str, str | None] = {}
        self.order = Order(root)
        self._paths: dict[etree._Element, tuple[str, dict[etree._Element, int]]] = {}
        self._where: dict[etree._Element, str] = {}

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
            unread = self.unread.append
            for element in top.iter("*"):
                tag = element.tag
                if tag in readers:
                    name, reader = readers[tag]
                    reader(self, element, name)
                else:
                    unread(tag)

    def entity_tables(self) -> dict[str, Table[Entity]]:
        """The entries of this document, those of its corpus that it points at, and what has no entry."""
        rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _TABLES.values()}
        for row, element in self.entities.values():
            if row.where is not None or row.kind in ("work", "manuscript") or row.key in self.used:
                where = row.where or self.where(element, self.spans(element))
                latitude, longitude = row.latitude, row.longitude
                if latitude is None:
                    latitude, longitude = self.coordinates.get(row.key, (None, None))
                rows[_TABLES.get(row.kind, "others")].append(
                    row._replace(where=where, latitude=latitude, longitude=longitude)
                )
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
        own = element.get(_XML_ID)
        if own is None and self.bare:
            own = element.get("id") if "}" not in element.tag else None
        return (own.strip() or None) if own else None

    def quote(self, element: etree._Element, span: Span) -> str:
        """The element's words: a piece of the text, or its own with white space made one."""
        if span is not None:
            return self.text.text[span[0] : span[1]]
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
        """The part of the document that the element stands in."""
        if span is not None and self.part == "text":
            return "text"
        parent = element.getparent()
        if parent is None:
            return self.part
        known = self._where.get(parent)
        if known is None:
            above: list[etree._Element] = []
            climbed: etree._Element | None = parent
            while climbed is not None and known is None:
                if climbed is self.root:
                    known = self.part
                    break  # the root is around every part: nothing is remembered of it
                above.append(climbed)
                if self.local(climbed) in _REGISTERS:
                    known = "register"
                else:
                    climbed = climbed.getparent()
                    known = None if climbed is None else self._where.get(climbed)
            known = known or self.part
            self._where.update(dict.fromkeys(above, known))
        return known

    def xpath(self, element: etree._Element) -> str:
        """The element's path, by position among all elements: it needs no namespaces, and is linear to
        make.
        """
        paths = self._paths
        parent = element.getparent()
        if parent is None:
            return "/*"
        known = paths.get(parent)
        if known is None:
            above = [parent]
            while (upper := above[-1].getparent()) is not None and upper not in paths:
                above.append(upper)
            for opened in reversed(above):
                upper = opened.getparent()
                path = "/*" if upper is None else f"{paths[upper][0]}{paths[upper][1][opened]}]"
                places = {child: place for place, child in enumerate(opened.iterchildren("*"), 1)}
                paths[opened] = (f"{path}/*[", places)
            known = paths[parent]
        return f"{known[0]}{known[1][element]}]"

    def keys(self, element: etree._Element, *attributes: str) -> list[tuple[str, str]]:
        """Each pointer of the first of these attributes that has any, with the key of what it leads to."""
        get = element.get
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
        span: Span,
        own: str | None = None,
    ) -> None:
        """A row of ``mentions`` for each pointer, or one without."""
        if span is None:
            start = end = None
            quote = self.words(element)
        else:
            start, end = span
            quote = self.text.text[start:end]
        identifier, path, where = self.id(element), self.xpath(element), self.where(element, span)
        cert, resp = element.get("cert"), element.get("resp")
        found: Any = [(None, own)] if own else self.keys(element, "ref", "key", "corresp", "sameAs")
        for pointer, key in found or _NOBODY:
            meant = kind or (self.met(key, kind, quote) if key else "") or "other"
            if key and kind:
                self.met(key, kind, quote)
            self.mentions.append(
                (identifier, meant, said, name, start, end, quote, key, pointer, cert, resp, where, path)
            )

    def dated(self, element: etree._Element) -> Dated:
        """What the element's attributes say of its date; what they do not is warned of."""
        attributes = element.attrib
        method = None
        if (given := attributes.get("datingMethod")) is not None:
            method = self.calendar(str(given))
        found = dated(attributes, method)  # type: ignore[arg-type]
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

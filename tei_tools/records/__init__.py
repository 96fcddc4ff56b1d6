"""Records: a TEI tree → a :class:`Record`: metadata, text, entities, mentions with offsets, dates,
quotations, references.

:func:`read` gives the record of one document, :func:`iter_read` those of a corpus one after the other. A
record holds values alone, no tree, so that it goes to another process or thread as it is. What its tables
mean is in ``docs/records.md``. What a document has that was not understood is counted in
:attr:`Record.warnings`; elements that have no table are in :attr:`Record.unread`.

To add a reading of a part of TEI: a module here that says ``ELEMENTS = {"name": reader}``, its table in
``_rows``, its name in ``_reading._MODULES``, and its tests in ``tests/records/``.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tei_tools._collector import held
from tei_tools.errors import UnreadableError

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.inputs import Input
    from tei_tools.records._header import Metadata
    from tei_tools.records._parts_whole import Part
    from tei_tools.records._rows import (
        Date,
        Entity,
        Event,
        Letter,
        Mention,
        Quotation,
        RecordWarning,
        Reference,
        Relation,
        Speech,
        Table,
        Unread,
    )
    from tei_tools.records._rows_described import (
        Division,
        Entry,
        Line,
        Manuscript,
        Note,
        Page,
        Paragraph,
        Stage,
        Variant,
        Work,
    )

__all__ = ["RECORD_VERSION", "Record", "explain", "iter_read", "read", "read_parts", "read_tree"]

RECORD_VERSION = "1"
"""The version of the tables and of how TEI is read into them; exports carry it as ``formatVersion``."""


@dataclass(frozen=True, slots=True)
class Record:
    """All that one TEI document says, as values.

    ``name`` is the file as messages name it, ``place`` its path below the input's root, for outputs.
    ``identifier`` is the document's own: by the project's pattern, else ``TEI/@xml:id``, else the first
    ``idno`` of ``publicationStmt``, else its path below the input's root without its extension. ``base``
    is the ``xml:base`` of its root. ``digest`` is the SHA-256 of the file, ``text_sha256`` that of the
    text in UTF-8.
    """

    name: str
    place: str
    identifier: str
    xml_id: str | None
    base: str | None
    digest: str
    reading: str
    text: str
    text_version: str
    text_sha256: str
    metadata: Metadata
    persons: Table[Entity]
    places: Table[Entity]
    organisations: Table[Entity]
    others: Table[Entity]
    mentions: Table[Mention]
    dates: Table[Date]
    quotations: Table[Quotation]
    references: Table[Reference]
    letters: Table[Letter]
    speeches: Table[Speech]
    relations: Table[Relation]
    events: Table[Event]
    divisions: Table[Division]
    pages: Table[Page]
    stages: Table[Stage]
    entries: Table[Entry]
    works: Table[Work]
    manuscripts: Table[Manuscript]
    apparatus: Table[Variant]
    paragraphs: Table[Paragraph]
    lines: Table[Line]
    notes: Table[Note]
    warnings: tuple[RecordWarning, ...]
    unread: tuple[Unread, ...]

    @property
    def restricted(self) -> bool:
        """Whether ``availability/@status`` says ``restricted``: the document's own, or else its corpus's."""
        return (self.metadata.status or "").strip().casefold() == "restricted"

    def to_pandas(self) -> dict[str, Any]:
        """Every table as a ``pandas.DataFrame`` with the columns of its rows, by the table's name, and
        ``documents`` with one row: what the metadata says. Offsets are nullable integers, what is not there
        is missing. Every frame begins with the document's identifier.

        Raises :class:`~tei_tools.errors.MissingExtraError` where pandas is not installed.
        """
        from tei_tools.records._frames import frames

        return frames(self)

    def entities(self) -> Iterator[Entity]:
        """Persons, places, organisations, and others."""
        for table in (self.persons, self.places, self.organisations, self.others):
            yield from table


def read(
    source: Path | str | bytes | Input | etree._ElementTree | etree._Element,
    *,
    reading: str = "edited",
    name: str | None = None,
    identifier: str | None = None,
    max_size: int | None = None,
) -> Record:
    """The record of one TEI document: a path, the bytes of a file, an input, or a tree.

    ``name`` stands for the file in messages and, below the input's root, for its place; ``identifier`` is the
    project's pattern (see :func:`document_identifier`). Of a corpus the first document is read, with a
    warning. Raises :class:`~tei_tools.errors.UnreadableError` for what is not TEI.
    """
    records = iter_read(source, reading=reading, name=name, identifier=identifier, max_size=max_size)
    first = next(records)
    if next(records, None) is not None:
        from tei_tools.records._rows import RecordWarning

        several = RecordWarning("TEI-REC-007", "the first of several documents; iter_read gives all", 1, "")
        return replace(first, warnings=(*first.warnings, several))
    return first


def iter_read(
    source: Path | str | bytes | Input | etree._ElementTree | etree._Element,
    *,
    reading: str = "edited",
    name: str | None = None,
    identifier: str | None = None,
    max_size: int | None = None,
) -> Iterator[Record]:
    """The records of all documents of a source: one for a ``TEI``, one each for those of a ``teiCorpus``."""
    tree: Any = source
    digest = ""
    if not hasattr(source, "getroot") and not hasattr(source, "tag"):
        from hashlib import sha256

        from tei_tools.inputs import as_input, read_bytes
        from tei_tools.parsing import MAX_SIZE, parse

        found = as_input(source)
        name = name or found.name
        data = read_bytes(found, max_size or MAX_SIZE)
        digest = sha256(data).hexdigest()
        tree = parse(data, name, max_size or MAX_SIZE)
        if found.path is not None and b"XInclude" in data:
            from tei_tools.records._includes import Includes

            limit = max_size or MAX_SIZE
            Includes(found.path, limit).follow(tree.getroot(), found.path)
        del data
    root = tree.getroot() if hasattr(tree, "getroot") else tree
    name = name or "document"
    documents = _documents(root, name)
    del root, tree, source
    document = next(documents, None)
    while document is not None:
        following = next(documents, None)
        record = read_tree(document, name, digest, reading=reading, identifier=identifier)
        # A record that is looked at holds no tree where nothing comes after it: it may be very large.
        document = following
        if document is None:
            del documents, following
        yield record


def read_parts(
    source: Path | str | bytes | Input,
    *,
    reading: str = "edited",
    name: str | None = None,
    identifier: str | None = None,
    most: int = 100_000,
    joined: int = 2_000,
) -> Iterator[Part]:
    """The records of a file's parts, one after the other, in memory that does not grow with the file: each
    document of a ``teiCorpus``; of one document its header, its ``standOff``, each division of its texts.

    A division or register of more than ``most`` elements is cut between its children. Neighbours that are no
    divisions (paragraphs, entries of a register that was cut) are joined until they have ``joined`` elements;
    with 1 each stands alone. A :class:`~tei_tools.records._parts_whole.Part` says where its text begins in
    the whole, and its ``rows(table)`` have the offsets of the whole document, as :func:`read` gives them. The
    file is read twice, and ``xi:include`` is not followed. Raises
    :class:`~tei_tools.errors.UnreadableError`.
    """
    from tei_tools.inputs import as_input
    from tei_tools.records._parts import parts

    item = as_input(source)
    return parts(
        item, reading=reading, name=name or item.name, identifier=identifier, most=most, joined=joined
    )


def explain(records: Iterable[Record]) -> Iterator[tuple[str, str, int]]:
    """What these records have no table for: (file, element, how often), by file, then by element's name.

    Elements that only shape the text, that its reading decides on, or that are part of a row are not told.
    """
    for record in records:
        for element, times in record.unread:
            yield record.name, element, times


def read_tree(
    tree: etree._ElementTree | etree._Element,
    name: str,
    digest: str = "",
    *,
    reading: str = "edited",
    identifier: str | None = None,
) -> Record:
    """The record of one document that is parsed already; ``digest`` is the SHA-256 of its file, if there
    is one.
    """
    root: Any = tree.getroot() if hasattr(tree, "getroot") else tree
    _refuse_other(root, name)
    place = _place(name)
    with held():
        return _record(root, name, place, digest, reading, identifier)


def _record(root: Any, name: str, place: str, digest: str, reading: str, identifier: str | None) -> Record:
    from tei_tools.records._header import metadata
    from tei_tools.records._reading import Reading
    from tei_tools.records._rows import (
        Date,
        Event,
        Letter,
        Mention,
        Quotation,
        RecordWarning,
        Reference,
        Relation,
        Speech,
        Table,
    )
    from tei_tools.records._rows_described import TABLES as DESCRIBED
    from tei_tools.text import TEXT_VERSION

    done = Reading(root, place, reading)
    done.run()
    said = metadata(done)
    for key, times in done.pointers.doubled.items():
        done.warn(
            "TEI-REC-006", "an xml:id that stands twice; the first is meant", f"{key} ({times} times)", root
        )
    own = done.id(root)
    tables = done.tables
    made: dict[str, Any] = {**done.entity_tables()}
    made.update((table, Table(row, tables[table])) for table, row in DESCRIBED.items())
    return Record(
        name=name,
        place=place,
        identifier=document_identifier(identifier, own, said.identifiers, place),
        xml_id=own,
        base=done.pointers.base or None,
        digest=digest,
        reading=reading,
        text=done.text.text,
        text_version=TEXT_VERSION,
        text_sha256=done.text.sha256,
        metadata=said,
        **made,
        mentions=Table(Mention, tables["mentions"]),
        dates=Table(Date, tables["dates"]),
        quotations=Table(Quotation, tables["quotations"]),
        references=Table(Reference, tables["references"]),
        letters=Table(Letter, tables["letters"]),
        speeches=Table(Speech, tables["speeches"]),
        relations=Table(Relation, tables["relations"]),
        events=Table(Event, tables["events"]),
        warnings=tuple(
            RecordWarning(code, message, count, example)
            for (code, message), (count, example) in done.warnings.items()
        ),
        unread=done.left(),
    )


def document_identifier(
    pattern: str | None, xml_id: str | None, identifiers: tuple[tuple[str, str], ...], place: str
) -> str:
    """A document's identifier, the same in every run and on every machine.

    ``pattern`` is the project's own: words with ``{xml_id}``, ``{path}`` (without extension), ``{name}``
    (the last part of the path) and ``{idno:TYPE}``; where a part has no value the pattern gives way to
    the general rule.
    """
    path = posixpath.splitext(place)[0]
    if pattern:
        values = {"xml_id": xml_id or "", "path": path, "name": posixpath.basename(path)}
        for kind, value in identifiers:
            values.setdefault(f"idno:{kind}", value)
        filled = _filled(pattern, values)
        if filled:
            return filled
    return xml_id or next((value for _, value in identifiers), None) or path


def _filled(pattern: str, values: dict[str, str]) -> str | None:
    import re

    missing = [part for part in re.findall(r"\{([^{}]*)\}", pattern) if not values.get(part)]
    return None if missing else re.sub(r"\{([^{}]*)\}", lambda part: values[part[1]], pattern)


def _place(name: str) -> str:
    """Where a file is below the input's root: nothing of the machine's own paths."""
    path = name.replace("\\", "/")
    if path.startswith("/") or path[1:3] == ":/":
        return posixpath.basename(path)
    parts = [part for part in posixpath.normpath(path).split("/") if part != ".."]
    return "/".join(parts) or "document"


_TEI = "http://www.tei-c.org/ns/1.0"
_ROOTS = frozenset(
    "TEI TEI.2 teiCorpus teiCorpus.2 text teiHeader standOff listPerson listPlace listOrg listEvent listBibl "
    "listNym listObject listRelation".split()
)


def _refuse_other(root: Any, name: str) -> None:
    namespace, _, local = str(root.tag).lstrip("{").rpartition("}")
    if namespace == _TEI or (not namespace and local in _ROOTS):
        return
    shown = f"{local} of the namespace {namespace}" if namespace else f"{local} without a namespace"
    raise UnreadableError(f"is not TEI: its root element is {shown}", file=name, advice="give a TEI file")


_DOCUMENTS = frozenset(("TEI", "TEI.2", "teiCorpus", "teiCorpus.2"))


def _documents(root: Any, name: str) -> Iterator[Any]:
    """The documents of a tree, those inside of others behind them (TEI Guidelines, 15.1: a ``TEI`` may hold
    others).
    """
    _refuse_other(root, name)
    local = str(root.tag).rpartition("}")[2]
    if local not in _DOCUMENTS:
        yield root
        return
    inside = [
        child for child in root if isinstance(child.tag, str) and child.tag.rpartition("}")[2] in _DOCUMENTS
    ]
    if not inside or not local.startswith("teiCorpus"):
        yield root
    for child in inside:
        yield from _documents(child, name)

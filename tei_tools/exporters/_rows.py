"""The rows of each table of ``_tables``, in the order of its columns, for one record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from tei_tools.exporters import FORMAT_VERSION, Options
from tei_tools.exporters._identifiers import Iris, Names
from tei_tools.exporters._offsets import Units
from tei_tools.exporters._tables_described import DESCRIBED, DESCRIBED_NAMES, DESCRIBED_ROWS
from tei_tools.records._edtf import bounds

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.records._rows import Entity

Row = Sequence[Any]
ByKind = tuple[str | None, str | None, str | None, str | None]
_NONE: ByKind = (None, None, None, None)
CONTEXT = 32  # characters of the text before and after a mention


class RecordRows:
    """One record as rows: ``for row in RecordRows(record, options).of("mentions")``."""

    def __init__(self, record: Record, options: Options) -> None:
        self.record = record
        self.options = options
        self.iris = Iris(record, options.base)
        self.names = Names(record)
        self.units = Units(record.text, options.utf16)
        self.kinds: dict[str | None, str] = {}
        self.columns: dict[str | None, ByKind] = {}
        self.said: dict[str, str] = {}
        for number, table in enumerate(_ENTITIES):
            entities = getattr(record, table)
            for key, name in zip(entities.column("key"), entities.column("name"), strict=True):
                self.kinds[key] = table
                self.columns[key] = (*_NONE[:number], key, *_NONE[number + 1 :])
                self.said[key] = name

    def of(self, table: str) -> Iterator[Row]:
        """The rows of one table."""
        return _READERS[table](self)

    def who(self, keys: Sequence[str]) -> tuple[Sequence[str], list[str]]:
        return keys, [self.said.get(key, key) for key in keys]

    def by_kind(self, key: str | None) -> ByKind:
        """The key in the column of its kind: person, place, organisation, other."""
        return self.columns.get(key, _NONE)


def _year(day: str | None) -> str | None:
    return None if day is None else str(int(day[:-6]))  # before -MM-DD


def _dated(edtf: str | None, earliest: str | None, latest: str | None) -> tuple[str | None, ...]:
    return edtf, earliest, latest, _year(earliest), _year(latest)


def _bounds(edtf: str | None) -> tuple[str | None, str | None, str | None]:
    return (edtf, *bounds(edtf)) if edtf else (None, None, None)


def _documents(rows: RecordRows) -> Iterator[Row]:
    record, said = rows.record, rows.record.metadata
    yield (
        record.identifier,
        rows.iris.document,
        said.title,
        [title.words for title in said.titles],
        [person.name for person in said.authors],
        [person.name for person in said.editors],
        [f"{person.name} ({person.role})" if person.role else person.name for person in said.contributors],
        *_bounds(said.date),
        *_bounds(said.created),
        said.language,
        said.publisher,
        said.status,
        said.licence,
        said.rights,
        [f"{kind}: {value}" if kind else value for kind, value in said.identifiers],
        said.source,
        said.keywords,
        record.place,
        record.digest,
        record.reading,
        record.text_version,
        record.text_sha256,
        len(record.text),
        rows.units.name,
        FORMAT_VERSION,
    )


def _entity_head(rows: RecordRows, entity: Entity) -> tuple[Any, ...]:
    return (rows.record.identifier, entity.key, entity.id, entity.name, entity.variants, entity.type)


def _entity_end(entity: Entity) -> tuple[Any, ...]:
    return (
        [known.uri for known in entity.authorities if known.uri],
        [
            f"{known.scheme}: {known.original}" if known.scheme else known.original
            for known in entity.authorities
        ],
        entity.uri,
        entity.note,
        "true" if entity.declared else "false",
    )


def _persons(rows: RecordRows) -> Iterator[Row]:
    for person in rows.record.persons:
        yield (
            *_entity_head(rows, person),
            person.surname,
            person.forename,
            person.sex,
            person.birth,
            person.death,
            person.occupation,
            *_entity_end(person),
            person.where,
            person.xpath,
        )


def _places(rows: RecordRows) -> Iterator[Row]:
    for place in rows.record.places:
        yield (
            *_entity_head(rows, place),
            place.country,
            place.latitude,
            place.longitude,
            *_entity_end(place),
            place.where,
            place.xpath,
        )


def _organisations(rows: RecordRows) -> Iterator[Row]:
    for body in rows.record.organisations:
        yield (*_entity_head(rows, body), *_entity_end(body), body.where, body.xpath)


def _others(rows: RecordRows) -> Iterator[Row]:
    for entity in rows.record.others:
        yield (*_entity_head(rows, entity), entity.kind, *_entity_end(entity), entity.where, entity.xpath)


def _mentions(rows: RecordRows) -> Iterator[Row]:
    text, at, name = rows.record.text, rows.units.at, rows.names.of
    document, columns = rows.record.identifier, rows.columns
    for row in rows.record.mentions.plain():
        own, kind, said, element, start, end, quote, entity, *traced = row
        before = after = None
        if start is not None:
            before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        yield (
            document,
            name("mention", own, quote),
            own,
            kind,
            said,
            element,
            at(start),
            at(end),
            quote,
            before,
            after,
            *columns.get(entity, _NONE),
            *traced,
        )


def _dates(rows: RecordRows) -> Iterator[Row]:
    at = rows.units.at
    for row in rows.record.dates:
        yield (
            rows.record.identifier,
            rows.names.row("date", row, f"{row.quote} {row.raw or ''}"),
            row.id,
            row.element,
            row.type,
            at(row.start),
            at(row.end),
            row.quote,
            *_dated(row.edtf, row.earliest, row.latest),
            row.method,
            row.raw,
            row.calendar,
            row.parent,
            row.cert,
            row.resp,
            row.where,
            row.xpath,
        )


def _quotations(rows: RecordRows) -> Iterator[Row]:
    at = rows.units.at
    for row in rows.record.quotations:
        yield (
            rows.record.identifier,
            rows.names.row("quotation", row, row.quote),
            row.id,
            row.element,
            row.type,
            at(row.start),
            at(row.end),
            row.quote,
            *rows.who(row.speakers),
            row.sources,
            row.citation,
            row.direct,
            row.language,
            row.cert,
            row.resp,
            row.where,
            row.xpath,
        )


def _references(rows: RecordRows) -> Iterator[Row]:
    at = rows.units.at
    for row in rows.record.references:
        yield (
            rows.record.identifier,
            rows.names.row("reference", row, f"{row.quote} {row.target or ''}"),
            row.id,
            row.element,
            row.type,
            at(row.start),
            at(row.end),
            row.quote,
            row.target,
            row.authors,
            row.editors,
            row.title,
            row.container,
            row.level,
            row.date,
            row.publisher,
            row.place,
            row.volume,
            row.issue,
            row.pages,
            [f"{kind}: {value}" if kind else value for kind, value in row.identifiers],
            row.entity,
            row.cert,
            row.resp,
            row.where,
            row.xpath,
            row.other_titles,
        )


def _letters(rows: RecordRows) -> Iterator[Row]:
    for row in rows.record.letters:
        person, _, organisation, other = rows.by_kind(row.entity)
        yield (
            rows.record.identifier,
            rows.names.row("letter", row, f"{row.action} {row.name or ''}"),
            row.action,
            row.name,
            person,
            organisation,
            other,
            row.pointer,
            row.place,
            row.place_entity if rows.kinds.get(row.place_entity or "") == "places" else None,
            *_dated(row.date, row.earliest, row.latest),
            row.date_quote,
            row.xpath,
        )


def _speeches(rows: RecordRows) -> Iterator[Row]:
    at, text = rows.units.at, rows.record.text
    for row in rows.record.speeches:
        yield (
            rows.record.identifier,
            rows.names.row("speech", row, text[row.start or 0 : row.end or 0]),
            row.id,
            row.element,
            at(row.start),
            at(row.end),
            row.speaker,
            *rows.who(row.who),
            row.where,
            row.xpath,
        )


def _relations(rows: RecordRows) -> Iterator[Row]:
    for row in rows.record.relations:
        said = " ".join((row.name or "", *row.active, *row.passive, *row.mutual))
        yield (
            rows.record.identifier,
            rows.names.row("relation", row, said),
            row.id,
            row.name,
            row.type,
            row.active,
            row.passive,
            row.mutual,
            row.words,
            row.date,
            row.where,
            row.xpath,
        )


def _events(rows: RecordRows) -> Iterator[Row]:
    for row in rows.record.events:
        yield (
            rows.record.identifier,
            # An event is an entity too: its row has that one's identifier where it has an xml:id.
            row.id or rows.names.row("event", row, f"{row.label} {row.date or ''}"),
            row.id,
            row.type,
            row.label,
            *_dated(row.date, row.earliest, row.latest),
            row.where,
            row.xpath,
        )


def _described(rows: RecordRows, table: str) -> Iterator[Row]:
    """The rows of a table whose columns are the record's own, in its order, after ``document`` and ``id``."""
    found = getattr(rows.record, table)
    word = DESCRIBED_ROWS[table]
    name, at, document = rows.names.of, rows.units.at, rows.record.identifier
    places = [n for n, column in enumerate(found.columns, 2) if column in ("start", "end")]
    pairs = [n for n, column in enumerate(found.columns, 2) if column == "identifiers"]
    said = [n for n, column in enumerate(found.columns, 2) if column in DESCRIBED_NAMES]
    entities: set[str] = set()
    for row in found.plain():
        made = [document, None, *row]
        words = " ".join([str(made[n]) for n in said if made[n]])
        own = row[0]
        # A work is an entity too: its row has that one's identifier where it has an xml:id.
        is_entity = own is not None and own in rows.said and own not in entities
        if is_entity:
            entities.add(own)
        made[1] = own if is_entity else name(word, own, words)
        for n in places:
            made[n] = at(made[n])
        for n in pairs:
            made[n] = [f"{kind}: {value}" if kind else value for kind, value in made[n]]
        yield made


_ENTITIES = ("persons", "places", "organisations", "others")
_READERS: dict[str, Callable[[RecordRows], Iterator[Row]]] = {
    "documents": _documents,
    "persons": _persons,
    "places": _places,
    "organisations": _organisations,
    "others": _others,
    "mentions": _mentions,
    "dates": _dates,
    "quotations": _quotations,
    "references": _references,
    "letters": _letters,
    "speeches": _speeches,
    "relations": _relations,
    "events": _events,
    **{name: partial(_described, table=name) for name in DESCRIBED},
}

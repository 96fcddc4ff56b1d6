"""The places of a collection, each once, with what its documents say of it: for the maps' formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from tei_tools.exporters import Options
from tei_tools.exporters._collected import Collected
from tei_tools.exporters._distinct import distinct
from tei_tools.exporters._identifiers import Iris, absolute
from tei_tools.exporters._rights import AllRights
from tei_tools.records._edtf import bounds

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.records._rows import Entity


def collect(places: Collected, records: Iterable[Record], options: Options, rights: AllRights) -> int:
    """Gather the places of all records; gives how many documents there were.

    A place's parts: ``title``, ``point`` (longitude, latitude), ``type``, ``country``, ``note``, ``same``
    (addresses), ``element`` (TEI's, of its names), ``document`` and ``name`` (a name, the document that has
    it, and whether in its text), ``relation``.
    """
    number = 0
    for record in distinct(records, options):
        number += 1
        rights.add(record)
        _document(places, record, Iris(record, options.base))
    return number


def _document(places: Collected, record: Record, iris: Iris) -> None:
    known = {place.key: place for place in record.places}
    if not known:
        return
    document: dict[str, str | None] = {
        "iri": iris.document,
        "title": record.metadata.title or record.identifier,
    }
    first, last = _dated(record)
    if first or last:
        document |= {"first": first, "last": last}
    named: dict[str, list[tuple[str, str]]] = {}
    for row in record.mentions:
        if row.entity in known and row.quote:
            named.setdefault(row.entity, []).append((row.quote, row.element))
    relations = _relations(record, known, iris)
    for key, place in known.items():
        names = named.get(key, [])
        # A place's country stands among its names, as TEI has it, and is no name of the place.
        said = [name for name in (place.name, *place.variants) if name and name != place.country]
        places.add(
            iris.of(key),
            title=[place.name or key],
            point=_point(place),
            type=[place.type] if place.type else [],
            country=[place.country] if place.country else [],
            note=[place.note] if place.note else [],
            same=_same(place, iris),
            element=[element for _, element in names],
            document=[document],
            name=[{"toponym": name, "document": document} for name in dict.fromkeys(said)]
            + [{"toponym": name, "document": document} for name, _ in names],
            mention=[document["iri"]] * len(names),
            relation=relations.get(key, []),
        )


def _dated(record: Record) -> tuple[str | None, str | None]:
    """The first and last day of when the text was written."""
    edtf = record.metadata.created
    return bounds(edtf) if edtf else (None, None)


def _point(place: Entity) -> list[list[float]]:
    """Longitude and latitude, as RFC 7946 (3.1.1) orders them, where they are on Earth."""
    if place.latitude is None or place.longitude is None:
        return []
    latitude, longitude = float(place.latitude), float(place.longitude)
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return []
    return [[longitude, latitude]]


def _same(place: Entity, iris: Iris) -> list[str]:
    own = iris.of(place.key)
    addresses = [known.uri for known in place.authorities if known.uri and absolute(known.uri)]
    return [iri for address in addresses if (iri := iris.of(address)) != own]


def _relations(record: Record, known: dict[str, Entity], iris: Iris) -> dict[str, list[dict[str, Any]]]:
    """Relations of one place to another, by the one that they start from."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in record.relations:
        pairs = [(one, other) for one in row.active for other in row.passive]
        pairs += [(one, other) for one in row.mutual[:1] for other in row.mutual[1:]]
        for one, other in pairs:
            if one in known and other in known and row.name:
                label = f"{row.name}: {known[other].name}"
                found.setdefault(one, []).append({"name": row.name, "to": iris.of(other), "label": label})
    return found


def write_lines(stream: BinaryIO, head: str, features: Iterator[str], tail: str) -> None:
    """Write a collection, a feature a line."""
    stream.write(head.encode())
    before = "\n"
    for feature in features:
        stream.write(f"{before}{feature}".encode("utf-8", "replace"))
        before = ",\n"
    stream.write(tail.encode())

"""Omeka S: a table of items for its module CSV Import, each column a property of Dublin Core's terms.

``omeka-items.csv`` has an item a document. The module maps a column by its heading (``dcterms:title``) to the
property; where it asks for the multivalue separator, give ``|``. An entity stands as its authority's address
where it has one, after its name. Cells are not guarded against spreadsheets: Omeka would keep the apostrophe.
Properties: DCMI Metadata Terms, https://www.dublincore.org/specifications/dublin-core/dcmi-terms/.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tei_tools.exporters import FORMAT_VERSION, Options
from tei_tools.exporters._distinct import distinct
from tei_tools.exporters._identifiers import Iris

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.records._rows import Entity
    from tei_tools.writing import Output

DESCRIPTION = "Omeka S: items with Dublin Core properties, for its module CSV Import"

SEPARATOR = "|"
COLUMNS = (
    "dcterms:identifier",
    "dcterms:title",
    "dcterms:alternative",
    "dcterms:creator",
    "dcterms:contributor",
    "dcterms:publisher",
    "dcterms:issued",
    "dcterms:created",
    "dcterms:language",
    "dcterms:type",
    "dcterms:source",
    "dcterms:subject",
    "dcterms:spatial",
    "dcterms:rights",
    "dcterms:accessRights",
    "dcterms:license",
    "dcterms:conformsTo",
)


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write ``omeka-items.csv``; gives how many documents there were."""
    number = 0
    with (
        folder.open("omeka-items.csv") as binary,
        io.TextIOWrapper(binary, encoding="utf-8", errors="replace", newline="") as stream,
    ):
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for record in distinct(records, options):
            number += 1
            said = _said(record, options)
            writer.writerow([_cell(said.get(name, ())) for name in COLUMNS])
    return number


def _said(record: Record, options: Options) -> dict[str, list[str | None]]:
    said = record.metadata
    return {
        "dcterms:identifier": [
            Iris(record, options.base).document,
            *(f"{kind}: {value}" if kind else value for kind, value in said.identifiers),
        ],
        "dcterms:title": [said.title or record.identifier],
        "dcterms:alternative": [title.words for title in said.titles if title.words != said.title],
        "dcterms:creator": [person.name for person in said.authors],
        "dcterms:contributor": [
            *(person.name for person in said.editors),
            *(f"{one.name} ({one.role})" if one.role else one.name for one in said.contributors),
        ],
        "dcterms:publisher": [said.publisher],
        "dcterms:issued": [said.date],
        "dcterms:created": [said.created],
        "dcterms:language": [said.language],
        "dcterms:type": ["Text"],
        "dcterms:source": [said.source],
        "dcterms:subject": [*said.keywords, *_named(record.persons), *_named(record.organisations)],
        "dcterms:spatial": [*_named(record.places)],
        "dcterms:rights": [said.rights],
        "dcterms:accessRights": [said.status],
        "dcterms:license": [said.licence],
        "dcterms:conformsTo": [f"tei-tools Omeka S {FORMAT_VERSION}"],
    }


def _named(entities: Iterable[Entity]) -> Iterator[str]:
    """``Vienna <https://www.geonames.org/2761369>``, or the name alone."""
    for entity in entities:
        address = next((known.uri for known in entity.authorities if known.uri), None)
        yield f"{entity.name} <{address}>" if address else entity.name


def _cell(values: Iterable[str | None]) -> str:
    """Values once each; the separator inside of one would part it, so a broken bar stands for it."""
    kept = dict.fromkeys(" ".join(value.split()).replace(SEPARATOR, "¦") for value in values if value)
    return SEPARATOR.join(value for value in kept if value)

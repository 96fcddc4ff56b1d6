"""Plain text with stand-off: for each document its text (``.txt``), and what lies over it (``.json``).

The text is the file's bytes in UTF-8, nothing added, so that offsets and digest can be checked against it.
The shape of the other is ``schemas/standoff.schema.json``: entities, and annotations of all layers by offset.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from tei_tools.exporters import FORMAT_VERSION, Options
from tei_tools.exporters._distinct import distinct
from tei_tools.exporters._file_names import FileNames
from tei_tools.exporters._identifiers import Iris, Names
from tei_tools.exporters._nodes import full
from tei_tools.exporters._offsets import Units
from tei_tools.exporters._rights import rights_of

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "plain text (.txt) with stand-off annotations (.json)"


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write a ``.txt`` and a ``.json`` file for each document; gives how many there were."""
    names, number = FileNames(".txt"), 0
    dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for record in distinct(records, options):
        number += 1
        name = names.of(record)
        with folder.open(name) as stream:
            stream.write(record.text.encode("utf-8", "surrogatepass"))
        said = _document(record, options, name)
        with folder.open(f"{name.removesuffix('.txt')}.json") as stream:
            before = "{\n"
            for key, value in said.items():
                if isinstance(value, list):
                    inner = ",\n".join([dumps(item) for item in value])
                    shown = f"[\n{inner}\n]" if inner else "[]"
                else:
                    shown = dumps(value)
                stream.write(f"{before}{dumps(key)}:{shown}".encode("utf-8", "replace"))
                before = ",\n"
            stream.write(b"\n}\n")
    return number


def _document(record: Record, options: Options, name: str) -> dict[str, Any]:
    iris, units = Iris(record, options.base), Units(record.text, options.utf16)
    return {
        "formatVersion": FORMAT_VERSION,
        "id": iris.document,
        "title": record.metadata.title or record.identifier,
        "language": record.metadata.language,
        "rights": rights_of(record),
        "text": {
            "file": name,
            "textVersion": record.text_version,
            "reading": record.reading,
            "offsetUnit": units.name,
            "length": units.at(len(record.text)),
            "sha256": record.text_sha256,
        },
        "entities": [
            full(
                {
                    "id": iris.of(entity.key),
                    "kind": entity.kind,
                    "name": entity.name,
                    "variants": list(entity.variants),
                    "sameAs": [known.uri for known in entity.authorities if known.uri],
                }
            )
            for entity in record.entities()
        ],
        "annotations": list(_annotations(record, iris, units)),
    }


def _annotations(record: Record, iris: Iris, units: Units) -> Iterator[dict[str, Any]]:
    names = Names(record)

    def made(layer: str, row: Any, words: str, **said: Any) -> dict[str, Any]:
        # Every row takes its name, with a place or without, so that they are those of the other exports.
        iri = iris.below(names.row(layer, row, words))
        shown = {"id": iri, "layer": layer, "element": row.element}
        shown |= {"start": units.at(row.start), "end": units.at(row.end)}
        return full({**shown, **said, "xpath": row.xpath})

    rows: list[dict[str, Any]] = []
    for mention in record.mentions:
        about = iris.of(mention.entity) if mention.entity else None
        rows.append(
            made("mention", mention, mention.quote, quote=mention.quote, kind=mention.kind, entity=about)
        )
    for date in record.dates:
        words = f"{date.quote} {date.raw or ''}"
        rows.append(made("date", date, words, quote=date.quote, edtf=date.edtf))
    for said in record.quotations:
        speakers = [iris.of(key) for key in said.speakers]
        sources = [iris.of(key) for key in said.sources]
        rows.append(made("quotation", said, said.quote, quote=said.quote, speakers=speakers, sources=sources))
    for speech in record.speeches:
        words = record.text[speech.start or 0 : speech.end or 0]
        speakers = [iris.of(key) for key in speech.who]
        rows.append(made("speech", speech, words, speaker=speech.speaker, speakers=speakers))
    for work in record.references:
        words = f"{work.quote} {work.target or ''}"
        target = work.target
        if target:
            target = iris.of(target[1:] if target.startswith("#") else target)
        rows.append(made("reference", work, words, quote=work.quote, target=target, title=work.title))
    for part in record.divisions:
        rows.append(made("division", part, part.head or "", head=part.head, level=part.level))
    return (row for row in rows if "start" in row and row["start"] is not None)

"""Web Annotations: what is named, dated, quoted and cited in each document, as W3C's annotation model has it.

One ``AnnotationCollection`` a document, its target the document's plain text, which is told by version and
digest and stands in ``schema:about``. Each annotation has a position and a quotation in the text, and a path
in its TEI.
W3C, "Web Annotation Data Model", 3 (annotations), 4.2 (selectors), 5 (collections).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from tei_tools.exporters import FORMAT_VERSION, Options
from tei_tools.exporters._distinct import distinct
from tei_tools.exporters._file_names import FileNames
from tei_tools.exporters._identifiers import Iris, Names
from tei_tools.exporters._nodes import Node, full
from tei_tools.exporters._offsets import Units

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "W3C Web Annotations of names, dates, quotations and references"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters before and after the words


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write one ``.annotations.jsonld`` file a document; gives how many there were."""
    names, number = FileNames(".annotations.jsonld"), 0
    dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for record in distinct(records, options):
        number += 1
        head, items = collection(record, options)
        with folder.open(names.of(record)) as stream:
            # The first page is the last member, so that its items go out as they are made.
            first = head.pop("first")
            start = dumps(head)[:-1] + ',"first":' + dumps(first)[:-1] + ',"items":[\n'
            stream.write(start.encode("utf-8", "replace"))
            stream.write(",\n".join(map(dumps, items)).encode("utf-8", "replace"))
            stream.write(b"\n]}}\n")
    return number


def collection(record: Record, options: Options) -> tuple[Node, list[Node]]:
    """The collection of a document without the items of its only page, and these."""
    said, iris = record.metadata, Iris(record, options.base)
    items = list(_Annotations(record, options).all())
    own = f"{iris.document}#annotations"
    licence = said.licence if said.licence and said.licence.startswith(("http://", "https://")) else None
    head = {
        "@context": CONTEXT,
        "id": own,
        "type": "AnnotationCollection",
        "label": said.title or record.identifier,
        "rights": licence,
        "dcterms:conformsTo": f"tei-tools Web Annotations {FORMAT_VERSION}",
        "dcterms:accessRights": said.rights or said.status,
        "schema:about": {
            "id": f"{iris.document}#text",
            "schema:isPartOf": {"id": iris.document},
            "schema:version": record.text_version,
            "schema:sha256": record.text_sha256,
            "schema:unitText": Units(record.text, options.utf16).name,
            "schema:text": record.text,
        },
        "total": len(items),
        "first": {"id": f"{own}-1", "type": "AnnotationPage", "partOf": own, "startIndex": 0},
    }
    return {key: value for key, value in head.items() if value is not None}, items


class _Annotations:
    def __init__(self, record: Record, options: Options) -> None:
        self.record = record
        self.iris = Iris(record, options.base)
        self.names = Names(record)
        self.units = Units(record.text, options.utf16)
        self.source = f"{self.iris.document}#text"

    def all(self) -> Iterator[Node]:
        of = self.iris.of
        for mention in self.record.mentions:
            name = self.names.row("mention", mention, mention.quote)
            bodies: list[Node] = [{"type": "TextualBody", "value": mention.kind, "purpose": "classifying"}]
            if mention.entity:
                bodies.append(
                    {"type": "SpecificResource", "source": of(mention.entity), "purpose": "identifying"}
                )
            yield from self._made(name, mention, "identifying" if mention.entity else "classifying", bodies)
        for date in self.record.dates:
            name = self.names.row("date", date, f"{date.quote} {date.raw or ''}")
            if date.edtf:
                body = {"type": "TextualBody", "value": date.edtf, "purpose": "describing"}
                yield from self._made(name, date, "describing", [body])
            else:
                body = {"type": "TextualBody", "value": "date", "purpose": "classifying"}
                yield from self._made(name, date, "classifying", [body])
        for quoted in self.record.quotations:
            name = self.names.row("quotation", quoted, quoted.quote)
            bodies = [{"type": "TextualBody", "value": "quotation", "purpose": "classifying"}]
            bodies += [
                {"type": "SpecificResource", "source": of(key), "purpose": "identifying"}
                for key in (*quoted.speakers, *quoted.sources)
            ]
            yield from self._made(name, quoted, "classifying", bodies)
        for work in self.record.references:
            name = self.names.row("reference", work, f"{work.quote} {work.target or ''}")
            bodies = [{"type": "TextualBody", "value": "reference", "purpose": "classifying"}]
            if work.target:
                target = of(work.target[1:] if work.target.startswith("#") else work.target)
                bodies.append({"type": "SpecificResource", "source": target, "purpose": "linking"})
            yield from self._made(name, work, "linking" if work.target else "classifying", bodies)

    def _made(self, name: str, row: Any, motivation: str, bodies: list[Node]) -> Iterator[Node]:
        """The annotation, where the row has a place in the text."""
        if row.start is None or row.end is None:
            return
        text, at = self.record.text, self.units.at
        quote = full(
            {
                "type": "TextQuoteSelector",
                "exact": text[row.start : row.end],
                "prefix": text[max(0, row.start - AROUND) : row.start],
                "suffix": text[row.end : row.end + AROUND],
            }
        )
        yield {
            "id": f"{self.iris.below(name)}.annotation",
            "type": "Annotation",
            "motivation": motivation,
            "body": bodies,
            "target": [
                {
                    "source": self.source,
                    "selector": [
                        {"type": "TextPositionSelector", "start": at(row.start), "end": at(row.end)},
                        *([quote] if "exact" in quote else []),
                    ],
                },
                {
                    "source": self.iris.document,
                    "selector": {"type": "XPathSelector", "value": row.xpath},
                },
            ],
        }

"""JSON-LD: one file a document, with its context inside, so that no network is needed to read it.

The profile ``schema`` speaks schema.org, with every mention a W3C Web Annotation on the document's plain
text (which is in the file). Its shape is ``schemas/jsonld.schema.json``; ``docs/records.md`` explains it.
Every node has an identifier. The profile ``annotations`` is W3C Web Annotations alone, what ``webannotation``
writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from tei_tools.errors import UsageError
from tei_tools.exporters import Options
from tei_tools.exporters._distinct import distinct
from tei_tools.exporters._file_names import FileNames
from tei_tools.exporters._graph import document

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "JSON-LD (schema.org, Web Annotations), one file a document"
PROFILES = ("schema", "annotations")


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write one ``.jsonld`` file for each record; gives how many there were."""
    if options.profile not in PROFILES:
        raise UsageError(
            f"there is no profile {options.profile!r}", advice=f"use one of: {', '.join(PROFILES)}"
        )
    if options.profile == "annotations":
        from tei_tools.exporters import webannotation

        return webannotation.export(records, folder, options)
    names, number = FileNames(".jsonld"), 0
    for record in distinct(records, options):
        number += 1
        with folder.open(names.of(record)) as stream:
            for piece in _pieces(document(record, options)):
                stream.write(piece.encode("utf-8", "surrogatepass"))
    return number


def _pieces(node: dict[str, Any]) -> Iterator[str]:
    """The JSON of a document, a line for each member and each item of its lists: quick to write, good to
    compare.
    """
    dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    before = "{\n"
    for key, value in node.items():
        if isinstance(value, list) and value:
            yield f"{before}{dumps(key)}:[\n"
            yield ",\n".join([dumps(item) for item in value])
            yield "\n]"
        else:
            yield f"{before}{dumps(key)}:{dumps(value)}"
        before = ",\n"
    yield "\n}\n"

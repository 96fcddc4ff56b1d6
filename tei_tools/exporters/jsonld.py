"""JSON-LD: one file a document, with its context inside, so that no network is needed to read it.

The profile ``schema`` speaks schema.org, with every mention a W3C Web Annotation on the document's plain
text (which is in the file). Its shape is ``schemas/jsonld.schema.json``; ``docs/records.md`` explains it.
Every node has an identifier. The profile ``annotations`` is W3C Web Annotations alone, what ``webannotation``
writes; ``linked-art`` is the model of Linked Art, which ``_linked_art`` explains. With ``one_file`` all
documents are members of one ``@graph``; ``jsonl`` writes a document a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from tei_tools.errors import UsageError
from tei_tools.exporters import Options
from tei_tools.exporters._context import CONTEXT
from tei_tools.exporters._distinct import distinct
from tei_tools.exporters._file_names import FileNames
from tei_tools.exporters._graph import document

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "JSON-LD (schema.org, Web Annotations), one file a document"
_AT_ONCE = 2000  # items whose JSON is written together
PROFILES = ("schema", "annotations", "linked-art")


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write a ``.jsonld`` file for each record, or ``collection.jsonld`` with ``one_file``; gives how many
    there were.
    """
    if options.profile not in PROFILES:
        raise UsageError(
            f"there is no profile {options.profile!r}", advice=f"use one of: {', '.join(PROFILES)}"
        )
    if options.profile == "annotations":
        from tei_tools.exporters import webannotation

        return webannotation.export(records, folder, options)
    if options.profile == "linked-art":
        from tei_tools.exporters import _linked_art

        return _linked_art.export(records, folder, options)
    if options.one_file:
        return _collection(records, folder, options)
    names, number = FileNames(".jsonld"), 0
    for record in distinct(records, options):
        number += 1
        with folder.open(names.of(record)) as stream:
            for piece in pieces(record, options):
                stream.write(piece.encode("utf-8", "surrogatepass"))
    return number


def _collection(records: Iterable[Record], folder: Output, options: Options) -> int:
    """One graph of all documents, ``collection.jsonld``, under one context; a document is written at once."""
    encode = encoder().encode
    number = 0
    with folder.open("collection.jsonld") as stream:
        stream.write(f'{{\n"@context":{encode(CONTEXT)},\n"@graph":['.encode())
        for record in distinct(records, options):
            node = document(record, options)
            del node["@context"]
            stream.write(b",\n" if number else b"\n")
            stream.write(encode(node).encode("utf-8", "surrogatepass"))
            number += 1
        stream.write(b"\n]\n}\n")
    return number


def encoder() -> json.JSONEncoder:
    """Compact JSON, of nodes that hold no node that holds them."""
    return json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def pieces(record: Record, options: Options) -> Iterator[str]:
    """The JSON of a record's document, a piece at a time."""
    return _pieces(document(record, options, encoder().encode))


def _pieces(node: dict[str, Any]) -> Iterator[str]:
    """The JSON of a document, a line for each member and each item of its lists: quick to write, good to
    compare.
    """
    dumps = encoder().encode
    before = "{\n"
    for key, value in node.items():
        if isinstance(value, list) and value:
            yield f"{before}{dumps(key)}:[\n"
            for first in range(0, len(value), _AT_ONCE):
                some = value[first : first + _AT_ONCE]
                # Annotations are JSON already.
                made = some if key == "annotations" else [dumps(item) for item in some]
                yield (",\n" if first else "") + ",\n".join(made)
            yield "\n]"
        else:
            yield f"{before}{dumps(key)}:{dumps(value)}"
        before = ",\n"
    yield "\n}\n"

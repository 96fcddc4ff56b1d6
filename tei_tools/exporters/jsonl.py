"""JSON Lines of JSON-LD: ``collection.jsonl``, in which each line is the JSON-LD of one document, whole.

A line has its context and can be read alone, so that a collection of any size is read line by line.
Specification: https://jsonlines.org/. The profile is ``schema``, as ``jsonld`` explains it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tei_tools.errors import UsageError
from tei_tools.exporters import Options, jsonld
from tei_tools.exporters._distinct import distinct
from tei_tools.exporters._graph import document

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "JSON-LD as JSON Lines: one file, a document a line"


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write ``collection.jsonl``; gives how many documents there were."""
    if options.profile != "schema":
        raise UsageError(f"jsonl has no profile {options.profile!r}", advice="use --to jsonld with it")
    encode = jsonld.encoder().encode
    number = 0
    with folder.open("collection.jsonl") as stream:
        for record in distinct(records, options):
            number += 1
            stream.write(encode(document(record, options)).encode("utf-8", "surrogatepass"))
            stream.write(b"\n")
    return number

"""What the RDF exports share: the same nodes as the JSON-LD, a file a document or one for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, BinaryIO

from tei_tools.exporters import Options
from tei_tools.exporters._distinct import distinct
from tei_tools.exporters._file_names import FileNames
from tei_tools.exporters._graph import document

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

PREFIXES = {
    "schema": "http://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "tei": "http://www.tei-c.org/ns/1.0/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
}

Lines = Callable[[dict[str, Any]], Iterator[str]]


def write(
    records: Iterable[Record],
    folder: Output,
    options: Options,
    suffix: str,
    lines: Lines,
    heading: str = "",
) -> int:
    """Write what ``lines`` makes of each document's node; gives how many documents there were."""
    names, number = FileNames(suffix), 0
    with ExitStack() as stack:
        one: BinaryIO | None = None
        if options.one_file:
            one = stack.enter_context(folder.open(f"collection{suffix}"))
            one.write(heading.encode())
        for record in distinct(records, options):
            number += 1
            node = document(record, options)
            if one is not None:
                _lines(one, lines(node))
                continue
            with folder.open(names.of(record)) as stream:
                stream.write(heading.encode())
                _lines(stream, lines(node))
    return number


def _lines(stream: BinaryIO, lines: Iterator[str]) -> None:
    waiting: list[str] = []
    for line in lines:
        waiting.append(line)
        if len(waiting) >= 2000:
            stream.write("".join(waiting).encode("utf-8", "replace"))
            waiting.clear()
    stream.write("".join(waiting).encode("utf-8", "replace"))

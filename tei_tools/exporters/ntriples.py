"""N-Triples: the statements of the JSON-LD (profile ``schema``), one a line (W3C, "RDF 1.1 N-Triples")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from tei_tools.exporters import Options, _rdf
from tei_tools.exporters._triples import Reader

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "N-Triples: the statements of the JSON-LD, one a line"


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write one ``.nt`` file a document, or ``collection.nt``; gives how many documents there were."""
    return _rdf.write(records, folder, options, ".nt", lines)


def lines(node: dict[str, Any], graph: str = "") -> Iterator[str]:
    """The statements of a document, each with its line's end; ``graph`` goes before that."""
    reader = Reader(node["@context"], "<{}>".format)
    for subject, said in reader.statements(node):
        for predicate, objects in said:
            for thing in objects:
                yield f"{subject} <{predicate}> {thing}{graph} .\n"

"""N-Quads: the statements of the JSON-LD, each in the graph of its document (W3C, "RDF 1.1 N-Quads").

The graph's name is the document's IRI, so that one store can hold a collection and still tell, replace or
remove what one document says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from tei_tools.exporters import Options, _rdf, ntriples
from tei_tools.exporters._triples import safe

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "N-Quads: the statements of the JSON-LD, each in its document's graph"


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write one ``.nq`` file a document, or ``collection.nq``; gives how many documents there were."""
    return _rdf.write(records, folder, options, ".nq", lines)


def lines(node: dict[str, Any]) -> Iterator[str]:
    """The statements of a document, each in its graph."""
    return ntriples.lines(node, f" <{safe(node['@id'])}>")

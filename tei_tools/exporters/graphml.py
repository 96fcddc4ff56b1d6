"""GraphML: the network of persons who are named together, for Gephi, networkx, yEd and the like.

Two persons are named together where both stand in one block of a text (a paragraph, a line of verse …), not
more than 20 names apart; an edge counts these blocks (``weight``) and the documents. A name that points at no
one is a node of its document, by its words (``identified`` is false). One file for all documents,
``network.graphml``. Specification: http://graphml.graphdrawing.org/specification.html
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from tei_tools.exporters import FORMAT_VERSION, Options
from tei_tools.exporters._collected import Collected
from tei_tools.exporters._distinct import distinct
from tei_tools.exporters._identifiers import Iris
from tei_tools.exporters._rights import AllRights

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "GraphML: the network of persons who are named together"
APART = 20  # names; without a bound a list of n names would have n² edges

_BLOCK = re.compile(r"[^\n]+")
_KEYS = (
    ("label", "node", "string"),
    ("identified", "node", "boolean"),
    ("mentions", "node", "int"),
    ("documents", "node", "int"),
    ("sameAs", "node", "string"),
    ("weight", "edge", "int"),
    ("in", "edge", "int"),
    ("formatVersion", "graph", "string"),
    ("rights", "graph", "string"),
)


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write ``network.graphml``; gives how many documents there were."""
    number, rights = 0, AllRights()
    with Collected() as persons, Collected() as pairs:
        for record in distinct(records, options):
            number += 1
            rights.add(record)
            _document(record, Iris(record, options.base), persons, pairs)
        with folder.open("network.graphml") as stream:
            for line in _lines(persons, pairs, rights):
                stream.write(line.encode("utf-8", "replace"))
    return number


def _document(record: Record, iris: Iris, persons: Collected, pairs: Collected) -> None:
    known = {person.key: person for person in record.persons}
    named = []
    for row in record.mentions:
        if row.kind != "person" or row.start is None or row.end is None:
            continue
        person = known.get(row.entity or "")
        words = " ".join(row.quote.split())
        if row.entity is not None and person is not None:
            iri, label = iris.of(row.entity), person.name or words
            same = [one.uri for one in person.authorities if one.uri]
        else:
            iri, label, same = f"{iris.document}#named-{quote(words, safe='')}", words, []
        persons.add(
            iri,
            label=[label],
            identified=[person is not None],
            same=same,
            document=[iris.document],
        )
        named.append((row.start, iri))
    named.sort()
    place = 0
    for block in _BLOCK.finditer(record.text):
        window: deque[str] = deque(maxlen=APART)
        together: dict[str, None] = {}
        while place < len(named) and named[place][0] < block.end():
            iri = named[place][1]
            place += 1
            for other in window:
                if other != iri:
                    together["\n".join(sorted((iri, other)))] = None
            window.append(iri)
        for pair in together:
            pairs.add(pair, document=[iris.document])


def _lines(persons: Collected, pairs: Collected, rights: AllRights) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for name, target, kind in _KEYS:
        yield f'<key id="{name}" for="{target}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '<graph id="network" edgedefault="undirected">\n'
    yield f'<data key="formatVersion">{FORMAT_VERSION}</data>\n'
    said = "; ".join(" ".join(" ".join(one.values()).split()) for one in rights.list())
    yield f'<data key="rights">{escape(said)}</data>\n'
    for iri, parts in persons:
        about = {
            "label": parts["label"][0][0],
            "identified": str(parts["identified"][0][0]).lower(),
            "mentions": sum(times for _, times in parts["document"]),
            "documents": len(parts["document"]),
            "sameAs": " ".join(address for address, _ in parts.get("same", ())),
        }
        said = "".join(
            f'<data key="{key}">{escape(str(value))}</data>' for key, value in about.items() if value != ""
        )
        yield f"<node id={quoteattr(iri)}>{said}</node>\n"
    for pair, parts in pairs:
        one, other = pair.split("\n")
        weight, documents = sum(times for _, times in parts["document"]), len(parts["document"])
        yield (
            f"<edge source={quoteattr(one)} target={quoteattr(other)}>"
            f'<data key="weight">{weight}</data><data key="in">{documents}</data></edge>\n'
        )
    yield "</graph>\n</graphml>\n"

"""Turtle: the statements of the JSON-LD, grouped by what they speak of (W3C, "RDF 1.1 Turtle").

What is in a document is written with the empty prefix, ``:ada``, which each document sets anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from tei_tools.exporters import Options, _rdf
from tei_tools.exporters._triples import RDF_TYPE, Reader, safe

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "Turtle: the statements of the JSON-LD, grouped by what they speak of"

# Part of what 6.5 (PN_LOCAL) allows, all that needs no escape.
_LOCAL = re.compile(r"[A-Za-z_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_HEADING = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in _rdf.PREFIXES.items())


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write one ``.ttl`` file a document, or ``collection.ttl``; gives how many documents there were."""
    return _rdf.write(records, folder, options, ".ttl", lines, _HEADING)


def lines(node: dict[str, Any]) -> Iterator[str]:
    """A document as Turtle, a piece for each node."""
    written = _Written(safe(node["@id"]) + "#")
    reader = Reader(node["@context"], written.iri)
    yield f"\n@prefix : <{written.own}> .\n"
    for subject, said in reader.statements(node):
        if not said:
            continue
        parts = [
            f"{'a' if predicate == RDF_TYPE else written.iri(predicate)} {', '.join(objects)}"
            for predicate, objects in said
        ]
        joined = " ;\n  ".join(parts)
        yield f"\n{subject} {joined} .\n"


class _Written:
    """IRIs by their prefix where they have one."""

    def __init__(self, own: str) -> None:
        self.own = own
        self.known: dict[str, str] = {}

    def iri(self, iri: str) -> str:
        known = self.known.get(iri)
        if known is not None:
            return known
        if iri.startswith(self.own):
            local = iri[len(self.own) :]
            return f":{local}" if _LOCAL.fullmatch(local) else f"<{iri}>"
        known = self.known[iri] = _prefixed(iri)
        return known


def _prefixed(iri: str) -> str:
    for name, start in _rdf.PREFIXES.items():
        if iri.startswith(start) and _LOCAL.fullmatch(iri[len(start) :]):
            return f"{name}:{iri[len(start) :]}"
    return f"<{iri}>"

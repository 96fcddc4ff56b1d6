"""What a document quotes, speaks, cites and relates, as JSON-LD nodes of the profile ``schema``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tei_tools.exporters._nodes import Node, full, iso

if TYPE_CHECKING:
    from tei_tools.exporters._graph import Graph

_LEVELS = {"a": "Article", "m": "Book", "j": "Periodical", "s": "CreativeWorkSeries"}


def quotations(graph: Graph) -> Iterator[Node]:
    for row in graph.record.quotations:
        name = graph.names.row("quotation", row, row.quote)
        iri = graph.iris.below(name)
        yield full(
            {
                "@id": iri,
                "@type": "Quotation",
                "text": row.quote,
                "speaker": [graph.iris.of(key) for key in row.speakers],
                "source": [graph.iris.of(key) for key in row.sources],
                "citation": [graph.part(iri, "citation", "CreativeWork", row.citation)]
                if row.citation
                else None,
                "inLanguage": row.language,
                "element": row.element,
            }
        )
        graph.annotate(f"{name}.annotation", row, "linking", iri, row.quote, row.type)


def speeches(graph: Graph) -> Iterator[Node]:
    text, at = graph.record.text, graph.units.at
    for row in graph.record.speeches:
        words = text[row.start : row.end] if row.start is not None else ""
        name = graph.names.row("speech", row, words)
        yield full(
            {
                "@id": graph.iris.below(name),
                "@type": "Quotation",
                "name": row.speaker,
                "speaker": [graph.iris.of(key) for key in row.who],
                "start": at(row.start),
                "end": at(row.end),
                "element": row.element,
            }
        )


def references(graph: Graph) -> list[Node]:
    nodes = []
    for row in graph.record.references:
        name = graph.names.row("reference", row, f"{row.quote} {row.target or ''}")
        iri = graph.iris.below(name)
        target = row.target
        if target and target.startswith("#"):
            target = graph.iris.of(target[1:])
        elif target:
            target = graph.iris.of(target)
        nodes.append(
            full(
                {
                    "@id": iri,
                    "@type": _LEVELS.get(row.level or "", "CreativeWork"),
                    "name": row.title,
                    "text": row.quote,
                    "author": list(row.authors),
                    "editor": list(row.editors),
                    "isPartOf": graph.part(iri, "container", "CreativeWork", row.container),
                    "datePublished": iso(row.date),
                    "edtfDate": row.date,
                    "publisher": graph.part(iri, "publisher", "Organization", row.publisher),
                    "locationCreated": graph.part(iri, "place", "Place", row.place),
                    "volumeNumber": row.volume,
                    "issueNumber": row.issue,
                    "pagination": row.pages,
                    "identifier": [f"{kind}: {value}" if kind else value for kind, value in row.identifiers],
                    "url": target,
                    "sameAs": graph.iris.of(row.entity) if row.entity and row.entity != row.id else None,
                    "element": row.element,
                }
            )
        )
        graph.annotate(f"{name}.annotation", row, "linking", iri, row.quote, row.type)
    return nodes


def relations(graph: Graph) -> list[Node]:
    nodes = []
    for row in graph.record.relations:
        said = " ".join((row.name or "", *row.active, *row.passive, *row.mutual))
        nodes.append(
            full(
                {
                    "@id": graph.iris.below(graph.names.row("relation", row, said)),
                    "@type": "Role",
                    "roleName": row.name,
                    "kind": row.type,
                    "active": [graph.iris.of(key) for key in row.active],
                    "passive": [graph.iris.of(key) for key in row.passive],
                    "mutual": [graph.iris.of(key) for key in row.mutual],
                    "description": row.words,
                    "edtfDate": row.date,
                }
            )
        )
    return nodes

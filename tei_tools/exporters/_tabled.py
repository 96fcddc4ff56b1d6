"""The tables of structure, letters, events and what is described, as JSON-LD nodes of the profile ``schema``.

A node is a row of the table of ``_tables`` with the same identifier as in CSV; its members are the columns,
under schema.org's names where these mean the same, else under TEI's.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from tei_tools.exporters._identifiers import absolute
from tei_tools.exporters._nodes import Node
from tei_tools.exporters._rows import RecordRows
from tei_tools.exporters._tables import TABLES

if TYPE_CHECKING:
    from tei_tools.exporters._graph import Graph

# The member of the document's node, and the class of its items, by table.
TABLED = {
    "divisions": "tei:div",
    "pages": "tei:pb",
    "stages": "tei:stage",
    "entries": "DefinedTerm",
    "works": "CreativeWork",
    "manuscripts": "Manuscript",
    "apparatus": "tei:rdg",
    "letters": "tei:correspAction",
    "events": "Event",
}
# Columns that are not members: the document is the node around, years follow from the days.
_LEFT = frozenset(("document", "id", "xml_id", "earliest_year", "latest_year"))
# Columns under other names than their own; ``languages`` are no keys of entities.
TERMS = {
    "type": "kind",
    "head": "headline",
    "label": "name",
    "title": "name",
    "words": "text",
    "quote": "text",
    "language": "inLanguage",
    "languages": "inLanguage",
    "authors": "author",
    "identifiers": "identifier",
    "images": "image",
    "date": "edtfDate",
    "edtf": "edtfDate",
    "note": "description",
    "sources": "source",
    "edition": "pageOf",
    "gender": "grammaticalGender",
    "part_of_speech": "partOfSpeech",
    "date_quote": "dateWords",
    "other_idnos": "otherIdno",
    "place_name": "placeName",
    "person": "participant",
    "organisation": "participant",
    "other": "participant",
}
# Columns that are one key of an entity, or one xml:id.
_POINTS = frozenset(("person", "organisation", "other", "place", "app"))
_TOLD = frozenset(("point", "keys", "uris", "list"))

TABLED_CONTEXT: dict[str, Any] = {
    **{name: {"@id": f"tei:{name}", "@container": "@set"} for name in TABLED},
    **{
        name: f"tei:{local}"
        for name, local in (
            ("subtype", "subtype"), ("n", "n"), ("level", "level"), ("pageOf", "ed"), ("facs", "facs"),
            ("ulx", "ulx"), ("uly", "uly"), ("lrx", "lrx"), ("lry", "lry"), ("points", "points"),
            ("xpath", "xpath"), ("lemma", "lemma"), ("forms", "orth"), ("pronunciations", "pron"),
            ("partOfSpeech", "pos"), ("grammaticalGender", "gen"), ("senses", "senses"),
            ("definitions", "def"), ("translations", "trans"), ("etymology", "etym"),
            ("manuscript", "msIdentifier"), ("locus", "locus"),
            ("incipit", "incipit"), ("explicit", "explicit"), ("country", "country"),
            ("settlement", "settlement"), ("institution", "institution"), ("repository", "repository"),
            ("collection", "collection"), ("idno", "idno"), ("otherIdno", "altIdentifier"), ("form", "form"),
            ("materials", "material"), ("extent", "extent"), ("dateWords", "origDate"),
            ("origin", "origPlace"),
            ("provenance", "provenance"), ("at", "loc"), ("cause", "cause"), ("action", "action"),
            ("pointer", "ref"), ("placeName", "placeName"),
        )
    },
    "image": {"@type": "@id", "@container": "@set"},
    "persons": {"@id": "tei:who", "@type": "@id", "@container": "@set"},
    "witnesses": {"@id": "tei:wit", "@type": "@id", "@container": "@set"},
    "origins": {"@id": "locationCreated", "@type": "@id", "@container": "@set"},
    "participant": {"@type": "@id"},
    "place": {"@id": "tei:place", "@type": "@id"},
    "app": {"@id": "tei:app", "@type": "@id"},
}  # fmt: skip


def tabled(graph: Graph, rows: RecordRows) -> dict[str, list[Node]]:
    """The nodes of each table, by the member that they stand under; ``rows`` shares the graph's names."""
    return {table.name: list(_nodes(graph, rows, table)) for table in TABLES if table.name in TABLED}


@cache
def _members(table: str) -> tuple[tuple[int, str, str], ...]:
    """Of a table's columns that are members: their places, their terms, and how their values are told."""
    columns = next(each.columns for each in TABLES if each.name == table)
    found = []
    for number, (column, kind, _) in enumerate(columns):
        if column not in _LEFT:
            told = "point" if column in _POINTS else "list" if column == "languages" else kind
            found.append((number, TERMS.get(column, column), told if told in _TOLD else ""))
    return tuple(found)


def _nodes(graph: Graph, rows: RecordRows, table: Any) -> Iterator[Node]:
    members, of = _members(table.name), graph.iris.of
    kind, classes, said = TABLED[table.name], graph.classes, graph.said
    for row in rows.of(table.name):
        key = row[1]
        node: Node = {"@id": graph.iris.below(key), "@type": classes.get(key, kind)}
        for number, term, told in members:
            value = row[number]
            if not value and value != 0:
                continue
            if told:
                if told == "point":
                    value = of(value)
                elif told == "keys":
                    value = [of(each) for each in value]
                elif told == "uris":
                    value = [of(address) for address in value if absolute(address)]
                    if not value:
                        node.pop(term, None)
                        continue
                else:
                    value = list(value)
            node[term] = value
        if key in said and "name" in node:
            node["name"] = said[key]
        yield node

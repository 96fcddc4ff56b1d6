"""A project's mapping: a TOML file that says which XPath is which column of which table, and which property
of linked data.

What may stand there is said by ``schemas/mapping.schema.json`` and told in ``docs/mapping.md``. :func:`load`
reads and checks it, :mod:`tei_tools.extracting` writes its tables and graphs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tei_tools.errors import UsageError

__all__ = ["OWN_COLUMNS", "PREFIXES", "Column", "MappedTable", "Mapping", "load"]

OWN_COLUMNS = ("document", "row")
"""The first columns of every table: the document's identifier, and the number of the row in it."""

TEI = "http://www.tei-c.org/ns/1.0"
PREFIXES = {
    "schema": "http://schema.org/",
    "tei": "http://www.tei-c.org/ns/1.0/",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "crm": "http://www.cidoc-crm.org/cidoc-crm/",
}
"""Prefixes of properties and classes that a mapping need not declare."""
_NAMESPACES = {"tei": TEI, "xml": "http://www.w3.org/XML/1998/namespace"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its XPath from the row, the type of its values, what parts several of them; the property that
    they are of in linked data, and their language there.
    """

    name: str
    xpath: str
    datatype: str = "string"
    separator: str | None = None
    default: str | None = None
    description: str | None = None
    property: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class MappedTable:
    """A table: each node of the XPath ``rows`` is a row. In linked data a row is a node of the class
    ``type``, which the document has as ``property``, with what the XPath ``id`` gives for its identifier.
    """

    name: str
    rows: str
    columns: tuple[Column, ...]
    description: str | None = None
    type: str | None = None
    property: str = "schema:hasPart"
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """The tables; prefixes of XPaths, beginnings of pointers, and values with what stands for them."""

    tables: tuple[MappedTable, ...]
    namespaces: tuple[tuple[str, str], ...] = ()
    authorities: tuple[tuple[str, str], ...] = ()
    types: tuple[tuple[str, str], ...] = ()
    prefixes: tuple[tuple[str, str], ...] = ()


def load(path: Path) -> Mapping:
    """The mapping in the file ``path``.

    Raises :class:`~tei_tools.errors.UsageError` that names the file, the key and what is wrong with it: no
    TOML, not as the schema says, an XPath that is none, a name that stands twice.
    """
    from tei_tools import settings

    content = settings._read(path)
    _check(content, path)
    mapping = Mapping(
        tables=tuple(
            MappedTable(
                table["name"],
                table["rows"],
                tuple(Column(**column) for column in table["column"]),
                table.get("description"),
                table.get("class"),
                table.get("property", "schema:hasPart"),
                table.get("id"),
            )
            for table in content["table"]
        ),
        namespaces=tuple((_NAMESPACES | content.get("namespaces", {})).items()),
        authorities=tuple(
            sorted(content.get("authorities", {}).items(), key=lambda pair: (-len(pair[0]), pair))
        ),
        types=tuple(content.get("types", {}).items()),
        prefixes=tuple((PREFIXES | content.get("prefixes", {})).items()),
    )
    _check_names(mapping, path)
    _check_xpaths(mapping, path)
    _check_terms(mapping, path)
    return mapping


def _check(content: dict[str, Any], path: Path) -> None:
    from importlib import resources

    import jsonschema

    from tei_tools import settings

    schema = json.loads(resources.files("tei_tools.schemas").joinpath("mapping.schema.json").read_bytes())
    faults = sorted(
        jsonschema.Draft202012Validator(schema).iter_errors(content),
        key=lambda fault: [str(part) for part in fault.absolute_path],
    )
    for fault in faults:
        told = settings._fault(fault, path)
        if not fault.absolute_path:
            told.what = told.what.removeprefix(": ")
        raise told


def _check_names(mapping: Mapping, path: Path) -> None:
    tables: set[str] = set()
    for table in mapping.tables:
        if table.name.casefold() in tables:
            raise UsageError(f"two tables have the name {table.name!r}", file=str(path))
        tables.add(table.name.casefold())
        columns = set(OWN_COLUMNS)
        for column in table.columns:
            if column.name in columns:
                own = column.name in OWN_COLUMNS
                raise UsageError(
                    f"table {table.name}: "
                    + (
                        f"every table has a column {column.name!r} already"
                        if own
                        else f"two columns have the name {column.name!r}"
                    ),
                    file=str(path),
                    advice="give it another name",
                )
            columns.add(column.name)


def _check_xpaths(mapping: Mapping, path: Path) -> None:
    from tei_tools.extracting import compiled

    for table in mapping.tables:
        for where, xpath in (
            ("rows", table.rows),
            *([("id", table.id)] if table.id else []),
            *((f"column {column.name}", column.xpath) for column in table.columns),
        ):
            try:
                compiled(xpath, mapping, namespace=True)
            except ValueError as fault:
                raise UsageError(f"table {table.name}: {where}: {fault}", file=str(path)) from None


def _check_terms(mapping: Mapping, path: Path) -> None:
    """Properties and classes are addresses, or names with a prefix that is known."""
    known = dict(mapping.prefixes)
    for table in mapping.tables:
        terms = [("class", table.type), ("property", table.property)]
        terms += [(f"column {column.name}", column.property) for column in table.columns]
        for where, term in terms:
            if term is None or (term == "@type" and where.startswith("column")):
                continue
            prefix, colon, rest = term.partition(":")
            if not colon or not (rest.startswith("//") or prefix in known or prefix == "urn"):
                raise UsageError(
                    f"table {table.name}: {where}: {term!r} is no address and has no known prefix",
                    file=str(path),
                    advice=f"declare it in [prefixes], or use one of: {', '.join(sorted(known))}",
                )

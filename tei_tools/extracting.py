"""Tables by a project's own mapping: TEI trees → CSV with its CSVW description, row by row, and the same as
linked data.

A file is parsed once and each XPath compiled once; no record is made. Values that are not of their column's
datatype leave the cell empty and are counted (:class:`Odd`).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tei_tools._mapped_values import address_of, strings, value_of
from tei_tools.errors import UsageError
from tei_tools.exporters._guard import guarded
from tei_tools.exporters._tables import EDTF
from tei_tools.mapping import OWN_COLUMNS, TEI

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.mapping import Column, MappedTable, Mapping
    from tei_tools.writing import Output

__all__ = ["Extraction", "Odd", "compiled"]

_FROM_ROOT = re.compile(r"(^\s*\(?\s*|\|\s*)//")
_PREFIXED = re.compile(r"\btei:")
# The datatypes of CSVW (W3C, "Metadata Vocabulary for Tabular Data", 5.11.1) for those of a mapping.
_CSVW: dict[str, Any] = {"edtf": EDTF, "type": "string"}


@dataclass(slots=True)
class Odd:
    """Values that are not of their column's datatype: how many, and the first of them with its file."""

    table: str
    column: str
    datatype: str
    times: int
    example: str

    def __str__(self) -> str:
        values = "value is" if self.times == 1 else "values are"
        return f"{self.table}.{self.column}: {self.times} {values} no {self.datatype}: {self.example}"


def compiled(xpath: str, mapping: Mapping, *, namespace: bool) -> etree.XPath:
    """The XPath, for TEI in its namespace or without one; ``ValueError`` with a reason where it is none."""
    from lxml import etree

    words = xpath if namespace else _PREFIXED.sub("", xpath)
    try:
        found = etree.XPath(words, namespaces=dict(mapping.namespaces), smart_strings=False)
        found(etree.Element(f"{{{TEI}}}TEI"))
    except (etree.XPathError, ValueError) as fault:
        said = str(fault).removeprefix("XPath error : ")
        raise ValueError(f"{xpath!r} is no XPath: {said}") from None
    return found


def identity(root: etree._Element, place: str, pattern: str | None) -> str:
    """The identifier of a document, as its record would have it."""
    from tei_tools.records import document_identifier

    own = root.get("{http://www.w3.org/XML/1998/namespace}id") or root.get("id")
    published = [
        (idno.get("type") or "", value)
        for statement in _published(root)
        for idno in statement.iter("{*}idno")
        if (value := " ".join("".join(map(str, idno.itertext())).split()))
    ]
    return document_identifier(pattern, own, tuple(published), place)


def restricted(root: etree._Element) -> bool:
    """Whether ``availability/@status`` says ``restricted``: the document's own, or else its corpus's."""
    for document in (root, *root.iterancestors()):
        found = [
            (available.get("status") or "").strip().casefold()
            for statement in _published(document)
            for available in statement.iterchildren("{*}availability")
        ]
        if found:
            return "restricted" in found
    return False


def _published(root: etree._Element) -> list[etree._Element]:
    return [
        statement
        for header in root.iterchildren("{*}teiHeader")
        for described in header.iterchildren("{*}fileDesc")
        for statement in described.iterchildren("{*}publicationStmt")
    ]


class Extraction:
    """The tables of a mapping that are being written; close it when all documents are in.

    ``outputs`` is where tables go, or has the formats with where each goes: ``csv``, or a format of linked
    data (:data:`tei_tools._mapped_graphs.FORMATS`), whose identifiers are minted below ``base``.
    """

    def __init__(
        self,
        mapping: Mapping,
        outputs: Output | dict[str, Output],
        *,
        guard: bool = True,
        base: str = "urn:x-tei:",
        one_file: bool = False,
    ) -> None:
        from tei_tools._mapped_graphs import Graphs

        outputs = outputs if isinstance(outputs, dict) else {"csv": outputs}
        self.mapping = mapping
        self.tables = outputs.get("csv")
        self.guard: Callable[[str], str] = guarded if guard else str
        self.guards = guard
        self.odd: dict[tuple[str, str], Odd] = {}
        self.rows = 0
        self._files = [_File(table, self.tables) for table in mapping.tables] if self.tables else []
        self._graphs = [
            Graphs(name, mapping, output, base=base, one_file=one_file)
            for name, output in outputs.items()
            if name != "csv"
        ]
        self._compiled: dict[tuple[bool, bool], list[_Compiled]] = {}

    def add(self, root: etree._Element, document: str, name: str, place: str = "") -> None:
        """The rows of one document, whose root element this is; ``place`` is its path below the input's
        root.
        """
        alone = root.getparent() is None
        namespace = "}" in str(root.tag)
        found = self._compiled.get((namespace, alone))
        if found is None:
            found = self._compiled[namespace, alone] = [
                _Compiled(table, self.mapping, namespace=namespace, alone=alone)
                for table in self.mapping.tables
            ]
        for graph in self._graphs:
            graph.begin(document, place or name)
        for at, table in enumerate(found):
            number = 0
            for node in table.nodes(root):
                number += 1
                values = list(self._values(table, node, name))
                if self._files:
                    self._files[at].write([document, number, *self._cells(values)])
                if self._graphs:
                    own = table.own(node)
                    for graph in self._graphs:
                        graph.add(table.table, own, values, is_document=node is root)
            self.rows += number
        for graph in self._graphs:
            graph.end()

    def _cells(self, values: list[tuple[Column, list[str]]]) -> Iterator[str | None]:
        for column, made in values:
            cell = (column.separator or "").join(made) or column.default
            yield self.guard(cell) if cell and column.datatype in ("string", "type") else cell

    def _values(self, table: _Compiled, node: Any, name: str) -> Iterator[tuple[Column, list[str]]]:
        """Each column with the values that are of its datatype, as they are written."""
        for column, xpath, fit in table.columns:
            values = strings(xpath(node))
            if column.separator is None:
                values = values[:1]
            elif column.datatype == "anyURI":  # TEI Guidelines, 1.4.2: pointers of one attribute
                values = [pointer for value in values for pointer in value.split()]
            made = []
            for value in values:
                fitting = fit(value)
                if fitting is None:
                    self._count(table.name, column, value, name)
                elif fitting:
                    made.append(fitting)
            yield column, made

    def _count(self, table: str, column: Column, value: str, name: str) -> None:
        known = self.odd.get((table, column.name))
        if known:
            known.times += 1
        else:
            example = f"{value[:80]!r} in {name}"
            self.odd[table, column.name] = Odd(table, column.name, column.datatype, 1, example)

    def close(self) -> None:
        """Finish the files, and describe the tables in ``csv-metadata.json``."""
        for graph in self._graphs:
            graph.close()
        if self.tables is None:
            return
        for file in self._files:
            file.stream.close()
        with self.tables.open("csv-metadata.json") as stream:
            stream.write(_description(self.mapping, guard=self.guards))


class _Compiled:
    """A table whose XPaths are compiled for documents of one kind."""

    def __init__(self, table: MappedTable, mapping: Mapping, *, namespace: bool, alone: bool) -> None:
        self.name = table.name
        self.table = table
        self.mapping = mapping
        self.id = compiled(table.id, mapping, namespace=namespace) if table.id else None
        # Of a corpus, each document's rows are looked for in that document.
        rows = table.rows if alone else _FROM_ROOT.sub(r"\1.//", table.rows)
        self.rows = compiled(rows, mapping, namespace=namespace)
        self.columns = [
            (
                column,
                compiled(column.xpath, mapping, namespace=namespace),
                value_of(column, mapping),
            )
            for column in table.columns
        ]

    def own(self, node: Any) -> str | None:
        """The identifier of a row: what the XPath for it gives, else its ``xml:id``."""
        if self.id is not None:
            own = next(filter(None, strings(self.id(node))), None)
            return address_of(own, self.mapping) if own else None
        return node.get("{http://www.w3.org/XML/1998/namespace}id") if hasattr(node, "get") else None

    def nodes(self, root: etree._Element) -> list[Any]:
        found: Any = self.rows(root)
        if not isinstance(found, list) or any(isinstance(node, (str, tuple)) for node in found[:1]):
            raise UsageError(
                f"the rows of {self.name} are no elements", advice="let the XPath of rows give elements"
            )
        return found


class _File:
    """One table that is being written."""

    def __init__(self, table: MappedTable, output: Output) -> None:
        binary = output.open(f"{table.name}.csv")
        self.stream = io.TextIOWrapper(binary, encoding="utf-8", errors="surrogatepass", newline="")
        self.write = csv.writer(self.stream, lineterminator="\r\n").writerow
        self.write([*OWN_COLUMNS, *(column.name for column in table.columns)])


def _property(column: Column, mapping: Mapping) -> str | None:
    """The address of a column's property, in full."""
    if column.property is None:
        return None
    term = "rdf:type" if column.property == "@type" else column.property
    prefix, _, rest = term.partition(":")
    known = dict(mapping.prefixes)
    return f"{known[prefix]}{rest}" if prefix in known else term


def _description(mapping: Mapping, *, guard: bool) -> bytes:
    """``csv-metadata.json`` (W3C, "Model for Tabular Data and Metadata on the Web")."""
    tables = []
    for table in mapping.tables:
        columns: list[dict[str, Any]] = [
            {"name": "document", "titles": "document", "datatype": "string", "required": True},
            {"name": "row", "titles": "row", "datatype": "positiveInteger", "required": True},
        ]
        for column in table.columns:
            said = {
                "name": column.name,
                "titles": column.name,
                "datatype": _CSVW.get(column.datatype, column.datatype),
                "separator": column.separator,
                "propertyUrl": _property(column, mapping),
                "lang": column.language,
                "dc:description": column.description or f"{column.xpath} of {table.rows}",
            }
            columns.append({key: value for key, value in said.items() if value is not None})
        described: dict[str, Any] = {"url": f"{table.name}.csv"}
        if table.description:
            described["dc:description"] = table.description
        described["tableSchema"] = {"columns": columns, "primaryKey": list(OWN_COLUMNS)}
        tables.append(described)
    content = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:conformsTo": "tei-tools mapping 1" + (", guarded" if guard else ""),
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tables": tables,
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()

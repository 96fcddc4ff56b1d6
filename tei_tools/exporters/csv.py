"""CSV: one table a kind for all documents (RFC 4180, UTF-8), with a CSVW description of every column and key.

The columns and what they mean are in ``_tables``, the rows in ``_rows``. Rows are written as records
come, so that memory does not grow with their number. Nine tables are always there, with their header
alone if need be; the others where they have rows. ``csv-metadata.json`` describes those that were written
(W3C, "Model for Tabular Data and Metadata on the Web"), and so does ``datapackage.json`` (Frictionless).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from tei_tools.errors import UsageError
from tei_tools.exporters import FORMAT_VERSION, Options
from tei_tools.exporters._datapackage import datapackage
from tei_tools.exporters._distinct import distinct
from tei_tools.exporters._guard import guarded
from tei_tools.exporters._rows import RecordRows, Row
from tei_tools.exporters._tables import SEPARATORS, TABLES, TYPES, TableOf

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "CSV tables of documents, entities, mentions, dates, quotations …, with CSVW and Data Package"


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write the tables of all records, then their description; gives how many documents there were."""
    wanted = _wanted(options)
    files: dict[str, _File] = {}
    for table in wanted:
        if table.always:
            files[table.name] = _File(table, folder, options)
    number = 0
    for record in distinct(records, options):
        number += 1
        rows = RecordRows(record, options)
        for table in wanted:
            found = rows.of(table.name)
            file = files.get(table.name)
            if file is None:
                first = next(found, None)
                if first is None:
                    continue
                file = files[table.name] = _File(table, folder, options)
                file.write((first,))
            file.write(found)
    for file in files.values():
        file.stream.close()
    tables = [table for table in TABLES if table.name in files]
    with folder.open("csv-metadata.json") as stream:
        stream.write(description(tables, options))
    with folder.open("datapackage.json") as stream:
        stream.write(datapackage(tables, options))
    return number


def _wanted(options: Options) -> list[TableOf]:
    unknown = set(options.tables) - {table.name for table in TABLES}
    if unknown:
        raise UsageError(
            f"there is no table {sorted(unknown)[0]!r}",
            advice=f"choose of: {', '.join(table.name for table in TABLES)}",
        )
    return [table for table in TABLES if not options.tables or table.name in options.tables]


class _File:
    """One table that is being written."""

    def __init__(self, table: TableOf, folder: Output, options: Options) -> None:
        binary = folder.open(f"{table.name}.csv")
        self.stream = io.TextIOWrapper(binary, encoding="utf-8", errors="surrogatepass", newline="")
        self.writer = csv.writer(self.stream, lineterminator="\r\n")
        self.cells = _cells(table, guarded if options.guard else str)
        self.writer.writerow([name for name, _, _ in table.columns])

    def write(self, rows: Iterable[Row]) -> None:
        self.writer.writerows(map(self.cells, rows))


def _cells(table: TableOf, guard: Callable[[str], str]) -> Callable[[Row], list[Any]]:
    """From a row's values to its cells: lists joined, free text guarded, the rest as it is."""
    kinds = [kind for _, kind, _ in table.columns]
    joined = [(n, SEPARATORS[kind], kind) for n, kind in enumerate(kinds) if kind in SEPARATORS]
    words = [n for n, kind in enumerate(kinds) if kind == "words"]

    def cells(row: Row) -> list[Any]:
        made = list(row)
        for number, separator, kind in joined:
            values = made[number]
            if not values:
                made[number] = None
            elif kind == "list":
                # The separator inside of a value would part it: a broken bar stands for it.
                made[number] = guard(separator.join([value.replace("|", "¦") for value in values]))
            else:
                made[number] = separator.join([value.replace(" ", "%20") for value in values])
        for number in words:
            if made[number]:
                made[number] = guard(made[number])
        return made

    return cells


def description(tables: list[TableOf], options: Options) -> bytes:
    """``csv-metadata.json`` for these tables."""
    written = {table.name for table in tables}
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:conformsTo": f"tei-tools CSV {FORMAT_VERSION}",
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tables": [
            {
                "url": f"{table.name}.csv",
                "tableSchema": {
                    "columns": [
                        _column(*column, guard=options.guard, links=dict(table.links), written=written)
                        for column in table.columns
                    ],
                    "primaryKey": list(table.key),
                    "foreignKeys": [
                        {
                            "columnReference": list(columns),
                            "reference": {"resource": f"{target}.csv", "columnReference": list(there)},
                        }
                        for columns, target, there in table.foreign
                        if target in written
                    ],
                },
            }
            for table in tables
        ],
    }
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _column(
    name: str, kind: str, said: str, *, guard: bool, links: dict[str, str], written: set[str]
) -> dict[str, Any]:
    column: dict[str, Any] = {"name": name, "titles": name, "datatype": TYPES[kind], "dc:description": said}
    if kind in SEPARATORS:
        column["separator"] = SEPARATORS[kind]
    if guard and kind in ("words", "list"):
        column["dc:description"] += "; an apostrophe guards what a spreadsheet would run as a formula"
    if links.get(name) in written:
        column["dc:references"] = f"{links[name]}.csv#id"
    if name in ("document", "id"):
        column["required"] = True
    return column

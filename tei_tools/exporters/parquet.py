"""Parquet: the tables of the CSV export and the texts, one file a table, typed, lists as lists.

Offsets and years are integers, coordinates doubles, ``declared`` a boolean; dates stay text
(``YYYY-MM-DD``), because most readers know no year before 1. Every file's metadata names the version of
the tables, every column's its meaning. Rows are written in groups as records come. Needs pyarrow
(Apache Parquet format, https://parquet.apache.org/docs/file-format/).
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from tei_tools.errors import MissingExtraError
from tei_tools.exporters import FORMAT_VERSION, Options
from tei_tools.exporters._distinct import distinct
from tei_tools.exporters._rows import RecordRows, Row
from tei_tools.exporters._tables import TableOf
from tei_tools.exporters._texts import WITH_TEXTS, rows_of, wanted
from tei_tools.exporters._values import LISTS, typed

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "Parquet files of the same tables as CSV, typed, with the texts (needs tei-tools[parquet])"
GROUP_ROWS = 50_000
GROUP_BYTES = 8_000_000  # of text, so that few long rows do not fill the memory


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write one ``.parquet`` file a table; gives how many documents there were."""
    _library("pyarrow")
    tables = wanted(options, WITH_TEXTS)
    files = {table.name: _File(table, folder) for table in tables if table.always}
    number = 0
    for record in distinct(records, options):
        number += 1
        rows = RecordRows(record, options)
        for table in tables:
            file = files.get(table.name)
            for row in rows_of(record, rows, table):
                if file is None:
                    file = files[table.name] = _File(table, folder)
                file.write(row)
    for file in files.values():
        file.close()
    return number


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise MissingExtraError("writing Parquet", "parquet") from None


class _File:
    """One table that is being written, a row group at a time."""

    def __init__(self, table: TableOf, folder: Output) -> None:
        self.values = typed(table, list)
        self.schema = _schema(table, _library("pyarrow"))
        self.stream = folder.open(f"{table.name}.parquet")
        self.writer = _library("pyarrow.parquet").ParquetWriter(self.stream, self.schema, compression="zstd")
        self.rows: list[list[Any]] = []
        self.size = 0

    def write(self, row: Row) -> None:
        self.rows.append(self.values(row))
        for value in row:
            if type(value) is str:
                self.size += len(value)
        if len(self.rows) >= GROUP_ROWS or self.size >= GROUP_BYTES:
            self.flush()

    def flush(self) -> None:
        if not self.rows:
            return
        pyarrow = _library("pyarrow")
        columns = zip(*self.rows, strict=True)
        arrays = [
            pyarrow.array(column, field.type) for column, field in zip(columns, self.schema, strict=True)
        ]
        self.writer.write_table(pyarrow.Table.from_arrays(arrays, schema=self.schema))
        self.rows, self.size = [], 0

    def close(self) -> None:
        self.flush()
        self.writer.close()
        self.stream.close()


def _schema(table: TableOf, arrow: Any) -> Any:
    types = {
        "number": arrow.int64(),
        "year": arrow.int64(),
        "decimal": arrow.float64(),
        "flag": arrow.bool_(),
    }
    return arrow.schema(
        [
            arrow.field(
                name,
                arrow.list_(arrow.string()) if kind in LISTS else types.get(kind, arrow.string()),
                nullable=name not in table.key,
                metadata={"description": said},
            )
            for name, kind, said in table.columns
        ],
        metadata={"formatVersion": FORMAT_VERSION, "conformsTo": f"tei-tools tables {FORMAT_VERSION}"},
    )

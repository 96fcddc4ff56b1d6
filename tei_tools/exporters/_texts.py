"""The plain text of each document as a table, for forms that have room for it: offsets count in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tei_tools.errors import UsageError
from tei_tools.exporters import Options
from tei_tools.exporters._rows import RecordRows, Row
from tei_tools.exporters._tables import TABLES, TableOf

if TYPE_CHECKING:
    from tei_tools.records import Record

TEXTS = TableOf(
    "texts",
    (
        ("document", "id", "the document's identifier"),
        ("text_version", "id", "version of the rule by which the text was made"),
        ("text_sha256", "id", "digest of the text in UTF-8"),
        ("text", "words", "the plain text; offsets count its characters"),
    ),
    ((("document",), "documents", ("document",)),),
)
WITH_TEXTS = (*TABLES, TEXTS)


def wanted(options: Options, tables: tuple[TableOf, ...]) -> list[TableOf]:
    """The tables that were asked for; ``UsageError`` for one that there is not."""
    unknown = sorted(set(options.tables) - {table.name for table in tables})
    if unknown:
        known = ", ".join(table.name for table in tables)
        raise UsageError(f"there is no table {unknown[0]!r}", advice=f"choose of: {known}")
    return [table for table in tables if not options.tables or table.name in options.tables]


def rows_of(record: Record, rows: RecordRows, table: TableOf) -> Iterator[Row]:
    """The rows of a table or of the texts."""
    if table is TEXTS:
        return iter([(record.identifier, record.text_version, record.text_sha256, record.text)])
    return rows.of(table.name)

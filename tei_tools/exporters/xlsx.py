"""An Excel workbook of the tables, one sheet each; nothing in it is a formula or a date.

Texts are stored as texts, so no guard is needed, and lists are parted by `` | ``. What does not fit into a
cell (32,767 characters) is cut with ``…`` and told; a table longer than a sheet goes on in the next one.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tei_tools.exporters import FORMAT_VERSION, Options
from tei_tools.exporters._distinct import distinct
from tei_tools.exporters._rows import RecordRows
from tei_tools.exporters._tables import TABLES, TableOf
from tei_tools.exporters._texts import wanted
from tei_tools.exporters._values import typed
from tei_tools.exporters._workbook import Sheet, write

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "Excel workbook of the same tables as CSV; nothing becomes a formula or a date"

logger = logging.getLogger(__name__)


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write ``collection.xlsx``; gives how many documents there were."""
    tables = wanted(options, TABLES)
    sheets: dict[str, list[Sheet]] = {table.name: [] for table in tables}
    cells = {table.name: typed(table, _joined) for table in tables}
    for table in tables:
        if table.always:
            _next(sheets, table)
    number = 0
    for record in distinct(records, options):
        number += 1
        rows = RecordRows(record, options)
        for table in tables:
            values, own = cells[table.name], sheets[table.name]
            for row in rows.of(table.name):
                if not own or own[-1].full:
                    _next(sheets, table)
                own[-1].write(values(row))
    made = [sheet for table in tables for sheet in sheets[table.name]]
    with folder.open("collection.xlsx") as stream:
        write(made, stream, f"tei-tools tables {FORMAT_VERSION}")
    cut = sum(sheet.cut for sheet in made)
    if cut:
        logger.warning("collection.xlsx: %d texts are longer than a cell can be, and were cut", cut)
    return number


def _next(sheets: dict[str, list[Sheet]], table: TableOf) -> None:
    own = sheets[table.name]
    name = table.name if not own else f"{table.name} {len(own) + 1}"
    own.append(Sheet(name, [column for column, _, _ in table.columns]))


def _joined(values: Sequence[str]) -> str:
    return " | ".join(values)

"""Edited CSV → rows. What spreadsheets do on saving is allowed for: a byte order mark, ``;`` or tabs for
commas, columns left out or in another order.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from tei_tools.errors import UnreadableError, UsageError
from tei_tools.exporters._tables import TABLES
from tei_tools.importing import TableRow, Tables

SUFFIXES = (".csv", ".tsv")
_LARGEST_CELL = 1 << 30
_COLUMNS = {table.name: {name for name, _, _ in table.columns} for table in TABLES}


def is_folder(folder: Path) -> bool:
    """Whether any table of our export stands in it."""
    return any((folder / f"{table.name}.csv").is_file() for table in TABLES)


def read_folder(folder: Path, tables: Tables) -> None:
    """All tables of a folder of our export."""
    there = [folder / f"{table.name}.csv" for table in TABLES]
    there = [path for path in there if path.is_file()]
    if not there:
        raise UsageError(
            "has no table of our export in it", file=str(folder), advice="give the folder of the CSV export"
        )
    for path in there:
        read(path, tables)


def read(path: Path, tables: Tables) -> None:
    """The rows of one table, and with them the digests in the ``documents.csv`` beside it."""
    header, rows = _content(path)
    table = _table(path, header)
    if table == "documents":
        where = header.index("file_sha256") if "file_sha256" in header else None
        met: set[str] = set()
        for line, row in rows:
            document = row[header.index("document")]
            cells = dict(zip(header, row, strict=False))
            tables.documents.setdefault(
                document, TableRow(table, f"{path}:{line}", document, document, cells)
            )
            if document in met:
                tables.shared.add(document)
            met.add(document)
            for column, said in (("file", tables.places), ("text_sha256", tables.texts)):
                if column in header:
                    said.setdefault(document, row[header.index(column)])
            if where is not None:
                tables.digests.setdefault(row[header.index("document")], row[where])
        return
    for line, row in rows:
        cells = dict(zip(header, row, strict=False))
        tables.rows.setdefault(cells["document"], []).append(
            TableRow(table, f"{path}:{line}", cells["document"], cells["id"], cells)
        )
    beside = path.with_name("documents.csv")
    if beside != path and beside.is_file():
        read(beside, tables)


def _content(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    try:
        words = path.read_bytes().decode("utf-8-sig", "surrogatepass")
    except OSError as fault:
        raise UnreadableError((fault.strerror or "cannot be read").lower(), file=str(path)) from None
    except UnicodeDecodeError as fault:
        raise UnreadableError(
            f"is not UTF-8 (byte {fault.start})", file=str(path), advice="save the table as CSV in UTF-8"
        ) from None
    first = words.partition("\n")[0]
    sign = max(",;\t", key=first.count)
    csv.field_size_limit(_LARGEST_CELL)
    reader = csv.reader(io.StringIO(words, newline=""), delimiter=sign)
    try:
        header = [name.strip() for name in next(reader, [])]
        before = reader.line_num
        rows = []
        for row in reader:
            if any(row):
                if len(row) < len(header):
                    raise UnreadableError(
                        f"the row has {len(row)} cells and the header {len(header)}",
                        file=str(path),
                        line=before + 1,
                    )
                rows.append((before + 1, row))
            before = reader.line_num
    except csv.Error as fault:
        raise UnreadableError(f"is no CSV: {fault}", file=str(path), line=reader.line_num) from None
    missing = [name for name in ("document",) if name not in header]
    if missing:
        raise UnreadableError(
            f"has no column {missing[0]!r}", file=str(path), advice="give a table of our CSV export"
        )
    return header, rows


def _table(path: Path, header: list[str]) -> str:
    """Which table it is: by its name, or by its columns where the file was renamed."""
    if path.stem in _COLUMNS and (path.stem == "documents" or "id" in header):
        return path.stem
    fits = [name for name, columns in _COLUMNS.items() if columns == set(header)]
    fits = fits or [name for name in _COLUMNS if path.stem.startswith(name) and "id" in header]
    if len(fits) != 1:
        raise UnreadableError(
            "is none of the tables of our export by its name or its columns",
            file=str(path),
            advice=f"name it as one of: {', '.join(_COLUMNS)}",
        )
    return fits[0]

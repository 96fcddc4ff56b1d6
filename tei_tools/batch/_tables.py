"""CSV of a collection: the pieces that each document adds to its tables, and the tables made of them."""

from __future__ import annotations

import csv
import io
import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tei_tools.exporters._datapackage import datapackage
from tei_tools.exporters._guard import guarded
from tei_tools.exporters._rows import RecordRows
from tei_tools.exporters._tables import TABLES
from tei_tools.exporters.csv import _cells, description

if TYPE_CHECKING:
    from tei_tools.exporters import Options
    from tei_tools.records import Record
    from tei_tools.writing import Output

__all__ = ["join", "packed", "pieces", "unpacked"]

# No row of a table begins with this.
_PACKED = b"\0"


def pieces(records: Iterable[Record], options: Options) -> Iterator[tuple[str, bytes]]:
    """The rows of these documents for each table that has any, as they stand in the table's file, packed."""
    texts: dict[str, io.StringIO] = {}
    for record in records:
        rows = RecordRows(record, options)
        for table in TABLES:
            cells = None
            for row in rows.of(table.name):
                if cells is None:
                    cells = _cells(table, guarded if options.guard else str)
                    text = texts.setdefault(table.name, io.StringIO(newline=""))
                    writer = csv.writer(text, lineterminator="\r\n")
                writer.writerow(cells(row))
    for name, text in texts.items():
        yield name, packed(text.getvalue().encode("utf-8", "surrogatepass"))


def packed(piece: bytes) -> bytes:
    """A piece as the ledger keeps it: rows are alike, and go into a fourth of their size (zlib, RFC 1950)."""
    return _PACKED + zlib.compress(piece, 1)


def unpacked(piece: bytes) -> bytes:
    """A piece again; ledgers that were begun earlier have them as they are."""
    return zlib.decompress(piece[1:]) if piece.startswith(_PACKED) else piece


def join(found: Iterable[tuple[str, Iterable[bytes]]], folder: Output, options: Options) -> None:
    """Write the tables; ``found`` has the pieces of each table by its name, in the order of the documents."""
    given = dict(found)
    written = []
    for table in TABLES:
        if table.name not in given and not table.always:
            continue
        written.append(table)
        with folder.open(f"{table.name}.csv") as stream:
            heading = io.StringIO(newline="")
            csv.writer(heading, lineterminator="\r\n").writerow([name for name, _, _ in table.columns])
            stream.write(heading.getvalue().encode())
            for piece in given.get(table.name, ()):
                stream.write(unpacked(piece))
    with folder.open("csv-metadata.json") as stream:
        stream.write(description(written, options))
    with folder.open("datapackage.json") as stream:
        stream.write(datapackage(written, options))

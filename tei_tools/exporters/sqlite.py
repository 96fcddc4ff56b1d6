"""SQLite: the tables of the CSV export in one database, with keys, indexes, and full text search.

``texts`` holds the plain texts; ``passages`` are their blocks (paragraphs, lines of verse …) with offsets,
``search`` finds words in them, ``quotations_search`` in what is quoted (SQLite, "FTS5 Extension"). Lists
are JSON arrays; the view ``authorities`` has one row an entity and authority. Every table's key is
``document, id``; what points at another table is a foreign key.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tei_tools.errors import UsageError
from tei_tools.exporters import FORMAT_VERSION, Options
from tei_tools.exporters._distinct import distinct
from tei_tools.exporters._rows import RecordRows
from tei_tools.exporters._tables import TableOf
from tei_tools.exporters._texts import WITH_TEXTS, rows_of, wanted
from tei_tools.exporters._values import typed

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.writing import Output

DESCRIPTION = "SQLite database of the same tables as CSV, with keys, indexes and full text search"
FILE = "collection.sqlite"
COMMITTED = 200  # documents between two commits

_TYPES = {"number": "INTEGER", "year": "INTEGER", "decimal": "REAL", "flag": "INTEGER"}
_INDEXED = frozenset(
    "person place organisation other earliest name xml_id edtf target entity speakers".split()
)
_BLOCK = re.compile(r"[^\n]+")
_PASSAGES = """
CREATE TABLE passage_offsets (id INTEGER PRIMARY KEY, document TEXT NOT NULL REFERENCES documents(document),
  "start" INTEGER NOT NULL, "end" INTEGER NOT NULL);
CREATE INDEX passage_offsets_document ON passage_offsets(document, "start");
CREATE VIEW passages AS SELECT p.id AS id, p.document AS document, p."start" AS "start", p."end" AS "end",
  substr(t.text, p."start" + 1, p."end" - p."start") AS text
  FROM passage_offsets p JOIN texts t ON t.document = p.document;
CREATE VIRTUAL TABLE search USING fts5(text, content='passages', content_rowid='id',
  tokenize="unicode61 remove_diacritics 2");
"""
_QUOTED = """
CREATE VIRTUAL TABLE quotations_search USING fts5(quote, content='quotations', content_rowid='rowid',
  tokenize="unicode61 remove_diacritics 2");
INSERT INTO quotations_search(quotations_search) VALUES ('rebuild');
"""


def export(records: Iterable[Record], folder: Output, options: Options) -> int:
    """Write ``collection.sqlite``; gives how many documents there were."""
    tables = wanted(options, WITH_TEXTS)
    with closing(sqlite3.connect(":memory:")) as probe:
        if not probe.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')").fetchone()[0]:
            raise UsageError(
                "this Python's SQLite has no full text search (FTS5)", advice="use another build of Python"
            )
    with tempfile.TemporaryDirectory(prefix="tei-tools-") as place:
        path = Path(place) / FILE
        with closing(sqlite3.connect(path)) as database:
            number = _fill(database, records, tables, options)
        with folder.open(FILE) as stream, path.open("rb") as made:
            shutil.copyfileobj(made, stream, 1 << 20)
    return number


def _fill(
    database: sqlite3.Connection, records: Iterable[Record], tables: list[TableOf], options: Options
) -> int:
    # It is no one's yet, and thrown away if anything fails: no journal is needed.
    database.executescript(
        "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA journal_mode = OFF;"
        f"PRAGMA synchronous = OFF; PRAGMA user_version = {int(FORMAT_VERSION)}; PRAGMA foreign_keys = OFF;"
    )
    names = {table.name for table in tables}
    for statement in _schema(tables):
        database.execute(statement)
    inserts = [(table, _insert(table), typed(table, _array)) for table in tables]
    searched = {"texts", "documents"} <= names
    if searched:
        database.executescript(_PASSAGES)
    number = 0
    for record in distinct(records, options):
        number += 1
        rows = RecordRows(record, options)
        for table, insert, values in inserts:
            database.executemany(insert, map(values, rows_of(record, rows, table)))
        if searched:
            _add_passages(database, record)
        if number % COMMITTED == 0:
            database.commit()
    for statement in _indexes(tables):
        database.execute(statement)
    if "quotations" in names:
        database.executescript(_QUOTED)
    database.execute("CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
    database.executemany(
        "INSERT INTO about VALUES (?, ?)",
        [("formatVersion", FORMAT_VERSION), ("conformsTo", f"tei-tools tables {FORMAT_VERSION}")],
    )
    database.execute(
        'CREATE TABLE columns_explained ("table" TEXT, "column" TEXT, meaning TEXT,'
        ' PRIMARY KEY ("table", "column"))'
    )
    database.executemany(
        "INSERT INTO columns_explained VALUES (?, ?, ?)",
        [(table.name, name, said) for table in tables for name, _, said in table.columns],
    )
    database.commit()
    return number


def _add_passages(database: sqlite3.Connection, record: Record) -> None:
    """The blocks of the text, both as offsets and in the index; offsets here are always code points."""
    place = database.execute("SELECT ifnull(max(id), 0) FROM passage_offsets").fetchone()[0]
    found = [
        (place + number, record.identifier, block.start(), block.end(), block[0])
        for number, block in enumerate(_BLOCK.finditer(record.text), 1)
    ]
    database.executemany("INSERT INTO passage_offsets VALUES (?, ?, ?, ?)", (row[:4] for row in found))
    database.executemany("INSERT INTO search(rowid, text) VALUES (?, ?)", ((row[0], row[4]) for row in found))


def _array(values: Any) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _insert(table: TableOf) -> str:
    return f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(table.columns))})'


def _schema(tables: list[TableOf]) -> Iterator[str]:
    names = {table.name for table in tables}
    for table in tables:
        key = ("document",) if table.name == "texts" else table.key
        lines = [
            f'"{name}" {_TYPES.get(kind, "TEXT")}{" NOT NULL" if name in key else ""}'
            for name, kind, _ in table.columns
        ]
        lines.append(f"PRIMARY KEY ({', '.join(key)})")
        for columns, target, there in table.foreign:
            if target in names:
                lines.append(f'FOREIGN KEY ({", ".join(columns)}) REFERENCES "{target}" ({", ".join(there)})')
        for column, target in table.links:
            if target in names:
                lines.append(f'FOREIGN KEY (document, "{column}") REFERENCES "{target}" (document, id)')
        yield f'CREATE TABLE "{table.name}" ({", ".join(lines)})'
    entities = [name for name in ("persons", "places", "organisations", "others") if name in names]
    if entities:
        yield "CREATE VIEW authorities AS " + " UNION ALL ".join(
            f"SELECT '{name}' AS \"table\", e.document AS document, e.id AS id, e.name AS name,"
            f" a.value AS uri FROM {name} e, json_each(e.same_as) a"
            for name in entities
        )


def _indexes(tables: list[TableOf]) -> Iterator[str]:
    for table in tables:
        for name, _, _ in table.columns:
            if name in _INDEXED:
                yield f'CREATE INDEX {table.name}_{name} ON "{table.name}"("{name}")'

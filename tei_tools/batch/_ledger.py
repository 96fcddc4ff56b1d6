"""The ledger: one SQLite file that says of every input what it was, what was done, and what came of it.

One process writes it (the run, which holds the lock), any may read it meanwhile (SQLite's write-ahead log).
A commit is on the disk when it returns (``synchronous=FULL``), so a step that is written down as done is
done: its files were synced before. Times are UTC and only for people; nothing is decided by them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tei_tools.errors import UnreadableError, UnwritableError, UsageError

__all__ = ["FILE", "LEDGER_VERSION", "Ledger", "now"]

FILE = "ledger.sqlite"
LEDGER_VERSION = "1"

_SCHEMA = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE runs (
  id INTEGER PRIMARY KEY, began TEXT, ended TEXT, state TEXT, plan TEXT, tools TEXT, summary TEXT
);
CREATE TABLE inputs (
  id INTEGER PRIMARY KEY,
  key BLOB NOT NULL UNIQUE,  -- the path's bytes from the ledger's folder
  name TEXT NOT NULL,        -- as messages say it
  place TEXT NOT NULL,       -- below the folder that was named
  rank BLOB NOT NULL,        -- the order of collections
  target TEXT UNIQUE,        -- the name of its TEI, case folded
  size INTEGER, mtime INTEGER, ctime INTEGER, inode INTEGER,
  digest TEXT NOT NULL DEFAULT '',
  about TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'waiting',  -- waiting, done, failed, gone
  plan TEXT NOT NULL DEFAULT '',          -- the fingerprint of the steps under which it was settled
  code INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  run INTEGER
);
CREATE INDEX inputs_by_state ON inputs (state) WHERE state != 'done';
CREATE INDEX inputs_by_rank ON inputs (rank);
CREATE TABLE steps (
  input INTEGER NOT NULL, step TEXT NOT NULL,
  state TEXT NOT NULL,                    -- done, failed
  fingerprint TEXT NOT NULL, source TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT '{}',
  code INTEGER NOT NULL DEFAULT 0, cause TEXT NOT NULL DEFAULT '', message TEXT NOT NULL DEFAULT '',
  advice TEXT NOT NULL DEFAULT '', seconds REAL, run INTEGER, at TEXT,
  PRIMARY KEY (input, step)
) WITHOUT ROWID;
CREATE INDEX steps_that_failed ON steps (cause) WHERE cause != '';
CREATE TABLE outputs (
  input INTEGER NOT NULL, step TEXT NOT NULL, path TEXT NOT NULL, folded TEXT NOT NULL UNIQUE,
  digest TEXT NOT NULL, size INTEGER NOT NULL, names TEXT NOT NULL DEFAULT '',
  lost INTEGER NOT NULL DEFAULT 0,        -- whether another has the first of its names
  mtime INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (input, step, path)
) WITHOUT ROWID;
CREATE INDEX outputs_that_lost ON outputs (lost) WHERE lost=1;
CREATE TABLE pieces (
  input INTEGER NOT NULL, part TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (input, part)
) WITHOUT ROWID;
CREATE TABLE history (
  id INTEGER PRIMARY KEY, input INTEGER, step TEXT, what TEXT, said TEXT, run INTEGER, at TEXT
);
CREATE INDEX history_of_input ON history (input);
CREATE TABLE collections (
  name TEXT NOT NULL, path TEXT NOT NULL, digest TEXT NOT NULL, size INTEGER NOT NULL,
  mtime INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (name, path)
) WITHOUT ROWID;
"""

# What exports call the documents of an input, beside their own identifiers: see ``_distinct_documents``.
_DOCUMENTS = """
CREATE TABLE IF NOT EXISTS documents (
  input INTEGER NOT NULL, number INTEGER NOT NULL, own TEXT NOT NULL, given TEXT NOT NULL,
  path TEXT NOT NULL,
  PRIMARY KEY (input, number)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS documents_by_own ON documents (own);
CREATE INDEX IF NOT EXISTS documents_given ON documents (input) WHERE given != own;
"""

# Columns that came later, with what they are in a ledger that was begun without them.
_LATER = (
    ("inputs", "inode", "INTEGER"),
    ("outputs", "mtime", "INTEGER NOT NULL DEFAULT 0"),
    ("collections", "mtime", "INTEGER NOT NULL DEFAULT 0"),
)


class Ledger:
    """The ledger of an output folder; ``write`` makes it where it is not there.

    Raises :class:`~tei_tools.errors.UsageError` where there is none to read, and
    :class:`~tei_tools.errors.UnreadableError` where the file is no ledger.
    """

    def __init__(self, path: Path, *, write: bool = False) -> None:
        self.path = path
        self.writes = write
        if not write and not path.is_file():
            raise UsageError("no ledger here", file=str(path), advice="name the output folder of a run")
        try:
            if write:
                self.db = sqlite3.connect(path, isolation_level=None, timeout=60)
                self._ready()
            else:
                self.db = _to_read(path)
            version = self.about("version")
        except sqlite3.DatabaseError as fault:
            if write and _is_full(fault):
                raise _full(path) from fault
            raise UnreadableError(f"is not a ledger: {fault}", file=str(path)) from fault
        if version != LEDGER_VERSION:
            raise UnreadableError(f"is a ledger of the version {version}", file=str(path))

    def _ready(self) -> None:
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=FULL")
        self.db.execute("PRAGMA journal_size_limit=4000000")
        self.db.execute("PRAGMA cache_size=-2000")
        self.db.execute("PRAGMA temp_store=FILE")
        there = self.db.execute("SELECT 1 FROM sqlite_master WHERE name='collections'").fetchone()
        if there is None:
            # One script in one transaction: a ledger that was begun and not ended is begun again.
            said = f"INSERT INTO about VALUES ('version', '{LEDGER_VERSION}'), ('changes', '0');"
            self.db.executescript(f"BEGIN;{_SCHEMA}{said}COMMIT;")
        self.db.executescript(f"BEGIN;{_DOCUMENTS}COMMIT;")
        for table, column, kind in _LATER:
            if column not in {row[1] for row in self.db.execute(f"PRAGMA table_info({table})")}:
                self.db.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")

    def close(self) -> None:
        """Close the file; what was committed stays. At rest it is one file, which any reader can read."""
        if self.writes:
            with suppress(sqlite3.OperationalError):  # somebody reads it just now, or the disk is full
                self.db.execute("PRAGMA journal_mode=DELETE")
        self.db.close()

    def about(self, key: str) -> str:
        """A value of the ledger about itself; empty where it has none."""
        row = self.db.execute("SELECT value FROM about WHERE key=?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def say(self, key: str, value: str) -> None:
        """Set a value of the ledger about itself."""
        self.db.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (key, value))

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is on the disk at the end of the block, or nothing is."""
        try:
            self.db.execute("BEGIN IMMEDIATE")
            yield self.db
            self.db.execute("COMMIT")
        except BaseException as fault:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            if isinstance(fault, sqlite3.OperationalError) and _is_full(fault):
                raise _full(self.path) from fault
            raise

    def rows(self, query: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, as they come."""
        yield from self.db.execute(query, values)

    def one(self, query: str, values: Sequence[Any] = ()) -> tuple[Any, ...]:
        """The one row of a query."""
        row: tuple[Any, ...] = self.db.execute(query, values).fetchone()
        return row

    def begin_run(self, plan: dict[str, Any], tools: dict[str, Any]) -> int:
        """A new run; one that was not ended was stopped."""
        with self.change() as db:
            db.execute("UPDATE runs SET state='stopped' WHERE state='running'")
            cursor = db.execute(
                "INSERT INTO runs (began, state, plan, tools) VALUES (?, 'running', ?, ?)",
                (now(), json.dumps(plan, sort_keys=True), json.dumps(tools, sort_keys=True)),
            )
            return int(cursor.lastrowid or 0)

    def end_run(self, number: int, state: str, summary: dict[str, Any]) -> None:
        """Say how a run ended."""
        with self.change() as db:
            db.execute(
                "UPDATE runs SET ended=?, state=?, summary=? WHERE id=?",
                (now(), state, json.dumps(summary, sort_keys=True), number),
            )


def now() -> str:
    """The time of the system's clock in UTC, ISO 8601, for people to read."""
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def in_pieces(values: Iterable[Any], size: int = 500) -> Iterator[list[Any]]:
    """The values in lists of at most ``size``."""
    piece: list[Any] = []
    for value in values:
        piece.append(value)
        if len(piece) >= size:
            yield piece
            piece = []
    if piece:
        yield piece


def _to_read(path: Path) -> sqlite3.Connection:
    """To read while another may write; on a disk that can only be read, the file as it stands."""
    address = path.absolute().as_uri()
    try:
        db = sqlite3.connect(f"{address}?mode=ro", uri=True, isolation_level=None, timeout=60)
        db.execute("SELECT 1 FROM about").fetchone()
    except sqlite3.OperationalError:
        db = sqlite3.connect(f"{address}?immutable=1", uri=True, isolation_level=None)
        db.execute("SELECT 1 FROM about").fetchone()
    return db


def _is_full(fault: sqlite3.DatabaseError) -> bool:
    said = str(fault)
    return "full" in said or "disk I/O" in said or "unable to open" in said or "readonly" in said


def _full(path: Path) -> UnwritableError:
    return UnwritableError(
        "the ledger can't be written: the disk is full or can't be written to",
        file=str(path),
        advice="make room, then run the same again: it goes on where it stopped",
    )

"""What many documents say about the same thing, gathered on the disk: memory does not grow with them."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any, Self


class Collected:
    """Things by key, in the order in which they were first met, each with what was said of it, once.

    Use it in a ``with`` block. What is said is JSON, under the name of a part.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="tei-tools-")
        self._database = sqlite3.connect(Path(self._folder.name) / "collected.sqlite", isolation_level=None)
        self._database.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8000; BEGIN;"
            "CREATE TABLE things (id INTEGER PRIMARY KEY, key TEXT UNIQUE);"
            "CREATE TABLE parts (thing INTEGER, part TEXT, said TEXT, times INTEGER,"
            " PRIMARY KEY (thing, part, said));"
        )

    def add(self, key: str, **parts: list[Any]) -> None:
        """Say of the thing ``key`` each value of each part; a value that was said before counts again."""
        ask = self._database.execute
        found = ask("SELECT id FROM things WHERE key = ?", (key,)).fetchone()
        thing = found[0] if found else ask("INSERT INTO things (key) VALUES (?)", (key,)).lastrowid
        self._database.executemany(
            "INSERT INTO parts VALUES (?, ?, ?, 1)"
            " ON CONFLICT (thing, part, said) DO UPDATE SET times = times + 1",
            [
                (thing, part, json.dumps(value, ensure_ascii=False))
                for part, values in parts.items()
                for value in values
            ],
        )

    def __iter__(self) -> Iterator[tuple[str, dict[str, list[tuple[Any, int]]]]]:
        """The things with, for each part, what was said and how often, in the order of the saying."""
        rows = self._database.execute(
            "SELECT t.key, p.part, p.said, p.times FROM things t LEFT JOIN parts p ON p.thing = t.id"
            " ORDER BY t.id, p.rowid"
        )
        for key, group in groupby(rows, key=lambda row: row[0]):
            said: dict[str, list[tuple[Any, int]]] = {}
            for _, part, value, times in group:
                if part is not None:
                    said.setdefault(part, []).append((json.loads(value), times))
            yield key, said

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: object, trace: TracebackType | None) -> None:
        self._database.close()
        self._folder.cleanup()

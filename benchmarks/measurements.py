"""The figures that take hours, of models that have not seen what they are measured on, kept in a file.

    from measurements import put, rows
    put("names", [{"source": "gum_open", "how": "left out", ...}, ...])

``benchmarks/measurements.toml`` says in its head what each table holds. A script that trains and measures
calls :func:`put`; ``benchmarks/aims.py`` reads. A row stands for what its keys name (``KEYS``): putting one
again takes the place of the one that was there, and all others stay.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

__all__ = ["FILE", "KEYS", "put", "rows"]

FILE = Path(__file__).with_name("measurements.toml")
KEYS = {
    "names": ("source", "how"),
    "certainty": ("kind", "how"),
    "references": ("source", "how"),
    "jing": ("what",),
    "bad_inputs": ("what",),
    "known": ("task", "source", "tool"),
}
"""Each table with the columns that tell its rows apart."""

Value = str | int | float
_KEY = re.compile(r"[A-Za-z0-9_-]+")


def rows(table: str, file: Path = FILE) -> list[dict[str, Value]]:
    """The rows of a table, in the file's order; none where there is no file or no such table."""
    if not file.is_file():
        return []
    found = tomllib.loads(file.read_text(encoding="utf-8")).get(table, [])
    return [dict(row) for row in found]


def put(table: str, new: Iterable[Mapping[str, Value]], file: Path = FILE) -> None:
    """Put rows into a table, in the place of those with the same keys.

    Raises ``KeyError`` for a table that is none and ``ValueError`` for a row without its keys.
    """
    keys = KEYS[table]
    tables = {name: rows(name, file) for name in KEYS}
    held = {tuple(row[key] for key in keys): row for row in tables[table]}
    for row in new:
        if any(key not in row for key in keys):
            raise ValueError(f"a row of {table} says {', '.join(keys)}: {dict(row)}")
        held[tuple(row[key] for key in keys)] = dict(row)
    tables[table] = list(held.values())
    file.write_text(_head(file) + _written(tables), encoding="utf-8")


def _head(file: Path) -> str:
    """The comment that the file opens with."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True) if file.is_file() else []
    kept = []
    for line in lines:
        if line.strip() and not line.startswith("#"):
            break
        kept.append(line)
    return "".join(kept).rstrip("\n") + "\n" if kept else ""


def _written(tables: Mapping[str, list[dict[str, Value]]]) -> str:
    pieces = []
    for name, held in tables.items():
        if held:
            lines = [f"  {{ {', '.join(map(_pair, row.items()))} }},\n" for row in held]
            pieces.append(f"\n{name} = [\n{''.join(lines)}]\n")
    return "".join(pieces)


def _pair(item: tuple[str, Value]) -> str:
    key, value = item
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r} is no bare key")
    # JSON's strings and numbers are TOML's.
    return f"{key} = {json.dumps(value, ensure_ascii=False)}"

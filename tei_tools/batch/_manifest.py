"""A manifest: a CSV that says what is known of each file, for its header.

The column ``file`` names a file, from the folder of the manifest; the others are fields of
:class:`~tei_tools.sources.Metadata` by name (``title``, ``author`` or ``authors`` parted by ``|``, ``date``,
``language``, ``publisher``, ``address``, ``rights``, ``keywords`` parted by ``|``). An empty cell says
nothing; a column of another name is refused.
"""

from __future__ import annotations

import csv
import difflib
import io
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tei_tools.errors import UnreadableError, UsageError

if TYPE_CHECKING:
    from tei_tools.sources import SourceDocument

__all__ = ["described", "rows"]

_COLUMNS = ("title", "author", "authors", "date", "language", "publisher", "address", "rights", "keywords")
_LISTS = {"author": "authors", "authors": "authors", "keywords": "keywords"}


def rows(path: Path) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Each row: the path of its file and what it says, as (field, value) pairs.

    Raises :class:`~tei_tools.errors.UsageError` and :class:`~tei_tools.errors.UnreadableError` with the line.
    """
    try:
        stream = path.open(encoding="utf-8-sig", newline="")
    except OSError as fault:
        raise UnreadableError(f"the manifest can't be read: {fault.strerror}", file=str(path)) from fault
    with stream:
        reader = csv.DictReader(stream)
        try:
            _check(reader, path)
            for row in reader:
                yield _row(row, reader.line_num, path)
        except (csv.Error, UnicodeDecodeError) as fault:
            raise UnreadableError(f"is not a CSV in UTF-8: {fault}", file=str(path)) from fault


def _check(reader: csv.DictReader[str], path: Path) -> None:
    columns = list(reader.fieldnames or ())
    if "file" not in columns:
        raise UsageError("the manifest has no column 'file'", file=str(path), line=1, advice="add it")
    for name in columns:
        if name != "file" and name not in _COLUMNS:
            near = difflib.get_close_matches(name, _COLUMNS, 1)
            advice = f"did you mean {near[0]}?" if near else f"known are: file, {', '.join(_COLUMNS)}"
            raise UsageError(f"the column {name!r} is not known", file=str(path), line=1, advice=advice)


def _row(row: dict[str, Any], line: int, path: Path) -> tuple[str, tuple[tuple[str, str], ...]]:
    from tei_tools._encoder import day

    if not row["file"] or None in row:
        what = "the row has more cells than columns" if row["file"] else "the row names no file"
        raise UsageError(what, file=str(path), line=line)
    said = tuple((name, row[name].strip()) for name in sorted(_COLUMNS) if (row.get(name) or "").strip())
    try:
        day(dict(said).get("date"))
    except UsageError as fault:
        fault.file, fault.line = str(path), line
        raise
    return os.path.join(path.parent, row["file"]), said  # noqa: PTH118


def described(document: SourceDocument, about: dict[str, str]) -> SourceDocument:
    """The document with what the manifest says of it in place of what it says itself."""
    if not about:
        return document
    fields: dict[str, Any] = {}
    for name, value in about.items():
        if name in _LISTS:
            fields[_LISTS[name]] = tuple(part.strip() for part in value.split("|") if part.strip())
        else:
            fields[name] = value
    return replace(document, metadata=replace(document.metadata, **fields))


def as_csv(found: list[tuple[str, dict[str, str]]]) -> str:
    """A manifest of these files."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(["file", *_COLUMNS])
    for name, said in found:
        writer.writerow([name, *(said.get(column, "") for column in _COLUMNS)])
    return stream.getvalue()

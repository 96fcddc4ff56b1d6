"""A folder of OAI-PMH responses (Open Archives Initiative, Protocol for Metadata Harvesting 2.0, 2.5, 3.2 and
4.5).

A harvester keeps either whole responses (``ListRecords``, ``GetRecord``), with many records each, or the
metadata of one record a file. What stands in ``metadata`` is an input of its own, named by the identifier of
its header; a file that is no response is an input as it stands. A record that was harvested again counts
once, as it was last (by its datestamp, then by the order of the files); one that was last deleted is left
out.
"""

from __future__ import annotations

import io
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Any

from tei_tools.errors import TeiToolsError
from tei_tools.inputs import Input, file_input, find, read_bytes, shown, unreadable

__all__ = ["Harvest", "Harvested"]

_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_MOST = 200_000_000
_TABLE = """
CREATE TABLE records (
  identifier TEXT PRIMARY KEY, stamp TEXT, file BLOB, number INTEGER, deleted INTEGER, place TEXT UNIQUE
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Harvested:
    """What a file of a harvest has: a record (``item``, and ``place``, its name among all of them), itself
    where it is no response (``item`` is ``None``), or a fault (``place`` is empty).
    """

    file: str
    item: Input | None = None
    place: str = ""


class Harvest:
    """The responses in a folder."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._index: sqlite3.Connection | None = None
        self._last: tuple[str, list[_Record]] | None = None

    def records(self) -> Iterator[Harvested]:
        """What is in the folder, in the order of the files."""
        index = self._indexed()
        for file in self._files():
            try:
                records = self._of(file)
            except TeiToolsError as fault:
                yield Harvested(file, unreadable(shown(file), fault.what, fault.advice))
                continue
            if records is None:
                yield Harvested(file)
                continue
            for record in records:
                row = index.execute(
                    "SELECT file, number, place FROM records WHERE identifier=? AND deleted=0",
                    (record.identifier,),
                ).fetchone()
                if row is not None and row[:2] == (os.fsencode(file), record.number):
                    yield Harvested(file, record.input(file, row[2]), row[2])

    def record(self, place: str) -> Input:
        """The record of this name; reading it raises where there is none any more."""
        row = self._indexed().execute("SELECT file, number FROM records WHERE place=?", (place,)).fetchone()
        if row is not None:
            file = os.fsdecode(row[0])
            for record in self._of(file) or ():
                if record.number == row[1]:
                    return record.input(file, place)
        return unreadable(f"{shown(self.folder)}/{place}", "is not in the harvest any more", "run again")

    def _files(self) -> Iterator[str]:
        for item in find([self.folder], recursive=True, suffixes=(".xml",)):
            if item.path is not None:
                yield os.fspath(item.path)

    def _indexed(self) -> sqlite3.Connection:
        """What is the last of each record, on the disk (a file of SQLite's own, gone with the connection)."""
        if self._index is not None:
            return self._index
        index = sqlite3.connect("", isolation_level=None)
        index.execute("PRAGMA cache_size=-2000")
        index.execute(_TABLE)
        index.execute("BEGIN")
        for file in self._files():
            try:
                records = self._of(file) or ()
            except TeiToolsError:
                continue  # told when it is an input
            for record in records:
                _put(index, file, record)
        index.execute("COMMIT")
        self._index = index
        return index

    def _of(self, file: str) -> list[_Record] | None:
        """The records of a file; ``None`` where it is no response."""
        if self._last is None or self._last[0] != file:
            data = read_bytes(file_input(file), _MOST)
            if b"OAI-PMH" not in data[:2000] and b"openarchives.org/OAI/2.0" not in data[:4000]:
                return None
            self._last = (file, list(_records(data, file)))
        return self._last[1]


@dataclass(frozen=True, slots=True)
class _Record:
    identifier: str
    number: int
    stamp: str
    is_deleted: bool
    content: bytes

    def input(self, file: str, place: str) -> Input:
        name = f"{shown(file)}/{place}"
        if not self.content:
            return unreadable(name, "the record has no metadata")
        return Input(name, len(self.content), partial(io.BytesIO, self.content))


def _records(data: bytes, file: str) -> Iterator[_Record]:
    from lxml import etree

    from tei_tools.parsing import parse

    root: Any = parse(data, shown(file), _MOST).getroot()
    for number, record in enumerate(root.iter(f"{_OAI}record")):
        header = record.find(f"{_OAI}header")
        is_deleted = header is not None and header.get("status") == "deleted"
        identifier, stamp = "", ""
        if header is not None:
            identifier = (header.findtext(f"{_OAI}identifier") or "").strip()
            stamp = (header.findtext(f"{_OAI}datestamp") or "").strip()
        metadata = record.find(f"{_OAI}metadata")
        parts = metadata if metadata is not None else ()
        inner = next((child for child in parts if isinstance(child.tag, str)), None)
        content = b""
        if inner is not None:
            inner.tail = None
            content = etree.tostring(inner, encoding="utf-8", xml_declaration=True)
        # Without an identifier, which the protocol demands, it is told apart by where it stands.
        yield _Record(identifier or f"{shown(file)} {number}", number, stamp, is_deleted, content)


def _put(index: sqlite3.Connection, file: str, record: _Record) -> None:
    values = (record.stamp, os.fsencode(file), record.number, int(record.is_deleted))
    row = index.execute("SELECT stamp FROM records WHERE identifier=?", (record.identifier,)).fetchone()
    if row is not None:
        if row[0] <= record.stamp:
            index.execute(
                "UPDATE records SET stamp=?, file=?, number=?, deleted=? WHERE identifier=?",
                (*values, record.identifier),
            )
        return
    place = _place(record.identifier)
    if index.execute("SELECT 1 FROM records WHERE place=?", (place,)).fetchone():
        digest = sha256(record.identifier.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        place = f"{place.removesuffix('.xml')}-{digest}.xml"
    index.execute("INSERT INTO records VALUES (?,?,?,?,?,?)", (record.identifier, *values, place))


def _place(identifier: str) -> str:
    from tei_tools.writing import safe_name

    return safe_name(f"{identifier.replace('/', '_').replace(':', '_')}.xml")

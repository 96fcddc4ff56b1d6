"""The way back: tables that were exported and edited → edits of the TEI files that they came from.

:func:`import_file` compares the rows with what the file exports now. Only cells that differ are edits; every
other byte of the file stays. A row that no longer fits is refused in one line, and then nothing of that file
is changed, unless ``partial`` says so. What was written is read again: a cell that would not come out of the
next export as it stands in the table is refused too, so that import and export are each other's inverse.

``_csv`` and ``_jsonld`` read rows, ``_compared`` finds what differs; ``_entries``, ``_relations``,
``_letters``, ``_pointing`` and ``_dating`` say what that is in TEI, ``_source`` where it is in the file. To
bring one more column back: its name in ``_compared.EDITABLE``, its maker in the module of its table, its test
in ``tests/importing/``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tei_tools.editing import Edit, apply, diff
from tei_tools.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from tei_tools.inputs import Input

__all__ = ["Change", "Imported", "TableRow", "Tables", "import_file", "read_tables"]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of an edited table: where it stands (``persons.csv:3``), whose it is, its cells by column.

    Cells are as in the file, guards and all; columns that the file lacks are not there.
    """

    table: str
    place: str
    document: str
    id: str
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of edited tables by document, and the digests of the files that they were made from.

    ``shared`` are the identifiers that more than one of the exported documents has, ``places`` the
    paths of the files and ``texts`` the digests of the plain texts by document, where they are said;
    ``documents`` are the rows of the documents themselves.
    """

    rows: dict[str, list[TableRow]]
    digests: dict[str, str]
    shared: set[str] = field(default_factory=set)
    places: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    documents: dict[str, TableRow] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that differs: its row, its column, what the file says now, what it is to say."""

    row: TableRow
    column: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.row.place}: {self.row.id}: {self.column}: {self.old!r} → {self.new!r}"


@dataclass(frozen=True, slots=True)
class Imported:
    """A file before and after: the ``edits`` of ``source``, the changes they make, what was refused and why.

    ``documents`` are the identifiers of the documents in the file.
    """

    name: str
    source: bytes
    edits: tuple[Edit, ...]
    encoding: str
    changes: tuple[Change, ...]
    refused: tuple[str, ...]
    documents: tuple[str, ...]

    def content(self) -> bytes:
        """The file with its edits."""
        return apply(self.source, self.edits, None, encoding=self.encoding)

    def diff(self) -> str:
        """The edits as a unified diff; empty where there are none."""
        return diff(self.source, self.edits, self.name, encoding=self.encoding)


def read_tables(paths: Iterable[Path | str], *, base: str = "urn:x-tei:") -> Tables:
    """The rows of CSV tables and JSON-LD files of our export, or folders of either, by document.

    ``base`` is that of the export. Raises :class:`~tei_tools.errors.UnreadableError` or
    :class:`~tei_tools.errors.UsageError` for what is no such table.
    """
    from pathlib import Path

    from tei_tools.importing import _csv, _jsonld

    found = Tables({}, {})
    for given in paths:
        path = Path(given)
        if path.is_dir():
            annotated = sorted(each for each in path.rglob("*.json*") if each.suffix in (".jsonld", ".jsonl"))
            if _csv.is_folder(path) or not annotated:
                _csv.read_folder(path, found)
            else:
                for each in annotated:
                    _jsonld.read(each, found, base)
        elif path.suffix.lower() in _csv.SUFFIXES:
            _csv.read(path, found)
        elif path.suffix.lower() in _jsonld.SUFFIXES:
            _jsonld.read(path, found, base)
        else:
            raise UsageError(
                "is neither a table nor JSON-LD by its name", file=str(path), advice="give a .csv or .jsonld"
            )
    return found


def import_file(
    tables: Tables,
    item: Input,
    *,
    name: str | None = None,
    identifier: str | None = None,
    reading: str = "edited",
    base: str = "urn:x-tei:",
    partial: bool = False,
    max_size: int = 200_000_000,
) -> Imported:
    """What ``tables`` change in one TEI file; nothing is written.

    ``name``, ``identifier``, ``reading`` and ``base`` are those of the export. Where a row is refused there
    are no edits at all, unless ``partial``. Raises :class:`~tei_tools.errors.UnreadableError`.
    """
    from tei_tools.importing._compared import compared
    from tei_tools.inputs import read_bytes

    source = read_bytes(item, max_size)
    options: dict[str, Any] = {
        "name": name or item.name,
        "identifier": identifier,
        "reading": reading,
        "max_size": max_size,
    }
    found = compared(tables, source, base, options)
    if not found.changes:
        return Imported(item.name, source, (), "utf-8", (), tuple(found.refused), found.documents)
    from tei_tools.importing._made import made

    edits, encoding, done, refused = made(source, found, options, base)
    refused = [*found.refused, *refused]
    if refused and not partial:
        edits, done = [], []
    return Imported(item.name, source, tuple(edits), encoding, tuple(done), tuple(refused), found.documents)

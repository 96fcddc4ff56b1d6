"""Rows of edited tables beside the rows that the file exports now → the cells that differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from tei_tools.editing import digest
from tei_tools.exporters import Options
from tei_tools.exporters._guard import guarded, unguarded
from tei_tools.exporters._rows import RecordRows
from tei_tools.exporters._tables import SEPARATORS, TABLES
from tei_tools.importing import Change, TableRow, Tables
from tei_tools.importing._exported import Exported

if TYPE_CHECKING:
    from tei_tools.records import Record

_ENTRY = ("name", "variants", "note", "same_as", "identifiers")
EDITABLE: dict[str, tuple[str, ...]] = {
    "persons": (*_ENTRY, "surname", "forename", "birth", "death", "occupation", "sex"),
    "places": (*_ENTRY, "latitude", "longitude", "country"),
    "organisations": _ENTRY,
    "others": _ENTRY,
    "mentions": ("person", "place", "organisation", "other", "entity"),
    "relations": ("name", "type", "active", "passive", "mutual", "words", "date"),
    "letters": (
        "action",
        "name",
        "person",
        "organisation",
        "other",
        "entity",
        "place_name",
        "place",
        "edtf",
        "date_quote",
    ),
    "dates": ("edtf",),
}
# Where something stands moves when a paragraph is added; bounds follow from the date.
_MOVES = frozenset(("start", "end", "prefix", "suffix", "where", "xpath", "pointer", "uri"))
_FOLLOWS = frozenset(("earliest", "latest", "earliest_year", "latest_year", "raw", "method"))
# The columns that say together who or what is meant.
_WHO = {
    "mentions": ("person", "place", "organisation", "other"),
    "letters": ("person", "organisation", "other"),
}
_KINDS = {table.name: {name: kind for name, kind, _ in table.columns} for table in TABLES}


@dataclass(slots=True)
class Compared:
    """The records of a file, the cells that differ, with the path of their element, and what was refused."""

    records: list[Record] = field(default_factory=list)
    # Of a letter's rows the how manieth of its action each is, by document and id.
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    changes: list[tuple[Change, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def documents(self) -> tuple[str, ...]:
        return tuple(record.identifier for record in self.records)


def compared(tables: Tables, source: bytes, base: str, options: dict[str, Any]) -> Compared:
    """What the tables say of the documents in ``source`` and these do not."""
    from tei_tools.records import iter_read

    found = Compared(list(iter_read(source, **options)))
    exported = Exported(tables)
    for number, each in enumerate(found.records):
        found.records[number] = record = exported.of(each)
        rows = tables.rows.get(record.identifier)
        made_from = tables.digests.get(record.identifier)
        changed = bool(made_from) and made_from != digest(source)
        own = tables.documents.get(record.identifier)
        if own is not None and not changed and record.identifier not in tables.shared:
            _compare_document(record, own, base, found)
        if not rows:
            continue
        known = len(found.changes)
        _compare(record, rows, base, found, record.identifier in tables.shared, changed=changed)
        if changed and (found.changes[known:] or found.refused):
            found.refused.insert(
                0,
                f"{options['name']}: is no longer the file that the tables were made from; export it again, "
                "or use --partial to apply what still fits",
            )
    return found


def current(record: Record, table: str, rows: RecordRows) -> Iterator[dict[str, str]]:
    """The rows of one table as the words of their cells, without guards."""
    columns = next(each.columns for each in TABLES if each.name == table)
    for row in rows.of(table):
        cells = {}
        for (name, kind, _), value in zip(columns, row, strict=True):
            if value is None:
                cells[name] = ""
            elif kind == "list":
                cells[name] = "|".join(each.replace("|", "¦") for each in value)
            elif kind in SEPARATORS:
                cells[name] = " ".join(each.replace(" ", "%20") for each in value)
            else:
                cells[name] = str(value)
        if table in _WHO:
            cells["entity"] = next((cells[name] for name in _WHO[table] if cells[name]), "")
        yield cells


def all_current(record: Record, base: str) -> dict[str, list[dict[str, str]]]:
    """The rows of the tables in the order in which the export makes them; ``documents`` is read apart."""
    rows = RecordRows(record, Options(base=base, guard=False))
    return {
        table.name: list(current(record, table.name, rows)) for table in TABLES if table.name != "documents"
    }


# What the header says; the other columns follow from the file, or from how it was exported.
_HEADER = frozenset(
    "title titles authors editors contributors date created publisher status licence rights identifiers "
    "source language keywords".split()
)


def _compare_document(record: Record, row: TableRow, base: str, found: Compared) -> None:
    """What a header says is not brought back: that is told where a cell of it was edited."""
    rows = RecordRows(record, Options(base=base, guard=False))
    for cells in current(record, "documents", rows):
        for column, _, _ in _differing(row, cells):
            if column in _HEADER:
                found.refused.append(
                    f"{row.place}: {row.id!r}: the column {column} is not brought back: edit the file itself"
                )


def _compare(
    record: Record, rows: list[TableRow], base: str, found: Compared, shared: bool, *, changed: bool
) -> None:
    """``shared``: other documents have this one's identifier, and rows that do not fit may be theirs.
    ``changed``: the file is another since the export, so that tables of which nothing is brought back say
    nothing.
    """
    now = {(table, cells["id"]): cells for table, each in all_current(record, base).items() for cells in each}
    # The identifier of what has no xml:id comes from what it says: after an import it is another.
    at: dict[tuple[str, str], list[dict[str, str]]] = {}
    for (table, _), each in now.items():
        if not each.get("xml_id") and "xpath" in each:
            if table == "letters":
                found.numbers[record.identifier, each["id"]] = len(at.get((table, each["xpath"]), ()))
            at.setdefault((table, each["xpath"]), []).append(each)
    at_odds = _at_odds(rows, now, at)
    seen: dict[tuple[str, str], str] = {}
    kept: set[tuple[str, str]] = set()
    if shared:
        for row in rows:
            same_id = now.get((row.table, row.id))
            if same_id is not None and not any(_differing(row, same_id)):
                kept.add((row.table, row.id))
    for row in rows:
        if row.table not in EDITABLE and changed:
            continue
        cells = now.get((row.table, row.id))
        if shared and (cells is None or (row.table, row.id) in kept):
            continue
        if cells is None:
            others = at.get((row.table, row.cells.get("xpath", "")), ())
            if any(not any(_differing(row, there)) for there in others):
                continue
            found.refused.append(f"{row.place}: {row.id!r} is not in {record.name}; no row of it was applied")
            continue
        differing = list(_differing(row, cells))
        if not differing:
            continue
        other = seen.setdefault((row.table, row.id), row.place)
        if other != row.place:
            found.refused.append(f"{row.place}: {row.id!r} stands in {other} already; keep one of the two")
            continue
        moved = _moved(row, cells)
        if moved:
            found.refused.append(f"{row.place}: {row.id!r}: {moved}; export the file again")
            continue
        can_be = EDITABLE.get(row.table, ())
        for column, _, _ in differing:
            if column not in can_be:
                names = ", ".join(name for name in can_be if name != "entity") or f"none of {row.table}"
                found.refused.append(
                    f"{row.place}: {row.id!r}: the column {column} is not brought back; these are: {names}"
                )
            elif (row.table, cells.get("xpath", ""), column) in at_odds:
                found.refused.append(
                    f"{row.place}: {row.id!r}: the rows of one action differ in {column}: change them all"
                )
        changes = [
            each
            for each in differing
            if each[0] in can_be and (row.table, cells.get("xpath", ""), each[0]) not in at_odds
        ]
        if row.table in _WHO:
            changes = _who(row, cells, changes, found)
        found.changes += [(Change(row, *each), cells["xpath"]) for each in changes]


def _at_odds(
    rows: list[TableRow],
    now: dict[tuple[str, str], dict[str, str]],
    at: dict[tuple[str, str], list[dict[str, str]]],
) -> set[tuple[str, str, str]]:
    """What the rows of one letter's action say differently of what they share, as (table, path, column)."""
    from tei_tools.importing._letters import SHARED

    said: dict[tuple[str, str, str], set[str]] = {}
    for row in rows:
        if row.table == "letters":
            known = now.get((row.table, row.id))
            path = known["xpath"] if known else row.cells.get("xpath", "")
            for column in SHARED:
                if column in row.cells:
                    said.setdefault((row.table, path, column), set()).add(unguarded(row.cells[column]))
    return {place for place, values in said.items() if len(values) > 1}


def _differing(row: TableRow, cells: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    kinds = _KINDS[row.table]
    for column, cell in row.cells.items():
        old = cells.get(column)
        if old is None or column in ("document", "id") or column in _MOVES or column in _FOLLOWS:
            continue
        kind = kinds.get(column, "id")
        if cell == old or same(kind, cell, old):
            continue
        new = cell
        if kind in ("words", "list"):
            if cell == guarded(old):
                continue
            new = unguarded(cell)
        yield column, old, new


def same(kind: str, one: str, other: str) -> bool:
    """Whether two cells say the same, whatever a spreadsheet made of their form."""
    if one.replace("\r\n", "\n") == other.replace("\r\n", "\n"):
        return True
    if kind == "flag":
        return one.casefold() == other.casefold()
    if kind in ("decimal", "number", "year"):
        try:
            return Decimal(one.replace(",", ".")) == Decimal(other)
        except InvalidOperation:
            return False
    return kind == "uris" and set(one.split()) == set(other.split())


def _moved(row: TableRow, cells: dict[str, str]) -> str | None:
    """Why the row is not of this place any more."""
    if row.table not in ("mentions", "dates"):
        return None
    quote = row.cells.get("quote")
    if quote is not None and not same("words", quote, cells["quote"]) and quote != guarded(cells["quote"]):
        return f"the words there are {cells['quote']!r} and not {unguarded(quote)!r}"
    if row.cells.get("xpath", cells["xpath"]) == cells["xpath"]:
        return None
    around = [name for name in ("prefix", "suffix") if name in cells and name in row.cells]
    # The path is another; the words around say whether it is the same place.
    if around and all(unguarded(row.cells[name]) == unguarded(cells[name]) for name in around):
        return None
    return "it stands in another place now"


def _who(
    row: TableRow, cells: dict[str, str], changes: list[tuple[str, str, str]], found: Compared
) -> list[tuple[str, str, str]]:
    """One change for the columns of whom a mention, or a letter's row, means."""
    columns = _WHO[row.table]
    others = [each for each in changes if each[0] not in columns]
    if len(others) == len(changes):
        return changes
    said = {name: row.cells.get(name, cells[name]) for name in columns}
    meant = [value for value in said.values() if value]
    if len(meant) > 1:
        found.refused.append(f"{row.place}: {row.id!r}: two columns say who is meant; empty one of them")
        return others
    new = meant[0] if meant else ""
    return [*others, ("entity", cells["entity"], new)] if new != cells["entity"] else others

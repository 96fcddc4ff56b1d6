"""A record's tables as data frames of pandas."""

from __future__ import annotations

from dataclasses import fields
from importlib import import_module
from typing import TYPE_CHECKING, Any

from tei_tools.errors import MissingExtraError
from tei_tools.records._rows import Table

if TYPE_CHECKING:
    from tei_tools.records import Record

_NUMBERS = frozenset(("start", "end", "senses"))
_OF_DOCUMENT = ("place", "xml_id", "base", "digest", "reading", "text", "text_version", "text_sha256")


def frames(record: Record) -> dict[str, Any]:
    """The ``pandas.DataFrame``s by the tables' names."""
    try:
        pandas = import_module("pandas")
    except ImportError:
        raise MissingExtraError("a record as data frames", "pandas") from None
    said = record.metadata
    document: dict[str, list[Any]] = {"document": [record.identifier]}
    document.update((name, [getattr(record, name)]) for name in _OF_DOCUMENT)
    document.update((part.name, [getattr(said, part.name)]) for part in fields(said))
    made = {"documents": pandas.DataFrame(document)}
    for part in fields(record):
        table = getattr(record, part.name)
        if isinstance(table, Table):
            columns: dict[str, Any] = {
                "document": pandas.Series([record.identifier] * len(table), dtype=object)
            }
            for name in table.columns:
                number = name in _NUMBERS or (part.name, name) == ("divisions", "level")
                kind = "Int64" if number else object
                columns[name] = pandas.Series(table.column(name), dtype=kind)
            made[part.name] = pandas.DataFrame(columns)
    return made

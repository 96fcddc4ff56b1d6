"""The cells of a table's row as values of their types, for forms that have types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tei_tools.exporters._tables import TableOf

LISTS = frozenset(("list", "keys", "uris"))
TYPED: dict[str, Callable[[Any], Any]] = {
    "number": int,
    "year": int,
    "decimal": float,
    "flag": lambda said: said == "true",
}


def typed(table: TableOf, of_list: Callable[[Sequence[str]], Any]) -> Callable[[Sequence[Any]], list[Any]]:
    """From a row to its values: numbers as numbers, lists by ``of_list``, what is empty as ``None``."""
    kinds = [kind for _, kind, _ in table.columns]
    changed = [
        (number, of_list if kind in LISTS else TYPED[kind])
        for number, kind in enumerate(kinds)
        if kind in LISTS or kind in TYPED
    ]
    lists = frozenset(number for number, kind in enumerate(kinds) if kind in LISTS)

    def values(row: Sequence[Any]) -> list[Any]:
        made = list(row)
        for number, change in changed:
            value = made[number]
            if value is not None and (value or number not in lists):
                made[number] = change(value)
            elif number in lists:
                made[number] = None
        return made

    return values

"""The table of TEI's own specifications: ``schemas/tei.json`` ↔ :class:`~._specs.Spec` values.

The table is JSON: ``version``, ``source``, ``licence``, ``numbers`` (of the Guidelines' sections, by
identifier) and ``specs``, in the Guidelines' order, on which the order of a class's members depends. A value
is written as an object with the fields of its class; what is as usual is left out.
"""

from __future__ import annotations

import json
from dataclasses import fields
from functools import cache
from typing import Any

from tei_tools.grammar.odd._specs import (
    Attribute,
    AttributeList,
    AttributeReference,
    Constraint,
    Membership,
    Model,
    Spec,
    Value,
    Values,
)

__all__ = ["Table", "plain", "specs_of"]

Table = dict[str, Any]

# The classes of the values in a field that has values of ours.
_ITEMS: dict[tuple[type, str], type] = {
    (Values, "items"): Value,
    (Model, "values"): Values,
    (Model, "parts"): Model,
    (Attribute, "datatype"): Model,
    (Attribute, "values"): Values,
    (Attribute, "constraints"): Constraint,
    (Spec, "memberships"): Membership,
    (Spec, "content"): Model,
    (Spec, "values"): Values,
    (Spec, "attributes"): AttributeList,
    (Spec, "constraints"): Constraint,
}
# Where a specification was read is no fact of TEI's.
_PLACES = frozenset(("file", "line"))


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, str | int | bool) or value is None:
        return value
    found = {}
    for field in fields(value):
        own = getattr(value, field.name)
        if field.name not in _PLACES and own != field.default:
            found[field.name] = plain(own)
    return found


def specs_of(table: Table) -> list[Spec]:
    """The specifications of a table, in its order."""
    return [_read(Spec, entry) for entry in table["specs"]]


@cache
def _classes(kind: type) -> dict[str, type]:
    return {name: inner for (outer, name), inner in _ITEMS.items() if outer is kind}


def _read(kind: type, entry: dict[str, Any]) -> Any:
    inner = _classes(kind)
    values: dict[str, Any] = {}
    for name, value in entry.items():
        if kind is AttributeList and name == "parts":
            values[name] = tuple(_attribute_part(part) for part in value)
        elif isinstance(value, list):
            of = inner.get(name)
            values[name] = tuple(_read(of, item) for item in value) if of else _tuples(value)
        elif isinstance(value, dict):
            values[name] = _read(inner[name], value)
        else:
            values[name] = value
    return kind(**values)


def _attribute_part(entry: dict[str, Any]) -> Any:
    kind = Attribute if "ident" in entry else AttributeReference if "owner" in entry else AttributeList
    return _read(kind, entry)


def _tuples(value: list[Any]) -> tuple[Any, ...]:
    return tuple(tuple(item) if isinstance(item, list) else item for item in value)


def read_table(content: bytes) -> Table:
    """The table in a file of it."""
    table: Table = json.loads(content)
    return table


def written_table(table: Table) -> str:
    """The table as its file has it: one specification a line, so that changes can be read."""
    head = {key: value for key, value in table.items() if key != "specs"}
    lines = [f"{_json(key)}: {_json(value)}," for key, value in head.items()]
    specs = ",\n".join(_json(entry) for entry in table["specs"])
    return "{\n" + "\n".join(lines) + f'\n"specs": [\n{specs}\n]\n}}\n'


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

"""What an XPath of a mapping gave → values of a column's datatype."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tei_tools.mapping import Column, Mapping

_BLANKS = re.compile(r"[ \t\r\n]+")
_DAY = re.compile(r"-?\d{4,}-\d\d-\d\d")
_SIGNS = {"1": "true", "0": "false"}


def strings(found: Any) -> list[str]:
    """What an XPath gave as words: white space made one, numbers without a needless ``.0``."""
    if isinstance(found, list):
        return [_BLANKS.sub(" ", _words(each)).strip(" ") for each in found]
    if isinstance(found, bool):
        return ["true" if found else "false"]
    if isinstance(found, float):
        return [] if found != found else [str(int(found)) if found.is_integer() else str(found)]
    return [_BLANKS.sub(" ", str(found)).strip(" ")]


def _words(node: Any) -> str:
    if isinstance(node, str):
        return node
    if isinstance(node, tuple):  # a namespace node: prefix and address
        return str(node[1])
    if not isinstance(node.tag, str):
        return str(node.text or "")
    if not len(node):
        return str(node.text or "")
    # itertext() would give the words of comments too.
    return "".join(node.xpath(".//text()", smart_strings=False))


def value_of(column: Column, mapping: Mapping) -> Callable[[str], str | None]:
    """From a word to the cell's: ``None`` where it is not of the datatype."""
    if column.datatype == "type":
        types = dict(mapping.types)
        return lambda value: types.get(value, value)
    if column.datatype == "anyURI":
        return lambda value: address_of(value, mapping)
    return _DATATYPES[column.datatype]


def address_of(value: str, mapping: Mapping) -> str:
    from tei_tools.records._authorities import normal

    for beginning, address in mapping.authorities:
        if value.startswith(beginning) and beginning:
            return normal(address + value[len(beginning) :])
    return normal(value)


def _integer(value: str) -> str | None:
    return value if not value or re.fullmatch(r"[+-]?[0-9]{1,400}", value) else None


def _decimal(value: str) -> str | None:
    try:
        return value if not value or (Decimal(value).is_finite() and "e" not in value.lower()) else None
    except InvalidOperation:
        return None


def _date(value: str) -> str | None:
    from tei_tools.records._edtf import is_edtf

    return value if not value or (_DAY.fullmatch(value) and is_edtf(value)) else None


def _edtf(value: str) -> str | None:
    from tei_tools.records._edtf import is_edtf

    return value if not value or is_edtf(value) else None


def _boolean(value: str) -> str | None:
    value = _SIGNS.get(value, value)
    return value if value in ("", "true", "false") else None


_DATATYPES: dict[str, Callable[[str], str | None]] = {
    "string": str,
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "edtf": _edtf,
    "boolean": _boolean,
}

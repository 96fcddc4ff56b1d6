"""Dates in text and header → rows of ``dates``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tei_tools.records._dates import DATING, Dated, dated

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.records._reading import Reading

# TEI Guidelines, 3.6.4: a date whose words are in standard form already needs no attribute.
_STANDARD = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

_LIVES = frozenset(("birth", "death", "floruit"))


def date_of(reading: Reading, element: etree._Element, quote: str) -> Dated:
    """What a ``date`` says: by its attributes, else by its words where these are in W3C form (method
    ``content``).
    """
    found = reading.dated(element)
    if found.raw is None and reading.bare and (value := element.get("value")):  # TEI P4, 20.4
        return dated({"when": value})
    if found.raw is None and _STANDARD.fullmatch(quote):
        standing = dated({"when": quote})
        if standing.edtf:
            return standing._replace(method="content", raw=None)
    return found


def read(reading: Reading, element: etree._Element, name: str) -> None:
    """One row; a ``birth`` or ``death`` without attributes leaves it to the ``date`` that it contains."""
    if name in _LIVES and DATING.isdisjoint(element.keys()):
        return
    span = reading.span
    quote = reading.quote(element, span)
    found = date_of(reading, element, quote)
    start, end = span or (None, None)
    get = reading.get
    reading.tables["dates"].append(
        (
            reading.own,
            name,
            get("type"),
            start,
            end,
            quote,
            *found[:5],
            get("calendar"),
            get("cert"),
            get("resp"),
            reading.around,
            reading.stands,
            reading.path,
        )
    )


ELEMENTS = dict.fromkeys(
    ("date", "dateRange", "time", "timeRange", "origDate", "docDate", "birth", "death", "floruit"), read
)

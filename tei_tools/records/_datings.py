"""Dates in text and header → rows of ``dates``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tei_tools.records._dates import DATING, Dated, dated
from tei_tools.records._rows import Date

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.records._reading import Reading

# TEI Guidelines, 3.6.4: a date whose words are in standard form already needs no attribute.
_STANDARD = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


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
    if name in ("birth", "death", "floruit") and DATING.isdisjoint(element.attrib):
        return
    span = reading.spans(element)
    quote = reading.quote(element, span)
    found = date_of(reading, element, quote)
    start, end = span or (None, None)
    get = element.get
    parent = element.getparent()
    reading.tables["dates"].append(
        tuple.__new__(
            Date,
            (
                reading.id(element),
                name,
                get("type"),
                start,
                end,
                quote,
                found.edtf,
                found.earliest,
                found.latest,
                found.method,
                found.raw,
                get("calendar"),
                get("cert"),
                get("resp"),
                reading.local(parent) if parent is not None else "",
                reading.where(element, span),
                reading.xpath(element),
            ),
        )
    )


ELEMENTS = dict.fromkeys(
    ("date", "dateRange", "time", "timeRange", "origDate", "docDate", "birth", "death", "floruit"), read
)

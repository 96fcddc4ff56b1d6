"""Speeches: TEI Guidelines, 7.2.2 (``sp``) and 8.3.1 (``u``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.records._reading import Reading


def read(reading: Reading, element: etree._Element, name: str) -> None:
    """One row, with the label that the text has and the persons that it points at."""
    span = reading.spans(element)
    start, end = span or (None, None)
    label = next(element.iterchildren("{*}speaker"), None)
    speaker = None if label is None else reading.quote(label, reading.spans(label)) or None
    who = reading.targets(element, "who")
    for key in who:
        if key not in reading.entry_kinds:
            reading.met(key, "person", speaker or key.rpartition("#")[2] or key)
    reading.tables["speeches"].append(
        (
            reading.id(element),
            name,
            start,
            end,
            speaker,
            who,
            reading.where(element, span),
            reading.xpath(element),
        )
    )


ELEMENTS = {"sp": read, "u": read}

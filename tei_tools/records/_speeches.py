"""Speeches: TEI Guidelines, 7.2.2 (``sp``) and 8.3.1 (``u``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.records._reading import Reading


def read(reading: Reading, element: etree._Element, name: str) -> None:
    """One row, with the label that the text has and the persons that it points at."""
    start, end = reading.span or (None, None)
    local_names = reading.locals
    speaker = None
    for child in element:
        if local_names[child.tag] == "speaker":
            speaker = reading.quote(child, reading.spans(child)) or None
            break
    who = reading.targets(element, "who")
    for key in who:
        if key not in reading.entry_kinds:
            reading.met(key, "person", speaker or key.rpartition("#")[2] or key)
    reading.speeches.append((reading.own, name, start, end, speaker, who, reading.stands, reading.path))


ELEMENTS = {"sp": read, "u": read}

"""The critical apparatus: TEI Guidelines, chapter 12 (``app``, ``lem``, ``rdg``, ``rdgGrp``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.records._reading import Reading


def read(reading: Reading, app: etree._Element, name: str) -> None:
    """A row for each reading, with what it varies; an entry that has none (a note alone) has one itself."""
    readings: list[etree._Element] = []
    note: str | None = None
    waiting = [iter(app)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
            continue
        part = reading.local(child)
        if part in ("lem", "rdg"):
            readings.append(child)
        elif part == "rdgGrp":
            waiting.append(iter(child))
        elif part == "note":
            note = note or reading.words(child) or None
    lem = next((child for child in readings if reading.local(child) == "lem"), None)
    lemma = None if lem is None else reading.quote(lem, reading.spans(lem)) or None
    at = " ".join(f"{key}={value}" for key in ("loc", "from", "to") if (value := app.get(key)))
    for element in readings or [app]:
        span = reading.spans(element)
        start, end = span or (None, None)
        get = element.get
        quote = "" if element is app else reading.quote(element, span)
        reading.tables["apparatus"].append(
            (
                reading.id(element),
                reading.local(element),
                get("type"),
                reading.id(app),
                at or None,
                quote,
                lemma,
                reading.targets(element, "wit"),
                reading.targets(element, "source"),
                get("cause"),
                note,
                start,
                end,
                get("cert"),
                get("resp"),
                reading.where(element, span),
                reading.xpath(element),
            )
        )


ELEMENTS = {"app": read}

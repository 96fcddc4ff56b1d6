"""Relations and events: TEI Guidelines, 13.3.2.3 and 13.3.3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tei_tools.records._rows import Event, Relation

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.records._reading import Reading


def event(reading: Reading, element: etree._Element) -> None:
    """The row of an event that is an entry."""
    date = reading.dated(element)
    label = next(
        (
            words
            for child in element
            if reading.local(child) in ("eventName", "label", "head", "desc", "p")
            and (words := reading.words(child))
        ),
        "",
    )
    reading.tables["events"].append(
        Event(
            reading.id(element),
            element.get("type"),
            label,
            date.edtf,
            date.earliest,
            date.latest,
            reading.where(element, reading.spans(element)),
            reading.xpath(element),
        )
    )


def relation(reading: Reading, element: etree._Element, name: str) -> None:
    """TEI Guidelines, 13.3.2.3."""
    sides = [reading.targets(element, side) for side in ("active", "passive", "mutual")]
    for side in sides:
        for key in side:
            if "://" not in key:
                reading.met(key, "other", key)
    date = reading.dated(element)
    parent = element.getparent()
    reading.tables["relations"].append(
        Relation(
            reading.id(element),
            element.get("name") or element.get("ref") or element.get("key"),
            element.get("type") or (None if parent is None else parent.get("type")),
            sides[0],
            sides[1],
            sides[2],
            reading.words(element),
            date.edtf,
            reading.where(element, reading.spans(element)),
            reading.xpath(element),
        )
    )


ELEMENTS = {"relation": relation}

"""Coordinates that stand outside of a register: TEI Guidelines, 13.3.5 (``geo``)."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from tei_tools.records._coordinates import coordinates
from tei_tools.records._entities import name_words

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.records._reading import Reading

_BESIDE = frozenset(("placeName", "geogName", "settlement", "district", "bloc"))


def geo(reading: Reading, element: etree._Element, name: str) -> None:
    """Coordinates outside of an entry are those of the place that stands beside or around them."""
    parent = element.getparent()
    if parent is None:
        return
    around = parent.getparent()
    beside = [child for child in parent if reading.local(child) in _BESIDE]
    container = (
        around if reading.local(parent) == "location" and around is not None and not beside else parent
    )
    if container in reading.entry_keys:
        return
    words = reading.words(element)
    found = coordinates(words, reading.longitude_first)
    if found is None:
        if words:
            reading.warn("TEI-REC-005", "coordinates that are no place on Earth", words[:80], element)
        return
    named = [container, *(child for child in container if reading.local(child) in _BESIDE)]
    keys = [
        (key, name_words(reading, place)) for place in named for _, key in reading.keys(place, "ref", "key")
    ]
    if not keys:
        said = next((name_words(reading, place) for place in named[1:]), "") or reading.words(container)[:80]
        keys = [(f"place-{sha256(f'{said} {found}'.encode()).hexdigest()[:8]}", said)]
    for key, said in keys:
        reading.met(key, "place", said)
        reading.coordinates.setdefault(key, found)


ELEMENTS = {"geo": geo}

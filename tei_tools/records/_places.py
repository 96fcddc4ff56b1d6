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


def _beside(reading: Reading, parent: etree._Element) -> tuple[list[tuple[str, str]] | None, str]:
    """The places that stand beside or around coordinates: (key, name) of each that is pointed at, ``None``
    where these are an entry's; and the words of the first.
    """
    around = parent.getparent()
    places = any(reading.local(child) in _BESIDE for child in parent)
    container = (
        around if reading.local(parent) == "location" and around is not None and not places else parent
    )
    if container in reading.entry_keys:
        return None, ""
    named = [container, *(child for child in container if reading.local(child) in _BESIDE)]
    keys = [
        (key, name_words(reading, place)) for place in named for _, key in reading.keys(place, "ref", "key")
    ]
    if keys:
        return keys, ""
    return keys, next((name_words(reading, place) for place in named[1:]), "") or reading.words(container)[
        :80
    ]


def geo(reading: Reading, element: etree._Element, name: str) -> None:
    """Coordinates outside of an entry are those of the place that stands beside or around them."""
    parent = element.getparent()
    if parent is None:
        return
    known = reading.beside.get(parent)
    if known is None:
        known = reading.beside[parent] = _beside(reading, parent)
    keys, said = known
    if keys is None:
        return
    words = reading.words(element)
    found = coordinates(words, reading.order.at(element))
    if found is None:
        if words:
            reading.warn("TEI-REC-005", "coordinates that are no place on Earth", words[:80], element)
        return
    if not keys:
        keys = [(f"place-{sha256(f'{said} {found}'.encode()).hexdigest()[:8]}", said)]
    for key, said in keys:
        reading.met(key, "place", said)
        reading.coordinates.setdefault(key, found)


ELEMENTS = {"geo": geo}

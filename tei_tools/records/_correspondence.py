"""Letters: TEI Guidelines, 2.4.6 (``correspDesc``), one row an action and participant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tei_tools.records._datings import date_of
from tei_tools.records._entities import name_words
from tei_tools.records._rows import Letter

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.records._reading import Reading

_PARTICIPANTS = {"persName": "person", "orgName": "organisation", "name": "", "rs": ""}
_PLACES = frozenset(("placeName", "settlement", "region", "country", "geogName", "district"))
_KINDS = {
    "person": "person",
    "org": "organisation",
    "organisation": "organisation",
    "organization": "organisation",
}


def read(reading: Reading, element: etree._Element, name: str) -> None:
    """The rows of one ``correspAction``."""
    participants: list[tuple[str | None, str | None, str | None, str | None]] = []
    place: str | None = None
    place_key: str | None = None
    date: str | None = None
    earliest = latest = words = None
    for child in element.iter():
        part = reading.local(child)
        if part in _PARTICIPANTS:
            said = name_words(reading, child)
            kind = _PARTICIPANTS[part] or _KINDS.get((child.get("type") or "").lower(), "person")
            found = reading.keys(child, "ref", "key", "corresp", "sameAs")
            for pointer, key in found:
                participants.append((reading.met(key, kind, said), said, key, pointer))
            if not found:
                participants.append((kind, said, None, None))
        elif part in _PLACES and place is None:
            place = name_words(reading, child)
            for _, key in reading.keys(child, "ref", "key", "corresp", "sameAs"):
                reading.met(key, "place", place)
                place_key = place_key or key
        elif part == "date" and date is None:
            words = reading.words(child)
            found_date = date_of(reading, child, words)
            date, earliest, latest = found_date.edtf, found_date.earliest, found_date.latest
    described = element.getparent()
    shared = (place, place_key, date, earliest, latest, words, reading.xpath(element))
    identifier = reading.id(element) or (None if described is None else reading.id(described))
    for participant in participants or [(None, None, None, None)]:
        role, named, entity, given = participant
        reading.tables["letters"].append(
            Letter(identifier, element.get("type") or "", role, named or None, entity, given, *shared)
        )


ELEMENTS = {"correspAction": read}

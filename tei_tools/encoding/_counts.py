"""What was tagged in an encoding, counted by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

_TEI = "{http://www.tei-c.org/ns/1.0}"
KINDS = {
    "persons": ("persName",),
    "places": ("placeName", "geogName"),
    "organisations": ("orgName",),
    "dates": ("date", "time"),
    "quotations": ("said", "quote", "q", "soCalled"),
    "references": ("bibl", "ref"),
    "descriptions": ("rs",),
}


def counts(tree: etree._ElementTree) -> dict[str, int]:
    """How many tags of each kind stand in the text."""
    found = dict.fromkeys(KINDS, 0)
    kind_of = {f"{_TEI}{element}": kind for kind, elements in KINDS.items() for element in elements}
    for text in tree.getroot().iterchildren(f"{_TEI}text"):
        for element in text.iter(*kind_of):
            found[kind_of[str(element.tag)]] += 1
    return found


def entities(tree: etree._ElementTree) -> dict[str, int]:
    """How many different persons, places and organisations the ``standOff`` has."""
    listed = {"persons": "person", "places": "place", "organisations": "org"}
    return {
        kind: sum(
            1 for stand in tree.getroot().iterchildren(f"{_TEI}standOff") for _ in stand.iter(_TEI + name)
        )
        for kind, name in listed.items()
    }

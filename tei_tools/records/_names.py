"""Names and descriptions → mentions: TEI Guidelines, 13.2 (``rs``, ``name``, ``persName``, ``placeName`` …).

The kind is the element's own, or for ``rs`` and ``name`` that of ``@type``, or that of the entry pointed at.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.records._reading import Reading

KINDS: dict[str, str] = {
    "persName": "person",
    "placeName": "place",
    "geogName": "place",
    "settlement": "place",
    "region": "place",
    "country": "place",
    "district": "place",
    "bloc": "place",
    "orgName": "organisation",
    "objectName": "object",
    "eventName": "event",
    "name": "",
    "rs": "",
}

# Values of @type met in editions and in the Guidelines' own examples, by what they say.
TYPES: dict[str, str] = {
    name: kind
    for kind, names in {
        "person": """person persons pers per personal people persname figur character forename surname
        nomen cognomen
            praenomen gentilicium idionym patronym patronymic matronym epithet demotic scribe owner
            scholar author""",
        "place": """place places plc loc location geo geog geographic city town village settlement region
        country state
            river mountain island lake sea street building placename pubhouse""",
        "organisation": """org orgs organisation organization institution corporate company firm party
        group orgname
            tribe ethnic""",
        "work": "work works title book bibl bibliography opus artwork",
        "event": "event events",
        "object": "object ship artefact artifact",
    }.items()
    for name in names.split()
}

# Whom a ``name`` without a type names, by the element around it.
ROLES: dict[str, str] = {
    **dict.fromkeys(("author", "editor", "respStmt", "principal", "docAuthor", "persName"), "person"),
    **dict.fromkeys(
        ("funder", "sponsor", "publisher", "authority", "distributor", "orgName"), "organisation"
    ),
    **dict.fromkeys(("pubPlace", "placeName", "origPlace"), "place"),
}

ENTRIES = frozenset(("person", "personGrp", "persona", "place", "org", "object", "event", "nym", "role"))


@cache
def _typed(said: str) -> str:
    """The kind that a ``@type`` says: as a whole, else where all of its words that say one agree."""
    if said in TYPES:
        return TYPES[said]
    kinds = {TYPES[word] for word in re.split(r"[^\w]+|_", said) if word in TYPES}
    return kinds.pop() if len(kinds) == 1 else ""


def read(reading: Reading, element: etree._Element, name: str) -> None:
    """One row for each thing pointed at; none for the names that an entry has in its register."""
    around, own = reading.around, None
    if around in ENTRIES:
        if reading.span is None:
            return
        parent = element.getparent()
        own = None if parent is None else reading.entry_keys.get(parent)
    kind, said = KINDS[name], reading.get("type")
    if not kind and said:
        kind = _typed(said.lower())
    if not kind and own:
        kind = reading.entry_kinds[own]
    elif not kind and not said:
        kind = ROLES.get(around, "")
    reading.mention(element, name, kind, said, own)


ELEMENTS = dict.fromkeys(KINDS, read)

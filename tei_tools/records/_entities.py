"""Entries of registers → entities: TEI Guidelines, 13.3 (persons, places, organisations, events,
objects), wherever the register stands (``standOff``, ``particDesc``, ``settingDesc``, ``sourceDesc``,
back matter, body), and works (``bibl`` and ``biblStruct`` of a ``listBibl`` that have an ``xml:id``).
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from tei_tools.records import _relations
from tei_tools.records._authorities import authority, normal
from tei_tools.records._coordinates import coordinates
from tei_tools.records._dates import DATING, dated
from tei_tools.records._rows import Authority, Entity
from tei_tools.text._kinds import TEI

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.records._reading import Reading

_ENTRIES: dict[str, str] = {
    "person": "person",
    "personGrp": "person",
    "persona": "person",
    "role": "person",
    "place": "place",
    "org": "organisation",
    "object": "object",
    "event": "event",
    "nym": "name",
    "bibl": "work",
    "biblStruct": "work",
    "biblFull": "work",
    "msDesc": "manuscript",
}
_WORKS = frozenset(("bibl", "biblStruct", "biblFull", "msDesc"))
TAGS: tuple[str, ...] = tuple(f"{{*}}{name}" for name in _ENTRIES)

_NAMES = frozenset(
    (
        "persName",
        "placeName",
        "orgName",
        "geogName",
        "objectName",
        "eventName",
        "name",
        "label",
        "head",
        "title",
        "form",
    )
)
_PLACE_NAMES = frozenset(("settlement", "region", "country", "district", "bloc"))
_PARTS = frozenset(
    ("forename", "surname", "roleName", "addName", "nameLink", "genName", "name", "settlement", "country")
)
# What stands beside the name of an author whose parts no words join.
_BESIDE_NAME = frozenset(("persName", "idno", "affiliation", "email", "note", "ptr"))
_MAIN = frozenset((None, "main", "pref", "preferred", "standard", "reg", "full"))


def name_words(reading: Reading, element: etree._Element) -> str:
    """A name as one writes it. Where its parts stand without a word between them, a space parts them; a
    surname that stands before the forename gets its comma.
    """
    if not len(element):
        return reading.words(element)
    local_names = reading.locals
    children = [child for child in element if isinstance(child.tag, str)]
    names = [local_names[child.tag] for child in children]
    if not children:
        return reading.words(element)
    if "persName" in names and _BESIDE_NAME.issuperset(names) and not _between(element):
        inside = (name_words(reading, child) for child in children if reading.local(child) == "persName")
        return ", ".join(filter(None, inside))
    if not _PARTS.issuperset(names):
        return reading.words(element)
    if _between(element):
        return reading.words(element)
    words = [reading.words(child) for child in children]
    if names[0] == "surname" and "forename" in names and words[0]:
        return f"{words[0]}, {' '.join(filter(None, words[1:]))}"
    return " ".join(filter(None, words))


def _between(element: etree._Element) -> str:
    """The element's own words, before and between its children."""
    return "".join([element.text or "", *(child.tail or "" for child in element)]).strip(" \t\r\n")


def enter(reading: Reading, element: etree._Element) -> None:
    """Note an entry's key, before anything that may point at it is read; its row, if it is this
    document's.
    """
    name = _TAGGED.get(element.tag)
    if name is None:
        return
    kind = _ENTRIES[name]
    if name in _WORKS:
        if reading.id(element) is None:
            return
        parent = element.getparent()
        if parent is None or reading.local(parent) not in ("listBibl", "bibl", "standOff"):
            return
    elif name == "role":
        if reading.id(element) is None:
            return
    elif name == "event":
        parent = element.getparent()
        if parent is not None and not reading.local(parent).startswith(("list", "event", "stand")):
            return  # an event in a person's life is part of that entry
    consumed: list[str] = []
    row = _row(reading, element, name, kind, consumed)
    if consumed and any(above is reading.root for above in element.iterancestors()):
        for part in consumed:
            reading.consumed[part] = reading.consumed.get(part, 0) + 1
    reading.entry_keys[element] = row.key
    if row.key in reading.entry_kinds:
        if row.id is not None:
            reading.warn("TEI-REC-004", "an entry whose xml:id another one has", row.key, element)
        return
    reading.entry_kinds[row.key] = row.kind
    reading.entities[row.key] = [row, element]


def _row(reading: Reading, element: etree._Element, name: str, kind: str, consumed: list[str]) -> Entity:
    names: list[tuple[str | None, str]] = []
    authorities: list[Authority] = []
    found: dict[str, Any] = {}
    locations: list[etree._Element] = []
    pointers: list[str] = []
    local_names = reading.locals
    for child in element:
        part = local_names[child.tag]
        if part in _NAMES or (part in _PLACE_NAMES and name == "place"):
            words = name_words(reading, child)
            if words:
                names.append((child.get("type"), words))
            for _, key in reading.keys(child, "ref", "key", "sameAs"):
                pointers.append(key)
            if part == "persName" and "surname" not in found:
                for piece in child.iter("{*}surname", "{*}forename"):
                    found.setdefault(reading.local(piece), reading.words(piece) or None)
            if part == "country":
                found["country"] = words
        elif part == "idno":
            _identifier(reading, child, authorities)
        elif part in ("birth", "death"):
            found[part] = _when(reading, child)
        elif part == "sex":
            found["sex"] = child.get("value") or reading.words(child) or None
        elif part == "occupation":
            found.setdefault("occupation", reading.words(child) or None)
        elif part in ("location", "geo"):
            locations.append(child)
        elif part in ("note", "desc"):
            if "note" not in found:
                found["note"] = reading.words(child) or None
                consumed.append(part)
        elif part in ("ptr", "ref"):
            pointers.extend(key for _, key in reading.keys(child, "target"))
        elif part in ("monogr", "analytic") and not names:
            names.extend((t.get("type"), reading.words(t)) for t in child.iterchildren("{*}title"))
    pointers.extend(key for _, key in reading.keys(element, "sameAs", "corresp", "ref", "key"))
    for pointer in dict.fromkeys(pointers):
        known = authority(pointer)
        if known and known not in authorities:
            authorities.append(known)
    main = next((words for said, words in names if said in _MAIN), names[0][1] if names else "")
    variants = tuple(dict.fromkeys(words for _, words in names if words != main))
    own = reading.id(element)
    uri = next((pointer for pointer in pointers if "/" in pointer or ":" in pointer), None)
    key = own or uri or _minted(reading, name, main)
    latitude, longitude = _location(reading, locations)
    if name == "place" and "country" not in found:
        found["country"] = _country(reading, locations)
    if name == "role" and (said := name_words(reading, element)):
        main = said
    if element.get("sex") and not found.get("sex"):
        found["sex"] = element.get("sex")
    return Entity(
        key,
        own,
        kind,
        name,
        element.get("type") or element.get("role"),
        main or found.get("note") or element.get("type") or own or key,
        variants,
        uri,
        tuple(authorities),
        True,
        found.get("surname"),
        found.get("forename"),
        found.get("sex"),
        found.get("birth"),
        found.get("death"),
        found.get("occupation"),
        found.get("country"),
        latitude,
        longitude,
        found.get("note"),
        None,
        reading.xpath(element),
    )


def _country(reading: Reading, locations: list[etree._Element]) -> str | None:
    """The country that the place's location names."""
    named = (land for location in locations for land in location.iterchildren("{*}country"))
    return next((words for land in named if (words := name_words(reading, land))), None)


def _minted(reading: Reading, name: str, words: str) -> str:
    """A key for an entry that has none: from what it says, so that no other paragraph changes it."""
    key = f"{name}-{sha256(words.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
    number, free = reading.minted.get(key, 1), key
    while free in reading.entry_kinds:
        number += 1
        free = f"{key}-{number}"
    reading.minted[key] = number
    return free


def _identifier(reading: Reading, idno: etree._Element, authorities: list[Authority]) -> None:
    value = reading.words(idno)
    if not value:
        return
    kind = idno.get("subtype") or idno.get("type")
    known = authority(value, kind) or authority(value, idno.get("type"))
    if known is None:
        address = value.startswith(("http://", "https://", "urn:"))
        known = Authority(kind or "", normal(value) if address else "", value)
    if known not in authorities:
        authorities.append(known)


def _when(reading: Reading, element: etree._Element) -> str | None:
    for dating in (element, *element.iterchildren("{*}date")):
        if not DATING.isdisjoint(dating.attrib):
            return reading.dated(dating).edtf
    for dating in (element, *element.iterchildren("{*}date")):
        words = reading.words(dating)
        if words.isdecimal() and len(words) == 4:
            return dated({"when": words}).edtf
    return None


def _location(reading: Reading, locations: list[etree._Element]) -> tuple[str | None, str | None]:
    """The place's own coordinates: those of a location that names another place are that place's."""
    own = [
        place
        for place in locations
        if next(place.iterchildren("{*}placeName", "{*}settlement"), None) is None
    ]
    for location in own:
        for geo in location.iter("{*}geo"):
            words = reading.words(geo)
            if not words:
                continue
            found = coordinates(words, reading.order.at(geo))
            if found:
                return found
            reading.warn("TEI-REC-005", "coordinates that are no place on Earth", words[:80], geo)
    return None, None


def placed(row: Entity, where: str) -> Entity:
    """The row with the part of the document that it stands in."""
    return Entity._make((*row[:_WHERE], where, *row[_WHERE + 1 :]))


def entry(reading: Reading, element: etree._Element, name: str) -> None:
    """Put the part of the document to the entry's row, and an event into its table."""
    key = reading.entry_keys.get(element)
    if key is None:
        return
    held = reading.entities.get(key)
    if held and held[1] is element:
        held[0] = placed(held[0], reading.stands)
    if name == "event":
        _relations.event(reading, element)


ELEMENTS = {
    **dict.fromkeys((name for name in _ENTRIES if name not in _WORKS), entry),
}
_TAGGED = {tag: name for name in _ENTRIES for tag in (name, f"{{{TEI}}}{name}")}
_WHERE = Entity._fields.index("where")

"""Entities → ``standOff``: one entry for each person, place and body (TEI 13.3, 16.10)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from tei_tools.decisions._in_tei import LIST_TYPE, rejection
from tei_tools.encoding._attributes import MEDIUM, cert, legal, one_pointer, string, word
from tei_tools.encoding._identifiers import PROGRAM
from tei_tools.encoding._inline import TEI, element

if TYPE_CHECKING:
    from tei_tools.decisions import Decision
    from tei_tools.encoding._identifiers import Names
    from tei_tools.identity import Doubt, Entity, NamePart
    from tei_tools.taggers import Tag

_PLACE_ELEMENTS = frozenset(("country", "region", "settlement", "district", "bloc", "geogName"))
_PART_ELEMENTS = frozenset(("roleName", "forename", "surname", "nameLink", "addName", "genName"))


def named_in(
    text: etree._Element,
    entities: Sequence[Entity],
    tags: Sequence[Tag],
    doubts: Sequence[tuple[str, Doubt]],
    ids: dict[str, str],
) -> list[Entity]:
    """The entities without those that tags named of which none is in ``text``: an entry is somebody's who
    is in the document, or of whom nobody spoke at all (an editor gave it).
    """
    spoken_of = {part for tag in tags for value in tag.attributes.values() for part in value.split()}
    used = {part for each in text.iter(etree.Element) for value in each.values() for part in value.split()}
    possible = {candidate.uri for _, doubt in doubts for candidate in doubt.candidates}
    return [
        entity
        for entity in entities
        if f"#{ids[entity.identifier]}" in used
        or f"#{entity.identifier}" not in spoken_of
        or f"#{entity.identifier}" in possible
    ]


def add_stand_off(tei: etree._Element, entities: Sequence[Entity], ids: dict[str, str]) -> None:
    """Adds ``standOff`` to ``tei``, or nothing where there are no entities. ``ids``: the ``xml:id`` by
    identifier."""
    lists: tuple[tuple[str, str, Callable[[etree._Element, Entity, str], None]], ...] = (
        ("person", "listPerson", _person),
        ("place", "listPlace", _place),
        ("organisation", "listOrg", _organisation),
    )
    known = {kind for kind, _, _ in lists}
    if not any(entity.kind in known for entity in entities):
        return
    stand_off = element(tei, "standOff")
    for kind, name, entry in lists:
        of_kind = [entity for entity in entities if entity.kind == kind]
        if of_kind:
            register = element(stand_off, name)
            for entity in of_kind:
                entry(register, entity, ids[entity.identifier])
    for entity in entities:
        if entity.kind in known:
            _rivals(stand_off, entity, ids[entity.identifier])
        if entity.kind in known and entity.confidence < MEDIUM:
            _doubt(stand_off, entity, ids[entity.identifier])


def add_rejections(
    tei: etree._Element, rejections: Sequence[Decision], people: dict[str, str], names: Names
) -> None:
    """Adds what persons refused (TEI 17.10), so that it goes where the file goes; see
    :mod:`tei_tools.decisions`."""
    if not rejections:
        return
    stand_off = tei.find(f"{{{TEI}}}standOff")
    if stand_off is None:
        stand_off = element(tei, "standOff")
    made = "".join(
        rejection(
            replace(each, id=names.new(f"rejected-{each.id}").removeprefix("rejected-")),
            f"#{people.get(each.who, PROGRAM)}",
        )
        for each in rejections
    )
    stand_off.append(
        etree.fromstring(f'<listAnnotation xmlns="{TEI}" type="{LIST_TYPE}">{made}</listAnnotation>')
    )


def _person(register: etree._Element, entity: Entity, identifier: str) -> None:
    person = element(register, "person", {"xml:id": identifier})
    _with_parts(element(person, "persName"), entity.name, entity.parts)
    _variants(person, "persName", entity)
    _identifiers(person, entity)
    _note(person, entity)


def _place(register: etree._Element, entity: Entity, identifier: str) -> None:
    kind = entity.place_type if entity.place_type in _PLACE_ELEMENTS else None
    place = element(register, "place", {"xml:id": identifier, **({"type": kind} if kind else {})})
    name = element(place, "placeName")
    (element(name, kind) if kind else name).text = _words(entity.name)
    _variants(place, "placeName", entity)
    if entity.latitude and entity.longitude:
        location = element(place, "location")
        element(location, "geo").text = f"{_words(entity.latitude)} {_words(entity.longitude)}"
    _identifiers(place, entity)
    _note(place, entity)


def _organisation(register: etree._Element, entity: Entity, identifier: str) -> None:
    org = element(register, "org", {"xml:id": identifier})
    element(org, "orgName").text = _words(entity.name)
    _variants(org, "orgName", entity)
    _identifiers(org, entity)
    _note(org, entity)


def _with_parts(name: etree._Element, words: str, parts: Sequence[NamePart]) -> None:
    """The name with its parts marked where each stands in it; without them where one does not."""
    words = _words(words)
    places = []
    position = 0
    for part in parts:
        start = words.find(_words(part.words), position)
        if start < 0 or part.element not in _PART_ELEMENTS or not part.words.strip():
            name.text = words
            return
        position = start + len(_words(part.words))
        places.append((start, position, part.element))
    position = 0
    last: etree._Element | None = None
    for start, end, kind in places:
        between = words[position:start]
        if last is None:
            name.text = between
        else:
            last.tail = between
        last = element(name, kind)
        last.text = words[start:end]
        position = end
    if last is None:
        name.text = words
    else:
        last.tail = words[position:]


def _variants(entry: etree._Element, name: str, entity: Entity) -> None:
    for variant in dict.fromkeys(map(_words, entity.variants)):
        if variant and variant != _words(entity.name):
            element(entry, name, {"type": "variant"}).text = variant


def _identifiers(entry: etree._Element, entity: Entity) -> None:
    for identifier in entity.identifiers:
        value = _words(identifier.value)
        if value:
            scheme = word(identifier.scheme)
            element(entry, "idno", {"type": scheme} if scheme else {}).text = value


def _note(entry: etree._Element, entity: Entity) -> None:
    if entity.note and entity.note.strip():
        element(entry, "note").text = _words(entity.note)


def _rivals(stand_off: etree._Element, entity: Entity, identifier: str) -> None:
    """Who else may be meant by the pointers at this entry (TEI 22.1.2): a ``certainty`` for each candidate,
    with what speaks for it."""
    for candidate in entity.candidates:
        asserted = one_pointer(candidate.uri) if candidate.uri else None
        made = element(
            stand_off,
            "certainty",
            {
                "match": f"//*[@ref='#{identifier}']/@ref",
                "locus": "value",
                "cert": "low",
                **({"assertedValue": asserted} if asserted else {}),
            },
        )
        element(made, "desc").text = _words(candidate.reason)


def add_doubts(tei: etree._Element, doubts: Sequence[tuple[str, Doubt]], ids: dict[str, str]) -> None:
    """Adds, for each mention whose bearer is in doubt, a ``certainty`` of its ``@ref`` a candidate (TEI
    22.1.2). ``doubts`` are given with the ``xml:id`` of the mention, ``ids`` are those of entities.
    """
    stand_off = tei.find(f"{{{TEI}}}standOff")
    if stand_off is None:
        return
    for mention, doubt in doubts:
        for candidate in doubt.candidates:
            known = candidate.uri.startswith("#")
            if known and candidate.uri[1:] not in ids:
                continue
            asserted = f"#{ids[candidate.uri[1:]]}" if known else one_pointer(candidate.uri or "")
            made = element(
                stand_off,
                "certainty",
                {
                    "target": f"#{mention}",
                    "match": "@ref",
                    "locus": "value",
                    "cert": "low",
                    **({"assertedValue": asserted} if asserted else {}),
                },
            )
            element(made, "desc").text = _words(candidate.reason)


def _doubt(stand_off: etree._Element, entity: Entity, identifier: str) -> None:
    """Doubt about who is meant (TEI 22.1.2): of the authority's identifier, or of the entry where it has
    none."""
    element(
        stand_off,
        "certainty",
        {
            "target": f"#{identifier}",
            "match": "idno" if entity.identifiers else ".",
            "locus": "value",
            "cert": cert(entity.confidence),
        },
    )


def _words(text: str) -> str:
    return string(text) or legal(text).strip()

"""From tags to identities: persons, bodies, places, descriptions, then the pointers of every tag."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tei_tools.identity import Authority, Entity, Identified, NamePart
from tei_tools.identity._descriptions import Role, Roles, apposed_office, descriptions
from tei_tools.identity._namesakes import entries_of_the_name, persons_in_doubt
from tei_tools.identity._organisations import Body, bodies
from tei_tools.identity._persons import Person, persons
from tei_tools.identity._places import place_entities
from tei_tools.identity._words import Mention, folded, identifier, mentions
from tei_tools.sources import SourceDocument
from tei_tools.taggers import Tag
from tei_tools.taggers._given_names import given_names

if TYPE_CHECKING:
    from tei_tools.resources import Resources

PLACE_ELEMENTS = ("placeName", "geogName")
NAME_ELEMENTS = ("persName", "orgName", *PLACE_ELEMENTS)
# What English registers have for women's names, or for both.
_FRENCH_MEN = frozenset("jean henri michel andre rene emile pascal laurent daniel gabriel simon noel".split())
_YEAR = re.compile(r"-?\d{4}")
# What identity keeps of a surname named beside another of the same name.
_DOUBT = 0.6


def resolve(
    document: SourceDocument,
    tags: Sequence[Tag],
    *,
    language: str = "en",
    resources: Resources | None = None,
    authority: Authority | None = None,
) -> Identified:
    """See :func:`tei_tools.identity.resolve`."""
    text = document.text
    taken: dict[str, Entity] = {}
    refs: dict[tuple[int, int, str], tuple[str, float]] = {}

    known = {entity.identifier: entity for entity in authority.entities} if authority else {}
    free = [tag for tag in tags if not tag.attributes.get("ref")]
    # What the authority file settles stands for the other names of the same person or body.
    named = [tag for tag in tags if not tag.attributes.get("ref") or _target(tag) in known]
    for tag in tags:
        if _target(tag) in known:
            taken[_target(tag)] = known[_target(tag)]

    namesakes = entries_of_the_name(authority)
    german = language.split("-")[0].lower() == "de"
    people = persons(
        mentions(text, named, ("persName",)), _given(resources, language), genitives=german, text=text
    )
    entry_of: dict[int, Entity] = {}
    roles: list[Role] = []
    for person in people:
        entity = known.get(person.entry) or namesakes(_person_entity(person, taken, known), person.mentions)
        entry_of[id(person)] = entity
        taken[entity.identifier] = entity
        for mention in person.mentions:
            doubt = _DOUBT if mention.tag.start in person.doubtful else 1.0
            if not _target(mention.tag):
                refs[_key(mention.tag)] = (entity.identifier, doubt)
            roles += [Role(words, entity.identifier) for words in _roles(text, mention, language)]
    for body in bodies(
        mentions(text, named, ("orgName",)), text, resources.gazetteer() if resources else None
    ):
        entry = next((target for each in body.mentions if (target := _target(each.tag))), "")
        entity = known.get(entry) or namesakes(_body_entity(body, taken), body.mentions)
        taken[entity.identifier] = entity
        refs.update(
            (_key(each.tag), (entity.identifier, 1.0)) for each in body.mentions if not _target(each.tag)
        )
    for entity, meant in place_entities(
        mentions(text, free, PLACE_ELEMENTS), taken, resources, text, _years(tags)
    ):
        taken[entity.identifier] = namesakes(entity, meant)
        refs.update({_key(mention.tag): (entity.identifier, 1.0) for mention in meant})

    described = _described(document, tags, roles, language)
    pointed = [_pointing(tag, refs) for tag in (*tags, *described)]
    linked = _with_links(pointed)
    used = {_target(tag) for tag in linked} | {
        part.removeprefix("#")
        for tag in linked
        for name in ("who", "source", "corresp")
        for part in tag.attributes.get(name, "").split()
    }
    order: dict[str, int] = {}
    for tag in sorted(linked, key=lambda tag: tag.start):
        order.setdefault(_target(tag), len(order))
    entities = sorted(
        (entity for entity in taken.values() if entity.identifier in used),
        key=lambda entity: (order.get(entity.identifier, len(order)), entity.identifier),
    )
    return Identified(
        tuple(sorted(linked, key=lambda tag: (tag.start, -tag.end))),
        tuple(entities),
        persons_in_doubt(people, entry_of),
    )


def _given(resources: Resources | None, language: str) -> Callable[[str], str | None]:
    """Whether a given name is a man's or a woman's, by registers, else where the gazetteer has one alone."""
    known = given_names(resources)
    gazetteer = resources.gazetteer() if resources else None

    french = language.split("-")[0].lower() == "fr"

    def sex(name: str) -> str | None:
        said = "male" if french and name in _FRENCH_MEN else known(name)
        if said is None and gazetteer is not None:
            word = gazetteer.word(name)
            said = (
                "male"
                if word.masculine > word.feminine
                else "female"
                if word.feminine > word.masculine
                else None
            )
        return said

    return sex


def _years(tags: Sequence[Tag]) -> tuple[int, int] | None:
    """The first and last year that the dates of a document speak of."""
    said = [
        int(match[0])
        for tag in tags
        if tag.element == "date"
        for name in ("when", "from", "to", "notBefore", "notAfter")
        if (match := _YEAR.match(tag.attributes.get(name, "")))
    ]
    return (min(said), max(said)) if said else None


def _person_entity(person: Person, taken: dict[str, Entity], known: dict[str, Entity]) -> Entity:
    fullest = max(
        person.mentions,
        key=lambda m: (
            bool(m.part("forename")) + bool(m.part("surname")) + bool(m.part("genName") or m.part("addName")),
            len(m.part("forename")),
        ),
    )
    parts = tuple(NamePart(element, words) for element, words in fullest.parts if element != "roleName")
    name = _without_role(fullest) or fullest.words
    forms = dict.fromkeys(_without_role(mention) or mention.words for mention in person.mentions)
    return Entity(
        kind="person",
        identifier=identifier("person", name, {**taken, **known}),
        name=name,
        variants=tuple(form for form in forms if form != name),
        parts=parts if len(parts) > 1 else (),
        confidence=max(mention.tag.confidence for mention in person.mentions),
    )


def _body_entity(body: Body, taken: dict[str, Entity]) -> Entity:
    return Entity(
        kind="organisation",
        identifier=identifier("org", body.name, taken),
        name=body.name,
        variants=tuple(form for form in body.forms if form != body.name),
        identifiers=body.identifiers,
        confidence=max(mention.tag.confidence for mention in body.mentions),
    )


def _without_role(mention: Mention) -> str:
    """The name without titles before it and degrees behind it."""
    words = mention.words
    for element, role in mention.parts:
        if element == "roleName" and words.startswith(role):
            words = words[len(role) :].strip(" ,")
        elif element == "roleName" and words.endswith(role):
            words = words[: -len(role)].strip(" ,")
    return words


def _roles(text: str, mention: Mention, language: str) -> list[str]:
    said = [folded(mention.part("roleName")), apposed_office(text, mention.tag.end, language)]
    return [words for words in said if words]


def _described(document: SourceDocument, tags: Sequence[Tag], roles: list[Role], language: str) -> list[Tag]:
    """``rs`` tags for the descriptions that the roles settle, outside of names and code."""
    if not roles:
        return []
    names = sorted(
        (tag.start, tag.end) for tag in tags if tag.element in ("persName", "orgName", "title", "ref", "idno")
    )
    codes = sorted((block.start, block.end) for block in document.blocks if block.kind == "code")
    starts, code_starts = [start for start, _ in names], [start for start, _ in codes]
    offices, found = Roles(roles), []
    for description in descriptions(document.text, language):
        at = bisect_right(starts, description.end)
        behind = bisect_right(code_starts, description.end)
        near = names[max(0, at - 3) : at + 1] + codes[max(0, behind - 1) : behind]
        if any(start < description.end and description.start < end for start, end in near):
            continue
        answer = offices.settled(description)
        if answer:
            person, confidence = answer
            found.append(
                Tag(
                    description.start,
                    description.end,
                    "rs",
                    {"type": "person", "ref": f"#{person}"},
                    confidence,
                    "descriptions",
                )
            )
    return found


def _pointing(tag: Tag, refs: dict[tuple[int, int, str], tuple[str, float]]) -> Tag:
    answer = refs.get(_key(tag))
    if answer is None:
        return tag
    target, doubt = answer
    pointed = tag.with_attributes(ref=f"#{target}")
    return replace(pointed, confidence=round(tag.confidence * doubt, 4)) if doubt < 1 else pointed


def _with_links(tags: list[Tag]) -> list[Tag]:
    """Links turned into pointers: the entity of the longest tag with a ``ref`` that meets the link's
    words."""
    pointing = sorted(
        (tag for tag in tags if tag.attributes.get("ref", "").startswith("#")), key=lambda tag: tag.start
    )
    starts = [tag.start for tag in pointing]
    longest = max((tag.end - tag.start for tag in pointing), default=0)
    done = []
    for tag in tags:
        for link in tag.links:
            if link.attribute == "target":
                continue  # leads to a reference, not to an entry of standOff
            low = bisect_right(starts, link.start - longest - 1)
            meeting = [
                other
                for other in pointing[max(0, low - 1) : bisect_right(starts, link.end)]
                if other.start < link.end and link.start < other.end
            ]
            if meeting:
                best = max(
                    meeting,
                    key=lambda other: (min(other.end, link.end) - max(other.start, link.start), -other.start),
                )
                tag = tag.with_attributes(**{link.attribute: best.attributes["ref"]})
        done.append(replace(tag, links=tuple(link for link in tag.links if link.attribute == "target")))
    return done


def _target(tag: Tag) -> str:
    return tag.attributes.get("ref", "").removeprefix("#")


def _key(tag: Tag) -> tuple[int, int, str]:
    return (tag.start, tag.end, tag.element)

"""Whom decided tags name, against the identities that were found: the person's pointers stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tei_tools.identity import Entity, Identified, Identifier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei_tools.decisions._reviewed import Reviewed
    from tei_tools.identity import Authority
    from tei_tools.taggers import Tag

_KINDS = {"persName": "person", "orgName": "organisation", "rs": "person", "name": "person"}
_ENTRIES = {"person": "person", "place": "place", "org": "organisation", "personGrp": "person"}
_POINTERS = ("ref", "who", "source", "corresp")


def unnamed(tags: Sequence[Tag]) -> list[Tag]:
    """Decided tags without their pointers into the document, so that identity counts them with the others of
    their name."""
    return [
        replace(tag, attributes={name: value for name, value in tag.attributes.items() if name != "ref"})
        if tag.by and tag.attributes.get("ref", "").startswith("#")
        else tag
        for tag in tags
    ]


def named(
    identified: Identified, review: Reviewed, authority: Authority | None, tree: Any, text: str
) -> Identified:
    """The identities as the person has them. Where the mentions of one entity were confirmed to be another
    and nobody contradicts, all of its mentions are; ``tree`` is the document that carried the decisions, and
    says what its entries are called.
    """
    wanted = {
        (tag.element, tag.start, tag.end): tag.attributes["ref"][1:]
        for tag in review.tags
        if tag.attributes.get("ref", "").startswith("#") and len(tag.attributes["ref"].split()) == 1
    }
    several = {
        (tag.element, tag.start, tag.end): tag.attributes["ref"]
        for tag in review.tags
        if len(tag.attributes.get("ref", "").split()) > 1
    }
    groups: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for tag in identified.tags:
        target = wanted.get((tag.element, tag.start, tag.end))
        if target is not None and tag.by and tag.attributes.get("ref", "").startswith("#"):
            groups[tag.attributes["ref"][1:]].append((target, (tag.start, tag.end) in review.spreading))
    renamed = {
        group: told[0][0]
        for group, told in groups.items()
        if len({target for target, _ in told}) == 1
        and told[0][0] != group
        and any(spreads for _, spreads in told)
    }
    tags = []
    for tag in identified.tags:
        key = (tag.element, tag.start, tag.end)
        own = {
            name: " ".join(
                f"#{renamed.get(token[1:], token[1:])}" if token.startswith("#") else token
                for token in tag.attributes[name].split()
            )
            for name in _POINTERS
            if name in tag.attributes and not (tag.by and name != "ref")
        }
        if tag.by and key in wanted:
            own["ref"] = f"#{wanted[key]}"
        elif tag.by and key in several:
            own["ref"] = several[key]
        tags.append(tag.with_attributes(**own) if own else tag)
    entities: dict[str, Entity] = {}
    for entity in identified.entities:
        target = renamed.get(entity.identifier, entity.identifier)
        if target == entity.identifier or target not in {each.identifier for each in identified.entities}:
            entities.setdefault(target, replace(entity, identifier=target))
    known = {entity.identifier: entity for entity in authority.entities} if authority else {}
    used: dict[str, Tag] = {}
    for tag in sorted(tags, key=lambda tag: tag.start):
        for name in ("ref", "who") if tag.by else ():
            for token in tag.attributes.get(name, "").split():
                if token.startswith("#") and len(token) > 1:
                    used.setdefault(token[1:], tag)
    for identifier, tag in used.items():
        if identifier in known:
            entities[identifier] = known[identifier]
        elif identifier not in entities:
            entities[identifier] = _entry(tree, identifier) or _made(identifier, tag, text)
    pointed = {
        token[1:] for tag in tags for name in _POINTERS for token in tag.attributes.get(name, "").split()
    }
    settled = {(tag.start, tag.end, tag.element) for tag in tags if tag.by}
    doubts = tuple(
        doubt
        for doubt in identified.doubts
        if (doubt.start, doubt.end, doubt.element) not in settled
        and not any(each.uri[1:] in renamed for each in doubt.candidates)
    )
    return Identified(
        tuple(tags), tuple(entity for entity in entities.values() if entity.identifier in pointed), doubts
    )


def _made(identifier: str, tag: Tag, text: str) -> Entity:
    if tag.attributes.get("ref", "").lstrip("#") != identifier:  # a speaker whom nothing else names
        return Entity("person", identifier, identifier.replace("-", " ").strip() or identifier)
    kind = _KINDS.get(tag.element, "place")
    if tag.element in ("rs", "name"):
        kind = {"place": "place", "org": "organisation", "organisation": "organisation"}.get(
            tag.attributes.get("type", ""), "person"
        )
    return Entity(kind, identifier, " ".join(text[tag.start : tag.end].split()))


def _entry(tree: Any, identifier: str) -> Entity | None:
    """The entry of this ``xml:id`` in the document that carried the decision."""
    if tree is None:
        return None
    found = tree.getroot().xpath("//*[@xml:id=$identifier]", identifier=identifier)
    kind = _ENTRIES.get(str(found[0].tag).rpartition("}")[2]) if found else None
    if kind is None:
        return None
    names = [
        each for each in found[0] if str(each.tag).rpartition("}")[2] in ("persName", "placeName", "orgName")
    ]
    words = [" ".join("".join(each.itertext()).split()) for each in names]
    if not words or not words[0]:
        return None
    identifiers = tuple(
        Identifier(each.get("type", "URI"), (each.text or "").strip())
        for each in found[0].iterfind("./{*}idno")
        if (each.text or "").strip()
    )
    return Entity(kind, identifier, words[0], tuple(words[1:]), identifiers=identifiers)

"""Names that several bear: who may be meant by a mention, and what speaks for each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tei_tools.identity import Authority, Candidate, Doubt, Entity
from tei_tools.identity._words import folded

if TYPE_CHECKING:
    from tei_tools.identity._persons import Person
    from tei_tools.identity._words import Mention

__all__ = ["entries_of_the_name", "persons_in_doubt"]

_MOST = 4


def persons_in_doubt(people: Sequence[Person], entry_of: Mapping[int, Entity]) -> tuple[Doubt, ...]:
    """The mentions that may name another person of the same name in the document. ``entry_of`` are entities
    by the ``id`` of their person."""
    found = []
    for person in people:
        words = {mention.tag.start: mention for mention in person.mentions}
        for start, rivals in person.doubtful.items():
            if not rivals:
                continue
            told = [_person(person, entry_of, start, first=True)]
            told += [_person(each, entry_of, start, first=False) for each in rivals[: _MOST - 1]]
            tag = words[start].tag
            found.append(Doubt(tag.start, tag.end, tag.element, tuple(told)))
    return tuple(sorted(found, key=lambda doubt: doubt.start))


def _person(person: Person, entry_of: Mapping[int, Entity], start: int, *, first: bool) -> Candidate:
    entity = entry_of[id(person)]
    sure = [each.tag.start for each in person.mentions if each.tag.start not in person.doubtful]
    before = sum(each < start for each in sure)
    times = "once" if before == 1 else f"{before} times"
    why = (
        f"{entity.name}: named in full {times} before these words"
        if before
        else f"{entity.name}: named after"
    )
    return Candidate(f"#{entity.identifier}", f"{why}, and last of all" if first and before else why)


def entries_of_the_name(authority: Authority | None) -> Callable[[Entity, Sequence[Mention]], Entity]:
    """A function that gives an entity its candidates, where its mentions have a name that several entries of
    the authority file have."""
    by_name: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for entry in authority.entities if authority else ():
        for name in dict.fromkeys(map(folded, (entry.name, *entry.variants))):
            by_name[entry.kind, name].append(entry)
    source = re.split(r"[/\\\\]", authority.source)[-1] if authority else ""  # no path of a machine

    def with_candidates(entity: Entity, mentions: Sequence[Mention]) -> Entity:
        meant: dict[str, Entity] = {}
        for mention in mentions:
            if mention.tag.tagger != "authority":
                continue
            spoken = [folded(mention.words), folded(mention.part("surname"))]
            for said in spoken:
                for entry in by_name.get((entity.kind, said), ()):
                    meant[entry.identifier] = entry
        if len(meant) < 2:
            return entity
        told = tuple(_entry(entry, source) for entry in list(meant.values())[:_MOST])
        return replace(entity, candidates=told)

    return with_candidates


def _entry(entry: Entity, source: str) -> Candidate:
    uri = next((each.value for each in entry.identifiers if "://" in each.value), "")
    about = f", {entry.note}" if entry.note else ""
    return Candidate(uri, f"{entry.name}{about}: entry {entry.identifier} of {source}")

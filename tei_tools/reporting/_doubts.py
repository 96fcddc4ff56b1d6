"""What of a collection a person should look at first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from tei_tools.reporting._gathering import Collection, Entry, Spot

_MOST = 100
# Of one surname no more are held against each other, so that a common one takes no time squared.
_MOST_ALIKE = 40


@dataclass(frozen=True, slots=True)
class Doubt:
    """One kind of doubt: what it is (for one, for many), how many, and the first of them with why."""

    one: str
    many: str
    number: int
    examples: tuple[tuple[str, Spot | None], ...]


def doubts(found: Collection) -> list[Doubt]:
    """The doubts that there are, names first."""
    persons = [each for each in found.entries.values() if each.kind == "person" and each.mentions]
    same = _same_persons(persons)
    places = [each for each in found.entries.values() if each.kind == "place" and each.mentions]
    several, alike = _several(places), _several(persons)
    made = [
        Doubt(
            "pair of names that may be the same person",
            "pairs of names that may be the same person",
            len(same),
            tuple(same[:_MOST]),
        ),
        Doubt(
            "place with two candidates", "places with two candidates", len(several), tuple(several[:_MOST])
        ),
        Doubt("person with two candidates", "persons with two candidates", len(alike), tuple(alike[:_MOST])),
    ]
    for what, one, many in (
        ("before", "date before the author's birth", "dates before the author's birth"),
        ("low", "tag of low certainty", "tags of low certainty"),
    ):
        spots = tuple((each.words, each) for each in found.spots.get(what, []))
        made.append(Doubt(one, many, found.counts[f"doubt {what}"], spots))
    return [each for each in made if each.number]


def _same_persons(persons: list[Entry]) -> list[tuple[str, Spot | None]]:
    groups: dict[str, list[Entry]] = defaultdict(list)
    for person in persons:
        words = _words(person.name)
        if words:
            groups[words[-1]].append(person)
    pairs = []
    for group in groups.values():
        group.sort(key=lambda each: (-each.mentions, each.name, each.uris))
        for one, other in combinations(group[:_MOST_ALIKE], 2):
            if _may_be(one, other):
                pairs.append((one, other))
    pairs.sort(key=lambda each: (-each[0].mentions - each[1].mentions, each[0].name, each[1].name))
    return [(f"{_said(one)} — {_said(other)}", other.first or one.first) for one, other in pairs]


def _may_be(one: Entry, other: Entry) -> bool:
    if _words(one.name) == _words(other.name):
        return True
    if one.uris and other.uris:
        return False
    first, second = _words(one.name)[:-1], _words(other.name)[:-1]
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(first, second, strict=False))


def _words(name: str) -> list[str]:
    last, comma, first = name.partition(",")
    words = f"{first} {last}" if comma else name
    return [each for each in words.casefold().replace(".", " ").split() if each]


def _said(entry: Entry) -> str:
    return f"{entry.name} ({entry.mentions} ×)"


def _several(places: list[Entry]) -> list[tuple[str, Spot | None]]:
    """Places (or persons) with several addresses at one authority, and names that several of them have."""
    named: dict[str, list[Entry]] = defaultdict(list)
    found = []
    for place in places:
        if place.uris:
            named[place.name.casefold()].append(place)
        hosts = [uri.split("/")[2] for uri in place.uris if uri.count("/") >= 3]
        if len(set(hosts)) < len(hosts):
            found.append((place.mentions, f"{_said(place)}: {' '.join(place.uris)}", place.first))
    for entries in named.values():
        if len(entries) > 1:
            who = " — ".join(f"{_said(each)} {' '.join(each.uris)}".strip() for each in entries[:4])
            found.append((sum(each.mentions for each in entries), who, entries[-1].first))
    found.sort(key=lambda each: (-each[0], each[1]))
    return [(words, spot) for _, words, spot in found]

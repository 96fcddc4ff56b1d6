"""What a document says for and against each place of a name: the state behind it, the countries of its other
places, the towns near it, the years."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tei_tools.identity._regions import middle_of, spelled_out

if TYPE_CHECKING:
    from tei_tools.taggers._gazetteer import GazetteerEntry

__all__ = ["Evidence", "Reason", "container", "gathered"]

_INSIDE, _ELSEWHERE = 6.0, -4.0
_CONTAINS = 3.0
_NEAR_MIDDLE = 2.0
_COUNTRY = 1.5
_MORE_OF_COUNTRY = 0.5
_NEAR = 0.7
_MOST_NEAR = 3
_NOT_YET = -5.0
_NEAR_KM = 120.0
# A state is no larger than this to each side of its middle, mostly.
_STATE_KM = 600.0
# So many times larger than the next of its name, a town is meant whatever else is said.
_DWARFS = 15
_MOST_ANCHORS = 200
_BEHIND = re.compile(r"(?:, |,? in | \(|/)\Z")


class Reason(NamedTuple):
    """What speaks for (or against) a place, as a weight, and in words."""

    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the document's places say together: by country the names that are plainly in it, where those towns
    lie, and the years."""

    countries: Mapping[str, frozenset[str]]
    anchors: tuple[tuple[str, float, float], ...]
    inside: Mapping[str, tuple[str, ...]]
    contains: Mapping[str, tuple[str, ...]]
    years: tuple[int, int] | None

    def of(self, entry: GazetteerEntry, name: str, inside: str, *, alone: bool) -> list[Reason]:
        """The reasons for and against a place, ``inside`` being the state or country behind its name; none
        where it is the only one of its name."""
        if alone:
            return []
        reasons = []
        if inside and (within := self.inside.get(inside)):
            if entry.country in within:
                reasons.append(Reason(_INSIDE, f"{inside} stands behind the name"))
                near = _from_middle(entry, inside)
                if near is not None:
                    reasons.append(Reason(_NEAR_MIDDLE * (1 - near / _STATE_KM), f"lies near {inside}"))
            else:
                reasons.append(Reason(_ELSEWHERE, f"is not in {inside}"))
        if (held := self.contains.get(name)) and entry.country and entry.element in ("country", "region"):
            share = sum(entry.country == country for country in held)
            if share:
                weight = _CONTAINS * (1 + share / len(held))
                reasons.append(Reason(weight, "a town of it stands before the name"))
        met = len(self.countries.get(entry.country, frozenset()) - {name}) if entry.country else 0
        if met:
            more = _MORE_OF_COUNTRY * math.log2(met)
            reasons.append(Reason(_COUNTRY + more, f"other places in {entry.country}: {met}"))
        near = self._near(entry, name)
        if near:
            reasons.append(Reason(_NEAR * min(near, _MOST_NEAR), f"other places within 120 km: {near}"))
        if self.years and (entry.first or entry.last):
            first, last = self.years
            if (entry.first and last < entry.first) or (entry.last and first > entry.last):
                existed = f"{entry.first or '…'} to {entry.last or '…'}"
                reasons.append(
                    Reason(_NOT_YET, f"existed from {existed}, the text speaks of {first} to {last}")
                )
        return reasons

    def _near(self, entry: GazetteerEntry, name: str) -> int:
        if entry.latitude is None or entry.longitude is None:
            return 0
        here = float(entry.latitude), float(entry.longitude)
        return sum(
            other != name and _kilometres(*here, latitude, longitude) < _NEAR_KM
            for other, latitude, longitude in self.anchors
        )


def container(between: str, after: str, words: str) -> str:
    """The state or country that stands behind a place: "Paris, Texas", "London (Ontario)", "Cambridge in
    Massachusetts"; empty where the words between do not say so."""
    if not _BEHIND.fullmatch(between) or ("(" in between and after != ")"):
        return ""
    return spelled_out(words)


def gathered(
    names: Sequence[tuple[str, str]],
    candidates: Mapping[str, Sequence[GazetteerEntry]],
    years: tuple[int, int] | None,
) -> Evidence:
    """The evidence of a document from its places' names, each with what stands behind it, and their
    candidates."""
    inside = {
        state: tuple(
            dict.fromkeys(
                each.country
                for each in candidates.get(state, ())
                if each.element in ("country", "region") and each.country
            )
        )
        for state in dict.fromkeys(state for _, state in names)
        if state
    }
    contains: dict[str, list[str]] = {}
    for town, state in dict.fromkeys(names):
        if state and state != town:
            # Where a town can be: Atlanta is in the United States, so is the Georgia behind it.
            possible = dict.fromkeys(each.country for each in candidates[town][:_MOST_NEAR])
            contains.setdefault(state, []).extend(possible)
    met: dict[str, set[str]] = defaultdict(set)
    for town, state in names:
        if len(within := inside.get(state, ())) == 1:
            met[within[0]] |= {town, state}
    anchors: dict[str, tuple[float, float]] = {}
    for name in dict.fromkeys(name for name, _ in names):
        plain = _plain(candidates[name])
        if plain is None:
            continue
        if plain.country:
            met[plain.country].add(name)
        if plain.element == "settlement" and plain.latitude and plain.longitude:
            anchors[name] = float(plain.latitude), float(plain.longitude)
    nearest = tuple((name, *where) for name, where in list(anchors.items())[:_MOST_ANCHORS])
    held = {state: tuple(possible) for state, possible in contains.items()}
    countries = {country: frozenset(there) for country, there in met.items()}
    return Evidence(countries, nearest, {name: found for name, found in inside.items() if found}, held, years)


def _plain(found: Sequence[GazetteerEntry]) -> GazetteerEntry | None:
    """The place that a name means whatever else is said: the only one, those of one country being one, a
    country that no region has the name of, a town that dwarfs all others."""
    if not found:
        return None
    if len({entry.country for entry in found}) == 1:
        return found[0] if len(found) == 1 or found[0].element != "settlement" else max(found, key=_people)
    wide = [entry for entry in found if entry.element in ("country", "region", "bloc")]
    if wide:
        countries = {entry.country for entry in wide}
        return wide[0] if len(countries) == 1 and wide[0].element == "country" else None
    towns = sorted((entry for entry in found if entry.element == "settlement"), key=_people, reverse=True)
    others = [entry for entry in towns[1:] if entry.country != towns[0].country] if towns else []
    if towns and len(towns) == len(found) and _people(towns[0]) > _DWARFS * max(map(_people, others)):
        return towns[0]
    return None


def _people(entry: GazetteerEntry) -> int:
    return max(entry.population, 1) // (3 if entry.alternate else 1)


def _from_middle(entry: GazetteerEntry, state: str) -> float | None:
    middle = middle_of(state)
    if middle is None or entry.latitude is None or entry.longitude is None:
        return None
    return _kilometres(float(entry.latitude), float(entry.longitude), *middle)


def _kilometres(north: float, east: float, other_north: float, other_east: float) -> float:
    """The distance of two points on the sphere (haversine)."""
    first, second = math.radians(north), math.radians(other_north)
    half = math.sin((second - first) / 2) ** 2
    half += math.cos(first) * math.cos(second) * math.sin(math.radians(other_east - east) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))

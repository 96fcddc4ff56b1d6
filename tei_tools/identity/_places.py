"""One identity for all names of one place in a document, linked to the gazetteer where that is settled.

Which of several places of one name is meant is decided by what each is (countries before towns), by its
size, and by the document's other places: a town counts for more where its country is named or other towns
of it are. Where two remain close, the place keeps no authority number and says so.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from tei_tools.identity import Candidate, Entity, Identifier
from tei_tools.identity._words import Mention, folded, identifier

if TYPE_CHECKING:
    from tei_tools.resources import Resources
    from tei_tools.taggers._gazetteer import Gazetteer, GazetteerEntry

GEONAMES = "https://sws.geonames.org/{}/"
# How much likelier a bare name means this kind of place; a step is a factor of ten in population.
_WEIGHT = {"country": 9.0, "continent": 9.0, "bloc": 8.0, "geogName": 6.5, "region": 4.0, "settlement": 0.0}
_SETTLED = 1.0
_ALTERNATE_NAME = -0.5
_COUNTRY_NAMED = 1.5
_ELEMENTS = {"continent": "region"}
_KIND = {"settlement": "town", "region": "region", "country": "country", "geogName": "feature"}
_ARTICLE = re.compile(r"^(?:the|der|die|das|le|la|les|l['’])\s+", re.I)
_COORDINATED = re.compile(r"\s+(?:and|or|und|oder|et|ou|&)\s+")


@dataclass(frozen=True, slots=True)
class _Choice:
    """The gazetteer's place for a name, if any, and the rivals that come close."""

    entry: GazetteerEntry | None
    rivals: tuple[GazetteerEntry, ...] = ()


def place_entities(
    mentions: list[Mention], taken: dict[str, Entity], resources: Resources | None, text: str
) -> Iterator[tuple[Entity, list[Mention]]]:
    """Each place that these mentions name, with its mentions, in order of first appearance."""
    gazetteer = resources.gazetteer() if resources else None
    names = _looked_up(mentions, text, gazetteer)
    candidates = {name: _candidates(name, gazetteer) for name in dict.fromkeys(names)}
    countries = _countries(names, candidates)
    choices = {name: _choice(found, countries) for name, found in candidates.items()}

    groups: dict[tuple[str, object], list[tuple[str, Mention]]] = {}
    for name, mention in zip(names, mentions, strict=True):
        entry = choices[name].entry
        key: tuple[str, object] = ("entry", entry.number) if entry else ("name", folded(name))
        groups.setdefault(key, []).append((name, mention))
    used = dict(taken)
    for group in groups.values():
        entity = _entity(group, choices[group[0][0]], used)
        used[entity.identifier] = entity
        yield entity, [mention for _, mention in group]


def _looked_up(mentions: list[Mention], text: str, gazetteer: Gazetteer | None) -> list[str]:
    """The name to look up for each mention: "East" of "East and West Germany" is "East Germany"."""
    names = []
    for mention, following in zip_longest(mentions, mentions[1:]):
        name = _ARTICLE.sub("", mention.words)
        if following and gazetteer and " " in following.words:
            between = text[mention.tag.end : following.tag.start]
            whole = f"{name} {following.words.split(' ', 1)[1]}"
            if _COORDINATED.fullmatch(between) and any(
                entry.kind == "place" for entry in gazetteer.find(whole)
            ):
                name = whole
        names.append(name)
    return names


def _candidates(name: str, gazetteer: Gazetteer | None) -> list[GazetteerEntry]:
    if gazetteer is None:
        return []
    return [entry for entry in gazetteer.find(name) if entry.kind == "place"]


def _countries(names: list[str], candidates: dict[str, list[GazetteerEntry]]) -> Counter[str]:
    """How often the document speaks of each country: by its name, or by a place that can be in no other."""
    met: Counter[str] = Counter()
    for name in names:
        found = candidates[name]
        only = len({entry.country for entry in found}) == 1
        if found and found[0].country and (only or found[0].element == "country"):
            met[found[0].country] += 1
    return met


def _choice(found: list[GazetteerEntry], countries: Counter[str]) -> _Choice:
    if not found:
        return _Choice(None)
    scored = sorted(
        ((_score(entry, countries), -entry.number, entry) for entry in found),
        key=lambda s: s[:2],
        reverse=True,
    )
    best = scored[0]
    rivals = tuple(entry for score, _, entry in scored[1:4] if best[0] - score < _SETTLED)
    return _Choice(best[2], rivals)


def _score(entry: GazetteerEntry, countries: Counter[str]) -> float:
    score = _WEIGHT.get(entry.element, 0.0)
    if entry.element == "settlement":
        score += math.log10(max(entry.population, 100))
    elif entry.element == "region" and entry.country and countries[entry.country]:
        score += 0.5
    if entry.alternate:
        score += _ALTERNATE_NAME
    if entry.country and countries[entry.country]:
        score += _COUNTRY_NAMED
    return score


def _entity(group: list[tuple[str, Mention]], choice: _Choice, taken: dict[str, Entity]) -> Entity:
    forms = list(dict.fromkeys(name for name, _ in group))
    entry = choice.entry
    spelled = [form for form in forms if not form.isupper()]
    name = max(spelled, key=len) if spelled else entry.name if entry else forms[0]
    said = next((kind for _, mention in group if (kind := mention.tag.attributes.get("type"))), None)
    element = _ELEMENTS.get(entry.element, entry.element) if entry else said
    if any(mention.tag.element == "geogName" for _, mention in group):
        element = "geogName"
    sure = entry is not None and not choice.rivals
    return Entity(
        kind="place",
        identifier=identifier("place", name, taken),
        name=name,
        variants=tuple(form for form in forms if form != name),
        place_type=element,
        identifiers=(Identifier("GeoNames", GEONAMES.format(entry.geonames)),)
        if sure and entry and entry.geonames
        else (),
        latitude=entry.latitude if sure and entry else None,
        longitude=entry.longitude if sure and entry else None,
        note=None if sure or entry is None else _doubt(entry, choice.rivals),
        confidence=max(mention.tag.confidence for _, mention in group)
        * (1.0 if sure or entry is None else 0.7),
        candidates=() if sure or entry is None else _candidates_told(entry, choice.rivals),
    )


def _candidates_told(entry: GazetteerEntry, rivals: tuple[GazetteerEntry, ...]) -> tuple[Candidate, ...]:
    told = []
    for place in (entry, *rivals):
        country = f" in {place.country}" if place.country else ""
        people = f", {place.population} inhabitants" if place.population else ""
        uri = GEONAMES.format(place.geonames) if place.geonames else ""
        told.append(Candidate(uri, f"{place.name}: a {_KIND.get(place.element, 'place')}{country}{people}"))
    return tuple(told)


def _doubt(entry: GazetteerEntry, rivals: tuple[GazetteerEntry, ...]) -> str:
    def told(place: GazetteerEntry) -> str:
        number = f", GeoNames {place.geonames}" if place.geonames else ""
        country = f" ({place.country}{number})" if place.country else ""
        return f"{place.name}{country}"

    return "Not settled which is meant: " + "; ".join(told(place) for place in (entry, *rivals))

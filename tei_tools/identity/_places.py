"""One identity for all names of one place in a document, linked to the gazetteer where that is settled.

Which of several places of one name is meant is decided by what each is (countries before towns), by its size,
by what stands behind the name ("Paris, Texas"), by the document's other places (their countries, and how near
they are), and by its dates: a place that did not exist in the years that the document speaks of is not meant.
Where two remain close, the place keeps no authority number and says so. A name is one place in the whole
document, but for a mention with another state behind it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from tei_tools.identity import Candidate, Entity, Identifier
from tei_tools.identity._place_evidence import Evidence, Reason, container, gathered
from tei_tools.identity._regions import middle_of
from tei_tools.identity._words import Mention, folded, identifier

if TYPE_CHECKING:
    from tei_tools.resources import Resources
    from tei_tools.taggers._gazetteer import Gazetteer, GazetteerEntry

GEONAMES = "https://sws.geonames.org/{}/"
# How much likelier a bare name means this kind of place; a step is a factor of ten in population.
_WEIGHT = {"country": 9.0, "continent": 9.0, "bloc": 8.0, "geogName": 6.5, "region": 4.0, "settlement": 0.0}
# A state that has a country's name (Georgia).
_SAME_NAME = 8.2
_SETTLED = 1.0
_ALTERNATE_NAME = -0.5
# One is in Memel the town, and on the Memel.
_IN_A_RIVER = -3.0
_ELEMENTS = {"continent": "region"}
_KIND = {"settlement": "town", "region": "region", "country": "country", "geogName": "feature"}
_ARTICLE = re.compile(r"^(?:the|der|die|das|le|la|les|l['’])\s+", re.I)
_ARTICLE_BEFORE = re.compile(r"(?:\b(?:the|der|die|den|dem|le|la|du)\s|\bl['’])\Z", re.I)
_TOWN_BEFORE = re.compile(r"\b(?:in|nach|aus|to|from|at|near|à)\s\Z")
_COORDINATED = re.compile(r"\s+(?:and|or|und|oder|et|ou|&)\s+")
_MOST_RIVALS = 3


@dataclass(frozen=True, slots=True)
class _Choice:
    """The gazetteer's place for a name, if any, and the rivals that come close, with what speaks for each."""

    entry: GazetteerEntry | None
    rivals: tuple[GazetteerEntry, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as it is looked up, the state or country behind it if any, and how it stands in its sentence."""

    words: str
    inside: str = ""
    article: bool = False
    town: bool = False


def place_entities(
    mentions: list[Mention],
    taken: dict[str, Entity],
    resources: Resources | None,
    text: str,
    years: tuple[int, int] | None = None,
) -> Iterator[tuple[Entity, list[Mention]]]:
    """Each place that these mentions name, with its mentions, in order of first appearance.

    ``years`` are the first and last of which the document speaks.
    """
    gazetteer = resources.gazetteer() if resources else None
    names = _with_containers(_looked_up(mentions, text, gazetteer))
    candidates = {name.words: _candidates(name.words, gazetteer) for name in names}
    candidates.update(
        (name.inside, _candidates(name.inside, gazetteer)) for name in names if name.inside not in candidates
    )
    evidence = gathered([(name.words, name.inside) for name in names], candidates, years)
    choices = {name: _choice(name, candidates[name.words], evidence) for name in dict.fromkeys(names)}

    groups: dict[tuple[str, object], list[tuple[_Name, Mention]]] = {}
    for name, mention in zip(names, mentions, strict=True):
        entry = choices[name].entry
        key: tuple[str, object] = ("entry", entry.number) if entry else ("name", folded(name.words))
        groups.setdefault(key, []).append((name, mention))
    used = dict(taken)
    for group in groups.values():
        # Of one entry the choice that is surest speaks.
        choice = min((choices[name] for name, _ in group), key=lambda one: len(one.rivals))
        entity = _entity([(name.words, mention) for name, mention in group], choice, used)
        used[entity.identifier] = entity
        yield entity, [mention for _, mention in group]


def _looked_up(mentions: list[Mention], text: str, gazetteer: Gazetteer | None) -> list[_Name]:
    """The name to look up for each mention: "East" of "East and West Germany" is "East Germany"."""
    names = []
    for mention, following in zip_longest(mentions, mentions[1:]):
        name = _ARTICLE.sub("", mention.words)
        before = text[max(0, mention.tag.start - 8) : mention.tag.start]
        inside = ""
        if following and gazetteer:
            between = text[mention.tag.end : following.tag.start]
            inside = container(between, text[following.tag.end : following.tag.end + 1], following.words)
            if " " in following.words and _COORDINATED.fullmatch(between):
                whole = f"{name} {following.words.split(' ', 1)[1]}"
                if any(entry.kind == "place" for entry in gazetteer.find(whole)):
                    name = whole
        article = name != mention.words or _ARTICLE_BEFORE.search(before) is not None
        names.append(_Name(name, inside, article, not article and _TOWN_BEFORE.search(before) is not None))
    return names


def _with_containers(names: Sequence[_Name]) -> list[_Name]:
    """A name that has a state behind it once has it in all the document from there on: Springfield, Ill."""
    known: dict[str, str] = {}
    told: list[_Name] = []
    rivers = {name.words for name in names if name.article}
    towns = {name.words for name in names if name.town}
    for name in names:
        if name.inside:
            known[name.words] = name.inside
        inside = name.inside or known.get(name.words, "")
        plain = not name.article and not name.town
        article = name.article or (plain and name.words in rivers and name.words not in towns)
        told.append(_Name(name.words, inside, article, not article and (name.town or name.words in towns)))
    return told


def _candidates(name: str, gazetteer: Gazetteer | None) -> list[GazetteerEntry]:
    if gazetteer is None or not name:
        return []
    return [entry for entry in gazetteer.find(name) if entry.kind == "place"]


def _choice(name: _Name, found: list[GazetteerEntry], evidence: Evidence) -> _Choice:
    if not found:
        return _Choice(None)
    scored = []
    for entry in found:
        score = _score(name, entry, found)
        for reason in evidence.of(entry, name.words, name.inside, alone=len(found) == 1):
            score += reason.weight
        scored.append((score, -entry.number, entry))
    scored.sort(key=lambda one: one[:2], reverse=True)
    best = scored[0]
    rivals = tuple(entry for score, _, entry in scored[1 : _MOST_RIVALS + 1] if best[0] - score < _SETTLED)
    told = tuple(
        "; ".join(_said(evidence.of(entry, name.words, name.inside, alone=len(found) == 1)))
        for entry in ((best[2], *rivals) if rivals else ())
    )
    return _Choice(best[2], rivals, told)


def _said(reasons: Sequence[Reason]) -> list[str]:
    return [reason.words for reason in reasons]


def _score(name: _Name, entry: GazetteerEntry, found: Sequence[GazetteerEntry]) -> float:
    score = _WEIGHT.get(entry.element, 0.0)
    if entry.element == "settlement":
        score += math.log10(max(entry.population, 100))
    elif middle_of(entry.name) and any(other.element == "country" for other in found):
        score = _SAME_NAME
    elif entry.element == "geogName" and len(found) > 1 and name.town:
        score += _IN_A_RIVER
    return score + (_ALTERNATE_NAME if entry.alternate else 0.0)


def _entity(group: list[tuple[str, Mention]], choice: _Choice, taken: dict[str, Entity]) -> Entity:
    forms = list(dict.fromkeys(name for name, _ in group))
    entry = choice.entry
    spelled = [form for form in forms if not form.isupper()]
    name = max(spelled, key=len) if spelled else entry.name if entry else forms[0]
    said = next((kind for _, mention in group if (kind := mention.tag.attributes.get("type"))), None)
    element = _ELEMENTS.get(entry.element, entry.element) if entry else said
    if entry is None and any(mention.tag.element == "geogName" for _, mention in group):
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
        candidates=() if sure or entry is None else _candidates_told(entry, choice),
    )


def _candidates_told(entry: GazetteerEntry, choice: _Choice) -> tuple[Candidate, ...]:
    told = []
    for place, reasons in zip((entry, *choice.rivals), choice.reasons, strict=True):
        country = f" in {place.country}" if place.country else ""
        people = f", {place.population} inhabitants" if place.population else ""
        uri = GEONAMES.format(place.geonames) if place.geonames else ""
        why = f"; {reasons}" if reasons else ""
        told.append(
            Candidate(uri, f"{place.name}: a {_KIND.get(place.element, 'place')}{country}{people}{why}")
        )
    return tuple(told)


def _doubt(entry: GazetteerEntry, rivals: tuple[GazetteerEntry, ...]) -> str:
    def told(place: GazetteerEntry) -> str:
        number = f", GeoNames {place.geonames}" if place.geonames else ""
        country = f" ({place.country}{number})" if place.country else ""
        return f"{place.name}{country}"

    return "Not settled which is meant: " + "; ".join(told(place) for place in (entry, *rivals))

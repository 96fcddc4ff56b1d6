"""Counting what records say. What is kept is bounded: beyond ``MOST`` different names are only counted."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tei_tools.records import Record

MOST = 150_000
"""Different names, pairs and speakers that are kept apart."""
_MOST_SPOTS = 100
# Persons named within this many characters and this many mentions of each other are named together.
_NEAR, _NEXT = 400, 6
_KINDS = ("person", "place", "organisation")
_YEAR = re.compile(r"-?\d{4}")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: the file below its folder, offsets (code points) in its text, the words."""

    path: str
    start: int
    end: int
    words: str


@dataclass(slots=True)
class Entry:
    """Somebody or something named: mentions, documents, authorities, coordinates, its first mention."""

    kind: str
    name: str
    uris: tuple[str, ...] = ()
    mentions: int = 0
    documents: int = 0
    point: tuple[float, float] | None = None
    first: Spot | None = None


@dataclass(slots=True)
class Collection:
    """All that was counted. ``add`` takes a record, ``fail`` a file that could not be read."""

    documents: int = 0
    characters: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    failed_example: dict[str, tuple[str, str]] = field(default_factory=dict)
    findings: Counter[tuple[str, str]] = field(default_factory=Counter)
    finding_example: dict[tuple[str, str], str] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    speakers: Counter[str] = field(default_factory=Counter)
    speaker_example: dict[str, Spot] = field(default_factory=dict)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    years: Counter[int] = field(default_factory=Counter)
    named_years: Counter[int] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    spots: dict[str, list[Spot]] = field(default_factory=dict)
    unkept: int = 0

    def fail(self, name: str, cause: str, message: str, times: int = 1) -> None:
        """A file that was not read, or ``times`` files of one cause."""
        self.failed[cause] += times
        self.failed_example.setdefault(cause, (name, message))

    def find(self, code: str, severity: str, name: str, times: int = 1) -> None:
        """A finding of a rule."""
        self.findings[code, severity] += times
        self.finding_example.setdefault((code, severity), name)

    def add(self, record: Record) -> None:
        """Count what a record says."""
        self.documents += 1
        self.characters += len(record.text)
        own: dict[str, str] = {}
        named: dict[str, str] = {}
        met: set[str] = set()
        lives: dict[str, str | None] = {}
        for entity in record.entities():
            if entity.kind in _KINDS:
                own[entity.key] = self._enter(entity)
                if entity.authorities:
                    named.setdefault(self._key(entity.kind, entity.name, ()), own[entity.key])
                lives[entity.key] = lives[entity.name] = entity.birth
        self._year(self.years, record.metadata.created or record.metadata.date or "")
        people: list[tuple[int, str]] = []
        for row in record.mentions:
            if row.start is None:
                continue  # in the header or a register: said of somebody, and no mention of them
            self.counts[row.kind] += 1
            self._doubtful(record, row)
            if row.kind not in _KINDS:
                continue
            by_name = self._key(row.kind, row.quote, ())
            key = own.get(row.entity or "") or by_name
            if key == by_name:
                key = named.get(by_name, by_name)
            entry = self._entry(key, row.kind, row.quote)
            if entry is None:
                continue
            entry.mentions += 1
            if key not in met:
                met.add(key)
                entry.documents += 1
            entry.first = entry.first or _spot(record, row)
            if row.kind == "person":
                people.append((row.start, key))
        self._together(people)
        births = [year for each in record.metadata.authors if (year := _year(self._birth(each, lives)))]
        for date in record.dates:
            if date.start is None:
                continue
            self.counts["date"] += 1
            self._doubtful(record, date)
            self._year(self.named_years, date.earliest or "")
            last = _year(date.latest)
            if births and last is not None and last < min(births):
                self._doubt("before", record, date)
        names = {each.key: each.name for each in record.persons}
        for said in record.quotations:
            self.counts["quotation"] += 1
            self._doubtful(record, said)
            for who in said.speakers:
                self._speaks(names.get(who, who), record, said)
        self.counts["reference"] += len(record.references)

    @staticmethod
    def _birth(author: Any, lives: dict[str, str | None]) -> str | None:
        return lives.get(getattr(author, "entity", None) or "") or lives.get(author.name)

    def _enter(self, entity: Any) -> str:
        uris = tuple(each.uri for each in entity.authorities)
        key = self._key(entity.kind, entity.name, uris)
        entry = self._entry(key, entity.kind, entity.name)
        if entry is not None:
            entry.uris = tuple(dict.fromkeys((*entry.uris, *uris)))[:6]
            if entry.point is None and entity.latitude and entity.longitude:
                try:
                    point = float(entity.latitude), float(entity.longitude)
                except ValueError:
                    return key
                if abs(point[0]) <= 90 and abs(point[1]) <= 180:
                    entry.point = point
        return key

    @staticmethod
    def _key(kind: str, name: str, uris: tuple[str, ...]) -> str:
        words = name.casefold()
        if kind == "person" and words.count(",") == 1:
            surname, _, given = words.partition(",")  # "Weber, Otto" is Otto Weber
            words = f"{given} {surname}"
        return f"{kind} {uris[0] if uris else ' '.join(words.split())[:200]}"

    def _entry(self, key: str, kind: str, name: str) -> Entry | None:
        found = self.entries.get(key)
        if found is None:
            if len(self.entries) >= MOST:
                self.unkept += 1
                return None
            found = self.entries[key] = Entry(kind, " ".join(name.split())[:120])
        return found

    def _together(self, people: list[tuple[int, str]]) -> None:
        people.sort()
        for number, (place, key) in enumerate(people):
            for other, near in people[number + 1 : number + 1 + _NEXT]:
                if other - place > _NEAR:
                    break
                if near != key:
                    pair = (min(key, near), max(key, near))
                    if pair in self.pairs or len(self.pairs) < MOST:
                        self.pairs[pair] += 1

    def _speaks(self, name: str, record: Record, row: Any) -> None:
        if name in self.speakers or len(self.speakers) < MOST:
            self.speakers[name] += 1
            if row.start is not None:
                self.speaker_example.setdefault(name, _spot(record, row))

    def _doubtful(self, record: Record, row: Any) -> None:
        if row.cert == "low":
            self._doubt("low", record, row)

    def _doubt(self, what: str, record: Record, row: Any) -> None:
        self.counts[f"doubt {what}"] += 1
        spots = self.spots.setdefault(what, [])
        if row.start is not None and len(spots) < _MOST_SPOTS:
            spots.append(_spot(record, row))

    def _year(self, counter: Counter[int], said: str) -> None:
        year = _year(said)
        if year is not None:
            counter[year] += 1


def _year(said: str | None) -> int | None:
    found = _YEAR.match(said or "")
    return int(found[0]) if found else None


def _spot(record: Record, row: Any) -> Spot:
    return Spot(record.name, row.start, row.end, " ".join(row.quote[:200].split())[:120])

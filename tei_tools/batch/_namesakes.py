"""Entries of one name: how sure it is that they are one, by name and by whom else their documents name.

Compared is only what has the same name (a person's initials count for a forename), and of those only what
shares a companion: each companion of a name leads to few entries, so that time grows with the number of
names and not with its square.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from tei_tools.identity._persons import _FEMALE, _MALE
from tei_tools.identity._words import folded, split_name
from tei_tools.register import _PREFERRED, RegisterEntry, _form

__all__ = ["MERGED", "PROPOSED", "Found", "Namesakes"]

# From these on two entries are merged, or proposed to a person.
MERGED, PROPOSED = 0.9, 0.5
# A name alone: the rarest full name, a name with initials, one word alone. None of them merges by itself.
_FULL, _COMMON, _INITIALS, _ONE_WORD = 0.6, 0.3, 0.3, 0.2
_MOST_OF_ONE_WORD = 0.85
# What one companion that hardly any document names says; the same birth or death.
_COMPANION, _SAME_DATE = 0.5, 0.8
_MOST_OF_A_COMPANION, _MOST_TRIED_COMPANIONS, _MOST_TRIED = 8, 12, 4
_MOST_COMPANIONS = 24
_TITLES = _MALE | _FEMALE | frozenset("dr prof professor rev reverend st saint".split())
_DEGREES = 0.25


@dataclass(frozen=True, slots=True)
class Found:
    """Of two entries (their numbers, the older first) how sure it is that they are one, why, and what keeps
    them apart (empty: nothing).
    """

    one: int
    other: int
    sure: float
    why: str
    against: str


@dataclass(slots=True)
class _Group:
    """Entries that are taken for one: the first of them, and what all of them say."""

    first: int
    forename: str
    documents: set[int] = field(default_factory=set)
    companions: set[int] = field(default_factory=set)
    said: dict[str, str] = field(default_factory=dict)


class Namesakes:
    """All entries by age and by name; ``group_of`` has of each the oldest that it is one with."""

    def __init__(self, entries: Sequence[RegisterEntry], group_of: Sequence[int]) -> None:
        self.entries = entries
        self.group_of = group_of
        self.names = [_key(entry) for entry in entries]
        self._documents: list[array[int]] = []
        self._tokens: list[array[int]] = []
        self._often: array[int] = array("L")
        self._rare: array[float] = array("d")
        self._numbers: dict[tuple[str, str, str], int] = {}
        self._read()
        self.rivals = self._rivals()
        # Of the block that is looked at:
        self._groups: dict[int, _Group] = {}
        self._by_name: dict[str, int] = {}
        self._by_companion: dict[int, list[int]] = {}

    def found(self, is_new: Callable[[int], bool], are_two: Callable[[int, int], bool]) -> Iterator[Found]:
        """What the new entries are one with, each with at most one older; ``are_two`` says of a group and an
        entry that somebody parted them.
        """
        key = [f"{kind} {_block(name, forename)}" for kind, name, forename in self.names]
        numbers = [
            number for number, (_, name, _) in enumerate(self.names) if name and self.entries[number].members
        ]
        numbers.sort(key=key.__getitem__)
        for _, block in groupby(numbers, key=key.__getitem__):
            together = list(block)
            if len(together) > 1 and any(map(is_new, together)):
                yield from self._found_in(together, is_new, are_two)

    def _found_in(
        self, block: list[int], is_new: Callable[[int], bool], are_two: Callable[[int, int], bool]
    ) -> Iterator[Found]:
        self._groups, self._by_name, self._by_companion = {}, {}, {}
        for number in block:
            if not is_new(number) or self.group_of[number] != number:
                self._settle(number, self.group_of[number])
        for number in block:
            if not is_new(number) or self.group_of[number] != number:
                continue
            best = self._best(number)
            group = number
            if best is not None:
                if are_two(best.one, number):
                    best = replace(best, against="a person said that they are two")
                if best.sure >= MERGED and not best.against:
                    group = best.one
                yield best
            self._settle(number, group)

    def _read(self) -> None:
        numbers: dict[str, int] = {}
        for entry, name in zip(self.entries, self.names, strict=True):
            token = self._numbers.setdefault(name, len(self._numbers))
            found = array("L")
            for document in dict.fromkeys(member.document for member in entry.members):
                number = numbers.setdefault(document, len(numbers))
                if number == len(self._tokens):
                    self._tokens.append(array("L"))
                self._tokens[number].append(token)
                found.append(number)
            self._documents.append(found)
        self._often.extend(0 for _ in self._numbers)
        for tokens in self._tokens:
            for token in set(tokens):
                self._often[token] += 1
        # From 1, of a name that one document has, to 0, of one that all have.
        whole = math.log(max(10, len(self._tokens)))
        self._rare.extend(max(0.0, 1 - math.log(max(1, often)) / whole) for often in self._often)

    def _rivals(self) -> dict[int, tuple[int, int]]:
        """The names that two share, each with two of them: a document tells them apart, or their authorities
        or dates do.
        """
        twice = {
            (document, token)
            for document, tokens in enumerate(self._tokens)
            if len(set(tokens)) < len(tokens)
            for token, times in Counter(tokens).items()
            if times > 1
        }
        found: dict[int, tuple[int, int]] = {}
        said: dict[tuple[int, str], tuple[str, int]] = {}
        for number, (entry, name) in enumerate(zip(self.entries, self.names, strict=True)):
            token = self._numbers[name]
            told = [(scheme, _form(uri)) for scheme, uri in entry.authorities if scheme in _PREFERRED]
            told += [(what, year[:4]) for what in ("birth", "death") if (year := getattr(entry, what))]
            if twice:
                told += [
                    (f"in {each}", str(number)) for each in self._documents[number] if (each, token) in twice
                ]
            for what, value in told:
                before, other = said.setdefault((token, what), (value, number))
                if before != value and self.group_of[other] != self.group_of[number]:
                    found.setdefault(token, (other, number))
        return found

    def _settle(self, number: int, group: int) -> None:
        """Say in which group an entry is."""
        made = self._groups.get(group)
        if made is None:
            made = self._groups[group] = _Group(group, self.names[number][2])
        made.documents.update(self._documents[number])
        for what, value in _said(self.entries[number]).items():
            made.said.setdefault(what, value)
        self._by_name.setdefault(self.names[number][2], group)
        for token in self._companions(number):
            if token not in made.companions:
                made.companions.add(token)
                there = self._by_companion.setdefault(token, [])
                if len(there) < _MOST_OF_A_COMPANION:
                    there.append(group)

    def _best(self, number: int) -> Found | None:
        own = set(self._companions(number))
        rarest = sorted(own, key=lambda token: (self._often[token], token))[:_MOST_TRIED_COMPANIONS]
        weights: dict[int, float] = {}
        for token in rarest:
            for group in self._by_companion.get(token, ()):
                weights[group] = weights.get(group, 0.0) + self._rare[token]
        tried = sorted(weights, key=lambda group: (-weights[group], group))[:_MOST_TRIED]
        first = self._by_name.get(self.names[number][2])
        if first is not None and first not in tried:
            tried.append(first)
        best: Found | None = None
        for group in tried:
            each = self._compared(number, self._groups[group], own)
            if each is not None and (best is None or _rank(each) > _rank(best)):
                best = each
        return best

    def _compared(self, number: int, group: _Group, own: set[int]) -> Found | None:
        entry, (_, _, forename) = self.entries[number], self.names[number]
        if not group.documents.isdisjoint(self._documents[number]):
            return None  # a document names both
        if not _fits(forename, group.forename):
            return None
        name, said, most = self._of_name(number, group)
        sure = 1 - name
        shared = sorted(own & group.companions, key=lambda token: (self._often[token], token))
        for token in shared[:_MOST_COMPANIONS]:
            sure *= 1 - _COMPANION * self._rare[token]
        why = [said]
        if shared:
            why.append(f"{len(shared)} companions named beside both")
        first = self.entries[group.first]
        for what in ("birth", "death"):
            year = getattr(entry, what)
            if year and getattr(first, what) == year:
                sure *= 1 - _SAME_DATE
                why.append(f"the same {what}")
        score = round(min(most, 1 - sure), 3)
        if score < PROPOSED:
            return None
        apart = _contradiction(group.said, _said(entry)) if group.said else ""
        if apart and score < MERGED:
            return None  # two of one name, as there are many
        against = apart or self._against(number, group)
        return Found(group.first, number, score, ", ".join(why), against)

    def _of_name(self, number: int, group: _Group) -> tuple[float, str, float]:
        kind, _, forename = self.names[number]
        if kind == "person" and not forename:
            return _ONE_WORD, "the same one word", _MOST_OF_ONE_WORD
        if forename != group.forename:
            return _INITIALS, "a name that fits by its initials", 1.0
        rarity = self._rare[self._numbers[self.names[number]]]
        said = "the same full name" if kind == "person" else "the same name"
        return _COMMON + (_FULL - _COMMON) * rarity, said, 1.0

    def _against(self, number: int, group: _Group) -> str:
        for token in dict.fromkeys(self._numbers[self.names[each]] for each in (number, group.first)):
            pair = self.rivals.get(token)
            if pair is not None:
                one, two = (self.entries[each] for each in pair)
                return f"two share this name: {one.id}, {two.id}"
        return ""

    def _companions(self, number: int) -> Iterator[int]:
        own = self._numbers[self.names[number]]
        seen: set[int] = set()
        for document in self._documents[number][:_MOST_COMPANIONS]:
            for token in self._tokens[document][: 4 * _MOST_COMPANIONS]:
                if token != own and token not in seen:
                    seen.add(token)
                    yield token


def _said(entry: RegisterEntry) -> dict[str, str]:
    """What tells an entry from others of its name: numbers of authorities, years, a place on the map."""
    said = {scheme: _form(uri) for scheme, uri in reversed(entry.authorities) if scheme in _PREFERRED}
    said |= {f"year of {what}": year[:4] for what in ("birth", "death") if (year := getattr(entry, what))}
    if entry.latitude and entry.longitude:
        said["place"] = f"{entry.latitude} {entry.longitude}"
    return said


def _contradiction(one: dict[str, str], other: dict[str, str]) -> str:
    for what, value in sorted(other.items()):
        before = one.get(what, value)
        if before == value:
            continue
        if what != "place" or any(
            abs(float(a) - float(b)) > _DEGREES for a, b in zip(before.split(), value.split(), strict=True)
        ):
            return f"another {what}"
    return ""


def _rank(found: Found) -> tuple[bool, float, int]:
    return not found.against, found.sure, -found.one


def _key(entry: RegisterEntry) -> tuple[str, str, str]:
    """(kind, name, forenames) as they are compared; of a person the name is the surname."""
    if entry.kind != "person":
        return entry.kind, folded(entry.name), ""
    last, comma, first = entry.name.partition(",")
    words = f"{first} {last}" if comma and first.strip() and "," not in first else entry.name
    pieces = words.split()
    while len(pieces) > 1 and folded(pieces[0]) in _TITLES:
        pieces = pieces[1:]
    parts = split_name(" ".join(pieces))
    surname = " ".join(folded(said) for part, said in parts if part in ("nameLink", "surname"))
    forename = " ".join(folded(said) for part, said in parts if part == "forename")
    return entry.kind, surname, forename


def _block(name: str, forename: str) -> str:
    return f"{name}|{forename[:1]}"


def _fits(one: str, other: str) -> bool:
    """Whether forenames may be one person's: the same, or initials of one another."""
    first, second = one.split(), other.split()
    if bool(first) != bool(second):
        return False
    pairs: Iterable[tuple[str, str]] = zip(first, second, strict=False)
    return all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in pairs)

"""The identities of a collection over its batches: who was known keeps its id, names that agree are proposed
or merged, and what a person decided stands for ever.

:func:`renewed` takes the register of all documents as they are now and what was known before (``Known``),
and gives the register with the ids that stand, and what is known now. Entries that authorities or addresses
join are *bases*, each with an id that it keeps. Bases of one name are linked: from a stated sureness on by
themselves (``_namesakes``), below it as proposals. A link only lies over the bases, so that it can be taken
back. Only bases that are new in a batch are compared, so the same documents again change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tei_tools.batch._known import Base, Decision, Known, Link
from tei_tools.batch._namesakes import MERGED, Namesakes
from tei_tools.register import KINDS, Conflict, Register, RegisterEntry, _form

__all__ = ["renewed"]


def renewed(made: Register, before: Known, decided: Iterable[Decision] = ()) -> tuple[Register, Known]:
    """The register with the ids that stand, and what is known now; ``decided`` is what a person said."""
    decisions = [*before.decisions]
    there = set(decisions)
    decisions += [each for each in dict.fromkeys(decided) if each not in there]
    bases, joined, is_changed = _bases(made, before)
    entries = [joined.get(base.id) or _nobody(base) for base in bases if base.now == base.id]
    batch = before.batch + 1 if is_changed or len(decisions) > len(before.decisions) else before.batch
    now = {base.id: base.now for base in bases}
    groups = _Groups(entries)
    unknown = groups.decide(decisions, now)
    links = groups.stand(before.links, now)
    known = {base.id for base in before.bases}
    namesakes = Namesakes(entries, groups.roots())
    have = {frozenset((link.one, link.other)) for link in links}
    found = namesakes.found(lambda number: entries[number].id not in known, groups.are_two)
    for each in sorted(found, key=lambda each: each.other):
        one, other = entries[each.one].id, entries[each.other].id
        if frozenset((one, other)) in have:
            continue
        state, why = "proposed", each.why
        if each.against:
            state, why = "blocked", f"{each.why}; {each.against}"
        elif each.sure >= MERGED:
            state = "merged" if groups.unite(each.one, each.other) else "blocked"
            why += "" if state == "merged" else "; what is one with them was parted by a person"
        links.append(Link(one, other, each.sure, state, why, batch))
    links = groups.told(links, now, decisions, batch)
    bases = [replace(base, batch=base.batch or batch) for base in bases]
    register = Register(
        tuple(groups.entries(bases)), (*made.conflicts, *unknown), made.documents, made.without_kind
    )
    keys = {
        **before.addresses,
        **{key: entry.id for entry in entries for key in (*_authorities(entry), *_addresses(entry))},
    }
    return register, Known(batch, tuple(bases), tuple(links), tuple(decisions), keys)


def _bases(made: Register, before: Known) -> tuple[list[Base], dict[str, RegisterEntry], bool]:
    """All bases by age, the entries under their ids, and whether any is new or joined."""
    age = {base.id: number for number, base in enumerate(before.bases)}
    claims: dict[str, int] = {}
    wanted: list[list[str]] = []
    for number, entry in enumerate(made.entries):
        ids = {before.addresses.get(key) for key in _addresses(entry)} - {None}
        if not ids:
            ids = {before.addresses.get(key) for key in _authorities(entry)} - {None}
        own = sorted((id_ for id_ in ids if id_ in age), key=age.__getitem__)
        for id_ in own:
            claims.setdefault(id_, number)
        wanted.append([id_ for id_ in own if claims[id_] == number])
    taken = set(age)
    now: dict[str, str] = {}
    joined: dict[str, RegisterEntry] = {}
    new: list[Base] = []
    for entry, ids_ in zip(made.entries, wanted, strict=True):
        if ids_:
            id_ = ids_[0]
            now |= dict.fromkeys(ids_[1:], id_)
        else:
            id_ = _free(entry.id, taken)
            taken.add(id_)
            new.append(Base(id_, entry.kind, entry.name, 0, id_))
        joined[id_] = replace(entry, id=id_)
    bases = [_as_now(base, now) for base in before.bases]
    return [*bases, *new], joined, bool(new) or any(a != b for a, b in zip(bases, before.bases, strict=True))


def _as_now(base: Base, now: dict[str, str]) -> Base:
    return replace(base, now=now.get(base.now, base.now))


class _Groups:
    """Entries that are one by links (union-find, the oldest is the root), and those that are two."""

    def __init__(self, entries: list[RegisterEntry]) -> None:
        self.all = entries
        self.numbers = {entry.id: number for number, entry in enumerate(entries)}
        self.parents = list(range(len(entries)))
        self.foes: dict[int, set[int]] = {}
        self.decided: dict[frozenset[str], str] = {}

    def decide(self, decisions: list[Decision], now: dict[str, str]) -> list[Conflict]:
        """Do what was decided, the latest of two ids; gives what can't be."""
        told: list[Conflict] = []
        for each in decisions:
            if each.one not in now or each.other not in now:
                what = f"decided of an id that was never given: {each.said}"
                told.append(Conflict("decisions", what, (each.one, each.other)))
                continue
            self.decided[frozenset((now[each.one], now[each.other]))] = each.said
        for pair, said in self.decided.items():
            numbers = self._of(sorted(pair))
            if said == "different" and len(numbers) == 2:
                self.foes.setdefault(numbers[0], set()).add(numbers[1])
                self.foes.setdefault(numbers[1], set()).add(numbers[0])
            elif said == "different" and len(pair) == 1:
                what = "decided to be two, but one authority or address joins them"
                told.append(Conflict("decisions", what, tuple(pair)))
        for pair, said in self.decided.items():
            numbers = self._of(sorted(pair))
            if said != "same" or len(numbers) < 2:
                continue
            if len({self.all[number].kind for number in numbers}) > 1:
                what = "decided to be one, but they are of two kinds"
                told.append(Conflict("decisions", what, tuple(sorted(pair))))
            elif not self.unite(*numbers):
                what = "decided to be one, but others that are one with them are decided to be two"
                told.append(Conflict("decisions", what, tuple(sorted(pair))))
        return told

    def _of(self, ids: Iterable[str]) -> list[int]:
        return [self.numbers[id_] for id_ in ids if id_ in self.numbers]

    def stand(self, links: Iterable[Link], now: dict[str, str]) -> list[Link]:
        """The links that there were, in effect again where nothing was decided against them."""
        found = list(links)
        for link in found:
            numbers = self._of((now[link.one], now[link.other]))
            was_merged = link.state == "merged" or (link.state == "refused" and link.sure >= MERGED)
            if was_merged and len(numbers) == 2:
                self.unite(*numbers)
        return found

    def told(
        self, links: list[Link], now: dict[str, str], decisions: list[Decision], batch: int
    ) -> list[Link]:
        """The links with what a person decided of them; a decision of no link makes one."""
        found: list[Link] = []
        seen: set[frozenset[str]] = set()
        words = {"same": "accepted", "different": "refused"}
        for link in links:
            pair = frozenset((now[link.one], now[link.other]))
            said = self.decided.get(pair)
            seen.add(pair)
            found.append(replace(link, state=words[said]) if said else link)
        why = {frozenset((now.get(each.one, ""), now.get(each.other, ""))): each for each in decisions}
        order = {id_: number for number, id_ in enumerate(now)}
        for pair, said in self.decided.items():
            if pair not in seen and len(pair) == 2:
                one, other = sorted(pair, key=order.__getitem__)
                who = f"decided by {why[pair].who}" if why[pair].who else "decided"
                found.append(Link(one, other, 1.0 if said == "same" else 0.0, words[said], who, batch))
        return found

    def unite(self, one: int, other: int) -> bool:
        """Make two one, unless somebody parted them or what is one with them."""
        first, second = sorted((self.root(one), self.root(other)))
        if first == second:
            return True
        if self._are_foes(first, second):
            return False
        self.parents[second] = first
        for foe in self.foes.pop(second, ()):
            self.foes.setdefault(first, set()).add(foe)
        return True

    def are_two(self, one: int, other: int) -> bool:
        """Whether somebody parted these, or what is one with them."""
        return self._are_foes(self.root(one), self.root(other))

    def _are_foes(self, first: int, second: int) -> bool:
        if not self.foes:
            return False
        return any(self.root(foe) == second for foe in self.foes.get(first, ())) or any(
            self.root(foe) == first for foe in self.foes.get(second, ())
        )

    def roots(self) -> list[int]:
        return [self.root(number) for number in range(len(self.all))]

    def root(self, number: int) -> int:
        parents = self.parents
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    def entries(self, bases: list[Base]) -> list[RegisterEntry]:
        """One entry for each group, under the id of its oldest, with the ids that went into it."""
        together: dict[int, list[RegisterEntry]] = {}
        for number, entry in enumerate(self.all):
            together.setdefault(self.root(number), []).append(entry)
        joined: dict[str, list[str]] = {}
        for base in bases:
            if base.now != base.id:
                joined.setdefault(base.now, []).append(base.id)
        there = (entries for entries in together.values() if any(entry.members for entry in entries))
        made = [_one(entries, joined) for entries in there]
        return sorted(made, key=lambda entry: (KINDS.index(entry.kind), entry.name.casefold(), entry.id))


def _one(entries: list[RegisterEntry], joined: dict[str, list[str]]) -> RegisterEntry:
    """One entry of a group, under the id of the oldest, though its documents may be gone."""
    id_ = entries[0].id
    former = [each for entry in entries for each in (entry.id, *joined.get(entry.id, ())) if each != id_]
    there = [entry for entry in entries if entry.members]
    first, *others = there
    if not others:
        return replace(first, id=id_, former=tuple(former))
    forms = dict.fromkeys(form for each in there for form in (each.name, *each.variants))
    with_place = next((each for each in there if each.latitude), first)
    return replace(
        first,
        id=id_,
        variants=tuple(form for form in forms if form != first.name),
        authorities=tuple(dict.fromkeys(pair for each in there for pair in each.authorities)),
        birth=next((each.birth for each in there if each.birth), None),
        death=next((each.death for each in there if each.death), None),
        latitude=with_place.latitude,
        longitude=with_place.longitude,
        members=tuple(member for each in there for member in each.members),
        former=tuple(former),
    )


def _nobody(base: Base) -> RegisterEntry:
    """A base whose documents are gone."""
    return RegisterEntry(base.id, base.kind, base.name, (), (), None, None, None, None, ())


# One address may be a person's in one document and a place's in another: the kind is a part of the key.


def _addresses(entry: RegisterEntry) -> Iterator[str]:
    return (f"{entry.kind} {member.address}" for member in entry.members)


def _authorities(entry: RegisterEntry) -> Iterator[str]:
    return (f"{entry.kind} {_form(uri)}" for _, uri in entry.authorities)


def _free(id_: str, taken: set[str]) -> str:
    number, free = 1, id_
    while free in taken:
        number += 1
        free = f"{id_}.{number}"
    return free

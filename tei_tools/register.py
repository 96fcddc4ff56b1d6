"""One register of a whole collection: persons, places, organisations of many records joined where they agree.

:func:`register` joins two entities only where a resolved pointer or an authority says that they are one: the
same address (``register.xml#p1``, an absolute URI that both are pointed at by), or the same URI of an
authority. Never by name. What contradicts is not joined, or joined and told: see :class:`Conflict`.
:mod:`tei_tools._register_files` writes a register as TEI and as tables.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.records._rows import Entity

__all__ = ["Conflict", "Member", "Register", "RegisterEntry", "register"]

KINDS = ("person", "place", "organisation")
# Which authority names an entry, the first that it has.
_PREFERRED = ("GND", "Wikidata", "VIAF", "GeoNames", "Pleiades", "TGN", "ORCID", "ISNI", "LCCN", "ULAN")
# Types of idno whose addresses say where something is told of, and not who it is.
_NO_AUTHORITY = frozenset(("", "url", "uri", "homepage", "website", "web", "link", "wikipedia"))
_MOST_TRIED = 8
_HTTP = re.compile(r"https?://(?:www\.)?")
_ABSOLUTE = re.compile("[/:#]")


@dataclass(frozen=True, slots=True)
class Member:
    """An entity of one document: the document's identifier, the entity's key and address, how often it is
    named there.
    """

    document: str
    key: str
    address: str
    mentions: int


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One person, place or organisation of the collection.

    ``authorities`` are (scheme, URI) in the authority's own form. ``birth`` and ``death`` are EDTF,
    ``latitude`` and ``longitude`` decimal degrees. ``id`` comes from an authority or an address, so that
    other documents do not change it. ``former`` are ids of what was merged into it (of a run over batches).
    """

    id: str
    kind: str
    name: str
    variants: tuple[str, ...]
    authorities: tuple[tuple[str, str], ...]
    birth: str | None
    death: str | None
    latitude: str | None
    longitude: str | None
    members: tuple[Member, ...]
    former: tuple[str, ...] = ()

    @property
    def mentions(self) -> int:
        """How often it is named in all documents."""
        return sum(member.mentions for member in self.members)


@dataclass(frozen=True, slots=True)
class Conflict:
    """What contradicts: ``kinds`` (one authority or address, a person here and a place there: not joined),
    ``authorities`` (two URIs of one authority: of one address joined, else not), ``values`` (two births …:
    the first is taken). ``members`` are addresses.
    """

    kind: str
    what: str
    members: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.what}: {', '.join(self.members)}"


@dataclass(frozen=True, slots=True)
class Register:
    """The entries by kind, name and id; the conflicts; how many documents; how many entities had no kind."""

    entries: tuple[RegisterEntry, ...]
    conflicts: tuple[Conflict, ...]
    documents: int
    without_kind: int


@dataclass(slots=True)
class _Node:
    kind: str
    entity: Entity
    member: Member
    addresses: tuple[str, ...]
    authorities: tuple[tuple[str, str], ...]


def register(records: Iterable[Record]) -> Register:
    """The register of these records, taken one after the other; the same for the same records in the same
    order, and in time proportional to their entities.
    """
    nodes: list[_Node] = []
    documents = 0
    inside: list[Conflict] = []
    bases: dict[str, str] = {}
    places: dict[str, set[str]] = {}
    for record in records:
        documents += 1
        if record.base:
            bases[record.place] = record.base
            places.setdefault(record.base, set()).add(record.place)
        nodes.extend(_nodes(record))
        inside.extend(_named_otherwise(record))
    _at_their_base(nodes, bases, places)
    clusters = _Clusters(nodes)
    for number, node in enumerate(nodes):
        if node.kind in KINDS:
            clusters.put(number)
    without_kind = sum(
        not clusters.put_by_others(number) for number, node in enumerate(nodes) if node.kind == "other"
    )
    made = [(entry, told) for entry, told in map(_entry, clusters.together()) if entry.kind in KINDS]
    entries = _with_own_ids(entry for entry, _ in made)
    conflicts = [*inside, *clusters.conflicts, *(conflict for _, told in made for conflict in told)]
    return Register(
        tuple(sorted(entries, key=lambda entry: (KINDS.index(entry.kind), entry.name.casefold(), entry.id))),
        tuple(dict.fromkeys(conflicts)),
        documents,
        without_kind,
    )


def _nodes(record: Record) -> Iterator[_Node]:
    named = Counter(row.entity for row in record.mentions if row.entity)
    place = f"{record.place}#"
    for entity in record.entities():
        if entity.kind not in KINDS and entity.kind != "other":
            continue
        address = entity.key
        if record.base and address.startswith(f"{record.base}#"):
            address = place + address[len(record.base) + 1 :]  # a pointer into this file that finds nothing
        elif entity.id or not _ABSOLUTE.search(address):
            address = f"{place}{entity.id or entity.key}"
        authorities = tuple(
            (known.scheme, known.uri)
            for known in entity.authorities
            if known.uri and known.scheme.lower() not in _NO_AUTHORITY
        )
        own = entity.uri == entity.key or not entity.uri
        addresses = dict.fromkeys((address, address if own else entity.uri or address))
        known = {uri for _, uri in authorities}
        yield _Node(
            entity.kind,
            entity,
            Member(record.identifier, entity.key, address, named[entity.key]),
            tuple(each for each in addresses if each not in known),
            authorities,
        )


def _named_otherwise(record: Record) -> Iterator[Conflict]:
    """What one document itself calls a person here and a place there."""
    kinds = {entity.key: entity.kind for entity in record.entities() if entity.kind in KINDS}
    found = dict.fromkeys(
        (row.entity, row.kind)
        for row in record.mentions
        if row.kind in KINDS and row.entity and kinds.get(row.entity, row.kind) != row.kind
    )
    for key, kind in found:
        what = f"{key} is a {kinds[key]} and is named as a {kind}; it is taken for a {kinds[key]}"
        yield Conflict("kinds", what, (f"{record.identifier} {key}",))


def _at_their_base(nodes: list[_Node], bases: dict[str, str], places: dict[str, set[str]]) -> None:
    """Put what stands below an ``xml:base`` to the file that has it, and to none where several have it: the
    same local id in two files is never one thing.
    """
    for node in nodes:
        place = node.member.address.partition("#")[0]
        base = bases.get(place)
        if base is not None and len(places[base]) == 1:
            fragment = node.member.address[len(place) :]
            node.addresses = tuple(dict.fromkeys((*node.addresses, f"{base}{fragment}")))


class _Clusters:
    """Entities that are one, grown by one entity after the other (union-find)."""

    def __init__(self, nodes: list[_Node]) -> None:
        self.nodes = nodes
        self.parents = list(range(len(nodes)))
        self.schemes: list[dict[str, str]] = [{} for _ in nodes]
        self.by_key: dict[tuple[str, str], list[int]] = {}
        self.kinds: dict[str, dict[str, int]] = {}
        self.conflicts: list[Conflict] = []
        for number, node in enumerate(nodes):
            for scheme, uri in node.authorities:
                first = self.schemes[number].setdefault(scheme, uri)
                if _form(first) != _form(uri) and scheme in _PREFERRED:
                    self._told_two(number, number, scheme, first, uri)

    def put(self, number: int) -> None:
        """Join the entity with those of its kind that have one of its addresses or authorities."""
        node = self.nodes[number]
        for address in node.addresses:
            self._join(number, _form(address), certain=True)
        # An entity with two of one authority cannot be told by either.
        times = Counter(scheme for scheme, _ in node.authorities)
        for scheme, uri in node.authorities:
            if times[scheme] == 1:
                self._join(number, _form(uri), certain=False)

    def put_by_others(self, number: int) -> bool:
        """Join an entity whose kind nothing said with the one kind that has its address, if there is one."""
        node = self.nodes[number]
        for key in (*map(_form, node.addresses), *(_form(uri) for _, uri in node.authorities)):
            kinds = [kind for kind in KINDS if (key, kind) in self.by_key]
            if len(kinds) == 1:
                self._unite(number, self.by_key[key, kinds[0]][0])
                return True
        return False

    def together(self) -> list[list[_Node]]:
        """The entities of each cluster, in their order."""
        found: dict[int, list[_Node]] = {}
        for number, node in enumerate(self.nodes):
            found.setdefault(self._root(number), []).append(node)
        return list(found.values())

    def _join(self, number: int, key: str, *, certain: bool) -> None:
        node = self.nodes[number]
        kinds = self.kinds.setdefault(key, {})
        if node.kind not in kinds:
            for kind, other in kinds.items():
                what = f"{key} is a {kind} and a {node.kind}; they are not joined"
                self.conflicts.append(Conflict("kinds", what, self._addresses(other, number)))
            kinds[node.kind] = number
        there = self.by_key.setdefault((key, node.kind), [])
        for other in there:
            against = self._contradiction(number, other)
            if against is None or certain:
                if against:
                    self._told_two(other, number, *against)
                self._unite(number, other)
                return
        if there:
            against = self._contradiction(number, there[0])
            assert against is not None
            scheme, one, two = against
            what = f"{key} is said of two with different {scheme} ({one}, {two}); they are not joined"
            self.conflicts.append(Conflict("authorities", what, self._addresses(there[0], number)))
        if len(there) < _MOST_TRIED:
            there.append(number)

    def _contradiction(self, one: int, other: int) -> tuple[str, str, str] | None:
        first, second = self._root(one), self._root(other)
        if first == second:
            return None
        few, many = sorted((self.schemes[first], self.schemes[second]), key=len)
        for scheme, uri in few.items():
            if scheme in _PREFERRED and _form(many.get(scheme, uri)) != _form(uri):
                return scheme, self.schemes[second][scheme], self.schemes[first][scheme]
        return None

    def _told_two(self, one: int, other: int, scheme: str, first: str, second: str) -> None:
        what = f"{self.nodes[one].addresses[0] if self.nodes[one].addresses else first} has two {scheme} "
        what += f"({first}, {second})"
        self.conflicts.append(Conflict("authorities", what, self._addresses(one, other)))

    def _addresses(self, *numbers: int) -> tuple[str, ...]:
        members = (self.nodes[number].member for number in numbers)
        return tuple(dict.fromkeys(f"{each.document} {each.key}" for each in members))

    def _unite(self, one: int, other: int) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        if first != second:
            self.parents[second] = first
            for scheme, uri in self.schemes[second].items():
                self.schemes[first].setdefault(scheme, uri)
            self.schemes[second] = {}

    def _root(self, number: int) -> int:
        parents = self.parents
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number


def _form(uri: str) -> str:
    """A URI as it is compared."""
    return _HTTP.sub("", uri).rstrip("/")


def _entry(nodes: list[_Node]) -> tuple[RegisterEntry, list[Conflict]]:
    kinds = [node.kind for node in nodes if node.kind != "other"]
    kind = kinds[0] if kinds else "other"
    declared = [node for node in nodes if node.entity.declared]
    names = Counter(node.entity.name for node in declared or nodes)
    most = max(names.values())
    name = next(said for said in names if names[said] == most)
    forms = [said for node in nodes for said in (node.entity.name, *node.entity.variants) if said]
    authorities = dict.fromkeys(pair for node in nodes for pair in node.authorities)
    told: list[Conflict] = []

    def first(column: str) -> str | None:
        values = dict.fromkeys(value for node in nodes if (value := getattr(node.entity, column)) is not None)
        if len(values) > 1:
            what = f"{name} has more than one {column} ({', '.join(values)}); the first is taken"
            members = dict.fromkeys(f"{node.member.document} {node.member.key}" for node in nodes)
            told.append(Conflict("values", what, tuple(members)))
        return next(iter(values), None)

    latitude, longitude = next(
        ((node.entity.latitude, node.entity.longitude) for node in nodes if node.entity.latitude),
        (None, None),
    )
    entry = RegisterEntry(
        _identifier(kind, nodes, dict(reversed(list(authorities)))),
        kind,
        name,
        tuple(said for said in dict.fromkeys(forms) if said != name),
        tuple(authorities),
        first("birth"),
        first("death"),
        latitude,
        longitude,
        tuple(node.member for node in nodes),
    )
    return entry, told


def _identifier(kind: str, nodes: list[_Node], authorities: dict[str, str]) -> str:
    """An identifier that is an ``xml:id``: by an authority's number, else by the digest of an address."""
    for scheme in _PREFERRED:
        if scheme in authorities:
            number = authorities[scheme].rstrip("/").rpartition("/")[2]
            return re.sub(r"[^A-Za-z0-9._-]", "-", f"{kind}-{scheme.lower()}-{number}")
    said = min(node.addresses[0] if node.addresses else node.member.address for node in nodes)
    return f"{kind}-{blake2b(said.encode('utf-8', 'surrogatepass'), digest_size=6).hexdigest()}"


def _with_own_ids(entries: Iterable[RegisterEntry]) -> Iterator[RegisterEntry]:
    """The entries; one whose id another one has (they were not joined) gets a number."""
    from dataclasses import replace

    taken: Counter[str] = Counter()
    for entry in entries:
        taken[entry.id] += 1
        yield entry if taken[entry.id] == 1 else replace(entry, id=f"{entry.id}.{taken[entry.id]}")

"""The entities of one document in the model of Linked Art, each once, by its address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tei_tools.exporters import Options
from tei_tools.exporters import _linked_art_parts as parts
from tei_tools.exporters._identifiers import absolute
from tei_tools.exporters._nodes import Node, full
from tei_tools.exporters._rows import RecordRows, Row

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.records._rows import Entity

# The class of a kind of entity. What has no class in the model (a name as such, things of no known kind) is
# left out.
CLASSES = {
    "person": "Person",
    "place": "Place",
    "organisation": "Group",
    "event": "Event",
    "work": "LinguisticObject",
    "manuscript": "HumanMadeObject",
    "object": "HumanMadeObject",
}
ACTORS = ("Person", "Group")


class Model:
    """``nodes`` are the entities so far by address, ``known`` what others say of those with a key."""

    def __init__(self, record: Record, options: Options) -> None:
        self.record = record
        self.tables = RecordRows(record, options)
        self.iris = self.tables.iris
        self.nodes: dict[str, Node] = {}
        self.others = {entity.key: entity for entity in record.others}
        self._rows: dict[str, list[Row]] = {}
        self.known: dict[str, Node] = {
            entity.key: self.ref(self.iris.of(entity.key), CLASSES[entity.kind], entity.name or entity.key)
            for entity in record.entities()
            if entity.kind in CLASSES
        }

    def label(self, key: str | None) -> str | None:
        """The name of an entity with this key, if there is one."""
        found = self.known.get(key or "")
        return found["_label"] if found else None

    def rows(self, table: str) -> Iterable[tuple[Any, str]]:
        """The rows of a table of the record, each with the identifier that it has in CSV."""
        if table not in self._rows:
            self._rows[table] = list(self.tables.of(table))
        return zip(getattr(self.record, table), [row[1] for row in self._rows[table]], strict=True)

    def ref(self, iri: str, kind: str, label: str) -> Node:
        return {"id": iri, "type": kind, "_label": label}

    def add(self, iri: str, kind: str, label: str, **members: Any) -> Node:
        """Note an entity, if there is none with this address yet; gives how others speak of it."""
        reference = self.ref(iri, kind, label)
        if iri not in self.nodes:
            self.nodes[iri] = full({**reference, **members})
        return reference

    def type(self, words: str | None) -> list[Node]:
        """A type that has only the document's own word."""
        return [self.ref(self.iris.below(f"type-{words}"), "Type", words)] if words else []

    def refs(self, keys: Iterable[str | None], *kinds: str) -> list[Node]:
        found = [self.known[key] for key in dict.fromkeys(keys) if key and key in self.known]
        return [node for node in found if not kinds or node["type"] in kinds]

    def country(self, words: str | None) -> list[Node]:
        if not words:
            return []
        iri = self.iris.below(f"country-{words}")
        return [
            self.add(
                iri,
                "Place",
                words,
                identified_by=parts.names(words),
                classified_as=[parts.term("nation")],
            )
        ]

    def place(self, local: str, words: str | None, *within: Node) -> list[Node]:
        if not words:
            return []
        iri = self.iris.below(local)
        return [self.add(iri, "Place", words, identified_by=parts.names(words), part_of=list(within))]

    def equivalent(self, iri: str, kind: str, label: str, addresses: Iterable[str]) -> list[Node]:
        found = dict.fromkeys(self.iris.of(address) for address in addresses if absolute(address))
        return [self.ref(address, kind, label) for address in found if address != iri]

    def authorities(self, entity: Entity) -> list[Node]:
        reference = self.known[entity.key]
        addresses = [known.uri for known in entity.authorities] + [entity.uri or ""]
        return self.equivalent(reference["id"], reference["type"], reference["_label"], addresses)

    def entity(self, entity: Entity) -> None:
        reference = self.known.get(entity.key)
        if reference is None:
            return
        iri, kind, label = reference["id"], reference["type"], reference["_label"]
        named = parts.names(label, entity.variants)
        pieces = [
            parts.name(words, what)
            for words, what in ((entity.forename, "given name"), (entity.surname, "family name"))
            if words
        ]
        if pieces:
            named[0]["part"] = pieces
        described = [*self.type(entity.type)]
        members: dict[str, Any] = {}
        if kind == "Person":
            if found := parts.gender(entity.sex):
                described.append(found)
            if entity.occupation:
                work = self.type(entity.occupation)[0]
                described.append({**work, "classified_as": [parts.term("occupation")]})
            members["born"] = _happened("Birth", entity.birth)
            members["died"] = _happened("Death", entity.death)
        elif kind == "Place":
            if entity.latitude is not None and entity.longitude is not None:
                # Well-known text: longitude stands before latitude (OGC 06-103r4).
                members["defined_by"] = f"POINT ({entity.longitude} {entity.latitude})"
            members["part_of"] = [
                place for place in self.country(entity.country) if entity.country != entity.name
            ]
        self.add(
            iri,
            kind,
            label,
            classified_as=described,
            identified_by=[
                *named,
                *(
                    parts.identifier(known.original, known.scheme)
                    for known in entity.authorities
                    if not known.uri
                ),
            ],
            referred_to_by=parts.statements(note=entity.note),
            equivalent=self.authorities(entity),
            **members,
        )


def _happened(kind: str, edtf: str | None) -> Node | None:
    span = parts.timespan(edtf)
    return {"type": kind, "timespan": span} if span else None

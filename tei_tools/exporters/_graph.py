"""A record as JSON-LD nodes of the profile ``schema``."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tei_tools._collector import held
from tei_tools.exporters import FORMAT_VERSION, Options, _cited
from tei_tools.exporters._context import CONTEXT
from tei_tools.exporters._identifiers import Iris, Names, absolute
from tei_tools.exporters._nodes import Node, full, iso
from tei_tools.exporters._offsets import Units
from tei_tools.exporters._rows import RecordRows
from tei_tools.exporters._tabled import tabled

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.records._header import Contributor
    from tei_tools.records._rows import Entity

CONTEXT_LENGTH = 32  # characters before and after an annotated passage

_TYPES = {
    "person": "Person",
    "place": "Place",
    "organisation": "Organization",
    "event": "Event",
    "work": "CreativeWork",
    "manuscript": "Manuscript",
}


def document(record: Record, options: Options, kept: Callable[[Node], Any] | None = None) -> Node:
    """The whole document as one node; of its annotations what ``kept`` makes of each, as there may be very
    many.
    """
    with held():
        return Graph(record, options, kept).document()


class Graph:
    def __init__(self, record: Record, options: Options, kept: Callable[[Node], Any] | None = None) -> None:
        self.record = record
        self.kept = kept
        self.iris = Iris(record, options.base)
        self.names = Names(record)
        self.units = Units(record.text, options.utf16)
        self.text = f"{self.iris.document}#text"
        self.annotations: list[Any] = []
        # One name for one node, also where the header writes it another way.
        self.said = {entity.key: entity.name for entity in record.entities()}
        self.classes = {entity.key: _TYPES.get(entity.kind, "Thing") for entity in record.entities()}
        self.rows = RecordRows(record, options)
        self.rows.names = self.names  # one identifier is one thing

    def document(self) -> Node:
        record, said = self.record, self.record.metadata
        letters = self._letter()
        entities = [self._entity(entity) for entity in record.entities()]
        self._mentions()
        self._dates()
        node = {
            "@context": CONTEXT,
            "@id": self.iris.document,
            "@type": ["Article", "Message"] if letters else "Article",
            "formatVersion": FORMAT_VERSION,
            "identifier": [
                record.identifier,
                *(f"{kind}: {value}" if kind else value for kind, value in said.identifiers),
            ],
            "name": said.title or record.identifier,
            "alternateName": [title.words for title in said.titles if title.words != said.title],
            "author": [self._person(n, person, "author") for n, person in enumerate(said.authors, 1)],
            "editor": [self._person(n, person, "editor") for n, person in enumerate(said.editors, 1)],
            "contributor": [
                self._person(n, person, "contributor") for n, person in enumerate(said.contributors, 1)
            ],
            "datePublished": iso(said.date),
            "edtfPublished": said.date,
            "dateCreated": iso(said.created),
            "edtfCreated": said.created,
            "inLanguage": said.language,
            "publisher": self._named("publisher", "Organization", said.publisher),
            "status": said.status,
            "license": said.licence if said.licence and ":" in said.licence else None,
            "usageInfo": said.rights,
            "creditText": said.source,
            "keywords": list(said.keywords),
            **letters,
            "text": {
                "@id": self.text,
                "@type": "TextObject",
                "textVersion": record.text_version,
                "reading": record.reading,
                "offsetUnit": self.units.name,
                "sha256": record.text_sha256,
                "text": record.text,
            },
            "mentions": entities,
            "hasPart": [*_cited.quotations(self), *_cited.speeches(self)],
            "citation": _cited.references(self),
            "relations": _cited.relations(self),
            **tabled(self, self.rows),
            "annotations": self.annotations,
        }
        return full(node)

    # People of the header, and others that have only a name.

    def _person(self, number: int, person: Contributor, role: str) -> Node:
        iri = self.iris.of(person.entity) if person.entity else f"{self.iris.document}#{role}-{number}"
        return full(
            {
                "@id": iri,
                "@type": "Thing" if role == "contributor" else "Person",
                "name": self.said.get(person.entity or "", person.name),
                "description": person.role if role == "contributor" else None,
            }
        )

    def _named(self, what: str, kind: str, name: str | None) -> Node | None:
        return {"@id": f"{self.iris.document}#{what}", "@type": kind, "name": name} if name else None

    # Entities.

    def _entity(self, entity: Entity) -> Node:
        iri = self.iris.of(entity.key)
        addresses = [known.uri for known in entity.authorities] + [entity.uri or ""]
        same = [address for uri in addresses if absolute(uri) and (address := self.iris.of(uri)) != iri]
        person = entity.kind == "person"
        node = {
            "@id": iri,
            "@type": _TYPES.get(entity.kind, "Thing"),
            "name": entity.name,
            "alternateName": list(entity.variants),
            "kind": entity.type,
            "familyName": entity.surname,
            "givenName": entity.forename,
            "gender": entity.sex if person else None,
            "birthDate": iso(entity.birth) if person else None,
            "edtfBirth": entity.birth if person else None,
            "deathDate": iso(entity.death) if person else None,
            "edtfDeath": entity.death if person else None,
            "hasOccupation": self.part(iri, "occupation", "Occupation", entity.occupation),
            "description": entity.note,
            "identifier": [
                f"{known.scheme}: {known.original}" if known.scheme else known.original
                for known in entity.authorities
            ],
            "sameAs": list(dict.fromkeys(same)),
        }
        if entity.latitude is not None and entity.kind in ("place", "organisation", "event"):
            node["geo"] = {
                "@id": self._below(iri, "geo"),
                "@type": "GeoCoordinates",
                "latitude": entity.latitude,
                "longitude": entity.longitude,
            }
        return full(node)

    def _below(self, iri: str, what: str) -> str:
        """An identifier for a part of a node: below the document, whatever the node's own is."""
        own = f"{self.iris.document}#"
        return f"{iri}.{what}" if iri.startswith(own) else f"{own}{what}-of-{_tail(iri)}"

    def part(self, iri: str, what: str, kind: str, name: str | None) -> Node | None:
        return {"@id": self._below(iri, what), "@type": kind, "name": name} if name else None

    # Annotations.

    def annotate(
        self, name: str, row: Any, motivation: str, body: str | Node | None, words: str, kind: str | None
    ) -> None:
        iri = self.iris.below(name)
        selectors: list[Node] = []
        start, end = row.start, row.end
        if start is not None:
            text, at = self.record.text, self.units.at
            selectors = [
                {
                    "@id": f"{iri}.position",
                    "@type": "TextPositionSelector",
                    "start": at(start),
                    "end": at(end),
                },
                {
                    "@id": f"{iri}.quote",
                    "@type": "TextQuoteSelector",
                    "exact": text[start:end],
                    "prefix": text[max(0, start - CONTEXT_LENGTH) : start],
                    "suffix": text[end : end + CONTEXT_LENGTH],
                },
            ]
        selectors.append({"@id": f"{iri}.xpath", "@type": "XPathSelector", "value": row.xpath})
        node: Node = {"@id": iri, "@type": "Annotation", "motivation": motivation}
        if body is not None:
            node["body"] = body
        node["target"] = {
            "@id": f"{iri}.target",
            "@type": "SpecificResource",
            "on": self.text if start is not None else self.iris.document,
            "selector": selectors,
        }
        node["element"] = row.element
        node["where"] = row.where
        if start is None and words:
            node["name"] = words
        for key, value in (("kind", kind), ("cert", row.cert), ("resp", row.resp)):
            if value:
                node[key] = value
        self.annotations.append(node if self.kept is None else self.kept(node))

    def _mentions(self) -> None:
        for row in self.record.mentions:
            name = self.names.row("mention", row, row.quote)
            body = self.iris.of(row.entity) if row.entity else None
            self.annotate(
                name, row, "identifying" if body else "describing", body, row.quote, row.type or row.kind
            )

    def _dates(self) -> None:
        for row in self.record.dates:
            name = self.names.row("date", row, f"{row.quote} {row.raw or ''}")
            body = None
            if row.edtf:
                body = full(
                    {
                        "@id": self.iris.below(f"{name}.value"),
                        "@type": "tei:date",
                        "edtfDate": row.edtf,
                        "earliest": row.earliest,
                        "latest": row.latest,
                    }
                )
            self.annotate(name, row, "describing", body, row.quote, row.type)

    def _letter(self) -> Node:
        """Who sent and received a letter, as members of the document's node; all actions are in the CSV."""
        if not self.record.letters:
            return {}
        node: Node = {}
        for row in self.record.letters:
            side = {"sent": "sender", "received": "recipient"}.get(row.action)
            if side and row.entity:
                node.setdefault(side, []).append(self.iris.of(row.entity))
            elif side and row.name:
                role = f"{side}-{len(node.setdefault(side, [])) + 1}"
                node[side].append(
                    {"@id": f"{self.iris.document}#{role}", "@type": "Person", "name": row.name}
                )
            if row.action == "sent" and iso(row.date):
                node.setdefault("dateSent", iso(row.date))
            if row.action == "received" and iso(row.date):
                node.setdefault("dateReceived", iso(row.date))
            if row.action == "sent" and row.place_entity:
                node.setdefault("locationCreated", {"@id": self.iris.of(row.place_entity)})
        return node


def _tail(iri: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]+", "-", iri.split("://")[-1]).strip("-")

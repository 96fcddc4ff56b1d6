"""JSON-LD nodes → RDF statements, by the context that stands in the node.

Only what our own nodes need of W3C, "JSON-LD 1.1 Processing Algorithms and API" (8.1, deserialise JSON-LD
to RDF): terms, ``@vocab``, compact IRIs, coercion by ``@type``, values with ``@value``. Every node has an
``@id``, so there are no blank nodes. What is no absolute IRI where an IRI is meant is no statement, as there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from json.encoder import encode_basestring
from typing import Any, NamedTuple

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
XSD = "http://www.w3.org/2001/XMLSchema#"

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# What an IRIREF may not hold (W3C, "RDF 1.1 N-Triples", 2.2): it is percent-encoded.
_UNSAFE = re.compile(r'[\x00-\x20<>"{}|^`\\\x7f-\x9f]')


class Term(NamedTuple):
    """What a member of a node means: its predicate, and what its values are (``@id``, ``@vocab``, a type)."""

    iri: str
    type: str | None


class Statements(NamedTuple):
    """What is said of one node: its IRI, and for each predicate its objects, written already."""

    subject: str
    said: list[tuple[str, list[str]]]


def safe(iri: str) -> str:
    """The IRI with nothing in it that RDF's languages may not hold."""
    if _UNSAFE.search(iri):
        return _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), iri)
    return iri


literal: Callable[[str], str] = encode_basestring
"""A string in quotation marks with the escapes that JSON, N-Triples and Turtle share."""


class Reader:
    """Reads nodes of one context; ``write`` gives an IRI as the language writes it."""

    def __init__(self, context: dict[str, Any], write: Callable[[str], str]) -> None:
        self.context = context
        self.vocabulary = context.get("@vocab", "")
        self.write = write
        self.prefixes = {
            key: value
            for key, value in context.items()
            if isinstance(value, str) and not key.startswith("@") and value[-1:] in ":/?#[]@"
        }
        self.terms: dict[str, Term | None] = {}
        self.types: dict[str, str | None] = {}
        self.iris: dict[str, str | None] = {}  # most stand twice: where they are named, and where described

    def statements(self, node: dict[str, Any]) -> Iterator[Statements]:
        """What is said of a node and, after it, of the nodes inside it."""
        waiting = [node]
        while waiting:
            node = waiting.pop()
            subject = self.iri(node["@id"])
            if subject is None:
                continue
            said: list[tuple[str, list[str]]] = []
            inner: list[dict[str, Any]] = []
            for key, value in node.items():
                if key == "@type":
                    names = value if isinstance(value, list) else [value]
                    objects = [made for name in names if (made := self.type(name)) is not None]
                    predicate = RDF_TYPE
                elif key.startswith("@"):
                    continue
                else:
                    term = self.terms[key] if key in self.terms else self.term(key)
                    if term is None:
                        continue
                    predicate = term.iri
                    objects = []
                    for each in value if isinstance(value, list) else (value,):
                        if isinstance(each, dict) and "@value" not in each:
                            made = self.iri(each["@id"])
                            if len(each) > 1:
                                inner.append(each)
                        else:
                            made = self.value(each, term.type)
                        if made is not None:
                            objects.append(made)
                if objects:
                    said.append((predicate, objects))
            yield Statements(subject, said)
            waiting.extend(reversed(inner))

    def value(self, value: Any, kind: str | None) -> str | None:
        """One object: a literal, or an IRI where the term says so."""
        if isinstance(value, dict):
            language = value.get("@language")
            kind, value = value.get("@type"), value["@value"]
            if language:
                return f"{literal(value)}@{language}"
            kind = self.expanded(kind) if kind else None
        if kind == "@id":
            return self.iri(value)
        if kind == "@vocab":
            return self.type(value)
        if value is True or value is False:
            return f'"{str(value).lower()}"^^{self.write(XSD + "boolean")}'
        if isinstance(value, int):
            return f'"{value}"^^{self.write(kind or XSD + "integer")}'
        said = literal(value)
        return said if kind is None or kind == XSD + "string" else f"{said}^^{self.write(kind)}"

    def iri(self, reference: str) -> str | None:
        """A reference as the language writes it; ``None`` where it is relative."""
        if reference in self.iris:
            return self.iris[reference]
        expanded = self.compact(reference)
        written = self.write(safe(expanded)) if _ABSOLUTE.match(expanded) else None
        self.iris[reference] = written
        return written

    def type(self, name: str) -> str | None:
        if name not in self.types:
            expanded = self.expanded(name)
            self.types[name] = self.write(safe(expanded)) if _ABSOLUTE.match(expanded) else None
        return self.types[name]

    def term(self, key: str) -> Term | None:
        defined = self.context.get(key)
        kind = None
        if isinstance(defined, dict):
            said = defined.get("@type")
            kind = said if said is None or said.startswith("@") else self.expanded(said)
        iri = self.expanded(key)
        self.terms[key] = Term(safe(iri), kind) if _ABSOLUTE.match(iri) else None
        return self.terms[key]

    def expanded(self, name: str) -> str:
        """The IRI of a term, a compact IRI, or a name of the vocabulary."""
        defined = self.context.get(name)
        if isinstance(defined, dict):
            defined = defined.get("@id")
        if isinstance(defined, str):
            return self.compact(defined) if ":" in defined else self.vocabulary + defined
        return self.compact(name) if ":" in name else self.vocabulary + name

    def compact(self, reference: str) -> str:
        prefix, colon, rest = reference.partition(":")
        if colon and not rest.startswith("//") and prefix in self.prefixes:
            return self.compact(self.prefixes[prefix]) + rest
        return reference

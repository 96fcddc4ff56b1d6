"""Rows of a mapping → nodes of linked data (W3C, "JSON-LD 1.1"), which Turtle and the others are made of.

A row is a node whose identifier is minted as that of our own export: its ``xml:id`` below the document, so
that both speak of one thing. The document has the rows; a row that is its own root is the document.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tei_tools.exporters._identifiers import _SAFE, _iri, _quoted, absolute

if TYPE_CHECKING:
    from tei_tools.mapping import Column, MappedTable, Mapping

__all__ = ["Nodes"]

Values = list[tuple["Column", list[str]]]
Node = dict[str, Any]
_TYPED = {
    "integer": "http://www.w3.org/2001/XMLSchema#integer",
    "decimal": "http://www.w3.org/2001/XMLSchema#decimal",
    "date": "http://www.w3.org/2001/XMLSchema#date",
    "boolean": "http://www.w3.org/2001/XMLSchema#boolean",
    "edtf": "http://id.loc.gov/datatypes/edtf/EDTF",
}


class Nodes:
    """The nodes of one document: ``identifier`` is its own, ``place`` its path below the input's root, by
    which relative addresses are resolved; ``base`` the URI that identifiers are minted below.
    """

    def __init__(self, mapping: Mapping, identifier: str, place: str, base: str) -> None:
        self.prefixes = dict(mapping.prefixes)
        self.place = place
        self.base = base
        self.iri = _iri(identifier, base)
        self.used: set[str] = {"schema"}
        self.said: Node = {"schema:identifier": identifier}
        self.rows: dict[str, dict[str, Node]] = {}  # by the property that the document has them as, by @id

    def document(self) -> Node:
        """The whole document as one node, with its context."""
        rows = {name: list(nodes.values()) for name, nodes in self.rows.items()}
        context = {name: self.prefixes[name] for name in sorted(self.used) if name in self.prefixes}
        return {"@context": context, "@id": self.iri, **self.said, **rows}

    def add(self, table: MappedTable, own: str | None, values: Values, *, is_document: bool) -> None:
        """The node of a row; ``own`` is its identifier or address. What two rows say of one node is one."""
        if is_document:
            node = self.said
        else:
            nodes = self.rows.setdefault(self._term(table.property), {})
            iri = self._of(own, is_own=True) if own else self._below(self._minted(table, values, nodes))
            node = nodes.setdefault(iri, {"@id": iri})
        if table.type:
            _append(node, "@type", [self._term(table.type)])
        for column, said in values:
            name = column.property
            if name == "@type":
                _append(node, "@type", [self._class(table, each) for each in said if each])
                continue
            key = self._term(name) if name else f"{self.base}{table.name}#{column.name}"
            _append(
                node, key, [made for each in said if each and (made := self._value(column, each)) is not None]
            )

    def _minted(self, table: MappedTable, values: Values, nodes: Iterable[str]) -> str:
        words = repr([said for _, said in values]).encode("utf-8", "surrogatepass")
        name = f"{table.name}-{blake2b(words, digest_size=5).hexdigest()}"
        number, free = 1, name
        while self._below(free) in nodes:
            number += 1
            free = f"{name}.{number}"
        return free

    def _value(self, column: Column, value: str) -> Any:
        if column.datatype == "anyURI":
            return {"@id": self._of(value)}
        if column.datatype in _TYPED:
            return {"@value": value, "@type": _TYPED[column.datatype]}
        if column.datatype == "type" and self._is_term(value):
            return {"@id": self._term(value)}
        return {"@value": value, "@language": column.language} if column.language else value

    def _of(self, pointer: str, *, is_own: bool = False) -> str:
        """The address that a pointer, or the identifier of a row, leads to."""
        from tei_tools.records._pointers import _join

        if pointer.startswith("#"):
            return self._below(pointer[1:])
        if absolute(pointer):
            return _quoted(pointer)
        if is_own and "/" not in pointer and "#" not in pointer:
            return self._below(pointer)
        return self.base + _quoted(_join(self.place, pointer))

    def _is_term(self, value: str) -> bool:
        return absolute(value) and (value.partition(":")[0] in self.prefixes or "://" in value)

    def _class(self, table: MappedTable, value: str) -> str:
        """A class by a term, or one of the table's own by a word."""
        if self._is_term(value):
            return self._term(value)
        return f"{self.base}{table.name}#{quote(value, safe=_SAFE)}"

    def _below(self, name: str) -> str:
        return f"{self.iri}#{quote(name, safe=_SAFE)}"

    def _term(self, term: str) -> str:
        prefix = term.partition(":")[0]
        if prefix in self.prefixes:
            self.used.add(prefix)
        return term


def _append(node: Node, key: str, values: list[Any]) -> None:
    """Put values to what a node says already, each once; one alone stands without a list."""
    if not values:
        return
    known = node.get(key, [])
    found = known if isinstance(known, list) else [known]
    once = {repr(each): each for each in (*found, *values)}
    node[key] = next(iter(once.values())) if len(once) == 1 else list(once.values())

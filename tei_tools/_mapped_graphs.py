"""The documents of a mapping as files of linked data: JSON-LD, JSON Lines, Turtle, N-Triples, N-Quads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from tei_tools._mapped_nodes import Node, Nodes, Values

if TYPE_CHECKING:
    from tei_tools.mapping import MappedTable, Mapping
    from tei_tools.writing import Output

__all__ = ["FORMATS", "Graphs"]

FORMATS = {"jsonld": ".jsonld", "jsonl": ".jsonl", "ntriples": ".nt", "nquads": ".nq", "turtle": ".ttl"}
"""The formats with the endings of their files."""


class Graphs:
    """The files of one format, in ``output``: one a document, or one for all with ``one_file``."""

    def __init__(self, name: str, mapping: Mapping, output: Output, *, base: str, one_file: bool) -> None:
        self.mapping = mapping
        self.output = output
        self.base = base
        self.suffix = FORMATS[name]
        self.pieces, self.heading = _pieces(name)
        self.taken: set[str] = set()
        self.one: BinaryIO | None = None
        self.is_list = name == "jsonld" and one_file
        self.documents = 0
        if one_file or name == "jsonl":
            self.one = output.open(f"collection{self.suffix}")
            self.one.write(b"[\n" if self.is_list else self.heading)

    def begin(self, identifier: str, place: str) -> None:
        """A document begins."""
        self.identifier, self.place = identifier, place
        self.nodes = Nodes(self.mapping, identifier, place, self.base)

    def add(self, table: MappedTable, own: str | None, values: Values, *, is_document: bool) -> None:
        """A row of it."""
        self.nodes.add(table, own, values, is_document=is_document)

    def end(self) -> None:
        """The document is whole: its file."""
        self.documents += 1
        content = "".join(self.pieces(self.nodes.document())).encode("utf-8", "surrogatepass")
        if self.one is not None:
            if self.is_list and self.documents > 1:
                self.one.write(b",\n")
            self.one.write(content.rstrip(b"\n") if self.is_list else content)
            return
        with self.output.open(self._name()) as stream:
            stream.write(self.heading + content)

    def close(self) -> None:
        """All documents are in."""
        if self.one is not None:
            if self.is_list:
                self.one.write(b"\n]\n")
            self.one.close()

    def _name(self) -> str:
        from tei_tools.writing import safe_name

        number, name = 1, safe_name(f"{self.identifier}{self.suffix}")
        while name.casefold() in self.taken:
            number += 1
            name = safe_name(f"{self.place}.{number}{self.suffix}")
        self.taken.add(name.casefold())
        return name


def _pieces(name: str) -> tuple[Callable[[Node], Iterator[str]], bytes]:
    """How a document is written in a format, and what stands at the head of a file."""
    if name == "turtle":
        from tei_tools.exporters import turtle

        return turtle.lines, turtle._HEADING.encode()
    if name == "ntriples":
        from tei_tools.exporters import ntriples

        return ntriples.lines, b""
    if name == "nquads":
        from tei_tools.exporters import nquads

        return nquads.lines, b""
    indent = None if name == "jsonl" else 1

    def lines(node: dict[str, Any]) -> Iterator[str]:
        yield json.dumps(node, ensure_ascii=False, indent=indent) + "\n"

    return lines, b""

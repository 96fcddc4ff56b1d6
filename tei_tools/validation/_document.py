"""The document that rules look at: its tree and, where a rule wants more, its bytes, its place, others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tei_tools.validation._paths import Paths

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.grammar._automaton import Watched
    from tei_tools.validation._neighbours import Neighbours

__all__ = ["Document"]


class Document:
    """A TEI document. ``tree`` is its own; ``paths`` makes findings of it.

    ``data`` is the file that it stands in (``None``: not known), ``file`` that file's place on the disk
    (``None``: standard input, an archive), ``neighbours`` reads the other files that it may point at.
    ``embedded`` says that it is one of several in a file of another kind, ``is_whole`` that nothing it
    includes was left out. ``seen`` is what the grammar's walk has noted already.
    """

    def __init__(
        self,
        tree: etree._ElementTree,
        *,
        data: bytes | None = None,
        file: Path | None = None,
        neighbours: Neighbours | None = None,
        wanted: Iterable[str] = (),
        embedded: bool = False,
        is_whole: bool = True,
        seen: Watched | None = None,
    ) -> None:
        self.tree = tree
        self.data = data
        self.file = file
        self.neighbours = neighbours
        self.embedded = embedded
        self.is_whole = is_whole
        self.paths = Paths()
        self._wanted = frozenset(wanted)
        self._having: dict[str, list[tuple[etree._Element, str]]] | None = None
        self._text: str | None = None
        self._seen = seen

    def having(self, attribute: str) -> list[tuple[etree._Element, str]]:
        """The elements with that attribute (in Clark's notation) and its value, in document order.

        All attributes that rules have said they want are looked up in one walk.
        """
        if self._seen is not None and attribute in self._seen.names:
            return self._seen.attributes.get(attribute, [])
        if self._having is None or attribute not in self._wanted:
            self._wanted |= {attribute}
            found: dict[str, list[tuple[etree._Element, str]]] = {}
            wanted = self._wanted
            for element in self.tree.iter("*"):
                for name, value in element.items():
                    if name in wanted:
                        found.setdefault(str(name), []).append((element, str(value)))
            self._having = found
        return self._having.get(attribute, [])

    def elements(self, tags: Sequence[str]) -> Iterator[etree._Element]:
        """The elements with these names (in Clark's notation), those of one name in document order."""
        if self._seen is None or not self._seen.names >= set(tags):
            yield from self.tree.iter(*tags)
            return
        noted = self._seen.elements
        for tag in tags:
            if tag in noted:
                yield from noted[tag]

    def text(self) -> str:
        """The characters of the file as they are written, with markup; empty where they are not known."""
        if self._text is None:
            self._text = _decoded(self.data) if self.data else ""
        return self._text


def _decoded(data: bytes) -> str:
    return data.decode(encoding_of(data), "replace")


def encoding_of(data: bytes) -> str:
    """The Python codec of an XML file (XML 1.0, appendix F)."""
    import codecs
    import re

    for mark, codec in ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"),
                        (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"), (b"<\0\0\0", "utf-32-le"),
                        (b"\0\0\0<", "utf-32-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")):  # fmt: skip
        if data.startswith(mark):
            return codec
    declared = re.match(rb"""<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,60})["']""", data[:400])
    try:
        return codecs.lookup(declared[1].decode("ascii")).name if declared else "utf-8"
    except LookupError:
        return "latin-1"

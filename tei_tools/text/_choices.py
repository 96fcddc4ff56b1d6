"""What a reading takes of elements that offer a choice, and of those that stand for something unwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tei_tools.text._kinds import (
    ANNOTATIONS,
    BREAK,
    BREAKS,
    GLUE,
    LEFT_OUT,
    LEFT_OUT_BY,
    OF_EDITOR,
    OF_SOURCE,
    P4_ATTRIBUTES,
    REGISTERS,
)

if TYPE_CHECKING:
    from lxml import etree

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
GAP = "…"


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace; empty for a comment or processing instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


class Choices:
    """The decisions of one reading in one text."""

    def __init__(self, reading: str, top: etree._Element) -> None:
        self.reading = reading
        self.left_out = LEFT_OUT_BY[reading]
        self.attributes = P4_ATTRIBUTES[reading]
        self.top = top
        self.dropped: set[etree._Element] = set()
        self.glyphs: dict[str, str] | None = None

    def enter(self, element: etree._Element, kind: int, parent: int) -> tuple[int, str | None, bool]:
        """The element's kind, its own first words, and whether its children are read."""
        name = local_name(element)
        if element in self.dropped or (name in ANNOTATIONS and element is not self.top):
            return LEFT_OUT, None, False
        if name in BREAKS:
            return kind | (GLUE if element.get("break") == "no" else BREAK), element.text, True
        if name in self.left_out and not (name == "del" and _is(element.getparent(), "restore")):
            return LEFT_OUT, None, False
        if name == "gap":
            return kind, GAP, False
        if name == "space":
            return kind | BREAK, None, False
        if name in ("choice", "app", "rdgGrp"):
            kept = self._chosen(element) if name == "choice" else self._lemma(element, name)
            if kept is not None:
                self.dropped.update(child for child in element if child is not kept)
        elif name in REGISTERS:
            if element is not self.top and _in_back(element):
                return LEFT_OUT, None, False
        elif name == "am":
            if self.reading == "edited" and next(element.iterancestors("{*}expan"), None) is not None:
                return LEFT_OUT, None, False
        elif name == "g" and not len(element) and not element.text:
            return kind, self._glyph(element), False
        elif name in self.attributes and (instead := element.get(self.attributes[name])) is not None:
            return kind, instead, False
        return kind, element.text, True

    def _chosen(self, choice: etree._Element) -> etree._Element | None:
        """The child of a ``choice`` that is read: TEI Guidelines, 3.5."""
        wanted, other = (OF_EDITOR, OF_SOURCE) if self.reading == "edited" else (OF_SOURCE, OF_EDITOR)
        children = [(local_name(child), child) for child in choice if isinstance(child.tag, str)]
        for name in wanted:
            for found, child in children:
                if found == name:
                    return child
        for found, child in children:
            if found not in other:
                return child
        return children[0][1] if children else None

    def _lemma(self, app: etree._Element, name: str) -> etree._Element | None:
        """The reading of an apparatus entry that is read: its ``lem``, wherever it is grouped, else its first
        ``rdg`` (12.1).
        """
        first = grouped = None
        for child in app:
            found = local_name(child)
            if found == "lem":
                return child
            if found in ("rdg", "rdgGrp"):
                first = child if first is None else first
                if found == "rdgGrp" and grouped is None and next(child.iter("{*}lem"), None) is not None:
                    grouped = child
        return first if grouped is None else grouped

    def _glyph(self, g: etree._Element) -> str:
        """What a character declaration says an empty ``g`` stands for: TEI Guidelines, 5.2."""
        if self.glyphs is None:
            self.glyphs = {}
            order = (
                ("diplomatic",) if self.reading == "diplomatic" else ("standard", "normalized", "simplified")
            )
            for declared in self.top.getroottree().iter("{*}char", "{*}glyph"):
                mappings = list(declared.iterchildren("{*}mapping"))
                mappings.sort(key=lambda mapping: not str(mapping.get("type", "")).startswith(order))
                if mappings and (name := declared.get(XML_ID)):
                    self.glyphs[name] = "".join(map(str, mappings[0].itertext()))
        return self.glyphs.get(g.get("ref", "").rpartition("#")[2], "")


def _is(element: etree._Element | None, name: str) -> bool:
    return element is not None and local_name(element) == name


def _in_back(element: etree._Element) -> bool:
    return any(local_name(ancestor) == "back" for ancestor in element.iterancestors())

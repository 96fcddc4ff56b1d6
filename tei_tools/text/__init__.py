"""The plain text of a TEI document and its offsets, by the rule in ``docs/text.md``.

:func:`plain_text` takes a TEI tree and a reading, and gives a :class:`PlainText`: the text, and for every
element that has a part in it where that part begins and ends. Gold offsets, tags, records and web selectors
all count in this text. A change of the rule is a new :data:`TEXT_VERSION`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

from tei_tools.errors import UsageError
from tei_tools.text._kinds import REGISTERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from tei_tools.text._walk import Noted

__all__ = ["READINGS", "TEXT_VERSION", "PlainText", "Reading", "plain_text"]

TEXT_VERSION = "1"
"""The version of the rule in ``docs/text.md``."""

Reading = Literal["edited", "diplomatic"]
READINGS: tuple[str, ...] = get_args(Reading)


@dataclass(frozen=True, slots=True)
class PlainText:
    """A document's plain text, and the spans of its elements in it.

    Spans count Unicode code points, 0-based, end-exclusive. The span of an element begins at its first
    character that is not white space and ends after its last: ``text[start:end]`` is the element's own plain
    text. An element without characters has ``start == end``. ``elements`` stand in document order.
    """

    text: str
    reading: str
    elements: list[etree._Element]
    _first: list[int] = field(repr=False)
    _after: list[int] = field(repr=False)
    _starts: list[int] = field(repr=False)
    _ends: list[int] = field(repr=False)
    _places: dict[etree._Element, int] = field(repr=False, default_factory=dict)

    def span(self, element: etree._Element) -> tuple[int, int] | None:
        """Where this element's text begins and ends, or ``None`` where the reading leaves the element out."""
        places = self._places
        if not places:
            places.update(zip(self.elements, range(len(self.elements)), strict=True))
        place = places.get(element)
        return None if place is None else self.at(place)

    def at(self, place: int) -> tuple[int, int]:
        """The span of ``elements[place]``."""
        first, after = self._first[place], self._after[place]
        if first == after:
            end = self._ends[first - 1] if first else 0
            return end, end
        return self._starts[first], self._ends[after - 1]

    def following(self, element: etree._Element) -> int:
        """Where the first words begin that stand in this element or after it: where a page begins of which
        this is the break. The text's length where there are none, or the reading leaves the element out.
        """
        self.span(element)
        place = self._places.get(element)
        first = len(self._starts) if place is None else self._first[place]
        return self._starts[first] if first < len(self._starts) else len(self.text)

    def __iter__(self) -> Iterator[tuple[etree._Element, int, int]]:
        """Each element with its start and end, in document order."""
        for element in self.elements:
            span = self.span(element)
            if span is not None:
                yield element, *span

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8, in hexadecimal digits."""
        from hashlib import sha256

        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


def plain_text(tree: etree._ElementTree | etree._Element, reading: str = "edited") -> PlainText:
    """The plain text of a TEI document: of its ``text`` elements, in document order.

    ``tree`` is a parsed document or its root. A ``TEI`` gives its own texts, a ``teiCorpus`` those of all
    that it holds, any other element itself. ``reading`` is ``edited`` or ``diplomatic``; another word raises
    :class:`~tei_tools.errors.UsageError`. The tree is not changed. Time and memory are linear in the tree.
    """
    return noted_text(tree, reading, {})[0]


def noted_text(
    tree: etree._ElementTree | etree._Element, reading: str, tags: Mapping[str, Any]
) -> tuple[PlainText, dict[etree._Element, Noted]]:
    """The plain text, and for each ``text`` what was met on the way that has one of these tags."""
    if reading not in READINGS:
        raise UsageError(f"there is no reading {reading!r}", advice=f"use one of: {', '.join(READINGS)}")
    from tei_tools.text._walk import walk

    root: etree._Element = tree.getroot() if hasattr(tree, "getroot") else tree
    return walk(_texts(root), reading, tags)


def _texts(root: etree._Element) -> list[etree._Element]:
    name = str(root.tag).rpartition("}")[2]
    if name in ("TEI", "TEI.2"):
        return [child for child in root if str(child.tag).rpartition("}")[2] == "text"]
    if name in ("teiCorpus", "teiCorpus.2"):
        return [text for child in root if isinstance(child.tag, str) for text in _texts_below(child)]
    return [] if name in _NOT_TEXT else [root]


def _texts_below(child: etree._Element) -> list[etree._Element]:
    name = str(child.tag).rpartition("}")[2]
    return _texts(child) if name in ("TEI", "TEI.2", "teiCorpus", "teiCorpus.2") else []


_NOT_TEXT = frozenset(("teiHeader", "standOff", "facsimile", "sourceDoc", "xenoData", *REGISTERS))

"""What Word's styles and numbering say of a paragraph: heading, title, quotation, list, and its letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tei_tools.sources._xml import children, only

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.sources._runs import Format

__all__ = ["Shape", "Styles", "W", "formats_of", "is_on"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off", "none")
# Word's built-in styles by the names that they have in every language (ECMA-376, 17.7.4.9).
_KINDS = {
    "title": "title", "subtitle": "subtitle", "caption": "caption", "quote": "quotation",
    "intense quote": "quotation",
    "block text": "quotation", "html preformatted": "code",
}  # fmt: skip
_HEADING = re.compile(r"heading ([1-9])")


@dataclass(frozen=True, slots=True)
class Shape:
    """A paragraph's kind, a heading's level, and the list it is in: depth from 0 and ``rend``."""

    kind: str = "paragraph"
    level: int = 0
    depth: int | None = None
    rend: str = "bulleted"


class Styles:
    """The styles and numberings of a document; either part may be missing."""

    def __init__(self, styles: etree._Element | None, numbering: etree._Element | None) -> None:
        found = children(styles, "style") if styles is not None else []
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}
        self._chains: dict[str, list[etree._Element]] = {}
        self._bullets: dict[str, list[bool]] = {}
        abstract: dict[str, list[bool]] = {}
        for one in children(numbering, "abstractNum") if numbering is not None else []:
            formats = [_value(level, "numFmt") for level in children(one, "lvl")]
            abstract[one.get(f"{W}abstractNumId", "")] = [said in ("bullet", "none") for said in formats]
        for one in children(numbering, "num") if numbering is not None else []:
            self._bullets[one.get(f"{W}numId", "")] = abstract.get(_value(one, "abstractNumId"), [])

    def shape(self, properties: etree._Element | None) -> Shape:
        """What a paragraph with these ``w:pPr`` is."""
        chain = self.chain(_value(properties, "pStyle"))
        names = [_value(style, "name").lower() for style in chain]
        for said in names:
            heading = _HEADING.fullmatch(said)
            if heading:
                return Shape("heading", min(int(heading[1]), 6))
            if said in _KINDS:
                return Shape(_KINDS[said])
        own = [properties, *(only(style, "pPr") for style in chain)]
        outline = next((said for one in own if (said := _value(one, "outlineLvl"))), "9")
        if outline.isdigit() and int(outline) < 9:
            return Shape("heading", min(int(outline) + 1, 6))
        numbering = next((found for one in own if (found := only(one, "numPr")) is not None), None)
        number = _value(numbering, "numId")
        if number and number != "0":
            depth = _value(numbering, "ilvl")
            place = min(int(depth), 8) if depth.isdigit() else 0
            bullets = self._bullets.get(number, [])
            bullet = bullets[place] if place < len(bullets) else True
            return Shape(depth=place, rend="bulleted" if bullet else "numbered")
        for said in names:
            if said.startswith(("list bullet", "list number")):
                last = said[-1]
                rend = "bulleted" if "bullet" in said else "numbered"
                return Shape(depth=int(last) - 1 if last in "2345" else 0, rend=rend)
        return Shape()

    def formats(self, properties: etree._Element | None) -> list[Format]:
        """The marks of a run with these ``w:rPr``, its character style's where they are silent."""
        return formats_of(
            [properties, *(only(one, "rPr") for one in self.chain(_value(properties, "rStyle")))]
        )

    def chain(self, identifier: str) -> list[etree._Element]:
        """A style and those it is based on; bounded, for styles may go round in a circle."""
        if identifier not in self._chains:
            found: list[etree._Element] = []
            at = identifier
            while (style := self._styles.get(at)) is not None and style not in found and len(found) < 20:
                found.append(style)
                at = _value(style, "basedOn")
            self._chains[identifier] = found
        return self._chains[identifier]


def formats_of(sources: list[etree._Element | None]) -> list[Format]:
    """The marks that run properties ask for; the first that says something of a property decides."""
    found: list[Format] = []
    switches = (
        (("b",), "strong"), (("i",), "emphasis"), (("strike", "dstrike"), "deleted"),
        (("smallCaps",), "smallcaps"), (("u",), "underline"),
    )  # fmt: skip
    for tags, kind in switches:
        said = [one for source in sources for tag in tags if (one := only(source, tag)) is not None]
        if said and is_on(said[0]):
            found.append((kind, None))
    raised = next((set_to for source in sources if (set_to := _value(source, "vertAlign"))), "")
    if raised in ("superscript", "subscript"):
        found.append((raised, None))
    return found


def is_on(element: etree._Element) -> bool:
    """Whether a property that may be switched is on (ECMA-376, 17.17.4: present without a value is on)."""
    return element.get(f"{W}val", "1").lower() not in _OFF


def _value(element: etree._Element | None, name: str) -> str:
    found = only(element, name)
    return "" if found is None else found.get(f"{W}val", "")

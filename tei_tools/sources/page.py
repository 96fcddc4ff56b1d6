"""PAGE XML: the pages of a handwritten or printed document, as Transkribus and eScriptorium write them.

Read after the PAGE content schema of PRImA (``PcGts/Page``, 2010 to 2019): ``ReadingOrder``, ``TextRegion``
with ``@type``, ``TextLine/TextEquiv/Unicode``. The structure that Transkribus writes into ``@custom``
(``structure {type:heading;}``) counts where ``@type`` says nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tei_tools.sources import Dropped, Metadata, SourceDocument
from tei_tools.sources._assembly import Assembly
from tei_tools.sources._columns import box_of_points, columns
from tei_tools.sources._pictured import Pictured, PicturedLine, put_lines
from tei_tools.sources._xml import children, line_of, local, only, start_tag

if TYPE_CHECKING:
    from lxml import etree

EXTENSIONS: tuple[str, ...] = (".xml",)
MEDIA_TYPES: tuple[str, ...] = ("application/vnd.prima.page+xml",)

# PAGE 2019-07-15, TextTypeSimpleType.
_FURNITURE = {
    "page-number": "a page number",
    "header": "a running header",
    "footer": "a running footer",
    "catch-word": "a catchword",
    "signature-mark": "a signature mark",
}
_KINDS = {
    "heading": "heading", "caption": "caption", "footnote": "note", "footnote-continued": "note",
    "endnote": "note", "marginalia": "note",
}  # fmt: skip
# Where a note stands, as TEI's ``@place`` says it.
_PLACES = {"footnote": "bottom", "footnote-continued": "bottom", "endnote": "end", "marginalia": "margin"}
_STRUCTURE = re.compile(r"structure\s*\{[^}]*?type\s*:\s*([\w-]+)")
# What stands beside the columns of a page.
_BESIDE = frozenset((*_FURNITURE, "marginalia", "footnote", "footnote-continued", "endnote", "caption"))
_ORDER = re.compile(r"readingOrder\s*\{[^}]*?index\s*:\s*(\d+)")


def recognises(data: bytes) -> bool:
    """Whether the root element is ``PcGts``."""
    return start_tag(data)[0] == "PcGts"


def read(data: bytes, name: str) -> SourceDocument:
    """Each region of text as a paragraph, heading or note, in the file's reading order, with its lines
    marked. Raises :class:`~tei_tools.errors.UnreadableError` for what is no PAGE XML or holds no words.
    """
    from tei_tools.errors import UnreadableError
    from tei_tools.parsing import parse
    from tei_tools.sources._structured import finished

    root = parse(data, name).getroot()
    if local(root) != "PcGts":
        raise UnreadableError(f"is no PAGE XML: its root element is {local(root)}", file=name)
    reader = _Reader()
    for page in children(root, "Page"):
        reader.page(page)
    notes = []
    if reader.joined:
        notes.append(f"Words divided at a line's end with a sign for that, joined: {reader.joined}.")
    notes += [
        f"Left out, having no words: {count} {what}." for what, count in sorted(reader.wordless.items())
    ]
    return finished(
        data,
        name,
        format="page",
        assembly=reader.assembly,
        metadata=Metadata(),
        sample=" ".join(reader.sample),
        dropped=reader.dropped,
        notes=notes,
        surfaces=reader.pictured.finished(),
    )


@dataclass(frozen=True, slots=True)
class _Cell:
    lines: list[PicturedLine]
    zone: str | None
    cols: int
    rows: int


@dataclass(slots=True)
class _Reader:
    assembly: Assembly = field(default_factory=Assembly)
    dropped: list[Dropped] = field(default_factory=list)
    sample: list[str] = field(default_factory=list)
    wordless: Counter[str] = field(default_factory=Counter)
    pictured: Pictured = field(default_factory=Pictured)
    joined: int = 0
    columns: set[str] = field(default_factory=set)  # the regions with which a column begins

    def page(self, page: etree._Element) -> None:
        surface = self.pictured.page(
            page.get("imageFilename") or "", _size(page.get("imageWidth")), _size(page.get("imageHeight"))
        )
        regions = _in_order(page)
        number = next((_page_number(region) for region in regions if _what(region) == "page-number"), None)
        self.assembly.pagebreak(number, surface)
        told = [
            region for region in regions if local(region) == "TextRegion" and _what(region) not in _BESIDE
        ]
        begins = columns([box_of_points(_outline(region)) for region in told], _size(page.get("imageWidth")))
        self.columns = {told[at].get("id", "") for at in begins}
        for region in regions:
            if local(region) == "TableRegion":
                self.table(region)
            elif local(region) == "TextRegion":
                self.region(region)
            elif local(region).endswith("Region"):
                self.zone(region, local(region).removesuffix("Region").lower())
                self.wordless[f"{local(region)}s"] += 1

    def region(self, region: etree._Element) -> None:
        what = _what(region)
        zone = self.zone(region, what or "text")
        lines = self.lines(region)
        words = " ".join(line.words for line in lines)
        if words and what in _FURNITURE:
            self.dropped.append(Dropped(words, _FURNITURE[what], line_of(region)))
        elif words:
            self.sample.append(words)
            kind = _KINDS.get(what, "paragraph")
            if region.get("id", "-") in self.columns:
                self.assembly.columnbreak()
            if kind == "caption":
                self.assembly.open("figure")
            level = 1 if kind == "heading" else 0
            self.assembly.open(
                kind,
                level=level,
                line=line_of(region),
                facs=zone,
                place=_PLACES.get(what),
                language=region.get("lang"),
            )
            self.joined += put_lines(self.assembly, lines)
            self.assembly.close()
            if kind == "caption":
                self.assembly.close()
        for inner in _in_order(region):
            if local(inner) == "TextRegion":
                self.region(inner)

    def zone(self, region: etree._Element, kind: str) -> str | None:
        """The place of a region or line on the picture."""
        return self.pictured.zone(kind, region.get("id") or "", _outline(region))

    def lines(self, region: etree._Element) -> list[PicturedLine]:
        """The words of each line; a region without lines gives its own words, line by line."""
        found = [
            PicturedLine(words, self.zone(line, "line"))
            for line in children(region, "TextLine")
            if (words := " ".join(_text(line).split()))
        ]
        if found:
            return found
        own = [" ".join(words.split()) for words in _own(region).split("\n")]
        return [PicturedLine(words) for words in own if words]

    def table(self, region: etree._Element) -> None:
        zone = self.zone(region, "table")
        cells: dict[int, dict[int, list[_Cell]]] = {}
        for number, cell in enumerate(children(region, "TableCell", "TextRegion")):
            role = only(cell, "Roles", "TableCellRole")
            place = role if role is not None else cell
            row = _number(place.get("rowIndex") or place.get("row"))
            column = _number(place.get("columnIndex") or place.get("col"))
            row = number if row is None else row
            place_of = self.zone(cell, "cell")
            cols = _number(place.get("colSpan")) or 1
            rows = _number(place.get("rowSpan")) or 1
            cells.setdefault(row, {}).setdefault(column or 0, []).append(
                _Cell(self.lines(cell), place_of, min(cols, 1000), min(rows, 1000))
            )
        self.assembly.open("table", line=line_of(region), facs=zone)
        for row in sorted(cells):
            self.assembly.open("row")
            for column in sorted(cells[row]):
                here = cells[row][column]
                lines = [line for own in here for line in own.lines]
                self.assembly.open("cell", facs=here[0].zone, cols=here[0].cols, rows=here[0].rows)
                self.joined += put_lines(self.assembly, lines)
                self.sample.extend(line.words for line in lines)
                self.assembly.close()
            self.assembly.close()
        self.assembly.close()


def _what(region: etree._Element) -> str:
    said = region.get("type") or ""
    if said in ("", "paragraph", "other"):
        found = _STRUCTURE.search(region.get("custom") or "")
        said = found[1] if found else said
    return said.lower()


def _in_order(parent: etree._Element) -> list[etree._Element]:
    """The regions in ``parent`` as ``ReadingOrder`` says, else by Transkribus' index; those that neither
    names come last, in the order of the file.
    """
    regions = [child for child in parent if local(child).endswith("Region")]
    order = only(parent, "ReadingOrder")
    if order is not None:
        named = [one.get("regionRef", "") for one in _references(order)]
        places = {identifier: place for place, identifier in reversed(list(enumerate(named)))}
    else:
        places = {}
        for region in regions:
            found = _ORDER.search(region.get("custom") or "")
            if found:
                places[region.get("id", "")] = int(found[1])
    return sorted(regions, key=lambda region: places.get(region.get("id", ""), len(places) + 10**9))


def _references(group: etree._Element) -> list[etree._Element]:
    """The region references of a reading order: ``OrderedGroupIndexed`` and such by ``@index``."""
    found: list[etree._Element] = []
    inside = [child for child in group if local(child)]
    for child in sorted(inside, key=lambda one: _number(one.get("index")) or 0):
        if child.get("regionRef"):
            found.append(child)
        if local(child).startswith(("OrderedGroup", "UnorderedGroup")):
            found.extend(_references(child))
    return found


def _outline(element: etree._Element) -> str:
    """``Coords/@points`` (since 2013), or its ``Point`` elements (2010)."""
    coordinates = only(element, "Coords")
    if coordinates is None:
        return ""
    said = coordinates.get("points")
    if said is not None:
        return said
    return " ".join(f"{each.get('x')},{each.get('y')}" for each in children(coordinates, "Point"))


def _page_number(region: etree._Element) -> str | None:
    words = " ".join(" ".join(_text(line).split()) for line in children(region, "TextLine")) or " ".join(
        _own(region).split()
    )
    bare = words.strip("[]()-–—. ")
    return bare if bare and len(bare) <= 8 and " " not in bare else None


def _size(text: str | None) -> float | None:
    return float(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else None


def _text(line: etree._Element) -> str:
    """A line's words: its own ``TextEquiv``, else those of its words in order."""
    return _own(line) or " ".join(_own(word) for word in children(line, "Word"))


def _own(element: etree._Element) -> str:
    """The text of the first ``TextEquiv`` by ``@index``: the best reading where there are several."""
    found = sorted(children(element, "TextEquiv"), key=lambda one: _number(one.get("index")) or 0)
    text = only(found[0], "Unicode") if found else None
    return "" if text is None else text.text or ""


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() else None

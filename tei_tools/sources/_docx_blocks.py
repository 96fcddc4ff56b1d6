"""Word's elements → blocks and marks."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from tei_tools.errors import UnreadableError
from tei_tools.sources import Dropped
from tei_tools.sources._assembly import Assembly
from tei_tools.sources._docx_package import main_part, relationships
from tei_tools.sources._docx_styles import Styles, W
from tei_tools.sources._docx_tables import columns_of, spanned_rows
from tei_tools.sources._package import Package
from tei_tools.sources._runs import Runs
from tei_tools.sources._symbols import symbol
from tei_tools.sources._xml import children, local, only, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

    from tei_tools.sources._docx_styles import Shape
    from tei_tools.sources._runs import Format

__all__ = ["Reader"]

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# What only wraps: its content stands where it stands.
_WRAPPERS = frozenset(
    {"ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo"}
)
_LINK = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|(\S+))', re.I)
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Reader:
    """One document's text; :meth:`read` feeds ``assembly`` and lists what was dropped."""

    def __init__(self, package: Package) -> None:
        self.assembly = Assembly(lines_are_meant=True)
        self.dropped: list[Dropped] = []
        self.package = package
        main = main_part(package)
        self.links, parts = relationships(package, main)
        root = package.tree(main)
        body = only(root, "body")
        if body is None:
            raise UnreadableError("this DOCX document has no text", file=package.name)
        self.body = body

        def part(kind: str) -> etree._Element | None:
            return package.tree_if_there(parts.get(kind, [""])[0])

        self.styles = Styles(part("styles"), part("numbering"))
        self.bodies: dict[tuple[str, str], etree._Element] = {}
        for kind in ("footnote", "endnote"):
            tree = part(f"{kind}s")
            for one in children(tree, kind) if tree is not None else []:
                self.bodies[kind, one.get(f"{W}id", "")] = one
        self.labels: dict[tuple[str, str], str] = {}
        self.called: list[tuple[str, str]] = []
        self.counts: Counter[str] = Counter()
        for kind, reason in (("header", "a running header"), ("footer", "a running footer")):
            for name in parts.get(kind, []):
                self._drop(package.tree_if_there(name), reason)
        comments = part("comments")
        for one in children(comments, "comment") if comments is not None else []:
            self._drop(one, "a comment")
        self.depths: list[str] = []  # the rend of each list that is open
        self.caption: etree._Element | None = None
        self.titled = False  # whether the paragraph before was the title

    def sample(self) -> str:
        return words_of(self.body)

    def read(self) -> None:
        self.blocks(self.body)
        self._lists_to(0)
        for key in self.called:  # grows while a note calls another
            self.assembly.open(
                "note", identifier=self.labels[key], place="bottom" if key[0] == "footnote" else "end"
            )
            self.blocks(self.bodies[key])
            self._lists_to(0)
            self.assembly.close()

    def blocks(self, parent: etree._Element) -> None:
        inside = list(_flat(parent))
        for number, element in enumerate(inside):
            if local(element) == "tbl":
                self._lists_to(0)
                self.table(element)
                continue
            shape = self.styles.shape(only(element, "pPr"))
            following = inside[number + 1] if number + 1 < len(inside) else None
            if shape.kind == "caption" and following is not None and local(following) == "tbl":
                self._lists_to(0)
                self.caption = element
                continue
            self.paragraph(element, shape)

    def paragraph(self, element: etree._Element, shape: Shape) -> None:
        if shape.depth is None:
            self._lists_to(0)
        else:
            self._lists_to(shape.depth + 1, shape.rend)
        before = only(element, "pPr", "pageBreakBefore")
        if before is not None and before.get(f"{W}val") not in ("0", "false", "off"):
            self.assembly.pagebreak()
        kind = {"quotation": "paragraph", "subtitle": "paragraph"}.get(shape.kind, shape.kind)
        if shape.kind == "subtitle" and self.titled:
            kind = "title"
        self.titled = kind == "title"
        around = {"quotation": "quotation", "caption": "figure"}.get(shape.kind)
        if around:
            self.assembly.open(around)
        boxes = self.leaf(element, kind, shape.level)
        if around:
            self.assembly.close()
        for box in boxes:
            self.blocks(box)

    def leaf(self, element: etree._Element, kind: str, level: int = 0) -> list[etree._Element]:
        """One block of words; the boxes of text that float beside it are given back."""
        self.assembly.open(kind, level=level)
        inline = _Inline(self)
        inline.children(element, ())
        inline.runs.end()
        self.assembly.close()
        return inline.boxes

    def table(self, element: etree._Element) -> None:
        held, self.depths = self.depths, []
        self.assembly.open("table")
        if self.caption is not None:
            caption, self.caption = self.caption, None
            self.leaf(caption, "caption")
        rows = list(_flat(element, "tr"))
        cells = [list(_flat(row, "tc")) for row in rows]
        heights = spanned_rows(cells)
        for row, here in zip(rows, cells, strict=True):
            self.assembly.open("row")
            head = only(row, "trPr", "tblHeader")
            is_head = head is not None and head.get(f"{W}val") not in ("0", "false", "off")
            for cell in here:
                if cell not in heights:
                    continue  # it goes on from the row above
                self.assembly.open(
                    "cell", rend="header" if is_head else None, cols=columns_of(cell), rows=heights[cell]
                )
                for inside in _flat(cell):
                    if local(inside) == "tbl":
                        self.table(inside)
                    else:
                        self.leaf(inside, "paragraph")
                self.assembly.close()
            self.assembly.close()
        self.assembly.close()
        self.depths = held

    def call(self, kind: str, identifier: str) -> str | None:
        """The sign of a note where it is called; endnotes count in Roman numerals, as Word does."""
        key = (kind, identifier)
        if key not in self.bodies:
            return None
        if key not in self.labels:
            self.called.append(key)
            self.counts[kind] += 1
            number = self.counts[kind]
            self.labels[key] = str(number) if kind == "footnote" else _roman(number)
        return self.labels[key]

    def deleted(self, element: etree._Element) -> None:
        self._drop(element, "words that were deleted under change tracking")

    def _drop(self, element: etree._Element | None, reason: str) -> None:
        words = words_of(element)
        if words:
            self.dropped.append(Dropped(words, reason))

    def _lists_to(self, depth: int, rend: str = "") -> None:
        """Close and open lists until ``depth`` of them are open and an item has begun in the last."""
        while len(self.depths) > depth or (depth and len(self.depths) == depth and self.depths[-1] != rend):
            self.depths.pop()
            self.assembly.close()
            self.assembly.close()
        if depth and len(self.depths) == depth:
            self.assembly.close()
            self.assembly.open("item")
        while len(self.depths) < depth:
            self.depths.append(rend)
            self.assembly.open("list", rend=rend)
            self.assembly.open("item")


class _Inline:
    """The runs of one paragraph."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.runs = Runs(reader.assembly)
        self.boxes: list[etree._Element] = []
        self.fields: list[list[str]] = []  # the instruction of each field that is open
        self.shown: list[bool] = []  # whether a field's instruction is complete, so that its result follows

    def children(self, parent: etree._Element, formats: tuple[Format, ...]) -> None:
        for element in parent:
            what = local(element)
            if what == "r":
                self.run(element, formats)
            elif what == "hyperlink":
                target = self.reader.links.get(element.get(f"{_R}id", ""), "")
                anchor = element.get(f"{W}anchor")
                target = target + (f"#{anchor}" if anchor else "")
                self.children(element, (*formats, ("link", target)) if target and not formats else formats)
            elif what in ("del", "moveFrom"):
                self.reader.deleted(element)
            elif what in _WRAPPERS:
                self.children(element, formats)
            elif what in ("oMath", "oMathPara"):
                self.runs.add(words_of(element), formats)

    def run(self, element: etree._Element, outer: tuple[Format, ...]) -> None:
        formats: list[Format] | None = None
        for piece in element:
            what = local(piece)
            if what == "rPr":
                if only(piece, "webHidden") is not None:
                    return
                continue
            if what == "fldChar":
                self.field(piece)
                continue
            if what == "instrText":
                if self.fields:
                    self.fields[-1].append(piece.text or "")
                continue
            if self.shown and not all(self.shown):
                continue  # what stands in a field's instruction is no text
            if formats is None:
                formats = [*outer, *self.reader.styles.formats(only(element, "rPr"))]
                target = next((found for one in reversed(self.fields) if (found := _target(one))), None)
                if target and not any(kind == "link" for kind, _ in outer):
                    formats.append(("link", target))
            self.piece(piece, what, formats)

    def piece(self, piece: etree._Element, what: str, formats: list[Format]) -> None:
        if what == "t":
            self.runs.add(piece.text or "", formats)
        elif what in ("tab", "ptab"):
            self.runs.add(" ", formats)
        elif what in ("br", "cr"):
            if piece.get(f"{W}type") == "page":
                self.runs.add(" ", formats)
                self.reader.assembly.pagebreak()
            elif piece.get(f"{W}type") == "column":
                self.runs.add(" ", formats)
                self.reader.assembly.columnbreak()
            else:
                self.runs.linebreak()
        elif what == "noBreakHyphen":
            self.runs.add("\u2011", formats)
        elif what == "sym":
            self.runs.add(symbol(piece.get(f"{W}font", ""), piece.get(f"{W}char", "")), formats)
        elif what in ("footnoteReference", "endnoteReference"):
            label = self.reader.call(what[: -len("Reference")], piece.get(f"{W}id", ""))
            if label:
                outer = [one for one in formats if one[0] != "superscript"]
                self.runs.add(f"[{label}]", [*outer, ("noteref", label)])
        elif what in ("drawing", "pict", "object", "AlternateContent"):
            self.drawing(piece)

    def field(self, mark: etree._Element) -> None:
        """A complex field: its instruction, then what it shows (ECMA-376, 17.16.18)."""
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self.fields.append([])
            self.shown.append(False)
        elif kind == "separate" and self.shown:
            self.shown[-1] = True
        elif kind == "end" and self.fields:
            self.fields.pop()
            self.shown.pop()

    def drawing(self, element: etree._Element) -> None:
        """A picture, or a box of text; of two ways to write the same drawing the first counts."""
        if local(element) == "AlternateContent":
            chosen = next(iter(children(element, "Choice", "Fallback")), None)
            if chosen is None:
                return
            element = chosen
        boxes = [box for box in element.iter(f"{W}txbxContent") if not _inside_box(box, element)]
        self.boxes.extend(boxes)
        for picture in element.iter("{*}blip", "{*}imagedata"):
            target = self.reader.links.get(picture.get(f"{_R}embed") or picture.get(f"{_R}id") or "", "")
            if target:
                self.runs.image(target)
        for told in element.iter("{*}docPr", "{*}shape"):
            words = " ".join((told.get("descr") or told.get("alt") or "").split())
            if words:
                self.reader.dropped.append(Dropped(words, "words that stand for a picture"))


def _flat(parent: etree._Element, *names: str) -> Iterable[etree._Element]:
    """The blocks inside, as if nothing were wrapped in content controls or tracked insertions."""
    wanted = names or ("p", "tbl")
    for child in parent:
        what = local(child)
        if what in wanted:
            yield child
        elif what in _WRAPPERS:
            yield from _flat(child, *names)


def _inside_box(box: etree._Element, top: etree._Element) -> bool:
    above = box.getparent()
    while above is not None and above is not top:
        if local(above) in ("txbxContent", "Fallback"):
            return True
        above = above.getparent()
    return False


def _target(instruction: list[str]) -> str | None:
    found = _LINK.match("".join(instruction))
    return (found[1] or found[2]) if found else None


def _roman(number: int) -> str:
    said = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        said += sign * count
    return said

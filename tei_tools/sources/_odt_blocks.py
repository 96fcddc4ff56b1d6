"""OpenDocument's elements → blocks and marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tei_tools.errors import UnreadableError
from tei_tools.sources import Dropped, Metadata
from tei_tools.sources._assembly import Assembly
from tei_tools.sources._package import Package
from tei_tools.sources._runs import Runs
from tei_tools.sources._xml import children, local, only, words_of

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.sources._runs import Format

__all__ = ["Reader", "metadata_of"]

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _STYLE, _FO = f"{{{_NS}text:1.0}}", f"{{{_NS}style:1.0}}", f"{{{_NS}xsl-fo-compatible:1.0}}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_DROPPED = {
    "annotation": "a comment",
    "annotation-end": "a comment",
    "tracked-changes": "words that were deleted under change tracking",
    "table-of-content": "a table of contents",
    "illustration-index": "an index of pictures",
    "table-index": "an index of tables",
    "alphabetical-index": "an index",
    "user-index": "an index",
    "object-index": "an index",
}
_SILENT = frozenset({"sequence-decls", "variable-decls", "user-field-decls", "forms", "soft-page-break"})
_MOST_SPACES = 1000


class Reader:
    """One document's text; :meth:`read` feeds ``assembly`` and lists what was dropped."""

    def __init__(self, package: Package) -> None:
        self.assembly = Assembly(lines_are_meant=True)
        self.dropped: list[Dropped] = []
        self.styles: dict[str, etree._Element] = {}
        self.lists: dict[str, str] = {}
        self.root = package.tree("content.xml")
        for tree in (package.tree_if_there("styles.xml"), self.root):
            for style in tree.iter(f"{_STYLE}style") if tree is not None else ():
                self.styles[style.get(f"{_STYLE}name", "")] = style
            for style in tree.iter(f"{_TEXT}list-style") if tree is not None else ():
                first = next((one for one in style if local(one)), None)
                bullet = first is not None and local(first) != "list-level-style-number"
                self.lists[style.get(f"{_STYLE}name", "")] = "bulleted" if bullet else "numbered"
        styles = package.tree_if_there("styles.xml")
        for kind, reason in (("header", "a running header"), ("footer", "a running footer")):
            for one in styles.iter(f"{_STYLE}{kind}", f"{_STYLE}{kind}-left") if styles is not None else ():
                self._drop(one, reason)
        body = only(self.root, "body", "text")
        if body is None:
            raise UnreadableError("this ODT document has no text", file=package.name)
        self.body = body
        self._notes: list[tuple[str, str, etree._Element]] = []
        self._labels: set[str] = set()
        self._counted: set[str] = set()  # those labels to which a number was added
        self._titled = False  # whether the paragraph before was the title

    def sample(self) -> str:
        return words_of(self.body)

    def read(self) -> None:
        self.blocks(self.body)
        for label, place, body in self._notes:  # grows while a note has notes
            said = label.rpartition("-")[0] if label in self._counted else None
            self.assembly.open("note", identifier=label, place=place, n=said)
            self.blocks(body)
            self.assembly.close()

    def blocks(self, parent: etree._Element) -> None:
        for element in parent:
            self.block(element)

    def block(self, element: etree._Element) -> None:
        what = local(element)
        if not what or what in _SILENT:
            return
        if what in _DROPPED:
            self._drop(element, _DROPPED[what])
        elif what == "h":
            level = element.get(f"{_TEXT}outline-level", "1")
            self.leaf(element, "heading", min(max(int(level), 1), 6) if level.isdigit() else 1)
        elif what == "p":
            self.paragraph(element)
        elif what == "list":
            rend = self.lists.get(element.get(f"{_TEXT}style-name", ""), "bulleted")
            self.assembly.open("list", rend=rend)
            for item in children(element, "list-header", "list-item"):
                self.assembly.open("item")
                self.blocks(item)
                self.assembly.close()
            self.assembly.close()
        elif what == "table":
            self.table(element)
        elif what == "frame":
            self.frame(element)
        else:  # sections, index bodies, frames: what is inside them stands where they stand
            self.blocks(element)

    def paragraph(self, element: etree._Element) -> None:
        chain = self._chain(element.get(f"{_TEXT}style-name", ""))
        names = {name.lower() for name in chain}
        self._page_before(element.get(f"{_TEXT}style-name", ""))
        titled, self._titled = self._titled, "title" in names
        if "title" in names or ("subtitle" in names and titled):
            self.leaf(element, "title")
        elif "quotations" in names:
            self.assembly.open("quotation")
            self.leaf(element, "paragraph")
            self.assembly.close()
        elif names & {"caption", "illustration", "figure", "table", "drawing"}:
            self.assembly.open("figure")
            self.leaf(element, "caption")
            self.assembly.close()
        elif names & {"preformatted_20_text"}:
            self.leaf(element, "code")
        else:
            self.leaf(element, "paragraph")

    def _page_before(self, name: str) -> None:
        """A page or column begins with a paragraph whose own style says so."""
        style = self.styles.get(name)
        wanted = only(style, "paragraph-properties")
        said = wanted.get(f"{_FO}break-before") if wanted is not None else None
        if said == "page":
            self.assembly.pagebreak()
        elif said == "column":
            self.assembly.columnbreak()

    def leaf(self, element: etree._Element, kind: str, level: int = 0) -> None:
        self.assembly.open(kind, level=level)
        runs = Runs(self.assembly)
        frames: list[etree._Element] = []
        self.inline(element, (), runs, frames)
        runs.end()
        self.assembly.close()
        for frame in frames:
            self.frame(frame)

    def inline(
        self, parent: etree._Element, formats: tuple[Format, ...], runs: Runs, frames: list[etree._Element]
    ) -> None:
        runs.add(parent.text or "", formats)
        for element in parent:
            what = local(element)
            if what in _DROPPED:
                self._drop(element, _DROPPED[what])
            elif what == "s":
                count = element.get(f"{_TEXT}c", "1")
                runs.add(" " * min(int(count) if count.isdigit() else 1, _MOST_SPACES), formats)
            elif what == "tab":
                runs.add(" ", formats)
            elif what == "line-break":
                runs.linebreak()
            elif what == "span":
                name = element.get(f"{_TEXT}style-name", "")
                self.inline(element, (*formats, *self._formats(name)), runs, frames)
            elif what == "a":
                link = ("link", element.get(_HREF, ""))
                has = any(kind == "link" for kind, _ in formats)
                self.inline(element, formats if has else (*formats, link), runs, frames)
            elif what == "note":
                self.note(element, formats, runs)
            elif what == "frame":
                frames.append(element)
            elif what and what not in _SILENT and what != "ruby-text":
                self.inline(element, formats, runs, frames)
            runs.add(element.tail or "", formats)

    def note(self, element: etree._Element, formats: tuple[Format, ...], runs: Runs) -> None:
        body = only(element, "note-body")
        if body is None:
            return
        label = words_of(only(element, "note-citation")) or str(len(self._notes) + 1)
        if label in self._labels:  # each page or each kind of note may count from 1
            label = f"{label}-{len(self._notes) + 1}"
            self._counted.add(label)
        self._labels.add(label)
        place = "end" if element.get(f"{_TEXT}note-class") == "endnote" else "bottom"
        self._notes.append((label, place, body))
        runs.add(f"[{label}]", [*formats, ("noteref", label)])

    def frame(self, element: etree._Element) -> None:
        """A picture, or a box of text that floats: it stands after the paragraph that holds it."""
        pictures = [image.get(_HREF, "") for image in children(element, "image")]
        if pictures:
            self.assembly.open("figure")
            for target in pictures[:1]:
                self.assembly.image(target)
            for told in children(element, "desc"):
                self.assembly.leaf("description", words_of(told))
            self.assembly.close()
        for box in children(element, "text-box"):
            self.blocks(box)

    def table(self, element: etree._Element) -> None:
        self.assembly.open("table")
        for row in element.iter(f"{{{_NS}table:1.0}}table-row"):
            above = row.getparent()
            while above is not None and local(above) != "table":
                above = above.getparent()
            if above is not element:
                continue  # the row of a table inside a cell
            parent = row.getparent()
            is_head = parent is not None and local(parent) == "table-header-rows"
            self.assembly.open("row")
            for cell in children(row, "table-cell"):
                self.assembly.open(
                    "cell",
                    rend="header" if is_head else None,
                    cols=_spanned(cell, "columns"),
                    rows=_spanned(cell, "rows"),
                )
                self.blocks(cell)
                self.assembly.close()
            self.assembly.close()
        self.assembly.close()

    def _drop(self, element: etree._Element, reason: str) -> None:
        pieces = [words_of(one) for one in element.iter(f"{_TEXT}p", f"{_TEXT}h")]
        words = " ".join(piece for piece in pieces if piece)
        if words:
            self.dropped.append(Dropped(words, reason))

    def _chain(self, name: str) -> list[str]:
        """A style's name and those of its parents; bounded, for styles may go round in a circle."""
        found: list[str] = []
        while name and name not in found and len(found) < 20:
            found.append(name)
            style = self.styles.get(name)
            name = style.get(f"{_STYLE}parent-style-name", "") if style is not None else ""
        return found

    def _formats(self, name: str) -> list[Format]:
        said: dict[str, str] = {}
        for one in self._chain(name):
            properties = only(self.styles.get(one), "text-properties")
            for key, value in properties.attrib.items() if properties is not None else ():
                said.setdefault(str(key), str(value))
        found: list[Format] = []
        if said.get(f"{_FO}font-style") in ("italic", "oblique"):
            found.append(("emphasis", None))
        if re.fullmatch("bold|[6-9]00", said.get(f"{_FO}font-weight", "")):
            found.append(("strong", None))
        if said.get(f"{_STYLE}text-line-through-style", "none") != "none":
            found.append(("deleted", None))
        if said.get(f"{_STYLE}text-underline-style", "none") != "none":
            found.append(("underline", None))
        if said.get(f"{_FO}font-variant") == "small-caps":
            found.append(("smallcaps", None))
        position = said.get(f"{_STYLE}text-position", "").split()
        if position and position[0] not in ("0%", "0"):
            below = position[0].startswith(("sub", "-"))
            found.append(("subscript" if below else "superscript", None))
        return found


def _spanned(cell: etree._Element, what: str) -> int:
    """How many columns or rows a cell goes over (OpenDocument 1.3, 19.677)."""
    said = cell.get(f"{{{_NS}table:1.0}}number-{what}-spanned", "")
    return max(1, min(int(said), 1000)) if said.isascii() and said.isdigit() and len(said) < 6 else 1


def metadata_of(package: Package) -> tuple[Metadata, list[str]]:
    """What ``meta.xml`` says, and the days of making as a sentence: they are none of publication."""
    root = package.tree_if_there("meta.xml")
    meta = only(root, "meta")
    if meta is None:
        return Metadata(), []

    def said(*names: str) -> list[str]:
        return [words for name in names for one in children(meta, name) if (words := words_of(one))]

    language = next(iter(said("language")), None)
    created = next(iter(said("creation-date")), "")[:10]
    metadata = Metadata(
        title=next(iter(said("title")), None),
        authors=tuple(dict.fromkeys(said("initial-creator") or said("creator"))),
        language=language
        if language and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language)
        else None,
        keywords=tuple(said("keyword")),
    )
    return metadata, [f"The file says that it was made on {created}."] if created else []

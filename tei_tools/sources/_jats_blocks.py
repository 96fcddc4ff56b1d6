"""JATS elements → blocks and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tei_tools.sources import Dropped
from tei_tools.sources._assembly import Assembly
from tei_tools.sources._xml import XML_LANG, children, line_of, local, only, words_of

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Reader"]

_HREF = "{http://www.w3.org/1999/xlink}href"
_MARKS = {
    "italic": "emphasis", "bold": "strong", "monospace": "code", "sup": "superscript", "sub": "subscript",
    "strike": "deleted", "ext-link": "link", "uri": "link", "sc": "smallcaps", "underline": "underline",
    "tex-math": "code",
}  # fmt: skip
# Elements that part the words of the paragraph they stand in.
_BLOCKS = frozenset(
    "p sec title subtitle list def-list disp-quote fig fig-group table-wrap table-wrap-group disp-formula "
    "boxed-text verse-group speech statement fn-group ref-list ack app app-group bio glossary preformat "
    "code array disp-formula-group supplementary-material caption attrib fn table-wrap-foot notes "
    "abstract trans-abstract chem-struct-wrap media graphic question answer".split()
)
_SILENT = frozenset(
    "alt-text long-desc object-id processing-meta permissions sec-meta target named-anchor".split()
)
_HEADED = {"abstract": "Abstract", "ref-list": "References", "ack": "Acknowledgements"}
_LANGUAGES = ("", "en")


class Reader:
    """One article's text; :meth:`read` feeds ``assembly``."""

    def __init__(self) -> None:
        self.assembly = Assembly(lines_are_meant=True)
        self.dropped: list[Dropped] = []
        self._added: dict[str, None] = {}
        self._rendered = 0
        self._notes: dict[str, str] = {}
        self._late: list[etree._Element] = []
        self._language = ""
        self._tongue: str | None = None  # of the part that is being read, where it says it

    def notes(self) -> list[str]:
        """The sentences that the header has to say."""
        said = []
        if self._added:
            said.append(f"Headings that JATS leaves to the reader were added: {', '.join(self._added)}.")
        if self._rendered:
            said.append(f"References given only as fields, written out with punctuation: {self._rendered}.")
        return said

    def read(self, root: etree._Element) -> None:
        self._language = root.get(XML_LANG, "").lower().partition("-")[0]
        self._notes = _labels(root)
        meta = only(root, "front", "article-meta")
        titles = only(meta, "title-group")
        for one in children(titles, "article-title", "subtitle") if titles is not None else []:
            self.leaf(one, "title")
        for one in children(meta, "abstract", "trans-abstract") if meta is not None else []:
            if one.get("abstract-type") in ("graphical", "toc"):
                self._drop(one, "an abstract for tables of contents")
            else:
                self.section(one, 1)
        for one in children(root, "body", "back"):
            self.inside(one, 1)
        author_notes = only(meta, "author-notes")
        for one in children(author_notes, "fn") if author_notes is not None else []:
            self.block(one, 1)
        for one in children(root, "sub-article", "response"):
            self.sub_article(one)
        for one in children(root, "floats-group"):
            self.inside(one, 1)
        for one in self._late:
            self.inside(one, 1)

    def sub_article(self, element: etree._Element) -> None:
        stub = only(element, "front-stub", "title-group", "article-title")
        if stub is None:
            stub = only(element, "front", "article-meta", "title-group", "article-title")
        if stub is not None:
            self.leaf(stub, "heading", 1)
        for one in children(element, "body", "back"):
            self.inside(one, 2)

    def inside(self, parent: etree._Element, depth: int) -> None:
        for element in parent:
            self.block(element, depth)

    def section(self, element: etree._Element, depth: int) -> None:
        label, title = only(element, "label"), only(element, "title")
        what = local(element)
        held, self._tongue = self._tongue, element.get(XML_LANG) or self._tongue
        if title is not None:
            self.heading(label, title, depth)
        elif what in _HEADED and self._language in _LANGUAGES:
            self._added[_HEADED[what]] = None
            self.assembly.leaf("heading", _HEADED[what], level=min(depth, 6))
        for one in element:
            if one is not title and one is not label:
                self.block(one, depth if what == "app-group" else depth + 1)
        self._tongue = held

    def heading(self, label: etree._Element | None, title: etree._Element, depth: int) -> None:
        self.assembly.open("heading", level=min(depth, 6), line=line_of(title))
        if label is not None:
            self.inline(label, depth)
            self.assembly.add(" ")
        self.inline(title, depth)
        self.assembly.close()

    def block(self, element: etree._Element, depth: int) -> None:
        what = local(element)
        if not what or what in _SILENT:
            return
        if what == "fn-group" and only(element, "title") is None:
            self._late.append(element)  # notes at the end, wherever the file keeps them
        elif what in (
            "sec",
            "ack",
            "app",
            "abstract",
            "trans-abstract",
            "glossary",
            "bio",
            "notes",
            "ref-list",
        ) or what in ("app-group", "boxed-text", "statement", "fn-group", "table-wrap-foot", "fig-group"):
            self.section(element, depth)
        elif what == "title":
            self.heading(None, element, depth)
        elif what == "ref":
            self.reference(element)
        elif what == "fn":
            self.note(element, depth)
        elif what in ("list", "def-list"):
            self.list(element, depth)
        elif what == "disp-quote":
            self.wrapped(element, "quotation", depth)
        elif what in ("fig", "table-wrap"):
            self.figure(element, depth)
        elif what == "verse-group":
            self.verse(element)
        elif what in ("preformat", "code"):
            self.leaf(element, "code")
        elif what in ("graphic", "media"):
            self.assembly.open("figure")
            self.assembly.image(element.get(_HREF, ""))
            self.assembly.close()
        elif what in ("table", "array"):
            self.table(element)
        elif what in (
            "speech",
            "question",
            "answer",
            "caption",
            "supplementary-material",
            "table-wrap-group",
        ):
            self.inside(element, depth)
        else:
            self.leaf(element, "paragraph", depth=depth)

    def wrapped(self, element: etree._Element, kind: str, depth: int) -> None:
        self.assembly.open(kind)
        self.inside(element, depth)
        self.assembly.close()

    def leaf(self, element: etree._Element, kind: str, level: int = 0, *, depth: int = 1) -> None:
        language = element.get(XML_LANG) or self._tongue
        self.assembly.open(kind, level=level, line=line_of(element), language=language)
        self.inline(element, depth, kind)
        self.assembly.close()

    def inline(self, parent: etree._Element, depth: int, kind: str = "paragraph") -> None:
        self.assembly.add(parent.text or "")
        for element in parent:
            what = local(element)
            if what == "break":
                self.assembly.linebreak()
            elif what in _BLOCKS and kind == "paragraph":
                # a block inside a paragraph: the paragraph goes on after it
                self.assembly.close()
                self.block(element, depth)
                self.assembly.open("paragraph", line=line_of(element))
            elif what == "label":
                self.inline(element, depth, "marked")
                self.assembly.add(" ")
            elif what == "inline-graphic":
                self.assembly.image(element.get(_HREF, ""))
            elif what == "xref":
                self.call(element, depth)
            elif what == "styled-content" and element.get(XML_LANG):
                self.assembly.begin_mark("foreign", element.get(XML_LANG))
                self.inline(element, depth, "marked")
                self.assembly.end_mark()
            elif what == "alternatives" and children(element, "tex-math") and len(element) > 1:
                # one formula written twice: the first way counts
                for one in list(element)[1:]:
                    self._drop(one, "another way of writing a formula")
                self.inline(element[0], depth, "marked")
            elif what in _MARKS:
                mark = _MARKS[what]
                target = (element.get(_HREF) or words_of(element)) if mark == "link" else None
                self.assembly.begin_mark(mark, target)
                self.inline(element, depth, "marked")
                self.assembly.end_mark()
            elif what and what not in _SILENT:
                self.inline(element, depth, kind if kind != "paragraph" else "marked")
            self.assembly.add(element.tail or "")

    def call(self, element: etree._Element, depth: int) -> None:
        """A pointer to a note is its call; one to a reference, figure or table is words."""
        target = element.get("rid", "").split(" ")[0]
        if target in self._notes:
            self.assembly.begin_mark("noteref", self._notes[target])
        self.inline(element, depth, "marked")
        if target in self._notes:
            self.assembly.end_mark()

    def note(self, element: etree._Element, depth: int) -> None:
        above = element.getparent()
        in_table = above is not None and local(above) == "table-wrap-foot"
        self.assembly.open(
            "note",
            identifier=self._notes.get(element.get("id", "")),
            line=line_of(element),
            place="bottom" if in_table else "end",
        )
        for one in element:
            if local(one) != "label":
                self.block(one, depth)
        self.assembly.close()

    def list(self, element: etree._Element, depth: int) -> None:
        title = only(element, "title")
        if title is not None:
            self.heading(None, title, depth)
        kind = element.get("list-type", "bullet")
        numbered = kind not in ("bullet", "simple") and local(element) == "list"
        bulleted = "bulleted" if local(element) == "list" and kind != "simple" else None
        self.assembly.open("list", rend="numbered" if numbered else bulleted)
        for item in children(element, "list-item", "def-item"):
            label = only(item, "label" if local(item) == "list-item" else "term")
            if label is not None:
                self.leaf(label, "label")
            self.assembly.open("item")
            inside = item if local(item) == "list-item" else only(item, "def")
            for one in inside if inside is not None else ():
                if one is not label:
                    self.block(one, depth)
            self.assembly.close()
        self.assembly.close()

    def figure(self, element: etree._Element, depth: int) -> None:
        tables = list(element.iter("{*}table"))
        self.assembly.open("table" if tables else "figure")
        for picture in element.iter("{*}graphic"):
            if not tables:
                self.assembly.image(picture.get(_HREF, ""))
                break
        told = next(iter(element.iter("{*}alt-text")), None)
        if told is not None and not tables and words_of(told):
            self.assembly.leaf("description", words_of(told), line=line_of(told))
        label, caption = only(element, "label"), only(element, "caption")
        self.assembly.open("caption", line=line_of(element))
        if label is not None:
            self.inline(label, depth, "caption")
            self.assembly.add(" ")
        for one in caption if caption is not None else ():
            if local(one):
                self.inline(one, depth, "caption")
                self.assembly.add(" ")
        self.assembly.close()
        for table in tables:
            self.rows(table, depth)
        self.assembly.close()
        for one in element:
            if (
                one is not label
                and one is not caption
                and local(one) not in ("graphic", "table", "alternatives")
            ):
                self.block(one, depth)

    def table(self, element: etree._Element) -> None:
        self.assembly.open("table")
        self.rows(element, 1)
        self.assembly.close()

    def rows(self, table: etree._Element, depth: int) -> None:
        for row in table.iter("{*}tr"):
            self.assembly.open("row")
            for cell in children(row, "td", "th"):
                self.assembly.open(
                    "cell",
                    rend="header" if local(cell) == "th" else None,
                    cols=_spanned(cell.get("colspan")),
                    rows=_spanned(cell.get("rowspan")),
                )
                self.inline(cell, depth, "cell")
                self.assembly.close()
            self.assembly.close()

    def verse(self, element: etree._Element) -> None:
        self.assembly.open("stanza")
        for one in element.iter("{*}verse-line"):
            self.leaf(one, "line")
        self.assembly.close()

    def reference(self, element: etree._Element) -> None:
        """An entry of a bibliography: as the article writes it, or its fields with punctuation."""
        self.assembly.open("paragraph", line=line_of(element))
        label = only(element, "label")
        if label is not None:
            self.assembly.add(f"{words_of(label)} ")
        wanted = ("mixed-citation", "citation", "nlm-citation", "element-citation", "note")
        found = list(element.iter(*(f"{{*}}{name}" for name in wanted)))
        for citation in found[:1]:
            fields = [one for one in citation if local(one)]
            apart = bool(fields) and not any((one.tail or "").strip() for one in citation)
            if apart and not (citation.text or "").strip():
                self._rendered += 1
                self.assembly.add(_written_out(citation))
            else:
                self.inline(citation, 1, "marked")
        self.assembly.close()

    def _drop(self, element: etree._Element, reason: str) -> None:
        words = words_of(element)
        if words:
            self.dropped.append(Dropped(words, reason, line_of(element)))


def _spanned(said: str | None) -> int:
    known = said and said.isascii() and said.isdigit() and len(said) < 4
    return max(1, int(said)) if said and known else 1


def _written_out(citation: etree._Element) -> str:
    """The fields of a reference in the usual order of a bibliography."""

    def said(*names: str) -> str:
        return next((words for name in names if (words := words_of(only(citation, name)))), "")

    people = [
        name
        for group in [citation, *children(citation, "person-group")]
        for one in children(group, "name", "collab", "string-name")
        if (name := _sorted_name(one))
    ]
    year = said("year")
    head = ", ".join(people)
    pieces = [f"{head} ({year})" if head and year else head or year]
    pieces += [said("article-title", "chapter-title", "part-title"), said("source")]
    volume, issue = said("volume"), said("issue")
    first, last = said("fpage", "elocation-id"), said("lpage")
    where = volume + (f"({issue})" if issue else "")
    pages = f"{first}–{last}" if first and last else first
    pieces.append(f"{where}: {pages}" if where and pages else where or pages)
    place, publisher = said("publisher-loc"), said("publisher-name")
    pieces.append(f"{place}: {publisher}" if place and publisher else place or publisher)
    pieces += [said("pub-id"), said("uri", "ext-link")]
    return " ".join(piece if piece[-1] in ".!?" else f"{piece}." for piece in pieces if piece)


def _sorted_name(element: etree._Element) -> str:
    if local(element) != "name":
        return words_of(element)
    surname, given = words_of(only(element, "surname")), words_of(only(element, "given-names"))
    return f"{surname}, {given}" if surname and given else surname or given


def _labels(root: etree._Element) -> dict[str, str]:
    """The mark of each note by its ``id``: its own label, else the first call's words, else the ``id``."""
    calls: dict[str, str] = {}
    for call in root.iter("{*}xref"):
        calls.setdefault(call.get("rid", "").split(" ")[0], words_of(call).strip("[]() "))
    found: dict[str, str] = {}
    taken: set[str] = set()
    for note in root.iter("{*}fn"):
        identifier = note.get("id", "")
        if not identifier:
            continue
        label = words_of(only(note, "label")).strip("[]().") or calls.get(identifier, "")
        if not label or label in taken or len(label) > 8:
            label = identifier
        taken.add(label)
        found[identifier] = label
    return found

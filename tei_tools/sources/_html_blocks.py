"""A page's elements → blocks and marks, in document order, without recursion."""

from __future__ import annotations

import re

from lxml import etree

from tei_tools.errors import UnreadableError
from tei_tools.sources import Dropped
from tei_tools.sources._assembly import Assembly
from tei_tools.sources._html_content import Content
from tei_tools.sources._html_notes import Notes, notes_of, place_of
from tei_tools.sources._html_tree import HtmlTree, parsed, words_of

__all__ = ["assemble", "assemble_fragment"]

# HTML § 4.3, 4.4, 4.9: what stands for a block of ours; all other block elements only part their words.
_BLOCKS = {
    "p": "paragraph", "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading",
    "h5": "heading", "h6": "heading",
    "blockquote": "quotation", "ul": "list", "ol": "list", "dl": "list", "li": "item", "dt": "label",
    "dd": "item",
    "table": "table", "caption": "caption", "tr": "row", "td": "cell", "th": "cell", "figure": "figure",
    "figcaption": "caption", "pre": "code", "address": "paragraph",
}  # fmt: skip
_PARTING = frozenset(
    "html body div section article main header footer aside center details summary fieldset legend "
    "hgroup thead tbody tfoot "
    "nav form hr noscript dir menu search option colgroup".split()
)
_MARKS = {
    "em": "emphasis", "i": "emphasis", "strong": "strong", "b": "strong", "code": "code", "kbd": "code",
    "samp": "code",
    "tt": "code", "cite": "title", "q": "quotation", "del": "deleted", "s": "deleted", "strike": "deleted",
    "ins": "inserted", "sup": "superscript", "sub": "subscript", "a": "link", "u": "underline",
}  # fmt: skip
_SMALL_CAPITALS = re.compile(
    r"font-variant(?:-caps)?\s*:\s*small-caps|(?:^|[\s;])small-?caps?(?:$|[\s;])", re.I
)
_STRUCK = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.I)
_VERSE = frozenset(("poem", "poetry", "verse", "stanza", "strophe", "linegroup", "z3998:verse", "z3998:poem"))
_MOST_SPANNED = 1000
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_LINE = re.compile("\r\n|[\r\n]")
_MOST_OF_A_PAGE_NUMBER = 20
_PAGE_WORD = re.compile(r"^(?:page|p\.|seite|s\.)\s*(?=[\divxlc]+$)", re.I)


def assemble(tree: HtmlTree, assembly: Assembly, notes: Notes | None = None) -> list[Dropped]:
    """Feed ``assembly`` with the article of a page; what of it was dropped, in full words, in document
    order. ``notes`` are those of a page of a book, which may be called on other pages.
    """
    content = Content(tree)
    reader = _Reader(tree, content, notes_of(tree) if notes is None else notes, assembly)
    reader.read()
    return reader.dropped


def assemble_fragment(source: str, assembly: Assembly, line: int | None) -> tuple[list[Dropped], int]:
    """Feed ``assembly`` with a piece of HTML inside another source; what was dropped, how many tags had
    no words.
    """
    tags = len(re.findall(r"<[A-Za-z/][^>]*>", source))
    comments = [
        Dropped(" ".join(one.split()), "a comment in HTML", line)
        for one in re.findall(r"<!--.*?-->", source, re.S)
    ]
    try:
        tree = parsed(f"<html><body>{source}</body></html>")
    except UnreadableError:
        assembly.leaf("paragraph", re.sub(r"<[^>]*>", " ", source), line=line)
        return comments, tags
    content = Content(tree, fragment=True)
    if not tree.words[content.body] and not any(True for _ in tree.named("img", "script", "style")):
        return comments, tags
    reader = _Reader(tree, content, Notes(), assembly, first_line=line)
    reader.read()
    return [*comments, *reader.dropped], 0


class _Reader:
    def __init__(
        self,
        tree: HtmlTree,
        content: Content,
        notes: Notes,
        assembly: Assembly,
        first_line: int | None = None,
    ) -> None:
        self.tree = tree
        self.content = content
        self.notes = notes
        self.assembly = assembly
        self.first_line = first_line
        self.dropped: list[Dropped] = []
        self.scripts = 0
        self.back_links: list[str] = []
        self.after_break = False
        self.verse: list[int] = []  # the stanzas that are open
        self.layout = _layout_tables(tree, content)

    def read(self) -> None:
        root = self.tree.elements[self.content.body]
        # (element, what to do when it ends): the walk is a stack, however deep the page nests
        stack: list[tuple[etree._Element, list[str] | None]] = [(root, None)]
        while stack:
            element, ends = stack.pop()
            if ends is not None:
                self._end(ends)
                if element is not root:
                    self._tail(element)
                continue
            number = self.tree.numbers.get(element)
            if number is None:
                self._tail(element)
                continue
            # What a call points at is a note, whatever else its name says.
            reason = None if number in self.notes.notes else self.content.reason(number)
            if reason is not None:
                self._drop(element, number, reason)
                self._tail(element)
                continue
            ends = self._begin(element, number)
            if ends is None:
                self._tail(element)
                continue
            stack.append((element, ends))
            if element.text:
                self._words(element.text, number)
            stack.extend((child, None) for child in reversed(element))
        if self.scripts:
            self.dropped.append(
                Dropped(f"{self.scripts} scripts and style sheets", "scripts and other parts without words")
            )
        if self.back_links:
            self.dropped.append(Dropped(" ".join(self.back_links), "links from notes back to the text"))

    def _begin(self, element: etree._Element, number: int) -> list[str] | None:
        """Open what an element stands for; the steps for its end, or ``None`` where nothing inside is to
        be read.
        """
        tag = str(element.tag)
        assembly = self.assembly
        if tag == "br":
            if self.verse and self.tree.parents[number] == self.verse[-1]:
                assembly.part()
                return []
            if self.after_break:
                assembly.part()
            else:
                assembly.linebreak()
            self.after_break = True
            return []
        if tag == "img":
            self._image(element)
            return []
        if tag == "hr":
            assembly.part()
            assembly.rule()
            return []
        if _is_pagebreak(element):
            n = " ".join((element.get("title") or element.get("aria-label") or words_of(element)).split())
            words = words_of(element)
            if len(words) <= _MOST_OF_A_PAGE_NUMBER:
                assembly.pagebreak(_PAGE_WORD.sub("", n)[:_MOST_OF_A_PAGE_NUMBER] or None)
                if words:
                    self.dropped.append(Dropped(words, "a page number", self._line(element)))
                return None
        if number in self.notes.backs:
            self.back_links.append(words_of(element))
            return None
        if number in self.notes.notes:
            mark = self.notes.notes[number]
            said = self.notes.said.get(mark, mark)
            assembly.open(
                "note",
                identifier=mark,
                line=self._line(element),
                place=place_of(element),
                n=said if said != mark else None,
            )
            return ["close"]
        if tag in ("p", "div") and self._is_verse(element, number):
            assembly.open("stanza")
            self.verse.append(number)
            return ["close", "verse"]
        if number in self.notes.lists or self._is_layout(number, tag):
            assembly.part()
            return ["part"]
        if tag in _BLOCKS:
            return self._block(element, number, tag)
        if tag in _PARTING or self._is_custom_block(element, tag):
            assembly.part()
            return ["part"]
        if tag in _MARKS:
            return self._mark(element, number, tag)
        return self._styled(element)

    def _styled(self, element: etree._Element) -> list[str]:
        """The marks of an element that is only styled, or in another language."""
        style = f"{element.get('style') or ''} {element.get('class') or ''}"[:400]
        ends: list[str] = []
        if _SMALL_CAPITALS.search(style):
            self.assembly.begin_mark("smallcaps")
            ends.append("unmark")
        if _STRUCK.search(style):
            self.assembly.begin_mark("deleted")
            ends.append("unmark")
        language = self._language(element)
        if language:
            self.assembly.begin_mark("foreign", language)
            ends.append("unmark")
        return ends

    def _language(self, element: etree._Element) -> str | None:
        """The language of an element, where it says one that is not the page's."""
        said = (element.get("lang") or element.get("xml:lang") or "").strip()
        return said if _LANGUAGE.fullmatch(said) and said != self.tree.language else None

    def _is_verse(self, element: etree._Element, number: int) -> bool:
        """Whether an element that is named so holds lines parted by ``br``, and no blocks."""
        named = f"{element.get('class') or ''} {element.get('epub:type') or ''}".lower().split()
        above = element.getparent()
        if above is not None:
            named += f"{above.get('class') or ''} {above.get('epub:type') or ''}".lower().split()
        return (
            bool(_VERSE & set(named))
            and any(child.tag == "br" for child in element)
            and not any(str(child.tag) in _BLOCKS or str(child.tag) in _PARTING for child in element)
        )

    def _block(self, element: etree._Element, number: int, tag: str) -> list[str]:
        kind = _BLOCKS[tag]
        level = int(tag[1]) if kind == "heading" else 0
        rend = {"ul": "bulleted", "ol": "numbered", "th": "header"}.get(tag)
        self.assembly.open(
            kind,
            level=level,
            rend=rend,
            language=self._language(element),
            line=self._line(element),
            cols=_spanned(element.get("colspan")) if kind == "cell" else 1,
            rows=_spanned(element.get("rowspan")) if kind == "cell" else 1,
            n=_number_of(element) if tag == "li" else None,
        )
        return ["close"]

    def _mark(self, element: etree._Element, number: int, tag: str) -> list[str]:
        if number in self.notes.calls:
            self.assembly.begin_mark("noteref", self.notes.calls[number])
            return ["unmark"]
        if tag == "a":
            address = (element.get("href") or "").strip()
            if not address or address.lower().startswith(("javascript:", "data:")):
                return []
            self.assembly.begin_mark("link", address)
        elif tag == "sup" and any(
            self.tree.numbers.get(one) in self.notes.calls for one in element.iter("a")
        ):
            return []  # the call itself is marked
        else:
            self.assembly.begin_mark(_MARKS[tag])
        return ["unmark", *self._styled(element)]

    def _end(self, ends: list[str]) -> None:
        for step in ends:
            if step == "close":
                self.assembly.close()
            elif step == "unmark":
                self.assembly.end_mark()
            elif step == "verse":
                self.verse.pop()
            else:
                self.assembly.part()

    def _words(self, words: str, number: int) -> None:
        if words.strip():
            self.after_break = False
            if self.content.outside(number):
                self.dropped.append(Dropped(" ".join(words.split()), "outside the article", None))
                return
            if self._in_pre(number):
                for place, line in enumerate(_LINE.split(words)):
                    if place:
                        self.assembly.linebreak()
                    self.assembly.add(line)
                return
        if not self.content.outside(number):
            self.assembly.add(words)

    def _tail(self, element: etree._Element) -> None:
        if element.tail:
            above = element.getparent()
            if above is not None:
                self._words(element.tail, self.tree.numbers[above])

    def _drop(self, element: etree._Element, number: int, reason: str) -> None:
        if element.tag in ("script", "style"):
            self.scripts += 1
            return
        words = words_of(element)
        if words:
            self.dropped.append(Dropped(words, reason, self._line(element)))
        if element.tag not in _MARKS:
            if element.tag in _BLOCKS or element.tag in _PARTING:
                self.assembly.part()
            else:
                self.assembly.add(" ")

    def _image(self, element: etree._Element) -> None:
        if "1" in (element.get("width"), element.get("height")):
            return  # a counter of visits
        self.assembly.image((element.get("src") or "").strip()[:2000])
        words = " ".join((element.get("alt") or "").split())
        if words and self._in_figure(element, words):
            self.assembly.leaf("description", words, line=self._line(element))
        elif words:
            self.dropped.append(Dropped(words, "words that stand for a picture", self._line(element)))

    def _in_figure(self, element: etree._Element, words: str) -> bool:
        """Whether a picture stands in a ``figure`` by itself, and its words are not those of the caption."""
        for above, _ in zip(element.iterancestors(), range(4), strict=False):
            if above.tag == "figure":
                captions = [words_of(one) for one in above if one.tag == "figcaption"]
                return words not in captions
            if above.tag in _BLOCKS:
                return False
        return False

    def _line(self, element: etree._Element) -> int | None:
        line = element.sourceline
        if not isinstance(line, int):
            return None
        return line if self.first_line is None else self.first_line + line - 1

    def _in_pre(self, number: int) -> bool:
        for _ in range(8):
            if number < 0:
                return False
            if self.tree.elements[number].tag == "pre":
                return True
            number = self.tree.parents[number]
        return False

    def _is_layout(self, number: int, tag: str) -> bool:
        return (
            tag in ("table", "tr", "td", "th", "tbody", "thead", "tfoot", "caption")
            and self.tree.tables[number] in self.layout
        )

    @staticmethod
    def _is_custom_block(element: etree._Element, tag: str) -> bool:
        """A custom element (HTML § 4.13.3: its name has a hyphen) that holds blocks is one."""
        return "-" in tag and any(
            str(child.tag) in _BLOCKS or str(child.tag) in _PARTING for child in element
        )


def _layout_tables(tree: HtmlTree, content: Content) -> set[int]:
    """Tables that only arrange a page: by their role, or with headings or tables inside, or with most of
    its prose.
    """
    found: set[int] = set()
    headed: set[int] = set()
    for number, element in enumerate(tree.elements):
        table = tree.tables[number]
        tag = element.tag
        if tag == "table":
            above = tree.parents[number]
            if above >= 0 and tree.tables[above] >= 0:
                found.add(tree.tables[above])
            if element.get("role") in ("presentation", "none"):
                found.add(number)
        elif table >= 0:
            if tag in ("h1", "h2", "h3", "h4", "h5", "h6", "hr", "blockquote"):
                found.add(table)
            elif tag in ("th", "caption"):
                headed.add(table)
    for table in {number for number in tree.tables if number >= 0} - headed - found:
        if tree.words[table] > 0.6 * max(1, tree.words[content.main]):
            long_cells = any(
                tree.words[number] > 600
                for number in range(table, tree.ends[table])
                if tree.elements[number].tag == "td"
            )
            if long_cells:
                found.add(table)
    return found


def _is_pagebreak(element: etree._Element) -> bool:
    """Whether it says that a page of the print begins here (EPUB structural semantics, DPUB-ARIA)."""
    said = f"{element.get('role') or ''} {element.get('epub:type') or ''}".split()
    return "doc-pagebreak" in said or "pagebreak" in said


def _spanned(said: str | None) -> int:
    """How many columns or rows a cell goes over (HTML § 4.9.11)."""
    known = said and said.isascii() and said.isdigit() and len(said) < 5
    return max(1, min(int(said), _MOST_SPANNED)) if said and known else 1


def _number_of(item: etree._Element) -> str | None:
    """The number of a list's item where the page states it: its own, or where its list begins."""
    said = item.get("value")
    above = item.getparent()
    if said is None and above is not None and above.tag == "ol" and item.getprevious() is None:
        said = above.get("start")
    return said.strip() if said and said.strip().lstrip("-").isdigit() and len(said) < 9 else None

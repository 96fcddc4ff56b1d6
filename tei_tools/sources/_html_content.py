"""Which elements of a page are its article, and why the others are not.

Three kinds of evidence, from strong to weak: what the page says by its elements (``article``, ``main``,
``nav`` …,
HTML § 4.3) and roles (WAI-ARIA landmarks), what its authors named things (class and id), and how much of
a piece is links.
A piece that holds much of the page's prose is never dropped on a name or a role alone.
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from tei_tools.sources._html_names import BY_ROLE, BY_TAG, NAMES, WHOLE_NAMES
from tei_tools.sources._html_tree import WORDLESS, HtmlTree

__all__ = ["Content", "title_of"]

_HIDING_CLASSES = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screenreader-text d-none is-hidden".split()
)
_NOTE_NAMES = frozenset(
    "footnote footnotes endnote endnotes notes note references reflist fn fnlist anmerkungen".split()
)
_NOTE_ROLES = frozenset("doc-footnote doc-endnote doc-endnotes".split())
_PARTS = re.compile(r"[^a-z0-9]+|(?<=[a-z])(?=\d)")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_NEVER_BY_NAME = frozenset(
    "html body article main h2 h3 h4 h5 h6 p em i b strong blockquote q cite a sup sub td th tr tbody".split()
)
_TITLE_CLASSES = frozenset("entry-title post-title article-title headline article-headline p-name".split())
_FEW = 0.3  # a piece with more of the article's prose than this is never dropped for its name


class Content:
    """The choice made for one page: ask :meth:`reason` of every element on the way down."""

    def __init__(self, tree: HtmlTree, *, fragment: bool = False) -> None:
        self.tree = tree
        self.fragment = fragment
        body = next(tree.named("body"), tree.root)
        self.body = tree.numbers[body]
        self.main = self.body if fragment else self._main()
        self.above = self._ancestors(self.main)
        self.title = title_of(tree)
        self.kept_heads = set() if fragment else self._heads_outside()
        self.prose = max(1, tree.prose(self.main))
        self.first_prose, self.last_prose = self._prose_range()
        self.believes_names = self._names_can_be_believed()

    def reason(self, number: int) -> str | None:
        """Why the element of this number is left out with all that is in it, or ``None`` where it is kept.

        Elements outside the article are left out one level at a time: those that hold it are not asked to go.
        """
        tree = self.tree
        element = tree.elements[number]
        tag = str(element.tag)
        if tag in WORDLESS:
            return (
                "scripts and other parts without words"
                if tag in ("script", "style")
                else f"the element {tag}"
            )
        if number in self.above or number == self.main or number in self.kept_heads:
            return None
        if _is_hidden(element) and tree.prose(number) < self.prose * _FEW:
            return "hidden words"
        if not self.main <= number < tree.ends[self.main]:
            if any(number < head < tree.ends[number] for head in self.kept_heads):
                return None
            if any(head <= number < tree.ends[head] for head in self.kept_heads):
                return self._by_tag_or_name(number, element, tag)
            return self._by_tag_or_name(number, element, tag) or "outside the article"
        return self._by_tag_or_name(number, element, tag) or self._by_links(number, tag)

    def outside(self, number: int) -> bool:
        """Whether loose words directly in this element are outside the article."""
        return number in self.above and number != self.main

    def is_note(self, element: etree._Element) -> bool:
        """Whether an element says that it holds notes."""
        if element.get("role") in _NOTE_ROLES or "note" in (
            element.get("{http://www.idpf.org/2007/ops}type") or element.get("epub:type") or ""
        ):
            return True
        return bool(_named_parts(element) & _NOTE_NAMES)

    def _by_tag_or_name(self, number: int, element: etree._Element, tag: str) -> str | None:
        if self.tree.prose(number) >= self.prose * _FEW:
            return None
        holds_notes = self.is_note(element) or (
            tag in ("aside", "footer", "div", "section")
            and any(self.is_note(one) for one in islice(element, 6))
        )
        if tag in BY_TAG and not (tag in ("aside", "footer", "header") and holds_notes):
            if tag == "header" and self._in_article(number):
                return None
            if tag == "footer" and self._in_quotation(number):
                return None
            return BY_TAG[tag]
        role = element.get("role") or ""
        if role in BY_ROLE and not (role == "banner" and self._in_article(number)):
            return None if holds_notes else BY_ROLE[role]
        if self.believes_names and not holds_notes:
            return self._by_name(number, element, tag)
        return None

    def _by_name(self, number: int, element: etree._Element, tag: str) -> str | None:
        if tag in _NEVER_BY_NAME or self.fragment or self._has_title(number):
            return None
        names = f"{element.get('class') or ''} {element.get('id') or ''}"[:400]
        if names == " ":
            return None
        for name in sorted(set(names.lower().split())):
            if name in WHOLE_NAMES and not self._inside(number, ("article", "main", "section")):
                return WHOLE_NAMES[name]
        for part in sorted(_named_parts(element)):
            if part in NAMES:
                return NAMES[part]
        return None

    def _names_can_be_believed(self) -> bool:
        """Whether what goes by its name is less than half of the page: some pages name all pieces alike."""
        tree = self.tree
        number, gone = self.main + 1, 0
        while number < tree.ends[self.main]:
            element = tree.elements[number]
            if tree.prose(number) < self.prose * _FEW and self._by_name(number, element, str(element.tag)):
                gone += tree.prose(number)
                number = tree.ends[number]
            else:
                number += 1
        return gone * 2 < self.prose

    def _by_links(self, number: int, tag: str) -> str | None:
        """Lists of links before the first or after the last prose of a page that does not say what its
        article is.
        """
        tree = self.tree
        if (
            self.main != self.body
            or self.fragment
            or tag not in ("ul", "ol", "div", "section", "table", "dl", "center")
        ):
            return None
        words = tree.words[number]
        if words < 10 or tree.links[number] < 0.7 * words or self._has_title(number):
            return None
        if tree.ends[number] <= self.first_prose or number > self.last_prose:
            anchors = sum(1 for one in range(number, tree.ends[number]) if tree.elements[one].tag == "a")
            return "a list of links" if anchors >= 3 else None
        return None

    def _main(self) -> int:
        tree = self.tree
        body_prose = max(1, tree.prose(self.body))
        mains = [
            number
            for number, one in enumerate(tree.elements)
            if one.tag == "main" or one.get("role") == "main"
        ]
        articles = self._outermost(
            [
                number
                for number, one in enumerate(tree.elements)
                if one.tag == "article" or one.get("role") == "article"
            ]
        )
        main = max(mains, key=lambda number: (tree.prose(number), -number), default=None)
        article = max(articles, key=lambda number: (tree.prose(number), -number), default=None)
        if article is not None:
            inside_main = main is not None and main <= article < tree.ends[main]
            whole = (
                tree.prose(main)
                if inside_main and main is not None
                else sum(tree.prose(one) for one in articles)
            )
            prose = tree.prose(article)
            if prose >= 0.6 * whole and (prose >= 0.25 * body_prose or prose >= 1000):
                return article
        if main is not None and tree.prose(main) >= 0.25 * body_prose:
            return main
        return self.body

    def _outermost(self, numbers: list[int]) -> list[int]:
        found: list[int] = []
        end = -1
        for number in numbers:
            if number >= end:
                found.append(number)
                end = self.tree.ends[number]
        return found

    def _ancestors(self, number: int) -> set[int]:
        found: set[int] = set()
        number = self.tree.parents[number]
        while number >= 0:
            found.add(number)
            number = self.tree.parents[number]
        return found

    def _heads_outside(self) -> set[int]:
        """The page's only ``h1`` where it stands before the article, with the header around it if that is
        small.
        """
        tree = self.tree
        heads = [number for number, one in enumerate(tree.elements) if one.tag == "h1" and tree.words[number]]
        if self.main == self.body or any(self.main <= head < tree.ends[self.main] for head in heads):
            return set()
        before = [head for head in heads if head < self.main]
        if len(before) != 1:
            return set()
        return {before[0]}

    def _in_article(self, number: int) -> bool:
        if self.main != self.body:
            return self.main < number < self.tree.ends[self.main]
        return self._has_title(number) or self._inside(number, ("article", "main", "section"))

    def _in_quotation(self, number: int) -> bool:
        return self._inside(number, ("blockquote", "figure"))

    def _inside(self, number: int, tags: tuple[str, ...]) -> bool:
        parent = self.tree.parents[number]
        for _ in range(12):
            if parent < 0:
                return False
            if self.tree.elements[parent].tag in tags:
                return True
            parent = self.tree.parents[parent]
        return False

    def _has_title(self, number: int) -> bool:
        """Whether the page's first ``h1`` is inside this element and no list of links is."""
        return number <= self.title < self.tree.ends[number]

    def _prose_range(self) -> tuple[int, int]:
        """The numbers of the first and the last element that holds a sentence or more of prose by itself."""
        tree = self.tree
        first, last = -1, -1
        for number in range(self.main, tree.ends[self.main]):
            element = tree.elements[number]
            own = len((element.text or "").strip()) + sum(
                len((child.tail or "").strip()) for child in element
            )
            if own >= 80 and element.tag not in WORDLESS and element.tag != "a":
                first = number if first < 0 else first
                last = number
        return (first, last) if first >= 0 else (self.main, tree.ends[self.main])


def title_of(tree: HtmlTree) -> int:
    """The number of the heading that is the article's title, or -1: one named so, else the first ``h1``."""
    first = -1
    for number, element in enumerate(tree.elements):
        if element.tag not in ("h1", "h2") or not tree.words[number]:
            continue
        names = set((element.get("class") or "").lower().split())
        if element.get("itemprop") in ("headline", "name") or names & _TITLE_CLASSES:
            return number
        if first < 0 and element.tag == "h1":
            first = number
    return first


def _is_hidden(element: etree._Element) -> bool:
    if element.get("hidden") is not None and (element.get("hidden") or "").lower() != "until-found":
        return True
    if (element.get("aria-hidden") or "").lower() == "true" or element.get("type") == "hidden":
        return True
    if _HIDDEN_STYLE.search(element.get("style") or ""):
        return True
    return bool(_HIDING_CLASSES & set((element.get("class") or "").lower().split()))


def _named_parts(element: etree._Element) -> set[str]:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if len(names) == 1:
        return set()
    return set(_PARTS.split(_CAMEL.sub(" ", names[:400]).lower()))

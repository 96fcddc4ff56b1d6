"""A TEI text → HTML to read: divisions, prose, verse, drama, letters, lists, tables, notes, editorial marks.

What an element is here follows the chapters of the TEI Guidelines that define it: 3 (in all documents), 4
(structure), 6 (verse), 7 (drama), 8 (speech), 9 (dictionaries), 11 (primary sources), 12 (apparatus), 14
(tables). Elements that are not named are passed through by what they are in the plain text: a block or not.
All words are escaped; no attribute of a document becomes code or an address that is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from tei_tools._languages import shortest
from tei_tools.text._choices import Choices
from tei_tools.text._kinds import ANNOTATIONS, BLOCK, BY_PARENT, KINDS, REGISTERS, STRUCTURE

XML = "{http://www.w3.org/XML/1998/namespace}"
# Blocks that get a margin of their own, with what is named in them.
PASSAGES = frozenset(
    "p ab lg sp opener closer u list table entry entryFree postscript quote cit l head".split()
)
_SECTIONS = frozenset(
    "text front body back group floatingText div div0 div1 div2 div3 div4 div5 div6 div7".split()
)
_BLOCK_TAGS = {
    "p": "p", "ab": "div", "l": "div", "lg": "div", "sp": "div", "item": "li", "row": "tr", "opener": "div",
    "closer": "div", "dateline": "p", "salute": "p", "signed": "p", "byline": "p", "address": "div",
    "addrLine": "div", "postscript": "div", "epigraph": "blockquote", "trailer": "p", "titlePart": "p",
    "docTitle": "div", "titlePage": "div", "docAuthor": "p", "docDate": "p", "docImprint": "p",
    "castItem": "li", "castGroup": "li", "figure": "figure", "figDesc": "figcaption",
    "entry": "div", "entryFree": "div", "sense": "div", "u": "div", "argument": "div", "set": "div",
    "note": "aside",
}  # fmt: skip
_INLINE_TAGS = {
    "title": "cite", "term": "dfn", "emph": "em", "foreign": "i", "gloss": "i", "mentioned": "i",
    "del": "del", "add": "ins",
    "code": "code", "gi": "code", "att": "code", "val": "code", "speaker": "strong",
    "stage": "i", "abbr": "abbr", "bibl": "span", "formula": "span", "label": "strong", "roleDesc": "i",
}  # fmt: skip
_RENDITIONS = (
    (re.compile(r"ital|slant|oblique"), "em"),
    (re.compile(r"bold|fett|strong"), "strong"),
    (re.compile(r"sup"), "sup"),
    (re.compile(r"sub"), "sub"),
)
_RENDITION_CLASSES = (
    (re.compile(r"small-?caps|kapit|sc\b"), "small-caps"),
    (re.compile(r"underl|unterstr"), "underlined"),
    (re.compile(r"spaced|sperr|letter-?spac|wide"), "spaced"),
    (re.compile(r"strike|through|durchstr"), "struck"),
    (re.compile(r"cent(?:er|re)|zentr"), "centred"),
    (re.compile(r"right|rechts"), "right"),
)
_RTL = re.compile(
    r"(?:ar|he|fa|ur|yi|syr|arc|dv|ps|sd|ug)(?:-|$)|.*-(?:Arab|Hebr|Syrc|Thaa)(?:-|$)", re.IGNORECASE
)
_WEB = re.compile(r"https?://|mailto:")
# HTML Standard, 13.2.2: characters that no document may hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """What the record says of an element: its kind (``person`` …), the key of whom it names, words for the
    title, certainty, the ``id`` that it has in the page, who speaks.
    """

    kind: str
    key: str
    title: str
    cert: str
    id: str
    who: str = ""


@dataclass(slots=True)
class Renderer:
    """Renders one document. ``marks`` and ``source``, where it stands in the file, are by element."""

    marks: Mapping[Any, Mark]
    source: Mapping[Any, tuple[int, int]]
    top: Any
    notes: list[str] = field(default_factory=list)
    _choices: Any = None
    _links: int = 0
    _passages: list[list[Mark]] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _headed: int = 1  # the level of the last heading: none is left out, divisions around may have none

    def body(self) -> str:
        """The whole text."""
        self._choices = Choices("edited", self.top)
        return "".join(self._element(self.top, 1, STRUCTURE))

    def _children(self, element: Any, depth: int, kind: int) -> Iterator[str]:
        if element.text and not _is_hollow(element):
            yield text(element.text)
        for child in element:
            if isinstance(child.tag, str):
                yield from self._element(child, depth, kind)
            if child.tail and not _is_hollow(element):
                yield text(child.tail)

    def _element(self, element: Any, depth: int, parent: int) -> Iterator[str]:
        name = local(element)
        if name in ANNOTATIONS or (name in REGISTERS and _in_back(element)):
            return
        kind = KINDS.get(element.tag, 0)
        if kind & BY_PARENT:
            kind = kind | BLOCK if parent & STRUCTURE else kind & ~STRUCTURE
        special = getattr(self, f"_{name}", None)
        if special is not None:
            yield from special(element, depth, kind, parent)
            return
        mark = self.marks.get(element)
        if name in PASSAGES and kind & BLOCK and parent & STRUCTURE:
            yield from self._passage(element, name, depth, kind)
        elif name in _SECTIONS:
            yield f'<section class="{name}"{self._common(element)}>'
            yield from self._children(element, depth + (name.startswith("div")), kind)
            yield "</section>"
        elif kind & BLOCK:
            yield from self._block(element, name, depth, kind)
        elif mark is not None:
            yield from self._marked(element, mark, depth, kind)
        else:
            yield from self._inline(element, name, depth, kind)

    def _passage(self, element: Any, name: str, depth: int, kind: int) -> Iterator[str]:
        """A block with a margin that says what is named in it."""
        self._passages.append([])
        inside = "".join(self._block(element, name, depth, kind))
        named = self._passages.pop()
        if self._passages:
            self._passages[-1] += named
            yield inside
            return
        yield f'<div class="passage">{inside}{margin(named)}</div>'

    def _block(self, element: Any, name: str, depth: int, kind: int) -> Iterator[str]:
        mark = self.marks.get(element)
        tag = _BLOCK_TAGS.get(name, "blockquote" if name in ("quote", "q", "said", "cit") else "div")
        if tag == "p" and any(KINDS.get(child.tag, 0) & BLOCK for child in element.iterchildren("*")):
            tag = "div"  # a list in a paragraph
        classes, own = name, self._common(element)
        if mark is not None:
            classes += f" {mark.kind}"
            own += self._mark(mark)
        number = element.get("n") if name in ("l", "lb") else None
        if number and number.isdigit() and int(number) % 5 == 0:
            own += f' data-n="{attribute(number)}"'
        yield f'<{tag} class="{classes}"{own}>'
        yield from self._children(element, depth, kind)
        yield f"</{tag}>"

    def _marked(self, element: Any, mark: Mark, depth: int, kind: int) -> Iterator[str]:
        own = self._common(element) + self._mark(mark)
        classes = f"mark {mark.kind}" + (f" cert-{attribute(mark.cert)}" if mark.cert else "")
        self._open.append(mark.kind)
        yield from self._tagged(element, mark, classes, own, depth, kind)
        self._open.pop()

    def _tagged(
        self, element: Any, mark: Mark, classes: str, own: str, depth: int, kind: int
    ) -> Iterator[str]:
        if mark.kind in ("quotation", "reference"):
            yield f'<span class="{classes}"{own}>'
            yield from self._children(element, depth, kind)
            yield "</span>"
            return
        tag = "a" if mark.key and not self._links else "span"
        target = f' href="#{attribute(mark.key)}"' if tag == "a" else ""
        self._links += tag == "a"
        yield f'<{tag} class="{classes}"{target} title="{attribute(mark.title)}"{own}>'
        yield from self._children(element, depth, kind)
        yield f"</{tag}>"
        self._links -= tag == "a"

    def _mark(self, mark: Mark) -> str:
        if self._passages and mark.kind not in self._open:
            self._passages[-1].append(mark)
        who = f' data-who="{attribute(mark.who)}"' if mark.who else ""
        key = f' data-key="{attribute(mark.key)}"' if mark.key else ""
        return f' id="{attribute(mark.id)}"{key}{who}'

    def _inline(self, element: Any, name: str, depth: int, kind: int) -> Iterator[str]:
        tag = _INLINE_TAGS.get(name, "span")
        classes = [name]
        if name in ("hi", "seg", "emph", "head"):
            rend = " ".join(str(element.get(each, "")) for each in ("rend", "rendition", "style")).lower()
            tag = next((found for pattern, found in _RENDITIONS if pattern.search(rend)), tag)
            classes += [each for pattern, each in _RENDITION_CLASSES if pattern.search(rend)]
        yield f'<{tag} class="{attribute(" ".join(classes))}"{self._common(element)}>'
        yield from self._children(element, depth, kind)
        yield f"</{tag}>"

    def _common(self, element: Any) -> str:
        """Language and direction, and where it stands in the file."""
        said = ""
        language = element.get(f"{XML}lang")
        if language:
            direction = ' dir="rtl"' if _RTL.match(language) else ""
            said += f' lang="{attribute(shortest(language))}"{direction}'
        place = self.source.get(element)
        return said + (f' data-s="{place[0]}-{place[1]}"' if place else "")

    # What has a form of its own.

    def _head(self, element: Any, depth: int, kind: int, parent: int) -> Iterator[str]:
        if local(element.getparent()) in ("list", "table", "figure", "lg", "castList", "listBibl"):
            yield from self._inline_as(element, "strong", depth, kind)
            return
        level = self._headed = min(6, max(2, depth), self._headed + 1)
        yield f"<h{level}{self._common(element)}>"
        yield from self._children(element, depth, kind)
        yield f"</h{level}>"

    def _inline_as(self, element: Any, tag: str, depth: int, kind: int) -> Iterator[str]:
        yield f'<{tag} class="{local(element)}"{self._common(element)}>'
        yield from self._children(element, depth, kind)
        yield f"</{tag}>"

    def _list(self, element: Any, depth: int, kind: int, parent: int) -> Iterator[str]:
        items = list(element.iterchildren("*"))
        ordered = element.get("rend", "") + element.get("type", "")
        tag = "ol" if re.search(r"order|number|numm", ordered) else "ul"
        heads = [child for child in items if local(child) == "head"]
        for head in heads:
            yield f'<p class="head">{"".join(self._children(head, depth, kind))}</p>'
        yield f'<{tag} class="list"{self._common(element)}>'
        label = ""
        for child in items:
            if local(child) == "label":
                label = f'<strong class="label">{"".join(self._children(child, depth, kind))}</strong> '
            elif local(child) == "item":
                yield f"<li{self._common(child)}>{label}"
                yield from self._children(child, depth, KINDS.get(child.tag, 0))
                yield "</li>"
                label = ""
            elif local(child) != "head":
                yield "<li>" + "".join(self._element(child, depth, kind)) + "</li>"
        yield f"</{tag}>"

    def _castList(self, element: Any, depth: int, kind: int, parent: int) -> Iterator[str]:  # noqa: N802
        yield from self._as_list(element, depth, kind)

    def _listBibl(self, element: Any, depth: int, kind: int, parent: int) -> Iterator[str]:  # noqa: N802
        yield from self._as_list(element, depth, kind)

    def _as_list(self, element: Any, depth: int, kind: int) -> Iterator[str]:
        """A list whose items are its children; HTML's has no heading of its own."""
        children = list(element.iterchildren("*"))
        for head in children:
            if local(head) == "head":
                yield f'<p class="head">{"".join(self._children(head, depth, kind))}</p>'
        yield f'<ul class="{local(element)}"{self._common(element)}>'
        for child in children:
            if local(child) != "head" and (said := "".join(self._element(child, depth, kind))):
                yield said if said.startswith("<li") else f"<li>{said}</li>"
        yield "</ul>"

    def _castGroup(self, element: Any, depth: int, kind: int, parent: int) -> Iterator[str]:  # noqa: N802
        children = list(element.iterchildren("*"))
        grouped = [child for child in children if local(child) in ("castItem", "castGroup")]
        said = "".join(
            "".join(self._element(child, depth, kind)) for child in children if child not in grouped
        )
        items = "".join("".join(self._element(child, depth, kind)) for child in grouped)
        yield f"<li{self._common(element)}>{said}<ul>{items}</ul></li>"

    def _table(self, element: Any, depth: int, kind: int, parent: int) -> Iterator[str]:
        yield '<div class="table-holder" tabindex="0" role="region" aria-label="Table">'
        yield f"<table{self._common(element)}>"
        caption = element.find("./{*}head")
        if caption is not None:
            yield f"<caption>{''.join(self._children(caption, depth, 0))}</caption>"
        for row in element.iterchildren("{*}row"):
            heading = row.get("role") == "label"
            yield "<tr>"
            for cell in row.iterchildren("{*}cell"):
                tag = "th" if heading or cell.get("role") == "label" else "td"
                spans = "".join(
                    f' {name}="{int(value)}"'
                    for name, key in (("colspan", "cols"), ("rowspan", "rows"))
                    if (value := cell.get(key, "")).isdigit() and 1 < int(value) < 1000
                )
                yield f"<{tag}{spans}{self._common(cell)}>"
                yield from self._children(cell, depth, 0)
                yield f"</{tag}>"
            yield "</tr>"
        yield "</table></div>"

    def _figure(self, element: Any, depth: int, kind: int, parent: int) -> Iterator[str]:
        tag = "figure" if kind & BLOCK else "span"
        yield f'<{tag} class="figure"{self._common(element)}>'
        yield from self._children(element, depth, kind)
        yield f"</{tag}>"

    def _graphic(self, element: Any, depth: int, kind: int, parent: int) -> Iterator[str]:
        url = element.get("url", "")
        shown = text(url.rpartition("/")[2] or "picture")
        if _WEB.match(url) and not self._links:
            yield f'<a class="picture" href="{attribute(url)}" rel="noreferrer">{shown}</a>'
        else:
            yield f'<span class="picture">{shown}</span>'

    def _lb(self, element: Any, depth: int, kind: int, parent: int) -> Iterator[str]:
        number = element.get("n", "")
        said = f' data-n="{attribute(number)}"' if number.isdigit() and int(number) % 5 == 0 else ""
        joined = " joined" if element.get("break") == "no" else ""
        yield f'<br class="lb{joined}"{said}>'

    def _pb(self, element: Any, depth: int, kind: int, parent: int) -> Iterator[str]:
        number = element.get("n") or ""
        shown = f"page {number}" if number else "page break"
        yield f' <span class="pb" title="{attribute(shown)}">{text(number or "|")}</span> '

    def _cb(self, element: Any, depth: int, kind: int, parent: int) -> Iterator[str]:
        yield " "

    _gb = _cb

    def _milestone(self, element: Any, depth: int, kind: int, parent: int) -> Iterator[str]:
        yield '<span class="milestone"></span>'

    def _space(self, element: Any, depth: int, kind: int, parent: int) -> Iterator[str]:
        yield " "

    def _gap(self, element: Any, depth: int, kind: int, parent: int) -> Iterator[str]:
        reason = element.get("reason") or "left out"
        yield f'<span class="gap" title="{attribute("gap: " + reason)}">[…]</span>'

    def _supplied(self, element: Any, depth: int, kind: int, parent: int) -> Iterator[str]:
        yield '<span class="supplied" title="supplied by the editor">'
        yield from self._children(element, depth, kind)
        yield "</span>"

    def _choice(self, element: Any, depth: int, kind: int, parent: int) -> Iterator[str]:
        kept = self._choices._chosen(element)
        if kept is None:
            return
        others = [
            f"{_SAID.get(local(child), local(child))}: {' '.join(''.join(child.itertext()).split())}"
            for child in element.iterchildren("*")
            if child is not kept
        ]
        yield f'<span class="choice" title="{attribute("; ".join(others))}">'
        yield from self._element(kept, depth, kind)
        yield "</span>"

    def _app(self, element: Any, depth: int, kind: int, parent: int) -> Iterator[str]:
        kept = self._choices._lemma(element, local(element))
        if kept is None:
            return
        readings = [
            f"{' '.join(''.join(child.itertext()).split()) or '(nothing)'} {child.get('wit', '')}".strip()
            for child in element.iterchildren("*")
            if child is not kept and local(child) in ("rdg", "lem", "rdgGrp", "note")
        ]
        yield f'<span class="app" title="{attribute("other readings: " + "; ".join(readings))}">'
        yield from self._children(kept, depth, KINDS.get(kept.tag, 0))
        yield "</span>"

    def _surplus(self, element: Any, depth: int, kind: int, parent: int) -> Iterator[str]:
        yield from self._inline_as(element, "del", depth, kind)

    def _fw(self, element: Any, depth: int, kind: int, parent: int) -> Iterator[str]:
        return iter(())

    _metamark = _fw

    def _note(self, element: Any, depth: int, kind: int, parent: int) -> Iterator[str]:
        inside = "".join(self._children(element, depth, kind))
        if kind & BLOCK or len(inside) < 1:
            yield f'<aside class="note"{self._common(element)}>{inside}</aside>'
            return
        number = len(self.notes) + 1
        # A list or paragraph in a note stands at the end, where blocks may be.
        self.notes.append(
            f'<li id="note-{number}"{self._common(element)}>{inside} '
            f'<a class="back" href="#note-ref-{number}" aria-label="back to the text">↩</a></li>'
        )
        if self._links:
            yield f'<sup class="note-ref">{number}</sup>'
        else:
            yield f'<sup class="note-ref"><a id="note-ref-{number}" href="#note-{number}">{number}</a></sup>'

    def _ref(self, element: Any, depth: int, kind: int, parent: int) -> Iterator[str]:
        target = element.get("target", "")
        if self._links or not _WEB.match(target) or " " in target.strip():
            yield from self._inline_as(element, "span", depth, kind)
            return
        self._links += 1
        yield f'<a class="ref" href="{attribute(target.strip())}" rel="noreferrer"{self._common(element)}>'
        yield from self._children(element, depth, kind)
        yield "</a>"
        self._links -= 1

    def _ptr(self, element: Any, depth: int, kind: int, parent: int) -> Iterator[str]:
        target = element.get("target", "").strip()
        if _WEB.match(target) and " " not in target and not self._links:
            yield f'<a class="ptr" href="{attribute(target)}" rel="noreferrer">{text(target)}</a>'

    def _speaker(self, element: Any, depth: int, kind: int, parent: int) -> Iterator[str]:
        yield f'<p class="speaker"{self._common(element)}>'
        yield from self._children(element, depth, kind)
        yield "</p>"

    def _stage(self, element: Any, depth: int, kind: int, parent: int) -> Iterator[str]:
        tag = "p" if kind & BLOCK else "i"
        yield f'<{tag} class="stage"{self._common(element)}>'
        yield from self._children(element, depth, kind)
        yield f"</{tag}>"


_SAID = {"sic": "the source has", "orig": "the source has", "abbr": "abbreviated", "corr": "corrected",
         "reg": "regularised", "expan": "in full"}  # fmt: skip


def margin(named: list[Mark]) -> str:
    """What is named in a passage, each once, in the order of the text."""
    seen: dict[tuple[str, str], Mark] = {}
    for mark in named:
        if mark.kind in _IN_MARGIN:
            seen.setdefault((mark.kind, mark.key or mark.title), mark)
    if not seen:
        return ""
    items = "".join(
        f'<li class="{mark.kind}"><a href="#{attribute(mark.key or mark.id)}">{text(_short(mark))}</a></li>'
        for mark in seen.values()
    )
    return f'<ul class="margin" aria-label="Named in this passage">{items}</ul>'


_IN_MARGIN = frozenset(("person", "place", "organisation", "date", "quotation", "reference", "other"))


def _short(mark: Mark) -> str:
    words = mark.who if mark.kind == "quotation" and mark.who else mark.title
    return words if len(words) <= 44 else words[:42].rstrip() + "…"


def text(words: str) -> str:
    """Words as HTML, without characters that HTML may not hold."""
    return escape(_FORBIDDEN.sub("\ufffd", words), quote=False)


def attribute(words: str) -> str:
    """Words as the value of an attribute in double quotation marks."""
    return escape(_FORBIDDEN.sub("\ufffd", words))


def local(element: Any) -> str:
    """An element's name without its namespace."""
    tag = getattr(element, "tag", None)
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _in_back(element: Any) -> bool:
    return any(local(above) == "back" for above in element.iterancestors())


def _is_hollow(element: Any) -> bool:
    return local(element) in ("choice", "app", "subst", "list", "table", "row", "listBibl")

"""Foot- and endnotes of a page: links that call a note, the blocks that are the notes, and the links back."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from tei_tools.sources._html_tree import HtmlTree, words_of

__all__ = ["Notes", "notes_of", "notes_of_pages", "place_of"]

_LABEL = re.compile(r"[\[(]?\s*(\d{1,4}|[*†‡§¶#]{1,4}|[a-z]|[ivxlc]{1,6})\s*[\])]?\.?", re.I)
_BACK = re.compile(
    r"[\[(]?\s*(?:\d{1,4}|[a-z]|[ivxlc]{1,6}|[*†‡§¶#]{1,4}|[↩↵↑⇑^⤴⏎]\ufe0e?|back|zurück|retour)\s*[\])]?[.:]?",
    re.I,
)
_ARROW = re.compile(r"[↩↵↑⇑^⤴⏎]\ufe0e?")
_BLOCK_TAGS = ("li", "p", "aside", "div", "dd", "td", "section", "dt")


@dataclass(slots=True)
class Notes:
    """``calls``: a link's number → the note's mark; ``notes``: a block's number → its mark; ``backs``:
    links back; ``said``: a mark → the sign that the page itself shows.
    """

    calls: dict[int, str] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    backs: set[int] = field(default_factory=set)
    lists: set[int] = field(default_factory=set)
    said: dict[str, str] = field(default_factory=dict)


def notes_of(tree: HtmlTree) -> Notes:
    """The notes of a page; see :func:`notes_of_pages`."""
    return notes_of_pages([("", tree)])[0]


def notes_of_pages(pages: Sequence[tuple[str, HtmlTree]]) -> list[Notes]:
    """Pair every call with its note: a short link, raised or in brackets or named so, to a block that comes
    later, on the same page or on another of the same book (``pages`` are path and tree, in reading order).
    """
    places = _places(pages)
    found = [Notes() for _ in pages]
    taken: set[str] = set()
    for page, (path, tree) in enumerate(pages):
        for number, element in enumerate(tree.elements):
            target = _target(element, path, places)
            if target is None or tree.words[number] > 12 or target <= (page, number):
                continue
            label = _LABEL.fullmatch(words_of(element))
            named = _is_typed(element, "noteref")
            if not named and (label is None or not _looks_like_a_call(tree, number, element)):
                continue
            there = pages[target[0]][1]
            block = _block_around(there, target[1])
            if block is None or (target[0] == page and block <= number < tree.ends[block]):
                continue
            mark = found[target[0]].notes.get(block)
            if mark is None:
                said = label[1] if label else words_of(element) or "*"
                mark = said if said not in taken else f"{said}-{len(taken) + 1}"
                found[target[0]].notes[block] = mark
                found[target[0]].said[mark] = said
                taken.add(mark)
            found[page].calls[number] = mark
    for page, (path, tree) in enumerate(pages):
        _whole_lists(tree, found[page], taken)
        _back_links(page, path, tree, found[page], places)
    return found


def _places(pages: Sequence[tuple[str, HtmlTree]]) -> dict[tuple[str, str], tuple[int, int]]:
    """Page and number of each element that has an anchor, by path and anchor."""
    places: dict[tuple[str, str], tuple[int, int]] = {}
    for page, (path, tree) in enumerate(pages):
        for number, element in enumerate(tree.elements):
            for key in (element.get("id"), element.get("name") if element.tag == "a" else None):
                if key:
                    places.setdefault((path, key), (page, number))
    return places


def _back_links(
    page: int, path: str, tree: HtmlTree, found: Notes, places: dict[tuple[str, str], tuple[int, int]]
) -> None:
    """The links from a page's notes back to where they are called."""
    for block in found.notes:
        for number in range(block + 1, tree.ends[block]):
            element = tree.elements[number]
            leads = element.tag == "a" and "#" in (element.get("href") or "")
            if not leads and not _is_typed(element, "backlink"):
                continue
            words = words_of(element)
            target = _target(element, path, places)
            before = target is not None and target < (page, block) and _BACK.fullmatch(words)
            if before or _ARROW.fullmatch(words) or _is_typed(element, "backlink"):
                found.backs.add(number)
                found.calls.pop(number, None)


def _is_typed(element: etree._Element, kind: str) -> bool:
    """Whether an element says that it is of a kind (EPUB structural semantics, DPUB-ARIA)."""
    return (
        kind in (element.get("epub:type") or "").split()
        or f"doc-{kind}" in (element.get("role") or "").split()
    )


def place_of(element: etree._Element) -> str | None:
    """Where a note stands (TEI's ``@place``), as far as it or what it is in says so."""
    names = ""
    for above, _ in zip((element, *element.iterancestors()), range(4), strict=False):
        names += " ".join(above.get(key) or "" for key in ("epub:type", "role", "class")).lower() + " "
    if "endnote" in names or "rearnote" in names:
        return "end"
    return "bottom" if "footnote" in names else None


def _target(
    element: etree._Element, path: str, places: dict[tuple[str, str], tuple[int, int]]
) -> tuple[int, int] | None:
    if element.tag != "a":
        return None
    file, sign, anchor = (element.get("href") or "").rpartition("#")
    if not sign or not anchor:
        return None
    if not file or not path:
        return places.get((path, anchor))
    return places.get((posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(file))), anchor))


def _looks_like_a_call(tree: HtmlTree, number: int, element: etree._Element) -> bool:
    names = " ".join(element.get(key) or "" for key in ("class", "rel", "role", "id")).lower()
    if (
        "footnote" in names
        or "noteref" in names
        or "endnote" in names
        or "fnref" in names
        or "ftnref" in names
    ):
        return True
    if any(one.tag == "sup" for one in element.iter("sup")):
        return True
    parent = tree.parents[number]
    for _ in range(3):
        if parent < 0:
            break
        if tree.elements[parent].tag == "sup":
            return True
        parent = tree.parents[parent]
    return words_of(element)[:1] in ("[", "(")


def _block_around(tree: HtmlTree, number: int) -> int | None:
    """The block that an anchor stands for: the one it is in (or is), else the one right after it."""
    for _ in range(6):
        if number < 0:
            return None
        if tree.elements[number].tag in _BLOCK_TAGS:
            return number if tree.words[number] else None
        number = tree.parents[number]
    return None


def _whole_lists(tree: HtmlTree, found: Notes, taken: set[str]) -> None:
    """A list of which half or more are notes is a list of notes: each item is one."""
    counts: dict[int, int] = {}
    for number in found.notes:
        parent = tree.parents[number]
        if parent >= 0 and tree.elements[parent].tag in ("ol", "ul"):
            counts[parent] = counts.get(parent, 0) + 1
    for parent, count in counts.items():
        items = [child for child in tree.elements[parent] if child.tag == "li"]
        if count * 2 >= len(items):
            found.lists.add(parent)
            for place, item in enumerate(items, 1):
                number = tree.numbers[item]
                if number not in found.notes:
                    mark = f"{place}" if str(place) not in taken else f"{place}-{len(taken) + 1}"
                    taken.add(mark)
                    found.notes[number] = mark
                    found.said[mark] = str(place)

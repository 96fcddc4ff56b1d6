"""Foot- and endnotes of a page: links that call a note, the blocks that are the notes, and the links back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from tei_tools.sources._html_content import Content
from tei_tools.sources._html_tree import HtmlTree, words_of

__all__ = ["Notes", "notes_of"]

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
    links back.
    """

    calls: dict[int, str] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    backs: set[int] = field(default_factory=set)
    lists: set[int] = field(default_factory=set)


def notes_of(tree: HtmlTree, content: Content) -> Notes:
    """Pair every call with its note: a short link, raised or in brackets or named so, to a block that
    comes later.
    """
    places: dict[str, int] = {}
    for number, element in enumerate(tree.elements):
        for key in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if key:
                places.setdefault(key, number)
    found = Notes()
    taken: set[str] = set()
    inside: list[tuple[int, int]] = []
    for number, element in enumerate(tree.elements):
        target = _target(element, places)
        if target is None or tree.words[number] > 12:
            continue
        label = _LABEL.fullmatch(words_of(element))
        if label is None or target <= number or not _looks_like_a_call(tree, number, element):
            continue
        block = _block_around(tree, target)
        if block is None or block <= number < tree.ends[block]:
            continue
        mark = found.notes.get(block)
        if mark is None:
            mark = label[1] if label[1] not in taken else f"{label[1]}-{len(found.notes) + 1}"
            found.notes[block] = mark
            taken.add(mark)
            inside.append((block, tree.ends[block]))
        found.calls[number] = mark
    _whole_lists(tree, found)
    for block in found.notes:
        for number in range(block + 1, tree.ends[block]):
            element = tree.elements[number]
            target = _target(element, places)
            if element.tag != "a" or "#" not in (element.get("href") or ""):
                continue
            words = words_of(element)
            if (target is not None and target < block and _BACK.fullmatch(words)) or _ARROW.fullmatch(words):
                found.backs.add(number)
                found.calls.pop(number, None)
    return found


def _target(element: etree._Element, places: dict[str, int]) -> int | None:
    if element.tag != "a":
        return None
    _, sign, anchor = (element.get("href") or "").rpartition("#")
    return places.get(anchor) if sign and anchor else None


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


def _whole_lists(tree: HtmlTree, found: Notes) -> None:
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
                    found.notes[number] = (
                        f"{place}"
                        if str(place) not in found.notes.values()
                        else f"{place}-{len(found.notes) + 1}"
                    )

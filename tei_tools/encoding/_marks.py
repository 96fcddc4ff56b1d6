"""The source's own mark-up inside a block: what is settled like a tag, what is laid around the tags, what
is empty."""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from tei_tools.encoding._attributes import accepted, language, one_pointer, string
from tei_tools.encoding._content import ALLOWED
from tei_tools.encoding._overlaps import Node

if TYPE_CHECKING:
    from tei_tools.encoding._structure import Plan
    from tei_tools.sources import Mark, SourceDocument

LAID_AROUND: dict[str, tuple[str, dict[str, str]]] = {
    "emphasis": ("hi", {"rend": "italic"}),
    "strong": ("hi", {"rend": "bold"}),
    "superscript": ("hi", {"rend": "superscript"}),
    "subscript": ("hi", {"rend": "subscript"}),
    # Not ``del``: words that a web page strikes through are still words of the text, and readers of TEI
    # skip ``del``.
    "deleted": ("hi", {"rend": "strikethrough"}),
    "underline": ("hi", {"rend": "underline"}),
    "smallcaps": ("hi", {"rend": "smallcaps"}),
    "foreign": ("foreign", {}),
    "inserted": ("add", {}),
    "link": ("ref", {}),
}
"""Marks that may be split at the borders of tags, by kind: their element and its attributes."""

SETTLED: dict[str, str] = {"code": "code", "title": "title", "quotation": "q", "noteref": "ref"}
"""Marks that are settled like tags, before them: what they mean would be lost in pieces."""

_MOST_LAID = 8


def settled(marks: Iterable[Mark], notes: dict[str, str]) -> Iterator[Node]:
    """The nodes of marks that are settled like tags. ``notes``: the ``xml:id`` of each note by its mark."""
    for mark in marks:
        element = SETTLED.get(mark.kind)
        if element is None or mark.start >= mark.end:
            continue
        attributes: dict[str, str] = {}
        if mark.kind == "noteref":
            attributes["type"] = "noteref"
            if mark.target in notes:
                attributes["target"] = f"#{notes[mark.target]}"
        yield Node(mark.start, mark.end, element, attributes)


def lay_around(root: Node, marks: Sequence[Mark]) -> None:
    """Lays highlighting and links around what stands in ``root``, in as few pieces as the nesting allows."""
    open_ends: list[int] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.kind, mark.target or "")):
        if mark.kind not in LAID_AROUND or mark.start >= mark.end:
            continue
        while open_ends and open_ends[0] <= mark.start:
            heapq.heappop(open_ends)
        if len(open_ends) >= _MOST_LAID:
            continue
        heapq.heappush(open_ends, mark.end)
        element, attributes = LAID_AROUND[mark.kind]
        if mark.kind == "link":
            target = one_pointer(mark.target or "")
            if target is None or target.startswith("#"):
                continue  # a place in the page, which is none in the TEI
            attributes = {"target": target}
        elif mark.kind == "foreign":
            tongue = language(mark.target or "")
            if tongue is None:
                continue
            attributes = {"xml:lang": tongue}
        _lay(root, mark.start, mark.end, element, attributes, True)


def _lay(
    parent: Node, start: int, end: int, element: str, attributes: dict[str, str], may_stand: bool
) -> None:
    below = may_stand and not (element == parent.element == "ref")
    may_stand = below and element in ALLOWED.get(parent.element, frozenset())
    inner = ALLOWED[element]
    low = bisect_right(parent.starts, start) - 1
    if low < 0 or parent.children[low].end <= start:
        low += 1
    high = bisect_left(parent.starts, end, low)
    laid: list[Node] = []
    inside: list[Node] = []
    position = start

    def close(upto: int) -> None:
        nonlocal inside
        if position < upto and may_stand:
            node = Node(
                position, upto, element, dict(attributes), None, inside, [one.start for one in inside]
            )
            laid.append(node)
        else:
            laid.extend(inside)
        inside = []

    for child in parent.children[low:high]:
        if child.start >= start and child.end <= end and may_stand and _fits(child, inner, element):
            inside.append(child)
            continue
        close(child.start)
        _lay(child, max(start, child.start), min(end, child.end), element, attributes, below)
        laid.append(child)
        position = child.end
    close(end)
    parent.children[low:high] = laid
    parent.starts[low:high] = [node.start for node in laid]


def _fits(child: Node, inner: frozenset[str], element: str) -> bool:
    """Whether ``child`` may stand in the mark: TEI has no reference in a reference, however deep."""
    return child.element in inner and (element != "ref" or not _holds_ref(child))


def _holds_ref(node: Node) -> bool:
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if current.element in ("ref", "cit"):
            return True
        waiting.extend(current.children)
    return False


def put_empty(root: Node, position: int, element: str, attributes: dict[str, str]) -> Node | None:
    """Puts an empty element at ``position``, inside what lies over it where TEI allows that, else before it.

    Returns the element with the place it got, or ``None`` where there is none.
    """
    parent, low = root, 0
    while True:
        low = bisect_left(parent.starts, position)
        if low and parent.children[low - 1].end > position:
            child = parent.children[low - 1]
            if element in ALLOWED.get(child.element, frozenset()):
                parent = child
                continue
            low -= 1
            position = child.start
        break
    # After the empty ones that stand there already, before what begins there.
    high = max(low, bisect_right(parent.starts, position))
    if high > low and parent.children[high - 1].end > position:
        high -= 1
    if element not in ALLOWED.get(parent.element, frozenset()):
        return None
    node = Node(position, position, element, attributes)
    parent.children.insert(high, node)
    parent.starts.insert(high, position)
    return node


BREAKS = {"linebreak": "lb", "pagebreak": "pb", "columnbreak": "cb", "rule": "milestone"}
"""Marks of where a line, a page, a column begins, or a part that no heading names (TEI 3.11.3)."""


def put_empty_elements(root: Node, marks: Iterable[Mark], text: str, places: Mapping[str, str]) -> None:
    """Puts breaks and images where they lie. ``places`` are the ``xml:id`` values of surfaces and zones."""
    for mark in sorted(marks, key=_pages_first):
        if mark.kind in BREAKS and mark.start == mark.end:
            attributes = {"n": string(mark.n or "") or ""} if mark.kind == "pagebreak" else {}
            place = places.get(mark.target or "")
            attributes["facs"] = f"#{place}" if place else ""
            if mark.kind == "rule":
                attributes = {"unit": "section"}
            made = put_empty(
                root, mark.start, BREAKS[mark.kind], {key: said for key, said in attributes.items() if said}
            )
            inside = made and made.start not in (root.start, root.end) and mark.kind != "rule"
            if made and inside and " " not in text[made.start - 1 : made.start + 1]:
                made.attributes["break"] = "no"
        elif mark.kind == "image" and mark.start == mark.end:
            attributes, _ = accepted("graphic", {"url": mark.target or ""})
            if attributes:
                put_empty(root, mark.start, "graphic", attributes)


def _pages_first(mark: Mark) -> tuple[int, int]:
    return mark.start, ("rule", "pagebreak", "columnbreak", "linebreak").index(
        mark.kind
    ) if mark.kind in BREAKS else 4


def figure_images(document: SourceDocument, layout: Plan) -> set[int]:
    """Gives each figure of the layout its images; the numbers of the marks that are used up by that."""
    marks = document.marks
    images = sorted(
        (number for number, mark in enumerate(marks) if mark.kind == "image"),
        key=lambda number: (marks[number].start, number),
    )
    used: set[int] = set()
    at = 0
    for index, piece in sorted(layout.leaves.items()):
        if piece.element != "figure":
            continue
        block = document.blocks[index]
        while at < len(images) and marks[images[at]].start < block.start:
            at += 1
        while at < len(images) and marks[images[at]].start <= block.end:
            used.add(images[at])
            target = one_pointer(marks[images[at]].target or "")
            if target:
                piece.graphics.append(target)
            at += 1
            if block.start == block.end:
                break
    return used

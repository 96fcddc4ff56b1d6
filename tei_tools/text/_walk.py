"""One pass over the texts of a tree: pieces of normalised text, and which pieces each element spans.

The loop is one function on purpose: it runs once for every start and end tag of a collection, and a call for
each would cost more than the work itself. What is rare (``choice``, ``app``, ``g`` …) is decided in
``_choices``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, NamedTuple

from lxml import etree

from tei_tools.text import PlainText
from tei_tools.text._choices import Choices
from tei_tools.text._kinds import (
    BLOCK,
    BREAK,
    BY_PARENT,
    GLUE,
    HOLLOW,
    KINDS,
    LEFT_OUT,
    PARTED,
    SPACED,
    SPECIAL,
    STRUCTURE,
)

SPACE = (
    " \t\r\n"  # XML 1.0, production 3: no other character is white space here, a no-break space least of all
)
DECIDES = PARTED | HOLLOW
NOTED = 1024  # beside the kinds
NO_TAGS: Mapping[str, Any] = {}

Opened = tuple[Any, int, int, int]  # node, kind, place, number of children
Note = tuple[Any, int, str | None, Any]


class Noted(NamedTuple):
    """All nodes of a text, and of those that are noted: element, its place in ``PlainText.elements`` or -1,
    its path from the text on, and the tag of the element around it. The latter two are ``None`` for the text
    itself, and for what stands in something that the reading leaves out.
    """

    nodes: list[Any]
    notes: list[Note]


_RUN = re.compile("[ \t\r\n]+")


def walk(
    texts: Iterable[etree._Element], reading: str, noting: Mapping[str, Any] = NO_TAGS
) -> tuple[PlainText, dict[etree._Element, Noted]]:
    """The plain text of these elements, one after the other, each a block; and by each of them what stands in
    it of the tags that are noted.
    """
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    elements: list[etree._Element] = []
    first: list[int] = []
    after: list[int] = []
    noted_in: dict[etree._Element, Noted] = {}

    kind_of: Any = (_with_notes(tuple(noting)) if noting else KINDS).get
    run = _RUN.sub
    position = 0  # the length of the text so far
    number = 0  # of pieces with words; what parts them stands before them
    parting = 0  # what stands before the next word: 0 nothing, 1 a space, 2 a newline
    glued = False  # after a break inside a word, white space says nothing

    for top in texts:
        choices = Choices(reading, top)
        nodes = list(top.iter())
        following = iter(nodes)
        opened: list[Opened] = []  # what has children still to come
        waiting: list[int] = []  # how many of them, by the same order
        others: dict[Any, int] = {}  # comments and the like, by what they stand in
        prefixes: dict[Any, str] = {}  # of the paths of what stands in an element, from the top
        prefix = partial(_prefix, opened, waiting, others, prefixes)
        noted: list[Note] = []
        noted_in[top] = Noted(nodes, noted)
        parent = STRUCTURE
        for node in following:
            tag = node.tag
            left = len(node)
            if tag.__class__ is str:
                kind = kind_of(tag, 0)
                words = node.text
                if kind or parent & DECIDES:
                    note = kind & NOTED
                    hidden: Sequence[Any] = ()
                    if kind & SPECIAL or parent & HOLLOW:
                        kind, words, inside = choices.enter(node, kind, parent)
                        if left and not inside:
                            hidden, left = _below(following, left), 0
                        if kind & GLUE:
                            glued = True
                            if parting == 1:
                                parting = 0
                        elif kind & BREAK and not parting and not glued:
                            parting = 1
                    if kind & BY_PARENT:
                        kind = kind | BLOCK if parent & STRUCTURE else kind & ~STRUCTURE
                    if kind & BLOCK:
                        parting = 2
                        glued = False
                    elif (
                        (kind & SPACED or parent & PARTED) and not parting and not glued and kind != LEFT_OUT
                    ):
                        parting = 1
                    if note:
                        place = -1 if kind == LEFT_OUT else len(elements)
                        if opened:
                            above = opened[-1][0]
                            number_in = opened[-1][3] - waiting[-1] + 1 - others.get(above, 0)
                            path = f"{prefixes.get(above) or prefix()}{number_in}]"
                            noted.append((node, place, path, above.tag))
                        else:
                            noted.append((node, place, None, None))
                    for child in hidden:
                        if kind_of(child.tag, 0) & NOTED:
                            noted.append((child, -1, None, None))
                if kind == LEFT_OUT:
                    kind, place = 0, -1
                else:
                    place = len(elements)
                    elements.append(node)
                    first.append(number)
                    after.append(number)
                if left:
                    opened.append((node, kind, place, left))
                    waiting.append(left)
                parent = kind
            else:
                kind, place = 0, -1
                if opened:
                    others[opened[-1][0]] = others.get(opened[-1][0], 0) + 1
                words = _characters(node) if tag is etree.Entity else None
            while True:
                if words:
                    bare = words.strip(SPACE)
                    if bare:
                        if not parting and not glued and words[0] in SPACE:
                            parting = 1
                        if (
                            "\n" in bare
                        ):  # the quick way through running prose: its lines, without indentation
                            bare = " ".join([line.strip(SPACE) for line in bare.split("\n")])
                        if "  " in bare or "\t" in bare or "\r" in bare:
                            bare = run(" ", bare)
                        if parting and position:
                            pieces.append(" " if parting == 1 else "\n")
                            position += 1
                        glued = False
                        parting = 1 if words[-1] in SPACE else 0
                        number += 1
                        pieces.append(bare)
                        starts.append(position)
                        position += len(bare)
                        ends.append(position)
                    elif not parting and not glued and not parent & HOLLOW:
                        parting = 1
                if left:
                    break  # the next node is in this one
                if place >= 0:
                    after[place] = number
                if kind & BLOCK:
                    parting = 2
                    glued = False
                elif kind & SPACED and not parting and not glued:
                    parting = 1
                if not waiting:
                    break  # the top
                words = node.tail
                left = waiting[-1] - 1
                if left:
                    waiting[-1] = left
                    parent = opened[-1][1]
                else:
                    waiting.pop()
                    node, kind, place, _ = opened.pop()
                    parent = kind
    return PlainText("".join(pieces), reading, elements, first, after, starts, ends), noted_in


def _below(following: Iterator[Any], left: int) -> list[Any]:
    """All that is in an element that is not gone into, and has so many children."""
    found: list[Any] = []
    while left:
        found.append(node := next(following))
        left += len(node) - 1
    return found


def _prefix(
    opened: list[Opened], waiting: list[int], others: dict[Any, int], prefixes: dict[Any, str]
) -> str:
    """What the paths of all that stands in the innermost open element begin with; remembered for each that is
    open.
    """
    depth = len(opened)
    while depth and opened[depth - 1][0] not in prefixes:
        depth -= 1
    path = prefixes[opened[depth - 1][0]] if depth else ""
    for inner in range(depth, len(opened)):
        if inner:
            above, _, _, children = opened[inner - 1]
            path += f"{children - waiting[inner - 1] + 1 - others.get(above, 0)}]"
        path = prefixes[opened[inner][0]] = f"{path}/*["
    return path


@lru_cache(maxsize=4)
def _with_notes(tags: tuple[str, ...]) -> dict[str, int]:
    """The kinds of all elements, with a mark for those that are noted."""
    return KINDS | {tag: KINDS.get(tag, 0) | NOTED for tag in tags}


def _characters(entity: Any) -> str:
    """The characters that an entity's name stands for in HTML 5 and ISO 8879, else the reference as it is.

    Parsers leave references so where the declaration stands in a DTD that was not read (TEI P4 above all).
    """
    from html.entities import html5

    return html5.get(f"{entity.name};", f"&{entity.name};")

"""One pass over the texts of a tree: pieces of normalised text, and which pieces each element spans.

The loop is one function on purpose: it runs once for every start and end tag of a collection, and a call for
each would cost more than the work itself. What is rare (``choice``, ``app``, ``g`` …) is decided in
``_choices``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from collections.abc import Iterable

SPACE = (
    " \t\r\n"  # XML 1.0, production 3: no other character is white space here, a no-break space least of all
)
DECIDES = PARTED | HOLLOW
_RUN = re.compile("[ \t\r\n]+")


def walk(texts: Iterable[etree._Element], reading: str) -> PlainText:
    """The plain text of these elements, one after the other, each a block."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    elements: list[etree._Element] = []
    first: list[int] = []
    after: list[int] = []

    kind_of = KINDS.get
    run = _RUN.sub
    kinds = [STRUCTURE]  # of the elements that are open
    places: list[int] = []  # of the elements that are open, in ``elements``; -1 where one is left out
    position = 0  # the length of the text so far
    number = 0  # of pieces with words; what parts them stands before them
    parting = 0  # what stands before the next word: 0 nothing, 1 a space, 2 a newline
    glued = False  # after a break inside a word, white space says nothing

    for top in texts:
        choices = Choices(reading, top)
        events: Any = etree.iterwalk(top, events=("start", "end", "comment", "pi"))
        # Only a document type declaration can name entities, and looking for them takes its time.
        doctype: str = top.getroottree().docinfo.doctype  # type: ignore[attr-defined]
        if doctype and next(top.iter(etree.Entity), None) is not None:
            events = _WithEntities(top)
        for event, element in events:
            if event == "start":
                kind = kind_of(element.tag, 0)
                words = element.text
                parent = kinds[-1]
                if kind or parent & DECIDES:
                    if kind & SPECIAL or parent & HOLLOW:
                        kind, words, inside = choices.enter(element, kind, parent)
                        if not inside:
                            events.skip_subtree()
                        if kind & LEFT_OUT:
                            kinds.append(0)
                            places.append(-1)
                            continue
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
                    elif (kind & SPACED or parent & PARTED) and not parting and not glued:
                        parting = 1
                kinds.append(kind)
                places.append(len(elements))
                elements.append(element)
                first.append(number)
                after.append(number)
            elif event == "end":
                kind = kinds.pop()
                place = places.pop()
                if place >= 0:
                    after[place] = number
                if kind & BLOCK:
                    parting = 2
                    glued = False
                elif kind & SPACED and not parting and not glued:
                    parting = 1
                if element is top:
                    continue
                words = element.tail
            elif event == "words":
                words = element
            else:
                words = element.tail
            if not words:
                continue
            bare = words.strip(SPACE)
            if not bare:
                if not parting and not glued and not kinds[-1] & HOLLOW:
                    parting = 1
                continue
            if not parting and not glued and words[0] in SPACE:
                parting = 1
            if "\n" in bare:  # the quick way through running prose: its lines, without their indentation
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
    return PlainText("".join(pieces), reading, elements, first, after, starts, ends)


class _WithEntities:
    """The events of ``iterwalk``, and ``words`` for references to entities that the parser left unresolved.

    Parsers leave them so where the declaration stands in a DTD that was not read (TEI P4 above all).
    """

    def __init__(self, top: etree._Element) -> None:
        self._open: list[tuple[etree._Element, Any]] = []
        self._next: list[tuple[str, Any]] = [("start", top)]
        self._entered: etree._Element | None = None

    def __iter__(self) -> _WithEntities:
        return self

    def skip_subtree(self) -> None:
        self._entered = None
        element, _ = self._open.pop()
        self._open.append((element, iter(())))

    def __next__(self) -> tuple[str, Any]:
        if self._next:
            event = self._next.pop()
        else:
            event = self._step()
        if event[0] == "start":
            self._open.append((event[1], iter(event[1])))
        return event

    def _step(self) -> tuple[str, Any]:
        if not self._open:
            raise StopIteration
        element, children = self._open[-1]
        for child in children:
            if isinstance(child.tag, str):
                return "start", child
            if child.tag is etree.Entity:
                self._next.append(("comment", child))
                return "words", _characters(child)
            return "comment", child
        self._open.pop()
        return "end", element


def _characters(entity: Any) -> str:
    """The characters that an entity's name stands for in HTML 5 and ISO 8879, else the reference as it is."""
    from html.entities import html5

    return html5.get(f"{entity.name};", f"&{entity.name};")

"""A file that is too large for memory, as records of its parts (``docs/records.md`` states the rule).

The file is read twice, by its stream. Each part is read as a document of its own: the elements around the
part, the part, and what it points at elsewhere in the file; so what is understood is what
:func:`~tei_tools.records.read_tree` understands.
"""

from __future__ import annotations

import copy
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from tei_tools.errors import UnreadableError
from tei_tools.records._parts_plan import (
    CORPORA,
    DIVISIONS,
    DOCUMENTS,
    OPEN,
    Plan,
    events,
    local,
    path_of,
    plan,
)
from tei_tools.records._parts_whole import Frame, Part, Whole
from tei_tools.records._pointers import XML, Pointers
from tei_tools.text._kinds import BLOCK, BY_PARENT, KINDS, REGISTERS

if TYPE_CHECKING:
    from tei_tools.inputs import Input

# Attributes whose pointers a record follows.
_POINTING = frozenset(
    "ref key corresp sameAs who source target active passive mutual wit facs calendar datingMethod".split()
)
_UNITS = DIVISIONS | DOCUMENTS | {"text", "teiHeader", "standOff", "facsimile", "sourceDoc"}
_ENTRIES = frozenset("person personGrp persona place org event object nym".split())


def parts(
    item: Input, *, reading: str, name: str, identifier: str | None, most: int, joined: int
) -> Iterator[Part]:
    """The parts of a file, in its order; see :func:`tei_tools.records.read_parts`."""
    with _again(item) as file:
        made = plan(file, most)
        with file.opener() as stream:
            yield from _Cut(made, Whole(name, identifier, reading, made), joined).run(
                events(stream, item.name)
            )


@contextmanager
def _again(item: Input) -> Iterator[Input]:
    """The input as one that can be read more than once: a pipe, or what stands in an archive, as a file."""
    from tei_tools.inputs import _reason

    if item.path is not None and item.size is not None:
        yield item
        return
    with tempfile.TemporaryDirectory(prefix="tei-tools-") as folder:
        path = Path(folder) / "file"
        try:
            with item.opener() as stream, path.open("wb") as file:
                shutil.copyfileobj(stream, file, 1 << 20)
        except OSError as fault:
            raise UnreadableError(_reason(fault), file=item.name) from fault
        yield replace(item, opener=lambda: path.open("rb"))


@dataclass(slots=True)
class _Open:
    """An element that is gone into, and those of its children that wait to be a part."""

    element: Any
    name: str
    place: int
    children: int = 0
    first: int = 0
    size: int = 0
    unit: bool = False
    block: bool = False
    done: Any = None  # the last child that was gone into
    header: Any = None


class _Cut:
    """The second pass: where one part ends and the next begins."""

    def __init__(self, made: Plan, document: Whole, joined: int) -> None:
        self.plan = made
        self.whole = document
        self.joined = joined
        self.open: list[_Open] = []
        self.pointers: Pointers | None = None
        self.pointed: dict[int, list[str]] = {}

    def run(self, found: Iterator[tuple[str, etree._Element]]) -> Iterator[Part]:
        depth = count = begun = 0
        for event, element in found:
            if event == "start":
                depth += 1
                count += 1
                if depth == 1:
                    name = local(element)
                    if name in OPEN | DOCUMENTS or "/*" in self.plan.opened:
                        self.open.append(_Open(element, name, 1))
                elif self.open and depth == len(self.open) + 1:
                    begun = count
                    yield from self._begins(element)
                continue
            if self.open and depth == len(self.open):
                yield from self._part(self.open[-1], _after(self.open[-1]))
                self._closed(self.open.pop())
            elif depth == len(self.open) + 1:
                if not self.open:
                    yield self.whole.alone(copy.deepcopy(element))
                else:
                    here = self.open[-1]
                    here.size += count - begun + 1
                    here.unit = local(element) in _UNITS
                    here.block = _is_block(element)
            depth -= 1
        if not self.whole.corpus:
            yield self.whole.end()

    def _begins(self, child: etree._Element) -> Iterator[Part]:
        """A child of the innermost open element: what stands before it may be a part now."""
        here = self.open[-1]
        inside = local(child) in OPEN or path_of([*self._places(), here.children + 1]) in self.plan.opened
        if here.done is not None:
            del here.element[: here.element.index(here.done) + 1]
            here.done = None
        full = here.size >= self.joined and here.block and _is_block(child)
        if here.size and (here.unit or full or inside):
            nodes = here.element[: here.element.index(child)]
            yield from self._part(here, nodes)
            del here.element[: len(nodes)]
        here.children += 1
        if inside:
            deeper = _Open(child, local(child), here.children)
            self.open.append(deeper)
            if deeper.name in DIVISIONS:
                self.whole.opens(child, path_of(self._places()), self._level())
        elif not here.size and not here.first:
            here.first = here.children

    def _closed(self, closed: _Open) -> None:
        closed.element.clear()
        if closed.name in DIVISIONS:
            self.whole.closes()
        if self.open:
            self.open[-1].done = closed.element

    def _places(self) -> list[int]:
        return [each.place for each in self.open[1:]]

    def _level(self) -> int:
        return sum(each.name in DIVISIONS for each in self.open)

    def _part(self, here: _Open, nodes: list[Any]) -> Iterator[Part]:
        """The part of these neighbours; their place is free again."""
        if not here.size:
            return
        kind = local(nodes[-1]) if len([node for node in nodes if local(node)]) == 1 else ""
        copies = [copy.deepcopy(node) for node in nodes]
        inner, ahead = self._shell(copies, header=kind != "teiHeader")
        if here.first == 1:
            inner.text = here.element.text
        elements = [node for node in copies if local(node)]
        first = next((node for node in elements if local(node) in _UNITS), elements[0])
        inner.extend(copies)
        if here.name in DIVISIONS:
            self.whole.headed(copies)
        if kind == "teiHeader":
            here.header = _reduced(copies[-1])
            self.pointers = None
            if self.plan.text is not None and here.name in DOCUMENTS:
                tag, attributes = self.plan.text
                etree.SubElement(inner, tag, attributes)
        frame = Frame(
            path_of([each.place for each in self.open[1 : self.open.index(here) + 1]]), here.first, ahead
        )
        if kind in DOCUMENTS:
            yield self.whole.document(first, frame)
        elif here.name not in CORPORA:
            yield self.whole.part(inner, first, frame, header=kind == "teiHeader")
        here.first = here.size = 0
        here.unit = here.block = False

    def _shell(self, nodes: list[Any], *, header: bool) -> tuple[etree._Element, int]:
        """The elements around a part and what it points at; the innermost, and how many it has already."""
        inner: Any = None
        root: Any = None
        for each in self.open:
            element = each.element
            if inner is None:
                inner = root = etree.Element(element.tag, dict(element.attrib), nsmap=element.nsmap)
            else:
                inner = etree.SubElement(inner, element.tag, dict(element.attrib), nsmap=element.nsmap)
            if each.header is not None and header:
                inner.append(copy.deepcopy(each.header))
            if inner is root:
                self._beside(root, nodes)
        return inner, sum(1 for child in inner if local(child))

    def _beside(self, root: etree._Element, nodes: list[Any]) -> None:
        """Put what the nodes point at, and stands elsewhere, into a ``standOff`` of the shell."""
        if self.pointers is None:
            self.pointers = Pointers(root, self.whole.name)
        own: set[str] = set()
        wanted: dict[str, None] = {}
        for each in self.open:
            if each.header is not None:
                self._look(each.header, own, {})
        for node in nodes:
            if local(node):
                self._look(node, own, wanted)
        held: set[int] = set()
        names: list[str] = []
        for name in wanted:
            if name in own:
                continue
            number = self.plan.by_id.get(name)
            if number is not None:
                held.add(number)
                for further in self._pointed(number):
                    other = self.plan.by_id.get(further)
                    if further not in own and other is not None:
                        held.add(other)
            elif name in self.plan.names:
                names.append(name)
        if not held and not names:
            return
        space = root.tag[: root.tag.index("}") + 1] if "}" in root.tag else ""
        beside = etree.SubElement(root, f"{space}standOff")
        for number in sorted(held):
            found = self.plan.held[number]
            etree.SubElement(beside, found.around or f"{space}list").append(copy.deepcopy(found.element))
        identifier = "id" if self.plan.bare else f"{XML}id"
        for name in names:
            said = self.plan.names[name]
            tag, reference = said or (f"{space}p", "")
            stub = etree.SubElement(beside, tag, {identifier: name})
            if reference:
                stub.set("ref", reference)

    def _look(self, node: etree._Element, own: set[str], wanted: dict[str, None]) -> None:
        """Note the identifiers in a node, and the names that its pointers may mean."""
        assert self.pointers is not None
        for element in node.iter("*"):
            attributes = element.attrib
            if not attributes:
                continue
            name = element.get(f"{XML}id") or (element.get("id") if self.plan.bare else None)
            if name:
                own.add(name)
            for attribute, value in attributes.items():
                if attribute not in _POINTING:
                    continue
                for pointer in str(value).split():
                    prefix, colon, rest = pointer.partition(":")
                    expanded = self.pointers._expand(prefix, rest) if colon else None
                    wanted[(expanded or pointer).rpartition("#")[2]] = None

    def _pointed(self, number: int) -> list[str]:
        known = self.pointed.get(number)
        if known is None:
            names: dict[str, None] = {}
            self._look(self.plan.held[number].element, set(), names)
            known = self.pointed[number] = list(names)
        return known


def _after(here: _Open) -> list[Any]:
    """The children that wait when their parent ends."""
    return list(here.element)[0 if here.done is None else here.element.index(here.done) + 1 :]


def _is_block(element: etree._Element) -> bool:
    return bool(KINDS.get(element.tag, 0) & (BLOCK | BY_PARENT))


def _reduced(header: etree._Element) -> etree._Element:
    """What readings of other parts ask the header for: declarations of prefixes, calendars, characters."""
    kept = copy.deepcopy(header)
    for child in list(kept):
        name = local(child)
        if name == "profileDesc":
            for inner in list(child):
                if local(inner) != "calendarDesc":
                    child.remove(inner)
        elif name != "encodingDesc":
            kept.remove(child)
    for element in list(kept.iter("*")):
        above = element.getparent()
        if above is not None and local(element) in REGISTERS | _ENTRIES:
            above.remove(element)
    return kept

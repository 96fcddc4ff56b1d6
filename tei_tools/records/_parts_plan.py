"""The first pass over a file that is too large to hold: what its parts will want to know of one another.

Kept are the file's identifiers by name, the entries of registers and the surfaces of facsimiles as long as
they are not too many, and which elements are too large to be one part.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from tei_tools.errors import UnreadableError
from tei_tools.records._entities import TAGS
from tei_tools.records._pointers import XML
from tei_tools.text._kinds import REGISTERS

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.inputs import Input

DOCUMENTS = frozenset(("TEI", "TEI.2"))
CORPORA = frozenset(("teiCorpus", "teiCorpus.2"))
DIVISIONS = frozenset(("div", *(f"div{n}" for n in range(8))))
# These are gone into always, those where they are too large for one part.
OPEN = CORPORA | {"text", "front", "body", "back", "group"}
OPENED = DIVISIONS | REGISTERS | {"standOff", "listBibl", "facsimile", "sourceDoc", "surfaceGrp"}
_ENTRIES = frozenset(tag.rpartition("}")[2] for tag in TAGS)
_HELD = _ENTRIES | {"surface"}
_NAMES = frozenset(("name", "persName", "orgName", "placeName", "rs"))
_PARTS = {"teiHeader": "header", "standOff": "standOff", "facsimile": "facsimile", "sourceDoc": "facsimile"}
_HEAD = 1 << 16
# Elements of entries and surfaces that are held at most; further ones are known by their names alone.
_MOST_HELD = 500_000
_DEEPEST = 256


@dataclass(slots=True)
class Held:
    """An entry or surface, apart from its file: where it stands there, and how it is spoken of."""

    element: Any
    around: str
    xpath: str
    where: str


@dataclass(slots=True)
class Plan:
    """What the first pass has found."""

    digest: str = ""
    bare: bool = False
    opened: set[str] = field(default_factory=set)
    held: list[Held] = field(default_factory=list)
    by_id: dict[str, int] = field(default_factory=dict)
    names: dict[str, tuple[str, str] | None] = field(default_factory=dict)
    text: tuple[str, dict[str, str]] | None = None  # the first text of a document: its tag and attributes


class Counted:
    """A stream whose digest is known when it was read."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.sha = sha256()

    def read(self, size: int = -1) -> bytes:
        piece: bytes = self.stream.read(size)
        self.sha.update(piece)
        return piece


def local(element: Any) -> str:
    """The element's name without its namespace; empty for a comment or processing instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def path_of(places: list[int]) -> str:
    """``/*/*[2]/*[1]`` from the places of the open elements among their siblings."""
    return "/*" + "".join([f"/*[{place}]" for place in places])


def events(stream: Any, name: str) -> Iterator[tuple[str, etree._Element]]:
    """Starts and ends of elements. Nothing outside the file is read, nothing in it expands.

    Raises :class:`~tei_tools.errors.UnreadableError` where it is not well-formed or nested too deep.
    """
    from lxml import etree

    depth = 0
    try:
        for event, element in etree.iterparse(
            stream,
            events=("start", "end"),
            huge_tree=True,
            no_network=True,
            load_dtd=False,
            resolve_entities=False,
        ):
            depth += 1 if event == "start" else -1
            if depth > _DEEPEST:
                raise UnreadableError(f"elements are nested more than {_DEEPEST} deep", file=name)
            yield event, element
    except etree.XMLSyntaxError as fault:
        line, column = fault.position
        raise UnreadableError(
            f"not well-formed XML: {fault.msg}", file=name, line=line or None, column=column or None
        ) from None


def refuse_declarations(item: Input) -> None:
    """A file that declares entities of its own is not read in parts: what they expand to has no bound."""
    from tei_tools.inputs import _reason
    from tei_tools.parsing import _codec, _doctype

    try:
        with item.opener() as stream:
            head = stream.read(_HEAD)
    except OSError as fault:
        raise UnreadableError(_reason(fault), file=item.name) from fault
    if not head:
        raise UnreadableError("the file is empty", file=item.name)
    codec = _codec(head)
    at = _doctype(head, codec, item.name)
    if at is None:
        return
    declared = head.decode(codec, "replace")[at:].partition(">")[0]
    if "[" in declared:
        raise UnreadableError(
            "its document type declaration has declarations of its own, which are not read in parts",
            file=item.name,
            advice="read the file as a whole",
        )


def forget(element: etree._Element) -> None:
    """Let go of what an element held that has ended, and of its elder siblings."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def plan(item: Input, most: int) -> Plan:
    """What the parts of a file want to know; ``most`` elements are one part at most, where it can be cut."""
    from tei_tools.inputs import _reason

    refuse_declarations(item)
    made = Plan()
    try:
        with item.opener() as stream:
            counted = Counted(stream)
            _pass(made, events(counted, item.name), most)
            while counted.read(1 << 20):
                pass
    except OSError as fault:
        raise UnreadableError(_reason(fault), file=item.name) from fault
    made.digest = counted.sha.hexdigest()
    return made


def _pass(made: Plan, found: Iterator[tuple[str, etree._Element]], most: int) -> None:
    places: list[int] = []  # of the open elements below the root
    children = [0]
    sizes = [0]
    names: list[str] = []
    holding: int | None = None
    kept = 0  # elements that are held
    xml_id = f"{XML}id"
    for event, element in found:
        if event == "start":
            name = local(element)
            if names:
                children[-1] += 1
                places.append(children[-1])
            else:
                made.bare = "}" not in str(element.tag)
            names.append(name)
            children.append(0)
            sizes.append(0)
            own = element.get(xml_id) or (element.get("id") if made.bare else None)
            if own:
                said = (str(element.tag), element.get("ref") or "") if name in _NAMES else None
                made.names.setdefault(own, said)
            if name == "text" and made.text is None and len(names) == 2:
                made.text = str(element.tag), {str(key): str(value) for key, value in element.attrib.items()}
            if holding is None and name in _HELD and (own or name == "surface") and kept < _MOST_HELD:
                holding = len(names)
            continue
        size = sizes.pop() + 1
        sizes[-1] += size
        children.pop()
        name = names[-1]
        if size > most and name in OPENED:
            made.opened.add(path_of(places))
        if holding == len(names):
            holding = None
            kept += size
            _hold(made, element, names, places)
        names.pop()
        if places:
            places.pop()
        if holding is None:
            forget(element)


def _hold(made: Plan, element: etree._Element, names: list[str], places: list[int]) -> None:
    number = len(made.held)
    own = copy.deepcopy(element)
    own.tail = None
    around = element.getparent()
    where = "text" if "text" in names[:-1] else ""
    if not where or ("back" in names and not REGISTERS.isdisjoint(names)):
        top = next((_PARTS[name] for name in names if name in _PARTS), "text")
        where = "register" if not REGISTERS.isdisjoint(names[:-1]) else top
    made.held.append(Held(own, "" if around is None else str(around.tag), path_of(places), where))
    for each in own.iter("*"):
        name = each.get(f"{XML}id") or (each.get("id") if made.bare else None)
        if name:
            made.by_id.setdefault(name, number)

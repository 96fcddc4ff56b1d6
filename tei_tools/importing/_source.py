"""Where the elements of a tree stand in the bytes of its file, and edits of their tags and content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tei_tools.editing import Edit

if TYPE_CHECKING:
    from lxml import etree

_ATTRIBUTE = rb"""\s+[^\s=/>"'<]+\s*=\s*(?:"[^"]*"|'[^']*')"""
_START_TAG = re.compile(rb"<(?P<name>[^\s/>]+)(?P<attributes>(?:" + _ATTRIBUTE + rb")*)\s*(?P<empty>/?)>")
_ONE = re.compile(rb"""\s+(?P<name>[^\s=/>"'<]+)\s*=\s*(?P<value>"[^"]*"|'[^']*')""")
_DEEPEST = 400
# Attributes in which a bare name is met that stands for an xml:id.
_POINTING = frozenset(("ref", "key", "corresp", "sameAs", "who", "source", "target", "resp", "ana"))
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class RefusedError(ValueError):
    """Why a change cannot be made."""


@dataclass(slots=True)
class _Wanted:
    attributes: dict[str, str | None] = field(default_factory=dict)
    text: str | None = None
    inserted: list[tuple[Any, str]] = field(default_factory=list)


class Source:
    """The changes of elements, gathered, then made edits of the file's bytes."""

    def __init__(self, source: bytes, root: etree._Element) -> None:
        self.source = source
        self.elements = list(root.iter("*"))
        self.numbers = {element: number for number, element in enumerate(self.elements)}
        self.spans = _spans(source)
        self.wanted: dict[Any, _Wanted] = {}
        self.removed: set[Any] = set()
        self._pointed: set[str] | None = None
        if len(self.spans) != len(self.elements):
            raise RefusedError("the file's encoding, or entities in it, hide where its elements stand")

    def tag(self, element: etree._Element) -> re.Match[bytes]:
        """The start tag in the file; refused where it stands in an entity."""
        start, _ = self.spans[self.numbers[element]]
        tag = _START_TAG.match(self.source, start)
        if tag is None or tag["name"].rpartition(b":")[2].decode() != str(element.tag).rpartition("}")[2]:
            raise RefusedError("the element does not stand in the file itself (it comes from an entity)")
        return tag

    def attribute(self, element: etree._Element, name: str) -> str | None:
        """The value that the attribute is to have."""
        wanted = self.wanted.get(element)
        return wanted.attributes.get(name, element.get(name)) if wanted else element.get(name)

    def set(self, element: etree._Element, name: str, value: str | None) -> None:
        """Let the attribute have this value; ``None`` takes it away."""
        self.tag(element)
        _check(value)
        self.wanted.setdefault(element, _Wanted()).attributes[name] = value

    def write(self, element: etree._Element, text: str) -> None:
        """Let the words of the element be these; refused where it has anything but words."""
        self.tag(element)
        if len(element):
            raise RefusedError("its words are in parts, or have something between them: edit the file itself")
        _check(text)
        self.wanted.setdefault(element, _Wanted()).text = text

    def prefix(self, element: etree._Element) -> str:
        """The prefix of its name with its colon, if it has one."""
        return "".join(self.tag(element)["name"].decode().rpartition(":")[:2])

    def insert(self, parent: etree._Element, after: etree._Element | None, name: str, rest: str) -> None:
        """Put a new child ``name`` behind the child ``after`` (or first); ``rest`` is what follows its name
        in its start tag, up to its end: ``'>words</{0}>'`` with the prefixed name for ``{0}``.
        """
        prefix = self.tag(parent)["name"].decode().rpartition(":")[0]
        full = f"{prefix}:{name}" if prefix else name
        self.wanted.setdefault(parent, _Wanted()).inserted.append((after, f"<{full}{rest.format(full)}"))

    def remove(self, element: etree._Element) -> None:
        """Take the element out, with the white space before it; refused where something points at it."""
        self.tag(element)
        for inside in element.iter("*"):
            name = inside.get("{http://www.w3.org/XML/1998/namespace}id")
            if name and self._is_pointed_at(name):
                raise RefusedError(f"something points at its xml:id {name!r}: edit the file itself")
        self.removed.add(element)

    def _is_pointed_at(self, name: str) -> bool:
        """Whether any pointer of the file leads to this ``xml:id``, or is it."""
        if self._pointed is None:
            self._pointed = {
                token.rpartition("#")[2]
                for element in self.elements
                for attribute, value in element.attrib.items()
                for token in str(value).split()
                if "#" in token or attribute in _POINTING
            }
        return name in self._pointed

    def shifts(self, parent: etree._Element) -> list[tuple[int, int]]:
        """Behind the how manieth child elements are put in (1) or taken out (-1); 0 is before the first."""
        places = {child: place for place, child in enumerate(parent.iterchildren("*"), 1)}
        wanted = self.wanted.get(parent)
        found = [(places.get(after, 0), 1) for after, _ in wanted.inserted] if wanted else []
        gone = [place for child, place in places.items() if child in self.removed]
        return [*found, *((place, -1) for place in gone)]

    def edits(self) -> Iterator[Edit]:
        """All that was asked for."""
        for element in self.removed:
            if self.removed.isdisjoint(element.iterancestors()):
                yield self._removal(element)
        for element, wanted in self.wanted.items():
            if self.removed and not self.removed.isdisjoint((element, *element.iterancestors())):
                continue
            tag = self.tag(element)
            yield from _attributes(tag, wanted.attributes)
            if wanted.text is not None:
                yield from self._content(element, tag, wanted.text)
            for after, text in wanted.inserted:
                yield self._insertion(element, tag, after, text)

    def _content(self, element: etree._Element, tag: re.Match[bytes], text: str) -> Iterator[Edit]:
        if tag["empty"]:
            if text:
                yield Edit(tag.start("empty"), tag.end(), f">{escaped(text)}</{tag['name'].decode()}>")
            return
        _, end = self.spans[self.numbers[element]]
        content = self.source[tag.end() : end]
        inner = content.strip()
        start = tag.end() + (content.find(inner) if inner else 0)
        yield Edit(start, start + len(inner), escaped(text))

    def _removal(self, element: etree._Element) -> Edit:
        start, end = self.spans[self.numbers[element]][0], self.end(element)
        before = start
        while before and self.source[before - 1 : before].isspace():
            before -= 1
        # White space between elements is none of the text: the line that the element had goes with it.
        return Edit(before if self.source[before - 1 : before] == b">" else start, end, "")

    def _insertion(
        self, parent: etree._Element, tag: re.Match[bytes], after: etree._Element | None, text: str
    ) -> Edit:
        if tag["empty"]:
            return Edit(tag.start("empty"), tag.end(), f">{text}</{tag['name'].decode()}>")
        if after is None:
            return Edit(tag.end(), tag.end(), text)
        begin = self.spans[self.numbers[after]][0]
        behind = self.end(after)
        # A deeper indentation than this is none: a file of one line is not read back to its start each time.
        line = self.source.rfind(b"\n", max(0, begin - _DEEPEST), begin) + 1
        indent = self.source[line:begin]
        lead = self.source[line - 1 : begin].decode("latin-1") if line and not indent.strip() else ""
        if lead and self.source[line - 2 : line - 1] == b"\r":
            lead = f"\r{lead}"
        return Edit(behind, behind, lead + text)

    def end(self, element: etree._Element) -> int:
        """The byte behind the element."""
        tag = self.tag(element)
        if tag["empty"]:
            return tag.end()
        return self.source.index(b">", self.spans[self.numbers[element]][1]) + 1


def escaped(words: str) -> str:
    """Words as content or the value of an attribute (XML 1.0, 2.4)."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(value: str) -> str:
    """An attribute's value in its quotation marks; line breaks survive (XML 1.0, 3.3.3)."""
    kept = escaped(value).replace('"', "&quot;")
    return '"' + kept.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;") + '"'


def checked(words: str) -> str:
    """The words, refused where XML cannot hold them."""
    _check(words)
    return words


def _check(words: str | None) -> None:
    if words is not None and (wrong := _NOT_XML.search(words)):
        raise RefusedError(f"the character U+{ord(wrong[0]):04X} cannot stand in XML")


def _attributes(tag: re.Match[bytes], wanted: dict[str, str | None]) -> Iterator[Edit]:
    source = tag.string
    left = dict(wanted)
    for one in _ONE.finditer(source, tag.start("attributes"), tag.end("attributes")):
        name = one["name"].decode("utf-8", "replace")
        if name not in left:
            continue
        value = left.pop(name)
        if value is None:
            yield Edit(one.start(), one.end(), "")
        else:
            mark = one["value"][:1].decode()
            inner = quoted(value)[1:-1]
            inner = inner.replace("&quot;", '"').replace("'", "&#39;") if mark == "'" else inner
            yield Edit(one.start("value") + 1, one.end("value") - 1, inner)
    new = "".join(f" {name}={quoted(value)}" for name, value in left.items() if value is not None)
    if new:
        yield Edit(tag.end("attributes"), tag.end("attributes"), new)


def _spans(source: bytes) -> list[tuple[int, int]]:
    """The bytes at which each element's start tag and end tag begin, in the order of the start tags."""
    from xml.parsers import expat

    found: list[tuple[int, int]] = []
    above: list[int] = []
    parser = expat.ParserCreate()

    def start(tag: str, attributes: Any) -> None:
        above.append(len(found))
        found.append((parser.CurrentByteIndex, -1))

    def end(tag: str) -> None:
        number = above.pop()
        found[number] = (found[number][0], parser.CurrentByteIndex)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.ordered_attributes = True
    try:
        parser.Parse(source, True)
    except (expat.ExpatError, LookupError, ValueError):
        return []
    return found


def elements_at(root: etree._Element, paths: Iterable[str]) -> dict[str, Any]:
    """The elements at paths that count elements (``/*/*[2]``), each step of them taken once."""
    found: dict[str, Any] = {"/*": root.getroottree().getroot()}
    children: dict[str, list[Any]] = {}
    for path in paths:
        steps = path.split("/")[2:]
        place = "/*"
        for step in steps:
            if place not in children:
                children[place] = list(found[place].iterchildren("*"))
            number = int(step[2:-1]) - 1
            if number >= len(children[place]):
                break
            below = f"{place}/{step}"
            found.setdefault(below, children[place][number])
            place = below
    return found

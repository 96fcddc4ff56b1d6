"""Changes of tags → edits of a file's bytes: attributes set, tags renamed, taken away, moved, put in.

The words of a document are never touched. Parts of a name (``surname`` in ``persName``) lose their tags with
it where its span or its kind changes: they were parts of something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tei_tools.editing import Edit
from tei_tools.importing._source import _ONE, RefusedError, checked, quoted
from tei_tools.text._choices import local_name

if TYPE_CHECKING:
    from tei_tools.reviewing._placing import Places

_TAGS = re.compile("<[^>]*>")
XML = "{http://www.w3.org/XML/1998/namespace}"
NAME_PARTS = frozenset(("forename", "surname", "roleName", "nameLink", "addName", "genName"))
# Attributes that say something of this kind of element, and nothing of another.
_OWN = frozenset(
    """
    type subtype ref key role who toWhom direct aloud source level
    when notBefore notAfter from to when-iso notBefore-iso notAfter-iso from-iso to-iso when-custom
    notBefore-custom notAfter-custom from-custom to-custom datingMethod datingPoint calendar period dur
    """.split()
)


@dataclass(slots=True)
class Tagging:
    """The edits of one state of a file, gathered."""

    places: Places
    edits: list[Edit] = field(default_factory=list)
    _gone: set[Any] = field(default_factory=set)
    _put: list[tuple[int, int, str, Mapping[str, str | None], Any]] = field(default_factory=list)

    def set(self, element: Any, attributes: Mapping[str, str | None]) -> None:
        """Let the element have these attributes; ``None`` takes one away."""
        self.rename(element, local_name(element), attributes)

    def rename(self, element: Any, name: str, attributes: Mapping[str, str | None]) -> None:
        """Let the element be a ``name``; what only its old kind has goes."""
        source = self.places.source
        tag = source.tag(element)
        old = local_name(element)
        if name != old:
            for part in self._parts(element):
                self._untag(part)
            attributes = {**dict.fromkeys(_OWN & set(element.attrib)), **attributes}
            full = _prefixed(tag["name"].decode(), name)
            self.edits.append(Edit(tag.start("name"), tag.end("name"), full))
            if not tag["empty"]:
                end = source.spans[source.numbers[element]][1] + 2
                self.edits.append(Edit(end, end + len(tag["name"]), full))
        new = _changed(tag, attributes, self.places.encoding)
        if new != tag["attributes"].decode(self.places.encoding, "replace"):
            self.edits.append(Edit(tag.start("attributes"), tag.end("attributes"), new))

    def remove(self, element: Any) -> None:
        """Take the element's tags away; what points at it finds a ``seg`` there."""
        source = self.places.source
        for part in self._parts(element):
            self._untag(part)
        identifier = element.get(f"{XML}id")
        parent = element.getparent()
        if identifier and f"#{identifier}".encode() in source.source:
            names = [name for name in _names(source.tag(element)) if name != "xml:id"]
            self.rename(element, "seg", dict.fromkeys(names))
        elif parent is not None and local_name(parent) in _STRUCTURES and _has_words(element):
            self.rename(element, "p", dict.fromkeys(_names(source.tag(element))))
        else:
            self._untag(element)

    def put(
        self, name: str, start: int, end: int, attributes: Mapping[str, str | None], markup: str | None = None
    ) -> None:
        """Tag ``text[start:end]``; with ``markup``, bring back the parts that a tag there had before."""
        if markup is not None and self._brought_back(start, end, markup):
            return
        self._put.append((start, end, name, attributes, None))

    def _brought_back(self, start: int, end: int, markup: str) -> bool:
        """Put what stood there before, where the file still has what was left of it."""
        try:
            first, after, _ = self.places.span(start, end, gone=self._gone)
        except RefusedError:
            return False
        there = self.places.source.source[first:after].decode(self.places.encoding, "replace")
        inside = markup[markup.find(">") + 1 : markup.rfind("<")]
        if there not in (inside, _TAGS.sub("", inside)):
            return False
        self.edits.append(Edit(first, after, markup))
        return True

    def markup(self, element: Any) -> str:
        """The element as it stands in the file."""
        source = self.places.source
        start, _ = source.spans[source.numbers[element]]
        return source.source[start : source.end(element)].decode(self.places.encoding, "replace")

    def move(
        self,
        element: Any,
        name: str,
        start: int,
        end: int,
        attributes: Mapping[str, str | None],
        markup: str | None = None,
    ) -> None:
        """Let the element be a ``name`` that holds ``text[start:end]``; ``markup`` as for :meth:`put`."""
        for part in self._parts(element):
            self._untag(part)
        self._untag(element)
        if markup is not None and self._brought_back(start, end, markup):
            return
        if name != local_name(element):
            attributes = {**dict.fromkeys(_OWN & set(element.attrib)), **attributes}
        self._put.append((start, end, name, attributes, element))

    def all(self) -> list[Edit]:
        """The edits; refused where a tag cannot be put."""
        return [*self.edits, *self._insertions()]

    def _insertions(self) -> Iterator[Edit]:
        edges: list[tuple[int, int, int, str]] = []
        for start, end, name, attributes, element in self._put:
            first, after, parent = self.places.span(start, end, gone=self._gone)
            above = self.places.source.tag(parent)["name"].decode()
            full = _prefixed(above, name)
            if element is None:
                said = "".join(
                    f" {key}={quoted(checked(value))}"
                    for key, value in attributes.items()
                    if value is not None
                )
            else:
                said = _changed(self.places.source.tag(element), attributes, self.places.encoding)
            # At one byte an end comes before a beginning; of two that begin there the longer comes first.
            edges.append((first, 1, -(end - start), f"<{full}{said}>"))
            edges.append((after, 0, end - start, f"</{full}>"))
        for byte, _, _, text in sorted(edges):
            yield Edit(byte, byte, text)

    def _parts(self, element: Any) -> list[Any]:
        if local_name(element) not in ("persName", "name", "rs"):
            return []
        return [part for part in element.iterdescendants("*") if local_name(part) in NAME_PARTS]

    def _untag(self, element: Any) -> None:
        if element in self._gone:
            return
        source = self.places.source
        tag = source.tag(element)
        self._gone.add(element)
        self.edits.append(Edit(tag.start(), tag.end(), ""))
        if not tag["empty"]:
            self.edits.append(Edit(source.spans[source.numbers[element]][1], source.end(element), ""))


_STRUCTURES = frozenset(
    """
    text front body back group div div0 div1 div2 div3 div4 div5 div6 div7 sp lg list epigraph argument
    """.split()
)


def _has_words(element: Any) -> bool:
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def _names(tag: Any) -> list[str]:
    return [one["name"].decode() for one in _ONE.finditer(tag["attributes"])]


def _changed(tag: Any, wanted: Mapping[str, str | None], encoding: str) -> str:
    """A start tag's attributes as they stand, with those that are wanted."""
    left = dict(wanted)
    pieces = []
    for one in _ONE.finditer(tag["attributes"]):
        name = one["name"].decode()
        if name not in left:
            pieces.append(one[0].decode(encoding, "replace"))
            continue
        value = left.pop(name)
        if value is not None:
            lead = one[0][: one.start("value") - one.start()].decode()
            pieces.append(lead + quoted(checked(value)))
    pieces += [f" {name}={quoted(checked(value))}" for name, value in left.items() if value is not None]
    return "".join(pieces)


def _prefixed(like: str, name: str) -> str:
    prefix = like.rpartition(":")[0]
    return f"{prefix}:{name}" if prefix else name

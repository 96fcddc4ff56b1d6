"""The elements of a document in its order, each given to what reads it.

Of what stands in a text the plain text's walk has taken note; other parts are walked here. Readers find what
they ask for most in the attributes of :class:`~tei_tools.records._reading.Reading` that speak of the element
that is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from tei_tools.records._standing import REGISTERS

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.records._reading import Reading
    from tei_tools.text._walk import Noted

Reader = Callable[["Reading", "etree._Element", str], None]
Readers = Mapping[str, tuple[str, Reader]]

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def own_id(tag: Any, get: Callable[[str], Any], bare: bool) -> str | None:
    """An element's ``xml:id``, or where TEI may have no namespace (P4) ``id``."""
    own = get(_XML_ID)
    if own is None and bare and "}" not in tag:
        own = get("id")
    return (own.strip() or None) if own else None


def read_text(reading: Reading, top: etree._Element, noted: Noted, readers: Readers) -> None:
    """Read what stands in a text, as it was noted on the way through it."""
    local_names, at, whole = reading.locals, reading.text.at, reading.xpath(top)
    in_text, bare = reading.part == "text", reading.bare
    for node, place, path, around in noted.notes:
        reading.element = None
        if path is None:
            parent = node.getparent()
            reading.around = "" if parent is None else local_names[parent.tag]
            reading.path = reading.xpath(node)
        else:
            reading.around = local_names[around]
            reading.path = whole + path
        reading.span = span = at(place) if place >= 0 else None
        reading.stands = "text" if in_text and span is not None else reading.where(node, span)
        reading.get = get = dict(node.items()).get
        own = get(_XML_ID)
        reading.own = own_id(node.tag, get, bare) if own is None and bare else (own and own.strip()) or None
        reading.element = node
        name, reader = readers[node.tag]
        reader(reading, node, name)
    reading.element = None
    reading.tags.extend([node.tag for node in noted.nodes])


def read_part(reading: Reading, top: etree._Element, readers: Readers) -> None:
    """Read a part of the document that is no text: a header, a register, a facsimile."""
    reader_of, local_names, met = readers.get, reading.locals, reading.tags.append
    whole, bare = reading.xpath(top), reading.bare
    parent = top.getparent()
    around = "" if parent is None else local_names[parent.tag]
    opened: list[tuple[str, int, int, str, str]] = []  # what has children still to come
    prefix, place, left, where = "", 0, 1, reading.part
    for node in top.iter():
        tag: Any = node.tag
        if tag.__class__ is str:
            place += 1
            found = reader_of(tag)
            inside = len(node)
            met(tag)
            if found is not None:
                reading.path = f"{prefix}{place}]" if opened else whole
                reading.span, reading.stands, reading.around = None, where, around
                reading.get = get = dict(node.items()).get
                own: Any = get(_XML_ID)
                reading.own = (
                    own_id(tag, get, bare) if own is None and bare else (own and own.strip()) or None
                )
                reading.element = node
                found[1](reading, node, found[0])
            if inside:
                opened.append((prefix, place, left, around, where))
                prefix = f"{prefix}{place}]/*[" if prefix else f"{whole}/*["
                place, left, around = 0, inside, local_names[tag]
                if around in REGISTERS:
                    where = "register"
                continue
        left -= 1
        while not left and opened:
            prefix, place, left, around, where = opened.pop()
            left -= 1
    reading.element = None

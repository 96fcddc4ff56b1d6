"""XML sources: which root element a file has, by its first bytes alone, and its tree with bounds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["XML_LANG", "children", "line_of", "local", "only", "start_tag", "words_of"]

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_HEAD = 65_536
_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>", re.S | re.I)
_TAG = re.compile(r"<((?:[\w.-]+:)?([\w.-]+))(?:\s[^<>]*)?/?>?")


def start_tag(data: bytes) -> tuple[str, str]:
    """The local name of the root element and its start tag as written; two empty strings where the first
    bytes are not those of an XML file.
    """
    head = data[:_HEAD]
    if b"\x00" in head[:4] or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"").lstrip(b"\xff\xfe")
    text = head.decode("utf-8", "replace").lstrip("\ufeff")
    place = 0
    while found := _PROLOG.match(text, place):
        place = found.end()
    tag = _TAG.match(text, place)
    return (tag[2], tag[0]) if tag else ("", "")


def local(element: etree._Element) -> str:
    """The name without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def line_of(element: etree._Element) -> int | None:
    """The line of the file in which the element begins, from 1."""
    found: object = element.sourceline
    return found if isinstance(found, int) else None


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """The child elements that have one of these local names, in order."""
    return [child for child in element if local(child) in names]


def only(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element down a path of local names, or ``None``."""
    for name in path:
        if element is None:
            return None
        element = next(iter(children(element, name)), None)
    return element


def words_of(element: etree._Element | None) -> str:
    """All character data inside, white space made one space; empty for ``None``."""
    if element is None:
        return ""
    # by this name lxml leaves out the words of comments and instructions, not those that follow them
    pieces = [text for text in element.itertext("{*}*") if isinstance(text, str)]
    return " ".join("".join(pieces).split())

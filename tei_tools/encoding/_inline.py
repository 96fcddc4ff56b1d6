"""A block's words, its tags and its marks → mixed content. No white space is added or taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from tei_tools.encoding._content import EMPTY, TEXTLESS

if TYPE_CHECKING:
    from tei_tools.encoding._overlaps import Node

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"


def qualified(name: str) -> str:
    """An attribute's name as lxml has it."""
    return f"{{{XML}}}{name[4:]}" if name.startswith("xml:") else name


def element(parent: etree._Element, name: str, attributes: dict[str, str] | None = None) -> etree._Element:
    """A new last child of ``parent`` in TEI's namespace."""
    made = etree.SubElement(parent, f"{{{TEI}}}{name}")
    for attribute, value in (attributes or {}).items():
        made.set(qualified(attribute), value)
    return made


def fill(target: etree._Element, node: Node, text: str) -> None:
    """Writes ``text[node.start:node.end]`` and what stands in it into ``target``."""
    position = node.start
    last: etree._Element | None = None
    for child in node.children:
        last = _write(target, last, text[position : child.start], node.element in TEXTLESS)
        last = element(target, child.element, child.attributes)
        fill(last, child, text)
        position = child.end
    _write(target, last, text[position : node.end], node.element in TEXTLESS)


def fill_code(target: etree._Element, node: Node, text: str) -> None:
    """Writes the words of a block of code: ``code`` for each line, parted by the line breaks that lie in
    it."""
    position = node.start
    breaks = [child for child in node.children if child.element in EMPTY]
    for child in breaks:
        _code(target, text[position : child.start])
        element(target, child.element, child.attributes)
        position = child.start
    _code(target, text[position : node.end])


def _code(target: etree._Element, words: str) -> None:
    lines = words.strip(" ")
    before = words[: len(words) - len(words.lstrip(" "))]
    after = words[len(before) + len(lines) :]
    last = target[-1] if len(target) else None
    last = _write(target, last, before, False)
    if lines:
        last = element(target, "code")
        last.text = lines
    _write(target, last, after, False)


def _write(
    parent: etree._Element, last: etree._Element | None, words: str, textless: bool
) -> etree._Element | None:
    """Adds words after ``last`` (or at the start); in an element without text, punctuation is ``pc`` (TEI
    18.1.2)."""
    if not words:
        return last
    if textless and words.strip(" "):
        mark = words.strip(" ")
        before = words[: len(words) - len(words.lstrip(" "))]
        last = _write(parent, last, before, False)
        last = element(parent, "pc")
        last.text = mark
        return _write(parent, last, words[len(before) + len(mark) :], False)
    if last is None:
        parent.text = (parent.text or "") + words
    else:
        last.tail = (last.tail or "") + words
    return last

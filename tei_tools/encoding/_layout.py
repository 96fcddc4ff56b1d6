"""Lines and indentation where white space says nothing, and the bytes of a file."""

from __future__ import annotations

from lxml import etree

_STEP = "  "
_WORDS = frozenset(
    (
        "persName",
        "placeName",
        "orgName",
        "forename",
        "surname",
        "roleName",
        "p",
        "title",
        "name",
        "note",
        "change",
    )
)
"""Elements of header and ``standOff`` in which white space is part of the words, even where they hold
elements only."""


def set_off(parent: etree._Element, level: int) -> None:
    """Puts each child of ``parent``, which holds elements only and lies ``level`` deep, on a line of its
    own."""
    if not len(parent):
        return
    line = "\n" + _STEP * (level + 1)
    parent.text = line
    for child in parent:
        child.tail = line
    parent[-1].tail = "\n" + _STEP * level


def indent(top: etree._Element, level: int) -> None:
    """Sets off all that holds elements only in a part of header or ``standOff``."""
    waiting = [(top, level)]
    while waiting:
        parent, depth = waiting.pop()
        name = str(parent.tag).rpartition("}")[2]
        if name in _WORDS or not len(parent) or parent.text:
            continue
        set_off(parent, depth)
        waiting.extend((child, depth + 1) for child in parent)


def serialize(tree: etree._ElementTree) -> bytes:
    """The bytes of the file: UTF-8, an XML declaration, a line end at the end; the same tree gives the same
    bytes."""
    body: bytes = etree.tostring(tree.getroot(), encoding="UTF-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"

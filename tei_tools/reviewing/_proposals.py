"""A TEI tree → its tags as proposals (TEI Guidelines, 3.3.3, 3.6, 3.12, 13.2; ``@cert``, ``@resp``: 22.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tei_tools.decisions._in_tei import persons
from tei_tools.reviewing import KINDS, Proposal
from tei_tools.text import PlainText, plain_text

if TYPE_CHECKING:
    from lxml import etree

_KINDS = frozenset(KINDS)
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def found(
    tree: etree._ElementTree | etree._Element,
) -> tuple[PlainText, list[tuple[Any, Proposal]]]:
    """The plain text of a document, and its proposals with their elements, in document order."""
    plain = plain_text(tree)
    root: Any = tree.getroot() if hasattr(tree, "getroot") else tree
    who = persons(root)
    proposals = []
    for element, start, end in plain:
        name = str(element.tag).rpartition("}")[2]
        if name not in _KINDS or start == end:
            continue
        attributes = {
            str(key).replace("{http://www.w3.org/XML/1998/namespace}", "xml:"): str(value)
            for key, value in element.attrib.items()
        }
        by = next((who[each[1:]] for each in attributes.get("resp", "").split() if each[1:] in who), "")
        proposals.append(
            (
                element,
                Proposal(
                    name,
                    start,
                    end,
                    plain.text[start:end],
                    attributes.get("cert", ""),
                    by,
                    tuple(attributes.items()),
                ),
            )
        )
    return plain, proposals

"""Names and dates without any words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tei_tools.validation._document import Document
from tei_tools.validation._paths import TEI_NAMESPACE, local_name

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.validation import Finding

CODES = {"TEI-NAM-001": "a name without any words"}
CHAPTER = "14 Names, Dates, People, and Places"
HELP = {
    "TEI-NAM-001": (
        "<p><persName/> came.</p>",
        "A name that says nothing is left over from editing. Write the name, or take the element away.",
    )
}

_TEI = f"{{{TEI_NAMESPACE}}}"
ELEMENTS = tuple(
    _TEI + name for name in "name persName placeName orgName geogName surname forename rs".split()
)


def check(tree: etree._ElementTree) -> Iterator[Finding]:
    """A warning for every name that has neither text nor another element in it."""
    return check_document(Document(tree))


def check_document(document: Document) -> Iterator[Finding]:
    """The same, of a document whose elements are looked up already."""
    paths = document.paths
    for element in document.elements(ELEMENTS):
        if not len(element) and not (element.text or "").strip():
            yield paths.finding(
                element,
                "TEI-NAM-001",
                f"{local_name(element)} has no words",
                severity="warning",
                suggestion="write the name in it, or take the element away",
            )

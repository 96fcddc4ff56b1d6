"""Entries of lists (persons, places, organisations …) that say nothing, or that stand twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tei_tools.validation._document import Document
from tei_tools.validation._paths import TEI_NAMESPACE, line_of, local_name

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.validation import Finding

CODES = {
    "TEI-ENT-001": "an entry of a list with nothing in it",
    "TEI-ENT-002": "two entries of one kind with the same identifier of an authority file",
}
CHAPTER = "14.3 Biographical and Prosopographical Data; 14.1.3 Place Names"
HELP = {
    "TEI-ENT-001": (
        '<listPerson><person xml:id="a"/></listPerson>',
        "Say who or what it is (a name at least), or take the entry away and see to the pointers at it.",
    ),
    "TEI-ENT-002": (
        '<listPerson><person xml:id="a"><persName>A</persName><idno type="GND">118540238</idno></person>'
        '<person xml:id="b"><persName>B</persName><idno type="GND">118540238</idno></person></listPerson>',
        "If the two are one, keep one entry and let all pointers lead there; else one identifier is wrong.",
    ),
}

_TEI = f"{{{TEI_NAMESPACE}}}"
ELEMENTS = tuple(_TEI + name for name in "person personGrp place org event nym object".split())
_IDNO = f"{_TEI}idno"
_SAY_NOTHING = frozenset(("{http://www.w3.org/XML/1998/namespace}id", "n", "resp", "change"))


def check(tree: etree._ElementTree) -> Iterator[Finding]:
    """Warnings for entries without text, attributes or elements that say something, and for doubled ones."""
    return check_document(Document(tree))


def check_document(document: Document) -> Iterator[Finding]:
    """The same, of a document whose elements are looked up already."""
    paths = document.paths
    first: dict[tuple[str, str, str], etree._Element] = {}
    for entry in document.elements(ELEMENTS):
        name = local_name(entry)
        if _is_empty(entry):
            yield paths.finding(
                entry,
                "TEI-ENT-001",
                f"{name} has nothing in it",
                severity="warning",
                suggestion="write a name in it, or take it away",
            )
            continue
        for idno in entry.iterchildren(_IDNO):
            value = " ".join("".join(map(str, idno.itertext())).split())
            if not value:
                continue
            key = (name, (idno.get("type") or "").casefold(), value)
            other = first.setdefault(key, entry)
            if other is not entry:
                kind = f"{idno.get('type')} " if idno.get("type") else ""
                line = line_of(other)
                where = f" in line {line}" if 0 < line < 65_535 else ""  # libxml2 may know no more
                yield paths.finding(
                    entry,
                    "TEI-ENT-002",
                    f"{name} has the same identifier ({kind}{value}) as the {name}{where}",
                    severity="warning",
                    suggestion="make one entry of the two, if they are one",
                )
                break


def _is_empty(entry: etree._Element) -> bool:
    """Whether it says nothing: no words, and no attribute but an identifier."""
    if any(name not in _SAY_NOTHING for name in entry.attrib):
        return False
    if any(inner.attrib for inner in entry.iterdescendants("*")):
        return False
    return not "".join(map(str, entry.itertext())).strip()

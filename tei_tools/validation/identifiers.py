"""``xml:id`` that stands twice or is no name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tei_tools.validation import Mend
from tei_tools.validation._document import Document
from tei_tools.validation._paths import line_of, local_name

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.validation import Finding

CODES = {
    "TEI-ID-001": "an xml:id stands at more than one element",
    "TEI-ID-002": "an xml:id that does not begin with a letter or _, or has a space or a colon",
}
CHAPTER = "1.3.1.1.1 Element Identifiers and Labels (xml:id Version 1.0, sections 4 and 5)"
HELP = {
    "TEI-ID-001": (
        '<p xml:id="a">words</p><p xml:id="a">words</p>',
        "Give one of the two another identifier, and see which of them each pointer means. `--fix` does not "
        "choose for you; two identifiers that are free are proposed.",
    ),
    "TEI-ID-002": (
        '<p xml:id="1a">words</p>',
        "Begin it with a letter or `_`; letters, digits, `.`, `-`, `_` may follow. Change the pointers too.",
    ),
}

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
ATTRIBUTES = frozenset((_XML_ID,))
_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
# NCName (Namespaces in XML 1.0, production 4)
_NAME = re.compile(f"[{_START}][{_START}0-9.\u00b7\u0300-\u036f\u203f-\u2040-]*")
_NOT_IN_NAME = re.compile(f"[^{_START}0-9.\u00b7\u0300-\u036f\u203f-\u2040-]+")


def check(tree: etree._ElementTree) -> Iterator[Finding]:
    """Findings for every element whose ``xml:id`` another has before it, or that can't be one."""
    return check_document(Document(tree, wanted=ATTRIBUTES))


def check_document(document: Document) -> Iterator[Finding]:
    """The same, of a document whose attributes are looked up already."""
    paths = document.paths
    first: dict[str, etree._Element] = {}
    all_of_them: frozenset[str] | None = None
    for element, value in document.having(_XML_ID):
        identifier = " ".join(value.split())
        name = local_name(element)
        if not _NAME.fullmatch(identifier):
            mend = _NOT_IN_NAME.sub("_", identifier)
            if not _NAME.match(mend):
                mend = f"id_{mend}" if mend else ""
            yield paths.finding(
                element,
                "TEI-ID-002",
                f"the xml:id of {name} is {value!r}: it may not begin so, or has a space or a colon",
                attribute=_XML_ID,
                suggestion=f"write {mend}" if mend else "",
            )
        elif identifier in first:
            other = first[identifier]
            taken = f"is that of {local_name(other)}{_in_line(other)} already"
            if all_of_them is None:
                all_of_them = frozenset(each for _, each in document.having(_XML_ID))
            choices = _free(identifier, name, all_of_them)
            yield paths.finding(
                element,
                "TEI-ID-001",
                f"the xml:id {identifier!r} of {name} {taken}",
                attribute=_XML_ID,
                suggestion=f"give it another ({' or '.join(choices)}), and see to the pointers at it",
                mend=Mend("value", choices),
            )
        else:
            first[identifier] = element


def _free(identifier: str, name: str, taken: frozenset[str]) -> tuple[str, ...]:
    """Two identifiers that the document has not yet."""
    return tuple(
        next(each for each in _tries(stem) if each not in taken)
        for stem in (f"{identifier}-", f"{identifier}-{name}")
    )


def _tries(stem: str) -> Iterator[str]:
    if not stem.endswith("-"):
        yield stem
    yield from (f"{stem}{number}" for number in range(2, 1000))
    yield f"{stem}new"


def _in_line(element: etree._Element) -> str:
    line = line_of(element)
    return f" in line {line}" if 0 < line < 65_535 else ""  # libxml2 may know no more

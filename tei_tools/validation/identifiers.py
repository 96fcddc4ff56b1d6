"""``xml:id`` that stands twice or is no name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tei_tools.validation._paths import Paths, line_of, local_name

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.validation import Finding

CODES = {
    "TEI-ID-001": "an xml:id stands at more than one element",
    "TEI-ID-002": "an xml:id that does not begin with a letter or _, or has a space or a colon",
}
CHAPTER = "1.3.1.1.1 Element Identifiers and Labels (xml:id Version 1.0, sections 4 and 5)"

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
# NCName (Namespaces in XML 1.0, production 4)
_NAME = re.compile(f"[{_START}][{_START}0-9.\u00b7\u0300-\u036f\u203f-\u2040-]*")
_NOT_IN_NAME = re.compile(f"[^{_START}0-9.\u00b7\u0300-\u036f\u203f-\u2040-]+")


def check(tree: etree._ElementTree) -> Iterator[Finding]:
    """Findings for every element whose ``xml:id`` another has before it, or that can't be one."""
    paths = Paths()
    first: dict[str, etree._Element] = {}
    for element in tree.iter("*"):
        value = element.get(_XML_ID)
        if value is None:
            continue
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
            yield paths.finding(
                element,
                "TEI-ID-001",
                f"the xml:id {identifier!r} of {name} {taken}",
                attribute=_XML_ID,
                suggestion="give it another, and see to the pointers at it",
            )
        else:
            first[identifier] = element


def _in_line(element: etree._Element) -> str:
    line = line_of(element)
    return f" in line {line}" if 0 < line < 65_535 else ""  # libxml2 may know no more

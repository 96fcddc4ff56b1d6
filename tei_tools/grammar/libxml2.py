"""RELAX NG through libxml2 behind :class:`~tei_tools.grammar.Grammar`: an independent second opinion.

It says of most invalid documents where something is wrong, but seldom what, stops early in each content, and
takes quadratic time where siblings are many; so it is not what ``validate`` walks with.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tei_tools.errors import UsageError
from tei_tools.grammar._faults import Fault

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Libxml2Grammar", "load"]

# libxml2's kinds of entries (relaxng.h, xmlRelaxNGValidErr) as codes of ours.
_CODES = {
    "RELAXNG_ERR_ELEMWRONG": "TEI-RNG-002",
    "RELAXNG_ERR_ELEMNAME": "TEI-RNG-002",
    "RELAXNG_ERR_EXTRACONTENT": "TEI-RNG-002",
    "RELAXNG_ERR_NOELEM": "TEI-RNG-004",
    "RELAXNG_ERR_CONTENTVALID": "TEI-RNG-004",
    "RELAXNG_ERR_TEXTWRONG": "TEI-RNG-005",
    "RELAXNG_ERR_INVALIDATTR": "TEI-RNG-008",
    "RELAXNG_ERR_ATTRVALID": "TEI-RNG-007",
    "RELAXNG_ERR_DATATYPE": "TEI-RNG-009",
}
# Of several entries at one element the one that says most.
_TELLING = (
    "RELAXNG_ERR_INVALIDATTR",
    "RELAXNG_ERR_TEXTWRONG",
    "RELAXNG_ERR_ELEMWRONG",
    "RELAXNG_ERR_EXTRACONTENT",
)


class Libxml2Grammar:
    """A schema as libxml2 holds it."""

    def __init__(self, schema: etree.RelaxNG) -> None:
        self._schema = schema

    def faults(self, tree: etree._ElementTree) -> Sequence[Fault]:
        """One fault for each element that libxml2's log points at, in document order."""
        if self._schema.validate(tree):
            return []
        entries: dict[str, list[tuple[str, str]]] = {}
        log: Any = self._schema.error_log
        for entry in log:
            entries.setdefault(entry.path or "/*", []).append((entry.type_name, entry.message))
        order = {element: index for index, element in enumerate(tree.getroot().iter("*"))}
        found = []
        for path, said in entries.items():
            kind, message = min(said, key=lambda pair: (*_TELLING, pair[0]).index(pair[0]))
            elements: Any = tree.xpath(path)
            code = _CODES.get(kind, "TEI-RNG-004")
            found.append(Fault(code, elements[0], message, index=order[elements[0]]))
        return sorted(found, key=lambda fault: fault.index)


def load(content: bytes, name: str) -> Libxml2Grammar:
    """The RELAX NG schema ``content`` (XML syntax, in one file); :class:`~tei_tools.errors.UsageError` if it
    is none.
    """
    from lxml import etree

    from tei_tools.parsing import parse

    try:
        return Libxml2Grammar(etree.RelaxNG(parse(content, name)))
    except etree.RelaxNGParseError as fault:
        raise UsageError(f"is no RELAX NG schema: {fault}", file=name) from None

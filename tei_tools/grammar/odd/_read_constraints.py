"""``constraintSpec`` read from ODD (TEI Guidelines 22.5.2): its rules as they are written, with the context
that those have which stand alone."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from tei_tools.grammar.odd._reading import SCHEMATRON, Reading, T, line, local
from tei_tools.grammar.odd._specs import TEI, Constraint

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["constraints"]

_SILENT = frozenset(("desc", "gloss", "equiv", "altIdent", "exemplum", "remarks"))


def constraints(
    element: etree._Element, reading: Reading, owner: str, namespace: str = "", attribute: str = ""
) -> tuple[Constraint, ...]:
    """The ``constraintSpec`` children of a specification or of an ``attDef``."""
    return tuple(
        _constraint(child, reading, owner, namespace, attribute)
        for child in element.findall(f"{T}constraintSpec")
    )


def _constraint(
    element: etree._Element, reading: Reading, owner: str, namespace: str, attribute: str
) -> Constraint:
    own = reading.attributes(element, "ident scheme mode type validUntil module")
    scheme = {"isoschematron": "schematron"}.get(own.get("scheme", ""), own.get("scheme", "schematron"))
    if scheme != "schematron":
        reading.notice(element, f"a constraint in scheme={scheme!r} is kept but not checked; Schematron is")
    rules = []
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if local(child) == "constraint":
            rules += _rules(child, _context(owner, namespace, attribute, element))
        elif local(child) not in _SILENT:
            reading.unknown(child)
    return Constraint(
        own.get("ident", ""),
        "".join(rules),
        scheme,
        reading.mode(element, own),
        f"{owner}/@{attribute}" if attribute else owner,
        own.get("validUntil", ""),
        reading.file,
        line(element),
    )


def _context(owner: str, namespace: str, attribute: str, element: etree._Element) -> str:
    """The context of an assertion that stands in no rule: the element, or the attribute of it."""
    if owner.startswith("att."):
        return f"@{attribute}" if attribute else "tei:*"
    prefix = "tei"
    if namespace and namespace != TEI:
        known = [key for key, value in element.nsmap.items() if value == namespace and key]
        prefix = known[0] if known else "tei"
    return f"{prefix}:{owner}/@{attribute}" if attribute else f"{prefix}:{owner}"


def _rules(element: etree._Element, context: str) -> list[str]:
    from lxml import etree

    loose = [child for child in element if child.tag in (f"{SCHEMATRON}assert", f"{SCHEMATRON}report")]
    lets = [child for child in element if child.tag == f"{SCHEMATRON}let"] if loose else []
    found = []
    rule = etree.Element(f"{SCHEMATRON}rule", {"context": context}, nsmap={"sch": SCHEMATRON[1:-1]})
    for child in element:
        if not isinstance(child.tag, str):
            continue
        alone = copy.deepcopy(child)
        alone.tail = None
        if child in loose or child in lets:
            rule.append(alone)
        else:
            found.append(_written(alone))
    if len(rule):
        found.append(_written(rule))
    return found


def _written(element: etree._Element) -> str:
    """The element alone, with the namespaces that it uses."""
    from lxml import etree

    etree.cleanup_namespaces(element)
    return etree.tostring(element, encoding="unicode")

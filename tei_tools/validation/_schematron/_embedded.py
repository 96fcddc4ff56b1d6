"""Schematron that stands in another schema: in RELAX NG, and in the constraints of an ODD."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tei_tools.validation._schematron._schema import SCH, XSL, Pattern

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.validation._schematron._reading import Reader

__all__ = ["read_embedded", "read_odd"]

_S, _X = f"{{{SCH}}}", f"{{{XSL}}}"
_TEI = "{http://www.tei-c.org/ns/1.0}"
_EXAMPLE = "{http://www.tei-c.org/ns/Examples}egXML"
_SPECS = tuple(
    f"{_TEI}{name}"
    for name in ("elementSpec", "classSpec", "macroSpec", "dataSpec", "schemaSpec", "moduleSpec")
)


def read_embedded(root: etree._Element, reader: Reader) -> None:
    """The outermost elements of Schematron in RELAX NG (or any other XML): whole patterns, and rules, each of
    which is a pattern by itself."""
    _declared(root, reader)
    for element in root.iter(f"{_S}*", f"{_X}key", f"{_X}function"):
        parent = element.getparent()
        if parent is not None and str(parent.tag).startswith((_S, _X)):
            continue
        if element.tag == f"{_S}schema":
            reader.whole(element)
        elif element.tag == f"{_S}rule":
            reader.found["patterns"].append(Pattern("", (reader.rule(element, None),)))
        else:
            reader.top(element)


def read_odd(root: etree._Element, reader: Reader) -> None:
    """The constraints of an ODD (TEI Guidelines, 23.5.2): each ``constraintSpec`` of the scheme Schematron is
    a pattern or has patterns; an assertion without a rule speaks of what is specified."""
    _declared(root, reader)
    reader.found["namespaces"].append(("tei", _TEI[1:-1]))
    for spec in root.iter(f"{_TEI}constraintSpec"):
        scheme = spec.get("scheme") or "schematron"
        if scheme not in ("schematron", "isoschematron") or spec.get("mode") == "delete":
            continue
        if next(spec.iterancestors(_EXAMPLE), None) is not None:
            continue
        for constraint in spec.iterchildren(f"{_TEI}constraint"):
            _read_constraint(constraint, spec, reader)


def _read_constraint(constraint: etree._Element, spec: etree._Element, reader: Reader) -> None:
    from lxml import etree

    ident = spec.get("ident") or ""
    rules, lets = [], []
    loose = etree.Element(f"{_S}rule", {"context": _context(spec)})
    loose_lines = 0
    for child, base in reader.children(constraint, None):
        if child.tag == f"{_S}rule":
            rules.append(reader.rule(child, base))
        elif child.tag in (f"{_S}assert", f"{_S}report"):
            loose.append(etree.fromstring(etree.tostring(child, with_tail=False)))
            loose_lines += 1
        elif child.tag == f"{_S}let":
            lets.append(reader.let(child))
        else:
            reader.top(child, base)
    if loose_lines:
        rules.append(reader.rule(loose, None))
    if rules:
        reader.found["patterns"].append(Pattern(ident, tuple(rules), tuple(lets)))


def _context(spec: etree._Element) -> str:
    """What an assertion that stands in no rule is about."""
    attribute = ""
    for above in spec.iterancestors():
        if above.tag == f"{_TEI}attDef":
            attribute = f"@{above.get('ident') or ''}"
        elif above.tag in _SPECS:
            ident = above.get("ident") or "*"
            if above.tag == f"{_TEI}elementSpec":
                return f"tei:{ident}/{attribute}" if attribute else f"tei:{ident}"
            if above.tag == f"{_TEI}schemaSpec":
                return "tei:TEI"
            break
    return attribute or "tei:*"


def _declared(root: etree._Element, reader: Reader) -> None:
    reader.inherited |= {key: uri for key, uri in root.nsmap.items() if key and uri}
    for element in root.iter(f"{_S}*"):
        for key, uri in element.nsmap.items():
            if key and uri:
                reader.inherited.setdefault(key, uri)

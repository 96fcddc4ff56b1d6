"""The constraints of a schema as one schema in ISO Schematron (TEI Guidelines 22.5.2; ISO/IEC 19757-3)."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from tei_tools.grammar.odd._reading import SCHEMATRON
from tei_tools.grammar.odd._specs import TEI, Constraint

__all__ = ["schematron"]

# The prefixes that TEI's own constraints, and those of most customisations, take for granted.
_USUAL = {
    "tei": TEI,
    "teix": "http://www.tei-c.org/ns/Examples",
    "xs": "http://www.w3.org/2001/XMLSchema",
    "rng": "http://relaxng.org/ns/structure/1.0",
    "rna": "http://relaxng.org/ns/compatibility/annotations/1.0",
    "sch": SCHEMATRON[1:-1],
    "sch1x": "http://www.ascc.net/xml/schematron",
}
_WHOLE = ("pattern", "phase", "diagnostics", "properties", "let", "include", "extends", "title")


def schematron(constraints: Iterable[Constraint]) -> bytes:
    """The schema: a pattern for each constraint that has rules of its own, named for it."""
    namespaces = dict(_USUAL)
    parts: dict[str, list[etree._Element]] = {kind: [] for kind in ("let", "pattern", "diagnostics", "other")}
    names: set[str] = set()
    for constraint in constraints:
        if constraint.scheme != "schematron" or not constraint.rules:
            continue
        made = etree.Element(f"{SCHEMATRON}pattern", {"id": _name(constraint, names)})
        for part in etree.fromstring(f"<rules>{constraint.rules}</rules>"):
            kind = str(part.tag).removeprefix(SCHEMATRON)
            if kind == "ns":
                namespaces[part.get("prefix", "")] = part.get("uri", "")
            elif kind in _WHOLE:
                parts[kind if kind in parts else "other"].append(part)
            else:
                made.append(part)
        if len(made):
            parts["pattern"].append(made)
    root = etree.fromstring(f'<schema xmlns="{SCHEMATRON[1:-1]}" queryBinding="xslt2"/>')
    for prefix, address in namespaces.items():
        root.append(etree.Element(f"{SCHEMATRON}ns", {"prefix": prefix, "uri": address}))
    for kind in ("let", "other", "pattern", "diagnostics"):
        root.extend(parts[kind])
    etree.cleanup_namespaces(root)
    etree.indent(root)
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def _name(constraint: Constraint, names: set[str]) -> str:
    """A name for the pattern that no other has."""
    owner = constraint.owner.replace("/@", "-").replace(":", "-")
    name = base = "-".join(part for part in (owner, constraint.ident) if part) or "constraint"
    count = 1
    while name in names:
        count += 1
        name = f"{base}-{count}"
    names.add(name)
    return name

"""``moduleRef``, ``elementRef``, ``classRef``, ``macroRef`` and ``dataRef`` in a schema (TEI Guidelines
22.8.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tei_tools.grammar.odd._reading import RNG, Reading, T, line, local

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["REFERENCES", "ModuleReference", "Reference", "module_reference", "reference"]

REFERENCES = {"elementRef": "element", "classRef": "class", "macroRef": "macro", "dataRef": "data"}


@dataclass(frozen=True, slots=True)
class ModuleReference:
    """A ``moduleRef``: of a module of the source, or (``url``) of a RELAX NG grammar, whose definitions
    ``instead`` replaces."""

    key: str
    include: tuple[str, ...] | None
    leave_out: tuple[str, ...]
    source: str
    url: str
    prefix: str
    instead: etree._Element | None
    reading: Reading
    line: int


@dataclass(frozen=True, slots=True)
class Reference:
    """An ``elementRef``, ``classRef``, ``macroRef`` or ``dataRef`` in a schema; ``include`` and ``leave_out``
    choose attributes of a class."""

    kind: str
    key: str
    include: tuple[str, ...]
    leave_out: tuple[str, ...]
    source: str
    reading: Reading
    line: int


def module_reference(element: etree._Element, reading: Reading) -> ModuleReference:
    own = reading.attributes(element, "key include except url prefix")
    if bool(own.get("key")) == bool(own.get("url")):
        raise reading.fault(element, "<moduleRef> needs a key (a module of TEI) or a url (a RELAX NG file)")
    if "include" in own and "except" in own:
        raise reading.fault(
            element, "<moduleRef> has both include and except", advice="one of them says it all"
        )
    instead = None
    for child in element:
        if isinstance(child.tag, str) and child.tag == f"{T}content":
            instead = child
        elif isinstance(child.tag, str) and not child.tag.startswith(RNG):
            reading.unknown(child)
    return ModuleReference(
        own.get("key", ""),
        tuple(own["include"].split()) if "include" in own else None,
        tuple(own.get("except", "").split()),
        element.get("source", ""),
        own.get("url", ""),
        own.get("prefix", ""),
        instead,
        reading,
        line(element),
    )


def reference(element: etree._Element, reading: Reading) -> Reference:
    own = reading.attributes(element, "key include except minOccurs maxOccurs prefix expand name")
    kind = local(element)
    if not own.get("key"):
        raise reading.fault(element, f"<{kind}> has no key")
    for name in ("minOccurs", "maxOccurs", "expand"):
        if name in own:
            reading.notice(element, f"{name} has no effect on <{kind}> in a schema, only in a content model")
    if kind != "classRef" and ("include" in own or "except" in own):
        reading.notice(element, f"include and except have no effect on <{kind}>")
    return Reference(
        REFERENCES[kind],
        own["key"],
        tuple(own.get("include", "").split()),
        tuple(own.get("except", "").split()),
        element.get("source", ""),
        reading,
        line(element),
    )

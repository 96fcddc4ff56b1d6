"""Content models and datatypes read from ODD (TEI Guidelines 22.5.1, 22.5.3.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tei_tools.grammar.odd._reading import RNG, Reading, local
from tei_tools.grammar.odd._specs import Model, Value, Values

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["content_model", "datatype", "expanded", "value_list"]

_KNOWN = {
    "sequence": "minOccurs maxOccurs preserveOrder",
    "alternate": "minOccurs maxOccurs",
    "interleave": "minOccurs maxOccurs",
    "elementRef": "key minOccurs maxOccurs",
    "classRef": "key minOccurs maxOccurs expand include except",
    "macroRef": "key minOccurs maxOccurs",
    "dataRef": "key name restriction minOccurs maxOccurs",
    "anyElement": "minOccurs maxOccurs require except",
    "textNode": "",
    "empty": "",
    "valList": "type mode",
}
_EXPANSIONS = frozenset(
    ("", "alternate", "sequence", "sequenceOptional", "sequenceRepeatable", "sequenceOptionalRepeatable")
)
# What stands in content for people, not for the grammar.
_SILENT = frozenset(("desc", "gloss", "equiv", "altIdent", "paramList", "remarks", "exemplum"))


def content_model(element: etree._Element, reading: Reading) -> tuple[Model, ...]:
    """The models in a ``content`` element, or in one of its parts."""
    found = []
    for child in element:
        if not isinstance(child.tag, str):
            continue
        model = _model(child, reading)
        if model is not None:
            found.append(model)
    return tuple(found)


def _model(element: etree._Element, reading: Reading) -> Model | None:
    if element.tag.startswith(RNG):
        return _relax_ng(element, reading)
    kind = local(element)
    if kind not in _KNOWN:
        reading.unknown(element)
        return None
    attributes = reading.attributes(element, _KNOWN[kind])
    low, high = reading.occurrences(element, attributes)
    model = Model(kind, attributes.get("key", ""), low, high)
    if kind in ("textNode", "empty"):
        return model
    if kind == "valList":
        return Model(kind, values=value_list(element, reading))
    if kind in ("sequence", "alternate", "interleave"):
        unordered = kind == "interleave" or attributes.get("preserveOrder", "true") in ("false", "0")
        kind = "alternate" if kind == "alternate" else "sequence"
        return Model(kind, "", low, high, unordered=unordered, parts=content_model(element, reading))
    if kind == "anyElement":
        return _any_element(element, attributes, low, high)
    if kind == "dataRef":
        return _data_reference(element, reading, attributes, low, high)
    if not model.key:
        raise reading.fault(element, f"<{kind}> has no key")
    if kind == "classRef":
        return _class_reference(element, reading, attributes, low, high)
    return model


def _class_reference(
    element: etree._Element, reading: Reading, attributes: dict[str, str], low: int, high: int | None
) -> Model:
    expand = attributes.get("expand", "")
    expand = {"alternation": "alternate"}.get(expand, expand)
    if expand not in _EXPANSIONS:
        raise reading.fault(
            element, f"expand={expand!r} is not one of {', '.join(sorted(_EXPANSIONS - {''}))}"
        )
    return Model(
        "classRef",
        attributes["key"],
        low,
        high,
        expand=expand,
        include=tuple(attributes.get("include", "").split()),
        leave_out=tuple(attributes.get("except", "").split()),
    )


def _any_element(element: etree._Element, attributes: dict[str, str], low: int, high: int | None) -> Model:
    """The names left out are written ``{address}name``, or ``{address}`` for a whole namespace."""
    said = tuple(expanded(word, element) for word in attributes.get("except", "").split())
    return Model(
        "anyElement", "", low, high, include=tuple(attributes.get("require", "").split()), leave_out=said
    )


def expanded(word: str, element: etree._Element) -> str:
    """A name of an ``except``: ``{address}name``, or ``{address}`` where it is an address alone."""
    prefix, colon, name = word.partition(":")
    address = element.nsmap.get(prefix) if colon else None
    if prefix == "teix" and colon and address is None:
        address = "http://www.tei-c.org/ns/Examples"
    return f"{{{address}}}{name}" if address else f"{{{word}}}"


def _data_reference(
    element: etree._Element, reading: Reading, attributes: dict[str, str], low: int, high: int | None
) -> Model:
    facets = []
    for child in element:
        if isinstance(child.tag, str) and local(child) == "dataFacet":
            facets.append((child.get("name", ""), child.get("value", "")))
        elif isinstance(child.tag, str):
            reading.unknown(child)
    key, w3c = attributes.get("key", ""), attributes.get("name", "")
    if bool(key) == bool(w3c):
        raise reading.fault(element, "<dataRef> needs a key (of a dataSpec) or a name (of W3C's)")
    return Model(
        "dataRef",
        key,
        low,
        high,
        w3c=w3c,
        restriction=attributes.get("restriction", ""),
        details=tuple(facets),
    )


def _relax_ng(element: etree._Element, reading: Reading) -> Model:
    details = []
    for name, value in element.attrib.items():
        if name in ("name", "type", "ns", "datatypeLibrary", "combine", "href"):
            details.append((str(name), str(value)))
    if "ns" not in element.attrib and ":" in element.get("name", "") and local(element) != "ref":
        prefix, _, name = element.get("name", "").partition(":")
        address = element.nsmap.get(prefix)
        if address and prefix != "xml":
            details = [(key, name if key == "name" else value) for key, value in details]
            details.append(("ns", address))
    text = "".join(map(str, element.itertext())) if local(element) in ("name", "value", "param") else ""
    return Model(
        "rng", local(element), details=tuple(details), text=text, parts=content_model(element, reading)
    )


def datatype(element: etree._Element, reading: Reading) -> tuple[Model | None, int, int | None]:
    """What a ``datatype`` element allows, and how many of it."""
    attributes = reading.attributes(element, "minOccurs maxOccurs")
    low, high = reading.occurrences(element, attributes)
    parts = content_model(element, reading)
    if not parts:
        return None, low, high
    return (parts[0] if len(parts) == 1 else Model("sequence", parts=parts)), low, high


def value_list(element: etree._Element, reading: Reading) -> Values:
    """The values of a ``valList``."""
    attributes = reading.attributes(element, "type mode")
    kind = attributes.get("type", "")
    if kind not in ("", "open", "semi", "closed"):
        raise reading.fault(element, f"type={kind!r} is none of open, semi, closed")
    items = []
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if local(child) == "valItem":
            own = reading.attributes(child, "ident mode validUntil")
            name = reading.child_text(child, "altIdent")
            items.append(Value(own.get("ident", ""), name, own.get("mode", ""), own.get("validUntil", "")))
        elif local(child) not in _SILENT:
            reading.unknown(child)
    return Values(kind, reading.mode(element, attributes), tuple(items))

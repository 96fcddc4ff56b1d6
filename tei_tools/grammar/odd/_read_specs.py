"""``elementSpec``, ``classSpec``, ``macroSpec`` and ``dataSpec`` read from ODD (TEI Guidelines 22.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tei_tools.grammar.odd._read_constraints import constraints
from tei_tools.grammar.odd._read_content import content_model, datatype, value_list
from tei_tools.grammar.odd._reading import Reading, T, line, local
from tei_tools.grammar.odd._specs import (
    Attribute,
    AttributeList,
    AttributeReference,
    Membership,
    Model,
    Spec,
)

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["SPECS", "specification"]

SPECS = {"elementSpec": "element", "classSpec": "class", "macroSpec": "macro", "dataSpec": "data"}

# Children that are for people, or for processors of another kind.
_SILENT = frozenset(
    "altIdent desc gloss equiv exemplum remarks listRef model modelGrp modelSequence outputRendition "
    "stringVal constraintSpec valDesc defaultVal paramList".split()
)
_PARTS = {
    "elementSpec": frozenset(("classes", "content", "attList", "valList")),
    "classSpec": frozenset(("classes", "attList")),
    "macroSpec": frozenset(("content", "valList")),
    "dataSpec": frozenset(("content", "valList", "dataRef")),
}


def specification(element: etree._Element, reading: Reading) -> Spec:
    """The facts of one specification.

    :raises ODDError: it has no ``ident``, or a number or mode in it is none.
    """
    name = local(element)
    own = reading.attributes(element, "ident module mode type ns prefix generate usage validUntil")
    ident = own.get("ident", "")
    if not ident:
        raise reading.fault(element, f"<{name}> has no ident")
    if "generate" in own:
        reading.notice(element, "generate= has no effect: every pattern of a class that is used is made")
    content, values = None, None
    for child in element:
        if not isinstance(child.tag, str):
            continue
        kind = local(child)
        if kind not in _SILENT and kind not in _PARTS[name]:
            reading.unknown(child)
        elif kind == "content":
            content = content_model(child, reading)
        elif kind == "valList":
            values = value_list(child, reading)
        elif kind == "dataRef":
            content = content_model(element, _quiet(reading))
    written_content = element.find(f"{T}content")
    classes = element.find(f"{T}classes")
    namespace = own.get("ns", "")
    return Spec(
        kind=SPECS[name],
        ident=ident,
        module=own.get("module", ""),
        mode=reading.mode(element, own),
        type=own.get("type", "") if name == "classSpec" else "",
        name=reading.child_text(element, "altIdent"),
        namespace=namespace,
        prefix=own.get("prefix"),
        memberships=None if classes is None else _memberships(classes, reading),
        memberships_change=classes is not None and classes.get("mode") == "change",
        content=content,
        auto_prefix=written_content is None
        or written_content.get("autoPrefix", "true") not in ("false", "0"),
        values=values,
        attributes=_attributes(element, reading, ident, namespace),
        constraints=constraints(element, reading, ident, namespace),
        sections=tuple(
            target[1:]
            for pointer in element.iterfind(f"{T}listRef/{T}ptr")
            for target in pointer.get("target", "").split()
            if target.startswith("#")
        ),
        valid_until=own.get("validUntil", ""),
        file=reading.file,
        line=line(element),
    )


def _quiet(reading: Reading) -> Reading:
    return Reading(reading.file)


def _memberships(element: etree._Element, reading: Reading) -> tuple[Membership, ...]:
    found = []
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if local(child) != "memberOf":
            reading.unknown(child)
            continue
        own = reading.attributes(child, "key mode min max")
        high = own.get("max", "")
        low = reading.number(child, "min", own.get("min", "1"))
        most = None if high == "unbounded" else reading.number(child, "max", high or str(max(low, 1)))
        found.append(Membership(own.get("key", ""), low, most, reading.mode(child, own)))
    return tuple(found)


def _attributes(
    element: etree._Element, reading: Reading, owner: str, namespace: str
) -> AttributeList | None:
    lists = element.findall(f"{T}attList")
    if not lists:
        return None
    read = [_list(each, reading, owner, namespace) for each in lists]
    return read[0] if len(read) == 1 else AttributeList(tuple(read))


def _list(element: etree._Element, reading: Reading, owner: str, namespace: str) -> AttributeList:
    own = reading.attributes(element, "org")
    parts: list[Attribute | AttributeReference | AttributeList] = []
    for child in element:
        if not isinstance(child.tag, str):
            continue
        kind = local(child)
        if kind == "attList":
            parts.append(_list(child, reading, owner, namespace))
        elif kind == "attRef":
            parts.append(_reference(child, reading))
        elif kind == "attDef":
            parts.append(_attribute(child, reading, owner, namespace))
        elif kind not in _SILENT:
            reading.unknown(child)
    return AttributeList(tuple(parts), own.get("org") == "choice")


def _reference(element: etree._Element, reading: Reading) -> AttributeReference:
    """``attRef``; the older form has all in ``name``: att.global.attribute.n."""
    own = reading.attributes(element, "class name")
    owner, name = own.get("class", ""), own.get("name", "")
    if not owner and ".attribute." in name:
        owner, _, name = name.partition(".attribute.")
    elif not owner and name.endswith(".attributes"):
        owner, name = name.removesuffix(".attributes"), ""
    if not owner:
        raise reading.fault(element, "<attRef> does not say of which class")
    return AttributeReference(owner, name, line(element))


def _attribute(element: etree._Element, reading: Reading, owner: str, namespace: str) -> Attribute:
    own = reading.attributes(element, "ident mode usage ns validUntil module")
    ident = own.get("ident", "")
    if not ident:
        raise reading.fault(element, "<attDef> has no ident")
    if own.get("usage", "") not in ("", "opt", "rec", "req", "mwa"):
        raise reading.fault(element, f"usage={own['usage']!r} is none of opt, rec, req")
    model: Model | None = None
    low: int = 1
    high: int | None = 1
    values = None
    for child in element:
        if not isinstance(child.tag, str):
            continue
        kind = local(child)
        if kind == "datatype":
            model, low, high = datatype(child, reading)
        elif kind == "valList":
            values = value_list(child, reading)
        elif kind not in _SILENT:
            reading.unknown(child)
    return Attribute(
        ident,
        reading.mode(element, own),
        own.get("usage", ""),
        reading.child_text(element, "altIdent"),
        own.get("ns", ""),
        model,
        low,
        high,
        values,
        constraints(element, reading, owner, namespace, ident),
        own.get("validUntil", ""),
        line(element),
    )

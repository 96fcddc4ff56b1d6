"""Specifications in mode change, replace and delete (TEI Guidelines 22.8.2, 23.3.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tei_tools.grammar.odd._specs import (
    Attribute,
    AttributeList,
    AttributeReference,
    Constraint,
    Membership,
    Notice,
    Spec,
    Value,
    Values,
)

__all__ = ["attributes_in", "changed", "merged_attribute"]

Part = Attribute | AttributeReference | AttributeList


def changed(base: dict[str, Spec], items: Sequence[object], notices: list[Notice]) -> dict[str, Spec]:
    """``base`` with the changes made that specifications among ``items`` ask for, in their order."""
    specs = dict(base)
    for item in items:
        if not isinstance(item, Spec) or item.mode in ("", "add"):
            continue
        old = specs.get(item.ident)
        if old is None or old.kind != item.kind:
            # Deleting what is not there is done.
            if item.mode != "delete":
                what = f"{item.kind}Spec {item.ident} is not in the schema: its {item.mode} has no effect"
                notices.append(Notice(item.file, item.line, what))
        elif item.mode == "replace":
            specs[item.ident] = replace(item, module=item.module or old.module, type=item.type or old.type)
        elif item.mode == "change":
            specs[item.ident] = _changed(old, item)
    for item in items:
        if isinstance(item, Spec) and item.mode == "delete":
            specs.pop(item.ident, None)
    return specs


def _changed(old: Spec, new: Spec) -> Spec:
    values = old.values if new.values is None else None if new.values.mode == "delete" else new.values
    return replace(
        old,
        name=new.name or old.name,
        type=new.type or old.type,
        namespace=new.namespace or old.namespace,
        prefix=old.prefix if new.prefix is None else new.prefix,
        memberships=_memberships(old, new),
        content=old.content if new.content is None else new.content,
        auto_prefix=old.auto_prefix if new.content is None else new.auto_prefix,
        values=values,
        attributes=_attributes(old, new),
        constraints=_constraints(old.constraints, new.constraints),
        valid_until=new.valid_until or old.valid_until,
        file=new.file,
        line=new.line,
    )


def _memberships(old: Spec, new: Spec) -> tuple[Membership, ...] | None:
    if new.memberships is None:
        return old.memberships
    added = tuple(member for member in new.memberships if member.mode != "delete")
    if not new.memberships_change:
        return added
    spoken_of = {member.key for member in new.memberships}
    return (*added, *(member for member in old.memberships or () if member.key not in spoken_of))


def _constraints(old: tuple[Constraint, ...], new: tuple[Constraint, ...]) -> tuple[Constraint, ...]:
    spoken_of = {constraint.ident for constraint in new if constraint.mode in ("change", "replace", "delete")}
    kept = tuple(constraint for constraint in old if constraint.ident not in spoken_of)
    return (*(constraint for constraint in new if constraint.mode != "delete"), *kept)


def attributes_in(attributes: AttributeList | None) -> Iterator[Attribute]:
    """All ``attDef``s of a list, at any depth."""
    for part in attributes.parts if attributes else ():
        if isinstance(part, Attribute):
            yield part
        elif isinstance(part, AttributeList):
            yield from attributes_in(part)


def _attributes(old: Spec, new: Spec) -> AttributeList | None:
    if new.attributes is None:
        return old.attributes
    there = {attribute.ident for attribute in attributes_in(old.attributes)}
    said = {attribute.ident: attribute for attribute in attributes_in(new.attributes)}
    kept = _kept(old.attributes, said, old.kind) if old.attributes else AttributeList()
    # What changes a class's attribute from an element is kept as it is, for when the class is looked at.
    fresh = [part for part in new.attributes.parts if not _is_done(part, there)]
    return replace(kept, parts=(*kept.parts, *fresh))


def _is_done(part: Part, there: set[str]) -> bool:
    return isinstance(part, Attribute) and part.ident in there


def _kept(attributes: AttributeList, said: dict[str, Attribute], kind: str) -> AttributeList:
    parts: list[Part] = []
    for part in attributes.parts:
        if isinstance(part, AttributeList):
            parts.append(_kept(part, said, kind))
        elif isinstance(part, Attribute) and part.ident in said:
            new = said[part.ident]
            if new.mode == "change":
                parts.append(merged_attribute(part, new))
            elif new.mode != "delete":
                parts.append(new)
            elif kind == "element":
                # A class may have it too: it is deleted there as well.
                parts.append(new)
        else:
            parts.append(part)
    return replace(attributes, parts=tuple(parts))


def merged_attribute(old: Attribute, new: Attribute) -> Attribute:
    """An attribute in mode change: what the new one says, and else the old."""
    return replace(
        old,
        usage=new.usage or old.usage,
        name=new.name or old.name,
        namespace=new.namespace or old.namespace,
        datatype=old.datatype if new.datatype is None else new.datatype,
        low=old.low if new.datatype is None else new.low,
        high=old.high if new.datatype is None else new.high,
        values=_values(old.values, new.values),
        constraints=_constraints(old.constraints, new.constraints),
        valid_until=new.valid_until or old.valid_until,
        line=new.line,
    )


def _values(old: Values | None, new: Values | None) -> Values | None:
    if new is None:
        return old
    if new.mode == "delete":
        return None
    if new.mode != "change" or old is None:
        return replace(new, items=tuple(item for item in new.items if item.mode != "delete"))
    said = {item.ident: item for item in new.items}
    items: list[Value] = []
    for item in old.items:
        now = said.pop(item.ident, None)
        if now is None:
            items.append(item)
        elif now.mode != "delete":
            items.append(replace(now, name=now.name or item.name))
    items += [item for item in said.values() if item.mode != "delete"]
    return Values(new.type or old.type, "", tuple(items))

"""Attributes of ODD → RELAX NG: those of classes, inherited, changed and deleted (TEI Guidelines 22.5.3,
23.3.1.4).

A class's attributes are a pattern of their own; an element refers to it. Where an element changes or deletes
one of them, or would have one twice, it has the attributes one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tei_tools.grammar.odd._change import attributes_in, merged_attribute
from tei_tools.grammar.odd._names import Names
from tei_tools.grammar.odd._relaxng_content import Content, Node, node, repeated, value_choice
from tei_tools.grammar.odd._specs import (
    Attribute,
    AttributeList,
    AttributeReference,
    Notice,
    Spec,
)

__all__ = ["Attributes", "effective_attributes"]

XML = "http://www.w3.org/XML/1998/namespace"
Part = Attribute | AttributeReference | AttributeList


@dataclass(slots=True)
class Attributes:
    """Makes the patterns of the attributes of one schema."""

    names: Names
    content: Content

    def of_class(self, spec: Spec) -> list[Node]:
        """The definitions of a class: all its attributes, and each."""
        name = self.names.of(spec)
        inherited = [self.all_of(parent) for parent in self.parents(spec)]
        own = self.references(spec, spec.attributes or AttributeList())
        found = [node("define", *(inherited + own or [node("empty")]), name=f"{name}.attributes")]
        for attribute in attributes_in(spec.attributes):
            if self.stands(attribute):
                pattern = self.pattern(attribute, spec)
                found.append(node("define", pattern, name=f"{name}.attribute.{plain_name(attribute.ident)}"))
        return found

    def all_of(self, spec: Spec) -> Node:
        return node("ref", name=f"{self.names.of(spec)}.attributes")

    def one_of(self, spec: Spec, ident: str) -> Node:
        return node("ref", name=f"{self.names.of(spec)}.attribute.{plain_name(ident)}")

    def parents(self, spec: Spec) -> list[Spec]:
        """The attribute classes that a specification is a member of, each once."""
        found: dict[str, Spec] = {}
        for member in spec.memberships or ():
            parent = self.names.specs.get(member.key)
            if parent is not None and parent.type == "atts" and parent.ident != spec.ident:
                found.setdefault(parent.ident, parent)
        return list(found.values())

    @staticmethod
    def stands(attribute: Attribute) -> bool:
        """Whether it is one: not deleted, and no namespace declaration."""
        return attribute.mode != "delete" and not attribute.ident.startswith("xmlns")

    def references(self, spec: Spec, attributes: AttributeList, nested: bool = False) -> list[Node]:
        found: list[Node] = []
        for part in attributes.parts:
            if isinstance(part, AttributeList):
                found += self.references(spec, part, True)
            elif isinstance(part, AttributeReference):
                found += self.referred(part, spec)
            elif self.stands(part):
                found.append(self.one_of(spec, part.ident))
        return together(found, attributes, nested)

    def referred(self, part: AttributeReference, spec: Spec) -> list[Node]:
        """What an ``attRef`` means; nothing where the class, or the attribute in it, is not there."""
        owner = self.names.found(part.owner)
        if owner is None or owner.type != "atts":
            return []
        if not part.name:
            return [self.all_of(owner)]
        names = {plain_name(each.ident) for each in attributes_in(owner.attributes) if self.stands(each)}
        if plain_name(part.name) not in names:
            what = f"{spec.kind}Spec {spec.ident}: the class {part.owner} has no attribute {part.name!r}"
            self.content.notices.append(Notice(spec.file, part.line or spec.line, what))
            return []
        return [self.one_of(owner, part.name)]

    def of_element(self, spec: Spec) -> list[Node]:
        """The attributes of an element: of its classes, with its own changes, and its own."""
        said = {attribute.ident: attribute for attribute in attributes_in(spec.attributes)}
        done: set[str] = set()
        seen: set[str] = set()
        found: list[Node] = []
        for parent in self.parents(spec):
            inherited = list(self.inherited(parent))
            idents = [attribute.ident for _, attribute in inherited]
            if len(set(idents)) == len(idents) and not any(i in said or i in seen for i in idents):
                found.append(self.all_of(parent))
                seen.update(idents)
                continue
            for owner, attribute in inherited:
                new = said.get(attribute.ident)
                if attribute.ident in seen:
                    continue
                seen.add(attribute.ident)
                if new is None:
                    found.append(self.one_of(owner, attribute.ident))
                elif new.mode != "add" and new.mode:
                    done.add(attribute.ident)
                    if new.mode == "change":
                        found.append(self.pattern(merged_attribute(attribute, new), spec))
                    elif new.mode == "replace":
                        found.append(self.pattern(new, spec))
        found += self.own(spec.attributes or AttributeList(), spec, done, seen)
        return found

    def own(
        self, attributes: AttributeList, spec: Spec, done: set[str], seen: set[str], nested: bool = False
    ) -> list[Node]:
        found: list[Node] = []
        for part in attributes.parts:
            if isinstance(part, AttributeList):
                found += self.own(part, spec, done, seen, True)
            elif isinstance(part, AttributeReference):
                given = list(self._referred_in(AttributeList((part,)), ()))
                if any(attribute.ident in seen for _, attribute in given):
                    fresh = [(owner, one) for owner, one in given if one.ident not in seen]
                    found += [self.one_of(owner, one.ident) for owner, one in fresh]
                else:
                    found += self.referred(part, spec)
                seen.update(attribute.ident for _, attribute in given)
            elif part.ident in done or not self.stands(part):
                continue
            elif part.mode == "change":
                what = (
                    f"{spec.kind}Spec {spec.ident}: no class gives it the attribute {part.ident!r} to change"
                )
                self.content.notices.append(Notice(spec.file, part.line or spec.line, what))
            else:
                found.append(self.pattern(part, spec))
        return together(found, attributes, nested)

    def inherited(self, spec: Spec, open_: tuple[str, ...] = ()) -> Iterator[tuple[Spec, Attribute]]:
        """The attributes that a class gives, with the class that each is of."""
        for attribute in attributes_in(spec.attributes):
            if self.stands(attribute):
                yield spec, attribute
        yield from self._referred_in(spec.attributes or AttributeList(), open_)
        for parent in self.parents(spec):
            if parent.ident not in open_:
                yield from self.inherited(parent, (*open_, spec.ident))

    def _referred_in(
        self, attributes: AttributeList, open_: tuple[str, ...]
    ) -> Iterator[tuple[Spec, Attribute]]:
        for part in attributes.parts:
            if isinstance(part, AttributeList):
                yield from self._referred_in(part, open_)
            elif isinstance(part, AttributeReference):
                owner = self.names.found(part.owner)
                if owner is None or owner.type != "atts" or owner.ident in open_:
                    continue
                for of, attribute in self.inherited(owner, (*open_, owner.ident)):
                    if not part.name or plain_name(part.name) == plain_name(attribute.ident):
                        yield of, attribute

    def pattern(self, attribute: Attribute, spec: Spec) -> Node:
        """``attribute``, in ``optional`` where it may be left out."""
        name = attribute.name or attribute.ident
        details = {"name": name}
        if attribute.namespace == XML and not name.startswith("xml:"):
            details["name"] = f"xml:{name}"
        elif attribute.namespace and not name.startswith("xml:"):
            details["ns"] = attribute.namespace
        made = node("attribute", **details)
        made.extend(self.content.pruned(self.value(attribute, spec)))
        return made if attribute.usage == "req" else node("optional", made)

    def value(self, attribute: Attribute, spec: Spec) -> list[Node]:
        """What may stand in it: one or several of its datatype or of its values."""
        content = self.content

        def once() -> list[Node]:
            data = content.pattern(attribute.datatype, spec) if attribute.datatype is not None else []
            values = attribute.values
            if values is None or values.type in ("", "open") or not (values.items or values.type == "closed"):
                return data
            choice = node("choice", *value_choice(values.items))
            if values.type == "semi":
                choice.extend(data or ([node("data", type="Name")] if attribute.datatype is None else []))
            elif not len(choice):
                choice.append(node("notAllowed"))
            return [choice]

        only = once()
        if not only or only[0].tag.endswith("}text"):
            return only
        if attribute.high == 1:
            return repeated(only, attribute.low, 1)
        return [node("list", *repeated(once(), attribute.low, attribute.high))]


def together(parts: list[Node], attributes: AttributeList, nested: bool) -> list[Node]:
    """A list's attributes: one of them (``org="choice"``), or in another list all."""
    if len(parts) < 2 or not (attributes.choice or nested):
        return parts
    return [node("choice" if attributes.choice else "group", *parts)]


def plain_name(ident: str) -> str:
    """The name of an attribute as it stands in the name of its pattern: xmlid for xml:id."""
    return ident.replace(":", "")


def effective_attributes(spec: Spec, attributes: Attributes) -> dict[str, Attribute]:
    """The attributes of an element by the name that they have in documents."""
    said = {attribute.ident: attribute for attribute in attributes_in(spec.attributes)}
    found: dict[str, Attribute] = {}
    for parent in attributes.parents(spec):
        for _, attribute in attributes.inherited(parent):
            new = said.get(attribute.ident)
            now = merged_attribute(attribute, new) if new is not None and new.mode == "change" else attribute
            if new is None or new.mode == "change":
                found.setdefault(now.name or now.ident, now)
    for new in said.values():
        if new.mode not in ("change", "delete"):
            found[new.name or new.ident] = new
    return found

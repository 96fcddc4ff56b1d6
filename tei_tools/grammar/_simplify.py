"""Nodes of the XML syntax → simplified patterns: the specification's sections 4.11 to 4.21.

:func:`simplify` gives the pattern of the whole document and, for the messages of the restrictions, where in
the schema each pattern was written first.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from tei_tools.grammar._datatypes import DatatypeError, datatype
from tei_tools.grammar._names import NameClass
from tei_tools.grammar._patterns import EMPTY, NOT_ALLOWED, TEXT, Patterns
from tei_tools.grammar._schema import Node

__all__ = ["Origins", "simplify"]

_XMLNS = "http://www.w3.org/2000/xmlns"
# For messages: the node where a pattern, or the content of an element pattern (negative, less one), was
# written.
Origins = dict[int, Node]


@dataclass(slots=True)
class _Scope:
    """One ``grammar``: its definitions by name ("" is the start), and the grammar around it."""

    parent: _Scope | None
    definitions: dict[str, list[Node]] = field(default_factory=dict)
    built: dict[str, int] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)


def simplify(schema: Node, patterns: Patterns) -> tuple[int, Origins]:
    """The start pattern, and where patterns come from.

    :raises SchemaError: a reference to nothing, a definition that contains itself without an element between,
        an unknown datatype, and what else sections 4.16 to 4.19 forbid.
    """
    return _Simplifier(patterns).whole(schema)


class _Simplifier:
    def __init__(self, patterns: Patterns) -> None:
        self.patterns = patterns
        self.origins: Origins = {}
        self.elements: dict[tuple[int, int], int] = {}
        self.waiting: deque[tuple[int, Node, _Scope]] = deque()
        self.scopes: list[_Scope] = []

    def whole(self, schema: Node) -> tuple[int, Origins]:
        outermost = _Scope(None)
        self.scopes.append(outermost)
        start = self.pattern(schema, outermost)
        while True:
            while self.waiting:
                element, node, scope = self.waiting.popleft()
                content = self.patterns.group(self.pattern(child, scope) for child in node.children[1:])
                self.patterns.set_content(element, content)
                self.origins[-1 - element] = node
            # Definitions that nothing refers to must be right all the same (section 4.18 comes after 4.16).
            unbuilt = [
                (scope, name)
                for scope in self.scopes
                for name in scope.definitions
                if name not in scope.built
            ]
            if not unbuilt:
                return start, self.origins
            for scope, name in unbuilt:
                self.definition(name, scope, scope.definitions[name][0])

    def pattern(self, node: Node, scope: _Scope) -> int:
        found = self.build(node, scope)
        self.origins.setdefault(found, node)
        return found

    def children(self, node: Node, scope: _Scope) -> list[int]:
        return [self.pattern(child, scope) for child in node.children]

    def build(self, node: Node, scope: _Scope) -> int:
        patterns, kind = self.patterns, node.kind
        if kind == "text":
            return TEXT
        if kind == "empty":
            return EMPTY
        if kind == "notAllowed":
            return NOT_ALLOWED
        if kind == "element":
            return self.element(node, scope)
        if kind == "ref":
            return self.definition(node.name, scope, node)
        if kind == "parentRef":
            if scope.parent is None:
                raise node.fault(f"<parentRef name={node.name!r}> in a grammar that has no parent")
            return self.definition(node.name, scope.parent, node)
        if kind == "grammar":
            return self.grammar(node, scope)
        if kind == "attribute":
            names = self.name_class(node.children[0], "")
            self.check_attribute_name(names, node)
            inner = self.pattern(node.children[1], scope) if len(node.children) > 1 else TEXT
            return patterns.attribute(names, inner)
        if kind == "value":
            return self.value(node)
        if kind == "data":
            return self.data(node, scope)
        members = self.children(node, scope)
        if kind == "choice" or kind == "except":
            return patterns.choice(members)
        if kind == "interleave":
            return patterns.interleave(members)
        inner = patterns.group(members)
        if kind == "optional":
            return patterns.choice((EMPTY, inner))
        if kind == "zeroOrMore":
            return patterns.zero_or_more(inner)
        if kind == "oneOrMore":
            return patterns.one_or_more(inner)
        if kind == "mixed":
            return patterns.interleave((TEXT, inner))
        if kind == "list":
            return patterns.list(inner)
        return inner

    def element(self, node: Node, scope: _Scope) -> int:
        key = (id(node), id(scope))
        number = self.elements.get(key)
        if number is None:
            number = self.patterns.new_element(self.name_class(node.children[0], ""))
            self.elements[key] = number
            self.waiting.append((number, node, scope))
        return self.patterns.element(number)

    def definition(self, name: str, scope: _Scope, node: Node) -> int:
        found = scope.built.get(name)
        if found is not None:
            return found
        if name not in scope.definitions:
            raise node.fault(f"nothing is defined by the name {name!r}")
        if name in scope.open:
            raise node.fault(f"the definition of {name!r} contains itself with no element between")
        scope.open.append(name)
        parts = scope.definitions[name]
        found = self.combined(parts, [self.patterns.group(self.children(part, scope)) for part in parts])
        scope.open.pop()
        scope.built[name] = found
        self.origins.setdefault(found, parts[0])
        return found

    def combined(self, parts: list[Node], members: list[int]) -> int:
        """Section 4.17: definitions of one name, combined as they say."""
        if len(parts) == 1:
            return members[0]
        said = {part.combine for part in parts if part.combine}
        what = f"{parts[0].kind} {parts[0].name}".rstrip()
        if len(said) > 1:
            raise parts[1].fault(f"{what} is combined both by choice and by interleave")
        if sum(not part.combine for part in parts) > 1:
            raise parts[1].fault(f"{what} is there twice without combine")
        return self.patterns.choice(members) if said == {"choice"} else self.patterns.interleave(members)

    def grammar(self, node: Node, scope: _Scope) -> int:
        inner = _Scope(scope if scope.definitions else None)
        self.scopes.append(inner)
        pending = deque(node.children)
        while pending:
            part = pending.popleft()
            if part.kind == "div":
                pending.extendleft(reversed(part.children))
            else:
                inner.definitions.setdefault(part.name, []).append(part)
        if "" not in inner.definitions:
            raise node.fault("the grammar has no <start>")
        return self.definition("", inner, node)

    def value(self, node: Node) -> int:
        try:
            kind = datatype(node.library, node.type)
            normal = kind.kind.space(node.text)
            kind.kind.parse(normal)
        except DatatypeError as error:
            raise node.fault(str(error)) from None
        except ValueError:
            raise node.fault(f"{node.text!r} is no {node.type}") from None
        text = node.text if kind.library or kind.name == "string" else normal
        return self.patterns.value(node.library, node.type, text, node.uri if kind.contextual else "")

    def data(self, node: Node, scope: _Scope) -> int:
        parameters = tuple((child.name, child.text) for child in node.children if child.kind == "param")
        try:
            datatype(node.library, node.type, parameters)
        except DatatypeError as error:
            raise node.fault(str(error)) from None
        exceptions = [self.pattern(child, scope) for child in node.children if child.kind == "except"]
        exception = self.patterns.choice(exceptions)
        return self.patterns.data(node.library, node.type, parameters, exception)

    def name_class(self, node: Node, inside: str) -> NameClass:
        """The class, with section 4.16's rules on what an exception of ``anyName`` or ``nsName`` may have."""
        kind = node.kind
        if kind == "name":
            return ("name", node.name)
        if kind in ("choice", "except"):
            members = [self.name_class(child, inside) for child in node.children]
            return members[0] if len(members) == 1 else ("choice", *members)
        if inside and (kind == "anyName" or inside == "nsName"):
            raise node.fault(f"<{kind}> in the <except> of <{inside}>")
        exception = self.name_class(node.children[0], kind) if node.children else None
        return ("any", exception) if kind == "anyName" else ("ns", node.uri, exception)

    def check_attribute_name(self, names: NameClass, node: Node) -> None:
        kind = names[0]
        if kind == "choice":
            for member in names[1:]:
                self.check_attribute_name(member, node)
        elif kind == "name" and (names[1] == "xmlns" or names[1].startswith(f"{{{_XMLNS}")):
            raise node.fault("an attribute may not be named xmlns")
        elif kind == "ns" and names[1].startswith(_XMLNS):
            raise node.fault(f"an attribute may not be of the namespace {names[1]}")

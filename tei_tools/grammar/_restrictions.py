"""The restrictions on simplified schemas: section 7 of the RELAX NG specification."""

from __future__ import annotations

from dataclasses import dataclass, field

from tei_tools.grammar import _patterns as kinds
from tei_tools.grammar._names import NameClass, finite_names, in_words, overlap
from tei_tools.grammar._patterns import Patterns
from tei_tools.grammar._schema import Node, SchemaError
from tei_tools.grammar._simplify import Origins

__all__ = ["check_restrictions"]

_KIND_NAMES = {
    kinds.EMPTY: "empty", kinds.TEXT: "text", kinds.GROUP: "group", kinds.INTERLEAVE: "interleave",
    kinds.ONE_OR_MORE: "oneOrMore", kinds.LIST: "list", kinds.DATA: "data", kinds.VALUE: "value",
    kinds.ATTRIBUTE: "attribute", kinds.ELEMENT: "element",
}  # fmt: skip

# Section 7.1: what may not stand anywhere inside what.
_PROHIBITED = {
    "attribute": {kinds.ELEMENT, kinds.ATTRIBUTE},
    "oneOrMore//group": {kinds.ATTRIBUTE},
    "oneOrMore//interleave": {kinds.ATTRIBUTE},
    "list": {kinds.LIST, kinds.ELEMENT, kinds.ATTRIBUTE, kinds.TEXT, kinds.INTERLEAVE},
    "data/except": {
        kinds.ATTRIBUTE, kinds.ELEMENT, kinds.LIST, kinds.TEXT, kinds.ONE_OR_MORE, kinds.GROUP,
        kinds.INTERLEAVE, kinds.EMPTY,
    },
    "start": {
        kinds.ATTRIBUTE, kinds.DATA, kinds.VALUE, kinds.LIST, kinds.TEXT, kinds.GROUP, kinds.INTERLEAVE,
        kinds.ONE_OR_MORE, kinds.EMPTY,
    },
}  # fmt: skip

_NO_CONTENT, _COMPLEX, _SIMPLE = 1, 2, 3

# Derivation descends into patterns; one that is deeper than this was not written to be read.
_DEEPEST = 200


def check_restrictions(patterns: Patterns, start: int, origins: Origins) -> None:
    """Walk the whole simplified schema.

    :raises SchemaError: it breaks section 7; the message names the place in the schema.
    """
    checker = _Checker(patterns, origins)
    checker.paths(start, frozenset(("start",)))
    for number, (_, content) in enumerate(patterns.elements):
        checker.here = origins.get(-1 - number)
        checker.paths(content, frozenset())
        checker.content_type(content)
        checker.attributes(content)
        checker.interleaved(content)


@dataclass(slots=True)
class _Names:
    """Name classes inside a pattern: the finite ones by name, and the wildcards."""

    finite: dict[str, None] = field(default_factory=dict)
    infinite: list[NameClass] = field(default_factory=list)

    def clash(self, other: _Names) -> str | None:
        """A name, or words for one, that is in both."""
        for name in other.finite:
            if name in self.finite:
                return in_words(("name", name))
        for mine, theirs in ((self, other), (other, self)):
            for wild in mine.infinite:
                for name in theirs.finite:
                    if overlap(wild, ("name", name)):
                        return in_words(("name", name))
                for more in other.infinite if mine is self else ():
                    if overlap(wild, more):
                        return in_words(wild)
        return None

    def take(self, other: _Names) -> None:
        self.finite.update(other.finite)
        self.infinite += other.infinite


class _Checker:
    def __init__(self, patterns: Patterns, origins: Origins) -> None:
        self.patterns = patterns
        self.origins = origins
        self.here: Node | None = None
        self.walked: set[tuple[int, frozenset[str]]] = set()
        self.types: dict[int, int] = {}
        self.attribute_names: dict[int, _Names] = {}
        self.element_names: dict[int, _Names] = {}

    def fault(self, pattern: int, what: str) -> SchemaError:
        node = self.origins.get(pattern)
        if node is None or pattern <= kinds.TEXT:
            node = self.here or node
        return node.fault(what) if node else SchemaError(what)

    def members(self, pattern: int) -> tuple[int, ...]:
        """The patterns directly inside, other than in attributes, lists and exceptions."""
        row = self.patterns.rows[pattern]
        if row[0] in (kinds.CHOICE, kinds.GROUP, kinds.INTERLEAVE, kinds.ONE_OR_MORE):
            return row[1:]
        return ()

    def paths(self, pattern: int, inside: frozenset[str], depth: int = 0) -> None:
        """Section 7.1, and 7.3's rule that a wildcard attribute is repeated."""
        if depth > _DEEPEST:
            raise self.fault(pattern, f"patterns nested more than {_DEEPEST} deep")
        if (pattern, inside) in self.walked:
            return
        self.walked.add((pattern, inside))
        row = self.patterns.rows[pattern]
        kind = row[0]
        for context in sorted(inside):
            if kind in _PROHIBITED.get(context, ()):
                raise self.fault(pattern, f"<{_KIND_NAMES[kind]}> may not stand inside {context}")
        if kind == kinds.ATTRIBUTE:
            if finite_names(self.patterns.names[row[1]]) is None and "oneOrMore" not in inside:
                raise self.fault(pattern, "an attribute with a wildcard name has to be in <oneOrMore>")
            self.paths(row[2], inside | {"attribute"}, depth + 1)
        elif kind == kinds.LIST:
            self.paths(row[1], inside | {"list"}, depth + 1)
        elif kind == kinds.DATA:
            if row[2] != kinds.NOT_ALLOWED:
                self.paths(row[2], inside | {"data/except"}, depth + 1)
        else:
            if kind == kinds.ONE_OR_MORE:
                inside = inside | {"oneOrMore"}
            elif kind in (kinds.GROUP, kinds.INTERLEAVE) and "oneOrMore" in inside:
                inside = inside | {f"oneOrMore//{_KIND_NAMES[kind]}"}
            for member in self.members(pattern):
                self.paths(member, inside, depth + 1)

    def content_type(self, pattern: int) -> int:
        """Section 7.2: a string may not be mixed with more strings or with elements."""
        found = self.types.get(pattern)
        if found is None:
            found = self.types[pattern] = self._content_type(pattern)
        return found

    def _content_type(self, pattern: int) -> int:
        row = self.patterns.rows[pattern]
        kind = row[0]
        if kind in (kinds.TEXT, kinds.ELEMENT):
            return _COMPLEX
        if kind in (kinds.VALUE, kinds.LIST):
            return _SIMPLE
        if kind == kinds.DATA:
            self.content_type(row[2])
            return _SIMPLE
        if kind == kinds.ATTRIBUTE:
            self.content_type(row[2])
            return _NO_CONTENT
        types = [self.content_type(member) for member in self.members(pattern)]
        if kind == kinds.ONE_OR_MORE:
            types *= 2
        if kind != kinds.CHOICE and _SIMPLE in types and sum(one > _NO_CONTENT for one in types) > 1:
            what = "repeated" if kind == kinds.ONE_OR_MORE else "put together with text or elements"
            raise self.fault(pattern, f"<data>, <value> or <list> may not be {what}")
        return max(types, default=_NO_CONTENT)

    def attributes(self, pattern: int) -> _Names:
        """Section 7.3: an attribute may not be there twice."""
        return self._names(pattern, kinds.ATTRIBUTE, self.attribute_names)

    def _names(self, pattern: int, wanted: int, known: dict[int, _Names]) -> _Names:
        found = known.get(pattern)
        if found is not None:
            return found
        found = known[pattern] = _Names()
        row = self.patterns.rows[pattern]
        kind = row[0]
        if kind == wanted:
            index = row[1] if kind == kinds.ATTRIBUTE else self.patterns.elements[row[1]][0]
            names = self.patterns.names[index]
            some = finite_names(names)
            if some is None:
                found.infinite.append(names)
            else:
                found.finite.update(dict.fromkeys(some))
            return found
        apart = (kinds.GROUP, kinds.INTERLEAVE) if wanted == kinds.ATTRIBUTE else (kinds.INTERLEAVE,)
        for member in self.members(pattern):
            more = self._names(member, wanted, known)
            if kind in apart:
                name = found.clash(more)
                if name is not None and wanted == kinds.ATTRIBUTE:
                    raise self.fault(pattern, f"the attribute {name!r} is there twice")
                if name is not None:
                    raise self.fault(pattern, f"the element {name!r} is in two parts of <interleave>")
            found.take(more)
        return found

    def interleaved(self, pattern: int) -> None:
        """Section 7.4: the parts of an interleave may share neither an element name nor text."""
        self._names(pattern, kinds.ELEMENT, self.element_names)
        pending, seen = [pattern], {pattern}
        while pending:
            current = pending.pop()
            members = self.members(current)
            if self.patterns.rows[current][0] == kinds.INTERLEAVE:
                with_text = sum(bool(self.patterns.holds[member] & kinds.HAS_TEXT) for member in members)
                if with_text > 1:
                    raise self.fault(current, "text is in two parts of <interleave>")
            pending += [member for member in members if member not in seen]
            seen.update(members)

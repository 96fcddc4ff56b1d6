"""Derivatives of patterns (Clark, *An algorithm for RELAX NG validation*, 2002), as partial ones.

Where Clark's start-tag derivative is one pattern with an ``after`` in it, :meth:`Derivatives.opened` gives
the pairs it is made of: what the element contains, and what may come after the element. So states know
nothing of the elements around them, and few of them arise.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tei_tools.grammar import _patterns as kinds
from tei_tools.grammar._names import contains, finite_names
from tei_tools.grammar._patterns import EMPTY, NOT_ALLOWED, TEXT, Patterns

__all__ = ["Derivatives", "Firsts"]

Pairs = tuple[tuple[int, int], ...]

# Where a wildcard allows any name, a document may have more names than are worth remembering: for one state,
# for all.
_MOST_NAMES = 2000
_MOST_ANSWERS = 300_000


@dataclass(slots=True)
class Firsts:
    """Which elements may come first in a pattern: names written out, and whether a wildcard is among them."""

    names: dict[str, None] = field(default_factory=dict)
    wildcard: bool = False


class Derivatives:
    """The derivatives of one grammar's patterns, each computed once."""

    def __init__(self, patterns: Patterns) -> None:
        self.patterns = patterns
        self._opened: dict[tuple[int, str], Pairs] = {}
        self._attributes: dict[tuple[int, str], Pairs] = {}
        self.closings: dict[int, int] = {}
        self._open_closed: dict[int, int] = {}
        self.texts: dict[int, int] = {}
        self._firsts: dict[int, Firsts] = {}
        self._indexes: dict[int, tuple[dict[str, list[int]], list[int]]] = {}
        self._attribute_names: dict[int, tuple[dict[str, None], list[int]]] = {}
        # What states asked for, by pattern and name: this is saved, and taken up again before it is computed.
        self.children: dict[int, dict[str, Pairs]] = {}
        self.attributes: dict[int, dict[str, Pairs]] = {}
        self.learned = 0

    def child(self, state: int, name: str) -> Pairs:
        """:meth:`opened` of a whole state, remembered."""
        known = self.children.get(state)
        if known is None:
            known = self.children[state] = {}
        found = known.get(name)
        if found is None:
            found = self.opened(state, name)
            if found and len(known) < _MOST_NAMES:
                known[name] = found
                self.learned += 1
        return found

    def read_attribute(self, state: int, name: str) -> Pairs:
        """:meth:`attribute` of a whole state, remembered; where the attribute is optional by itself, the
        state stays.

        That may be, for XML has no attribute twice, and section 7.3 no second pattern for the name beside it.
        """
        known = self.attributes.get(state)
        if known is None:
            known = self.attributes[state] = {}
        found = known.get(name)
        if found is None:
            found = self.attribute(state, name)
            if found:
                if len(found) == 1 and self._is_free(state, name):
                    found = ((found[0][0], state),)
                if len(known) < _MOST_NAMES:
                    known[name] = found
                    self.learned += 1
        return found

    # Elements

    def opened(self, pattern: int, name: str) -> Pairs:
        """For each element pattern that may begin here with ``name``: its content, and what may follow it."""
        key = (pattern, name)
        found = self._opened.get(key)
        if found is None:
            found = self._open(pattern, name)
            if len(self._opened) < _MOST_ANSWERS:
                self._opened[key] = found
        return found

    def _open(self, pattern: int, name: str) -> Pairs:
        patterns = self.patterns
        row = patterns.rows[pattern]
        kind = row[0]
        if kind == kinds.ELEMENT:
            names, content = patterns.elements[row[1]]
            return ((content, EMPTY),) if contains(patterns.names[names], name) else ()
        if not patterns.holds[pattern] & kinds.HAS_ELEMENTS:
            return ()
        pairs: list[tuple[int, int]] = []
        if kind == kinds.CHOICE:
            for member in self._members_opening(pattern, name):
                pairs += self.opened(member, name)
        elif kind == kinds.ONE_OR_MORE:
            again = patterns.choice((EMPTY, pattern))
            for content, rest in self.opened(row[1], name):
                pairs.append((content, patterns.group((rest, again))))
        elif kind == kinds.GROUP:
            for index in range(1, len(row)):
                member = row[index]
                for content, rest in self.opened(member, name):
                    pairs.append((content, patterns.group((rest, *row[index + 1 :]))))
                if not patterns.nullable[member]:
                    break
        elif kind == kinds.INTERLEAVE:
            for index in range(1, len(row)):
                for content, rest in self.opened(row[index], name):
                    pairs.append((content, patterns.interleave((*row[1:index], rest, *row[index + 1 :]))))
        return self._merged(pairs)

    def _merged(self, pairs: list[tuple[int, int]]) -> Pairs:
        """Pairs with the same first half made one."""
        if len(pairs) < 2:
            return tuple(pairs)
        rests: dict[int, list[int]] = {}
        for one, rest in pairs:
            rests.setdefault(one, []).append(rest)
        return tuple((one, self.patterns.choice(some)) for one, some in rests.items())

    def _members_opening(self, pattern: int, name: str) -> list[int]:
        """Which members of a choice may begin with the name: from an index, for choices are long."""
        index = self._indexes.get(pattern)
        if index is None:
            by_name: dict[str, list[int]] = {}
            wild: list[int] = []
            for member in self.patterns.rows[pattern][1:]:
                firsts = self.firsts(member)
                if firsts.wildcard:
                    wild.append(member)
                else:
                    for first in firsts.names:
                        by_name.setdefault(first, []).append(member)
            index = self._indexes[pattern] = (by_name, wild)
        return index[0].get(name, []) + index[1]

    def firsts(self, pattern: int) -> Firsts:
        """The elements that may come first."""
        found = self._firsts.get(pattern)
        if found is not None:
            return found
        found = self._firsts[pattern] = Firsts()
        row = self.patterns.rows[pattern]
        kind = row[0]
        if kind == kinds.ELEMENT:
            some = finite_names(self.patterns.element_names(row[1]))
            if some is None:
                found.wildcard = True
            else:
                found.names.update(dict.fromkeys(some))
        elif kind in (kinds.CHOICE, kinds.GROUP, kinds.INTERLEAVE, kinds.ONE_OR_MORE):
            for member in row[1:]:
                more = self.firsts(member)
                found.names.update(more.names)
                found.wildcard |= more.wildcard
                if kind == kinds.GROUP and not self.patterns.nullable[member]:
                    # An attribute before elements is no obstacle, but then the start tag is not closed yet.
                    break
        return found

    # Attributes

    def attribute(self, pattern: int, name: str) -> Pairs:
        """For each attribute pattern that has ``name``: the pattern of its value, and what is left without
        it."""
        key = (pattern, name)
        found = self._attributes.get(key)
        if found is None:
            found = self._merged(self._attribute(pattern, name))
            if len(self._attributes) < _MOST_ANSWERS:
                self._attributes[key] = found
        return found

    def _attribute(self, pattern: int, name: str) -> list[tuple[int, int]]:
        patterns = self.patterns
        if not self.may_have_attribute(pattern, name):
            return []
        row = patterns.rows[pattern]
        kind = row[0]
        if kind == kinds.ATTRIBUTE:
            return [(row[2], EMPTY)]
        pairs: list[tuple[int, int]] = []
        if kind == kinds.CHOICE:
            for member in row[1:]:
                pairs += self.attribute(member, name)
        elif kind == kinds.ONE_OR_MORE:
            again = patterns.choice((EMPTY, pattern))
            for value, rest in self.attribute(row[1], name):
                pairs.append((value, patterns.group((rest, again))))
        else:
            whole = patterns.group if kind == kinds.GROUP else patterns.interleave
            for index in range(1, len(row)):
                for value, rest in self.attribute(row[index], name):
                    pairs.append((value, whole((*row[1:index], rest, *row[index + 1 :]))))
        return pairs

    def attribute_names(self, pattern: int) -> tuple[dict[str, None], list[int]]:
        """The attribute names written out in a pattern, and the wildcard name classes (numbers)."""
        found = self._attribute_names.get(pattern)
        if found is not None:
            return found
        names: dict[str, None] = {}
        wild: list[int] = []
        if self.patterns.holds[pattern] & kinds.HAS_ATTRIBUTES:
            row = self.patterns.rows[pattern]
            if row[0] == kinds.ATTRIBUTE:
                some = finite_names(self.patterns.names[row[1]])
                if some is None:
                    wild.append(row[1])
                else:
                    names.update(dict.fromkeys(some))
            else:
                for member in row[1:]:
                    more, more_wild = self.attribute_names(member)
                    names.update(more)
                    wild += [number for number in more_wild if number not in wild]
        self._attribute_names[pattern] = (names, wild)
        return names, wild

    def may_have_attribute(self, pattern: int, name: str) -> bool:
        """Whether an attribute pattern with this name is anywhere in the pattern."""
        names, wild = self.attribute_names(pattern)
        return name in names or any(contains(self.patterns.names[number], name) for number in wild)

    def _is_free(self, pattern: int, name: str) -> bool:
        """Whether the attribute stands in ``optional`` alone, beside the rest of the pattern."""
        row = self.patterns.rows[pattern]
        if row[0] != kinds.GROUP:
            row = (kinds.GROUP, pattern)
        for member in row[1:]:
            if self.may_have_attribute(member, name):
                inner = self.patterns.rows[member]
                return inner[0] == kinds.CHOICE and len(inner) == 3 and inner[1] == EMPTY and (
                    self.patterns.rows[inner[2]][0] == kinds.ATTRIBUTE
                )  # fmt: skip
        return False

    def closed(self, pattern: int, *, lenient: bool = False) -> int:
        """What is left when the start tag ends: attributes that have not come are not allowed any more.

        ``lenient`` takes those that had to come as come.
        """
        known = self._open_closed if lenient else self.closings
        found = known.get(pattern)
        if found is not None:
            return found
        patterns = self.patterns
        row = patterns.rows[pattern]
        kind = row[0]
        if not patterns.holds[pattern] & kinds.HAS_ATTRIBUTES:
            found = pattern
        elif kind == kinds.ATTRIBUTE:
            found = EMPTY if lenient else NOT_ALLOWED
        else:
            members = [self.closed(member, lenient=lenient) for member in row[1:]]
            if kind == kinds.CHOICE:
                found = patterns.choice(members)
            elif kind == kinds.GROUP:
                found = patterns.group(members)
            elif kind == kinds.INTERLEAVE:
                found = patterns.interleave(members)
            else:
                found = patterns.one_or_more(members[0])
        known[pattern] = found
        return found

    # Text

    def text(self, pattern: int) -> int:
        """What may follow text beside elements; ``data``, ``value`` and ``list`` have no elements beside
        them."""
        found = self.texts.get(pattern)
        if found is None:
            found = self.texts[pattern] = self._text(pattern)
        return found

    def _text(self, pattern: int) -> int:
        patterns = self.patterns
        row = patterns.rows[pattern]
        kind = row[0]
        if kind == TEXT:
            return TEXT
        if not patterns.holds[pattern] & kinds.HAS_TEXT:
            return NOT_ALLOWED
        if kind == kinds.CHOICE:
            return patterns.choice(self.text(member) for member in row[1:])
        if kind == kinds.ONE_OR_MORE:
            return patterns.group((self.text(row[1]), patterns.choice((EMPTY, pattern))))
        ways = []
        for index in range(1, len(row)):
            rest = self.text(row[index])
            if kind == kinds.GROUP:
                ways.append(patterns.group((rest, *row[index + 1 :])))
                if not patterns.nullable[row[index]]:
                    break
            else:
                ways.append(patterns.interleave((*row[1:index], rest, *row[index + 1 :])))
        return patterns.choice(ways)

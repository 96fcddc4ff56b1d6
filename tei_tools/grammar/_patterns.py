"""Simplified patterns, each once: a pattern is a number, the same for the same pattern (hash-consing).

A pattern's row is a tuple of whole numbers: its kind and what it is made of. Choices, groups and interleaves
have any number of members; a choice's are sorted and distinct. What is equal for every document is made
equal here (RELAX NG specification, sections 4.20 and 4.21, and a few laws of regular expressions), so that
few patterns arise by derivation.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from tei_tools.grammar._names import NameClass, mentioned_names

__all__ = ["Patterns"]

Row = tuple[int, ...]

CHOICE: Final = 3
GROUP: Final = 4
INTERLEAVE: Final = 5
ONE_OR_MORE: Final = 6
LIST: Final = 7
DATA: Final = 8
VALUE: Final = 9
ATTRIBUTE: Final = 10
ELEMENT: Final = 11

NOT_ALLOWED: Final = 0
EMPTY: Final = 1
TEXT: Final = 2

# What a pattern holds outside the elements in it, as bits.
HAS_ATTRIBUTES: Final = 1
HAS_DATA: Final = 2
HAS_TEXT: Final = 4
HAS_ELEMENTS: Final = 8

_FIRST_ROWS: tuple[Row, ...] = ((NOT_ALLOWED,), (EMPTY,), (TEXT,))


class Patterns:
    """All patterns of one grammar.

    ``rows[p]`` is the row of pattern ``p``, ``nullable[p]`` whether it matches nothing at all, ``holds[p]``
    the bits of what is in it. ``elements[e]`` has the name class and the content pattern of an element
    pattern; ``names``, ``datatypes`` (library, type, parameters) and ``values`` (library, type, text,
    namespace of a prefix) are what rows point into.
    """

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.nullable = bytearray()
        self.holds = bytearray()
        self.names: list[NameClass] = []
        self.datatypes: list[tuple[str, str, tuple[tuple[str, str], ...]]] = []
        self.values: list[tuple[str, str, str, str]] = []
        self.elements: list[tuple[int, int]] = []
        self._spread: dict[str, int] | None = None
        self._numbers: dict[Row, int] | None = {}
        self._entries: dict[tuple[str, Any], int] = {}
        for row in _FIRST_ROWS:
            self.number(row)

    def number(self, row: Row) -> int:
        """The pattern that has this row."""
        numbers = self._numbers
        if numbers is None:
            # Loaded from a file: only now does something new arise.
            numbers = self._numbers = {known: index for index, known in enumerate(self.rows)}
        found = numbers.get(row)
        if found is None:
            found = numbers[row] = len(self.rows)
            self.rows.append(row)
            self.nullable.append(self._is_nullable(row))
            self.holds.append(self._holds(row))
        return found

    def restore(self, rows: list[Row], nullable: bytes, holds: bytes, spread: dict[str, int]) -> None:
        """Take over patterns that were saved."""
        self._spread = spread
        self.rows = rows
        self.nullable = bytearray(nullable)
        self.holds = bytearray(holds)
        self._numbers = None

    def _is_nullable(self, row: Row) -> bool:
        kind = row[0]
        if kind == CHOICE:
            return any(self.nullable[member] for member in row[1:])
        if kind in (GROUP, INTERLEAVE, ONE_OR_MORE):
            return all(self.nullable[member] for member in row[1:])
        return kind in (EMPTY, TEXT)

    def _holds(self, row: Row) -> int:
        kind = row[0]
        if kind in (CHOICE, GROUP, INTERLEAVE, ONE_OR_MORE):
            bits = 0
            for member in row[1:]:
                bits |= self.holds[member]
            return bits
        if kind in (LIST, DATA, VALUE):
            return HAS_DATA
        return {TEXT: HAS_TEXT, ATTRIBUTE: HAS_ATTRIBUTES, ELEMENT: HAS_ELEMENTS}.get(kind, 0)

    def _entry(self, table: str, entries: list[Any], entry: Any) -> int:
        key = (table, entry)
        found = self._entries.get(key)
        if found is None:
            found = self._entries[key] = len(entries)
            entries.append(entry)
        return found

    def choice(self, members: Iterable[int]) -> int:
        """Any one of the members."""
        members = tuple(members)
        if len(members) == 1:
            return members[0]
        found: set[int] = set()
        for member in members:
            row = self.rows[member]
            if row[0] == CHOICE:
                found.update(row[1:])
            else:
                found.add(member)
        found.discard(NOT_ALLOWED)
        if EMPTY in found and len(found) > 1:
            found.discard(EMPTY)
            if not any(self.nullable[member] for member in found):
                found.add(EMPTY)
        if len(found) < 2:
            return found.pop() if found else NOT_ALLOWED
        return self.number((CHOICE, *sorted(found)))

    def group(self, members: Iterable[int]) -> int:
        """The members one after the other."""
        found: list[int] = []
        for member in members:
            if member == NOT_ALLOWED:
                return NOT_ALLOWED
            row = self.rows[member]
            for part in row[1:] if row[0] == GROUP else (member,):
                if part == EMPTY:
                    continue
                if found and self._takes_in(found[-1], part):
                    found[-1] = part
                    continue
                found.append(part)
        if len(found) < 2:
            return found[0] if found else EMPTY
        return self.number((GROUP, *found))

    def _takes_in(self, before: int, after: int) -> bool:
        """Whether ``before`` followed by ``after`` allows what ``after`` alone allows."""
        if before == TEXT:
            return after == TEXT or self._repeats_text(after)
        return before == after and self.repeated(after) is not None and not self.holds[after] & HAS_ATTRIBUTES

    def _repeats_text(self, pattern: int) -> bool:
        body = self.repeated(pattern)
        return body is not None and TEXT in self.rows[body][1:] and self.rows[body][0] == CHOICE

    def repeated(self, pattern: int) -> int | None:
        """What a pattern repeats, nothing included, or ``None``: the inside of ``zeroOrMore``."""
        row = self.rows[pattern]
        if row[0] == ONE_OR_MORE and self.nullable[pattern]:
            return row[1]
        if row[0] == CHOICE and len(row) == 3 and row[1] == EMPTY and self.rows[row[2]][0] == ONE_OR_MORE:
            return self.rows[row[2]][1]
        return None

    def interleave(self, members: Iterable[int]) -> int:
        """The members in any mixture."""
        found: list[int] = []
        for member in members:
            if member == NOT_ALLOWED:
                return NOT_ALLOWED
            row = self.rows[member]
            if row[0] == INTERLEAVE:
                found.extend(row[1:])
            elif member != EMPTY:
                found.append(member)
        if len(found) < 2:
            return found[0] if found else EMPTY
        return self.number((INTERLEAVE, *sorted(found)))

    def one_or_more(self, inner: int) -> int:
        """The pattern once or several times."""
        row = self.rows[inner]
        if inner in (NOT_ALLOWED, EMPTY, TEXT) or row[0] == ONE_OR_MORE:
            return inner
        if row[0] == CHOICE:
            # (A | B+ | empty)+ is (A | B)+ or nothing.
            flat = self.choice(
                self.rows[part][1] if self.rows[part][0] == ONE_OR_MORE else part
                for part in row[1:]
                if part != EMPTY
            )
            repeated = self.number((ONE_OR_MORE, flat))
            return self.choice((EMPTY, repeated)) if EMPTY in row[1:] else repeated
        return self.number((ONE_OR_MORE, inner))

    def zero_or_more(self, inner: int) -> int:
        """The pattern any number of times."""
        return self.choice((EMPTY, self.one_or_more(inner)))

    def list(self, inner: int) -> int:
        """Words parted by white space that match the pattern."""
        return NOT_ALLOWED if inner == NOT_ALLOWED else self.number((LIST, inner))

    def data(
        self, library: str, name: str, parameters: tuple[tuple[str, str], ...], exception: int = NOT_ALLOWED
    ) -> int:
        """Text of a datatype, but for what the exception matches."""
        entry = self._entry("datatype", self.datatypes, (library, name, parameters))
        return self.number((DATA, entry, exception))

    def value(self, library: str, name: str, text: str, uri: str = "") -> int:
        """Text whose value in a datatype equals that of ``text``."""
        return self.number((VALUE, self._entry("value", self.values, (library, name, text, uri))))

    def attribute(self, names: NameClass, inner: int) -> int:
        """An attribute with a name of the class and a value that matches the pattern."""
        if inner == NOT_ALLOWED:
            return NOT_ALLOWED
        return self.number((ATTRIBUTE, self._entry("names", self.names, names), inner))

    def new_element(self, names: NameClass) -> int:
        """The number of a new element pattern in ``elements``, its content still to be set."""
        self.elements.append((self._entry("names", self.names, names), NOT_ALLOWED))
        return len(self.elements) - 1

    def set_content(self, element: int, content: int) -> None:
        """Say what an element pattern contains: attributes and children."""
        self.elements[element] = (self.elements[element][0], content)

    def element(self, element: int) -> int:
        """An element that matches the element pattern."""
        return self.number((ELEMENT, element))

    def element_names(self, element: int) -> NameClass:
        """The name class of an element pattern."""
        return self.names[self.elements[element][0]]

    def spread(self) -> dict[str, int]:
        """In how many elements' contents each element name occurs: few is characteristic of where it does."""
        if self._spread is None:
            mentioned: dict[int, frozenset[str]] = {}
            found: dict[str, int] = {}
            for content in sorted({content for _, content in self.elements}):
                for name in self._mentioned(content, mentioned):
                    found[name] = found.get(name, 0) + 1
            self._spread = dict(sorted(found.items()))
        return self._spread

    def _mentioned(self, pattern: int, known: dict[int, frozenset[str]]) -> frozenset[str]:
        found = known.get(pattern)
        if found is None:
            row = self.rows[pattern]
            if row[0] == ELEMENT:
                found = frozenset(mentioned_names(self.element_names(row[1])))
            elif self.holds[pattern] & HAS_ELEMENTS:
                found = frozenset().union(*(self._mentioned(member, known) for member in row[1:]))
            else:
                found = frozenset()
            known[pattern] = found
        return found

"""Text against the patterns of values: ``data``, ``value``, ``list`` and their choices."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from tei_tools.grammar import _patterns as kinds
from tei_tools.grammar._datatypes import Datatype, datatype, in_words
from tei_tools.grammar._patterns import EMPTY, NOT_ALLOWED, TEXT, Patterns
from tei_tools.grammar._xsd_types import replace

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["WHITE_SPACE", "Check", "Values"]

# Whether text matches; the element is there for the types that need its namespace declarations.
Check = Callable[[str, "etree._Element | None"], bool]

WHITE_SPACE = " \t\n\r"


# Values of the types that most attributes of TEI have, which are surely right: nearly all are of these forms,
# and one look says so. All others are read by the type itself.
_SURELY_RIGHT: dict[tuple[str, tuple[tuple[str, str], ...]], str] = {
    ("anyURI", (("pattern", r"\S+"),)): r"(?:https?://[a-z0-9][A-Za-z0-9.]*/)?#?[A-Za-z0-9_./-]+",
    ("anyURI", ()): r"(?:https?://[a-z0-9][A-Za-z0-9.]*/)?#?[A-Za-z0-9_./-]+",
    ("ID", ()): r"[A-Za-z_][A-Za-z0-9_.-]*",
    ("date", ()): r"[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])",
}

_DATES = frozenset("date gYear gMonth gDay gYearMonth gMonthDay time dateTime".split())
_DATE_WORDS = "a date such as 1990, 1990-02 or 1990-02-28"


def _always(text: str, element: etree._Element | None) -> bool:
    return True


def _blank(text: str, element: etree._Element | None) -> bool:
    return not text.strip(WHITE_SPACE)


def _never(text: str, element: etree._Element | None) -> bool:
    return False


class Values:
    """The checks of one grammar's value patterns, each made when it is first needed."""

    def __init__(self, patterns: Patterns) -> None:
        self.patterns = patterns
        self._checks: dict[int, Check] = {}

    def check(self, pattern: int) -> Check:
        """Whether the whole text of an attribute, or of an element without children, matches a pattern."""
        found = self._checks.get(pattern)
        if found is None:
            found = self._checks[pattern] = self._make(pattern)
        return found

    def contextual(self, pattern: int) -> bool:
        """Whether the check needs the element (``QName``, ``NOTATION``, ``ENTITY``)."""
        row = self.patterns.rows[pattern]
        if row[0] == kinds.DATA:
            return self.type_of(pattern).contextual or self.contextual(row[2])
        if row[0] == kinds.VALUE:
            return self.type_of(pattern).contextual
        if row[0] in (kinds.CHOICE, kinds.GROUP, kinds.INTERLEAVE, kinds.ONE_OR_MORE, kinds.LIST):
            return any(self.contextual(member) for member in row[1:])
        return False

    def type_of(self, pattern: int) -> Datatype:
        """The datatype of a ``data`` or ``value`` pattern."""
        row = self.patterns.rows[pattern]
        if row[0] == kinds.DATA:
            return datatype(*self.patterns.datatypes[row[1]])
        library, name, _, _ = self.patterns.values[row[1]]
        return datatype(library, name)

    def _make(self, pattern: int) -> Check:
        row = self.patterns.rows[pattern]
        kind = row[0]
        if kind == TEXT:
            return _always
        if kind == EMPTY:
            return _blank
        if kind == kinds.DATA:
            return self._data(pattern, row[2])
        if kind == kinds.VALUE:
            return self._value(pattern)
        if kind == kinds.LIST:
            return self._list(row[1])
        if kind == kinds.CHOICE:
            return self._choice(row[1:])
        if self._takes_text(pattern):
            return _always
        return _blank if self.patterns.nullable[pattern] else _never

    def _takes_text(self, pattern: int) -> bool:
        """Whether text alone matches a pattern without ``data``, ``value`` and ``list``."""
        row = self.patterns.rows[pattern]
        kind = row[0]
        if kind == kinds.CHOICE:
            return any(self._takes_text(member) for member in row[1:])
        if kind == kinds.ONE_OR_MORE:
            return self._takes_text(row[1])
        if kind in (kinds.GROUP, kinds.INTERLEAVE):
            needed = [member for member in row[1:] if not self.patterns.nullable[member]]
            if len(needed) > 1:
                return False
            return any(self._takes_text(member) for member in needed or row[1:])
        return kind == TEXT

    def _data(self, pattern: int, exception: int) -> Check:
        kind = self.type_of(pattern)
        allows = kind.allows
        if exception == NOT_ALLOWED:
            plain = _SURELY_RIGHT.get((kind.name, kind.parameters)) if kind.library else None
            if plain is None:
                return allows
            is_plain = re.compile(plain).fullmatch
            return lambda text, element: is_plain(text) is not None or allows(text, element)
        excepted = self.check(exception)
        return lambda text, element: allows(text, element) and not excepted(text, element)

    def _value(self, pattern: int) -> Check:
        kind = self.type_of(pattern)
        _, _, text, uri = self.patterns.values[self.patterns.rows[pattern][1]]
        if not kind.library:
            space = kind.kind.space
            return lambda given, element: space(given) == text
        normal = kind.kind.space(text)
        wanted = (uri, normal.rpartition(":")[2]) if kind.contextual else kind.value(text)

        def equal(given: str, element: etree._Element | None) -> bool:
            try:
                return kind.value(given, element) == wanted
            except ValueError:
                return False

        return equal

    def _choice(self, members: tuple[int, ...]) -> Check:
        words: set[str] = set()
        others: list[Check] = []
        for member in members:
            row = self.patterns.rows[member]
            if row[0] == kinds.VALUE and self.patterns.values[row[1]][:2] == ("", "token"):
                words.add(self.patterns.values[row[1]][2])
            else:
                others.append(self.check(member))
        listed = frozenset(words)

        def any_of(text: str, element: etree._Element | None) -> bool:
            if text in listed or (listed and " ".join(_words(text)) in listed):
                return True
            return any(check(text, element) for check in others)

        return any_of

    def _list(self, inner: int) -> Check:
        repeated = self.patterns.repeated(inner)
        row = self.patterns.rows[inner]
        least = 0
        if repeated is None and row[0] == kinds.ONE_OR_MORE:
            repeated, least = row[1], 1
        if repeated is not None and self._is_word(repeated):
            check = self.check(repeated)

            def all_match(text: str, element: etree._Element | None) -> bool:
                words = _words(text)
                return len(words) >= least and all(check(word, element) for word in words)

            return all_match

        def in_order(text: str, element: etree._Element | None) -> bool:
            left = inner
            for word in _words(text):
                left = self._after_word(left, word, element)
                if left == NOT_ALLOWED:
                    return False
            return bool(self.patterns.nullable[left])

        return in_order

    def _is_word(self, pattern: int) -> bool:
        """Whether a pattern is for one word of a list."""
        row = self.patterns.rows[pattern]
        if row[0] == kinds.CHOICE:
            return all(self._is_word(member) for member in row[1:])
        return row[0] in (kinds.DATA, kinds.VALUE)

    def _after_word(self, pattern: int, word: str, element: etree._Element | None) -> int:
        patterns = self.patterns
        row = patterns.rows[pattern]
        kind = row[0]
        if kind in (kinds.DATA, kinds.VALUE):
            return EMPTY if self.check(pattern)(word, element) else NOT_ALLOWED
        if kind == kinds.CHOICE:
            return patterns.choice(self._after_word(member, word, element) for member in row[1:])
        if kind == kinds.ONE_OR_MORE:
            rest = self._after_word(row[1], word, element)
            return patterns.group((rest, patterns.choice((EMPTY, pattern))))
        ways = []
        if kind == kinds.GROUP:
            for index in range(1, len(row)):
                rest = self._after_word(row[index], word, element)
                ways.append(patterns.group((rest, *row[index + 1 :])))
                if not patterns.nullable[row[index]]:
                    break
        return patterns.choice(ways)

    def listed(self, pattern: int) -> tuple[str, ...]:
        """The values written out in a pattern, in the order of the schema."""
        row = self.patterns.rows[pattern]
        if row[0] == kinds.VALUE:
            return (self.patterns.values[row[1]][2],)
        if row[0] in (kinds.CHOICE, kinds.GROUP, kinds.ONE_OR_MORE, kinds.LIST):
            return tuple(dict.fromkeys(value for member in row[1:] for value in self.listed(member)))
        return ()

    def types(self, pattern: int) -> tuple[Datatype, ...]:
        """The datatypes in a pattern other than those of values written out."""
        row = self.patterns.rows[pattern]
        if row[0] == kinds.DATA:
            return (self.type_of(pattern),)
        if row[0] in (kinds.CHOICE, kinds.GROUP, kinds.ONE_OR_MORE, kinds.LIST):
            return tuple(dict.fromkeys(kind for member in row[1:] for kind in self.types(member)))
        return ()

    def in_words(self, pattern: int) -> str:
        """What a value of the pattern must be, for a message."""
        listed = self.listed(pattern)
        kinds_of = self.types(pattern)
        dates = {kind.name for kind in kinds_of} & _DATES
        if len(dates) > 2:
            kinds_of = tuple(kind for kind in kinds_of if kind.name not in dates)
        said = list(dict.fromkeys(in_words(kind) for kind in kinds_of))
        if len(dates) > 2:
            said.insert(0, _DATE_WORDS)
        if listed:
            said.insert(0, "one of " + ", ".join(listed) if len(listed) > 1 else listed[0])
        words = ", or ".join(said) or "nothing"
        return f"a list, parted by spaces, of {words}" if self._has_list(pattern) else words

    def _has_list(self, pattern: int) -> bool:
        row = self.patterns.rows[pattern]
        if row[0] == kinds.CHOICE:
            return any(self._has_list(member) for member in row[1:])
        return row[0] == kinds.LIST


def _words(text: str) -> list[str]:
    """Text split at XML's white space, which is less than Unicode's."""
    return [word for word in replace(text).split(" ") if word]

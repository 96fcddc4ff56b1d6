"""The regular expressions of XML Schema (Part 2, appendix F) as automata that read each character once.

:func:`compile_regex` gives a predicate over whole strings. The automaton is made by derivatives of the
expression (Brzozowski 1964), state by state as characters are met, so that the time is linear in the string
whatever the expression, and counted repetition costs nothing until it is used. Properties of characters
(``\\p{Lu}``, ``\\i``, ``\\c``, ``\\w``) are those of Python's Unicode database.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import getitem
from typing import Any

from tei_tools.grammar._xsd_characters import BLOCKS, CATEGORIES, contains

__all__ = ["RegexSyntaxError", "compile_regex"]

Regex = tuple[Any, ...]
CharacterSet = tuple[Any, ...]

_NOTHING: Regex = ("nothing",)
_EMPTY: Regex = ("empty",)
_SINGLE_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"} | {c: c for c in "\\|.-^?*+{}()[]"}
_MULTI_ESCAPES = "sSiIcCdDwW"
_DOT: CharacterSet = ("not", ("or", ("range", "\n", "\n"), ("range", "\r", "\r")))
# More characters than this in one table would only serve an input made to fill the memory.
_TABLE_LIMIT = 4096
_MOST_REPETITIONS = 2_000_000_000


class RegexSyntaxError(ValueError):
    """The expression is not one of XML Schema; the message says what is wrong with it."""


def compile_regex(expression: str) -> Callable[[str], bool]:
    """A predicate that tells whether the whole of a string matches ``expression``.

    :raises RegexSyntaxError: the expression does not follow XML Schema Part 2, appendix F.
    """
    start = _Automaton().state(_Parser(expression).whole())

    def matches(value: str) -> bool:
        state: _State = reduce(getitem, value, start)
        return state.accepts

    return matches


class _State(dict[str, "_State"]):
    """One derivative of the expression: a table from the next character to the next state."""

    __slots__ = ("accepts", "automaton", "expression")

    def __init__(self, automaton: _Automaton, expression: Regex) -> None:
        super().__init__()
        self.automaton = automaton
        self.expression = expression
        self.accepts = _nullable(expression)

    def __missing__(self, character: str) -> _State:
        following = self.automaton.state(_derivative(self.expression, character))
        if len(self) < _TABLE_LIMIT:
            self[character] = following
        return following


class _Automaton:
    """The states met so far, each expression once."""

    def __init__(self) -> None:
        self.states: dict[Regex, _State] = {}

    def state(self, expression: Regex) -> _State:
        known = self.states.get(expression)
        if known is None:
            known = _State(self, expression)
            if len(self.states) < _TABLE_LIMIT:
                self.states[expression] = known
        return known


def _nullable(regex: Regex) -> bool:
    kind = regex[0]
    if kind == "sequence":
        return all(_nullable(part) for part in regex[1])
    if kind == "either":
        return any(_nullable(part) for part in regex[1])
    if kind == "repeat":
        return regex[2] == 0 or _nullable(regex[1])
    return bool(kind == "empty")


def _derivative(regex: Regex, character: str) -> Regex:
    """What must follow ``character`` for a string that begins with it to match."""
    kind = regex[0]
    if kind == "set":
        return _EMPTY if contains(regex[1], character) else _NOTHING
    if kind == "sequence":
        parts = regex[1]
        ways = []
        for index, part in enumerate(parts):
            ways.append(_sequence((_derivative(part, character), *parts[index + 1 :])))
            if not _nullable(part):
                break
        return _either(ways)
    if kind == "either":
        return _either([_derivative(part, character) for part in regex[1]])
    if kind == "repeat":
        _, inner, least, most = regex
        rest = _repeat(inner, max(least - 1, 0), None if most is None else most - 1)
        return _sequence((_derivative(inner, character), rest))
    return _NOTHING


def _sequence(parts: tuple[Regex, ...]) -> Regex:
    flat: list[Regex] = []
    for part in parts:
        if part == _NOTHING:
            return _NOTHING
        if part[0] == "sequence":
            flat.extend(part[1])
        elif part != _EMPTY:
            flat.append(part)
    if not flat:
        return _EMPTY
    return flat[0] if len(flat) == 1 else ("sequence", tuple(flat))


def _either(parts: list[Regex]) -> Regex:
    flat: set[Regex] = set()
    for part in parts:
        if part[0] == "either":
            flat.update(part[1])
        elif part != _NOTHING:
            flat.add(part)
    if not flat:
        return _NOTHING
    return next(iter(flat)) if len(flat) == 1 else ("either", frozenset(flat))


def _repeat(inner: Regex, least: int, most: int | None) -> Regex:
    if most == 0 or inner == _EMPTY:
        return _EMPTY
    if least == 1 and most == 1:
        return inner
    if inner == _NOTHING:
        return _EMPTY if least == 0 else _NOTHING
    return ("repeat", inner, least, most)


class _Parser:
    """Recursive descent over appendix F's productions; ``at`` is the index of the next character."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0

    def fault(self, what: str) -> RegexSyntaxError:
        return RegexSyntaxError(f"{what} at character {self.at + 1} of the pattern {self.text!r}")

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def whole(self) -> Regex:
        regex = self.alternatives()
        if self.at < len(self.text):
            raise self.fault("')' without '('")
        return regex

    def alternatives(self) -> Regex:
        self.depth += 1
        if self.depth > 100:
            raise self.fault("parentheses more than 100 deep")
        ways = [self.branch()]
        while self.peek() == "|":
            self.at += 1
            ways.append(self.branch())
        self.depth -= 1
        return _either(ways)

    def branch(self) -> Regex:
        pieces = []
        while self.peek() and self.peek() not in "|)":
            pieces.append(self.quantified(self.atom()))
        return _sequence(tuple(pieces))

    def atom(self) -> Regex:
        character = self.peek()
        if character == "(":
            self.at += 1
            inner = self.alternatives()
            if self.peek() != ")":
                raise self.fault("'(' without ')'")
            self.at += 1
            return inner
        if character in "?*+{":
            raise self.fault(f"{character!r} with nothing to repeat")
        if character in "]}":
            raise self.fault(f"{character!r} that closes nothing")
        if character == "[":
            return ("set", self.bracketed())
        if character == "\\":
            return ("set", self.escape())
        self.at += 1
        return ("set", _DOT if character == "." else ("range", character, character))

    def quantified(self, atom: Regex) -> Regex:
        character = self.peek()
        if character in ("?", "*", "+"):
            self.at += 1
            return _repeat(atom, 1 if character == "+" else 0, 1 if character == "?" else None)
        if character != "{":
            return atom
        end = self.text.find("}", self.at)
        least, comma, most = self.text[self.at + 1 : max(end, 0)].partition(",")
        if not (least.isascii() and least.isdigit() and (not most or (most.isascii() and most.isdigit()))):
            raise self.fault("a quantity that is not {n}, {n,} or {n,m}")
        if len(least) > 9 or len(most) > 9:
            raise self.fault("a quantity that is too large")
        self.at = end + 1
        low = int(least)
        high = int(most) if most else None if comma else low
        if high is not None and high < low:
            raise self.fault("a quantity whose maximum is below its minimum")
        return _repeat(atom, low, high)

    def escape(self) -> CharacterSet:
        character = self.text[self.at + 1 : self.at + 2]
        if character in _SINGLE_ESCAPES:
            self.at += 2
            return ("range", _SINGLE_ESCAPES[character], _SINGLE_ESCAPES[character])
        if character and character in _MULTI_ESCAPES:
            self.at += 2
            escape = ("escape", character.lower())
            return ("not", escape) if character.isupper() else escape
        if character in ("p", "P") and self.text[self.at + 2 : self.at + 3] == "{":
            end = self.text.find("}", self.at)
            name = self.text[self.at + 3 : max(end, 0)]
            if name.startswith("Is") and name[2:] in BLOCKS:
                inner: CharacterSet = ("range", *BLOCKS[name[2:]])
            elif name in CATEGORIES:
                inner = ("category", name)
            else:
                raise self.fault(f"the unknown property {name!r}")
            self.at = end + 1
            return ("not", inner) if character == "P" else inner
        raise self.fault(f"the unknown escape '\\{character}'")

    def bracketed(self) -> CharacterSet:
        self.at += 1
        negative = self.peek() == "^"
        if negative:
            self.at += 1
        members: list[CharacterSet] = []
        without: CharacterSet | None = None
        while self.peek() != "]":
            if not self.peek():
                raise self.fault("'[' without ']'")
            if self.text.startswith("-[", self.at) and members:
                self.at += 1
                without = self.bracketed()
                if self.peek() != "]":
                    raise self.fault("a subtraction that is not the last of its brackets")
                break
            members.append(self.member())
        if not members:
            raise self.fault("brackets with nothing in them")
        self.at += 1
        found: CharacterSet = members[0] if len(members) == 1 else ("or", *members)
        if negative:
            found = ("not", found)
        return found if without is None else ("minus", found, without)

    def member(self) -> CharacterSet:
        """A single character, an escape, or a range of characters inside brackets."""
        first = self.boundary()
        if first[0] != "range" or first[1] != first[2]:
            return first
        following = self.text[self.at + 1 : self.at + 2]
        if self.peek() != "-" or following in ("", "]", "["):
            return first
        self.at += 1
        last = self.boundary()
        if last[0] != "range" or last[1] != last[2] or last[1] < first[1]:
            raise self.fault("a range that goes backwards or ends in a class")
        return ("range", first[1], last[1])

    def boundary(self) -> CharacterSet:
        character = self.peek()
        if character == "\\":
            return self.escape()
        if character == "[":
            raise self.fault("'[' inside brackets: write '\\['")
        self.at += 1
        return ("range", character, character)

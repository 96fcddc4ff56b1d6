"""The datatypes of RELAX NG: its built-in library and XML Schema's (Part 2) with the facets.

:func:`datatype` gives one type with its parameters applied; the *RELAX NG Guidelines for using W3C XML Schema
Datatypes* (OASIS 2001) say which facets are parameters (neither ``enumeration`` nor ``whiteSpace``).

Where jing departs from the text of XML Schema Part 2 (second edition), the text is followed: a point without
digits (``12:00:00.``) is not allowed, ``24:00:00`` and the time zone ``-14:00`` are, ``P1Y`` equals
``P12M``, and names have the characters of XML 1.0, fifth edition. Leap seconds (``:60``) are allowed, a year
0000 is not, and years before Christ are counted without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from tei_tools.grammar import _xsd_types as types

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["XSD", "Datatype", "DatatypeError", "datatype", "in_words"]

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"

_BOUNDS: dict[str, Callable[[int], bool]] = {
    "minInclusive": lambda order: order >= 0,
    "minExclusive": lambda order: order > 0,
    "maxInclusive": lambda order: order <= 0,
    "maxExclusive": lambda order: order < 0,
}
_LENGTHS: dict[str, Callable[[int, int], bool]] = {
    "length": lambda length, bound: length == bound,
    "minLength": lambda length, bound: length >= bound,
    "maxLength": lambda length, bound: length <= bound,
}


class DatatypeError(ValueError):
    """The schema names a type or a parameter that does not exist, or gives a parameter no sense."""


@dataclass(frozen=True, slots=True)
class Datatype:
    """One type with its parameters. ``contextual`` types need the element for its namespace declarations."""

    library: str
    name: str
    parameters: tuple[tuple[str, str], ...]
    kind: types.Kind
    tests: tuple[Callable[[str, Hashable], bool], ...]

    @property
    def contextual(self) -> bool:
        return self.kind.contextual

    def allows(self, text: str, element: etree._Element | None = None) -> bool:
        """Whether ``text`` is in the lexical space and its value passes every facet."""
        try:
            self.value(text, element)
        except ValueError:
            return False
        return True

    def value(self, text: str, element: etree._Element | None = None) -> Hashable:
        """The value that ``text`` stands for: equal texts of the type have equal values.

        :raises ValueError: ``text`` stands for none.
        """
        normal = self.kind.space(text)
        value = self.kind.parse(normal)
        if self.kind.contextual:
            value = types.in_context(self.name, normal, element)
        for test in self.tests:
            if not test(normal, value):
                raise ValueError(text)
        return value


@lru_cache(maxsize=4096)
def datatype(library: str, name: str, parameters: tuple[tuple[str, str], ...] = ()) -> Datatype:
    """The type ``name`` of ``library`` (its URI, empty for RELAX NG's own) restricted by ``parameters``.

    :raises DatatypeError: there is no such library, type or parameter.
    """
    if library not in ("", XSD):
        raise DatatypeError(f"the datatype library {library!r} is not known")
    kinds = types.BUILT_IN if not library else types.KINDS
    kind = kinds.get(name)
    if kind is None:
        where = "XML Schema" if library else "RELAX NG's own library"
        raise DatatypeError(f"{where} has no datatype {name!r}")
    if parameters and not library:
        raise DatatypeError(f"the datatype {name!r} of RELAX NG's own library takes no parameters")
    tests: list[Callable[[str, Hashable], bool]] = []
    for parameter, argument in parameters:
        tests.append(_facet(kind, name, parameter, argument))
    return Datatype(library, name, parameters, kind, tuple(tests))


def _facet(kind: types.Kind, name: str, facet: str, argument: str) -> Callable[[str, Hashable], bool]:
    if facet == "pattern":
        from tei_tools.grammar._xsd_regex import RegexSyntaxError, compile_regex

        try:
            matches = compile_regex(argument)
        except RegexSyntaxError as error:
            raise DatatypeError(str(error)) from None
        return lambda normal, value: matches(normal)
    if facet in _BOUNDS and kind.compare is not None:
        compare, passes = kind.compare, _BOUNDS[facet]
        try:
            bound = kind.parse(types.collapse(argument))
        except ValueError:
            raise DatatypeError(f"{argument!r} is no {name}, as {facet} must be") from None

        def within(normal: str, value: Hashable) -> bool:
            order = compare(value, bound)
            return order is not None and passes(order)

        return within
    if facet in _LENGTHS and kind.length is not None:
        measure, fits, limit = kind.length, _LENGTHS[facet], _whole_number(facet, argument)
        return lambda normal, value: fits(measure(value), limit)
    if facet in ("totalDigits", "fractionDigits") and kind.digits:
        most, index = _whole_number(facet, argument), 0 if facet == "totalDigits" else 1
        return lambda normal, value: types.digits(normal)[index] <= most
    raise DatatypeError(f"the datatype {name!r} has no parameter {facet!r}")


def _whole_number(facet: str, argument: str) -> int:
    if not re.fullmatch(r"[ \t\r\n]*\+?[0-9]{1,18}[ \t\r\n]*", argument):
        raise DatatypeError(f"{argument!r} is no whole number, as {facet} must be")
    return int(argument)


# How a person is told what a value must be; the others are named by their type.
_WORDS = {
    "anyURI": "an address (URI) or a pointer such as #id",
    "boolean": "true or false",
    "date": "a date written YYYY-MM-DD",
    "dateTime": "a date and time written YYYY-MM-DDThh:mm:ss",
    "decimal": "a number",
    "double": "a number",
    "duration": "a duration such as P1Y6M or PT2H",
    "float": "a number",
    "gDay": "a day written ---DD",
    "gMonth": "a month written --MM",
    "gMonthDay": "a day of the year written --MM-DD",
    "gYear": "a year of four digits",
    "gYearMonth": "a month written YYYY-MM",
    "ID": "an identifier that begins with a letter or _ and has no space or colon",
    "IDREF": "the identifier of an element",
    "integer": "a whole number",
    "language": "a language tag such as en or de-AT",
    "Name": "an XML name (no spaces, begins with a letter)",
    "NCName": "an XML name (no spaces or colons, begins with a letter)",
    "nonNegativeInteger": "a whole number, 0 or more",
    "positiveInteger": "a whole number, 1 or more",
    "string": "text",
    "time": "a time written hh:mm:ss",
    "token": "text",
}
_FACET_WORDS = {
    "minInclusive": "from",
    "maxInclusive": "to",
    "minExclusive": "above",
    "maxExclusive": "below",
    "length": "of the length",
    "minLength": "at least as long as",
    "maxLength": "at most as long as",
}
# Patterns so common that words say more than the expression does.
_PATTERN_WORDS = {r"\S+": "a word without spaces", r"[^\p{C}\p{Z}]+": "a word without spaces"}


def in_words(kind: Datatype) -> str:
    """What a value of the type must be, for a message: "a date written YYYY-MM-DD"."""
    patterns = [argument for name, argument in kind.parameters if name == "pattern"]
    rest = [
        f"{_FACET_WORDS.get(name, name)} {argument}"
        for name, argument in kind.parameters
        if name != "pattern"
    ]
    words = _WORDS.get(kind.name, f"a value of the type {kind.name}")
    if patterns:
        said = [_PATTERN_WORDS.get(pattern, f"of the form {pattern}") for pattern in patterns]
        if kind.name in ("token", "string"):
            words = " and ".join(said)
        else:
            words = " and ".join([words, *said])
    return " ".join([words, *rest])

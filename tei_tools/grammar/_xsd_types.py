"""The types of XML Schema Part 2 (second edition): lexical spaces, values, their equality and order.

A parser takes text whose white space is normalised already and gives a hashable value, equal for equal
values of the type, or raises ValueError.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from tei_tools.grammar._xsd_characters import NAME_CHARACTERS, NAME_STARTS
from tei_tools.grammar._xsd_dates import compare_durations, compare_moments, duration, moment

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["BUILT_IN", "KINDS", "Kind", "collapse", "digits", "in_context"]

Order = Callable[[Any, Any], "int | None"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A primitive or derived type: how white space is treated, how text becomes a value, what facets it
    takes."""

    parse: Callable[[str], Hashable]
    space: Callable[[str], str]
    length: Callable[[Any], int] | None = None
    compare: Order | None = None
    digits: bool = False
    contextual: bool = False


def preserve(text: str) -> str:
    return text


def replace(text: str) -> str:
    """White space facet ``replace``: tabs and line ends are spaces."""
    if text.isprintable():
        # No tab and no line end is printable.
        return text
    return text.replace("\t", " ").replace("\n", " ").replace("\r", " ")


def collapse(text: str) -> str:
    """White space facet ``collapse``: also runs of spaces are one, and none stands at either end."""
    if " " not in text and text.isprintable():
        return text
    return " ".join(part for part in replace(text).split(" ") if part)


def _string(text: str) -> Hashable:
    return text


def _names(starts: str, others: str, ascii_name: str) -> Callable[[str], Hashable]:
    """A parser of names of these characters; ``ascii_name`` is the expression for those in ASCII."""

    def parse(text: str) -> Hashable:
        # Most names are in ASCII, and the classes of all characters take long to compile.
        if re.fullmatch(ascii_name if text.isascii() else f"[{starts}][{others}]*", text) is None:
            raise ValueError(text)
        return text

    return parse


def _list_of(item: Callable[[str], Hashable]) -> Callable[[str], Hashable]:
    def parse(text: str) -> Hashable:
        if not text:
            raise ValueError("an empty list")
        return tuple(item(part) for part in text.split(" "))

    return parse


def _boolean(text: str) -> Hashable:
    if text not in ("true", "false", "1", "0"):
        raise ValueError(text)
    return text in ("true", "1")


_DECIMAL = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_INTEGER = r"[+-]?[0-9]+"
_DOUBLE = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"


def _decimal(text: str, lexical: str = _DECIMAL) -> Hashable:
    """Sign, digits before and digits after the point without idle zeros: compared as text, exact at any
    length."""
    if re.fullmatch(lexical, text) is None:
        raise ValueError(text)
    whole, _, fraction = text.lstrip("+-").partition(".")
    whole, fraction = whole.lstrip("0"), fraction.rstrip("0")
    negative = text[0] == "-" and bool(whole or fraction)
    return ("-" if negative else "+", whole, fraction)


def _compare_decimals(one: tuple[str, str, str], other: tuple[str, str, str]) -> int:
    if one[0] != other[0]:
        return 1 if one[0] == "+" else -1
    sizes = [(len(value[1]), value[1], value[2]) for value in (one, other)]
    order = (sizes[0] > sizes[1]) - (sizes[0] < sizes[1])
    return order if one[0] == "+" else -order


def digits(text: str) -> tuple[int, int]:
    """How many digits a decimal has (without leading zeros), and how many of them after the point as
    written."""
    whole, _, fraction = text.lstrip("+-").partition(".")
    significant = len(whole.lstrip("0")) + len(fraction)
    return significant, len(fraction)


def _integer(text: str, least: str | None = None, most: str | None = None) -> Hashable:
    value: Any = _decimal(text, _INTEGER)
    if least is not None and _compare_decimals(value, _decimal(least)) < 0:  # type: ignore[arg-type]
        raise ValueError(text)
    if most is not None and _compare_decimals(value, _decimal(most)) > 0:  # type: ignore[arg-type]
        raise ValueError(text)
    return value  # type: ignore[no-any-return]


def _double(text: str, single: bool = False) -> Hashable:
    if text in ("INF", "-INF", "NaN"):
        return text
    if re.fullmatch(_DOUBLE, text) is None:
        raise ValueError(text)
    value = float(text)
    if single:
        import struct

        try:
            value = struct.unpack("f", struct.pack("f", value))[0]
        except OverflowError:
            value = float("inf") if value > 0 else float("-inf")
    return value


def _compare_doubles(one: float | str, other: float | str) -> int | None:
    if "NaN" in (one, other):
        return None
    a, b = float(one), float(other)
    return (a > b) - (a < b)


_SCHEME = r"[A-Za-z][A-Za-z0-9+.\-]*"
_BAD_ESCAPE = r"%(?![0-9A-Fa-f]{2})"
_HOST = r"//(?:[^/?#\[\]]*@)?\[[0-9A-Fa-f:.]+\](?::[0-9]*)?(?=[/?]|$)"


def _any_uri(text: str) -> Hashable:
    """A URI reference of RFC 2396 as amended by RFC 2732, after the escaping of XLink 1.0, section 5.4."""
    if "%" in text and re.search(_BAD_ESCAPE, text):
        raise ValueError(text)
    rest, _, fragment = text.partition("#")
    if "#" in fragment:
        raise ValueError(text)
    path = rest.partition("?")[0]
    if ":" in path:
        scheme, _, after = path.partition(":")
        if "/" not in scheme:
            if re.fullmatch(_SCHEME, scheme) is None or len(rest) == len(scheme) + 1:
                raise ValueError(text)
            path = after
    if ("[" in path or "]" in path) and not set("[]").isdisjoint(re.sub(_HOST, "", path, count=1)):
        raise ValueError(text)
    return text


_HEX = r"(?:[0-9A-Fa-f]{2})*"
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)?")


def _hex_binary(text: str) -> Hashable:
    if re.fullmatch(_HEX, text) is None:
        raise ValueError(text)
    return bytes.fromhex(text)


def _base64_binary(text: str) -> Hashable:
    packed = text.replace(" ", "")
    if re.fullmatch(_BASE64, packed) is None:
        raise ValueError(text)
    import base64

    return base64.b64decode(packed)


_name = _names(NAME_STARTS, NAME_CHARACTERS, r"[A-Za-z_:][A-Za-z_:0-9.\-]*")
_nm_token = _names(NAME_CHARACTERS, NAME_CHARACTERS, r"[A-Za-z_:0-9.\-]+")
_nc_name = _names(
    NAME_STARTS.replace(":", "", 1), NAME_CHARACTERS.replace(":", "", 1), r"[A-Za-z_][A-Za-z_0-9.\-]*"
)


def _q_name(text: str) -> Hashable:
    prefix, colon, name = text.partition(":")
    if colon:
        _nc_name(prefix)
    return (prefix if colon else "", _nc_name(name if colon else prefix))


def _language(text: str) -> Hashable:
    if re.fullmatch("[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*", text) is None:
        raise ValueError(text)
    return text


def in_context(name: str, text: str, element: etree._Element | None) -> Hashable:
    """The value of a QName, NOTATION or ENTITY where it stands: names with their namespace.

    :raises ValueError: the prefix, or the unparsed entity, is not declared there.
    """
    if name in ("ENTITY", "ENTITIES"):
        subset: Any = None if element is None else element.getroottree().docinfo.internalDTD
        declared = set() if subset is None else {entity.name for entity in subset.iterentities()}
        if not set(text.split(" ")) <= declared:
            raise ValueError(text)
        return text
    prefix, colon, local = text.rpartition(":")
    namespaces = {} if element is None else element.nsmap
    if colon and prefix != "xml" and prefix not in namespaces:
        raise ValueError(text)
    return (namespaces.get(prefix or None, ""), local)


def _text_kind(parse: Callable[[str], Hashable], **more: Any) -> Kind:
    return Kind(parse, collapse, length=len, **more)


def _number_kind(least: str | None = None, most: str | None = None) -> Kind:
    return Kind(partial(_integer, least=least, most=most), collapse, compare=_compare_decimals, digits=True)


def _date_kind(name: str) -> Kind:
    return Kind(partial(moment, name), collapse, compare=compare_moments)


BUILT_IN = {"string": Kind(_string, preserve), "token": Kind(_string, collapse)}

KINDS = {
    "string": Kind(_string, preserve, length=len),
    "normalizedString": Kind(_string, replace, length=len),
    "token": _text_kind(_string),
    "language": _text_kind(_language),
    "Name": _text_kind(_name),
    "NCName": _text_kind(_nc_name),
    "NMTOKEN": _text_kind(_nm_token),
    "NMTOKENS": _text_kind(_list_of(_nm_token)),
    "ID": _text_kind(_nc_name),
    "IDREF": _text_kind(_nc_name),
    "IDREFS": _text_kind(_list_of(_nc_name)),
    "ENTITY": _text_kind(_nc_name, contextual=True),
    "ENTITIES": _text_kind(_list_of(_nc_name), contextual=True),
    "QName": Kind(_q_name, collapse, contextual=True),
    "NOTATION": Kind(_q_name, collapse, contextual=True),
    "anyURI": _text_kind(_any_uri),
    "boolean": Kind(_boolean, collapse),
    "decimal": Kind(_decimal, collapse, compare=_compare_decimals, digits=True),
    "integer": _number_kind(),
    "nonPositiveInteger": _number_kind(None, "0"),
    "negativeInteger": _number_kind(None, "-1"),
    "nonNegativeInteger": _number_kind("0"),
    "positiveInteger": _number_kind("1"),
    "long": _number_kind("-9223372036854775808", "9223372036854775807"),
    "int": _number_kind("-2147483648", "2147483647"),
    "short": _number_kind("-32768", "32767"),
    "byte": _number_kind("-128", "127"),
    "unsignedLong": _number_kind("0", "18446744073709551615"),
    "unsignedInt": _number_kind("0", "4294967295"),
    "unsignedShort": _number_kind("0", "65535"),
    "unsignedByte": _number_kind("0", "255"),
    "double": Kind(_double, collapse, compare=_compare_doubles),
    "float": Kind(partial(_double, single=True), collapse, compare=_compare_doubles),
    "duration": Kind(duration, collapse, compare=compare_durations),
    "hexBinary": Kind(_hex_binary, collapse, length=len),
    "base64Binary": Kind(_base64_binary, collapse, length=len),
    **{
        name: _date_kind(name)
        for name in ("dateTime", "date", "time", "gYearMonth", "gYear", "gMonthDay", "gDay", "gMonth")
    },
}

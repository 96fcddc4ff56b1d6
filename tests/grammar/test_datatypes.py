# ruff: noqa: E501 (one type or expression, one row)
"""Datatypes of XML Schema and RELAX NG: lexical spaces, equality of values, facets."""

from __future__ import annotations

import pytest

from tei_tools.grammar._datatypes import XSD, DatatypeError, datatype, in_words

SPACES = {
    "anyURI": (["", "#a", "a b", "a/b:c", "http://\u00e9.x/", "http://[::1]/", "mailto:x", "?a:b", "x:?"],
               ["a%zz", "#a#b", "1a:b", ":b", "a:", "http:", "a:#x", "a[b", "http://[::1", "http://a/[x]"]),
    "base64Binary": (["", "AAAA", "AA A=", "AA=="], ["A", "AB==", "===="]),
    "boolean": (["true", "1", " false "], ["TRUE", "", "yes"]),
    "byte": (["127", "-128", "+1"], ["128", "1.0"]),
    "date": (["2020-02-29", "-0001-01-01", "12020-01-01", "2020-01-01Z", "2020-01-01+14:00", " 2020-01-01 "],
             ["2020-02-30", "2021-02-29", "0000-01-01", "02020-01-01", "2020-1-1", "2020-01-01+14:01", "06.03.2022"]),
    "dateTime": (["2020-01-01T12:00:00", "2020-01-01T24:00:00", "2020-01-01T23:59:60Z", "2020-01-01T00:00:00.5"],
                 ["2020-01-01T24:00:01", "2020-01-01", "2020-01-01T00:00", "2020-01-01T00:00:00."]),
    "decimal": (["1", "-1.5", "1.", ".5", "+0", "9" * 5000], [".", "1e3", "", "INF"]),
    "double": (["1", "1e5", "INF", "-INF", "NaN", ".5"], ["+INF", "1e", "0x1", "inf"]),
    "duration": (["P1Y", "-P1DT2H", "PT1.5S"], ["P", "PT", "P1YT", "P1M1Y", "1Y", "P1W"]),
    "gDay": (["---31"], ["---32", "--1"]),
    "gMonth": (["--12"], ["--13", "--12--"]),
    "gMonthDay": (["--02-29"], ["--02-30", "--04-31"]),
    "gYear": (["2020", "-0044", "2020Z"], ["20", "0000", "02020"]),
    "gYearMonth": (["2020-12"], ["2020-13", "2020"]),
    "hexBinary": (["", "0aFF"], ["0", "0G"]),
    "ID": (["a", "_1"], ["1a", "a:b", "a b", ""]),
    "integer": (["1", "-0", "9" * 5000], ["1.0", ""]),
    "language": (["de", "de-AT", "x-klingon"], ["abcdefghi", "de_AT", "", "a1"]),
    "Name": (["a:b", "\u00e9"], ["1a", "\u00b7"]),
    "NCName": (["a-b", "a\u00b7"], ["a:b", "-a"]),
    "NMTOKENS": (["1a b"], ["", " "]),
    "nonNegativeInteger": (["0", "-0", "1"], ["-1"]),
    "time": (["24:00:00", "12:00:00.5Z"], ["25:00:00", "12:60:00", "12:00"]),
}  # fmt: skip


@pytest.mark.parametrize("name", SPACES)
def test_a_type_allows_its_lexical_space_alone(name: str) -> None:
    kind = datatype(XSD, name)
    right, wrong = SPACES[name]
    assert [text for text in right if not kind.allows(text)] == []
    assert [text for text in wrong if kind.allows(text)] == []


@pytest.mark.parametrize(
    ("name", "one", "other", "equal"),
    [
        ("integer", "1", "+01", True),
        ("decimal", "1", "1.0", True),
        ("decimal", "-0", "0", True),
        ("double", "1", "1e0", True),
        ("string", "a", " a", False),
        ("token", "a  b", " a b", True),
        ("boolean", "1", "true", True),
        ("dateTime", "2020-01-01T12:00:00Z", "2020-01-01T13:00:00+01:00", True),
        ("dateTime", "2020-01-01T12:00:00Z", "2020-01-01T12:00:00", False),
        ("dateTime", "2020-01-01T12:00:00.50", "2020-01-01T12:00:00.5", True),
        ("dateTime", "2020-01-01T24:00:00", "2020-01-02T00:00:00", True),
        ("duration", "P1Y", "P12M", True),
        ("hexBinary", "0a", "0A", True),
        ("anyURI", "a", "%61", False),
    ],
)
def test_values_are_equal_by_their_type(name: str, one: str, other: str, equal: bool) -> None:
    kind = datatype(XSD, name)
    assert (kind.value(one) == kind.value(other)) is equal


@pytest.mark.parametrize(
    ("name", "facet", "bound", "right", "wrong"),
    [
        ("string", "length", "2", "\U00010000a", "a"),
        ("token", "minLength", "2", "ab", " a "),
        ("decimal", "totalDigits", "3", "012.3", "123.4"),
        ("decimal", "fractionDigits", "1", "1.2", "1.20"),
        ("integer", "maxExclusive", "10", "9", "10"),
        ("date", "minInclusive", "2020-01-02", "2020-01-04Z", "2020-01-02Z"),
        ("duration", "maxInclusive", "P1M", "P27D", "P30D"),
        ("double", "minExclusive", "0", "1e-300", "NaN"),
        ("hexBinary", "length", "2", "0A0B", "0A"),
        ("NMTOKENS", "length", "2", "a b", "a"),
    ],
)
def test_a_facet_bounds_values(name: str, facet: str, bound: str, right: str, wrong: str) -> None:
    kind = datatype(XSD, name, ((facet, bound),))
    assert kind.allows(right)
    assert not kind.allows(wrong)


@pytest.mark.parametrize(
    ("library", "name", "parameters"),
    [
        ("u", "token", ()),
        ("", "date", ()),
        ("", "token", (("length", "1"),)),
        (XSD, "nonsense", ()),
        (XSD, "token", (("enumeration", "a"),)),
        (XSD, "token", (("whiteSpace", "collapse"),)),
        (XSD, "date", (("minInclusive", "x"),)),
        (XSD, "token", (("length", "-1"),)),
    ],
)
def test_what_does_not_exist_is_refused(
    library: str, name: str, parameters: tuple[tuple[str, str], ...]
) -> None:
    with pytest.raises(DatatypeError):
        datatype(library, name, parameters)


def test_a_type_is_said_in_words_that_a_person_understands() -> None:
    assert in_words(datatype(XSD, "date")) == "a date written YYYY-MM-DD"
    assert in_words(datatype(XSD, "token", (("pattern", r"[^\p{C}\p{Z}]+"),))) == "a word without spaces"

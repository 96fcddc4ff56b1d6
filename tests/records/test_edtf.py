"""EDTF's bounds, against the ``edtf`` package, which we did not write."""

from __future__ import annotations

import time

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import given
from hypothesis import strategies as st

from tei_tools.records._edtf import bounds, is_edtf

YEARS = st.integers(1, 9998)
MONTHS = st.integers(1, 12)


@st.composite
def dates(draw: st.DrawFn) -> str:
    year = f"{draw(YEARS):04}"
    shape = draw(st.integers(0, 5))
    if shape == 0:
        return year
    if shape == 1:
        return year[:3] + "X"
    if shape == 2:
        return year[:2] + "XX"
    month = f"{draw(MONTHS):02}"
    if shape == 3:
        return f"{year}-{month}"
    return f"{year}-{month}-{draw(st.integers(1, 28)):02}"


@st.composite
def expressions(draw: st.DrawFn) -> str:
    first, second = sorted((draw(dates()), draw(dates())))
    shape = draw(st.integers(0, 2))
    if shape == 0:
        return first
    if shape == 1:
        return f"{first}/{second}"
    return f"[{first}..{second}]" if "X" not in first + second else first


def strict_bounds(expression: str) -> tuple[str, str]:

    parsed = parse_edtf(expression)
    lower, upper = parsed.lower_strict(), parsed.upper_strict()
    days = (lower, upper)
    return tuple(f"{day.tm_year:04}-{day.tm_mon:02}-{day.tm_mday:02}" for day in days)  # type: ignore[return-value]


@given(expressions())
def test_bounds_are_those_of_the_edtf_package(expression: str) -> None:
    try:
        ours = bounds(expression)
    except ValueError:
        # Of two dates in order as words one may begin after the other ends; the package does not mind.
        assert "/" in expression or ".." in expression
        return
    try:
        theirs = strict_bounds(expression)
    except EDTFParseException:
        return  # the package wants both ends of a range in a set to have the same precision
    assert ours == theirs


@pytest.mark.parametrize(
    ("expression", "earliest", "latest"),
    [
        ("1990", "1990-01-01", "1990-12-31"),
        ("1990-02", "1990-02-01", "1990-02-28"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("1984?", "1984-01-01", "1984-12-31"),
        ("2004-06~", "2004-06-01", "2004-06-30"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("1985-04-XX", "1985-04-01", "1985-04-30"),
        ("1985-XX-XX", "1985-01-01", "1985-12-31"),
        ("XXXX-05-12", "0000-05-12", "9999-05-12"),
        ("XXXX-02-29", "0000-02-29", "9996-02-29"),
        ("2001-21", "2001-03-01", "2001-05-31"),
        ("2001-24", "2001-12-01", "2002-02-28"),
        ("2003-34", "2003-04-01", "2003-06-30"),
        ("1964/2008", "1964-01-01", "2008-12-31"),
        ("1985/..", "1985-01-01", None),
        ("../1985", None, "1985-12-31"),
        ("1985/", "1985-01-01", None),
        ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31"),
        ("[..1760-12-03]", None, "1760-12-03"),
        ("[1760..]", "1760-01-01", None),
        ("{1960,1961-12}", "1960-01-01", "1961-12-31"),
        ("-0049", "-0049-01-01", "-0049-12-31"),
        ("-0299/-0100", "-0299-01-01", "-0100-12-31"),
        ("-01XX", "-0199-01-01", "-0100-12-31"),
        ("Y17000", "17000-01-01", "17000-12-31"),
        ("Y-17000", "-17000-01-01", "-17000-12-31"),
        ("2012-10-10T10:15:30Z", "2012-10-10", "2012-10-10"),
    ],
)
def test_bounds(expression: str, earliest: str | None, latest: str | None) -> None:
    assert bounds(expression) == (earliest, latest)


@pytest.mark.parametrize(
    "expression",
    """|1990-13|1990-02-30|1999-00|90|c. 1990|1990/1980|[1990..1980]|../..|[]|[1990|1990-1|2001-21-01|-0000
    |1985-XX-32|1990-06-XX?x|2012-10-10T25:00:00|1/2/3|[..]""".replace("\n    ", "").split("|"),
)  # fmt: skip
def test_what_is_no_date_is_refused(expression: str) -> None:
    assert not is_edtf(expression)


@given(st.text(alphabet="0123456789X-/.[]{},?~%YST:Z ", max_size=30))
def test_any_words_are_read_or_refused(expression: str) -> None:
    if is_edtf(expression):
        earliest, latest = bounds(expression)
        assert earliest or latest


def test_long_words_take_no_long_time() -> None:
    begun = time.process_time()
    assert not is_edtf("[" + "1990," * 100_000)
    assert not is_edtf("XXXX-" * 10_000)
    assert time.process_time() - begun < 1

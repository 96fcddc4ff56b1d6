"""The calendar arithmetic behind dates, against the standard library and known days."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_tools.taggers.dates import _calendar as calendar
from tei_tools.taggers.dates._numerals import roman
from tei_tools.taggers.dates._year_words import year_in_words


@given(st.dates())
def test_day_numbers_agree_with_the_standard_library(date: datetime.date) -> None:
    day = (date.year, date.month, date.day)
    assert calendar.number(day) == date.toordinal() + 1_721_425
    assert calendar.day(calendar.number(day)) == day
    assert calendar.weekday(calendar.number(day)) == date.isoweekday()


@given(st.integers(min_value=-100_000, max_value=4_000_000))
def test_a_day_number_comes_back(serial: int) -> None:
    assert calendar.number(calendar.day(serial)) == serial


@pytest.mark.parametrize(
    ("julian", "gregorian"),
    [
        ((1582, 10, 5), (1582, 10, 15)),
        ((1752, 9, 3), (1752, 9, 14)),
        ((1917, 10, 25), (1917, 11, 7)),
        ((1616, 4, 23), (1616, 5, 3)),
        ((1700, 2, 29), (1700, 3, 11)),
    ],
)
def test_known_julian_days(julian: calendar.Day, gregorian: calendar.Day) -> None:
    assert calendar.from_julian(julian) == gregorian


@pytest.mark.parametrize(
    ("republican", "gregorian"),
    [
        ((1, 1, 1), (1792, 9, 22)),
        ((2, 11, 9), (1794, 7, 27)),
        ((4, 1, 13), (1795, 10, 5)),
        ((8, 2, 18), (1799, 11, 9)),
        ((12, 1, 1), (1803, 9, 24)),
        ((15, 1, 1), None),
    ],
)
def test_known_republican_days(republican: tuple[int, int, int], gregorian: calendar.Day | None) -> None:
    assert calendar.from_republican(*republican) == gregorian


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1818, (1818, 3, 22)),
        (1916, (1916, 4, 23)),
        (1943, (1943, 4, 25)),
        (2000, (2000, 4, 23)),
        (2024, (2024, 3, 31)),
    ],
)
def test_known_easters(year: int, day: calendar.Day) -> None:
    assert calendar.easter(year) == day


def test_feasts_that_are_counted() -> None:
    assert calendar.feast(("nth", 11, 4, 4), 2023) == (2023, 11, 23)
    assert calendar.feast(("nth", 5, -1, 1), 2023) == (2023, 5, 29)
    assert calendar.feast(("advent", 1, 0, 0), 2023) == (2023, 12, 3)


@pytest.mark.parametrize(
    ("words", "value"), [("XVIII", 18), ("MCMXIV", 1914), ("IV", 4), ("IIII", 4), ("IC", None), ("A", None)]
)
def test_roman_numerals(words: str, value: int | None) -> None:
    assert roman(words) == value


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("eighteen hundred and sixty three", 1863),
        ("nineteen eighty-six", 1986),
        ("seventeen hundred thirty three", 1733),
        ("one thousand six hundred and fifty one", 1651),
        ("two thousand and fifteen", 2015),
        ("nineteen people", None),
        ("eighteen hundred men", None),
    ],
)
def test_years_in_words(words: str, year: int | None) -> None:
    found = year_in_words(words, 0, len(words))
    assert (found[0] if found else None) == year

"""EDTF (ISO 8601-2:2019, clause 4; the Library of Congress's levels 0 and 1, with the sets of level 2).

:func:`bounds` gives the first and the last day that an expression can mean, as ``YYYY-MM-DD`` in the
proleptic Gregorian calendar with astronomical years (``-0049`` is 50 before Christ). A year before 9999
B.C. or after 9999 A.D. has more digits.
"""

from __future__ import annotations

import re

__all__ = ["bounds", "is_edtf", "sorting_key", "year_text"]

_DATE = re.compile(
    r"(?P<y>-?[0-9X]{4}|Y-?\d{5,})(?:S\d+)?(?:-(?P<m>[0-9X]{2})(?:-(?P<d>[0-9X]{2}))?)?(?P<q>[?~%]?)"
)
_TIME = re.compile(r"(-?\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(Z|[+-]\d{2}(?::\d{2})?)?")

# The months that a season may lie in: ISO 8601-2, table 8 (21–24 without a place are those of either
# hemisphere in the Library of Congress's table too; 25–28 north, 29–32 south, 33–36 quarters, 37–39
# quadrimesters, 40–41).
_SEASONS = {
    **dict.fromkeys((21, 25), (3, 5)),
    **dict.fromkeys((22, 26), (6, 8)),
    **dict.fromkeys((23, 27), (9, 11)),
    **dict.fromkeys((24, 28), (12, 12)),
    29: (9, 11),
    30: (12, 12),
    31: (3, 5),
    32: (6, 8),
    **{33 + quarter: (1 + 3 * quarter, 3 + 3 * quarter) for quarter in range(4)},
    **{37 + third: (1 + 4 * third, 4 + 4 * third) for third in range(3)},
    40: (1, 6),
    41: (7, 12),
}

Bounds = tuple[str | None, str | None]


class NotEdtfError(ValueError):
    """An expression that is not EDTF, or a date that does not exist."""


def is_edtf(expression: str) -> bool:
    """Whether this is an expression that :func:`bounds` reads."""
    try:
        bounds(expression)
    except NotEdtfError:
        return False
    return True


def bounds(expression: str) -> Bounds:
    """The first and last day that an expression can mean; ``None`` at an end that is open or unknown.

    Raises :class:`NotEdtfError`, a ``ValueError``.
    """
    if len(expression) > 1000:
        raise NotEdtfError("too long for a date")
    if expression[:1] in ("[", "{"):
        return _set(expression)
    if "/" in expression:
        first, _, last = expression.partition("/")
        if (first in ("", "..") and last in ("", "..")) or "/" in last:
            raise NotEdtfError(expression)
        earliest = None if first in ("", "..") else _single(first)[0]
        latest = None if last in ("", "..") else _single(last)[1]
        if earliest and latest and sorting_key(earliest) > sorting_key(latest):
            raise NotEdtfError(f"{expression} ends before it begins")
        return earliest, latest
    return _single(expression)


def year_text(year: int) -> str:
    """A year as EDTF writes it: four digits, a sign before Christ, ``Y`` where it has more."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def sorting_key(day: str) -> tuple[int, int, int]:
    """What days of :func:`bounds` are ordered by."""
    year, month, date = day.rsplit("-", 2)
    return int(year), int(month), int(date)


def _day(year: int, month: int, day: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{day:02}"


_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def last_of_month(year: int, month: int) -> int:
    """The last day of a month, with the Gregorian leap days before there were any."""
    if month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return 29
    return _LENGTHS[month]


def _set(expression: str) -> Bounds:
    if expression[-1:] != {"[": "]", "{": "}"}[expression[0]]:
        raise NotEdtfError(expression)
    found: list[Bounds] = []
    for member in expression[1:-1].split(","):
        first, dots, last = member.strip().partition("..")
        if not dots:
            found.append(_single(first))
            continue
        if not first and not last:
            raise NotEdtfError(expression)
        pair = (_single(first)[0] if first else None, _single(last)[1] if last else None)
        if pair[0] and pair[1] and sorting_key(pair[0]) > sorting_key(pair[1]):
            raise NotEdtfError(f"{expression} ends before it begins")
        found.append(pair)
    firsts = [first for first, _ in found if first]
    lasts = [last for _, last in found if last]
    return (
        min(firsts, key=sorting_key) if len(firsts) == len(found) else None,
        max(lasts, key=sorting_key) if len(lasts) == len(found) else None,
    )


def _single(expression: str) -> Bounds:
    time = _TIME.fullmatch(expression)
    if time:
        if int(time[2]) > 24 or int(time[3]) > 59 or int(time[4]) > 59:
            raise NotEdtfError(f"{expression} is no time of the day")
        return _single(time[1])
    match = _DATE.fullmatch(expression)
    if match is None:
        raise NotEdtfError(f"{expression} is not EDTF")
    written, month, day = match["y"], match["m"], match["d"]
    if written.startswith("Y"):
        if month:
            raise NotEdtfError(f"{expression} is not EDTF")
        first_year = last_year = int(written[1:])
    else:
        digits = written.lstrip("-")
        low, high = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
        first_year, last_year = (-high, -low) if written[0] == "-" else (low, high)
        if written == "-0000":
            raise NotEdtfError("there is no year -0000")
    if month is None:
        return _day(first_year, 1, 1), _day(last_year, 12, 31)
    if "X" not in expression and day is not None:  # the commonest by far: one day
        year, of_year, of_month = first_year, int(month), int(day)
        if not 1 <= of_year <= 12 or not 1 <= of_month <= last_of_month(year, of_year):
            raise NotEdtfError(f"{expression}: there is no such day")
        return (only := _day(year, of_year, of_month)), only
    if month.isdigit() and int(month) > 12:
        season = _SEASONS.get(int(month))
        if season is None or day is not None:
            raise NotEdtfError(f"{expression}: there is no month {month}")
        return _season(first_year, last_year, int(month), season)
    months = [int(month)] if month.isdigit() else [n for n in range(1, 13) if _fits(n, month)]
    months = months if months[:1] != [0] else []
    if not months:
        raise NotEdtfError(f"{expression}: there is no month {month}")
    if day is None:
        last = months[-1]
        return _day(first_year, months[0], 1), _day(last_year, last, last_of_month(last_year, last))
    return _days(expression, (first_year, last_year), months, day)


def _season(first: int, last: int, code: int, months: tuple[int, int]) -> Bounds:
    """Winter (northern 24 and 28, southern 30) runs from December into February of the next year."""
    if months == (12, 12):
        return _day(first, 12, 1), _day(last + 1, 2, last_of_month(last + 1, 2))
    return _day(first, months[0], 1), _day(last, months[1], last_of_month(last, months[1]))


def _days(expression: str, years: tuple[int, int], months: list[int], day: str) -> Bounds:
    first = _first_fit(years[0], years[1], months, day)
    last = _first_fit(years[1], years[0], months[::-1], day, backwards=True)
    if first is None or last is None:
        raise NotEdtfError(f"{expression}: there is no such day")
    return first, last


def _first_fit(start: int, stop: int, months: list[int], day: str, backwards: bool = False) -> str | None:
    """The first year, month and day that fit; eight years hold every leap year there can be."""
    step = -1 if backwards else 1
    for year in range(start, start + step * (min(abs(stop - start), 8) + 1), step):
        for month in months:
            days = [number for number in range(1, last_of_month(year, month) + 1) if _fits(number, day)]
            if days:
                return _day(year, month, days[-1 if backwards else 0])
    return None


def _fits(number: int, pattern: str) -> bool:
    return all(mark in ("X", digit) for digit, mark in zip(f"{number:02}", pattern, strict=True))

"""Calendar arithmetic: days as numbers, Easter, the Julian and the French republican calendar.

Years are astronomical here (0 is 1 BC). Day numbers are Julian day numbers at noon. Sources: E. M. Reingold
and N. Dershowitz, *Calendrical Calculations* (Gregorian, Julian, Easter); the republican year begins on the
day of the autumn equinox in Paris, for the years 1–14 in which it was in use on the days of ``_REPUBLICAN``.
"""

from __future__ import annotations

Day = tuple[int, int, int]

_EPOCH = 1_721_426
"""The Julian day number of 1 January of the year 1 (Gregorian)."""

_REPUBLICAN = (22, 22, 22, 23, 22, 22, 22, 23, 23, 23, 23, 24, 23, 23)
"""The day of September on which the republican years 1 (1792) to 14 (1805) began."""


def is_leap(year: int) -> bool:
    """Whether a Gregorian year has 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """The number of days of a Gregorian month."""
    if month == 2:
        return 29 if is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def number(day: Day) -> int:
    """The Julian day number of a Gregorian day."""
    year, month, of_month = day
    before = year - 1
    days = 365 * before + before // 4 - before // 100 + before // 400 + (367 * month - 362) // 12
    if month > 2:
        days -= 1 if is_leap(year) else 2
    return _EPOCH + days + of_month - 1


def day(serial: int) -> Day:
    """The Gregorian day of a Julian day number."""
    offset = serial - _EPOCH
    year = (10_000 * offset + 14_780) // 3_652_425 + 1
    while number((year, 1, 1)) > serial:
        year -= 1
    while number((year + 1, 1, 1)) <= serial:
        year += 1
    rest = serial - number((year, 1, 1))
    month = 1
    while rest >= month_length(year, month):
        rest -= month_length(year, month)
        month += 1
    return year, month, rest + 1


def weekday(serial: int) -> int:
    """The day of the week, Monday 1 to Sunday 7."""
    return serial % 7 + 1


def shifted(origin: Day, days: int) -> Day:
    """The day so many days later (or earlier)."""
    return day(number(origin) + days)


def month_shifted(year: int, month: int, months: int) -> tuple[int, int]:
    """The month so many months later (or earlier)."""
    total = year * 12 + month - 1 + months
    return total // 12, total % 12 + 1


def from_julian(julian: Day) -> Day:
    """The Gregorian day of a day of the Julian calendar."""
    year, month, of_month = julian
    before = year - 1
    days = 365 * before + before // 4 + (367 * month - 362) // 12
    if month > 2:
        days -= 1 if year % 4 == 0 else 2
    return day(_EPOCH - 3 + days + of_month)


def from_republican(year: int, month: int, of_month: int) -> Day | None:
    """The Gregorian day of a republican day (year 1–14, month 1–13); ``None`` outside the calendar's use."""
    if not (1 <= year <= 14 and 1 <= month <= 13 and 1 <= of_month <= 30):
        return None
    start = number((1791 + year, 9, _REPUBLICAN[year - 1]))
    return day(start + 30 * (month - 1) + of_month - 1)


def easter(year: int) -> Day:
    """Easter Sunday in the Gregorian calendar (for the years before 1583 in the Julian, converted)."""
    golden = year % 19
    if year < 1583:
        moon = (19 * golden + 15) % 30
        week = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
        month, rest = divmod(moon + week + 114, 31)
        return from_julian((year, month, rest + 1))
    century, within = divmod(year, 100)
    quarter, rest4 = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - quarter - shift + 15) % 30
    week = (32 + 2 * rest4 + 2 * (within // 4) - moon - within % 4) % 7
    correction = (golden + 11 * moon + 22 * week) // 451
    month, rest = divmod(moon + week - 7 * correction + 114, 31)
    return year, month, rest + 1


def feast(rule: tuple[str, int, int, int], year: int) -> Day:
    """The day of a feast in a year; the rules are those of ``_language.Feast``."""
    kind, first, second, third = rule
    if kind == "easter":
        return shifted(easter(year), first)
    if kind == "nth":
        if second < 0:
            last = number((year, first, month_length(year, first)))
            return day(last - (weekday(last) - third) % 7)
        opening = number((year, first, 1))
        return day(opening + (third - weekday(opening)) % 7 + 7 * (second - 1))
    if kind == "advent":
        christmas = number((year, 12, 25))
        return day(christmas - (weekday(christmas) % 7 or 7) - 7 * (4 - first))
    return year, first, second


def exists(year: int | None, month: int, of_month: int) -> bool:
    """Whether there is such a day; without a year, whether any year has it."""
    if not 1 <= month <= 12:
        return False
    return 1 <= of_month <= month_length(2000 if year is None else year, month)

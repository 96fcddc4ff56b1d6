"""Days, weeks, months and years before and after a base: what "last month" and "three days ago" come to."""

from __future__ import annotations

from tei_tools.taggers.dates import _calendar as calendar
from tei_tools.taggers.dates._reading import Partial, Reading
from tei_tools.taggers.dates._values import Point


def _stretch(reading: Reading, base: Partial) -> tuple[Point, Point | None] | None:
    """ "The last five years": from so long ago until now."""
    year, month, day = base
    assert year is not None
    unit, count = reading.unit, reading.count
    if unit in ("year", "decade"):
        other, here = Point(year + count * (10 if unit == "decade" else 1)), Point(year)
    elif unit == "quarter" and month is not None:
        start = calendar.month_shifted(year, (month - 1) // 3 * 3 + 1, 3 * count if count < 0 else 3)
        last = calendar.month_shifted(*start, 3 * abs(count) - 1)
        return Point(*start), Point(*last)
    elif unit == "month" and month is not None:
        other, here = Point(*calendar.month_shifted(year, month, count)), Point(year, month)
    elif unit in ("week", "day") and month is not None and day is not None:
        other = Point(*calendar.shifted((year, month, day), count * (7 if unit == "week" else 1)))
        here = Point(year, month, day)
    else:
        return None
    return (other, here) if count < 0 else (here, other)


def _ago(reading: Reading, base: Partial) -> tuple[Point, Point | None] | None:
    """Four years ago today, two years ago this week, a week ago Tuesday, the year-ago quarter."""
    year, month, day = base
    assert year is not None
    count, unit = reading.count, reading.unit
    if unit == "quarter_of_year":
        if month is None or month % 3 or day is not None:
            return Point(year + count), None
        return Point(year + count, month - 2), Point(year + count, month)
    if month is None or day is None:
        return None
    if unit == "week":
        there = calendar.shifted((year, month, day), 7 * count)
    else:
        months = {"month": 1, "year": 12, "decade": 120}[unit] * count
        year, month = calendar.month_shifted(year, month, months)
        there = (year, month, min(day, calendar.month_length(year, month)))
    if reading.weekday is not None:
        back = (calendar.weekday(calendar.number(there)) - reading.weekday) % 7
        return Point(*calendar.shifted(there, -back)), None
    if reading.grain == "month":
        return Point(*there[:2]), None
    if reading.grain == "week":
        monday = calendar.shifted(there, 1 - calendar.weekday(calendar.number(there)))
        return Point(*monday), Point(*calendar.shifted(monday, 6))
    return Point(*calendar.shifted(there, reading.day or 0)), None


def shifted(reading: Reading, base: Partial) -> tuple[Point, Point | None] | None:
    """The point, or first and last point, so many units from a base; ``None`` where it is too coarse."""
    year, month, day = base
    assert year is not None
    unit, count = reading.unit, reading.count
    counted = reading.shape in ("count", "in_future")
    if reading.shape == "ago":
        return _ago(reading, base)
    if unit == "months_of_year":
        opening, closing = reading.months or (1, 12)
        return Point(year + count, opening), Point(year + count, closing)
    if unit == "ten_years":
        return Point(year - 10), Point(year)
    if reading.shape == "stretch":
        return _stretch(reading, base)
    if unit == "year":
        return Point(year + count), None
    if unit == "decade":
        start = (year + 10 * count) // 10 * 10
        return (Point(year + 10 * count), None) if counted else (Point(start), Point(start + 9))
    if unit == "century":
        start = (year + 100 * count) // 100 * 100
        return (Point(year + 100 * count), None) if counted else (Point(start), Point(start + 99))
    if unit == "season_in_year":
        return Point(year + count), None
    if unit == "season":
        here = {21: 4, 22: 7, 23: 10, 24: 13}.get(reading.season or 0, 7)
        shift = count if count else 0
        if reading.season == 24 and month is not None and month <= 2 and count <= 0:
            shift -= 1  # January is of the winter that began last year
            return Point(year + shift), None
        if count < 0 and month is not None and month > here:
            shift = 0
        if count > 0 and month is not None and month < here:
            shift = 0
        return Point(year + shift), None
    if unit == "month_in_year":
        that_year = year + count
        target = reading.month or 1
        if reading.day is not None and not calendar.exists(that_year, target, reading.day):
            return None
        return Point(that_year, target, reading.day), None
    if month is None:
        return None
    if unit == "month_of_year":
        target = reading.month or 1
        shift = 0
        if count < 0 and target >= month:
            shift = -1
        elif count > 0 and target <= month:
            shift = 1
        return Point(year + shift, target), None
    if unit in ("month", "quarter"):
        if unit == "quarter":
            start_year, start = calendar.month_shifted(year, (month - 1) // 3 * 3 + 1, 3 * count)
            return Point(start_year, start), Point(start_year, start + 2)
        return Point(*calendar.month_shifted(year, month, count)), None
    if unit == "day_of_month":
        there = calendar.month_shifted(year, month, count)
        return (Point(*there, reading.day), None) if calendar.exists(*there, reading.day or 0) else None
    if day is None:
        return None
    origin = calendar.number((year, month, day))
    if unit == "day":
        return Point(*calendar.day(origin + count)), None
    if unit == "week":
        if counted:
            return Point(*calendar.day(origin + 7 * count)), None
        monday = origin - calendar.weekday(origin) + 1 + 7 * count
        return Point(*calendar.day(monday)), Point(*calendar.day(monday + 6))
    if unit == "weekday_of_week":
        monday = origin - calendar.weekday(origin) + 1 + 7 * count
        return Point(*calendar.day(monday + (reading.weekday or 1) - 1)), None
    if unit == "weekend":
        saturday = origin - calendar.weekday(origin) + 6 + 7 * count
        return Point(*calendar.day(saturday)), Point(*calendar.day(saturday + 1))
    return None

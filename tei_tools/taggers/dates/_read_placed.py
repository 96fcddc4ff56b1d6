"""Readers of days and months by their place: the first Monday in August, the last day of August 1644,
the first nine months of 1989, four years ago today.
"""

from __future__ import annotations

from tei_tools.taggers.dates import _calendar as calendar
from tei_tools.taggers.dates import _contexts as contexts
from tei_tools.taggers.dates._reading import Reading
from tei_tools.taggers.dates._symbols import edges_free, first_value, numerals, read_year
from tei_tools.taggers.dates._tokens import Scan

_DIRECTION = {"l": -1, "n": 1, "j": 0, "J": 0, "h": 0}


def weekday_of_month(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """The first Monday in August 1864: the month is settled as any month is, the day counted in it."""
    symbols = scan.symbols
    weekday_at = next(k for k in range(first, last) if symbols[k] == "w")
    place = first_value(scan, first, weekday_at, "o") or -1
    if place > 5:
        return None
    month_at = next((k for k in range(weekday_at, last) if symbols[k] in "mM"), None)
    if month_at is None:
        unit = next((k for k in range(weekday_at, last) if symbols[k] == "u"), None)
        if unit is None or scan.values[unit] != "month":
            return None
        mark = next((symbols[k] for k in range(weekday_at, unit) if symbols[k] in "lnjJ"), "h")
        reading = Reading(first, last, "shift", count=_DIRECTION[mark], unit="month", confidence=0.8)
        reading.base = "narrative" if mark in "Jh" else "document"
    else:
        reading = Reading(first, last, "point", month=int(scan.values[month_at]), confidence=0.85)
        read_year(reading, scan, month_at + 1, last)
    reading.placed = (place, int(scan.values[weekday_at]))
    return reading


def last_of_month(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """The last day of August 1644; "the last of August"."""
    month_at = next(k for k in range(first, last) if scan.symbols[k] in "mM")
    unit = next((k for k in range(first, month_at) if scan.symbols[k] == "u"), None)
    if (unit is not None and scan.values[unit] != "day") or (unit is None and scan.symbols[first] != "h"):
        return None
    at = first + 2 if scan.symbols[first] == "h" else first
    if not scan.word(at).lower().startswith(("last", "letzt", "dernier")):
        return None
    month = int(scan.values[month_at])
    reading = Reading(first, last, "point", month=month, confidence=0.85, placed=(-1, 0))
    read_year(reading, scan, month_at + 1, last)
    return reading


def week_of(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """The first week of May 1945, the last week of 2019: seven days of it, some time within."""
    symbols = scan.symbols
    unit = next(k for k in range(first, last) if symbols[k] == "u")
    place = first_value(scan, first, unit, "o")
    lead = scan.word(unit - 2).lower()
    if scan.values[unit] != "week" or (place is None and not lead.startswith(("last", "letzt", "derni"))):
        return None
    month_at = next((k for k in range(unit, last) if symbols[k] in "mM"), None)
    reading = Reading(first, last, "point", confidence=0.8)
    if month_at is None:
        year = int(scan.values[last - 1])
        if place is not None and place > 52:
            return None
        start = calendar.shifted((year, 1, 1), 7 * (place - 1)) if place else (year, 12, 25)
        stop = calendar.shifted(start, 6)
        reading.kind, reading.within = "span", True
        reading.year, reading.month, reading.day, reading.end = *start, stop
        return reading
    if place is not None and place > 4:
        return None
    reading.month = int(scan.values[month_at])
    read_year(reading, scan, month_at + 1, last)
    length = calendar.month_length(reading.year or 2001, reading.month)
    reading.day = 7 * place - 6 if place else length - 6
    reading.kind, reading.within = "span", True
    reading.end = (reading.year, reading.month, reading.day + 6)
    return reading


def weekday_of_week(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """Tuesday of last week, next week on Tuesday."""
    unit = next(k for k in range(first, last) if scan.symbols[k] == "u")
    weekday = first_value(scan, first, last, "w")
    if scan.values[unit] != "week":
        return None
    mark = next(scan.symbols[k] for k in range(first, last) if scan.symbols[k] in "lnj")
    reading = Reading(first, last, "shift", count=_DIRECTION[mark], unit="weekday_of_week", confidence=0.85)
    reading.weekday = weekday
    return reading


def part_of_year(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """The first nine months of 1989, the second half of 1988; early 1991, which is 1991."""
    symbols = scan.symbols
    years = [k for k in range(first, last) if symbols[k] == "Y"]
    if "e" in symbols[first:last] and "u" in symbols[first:last]:
        return _half_of_year(scan, first, last)
    if "u" in symbols[first:last]:
        unit = next(k for k in range(first, last) if symbols[k] == "u")
        count = first_value(scan, first, unit, "Nd") or 0
        opening = first_value(scan, first, first + 3, "o")
        length = {"month": 1, "quarter": 3}.get(str(scan.values[unit]), 0) * count
        if not 1 <= length <= 11 or (opening is not None and opening != 1):
            return None
        months = (1, length) if opening else (13 - length, 12)
        if not years:
            mark = next(symbols[k] for k in range(last - 1, unit, -1) if symbols[k] in "ljn")
            if scan.values[last - 1] != "year":
                return None
            reading = Reading(first, last, "shift", count=_DIRECTION[mark], unit="months_of_year")
            reading.months, reading.confidence = months, 0.8
            return reading
    else:
        if not contexts.year_confidence(scan, years[0]) or not edges_free(scan, years[0], last, shape):
            return None
        part = next((scan.values[k] for k in range(first, last) if symbols[k] == "e"), None)
        if part not in ((0, 5), (5, 10)) or symbols[first:last].count("e") > 1:
            return Reading(first, last, "point", year=int(scan.values[years[0]]), confidence=0.9)
        months = (1, 6) if part == (0, 5) else (7, 12)
    year = int(scan.values[years[0]])
    reading = Reading(first, last, "span", year=year, month=months[0], confidence=0.9)
    reading.end = (year, months[1], None)
    return reading


def _half_of_year(scan: Scan, first: int, last: int) -> Reading | None:
    """The first half of next year, in der ersten Hälfte des Jahres 1923."""
    part = next(scan.values[k] for k in range(first, last) if scan.symbols[k] == "e")
    unit = next(scan.values[k] for k in range(last - 1, first, -1) if scan.symbols[k] == "u")
    years = numerals(scan, first, last, "Y")
    if unit != "year" or part not in ((0, 5), (5, 10)):
        return None
    months = (1, 6) if part == (0, 5) else (7, 12)
    if years:
        reading = Reading(first, last, "span", year=years[0][2], month=months[0], confidence=0.9)
        reading.end = (years[0][2], months[1], None)
        return reading
    mark = next(scan.symbols[k] for k in range(first, last) if scan.symbols[k] in "lnj")
    reading = Reading(first, last, "shift", count=_DIRECTION[mark], unit="months_of_year", confidence=0.8)
    reading.months = months
    return reading


def quarter_of_relative(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """Last year's fourth quarter, 1988's fourth quarter, the second quarter of next year."""
    symbols = scan.symbols
    units = [(k, str(scan.values[k])) for k in range(first, last) if symbols[k] == "u"]
    number = first_value(scan, first, last, "od")
    years = numerals(scan, first, last, "Y")
    half = scan.word(last - 1).lower() == "half"
    named = sorted([unit for _, unit in units if unit != "half"] + ["quarter"] * half)
    if number is None or not 1 <= number <= (2 if half else 4) or named not in _QUARTER_OF:
        return None
    length = 6 if half else 3
    months = (length * (number - 1) + 1, length * number)
    if years:
        reading = Reading(first, last, "span", year=years[0][2], month=months[0], confidence=0.9)
        reading.end = (years[0][2], months[1], None)
        return reading
    mark = next(symbols[k] for k in range(first, last) if symbols[k] in "ljn")
    reading = Reading(first, last, "shift", count=_DIRECTION[mark], unit="months_of_year", confidence=0.85)
    reading.months = months
    return reading


_QUARTER_OF = (["quarter"], ["quarter", "year"])


def ago_today(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """Four years ago today: a day; two years ago this week: a week; a week ago Tuesday: a day."""
    symbols = scan.symbols
    count = first_value(scan, first, last, "Ndz")
    unit = str(next(scan.values[k] for k in range(first, last) if symbols[k] == "u"))
    if not count or unit not in ("year", "month", "week", "decade"):
        return None
    reading = Reading(first, last, "shift", "ago", count=-count, unit=unit, confidence=0.8)
    end = symbols[last - 1]
    if end == "w":
        if unit not in ("week", "month"):
            return None
        reading.weekday = int(scan.values[last - 1])
    elif end == "y":
        reading.day = int(scan.values[last - 1])
    elif scan.values[last - 1] in ("week", "month"):
        reading.grain = str(scan.values[last - 1])
    else:
        return None
    return reading


def year_end(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """Year-end: of the year that is named, else of the document's."""
    years = numerals(scan, first, last, "Y")
    if years:
        return Reading(first, last, "point", year=years[0][2], confidence=0.85)
    return Reading(first, last, "shift", unit="year", confidence=0.7)


def in_future(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """In two weeks: a day where the sentence is of the future, else a length of time."""
    if (scan.lexicon.language.code, scan.word(first).lower()) not in (("en", "in"), ("fr", "dans")):
        return None
    count = first_value(scan, first, last, "Ndz")
    unit = str(scan.values[last - 1])
    following = contexts.next_words(contexts.right_of(scan, last - 1))[:1]
    right = contexts.right_of(scan, last - 1).lstrip()[:1]
    if not count or unit not in ("day", "week", "month", "year") or count > 60:
        return None
    if (
        following
        and right.isalpha()
        and following[0].lower() not in ("when", "at", "on", "if", "for", "with")
    ):
        return None
    return Reading(first, last, "shift", "in_future", count=count, unit=unit, confidence=0.6)


def placed_day(year: int, month: int, place: tuple[int, int]) -> int | None:
    """The day of a month that is its ``place``-th weekday (-1: its last; weekday 0: any), or ``None``."""
    number, weekday = place
    length = calendar.month_length(year, month)
    if weekday == 0:
        return length
    first = calendar.weekday(calendar.number((year, month, 1)))
    day = 1 + (weekday - first) % 7 + 7 * (max(number, 1) - 1)
    if number < 0:
        day += 7 * ((length - day) // 7)
    return day if day <= length else None

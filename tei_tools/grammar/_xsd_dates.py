"""Dates, times and durations of XML Schema Part 2 (second edition), sections 3.2.6 to 3.2.14."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["compare_durations", "compare_moments", "duration", "moment"]

# The form, whole seconds, the digits of the rest without idle zeros, and whether there is a time zone.
Moment = tuple[str, int, str, bool]
# Months and seconds, both with the sign of the whole.
Duration = tuple[int, "Fraction"]

_DATE = r"(?P<year>-?(?:[1-9][0-9]{4,15}|[0-9]{4}))-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
_TIME = r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})(?P<fraction>\.[0-9]+)?"
_ZONE = r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
_FORMS = {
    "dateTime": f"{_DATE}T{_TIME}",
    "date": _DATE,
    "time": _TIME,
    "gYearMonth": r"(?P<year>-?(?:[1-9][0-9]{4,15}|[0-9]{4}))-(?P<month>[0-9]{2})",
    "gYear": r"(?P<year>-?(?:[1-9][0-9]{4,15}|[0-9]{4}))",
    "gMonthDay": r"--(?P<month>[0-9]{2})-(?P<day>[0-9]{2})",
    "gDay": r"---(?P<day>[0-9]{2})",
    "gMonth": r"--(?P<month>[0-9]{2})",
}
_DURATION = (
    r"(?P<sign>-)?P(?=.)(?:(?P<years>[0-9]+)Y)?(?:(?P<months>[0-9]+)M)?(?:(?P<days>[0-9]+)D)?"
    r"(?:T(?=.)(?:(?P<hours>[0-9]+)H)?(?:(?P<minutes>[0-9]+)M)?(?:(?P<seconds>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)S)?)?"
)
# Longer numbers are no dates of anything; int() refuses them past 4300 digits anyway.
_LONGEST = 2000
_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# A moment without a zone may be 14 hours off either way (section 3.2.7.4).
_UNCERTAIN = 14 * 3600
# The four moments against which durations are compared (section 3.2.6.2), as year and month.
_REFERENCES = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))


def moment(form: str, text: str) -> Hashable:
    """The value of ``text`` in one of the eight forms; it exists in the calendar.

    :raises ValueError: it is not of the form, or no such date or time exists.
    """
    match = re.fullmatch(_FORMS[form] + _ZONE, text) if len(text) < _LONGEST else None
    if match is None:
        raise ValueError(text)
    part = match.groupdict()
    written = int(part.get("year") or 2000)
    month, day = int(part.get("month") or 1), int(part.get("day") or 1)
    hour, minute, second = (int(part.get(name) or 0) for name in ("hour", "minute", "second"))
    if written == 0 or not 1 <= month <= 12:
        raise ValueError(text)
    year = written if written > 0 else written + 1
    if not 1 <= day <= _month_length(year, month) or minute > 59 or second > 60 or hour > 24:
        raise ValueError(text)
    fraction = (part.get("fraction") or "").lstrip(".").rstrip("0")
    if hour == 24 and (minute or second or fraction):
        raise ValueError(text)
    zone = _zone(part["zone"], text)
    seconds = _days(year, month, day) * 86400 + hour * 3600 + (minute - (zone or 0)) * 60 + second
    if form == "time":
        seconds %= 86400
    return (form, seconds, fraction, zone is not None)


def _zone(zone: str | None, text: str) -> int | None:
    if zone is None or zone == "Z":
        return None if zone is None else 0
    hours, minutes = int(zone[1:3]), int(zone[4:])
    if minutes > 59 or hours * 60 + minutes > 840:
        raise ValueError(text)
    return (hours * 60 + minutes) * (-1 if zone[0] == "-" else 1)


def _month_length(year: int, month: int) -> int:
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _MONTHS[month - 1] + leap


def _days(year: int, month: int, day: int) -> int:
    """Days since 1 March of the year 0 of the proleptic Gregorian calendar."""
    year, month = (year, month - 3) if month > 2 else (year - 1, month + 9)
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day - 1


def compare_moments(one: Moment, other: Moment) -> int | None:
    """-1, 0 or 1, or None where the missing zone leaves it open (section 3.2.7.4)."""
    first, second = one[1:3], other[1:3]
    if one[3] != other[3]:
        low, high = sorted((first, second))
        if (low[0] + _UNCERTAIN, low[1]) >= high:
            return None
    return (first > second) - (first < second)


def duration(text: str) -> Hashable:
    """Months and seconds.

    :raises ValueError: ``text`` is not of the form ``PnYnMnDTnHnMnS``.
    """
    from fractions import Fraction

    match = re.fullmatch(_DURATION, text) if len(text) < _LONGEST else None
    if match is None:
        raise ValueError(text)
    years, months, days, hours, minutes = (
        int(match[name] or 0) for name in ("years", "months", "days", "hours", "minutes")
    )
    seconds = days * 86400 + hours * 3600 + minutes * 60 + Fraction(match["seconds"] or 0)
    sign = -1 if match["sign"] else 1
    return (sign * (years * 12 + months), sign * seconds)


def compare_durations(one: Duration, other: Duration) -> int | None:
    """-1, 0 or 1, or None where it depends on the months (section 3.2.6.2)."""
    orders = set()
    for year, month in _REFERENCES:
        ends = []
        for months, seconds in (one, other):
            whole = year * 12 + month - 1 + months
            ends.append(_days(whole // 12, whole % 12 + 1, 1) * 86400 + seconds)
        orders.add((ends[0] > ends[1]) - (ends[0] < ends[1]))
    return orders.pop() if len(orders) == 1 else None

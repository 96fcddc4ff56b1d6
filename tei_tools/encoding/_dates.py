"""W3C dates (XML Schema Part 2, 3.2.7–3.2.14), which ``@when`` and its kin take: their form, and that the
day exists."""

from __future__ import annotations

import re

_ZONE = r"(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?"
_CLOCK = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_FORMS = re.compile(
    rf"""
      (?P<year>-?(?:\d{{4}}|[1-9]\d{{4,}})) (?:-(?P<month>\d\d) (?:-(?P<day>\d\d) (?:T{_CLOCK})? )? )?
      {_ZONE} \Z
    | --(?P<only_month>\d\d) (?:-(?P<month_day>\d\d))? {_ZONE} \Z
    | ---(?P<only_day>\d\d) {_ZONE} \Z
    | {_CLOCK} {_ZONE} \Z
    """,
    re.VERBOSE | re.ASCII,
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_temporal(value: str) -> bool:
    """Whether ``value`` is a date, a time or a part of a date that XML Schema accepts and the calendar
    has."""
    found = _FORMS.match(value)
    if not found:
        return False
    year, month, day = (
        found["year"],
        found["month"] or found["only_month"],
        found["day"] or found["month_day"],
    )
    if year is not None and int(year) == 0:
        return False  # XSD 1.0 has no year 0000
    if found["only_day"]:
        return 1 <= int(found["only_day"]) <= 31
    if month is not None and not 1 <= int(month) <= 12:
        return False
    if day is None:
        return True
    number = int(day)
    if not 1 <= number <= _DAYS[int(month) - 1]:
        return False
    if int(month) == 2 and number == 29 and year is not None:
        # Validators count the leap years before our era in two ways (with and without a year 0): none is
        # safe.
        return int(year) > 0 and int(year) % 4 == 0 and (int(year) % 100 != 0 or int(year) % 400 == 0)
    return True

"""Readers of days and months told by a near month or year: the 4th of next month, last Nov. 8, March of
the same year.
"""

from __future__ import annotations

from tei_tools.taggers.dates import _calendar as calendar
from tei_tools.taggers.dates import _contexts as contexts
from tei_tools.taggers.dates._reading import Reading
from tei_tools.taggers.dates._symbols import first_value, is_lower
from tei_tools.taggers.dates._tokens import Scan

_DIRECTION = {"l": -1, "n": 1, "j": 0, "J": 0}


def relative_day(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """Last Nov. 8, next July 4."""
    month_at = next(k for k in range(first, last) if scan.symbols[k] in "mM")
    day = first_value(scan, first, last, "do")
    ahead = month_at == last - 1
    if not ahead and (scan.lexicon.language.day_first or contexts.is_count(scan, last, 1)):
        return None
    if is_lower(scan, month_at) and scan.lexicon.language.code != "fr":
        return None
    mark = next(scan.symbols[k] for k in range(first, month_at) if scan.symbols[k] in "ln")
    month = int(scan.values[month_at])
    if day is None or not calendar.exists(None, month, day):
        return None
    return Reading(first, last, "point", month=month, day=day, count=_DIRECTION[mark], confidence=0.85)


def same_year(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """March of the same year; im März dieses Jahres; June last year."""
    if scan.values[last - 1] != "year":
        return None
    month_at = next(k for k in range(first, last) if scan.symbols[k] in "mMsS")
    mark = next(scan.symbols[k] for k in range(month_at, last) if scan.symbols[k] in "Jjln")
    reading = Reading(first, last, "shift", confidence=0.85)
    reading.day = first_value(scan, first, month_at, "do")
    reading.count = _DIRECTION[mark]
    if scan.symbols[month_at] in "sS":
        reading.season, reading.unit = int(scan.values[month_at]), "season_in_year"
    else:
        reading.month, reading.unit = int(scan.values[month_at]), "month_in_year"
    reading.base = "narrative" if mark == "J" else "document"
    return reading


def day_of_relative_month(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """The 4th of next month; am 3. dieses Monats."""
    said = scan.symbols[last - 1] == "ж"
    unit_at = next((k for k in range(last - 1, first, -1) if scan.symbols[k] == "u"), last - 1)
    if not said and scan.values[unit_at] != "month":
        return None
    mark = (
        "J"
        if said
        else next(scan.symbols[k] for k in range(last - 1, first, -1) if scan.symbols[k] in "lnjJ")
    )
    return Reading(
        first,
        last,
        "shift",
        day=first_value(scan, first, last, "do"),
        count=_DIRECTION[mark],
        unit="day_of_month",
        base="narrative" if mark == "J" else "document",
    )

"""TEI's dates → EDTF: TEI Guidelines, 13.1.2 (att.datable.w3c), 13.4 (att.datable.iso, att.datable.custom).

``@when`` → the date, ``@from``/``@to`` → ``a/b``, ``@notBefore``/``@notAfter`` → ``[a..b]``, open ends
open; ``@from`` with ``@notAfter`` → ``a/b?``.
Years before Christ: XML Schema 1.0, which TEI's W3C attributes follow, has no year 0, so that
``-0050`` is 50 B.C., which EDTF and ISO 8601 write ``-0049``; ``*-iso`` values are taken as they are.
``*-custom`` values say nothing without ``@datingMethod``: it is followed to its ``calendar`` and read if
that is EDTF, Julian or Gregorian.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date as day
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from tei_tools.records._edtf import NotEdtfError, bounds, last_of_month, year_text

__all__ = ["DATING", "Dated", "dated"]

_SUFFIXES = ("", "-iso", "-custom")
_NAMES = ("when", "from", "to", "notBefore", "notAfter")
DATING: frozenset[str] = frozenset(name + suffix for name in _NAMES for suffix in _SUFFIXES) | {"dur"}

_W3C = re.compile(
    r"(?P<y>-?\d{4,})(?:-(?P<m>\d\d)(?:-(?P<d>\d\d)(?P<t>T\d\d:\d\d(?::\d\d)?(?:\.\d+)?)?)?)?(?P<z>Z|[+-]\d\d:\d\d)?"
)
_NO_YEAR = re.compile(r"--(?P<m>\d\d)?(?:-(?P<d>\d\d))?")
_TIME = re.compile(r"\d\d(:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?")


class Dated(NamedTuple):
    """What an element's attributes say: EDTF with its bounds, how it was read, and why not where it was
    not.
    """

    edtf: str | None
    earliest: str | None
    latest: str | None
    method: str | None
    raw: str | None
    fault: str | None


NOTHING = Dated(None, None, None, None, None, None)


def dated(attributes: Mapping[str, str], method: str | None = None) -> Dated:
    """What these attributes of one element say. ``method`` is the calendar of ``*-custom``, by its own name:
    ``edtf``, ``julian``, ``gregorian``, or ``None`` where it is not known.
    """
    if DATING.isdisjoint(attributes):
        return NOTHING
    return _dated(tuple((name, attributes[name]) for name in attributes if name in DATING), method)


@lru_cache(maxsize=4096)  # the same few dates stand in thousands of files: births, publications
def _dated(pairs: tuple[tuple[str, str], ...], method: str | None) -> Dated:
    attributes = dict(pairs)
    for suffix, way in (("", "w3c"), ("-custom", method or "custom"), ("-iso", "iso")):
        values = {name: attributes[name + suffix].strip() for name in _NAMES if name + suffix in attributes}
        values = {name: value for name, value in values.items() if value}
        if not values:
            continue
        raw = " ".join(f"{name}{suffix}={value}" for name, value in values.items())
        if way == "custom":
            return Dated(None, None, None, None, raw, "no reading for its @datingMethod")
        try:
            edtf = _edtf(values, way)
            if edtf is None:
                return Dated(None, None, None, way, raw, None)
            return Dated(edtf, *bounds(edtf), way, raw, None)
        except ValueError as fault:
            return Dated(None, None, None, None, raw, str(fault) or "no date")
    return NOTHING


def _edtf(values: dict[str, str], way: str) -> str | None:
    if "when" in values:
        if "/" in values["when"] and way == "iso":
            first, _, last = values["when"].partition("/")
            return f"{_point(first, way)}/{_point(last, way)}"
        if way == "w3c" and _TIME.fullmatch(values["when"]) and ":" in values["when"]:
            return None  # a time of no day: EDTF has no word for it
        return _point(values["when"], way)
    if "from" in values or "to" in values:
        first = _side(values, "from", "notBefore", way)
        last = _side(values, "to", "notAfter", way)
        return f"{first}/{last}"
    first = _point(values["notBefore"], way) if "notBefore" in values else ""
    last = _point(values["notAfter"], way) if "notAfter" in values else ""
    return first if first == last else f"[{first}..{last}]"


def _side(values: dict[str, str], known: str, bound: str, way: str) -> str:
    """One end of a span; where only its bound is said (``@from`` with ``@notAfter``) that, as uncertain."""
    if known in values:
        return _point(values[known], way)
    if bound not in values:
        return ".."
    written = _point(values[bound], way)
    return written if "T" in written or written.endswith(("?", "~", "%")) else f"{written}?"


def _point(value: str, way: str) -> str:
    """One date as EDTF; ``ValueError`` for what is none, or does not exist."""
    if way == "edtf":
        bounds(value)
        return value
    if way == "iso" and (found := _ISO.fullmatch(value)):
        return _other_iso(found)
    match = _W3C.fullmatch(value)
    if match is None:
        return _without_year(value)
    year = int(match["y"])
    if year == 0 and way != "iso":
        raise NotEdtfError(f"{value}: there is no year 0")
    if year < 0 and way != "iso":
        year += 1
    month, day = match["m"], match["d"]
    if way == "julian" and day:
        return _gregorian(value, year, int(month), int(day))
    written = year_text(year)
    if month and not written.startswith("Y"):
        written += f"-{month}"
        if day:
            written += f"-{day}"
            if match["t"]:
                clock = match["t"].partition(".")[0]
                written += (clock if clock.count(":") == 2 else f"{clock}:00") + (match["z"] or "")
    bounds(written)
    return written


# ISO 8601-1, 5.2.2.1 (basic form), 5.2.3 (ordinal dates), 5.2.4 (week dates).
_ISO = re.compile(r"(\d{4})(?:(\d\d)(\d\d)|-?(\d{3})|-?W(\d\d)(?:-?([1-7]))?)")


def _other_iso(found: re.Match[str]) -> str:
    """A day, or the seven days of a week, that ISO 8601 writes without months; ``ValueError`` if none."""
    year = int(found[1])
    if year == 0:
        raise NotEdtfError(f"{found[0]} is not read")
    if found[2]:
        return day(year, int(found[2]), int(found[3])).isoformat()
    if found[4]:
        there = day(year, 1, 1) + timedelta(int(found[4]) - 1)
        if there.year != year or found[4] == "000":
            raise NotEdtfError(f"{found[0]} is no day of its year")
        return there.isoformat()
    if found[6]:
        return day.fromisocalendar(year, int(found[5]), int(found[6])).isoformat()
    ends = (day.fromisocalendar(year, int(found[5]), number).isoformat() for number in (1, 7))
    return "/".join(ends)


def _without_year(value: str) -> str:
    match = _NO_YEAR.fullmatch(value)
    if match is None or not (match["m"] or match["d"]):
        raise NotEdtfError(f"{value} is no date")
    written = f"XXXX-{match['m'] or 'XX'}" + (f"-{match['d']}" if match["d"] else "")
    bounds(written)
    return written


def _gregorian(value: str, year: int, month: int, day: int) -> str:
    """A day of the Julian calendar in the proleptic Gregorian one, by way of the Julian day number
    (E. G. Richards, "Calendars", in: Explanatory Supplement to the Astronomical Almanac, 2013, 15.11).
    """
    length = 29 if month == 2 and year % 4 == 0 else 28 if month == 2 else 0
    if not 1 <= month <= 12 or not 1 <= day <= (length or last_of_month(2001, month)):
        raise NotEdtfError(f"{value} is no day of the Julian calendar")
    shift = (14 - month) // 12
    moved, y = month + 12 * shift - 3, year + 4800 - shift
    number = day + (153 * moved + 2) // 5 + 365 * y + y // 4 - 32083
    a = number + 32044
    b = (4 * a + 3) // 146097
    c = a - 146097 * b // 4
    d = (4 * c + 3) // 1461
    e = c - 1461 * d // 4
    m = (5 * e + 2) // 153
    there = year_text(100 * b + d - 4800 + m // 10)
    return f"{there}-{m + 3 - 12 * (m // 10):02}-{e - (153 * m + 2) // 5 + 1:02}"

"""TEI's dates → EDTF: TEI Guidelines, 13.1.2 (att.datable.w3c), 13.4 (att.datable.iso, att.datable.custom).

``@when`` → the date, ``@from``/``@to`` → ``a/b``, ``@notBefore``/``@notAfter`` → ``[a..b]``, open ends
open; ``@from`` with ``@notAfter`` → ``a/b?``. The three sets of attributes are read one by one, W3C's
first; what one lacks another may say (``@to`` with ``@from-iso``). Attributes that cannot stand together, or
say another time, are told.
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

from tei_tools.records._edtf import NotEdtfError, bounds, is_edtf, last_of_month, sorting_key, year_text

__all__ = ["DATING", "Dated", "dated"]

_SUFFIXES = ("", "-iso", "-custom")
_NAMES = ("when", "from", "to", "notBefore", "notAfter")
DATING: frozenset[str] = frozenset(name + suffix for name in _NAMES for suffix in _SUFFIXES) | {
    "dur",
    "dur-iso",
}

_W3C = re.compile(
    r"(?P<y>-?\d{4,})(?:-(?P<m>\d\d)(?:-(?P<d>\d\d)(?P<t>T\d\d:\d\d(?::\d\d)?(?:\.\d+)?)?)?)?(?P<z>Z|[+-]\d\d:\d\d)?"
)
_NO_YEAR = re.compile(r"--(?P<m>\d\d)?(?:-(?P<d>\d\d))?")
_TIME = re.compile(r"\d\d(:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?")


class Dated(NamedTuple):
    """What an element's attributes say: EDTF with its bounds, how it was read (``w3c``, ``iso``, the
    calendar; ``w3c/iso`` where both say a part), and why it was not, or what of it was not.
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


_WAYS = (("", "w3c"), ("-custom", "custom"), ("-iso", "iso"))


@lru_cache(maxsize=4096)  # the same few dates stand in thousands of files: births, publications
def _dated(pairs: tuple[tuple[str, str], ...], method: str | None) -> Dated:
    attributes = dict(pairs)
    sets: list[_Values] = []
    for suffix, way in _WAYS:
        if suffix == "-custom":
            way = method or way
        values = {
            name: (value, way, suffix)
            for name in _NAMES
            if name + suffix in attributes and (value := attributes[name + suffix].strip())
        }
        if values:
            sets.append(values)
    if not sets:
        lasting = next(
            (f"{name}={attributes[name]}" for name in ("dur", "dur-iso") if name in attributes), None
        )
        return NOTHING._replace(raw=lasting)
    if len(sets) == 1:
        return _of_set(sets[0])
    return _of_sets(sets)


_Values = dict[str, tuple[str, str, str]]  # by the attribute's name its value, its way, its suffix


def _of_sets(sets: list[_Values]) -> Dated:
    """What several sets of attributes say together: the first that is read, with what it lacks from the
    others (``@to`` with ``@from-iso``); what is said twice and differs is told.
    """
    faults: list[str] = []
    first = Dated(None, None, None, None, None, None)
    for number, values in enumerate(sets):
        read = _of_set(values)
        first = read if number == 0 else first
        if read.fault is not None:
            faults.append(f"{read.raw}: {read.fault}" if number else read.fault)
        if read.edtf is None:
            continue
        others = sets[number + 1 :]
        together = dict(values)
        for other in others:
            if "when" not in together and "when" not in other:
                together = {**other, **together}
        if len(together) > len(values):
            read = _of_set({name: together[name] for name in _NAMES if name in together})
            if read.fault is not None:
                faults.append(read.fault)
        faults += [_against(read, other, point="when" in values) for other in others]
        told = "; ".join(dict.fromkeys(filter(None, faults)))
        return read._replace(fault=told or None)
    return first


def _against(read: Dated, values: _Values, *, point: bool) -> str:
    """What is wrong where another set of attributes says another time altogether, or in another way."""
    other = _of_set(values)
    if other.edtf is None or read.edtf is None:
        return ""
    ends = ((read.latest, other.earliest), (other.latest, read.earliest))
    if any(end and begin and sorting_key(end) < sorting_key(begin) for end, begin in ends):
        return f"{other.raw} says another time"
    return f"{other.raw} beside it is not read" if point != ("when" in values) else ""


# TEI Guidelines, 13.1.2: @when stands alone, and each end of a span is either known or bounded.
_EXCLUDE = {"when": ("from", "to", "notBefore", "notAfter"), "from": ("notBefore",), "to": ("notAfter",)}


def _of_set(values: _Values) -> Dated:
    raw = " ".join(f"{name}{suffix}={value}" for name, (value, _, suffix) in values.items())
    ways = dict.fromkeys(way for _, way, _ in values.values())
    if "custom" in ways:
        known = {name: each for name, each in values.items() if each[1] != "custom"}
        if not known:
            return Dated(None, None, None, None, raw, "no reading for its @datingMethod")
        values = known
        ways = dict.fromkeys(way for way in ways if way != "custom")
    way = "/".join(ways)
    try:
        edtf = _edtf(values)
        if edtf is None:
            return Dated(None, None, None, way, raw, None)
        found = Dated(edtf, *bounds(edtf), way, raw, None)
    except ValueError as fault:
        return Dated(None, None, None, None, raw, str(fault) or "no date")
    for name, others in _EXCLUDE.items():
        if name in values and (beside := [other for other in others if other in values]):
            left = " and ".join(f"@{other}" for other in beside)
            return found._replace(fault=f"{left} beside @{name} is not read")
    return found


def _edtf(values: _Values) -> str | None:
    if "when" in values:
        value, way, _ = values["when"]
        if "/" in value and way == "iso":
            return _interval(value)
        if _TIME.fullmatch(value.removeprefix("T") if way == "iso" else value) and ":" in value:
            return None  # a time of no day: EDTF has no word for it
        return _point(value, way)
    if "from" in values or "to" in values:
        return f"{_side(values, 'from', 'notBefore')}/{_side(values, 'to', 'notAfter')}"
    first = _point(*values["notBefore"][:2]) if "notBefore" in values else ""
    last = _point(*values["notAfter"][:2]) if "notAfter" in values else ""
    return first if first == last else f"[{first}..{last}]"


def _interval(value: str) -> str:
    """ISO 8601-1, 5.5.2.4 (two ends, of which the second may leave out what the first has) and ISO 8601-2
    (an end that is open).
    """
    first, _, last = value.partition("/")
    if re.fullmatch(r"\d\d(-\d\d)?", last) and re.fullmatch(r"\d{4}-\d\d(-\d\d)?", first):
        last = first[: -len(last)] + last
    ends = [end if end in ("", "..") else _point(end, "iso") for end in (first, last)]
    return "/".join(ends)


def _side(values: _Values, known: str, bound: str) -> str:
    """One end of a span; where only its bound is said (``@from`` with ``@notAfter``) that, as uncertain."""
    if known in values:
        return _point(*values[known][:2])
    if bound not in values:
        return ".."
    written = _point(*values[bound][:2])
    return written if "T" in written or written.endswith(("?", "~", "%")) else f"{written}?"


def _point(value: str, way: str) -> str:
    """One date as EDTF; ``ValueError`` for what is none, or does not exist."""
    if way == "edtf":
        bounds(value)
        return value
    if way == "iso":
        if found := _ISO.fullmatch(value):
            return _other_iso(found)
        value = _extended(value)
        if _W3C.fullmatch(value) is None and is_edtf(value):
            return value
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


_BASIC_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?(.*)")
_HOUR = re.compile(r"(\d{4}-\d\d-\d\d)T\d\d(?:Z|[+-]\d\d(?::?\d\d)?)?")


def _extended(value: str) -> str:
    """What ISO 8601 writes shorter, in full: a basic form with its time, an hour (its day), a decade
    (``199``) or century (``20``) by the digits it has, a sign before the year.
    """
    if found := _BASIC_TIME.fullmatch(value):
        year, month, day, hour, minute, second, zone = found.groups()
        return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone}"
    if found := _HOUR.fullmatch(value):
        return found[1]
    if re.fullmatch(r"\d{2,3}", value):
        return value.ljust(4, "X")
    return value[1:] if re.match(r"\+\d{4}", value) else value


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

"""Days told by their distance from another: the Monday after Easter 1381, on the eve of St John the Baptist,
three weeks before Christmas, two days from today.

Up to 1582 a weekday is counted in the Julian calendar, in which those who wrote so lived; the day found is
given in the Gregorian one (Grotefend, *Taschenbuch der Zeitrechnung*; Cheney, *Handbook of Dates*).
"""

from __future__ import annotations

import re
from functools import lru_cache

from tei_tools.taggers.dates import _calendar as calendar
from tei_tools.taggers.dates._calendar import Day
from tei_tools.taggers.dates._reading import Partial, Reading
from tei_tools.taggers.dates._tokens import Scan

_REACH = 40
"""Characters before a feast in which "on the eve of" is looked for."""


@lru_cache(maxsize=1)
def _gap() -> re.Pattern[str]:
    """What stands between "Monday" and the day from which it counts."""
    return re.compile(r" (?:[nl]{1,2} )?(?P<side>[<>]) (?:i )?(?:h )?")


@lru_cache(maxsize=1)
def _counted() -> re.Pattern[str]:
    return re.compile(r"(?P<count>[Ndz]) (?P<unit>u) (?P<side>[f<>]) (?:i )?(?:h )?$")


@lru_cache(maxsize=8)
def _eves(spelled: frozenset[str]) -> re.Pattern[str]:
    spellings = sorted(spelled, key=lambda word: (-len(word), word))
    return re.compile(rf"(?:^|(?<=\W))(?P<eve>{'|'.join(map(re.escape, spellings))})$", re.IGNORECASE)


def measured(scan: Scan, readings: list[Reading]) -> list[Reading]:
    """The readings of a block, those that are counted from the one behind them made one with it."""
    found: list[Reading] = []
    for reading in readings:
        floor = found[-1].last if found else 0
        before = found[-1] if found else None
        whole = None
        if before is not None and before.kind == "weekday":
            whole = _weekday_beside(scan, before, reading)
        if whole is not None:
            found[-1] = whole
            continue
        found.append(_count(scan, reading, floor) or _eve(scan, reading, floor) or reading)
    return [r for r in found if r.kind != "weekday" or not _hangs(scan, r)]


def _hangs(scan: Scan, weekday: Reading) -> bool:
    """Whether a weekday hangs on a feast that is not known ("Freitag vor sand Margareten Tag 1456")."""
    end = scan.ends[weekday.last - 1]
    return _on_feast().match(scan.text, end, min(scan.ends[-1], end + 48)) is not None


@lru_cache(maxsize=1)
def _on_feast() -> re.Pattern[str]:
    return re.compile(
        r"\s(?:next\s|nächste[nrs]?\s)?(?:before|after|vor|nach|avant|après)\s(?:the\s|dem\s|den\s|la\s|le\s|l['’])?"
        r"(?:feast\b|(?:St|SS?|Saint|saint|Sankt|Sanct|sand|sant|sanct)\b|Fest|Oktav|octave|fête)"
    )


def _is_day(reading: Reading) -> bool:
    """Whether a reading names a day of the calendar."""
    told = (reading.month is not None and reading.day is not None) or reading.other is not None
    dated = reading.kind == "point" and told
    return reading.kind == "feast" or dated


def _weekday_beside(scan: Scan, weekday: Reading, anchor: Reading) -> Reading | None:
    gap = _gap().fullmatch(scan.symbols, weekday.last, anchor.first)
    if gap is None or not _is_day(anchor):
        return None
    whole = Reading(weekday.first, anchor.last, "offset", "offset", weekday=weekday.weekday, parts=[anchor])
    whole.count = 1 if gap.group("side") == ">" else -1
    whole.confidence = min(0.9, anchor.confidence)
    return whole


def _eve(scan: Scan, anchor: Reading, floor: int) -> Reading | None:
    if anchor.kind != "feast":
        return None
    start = scan.starts[anchor.first]
    left = scan.text[max(scan.starts[floor], start - _REACH) : start].rstrip()
    found = _eves(frozenset(scan.lexicon.language.eves)).search(left) if left else None
    if found is None:
        return None
    opening = start - (len(scan.text[max(scan.starts[floor], start - _REACH) : start]) - found.start())
    first = anchor.first
    while first > floor and scan.starts[first] > opening:
        first -= 1
    days = scan.lexicon.language.eves[found.group("eve").lower()]
    return Reading(first, anchor.last, "offset", "offset", count=days, unit="day", parts=[anchor])


def _count(scan: Scan, anchor: Reading, floor: int) -> Reading | None:
    start = max(floor, anchor.first - 12)
    found = _counted().search(scan.symbols[start : anchor.first])
    if found is None:
        return None
    first, side = start + found.start(), found.group("side")
    count, unit = int(scan.values[first]), str(scan.values[start + found.start("unit")])
    lead = scan.symbols[max(0, first - 2) : first]
    if not count or unit not in ("day", "week", "month", "year") or lead in ("h ", "j ", "l ", "n "):
        return None  # "the ten years before 1914" last
    year_alone = anchor.kind == "point" and anchor.year is not None and anchor.month is None
    now = anchor.kind == "weekday" or (anchor.kind == "shift" and anchor.unit == "day")
    if side == "f":
        if scan.lexicon.language.code != "en" or not (now or _is_day(anchor)):
            return None
        if re.match(r" [TU] ", scan.symbols[anchor.last : anchor.last + 3]):
            return None  # from Monday to Friday
        if re.search(
            r"\b(?:for|of|during|within)\s$",
            scan.text[max(0, scan.starts[first] - 12) : scan.starts[first]],
            re.IGNORECASE,
        ):
            return None
    elif not (_is_day(anchor) or (year_alone and unit == "year" and not anchor.short)):
        return None
    whole = Reading(first, anchor.last, "offset", "offset", count=count, unit=unit, parts=[anchor])
    whole.count = -count if side == "<" else count
    whole.confidence = min(0.8, anchor.confidence)
    return whole


def place(offset: Reading, anchor: Partial, julian: bool) -> tuple[Partial, bool] | None:
    """The day (or year) so far from its anchor, and whether a Julian day was converted for it.

    ``julian`` says that the anchor is a day of the Julian calendar.
    """
    year, month, day = anchor
    if year is None:
        return None
    if month is None or day is None:
        return ((year + offset.count, None, None), False) if offset.unit == "year" else None
    origin: Day = (year, month, day)
    if offset.weekday is not None:
        if julian:
            origin = calendar.from_julian(origin)
        number = calendar.number(origin)
        forward = (offset.weekday - calendar.weekday(number)) % 7
        there = number + (forward or 7) if offset.count > 0 else number - ((7 - forward) % 7 or 7)
        return calendar.day(there), julian
    if offset.unit in ("day", "week"):
        return calendar.shifted(origin, offset.count * (7 if offset.unit == "week" else 1)), False
    months = offset.count * (12 if offset.unit == "year" else 1)
    there_year, there_month = calendar.month_shifted(year, month, months)
    return (there_year, there_month, min(day, calendar.month_length(there_year, there_month))), False


def within_reign(told: Reading, year: int, julian: bool) -> Day | None:
    """The Gregorian day of a feast, or of a day counted from one, in a year; ``julian``: by that calendar."""
    anchor = told.parts[0] if told.kind == "offset" else told
    if anchor.feast is None:
        return None
    day = calendar.feast(anchor.feast, year)
    nominal = julian and anchor.feast[0] != "easter"
    if anchor.feast[0] == "easter" and julian and year >= 1583:
        return None
    if told.kind == "offset":
        there = place(told, day, nominal)
        if there is None or None in there[0]:
            return None
        day, nominal = there[0], nominal and not there[1]  # type: ignore[assignment]
    return calendar.from_julian(day) if nominal else day

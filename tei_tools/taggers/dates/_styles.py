"""A day told twice or with its calendar in brackets: 25 October (7 November) 1917, 7 November [O.S. 25
October] 1917, 6 January (Old Style) 1711; and a weekday that follows its day: 5 May 1821, Saturday.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from tei_tools.taggers.dates import _calendar as calendar
from tei_tools.taggers.dates._reading import Reading
from tei_tools.taggers.dates._tokens import Scan

_OLD = (
    r"(?:O\.?\s?S\.?|[Oo]ld [Ss]tyle|a\.\s?S(?:t|t[iy]ls)?\.?|alten [Ss]t[iy]ls|ancien style|jul(?:\.|ian)?)"
)
_NEW = r"(?:N\.?\s?S\.?|[Nn]ew [Ss]tyle|n\.\s?St\.?|neuen [Ss]t[iy]ls|nouveau style|greg(?:\.|orian)?)"


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "open": re.compile(rf"\s?[(\[](?:(?:{_OLD}|{_NEW})[,:]?\s)?(?:the |den |le )?"),
        "close": re.compile(rf"(?:,?\s(?:{_OLD}|{_NEW}))?[)\]],?\s(?:of |de )?"),
        "old": re.compile(rf"\s[(\[]?{_OLD}[)\]]?,?\s"),
        "weekday": re.compile(r",?\s\(?"),
        "after": re.compile(r"\s*(?:[,.;:)]|$)"),
    }


def joined(scan: Scan, readings: list[Reading]) -> list[Reading]:
    """The readings, those of one day made one."""
    found: list[Reading] = []
    k = 0
    while k < len(readings):
        whole, taken = _twice(scan, readings, k) or _old(scan, readings, k) or _weekday(scan, readings, k)
        found.append(whole)
        k += taken
    return found


def _gap(scan: Scan, one: Reading, two: Reading) -> str:
    return scan.text[scan.ends[one.last - 1] : scan.starts[two.first]] if two.first >= one.last else ""


def _is_day_of_no_year(reading: Reading) -> bool:
    dated = reading.kind == "point" and reading.month is not None and reading.day is not None
    return dated and reading.year is None and not reading.count


def _is_year(reading: Reading) -> bool:
    return (
        reading.kind == "point" and reading.year is not None and reading.month is None and not reading.short
    )


def _twice(scan: Scan, readings: list[Reading], k: int) -> tuple[Reading, int] | None:
    if k + 2 >= len(readings):
        return None
    one, two, year = readings[k : k + 3]
    if not (_is_day_of_no_year(one) and _is_day_of_no_year(two) and _is_year(year)):
        return None
    patterns = _patterns()
    opening, closing = patterns["open"].fullmatch(_gap(scan, one, two)), _gap(scan, two, year)
    if opening is None or not patterns["close"].fullmatch(closing):
        return None
    number = year.year or 0
    for old, new in ((one, two), (two, one)):
        days = [(old.month or 0, old.day or 0), (new.month or 0, new.day or 0)]
        if not all(calendar.exists(number, *day) for day in days):
            continue
        if calendar.from_julian((number, *days[0])) == (number, *days[1]):
            whole = replace(new, first=one.first, last=year.last, year=number)
            whole.notes = [*new.notes, "one day, old and new style: @when is the new style"]
            return whole, 3
    one.year = two.year = number
    return None


def _old(scan: Scan, readings: list[Reading], k: int) -> tuple[Reading, int] | None:
    """6 January (Old Style) 1711."""
    if k + 1 >= len(readings):
        return None
    one, year = readings[k : k + 2]
    if not (_is_day_of_no_year(one) and _is_year(year)) or not _patterns()["old"].fullmatch(
        _gap(scan, one, year)
    ):
        return None
    return replace(one, last=year.last, year=year.year, julian=True), 2


def _weekday(scan: Scan, readings: list[Reading], k: int) -> tuple[Reading, int]:
    one = readings[k]
    if k + 1 >= len(readings) or one.kind != "point" or one.day is None or one.weekday is not None:
        return one, 1
    two = readings[k + 1]
    if two.kind != "weekday" or two.count or not _patterns()["weekday"].fullmatch(_gap(scan, one, two)):
        return one, 1
    end = scan.ends[two.last - 1]
    if one.month is None or not _patterns()["after"].match(scan.text, end, scan.ends[-1]):
        return one, 1
    last = two.last
    if "(" in _gap(scan, one, two):
        if scan.text[end : end + 1] != ")":
            return one, 1
        last += 1
    return replace(one, last=last, weekday=two.weekday), 2

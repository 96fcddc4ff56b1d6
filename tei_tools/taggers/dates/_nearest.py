"""Which of several years, months or weeks is meant: the one nearest to the day from which a text speaks."""

from __future__ import annotations

from tei_tools.taggers.dates import _calendar as calendar
from tei_tools.taggers.dates._calendar import Day
from tei_tools.taggers.dates._language import Feast
from tei_tools.taggers.dates._reading import Partial, Reading


def bound_year(base: Partial, month: int, day: int | None, bound: int) -> int:
    """The year of the last (-1) or the next (1) such month or day: "15 March last"."""
    assert base[0] is not None
    today = (base[1] or 12, base[2] or 31) if bound < 0 else (base[1] or 1, base[2] or 1)
    passed = (month, day or 1) < today if bound < 0 else (month, day or 1) > today
    return base[0] if passed else base[0] + bound


def nearest_year(base: Partial, month: int, day: int | None, weekday: int | None, tense: int) -> int:
    """The year that brings a month (and day) nearest to the base, as the weekday and the tense allow."""
    assert base[0] is not None
    origin = calendar.number((base[0], base[1] or 7, base[2] or 1))
    of_month = min(day or 15, 28)
    best: tuple[int, int] | None = None
    for year in (base[0] - 1, base[0], base[0] + 1):
        there = calendar.number((year, month, of_month))
        distance = abs(there - origin)
        if weekday is not None and day is not None and calendar.exists(year, month, day):
            distance += 0 if calendar.weekday(calendar.number((year, month, day))) == weekday else 1000
        if (tense < 0 and there > origin + 31) or (tense > 0 and there < origin - 31):
            distance += 250
        if best is None or distance < best[0]:
            best = (distance, year)
    assert best is not None
    return best[1]


def nearest_day(base: Partial, reading: Reading, tense: int) -> Day | None:
    """The day of a month that is not named; ``tense`` is 0 where it does not tell."""
    year, month, day = base
    assert year is not None and month is not None and reading.day is not None
    origin = calendar.number((year, month, day or 1))
    best: tuple[float, int] | None = None
    for months in (-1, 0, 1):
        there_year, there_month = calendar.month_shifted(year, month, months)
        if not calendar.exists(there_year, there_month, reading.day):
            continue
        there = calendar.number((there_year, there_month, reading.day))
        cost: float = abs(there - origin) + (0 if there >= origin else 8)
        if reading.count < 0 and there > origin:
            cost += 60
        if (tense > 0 and there < origin) or (tense < 0 and there > origin):
            cost += 20
        if reading.weekday is not None and calendar.weekday(there) != reading.weekday:
            cost += 40
        if best is None or cost < best[0]:
            best = (cost, there)
    return calendar.day(best[1]) if best is not None else None


def nearest_weekday(base: Day, reading: Reading, tense: int) -> Day:
    """A weekday alone: the last one, or the next in a sentence of the future; "this Friday" of this week."""
    assert reading.weekday is not None
    origin = calendar.number(base)
    forward = (reading.weekday - calendar.weekday(origin)) % 7
    direction = reading.count or tense or -1
    if reading.heading:
        there = origin + forward
    elif reading.grain == "this" and not tense:
        there = origin + reading.weekday - calendar.weekday(origin)
    elif direction > 0:
        there = origin + (forward or (0 if reading.grain == "this" else 7))
    elif reading.count:
        there = origin - ((7 - forward) % 7 or 7)
    else:
        there = origin - (7 - forward) % 7
    return calendar.day(there)


def years_toward(base: Partial, feast: Feast, bound: int) -> tuple[int, ...]:
    """The years in which a feast may be meant: around the base, or only those before or after it."""
    assert base[0] is not None
    years = (base[0] - 1, base[0], base[0] + 1)
    if not bound:
        return years
    today = (base[0], base[1] or 7, base[2] or 1)
    return tuple(y for y in years if (calendar.feast(feast, y) < today) == (bound < 0)) or years

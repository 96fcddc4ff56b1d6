"""Whether 3/4/1999 is the third of April or the fourth of March: decided from the whole document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tei_tools.taggers.dates import _calendar as calendar
from tei_tools.taggers.dates._language import Language
from tei_tools.taggers.dates._reading import Reading


@dataclass(frozen=True, slots=True)
class Order:
    """``day_first`` and how it was decided; ``guessed`` where the document itself does not settle it."""

    day_first: bool
    reason: str
    guessed: bool


def decided(readings: Iterable[Reading], language: Language, code: str, dates: tuple[str, ...]) -> Order:
    """The order of day and month in this document's numeric dates with a slash or hyphen.

    Evidence, in this order: a number over 12 in one of the places; a weekday beside the date; a date the
    document is known to have (``dates``, W3C form); how its dates in words stand; else the language's habit.
    """
    votes = {True: 0, False: 0}
    weekdays = {True: 0, False: 0}
    known = {True: 0, False: 0}
    words = {True: 0, False: 0}
    for reading in readings:
        if reading.shape in ("day_month_year", "day_month"):
            words[True] += 1
        elif reading.shape in ("month_day_year", "month_day"):
            words[False] += 1
        if reading.other is None or reading.shape != "numeric":
            continue
        one, two = reading.other
        if one > 12:
            votes[True] += 1
        elif two > 12:
            votes[False] += 1
        elif one != two and reading.year is not None and reading.short:
            for day_first, month, day in ((True, two, one), (False, one, two)):
                known[day_first] += any(d[2:10] == f"{reading.year:02d}-{month:02d}-{day:02d}" for d in dates)
        elif one != two and reading.year is not None:
            first = (reading.year, two, one)
            second = (reading.year, one, two)
            if reading.weekday is not None:
                weekdays[True] += calendar.weekday(calendar.number(first)) == reading.weekday
                weekdays[False] += calendar.weekday(calendar.number(second)) == reading.weekday
            known[True] += _form(first) in dates
            known[False] += _form(second) in dates
    for tally, reason in (
        (votes, "another numeric date has a number over 12"),
        (weekdays, "the weekday beside a numeric date"),
        (known, "the document's own date"),
    ):
        if tally[True] != tally[False]:
            return Order(tally[True] > tally[False], reason, False)
    if words[True] != words[False] and min(words.values()) == 0:
        return Order(words[True] > 0, "the order of the document's dates in words", True)
    habit = language.day_first or code.lower() in ("en-gb", "en-au", "en-ie", "en-nz", "en-in", "en-za")
    return Order(habit, f"the habit of the language {code}", True)


def _form(day: tuple[int, int, int]) -> str:
    return f"{day[0]:04d}-{day[1]:02d}-{day[2]:02d}"

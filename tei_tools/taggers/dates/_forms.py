"""A reading and its points → TEI's attributes: open at a side, approximate, uncertain, some time within."""

from __future__ import annotations

from tei_tools.taggers.dates import _values as values
from tei_tools.taggers.dates._reading import Reading
from tei_tools.taggers.dates._values import Point


def of_point(reading: Reading, point: Point) -> dict[str, str]:
    """A day, month or year."""
    # EDTF has no mark for a month or day of no year.
    if (reading.approximate or reading.uncertain) and point.year is not None:
        mark = "%" if reading.approximate and reading.uncertain else "~" if reading.approximate else "?"
        edtf = point.edtf() + mark
        return values.custom(_sided(edtf, reading.side))
    if point.year is None or not reading.side:
        return values.when(point)
    if reading.side == "since":
        return values.lasting(point, None)
    if reading.side == "until":
        return values.lasting(None, point)
    if reading.side == "before":
        return values.within(None, point)
    return values.within(point, None)


def of_span(reading: Reading, first: Point, last: Point) -> dict[str, str]:
    """A time from a first to a last point, or an unknown year of it."""
    if reading.grain:
        return values.custom(reading.grain)
    if reading.approximate or reading.end_approximate:
        start = first.edtf() + "~" * reading.approximate
        closing = last.edtf() + "~" * (reading.end_approximate or not reading.parts)
        attributes = values.custom(f"{start}/{closing}")
    elif reading.side == "since":
        attributes = values.lasting(first, None)
    elif reading.side == "until":
        attributes = values.lasting(None, last)
    elif reading.side == "before":
        attributes = values.within(None, first)
    elif reading.side == "after":
        attributes = values.within(last, None)
    elif reading.within:
        attributes = values.within(first, last)
    else:
        attributes = values.lasting(first, last)
    return attributes


_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
"""The first and last month of a season, by its EDTF code."""


def season_year(reading: Reading, base: tuple[int | None, int | None, int | None], tense: int) -> int:
    """The year of a season without one: the next in a sentence of the future, the last in one of the past."""
    year, month = base[0] or 0, base[1]
    if month is None:
        return year
    first, last = _SEASONS[reading.season or 22]
    if reading.season == 24:
        if month <= last:
            return year - 1 if tense <= 0 else year - (month <= last)
        return year - 1 if tense < 0 and month < first else year
    if tense > 0 and month > last:
        return year + 1
    return year - 1 if tense < 0 and month < first else year


def of_season(reading: Reading, year: int | None) -> dict[str, str]:
    """A season: EDTF's code; months where EDTF has no form for what is said of it, or no year is meant."""
    first, last = _SEASONS[reading.season or 22]
    start, closing = Point(year, first), Point(year, last)
    if year is None:
        return values.lasting(start, closing)
    if reading.season == 24:
        closing = Point(year + 1, last)
    if reading.side == "before":
        return values.within(None, start)
    if reading.side == "after":
        return values.within(closing, None)
    if reading.approximate:
        return values.custom(f"{start.edtf()}~/{closing.edtf()}~")
    return values.custom(_sided(f"{values.iso_year(year)}-{reading.season}", reading.side))


def _sided(edtf: str, side: str) -> str:
    """An interval open at one side; an EDTF set takes no qualified date, so none is used here."""
    if not side:
        return edtf
    return f"{edtf}/.." if side in ("since", "after") else f"../{edtf}"


def vague(reading: Reading, base: Point) -> dict[str, str]:
    """Several years ago: no later than now; a few days later: no earlier than then."""
    if reading.unit == "vague":
        return values.within(base, None) if reading.count > 0 else values.within(None, base)
    return values.lasting(base, None) if reading.count > 0 else values.lasting(None, base)

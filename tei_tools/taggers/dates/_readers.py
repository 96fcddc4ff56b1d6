"""Each shape's reader: the symbols it matched → a :class:`Reading`, or ``None`` where they are no date."""

from __future__ import annotations

from collections.abc import Callable

from tei_tools.taggers.dates import _read_days as read_days
from tei_tools.taggers.dates import _read_months as read_months
from tei_tools.taggers.dates import _read_nearby as read_nearby
from tei_tools.taggers.dates import _read_numeric as read_numeric
from tei_tools.taggers.dates import _read_periods as read_periods
from tei_tools.taggers.dates import _read_placed as read_placed
from tei_tools.taggers.dates import _read_regnal as read_regnal
from tei_tools.taggers.dates import _read_relative as read_relative
from tei_tools.taggers.dates import _read_republic as read_republic
from tei_tools.taggers.dates import _read_roman as read_roman
from tei_tools.taggers.dates import _read_years as read_years
from tei_tools.taggers.dates._reading import Reading
from tei_tools.taggers.dates._tokens import Scan

Reader = Callable[[Scan, int, int, str], "Reading | None"]


def read(shape: str, scan: Scan, first: int, last: int) -> Reading | None:
    """What ``symbols[first:last]``, which have this shape, say; ``None`` where they say no date."""
    reading = _READERS[shape](scan, first, last, shape)
    if reading is None:
        return None
    reading.shape = reading.shape or shape
    symbols = scan.symbols
    while reading.last > reading.first and symbols[reading.last - 1] in " ,-/":
        reading.last -= 1
    return reading


_READERS: dict[str, Reader] = {
    "day_month_year": read_days.dated,
    "month_day_year": read_days.dated,
    "day_month": read_days.dated,
    "month_day": read_days.dated,
    "numeric_month_year": read_numeric.month_year,
    "numeric_days": read_numeric.days_of_month,
    "iso": read_numeric.iso,
    "regnal": read_regnal.regnal,
    "decade_of_century": read_periods.decade_of_century,
    "week_of": read_placed.week_of,
    "weekday_of_week": read_placed.weekday_of_week,
    "this_year": read_relative.this_year,
    "day_beside": read_days.day_beside,
    "dual": read_days.dual,
    "republican": read_republic.republican,
    "republican_month": read_republic.month,
    "roman": read_roman.roman_day,
    "days_of_month": read_days.days_of_month,
    "days_and_month": read_days.days_and_month,
    "month_days": read_days.days_of_month,
    "months_of_year": read_months.months_of_year,
    "numeric": read_numeric.numeric,
    "numeric_day_month": read_numeric.numeric_day_month,
    "month_year": read_months.month_year,
    "centuries": read_periods.century,
    "century": read_periods.century,
    "decade": read_periods.decade,
    "quarter": read_periods.quarter,
    "season_year": read_periods.season_year,
    "season": read_periods.season,
    "feast": read_periods.feast,
    "period": read_periods.period,
    "today": read_relative.today,
    "narrative_day": read_relative.narrative_day,
    "relative": read_relative.relative,
    "relative_day": read_nearby.relative_day,
    "relative_after": read_relative.relative,
    "count_later": read_relative.count_later,
    "count_before": read_relative.count_later,
    "day_of_relative_month": read_nearby.day_of_relative_month,
    "the_weekend": read_relative.the_weekend,
    "part_of_unit": read_relative.part_of_unit,
    "instant": read_days.instant,
    "weekday_day": read_days.weekday_day,
    "year_of_era": read_years.year_of_era,
    "years_of_era": read_years.years_of_era,
    "years": read_years.years,
    "named_year": read_years.named_year,
    "year": read_years.year,
    "masked": read_years.masked,
    "month": read_months.month,
    "weekday": read_relative.weekday,
    "day": read_days.day,
    "early_year": read_years.early_year,
    "stretch": read_relative.stretch,
    "same_year": read_nearby.same_year,
    "compact": read_numeric.compact,
    "weekday_of_month": read_placed.weekday_of_month,
    "last_of_month": read_placed.last_of_month,
    "part_of_year": read_placed.part_of_year,
    "ago_today": read_placed.ago_today,
    "quarter_of_relative": read_placed.quarter_of_relative,
    "year_end": read_placed.year_end,
    "in_future": read_placed.in_future,
}

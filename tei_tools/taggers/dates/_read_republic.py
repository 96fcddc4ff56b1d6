"""Readers of the French republican calendar: 18 brumaire an VIII, du 1er au 9 thermidor an II, nivôse an II,
the second complementary day of Year III, l'an II de la République.

The complementary days are the thirteenth month of the year, of five days; the years
III, VII and XI had six.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tei_tools.taggers.dates import _calendar as calendar
from tei_tools.taggers.dates import _contexts as contexts
from tei_tools.taggers.dates._reading import Reading
from tei_tools.taggers.dates._symbols import numerals
from tei_tools.taggers.dates._tokens import Scan

_LAST = (1805, 12, 31)
"""The calendar's last day."""


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "republic": re.compile(
            r",? (?:de la R[ée]publique|of the (?:French )?Republic|der (?:Französischen |Fr\. )?Republik)",
            re.IGNORECASE,
        ),
        "reign": re.compile(
            r",? (?:du|de (?:son|notre)) r[eè]gne|,? (?:of (?:the|his|her) reign)", re.IGNORECASE
        ),
    }


def republican(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """A day, or days, of the republic; without the year they have no value."""
    month_at = next(k for k in range(first, last) if scan.symbols[k] == "r")
    month = int(scan.values[month_at])
    numbers = numerals(scan, first, last, "doNRtY")
    days = [value for k, _, value in numbers if k < month_at]
    years = [value for k, _, value in numbers if k > month_at]
    if not days or not 1 <= days[0] <= 30 or days[-1] > (6 if month == 13 else 30):
        return None
    if not years:
        if scan.symbols[first] == "N" and scan.lexicon.language.code != "fr":
            return None
        return Reading(first, last, "unvalued", calendar="republican", confidence=0.8)
    found = calendar.from_republican(years[-1], month, days[0])
    if found is None or (month == 13 and days[-1] == 6 and years[-1] not in (3, 7, 11)):
        return None
    reading = Reading(first, last, "point", year=found[0], month=found[1], day=found[2], confidence=0.97)
    if len(days) > 1:
        stop = calendar.from_republican(years[-1], month, days[-1])
        if days[-1] <= days[0] or stop is None:
            return None
        if "&" in scan.symbols[first:month_at] and days[-1] > days[0] + 1:
            return None
        reading.kind, reading.end = "span", stop
    reading.calendar = "republican"
    return reading


def month(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """Brumaire an VIII, germinal-floréal an III: from the first day to the last."""
    months = [int(scan.values[k]) for k in range(first, last) if scan.symbols[k] == "r"]
    years = [value for _, _, value in numerals(scan, first, last, "doNR")]
    if not years or months != sorted(months):
        return None
    start = calendar.from_republican(years[-1], months[0], 1)
    if start is None:
        return None
    after = (years[-1], months[-1] + 1) if months[-1] < 13 else (years[-1] + 1, 1)
    stop = calendar.from_republican(*after, 1)
    reading = Reading(first, last, "span", year=start[0], month=start[1], day=start[2], confidence=0.95)
    reading.end = calendar.shifted(stop, -1) if stop is not None else _LAST
    reading.calendar = "republican"
    return reading


def year(scan: Scan, first: int, number_at: int, last: int) -> Reading | None:
    """L'an II; in digits or words, and in other languages, only where it is said to be of the Republic."""
    value = int(scan.values[number_at])
    head = scan.text[scan.starts[first] : scan.starts[number_at]].lower()
    right = contexts.right_of(scan, last - 1)
    french = (
        scan.symbols[number_at] == "R" and scan.lexicon.language.code == "fr" and "an" in head.split("'’")[-1]
    )
    named = _patterns()["republic"].match(right) is not None
    if not (named or (french and "année" not in head)) or _patterns()["reign"].match(right):
        return None
    start = calendar.from_republican(value, 1, 1)
    if start is None:
        return None
    stop = calendar.from_republican(value + 1, 1, 1)
    reading = Reading(first, last, "span", year=start[0], month=start[1], day=start[2], confidence=0.95)
    reading.end = calendar.shifted(stop, -1) if stop is not None else _LAST
    reading.calendar = "republican"
    return reading

"""Readers of years: alone, with their era, as a span, of the republic."""

from __future__ import annotations

import re
from functools import lru_cache

from tei_tools.taggers.dates import _contexts as contexts
from tei_tools.taggers.dates import _read_republic as republic
from tei_tools.taggers.dates._read_periods import share
from tei_tools.taggers.dates._reading import Reading
from tei_tools.taggers.dates._symbols import is_lower, numerals, read_year
from tei_tools.taggers.dates._tokens import Scan


def year_of_era(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    reading = Reading(first, last, "point")
    if not read_year(reading, scan, first, last) or not contexts.stands_free(scan, first, last):
        return None
    mark = next(k for k in range(first, last) if scan.symbols[k] in "EB")
    if is_lower(scan, mark) and scan.word(mark).isalpha() and scan.lexicon.language.code == "en":
        return None
    if scan.word(mark) == "CE" and reading.year is not None and reading.year > 2050:
        return None
    return reading


def years_of_era(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    values = [value for _, _, value in numerals(scan, first, last, "HYtzd")]
    before = "B" in scan.symbols[first:last]
    one, two = (1 - v if before else v for v in values[:2])
    if one > two:
        return None
    reading = Reading(first, last, "span", year=one)
    reading.end = (two, None, None)
    return reading


def years(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """1914-18, 1914–1918, 1896/97."""
    years = numerals(scan, first, last, "Ydz")
    start, word, value = years[0][2], scan.word(years[1][0]), years[1][2]
    if years[1][1] != "Y":
        if len(word) == 1:
            value = start - start % 10 + value
        else:
            value = start - start % 100 + value
            if value <= start and value + 100 - start <= 30 and start % 100 > 69:
                value += 100
    if contexts.is_place_in_a_work(scan, first) and contexts.last_word(contexts.left_of(scan, first)) != "ca":
        return None
    month = years[1][2]
    if scan.symbols[last - 2] == "-" and len(word) == 2 and 1 <= month <= 12 and month <= start % 100:
        free = contexts.stands_free(scan, first, last) and not contexts.is_numbered(scan, first)
        return Reading(first, last, "point", year=start, month=month, confidence=0.75) if free else None
    if not start < value <= start + 400 or contexts.is_numbered(scan, first):
        return None
    if not contexts.stands_free(scan, first, last) or contexts.is_count(scan, last, 1):
        return None
    if len(word) == 2 and 1 <= years[1][2] <= 12 and scan.symbols[first + 1] == "-" and value - start > 12:
        return None
    slash = scan.symbols[years[0][0] + 1] in "/" or scan.symbols[years[0][0] + 2] == "/"
    if slash and value - start > 1:
        # 1914/18 is a time where the words around say so, else a number
        before = contexts.last_word(contexts.left_of(scan, first))
        entry = scan.lexicon.words.get(before)
        told = (entry is not None and entry[0] in "ihVuAkf") or contexts.left_of(scan, first)[-1:] == "("
        if len(word) != 2 or value - start > 30 or start < 1400 or not told:
            return None
    reading = Reading(first, last, "span", year=start, confidence=0.9)
    reading.end = (value, None, None)
    if years[1][1] == "Y" and " " in scan.symbols[first:last]:
        reading.parts = [Reading(k, k + 1, "point", year=year) for k, _, year in years]
    if start < 1400 and not contexts.last_word(contexts.left_of(scan, first)):
        reading.confidence = 0.7
    return reading


def named_year(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    head = next((k for k in range(first, last) if scan.symbols[k] in "Au"), None)
    number_at = next(k for k in range(last - 1, first, -1) if scan.symbols[k] in "YaztRdN")
    if head is None:
        return None
    unit = scan.values[head] if scan.symbols[head] == "u" else "year"
    word = scan.word(head).lower()
    if unit != "year" or not contexts.stands_free(scan, number_at, last):
        return None
    symbol = scan.symbols[number_at]
    if symbol == "R":
        return republic.year(scan, first, number_at, last)
    if word == "années":
        return _decade_of_years(scan, first, number_at, last)
    if symbol in "Nd" and (found := republic.year(scan, first, number_at, last)) is not None:
        return found
    if symbol == "N" or (symbol == "d" and "Y" not in scan.symbols[first:last]):
        return None
    if symbol in "zt" and scan.symbols[head] == "u" and word not in ("jahre", "jahr", "year"):
        return None
    if contexts.is_count(scan, last, 1):
        return None
    if "e" in scan.symbols[first:head]:
        first = head  # "at the close of the year 1850"
    plural = word in ("years", "jahren", "années")
    reading = Reading(number_at if plural else first, last, "point")
    if not read_year(reading, scan, number_at if symbol != "d" else number_at - 2, last):
        return None
    if word in ("years", "jahren", "ans") and symbol != "Y":
        return None
    return reading


def _decade_of_years(scan: Scan, first: int, year_at: int, last: int) -> Reading | None:
    """French "les années 1920", "les années vingt"."""
    value = int(scan.values[year_at])
    if value % 10 or value == 10:
        return None
    parts = [scan.values[k] for k in range(first, year_at) if scan.symbols[k] == "e"]
    start, stop = share(value, value + 9, parts)
    reading = Reading(first, last, "span", year=start, short=value < 100, within=bool(parts))
    reading.end = (stop, None, None)
    return reading


@lru_cache(maxsize=1)
def _second_of_two() -> re.Pattern[str]:
    """ "Between 1250 and 1260"."""
    return re.compile(r"b (?:h )?Y & (?:h )?$")


def year(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    if scan.symbols[first] == "a":
        before = contexts.last_word(contexts.left_of(scan, first))
        entry = scan.lexicon.words.get(before)
        if entry is None or entry[0] not in "iVfTUb&<>%eksSh":
            return None
        return Reading(first, last, "point", year=int(scan.values[first]), short=True, confidence=0.75)
    latin = scan.word(first).lower().startswith("millesimo")
    beside = _second_of_two().search(scan.symbols, max(0, first - 8), first) is not None
    sure = latin or (
        beside and contexts.stands_free(scan, first, last) and not contexts.is_count(scan, last, 2)
    )
    confidence = 0.9 if sure else contexts.year_confidence(scan, first)
    if not confidence:
        return None
    return Reading(first, last, "point", year=int(scan.values[first]), confidence=confidence)


def masked(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """199X, 19XX: a year whose last figures are not known."""
    start, length = scan.values[first]
    if not contexts.stands_free(scan, first, last) or not 1000 <= start <= 2100:
        return None
    reading = Reading(first, last, "span", year=start, confidence=0.85, grain=scan.word(first))
    reading.end = (start + length - 1, None, None)
    return reading


def early_year(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """A year of three digits: only where "circa" says that it is one, or beside one that is."""
    if not contexts.stands_free(scan, first, last) or contexts.is_count(scan, last, 2):
        return None
    left, right = contexts.left_of(scan, first), contexts.right_of(scan, first)
    circa = "k" in scan.symbols[max(0, first - 3) : first]
    before = contexts.last_word(left.rstrip(" .")) if circa else ""
    following = scan.symbols[last : last + 8]
    after_circa = circa and (
        before in ("c", "ca", "circa")
        or (right[:1] in (",", ")", ";", "") or following[:3] in (" ~ ", " - "))
    )
    after_range = (
        first >= 6
        and scan.symbols[first - 3 : first] in (" ~ ", " - ")
        and "k" in scan.symbols[first - 9 : first]
    )
    if not (after_circa or after_range) or contexts.last_word(left) == "vers":
        return None
    return Reading(first, last, "point", year=int(scan.values[first]), confidence=0.7)

"""Readers of dates with a day: the day, month and year in words, days of a month, a weekday with its day."""

from __future__ import annotations

import re
from functools import lru_cache

from tei_tools.taggers.dates import _calendar as calendar
from tei_tools.taggers.dates import _contexts as contexts
from tei_tools.taggers.dates._reading import Reading
from tei_tools.taggers.dates._symbols import edges_free, first_value, is_lower, numerals, read_year
from tei_tools.taggers.dates._tokens import Scan


def dated(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """Day, month and year in words and numbers, whatever their order."""
    symbols = scan.symbols
    reading = Reading(first, last, "point")
    month_at = next((k for k in range(first, last) if symbols[k] in "mM"), None)
    if month_at is None:
        return None
    reading.month = int(scan.values[month_at])
    if any(symbols[k] == "u" and scan.values[k] != "day" for k in range(first, month_at)):
        return None  # "the third week of January"
    reading.weekday = first_value(scan, first, month_at, "wW")
    spelled = "doN" if scan.lexicon.language.code == "fr" else "do"  # "le douze mars"
    days = [k for k in range(first, last) if symbols[k] in spelled]
    after = [k for k in days if k > month_at]
    before = [k for k in days if k < month_at]
    has_year = False
    if shape in ("day_month_year", "day_month"):
        if not before or not 1 <= int(scan.values[before[-1]]) <= 31:
            return None
        day_at = before[-1]
        has_year = read_year(reading, scan, month_at + 1, last)
        if not has_year and shape == "day_month_year":
            return None
    elif shape in ("month_day_year", "month_day"):
        day_at = after[0]
        if shape == "month_day_year" and not read_year(reading, scan, day_at + 1, last):
            return None
        has_year = reading.year is not None
    else:
        return None
    reading.day = int(scan.values[day_at])
    if not has_year and not calendar.exists(None, reading.month, reading.day):
        return None
    if not edges_free(scan, first, last, shape):
        return None
    if shape == "month_day" and scan.lexicon.language.day_first:
        return None
    if not has_year and not _month_day_alone(scan, month_at, day_at, first, last):
        return None
    if reading.year is not None and reading.year < 1000 and contexts.is_count(scan, last, 2):
        return None
    _style(reading, scan, first, last)
    if not has_year:
        reading.confidence = 0.92
    return reading


def _style(reading: Reading, scan: Scan, first: int, last: int) -> None:
    mark = next((k for k in range(first, last) if scan.symbols[k] in "KX"), None)
    if mark is not None:
        reading.last = mark - 1 if scan.symbols[mark - 1] == "x" else mark
    if "K" in scan.symbols[first:last]:
        reading.julian = True
    elif "X" in scan.symbols[first:last]:
        reading.julian = False


def _month_day_alone(scan: Scan, month_at: int, day_at: int, first: int, last: int) -> bool:
    """A day and a month without a year: not a count (may 3 times) and not a name (March 10 Group)."""
    weak = scan.symbols[month_at] == "M"
    ordinal = scan.symbols[day_at] == "o"
    before = contexts.last_word(contexts.left_of(scan, first))
    if weak and is_lower(scan, month_at) and not ordinal and scan.word(month_at) in ("may", "march", "mar"):
        told = before in ("on", "of", "since", "until", "till", "by", "dated", "from")
        if not told or contexts.is_count(scan, last, 3):
            return False
    if contexts.is_count(scan, last, 1) and not ordinal and (before != "on" or day_at < month_at):
        return False
    return not (scan.symbols[day_at] == "d" and contexts.is_numbered(scan, first) and day_at == first)


def dual(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    days = numerals(scan, first, last, "do")
    month_at = next(k for k in range(first, last) if scan.symbols[k] in "mM")
    reading = Reading(first, last, "point", month=int(scan.values[month_at]), day=days[1][2])
    if not read_year(reading, scan, month_at + 1, last) or reading.month is None or reading.year is None:
        return None
    if not calendar.exists(reading.year, reading.month, days[1][2]) or days[1][2] - days[0][2] not in (
        10,
        11,
        12,
        13,
    ):
        return None
    reading.julian = False
    reading.notes.append(
        f"two days, old and new style: @when is the new style, {days[0][2]} of the month is the old"
    )
    return reading


def days_of_month(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    days = numerals(scan, first, last, "do")
    month_at = next(k for k in range(first, last) if scan.symbols[k] in "mM")
    pair = [k for k, _, _ in days if (k < month_at) == (shape != "month_days")][:2]
    if len(pair) < 2:
        return None
    month = int(scan.values[month_at])
    opening, closing = int(scan.values[pair[0]]), int(scan.values[pair[1]])
    if opening >= closing or not calendar.exists(None, month, closing):
        return None
    if not edges_free(scan, first, last, shape):
        return None
    year = Reading(first, last, "point")
    read_year(year, scan, max(month_at, pair[1]) + 1, last)
    reading = Reading(first, last, "span", year=year.year, month=month, day=opening, short=year.short)
    reading.end = (year.year, month, closing)
    reading.julian = year.julian
    reading.weekday = first_value(scan, first, pair[0], "wW")
    return reading


def days_and_month(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """The first of two days of one month; the second is read again as a date of its own."""
    days = numerals(scan, first, last, "do")
    month_at = next(k for k in range(first, last) if scan.symbols[k] in "mM")
    before = [item for item in days if item[0] < month_at]
    if len(before) < 2 or before[0][2] >= before[1][2]:
        return None
    spelled = before[0][1] == "o" and not scan.word(before[0][0])[0].isdigit()
    if spelled and not re.search(r"b (?:h )?$", scan.symbols[max(0, first - 4) : first]):
        return None  # "between the ninth and the seventeenth of April" alone
    if not edges_free(scan, first, first + 1, shape) or contexts.is_numbered(scan, first):
        return None
    month = int(scan.values[month_at])
    reading = Reading(first, before[0][0] + 1, "point", month=month, day=before[0][2], confidence=0.9)
    read_year(reading, scan, month_at + 1, last)
    return reading if calendar.exists(reading.year, month, before[1][2]) else None


def weekday_day(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    weekday_at = next(k for k in range(first, last) if scan.symbols[k] in "wW")
    day_at = next(k for k in range(last - 1, first, -1) if scan.symbols[k] in "do")
    if is_lower(scan, weekday_at) and scan.symbols[weekday_at] == "W":
        return None
    between = range(weekday_at + 1, day_at)
    if any(scan.symbols[k] == "i" and scan.word(k).lower() in ("in", "for", "during") for k in between):
        return None  # "on Tuesday in the first round", "Montag in 8 Tagen"
    right = contexts.right_of(scan, last - 1)
    if right[:1].isalnum() or (right[:1] in (":", ",", ".", "-") and right[1:2].isdigit()):
        return None
    if scan.symbols[day_at] == "d" and contexts.is_count(scan, last, 2):
        return None
    if (
        scan.symbols[weekday_at] == "W"
        and scan.symbols[day_at] == "d"
        and contexts.left_of(scan, first)
        and right
    ):
        return None
    if (
        scan.symbols[day_at] == "o"
        and not scan.word(day_at)[0].isdigit()
        and scan.lexicon.language.code != "en"
    ):
        return None
    weekday = int(scan.values[weekday_at])
    return Reading(first, last, "point", weekday=weekday, day=int(scan.values[day_at]), confidence=0.9)


def day_beside(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """The second day of "Oct. 25 and 26", whose month stands before the first."""
    there = _month_before().search(scan.symbols, max(0, first - 8), first)
    at = next((k for k in range(first, last) if scan.symbols[k] in "do"), None)
    if there is None or at is None or scan.lexicon.language.day_first:
        return None
    month, opening = int(scan.values[there.start("month")]), int(scan.values[there.start("day")])
    closing = int(scan.values[at])
    if closing <= opening or not calendar.exists(None, month, closing):
        return None
    reading = Reading(at, last, "point", month=month, day=closing, confidence=0.85)
    has_year = read_year(reading, scan, at + 1, last)
    if not has_year:
        reading.last = at + 1
    following = contexts.next_words(contexts.right_of(scan, reading.last - 1))
    if not edges_free(scan, at, reading.last, shape) or contexts.is_count(scan, reading.last, 3):
        return None
    counted = following and following[0][0].islower() and following[0].endswith("s")
    return None if not has_year and counted and len(following[0]) > 3 else reading


@lru_cache(maxsize=1)
def _month_before() -> re.Pattern[str]:
    return re.compile(r"(?P<month>[mM])\.? (?:h )?(?P<day>[do])\.? ?$")


def instant(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    day = first_value(scan, first, last, "do")
    mark = next(scan.word(k).lower().strip(".") for k in range(first, last) if scan.symbols[k] == "I")
    months = (
        -1 if mark in ("ult", "ultimo", "ulto", "v. m") else 1 if mark in ("prox", "proximo", "n. m") else 0
    )
    if mark == "d" and "." not in scan.text[scan.starts[first] : scan.ends[last - 1]]:
        return None
    return Reading(first, last, "shift", day=day, count=months, unit="day_of_month", confidence=0.88)


def day(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """A day of the month alone: "on the 18th", "am 17."."""
    if _range_of_days().match(scan.symbols, last):
        return None
    if scan.symbols[last : last + 1] in ("m", "M", "I", "d", "R") or (
        scan.symbols[last : last + 1] == " "
        and scan.symbols[last + 1 : last + 2] in ("m", "M", "I", "d", "R", "r")
    ):
        return None
    at = next((k for k in range(first, last) if scan.symbols[k] in "od"), None)
    if at is None or not scan.word(at)[0].isdigit():
        return None
    language = scan.lexicon.language.code
    right = contexts.right_of(scan, last - 1)
    words = contexts.next_words(right)
    before = contexts.last_word(contexts.left_of(scan, at))
    if right[:1].isalnum() or (right[:1] in (".", ",", ":", "/", "-") and right[1:2].isdigit()):
        return None
    if language == "de":
        mark = scan.symbols[first]
        if mark in "&Oh" and not _beside_day(scan, first):
            return None
        if (mark == "i" and before in ("in", "an", "zu", "im")) or (mark == "<" and before == "vor"):
            return None
        if not right.strip() or (words and words[0][0].isupper()):
            return None
        past = -1 if before == "vom" and not scan.symbols.startswith((" T", "T"), last) else 0
        return Reading(at, last, "point", day=int(scan.values[at]), count=past, confidence=0.7)
    if language == "fr":
        return None
    if scan.symbols[at] != "o" or "c" in scan.symbols[last : last + 3]:
        return None
    if before not in ("the", "on", "till", "until", "to", "by", "from", "since", "about", "of"):
        return None
    if words and right[:1] == " " and words[0].lower() not in _AFTER_DAY:
        return None
    if not (right == "" or right[0] in " .,;:)-–—"):
        return None
    past = -1 if before == "of" else 0  # "yours of the 7th"
    return Reading(at, last, "point", day=int(scan.values[at]), count=past, confidence=0.55)


@lru_cache(maxsize=1)
def _range_of_days() -> re.Pattern[str]:
    day = r"(?:h )?[do]\.?(?: u)?(?: V)?(?: h)? ?[mM]"
    return re.compile(
        rf" (?:V )?(?:h )?[lnjJ] u| ?[T~-] ?{day}| ?[T~-] ?d ?\. ?d| ?(?:[&O]\.?|,) {day}"
        r"| ?[T~&-] ?(?:h )?(?:[oR]\.?|d\.)[ -]c"
    )


def _beside_day(scan: Scan, first: int) -> bool:
    return "d." in scan.symbols[max(0, first - 5) : first]


_AFTER_DAY = frozenset(
    "to and at in with for we i he she they it was were when after before inst instant ult ultimo "
    "till until a "
    "the but as so my our his her there by".split()
)

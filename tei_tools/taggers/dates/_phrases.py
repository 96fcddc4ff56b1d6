"""Readings beside each other, and the words about them: ranges, alternatives, circa, since, until."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from tei_tools.taggers.dates import _calendar as calendar
from tei_tools.taggers.dates import _contexts as contexts
from tei_tools.taggers.dates import _offsets as offsets
from tei_tools.taggers.dates import _styles as styles
from tei_tools.taggers.dates._reading import Reading
from tei_tools.taggers.dates._tokens import Scan

_LOOK = 8


@lru_cache(maxsize=1)
def _gaps() -> dict[str, re.Pattern[str]]:
    return {
        "to": re.compile(r"\.? ?(?:--|[~/-]) ?(?:h )?|\.? ?[,.]? [TU] (?:i )?(?:h )?"),
        "and": re.compile(r"\.? & (?:h )?"),
        "reign": re.compile(r",? (?:[iV] )?(?:h )?"),
        "or": re.compile(r"\.? O (?:h )?"),
        "between": re.compile(r"b (?:h )?$"),
        "circa": re.compile(r"k(?:\. ?| )?(?:h )?$"),
        "perhaps": re.compile(r"\? (?:i |h )*$"),
        "bound": re.compile(r",? (?P<bound>[ln])(?: l)?(?! ?[-uwmMsScTdoN])"),
        "side": re.compile(r"(?P<side>[%U<>T])(?: f)? (?:i )?(?:h )?(?:k(?:\. ?| )(?:h )?)?$"),
        "onwards": re.compile(r" @"),
        "present": re.compile(r" ?[~-] ?(?:h )?[jy]| [TU] (?:h )?(?:[jy]|h j)"),
    }


def combined(scan: Scan, readings: list[Reading]) -> list[Reading]:
    """The readings of one block, ranges and alternatives made of their ends, and what is said of each."""
    found: list[Reading] = []
    readings = styles.joined(scan, offsets.measured(scan, readings))
    k = 0
    while k < len(readings):
        reading = readings[k]
        _qualify(scan, reading)
        following = readings[k + 1] if k + 1 < len(readings) else None
        if following is not None:
            _bind(scan, following)
            _lend(scan, reading, following)
        whole = _pair(scan, reading, following) if following is not None else None
        if whole is not None:
            found.append(whole)
            k += 2
            continue
        _open(scan, reading)
        found.append(reading)
        k += 1
    return found


def _lend(scan: Scan, one: Reading, two: Reading) -> None:
    """ "August and September 1862": the year that stands once is meant of both."""
    gap = scan.symbols[one.last : two.first]
    either = one.kind == two.kind == "season" and _gaps()["or"].fullmatch(gap)
    if len(gap) > 8 or not (either or _gaps()["and"].fullmatch(gap)):
        return
    decade = one.shape == "named_year" and one.kind == "span" and one.end is not None and one.calendar == ""
    if decade and two.shape == "year" and (two.year or 1) % 10 == 0 and two.kind == "point":
        two.kind, two.end = "span", ((two.year or 0) + 9, None, None)  # "les années 1920 et 1930"
        return
    if one.kind == two.kind == "season" and one.year is None and two.year is not None:
        one.year = two.year
    if one.kind != "point" or two.kind != "point":
        return
    both = one.year is None and one.month is not None and two.month is not None and one.weekday is None
    if both and two.year is not None and not one.other and (one.month or 0) <= (two.month or 0):
        one.year, one.short = two.year, two.short


def _of_reign(scan: Scan, one: Reading, two: Reading) -> Reading | None:
    """ "The sixth of October in the 23rd year of King Charles": the day that falls in that year."""
    gap = scan.symbols[one.last : two.first]
    dated = one.kind == "point" and one.year is None and one.month is not None and one.day is not None
    feast = (one.parts[0] if one.kind == "offset" else one).feast is not None
    if two.shape != "regnal" or not (dated or feast) or not _gaps()["reign"].fullmatch(gap):
        return None
    start, stop = (two.year, two.month, two.day), two.end
    julian = two.calendar == "julian"
    for year in ((two.year or 0) - 1, two.year or 0, (two.year or 0) + 1):
        if feast:
            found = offsets.within_reign(one, year, julian)
            if found is None or not start <= found <= stop:  # type: ignore[operator]
                continue
            whole = Reading(one.first, two.last, "point", year=found[0], month=found[1], day=found[2])
            whole.calendar, whole.shape, whole.confidence = two.calendar, "day_of_reign", one.confidence
            return whole
        if not calendar.exists(year, one.month or 0, one.day or 0):
            continue
        day = (year, one.month or 0, one.day or 0)
        gregorian = calendar.from_julian(day) if two.calendar == "julian" else day
        if start <= gregorian <= stop:  # type: ignore[operator]
            whole = replace(one, last=two.last, year=year, julian=two.calendar == "julian")
            whole.shape, whole.confidence = "day_of_reign", min(one.confidence, two.confidence)
            return whole
    return None


def _pair(scan: Scan, one: Reading, two: Reading) -> Reading | None:
    if two.first <= one.last or two.first - one.last > 8 or one.kind not in ("point", "feast", "offset"):
        return None
    if one.kind == two.kind == "feast":
        return _feasts(scan, one, two)
    if one.kind != "point":
        return _of_reign(scan, one, two)
    if two.kind != "point" and two.shape != "regnal":
        return None
    gap = scan.symbols[one.last : two.first]
    reign = _of_reign(scan, one, two)
    if reign is not None:
        return reign
    if two.kind != "point":
        return None
    before = scan.symbols[max(0, one.first - _LOOK) : one.first]
    gaps = _gaps()
    for end in (one, two):
        if end.placed == (-1, 0) and two.year is not None and end.month is not None:
            end.day, end.placed = calendar.month_length(end.year or two.year, end.month), None
    between = gaps["between"].search(before)
    if gaps["or"].fullmatch(gap):
        return _alternative(one, two)
    lasting = bool(gaps["to"].fullmatch(gap))
    if not lasting and not (between and gaps["and"].fullmatch(gap)):
        return None
    if one.other and two.other and one.shape == two.shape and two.year is not None:
        return _numeric_range(one, two, bool(between))
    ends = _ends(one, two)
    if ends is None:
        return None
    if gap.strip() == "/" and _is_old_and_new(replace(one, year=ends[0][0]), two):
        both = replace(two, first=one.first)
        both.notes = [*two.notes, "one day, old and new style: @when is the new style"]
        return both
    start, stop = ends
    first = one.first - len(between.group()) if between else one.first
    whole = Reading(first, two.last, "span", shape="range", year=start[0], month=start[1], day=start[2])
    whole.end = stop
    whole.within = bool(between)
    whole.count = two.count if one.year is None and two.year is None else 0
    whole.julian = one.julian or two.julian
    whole.approximate, whole.end_approximate = one.approximate, two.approximate
    whole.confidence = min(one.confidence, two.confidence)
    whole.parts = [one, two]
    if one.year is None and two.year is not None:
        one.year = start[0]
    return whole


def _feasts(scan: Scan, one: Reading, two: Reading) -> Reading | None:
    """From Easter to Michaelmas 1432, between Christmas 1848 and New Year's Day 1849."""
    gap = scan.symbols[one.last : two.first]
    between = _gaps()["between"].search(scan.symbols[max(0, one.first - _LOOK) : one.first])
    lasting = _gaps()["to"].fullmatch(gap) is not None
    if not (lasting or (between and _gaps()["and"].fullmatch(gap))) or two.year is None or two.year < 1583:
        return None
    assert one.feast is not None
    assert two.feast is not None
    stop = calendar.feast(two.feast, two.year)
    start = calendar.feast(one.feast, one.year if one.year is not None else two.year)
    if one.year is None and start > stop:
        start = calendar.feast(one.feast, two.year - 1)
    if start >= stop or start[0] < 1583:
        return None
    one.year = start[0]
    first = one.first - len(between.group()) if between else one.first
    whole = Reading(first, two.last, "span", shape="range", year=start[0], month=start[1], day=start[2])
    whole.end, whole.within, whole.parts = stop, bool(between), [one, two]
    whole.confidence = min(one.confidence, two.confidence)
    return whole


def _numeric_range(one: Reading, two: Reading, within: bool) -> Reading:
    """3.5.1990-5.6.1991: which number is the day is decided later, for the ends and so for the range."""
    if one.year is None:
        one.year, one.short = two.year, two.short
    whole = Reading(one.first, two.last, "span", shape="range", within=within, parts=[one, two])
    whole.confidence = min(one.confidence, two.confidence)
    return whole


def _is_old_and_new(one: Reading, two: Reading) -> bool:
    """Whether two whole dates are one day in the Julian and the Gregorian calendar."""
    days = [(p.year, p.month, p.day) for p in (one, two)]
    if any(None in day for day in days):
        return False
    (year, month, day), gregorian = days
    exists = calendar.exists(year, month or 0, day or 0)
    return exists and calendar.from_julian((year, month, day)) == gregorian  # type: ignore[arg-type]


def _alternative(one: Reading, two: Reading) -> Reading | None:
    if (
        one.year is None
        and one.month is not None
        and one.day is None
        and two.day is None
        and two.month is not None
    ):
        one.year = two.year
    complete = one.year is not None and two.year is not None and not (one.short or two.short)
    if not complete or (one.month is None) != (two.month is None) or (one.day is None) != (two.day is None):
        return None
    whole = Reading(one.first, two.last, "alternative", shape="alternative", parts=[one, two])
    whole.confidence = min(one.confidence, two.confidence)
    return whole


Ends = tuple[tuple[int | None, int | None, int | None], tuple[int | None, int | None, int | None]]


def _ends(one: Reading, two: Reading) -> Ends | None:
    """Both ends with what each lends the other; ``None`` where they are not in order or not of a kind."""
    if one.short != two.short or one.other or two.other:
        return None
    if (one.month is None) != (two.month is None) and not (one.year and two.year):
        return None
    if one.year is None and one.month is None:
        return None
    start_year, stop_year = one.year, two.year
    if start_year is None and stop_year is not None:
        later = (one.month or 0, one.day or 0) > (two.month or 0, two.day or 31)
        start_year = stop_year - 1 if later else stop_year
    elif stop_year is None and start_year is not None:
        if two.month is None:
            return None
        earlier = (two.month or 0, two.day or 31) < (one.month or 0, one.day or 0)
        stop_year = start_year + 1 if earlier else start_year
    start, stop = (start_year, one.month, one.day), (stop_year, two.month, two.day)
    if start_year is not None and stop_year is not None:
        if (start_year, one.month or 0, one.day or 0) >= (stop_year, two.month or 13, two.day or 32):
            return None
        if start_year == stop_year and one.month is None and two.month is None:
            return None
    return start, stop


def _qualify(scan: Scan, reading: Reading) -> None:
    gaps = _gaps()
    before = scan.symbols[max(0, reading.first - _LOOK) : reading.first]
    _bind(scan, reading)
    circa = gaps["circa"].search(before) if reading.kind in ("point", "span", "season") else None
    if circa is not None and not contexts.is_about(scan, max(0, reading.first - _LOOK) + circa.start()):
        reading.approximate = True
    if gaps["perhaps"].search(before) and reading.kind == "point" and reading.year is not None:
        reading.uncertain = True
    start = scan.starts[reading.first]
    mark = scan.text[max(scan.starts[0], start - 2) : start]
    if reading.year is not None and mark.endswith("?"):
        reading.uncertain = True
    if reading.year is not None and reading.kind == "point" and mark.lstrip(" ([") == "~":
        reading.approximate = True
    right = contexts.right_of(scan, reading.last - 1)
    if right.startswith(("(?)", " (?)", "[?]", " [?]", "?)", "?]", "?,", "?;", " ?]", " ?,", " ?;")):
        reading.uncertain = True


def _bind(scan: Scan, reading: Reading) -> None:
    """ "15 March last", "Christmas next": the last before today, the next after it."""
    told = reading.kind == "feast" or (reading.kind == "point" and reading.month is not None)
    if reading.year is not None or not told or reading.count:
        return
    found = _gaps()["bound"].match(scan.symbols, reading.last)
    if found is None:
        return
    word = scan.word(found.start("bound")).lower()
    if word.startswith(("last", "derni")):
        reading.count = -1
    elif word.startswith(("next", "proch")):
        reading.count = 1
    else:
        return
    reading.last = found.end()


def _open(scan: Scan, reading: Reading) -> None:
    """since 1990, until 1945, before 1914, from 1928 onwards."""
    if reading.kind not in ("point", "span", "season") or reading.relative:
        return
    if reading.kind == "point" and reading.year is None and reading.month is None:
        return
    gaps = _gaps()
    after = scan.symbols[reading.last : reading.last + 6]
    before = scan.symbols[max(0, reading.first - _LOOK) : reading.first]
    if gaps["onwards"].match(after) or (gaps["present"].match(after) and reading.kind == "point"):
        reading.side = "since"
        return
    found = gaps["side"].search(before)
    if found is None:
        return
    side = found.group("side")
    if side == "T" and (scan.lexicon.language.code != "de"):
        return
    reading.side = {"%": "since", "U": "until", "T": "until", "<": "before", ">": "after"}[side]

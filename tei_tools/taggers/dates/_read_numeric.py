"""Readers of dates in numbers alone: 2022-03-06, 06.03.2022, 3/4/1999, 10. XII. 24, 26/4."""

from __future__ import annotations

from tei_tools.taggers.dates import _calendar as calendar
from tei_tools.taggers.dates import _contexts as contexts
from tei_tools.taggers.dates._reading import Reading
from tei_tools.taggers.dates._symbols import edges_free, first_value, numerals, read_year
from tei_tools.taggers.dates._tokens import Scan


def iso(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    year, month, day = (int(scan.values[k]) for k in (first, first + 2, first + 4))
    if not calendar.exists(year, month, day) or not contexts.stands_free(scan, first, last):
        return None
    if scan.symbols[first + 1] == "." and len(scan.word(first + 2)) < 2:
        return None
    return Reading(first, last, "point", year=year, month=month, day=day, confidence=0.97)


def compact(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """19980227: eight digits."""
    year, rest = divmod(int(scan.values[first]), 10_000)
    month, day = divmod(rest, 100)
    if not calendar.exists(year, month, day) or not contexts.stands_free(scan, first, last):
        return None
    if contexts.is_numbered(scan, first):
        return None
    return Reading(first, last, "point", year=year, month=month, day=day, confidence=0.5)


def numeric(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    numbers = numerals(scan, first, last, "dRYtz")
    if (
        len(numbers) < 3
        or contexts.is_numbered(scan, numbers[0][0])
        or not edges_free(scan, numbers[0][0], last, shape)
    ):
        return None
    (at, _, one), (_, second, two), (year_at, third, _) = numbers[:3]
    body = scan.text[scan.starts[at] : scan.ends[year_at]]
    dotted = "." in body
    if third in "dz" and (
        len(scan.word(year_at)) < 2
        or (dotted and first == at and scan.text[scan.starts[at] - 1 : scan.starts[at]].lower() == "v")
    ):
        return None
    if (
        "/" in body
        and third == "d"
        and len(scan.word(numbers[1][0])) < 2
        and len(scan.word(at)) < 2
        and "/" not in body[3:]
    ):
        return None
    if contexts.is_count(scan, last, 1) and third in "dz":
        return None
    short = third == "z" and all(len(scan.word(k)) == 2 for k, _, _ in numbers[:3])
    right = contexts.right_of(scan, last - 1)
    if "-" in body and short and first == at and not contexts.left_of(scan, first) and right[:1] != "-":
        pass  # 08-15-90 at the head of a wire
    elif "-" in body and (third != "Y" or scan.text[scan.starts[at] - 1 : scan.starts[at]] == "-"):
        return None
    if dotted and " " in body and third != "Y" and scan.lexicon.language.code == "en":
        return None  # act, scene and line
    reading = Reading(first, last, "point", weekday=first_value(scan, first, at, "wW"), confidence=0.94)
    read_year(reading, scan, year_at, last)
    if second == "R":
        if not 1 <= two <= 12:
            return None
        reading.day, reading.month = one, two
    else:
        reading.other = (one, two)
        reading.shape = "numeric." if dotted else "numeric"
        if not (calendar.exists(None, two, one) or calendar.exists(None, one, two)):
            return None
    if third == "t" and not reading.short:
        return None
    if (
        third == "d"
        and reading.short
        and dotted
        and scan.lexicon.language.code == "en"
        and len(scan.word(at)) < 2
    ):
        return None
    return reading


def numeric_day_month(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    numbers = numerals(scan, first, last, "dR")
    (at, _, one), (second_at, second, two) = numbers[:2]
    weekday = first_value(scan, first, at, "wW")
    language = scan.lexicon.language.code
    slash = scan.symbols[second_at - 1] == "/"
    if not edges_free(scan, at, last, shape) or contexts.is_numbered(scan, at):
        return None
    left, right = contexts.left_of(scan, at), contexts.right_of(scan, last - 1)
    if weekday is None:
        alone = not left or (right == "" and left[-2:] in (", ", "\n"))
        before = contexts.last_word(left)
        if language == "en":
            if not (
                slash
                and (before in ("on", "by", "since", "until", "from", "dated") or alone)
                and one + two > 3
                and (before == "on" or alone or two not in (2, 4, 8, 16))
            ):
                return None
        elif slash:
            if not (alone or before in ("am", "vom", "den", "bis", "le", "du", "au") or _place_before(left)):
                return None
        elif not (
            alone or before in ("am", "vom", "den", "bis", "zum", "der", "le", "du") or _place_before(left)
        ):
            return None
    if second == "R" and not 1 <= two <= 12:
        return None
    reading = Reading(first, last, "point", weekday=weekday, confidence=0.8)
    if second == "R":
        reading.day, reading.month = one, two
    else:
        reading.other = (one, two)
        reading.shape = "numeric." if not slash else "numeric"
        if not (calendar.exists(None, two, one) or calendar.exists(None, one, two)):
            return None
    return reading


def _place_before(left: str) -> bool:
    """A dateline's place: one or two words at the start of the block."""
    return (
        len(left) < 40
        and left.rstrip(" ,").replace(" ", "").isalpha()
        and left.count(" ") <= 2
        and left[:1].isupper()
    )


def month_year(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """3/2022."""
    month, year = int(scan.values[first]), int(scan.values[first + 2])
    if month > 12 or year < 1500 or year > 2100 or not contexts.stands_free(scan, first, last):
        return None
    if contexts.is_numbered(scan, first):
        return None
    return Reading(first, last, "point", year=year, month=month, confidence=0.7)


def days_of_month(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """3.-5. 6. 1944."""
    numbers = numerals(scan, first, last, "dYz")
    opening, closing, month = (value for _, _, value in numbers[:3])
    year_at = numbers[3][0]
    if not edges_free(scan, first, last, shape) or contexts.is_numbered(scan, first):
        return None
    if opening >= closing or not calendar.exists(None, month, closing) or len(scan.word(year_at)) < 2:
        return None
    reading = Reading(first, last, "span", month=month, day=opening, confidence=0.93)
    read_year(reading, scan, year_at, last)
    reading.end = (reading.year, month, closing)
    return reading

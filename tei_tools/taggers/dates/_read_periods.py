"""Readers of centuries, decades, quarters, seasons, feasts and named periods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tei_tools.taggers.dates import _contexts as contexts
from tei_tools.taggers.dates._reading import Reading
from tei_tools.taggers.dates._symbols import edges_free, first_value, is_lower, numerals, read_year
from tei_tools.taggers.dates._tokens import Scan


def century(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    symbols = scan.symbols
    ordinals = numerals(scan, first, last, "oRd")
    quarter = _quarter_of(scan, first, last)
    if quarter is not None:
        ordinals = ordinals[-1:]
    if not ordinals or any(not 1 <= value <= 30 for _, _, value in ordinals):
        return None
    if any(scan.symbols[k] in "xk" for k in range(ordinals[-1][0], last)) and not _short(
        scan, ordinals[-1][0]
    ):
        return None
    if "u" in symbols[first : ordinals[-1][0]] and quarter is None:
        return None
    if ordinals[0][1] == "d" and contexts.is_numbered(scan, first):
        return None
    before_christ = "B" in symbols[first:last]
    start, stop = _century_years(ordinals[0][2], before_christ)
    between = symbols[ordinals[0][0] + 1 : ordinals[-1][0]]
    reading = Reading(first, last, "span", confidence=0.95)
    if len(ordinals) > 1:
        if any(sign in between for sign in "&O,"):
            reading.last = ordinals[0][0] + 1
        else:
            stop = _century_years(ordinals[1][2], before_christ)[1]
    part = [scan.values[k] for k in range(first, ordinals[0][0]) if symbols[k] == "e"]
    part += [quarter] if quarter is not None else []
    reading.year, end = share(start, stop, part)
    reading.end = (end, None, None)
    reading.within = bool(part)
    return reading


def _quarter_of(scan: Scan, first: int, last: int) -> tuple[float, float] | None:
    """The tenths of "the third quarter of" before a century."""
    unit = next((k for k in range(first, last) if scan.symbols[k] == "u"), None)
    if unit is None:
        return None
    shares = {"quarter": 4, "quart": 4, "third": 3, "decade": 10}
    share_of = shares.get(str(scan.values[unit]))
    if share_of is None:
        return None
    number = first_value(scan, first, unit, "od") or share_of
    if number > share_of:
        return None
    return 10 * (number - 1) / share_of, 10 * number / share_of


def _short(scan: Scan, at: int) -> bool:
    """Whether "XIXe s." or "13th c." is a century."""
    word, behind = scan.word(at), scan.word(at + 2).lower()
    if scan.lexicon.language.code == "fr":
        return behind == "s" and word[0] in "IVX"
    return scan.lexicon.language.code == "en" and behind == "c" and word[0].isdigit()


def decade_of_century(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """The eighties of the nineteenth century, die achtziger Jahre des 19. Jahrhunderts."""
    at = next(k for k in range(first, last) if scan.symbols[k] == "D")
    century_of = first_value(scan, at + 1, last, "odR")
    tens = int(scan.values[at])
    if tens >= 100 or century_of is None or not 1 <= century_of <= 21:
        return None
    start = 100 * (century_of - 1) + tens
    parts = [scan.values[k] for k in range(first, at) if scan.symbols[k] == "e"]
    opening, closing = share(start, start + 9, parts)
    reading = Reading(first, last, "span", year=opening, within=bool(parts))
    reading.end = (closing, None, None)
    return reading


def _century_years(number: int, before_christ: bool) -> tuple[int, int]:
    if before_christ:
        return 1 - number * 100, -(number - 1) * 100
    return max((number - 1) * 100, 1), (number - 1) * 100 + 99


def share(start: int, stop: int, parts: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """The tenths of the years from ``start`` to ``stop`` that "early", "the end of the late" … leave."""
    for low, high in reversed(parts):
        length = stop - start + 1
        opening, closing = int(low * length // 10), int(high * length // 10)
        start, stop = start + opening, start + max(closing - 1, opening)
    return start, stop


def decade(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    at = next((k for k in range(first, last) if scan.symbols[k] == "D"), None)
    if at is None:
        return None
    value, word = int(scan.values[at]), scan.word(at)
    language = scan.lexicon.language.code
    left = contexts.left_of(scan, first)
    in_words = not word[0].isdigit() and word[0] not in "'’‘"
    if in_words and language == "de" and "u" not in scan.symbols[at:last] and word.lower().endswith("er"):
        return None
    if in_words and not (
        "h" in scan.symbols[first:at]
        or "e" in scan.symbols[first:at]
        or contexts.last_word(left) in ("mid", "early", "late", "den", "der", "die")
    ):
        return None
    if left[-1:] and (left[-1].isalnum() or left[-1] in "$£€"):
        return None
    if contexts.right_of(scan, last - 1)[:1] in ("°", "%"):
        return None
    before = next((k for k in range(first - 1, max(-1, first - 6), -1) if scan.symbols[k] == "D"), None)
    if value < 100 and before is not None and scan.values[before] >= 1000:  # the 1920s and 30s
        value += scan.values[before] - scan.values[before] % 100
    marked = any(symbol in "he'" for symbol in scan.symbols[first:at]) or left[-1:] in ("'", "’", "‘")
    if value < 100 and not in_words and language == "en" and not marked and before is None:
        return None
    if contexts.last_word(left) in ("his", "her", "their", "my", "your", "our", "seinen", "ihren"):
        return None
    span = (
        100
        if value >= 1000 and value % 100 == 0 and value < 1900 and "e" not in scan.symbols[first:at]
        else 10
    )
    parts = [scan.values[k] for k in range(first, at) if scan.symbols[k] == "e"]
    start, stop = share(value, value + span - 1, parts)
    reading = Reading(first, last, "span", year=start, short=value < 100, within=bool(parts))
    reading.end = (stop, None, None)
    return reading


def quarter(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    number = first_value(scan, first, last, "odQ")
    unit = next((scan.values[k] for k in range(first, last) if scan.symbols[k] == "u"), "quarter")
    if scan.symbols[last : last + 3] == " V " or scan.symbols[last : last + 2] == " f":
        return None  # of a century, of the population
    if "R" in scan.symbols[first:last]:
        number = first_value(scan, first, last, "R")
    half = unit == "half" or (number or 0) > 10
    number = (number or 0) % 10
    if unit not in ("quarter", "half") or not 1 <= number <= (2 if half else 4):
        return None
    length = 6 if half else 3
    reading = Reading(first, last, "span", month=length * (number - 1) + 1)
    if not any(scan.symbols[k] in "Ya" for k in range(first, last)):
        if "Q" in scan.symbols[first:last] or contexts.last_word(contexts.left_of(scan, first)) in (
            "a",
            "one",
        ):
            return None
        reading.confidence = 0.7
    year_at = next((k for k in range(first, last) if scan.symbols[k] in "Ya"), last - 1)
    read_year(reading, scan, year_at, year_at + 1)
    reading.end = (reading.year, length * number, None)
    return reading


def season_year(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    at = next(k for k in range(first, last) if scan.symbols[k] in "sS")
    reading = Reading(first, last, "season", season=int(scan.values[at]))
    if not read_year(reading, scan, at + 1, last) or not edges_free(scan, first, last, shape):
        return None
    if scan.word(at).lower() == "été" and _been().search(contexts.left_of(scan, at)):
        return None
    if (
        scan.symbols[at] == "S"
        and is_lower(scan, at)
        and contexts.last_word(contexts.left_of(scan, at)) in ("to", "will")
    ):
        return None
    numbers = numerals(scan, at + 1, last, "Ytdz")
    if len(numbers) > 1 and reading.julian:
        reading.year, reading.julian, reading.notes = numbers[0][2], False, []
    return reading


@lru_cache(maxsize=1)
def _been() -> re.Pattern[str]:
    """ "Il a été en 1900 …": the participle."""
    return re.compile(
        r"\b(?:ai|as|a|avons|avez|ont|av(?:ais|ait|ions|iez|aient)|eu[st]?|eût|eurent|aur\w+|aie|ait|aient|ayant"
        r"|avoir)(?:[ -](?:pas|plus|jamais|toujours|déjà|aussi|ensuite|même|bien|été|il|elle|t|ils))* $",
        re.IGNORECASE,
    )


def season(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    at = next(k for k in range(first, last) if scan.symbols[k] in "sS")
    before = contexts.last_word(contexts.left_of(scan, first))
    if scan.word(at).lower() == "été" and _been().search(contexts.left_of(scan, at)):
        return None
    entry = scan.lexicon.words.get(before)
    if entry is None or entry[0] not in "iVU%<>fTb":
        return None
    if scan.lexicon.language.code == "fr" and before not in ("en", "au", "cet", "depuis", "avant"):
        return None
    if (
        scan.symbols[at] == "S"
        and "h" not in scan.symbols[first:at]
        and before not in ("in", "since", "until", "by")
    ):
        return None
    following = contexts.next_words(contexts.right_of(scan, last - 1))
    if following and following[0][0].isupper() and scan.lexicon.language.code != "de":
        return None
    if scan.symbols[at] == "S" and following and following[0] == "of":
        return None
    if before == "of" and not is_lower(scan, at):
        return None
    return Reading(first, last, "season", season=int(scan.values[at]), confidence=0.55)


_OTHERWISE = frozenset(
    "michaelis martini johanni johannis ascension assomption annonciation trinité quasimodo oculi jubilate "
    "cantate rogate exaudi trinitatis jakobi".split()
)
"""Feasts whose names are a person's, a place's or a piece of music's too: with a year alone."""


def feast(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    at = next(k for k in range(first, last) if scan.symbols[k] == "F")
    lower = scan.word(at).islower()  # "the feast of St Michael" has its capital further on
    reading = Reading(first, last, "feast", feast=scan.values[at], confidence=0.9)
    reading.weekday = first_value(scan, first, at, "wW")
    has_year = read_year(reading, scan, at + 1, last)
    if lower and not has_year:
        french = scan.lexicon.language.code == "fr" and scan.word(at) in ("noël", "pâques", "pentecôte")
        if not french or contexts.last_word(contexts.left_of(scan, first)) not in (
            "à",
            "de",
            "avant",
            "après",
        ):
            return None
    if has_year:
        return reading
    following = contexts.next_words(contexts.right_of(scan, last - 1))
    if following and following[0][0].isupper() and scan.lexicon.language.code != "de":
        return None
    if scan.word(at).lower() in _OTHERWISE:
        return None
    if following and following[0].lower() in (
        "sessions",
        "term",
        "island",
        "cake",
        "tree",
        "card",
        "carol",
        "present",
        "presents",
        "rising",
        "cards",
    ):
        return None
    reading.confidence = 0.75
    return reading


def period(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    start, stop = ((int(p[:4]), int(p[5:7]), int(p[8:])) for p in scan.values[first])
    reading = Reading(first, last, "span", year=start[0], month=start[1], day=start[2], confidence=0.5)
    reading.end = stop
    return reading

"""Readers of Latin dates: III Kal. Maii 1232, pridie Nonas Octobris, on the Ides of March 44 BC.

The Kalends are the first of a month, the Nones the fifth and the Ides the thirteenth (in March, May, July and
October the seventh and the fifteenth); days are counted back from them, both ends in the count. The day is
that of the year as it is written; ``@calendar`` says that the words are of the Roman calendar.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tei_tools.taggers.dates import _calendar as calendar
from tei_tools.taggers.dates._kalends import WORDS
from tei_tools.taggers.dates._numerals import roman
from tei_tools.taggers.dates._reading import Reading
from tei_tools.taggers.dates._symbols import read_year
from tei_tools.taggers.dates._tokens import Scan

_MONTHS = {
    "ian": 1, "jan": 1, "feb": 2, "febr": 2, "mar": 3, "mart": 3, "apr": 4, "mai": 5, "maj": 5,
    "iun": 6, "jun": 6, "iul": 7, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_OF = r"(?:i[ij]?|ij|ias|iis|ius|io|iae|iarum|as|is|us|o|ae|arum)"
_SPELLED = (
    rf"[ij]anuar(?:{_OF}|y)|februar(?:{_OF}|y)|mart{_OF}|april(?:is|es|ium|ibus|i)?|ma[ij]{_OF}?|[ij]un(?:{_OF}|e)"
    rf"|[ij]ul(?:{_OF}|y)|august{_OF}?|(?:septem|octo|novem|decem)b(?:ris?|res|rium|ribus|er)"
    r"|march|may|august|märz|mars|avril|juin|juillet|août"
)
_UNITS = ("", "primo", "secundo", "tertio", "quarto", "quinto", "sexto", "septimo", "octavo", "nono")
_ORDINALS = (*_UNITS, "decimo", "undecimo", "duodecimo", *(f"{unit} decimo" for unit in _UNITS[3:]))


@lru_cache(maxsize=1)
def _lead() -> re.Pattern[str]:
    """The count that stands before."""
    ordinals = "|".join(re.sub(r"o\b", "(?:o|um)", form) for form in _ORDINALS[:1:-1])
    return re.compile(
        rf"(?:^|(?<=[\s(,;]))(?:[Aa]nte diem |a\. ?d\. ?)?"
        rf"(?:(?P<pridie>[Pp]rid(?:ie|\.))|(?P<roman>[ivxj]{{1,5}}|[IVX]{{1,5}})\.?[o°º]?"
        rf"|(?P<word>(?i:{ordinals}))|(?P<digits>\d{{1,2}})(?:st|nd|rd|th|er|e|\.)?(?:\s(?:of|de|des)(?:\sthe)?)?)"
        r"\s(?:die\s)?$"
    )


@lru_cache(maxsize=1)
def _month_behind() -> re.Pattern[str]:
    short = "|".join(sorted(_MONTHS))
    return re.compile(rf"\.?\s(?:of\s|des\s|de\s)?(?P<month>(?i:(?:{_SPELLED})\b|(?:{short})\.))")


def roman_day(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """A day by the Kalends, Nones or Ides of a month, with its year where one stands behind."""
    kind = WORDS[scan.word(first).lower()]
    if scan.word(first).lower() in ("non", "id", "kl", "cal") and not scan.text.startswith(
        ".", scan.ends[first]
    ):
        return None
    behind = _month_behind().match(scan.text, scan.ends[first], min(scan.ends[-1], scan.ends[first] + 24))
    month = _month(behind.group("month").lower()) if behind is not None else None
    if behind is None or month is None:
        return None
    start = scan.starts[first]
    opening = max(scan.starts[0], start - 36)
    lead = _lead().search(scan.text[opening:start])
    if lead is None and scan.word(first).lower() == "cal":
        return None  # California
    before = _before(lead) if lead is not None else 0
    if before is None or not 0 <= before <= 19:
        return None
    late = month in (3, 5, 7, 10)
    day = {"k": 1, "n": 7 if late else 5, "i": 15 if late else 13}[kind] - before
    before_new_year = day < 1 and month == 1
    if day < 1:
        month = month - 1 or 12
        day += calendar.month_length(2001, month)
    at = first
    if lead is not None:
        while at > 0 and scan.starts[at] > opening + lead.start():
            at -= 1
    stop = next(k for k in range(first, len(scan.ends)) if scan.ends[k] >= behind.end()) + 1
    reading = Reading(at, stop, "point", "roman", month=month, day=day, calendar="roman", confidence=0.9)
    year = _year().match(scan.symbols, stop)
    if year is not None and read_year(reading, scan, stop, year.end()):
        reading.last = year.end()
        if before_new_year and reading.year is not None:
            reading.year -= 1  # the Kalends of January are the next year's
    return reading


@lru_cache(maxsize=1)
def _year() -> re.Pattern[str]:
    return re.compile(r"[,.]? ?(?:[Vifh] ){0,2}(?:A,? ?)?(?:[dtz] ?[EB]\.?|(?:Y|t)(?: ?[EB]\.?)?)")


def _before(found: re.Match[str]) -> int | None:
    """How many days before, the day itself counted."""
    if found.group("pridie"):
        return 1
    if found.group("roman"):
        value = roman(found.group("roman").upper().replace("J", "I"))
        return value - 1 if value else None
    if found.group("word"):
        return _ORDINALS.index(re.sub(r"um\b", "o", found.group("word").lower())) - 1
    return int(found.group("digits")) - 1


def _month(word: str) -> int | None:
    stem = word.rstrip(".")
    foreign = {"march": 3, "mars": 3, "märz": 3, "may": 5, "avril": 4, "juin": 6, "juillet": 7, "août": 8}
    if stem in foreign:
        return foreign[stem]
    for length in (4, 3):
        if stem[:length] in _MONTHS:
            return _MONTHS[stem[:length]]
    return None

"""Readers of months: with a year, two of one year, alone."""

from __future__ import annotations

from tei_tools.taggers.dates import _contexts as contexts
from tei_tools.taggers.dates._reading import Reading
from tei_tools.taggers.dates._symbols import edges_free, is_lower, numerals, read_year
from tei_tools.taggers.dates._tokens import Scan


def month_year(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    month_at = next(k for k in range(first, last) if scan.symbols[k] in "mM")
    reading = Reading(first, last, "point", month=int(scan.values[month_at]))
    if not read_year(reading, scan, month_at + 1, last):
        return None
    if scan.symbols[month_at] == "M" and is_lower(scan, month_at) and scan.lexicon.language.code == "en":
        before = contexts.last_word(contexts.left_of(scan, month_at))
        if before not in ("in", "of", "since", "until", "early", "late", "mid", "from"):
            return None
    if not edges_free(scan, first, last, shape) or contexts.is_count(scan, last, 1):
        return None
    if reading.year is not None and reading.year > 2100:
        return None
    return reading


def months_of_year(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    months = numerals(scan, first, last, "mM")
    (_, _, opening), (closing_at, _, closing) = months[0], months[1]
    year = Reading(first, last, "point")
    if not read_year(year, scan, closing_at + 1, last) or year.year is None:
        return None
    start_year = year.year - 1 if opening > closing else year.year
    reading = Reading(first, last, "span", year=start_year, month=opening, short=year.short)
    reading.end = (year.year, closing, None)
    if not year.short and scan.starts[closing_at] - scan.ends[months[0][0]] > 1:
        reading.parts = [
            Reading(months[0][0], months[0][0] + 1, "point", year=start_year, month=opening),
            Reading(closing_at, last, "point", year=year.year, month=closing),
        ]
    return reading


def month(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    at = last - 1
    reading = Reading(first, last, "point", month=int(scan.values[at]), confidence=0.8)
    left, right = contexts.left_of(scan, first), contexts.right_of(scan, at)
    if right[:1].isalnum() or left[-1:].isalnum() or left[-1:] in ("$", "@", "#"):
        return None
    if contexts.is_titled(scan, at) or _is_given_name(scan, first, at, left, right):
        return None
    if scan.symbols[at] == "M" or len(scan.word(at)) < 4:
        before = contexts.last_word(left)
        if not _weak_month(scan, first, at, before, right):
            return None
        reading.confidence = 0.65
    elif is_lower(scan, at) and scan.lexicon.language.code != "fr" and last - first == 1:
        reading.confidence = 0.5
    return reading


_OF_PEOPLE = frozenset(
    "family families brothers sisters sister brother girl girls boys house household past with against "
    "through from into towards across over along".split()
)


def _is_given_name(scan: Scan, first: int, at: int, left: str, right: str) -> bool:
    """French writes its months small: "Avril Lavigne", "Jules Janvier", "le Champ de Mars" are names."""
    if scan.lexicon.language.code != "fr" or is_lower(scan, at) or first < at:
        return False
    if scan.word(at).lower() not in scan.lexicon.language.months:
        return False
    following = contexts.next_words(right)
    if scan.word(at).isupper():
        return False
    return bool(following and following[0][0].isupper()) or contexts.last_word(left) not in (
        "en",
        "depuis",
        "dès",
        "vers",
        "",
    )


def _weak_month(scan: Scan, first: int, at: int, before: str, right: str) -> bool:
    language = scan.lexicon.language.code
    if is_lower(scan, at) and language != "fr":
        return False
    following = contexts.next_words(right)
    entry = scan.lexicon.words.get(before)
    company = scan.symbols[at + 1 : at + 4]
    beside_month = company[:3] in (" Tm", " TM", " &m", " Om", " Um") or (
        any(scan.symbols[k] in "m" for k in range(at + 1, min(at + 6, len(scan.symbols))))
        and any(sign in company for sign in "TU&O-~")
    )
    if scan.word(at).lower() in ("julius", "junius", "maius", "augusti", "martii"):
        return False
    if first < at or beside_month:
        return True
    if entry is None:
        return False
    capital = bool(following) and following[0][0].isupper() and following[0].lower() not in scan.lexicon.words
    if language == "de":
        return entry[0] in "iVfTU%<>&Oklnj"
    if language == "fr":
        return before in (
            "en",
            "de",
            "du",
            "depuis",
            "fin",
            "début",
            "mi",
            "dès",
            "vers",
            "et",
            "ou",
            "à",
            "entre",
        )
    if before in (
        "in",
        "since",
        "until",
        "till",
        "during",
        "last",
        "next",
        "this",
        "early",
        "late",
        "mid",
        "through",
    ):
        return not (capital and before not in ("in", "during"))
    if before in ("of", "by", "from", "before", "after", "between", "following"):
        return not capital
    if before == "the" and following:  # "the August figures", not "the May family", "the March on"
        noun = following[0]
        plain = noun.islower() and len(noun) > 3 and noun not in scan.lexicon.words
        return plain and noun not in _OF_PEOPLE and right[:1] == " "
    if before in ("and", "or", "to"):
        return any(scan.symbols[k] in "m" for k in range(max(0, at - 6), at))
    return False

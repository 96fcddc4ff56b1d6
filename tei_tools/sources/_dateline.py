"""Bylines and datelines: who wrote a text and when, from the line that says so. Only the simple shapes of
such lines.

The full grammar of dates in running text is :mod:`tei_tools.taggers.dates`; this one reads the metadata.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

__all__ = ["DateReading", "DayOrder", "authors", "day_order", "find_date", "is_day", "line_kind", "names"]

# Month names and usual abbreviations, those of old letters too: English, German (and Austrian), French,
# Spanish, Italian, Dutch, Latin genitives.
_MONTHS_BY_NUMBER = (
    "january jan jany januar jänner jaenner janvier janv enero ene gennaio gen januari ianuarii januarii",
    "february feb feby febry februar feber février fevrier févr fevr febrero febbraio febbr februari"
    " februarii",
    "march mar mch märz maerz mrz mars marzo maart mrt martii",
    "april apr aprl avril avr abril abr aprile aprilis",
    "may mai mayo maggio magg mei maii",
    "june jun juni juin junio giugno giu iunii junii",
    "july jul juli juillet juil julio luglio lug iulii julii",
    "august aug augt août aout agosto ago augustus augusti",
    "september sep sept septr septembre septiembre settembre sett septembris",
    "october oct octr oktober okt octobre octubre ottobre ott octobris",
    "november nov novr novembre noviembre novembris",
    "december dec decr dezember dez décembre decembre déc diciembre dicembre dic decembris",
)
_MONTHS = {name: number for number, row in enumerate(_MONTHS_BY_NUMBER, 1) for name in row.split()}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=lambda one: (-len(one), one))) + r")\b\.?"
_NAMED_DAY = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th|d|er|º|°|ten|te)?\.?\s+(?:of\s+|de\s+|d')?({_MONTH}),?\s+(?:de\s+|del\s+)?(\d{{4}})\b",
    re.I,
)
_MONTH_FIRST = re.compile(rf"\b({_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th|d)?,?\s+(\d{{4}})\b", re.I)
_MONTH_YEAR = re.compile(rf"\b({_MONTH}),?\s+(?:de\s+)?(\d{{4}})\b", re.I)
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")
_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})(\s?[./-]\s?)(\d{1,2})\2(\d{4})(?![\d/-])")
_DAY_THEN_MONTH = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}", re.I)
# Any word before a number; whether it is a month is looked up, which is quicker than a hundred alternatives.
_WORD_THEN_NUMBER = re.compile(r"\b([^\W\d_]++)\.?+\s++\d{1,2}\b")
_SAMPLE = 200_000


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date in W3C form at ``[start, end)`` of its line; the other reading and the reason where there
    are two.
    """

    value: str
    start: int
    end: int
    alternative: str | None = None
    order: str | None = None


@dataclass(frozen=True, slots=True)
class DayOrder:
    """Whether numeric dates of a document stand day first, by separator, and why (a clause for a
    sentence).
    """

    day_first: bool
    reason: str
    dots_day_first: bool = True
    dots_reason: str = "dots part day, month and year"


def day_order(text: str, language: str | None) -> DayOrder:
    """The order of numeric dates in a document, from its own evidence before its language's custom."""
    sample = text[:_SAMPLE]
    votes = {".": 0, "/": 0}
    for found in _NUMERIC.finditer(sample):
        first, second = int(found[1]), int(found[3])
        key = "." if "." in found[2] else "/"
        if first > 12 >= second:
            votes[key] += 1
        elif second > 12 >= first:
            votes[key] -= 1
    dots, other = votes["."], votes["/"]
    dots_first, dots_reason = True, "dots part day, month and year"
    if dots < 0:
        dots_first, dots_reason = False, "other dates with dots in the document put the month first"
    if other:
        reason = f"other dates in the document put the {'day' if other > 0 else 'month'} first"
        return DayOrder(other > 0, reason, dots_first, dots_reason)
    tag = (language or "").lower()
    if tag and not tag.startswith(("en", "und")):
        return DayOrder(
            True, f"that is the custom of the document's language ({language})", dots_first, dots_reason
        )
    if tag == "en-us":
        return DayOrder(
            False, "that is the custom of the document's language (en-US)", dots_first, dots_reason
        )
    if tag.startswith("en-"):
        return DayOrder(
            True, f"that is the custom of the document's language ({language})", dots_first, dots_reason
        )
    day_month = len(_DAY_THEN_MONTH.findall(sample))
    month_day = sum(word.casefold() in _MONTHS for word in _WORD_THEN_NUMBER.findall(sample))
    if day_month != month_day:
        day_first = day_month > month_day
        which = "the day before the month" if day_first else "the month before the day"
        return DayOrder(day_first, f"dates in words in the document put {which}", dots_first, dots_reason)
    if tag.startswith("en"):
        return DayOrder(
            False,
            "nothing in the document decides, and American custom is commonest",
            dots_first,
            dots_reason,
        )
    return DayOrder(
        True, "nothing in the document decides, and most countries put the day first", dots_first, dots_reason
    )


def find_date(words: str, order: DayOrder) -> DateReading | None:
    """The first whole date in a line, else a month with its year; ``None`` where there is none that
    exists.
    """
    found = _ISO.search(words)
    if found and (value := _day(int(found[1]), int(found[2]), int(found[3]))):
        return DateReading(value, *found.span())
    for named in _NAMED_DAY.finditer(words):
        if value := _day(int(named[3]), _month(named[2]), int(named[1])):
            return DateReading(value, *named.span())
    for named in _MONTH_FIRST.finditer(words):
        if value := _day(int(named[3]), _month(named[1]), int(named[2])):
            return DateReading(value, *named.span())
    for numeric in _NUMERIC.finditer(words):
        if reading := _numeric(numeric, order):
            return reading
    month = _MONTH_YEAR.search(words)
    if month:
        return DateReading(f"{int(month[2]):04d}-{_month(month[1]):02d}", *month.span())
    return None


def _numeric(found: re.Match[str], order: DayOrder) -> DateReading | None:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    dots = "." in found[2]
    day_first = order.dots_day_first if dots else order.day_first
    by_day, by_month = _day(year, second, first), _day(year, first, second)
    value, other = (by_day, by_month) if day_first else (by_month, by_day)
    if value and other and value != other:
        reason = order.dots_reason if dots else order.reason
        how, else_how = ("day first", "month first") if day_first else ("month first", "day first")
        said = f"{found[0]} was read {how}, since {reason}; {else_how} it would be {other}."
        return DateReading(value, *found.span(), other, said)
    certain = value or other
    return DateReading(certain, *found.span()) if certain else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _month(name: str) -> int:
    return _MONTHS[name.rstrip(".").lower()]


# What may stand on a dateline beside the date and a place.
_PUBLISHED = (
    r"(?:first\s+)?(?:published|posted|updated|last\s+updated|last\s+modified|written|dated?)(?:\s+on)?"
    r"|(?:zuletzt\s+)?(?:veröffentlicht|aktualisiert|erschienen)(?:\s+am)?|stand|datum"
    r"|(?:publié|mis\s+à\s+jour|paru)\s+le|publicado\s+el|pubblicato\s+il"
)
_TIME = r"\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:uhr|h|[ap]\.?m\.?)?\s*(?:[a-z]{2,4})?"
_WEEKDAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
)
_FILLER = re.compile(
    rf"^(?:{_PUBLISHED})\s*:?\s*|(?:,|\s|^)(?:at|um|à)?\s*{_TIME}|\b(?:{_WEEKDAY})\b[,.]?"
    r"|\b(?:den|le|the|am|im|this|on|vom)\s*$|^\s*(?:the|le|den|on|this)\b",
    re.I,
)
_PLACE_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w.’'-]*|\d{1,5}|am|an|der|a\.|d\.|sur|le|la|de|upon|of|the|und|in|im|bei)"
_PLACE = re.compile(rf"{_PLACE_WORD}(?:[ ,]+{_PLACE_WORD}){{0,8}}[ ,]*")
_PARTS = re.compile(r"\s*(?:[|·•\n\t]|\s[–—-]\s)\s*")
_BY = re.compile(
    r"^(?:written\s+by|by|von|par|por|di|door|text|texte|author|autor|auteur|autorin)\s*:?\s+", re.I
)
_OF_A_PAPER = re.compile(
    r"(?:by|from)\s+(?:a|an|our|the)\s+(?:[\w-]+\s+){0,4}(?:reporter|correspondent|writer|contributor)s?\.?"
    r"|von unser(?:em|er|en) (?:[\w-]+ ){0,3}(?:mitarbeiter|korrespondent|berichterstatter)(?:in|en)?\.?"
    r"|de notre (?:[\w-]+ ){0,3}(?:correspondant|envoyé)(?:e)?(?: [\w-]+){0,2}\.?",
    re.I,
)
_POSTED_BY = re.compile(
    r"^(?:posted|published|written|updated|veröffentlicht|erschienen|publié)\b[^.!?]{0,50}?\s(?:by|von|par)\s+",
    re.I,
)
_AND = re.compile(r"\s*(?:,\s*(?:and|und|et)\s+|\s(?:and|und|et|&)\s|[,;/])\s*")
_PARTICLES = frozenset(
    "von van der den de del della di da dos du la le ten ter zu zum zur af av bin ibn al el y e vom d'"
    " und".split()
) - {"und"}
_NAME_WORD = re.compile(r"(?:[A-ZÀ-ÖØ-Þ][\w’'.-]*|(?:d|l|O)['’][A-ZÀ-ÖØ-Þ]\w+)$")
_NOT_A_NAME = frozenset("the a an der die das le la les in on at for mit für pour".split())


def names(words: str) -> tuple[str, ...]:
    """The persons that ``words`` (a byline without its "By") name, in order; none where one is no name."""
    found: list[str] = []
    for part in _AND.split(words.strip(" .")):
        if not _is_name(part):
            break  # "Jane Doe, Moscow Correspondent": what follows is her post
        found.append(part.strip())
    return tuple(found)


def _is_name(words: str) -> bool:
    parts = words.split()
    if not 2 <= len(parts) <= 6 or parts[0].lower() in _NOT_A_NAME:
        return False
    if any(character.isdigit() for character in words):
        return False
    capitals = [bool(_NAME_WORD.match(part)) for part in parts]
    return (
        all(capital or part.lower() in _PARTICLES for capital, part in zip(capitals, parts, strict=True))
        and capitals[-1]
        and sum(capitals) >= 2
        and parts[-1].lower() not in ("correspondent", "editor", "staff", "reporter")
    )


def authors(line: str) -> tuple[str, ...]:
    """The persons that a byline names ("06.03.2022 | By Jane Doe and John Roe"); none where it is no
    byline.
    """
    for part in _PARTS.split(line):
        found = _BY.match(part) or _POSTED_BY.match(part)
        if found and (named := names(part[found.end() :])):
            return named
    return ()


def line_kind(line: str, order: DayOrder) -> str | None:
    """``byline``, ``dateline``, or ``None`` for a line that is neither: certain shapes only."""
    line = line.strip()
    if not line or len(line) > 160:
        return None
    if _OF_A_PAPER.fullmatch(line):
        return "byline"
    if authors(line):
        rest = [part for part in _PARTS.split(line) if not authors(part)]
        return "byline" if all(len(part) <= 60 for part in rest) else None
    parts = _PARTS.split(line)
    dated = [part for part in parts if _is_dateline(part, order)]
    if dated and all(part in dated or len(part) <= 30 for part in parts) and len(line) <= 110:
        return "dateline"
    return None


_DAY_ALONE = re.compile(
    rf"(?:(?:{_WEEKDAY}|sun|mon|tues?|wed|thurs?|fri|sat)\b[,.]?\s*)?(?:the\s+|den\s+|le\s+)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|d|er|\.)?\s+(?:of\s+)?{_MONTH}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th|d)?)(?:,?\s+\d{{4}})?\.?",
    re.I,
)


def is_day(line: str) -> bool:
    """Whether a line is a day by itself, as over the entries of a diary ("Tuesday, 4th January")."""
    return len(line) <= 50 and _DAY_ALONE.fullmatch(line.strip()) is not None


def _is_dateline(part: str, order: DayOrder) -> bool:
    reading = find_date(part, order)
    if reading is None or part[:1].islower():
        return False
    before, after = part[: reading.start], part[reading.end :]
    before = _FILLER.sub(" ", _FILLER.sub(" ", before)).strip(" ,.:;()")
    after = _FILLER.sub(" ", after).strip(" ,.:;()")
    return not after and (not before or bool(_PLACE.fullmatch(before)))

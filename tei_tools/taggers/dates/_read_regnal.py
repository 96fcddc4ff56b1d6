"""Readers of regnal years: 3 Henry VIII, the 12th year of King Charles II, im dritten Regierungsjahr
Karls V., la troisième année du règne de Louis XIV.

A year of a reign is the time from its first to its last day, where ``_reigns`` has the reign; where it has
not, the words are a date that has no value. Julian days are converted.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tei_tools.taggers.dates import _calendar as calendar
from tei_tools.taggers.dates import _reigns as reigns
from tei_tools.taggers.dates._reading import Reading
from tei_tools.taggers.dates._tokens import Scan

_REACH = 130


@lru_cache(maxsize=1)
def _english() -> re.Pattern[str]:
    spelled = {*reigns.SHORT, *reigns.LATIN, *(name for name, _ in reigns.ENGLAND)} - {"william and mary"}
    names = "|".join(sorted(spelled, key=lambda name: (-len(name), name)))
    ordinals = "|".join(_ORDINALS)
    return re.compile(
        rf"(?P<of>\s+ye(?:ar|are|ere|re)\s+(?:of\s+)?(?:(?:the|his|her)\s+)?(?:maj\w+\s+)?"
        rf"(?:(?:reign|raign|reigne|raigne)\s+of\s+)?(?:the\s+)?(?:late\s+)?"
        rf"(?:our\s+(?:said\s+)?(?:late\s+)?(?:so[uv]er\w+\s+)?(?:lord|lorde|lady|ladye)\s+)?(?:the\s+)?"
        rf"|\s+(?:regni\s+)?(?:regis|regin(?:ae|e))\s+)?\s*"
        rf"(?:King|Kinge|Queen|Queene)?\s*"
        rf"(?P<name>will(?:iam|\.|m\.?)? (?:and|&) mary|{names})\b\.?"
        rf"(?:\s+(?:the\s+)?(?P<number>[IV]+|{ordinals}|[1-8])\b)?",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _german() -> re.Pattern[str]:
    title = r"(?:(?:König|Kaiser|Herzog|Kurfürst|Zar|Papst)(?:in|s|en)?)"
    name = r"[A-ZÄÖÜ]\w+(?:\s(?:Joseph|Josef|Wilhelm|August|Theresia)s?)?"
    return re.compile(
        rf"\s+(?:Regierungsjahre?s?|Jahre?s?\s+(?:der|seiner|ihrer)\s+(?:Regierung|Herrschaft)|Jahre?s?(?=\s+{title}))"
        rf"\s+(?:(?:des|der|von|unseres)\s+)*(?:{title}\s+)?(?P<name>{name})(?:\s+(?P<number>[IVX]+)\b\.?)?"
    )


@lru_cache(maxsize=1)
def _french() -> re.Pattern[str]:
    return re.compile(
        r"(?:\s+année)?\s+(?:du|de\s+(?:son|notre))\s+r[eè]gne\s+(?:(?:de\s+|d['’]|du\s+)(?:(?:la\s+|l['’])?"
        r"(?:roi|reine|empereur|impératrice|duc|tsar|pape)\s+)?(?:d['’])?)(?P<name>[A-ZÉÈ]\w+(?:-[A-Z]\w+|\sAuguste)?)"
        r"(?:\s+(?P<number>[IVX]+)(?:er|re|ᵉʳ)?\b)?"
    )


def regnal(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """A year of a reign as the time from its first to its last day."""
    language = scan.lexicon.language.code
    at = next(k for k in range(first, last) if scan.symbols[k] in "doNR")
    end = scan.ends[at] + (scan.symbols[at + 1 : at + 2] == ".")
    if not scan.text[end + 1 : end + 2].isalpha():
        return None
    pattern = {"de": _german, "fr": _french}.get(language, _english)()
    found = pattern.match(scan.text, end, min(scan.ends[-1], end + _REACH))
    if found is None or not found.group("name")[0].isupper():
        return None
    closing = next(k for k in range(at, len(scan.ends)) if scan.ends[k] >= found.end())
    numeral = (found.group("number") or "").upper()
    if numeral.lower() in _ORDINALS:
        numeral = str(_ORDINALS.index(numeral.lower()) + 1)
    numeral = _ROMAN.get(numeral, numeral)
    name = found.group("name").lower()
    if language == "en":
        if scan.symbols[at] == "d" and found.group("of") is None and not numeral and " " not in name:
            return None  # "3 Henry" is no year
        name = "william and mary" if " " in name else name
    counted = _reign(language, name, numeral)
    year = int(scan.values[at])
    if counted is None or not 1 <= year <= counted[0][1]:
        if language == "en" or year < 1:
            return None
        return Reading(first, closing + 1, "unvalued", confidence=0.9)
    ((accession, month, day), _), julian = counted
    start, stop = (accession + year - 1, month, day), (accession + year, month, day)
    if julian:
        start, stop = calendar.from_julian(start), calendar.from_julian(stop)
    reading = Reading(
        first, closing + 1, "span", year=start[0], month=start[1], day=start[2], confidence=0.95
    )
    reading.end = calendar.shifted(stop, -1)
    reading.calendar = "julian" if julian else ""
    return reading


def _reign(language: str, name: str, numeral: str) -> tuple[reigns.Reign, bool] | None:
    found = reigns.reign(language, name, numeral)
    if found is None and language == "de" and name.endswith("s"):
        found = reigns.reign(language, name[:-1], numeral)
    return found


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V", "6": "VI", "7": "VII", "8": "VIII"}

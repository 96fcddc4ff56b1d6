"""Readers of regnal years: 3 Henry VIII, the 12th year of King Charles II.

Only reigns whose years are certain are in the table: England from the Conquest, by the day of accession from
which the years were counted (*Handbook of Dates*, ed. C. R. Cheney). The second Charles counted from his
father's death. Up to 1752 the days are Julian, and are converted.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tei_tools.taggers.dates import _calendar as calendar
from tei_tools.taggers.dates._reading import Reading
from tei_tools.taggers.dates._tokens import Scan

REIGNS: dict[tuple[str, str], tuple[calendar.Day, int]] = {
    ("henry", "I"): ((1100, 8, 5), 36),
    ("henry", "II"): ((1154, 12, 19), 35),
    ("henry", "III"): ((1216, 10, 28), 57),
    ("henry", "IV"): ((1399, 9, 30), 14),
    ("henry", "V"): ((1413, 3, 21), 10),
    ("henry", "VI"): ((1422, 9, 1), 39),
    ("henry", "VII"): ((1485, 8, 22), 24),
    ("henry", "VIII"): ((1509, 4, 22), 38),
    ("edward", "I"): ((1272, 11, 20), 35),
    ("edward", "II"): ((1307, 7, 8), 20),
    ("edward", "III"): ((1327, 1, 25), 51),
    ("edward", "IV"): ((1461, 3, 4), 23),
    ("edward", "VI"): ((1547, 1, 28), 7),
    ("richard", "I"): ((1189, 9, 3), 10),
    ("richard", "II"): ((1377, 6, 22), 23),
    ("richard", "III"): ((1483, 6, 26), 3),
    ("elizabeth", ""): ((1558, 11, 17), 45),
    ("elizabeth", "I"): ((1558, 11, 17), 45),
    ("james", "I"): ((1603, 3, 24), 23),
    ("charles", "I"): ((1625, 3, 27), 24),
    ("charles", "II"): ((1649, 1, 30), 37),
    ("james", "II"): ((1685, 2, 6), 4),
    ("anne", ""): ((1702, 3, 8), 13),
    ("george", "I"): ((1714, 8, 1), 13),
    ("george", "II"): ((1727, 6, 11), 34),
    ("george", "III"): ((1760, 10, 25), 60),
    ("george", "IV"): ((1820, 1, 29), 11),
    ("william", "IV"): ((1830, 6, 26), 7),
    ("victoria", ""): ((1837, 6, 20), 64),
}
"""The accession of each reign and the number of its years."""

_NAMES = {"hen": "henry", "edw": "edward", "ric": "richard", "rich": "richard", "eliz": "elizabeth"}
_NAMES |= {"jac": "james", "jas": "james", "car": "charles", "chas": "charles", "geo": "george"}
_NAMES |= {"gul": "william", "wm": "william", "vict": "victoria", "vic": "victoria"}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted({*_NAMES, *(name for name, _ in REIGNS)}, key=len, reverse=True))
    ordinals = "|".join(_ORDINALS)
    return re.compile(
        rf"(?P<of>\s+ye(?:ar|are|ere|re)\s+(?:of\s+)?(?:(?:the|his|her)\s+)?(?:maj\w+\s+)?"
        rf"(?:(?:reign|raign|reigne|raigne)\s+of\s+)?(?:the\s+)?(?:late\s+)?"
        rf"(?:our\s+(?:said\s+)?(?:late\s+)?(?:so[uv]er\w+\s+)?(?:lord|lorde|lady|ladye)\s+)?(?:the\s+)?)?\s*"
        rf"(?:King|Kinge|Queen|Queene)?\s*(?P<name>{names})\b\.?(?:\s+(?:the\s+)?(?P<number>[IV]+|{ordinals}|[1-8])\b)?",
        re.IGNORECASE,
    )


def regnal(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """A year of a reign as the time from its first to its last day."""
    if scan.lexicon.language.code != "en":
        return None
    at = next(k for k in range(first, last) if scan.symbols[k] in "do")
    end = scan.ends[at]
    letter = scan.text[end + 1 : end + 2]
    if not letter.isalpha():
        return None
    found = _pattern().match(scan.text, end, min(scan.ends[-1], end + 120))
    if found is None or not found.group("name")[0].isupper():
        return None
    if scan.symbols[at] == "d" and found.group("of") is None and not found.group("number"):
        return None  # "3 Henry" is no year
    name = found.group("name").lower()
    numeral = (found.group("number") or "").upper()
    if numeral.lower() in _ORDINALS:
        numeral = str(_ORDINALS.index(numeral.lower()) + 1)
    reign = REIGNS.get((_NAMES.get(name, name), _ROMAN.get(numeral, numeral)))
    year = int(scan.values[at])
    if reign is None or not 1 <= year <= reign[1]:
        return None
    (accession, month, day), _ = reign
    start, stop = (accession + year - 1, month, day), (accession + year, month, day)
    if start[0] < 1752:
        start, stop = calendar.from_julian(start), calendar.from_julian(stop)
    closing = next(k for k in range(at, len(scan.ends)) if scan.ends[k] >= found.end())
    reading = Reading(first, closing + 1, "span", year=start[0], month=start[1], day=start[2], confidence=0.8)
    reading.end = calendar.shifted(stop, -1)
    reading.calendar = "julian" if accession < 1752 else ""
    return reading


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V", "6": "VI", "7": "VII", "8": "VIII"}

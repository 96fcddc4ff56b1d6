"""Years spelled out in English: "eighteen hundred and sixty three", "nineteen eighty-six"."""

from __future__ import annotations

import re
from functools import lru_cache

_UNITS = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()

HEADS = frozenset((*_TEENS[1:], "one", "two"))
"""The words with which such a year can begin."""


@lru_cache(maxsize=1)
def _values() -> dict[str, int]:
    values = {word: number for number, word in enumerate(_UNITS + _TEENS, 1)}
    values.update({word: 10 * number for number, word in enumerate(_TENS, 2)})
    return values | {"fourty": 40, "forteen": 14}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    units, teens, tens = ("|".join(words) for words in (_UNITS, _TEENS, [*_TENS, "fourty"]))
    below = rf"(?:(?:{tens})(?:[- ](?:{units}))?|{teens}|{units})"
    hundreds = rf"(?:(?P<hundreds>{teens})[- ]hundred(?:(?: and)?[- ](?P<rest>{below}))?)"
    within = rf"(?:{tens})(?:[- ](?:{units}))?|{teens}|o[h']?[- ](?:{units})"
    pair = rf"(?:(?P<century>{teens})[- ](?P<within>{within}))"
    thousand = (
        rf"(?:(?P<thousands>one|two)[- ]thousand(?:[, ]+(?P<of_thousand>{units})[- ]hundred)?"
        rf"(?:,?(?: and)?[- ](?P<last>{below}))?)"
    )
    return re.compile(rf"(?:{thousand}|{hundreds}|{pair})\b", re.IGNORECASE)


def year_in_words(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The year spelled out at ``start`` and where its words end, or ``None``."""
    found = _pattern().match(text, start, min(end, start + 80))
    if found is None:
        return None
    group = found.groupdict()
    if group["thousands"]:
        year = (
            1000 * _number(group["thousands"]) + 100 * _number(group["of_thousand"]) + _number(group["last"])
        )
        if year in (1000, 2000) and not group["last"]:
            return None
    elif group["hundreds"]:
        year = 100 * _number(group["hundreds"]) + _number(group["rest"])
        if not group["rest"]:
            return None
    else:
        if group["within"][0].isupper() and group["within"][1:2].islower():
            return None  # "Nineteen Eighty-Four" is a title
        year = 100 * _number(group["century"]) + _number(group["within"])
    return (year, found.end()) if 1100 <= year <= 2100 else None


def _number(words: str | None) -> int:
    """The value of a number below a hundred."""
    if not words:
        return 0
    values = _values()
    return sum(values.get(word, 0) for word in re.split(r"[- ]", words.lower()))

"""Whether two dates, or two speakers, are the same."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tei_tools.records._edtf import NotEdtfError, bounds

_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_UNLIKE_DAYS = re.compile(r"[\[{]|X-|-X|-\dX")
_TITLES = frozenset(
    "mr mrs ms miss dr sir lady lord the a an of and st saint rev prof professor president senator gov "
    "governor capt captain col colonel".split()
)


def same_date(gold: tuple[str, ...], found: tuple[str, ...]) -> bool:
    """Whether the dates are the same days: ``1999-06`` is ``1999-06-01/1999-06-30``. Any value of the gold
    will do, and the first of what was found counts; how certain or exact a date is said to be (``?``, ``~``,
    ``%``) and the time of day are left aside.
    """
    return bool(found) and _days(found[0]) in map(_days, gold)


def same_speaker(gold: tuple[str, ...], found: tuple[str, ...]) -> bool:
    """Whether the names of one are among the names of the other, titles left aside."""
    ours = [words for name in found if (words := _words(name))]
    return any(words and (words <= other or other <= words) for words in map(_words, gold) for other in ours)


def _days(value: str) -> object:
    """The days of a value; the value itself where they are not one stretch (sets, unknown months)."""
    plain = re.sub(r"T[\d:.+Z-]*", "", re.sub(r"[~?%]", "", value.strip()))
    first, parted, last = plain.partition("/")
    first, last = _week(first, 0), _week(last if parted else first, 6)
    if parted or first != last:
        plain = f"{first}/{last}"
    if any(_UNLIKE_DAYS.search(point) for point in (first, last)):
        return plain
    try:
        return bounds(plain)
    except NotEdtfError:
        return plain


def _week(point: str, day: int) -> str:
    """A day, from 0, of a week as ISO 8601 counts them; what is no week stays."""
    week = _WEEK.fullmatch(point)
    try:
        first = date.fromisocalendar(int(week[1]), int(week[2]), 1) if week else None
    except ValueError:
        return point
    return (first + timedelta(day)).isoformat() if first else point


def _words(name: str) -> frozenset[str]:
    plain = re.sub(r"-\d+$", "", name.replace("_", " "))
    words = [word for word in re.findall(r"[^\W_]+", plain.casefold()) if word != "s"]
    return frozenset([word for word in words if word not in _TITLES] or words)

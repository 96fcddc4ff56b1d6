"""Readers of words that point from another day: yesterday, last May, three days ago, Monday alone."""

from __future__ import annotations

import re
from functools import lru_cache

from tei_tools.taggers.dates import _contexts as contexts
from tei_tools.taggers.dates._reading import Reading
from tei_tools.taggers.dates._symbols import first_value, is_lower
from tei_tools.taggers.dates._tokens import Scan


def today(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    word = scan.word(first).lower()
    language = scan.lexicon.language.code
    before = contexts.last_word(contexts.left_of(scan, first))
    if language == "de" and word == "morgen":
        entry = scan.lexicon.words.get(before)
        if before in _MORNING or (entry is not None and entry[0] in "wWlnjJ"):
            return None
        if (
            not is_lower(scan, first)
            and contexts.left_of(scan, first).rstrip()[-1:].isalpha()
            and last == first + 1
        ):
            return None
    if contexts.in_quotes(scan, first, last):
        return None  # a title
    if (
        _nowadays().search(contexts.left_of(scan, first))
        and not contexts.right_of(scan, last - 1)[:1].isalpha()
    ):
        right = contexts.right_of(scan, last - 1)
        if right[:1] in "?.;,)" or right.startswith(" as "):
            return None
    return Reading(first, last, "shift", count=int(scan.values[first]), unit="day", confidence=0.85)


@lru_cache(maxsize=1)
def _nowadays() -> re.Pattern[str]:
    """ "The size it is today", "as strong today as it was": no day."""
    return re.compile(r"\b(?:(?:it|they) (?:is|are)|as \w+|than) $")


_MORNING = frozenset(
    "guten jeden am heute heut gestern diesen der des den dem ein einen eines nächsten folgenden "
    "frühen gegen "
    "vom zum bis eines".split()
) - {"bis"}


def narrative_day(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """The next day; not "the day before the battle", which hangs on the battle."""
    following = contexts.next_words(contexts.right_of(scan, first))
    if _before_feast().match(scan.symbols, last):
        return None  # "the day before Easter" hangs on the feast
    if (
        scan.word(first).lower().endswith(("before", "after"))
        and following
        and following[0].lower() in _OF_EVENTS
    ):
        return None
    return Reading(
        first, last, "shift", count=int(scan.values[first]), unit="day", base="narrative", confidence=0.7
    )


@lru_cache(maxsize=1)
def _before_feast() -> re.Pattern[str]:
    return re.compile(r" (?:[Vfi] )?(?:h )?F")


_OF_EVENTS = frozenset(
    "the a an his her their my our your its this that he she they we i it christmas".split()
)
_DIRECTION = {"l": -1, "n": 1, "j": 0, "J": 0, "I": 0}


def relative(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    symbols = scan.symbols
    adjectives = [symbols[k] for k in range(first, last) if symbols[k] in "lnjJI"]
    at = next(k for k in range(last - 1, first - 1, -1) if symbols[k] in "uwMmsScA")
    symbol = symbols[at]
    adjective = adjectives[-1] if adjectives[-1] in "ln" else adjectives[0]
    count = _DIRECTION[adjective]
    following = any(scan.word(k).lower() in _FOLLOWING for k in range(first, last))
    base = "narrative" if "J" in adjectives or following else "document"
    reading = Reading(first, last, "shift", count=count, base=base, confidence=0.85)
    if symbol == "u" and adjective == "J" and scan.values[at] == "quarter":
        return None  # "from that quarter"
    if symbol == "u" and scan.values[at] in ("half", "third", "quart"):
        return None
    following_word = contexts.next_words(contexts.right_of(scan, last - 1))[:1]
    if shape == "relative_after" and following_word and following_word[0].lower() in _AFORESAID:
        return None  # "the year last aforesaid"
    if symbol in "ucA":
        unit = str(scan.values[at] or "year")
        word = scan.word(at).lower()
        if scan.lexicon.language.code == "en" and word.endswith("s") and word != "s":
            return None
        if scan.lexicon.language.code == "fr" and word in (
            "ans",
            "années",
            "jours",
            "semaines",
            "siècles",
            "décennies",
        ):
            return None
        if (
            scan.lexicon.language.code == "de"
            and (word.endswith("en") or (word == "jahre" and adjectives[-1] != "j"))
            and word not in ("wochen",)
        ) or word in ("wochen", "monate"):
            return None
        if unit == "day" and base == "document" and word not in ("night",):
            return None
        if unit == "fortnight":
            return None
        if unit == "decade" and any(scan.word(k).lower() == "past" for k in range(first, last)):
            reading.unit = "ten_years"  # "over the past decade"
            return reading
        english = scan.lexicon.language.code == "en"
        if english and symbols[first] == "h" and adjective == "n" and unit in ("week", "month", "year"):
            reading.base = "narrative"
        if symbols[first] == "h" and adjective == "j" and scan.lexicon.language.code == "en":
            return None if unit != "day" else reading
        reading.unit = unit
        return reading
    if symbol == "w":
        reading.kind, reading.weekday = "weekday", int(scan.values[at])
        if adjective == "J":
            reading.grain = "that"
        if adjective == "j":
            reading.count, reading.grain = 0, "this"
        return reading
    if symbol in "mM":
        if adjective == "j" and re.match(r" (?:h )?[do]", scan.symbols[last : last + 4]):
            return None  # "this Dec 22nd"
        if symbol == "M" and scan.lexicon.language.code == "en" and (is_lower(scan, at) or adjective == "J"):
            return None
        reading.month, reading.unit = int(scan.values[at]), "month_of_year"
        return reading
    reading.season, reading.unit = int(scan.values[at]), "season"
    return reading


_AFORESAID = frozenset("aforesaid above mentioned aforementioned before named past".split())
_FOLLOWING = frozenset(
    "following ensuing preceding previous folgenden folgende suivant suivante précédent précédente".split()
)


def count_later(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    symbols = scan.symbols
    count = first_value(scan, first, last, "Ndz") if symbols[first + 1] != "-" else 1  # the year-ago quarter
    if count is None:
        return _year_after(scan, first, last)
    unit_at = next(k for k in range(first, last) if symbols[k] in "uA")
    if symbols[unit_at] == "A" and not scan.word(unit_at).lower().endswith("the year"):
        return None
    mark = next((symbols[k] for k in range(first, last) if symbols[k] in "gGL<%"), "")
    mark = "g" if mark == "%" else mark  # "ten years since"
    if mark == "<" and scan.word(first).lower() not in ("vor",):
        return None
    unit = str(scan.values[unit_at] or "year")
    from_now = scan.word(last - 1).lower() == "from now"
    quarter = symbols[first:last].find("-") >= 0 and symbols[last : last + 2] == " u"
    if quarter and scan.values[last + 1] == "quarter" and unit == "year":
        return Reading(first, last + 2, "shift", "ago", count=-1, unit="quarter_of_year", base="narrative")
    ago = mark in ("g", "<") or from_now
    if count == 0:  # several years ago
        return Reading(
            first,
            last,
            "shift",
            count=1 if mark == "L" else -1,
            unit="vague",
            base="document" if ago else "narrative",
            confidence=0.6,
        )
    sign = 1 if mark == "L" else -1
    if unit == "fortnight":
        unit, count = "day", 14 * count
    return Reading(
        first,
        last,
        "shift",
        count=sign * count,
        unit=unit,
        base="document" if ago else "narrative",
        confidence=0.75,
        shape="count",
    )


def _year_after(scan: Scan, first: int, last: int) -> Reading | None:
    """German "das Jahr darauf", "im Jahr zuvor": the year after that of which the text tells."""
    unit = str(next(scan.values[k] for k in range(first, last) if scan.symbols[k] == "u"))
    word = scan.word(last - 1).lower()
    if (
        scan.lexicon.language.code != "de"
        or unit not in ("year", "month", "week")
        or word in ("später", "früher")
    ):
        return None
    count = 1 if scan.symbols[last - 1] == "L" else -1
    return Reading(first, last, "shift", count=count, unit=unit, base="narrative", confidence=0.75)


def this_year(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """Austrian "heuer"."""
    return Reading(first, last, "shift", unit="year", confidence=0.8)


def stretch(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """The last five years: from then until the document's date."""
    count = first_value(scan, first, last, "Ndz")
    mark = next(scan.symbols[k] for k in range(first, last) if scan.symbols[k] in "ln")
    if scan.values[last - 1] in ("half", "third", "quart"):
        return None
    if scan.symbols[last - 3] in "ln" and scan.lexicon.language.code == "en":
        return None  # "the two last days" are of something
    if count is None or contexts.next_words(contexts.right_of(scan, last - 1))[:1] == ("of",):
        return None
    following = any(
        scan.symbols[k] in "ln" and scan.word(k).lower().rstrip("s") in _FOLLOWING for k in range(first, last)
    )
    return Reading(
        first,
        last,
        "shift",
        count=-(count or 1) if mark == "l" else (count or 1),
        unit=str(scan.values[last - 1]) if count else "vague_stretch",
        base="narrative" if following or (mark == "n" and scan.symbols[first] == "h") else "document",
        confidence=0.6,
    )


def weekday(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    left, right = contexts.left_of(scan, first), contexts.right_of(scan, first)
    word = scan.word(first)
    lower = word.lower()
    language = scan.lexicon.language.code
    if (
        right[:1].isalnum()
        or left[-1:].isalnum()
        or left[-1:] == "-"
        or (right[:1] == "-" and right[1:2].isalpha())
    ):
        return None
    if is_lower(scan, first) and (language == "en" or lower.endswith("s")):
        told = contexts.last_word(left) in ("on", "since", "until", "till", "by")
        if language != "en" or scan.symbols[first] == "W" or not told:
            return None
    if contexts.is_titled(scan, first):
        return None
    before = contexts.last_word(left)
    if before in ("every", "each", "jeden", "jeder", "chaque", "black", "bloody", "man", "girl", "tous"):
        return None
    following = contexts.next_words(right)
    if following and following[0][0].isupper() and before in ("the", "a") and language == "en":
        return None
    if following and following[0].lower() in (
        "school",
        "schools",
        "times",
        "post",
        "mirror",
        "herald",
        "telegraph",
    ):
        return None
    return Reading(first, last, "weekday", weekday=int(scan.values[first]), confidence=0.9)


def the_weekend(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """Over the weekend: the last or the next, as the sentence has it."""
    before = contexts.last_word(contexts.left_of(scan, first))
    if scan.values[last - 1] != "weekend" or before not in ("over", "during", "for", "on", "at", "am"):
        return None
    return Reading(first, last, "shift", unit="weekend", confidence=0.7)


def part_of_unit(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """The end of the year: the year that the text speaks of."""
    part = next(scan.word(k) for k in range(first, last) if scan.symbols[k] == "e")
    count = 0
    if scan.symbols[last - 1] in "ln":
        mark, last = scan.symbols[last - 1], last - 2
        if scan.lexicon.language.code == "fr":  # "le milieu du mois prochain"
            count, last = _DIRECTION[mark], last + 2
    closing = last - 2 if count else last
    unit = str(scan.values[closing - 1] or "year")
    if scan.symbols[closing - 1] == "A" and not scan.word(closing - 1).lower().endswith("the year"):
        return None
    if unit not in ("year", "month", "week") or not part.lower().endswith((" of", " des", " du", " de")):
        return None
    if scan.lexicon.language.code == "en" and not (
        "A" in scan.symbols[first:closing] or scan.symbols[closing - 3 : closing - 1] == "h "
    ):
        return None
    return Reading(first, last, "shift", count=count, unit=unit, confidence=0.6)

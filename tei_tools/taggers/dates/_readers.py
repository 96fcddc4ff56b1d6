"""Each shape's reader: the symbols it matched → a :class:`Reading`, or ``None`` where they are no date after all."""

from __future__ import annotations

from collections.abc import Callable

from tei_tools.taggers.dates import _calendar as calendar
from tei_tools.taggers.dates import _contexts as contexts
from tei_tools.taggers.dates._reading import Reading
from tei_tools.taggers.dates._tokens import Scan

Reader = Callable[[Scan, int, int, str], "Reading | None"]


def read(shape: str, scan: Scan, first: int, last: int) -> Reading | None:
    """What ``symbols[first:last]``, which have this shape, say; ``None`` where they say no date."""
    reading = _READERS.get(shape, _dated)(scan, first, last, shape)
    if reading is None:
        return None
    reading.shape = reading.shape or shape
    symbols = scan.symbols
    while reading.last > reading.first and symbols[reading.last - 1] in " ,-/":
        reading.last -= 1
    return reading


def _numbers(scan: Scan, first: int, last: int, letters: str) -> list[tuple[int, str, int]]:
    """(index, symbol, value) of the symbols that are among ``letters``."""
    return [(k, scan.symbols[k], scan.values[k]) for k in range(first, last) if scan.symbols[k] in letters]


def _first(scan: Scan, first: int, last: int, letters: str) -> int | None:
    for k in range(first, last):
        if scan.symbols[k] in letters:
            return int(scan.values[k])
    return None


def _lower(scan: Scan, index: int) -> bool:
    return scan.text[scan.starts[index]].islower()


def _set_year(reading: Reading, scan: Scan, first: int, last: int) -> bool:
    """Read the year in ``symbols[first:last]`` (1648, 1648/9, '98, 508 BC, 905) into the reading."""
    symbols = scan.symbols
    for k in range(first, last):
        symbol = symbols[k]
        if symbol not in "Yatzd":
            continue
        year = int(scan.values[k])
        before_christ = "B" in symbols[k:last]
        after_christ = "E" in symbols[first:last]
        if symbol in "azd" or (symbol == "t" and scan.word(k)[0] == "9" and not after_christ):
            reading.short = not (before_christ or after_christ)
        if symbol == "Y" and symbols[k + 1 : k + 2] in ("/", "-") and k + 2 < last:
            following = int(scan.values[k + 2])
            if following in ((year + 1) % 10, (year + 1) % 100) and symbols[k + 1] == "/":
                reading.year, reading.julian = year + 1, True
                reading.notes.append("a year of two numbers is old style: the year from January")
                return True
        reading.year = 1 - year if before_christ else year
        return True
    return False


def _dated(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """Day, month and year in words and numbers, whatever their order."""
    symbols = scan.symbols
    reading = Reading(first, last, "point")
    month_at = next((k for k in range(first, last) if symbols[k] in "mM"), None)
    if month_at is None:
        return None
    reading.month = int(scan.values[month_at])
    reading.weekday = _first(scan, first, month_at, "wW")
    days = [k for k in range(first, last) if symbols[k] in "do"]
    after = [k for k in days if k > month_at]
    before = [k for k in days if k < month_at]
    has_year = False
    if shape in ("day_month_year", "day_month"):
        day_at = before[-1]
        has_year = _set_year(reading, scan, month_at + 1, last)
        if not has_year and shape == "day_month_year":
            return None
    elif shape in ("month_day_year", "month_day"):
        day_at = after[0]
        if shape == "month_day_year" and not _set_year(reading, scan, day_at + 1, last):
            return None
        has_year = reading.year is not None
    else:
        return None
    reading.day = int(scan.values[day_at])
    if reading.day > 29 and not calendar.exists(None, reading.month, reading.day) and reading.weekday is None:
        return None
    if not _edges_free(scan, first, last, shape):
        return None
    if not has_year and not _month_day_alone(scan, month_at, day_at, first, last):
        return None
    if reading.year is not None and reading.year < 1000 and contexts.is_count(scan, last, 2):
        return None
    _style(reading, scan, first, last)
    if not has_year:
        reading.confidence = 0.92
    return reading


def _style(reading: Reading, scan: Scan, first: int, last: int) -> None:
    if "K" in scan.symbols[first:last]:
        reading.julian = True
    elif "X" in scan.symbols[first:last]:
        reading.julian = False


def _edges_free(scan: Scan, first: int, last: int, shape: str) -> bool:
    """Nothing glued to either end; a full date may be glued to a letterhead's next word."""
    if scan.symbols[first] in "dzYt" and first > 0:
        left = contexts.left_of(scan, first)
        if left[-1:] and (
            left[-1] in "$£€§#/" or left[-1].isdigit() or (left[-1] in ".,:" and left[-2:-1].isdigit())
        ):
            return False
        if left[-1:].isalpha() and shape not in ("day_month_year", "numeric"):
            return False
    right = contexts.right_of(scan, last - 1)
    if right[:1] in ("%", "°") or (right[:1] in (":", ",", ".") and right[1:2].isdigit()):
        return False
    return not (right[:1].isalnum() and shape not in ("day_month_year", "month_day_year", "numeric"))


def _month_day_alone(scan: Scan, month_at: int, day_at: int, first: int, last: int) -> bool:
    """A day and a month without a year: not a count (may 3 times) and not a name (March 10 Group)."""
    weak = scan.symbols[month_at] == "M"
    ordinal = scan.symbols[day_at] == "o"
    if weak and _lower(scan, month_at) and scan.lexicon.language.code == "en" and not ordinal:
        return False
    if contexts.is_count(scan, last, 1) and not ordinal:
        return False
    return not (scan.symbols[day_at] == "d" and contexts.is_numbered(scan, first) and day_at == first)


def _iso(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    year, month, day = (int(scan.values[k]) for k in (first, first + 2, first + 4))
    if not calendar.exists(year, month, day) or not contexts.stands_free(scan, first, last):
        return None
    if scan.symbols[first + 1] == "." and len(scan.word(first + 2)) < 2:
        return None
    return Reading(first, last, "point", year=year, month=month, day=day, confidence=0.97)


def _dual(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    days = _numbers(scan, first, last, "do")
    month_at = next(k for k in range(first, last) if scan.symbols[k] in "mM")
    reading = Reading(first, last, "point", month=int(scan.values[month_at]), day=days[1][2])
    if not _set_year(reading, scan, month_at + 1, last) or reading.month is None or reading.year is None:
        return None
    if not calendar.exists(reading.year, reading.month, days[1][2]) or days[1][2] - days[0][2] not in (
        10,
        11,
        12,
        13,
    ):
        return None
    reading.julian = False
    reading.notes.append(
        f"two days, old and new style: @when is the new style, {days[0][2]} of the month is the old"
    )
    return reading


def _republican(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    numbers = _numbers(scan, first, last, "doRtY")
    month_at = next(k for k in range(first, last) if scan.symbols[k] == "r")
    day = next(value for k, _, value in numbers if k < month_at)
    years = [value for k, _, value in numbers if k > month_at]
    if not years:
        return None
    year = years[0]
    if year >= 1000:
        return None
    found = calendar.from_republican(year, int(scan.values[month_at]), day)
    if found is None:
        return None
    return Reading(
        first,
        last,
        "point",
        year=found[0],
        month=found[1],
        day=found[2],
        calendar="republican",
        confidence=0.97,
    )


def _days_of_month(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    days = _numbers(scan, first, last, "do")
    month_at = next(k for k in range(first, last) if scan.symbols[k] in "mM")
    pair = [k for k, _, _ in days if (k < month_at) == (shape != "month_days")][:2]
    if len(pair) < 2:
        return None
    month = int(scan.values[month_at])
    opening, closing = int(scan.values[pair[0]]), int(scan.values[pair[1]])
    if opening >= closing or not calendar.exists(None, month, closing):
        return None
    if not _edges_free(scan, first, last, shape):
        return None
    year = Reading(first, last, "point")
    _set_year(year, scan, max(month_at, pair[1]) + 1, last)
    reading = Reading(first, last, "span", year=year.year, month=month, day=opening, short=year.short)
    reading.end = (year.year, month, closing)
    reading.julian = year.julian
    return reading


def _days_and_month(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """Two days of one month; the second is read again as a date of its own, so only the first is taken here."""
    days = _numbers(scan, first, last, "do")
    month_at = next(k for k in range(first, last) if scan.symbols[k] in "mM")
    before = [item for item in days if item[0] < month_at]
    if len(before) < 2 or before[0][2] >= before[1][2]:
        return None
    if before[0][1] == "o" and not scan.word(before[0][0])[0].isdigit():
        return None
    if not _edges_free(scan, first, first + 1, shape) or contexts.is_numbered(scan, first):
        return None
    month = int(scan.values[month_at])
    reading = Reading(first, before[0][0] + 1, "point", month=month, day=before[0][2], confidence=0.9)
    _set_year(reading, scan, month_at + 1, last)
    return reading if calendar.exists(reading.year, month, before[1][2]) else None


def _months_of_year(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    months = _numbers(scan, first, last, "mM")
    (_, _, opening), (closing_at, _, closing) = months[0], months[1]
    year = Reading(first, last, "point")
    if not _set_year(year, scan, closing_at + 1, last) or year.year is None:
        return None
    start_year = year.year - 1 if opening > closing else year.year
    reading = Reading(first, last, "span", year=start_year, month=opening, short=year.short)
    reading.end = (year.year, closing, None)
    return reading


def _numeric(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    numbers = _numbers(scan, first, last, "dRYtz")
    if len(numbers) < 3 or not _edges_free(scan, numbers[0][0], last, shape):
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
    reading = Reading(first, last, "point", weekday=_first(scan, first, at, "wW"), confidence=0.94)
    _set_year(reading, scan, year_at, last)
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


def _numeric_day_month(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    numbers = _numbers(scan, first, last, "dR")
    (at, _, one), (second_at, second, two) = numbers[:2]
    weekday = _first(scan, first, at, "wW")
    language = scan.lexicon.language.code
    slash = scan.symbols[second_at - 1] == "/"
    if not _edges_free(scan, at, last, shape) or contexts.is_numbered(scan, at):
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


def _month_year(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    month_at = next(k for k in range(first, last) if scan.symbols[k] in "mM")
    reading = Reading(first, last, "point", month=int(scan.values[month_at]))
    if not _set_year(reading, scan, month_at + 1, last):
        return None
    if scan.symbols[month_at] == "M" and _lower(scan, month_at) and scan.lexicon.language.code == "en":
        before = contexts.last_word(contexts.left_of(scan, month_at))
        if before not in ("in", "of", "since", "until", "early", "late", "mid", "from"):
            return None
    if not _edges_free(scan, first, last, shape) or contexts.is_count(scan, last, 1):
        return None
    _part_of_month(reading, scan, first, month_at)
    return reading


def _part_of_month(reading: Reading, scan: Scan, first: int, month_at: int) -> None:
    part = next((scan.values[k] for k in range(first, month_at) if scan.symbols[k] == "e"), None)
    if part is None or reading.month is None:
        return
    low, high = part
    length = 30 if reading.month != 2 else 28
    start = 1 + low * length // 10
    stop = high * length // 10 if high < 10 else 0
    reading.kind, reading.within, reading.day = "span", True, start
    reading.end = (reading.year, reading.month, stop or None)


def _century(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    symbols = scan.symbols
    ordinals = _numbers(scan, first, last, "oRd")
    if not ordinals or any(not 1 <= value <= 30 for _, _, value in ordinals):
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
    reading.year, end = _share(start, stop, part)
    reading.end = (end, None, None)
    reading.within = bool(part)
    return reading


def _century_years(number: int, before_christ: bool) -> tuple[int, int]:
    if before_christ:
        return 1 - number * 100, -(number - 1) * 100
    return (number - 1) * 100, (number - 1) * 100 + 99


def _share(start: int, stop: int, parts: list[tuple[int, int]]) -> tuple[int, int]:
    """The tenths of the years from ``start`` to ``stop`` that "early", "the end of the late" … leave."""
    for low, high in reversed(parts):
        length = stop - start + 1
        start, stop = start + low * length // 10, start + max(high * length // 10 - 1, low * length // 10)
    return start, stop


def _decade(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
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
    if left[-1:].isalnum() or left[-1:] in "$£€":
        if left[-1:]:
            return None
    if (
        value < 100
        and not in_words
        and language == "en"
        and "h" not in scan.symbols[first:at]
        and "e" not in scan.symbols[first:at]
        and left[-1:] not in "'’‘"
    ):
        return None
    if contexts.last_word(left) in ("his", "her", "their", "my", "your", "our", "seinen", "ihren"):
        return None
    span = (
        100
        if value >= 1000 and value % 100 == 0 and value < 1900 and "e" not in scan.symbols[first:at]
        else 10
    )
    parts = [scan.values[k] for k in range(first, at) if scan.symbols[k] == "e"]
    start, stop = _share(value, value + span - 1, parts)
    reading = Reading(first, last, "span", year=start, short=value < 100, within=bool(parts))
    reading.end = (stop, None, None)
    return reading


def _decade_of_years(scan: Scan, first: int, year_at: int, last: int) -> Reading | None:
    """French "les années 1920", "les années vingt"."""
    value = int(scan.values[year_at])
    if value % 10:
        return None
    parts = [scan.values[k] for k in range(first, year_at) if scan.symbols[k] == "e"]
    start, stop = _share(value, value + 9, parts)
    reading = Reading(first, last, "span", year=start, short=value < 100, within=bool(parts))
    reading.end = (stop, None, None)
    return reading


def _quarter(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    number = _first(scan, first, last, "odQ")
    unit = next((scan.values[k] for k in range(first, last) if scan.symbols[k] == "u"), "quarter")
    if unit != "quarter" or number is None or not 1 <= number <= 4:
        return None
    reading = Reading(first, last, "span", month=3 * number - 2)
    if not any(scan.symbols[k] in "Ya" for k in range(first, last)):
        return None
    _set_year(reading, scan, first, last)
    reading.end = (reading.year, 3 * number, None)
    return reading


def _season_year(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    at = next(k for k in range(first, last) if scan.symbols[k] in "sS")
    reading = Reading(first, last, "season", season=int(scan.values[at]))
    if not _set_year(reading, scan, at + 1, last) or not _edges_free(scan, first, last, shape):
        return None
    if (
        scan.symbols[at] == "S"
        and _lower(scan, at)
        and contexts.last_word(contexts.left_of(scan, at)) in ("to", "will")
    ):
        return None
    numbers = _numbers(scan, at + 1, last, "Ytdz")
    if len(numbers) > 1 and reading.julian:
        reading.year, reading.julian, reading.notes = numbers[0][2], False, []
    return reading


def _season(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    at = next(k for k in range(first, last) if scan.symbols[k] in "sS")
    before = contexts.last_word(contexts.left_of(scan, first))
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
    return Reading(first, last, "season", season=int(scan.values[at]), confidence=0.55)


def _feast(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    at = next(k for k in range(first, last) if scan.symbols[k] == "F")
    if _lower(scan, at):
        return None
    reading = Reading(first, last, "feast", feast=scan.values[at], confidence=0.9)
    reading.weekday = _first(scan, first, at, "wW")
    has_year = _set_year(reading, scan, at + 1, last)
    if has_year:
        return reading
    following = contexts.next_words(contexts.right_of(scan, last - 1))
    if following and following[0][0].isupper() and scan.lexicon.language.code != "de":
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


def _period(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    start, stop = ((int(p[:4]), int(p[5:7]), int(p[8:])) for p in scan.values[first])
    reading = Reading(first, last, "span", year=start[0], month=start[1], day=start[2], confidence=0.5)
    reading.end = stop
    return reading


def _today(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    word = scan.word(first).lower()
    language = scan.lexicon.language.code
    before = contexts.last_word(contexts.left_of(scan, first))
    if language == "de" and word == "morgen":
        entry = scan.lexicon.words.get(before)
        if before in _MORNING or (entry is not None and entry[0] in "wWlnjJ"):
            return None
        if (
            not _lower(scan, first)
            and contexts.left_of(scan, first).rstrip()[-1:].isalpha()
            and last == first + 1
        ):
            return None
    if language == "en" and word in ("this day",) and before == "to":
        return None
    return Reading(first, last, "shift", count=int(scan.values[first]), unit="day", confidence=0.85)


_MORNING = frozenset(
    "guten jeden am heute heut gestern diesen der des den dem ein einen eines nächsten folgenden frühen gegen "
    "vom zum bis eines".split()
) - {"bis"}


def _narrative_day(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    return Reading(
        first, last, "shift", count=int(scan.values[first]), unit="day", base="narrative", confidence=0.7
    )


_DIRECTION = {"l": -1, "n": 1, "j": 0, "J": 0, "I": 0}


def _relative(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    symbols = scan.symbols
    adjectives = [symbols[k] for k in range(first, last) if symbols[k] in "lnjJI"]
    at = next(k for k in range(last - 1, first - 1, -1) if symbols[k] in "uwMmsSc")
    symbol = symbols[at]
    adjective = adjectives[-1] if adjectives[-1] in "ln" else adjectives[0]
    count = _DIRECTION[adjective]
    base = "narrative" if "J" in adjectives or scan.word(at - 2).lower() in _FOLLOWING else "document"
    reading = Reading(first, last, "shift", count=count, base=base, confidence=0.85)
    if symbol in "uc":
        unit = str(scan.values[at])
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
        if unit == "day" and base == "document" and word not in ("night",):
            return None
        if unit == "fortnight":
            return None
        if symbols[first] == "h" and adjective == "n" and unit in ("week", "month", "year"):
            reading.base = "narrative"
        if symbols[first] == "h" and adjective == "j" and scan.lexicon.language.code == "en":
            return None if unit != "day" else reading
        reading.unit = unit
        return reading
    if symbol == "w":
        reading.kind, reading.weekday = "weekday", int(scan.values[at])
        if adjective == "j":
            reading.count = 0
        return reading
    if symbol in "mM":
        if symbol == "M" and _lower(scan, at) and scan.lexicon.language.code == "en":
            return None
        reading.month, reading.unit = int(scan.values[at]), "month_of_year"
        return reading
    reading.season, reading.unit = int(scan.values[at]), "season"
    return reading


_FOLLOWING = frozenset(
    "following ensuing preceding previous folgenden folgende suivant suivante précédent précédente".split()
)


def _count_later(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    symbols = scan.symbols
    count = _first(scan, first, last, "Ndz")
    unit_at = next(k for k in range(first, last) if symbols[k] == "u")
    if count is None or count == 0:
        return None
    mark = next((symbols[k] for k in range(first, last) if symbols[k] in "gGL<"), "")
    if mark == "<" and scan.word(first).lower() not in ("vor",):
        return None
    unit = str(scan.values[unit_at])
    ago = mark in ("g", "<")
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


def _instant(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    day = _first(scan, first, last, "do")
    mark = next(scan.word(k).lower().strip(".") for k in range(first, last) if scan.symbols[k] == "I")
    months = -1 if mark in ("ult", "ultimo", "v. m") else 1 if mark in ("prox", "proximo", "n. m") else 0
    if mark == "d" and "." not in scan.text[scan.starts[first] : scan.ends[last - 1]]:
        return None
    return Reading(first, last, "shift", day=day, count=months, unit="day_of_month", confidence=0.88)


def _weekday_day(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    weekday_at = next(k for k in range(first, last) if scan.symbols[k] in "wW")
    day_at = next(k for k in range(last - 1, first, -1) if scan.symbols[k] in "do")
    if _lower(scan, weekday_at) and scan.symbols[weekday_at] == "W":
        return None
    right = contexts.right_of(scan, last - 1)
    if right[:1].isalnum() or (right[:1] in (":", ",", ".", "-") and right[1:2].isdigit()):
        return None
    if scan.symbols[day_at] == "d" and contexts.is_count(scan, last, 2):
        return None
    if (
        scan.symbols[weekday_at] == "W"
        and scan.symbols[day_at] == "d"
        and contexts.left_of(scan, first)
        and right
    ):
        return None
    if (
        scan.symbols[day_at] == "o"
        and not scan.word(day_at)[0].isdigit()
        and scan.lexicon.language.code != "en"
    ):
        return None
    weekday = int(scan.values[weekday_at])
    return Reading(first, last, "point", weekday=weekday, day=int(scan.values[day_at]), confidence=0.9)


def _year_of_era(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    reading = Reading(first, last, "point")
    if not _set_year(reading, scan, first, last):
        return None
    mark = next(k for k in range(first, last) if scan.symbols[k] in "EB")
    if _lower(scan, mark) and scan.word(mark).isalpha() and scan.lexicon.language.code == "en":
        return None
    if scan.word(mark) == "CE" and reading.year is not None and reading.year > 2050:
        return None
    return reading


def _years_of_era(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    values = [value for _, _, value in _numbers(scan, first, last, "Ytzd")]
    before = "B" in scan.symbols[first:last]
    one, two = (1 - v if before else v for v in values[:2])
    if one > two:
        return None
    reading = Reading(first, last, "span", year=one)
    reading.end = (two, None, None)
    return reading


def _years(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """1914-18, 1914–1918, 1896/97."""
    years = _numbers(scan, first, last, "Ydz")
    start, word, value = years[0][2], scan.word(years[1][0]), years[1][2]
    if years[1][1] != "Y":
        if len(word) == 1:
            value = start - start % 10 + value
        else:
            value = start - start % 100 + value
            if value <= start and value + 100 - start <= 30 and start % 100 > 69:
                value += 100
    if not start < value <= start + 400 or contexts.is_numbered(scan, first):
        return None
    if not contexts.stands_free(scan, first, last) or contexts.is_count(scan, last, 2):
        return None
    if len(word) == 2 and 1 <= years[1][2] <= 12 and scan.symbols[first + 1] == "-" and value - start > 12:
        return None
    slash = scan.symbols[years[0][0] + 1] in "/" or scan.symbols[years[0][0] + 2] == "/"
    if slash and value - start > 1:
        return None
    reading = Reading(first, last, "span", year=start, confidence=0.9)
    reading.end = (value, None, None)
    if (
        scan.symbols[first] == "Y"
        and start < 1400
        and contexts.last_word(contexts.left_of(scan, first)) == ""
    ):
        reading.confidence = 0.7
    return reading


def _named_year(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    language = scan.lexicon.language.code
    head = next((k for k in range(first, last) if scan.symbols[k] in "Au"), None)
    number_at = next(k for k in range(last - 1, first, -1) if scan.symbols[k] in "YaztRdN")
    if head is None:
        return None
    unit = scan.values[head] if scan.symbols[head] == "u" else "year"
    word = scan.word(head).lower()
    if unit != "year" or not contexts.stands_free(scan, number_at, last):
        return None
    symbol = scan.symbols[number_at]
    if symbol == "R":
        value = int(scan.values[number_at])
        if language == "fr" and 1 <= value <= 14 and word in ("l'an", "an", "l’an"):
            start = calendar.from_republican(value, 1, 1)
            stop = calendar.from_republican(value + 1, 1, 1)
            if start is not None:
                end = calendar.shifted(stop, -1) if stop is not None else (1805, 12, 31)
                reading = Reading(
                    first, last, "span", year=start[0], month=start[1], day=start[2], calendar="republican"
                )
                reading.end = end
                return reading
        return None
    if word == "années" or (word in ("jahren", "jahre") and symbol == "z" and False):
        decade = _decade_of_years(scan, first, number_at, last)
        return decade
    if symbol in "zt" and scan.symbols[head] == "u" and word not in ("jahre", "jahr", "year"):
        return None
    if contexts.is_count(scan, last, 1):
        return None
    reading = Reading(number_at if scan.symbols[head] == "u" and False else first, last, "point")
    if not _set_year(reading, scan, number_at if symbol != "d" else number_at - 2, last):
        return None
    if word in ("years", "jahren", "ans") and symbol != "Y":
        return None
    return reading


def _year(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    if scan.symbols[first] == "a":
        before = contexts.last_word(contexts.left_of(scan, first))
        entry = scan.lexicon.words.get(before)
        if entry is None or entry[0] not in "iVfTUb&<>%eksSh":
            return None
        return Reading(first, last, "point", year=int(scan.values[first]), short=True, confidence=0.75)
    confidence = contexts.year_confidence(scan, first)
    if not confidence:
        return None
    return Reading(first, last, "point", year=int(scan.values[first]), confidence=confidence)


def _month(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    at = last - 1
    reading = Reading(first, last, "point", month=int(scan.values[at]), confidence=0.8)
    left, right = contexts.left_of(scan, first), contexts.right_of(scan, at)
    if right[:1].isalnum() or left[-1:].isalnum() or left[-1:] in ("$", "@", "#"):
        return None
    if scan.symbols[at] == "M" or len(scan.word(at)) < 4:
        before = contexts.last_word(left)
        if not _weak_month(scan, first, at, before, right):
            return None
        reading.confidence = 0.65
    elif _lower(scan, at) and scan.lexicon.language.code != "fr" and last - first == 1:
        reading.confidence = 0.5
    _part_of_month(reading, scan, first, at)
    return reading


def _weak_month(scan: Scan, first: int, at: int, before: str, right: str) -> bool:
    language = scan.lexicon.language.code
    if _lower(scan, at) and language != "fr":
        return False
    following = contexts.next_words(right)
    entry = scan.lexicon.words.get(before)
    company = scan.symbols[at + 1 : at + 4]
    beside_month = (
        company[:3] in (" Tm", " TM", " &m", " Om", " Um")
        or any(scan.symbols[k] in "m" for k in range(at + 1, min(at + 6, len(scan.symbols))))
        and any(sign in company for sign in "TU&O-~")
    )
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
    if before in ("of", "by", "from", "before", "after", "between", "that", "following"):
        return not capital
    if before in ("and", "or", "to"):
        return any(scan.symbols[k] in "m" for k in range(max(0, at - 6), at))
    return False


def _weekday(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
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
    if _lower(scan, first) and (language == "en" or lower.endswith("s")):
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
    return Reading(first, last, "weekday", weekday=int(scan.values[first]), confidence=0.82)


def _day(scan: Scan, first: int, last: int, shape: str) -> Reading | None:
    """A day of the month alone: "on the 18th", "am 17."."""
    at = next((k for k in range(first, last) if scan.symbols[k] in "od"), None)
    if at is None or not scan.word(at)[0].isdigit():
        return None
    language = scan.lexicon.language.code
    right = contexts.right_of(scan, last - 1)
    words = contexts.next_words(right)
    before = contexts.last_word(contexts.left_of(scan, at))
    if right[:1].isalnum() or (right[:1] in (".", ",", ":", "/", "-") and right[1:2].isdigit()):
        return None
    if language == "de":
        if scan.symbols[at] == "o":
            return None
        if before not in (
            "am",
            "den",
            "dem",
            "bis",
            "vom",
            "zum",
            "ab",
            "der",
            "oder",
            "od",
            "u",
            "und",
            "etwa",
        ):
            return None
        if before in ("oder", "od", "u", "und", "etwa", "der", "dem") and not _beside_day(scan, first):
            return None
        if not right.strip() or (words and words[0][0].isupper()):
            return None
        return Reading(at, last, "point", day=int(scan.values[at]), confidence=0.7)
    if language == "fr":
        return None
    if scan.symbols[at] != "o" or "c" in scan.symbols[last : last + 3]:
        return None
    if before not in ("the", "on", "till", "until", "to", "by", "from", "since", "about", "of"):
        return None
    if words and right[:1] == " " and words[0].lower() not in _AFTER_DAY:
        return None
    if not (right == "" or right[0] in " .,;:)-–—"):
        return None
    return Reading(at, last, "point", day=int(scan.values[at]), confidence=0.55)


def _beside_day(scan: Scan, first: int) -> bool:
    return "d." in scan.symbols[max(0, first - 5) : first]


_AFTER_DAY = frozenset(
    "to and at in with for we i he she they it was were when after before inst instant ult ultimo till until a "
    "the but as so my our his her there by".split()
)


_READERS: dict[str, Reader] = {
    "iso": _iso,
    "dual": _dual,
    "republican": _republican,
    "days_of_month": _days_of_month,
    "days_and_month": _days_and_month,
    "month_days": _days_of_month,
    "months_of_year": _months_of_year,
    "numeric": _numeric,
    "numeric_day_month": _numeric_day_month,
    "month_year": _month_year,
    "centuries": _century,
    "century": _century,
    "decade": _decade,
    "quarter": _quarter,
    "season_year": _season_year,
    "season": _season,
    "feast": _feast,
    "period": _period,
    "today": _today,
    "narrative_day": _narrative_day,
    "relative": _relative,
    "relative_after": _relative,
    "count_later": _count_later,
    "count_before": _count_later,
    "instant": _instant,
    "weekday_day": _weekday_day,
    "year_of_era": _year_of_era,
    "years_of_era": _years_of_era,
    "years": _years,
    "named_year": _named_year,
    "year": _year,
    "month": _month,
    "weekday": _weekday,
    "day": _day,
}

"""From where a text speaks: its own date, its own day or another's, the tense of a sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from tei_tools.taggers.dates._language import Language
from tei_tools.taggers.dates._narrative import Narrative
from tei_tools.taggers.dates._order import Order
from tei_tools.taggers.dates._pieces import Piece
from tei_tools.taggers.dates._reading import Partial, Reading

_HEAD, _LINE, _BESIDE = 6, 120, 12
"""How many blocks make the head of a document, how many characters a short line, and how many may stand
beside the date that is a heading (``Sonntag Mittag.``)."""

_SENTENCE = 160

_A_LIFE, _TOLD = 70, 3
"""Years after which nobody tells of what he saw; how many years so long ago make a text a history."""

_SHORT = 3000
"""Characters of a text that is a letter or a note rather than an article."""


def partial(date: str | None) -> Partial:
    found = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", date) if date else None
    if found is None:
        return None, None, None
    year, month, day = (int(part) if part else None for part in found.groups())
    return year, month, day


def dateline(pieces: list[Piece], order: Order) -> Partial:
    """The whole date in a short line at the head of the document (``Wien, 14. 9. 1918``), or nothing."""
    for piece in pieces[:_HEAD]:
        if piece.end - piece.start > _LINE:
            continue
        for reading in piece.readings:
            if reading.kind != "point" or reading.year is None or reading.short:
                continue
            resolved = Narrative((None, None, None), False, order).resolve(replace(reading), 0)
            if resolved is not None and resolved.point is not None and None not in resolved.point:
                return resolved.point
    return None, None, None


def heads(piece: Piece, reading: Reading, start: int, end: int) -> bool:
    """Whether a date is the heading of its block: all of it, or the day with which a diary entry begins."""
    rest = (piece.end - piece.start) - (end - start)
    return rest <= 4 or (start == piece.start and (rest <= _BESIDE or _opens_entry(piece, reading, end)))


def _opens_entry(piece: Piece, reading: Reading, end: int) -> bool:
    """Whether the date at the start of a block is a diary entry's (``20/12 At home.``, ``3 May: …``)."""
    if reading.kind != "point" or (reading.day is None and reading.other is None):
        return False
    following = piece.scan.text[end : min(piece.end, end + 2)].strip()[:1]
    bare = reading.shape in ("numeric", "numeric.", "weekday_day") and reading.year is None
    return bare or following in (".", ":", "—", "–", "―", "-")


def is_latest(readings: list[Reading], known: Partial) -> bool:
    """Whether hardly a year later than the document's date is told: what is told is then of its past."""
    year = known[0]
    if year is None:
        return False
    return sum(r.kind == "point" and not r.short and (r.year or 0) > year for r in readings) < _TOLD


def speaks_of_its_day(pieces: list[Piece], known: Partial) -> bool:
    """Whether the text speaks from its own day, as news, letters and diaries do.

    It does where words such as yesterday or a weekday alone are frequent beside years, or where the
    document's own date stands in it, unless it tells mostly of a time long before (a page on a siege of 1652
    says at its head when it was written, too).
    """
    if known[0] is None:
        return False
    deictic = today = years = long_before = 0
    own = False
    for piece in pieces:
        for reading in piece.readings:
            if reading.relative and reading.base == "document":
                if reading.unit == "day" and reading.count == 0:
                    today += 1
                else:
                    deictic += 1
            elif reading.year is not None and reading.kind == "point":
                own |= known[2] is not None and (reading.year, reading.month, reading.day) == known
                years += abs(reading.year - known[0]) > 1
                long_before += reading.year < known[0] - _A_LIFE
            elif reading.weekday is not None:
                deictic += 1
            elif reading.shape == "quarter" and reading.year is None:
                deictic += 2  # a report on business
    if own and (long_before < _TOLD or long_before <= 2 * deictic):
        return True
    length = sum(piece.end - piece.start for piece in pieces)
    if not deictic and length > _SHORT:
        return not years  # in a long text "today" beside years alone is nowadays
    return deictic * 2 + min(today, 2) >= years


def tense_of(piece: Piece, reading: Reading, narrative_now: bool) -> int:
    """-1 where the sentence around a reading speaks of the past, 1 of the future, 0 where none shows."""
    symbols = piece.scan
    start, end = symbols.starts[reading.first], symbols.ends[reading.last - 1]
    text = symbols.text
    before_it = symbols.symbols[max(0, reading.first - 4) : reading.first]
    if "%" in before_it:
        return -1
    if "U" in before_it:
        return 1
    left = text[max(piece.start, start - _SENTENCE) : start]
    right = text[end : min(piece.end, end + _SENTENCE)]
    left = re.split(r"[.!?;]\s", left)[-1]
    right = re.split(r"[.!?;](?:\s|$)", right)[0]
    right = _attribution().split(right)[0]
    language = symbols.lexicon.language
    if language.code == "en" and reading.kind == "weekday" and left.endswith((" is ", " are ")):
        return 1  # "the anniversary is Saturday"
    before = _cues(left, language)[::-1]
    after = _cues(right, language)
    if language.code == "de":  # a German verb stands far from its day: count, do not measure
        future, past = (before + after).count(1), (before + after).count(-1)
        forward = narrative_now and reading.month is None
        return -1 if past > future else 1 if future > past or forward else 0
    nearest = sorted((distance, cue) for cues in (before, after) for distance, cue in enumerate(cues) if cue)
    if nearest:
        return nearest[0][1]
    return 1 if reading.kind == "weekday" and left.lower().endswith("by ") else 0


@lru_cache(maxsize=1)
def _attribution() -> re.Pattern[str]:
    """ ", he said" behind what is said: its tense is not that of the date before it."""
    return re.compile(r",[\"”’']? (?:[\w.]+ ){0,4}?(?:said|says|added|told|reported|announced)\b")


def _cues(text: str, language: Language) -> list[int]:
    """For each word -1 where it is of the past, 1 of the future, else 0."""
    cues = []
    passive = due = False
    for word in re.findall(r"['’]?[^\W\d_]+", text.lower()):
        past = word in language.past or (language.code == "en" and word.endswith("ed") and len(word) > 4)
        coming = word in language.future or (due and word == "to")  # "are to travel"
        cues.append(1 if coming else -1 if past and not passive else 0)
        passive = word == "be"  # "will be sold" is not of the past
        due = language.code == "en" and word in {"is", "are"}
    return cues

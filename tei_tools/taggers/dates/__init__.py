"""Dates: words that say when, in English, German and French → ``date`` with its value in TEI's attributes.

Stages, each a module: ``_tokens`` (text → symbols) → ``_grammar`` and ``_readers`` (symbols → readings) →
``_phrases`` (ranges, alternatives, circa, since) → ``_order`` and ``_narrative`` (what the document settles)
→ tags.
The words of a language are data in a file of its own (``english``, ``german``, ``french``).

Values: ``@when`` in W3C form, always Gregorian; lasting ``@from``/``@to``; some time within
``@notBefore``/``@notAfter``; seasons, alternatives and approximate dates as EDTF in ``@when-custom`` with
``@datingMethod="#edtf"``. ``@calendar`` is ``#julian`` or ``#republican`` where the words are of that
calendar.
``@type="relative"`` marks words that point from another day (yesterday), ``@evidence="internal"`` a value
that the rest of the document completed. A range whose ends are whole dates has these as dates inside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from tei_tools.sources import SourceDocument
from tei_tools.taggers import Context, Tag
from tei_tools.taggers.dates import _contexts as contexts
from tei_tools.taggers.dates._grammar import each_shape, shapes
from tei_tools.taggers.dates._language import Language
from tei_tools.taggers.dates._narrative import Narrative
from tei_tools.taggers.dates._order import Order, decided
from tei_tools.taggers.dates._phrases import combined
from tei_tools.taggers.dates._readers import read
from tei_tools.taggers.dates._reading import Partial, Reading
from tei_tools.taggers.dates._tokens import Scan, lexicon, scan
from tei_tools.taggers.dates._values import JULIAN, REPUBLICAN, edtf_of

__all__ = ["AFTER", "ELEMENTS", "edtf_value", "tag"]

ELEMENTS: tuple[str, ...] = ("date",)
AFTER: tuple[str, ...] = ()

NAME = "dates"


@dataclass(frozen=True, slots=True)
class _Piece:
    """One leaf block, its symbols and what was read in it."""

    start: int
    end: int
    scan: Scan
    readings: list[Reading]


def tag(document: SourceDocument, context: Context) -> Iterable[Tag]:
    """The dates of a document, in order of their start; a range before the dates inside it.

    Blocks of code, marks of code and web addresses are left alone. Time and memory grow with the text.
    """
    pieces = list(_pieces(document, context.language))
    readings = [reading for piece in pieces for reading in piece.readings]
    code = context.language
    dates = tuple(d for d in (context.date, document.metadata.date) if d)
    order = decided(readings, lexicon(code).language, code, dates)
    known = _partial(context.date or document.metadata.date)
    if known[0] is None:
        known = _dateline(pieces, order)
    narrative = Narrative(known, _speaks_of_its_day(pieces, known), order)
    for piece in pieces:
        yield from _tags(piece, narrative, document)


def edtf_value(tag: Tag) -> str | None:
    """The EDTF value of a date's attributes, or ``None`` where it has none."""
    return edtf_of(tag.attributes)


def _pieces(document: SourceDocument, language: str) -> Iterator[_Piece]:
    containers = {block.parent for block in document.blocks if block.parent is not None}
    barred = sorted(
        (m.start, m.end) for m in document.marks if _is_barred(document.text, m.kind, m.start, m.end)
    )
    next_barred = 0
    leaves = [b for index, b in enumerate(document.blocks) if index not in containers]
    for block in leaves:
        if block.kind == "code" or block.start >= block.end:
            continue
        symbols = scan(document.text, block.start, block.end, lexicon(block.language or language))
        found = _readings(symbols)
        while next_barred < len(barred) and barred[next_barred][1] <= block.start:
            next_barred += 1
        kept = []
        cursor = next_barred
        for reading in found:
            start, end = symbols.starts[reading.first], symbols.ends[reading.last - 1]
            while cursor < len(barred) and barred[cursor][1] <= start:
                cursor += 1
            if cursor < len(barred) and barred[cursor][0] < end:
                continue
            kept.append(reading)
        yield _Piece(block.start, block.end, symbols, combined(symbols, kept))


def _is_barred(text: str, kind: str, start: int, end: int) -> bool:
    """Marks in which nothing is a date: code, and a link whose words are an address."""
    if start >= end:
        return False
    return kind == "code" or (kind == "link" and ("://" in text[start:end] or text.startswith("www.", start)))


def _readings(symbols: Scan) -> list[Reading]:
    found: list[Reading] = []
    search, text = shapes().search, symbols.symbols
    position, end = 0, len(text)
    while position < end:
        match = search(text, position)
        if match is None:
            break
        reading = _read_at(symbols, match.lastgroup or "", match.start(), match.end())
        if reading is None:
            position = match.start() + 1
            continue
        start, stop = symbols.starts[reading.first], symbols.ends[reading.last - 1]
        if contexts.in_address(symbols.text, start, stop):
            position = reading.last
            continue
        found.append(reading)
        position = max(reading.last, match.start() + 1)
    return found


def _read_at(symbols: Scan, shape: str, first: int, last: int) -> Reading | None:
    """The reading of the first shape that fits at ``first`` and whose reader accepts it."""
    reading = read(shape, symbols, first, last)
    if reading is not None:
        return reading
    tried = False
    for name, pattern in each_shape():
        if not tried:
            tried = name == shape
            continue
        match = pattern.match(symbols.symbols, first)
        if match is not None and match.end() > first:
            reading = read(name, symbols, first, match.end())
            if reading is not None:
                return reading
    return None


def _partial(date: str | None) -> Partial:
    found = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", date) if date else None
    if found is None:
        return None, None, None
    year, month, day = (int(part) if part else None for part in found.groups())
    return year, month, day


def _dateline(pieces: list[_Piece], order: Order) -> Partial:
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


_HEAD, _LINE, _BESIDE = 6, 120, 12
"""How many blocks make the head of a document, how many characters a short line, and how many may stand
beside the date that is a heading (``Sonntag Mittag.``)."""


def _speaks_of_its_day(pieces: list[_Piece], known: Partial) -> bool:
    """Whether the text speaks from its own day, as news, letters and diaries do.

    It does where words such as yesterday or a weekday alone are frequent beside years, or where the
    document's own date stands in it.
    """
    if known[0] is None:
        return False
    deictic = today = years = 0
    for piece in pieces:
        for reading in piece.readings:
            if reading.relative and reading.base == "document":
                if reading.unit == "day" and reading.count == 0:
                    today += 1
                else:
                    deictic += 1
            elif reading.year is not None and reading.kind == "point":
                if known[2] is not None and (reading.year, reading.month, reading.day) == known:
                    return True
                years += reading.year != known[0]
            elif reading.weekday is not None:
                deictic += 1
    return deictic * 2 + min(today, 2) >= years


def _tags(piece: _Piece, narrative: Narrative, document: SourceDocument) -> Iterator[Tag]:
    narrative.fresh = False
    for reading in piece.readings:
        tense = _tense(piece, reading, narrative.current) if reading.year is None else 0
        start, end = _extent(piece, reading)
        rest = (piece.end - piece.start) - (end - start)
        reading.heading = rest <= 4 or (rest <= _BESIDE and start == piece.start)
        for part in reading.parts:
            part.confidence = min(part.confidence, reading.confidence)
        inner = [
            found for part in reading.parts if (found := _tag(piece, part, narrative, tense)) is not None
        ]
        outer = _tag(piece, reading, narrative, tense)
        if outer is not None:
            yield outer
        yield from inner


def _tag(piece: _Piece, reading: Reading, narrative: Narrative, tense: int) -> Tag | None:
    if not narrative.current and reading.shape == "today" and reading.count == 0:
        return None  # in a text that does not speak from a day of its own, "today" is nowadays
    resolved = narrative.resolve(reading, tense)
    if resolved is None:
        return None
    start, end = _extent(piece, reading)
    attributes = dict(resolved.attributes)
    if reading.calendar:
        attributes["calendar"] = JULIAN if reading.calendar == "julian" else REPUBLICAN
    if reading.relative or reading.base == "narrative":
        attributes["type"] = "relative"
    if resolved.inferred and resolved.attributes:
        attributes["evidence"] = "internal"
    _enter(reading, narrative, resolved.point)
    return Tag(
        start,
        end,
        "date",
        attributes,
        round(reading.confidence * resolved.penalty, 3),
        NAME,
        (),
        (*reading.notes, *resolved.notes),
    )


def _enter(reading: Reading, narrative: Narrative, point: Partial | None) -> None:
    """A block that is nothing but a date opens a diary entry (or a letter): its day is today from here on."""
    if point is None or None in point or not reading.heading:
        return
    if reading.kind == "weekday" and narrative.entry is None and narrative.document[0] is None:
        return
    year, month, day = point
    if year is not None and month is not None and day is not None:
        narrative.entry = (year, month, day)


@lru_cache(maxsize=1)
def _article() -> re.Pattern[str]:
    return re.compile(r"(?:the|ye|der|die|das|den|dem|des|le|la|les)\s|l['’]", re.IGNORECASE)


def _extent(piece: _Piece, reading: Reading) -> tuple[int, int]:
    """The words of a reading without a leading article or a closing full stop that ends the sentence."""
    symbols = piece.scan
    start, end = symbols.starts[reading.first], symbols.ends[reading.last - 1]
    if not reading.relative:
        article = _article().match(symbols.text, start, end)
        if article is not None:
            start = article.end()
    if symbols.text[end - 1] == "." and symbols.symbols[reading.last - 1] == ".":
        digit = symbols.symbols[reading.last - 2 : reading.last - 1] in ("d", "R")
        era = symbols.symbols[reading.last - 2 : reading.last - 1] in ("E", "B")
        if not era and not (
            digit and reading.year is None and reading.shape in ("day", "numeric.", "weekday_day")
        ):
            end -= 1
    return start, end


_SENTENCE = 160


def _tense(piece: _Piece, reading: Reading, narrative_now: bool) -> int:
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
    language = symbols.lexicon.language
    before = _cues(left, language)[::-1]
    after = _cues(right, language)
    if language.code == "de":  # a German verb stands far from its day: count, do not measure
        future, past = (before + after).count(1), (before + after).count(-1)
        forward = narrative_now and reading.month is None
        return -1 if past > future else 1 if future > past or forward else 0
    nearest = sorted((distance, cue) for cues in (before, after) for distance, cue in enumerate(cues) if cue)
    return nearest[0][1] if nearest else 0


def _cues(text: str, language: Language) -> list[int]:
    """For each word -1 where it is of the past, 1 of the future, else 0."""
    cues = []
    for word in re.findall(r"['’]?[^\W\d_]+", text.lower()):
        past = word in language.past or (language.code == "en" and word.endswith("ed") and len(word) > 4)
        cues.append(1 if word in language.future else -1 if past else 0)
    return cues

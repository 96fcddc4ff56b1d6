"""Dates: words that say when, in English, German and French → ``date`` with its value in TEI's attributes.

Stages, each a module: ``_tokens`` (text → symbols) → ``_grammar`` and ``_readers`` (symbols → readings) →
``_phrases`` (ranges, alternatives, circa, since) → ``_order`` and ``_narrative`` (what the document settles)
→ tags.
The words of a language are data in a file of its own (``english``, ``german``, ``french``).

Values: ``@when`` in W3C form, always Gregorian; lasting ``@from``/``@to``; some time within
``@notBefore``/``@notAfter``; seasons, alternatives and approximate dates as EDTF in ``@when-custom`` with
``@datingMethod="#edtf"``.
``@calendar`` is ``#julian``, ``#french-republican`` or ``#roman`` (Kalends, Nones, Ides) where the words are
of that calendar.
``@type="relative"`` marks words that point from another day (yesterday), ``@evidence="internal"`` a value
that the rest of the document completed. A range whose ends are whole dates has these as dates inside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tei_tools.sources import SourceDocument
from tei_tools.taggers import Context, Tag
from tei_tools.taggers.dates._discourse import (
    dateline,
    heads,
    is_latest,
    partial,
    speaks_of_its_day,
    tense_of,
)
from tei_tools.taggers.dates._lexicon import lexicon
from tei_tools.taggers.dates._narrative import Narrative
from tei_tools.taggers.dates._order import decided
from tei_tools.taggers.dates._pieces import Piece, pieces
from tei_tools.taggers.dates._reading import Partial, Reading
from tei_tools.taggers.dates._tokens import Scan
from tei_tools.taggers.dates._values import CALENDARS, edtf_of

__all__ = ["AFTER", "ELEMENTS", "edtf_value", "tag"]

ELEMENTS: tuple[str, ...] = ("date",)
AFTER: tuple[str, ...] = ()

NAME = "dates"


def tag(document: SourceDocument, context: Context) -> Iterable[Tag]:
    """The dates of a document, in order of their start; a range before the dates inside it.

    Blocks of code, marks of code and web addresses are left alone. Time and memory grow with the text.
    """
    found = list(pieces(document, context.language))
    readings = [reading for piece in found for reading in piece.readings]
    code = context.language
    dates = tuple(d for d in (context.date, document.metadata.date) if d)
    order = decided(readings, lexicon(code).language, code, dates)
    known = partial(context.date or document.metadata.date)
    if known[0] is None:
        known = dateline(found, order)
    narrative = Narrative(known, speaks_of_its_day(found, known), order, bound=is_latest(readings, known))
    for piece in found:
        yield from _tags(piece, narrative)


def edtf_value(tag: Tag) -> str | None:
    """The EDTF value of a date's attributes, or ``None`` where it has none."""
    return edtf_of(tag.attributes)


def _tags(piece: Piece, narrative: Narrative) -> Iterator[Tag]:
    narrative.fresh = False
    for reading in piece.readings:
        tense = tense_of(piece, reading, narrative.current) if reading.year is None else 0
        start, end = _extent(piece, reading)
        reading.heading = heads(piece, reading, start, end)
        for part in reading.parts:
            part.confidence = min(part.confidence, reading.confidence)
        inner = [
            found for part in reading.parts if (found := _tag(piece, part, narrative, tense)) is not None
        ]
        outer = _tag(piece, reading, narrative, tense)
        if outer is not None:
            yield outer
        yield from inner


def _tag(piece: Piece, reading: Reading, narrative: Narrative, tense: int) -> Tag | None:
    if not narrative.current and reading.shape == "today" and reading.count == 0:
        return None  # in a text that does not speak from a day of its own, "today" is nowadays
    resolved = narrative.resolve(reading, tense)
    if resolved is None:
        return None
    start, end = _extent(piece, reading)
    attributes = dict(resolved.attributes)
    if reading.calendar:
        attributes["calendar"] = CALENDARS[reading.calendar]
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


@lru_cache(maxsize=1)
def _preposition() -> re.Pattern[str]:
    return re.compile(r"(?:in|im|en|of)\s(?:the\s)?", re.IGNORECASE)


def _extent(piece: Piece, reading: Reading) -> tuple[int, int]:
    """The words of a reading without a leading article or a closing full stop that ends the sentence."""
    symbols = piece.scan
    start, end = symbols.starts[reading.first], symbols.ends[reading.last - 1]
    if not reading.relative:
        article = _article().match(symbols.text, start, end)
        if article is None and reading.shape == "named_year":
            article = _preposition().match(symbols.text, start, end)
        if article is not None:
            start = article.end()
    elif symbols.symbols[reading.first] == "A":  # "in the year-ago quarter"
        lead = _preposition().match(symbols.text, start, end)
        start = lead.end() if lead is not None else start
    if (
        symbols.text[end - 1] == "."
        and symbols.symbols[reading.last - 1] == "."
        and not _owns_stop(symbols, reading)
    ):
        end -= 1
    return start, end


def _owns_stop(symbols: Scan, reading: Reading) -> bool:
    """Whether the full stop behind is the date's own: an era's, a short century's, a German day's."""
    before = symbols.symbols[reading.last - 2]
    if before in "EB" or (reading.shape == "century" and before in "xk"):  # 13th c., XIXe s.
        return True
    if before not in "dR" or reading.year is not None:
        return False
    german = symbols.lexicon.language.code == "de"
    return reading.shape == "numeric." or (german and reading.shape in ("day", "weekday_day"))

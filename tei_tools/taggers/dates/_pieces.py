"""The blocks of a document in which dates may stand, each with its symbols and what was read in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tei_tools.sources import SourceDocument
from tei_tools.taggers.dates import _contexts as contexts
from tei_tools.taggers.dates._grammar import each_shape, shapes
from tei_tools.taggers.dates._lexicon import lexicon
from tei_tools.taggers.dates._phrases import combined
from tei_tools.taggers.dates._readers import read
from tei_tools.taggers.dates._reading import Reading
from tei_tools.taggers.dates._tokens import Scan, scan


@dataclass(frozen=True, slots=True)
class Piece:
    """One leaf block, its symbols and what was read in it."""

    start: int
    end: int
    scan: Scan
    readings: list[Reading]


def pieces(document: SourceDocument, language: str) -> Iterator[Piece]:
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
        yield Piece(block.start, block.end, symbols, combined(symbols, kept))


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
        if text[match.start()] in "doN" and contexts.is_way(symbols, match.start()):
            position = match.end()
            continue
        reading = _read_at(symbols, match.lastgroup or "", match.start(), match.end())
        if reading is None:
            position = match.start() + 1
            continue
        start, stop = symbols.starts[reading.first], symbols.ends[reading.last - 1]
        if contexts.in_address(symbols.text, start, stop) or (found and reading.first < found[-1].last):
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

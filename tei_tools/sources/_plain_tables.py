"""Tables of a plain text: cells parted by bars, by tabs, or by columns that are blank in every line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tei_tools.sources._lines import Line

__all__ = ["PlainTable", "table_of"]

_BORDER = re.compile(r"[-=+|:_·.\s]*[-=_]{2}[-=+|:_\s]*")
_GAP = re.compile(r"\t+| {2,}")
_NUMBER = re.compile(r"[-+–(]?[$£€]?\d[\d.,:/%'’\s]*[)%]?|[-–—…]|n\.?a\.?", re.I)
_LONGEST_CELL = 40
_MOST_COLUMNS = 30


@dataclass(frozen=True, slots=True)
class PlainTable:
    """Rows of cells, each row with its line; ``headed``: the first is of labels. ``caption`` is the line
    above, ``borders`` are lines that only draw.
    """

    rows: tuple[tuple[Line, tuple[str, ...]], ...]
    headed: bool = False
    caption: Line | None = None
    borders: tuple[Line, ...] = ()


def table_of(group: Sequence[Line]) -> PlainTable | None:
    """The table that a chunk of lines is, ``None`` where that is not sure."""
    if len(group) < 2:
        return None
    for first in (0, 1):
        found = _table(group[first:], None if first == 0 else group[0])
        if found is not None:
            return found
    return None


def _table(group: Sequence[Line], caption: Line | None) -> PlainTable | None:
    borders = tuple(line for line in group if _BORDER.fullmatch(line.words))
    rows = [line for line in group if not _BORDER.fullmatch(line.words)]
    if len(rows) < 2 or (caption is not None and len(caption.words) > 120):
        return None
    cells = _by_bars(rows) or _by_tabs(rows) or _by_gaps(rows)
    if cells is None:
        return None
    drawn_under = len(group) > 1 and group[0] is rows[0] and group[1] in borders
    if caption is not None and (_GAP.search(caption.words) or "|" in caption.words):
        return None
    headed = drawn_under or _is_headed(cells)
    return PlainTable(tuple(zip(rows, map(tuple, cells), strict=True)), headed, caption, borders)


def _by_bars(rows: Sequence[Line]) -> list[list[str]] | None:
    if not all("|" in line.words for line in rows):
        return None
    found = [[cell.strip() for cell in line.words.strip("|").split("|")] for line in rows]
    widths = Counter(map(len, found))
    width, count = widths.most_common(1)[0]
    return found if 2 <= width <= _MOST_COLUMNS and count * 10 >= len(found) * 8 else None


def _by_tabs(rows: Sequence[Line]) -> list[list[str]] | None:
    if not all("\t" in line.words for line in rows):
        return None
    found = [[cell.strip() for cell in line.text.strip(" ").rstrip("\t").split("\t")] for line in rows]
    width, count = Counter(map(len, found)).most_common(1)[0]
    if not 2 <= width <= _MOST_COLUMNS or count * 10 < len(found) * 8 or (width == 2 and len(rows) < 3):
        return None
    return found if _short(found) else None


def _by_gaps(rows: Sequence[Line]) -> list[list[str]] | None:
    """Cells between the columns of two blanks and more that go through all lines."""
    if len(rows) < 3 or not all(_GAP.search(line.words) for line in rows[1:]):
        return None
    texts = [line.text.expandtabs(8) for line in rows]
    length = max(map(len, texts))
    if length > 400:
        return None
    blank = [all(at >= len(text) or text[at] == " " for text in texts) for at in range(length)]
    edges: list[tuple[int, int]] = []
    start = None
    for at in range(length + 1):
        inside = at < length and not (blank[at] and (at + 1 >= length or blank[at + 1] or start is None))
        if inside and start is None:
            start = at
        elif not inside and start is not None:
            edges.append((start, at))
            start = None
    found = [[text[begin:end].strip() for begin, end in edges] for text in texts]
    if not 2 <= len(edges) <= _MOST_COLUMNS or not _short(found):
        return None
    filled = sum(bool(cell) for row in found for cell in row)
    if filled * 10 < len(found) * len(edges) * 6:
        return None
    # words that happen to stand under one another are no table: one of the later columns has numbers, or
    # there are three columns at least
    numbers = any(_numeric([row[at] for row in found[1:]]) for at in range(1, len(edges)))
    return found if numbers or (len(edges) >= 3 and len(rows) >= 4) else None


def _short(rows: Sequence[Sequence[str]]) -> bool:
    lengths = sorted(len(cell) for row in rows for cell in row)
    return lengths[len(lengths) * 9 // 10] <= _LONGEST_CELL


def _numeric(cells: Sequence[str]) -> bool:
    said = [cell for cell in cells if cell]
    return bool(said) and sum(bool(_NUMBER.fullmatch(cell)) for cell in said) * 10 >= len(said) * 7


def _is_headed(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: words over numbers."""
    width = min(map(len, rows))
    numbers = [at for at in range(width) if _numeric([row[at] for row in rows[1:]])]
    return bool(numbers) and not any(_NUMBER.fullmatch(rows[0][at]) for at in numbers if rows[0][at])

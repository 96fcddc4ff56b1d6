"""What readers share: picking numbers out of symbols, reading a year, looking at the edges."""

from __future__ import annotations

from tei_tools.taggers.dates import _contexts as contexts
from tei_tools.taggers.dates._reading import Reading
from tei_tools.taggers.dates._tokens import Scan


def numerals(scan: Scan, first: int, last: int, letters: str) -> list[tuple[int, str, int]]:
    """(index, symbol, value) of the symbols that are among ``letters``."""
    return [(k, scan.symbols[k], scan.values[k]) for k in range(first, last) if scan.symbols[k] in letters]


def first_value(scan: Scan, first: int, last: int, letters: str) -> int | None:
    for k in range(first, last):
        if scan.symbols[k] in letters:
            return int(scan.values[k])
    return None


def is_lower(scan: Scan, index: int) -> bool:
    return scan.text[scan.starts[index]].islower()


def read_year(reading: Reading, scan: Scan, first: int, last: int) -> bool:
    """Read the year in ``symbols[first:last]`` (1648, 1648/9, '98, 508 BC, 905) into the reading."""
    symbols = scan.symbols
    for k in range(first, last):
        symbol = symbols[k]
        if symbol not in "YHatzd":
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


def edges_free(scan: Scan, first: int, last: int, shape: str) -> bool:
    """Nothing glued to either end; a full date may be glued to a letterhead's next word."""
    if scan.symbols[first] in "dzYt" and first > 0:
        left = contexts.left_of(scan, first)
        if left[-1:] and (
            left[-1] in "$£€§#"
            or (
                left[-1] == "/"
                and left[-2:-1] != "."
                and not left[-5:-1].isdigit()
                and scan.symbols[max(0, first - 2) : first] not in ("m/", "M/")
            )
            or left[-1].isdigit()
            or (left[-1] in ".,:" and left[-2:-1].isdigit())
        ):
            return False
        if left[-1:].isalpha() and shape not in ("day_month_year", "numeric"):
            return False
    right = contexts.right_of(scan, last - 1)
    if right[:1] in ("%", "°") or (right.startswith("er") and scan.symbols[last - 1] == "Y"):
        return False  # "der 1. Mai, die 1848er Revolution"
    if scan.symbols[last - 1] in "dztYHo" and right[:1] in (":", ",", ".") and right[1:2].isdigit():
        return False
    return not (right[:1].isalnum() and shape not in ("day_month_year", "month_day_year", "numeric"))

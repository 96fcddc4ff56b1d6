"""Lines of a plain text → chunks of lines, its page furniture taken out; and how its lines were broken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tei_tools.sources import Dropped
from tei_tools.sources._furniture import AT_THE_EDGES, furniture, is_edge_word

__all__ = [
    "RULE",
    "RULE_BETWEEN",
    "Line",
    "chunks",
    "ends_sentence",
    "is_full",
    "lines_of",
    "without_furniture",
    "wrap_width",
]

RULE = re.compile(r"(?:([-=_*~#+·•—–])[ \t]*)(?:\1[ \t]*){2,}|(?:\*[ \t]*){3}|⁂|[-=_]{3,}")
"""A line that is a rule between two parts."""
RULE_BETWEEN = "a rule between parts"
_LINE_END = re.compile("\r\n|[\r\n\x0b\x0c]")
_PAGE_NUMBER = re.compile(r"\d{1,4}(?!.*\d)|^\d{1,4}")
_NUMBER_ALONE = re.compile(r"\d{1,3}")
_EDGE = 14  # lines from either end that count as a page's edge
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’»«)\]*_]*(?:\[\d+\])?$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line by its number in the file (from 1), with its leading white space and without its trailing one.

    ``page`` is true where a form feed stood before it, and ``n`` then that page's number, if it has one;
    ``gone`` where its words were dropped as furniture; ``head`` is the level of a heading with a line drawn
    under it.
    """

    number: int
    text: str
    page: bool = False
    gone: bool = False
    head: int = 0
    n: str | None = None

    @property
    def words(self) -> str:
        return self.text.strip()

    @property
    def indent(self) -> int:
        """Columns of leading white space; a tab goes to the next multiple of four."""
        column = 0
        for character in self.text:
            if character == " ":
                column += 1
            elif character == "\t":
                column += 4 - column % 4
            else:
                break
        return column


def lines_of(text: str) -> list[Line]:
    """All lines, blank ones too."""
    lines: list[Line] = []
    at, number, page = 0, 1, False
    for found in _LINE_END.finditer(text):
        lines.append(Line(number, text[at : found.start()].rstrip(" \t"), page))
        page = found[0] == "\x0c"
        number += 0 if found[0] in ("\x0b", "\x0c") else 1
        at = found.end()
    lines.append(Line(number, text[at:].rstrip(" \t"), page))
    return lines


def ends_sentence(words: str) -> bool:
    """Whether ``words`` end as a sentence does (quotation marks and brackets aside)."""
    return bool(_SENTENCE_END.search(words[-12:]))


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[Dropped]]:
    """The lines with those that are a page's furniture emptied, and what those said."""
    filled = [number for number, line in enumerate(lines) if line.words]
    reasons: dict[int, str] = {}
    for place, number in enumerate(filled):
        words = lines[number].words
        at_edge = place < _EDGE or place >= len(filled) - _EDGE
        reason = furniture(words)
        if reason is None and at_edge and len(words) < 500 and AT_THE_EDGES.fullmatch(words.lower()):
            reason = "a notice on cookies"
        if reason:
            reasons[number] = reason
    _menus(lines, filled, reasons)
    _bare_page_numbers(lines, filled, reasons)
    _running_headers(lines, filled, reasons)
    if len(reasons) == len(filled):
        return list(lines), []  # nothing else is there: these words are the text
    kept = [
        Line(line.number, "", line.page, gone=True, n=line.n) if number in reasons else line
        for number, line in enumerate(_numbered(lines, filled, reasons))
    ]
    return kept, [
        Dropped(lines[number].words, reasons[number], lines[number].number) for number in sorted(reasons)
    ]


def _numbered(lines: Sequence[Line], filled: Sequence[int], reasons: dict[int, str]) -> list[Line]:
    """The lines, each that begins a page with its number, where that stands at an edge of the page."""
    found = list(lines)
    starts = [number for number, line in enumerate(lines) if line.page]
    if not starts:
        return found
    starts = [0, *starts] if starts[0] != 0 else starts
    at = 0
    for start, end in pairwise([*starts, len(lines)]):
        inside: list[int] = []
        while at < len(filled) and filled[at] < end:
            inside.append(filled[at])
            at += 1
        for number in (*inside[:1], *inside[-1:]):
            said = _PAGE_NUMBER.search(lines[number].words)
            if said and reasons.get(number) in ("a page number", "a running header"):
                found[start] = replace(lines[start], page=True, n=said[0])
    return found


def _menus(lines: Sequence[Line], filled: Sequence[int], reasons: dict[int, str]) -> None:
    """Words of menus at either edge, where at least two lines of furniture stand together."""
    for part in (filled[:_EDGE], filled[-_EDGE:]):
        run: list[int] = []
        for number in [*part, -1]:
            if number >= 0 and (number in reasons or is_edge_word(lines[number].words)):
                run.append(number)
                continue
            if len(run) >= 2 and len(run) < len(filled):
                for one in run:
                    reasons.setdefault(one, "a menu of the page")
            run = []


def _bare_page_numbers(lines: Sequence[Line], filled: Sequence[int], reasons: dict[int, str]) -> None:
    """A line that is only a number: a page's where it cuts a sentence or stands at a form feed, else a
    section's.
    """
    bare = [place for place, number in enumerate(filled) if _NUMBER_ALONE.fullmatch(lines[number].words)]
    if not bare:
        return
    cut: list[int] = []
    for place in bare:
        number = filled[place]
        before = lines[filled[place - 1]].words if place else ""
        after = lines[filled[place + 1]] if place + 1 < len(filled) else None
        at_page = lines[number].page or (
            after is not None and any(one.page for one in lines[number + 1 : filled[place + 1] + 1])
        )
        interrupts = (
            len(before) > 8 and not ends_sentence(before) and after is not None and after.words[0].islower()
        )
        if at_page or interrupts:
            cut.append(place)
    values = [int(lines[filled[place]].words) for place in bare]
    ascending = len(bare) >= 2 and all(one < other for one, other in pairwise(values))
    neighbours = any(other - one == 1 for one, other in pairwise(bare))
    series = ascending and not neighbours and (len(cut) * 3 >= len(bare) or values[0] > 1)
    for place in bare if series and (cut or values[0] > 1) else cut:
        reasons[filled[place]] = "a page number"


def _running_headers(lines: Sequence[Line], filled: Sequence[int], reasons: dict[int, str]) -> None:
    """A short line that comes again and again beside page numbers or form feeds."""
    near: Counter[str] = Counter()
    places: dict[str, list[int]] = {}
    for place, number in enumerate(filled):
        words = lines[number].words
        if number in reasons or len(words) > 80:
            continue
        key = re.sub(r"^#\s+|\s+#$", "", re.sub(r"\d+", "#", words))
        if not any(character.isalpha() for character in key):
            continue
        places.setdefault(key, []).append(number)
        around = [filled[one] for one in (place - 1, place + 1) if 0 <= one < len(filled)]
        page = lines[number].page or any(one.page for one in lines[number + 1 : number + 3])
        if page or any(reasons.get(one) == "a page number" for one in around):
            near[key] += 1
    for key, numbers in places.items():
        if len(numbers) >= 3 and near[key] * 2 > len(numbers) and not ends_sentence(key):
            for number in numbers:
                reasons[number] = "a running header"


def chunks(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines between blank lines; a paragraph that only a page break parted is whole again."""
    found: list[list[Line]] = []
    current: list[Line] = []
    gap_is_page = page = False
    n: str | None = None
    for line in lines:
        page = page or line.page
        n = line.n or n
        if line.words:
            if page and (not line.page or n):  # the page began with a blank line, or with furniture
                line = replace(line, page=True, n=n)
            page, n = False, None
            if line.head or (current and current[-1].head):
                found += [current] if current else []
                current = [line]
                continue
            if not current and found and gap_is_page and _goes_on(found[-1][-1].words, line.words):
                current = found.pop()
            current.append(line)
            gap_is_page = False
            continue
        gap_is_page = gap_is_page or line.gone
        if current:
            found.append(current)
            current = []
    if current:
        found.append(current)
    return found


def _goes_on(before: str, after: str) -> bool:
    return len(before) > 8 and not ends_sentence(before) and after[0].islower()


def wrap_width(groups: Sequence[Sequence[Line]]) -> int | None:
    """The width at which the text's lines were broken, or ``None`` where a line is a paragraph or a verse
    of its own.

    Lines were broken at a width where the next line's first word would not have fitted on nearly all of them,
    and where few of them end as a sentence does.
    """
    longest = sorted(len(line.words) for group in groups for line in group)
    long = longest[len(longest) * 9 // 10] * 0.6 if longest else 0
    pairs = [
        (line.text.strip(), following.text.split(None, 1)[0])
        for group in groups
        if max(len(line.words) for line in group) >= long  # an address tells nothing of the width
        for line, following in pairwise(group)
    ]
    if not pairs:
        return None
    lengths = sorted(len(words) for words, _ in pairs)
    width = lengths[min(len(lengths) - 1, len(lengths) * 9 // 10)]
    if not 25 <= width <= 140 or (len(pairs) < 3 and width < 45):
        return None
    full = sum(1 for words, first in pairs if is_full(words, first, width))
    closed = sum(1 for words, _ in pairs if ends_sentence(words))
    capitals = sum(1 for _, first in pairs if first.lstrip("\"'“„«‘(")[:1].isupper())
    if capitals > 0.8 * len(pairs) and len(pairs) > 2:
        return None  # verse: broken lines begin with whatever word comes next
    if full < 0.7 * len(pairs) or closed > 0.5 * len(pairs):
        return None
    return width


def is_full(words: str, first_of_next: str, width: int) -> bool:
    """Whether the next line's first word would not have fitted on this line (give or take an eighth)."""
    return len(words) + 1 + len(first_of_next) > width - width // 8

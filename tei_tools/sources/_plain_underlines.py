"""Headings of a plain text by the line drawn under them; lines typed with a blank one between."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tei_tools.sources import Dropped
from tei_tools.sources._lines import Line, ends_sentence, wrap_width

__all__ = ["single_spaced", "underlined"]

_DRAWN = re.compile(r"([-=~^\"*#+¯—–_])\1{2,}")
_LONGEST = 100
_FEWEST = 8  # lines, to say that a text is double-spaced


def underlined(lines: Sequence[Line]) -> tuple[list[Line], list[Dropped]]:
    """The lines with those headings that have a line of signs under them (or over and under them) marked by
    their level, which each kind of line has in the order of its first use; and the lines drawn.
    """
    drawn = [_DRAWN.fullmatch(line.words) is not None for line in lines]
    found = list(lines)
    dropped: list[Dropped] = []
    levels: dict[tuple[str, bool], int] = {}
    for at, line in enumerate(lines):
        if not line.words or drawn[at] or at + 1 >= len(lines) or not drawn[at + 1]:
            continue
        under = lines[at + 1].words
        over = at > 0 and drawn[at - 1] and lines[at - 1].words[0] == under[0]
        before = at - 2 if over else at - 1
        if (
            len(line.words) > _LONGEST
            or not len(line.words) * 0.6 - 2 <= len(under) <= len(line.words) * 2 + 4
            or (before >= 0 and lines[before].words)
            or "\t" in line.words
            or "  " in line.words
            or (not over and ends_sentence(line.words) and line.words[-1] in ".…:")
            or not any(character.isalnum() for character in line.words)
        ):
            continue
        level = levels.setdefault((under[0], over), min(len(levels) + 1, 6))
        found[at] = replace(line, head=level)
        for place in (at - 1, at + 1) if over else (at + 1,):
            found[place] = replace(lines[place], text="")
            dropped.append(Dropped(lines[place].words, "a line drawn at a heading", lines[place].number))
    return found, dropped


def single_spaced(lines: Sequence[Line]) -> list[Line]:
    """The lines without the blank ones between, where a text is typed with the same number of them after
    every line; as they are where it is not.
    """
    filled = [at for at, line in enumerate(lines) if line.words]
    gaps = Counter(after - at - 1 for at, after in pairwise(filled))
    if len(filled) < _FEWEST or gaps[0] * 20 > len(filled):
        return list(lines)
    usual = min((gap for gap in gaps if gap > 0), default=0)
    if usual == 0 or usual > 3 or gaps[usual] * 10 < len(filled) * 6:
        return list(lines)
    together = [lines[at] for at in filled]
    goes_on = sum(
        after.words[0].islower() and not ends_sentence(at.words) for at, after in pairwise(together)
    )
    longest = max(len(line.words) for line in together)
    running = [line for line in together if len(line.words) >= longest * 0.6]
    if goes_on * 4 < len(filled) or wrap_width([running]) is None:
        return list(lines)
    kept: list[Line] = []
    blank = 0
    for line in lines:
        blank = 0 if line.words else blank + 1
        if line.words or blank > usual or line.page:
            kept.append(line)
    return kept

"""Chunks of a plain text's lines → smaller ones: paragraphs, notes, quoted lines, lines that draw."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tei_tools.sources._lines import RULE, Line, ends_sentence, is_full
from tei_tools.sources._plain_notes import begins_note
from tei_tools.sources._plain_shapes import is_verse
from tei_tools.sources._plain_tables import table_of

__all__ = ["QUOTED", "base_indent", "lines_apart", "notes_apart", "paragraphs", "quotes_apart", "rules_apart"]

QUOTED = re.compile(r"[ \t]{0,3}>(?!=)[ \t]?")


def lines_apart(groups: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Each line a chunk of its own, but lines of verse and lists, which only make sense together, as they
    were.
    """
    found: list[list[Line]] = []
    for group in groups:
        if len(group) > 1 and is_verse(group, None, False):
            found.append(list(group))
        else:
            found.extend([line] for line in group)
    return found


def paragraphs(group: Sequence[Line], width: int) -> list[list[Line]]:
    """A chunk of lines broken at ``width``, parted where a line ends early with a sentence or begins
    indented.
    """
    usual = Counter(line.indent for line in group).most_common(1)[0][0]
    parts: list[list[Line]] = []
    for place, line in enumerate(group):
        before = group[place - 1] if place else None
        begins = before is None
        if before is not None and len(group) > 3:
            first = line.text.split(None, 1)[0]
            short = not is_full(before.words, first, width) and len(before.words) < width * 0.85
            begins = (short and ends_sentence(before.words)) or (
                usual < line.indent <= usual + 10 and before.indent == usual and ends_sentence(before.words)
            )
        if begins:
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts


def rules_apart(group: list[Line]) -> list[list[Line]]:
    """Lines that only draw (as between a page's text and its notes) apart, but those of a table."""
    drawn = [RULE.fullmatch(line.words) is not None for line in group]
    if len(group) == 1 or not any(drawn) or sum(drawn) > 1 or table_of(group) is not None:
        return [group]
    at = drawn.index(True)
    return [part for part in (group[:at], [group[at]], group[at + 1 :]) if part]


def notes_apart(group: list[Line]) -> list[list[Line]]:
    """Lines that begin with the mark of a note, each with those that continue it, if the first does."""
    if not begins_note(group[0].words) or not any(begins_note(line.words) for line in group[1:]):
        return [group]
    parts: list[list[Line]] = []
    for line in group:
        if begins_note(line.words):
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts


def quotes_apart(group: list[Line]) -> list[list[Line]]:
    """Lines with > apart from those without, where the chunk has both."""
    signs = [bool(QUOTED.match(line.text)) for line in group]
    if not any(signs) or all(signs):
        return [group]
    parts: list[list[Line]] = []
    for place, line in enumerate(group):
        if place and signs[place] == signs[place - 1]:
            parts[-1].append(line)
        else:
            parts.append([line])
    return parts


def base_indent(groups: Sequence[Sequence[Line]]) -> int:
    """The indent that most of the text's characters have."""
    weights: Counter[int] = Counter()
    for group in groups:
        for line in group:
            weights[line.indent] += len(line.text)
    return weights.most_common(1)[0][0] if weights else 0

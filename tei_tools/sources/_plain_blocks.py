"""Chunks of a plain text's lines → blocks: what each chunk is, by evidence, and a paragraph where that is
thin.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tei_tools.sources import Dropped
from tei_tools.sources._assembly import Assembly
from tei_tools.sources._dateline import DayOrder, line_kind
from tei_tools.sources._front import is_closing, is_salute
from tei_tools.sources._lines import RULE, RULE_BETWEEN, Line, chunks, ends_sentence, is_full, wrap_width
from tei_tools.sources._pictured import is_divided
from tei_tools.sources._plain_lists import Item, items_in, lists_apart
from tei_tools.sources._plain_notes import begins_note

__all__ = ["assemble"]

_NUMBERED = re.compile(
    r"(?:(\d{1,2}(?:\.\d{1,2})*)[.)]?|[IVXLC]{1,6}\.|[A-H]\.|§ ?\d+\.?"
    r"|(?:chapter|part|section|book|kapitel|teil|abschnitt|buch|chapitre|partie|livre)\s+(?:\d+|[ivxlc]+)\b[.:]?)(?:\s|$)",
    re.I,
)
_QUOTED = re.compile(r"[ \t]{0,3}>(?!=)[ \t]?")
_ENDS = (*".,;:!?…\"“”»«’'", "")  # after which a line is a sentence, or a part of one, and no heading
_MAX_DEPTH = 8


def assemble(lines: Sequence[Line], assembly: Assembly, order: DayOrder) -> tuple[list[Dropped], list[str]]:
    """Feed ``assembly`` with the blocks of these lines; what was dropped and what the header has to say."""
    reader = _Reader(assembly, order)
    reader.read(lines, 0)
    notes = []
    if reader.divided:
        count = "1 word" if reader.divided == 1 else f"{reader.divided} words"
        notes.append(f"Of {count} with a hyphen at a line's end the rest follows the hyphen.")
    if reader.wrapped:
        notes.append("The lines of the file were broken at a fixed width; they were joined to paragraphs.")
    if reader.bullets:
        count = "1 list bullet stands" if reader.bullets == 1 else f"{reader.bullets} list bullets stand"
        notes.append(f"{count} as markup of the list.")
    if reader.quoted:
        notes.append("The signs > before quoted lines stand as markup of the quotation.")
    return reader.dropped, notes


class _Reader:
    def __init__(self, assembly: Assembly, order: DayOrder) -> None:
        self.assembly = assembly
        self.order = order
        self.dropped: list[Dropped] = []
        self.bullets = 0
        self.quoted = 0
        self.divided = 0
        self.wrapped = False

    def read(self, lines: Sequence[Line], depth: int) -> None:
        groups = chunks(lines)
        width = wrap_width(groups)
        has_blanks = len(groups) > 1 and len(groups) * 24 > sum(len(group) for group in groups)
        if width is None and not has_blanks:
            groups = _lines_apart(groups)
        elif width is not None:
            groups = [part for group in groups for part in _paragraphs(group, width)]
        groups = [part for group in groups for part in _quotes_apart(group)]
        groups = [part for group in groups for part in _notes_apart(group)]
        groups = [part for group in groups for part in lists_apart(group, width)]
        base = _base_indent(groups)
        said = Counter(group[0].words for group in groups if len(group) == 1)
        number = 0
        while number < len(groups):
            items, used = items_in(groups, number)
            if items:
                self._list(items)
                number += used
                continue
            group = groups[number]
            if all(_QUOTED.match(line.text) for line in group) and depth < _MAX_DEPTH:
                self._quoted(group, depth)
            elif len(group) == 1 and RULE.fullmatch(group[0].words):
                self.dropped.append(Dropped(group[0].words, RULE_BETWEEN, group[0].number))
                self.assembly.rule()
            else:
                before = groups[number - 1] if number else None
                after = groups[number + 1] if number + 1 < len(groups) else None
                edge = number < 6 or number >= len(groups) - 6
                repeated = len(group) == 1 and said[group[0].words] > 1
                self._chunk(group, before, after, width, base, edge and depth == 0, repeated)
            number += 1

    def _chunk(
        self,
        group: Sequence[Line],
        before: Sequence[Line] | None,
        after: Sequence[Line] | None,
        width: int | None,
        base: int,
        edge: bool,
        repeated: bool,
    ) -> None:
        indented = min(line.indent for line in group) >= base + 2
        if _is_verse(group, width, indented):
            self._verse(group, indented)
        elif indented and len(group) >= 2 and _is_joined(group, width):
            self.assembly.open("quotation")
            self._paragraph(group, width)
            self.assembly.close()
        elif len(group) == 1 and not repeated and (level := _heading_level(group[0].words, before, after)):
            if (
                line_kind(group[0].words, self.order)
                or is_salute(group[0].words)
                or is_closing(group[0].words)
            ):
                self._paragraph(group, width)
            else:
                self._page(group[0])
                self.assembly.leaf("heading", group[0].words, level=level, line=group[0].number)
        elif edge and len(group) > 1:
            for part in self._edge_lines(group, width):
                self._paragraph(part, width)
        else:
            self._paragraph(group, width)

    def _edge_lines(self, group: Sequence[Line], width: int | None) -> list[list[Line]]:
        """A chunk of a text's beginning or end, with its byline, dateline, salutation and leave-taking
        apart.
        """
        parts: list[list[Line]] = []
        fresh = True
        for place, line in enumerate(group):
            words = line.words
            alone = len(words) <= 160 and (
                line_kind(words, self.order) is not None
                or (place == 0 and is_salute(words))
                or (len(group) - place <= 4 and is_closing(words))
            )
            if alone or fresh or not parts:
                parts.append([line])
            else:
                parts[-1].append(line)
            fresh = alone
        return parts

    def _paragraph(self, group: Sequence[Line], width: int | None) -> None:
        if len(group) > 1 and not _is_joined(group, width) and _stand_alone(group):
            for line in group:
                self._page(line)
                self.assembly.leaf("paragraph", line.words, line=line.number)
            return
        joined = len(group) > 1 and _is_joined(group, width)
        self.wrapped = self.wrapped or joined
        self.assembly.open("paragraph", line=group[0].number)
        for place, line in enumerate(group):
            divided = place > 0 and is_divided(group[place - 1].words, line.words)
            self._page(line)
            if divided:
                self.assembly.linebreak(in_word=True)
                self.divided += 1
            elif place and not joined:
                self.assembly.linebreak()
            goes_on = place + 1 < len(group) and is_divided(line.words, group[place + 1].words)
            words = line.text.lstrip(" \t") if divided else line.text
            self.assembly.add(words if goes_on else f"{words}\n")
        self.assembly.close()

    def _page(self, line: Line) -> None:
        if line.page:
            self.assembly.pagebreak()

    def _verse(self, group: Sequence[Line], indented: bool) -> None:
        if indented:
            self.assembly.open("quotation")
        self.assembly.open("stanza")
        for line in group:
            self._page(line)
            self.assembly.leaf("line", line.words, line=line.number)
        self.assembly.close()
        if indented:
            self.assembly.close()

    def _quoted(self, group: Sequence[Line], depth: int) -> None:
        self.quoted += 1
        self.assembly.open("quotation")
        self.read([replace(line, text=_QUOTED.sub("", line.text, count=1)) for line in group], depth + 1)
        self.assembly.close()

    def _list(self, items: Sequence[Item]) -> None:
        numbered = items[0].label is not None
        self.assembly.open("list", rend="numbered" if numbered else "bulleted")
        for item in items:
            if item.label is not None:
                self.assembly.leaf("label", item.label, line=item.line)
            else:
                self.bullets += 1
            self.assembly.leaf("item", item.words, line=item.line)
        self.assembly.close()


def _lines_apart(groups: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Each line a chunk of its own, but lines of verse and lists, which only make sense together, as they
    were.
    """
    found: list[list[Line]] = []
    for group in groups:
        if len(group) > 1 and _is_verse(group, None, False):
            found.append(list(group))
        else:
            found.extend([line] for line in group)
    return found


def _paragraphs(group: Sequence[Line], width: int) -> list[list[Line]]:
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


def _notes_apart(group: list[Line]) -> list[list[Line]]:
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


def _quotes_apart(group: list[Line]) -> list[list[Line]]:
    """Lines with > apart from those without, where the chunk has both."""
    signs = [bool(_QUOTED.match(line.text)) for line in group]
    if not any(signs) or all(signs):
        return [group]
    parts: list[list[Line]] = []
    for place, line in enumerate(group):
        if place and signs[place] == signs[place - 1]:
            parts[-1].append(line)
        else:
            parts.append([line])
    return parts


def _base_indent(groups: Sequence[Sequence[Line]]) -> int:
    """The indent that most of the text's characters have."""
    weights: Counter[int] = Counter()
    for group in groups:
        for line in group:
            weights[line.indent] += len(line.text)
    return weights.most_common(1)[0][0] if weights else 0


def _is_joined(group: Sequence[Line], width: int | None) -> bool:
    if width is None:
        width = wrap_width([group]) if len(group) > 3 else None
        if width is None:
            return False
    narrower = max(len(line.words) for line in group) if group[0].indent else width
    width = min(width, narrower) if narrower > 30 else width
    pairs = [(a.words, b.text.split(None, 1)[0]) for a, b in pairwise(group)]
    full = sum(1 for words, first in pairs if is_full(words, first, width))
    return full * 10 >= len(pairs) * 6


def _stand_alone(group: Sequence[Line]) -> bool:
    """Lines that are paragraphs of their own: long ones, or such as end as sentences do."""
    longest = max(len(line.words) for line in group)
    closed = sum(1 for line in group if ends_sentence(line.words))
    return longest > 140 or closed * 10 >= len(group) * 8


def _is_verse(group: Sequence[Line], width: int | None, indented: bool) -> bool:
    """Short lines that mostly begin with a capital, run on without a sentence's end, and are not an
    address.
    """
    if len(group) < (2 if indented else 4) or (indented and len(group) < 3 and width is None):
        return False
    words = [line.words for line in group]
    longest = max(len(line) for line in words)
    if longest > 65 or any(character.isdigit() for line in words for character in line):
        return False
    if width is not None and longest > width * 0.85:
        return False
    running = sum(1 for line in words if not ends_sentence(line))
    capitals = sum(1 for line in words if line.lstrip("\"'“„«‘(")[:1].isupper())
    inner = [word for line in words for word in line.split()[1:]]
    low = sum(1 for word in inner if word[:1].islower())
    enough_words = sum(1 for line in words if len(line.split()) >= 3) * 10 >= len(words) * 8
    return (
        running * 2 >= len(words)
        and capitals * 10 >= len(words) * 8
        and enough_words
        and low * 10 >= len(inner) * 5
        and not any(is_closing(line) or is_salute(line) for line in words)
    )


def _heading_level(words: str, before: Sequence[Line] | None, after: Sequence[Line] | None) -> int:
    """The level of a heading (from 1), or 0 for a line that is none. Doubt makes a paragraph."""
    if after is None or len(words) > 80 or len(words.split()) > 12 or words.rstrip(" —–―-)*")[-1:] in _ENDS:
        return 0
    if not (words[0].isupper() or words[0].isdigit() or words[0] == "§"):
        return 0
    following = " ".join(line.words for line in after)[:400]
    letters = [character for character in words if character.isalpha()]
    numbered = _NUMBERED.match(words)
    level = numbered[1].count(".") + 1 if numbered and numbered[1] else 1
    if numbered and (len(following) >= 40 or _NUMBERED.match(following)) and (letters or before):
        return min(level, 6)
    if len(letters) < 3 or len(following) < 60 or following[0].islower():
        return 0
    if all(letter.isupper() for letter in letters):
        return 1
    long_words = [word for word in words.split() if len(word) > 3]
    title_case = len(words.split()) >= 2 and sum(
        1 for word in long_words if word[0].isupper()
    ) * 10 >= 8 * len(long_words)
    prose_before = before is None or ends_sentence(before[-1].words) or len(before[-1].words) < 80
    prose_after = len(following) >= 120 and (len(following) >= 400 or ends_sentence(following))
    if not prose_before or not prose_after:
        return 0
    return 1 if title_case or len(words.split()) <= 8 else 0

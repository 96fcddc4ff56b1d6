"""Paragraphs whose lines are blocks of their own: a letter's address, salutation and leave-taking, and verse.

A word processor's line breaks, ``br`` of the web and lines of a plain text that were not joined stand in one
paragraph. Where its lines are such, each becomes a block, and where a space parted them, a newline does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tei_tools.sources import Mark
from tei_tools.sources._dateline import DayOrder, line_kind
from tei_tools.sources._drafts import Draft, Leaf
from tei_tools.sources._front import is_closing, is_salute
from tei_tools.sources._lines import ends_sentence

__all__ = ["divided", "is_verse"]

_FRONT = 12
_LONGEST_LINE = 70
_MOST_LINES = 8
_ANY_ORDER = DayOrder(True, "")
_ADDRESSEE = re.compile(
    r"(?:herrn|hrn|frau|fräulein|frl|mr|mrs|miss|messrs|mons|monsieur|mme)\b\.? [A-ZÀ-Þ]", re.I
)
_VERSE = 4
_STOPS = frozenset(",;:.!?…—–")
_IN_HOLDER = -1  # in the container that stands right before it


def divided(drafts: list[Draft], *, meant: bool) -> list[Draft]:
    """The blocks with such paragraphs parted; ``meant``: each line's end is one that the writer meant."""
    front = [number for number, draft in enumerate(drafts) if draft.leaf is not None][:_FRONT]
    greeted = _greeting(drafts, front)
    found: list[Draft] = []
    places: list[int] = []
    for number, draft in enumerate(drafts):
        places.append(len(found))
        if draft.parent is not None:
            draft.parent = places[draft.parent]
        parts = None
        if draft.kind == "paragraph" and draft.leaf is not None:
            before = draft.parent is None and greeted is not None and number <= greeted
            parts = _parts(draft, before, meant)
        holder = 0
        for part in (draft,) if parts is None else parts:
            if part.leaf is None:
                holder = len(found)
            elif part.parent == _IN_HOLDER:
                part.parent = holder
            found.append(part)
    return found


def _greeting(drafts: Sequence[Draft], front: Sequence[int]) -> int | None:
    """The number of the block that greets the one a letter is for, in its last line at least."""
    for number in front:
        draft = drafts[number]
        if draft.kind != "paragraph" or draft.parent is not None or draft.leaf is None:
            continue
        if is_salute(_lines(draft)[-1][2]):
            return number
        if len(draft.leaf.words) > _LONGEST_LINE * _MOST_LINES:
            return None
    return None


def _lines(draft: Draft) -> list[tuple[int, int, str]]:
    """Start, end and words of each line; one where nothing parts them."""
    words = draft.leaf.words if draft.leaf else ""
    found: list[tuple[int, int, str]] = []
    start = 0
    for mark in draft.marks:
        if mark.kind == "linebreak" and start < mark.start < len(words) and words[mark.start] == " ":
            found.append((start, mark.start, words[start : mark.start]))
            start = mark.start + 1
    found.append((start, len(words), words[start:]))
    return found


def _parts(draft: Draft, before: bool, meant: bool) -> list[Draft] | None:
    breaks = sum(mark.kind == "linebreak" for mark in draft.marks)
    if not before and not breaks:
        return None
    lines = _lines(draft)
    said = [words for _, _, words in lines]
    if max(map(len, said)) > _LONGEST_LINE:
        return None
    if before:
        return _front_parts(draft, lines)
    if len(lines) <= _MOST_LINES and len(lines) > 1 and (is_closing(said[0]) or is_closing(said[1])):
        return [_part(draft, line, "paragraph", draft.parent) for line in lines]
    if meant and breaks + 1 == len(lines) and is_verse(said):
        return [
            Draft("stanza", draft.parent, draft.said),
            *(_part(draft, line, "line", _IN_HOLDER) for line in lines),
        ]
    return None


def _front_parts(draft: Draft, lines: list[tuple[int, int, str]]) -> list[Draft] | None:
    """What stands above a letter's text: the lines of an address together, all others apart."""
    if len(lines) > _MOST_LINES:
        return None
    kinds = [
        "paragraph"
        if is_salute(words) or line_kind(words, _ANY_ORDER) or ends_sentence(words)
        else "addrline"
        for _, _, words in lines
    ]
    found: list[Draft] = []
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and kinds[end] == kinds[at] == "addrline":
            end += 1
        run = lines[at:end]
        if kinds[at] == "addrline" and (len(run) > 1 or _is_numbered(run[0][2])):
            found.append(Draft("address", draft.parent))
            found += [_part(draft, line, "addrline", _IN_HOLDER) for line in run]
        else:
            found += [_part(draft, line, "paragraph", draft.parent) for line in run]
        at = end
    return None if len(found) == 1 else found


def _front_kind(words: str) -> str:
    apart = is_salute(words) or line_kind(words, _ANY_ORDER) or ends_sentence(words)
    return "paragraph" if apart else "addrline"


def _is_numbered(line: str) -> bool:
    """Whether a line has a house's number, or says whom a letter is to."""
    first, *rest = line.split()
    if _ADDRESSEE.match(line):
        return True
    return first.rstrip(",").isdigit() and bool(rest) and rest[0][:1].isalpha()


def _part(draft: Draft, line: tuple[int, int, str], kind: str, parent: int | None) -> Draft:
    start, end, words = line
    leaf = draft.leaf or Leaf(kind, "")
    made = Draft(kind, parent, draft.said)
    made.leaf = Leaf(kind, words, leaf.level, leaf.top and parent is None, line=leaf.line)
    for mark in draft.marks:
        if mark.kind == "linebreak" and mark.start == start - 1:
            if mark.target:  # the line's place on the picture
                made.marks.append(Mark("linebreak", 0, 0, mark.target))
        elif mark.start == mark.end:
            if start <= mark.start < end or mark.start == end == len(leaf.words):
                made.marks.append(
                    Mark(mark.kind, mark.start - start, mark.start - start, mark.target, mark.n)
                )
        elif mark.start < end and mark.end > start:
            made.marks.append(
                Mark(
                    mark.kind, max(mark.start, start) - start, min(mark.end, end) - start, mark.target, mark.n
                )
            )
    return made


def is_verse(lines: Sequence[str]) -> bool:
    """Whether lines that end on purpose are verse: short ones, of words and not of names, whose sentences go
    on from one to the next.
    """
    if len(lines) < _VERSE or any(character.isdigit() for line in lines for character in line):
        return False
    words = [line.split() for line in lines]
    if sum(len(line) >= 3 for line in words) * 10 < len(lines) * 8:
        return False
    inner = [word for line in words for word in line[1:]]
    if sum(word[:1].islower() for word in inner) * 10 < len(inner) * 6:
        return False
    if any(is_closing(line) or is_salute(line) or line.rstrip().endswith(":") for line in lines):
        return False
    if not all(line.lstrip("\"'“„«»‘(—–")[:1].isalpha() for line in lines):
        return False  # bullets
    if sum(line.rstrip("\"'”“»’ )")[-1:] in _STOPS for line in lines) * 4 < len(lines):
        return False
    open_ends = sum(not ends_sentence(line) for line in lines[:-1])
    lengths = sorted(map(len, lines))
    even = lengths[-1] <= 3 * max(1, lengths[len(lengths) // 4])
    return even and open_ends * 2 >= len(lines) - 1

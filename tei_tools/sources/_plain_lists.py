"""Lists in plain text: at least two items that each begin a line (or a chunk) with a mark of one family."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tei_tools.sources._lines import Line, ends_sentence, is_full

__all__ = ["Item", "items_below", "items_in", "lists_apart"]

_BULLET = re.compile(r"\s*([-*•‣◦▪●·–])\s+(?=\S)")
_NUMBER = re.compile(r"\s*(\(?(?:(\d{1,3})|([a-z])|([ivx]{2,6}))[.)])\s+(?=\S)")
_ROMAN = {
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}


@dataclass(frozen=True, slots=True)
class Item:
    """An item's words and the line it begins on; ``label`` is its number as written, ``None`` after a
    bullet.
    """

    words: str
    line: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class _Marked:
    family: str
    value: int
    label: str | None
    rest: str


def items_in(groups: Sequence[Sequence[Line]], at: int) -> tuple[list[Item], int]:
    """The items of the list that begins with chunk ``at`` and how many chunks it takes; none where there
    is none.
    """
    lead = _marked(groups[at][0])
    if lead is None:
        return [], 0
    items: list[Item] = []
    last: _Marked | None = None
    used = 0
    checked = False
    while at + used < len(groups):
        found = _items_of(groups[at + used], last)
        if found is None:
            break
        new, last = found
        items.extend(new)
        used += 1
        if not checked and len(items) >= 2:
            checked = True
            if _is_dialogue(items, lead):
                return [], 0
    return (items, used) if len(items) >= 2 else ([], 0)


def items_below(item: Item) -> tuple[str, list[Item]]:
    """An item's own words, and the items of the list that its further lines are, if they are one."""
    own, *further = item.words.split("\n")
    for at in range(len(further)):
        first = _marked(Line(item.line, further[at]))
        if first is None or (first.label is not None and first.value != 1):
            continue
        lines = [Line(item.line + 1 + number, words) for number, words in enumerate(further[at:], at)]
        found = _items_of(lines, None)
        if found is not None and len(found[0]) >= 2:
            return "\n".join((own, *further[:at])), found[0]
        break
    return item.words, []


def lists_apart(group: Sequence[Line], width: int | None) -> list[list[Line]]:
    """A chunk parted into its list (two marked lines at least, with their continuations) and what stands
    around it.
    """
    marks = [_marked(line) for line in group]
    places = [place for place, one in enumerate(marks) if one is not None]
    begins = next(
        (
            place
            for place, following in _neighbours(group, places)
            if (one := marks[place])
            and (other := marks[following])
            and _follows(one, other)
            and (
                place == 0
                or group[place - 1].words.endswith(":")
                or ends_sentence(group[place - 1].words)
                or width is None
            )
        ),
        None,
    )
    if begins is None:
        return [list(group)]
    ends = begins + 1
    while ends < len(group):
        line, before = group[ends], group[ends - 1]
        goes_on = line.indent > group[begins].indent or (
            width is not None and is_full(before.words, line.text.split(None, 1)[0], width)
        )
        if marks[ends] is None and not goes_on:
            break
        ends += 1
    parts = [group[:begins], group[begins:ends]]
    rest = [list(part) for part in parts if part]
    if ends < len(group):
        rest.append(list(group[ends:]))
    return rest


def _neighbours(group: Sequence[Line], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each marked line with the next one that is not set in deeper."""
    waiting: list[int] = []
    found: dict[int, int] = {}
    for place in places:
        while waiting and group[waiting[-1]].indent >= group[place].indent:
            found[waiting.pop()] = place
        waiting.append(place)
    for place, following in pairwise(places):
        yield place, found.get(place, following)


def _items_of(group: Sequence[Line], last: _Marked | None) -> tuple[list[Item], _Marked] | None:
    items: list[list[str]] = []
    heads: list[tuple[_Marked, int]] = []
    for line in group:
        marked = _marked(line)
        if marked is not None and last is not None and not _follows(last, marked):
            marked = None
        if marked is None:
            if not items:
                return None
            items[-1].append(line.words)
            continue
        heads.append((marked, line.number))
        items.append([marked.rest])
        last = marked
    if last is None:
        return None
    return [
        Item("\n".join(words), number, head.label) for words, (head, number) in zip(items, heads, strict=True)
    ], last


def _marked(line: Line) -> _Marked | None:
    text = line.text
    found = _BULLET.match(text)
    if found:
        return _Marked(found[1], 0, None, text[found.end() :])
    found = _NUMBER.match(text)
    if not found:
        return None
    shape = found[1].replace(found[2] or found[3] or found[4], "#")
    if found[2]:
        return _Marked("1" + shape, int(found[2]), found[1], text[found.end() :])
    if found[3]:
        return _Marked("a" + shape, ord(found[3]) - 96, found[1], text[found.end() :])
    value = _ROMAN.get(found[4], 0)
    return _Marked("i" + shape, value, found[1], text[found.end() :]) if value else None


def _follows(last: _Marked, marked: _Marked) -> bool:
    if marked.label is None:
        return marked.family == last.family
    return marked.family == last.family and marked.value == last.value + 1


def _is_dialogue(items: Sequence[Item], lead: _Marked) -> bool:
    """Speech in French and Spanish fashion begins with a dash too, and so do the thoughts of a letter, which
    often end with one as well: such "items" are sentences.
    """
    if lead.family not in ("–", "-"):
        return False
    sentences = sum(1 for item in items if ends_sentence(item.words.rstrip(" –—") or item.words))
    return lead.family == "–" and sentences * 2 >= len(items)

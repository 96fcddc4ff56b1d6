"""What another program says of a passage → proposals, each held against the words before it counts.

An answer is ``{"tags": [{"start": 0, "end": 5, "text": "Jones", "element": "persName"}, …]}`` (offsets are
code points of the passage, the end exclusive; ``attributes`` and ``confidence`` may stand beside). Whatever
it says, it can only propose tags over words that are there:

1. ``element`` has to be one that was asked for, ``text`` a string.
2. ``text`` has to stand at ``start`` to ``end``. Where it does not, the passage has to hold it as often as
   the answer names it: then the first is the first, and so on.
3. It has to begin and end where words do, without white space at its edges.
4. Attributes that were not asked for, or that are not in TEI's form, are left out.
5. A confidence is a number from 0 to 1, and no higher than a ceiling.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tei_tools.taggers import Tag

__all__ = ["ATTRIBUTES", "Checked", "checked"]

_LONGEST_VALUE = 200
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_URL = re.compile(r"https?://[^\s<>\"]{1,190}")
_PLACE_TYPES = ("settlement", "country", "region", "bloc")

ATTRIBUTES: Mapping[str, Callable[[str, str], bool]] = {
    "when": lambda element, value: element == "date" and _is_day(value),
    "type": lambda element, value: element == "placeName" and value in _PLACE_TYPES,
    "ref": lambda element, value: element != "date" and _URL.fullmatch(value) is not None,
}
"""The attributes that an answer may give, and what holds of their values."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The proposals of an answer, and how many things in it did not count."""

    tags: tuple[Tag, ...]
    refused: int


def checked(
    answer: object,
    passage: str,
    at: int,
    *,
    elements: frozenset[str],
    tagger: str,
    usual: float = 0.6,
    ceiling: float = 0.85,
) -> Checked:
    """The proposals that an answer makes for ``passage``, which begins at the offset ``at`` of its document.

    ``usual`` is the confidence of what says none. Nothing is raised, whatever the answer is.
    """
    said = answer.get("tags") if isinstance(answer, dict) else None
    if not isinstance(said, list):
        return Checked((), 1)
    # No more than could lie over so many words.
    most = 16 + len(passage)
    refused = max(0, len(said) - most)
    asked = [each for each in said[:most] if _is_asked_for(each, passage, elements)]
    refused += min(len(said), most) - len(asked)
    places = _Places(passage, asked)
    tags: dict[tuple[int, int, str], Tag] = {}
    for each in asked:
        place = places.of(each)
        if place is None:
            refused += 1
            continue
        start, end = place
        key = (start, end, each["element"])
        tags.setdefault(
            key,
            Tag(
                at + start,
                at + end,
                each["element"],
                _attributes(each),
                _confidence(each.get("confidence"), usual, ceiling),
                tagger,
            ),
        )
    return Checked(tuple(tags[key] for key in sorted(tags)), refused)


def _is_asked_for(each: Any, passage: str, elements: frozenset[str]) -> bool:
    if not isinstance(each, dict):
        return False
    element, text = each.get("element"), each.get("text")
    return (
        isinstance(element, str)
        and element in elements
        and isinstance(text, str)
        and 0 < len(text) <= len(passage)
        and text == text.strip()
    )


class _Places:
    """Where the words of an answer stand."""

    def __init__(self, passage: str, asked: list[dict[str, Any]]) -> None:
        self.passage = passage
        self._times = Counter((each["text"], each["element"]) for each in asked)
        self._used: dict[tuple[str, str], int] = defaultdict(int)
        self._found: dict[str, list[int]] = {}

    def of(self, each: dict[str, Any]) -> tuple[int, int] | None:
        text, start, end = each["text"], each.get("start"), each.get("end")
        number = self._used[text, each["element"]]
        self._used[text, each["element"]] += 1
        if type(start) is int and type(end) is int and 0 <= start < end and self.passage[start:end] == text:
            return (start, end) if self._is_whole(start, end) else None
        found = self._occurrences(text)
        if len(found) == self._times[text, each["element"]]:
            return found[number], found[number] + len(text)
        return None

    def _occurrences(self, text: str) -> list[int]:
        if text not in self._found:
            found = [one.start() for one in re.finditer(re.escape(text), self.passage)]
            self._found[text] = [one for one in found if self._is_whole(one, one + len(text))]
        return self._found[text]

    def _is_whole(self, start: int, end: int) -> bool:
        passage = self.passage
        cut_before = start > 0 and passage[start - 1].isalnum() and passage[start].isalnum()
        cut_after = end < len(passage) and passage[end - 1].isalnum() and passage[end].isalnum()
        return not cut_before and not cut_after


def _attributes(each: dict[str, Any]) -> dict[str, str]:
    said = each.get("attributes")
    if not isinstance(said, dict):
        return {}
    return {
        name: value
        for name, holds in ATTRIBUTES.items()
        if isinstance(value := said.get(name), str)
        and len(value) <= _LONGEST_VALUE
        and holds(each["element"], value)
    }


def _confidence(said: Any, usual: float, ceiling: float) -> float:
    if isinstance(said, bool) or not isinstance(said, (int, float)) or not math.isfinite(said):
        said = usual
    return round(min(max(float(said), 0.0), ceiling), 3)


def _is_day(value: str) -> bool:
    from tei_tools.records._edtf import is_edtf

    return _DATE.fullmatch(value) is not None and is_edtf(value)

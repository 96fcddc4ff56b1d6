"""Sentence words: where a sentence begins, its words with their places, and the names among them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tei_tools.taggers import Tag

__all__ = ["Names", "Subject", "Word", "sentence_start", "words_of"]

# French l', d', qu' are words of their own, "d'après" is one.
_WORD = re.compile(
    r"(?:[LlDd]|[Qq]u)['’](?=[^\W\d_]{2})(?!apr[èe]s\b)|[^\W_]+(?:[.'’-][^\W_]+)*\.?|[^\w\s]|_", re.UNICODE
)


_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|St|Prof|Rev|Hon|Gen|Col|Capt|Lt|Sgt|Maj|Sen|Rep|Gov|Messrs|Jr|Sr"
    r"|vs|No|Vol|Fr|Hr|Mme|Mlle|MM|M|[A-Z]|[A-Z]\.[A-Z]|etc|e\.g|i\.e|cf)\.$"
)


_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*\s+(?=[\"“‘«„(\[]?[A-ZÄÖÜÀÉÈÇ0-9\"“‘«„])")


class Names:
    """The names that taggers before have found, by place."""

    def __init__(self, tags: Sequence[Tag]) -> None:
        wanted = {"persName", "orgName", "placeName", "country", "settlement", "rs", "roleName"}
        outermost = sorted((t for t in tags if t.element in wanted), key=lambda t: (t.start, -t.end))
        self.tags: list[Tag] = []
        for tag in outermost:
            if not self.tags or tag.start >= self.tags[-1].end:
                self.tags.append(tag)
        self._starts = [tag.start for tag in self.tags]

    def at(self, place: int) -> Tag | None:
        """The name that covers the character at ``place``."""
        i = bisect_right(self._starts, place) - 1
        if i >= 0 and self.tags[i].end > place:
            return self.tags[i]
        return None

    def within(self, start: int, end: int) -> list[Tag]:
        """The names that begin in ``start`` … ``end``, in order."""
        return self.tags[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


@dataclass(frozen=True, slots=True)
class Word:
    start: int
    end: int
    text: str

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()


def words_of(text: str, start: int, end: int) -> list[Word]:
    words: list[Word] = []
    for match in _WORD.finditer(text, start, end):
        word = match[0]
        stop = match.end()
        # A full stop belongs to an abbreviation ("Mr.", "U.S."), else it is a word of its own.
        if word[-1] in "'’" and len(word) > 1:
            words.append(Word(match.start(), stop, word[:-1]))
            continue
        stopped = len(word) > 1 and word[-1] == "." and "." not in word[:-1]
        if stopped and (word == "I." or not _ABBREVIATION.search(" " + word)):
            words.append(Word(match.start(), stop - 1, word[:-1]))
            words.append(Word(stop - 1, stop, "."))
            continue
        words.append(Word(match.start(), stop, word))
    return words


def sentence_start(text: str, end: int, floor: int) -> int:
    """Where the sentence begins that ``end`` stands in, not before ``floor``."""
    begin = floor
    for match in _SENTENCE_END.finditer(text, floor, end):
        if match.end() < end and not _ABBREVIATION.search(
            text[max(floor, match.start() - 8) : match.start() + 1]
        ):
            begin = match.end()
    return begin


@dataclass(frozen=True, slots=True)
class Subject:
    """Words that name a speaker: ``kind`` is ``name``, ``male``, ``female``, ``many``, ``first``, ``other``
    (pronouns) or ``phrase``.
    """

    start: int
    end: int
    kind: str

"""Tokens and sentences of a document's text with the names and dates over them, for IOB and CoNLL-U.

Tokens are runs of letters and digits, or single signs; they end where a name or date ends, so that labels
are exact. A sentence ends with its block, or after ``. ! ?`` before a capital, not after an initial, a
number or a short abbreviation, and never inside a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tei_tools.records import Record

_BLOCK = re.compile(r"[^\n]+")
_TOKEN = re.compile(r"[^\W_]+(?:['’\-·][^\W_]+)*|\S")
_ENDS = frozenset(".!?…")
_CLOSING = frozenset("\"'”’»«)]›")
LABELS = {
    "person": "PER",
    "place": "LOC",
    "organisation": "ORG",
    "date": "DATE",
    "work": "WORK",
    "event": "EVENT",
}


class Named(NamedTuple):
    """A labelled stretch of the text; ``entities`` are keys of the record's, of a date its EDTF."""

    start: int
    end: int
    label: str
    entities: tuple[str, ...]


class Token(NamedTuple):
    """A token; ``label`` is ``O``, ``B-PER``, ``I-PER`` …; ``space``: a space follows it."""

    start: int
    end: int
    label: str
    entities: tuple[str, ...]
    space: bool


def named(record: Record) -> list[Named]:
    """The names and dates with a place, in order; of those that overlap the first and longest."""
    found = [
        Named(row.start, row.end, LABELS.get(row.kind, "MISC"), _one(row.entity))
        for row in record.mentions
        if row.start is not None and row.end is not None and row.start < row.end
    ]
    found += [
        Named(row.start, row.end, "DATE", _one(row.edtf))
        for row in record.dates
        if row.start is not None and row.end is not None and row.start < row.end
    ]
    kept: list[Named] = []
    end = 0
    for one in sorted(found, key=lambda each: (each.start, -each.end)):
        if one.start >= end:
            kept.append(one)
            end = one.end
        elif one[:3] == kept[-1][:3] and one.entities:
            # A pointer with several values has a row for each.
            kept[-1] = kept[-1]._replace(entities=(*kept[-1].entities, *one.entities))
    return kept


def _one(key: str | None) -> tuple[str, ...]:
    return (key,) if key else ()


def sentences(record: Record) -> Iterator[tuple[bool, list[Token]]]:
    """The sentences as tokens, each with whether a new block begins with it."""
    text, tokens = record.text, _Tokens(record.text, named(record))
    for block in _BLOCK.finditer(text):
        begins = True
        sentence: list[Token] = []
        for token in tokens.between(block.start(), block.end()):
            if sentence and _starts(text, sentence, token):
                yield begins, sentence
                begins, sentence = False, []
            sentence.append(token)
        if sentence:
            yield begins, sentence


class _Tokens:
    """The tokens of a text, from its beginning on, and how far its names have come."""

    def __init__(self, text: str, names: list[Named]) -> None:
        self.text = text
        self.names = names
        self.place = 0
        self.begun = -1  # the name that has had its B

    def between(self, start: int, end: int) -> Iterator[Token]:
        text, names, at = self.text, self.names, start
        while match := _TOKEN.search(text, at, end):
            first, last = match.span()
            while self.place < len(names) and names[self.place].end <= first:
                self.place += 1
            label = "O"
            entities: tuple[str, ...] = ()
            if self.place < len(names):
                name = names[self.place]
                if name.start > first:
                    last = min(last, name.start)
                else:
                    label = f"{'I' if self.begun == self.place else 'B'}-{name.label}"
                    self.begun = self.place
                    entities, last = name.entities, min(last, name.end)
            yield Token(first, last, label, entities, last < end and text[last].isspace())
            at = last


def _starts(text: str, before: list[Token], token: Token) -> bool:
    """Whether a sentence starts with this token."""
    if token.label.startswith("I-") or not text[token.start].isupper() or not before[-1].space:
        return False
    place = len(before) - 1
    while place and text[before[place].start] in _CLOSING:
        place -= 1
    if text[before[place].start] not in _ENDS:
        return False
    if text[before[place].start] != "." or not place:
        return True
    word = text[before[place - 1].start : before[place - 1].end]
    return len(word) > 3 and not word.isdigit()

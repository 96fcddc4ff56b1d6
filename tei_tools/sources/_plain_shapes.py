"""What a chunk of a plain text's lines is, by its shape: joined lines, verse, an extract, a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tei_tools.sources._front import is_closing, is_salute
from tei_tools.sources._lines import Line, ends_sentence, is_full, wrap_width

__all__ = ["NUMERAL", "heading_level", "is_epigraph", "is_joined", "is_verse", "stand_alone"]

_NUMBERED = re.compile(
    r"(?:(\d{1,2}(?:\.\d{1,2})*)[.)]?|[IVXLC]{1,6}\.|[A-H]\.|§ ?\d+\.?"
    r"|(?:chapter|part|section|book|kapitel|teil|abschnitt|buch|chapitre|partie|livre)\s+(?:\d+|[ivxlc]+)\b[.:]?)(?:\s|$)",
    re.I,
)
NUMERAL = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?<=[MDCLXVI])\.?")
_ACT = re.compile(
    r"(?:(act|acte|akt|aufzug|canto)|(?:scene|scène|szene|auftritt))\s+(?:the\s+\w+|\d{1,3}|[ivxlc]{1,7})\b.{0,60}",
    re.I,
)
_SUBJECT = re.compile(r"(?:re|subject|betr(?:eff|ifft)?|objet|concerne)\.?\s*:", re.I)  # of a letter
_ENDS = (*".,;:!?…\"“”»«’'", "")  # after which a line is a sentence, or a part of one, and no heading


def is_epigraph(group: Sequence[Line], base: int) -> bool:
    """Whether indented lines of words stand in from both sides of the text, as an epigraph or extract does,
    and are no address, date or leave-taking.
    """
    if base + 2 > min(line.indent for line in group) or min(line.indent for line in group) > base + 24:
        return False
    words = [line.words for line in group]
    if any(is_closing(line) or is_salute(line) for line in words):
        return False
    inner = [word for line in words for word in line.split()[1:]]
    return sum(word[:1].islower() for word in inner) * 2 >= len(inner) and len(inner) >= 4


def is_joined(group: Sequence[Line], width: int | None) -> bool:
    if width is None:
        width = wrap_width([group]) if len(group) > 3 else None
        if width is None:
            return False
    narrower = max(len(line.words) for line in group) if group[0].indent else width
    width = min(width, narrower) if narrower > 30 else width
    pairs = [(a.words, b.text.split(None, 1)[0]) for a, b in pairwise(group)]
    full = sum(1 for words, first in pairs if is_full(words, first, width))
    return full * 10 >= len(pairs) * 6


def stand_alone(group: Sequence[Line]) -> bool:
    """Lines that are paragraphs of their own: long ones, or such as end as sentences do."""
    longest = max(len(line.words) for line in group)
    closed = sum(1 for line in group if ends_sentence(line.words))
    return longest > 140 or closed * 10 >= len(group) * 8


def is_verse(group: Sequence[Line], width: int | None, indented: bool) -> bool:
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


def heading_level(words: str, before: Sequence[Line] | None, after: Sequence[Line] | None) -> int:
    """The level of a heading (from 1), or 0 for a line that is none. Doubt makes a paragraph."""
    if after is not None and len(words) <= 80 and (act := _ACT.fullmatch(words)):
        return 1 if act[1] else 2
    if _SUBJECT.match(words):
        return 0
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

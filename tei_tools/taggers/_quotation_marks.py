"""Quotation marks: a block of text → :class:`QuotationMark` values, each with what it costs to read it one
way or another.

A character such as ``'`` or ``"`` may open, close, or be none (apostrophe, inches, minutes). What speaks for
each reading are the characters beside it; :mod:`tei_tools.taggers._quotation_spans` weighs them over a whole
block. The pairs are those of the Unicode core specification, section 6.2 ("Quotation Marks", East and West
European use).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

__all__ = ["FAMILIES", "Convention", "QuotationMark", "convention_of", "quotation_marks"]

FAMILIES = ("double", "guillemet", "single", "single guillemet")

_FAMILY = {
    **dict.fromkeys(('"', "“", "”", "„", "‟", "〝", "〞", "``", "''", "´´", ",,"), "double"),
    **dict.fromkeys(("'", "‘", "’", "‚", "‛", "`"), "single"),
    **dict.fromkeys(("«", "»", "<<", ">>"), "guillemet"),
    **dict.fromkeys(("‹", "›"), "single guillemet"),
}
_CANDIDATE = re.compile(r"``|''|´´|,,(?=\w)|<<(?=\s?\w)|(?<=[\w.!?])\s?>>|[\"“”„‟〝〞'‘’‚‛`«»‹›]")
# Feet and inches, degrees, minutes and seconds: 5'6", 40°26'46".
_PRIMES = re.compile(
    r"(?<![\w])\d{1,3}(?:[.,]\d+)?\s?[°º'’′]\s?\d{1,2}(?:[.,]\d+)?(?:\s?\d/\d)?\s?"
    r"(?:['’′\"”″]{1,2})?(?:\s?\d{1,2}(?:[.,]\d+)?\s?(?:[\"”″]|''))?"
)
_MEASURE = re.compile(r"(?:^|[\s(x×/–-])\d{1,3}(?:[.,]\d+|\s?\d/\d|\s?[¼½¾])?$")

# Words that begin with an apostrophe: English elisions, German clitics, decades (’90s).
_ELISIONS = frozenset(
    """tis twas twere twill twould twon em cause bout til till round neath gainst tween cept fore fraid nuff
    n nother cos cuz kay ere ee im un ow ave ome e is ouse ead ard im ospital alf ad as ow er ell
    ne nen nem ner s ran rein raus rum runter rauf nauf naus nunter""".split()
)
# Words that end with one: dropped g and the like.
_CLIPPED = frozenset("o th ol an wi t d ha i a ma gi fa ca wa ta na".split())

_OPENING_BEFORE = frozenset("([{<—–-/|*_=\u2015…:;")
_PUNCTUATION_INSIDE = frozenset(".,!?;:—–-…\u2015)]*_")


@dataclass(frozen=True, slots=True)
class QuotationMark:
    """``text[start:end]`` may be a quotation mark of ``family``; costs are how badly each reading fits (0:
    perfectly).
    """

    start: int
    end: int
    family: str
    opening: float
    closing: float
    none: float


@dataclass(frozen=True, slots=True)
class Convention:
    """How one document quotes: whether “ closes (German), whether » opens (German, Danish), whether ” opens
    (Swedish), whether '' is a mark (typewritten and LaTeX).
    """

    low_opening: bool = False
    low_single_opening: bool = False
    reversed_guillemets: bool = False
    raised_opening: bool = False
    doubled_apostrophes: bool = False


def convention_of(text: str, blocks: Iterable[tuple[int, int]]) -> Convention:
    """The convention of a document, by what its marks stand beside; ``blocks`` are the ranges of its
    paragraphs.
    """
    votes = 0
    for start, end in blocks:
        first = min(
            (place for place in (text.find("«", start, end), text.find("»", start, end)) if place >= 0),
            default=-1,
        )
        if first >= 0:
            votes += 1 if text[first] == "»" else -1
    votes += len(re.findall(r"(?:^|[\s(])»\w", text)) - len(re.findall(r"(?:^|[\s(])«\s?\w", text))
    left = len(re.findall(r"(?:^|[\s(—–])“\w", text))
    raised = len(re.findall(r"(?:^|[\s(—–])”\w", text))
    return Convention(
        low_opening="„" in text,
        low_single_opening="‚" in text and bool(re.search(r"(?:^|[\s(„»])‚\w", text)),
        reversed_guillemets=votes > 0,
        raised_opening=raised > 2 and raised > 2 * left,
        doubled_apostrophes="``" in text
        or ",," in text
        or bool(re.search(r"(?:^|[\s(])''\w", text) and re.search(r"[\w.,!?]''(?:\s|$)", text)),
    )


def quotation_marks(text: str, start: int, end: int, convention: Convention) -> list[QuotationMark]:
    """The marks of ``text[start:end]`` in order; marks that can only be apostrophes or primes are left
    out."""
    primes = _prime_places(text, start, end)
    found: list[QuotationMark] = []
    for match in _CANDIDATE.finditer(text, start, end):
        if match.start() in primes or (match[0] == "''" and not convention.doubled_apostrophes):
            continue
        glyph = match[0].strip()
        place = match.end() - len(glyph)
        mark = _weighed(text, place, match.end(), glyph, start, end, convention)
        if mark is not None:
            found.append(mark)
    return found


def _prime_places(text: str, start: int, end: int) -> frozenset[int]:
    places: set[int] = set()
    for match in _PRIMES.finditer(text, start, end):
        words = match[0]
        signs = [i for i, sign in enumerate(words) if not sign.isalnum() and sign not in " .,/"]
        # "the ’90s 20" and 'room 5' are no measures: a measure has two parts.
        if len(signs) >= 2 or (signs and words[signs[0]] in "°º"):
            places.update(match.start() + i for i in signs)
    return frozenset(places)


def _weighed(
    text: str, start: int, end: int, glyph: str, floor: int, ceiling: int, convention: Convention
) -> QuotationMark | None:
    before = text[start - 1] if start > floor else " "
    after = text[end] if end < ceiling else " "
    family = _FAMILY[glyph]
    if family == "single":
        return _single(text, start, end, glyph, before, after, floor, ceiling, convention)
    opening, closing = _by_neighbours(before, after)
    none = 1.6
    if glyph in {"“", "‟", "``", "„", "〝", ",,"}:
        if glyph == "“" and convention.low_opening:
            opening, closing = (
                (opening + 0.4, closing) if closing < 0.5 or opening >= 0.5 else (opening, closing + 0.4)
            )
        else:
            closing += 0.6 if glyph == "“" else 3.0
            opening = min(opening, 0.6)
    elif glyph in {"”", "〞"}:
        closing = min(closing, 0.6)
        opening += 0.2 if convention.raised_opening else 1.2
    elif glyph in {"«", "»", "<<", ">>"} or family == "single guillemet":
        opens = (glyph in {"«", "<<", "‹"}) != convention.reversed_guillemets
        # Close to a word on one side alone, the mark says itself what it is; the document's habit settles
        # the rest.
        apart = abs(opening - closing) >= 0.8
        habit = (0.0, 0.7 if apart else 1.6) if opens else (0.7 if apart else 1.6, 0.0)
        opening, closing = (opening + habit[0], closing + habit[1]) if apart else habit
    elif glyph == '"' and before.isdigit() and _MEASURE.search(text, max(floor, start - 12), start):
        # 6" and 24": inches unless something is open.
        none, closing = 0.4, closing + 0.2
    if before.isalnum() and after.isalnum() and family == "double":
        none = 1.2
    return QuotationMark(start, end, family, opening, closing, none)


def _by_neighbours(before: str, after: str) -> tuple[float, float]:
    """What opening and closing cost for a mark without direction, between these two characters."""
    free_before = before.isspace() or before in _OPENING_BEFORE or before in "“„«»‘‚'\"`"
    free_after = after.isspace() or after in ".,;:!?)]}—–-…/|*_\u2015" or after in "”“’»«'\""
    if before.isspace() and not after.isspace():
        return (0.0, 1.2) if after.isalnum() or not free_after else (0.0, 0.8)
    if after.isspace() and not before.isspace():
        return (1.2, 0.0) if before not in "([{—–-:" else (0.7, 0.2)
    if free_before and not free_after:
        return 0.0, 1.0
    if free_after and not free_before:
        return 1.0, 0.0
    return 0.3, 0.3


def _single(
    text: str,
    start: int,
    end: int,
    glyph: str,
    before: str,
    after: str,
    floor: int,
    ceiling: int,
    convention: Convention,
) -> QuotationMark | None:
    if before.isalnum() and after.isalnum():
        return None
    if before.isspace() and after.isspace():
        return None
    if glyph == "‚":
        return QuotationMark(start, end, "single", 0.0, 3.0, 0.4) if not after.isspace() else None
    can_open = (
        not after.isspace() and not before.isalnum() and (after.isalnum() or after in '“"«„([—–…¿¡.$£€')
    )
    can_close = not before.isspace() and not after.isalnum()
    if can_open and not (before in '"“„«' or before.isspace() or before in _OPENING_BEFORE) and can_close:
        can_open = False
    if glyph == "’" and can_open and can_close and before in _PUNCTUATION_INSIDE:
        can_open = False
    if glyph == "‘" and convention.low_single_opening and can_close:
        return QuotationMark(start, end, "single", 3.0, 0.0, 0.4)
    if can_open and not (can_close and before in ".,!?;…"):
        return _single_opening(text, start, end, glyph, ceiling)
    if can_close:
        return _single_closing(text, start, end, glyph, before, after, floor, ceiling)
    return None


def _single_opening(text: str, start: int, end: int, glyph: str, ceiling: int) -> QuotationMark | None:
    word = _word_from(text, end, ceiling)
    if re.fullmatch(r"\d\ds?", word) or word.casefold() in _ELISIONS:
        # 'tis, ’90s; a quotation that begins so is dearer than the apostrophe.
        return QuotationMark(start, end, "single", 1.3 if glyph != "’" else 2.5, 3.0, 0.0)
    if glyph == "‘":
        return QuotationMark(start, end, "single", 0.0, 2.0, 1.4)
    if glyph == "’":
        return QuotationMark(start, end, "single", 1.6, 2.0, 0.0)
    return QuotationMark(start, end, "single", 0.2, 2.0, 0.7)


def _single_closing(
    text: str, start: int, end: int, glyph: str, before: str, after: str, floor: int, ceiling: int
) -> QuotationMark:
    if before in _PUNCTUATION_INSIDE:
        return QuotationMark(start, end, "single", 3.0, 0.0, 1.2 if glyph != "`" else 0.2)
    if before.isdigit():
        return QuotationMark(start, end, "single", 3.0, 0.3, 0.2)
    followed_by_word = after.isspace() and _word_from(text, end + 1, ceiling)[:1].isalpha()
    if before in "sSxz":
        if followed_by_word:
            return QuotationMark(start, end, "single", 3.0, 0.6, 0.2)
        return QuotationMark(start, end, "single", 3.0, 0.3, 0.5)
    word = _word_until(text, start, floor)
    if word.casefold() in _CLIPPED or word.endswith("in"):
        return QuotationMark(start, end, "single", 3.0, 0.6, 0.2)
    return QuotationMark(start, end, "single", 3.0, 0.1, 0.6)


def _word_from(text: str, start: int, ceiling: int) -> str:
    stop = start
    while stop < ceiling and stop - start < 24 and text[stop].isalnum():
        stop += 1
    return text[start:stop]


def _word_until(text: str, end: int, floor: int) -> str:
    begin = end
    while begin > floor and end - begin < 24 and text[begin - 1].isalnum():
        begin -= 1
    return text[begin:end]


def in_families(marks: Iterable[QuotationMark], family: str) -> Iterator[QuotationMark]:
    """The marks of one family, in order."""
    return (mark for mark in marks if mark.family == family)

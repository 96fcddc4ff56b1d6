"""Identifiers in text: web addresses, DOI, ISBN, ISSN, arXiv → :class:`Identifier` with its place and
canonical form.

RFC 3986 (addresses), ISO 26324 (DOI), ISO 2108 (ISBN, with its check digit), ISO 3297 (ISSN), arxiv.org's
own scheme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["FoundIdentifier", "identifiers"]


@dataclass(frozen=True, slots=True)
class FoundIdentifier:
    """``text[start:end]`` is an identifier of ``scheme`` (``URL``, ``DOI``, ``ISBN``, ``ISSN``, ``arXiv``).

    ``target`` is the address it stands for, empty where there is none or where ``cut_off`` says that it is
    not whole.
    """

    start: int
    end: int
    scheme: str
    target: str
    cut_off: bool = False


_CANDIDATE = re.compile(
    r"""(?P<url>\b(?:https?|ftp)://[^\s<>"“”„«»]*|(?<![\w@./-])www\.[\w-]+(?:\.[\w-]+)*[^\s<>"“”„«»]*)
    |(?P<doi>\b(?:doi\s?:?\s?|DOI\s?:?\s?)?10\.\d{4,9}/[^\s<>"“”«»]+)
    |(?P<isbn>\bISBN(?:-1[03])?\s?:?\s?(?:97[89][-–\s]?)?\d[\d–\s-]{7,14}[\dXx]\b)
    |(?P<issn>\bISSN\s?:?\s?\d{4}[-–]\d{3}[\dXx]\b)
    |(?P<arxiv>\barXiv\s?:\s?(?:\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?))""",
    re.VERBOSE,
)


def identifiers(text: str, start: int, end: int) -> Iterator[FoundIdentifier]:
    """The identifiers of ``text[start:end]``, in order; an e-mail address is none."""
    for match in _CANDIDATE.finditer(text, start, end):
        kind = match.lastgroup
        begin, stop = match.span()
        words = match[0]
        if kind == "url":
            yield _address(text, begin, stop, end)
        elif kind == "doi":
            stop = begin + len(_trimmed(words))
            bare = re.sub(r"^(?:doi|DOI)\s?:?\s?", "", text[begin:stop])
            yield FoundIdentifier(begin, stop, "DOI", "https://doi.org/" + bare)
        elif kind == "isbn":
            digits = re.sub(r"[^\dXx]", "", re.sub(r"^ISBN(?:-1[03])?", "", words)).upper()
            if is_isbn(digits):
                yield FoundIdentifier(begin, stop, "ISBN", "urn:isbn:" + digits)
        elif kind == "issn":
            yield FoundIdentifier(begin, stop, "ISSN", "urn:ISSN:" + words[-9:].replace("–", "-"))
        elif kind == "arxiv":
            yield FoundIdentifier(
                begin, stop, "arXiv", "https://arxiv.org/abs/" + words.split(":", 1)[1].strip()
            )


def _address(text: str, start: int, stop: int, block_end: int) -> FoundIdentifier:
    words = text[start:stop]
    cut_off = words.endswith(("…", "..."))
    trimmed = _trimmed(words)
    end = start + len(trimmed)
    host = re.match(r"(?:\w+://)?([^/?#]*)", trimmed)
    if not host or not re.search(r"[^\W_]\.[^\W\d_]{2,}|localhost|\d+\.\d+", host[1]):
        cut_off = True
    # A bracket that opens inside the address and the block's end comes before it closes.
    if stop >= block_end and words.count("(") > words.count(")"):
        cut_off = True
    target = trimmed if "://" in trimmed else "http://" + trimmed
    return FoundIdentifier(start, max(end, start + 1), "URL", "" if cut_off else target, cut_off)


def _trimmed(words: str) -> str:
    """Without the punctuation of the sentence that stands behind an address."""
    while words:
        last = words[-1]
        if last in ".,;:!?'’‘*_…›‹|]}":
            if last in "]}" and words.count({"]": "[", "}": "{"}[last]) >= words.count(last):
                break
            words = words[:-1]
        elif (last == ")" and words.count(")") > words.count("(")) or last == "(":
            words = words[:-1]
        else:
            break
    return words


def is_isbn(digits: str) -> bool:
    """Whether the check digit of an ISBN of ten or thirteen digits is right (ISO 2108, annex A)."""
    if len(digits) == 10 and digits[:9].isdigit():
        values = [*map(int, digits[:9]), 10 if digits[9] == "X" else int(digits[9])]
        return sum((10 - i) * value for i, value in enumerate(values)) % 11 == 0
    if len(digits) == 13 and digits.isdigit():
        return sum(int(digit) * (3 if i % 2 else 1) for i, digit in enumerate(digits)) % 10 == 0
    return False

"""Numbers as symbols: in digits, with the ending of an ordinal or a decade, and in Roman numerals."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from tei_tools.taggers.dates._lexicon import Entry, Lexicon

ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


@lru_cache(maxsize=1)
def _roman_pattern() -> re.Pattern[str]:
    return re.compile(r"M{0,3}(?:CM|CD|D?C{0,4})(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})")


def roman(word: str) -> int | None:
    """The value of a Roman numeral in capitals, or ``None`` where the word is none."""
    if not word or not _roman_pattern().fullmatch(word):
        return None
    total = 0
    for letter, following in zip(word, word[1:] + " ", strict=True):
        value = ROMAN[letter]
        total += -value if value < ROMAN.get(following, 0) else value
    return total


def numeral(word: str, words: Lexicon) -> Entry | None:
    value = roman(word)
    if value is not None:  # MDCCXLII is a year; fewer letters are a number more often
        year = 1000 <= value <= 2100 and len(word) > (3 if value >= 1400 else 4)
        return ("Y" if year else "R"), value
    stem = word.rstrip("erèmᵉʳ")
    if (
        stem != word
        and len(stem) > 0
        and word[len(stem) :] in ("ᵉ", "ᵉʳ", "e", "er", "ème", "ère", "re", "me")
    ):
        value = roman(stem)
        if value is not None and value <= 31:
            return "o", value
    if word[0] in "ivxIVX" and word[-1] in "thdrs":
        found = re.fullmatch(r"([ivxj]+)(?:th|st|nd|rd|d)", word, re.IGNORECASE)
        if found:
            value = roman(found.group(1).upper().replace("J", "I"))
            if value is not None and value <= 31:
                return "o", value
    return None


def number(found: re.Match[str], words: Lexicon, put: Any) -> int:
    digits, tail = found.group("number"), (found.group("tail") or "").replace("’", "'")
    first, middle, last = found.start(), found.end("number"), found.end()
    value = int(digits) if len(digits) <= 8 else 0
    lower = tail.lower()
    apart = not tail and 1 <= value <= 31 and found.string[last : last + 3] in (" th", " st", " nd", " rd")
    if apart and not found.string[last + 3 : last + 4].isalnum():  # a raised "th" that lost its place
        put("o", first, last + 3, value)
        return last + 3
    if tail and lower == "x" * (4 - len(digits)) and tail.isupper() and value >= 10:  # 199X
        put("p", first, last, (value * 10 ** len(tail), 10 ** len(tail)))
        return last
    if tail:
        whole = (digits + lower) if len(digits) <= 2 else ""
        if whole in words.words:
            symbol, meaning = words.words[whole]
            if found.string[last : last + 1] in (".", ":"):
                last += 1
            put(symbol, first, last, meaning)
            return last
        if lower in words.suffixes or lower in ("ᵗʰ", "ᵉ", "ᵉʳ", "th", "st", "nd", "rd"):
            put("o" if 1 <= value <= 31 else "x", first, last, value)
            return last
        if lower in ("s", "'s", "er", "ern") and len(digits) in (2, 4) and value % 10 == 0:
            put("D", first, last, value)
            return last
        entry = words.words.get(lower)
        if (entry is not None and entry[0] in "mEB") or not lower.isalpha():
            put(_digit_symbol(digits, value), first, middle, value)
            return middle
        # "5kg" and "1080p" are refused by what follows; a full date may be glued ("14. 9. 1918Wien")
        put(_digit_symbol(digits, value), first, middle, value)
        return middle
    put(_digit_symbol(digits, value), first, last, value)
    return last


def misread(word: str) -> Entry:
    """A number in which a scanner took 1 for l or I, and 0 for O: l0, 18l5, 3Oth."""
    figures = word.rstrip("stndrh")
    digits = figures.replace("l", "1").replace("I", "1").replace("O", "0")
    value = int(digits)
    if len(figures) < len(word):
        return ("o", value) if len(digits) == 2 and 1 <= value <= 31 else ("x", None)
    if (len(digits) == 2 and 1 <= value <= 31) or (len(digits) == 4 and 1400 <= value <= 2050):
        return _digit_symbol(digits, value), value
    return "x", None


def _digit_symbol(digits: str, value: int) -> str:
    length = len(digits)
    if length <= 2:
        return "d" if 1 <= value <= 31 else "z"
    if length == 3:
        return "t"
    if length == 4 and value >= 1000:
        return "Y" if value <= 2199 else "H"
    if length == 8 and 19_000_000 <= value <= 21_000_000:
        return "C"
    return "x"

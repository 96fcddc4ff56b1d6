"""Text → symbols: each word, number and sign that a date may be made of, as one letter of a small alphabet.

The grammar (``_grammar``) is written over these letters, so that one set of shapes serves all languages:

===== =============================================================== ======================
``d``  a number of one or two digits, 1–31                             its value
``z``  another number of one or two digits                             its value
``t``  a number of three digits                                        its value
``Y``  a number of four digits, 1000–2199; ``H`` a greater one          its value
``C``  a number of eight digits, 1900… to 2099…                        its value
``o``  an ordinal in digits, letters or Roman numerals, 1–31           its value
``a``  a year shortened by an apostrophe ('98)                         its value
``D``  a decade (1990s, nineties)                                      its first year, or its tens
``R``  a Roman numeral in capitals                                     its value
``Q``  Q1 … Q4                                                         its value
``m M`` a month; ``M`` where the word has a commoner sense             1–12
``w W`` a weekday; likewise                                            1–7
``r``  a month of the French republic                                  1–12
``s S`` a season; likewise                                             EDTF's code
``F``  a feast                                                         its rule
``y``  today, yesterday …                                              days
``v``  the next day, the day before …                                  days
``P``  a named period (the First World War)                            first and last day
``u c`` a unit of time; ``c`` a century                                its name
``N``  a number in words                                               its value
``e``  early, late, mid, the beginning of                              tenths of the period
``h``  the article          ``i``  a preposition    ``V``  of          ``A``  "(in the) year", "anno"
``f T U b``  from, to, until, between               ``& O``  and, or   ``k ?``  circa, perhaps
``< > % @``  before, after, since, onwards          ``l n j J``  last, next, this, same
``g G L``  ago, earlier, later                      ``I``  instant, ultimo
``E B``  AD, BC                                     ``K X``  old style, new style
``, . / - ~ '``  signs (``~`` a dash)               space, and ``x`` for all else
===== =============================================================== ======================
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

from tei_tools.taggers.dates._language import Language
from tei_tools.taggers.dates._year_words import HEADS, year_in_words

TABLES = {"en": "english", "de": "german", "fr": "french"}

Entry = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A language's words by spelling, and its phrases by first word (longest first)."""

    language: Language
    words: dict[str, Entry]
    phrases: dict[str, tuple[tuple[str, Entry], ...]]
    suffixes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scan:
    """One block as symbols: ``symbols[k]`` stands for ``text[starts[k]:ends[k]]`` and has ``values[k]``.

    Offsets count in the whole document's text.
    """

    text: str
    symbols: str
    starts: list[int]
    ends: list[int]
    values: list[Any]
    lexicon: Lexicon

    def word(self, index: int) -> str:
        """The words of one symbol."""
        return self.text[self.starts[index] : self.ends[index]]


@lru_cache(maxsize=8)
def lexicon(code: str) -> Lexicon:
    """The lexicon of a BCP 47 language: its own table, or English where there is none.

    Months and weekdays of the other tables are known too, where they are no word of this one.
    """
    primary = code.split("-")[0].lower()
    if primary not in TABLES:
        primary = "en"
    language = _table(primary)
    entries = _foreign(primary)
    entries.update(_entries(language))
    words: dict[str, Entry] = {}
    phrases: dict[str, list[tuple[str, Entry]]] = {}
    for spelling, entry in entries.items():
        head = re.match(r"[^\W\d_]+|\d+", spelling)
        if head is None:
            continue
        if head.group() == spelling:
            words[spelling] = entry
        else:
            phrases.setdefault(head.group(), []).append((spelling, entry))
    for spelling in [s for s in entries if s[0].isdigit()]:
        words[spelling] = entries[spelling]
    ordered = {
        head: tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair[0])))
        for head, found in phrases.items()
    }
    return Lexicon(language, words, ordered, frozenset(language.suffixes.split("|")))


def _table(primary: str) -> Language:
    module = import_module(f"tei_tools.taggers.dates.{TABLES[primary]}")
    language: Language = module.LANGUAGE
    return language


def _foreign(primary: str) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for other in sorted(TABLES):
        if other == primary:
            continue
        language = _table(other)
        for symbol, table in (("m", language.months), ("w", language.weekdays)):
            for word, number in table.items():
                if len(word) > 3 and word not in language.weak and not word[0].isdigit():
                    found[word] = (symbol, number)
    return found


def _entries(language: Language) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}

    def add(table: dict[str, Any], symbol: str, weak: str = "") -> None:
        for word, value in table.items():
            entries[word] = (weak if weak and word in language.weak else symbol, value)

    for word, symbol in language.words.items():
        entries[word] = (symbol, None)
    for word, unit in language.units.items():
        entries[word] = ("c" if unit == "century" else "u", unit)
    add(language.numbers, "N")
    add(language.ordinals, "o")
    add(language.decades, "D")
    add(language.parts, "e")
    add(language.seasons, "s", "S")
    add(language.feasts, "F")
    add(language.periods, "P")
    add(language.republican, "r")
    add(language.next_days, "v")
    add(language.days, "y")
    add(language.weekdays, "w", "W")
    add(language.months, "m", "M")
    return entries


_SIGNS = {"–": "~", "—": "~", "‒": "~", "―": "~", "’": "'", "‘": "'", "‐": "-", "‑": "-"}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?P<short>(?<!\w)['’‘]\d\d(?!\w))"
        r"|(?P<number>\d+)(?P<tail>['’]?[^\W\d_]+|ᵗʰ|ˢᵗ|ⁿᵈ|ʳᵈ|ᵉʳ|ᵉ)?"
        r"|(?P<word>[^\W\d_]+)"
        r"|(?P<space>[^\S\n]+)"
        r"|(?P<sign>[-,./–—‒―’‘'‐‑&])"
        r"|(?P<other>.)",
        re.DOTALL,
    )


@lru_cache(maxsize=1)
def _roman_pattern() -> re.Pattern[str]:
    return re.compile(r"M{0,3}(?:CM|CD|D?C{0,4})(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})")


def roman(word: str) -> int | None:
    """The value of a Roman numeral in capitals, or ``None`` where the word is none."""
    if not word or not _roman_pattern().fullmatch(word):
        return None
    total = 0
    for letter, following in zip(word, word[1:] + " ", strict=True):
        value = _ROMAN[letter]
        total += -value if value < _ROMAN.get(following, 0) else value
    return total


def scan(text: str, start: int, end: int, words: Lexicon) -> Scan:
    """The symbols of ``text[start:end]``."""
    symbols: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    values: list[Any] = []

    def put(symbol: str, first: int, last: int, value: Any = None) -> None:
        symbols.append(symbol)
        starts.append(first)
        ends.append(last)
        values.append(value)

    match = _pattern().match
    position = start
    known, phrases, abbreviations = words.words, words.phrases, words.language.abbreviations
    while position < end:
        found = match(text, position, end)
        assert found is not None
        kind = found.lastgroup
        first, last = found.span()
        if kind == "space":
            put(" ", first, last)
        elif kind == "word":
            word = found.group()
            lower = word.lower()
            if lower in phrases:
                phrase = _phrase(text, first, end, phrases[lower])
                if phrase is not None:
                    (symbol, value), length = phrase
                    last = first + length
                    put(symbol, first, last, value)
                    position = last
                    continue
            if (
                word == "Q"
                and text[last : last + 1] in ("1", "2", "3", "4")
                and not text[last + 1 : last + 2].isalnum()
            ):
                last += 1
                put("Q", first, last, int(text[last - 1]))
                position = last
                continue
            if lower in HEADS and words.language.code == "en":
                spelled = year_in_words(text, first, end)
                if spelled is not None:
                    put("Y", first, spelled[1], spelled[0])
                    position = spelled[1]
                    continue
            entry = known.get(lower)
            if entry is None or (len(word) == 1 and word in _ROMAN and word != lower):
                numeral = _numeral(word, words)
                if numeral:
                    put(numeral[0], first, last, numeral[1])
                elif not symbols or symbols[-1] != "x":
                    put("x", first, last)
                else:
                    ends[-1] = last
            else:
                if lower in abbreviations and text[last : last + 1] in (".", ":") and last < end:
                    last += 1
                put(entry[0], first, last, entry[1])
        elif kind in ("number", "tail"):
            last = _number(found, words, put)
        elif kind == "short":
            put("a", first, last, int(found.group()[1:]))
        elif kind == "sign":
            sign = found.group()
            put(_SIGNS.get(sign, sign), first, last)
        else:
            put("x", first, last)
        position = last
    return Scan(text, "".join(symbols), starts, ends, values, words)


def _phrase(
    text: str, start: int, end: int, phrases: tuple[tuple[str, Entry], ...]
) -> tuple[Entry, int] | None:
    ahead = (
        text[start : min(end, start + len(phrases[0][0]) + 1)]
        .lower()
        .replace("’", "'")
        .replace("\u00a0", " ")
    )
    for spelling, entry in phrases:
        length = len(spelling)
        if ahead.startswith(spelling) and not (
            ahead[length : length + 1].isalnum() and spelling[-1].isalnum()
        ):
            return entry, length
    return None


def _numeral(word: str, words: Lexicon) -> Entry | None:
    value = roman(word)
    if value is not None:
        return "R", value
    stem = word.rstrip("erèm")
    if stem != word and len(stem) > 0 and word[len(stem) :] in ("e", "er", "ème", "ère", "re", "me"):
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


def _number(found: re.Match[str], words: Lexicon, put: Any) -> int:
    digits, tail = found.group("number"), (found.group("tail") or "").replace("’", "'")
    first, middle, last = found.start(), found.end("number"), found.end()
    value = int(digits) if len(digits) <= 8 else 0
    lower = tail.lower()
    apart = not tail and 1 <= value <= 31 and found.string[last : last + 3] in (" th", " st", " nd", " rd")
    if apart and not found.string[last + 3 : last + 4].isalnum():  # a raised "th" that lost its place
        put("o", first, last + 3, value)
        return last + 3
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

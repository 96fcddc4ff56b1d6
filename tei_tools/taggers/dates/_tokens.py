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
``p``  199X, 19XX                                          its first year and the number of years
``q``  term, sessions                                   ``Z``  year-end
``E B``  AD, BC                                     ``K X``  old style, new style
``, . / - ~ '``  signs (``~`` a dash)               space, and ``x`` for all else
===== =============================================================== ======================
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tei_tools.taggers.dates._lexicon import Entry, Lexicon
from tei_tools.taggers.dates._numerals import ROMAN, misread, number, numeral
from tei_tools.taggers.dates._year_words import HEADS, year_in_words

_SIGNS = {"–": "~", "—": "~", "‒": "~", "―": "~", "’": "'", "‘": "'", "‐": "-", "‑": "-"}


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


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?P<short>(?<!\w)['’‘]\d\d(?!\w))"
        r"|(?P<misread>(?<!\w)(?=[lIO\d]*[lIO])(?=[lIO]*\d)[lIO\d]{2,4}(?:st|nd|rd|th|d)?(?!\w))"
        r"|(?P<number>\d+)(?P<tail>['’]?[^\W\d_]+|ᵗʰ|ˢᵗ|ⁿᵈ|ʳᵈ|ᵉʳ|ᵉ)?"
        r"|(?P<word>[^\W\d_]+)"
        r"|(?P<space>[^\S\n]+)"
        r"|(?P<sign>[-,./–—‒―’‘'‐‑&~])"
        r"|(?P<other>.)",
        re.DOTALL,
    )


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
            if lower in HEADS or "hundert" in lower or lower.startswith("zweitausend"):
                spelled = year_in_words(text, first, end, words.language.code)
                if spelled is not None:
                    put("Y", first, spelled[1], spelled[0])
                    position = spelled[1]
                    continue
            if lower in phrases:
                phrase = _phrase(text, first, end, phrases[lower])
                if phrase is not None:
                    (symbol, value), length = phrase
                    last = first + length
                    put(symbol, first, last, value)
                    position = last
                    continue
            if (quarter := _quarter(lower, text, last, words.language.code)) is not None:
                last += 1
                put("Q", first, last, quarter)
                position = last
                continue
            entry = known.get(lower)
            if entry is None or (len(word) == 1 and word in ROMAN and word != lower):
                figure = numeral(word, words)
                if figure:
                    put(figure[0], first, last, figure[1])
                elif not symbols or symbols[-1] != "x":
                    put("x", first, last)
                else:
                    ends[-1] = last
            else:
                if lower in abbreviations and text[last : last + 1] in (".", ":") and last < end:
                    last += 1
                put(entry[0], first, last, entry[1])
        elif kind in ("number", "tail"):
            head = found.group("number")
            phrase = _phrase(text, first, end, phrases[head]) if head in phrases else None
            if phrase is not None:
                (symbol, value), length = phrase
                position = first + length
                put(symbol, first, position, value)
                continue
            last = number(found, words, put)
        elif kind == "misread":
            symbol, value = misread(found.group())
            put(symbol, first, last, value)
        elif kind == "short":
            put("a", first, last, int(found.group()[1:]))
        elif kind == "sign":
            sign = found.group()
            put(_SIGNS.get(sign, sign), first, last)
        else:
            put("x", first, last)
        position = last
    return Scan(text, "".join(symbols), starts, ends, values, words)


def _quarter(lower: str, text: str, last: int, language: str) -> int | None:
    """Q3, T3 (French), H2 (a half year, counted from 11)."""
    figure = text[last : last + 1]
    if figure not in ("1", "2", "3", "4") or text[last + 1 : last + 2].isalnum() or not figure:
        return None
    if lower == "q" or (lower == "t" and language == "fr"):
        return int(figure)
    return 10 + int(figure) if lower == "h" and figure in "12" else None


def _phrase(
    text: str, start: int, end: int, phrases: tuple[tuple[str, ...], tuple[tuple[str, Entry], ...]]
) -> tuple[Entry, int] | None:
    spellings, entries = phrases
    ahead = (
        text[start : min(end, start + len(spellings[0]) + 1)].lower().replace("’", "'").replace("\u00a0", " ")
    )
    if not ahead.startswith(spellings):
        return None
    for spelling, entry in entries:
        length = len(spelling)
        if ahead.startswith(spelling) and not (
            ahead[length : length + 1].isalnum() and spelling[-1].isalnum()
        ):
            return entry, length
    return None

"""The lexicon of a language: its table by spelling, with the months and weekdays of the others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

from tei_tools.taggers.dates._kalends import WORDS
from tei_tools.taggers.dates._language import Language

TABLES = {"en": "english", "de": "german", "fr": "french"}

Entry = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A language's words by spelling, and its phrases by first word (longest first): their spellings, and
    the same with what they are."""

    language: Language
    words: dict[str, Entry]
    phrases: dict[str, tuple[tuple[str, ...], tuple[tuple[str, Entry], ...]]]
    suffixes: frozenset[str]


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
    ordered = {}
    for first, found in phrases.items():
        found.sort(key=lambda pair: (-len(pair[0]), pair[0]))
        ordered[first] = tuple(spelling for spelling, _ in found), tuple(found)
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
    for word in WORDS:
        entries[word] = ("κ", None)
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

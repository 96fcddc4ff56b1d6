"""What a language table holds: the words in which one language speaks of dates, as data.

A table is one module (``english.py``) with one name, ``LANGUAGE``. To add a language: such a module, and its
code in ``_lexicon.TABLES``. Words stand in lower case; a phrase of several words has single spaces, and an
apostrophe in it is the straight one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Feast = tuple[str, int, int, int]
"""``("fixed", month, day, 0)``, ``("easter", days after Easter, 0, 0)``, ``("nth", month, week, weekday)``
or ``("advent", Sunday of Advent, 0, 0)``."""


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language.

    ``months``, ``weekdays`` (Monday is 1), ``ordinals`` and ``numbers`` lead to numbers; those that are also
    in ``weak`` mean something else more often and need company to count as a date. ``abbreviations`` are the
    words that take a full stop (or an old colon) as part of themselves. ``seasons`` lead to EDTF's season
    codes (21 spring … 24 winter), ``feasts`` to rules, ``decades`` to the first year of the decade within its
    century, ``days`` (today, yesterday) to days from today, ``parts`` (early, mid, late) to a share of a
    period as a pair of tenths. ``next_days`` the same from the day the
    narrative has reached, ``eves`` (on the eve of) from the feast that follows.
    ``units`` lead to ``day``, ``week``, ``month``, ``year``, ``decade``,
    ``century``, ``quarter`` or ``weekend``. ``words`` lead to the symbols of ``_tokens``.
    ``suffixes`` end an ordinal written in digits. ``counted`` are nouns that make a number before them a
    count, ``numbered`` words that make the number after them a page, a shelf-mark, a price.
    ``future`` and ``past`` are cues of tense for a weekday alone.
    """

    code: str
    day_first: bool
    months: dict[str, int]
    weekdays: dict[str, int]
    abbreviations: frozenset[str]
    weak: frozenset[str]
    ordinals: dict[str, int]
    numbers: dict[str, int]
    suffixes: str
    seasons: dict[str, int]
    feasts: dict[str, Feast]
    units: dict[str, str]
    decades: dict[str, int]
    days: dict[str, int]
    parts: dict[str, tuple[float, float]]
    words: dict[str, str]
    next_days: dict[str, int] = field(default_factory=dict)
    eves: dict[str, int] = field(default_factory=dict)
    republican: dict[str, int] = field(default_factory=dict)
    periods: dict[str, tuple[str, str]] = field(default_factory=dict)
    counted: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    future: frozenset[str] = frozenset()
    past: frozenset[str] = frozenset()

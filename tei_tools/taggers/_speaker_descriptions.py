"""Speakers told by a description: "the parson" where the document has a Parson Tringham, "his wife" where it
has a Mr and a Mrs Bennet → the words that name them.

Only where one person alone answers to the description: a title that one named person bears, one couple of
one name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from tei_tools.taggers._antecedents import Antecedents
from tei_tools.taggers._sentence_words import Names

__all__ = ["Descriptions"]

_ABBREVIATED = {
    "dr": "doctor",
    "capt": "captain",
    "col": "colonel",
    "gen": "general",
    "lieut": "lieutenant",
    "lt": "lieutenant",
    "sgt": "sergeant",
    "prof": "professor",
    "rev": "reverend",
    "gov": "governor",
    "sen": "senator",
    "pres": "president",
    "mr": "",
    "mrs": "",
    "miss": "",
    "ms": "",
}
_TITLES = frozenset(
    (
        "parson vicar rector curate bishop abbot abbé priest doctor captain colonel general major "
        "lieutenant "
        "sergeant corporal admiral squire judge justice sheriff inspector constable governor mayor "
        "alderman senator president secretary professor master king queen prince princess "
        "duke duchess earl count countess baron baroness marquis marquise emperor empress nurse "
        "sister brother father mother aunt uncle cousin grandmother grandfather granny"
    ).split()
)
_WIVES = frozenset({"wife", "lady", "mother", "frau", "femme", "gattin", "mutter", "mère"})
_HUSBANDS = frozenset({"husband", "father", "mann", "mari", "gatte", "vater", "père"})


_SPEAKING_FOR = re.compile(
    r"(?:spokes(?:man|woman|person|people|men)|officials?|representatives?|statement"
    r"|(?:\w*sprecher(?:in|innen)?)|porte-parole|parole|représentante?)"
)
_FOR = re.compile(
    r"\s(?:for|of|at|from|with|by|der|des|von|vom|de|du|de la|chez)\s(?:the\s|der\s|la\s|l['’])?|\sde\sl['’]"
)


class Descriptions:
    """What the named persons of a document may be called."""

    def __init__(self, text: str, names: Sequence[tuple[int, int]], antecedents: Antecedents) -> None:
        self._text = text
        self._bearers: dict[str, dict[str, list[int]]] = {}
        self._ends: dict[int, int] = {}
        couples: dict[str, dict[str, list[int]]] = {}
        for start, end in names:
            words = [word.casefold() for word in re.findall(r"[^\W\d_]+", text[start:end])]
            key = antecedents.key(start, end)
            self._ends[start] = end
            title = _ABBREVIATED.get(words[0], words[0]) if len(words) > 1 else ""
            if title in _TITLES:
                self._bearers.setdefault(title, {}).setdefault(key, []).append(start)
            name, _, part = key.partition(":")
            if part:
                couples.setdefault(name, {}).setdefault(part, []).append(start)
        self._couples = [pair for pair in couples.values() if len(pair) == 2]

    def speaks_for(self, start: int, end: int, names: Names) -> tuple[int, int] | None:
        """The organisation for which the described one speaks ("a spokesman for Halden Chemicals"), or
        ``None``.
        """
        head = re.split(r"\s(?:of|for|from|at|der|des|von|de|du)\b", self._text[start:end])[0]
        match = re.search(r"[^\W\d_]+$", head.casefold())
        if match is None or not _SPEAKING_FOR.fullmatch(match[0]):
            return None
        place = end
        if behind := _FOR.match(self._text, end, end + 24):
            place = behind.end()
        for tag in [*names.within(start, end), names.at(place)]:
            if tag is not None and tag.element == "orgName":
                return tag.start, tag.end
        return None

    def named(self, start: int, end: int) -> tuple[int, int] | None:
        """The words that name whom ``text[start:end]`` describes, or ``None``."""
        words = [word.casefold() for word in re.findall(r"[^\W\d_]+", self._text[start:end])]
        if not words:
            return None
        head = words[-1]
        if len(self._couples) == 1 and words[0] in {
            "his",
            "her",
            "their",
            "seine",
            "ihre",
            "ihr",
            "sa",
            "son",
        }:
            part = "f" if head in _WIVES else "m" if head in _HUSBANDS else ""
            if part:
                return self._nearest(self._couples[0][part], start)
        bearers = self._bearers.get(head, {})
        if len(bearers) == 1 and words[0] in {
            "the",
            "der",
            "die",
            "le",
            "la",
            "my",
            "his",
            "her",
            "our",
            "old",
        }:
            return self._nearest(next(iter(bearers.values())), start)
        return None

    def _nearest(self, starts: Sequence[int], place: int) -> tuple[int, int]:
        start = starts[max(0, bisect_right(starts, place) - 1)]
        return start, self._ends[start]

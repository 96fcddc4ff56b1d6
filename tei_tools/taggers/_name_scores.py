"""How much speaks for a capitalised word, or a few, being a person, a place, a body, or none: words and
context.

Points are natural logarithms of odds, set by hand: two points are "rather", four are "very likely".
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from tei_tools.taggers._gazetteer import Gazetteer, GazetteerEntry
from tei_tools.taggers._name_cues import Cues
from tei_tools.taggers._name_tokens import CAPITAL, INITIAL, POINT, SMALL, UPPER, Token
from tei_tools.taggers._name_words import Words

__all__ = ["KINDS", "Points", "Scores"]

KINDS = ("person", "place", "organisation", "none")
_VERY_LARGE = 500_000
#: nouns after a name that say whose they are: the Qaddafi regime, the Bush administration
_OF_A_PERSON = frozenset(
    """
    regime administration presidency family brothers sisters era dynasty doctrine affair trial
    estate
    """.split()
)
_ROMAN = frozenset(
    """
    II III IV VI VII VIII IX XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XL LX
    """.split()
)


@dataclass(slots=True)
class Points:
    """Points for each of :data:`KINDS`."""

    person: float = 0.0
    place: float = 0.0
    organisation: float = 0.0
    none: float = 0.0

    def __add__(self, other: Points) -> Points:
        return Points(
            self.person + other.person,
            self.place + other.place,
            self.organisation + other.organisation,
            self.none + other.none,
        )

    def times(self, factor: float) -> Points:
        return Points(
            self.person * factor, self.place * factor, self.organisation * factor, self.none * factor
        )

    def best(self) -> tuple[str, float]:
        """The kind with the most points, and how far it is before the next."""
        ranked = sorted(
            (
                (self.person, "person"),
                (self.place, "place"),
                (self.organisation, "organisation"),
                (self.none, "none"),
            ),
            key=lambda item: -item[0],
        )
        return ranked[0][1], ranked[0][0] - ranked[1][0]


@dataclass(slots=True)
class Scores:
    """Points by the words themselves (remembered) and by their context."""

    gazetteer: Gazetteer
    cues: Cues
    lookup: Words
    _entries: dict[str, GazetteerEntry | None] = field(default_factory=dict)
    _known: dict[tuple[str, int, bool], Points] = field(default_factory=dict)

    def entry(self, text: str) -> GazetteerEntry | None:
        """The foremost entry of this name; a very large town before the region of its name (Washington)."""
        known = self._entries.get(text, self)
        if not isinstance(known, Scores):
            return known
        entries = self.gazetteer.find(text)
        entry = entries[0] if entries else None
        if entry is not None and entry.element == "region":
            entry = next(
                (town for town in entries if town.element == "settlement" and town.population > _VERY_LARGE),
                entry,
            )
        self._entries[text] = entry
        return entry

    def words(self, tokens: list[Token], first: int, last: int) -> Points:
        """Points by the words alone."""
        if last - first == 1:
            token = tokens[first]
            key = (token.text, token.shape, token.weak)
            known = self._known.get(key)
            if known is None:
                known = self._known[key] = self._word(token)
            return known
        return self._words([token for token in tokens[first:last] if token.shape != POINT])

    def _word(self, token: Token) -> Points:
        points = Points(none=1.0)
        text, small = token.text, token.small
        word = self.gazetteer.word(small)
        entry = self.entry(text)
        german = self.cues.nouns_capital
        if german and entry is None and not word.given and small.endswith("s") and len(small) > 4:
            # The genitive of a name: Albaniens, Herzls.
            stem = self.gazetteer.word(small[:-1])
            bare = self.entry(text[:-1])
            if stem.given or (
                bare is not None and (bare.element != "settlement" or bare.population > 100_000)
            ):
                word, entry = stem, bare
        if text in self.gazetteer.not_names or (
            token.shape == UPPER and text.title() in self.gazetteer.not_names
        ):
            points.none += 4.5
        english = self.cues.language == "en"
        french = self.cues.language == "fr"
        if entry is not None:
            if entry.kind == "organisation":
                points.organisation += 3.5
            elif entry.element == "region":
                points.place += 3
            elif entry.element != "settlement":
                points.place += 4
            else:
                size = math.log10(max(entry.population, 1000))
                points.place += (size - 3) * 1.1 + (0.3 if not entry.alternate else -0.3)
        if word.given:
            points.person += 2.6
            if entry is not None and entry.element == "settlement":
                points.place -= 0.7
        if word.family:
            points.person += 1.3
        if any(letter.isdigit() for letter in text):
            points.none += 3
        if english:
            small_count, capital = word.english_small, word.english_capital
        elif german:
            small_count, capital = word.german_small, word.german_capital
        else:
            small_count, capital = word.french_small, 0
        if token.shape == UPPER and entry is not None and not token.weak:
            pass  # U.S, WHO: the word that is written small is another one
        elif english or german:
            if small_count > capital:
                against = 0.8 + 0.5 * (small_count - capital)
                points.none += min(against, 2.5) if token.shape == UPPER and not token.weak else against
            elif small_count and small_count == capital:
                points.none += 0.5
            elif english and not small_count and capital:
                points.none -= 0.4
        elif french and small_count:
            points.none += 0.8 + 0.35 * small_count
        if german:
            large = entry is not None and (entry.element != "settlement" or entry.population > 500_000)
            if not large and (word.german_dictionary or (entry is None and self.lookup.noun(small))):
                points.none += 1.5 if word.given or word.family else 3.0
            elif not entry and not word.given:
                points.none += 3.0 if self.lookup.compound(small) else 0.7
            if small.endswith("er") and self.gazetteer.has(text[:-2]) and not word.given and not large:
                points.none += 1.5
        if token.shape == UPPER and not token.weak and not entry:
            if 2 <= len(text) <= 6 and text.isalpha() and text not in _ROMAN and not small_count > 9:
                points.organisation += 1.2
            else:
                points.none += 1
        if token.shape == INITIAL:
            points.none += 4
        if english and token.shape == CAPITAL and entry is None and not small_count and not capital:
            points.person += 0.25
        if small in self.cues.family_words:
            points.person += 2.5
        if small in self.cues.titles:
            points.none += 3
        elif small in self.cues.body_tails or small in self.cues.place_tails:
            points.none += 1.5
        if german and small.endswith(self.cues.body_endings):
            points.organisation += 0.5
        if (
            german
            and small.endswith(("straße", "strasse", "gasse", "platz", "brücke", "damm"))
            and len(small) > 8
        ):
            points.place += 2.5
        return points

    def _words(self, tokens: list[Token]) -> Points:
        points = Points(none=0.8)
        capitals = [token for token in tokens if token.shape in (CAPITAL, UPPER)]
        ordinary = sum(self.lookup.ordinary(token) for token in capitals)
        words = [self.gazetteer.word(token.small) for token in capitals]
        points.none += 1.6 * ordinary / max(1, len(capitals)) * 2
        if self.cues.nouns_capital:
            points.none += 1.0 * sum(self.lookup.common(token) for token in capitals)
        if words and words[0].given:
            points.person += 2
        if words and words[-1].family:
            points.person += 1
        if ordinary == 0 and 2 <= len(tokens) <= 3:
            points.person += 1.2
        if any(token.shape == UPPER and token.text.isalpha() for token in capitals):
            points.organisation += 1.2
        if len(tokens) > 3:
            points.organisation += 0.5
        if any(token.text in self.gazetteer.not_names for token in tokens):
            points.none += 2.5
            points.organisation += 0.5
        entry = self.entry(" ".join(token.text for token in tokens))
        if entry:
            if entry.kind == "organisation":
                points.organisation += 3
            else:
                points.place += 2.5
        return points

    def _place_or_loose(self, word: str, tokens: list[Token], first: int) -> bool:
        """In German only "in", "nach", "aus" speak for a place that is not listed."""
        return word in ("in", "nach", "aus", "stadt") or self.gazetteer.has(tokens[first].text)

    def _listed_with_article(self, tokens: list[Token], first: int, last: int) -> bool:
        """The U.S., the Balkans, the Vatican: a listed name that is no town's."""
        if last - first != 1:
            return False
        entry = self.entry(tokens[first].text)
        return entry is not None and entry.element != "settlement"

    def context(self, tokens: list[Token], first: int, last: int) -> Points:
        """Points by the words around."""
        cues = self.cues
        points = Points()
        before = tokens[first - 1] if first else None
        after = tokens[last] if last < len(tokens) else None
        if before is not None and before.shape == SMALL:
            word = before.small
            if word in cues.before_place and not (
                cues.nouns_capital and not self._place_or_loose(word, tokens, first)
            ):
                points.place += 1.7
                points.person -= 0.5
            if word in cues.before_person:
                points.person += 1.0
                if (
                    word in ("mit", "bei", "von")
                    and last - first == 1
                    and not self.lookup.common(tokens[first])
                ):
                    points.person += 0.8
            if word in cues.articles and not self._listed_with_article(tokens, first, last):
                points.person -= 1.5
                points.place -= 0.7
                points.organisation += 0.6
                points.none += 1.0
                if cues.nouns_capital:
                    points.none += 1.0
            if word in cues.titles:
                points.person += 1.5
            if word in cues.speech_verbs:
                points.person += 1.2
            if word in cues.place_nouns:
                points.place += 1.5
            if word in ("of", "de", "von") and first > 1:
                noun = tokens[first - 2].small
                points.place += 0.6
                if noun in cues.place_nouns:
                    points.place += 2
                elif noun in cues.titles or noun in (
                    "people",
                    "government",
                    "army",
                    "invasion",
                    "north",
                    "south",
                    "east",
                    "west",
                ):
                    points.place += 1
        if after is not None:
            word = after.small
            if after.shape == SMALL:
                if word in _OF_A_PERSON and before is not None and before.small in cues.articles:
                    points.person += 4.5
                if word in cues.speech_verbs:
                    points.person += 1.8
                    points.organisation += 0.3
                elif word in cues.agent_verbs or (cues.language == "en" and word.endswith("ed")):
                    points.person += 0.6
                    points.organisation += 0.2
                if word in ("who", "whom", "whose"):
                    points.person += 1.5
            elif after.text in ("'", "’") and last + 1 < len(tokens) and tokens[last + 1].small == "s":
                points.person += 0.5
                points.place += 0.3
            elif after.text == "," and last + 1 < len(tokens):
                following = tokens[last + 1]
                if following.shape in (CAPITAL, UPPER):
                    entry = self.entry(following.text)
                    if entry and entry.element in ("country", "region"):
                        points.place += 1.5
        if tokens[first].weak:
            points.none += 1.5
        elif tokens[first].first:
            points.none += 0.4 if not cues.nouns_capital else 0
            if self.lookup.ordinary(tokens[first]) and last - first == 1:
                points.none += 2
        return points

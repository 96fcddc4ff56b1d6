"""Names that their own words give away: titled persons, given names with surnames, bodies and places by their heads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tei_tools.taggers._gazetteer import Gazetteer
from tei_tools.taggers._name_cues import GENERATIONS, PARTICLES, Cues
from tei_tools.taggers._name_tokens import CAPITAL, INITIAL, POINT, SMALL, UPPER, Token

__all__ = ["Found", "Patterns"]

_MOST_WORDS = 9
#: last words of names of places that are common surnames too
_SURNAMES_TOO = frozenset(
    "hill hills green wood woods lane cross hall field fields church park castle forest lake court mill rivers brook banks "
    "parish point west moor".split()
)
#: given names among the words that else are none
_GIVEN_THOUGH = frozenset("april may june august christian roman frank norman german dominican summer autumn scot lord".split())
_BYNAMES = frozenset(
    "great elder younger terrible conqueror bald bold good wise pious confessor lion magnificent fair fat black red short simple "
    "große grosse großen grossen deutsche deutschen fromme kahle kühne weise ältere älteren jüngere jüngeren starke schöne "
    "schreckliche eroberer gute grand bel bon hardi chauve pieux téméraire jeune vieux ancien bègue gros".split()
)
_OF_FRENCH = frozenset(("de", "du", "des", "la", "le", "l'", "l’", "d'", "d’", "les"))
FRENCH_STREETS = frozenset("rue avenue boulevard boulev quai faubourg passage impasse square".split())
_FIRM_TAILS = frozenset("co sons son company cie bros brothers associates partners daughters cia comp inc ltd".split())


class Found(NamedTuple):
    """``tokens[first:last]`` of a block name a ``kind`` (``person``, ``place``, ``organisation``); ``element`` is the
    gazetteer's or pattern's kind of place; ``reason`` the rule that said so; ``confidence`` its estimate.
    """

    first: int
    last: int
    kind: str
    element: str
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of one language over one gazetteer."""

    gazetteer: Gazetteer
    cues: Cues

    def at(self, tokens: list[Token], index: int) -> Found | None:
        """The longest name that begins with the token at ``index`` by a pattern, if any."""
        found = [
            name
            for name in (
                self._listed(tokens, index),
                self._body(tokens, index),
                self._place(tokens, index),
                self._titled(tokens, index),
                self._given(tokens, index),
            )
            if name
        ]
        return max(found, key=lambda name: (name.last, name.confidence)) if found else None

    def in_run(self, tokens: list[Token], index: int) -> bool:
        """Whether the token continues a name: a capital right after the one before, no common function word."""
        token = tokens[index]
        return (
            token.joined
            and token.shape in (CAPITAL, UPPER, INITIAL)
            and token.small not in self.cues.function_words
        )

    def run(self, tokens: list[Token], index: int) -> int:
        """Where the run of capitalised words that begins at ``index`` ends."""
        end = index + 1
        while end < len(tokens) and end - index < _MOST_WORDS and self.in_run(tokens, end):
            end += 1
        return end

    def ordinary(self, token: Token) -> bool:
        """Whether the word is more often written small, so that its capital may come from its place."""
        word = self.gazetteer.word(token.small)
        if self.cues.language == "fr":
            return word.french_small > 0
        if self.cues.language == "de":
            return word.german_small > word.german_capital
        return word.english_small > word.english_capital

    def _listed(self, tokens: list[Token], index: int) -> Found | None:
        """A name of two or more words that the gazetteer has."""
        words = [tokens[index].text + ("." if tokens[index].point else "")]
        end = index + 1
        while end < len(tokens) and end - index < _MOST_WORDS:
            token = tokens[end]
            if token.shape == POINT and not (token.text == "." and tokens[end - 1].point):
                break
            if token.shape != POINT:
                if not token.joined:
                    break
                words.append(token.text + ("." if token.point else ""))
            end += 1
        if len(words) < 2:
            return None
        count = self.gazetteer.longest(words, 0)
        if count < 2:
            return None
        last = index
        while count:
            count -= tokens[last].shape != POINT
            last += 1
        if all(token.shape in (SMALL, POINT) for token in tokens[index + 1 : last]):
            return None
        if not any(token.shape in (CAPITAL, UPPER) for token in tokens[index + 1 : last]):
            return None
        entries = self.gazetteer.find(" ".join(words[: sum(t.shape != POINT for t in tokens[index:last])]))
        if not entries:
            return None
        entry = entries[0]
        if entry.element == "settlement":
            if entry.alternate and entry.population < 100_000:
                return None
            # A town called like a person is rarer in a text than the person.
            if self.gazetteer.word(tokens[index].small).given and entry.population < 200_000:
                return None
            if tokens[index].first and self.ordinary(tokens[index]) and entry.population < 100_000:
                return None
            if entry.population < 20_000 and all(self.ordinary(token) for token in tokens[index:last]):
                return None
        kind = entry.kind
        confidence = 0.82 if kind == "organisation" else 0.88 if entry.element != "settlement" else 0.84
        return Found(index, last, kind, entry.element, f"listed {kind}", confidence)

    def _body(self, tokens: list[Token], index: int) -> Found | None:
        """University of Chicago Press; Ministry of Foreign Affairs; Smith & Sons."""
        cues = self.cues
        if tokens[index].small in cues.function_words or tokens[index].weak:
            return None
        if tokens[index].small in cues.firm_titles:
            return None
        end, last, linked = index + 1, 0, False
        if tokens[index].small in cues.body_heads and not self._links(tokens, end):
            return None
        while end < len(tokens) and end - index < _MOST_WORDS:
            token = tokens[end]
            if self.in_run(tokens, end):
                if token.small in cues.body_tails and (not cues.nouns_capital or not token.small == "post"):
                    last = end + 1
                elif linked and last in (0, end) and self._headed(tokens, index, end):
                    last = end + 1
                end += 1
                continue
            links = self._links(tokens, end)
            if not links or end + links >= len(tokens):
                break
            previous = tokens[end - 1].small
            word = token.small
            if word == "&":
                other = tokens[end + links]
                both_upper = other.shape == UPPER and tokens[end - 1].shape in (UPPER, INITIAL)
                tail = tokens[self.run(tokens, end + links) - 1].small
                if other.small in cues.titles or not (
                    both_upper or other.small in _FIRM_TAILS or tail in cues.body_tails
                ):
                    break
                last = end + links + 1
            elif word in ("and", "et", "und", ","):
                if not linked or self._separate(tokens[end + links]):
                    break
            elif previous in cues.body_heads:
                linked = True
                last = end + links + 1
            elif not linked:
                break
            end += links + 1
            if linked and last == end - 1 - links:
                last = end
        if last - index < 2:
            return None
        if cues.nouns_capital and not linked and tokens[last - 1].small not in ("gmbh", "ag", "inc", "ltd"):
            if not self._proper(tokens, index, last):
                return None
        return Found(index, last, "organisation", "orgName", "pattern body", 0.72)

    def _headed(self, tokens: list[Token], index: int, end: int) -> bool:
        return any(token.small in self.cues.body_heads for token in tokens[index:end])

    def _proper(self, tokens: list[Token], index: int, last: int) -> bool:
        return any(not self.common(token) for token in tokens[index : last - 1])

    def common(self, token: Token) -> bool:
        """In a language whose nouns have capitals: whether the word is a noun and no known name."""
        word = self.gazetteer.word(token.small)
        if word.given or word.family:
            return False
        entries = self.gazetteer.find(token.text)
        if entries and (entries[0].element != "settlement" or entries[0].population > 200_000):
            return False
        return word.german_dictionary or word.german_small > 0 or self.compound(token.small)

    def compound(self, small: str) -> bool:
        """Whether a German word is put together of two words of the dictionary: Industriepapieren."""
        if not 8 <= len(small) <= 40:
            return False
        for middle in range(3, len(small) - 3):
            if self.gazetteer.word(small[middle:]).german_dictionary:
                first = small[:middle]
                if self.gazetteer.word(first).german_dictionary:
                    return True
                if first[-1] in "sn" and len(first) > 4 and self.gazetteer.word(first[:-1]).german_dictionary:
                    return True
        return False

    def _links(self, tokens: list[Token], end: int) -> int:
        """How many small linking words stand at ``end`` before a capital one; 0 if it is none or too many."""
        count = 0
        while count < 3 and end + count < len(tokens):
            token = tokens[end + count]
            if token.text == "&" or (
                token.small in self.cues.body_links and token.shape == SMALL and token.joined
            ):
                count += 1
                continue
            if count and token.shape in (CAPITAL, UPPER) and token.small not in self.cues.function_words:
                return count if token.joined or tokens[end + count - 1].text == "&" else 0
            return 0
        return 0

    def _separate(self, token: Token) -> bool:
        word = self.gazetteer.word(token.small)
        if word.given:
            return True
        entries = self.gazetteer.find(token.text)
        return bool(entries) and entries[0].kind == "place" and not self.ordinary(token)

    def _place(self, tokens: list[Token], index: int) -> Found | None:
        """Hyde Park; Lake Erie; the River Thames; Isle of Wight."""
        cues = self.cues
        token = tokens[index]
        if token.small in cues.function_words or token.weak or token.shape == INITIAL:
            return None
        if token.small in cues.nature_heads and index + 1 < len(tokens):
            if self.in_run(tokens, index + 1) and not cues.nouns_capital:
                end = self.run(tokens, index)
                return Found(index, min(end, index + 3), "place", "geogName", "pattern nature", 0.8)
            links = self._links(tokens, index + 1)
            if links and tokens[index + 1].small in ("of", "de", "du", "d'"):
                return Found(index, index + 2 + links, "place", "geogName", "pattern nature", 0.8)
        if cues.nouns_capital:
            return None
        end = self.run(tokens, index)
        for last in range(end, index + 1, -1):
            tail = tokens[last - 1].small
            if tail in cues.nature_tails:
                return Found(index, last, "place", "geogName", "pattern nature", 0.8)
            if tail in cues.place_tails:
                element = "settlement" if tail in ("village", "town", "city") else "place"
                element = "region" if tail in ("county", "district", "province", "territory") else element
                return Found(index, last, "place", element, "pattern place", 0.72)
        return None

    def street(self, tokens: list[Token], index: int) -> Found | None:
        """French: rue de Rivoli, boulevard Saint-Michel; ``index`` is at the small first word."""
        end = index + 1
        while end < len(tokens) and end - index < 4 and tokens[end].small in _OF_FRENCH:
            end += 1
        if end >= len(tokens) or tokens[end].shape not in (CAPITAL, UPPER) or not tokens[end].joined:
            return None
        return Found(index, self.run(tokens, end), "place", "place", "street", 0.8)

    def _titled(self, tokens: list[Token], index: int) -> Found | None:
        """Mr. Smith; Secretary of State James Baker; the Duke of Wellington."""
        cues = self.cues
        token = tokens[index]
        if token.small not in cues.titles and token.small not in cues.title_modifiers:
            return None
        if token.small in ("premier",) and self.cues.language == "fr":
            return None
        end, titled = index, False
        last_title = token
        while end < len(tokens):
            token = tokens[end]
            if token.shape == POINT:
                if token.text == "." and tokens[end - 1].point:
                    end += 1
                    continue
                break
            if end > index and not token.joined:
                break
            if token.small in cues.titles:
                titled, last_title = True, token
            elif token.small in cues.title_modifiers and not (titled and token.shape == INITIAL):
                if end == index and token.shape == SMALL:
                    break
            elif token.small in ("of", "for") and titled and end > index and not self._of_land(tokens, end):
                links = self._links(tokens, end)
                if not links:
                    break
                end += links
            else:
                break
            end += 1
        if not titled or end >= len(tokens):
            return None
        firm = last_title.small in cues.firm_titles
        if self._of_land(tokens, end) and tokens[end - 1].small in cues.titles_of_land:
            return Found(index, end + 2, "person", "persName", "title of land", 0.75)
        last = self._person_end(tokens, end, firm)
        if last == end:
            return None
        tail = tokens[self.run(tokens, last - 1) - 1].small
        if self._tail(tail) and not (firm and last == end + 1 and tail == tokens[end].small):
            return None
        if not firm and last == end + 1:
            if self.ordinary(tokens[end]) or (cues.nouns_capital and self.common(tokens[end])):
                return None
            if self.gazetteer.word(tokens[end].small).given is False and self.gazetteer.has(tokens[end].text):
                return None
        if tokens[index].weak and not firm:
            return None
        if not firm and self._national(tokens, index):
            index -= 1
        return Found(index, last, "person", "persName", "titled" if firm else "office", 0.95 if firm else 0.87)

    def _called(self, tokens: list[Token], index: int) -> Found | None:
        """Catherine the Great, Katharina die Große, Louis le Grand."""
        if index + 2 >= len(tokens) or tokens[index + 1].small not in ("the", "der", "die", "le", "la"):
            return None
        byname = tokens[index + 2]
        if byname.shape != CAPITAL or byname.small not in _BYNAMES or not byname.joined:
            return None
        return Found(index, index + 3, "person", "persName", "called", 0.9)

    def _of_place(self, tokens: list[Token], index: int) -> Found | None:
        """Isabella of France; Catherine of Siena."""
        if index + 2 >= len(tokens) or tokens[index + 1].small not in ("of", "von", "de") or tokens[index].weak:
            return None
        place = tokens[index + 2]
        if place.shape != CAPITAL or not place.joined or self.ordinary(place):
            return None
        entries = self.gazetteer.find(place.text)
        known = bool(entries) and entries[0].kind == "place" and not self.gazetteer.find(tokens[index].text)
        return Found(index, index + 3, "person", "persName", "person of place", 0.8) if known else None

    def _numbered(self, tokens: list[Token], index: int) -> Found | None:
        """Henry I, Felipe V: a single capital that is a Roman number, and no pronoun with its verb."""
        if index + 1 >= len(tokens) or not tokens[index + 1].joined:
            return None
        number = tokens[index + 1]
        if number.text not in ("I", "V", "X"):
            return None
        after = tokens[index + 2] if index + 2 < len(tokens) else None
        if number.text == "I" and after is not None and after.shape == SMALL and after.small not in ("of", "and", "was", "had"):
            return None
        return Found(index, index + 2, "person", "persName", "numbered", 0.85)

    def _national(self, tokens: list[Token], index: int) -> bool:
        """Whether an adjective of nationality stands before the office: Soviet President Mikhail Gorbachev."""
        if not index or not tokens[index].joined or tokens[index].shape == SMALL:
            return False
        before = tokens[index - 1]
        return before.shape == CAPITAL and not before.first and before.text in self.gazetteer.not_names

    def _of_land(self, tokens: list[Token], end: int) -> bool:
        return (
            end + 1 < len(tokens)
            and end > 0
            and tokens[end].small in ("of", "von", "de", "d'", "du")
            and tokens[end - 1].small in self.cues.titles_of_land
            and tokens[end + 1].shape == CAPITAL
            and tokens[end + 1].joined
            and tokens[end + 1].small not in self.cues.function_words
        )

    def _person_end(self, tokens: list[Token], index: int, titled: bool) -> int:
        """Where the person's name that begins at ``index`` ends: capitals, initials, particles, a generation."""
        end, words = index, 0
        while end < len(tokens) and words < 6:
            token = tokens[end]
            if token.shape == POINT:
                if token.text == "." and tokens[end - 1].point and tokens[end - 1].shape == INITIAL:
                    end += 1
                    continue
                break
            if (
                end > index
                and not token.joined
                and not (tokens[end - 1].shape == POINT and tokens[end - 1].end >= token.start - 1)
            ):
                break
            if token.shape in (CAPITAL, INITIAL, UPPER):
                if not self._fits_person(token) or (token.first and end > index):
                    break
                if (
                    token.small in self.cues.titles
                    and words
                    and token.small not in ("sir",)
                    and not self._family(token)
                ):
                    break
                words += 1
            elif (
                token.small in PARTICLES
                and token.small not in ("und", "y", "e")
                and self._after_particles(tokens, end)
            ):
                pass
            else:
                break
            end += 1
        while end > index and (
            tokens[end - 1].shape == POINT
            or tokens[end - 1].small in PARTICLES
            and tokens[end - 1].shape == SMALL
        ):
            end -= 1
        if not titled:
            while end - index > 2 and tokens[end - 1].shape == CAPITAL and self._no_surname(tokens[end - 1]):
                end -= 1
        return end

    def _no_surname(self, token: Token) -> bool:
        if self.cues.nouns_capital:
            return self.common(token)
        word = self.gazetteer.word(token.small)
        return not word.family and not word.given and self.ordinary(token) and token.small not in GENERATIONS

    def _begins_another(self, tokens: list[Token], index: int, end: int) -> bool:
        """Whether a new name begins at ``end``: a given name after a surname, or the first word over again."""
        token, before = tokens[end], tokens[end - 1]
        if token.small == tokens[index].small:
            return True
        if token.shape != CAPITAL or before.shape != CAPITAL:
            return False
        word, surname = self.gazetteer.word(token.small), self.gazetteer.word(before.small)
        return word.given and not word.family and not surname.given

    def _tail(self, word: str) -> bool:
        """Whether names that end in this word are those of places and bodies."""
        return word in self.cues.body_tails or word in self.cues.place_tails or word in self.cues.nature_tails

    def _family(self, token: Token) -> bool:
        return self.gazetteer.word(token.small).family

    def _after_particles(self, tokens: list[Token], index: int) -> bool:
        for end in range(index + 1, min(index + 4, len(tokens))):
            if not tokens[end].joined:
                return False
            if tokens[end].shape == CAPITAL:
                return self._fits_person(tokens[end])
            if tokens[end].small not in PARTICLES:
                return False
        return False

    def _fits_person(self, token: Token) -> bool:
        if token.shape == INITIAL:
            return token.point or token.small not in self.cues.function_words
        if token.small in self.cues.function_words:
            return token.shape == CAPITAL and self._family(token) and not token.first
        if token.text in self.gazetteer.not_names or token.text.title() in self.gazetteer.not_names:
            word = self.gazetteer.word(token.small)
            return word.given or word.family
        return token.shape == CAPITAL or token.weak or token.small in GENERATIONS

    def _given(self, tokens: list[Token], index: int) -> Found | None:
        """James Baker; J. R. R. Tolkien; Charles de Gaulle."""
        token = tokens[index]
        if token.shape == INITIAL:
            if not token.point:
                return None
            strong = False
        elif token.shape == CAPITAL or (token.shape == UPPER and (token.weak or token.text.count(".") > 1)):
            word = self.gazetteer.word(token.small)
            if token.small in self.cues.function_words and token.small not in ("will",):
                return None
            if token.text in self.gazetteer.not_names and token.small not in _GIVEN_THOUGH:
                return None
            initials = (
                token.text.count(".") > 1 and len(token.text) <= 8 and not self.gazetteer.has(token.text)
            )
            if not word.given and not initials:
                return None
            strong = word.given and not self.ordinary(token)
        else:
            return None
        last = self._person_end(tokens, index, False)
        capitals = [t for t in tokens[index:last] if t.shape in (CAPITAL, UPPER)]
        if strong and last - index == 2 and tokens[last - 1].shape == INITIAL and tokens[last - 1].point:
            return Found(index, last, "person", "persName", "given and initial", 0.85)
        if strong and last == index + 1:
            return self._called(tokens, index) or self._of_place(tokens, index) or self._numbered(tokens, index)
        if last - index < 2 or not capitals or tokens[last - 1].shape == INITIAL and len(capitals) < 2:
            return None
        surname = tokens[last - 1]
        after_article = index > 0 and token.joined and tokens[index - 1].small in self.cues.articles
        if after_article and not self._family(surname) and not self.cues.nouns_capital:
            return None
        if after_article and self.run(tokens, last - 1) > last:
            return None
        tail = tokens[self.run(tokens, last - 1) - 1].small
        if self._tail(tail) and (last - index > 2 or tail != surname.small or tail not in _SURNAMES_TOO):
            return None
        if not strong and (
            self.ordinary(surname) or (token.first and self.ordinary(token) and not self._family(surname))
        ):
            return None
        if self.cues.nouns_capital and self.common(surname):
            return None
        if token.weak and not (self._family(surname) or not self.ordinary(surname)):
            return None
        return Found(
            index,
            last,
            "person",
            "persName",
            "given and surname" if strong else "initials",
            0.93 if strong else 0.8,
        )

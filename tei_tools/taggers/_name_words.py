"""What the names tagger asks of single words and runs of capitals, in one language over one gazetteer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tei_tools.taggers._gazetteer import Gazetteer
from tei_tools.taggers._name_cues import Cues
from tei_tools.taggers._name_tokens import CAPITAL, INITIAL, NUMBER, SMALL, UPPER, Token

__all__ = ["MOST_WORDS", "Found", "Words", "end_of"]

#: words of the longest name
MOST_WORDS = 9
_LONGEST_ABBREVIATION = 5


_NOUN_ENDINGS = tuple(
    """
    ung ungen heit heiten keit keiten schaft schaften tion tionen ismus tät täten ling lings nis nisse
    tum tums erei ereien isten ologie
    """.split()
)


class Found(NamedTuple):
    """``tokens[first:last]`` of a block name a ``kind`` (``person``, ``place``, ``organisation``);
    ``element`` is the gazetteer's or pattern's kind of place; ``reason`` the rule that said so;
    ``confidence`` its estimate.
    """

    first: int
    last: int
    kind: str
    element: str
    reason: str
    confidence: float


def end_of(tokens: list[Token], name: Found) -> int:
    """Where a name ends in the text: with the full stop of an abbreviation ("Jr.", "Aesch. Ag. 12"), which
    shows in what follows it where the word itself is in no list.
    """
    last = tokens[name.last - 1]
    if last.point:
        return last.end + 1
    if name.last + 1 < len(tokens) and tokens[name.last].text == "." and tokens[name.last].start == last.end:
        after = tokens[name.last + 1]
        goes_on = after.shape == SMALL or after.text in (",", ";", ":", ")")
        if goes_on or (after.shape == NUMBER and len(last.text) <= _LONGEST_ABBREVIATION):
            return last.end + 1
    return last.end


@dataclass(frozen=True, slots=True)
class Words:
    """What the gazetteer and the cues of a language say of words."""

    gazetteer: Gazetteer
    cues: Cues

    def in_run(self, tokens: list[Token], index: int) -> bool:
        """Whether the token continues a name: a capital right after the one before, no common function
        word."""
        token = tokens[index]
        return (
            token.joined
            and token.shape in (CAPITAL, UPPER, INITIAL)
            and token.small not in self.cues.function_words
        )

    def run(self, tokens: list[Token], index: int) -> int:
        """Where the run of capitalised words that begins at ``index`` ends."""
        end = index + 1
        while end < len(tokens) and end - index < MOST_WORDS and self.in_run(tokens, end):
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

    def common(self, token: Token) -> bool:
        """In a language whose nouns have capitals: whether the word is a noun and no known name."""
        word = self.gazetteer.word(token.small)
        if word.given or word.family:
            return False
        entries = self.gazetteer.find(token.text)
        if entries and (entries[0].element != "settlement" or entries[0].population > 200_000):
            return False
        return word.german_small > 0 or self.noun(token.small) or self.compound(token.small)

    def noun(self, small: str) -> bool:
        """Whether a German word is a noun: of the dictionary, with the ending of one, or often met in German
        and hardly ever in English, where the names of the news are met as well.
        """
        word = self.gazetteer.word(small)
        if word.german_dictionary or (len(small) > 6 and small.endswith(_NOUN_ENDINGS)):
            return True
        return word.german_capital >= 5 and word.english_capital <= 2 and not (word.given or word.family)

    def compound(self, small: str) -> bool:
        """Whether a German word is put together of two words of the dictionary: Industriepapieren."""
        if not 8 <= len(small) <= 40:
            return False
        for middle in range(3, len(small) - 3):
            if self.noun(small[middle:]) and len(small) - middle >= 4:
                first = small[:middle]
                if self.noun(first):
                    return True
                if first[-1] in "sn" and len(first) > 4 and self.noun(first[:-1]):
                    return True
        return False

    def links(self, tokens: list[Token], end: int) -> int:
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

    def family(self, token: Token) -> bool:
        return self.gazetteer.word(token.small).family

    def tail(self, word: str) -> bool:
        """Whether names that end in this word are those of places and bodies."""
        return word in self.cues.body_tails or word in self.cues.place_tails or word in self.cues.nature_tails

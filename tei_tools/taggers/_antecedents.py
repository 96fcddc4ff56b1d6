"""Antecedents: a pronoun beside a quotation → the words of the document that name who speaks.

By recency and gender (Hobbs 1978; Lappin and Leass 1994, in small): titles (Mr, Frau, Mme), given names and
the pronouns
that the document itself uses of a person say the gender; who spoke before, the subject of a sentence and a
name met often
are likelier, a name inside a quotation and one that is spoken to are less so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Sequence

from tei_tools.taggers import Tag

__all__ = ["Antecedents"]

_REACH = 24
_MALE_TITLES = frozenset(
    (
        "mr mister sir lord king prince duke earl count baron father brother uncle herr monsieur m "
        "abbé pope bishop squire master esq don señor signor captain colonel general major lieutenant "
        "sergeant admiral emperor rabbi grandfather"
    ).split()
)
_FEMALE_TITLES = frozenset(
    (
        "mrs miss ms lady queen princess duchess countess baroness mother sister aunt frau fräulein "
        "madame mme mademoiselle mlle dame doña señora signora empress grandmother madam mistress"
    ).split()
)
# Common nouns for a man or a woman, met at the end of a description ("the old man", "his wife").
_MALE_NOUNS = _MALE_TITLES | frozenset(
    (
        "man boy gentleman husband son nephew lad fellow chap monk priest waiter landlord footman butler "
        "sailor soldier parson vicar grandson policeman fireman fisherman spokesman chairman "
        "congressman mann "
        "junge vater sohn bruder onkel homme garçon père fils frère oncle mari vieillard monsieur"
    ).split()
)
_FEMALE_NOUNS = _FEMALE_TITLES | frozenset(
    (
        "woman girl wife daughter niece maid nurse governess landlady hostess waitress widow actress nun "
        "granddaughter spokeswoman chairwoman congresswoman housekeeper frau mädchen mutter tochter "
        "schwester tante "
        "femme fille mère soeur sœur épouse dame"
    ).split()
)
# Titles that part a man from a woman of the same family name.
_PARTING = {
    **dict.fromkeys(("mr", "sir", "lord", "herr", "monsieur", "m"), "m"),
    **dict.fromkeys(("mrs", "miss", "ms", "lady", "frau", "fräulein", "madame", "mme", "mlle"), "f"),
}
_PRONOUN_AFTER = re.compile(r"[^.!?\n]{0,60}?\b(he|she|his|her|himself|herself)\b")
_PREPOSITION = re.compile(
    r"\b(?:of|to|with|at|by|for|from|in|on|than|von|zu|mit|bei|de|à|avec|par|chez)\s(?:the\s|dear\s)?$"
)


class Antecedents:
    """The persons of a document by place, with what is known of their gender."""

    def __init__(
        self,
        text: str,
        tags: Sequence[Tag],
        quoted: Sequence[tuple[int, int]],
        given_names: Callable[[str], str | None] = lambda word: None,
    ) -> None:
        self._text = text
        self._given_names = given_names
        self._tags: list[Tag] = []
        for tag in sorted((t for t in tags if t.element == "persName"), key=lambda t: (t.start, -t.end)):
            if not self._tags or tag.start >= self._tags[-1].end:
                self._tags.append(tag)
        self._starts = [tag.start for tag in self._tags]
        self._keys = [_key(text[tag.start : tag.end]) for tag in self._tags]
        self._quoted = _places(quoted)
        self._gender = self._genders()
        self._often = Counter(self._keys)

    def gender(self, start: int, end: int) -> str | None:
        """``male``, ``female`` or ``None`` for the name or description ``text[start:end]``."""
        words = self._text[start:end]
        return self._gender.get(_key(words)) or self._gender_of(words)

    def key(self, start: int, end: int) -> str:
        """What stays the same when a person is named again: the last name, with the gender that a title
        gives."""
        return _key(self._text[start:end])

    def resolve(
        self,
        place: int,
        gender: str | None,
        speakers: Sequence[tuple[tuple[int, int], float]],
        avoid: Collection[str] = (),
    ) -> tuple[int, int] | None:
        """The words that a pronoun of ``gender`` at ``place`` stands for, or ``None``.

        ``speakers`` are latest speakers with what speaks for each; ``avoid`` the keys of those whom it
        cannot be.
        """
        best: tuple[float, tuple[int, int]] | None = None
        last = bisect_left(self._starts, place) - 1
        for distance, i in enumerate(range(last, max(-1, last - _REACH), -1)):
            tag, key = self._tags[i], self._keys[i]
            fit = self._fit(self._gender.get(key), gender)
            if fit is None or key in avoid:
                continue
            score = fit - 0.3 * distance - (place - tag.end) / 900
            score += 0.9 if self._is_subject(tag) else 0.0
            score -= 1.6 if self.is_quoted(tag.start) else 0.0
            score += min(self._often[key], 8) * 0.08
            if best is None or score > best[0]:
                best = (score, (tag.start, tag.end))
        for (start, end), weight in speakers:
            fit = self._fit(self.gender(start, end), gender)
            if fit is None or self.key(start, end) in avoid:
                continue
            score = fit + weight - min((place - end) / 2500, 1.0)
            if best is None or score > best[0]:
                best = (score, (start, end))
        return best[1] if best else None

    def is_quoted(self, place: int) -> bool:
        """Whether ``place`` is inside a quotation."""
        return bisect_left(self._quoted, place + 1) % 2 == 1

    @staticmethod
    def _fit(known: str | None, gender: str | None) -> float | None:
        if known is None or gender is None:
            return 0.0
        return 1.0 if known == gender else None

    def _is_subject(self, tag: Tag) -> bool:
        """Whether a name opens a sentence, or at least follows no preposition and is not a possessor."""
        if self._text[tag.end : tag.end + 2] in {"'s", "’s"}:
            return False
        return not _PREPOSITION.search(self._text[max(0, tag.start - 12) : tag.start])

    def _gender_of(self, words: str) -> str | None:
        bare = _bare_words(words)
        if not bare:
            return None
        for word in bare:
            if word in _MALE_TITLES:
                return "male"
            if word in _FEMALE_TITLES:
                return "female"
        head = bare[: bare.index("of")] if "of" in bare[1:] else bare
        if head[-1] in _MALE_NOUNS:
            return "male"
        if head[-1] in _FEMALE_NOUNS:
            return "female"
        return self._given_names(bare[0])

    def _genders(self) -> dict[str, str]:
        votes: dict[str, Counter[str]] = {}
        for tag, key in zip(self._tags, self._keys, strict=True):
            own = self._gender_of(self._text[tag.start : tag.end]) or _title_before(self._text, tag.start)
            count = votes.setdefault(key, Counter())
            if own:
                count[own] += 3
            elif (match := _PRONOUN_AFTER.match(self._text, tag.end)) and not self.is_quoted(tag.start):
                count["male" if match[1] in {"he", "his", "himself"} else "female"] += 1
        return {
            key: ("male" if count["male"] > count["female"] else "female")
            for key, count in votes.items()
            if count["male"] != count["female"]
        }


def _places(spans: Sequence[tuple[int, int]]) -> list[int]:
    places: list[int] = []
    for start, end in sorted(spans):
        if not places or start >= places[-1]:
            places.extend((start, end))
    return places


def _bare_words(words: str) -> list[str]:
    return [word.casefold() for word in re.findall(r"[^\W\d_]+", re.sub(r"['’]s\b", "", words))]


def _key(words: str) -> str:
    bare = _bare_words(words)
    titles = _MALE_TITLES | _FEMALE_TITLES | {"dr", "jr", "sr", "esq", "the", "old", "young", "dear", "poor"}
    plain = [word for word in bare if word not in titles]
    parting = next((_PARTING[word] for word in bare if word in _PARTING), "")
    last = (plain or bare or [""])[-1]
    return f"{last}:{parting}" if parting else last


def _title_before(text: str, start: int) -> str | None:
    match = re.search(r"(\w+)\.?\s$", text[max(0, start - 16) : start])
    if match is None:
        return None
    word = match[1].casefold()
    return "male" if word in _MALE_TITLES else "female" if word in _FEMALE_TITLES else None

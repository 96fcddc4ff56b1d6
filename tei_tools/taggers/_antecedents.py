"""Antecedents: a pronoun beside a quotation → the words of the document that name who speaks.

By recency and gender (Hobbs 1978; Lappin and Leass 1994, in small): titles (Mr, Frau, Mme), given names and
the pronouns that the document itself uses of a person say the gender; who spoke before, the subject of a
sentence and a name met often are likelier, a name inside a quotation and one that is spoken to are less so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Sequence

from tei_tools.taggers import Tag
from tei_tools.taggers._given_names import given_names

__all__ = ["Antecedents", "same_person"]

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
_DESCRIPTION = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Mm]y|[Hh]is|[Hh]er|[Oo]ur|[Tt]his|[Tt]hat|[Oo]ne|[Dd]er|[Dd]ie|[Ee]ine?"
    r"|[Mm]eine?|[Ss]eine?|[Ll]e|[Ll]a|[Uu]ne?|[Ss]on|[Ss]a|[Mm]on|[Mm]a)\s"
    r"(?:[^\W\d_]+[\s-]){0,3}?(?:"
    + "|".join(sorted((_MALE_NOUNS | _FEMALE_NOUNS) - {"m"}, key=lambda noun: (-len(noun), noun)))
    + r")\b(?!-)(?!\s[A-Z])"
)
_PRONOUN_AFTER = re.compile(r"[^.!?\n]{0,60}?\b(he|she|his|her|himself|herself)\b")
_PREPOSITION = re.compile(
    r"\b(?:of|to|with|at|by|for|from|in|on|than|von|zu|mit|bei|de|à|avec|par|chez)\s(?:the\s|dear\s)?$"
)


_OPENING_PHRASE = re.compile(r"(?:^|\n|[.!?…][\"”’»)]*\s)[A-ZÄÖÜÀÉ][^.!?,;:\n\"“”]{2,60},\s$")
_REPORTING = re.compile(
    r"\b(?:said|says|added|told|warned|argued|wrote|sagte|sagt|erklärte|dit|déclare|affirme)\s$"
)


class Antecedents:
    """The persons of a document by place, with what is known of their gender."""

    def __init__(
        self,
        text: str,
        tags: Sequence[Tag],
        quoted: Sequence[tuple[int, int]],
        given_name: Callable[[str], str | None] | None = None,
    ) -> None:
        self._text = text
        self._given_name = given_name or given_names(None)
        self._quoted = _places(quoted)
        names = [(t.start, t.end, True) for t in tags if t.element == "persName"]
        described = [(*m.span(), False) for m in _DESCRIPTION.finditer(text) if not self.is_quoted(m.start())]
        self._mentions: list[tuple[int, int, bool]] = []
        for mention in sorted([*names, *described], key=lambda m: (m[0], -m[1])):
            if not self._mentions or mention[0] >= self._mentions[-1][1]:
                self._mentions.append(mention)
        self._starts = [start for start, _, _ in self._mentions]
        self._keys = [_key(text[start:end]) for start, end, _ in self._mentions]
        self._lines = [match.start() for match in re.finditer("\n", text)]
        self._gender = self._genders()
        self._often = Counter(self._keys)

    def gender(self, start: int, end: int) -> str | None:
        """``male``, ``female`` or ``None`` for the name or description ``text[start:end]``."""
        words = self._text[start:end]
        return self._gender.get(_key(words)) or self._gender_of(words)

    def key(self, start: int, end: int) -> str:
        """What stays the same when a person is named again: the last name, with the gender that a title
        gives.
        """
        return _key(self._text[start:end])

    def resolve(
        self,
        place: int,
        gender: str | None,
        speakers: Sequence[tuple[tuple[int, int], float]],
        avoid: Collection[str] = (),
        *,
        conversation: bool = True,
    ) -> tuple[int, int] | None:
        """The words that a pronoun of ``gender`` at ``place`` stands for, or ``None``.

        Where no conversation is told (in news), a pronoun stands for the subject of its own paragraph before
        all.
        ``speakers`` are latest speakers with what speaks for each; ``avoid`` the keys of those whom it
        cannot be.
        """
        best: tuple[float, tuple[int, int]] | None = None
        last = bisect_left(self._starts, place) - 1
        for distance, i in enumerate(range(last, max(-1, last - _REACH), -1)):
            (start, end, named), key = self._mentions[i], self._keys[i]
            fit = self._fit(self.gender(start, end), gender)
            if fit is None or any(same_person(key, other) for other in avoid):
                continue
            score = fit - 0.3 * distance - (place - end) / 900 - (0.0 if named else 0.5)
            if self._is_subject(start, end):
                score += 1.3 if self._begins_sentence(start) else 0.3
            score -= 1.6 if self.is_quoted(start) else 0.0
            score += min(self._often[key], 8) * 0.08
            if not conversation and not self.is_quoted(start):
                score += self._in_news(start, end, place)
            if best is None or score > best[0]:
                best = (score, (start, end))
        for (start, end), weight in speakers:
            fit = self._fit(self.gender(start, end), gender)
            if fit is None or any(same_person(self.key(start, end), other) for other in avoid):
                continue
            score = fit + weight - min((place - end) / 2500, 1.0)
            if not conversation:
                apart = self._paragraphs(end, place)
                score += -0.25 * min(apart, 4) if apart else 0.6
            if best is None or score > best[0]:
                best = (score, (start, end))
        return best[1] if best else None

    def _paragraphs(self, start: int, end: int) -> int:
        return bisect_left(self._lines, end) - bisect_left(self._lines, start)

    def _in_news(self, start: int, end: int, place: int) -> float:
        """What speaks for the subject of a sentence of the same paragraph."""
        apart = self._paragraphs(end, place)
        if apart:
            return -0.25 * min(apart, 4)
        if not self._is_subject(start, end):
            return 0.0
        if self._begins_sentence(start):
            return 0.6
        return (
            1.2
            if self._is_apposed(start, end) or _REPORTING.search(self._text[max(0, start - 24) : start])
            else 0.0
        )

    def _is_apposed(self, start: int, end: int) -> bool:
        """Whether a name stands behind the description that opens its sentence: "Baker's lawyer, Sam Hall,
        …".
        """
        before = self._text[max(0, start - 70) : start]
        opening = _OPENING_PHRASE.search(before)
        return opening is not None and self._text[end : end + 1] == ","

    def is_quoted(self, place: int) -> bool:
        """Whether ``place`` is inside a quotation."""
        return bisect_left(self._quoted, place + 1) % 2 == 1

    @staticmethod
    def _fit(known: str | None, gender: str | None) -> float | None:
        if known is None or gender is None:
            return 0.0
        return 0.5 if known == gender else None

    def _is_subject(self, start: int, end: int) -> bool:
        """Whether a name opens a sentence, or at least follows no preposition and is not a possessor."""
        if self._text[end : end + 2] in {"'s", "’s"}:
            return False
        return not _PREPOSITION.search(self._text[max(0, start - 12) : start])

    def _begins_sentence(self, start: int) -> bool:
        before = self._text[max(0, start - 2) : start]
        return before[:1] in {".", "?", "!", '"', "”", "’", "»", "\n", ""} or before[-1:] in {"\n", ""}

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
        if len(bare) > 1 and bare[0] in {"der", "er", "ein", "un", "le"}:
            return "male"
        if len(bare) > 1 and (
            bare[0] in {"une", "la"} or (bare[0] in {"die", "eine"} and head[-1].endswith("in"))
        ):
            return "female"
        return self._given_name(bare[0])

    def _genders(self) -> dict[str, str]:
        votes: dict[str, Counter[str]] = {}
        for (start, end, named), key in zip(self._mentions, self._keys, strict=True):
            if not named:
                continue
            own = self._gender_of(self._text[start:end]) or _title_before(self._text, start)
            count = votes.setdefault(key, Counter())
            if own:
                count[own] += 3
            elif (match := _PRONOUN_AFTER.match(self._text, end)) and not self.is_quoted(start):
                count["male" if match[1] in {"he", "his", "himself"} else "female"] += 1
        known = {
            key: ("male" if count["male"] > count["female"] else "female")
            for key, count in votes.items()
            if count["male"] != count["female"]
        }
        for key in votes:
            # "Cotter" is "Mr Cotter" where there is no "Mrs Cotter".
            titled = {known[key + part] for part in (":m", ":f") if key + part in known}
            if len(titled) == 1:
                known.setdefault(key, titled.pop())
        return known


def same_person(one: str, other: str) -> bool:
    """Whether two keys may be one person's: "cotter" and "cotter:m" may, "bennet:m" and "bennet:f" may
    not."""
    if one == other:
        return True
    (name, _, part), (name_too, _, part_too) = one.partition(":"), other.partition(":")
    return name == name_too and not (part and part_too)


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

"""Antecedents: a pronoun before or after a quotation → the words of the document that name who speaks.

By recency and gender: titles (Mr, Frau, Mme), given names, and the pronouns that the document itself
uses of a
person say the gender; the speaker of the sentence before, the subject of a sentence and a name met often
are likelier.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence

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


class Antecedents:
    """The persons of a document by place, with what is known of their gender, and who spoke last."""

    def __init__(
        self,
        text: str,
        tags: Sequence[Tag],
        quoted: Sequence[tuple[int, int]],
        given_names: Callable[[str], str | None] = lambda word: None,
    ) -> None:
        self._given_names = given_names
        persons = sorted((t for t in tags if t.element == "persName"), key=lambda t: (t.start, -t.end))
        self._text = text
        self._tags: list[Tag] = []
        for tag in persons:
            if not self._tags or tag.start >= self._tags[-1].end:
                self._tags.append(tag)
        self._starts = [tag.start for tag in self._tags]
        self._keys = [_key(text[tag.start : tag.end]) for tag in self._tags]
        self._gender = self._genders()
        self._often = Counter(self._keys)
        self._quoted = _places(quoted)

    def gender(self, start: int, end: int) -> str | None:
        """``male``, ``female`` or ``None`` for the name ``text[start:end]``."""
        words = self._text[start:end]
        return self._gender_of(words) or self._gender.get(_key(words))

    def key(self, start: int, end: int) -> str:
        """What stays the same when a person is named again: the last name, case folded."""
        return _key(self._text[start:end])

    def resolve(
        self, place: int, gender: str | None, speakers: Sequence[tuple[int, int]], not_key: str | None = None
    ) -> tuple[int, int] | None:
        """The name that a pronoun of ``gender`` at ``place`` stands for, or ``None``.

        ``speakers`` are the latest speakers' names, oldest first; ``not_key`` is someone whom it cannot be.
        """
        best: tuple[float, int] | None = None
        last = bisect_left(self._starts, place) - 1
        for distance, i in enumerate(range(last, max(-1, last - _REACH), -1)):
            tag = self._tags[i]
            known = self._gender.get(self._keys[i])
            if (known is not None and gender is not None and known != gender) or self._keys[i] == not_key:
                continue
            score = -0.35 * distance - (place - tag.end) / 900
            score += 1.0 if known is not None else 0.0
            score += 0.9 if self._is_subject(tag) else 0.0
            score -= 1.6 if self._is_quoted(tag.start) else 0.0
            score += min(self._often[self._keys[i]], 8) * 0.08
            if best is None or score > best[0]:
                best = (score, i)
        for age, (start, end) in enumerate(reversed(speakers[-4:])):
            key = _key(self._text[start:end])
            known = self._gender.get(key)
            if (known is not None and gender is not None and known != gender) or key == not_key:
                continue
            score = 1.3 - 0.5 * age - (place - end) / 1500 + (1.0 if known is not None else 0.0)
            if best is None or score > best[0]:
                return start, end
            break
        if best is None:
            return None
        tag = self._tags[best[1]]
        return tag.start, tag.end

    def _gender_of(self, words: str) -> str | None:
        bare = _bare_words(words)
        for word in bare:
            if word in _MALE_TITLES:
                return "male"
            if word in _FEMALE_TITLES:
                return "female"
        return self._given_names(bare[0]) if bare else None

    def _is_subject(self, tag: Tag) -> bool:
        before = self._text[max(0, tag.start - 2) : tag.start]
        return before.strip() in {"", ".", "\n", '"', "”"} and not re.search(
            r"\b(?:of|to|with|at|by|for|from|in|on|von|zu|mit|de|à|avec|par)\s$",
            self._text[max(0, tag.start - 6) : tag.start],
        )

    def _is_quoted(self, place: int) -> bool:
        i = bisect_left(self._quoted, place + 1)
        return i % 2 == 1

    def _genders(self) -> dict[str, str]:
        votes: dict[str, Counter[str]] = {}
        for tag, key in zip(self._tags, self._keys, strict=True):
            own = self._gender_of(self._text[tag.start : tag.end]) or _title_before(self._text, tag.start)
            votes.setdefault(key, Counter())
            if own:
                votes[key][own] += 3
            elif match := re.compile(r"[^.!?\n]{0,60}?\b(he|she|his|her|himself|herself)\b").match(
                self._text, tag.end
            ):
                votes[key]["male" if match[1] in {"he", "his", "himself"} else "female"] += 1
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
    plain = [
        word
        for word in bare
        if word not in _MALE_TITLES | _FEMALE_TITLES and word not in {"dr", "jr", "sr", "esq"}
    ]
    return (plain or bare or [""])[-1]


def _title_before(text: str, start: int) -> str | None:
    match = re.search(r"(\w+)\.?\s$", text[max(0, start - 16) : start])
    if match is None:
        return None
    word = match[1].casefold()
    return "male" if word in _MALE_TITLES else "female" if word in _FEMALE_TITLES else None

"""Noun phrases: the words of a sentence → who or what they name, without a parser.

A name that a tagger before has found, a pronoun, or words with their article ("The Soviet leader", "my
brother's wife") up to a preposition, a verb of speech or a punctuation mark.
"""

from __future__ import annotations

import re

from tei_tools.taggers import Tag
from tei_tools.taggers._phrase_words import ADVERBS, INDEFINITE, MODIFYING, OF, OPENING_ADVERBS, PREPOSITIONS
from tei_tools.taggers._sentence_words import Names, Subject, Word
from tei_tools.taggers._speech_words import (
    AUXILIARIES,
    DETERMINERS,
    PHRASE_ENDS,
    SUBJECT_PRONOUNS,
    verb_kind,
)

__all__ = [
    "after_preposition",
    "first_subject",
    "is_adverb",
    "past_modifiers",
    "phrase_and_next",
    "phrase_from",
    "phrase_until",
    "titled_inside",
]


def is_adverb(word: str) -> bool:
    """Whether a word is an adverb by its ending or by the table."""
    return (word.endswith("ly") and word[0].islower()) or word.casefold() in ADVERBS


_NAMES = frozenset({"persName", "orgName", "rs", "placeName", "country"})


def _governed(words: list[Word], i: int, start: int) -> bool:
    """Whether a name depends on the noun before it: "the head of the Bank of England", "the mother
    of Jones".
    """
    k = _index_at(words, start) - 1
    while k > i and words[k].text.casefold() in DETERMINERS:
        k -= 1
    return k > i and words[k].text.casefold() in OF


def phrase_from(text: str, words: list[Word], i: int, names: Names) -> Subject | None:
    return phrase_and_next(text, words, i, names)[0]


def phrase_and_next(text: str, words: list[Word], i: int, names: Names) -> tuple[Subject | None, int]:
    """The noun phrase that begins with word ``i``, and the index of the word after it."""
    if i >= len(words) or not words[i].is_word:
        return None, i
    low = words[i].text.casefold()
    tag = names.at(words[i].start)
    if tag is None and low in PHRASE_ENDS:
        return None, i
    if (
        tag is None
        and low in SUBJECT_PRONOUNS
        and SUBJECT_PRONOUNS[low] != "relative"
        and low not in DETERMINERS - {"ihr"}
    ):
        return Subject(words[i].start, words[i].end, SUBJECT_PRONOUNS[low]), i + 1
    if tag is None and low in INDEFINITE:
        return Subject(words[i].start, words[i].end, "many"), i + 1
    first = words[i]
    j = i
    named: Tag | None = None
    while j < len(words) and j - i < 10:
        word = words[j]
        tag = names.at(word.start)
        if tag is not None:
            possessive = text[tag.end : tag.end + 2] in {"'s", "’s"} or text[tag.end : tag.end + 1] in {
                "'",
                "’",
            }
            while j < len(words) and words[j].start < tag.end:
                j += 1
            if possessive:
                while j < len(words) and words[j].text in {"'", "’", "s"}:
                    j += 1
                continue
            if tag.element in {"persName", "rs"} or j >= len(words) or not _goes_on(words, j, names):
                named = tag
                break
            continue
        low = word.text.casefold()
        if not word.is_word:
            if word.text in {"-", "’", "'"} and j > i:
                j += 1
                continue
            break
        if j > i and low in OF and j + 1 < len(words):
            j += 1
            continue
        if j > i and (
            low in PHRASE_ENDS
            or (verb_kind(low) is not None and word.text[0].islower() and not _after_determiner(words, j))
            or is_adverb(word.text)
            or (j > i + 1 and word.text.endswith("ed") and word.text[0].islower() and tag is None)
        ):
            break
        if j == i and not (low in DETERMINERS or word.text[0].isupper() or _before_name(words, i, names)):
            return None, i
        j += 1
    governed = named is not None and _governed(words, i, named.start)
    if named is not None and not governed and named.element in _NAMES:
        return Subject(named.start, named.end, "name"), j
    if j == i:
        return None, i
    last = words[j - 1]
    if last.text.casefold() in DETERMINERS | {"of", "von", "de"}:
        return None, i
    kind = "phrase" if first.text.casefold() in DETERMINERS or first.text[0].islower() else "name"
    return Subject(first.start, last.end, kind), j


_NOUNS_TOO = frozenset({"report", "statement", "note", "study", "review", "address"})


_FOREIGN_ARTICLES = frozenset({"l", "le", "la", "un", "une", "der", "das", "ein", "eine"})


def _after_determiner(words: list[Word], j: int) -> bool:
    """Whether a word that looks like a verb is a noun: "a report", "the answer"."""
    if words[j - 1].text.casefold() in _FOREIGN_ARTICLES:
        return True
    return words[j].text.casefold() in _NOUNS_TOO and words[j - 1].text.casefold() in {
        "the",
        "a",
        "this",
        "its",
    }


def _goes_on(words: list[Word], j: int, names: Names) -> bool:
    """Whether a phrase goes on after a name that may be an adjective: "Ohio State spokesman Jim Hall"."""
    word = words[j]
    return word.is_word and word.text.casefold() not in PHRASE_ENDS and verb_kind(word.text) is None


def _before_name(words: list[Word], i: int, names: Names) -> bool:
    """Whether a few plain words lead up to a person's name: "team member Rodaba Noori"."""
    for word in words[i + 1 : i + 6]:
        if not word.is_word or word.text.casefold() in PHRASE_ENDS:
            return False
        tag = names.at(word.start)
        if tag is not None:
            return tag.element in {"persName", "orgName"}
    return False


def phrase_until(text: str, words: list[Word], i: int, names: Names) -> Subject | None:
    """The noun phrase whose last word is word ``i``."""
    if i < 0:
        return None
    low = words[i].text.casefold()
    tag = names.at(words[i].start)
    if tag is not None:
        if tag.element in {"persName", "orgName", "rs"} and (
            not _after_of(words, tag.start) or titled_inside(text, tag.start, tag.end)
        ):
            return Subject(tag.start, tag.end, "name")
        if not after_preposition(words, tag.start) and tag.element in {"placeName", "country"}:
            return Subject(tag.start, tag.end, "name")
    elif low in SUBJECT_PRONOUNS and SUBJECT_PRONOUNS[low] != "relative":
        return Subject(words[i].start, words[i].end, SUBJECT_PRONOUNS[low])
    if not words[i].is_word:
        return None
    for k in range(i, max(-1, i - 9), -1):
        word = words[k]
        low = word.text.casefold()
        if not word.is_word and word.text not in {"-", "’", "'"}:
            break
        if low in DETERMINERS and k < i:
            if after_preposition(words, word.start) and words[k - 1].text.casefold() == "of":
                continue
            if after_preposition(words, word.start):
                return None
            return Subject(word.start, words[i].end, "phrase")
        if k < i and low in PHRASE_ENDS:
            break
    if words[i].text[0].isupper() and not (i == 0 and words[0].text.casefold() in OPENING_ADVERBS):
        k = i
        while (
            k > 0
            and words[k - 1].text[0].isupper()
            and words[k - 1].text.casefold() not in PHRASE_ENDS
            and words[k - 1].end == words[k].start - 1
        ):
            k -= 1
        if not after_preposition(words, words[k].start):
            return Subject(words[k].start, words[i].end, "name")
    return None


_MOST_MODIFIERS = 3


def past_modifiers(text: str, words: list[Word], j: int, names: Names) -> int:
    """The index of the word after what a noun phrase that ends before word ``j`` has behind it: "(a
    spokesman) for Halden Chemicals in Oslo"; ``j`` itself where it has nothing.
    """
    for _ in range(_MOST_MODIFIERS):
        if j >= len(words) or words[j].text.casefold() not in MODIFYING:
            return j
        subject, after = phrase_and_next(text, words, j + 1, names)
        if subject is None:
            after = j + 1
            while after < len(words) and after - j < 4 and _is_plain_noun(words[after]):
                after += 1
            if after == j + 1:
                return j
        j = after
    return j


def _is_plain_noun(word: Word) -> bool:
    low = word.text.casefold()
    return word.is_word and low not in PHRASE_ENDS and low not in AUXILIARIES and verb_kind(low) is None


def _after_of(words: list[Word], start: int) -> bool:
    i = _index_at(words, start) - 1
    return i >= 0 and words[i].text.casefold() in {"of", "for", "from", "in", "at", "de", "von"}


def after_preposition(words: list[Word], start: int) -> bool:
    i = _index_at(words, start) - 1
    while i >= 0 and words[i].text.casefold() in DETERMINERS:
        i -= 1
    if i == 0 and words[0].text == "As":
        return False  # "As Churchill put it"
    return i >= 0 and words[i].text.casefold() in PREPOSITIONS


_TITLE_INSIDE = re.compile(r"\w\s(?:Mr|Mrs|Ms|Dr|Prof|Herr|Frau|Mme|Monsieur|Madame)\b\.?\s")


def titled_inside(text: str, start: int, end: int) -> bool:
    """Whether a name has its title in the middle, so that what stands before it rules its first words alone:
    "Undersecretary for Education Mr. Rossi".
    """
    return bool(_TITLE_INSIDE.search(text, start, end))


def _index_at(words: list[Word], start: int) -> int:
    low, high = 0, len(words)
    while low < high:
        middle = (low + high) // 2
        if words[middle].start < start:
            low = middle + 1
        else:
            high = middle
    return low


def first_subject(text: str, words: list[Word], until: int, names: Names) -> Subject | None:
    """The subject of the sentence: its first name or pronoun that no preposition goes before."""
    fallback: Subject | None = None
    i = 0
    while i <= until and i < len(words):
        word = words[i]
        low = word.text.casefold()
        tag = names.at(word.start)
        if tag is not None and tag.element in {"persName", "orgName", "rs"}:
            possessive = text[tag.end : tag.end + 2] in {"'s", "’s"} or text[tag.end - 2 : tag.end] in {
                "'s",
                "’s",
            }
            if not after_preposition(words, tag.start) and not possessive:
                return Subject(tag.start, tag.end, "name")
            while i < len(words) and words[i].start < tag.end:
                i += 1
            continue
        if (
            low in SUBJECT_PRONOUNS
            and SUBJECT_PRONOUNS[low] in {"male", "female", "many", "first"}
            and low not in {"you", "ihr", "on", "man"}
        ):
            return Subject(word.start, word.end, SUBJECT_PRONOUNS[low])
        if (
            fallback is None
            and low in DETERMINERS
            and not after_preposition(words, word.start)
            and low not in {"that", "no"}
        ):
            fallback = phrase_from(text, words, i, names)
            if fallback is not None and fallback.kind != "name":
                tagged = [t for t in names.within(fallback.start, fallback.end) if t.element == "persName"]
                if tagged and tagged[-1].end >= fallback.end:
                    return Subject(tagged[-1].start, tagged[-1].end, "name")
        if i == 0 and fallback is None and _names_people(words):
            fallback = Subject(word.start, word.end, "phrase")
        i += 1
    return fallback


def _names_people(words: list[Word]) -> bool:
    """Whether a sentence opens with a bare plural: "Analysts at …", "Officials said"."""
    if len(words) < 2 or not re.fullmatch(r"[A-Z][a-z]+s", words[0].text):
        return False
    following = words[1].text.casefold()
    return (
        following in {"at", "in", "for", "of", "from", "who", "with", "close", "familiar"}
        or verb_kind(following) is not None
    )

"""Cues without a verb: "according to Baker", "in Baker's words", "Baker: …"."""

from __future__ import annotations

from dataclasses import dataclass

from tei_tools.taggers._noun_phrases import after_preposition, first_subject, phrase_from
from tei_tools.taggers._sentence_words import Names, Subject, Word
from tei_tools.taggers._speech_words import SPEECH

__all__ = ["Cue", "according_to_after", "according_to_before", "verbless"]


@dataclass(frozen=True, slots=True)
class Cue:
    """What reports a quotation: the kind of its verb (``speech``, ``writing``, ``thought``), its subject,
    how near it stands.

    ``distance`` is the number of words between verb and quotation; ``attached``: nothing but an object, an
    adverb or a punctuation mark stands between verb and quotation.
    """

    kind: str
    subject: Subject | None
    attached: bool
    verb: str = ""
    distance: int = 0


def according_to_after(text: str, ahead: list[Word], i: int, words: list[Word], names: Names) -> Cue | None:
    said = " ".join(w.text.casefold() for w in ahead)
    for phrase in ("according to", "so", "laut", "selon", "d'après", "d’après"):
        if said.startswith(phrase + " "):
            j = i + len(phrase.split())
            subject = phrase_from(text, words, j, names)
            if subject is not None and (phrase != "so" or subject.kind in {"name", "phrase"}):
                return Cue(SPEECH, subject, True, phrase)
    return None


def according_to_before(text: str, words: list[Word], names: Names) -> Cue | None:
    for i in range(len(words) - 2, max(-1, len(words) - 24), -1):
        low = words[i].text.casefold()
        two = low + " " + words[i + 1].text.casefold() if i + 1 < len(words) else low
        if two == "according to":
            subject = phrase_from(text, words, i + 2, names)
        elif low in {"laut", "selon"}:
            subject = phrase_from(text, words, i + 1, names)
        elif two in {
            "words of",
            "phrase of",
            "view of",
            "angaben von",
            "angaben des",
            "angaben der",
            "worten von",
        }:
            subject = phrase_from(text, words, i + 2, names)
        else:
            continue
        if subject is not None:
            return Cue(SPEECH, subject, True, two)
    return None


_SAYINGS = frozenset(
    (
        "words word phrase response reply answer question comment remark statement view opinion own "
        "motto tweet letter letters book memoirs diary testimony speech cry"
    ).split()
)


def verbless(text: str, words: list[Word], names: Names) -> Cue | None:
    """Baker: “…”; Baker's answer: “…”"""
    if not words:
        return None
    last = words[-1]
    tag = names.at(last.start)
    if (
        tag is not None
        and tag.element in {"persName", "orgName", "rs"}
        and not after_preposition(words, tag.start)
    ):
        return Cue(SPEECH, Subject(tag.start, tag.end, "name"), True, "")
    if last.text.casefold() in _SAYINGS:
        for word in reversed(words[-5:-1]):
            owner = names.at(word.start)
            if owner is not None and owner.element == "persName":
                return Cue(SPEECH, Subject(owner.start, owner.end, "name"), True, "")
    subject = first_subject(text, words, len(words) - 1, names)
    return Cue(SPEECH, subject, False, "") if subject is not None else None

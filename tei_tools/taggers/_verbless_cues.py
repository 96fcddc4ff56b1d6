"""Cues without a verb: "according to Baker", "in Baker's words", "Baker: …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tei_tools.taggers._noun_phrases import after_preposition, first_subject, phrase_from
from tei_tools.taggers._sentence_words import Names, Subject, Word
from tei_tools.taggers._speech_words import SPEECH, WRITING

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


_SOURCES = tuple(
    tuple(phrase.split())
    for phrase in (
        "according to|attributed to|attribué à|attribuée à|in the words of|in the phrase of"
        "|in the view of|in the opinion of|in the eyes of|laut"
        "|gemäß|nach angaben von|nach angaben des|nach angaben der|angaben von|angaben des|angaben der"
        "|worten von|worten des|worten der|ansicht von|ansicht des|ansicht der|meinung von|meinung des"
        "|meinung der|auskunft von|auskunft des|auskunft der|darstellung von|darstellung des"
        "|darstellung der"
        "|einschätzung von|einschätzung des|einschätzung der|überzeugung von|überzeugung des"
        "|überzeugung der"
        "|aussage von|aussage des|aussage der|aussagen von|aussagen des|aussagen der|sicht von|sicht des"
        "|sicht der|selon|d'après|d’après|aux yeux de|aux dires de|l avis de|les mots de|les termes de"
        "|la formule de"
        "|mots du|termes du|dires du|yeux du|avis du"
    ).split("|")
)
_OWN_WORDS = re.compile(r"\b(?:termes|mots|propos|paroles|dires|words|worten?|angaben)$", re.IGNORECASE)


def _source(text: str, words: list[Word], i: int, names: Names) -> tuple[Subject, str] | None:
    """Who is named by "according to" and the like at word ``i``."""
    for phrase in _SOURCES:
        if words[i].text.casefold() != phrase[0] or i + len(phrase) >= len(words):
            continue
        if any(words[i + k].text.casefold() != part for k, part in enumerate(phrase)):
            continue
        j = i + len(phrase)
        if phrase[-1] in {"des", "der", "du"}:
            j -= 1  # the article belongs to whom it names
        if words[j].text.casefold() in {"lui", "elle", "ihm", "ihr", "him", "her"}:
            kind = "male" if words[j].text.casefold() in {"lui", "ihm", "him"} else "female"
            after = words[j + 1].text if j + 1 < len(words) else "."
            if not after[0].isalnum():
                return Subject(words[j].start, words[j].end, kind), " ".join(phrase)
        subject = phrase_from(text, words, j, names)
        if subject is not None and not _OWN_WORDS.search(text, subject.start, subject.end):
            return subject, " ".join(phrase)
    return None


def according_to_after(text: str, ahead: list[Word], i: int, words: list[Word], names: Names) -> Cue | None:
    """“…,” according to Baker; „…“, so der Trainer; « … », selon la préfecture"""
    if ahead and ahead[0].text == "so":
        subject = phrase_from(text, words, i + 1, names)
        if subject is not None and subject.kind in {"name", "phrase"}:
            return Cue(SPEECH, subject, True, "so")
        return None
    for k in range(i, min(i + 2, len(words))):
        found = _source(text, words, k, names)
        if found is not None:
            return Cue(SPEECH, found[0], True, found[1])
    return None


_MESSAGES = re.compile(
    r"(?:that|this|such|das|dies|so|c['’]|tel(?:le)?) ?(?:is|was|were|war|ist|lautete?|est|était|fut)\s"
    r"(?:the|die|der|das|le|la|l['’])\s?(?:[^\W\d_]+\s){0,2}?"
    r"(?:message|verdict|view|warning|conclusion|answer|response|cry|slogan|botschaft|fazit|antwort"
    r"|urteil|warnung"
    r"|réponse|avis)\s(?:of|from|by|von|des|der|de|du|d['’])\s?",
    re.IGNORECASE,
)


def message_of(text: str, words: list[Word], i: int, names: Names) -> Cue | None:
    """“…” – that was the message from Baker"""
    match = _MESSAGES.match(text, words[i].start, words[i].start + 90)
    written = _STANDS_IN.match(text, words[i].start, words[i].start + 40)
    if match is None and written is None:
        return None
    match = match or written
    assert match is not None
    j = next((k for k in range(i, len(words)) if words[k].start >= match.end()), None)
    subject = phrase_from(text, words, j, names) if j is not None else None
    return Cue(WRITING if written else SPEECH, subject, True, "") if subject is not None else None


# „…“, heißt es in dem Papier; « … », lit-on dans le rapport
_STANDS_IN = re.compile(
    r"(?:heißt|hieß|heisst|steht|stand|liest man|lesen wir|lautet)\s(?:es\s)?(?:in|im|auf"
    r"|aus)\s(?=(?P<article>dem|der|den"
    r"|einem|einer)?)|(?:lit-on|peut-on lire|a-t-on pu lire)\sdans\s"
)


def according_to_before(text: str, words: list[Word], names: Names) -> Cue | None:
    """According to Baker, it is “…”; Für Müller ist das „…“"""
    for i in range(len(words) - 2, max(-1, len(words) - 24), -1):
        found = _source(text, words, i, names)
        if found is not None:
            return Cue(SPEECH, found[0], True, found[1])
    says = next((k for k in range(2, len(words) - 1) if words[k].text in {"hieß", "heißt"}), None)
    if says is not None and words[says + 1].text == "es" and words[0].text == "Aus":
        subject = phrase_from(text, words, 1, names)  # Aus dem Ministerium hieß es, …
        return Cue(SPEECH, subject, True, words[says].text) if subject is not None else None
    if len(words) > 2 and words[0].text in {"Pour", "Für"}:
        subject = phrase_from(text, words, 1, names)
        tag = names.at(subject.start) if subject is not None and subject.kind == "name" else None
        if subject is not None and tag is not None and tag.element in {"persName", "orgName"}:
            return Cue(SPEECH, subject, True, words[0].text)
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
    if len(words) == 1 and last.text.isupper():
        return Cue(SPEECH, Subject(last.start, last.end, "name"), True, "")  # Q: “…”
    subject = first_subject(text, words, len(words) - 1, names)
    return Cue(SPEECH, subject, False, "") if subject is not None else None

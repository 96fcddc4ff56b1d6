"""Cues before a quotation (Baker affirms: “…”), and what cues behind it share with them."""

from __future__ import annotations

from tei_tools.taggers._noun_phrases import (
    after_preposition,
    first_subject,
    is_adverb,
    phrase_and_next,
    phrase_until,
)
from tei_tools.taggers._sentence_words import Names, Subject, Word, sentence_start, words_of
from tei_tools.taggers._speech_words import (
    AUXILIARIES,
    SUBJECT_PRONOUNS,
    WRITING,
    verb_kind,
)
from tei_tools.taggers._verb_cues import is_noun_here, verb_core
from tei_tools.taggers._verbless_cues import (
    Cue,
    according_to_before,
    verbless,
)

__all__ = ["PARTICLES", "REACH", "apposed_person", "cue_before", "numbered", "subject_before"]

REACH = 260
PARTICLES = frozenset(
    """out in back up on forth aloud again at last to himself herself sich lundi mardi mercredi jeudi
    vendredi samedi dimanche hier gestern heute auch darauf da nun noch""".split()
)
"""What may stand between a verb and the subject behind it."""


def apposed_person(words: list[Word], j: int, names: Names) -> Subject | None:
    """The person named right behind a description: "the head of the Bank, Andrew Bailey,"."""
    if j + 1 >= len(words) or words[j].text not in {",", "("}:
        return None
    tag = names.at(words[j + 1].start)
    if tag is None or tag.element != "persName":
        return None
    after = next((word for word in words[j + 1 :] if word.start >= tag.end), None)
    named = after is None or after.text in {",", ".", ")", ":", ";"}
    return Subject(tag.start, tag.end, "name") if named else None


def numbered(subject: Subject | None, text: str, verb: str) -> Subject | None:
    """German *sie*, by its verb: "sagte sie" is she, "sagten sie" they."""
    if subject is None or subject.kind != "other" or text[subject.start : subject.end].casefold() != "sie":
        return subject
    return Subject(subject.start, subject.end, "many" if verb.endswith("n") else "female")


def cue_before(text: str, start: int, floor: int, names: Names) -> Cue | None:
    """The cue in the sentence before the quotation at ``start``; nothing before ``floor`` is looked at."""
    begin = sentence_start(text, start, max(floor, start - REACH))
    words = words_of(text, begin, start)
    while words and words[-1].text in "([_*":
        words.pop()
    if not words:
        return None
    colon = words[-1].text == ":"
    comma = words[-1].text in {",", "—", "–", "-"}
    that = words[-1].text.casefold() in {"that", "dass", "daß", "que", "whether", "if", "as"}
    body = len(words) - (1 if colon or comma else 0)
    according = according_to_before(text, words[:body], names)
    if according:
        return according
    limit = 40
    for v in range(body - 1, max(-1, body - 1 - limit), -1):
        word = words[v]
        if not word.is_word or not word.text[0].islower():
            continue
        kind = verb_kind(verb_core(word.text))
        if kind is None or is_noun_here(words, v):
            continue
        if (
            word.text.startswith(("heißt", "heisst", "hieß"))
            and words[v + 1 : v + 2]
            and words[v + 1].text == "es"
        ):
            kind = WRITING  # Im „Faust“ heißt es: „…“
        distance = body - 1 - v
        between = words[v + 1 : body]
        if any(w.text in ".;:!?" for w in between):
            break
        subject = subject_before(text, words, v, names)
        if v and words[v - 1].text == ",":  # Auf die Frage, ob er gehe, antwortete Müller: „…“
            subject = _inverted_subject(text, words, v + 1, body, names) or subject
        if subject is None:
            subject = _inverted_subject(text, words, v + 1, body, names)
        attached = colon or comma or that or distance <= 8
        if not (colon or comma) and distance > 14:
            break
        if subject is None and not (colon or comma or distance <= 3):
            continue
        return Cue(kind, numbered(subject, text, word.text), attached, word.text, distance)
    if colon:
        return verbless(text, words[:body], names)
    return None


def _inverted_subject(text: str, words: list[Word], i: int, body: int, names: Names) -> Subject | None:
    """Then said the old man: “…”; Später erklärte die Ministerin: „…“"""
    while i < body and (is_adverb(words[i].text) or words[i].text.casefold() in PARTICLES):
        i += 1
    if i >= body:
        return None
    tag = names.at(words[i].start)
    if tag is not None and tag.element == "persName" and body - i <= 6:
        following = [w for w in words if w.start >= tag.end]
        if len(following) <= 2 + (len(words) - body) or (following and following[0].text in {",", ":"}):
            return Subject(tag.start, tag.end, "name")
    if words[i].text.casefold() in {"he", "she", "er", "sie", "il", "elle"}:
        return Subject(words[i].start, words[i].end, SUBJECT_PRONOUNS[words[i].text.casefold()])
    if words[i].text.casefold() in _NOMINATIVES or (
        tag is not None and tag.element in {"persName", "orgName"}
    ):
        subject, after = phrase_and_next(text, words, i, names)
        apposed = apposed_person(words, after, names) if subject and subject.kind == "phrase" else None
        return apposed or subject
    if words[i].text[0].isupper() and i:
        last = i
        while last + 1 < body and words[last + 1].text[0].isupper():
            last += 1
        return Subject(words[i].start, words[last].end, "name")  # a name that no tagger knows
    return None


_NOMINATIVES = frozenset({"der", "die", "das", "ein", "eine", "le", "la", "l", "un", "une"})
"""Articles at which a subject behind its verb may begin, in German and French."""


def subject_before(text: str, words: list[Word], v: int, names: Names) -> Subject | None:
    i = v - 1
    while i >= 0 and (
        is_adverb(words[i].text)
        or words[i].text.casefold() in AUXILIARIES
        or words[i].text.casefold() in {"himself", "herself", "self"}
    ):
        i -= 1
    if i < 0:
        return None
    if (
        words[v].text.endswith("ing")
        or words[i].text.casefold() in {"and", "or", "but", "und", "et", "to", ",", "by"}
        or words[i].text in {",", ";", "—", "–", ")", "-"}
    ):
        return _apposition_or_first(text, words, i, names)
    if words[i].text.casefold() in {"who", "which", "that", "qui"}:
        return phrase_until(text, words, i - 1 - (words[i - 1].text == ","), names) if i else None
    return phrase_until(text, words, i, names) or first_subject(text, words, i, names)


def _apposition_or_first(text: str, words: list[Word], i: int, names: Names) -> Subject | None:
    apposed = names.at(words[i - 1].start) if i and words[i].text == "," else None
    if apposed is not None and apposed.element == "persName":
        before = [word for word in words[max(0, i - 8) : i] if word.end <= apposed.start]
        if before and before[-1].text == ",":
            # The secretary general, Nunzio Galantino, said
            return Subject(apposed.start, apposed.end, "name")
    if words[i].text in {",", ")", "—", "–"}:
        opening = {",": ",", ")": "(", "—": "—", "–": "–"}[words[i].text]
        for k in range(i - 1, max(-1, i - 24), -1):
            if words[k].text == opening and k > 0:
                found = phrase_until(text, words, k - 1, names)
                if found and found.kind == "name" and not after_preposition(words, found.start):
                    return found
                break
    return first_subject(text, words, i, names)

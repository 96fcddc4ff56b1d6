"""Speaker cues: the words around a quotation → who is said to speak, by which verb, and where these words
stand.

A cue stands after the quotation (“…,” said Baker; “…,” the old man answered), before it (Baker affirms:
“…”), or is no verb at all (according to Baker; Baker: “…”). Subjects are looked for in the clause of the
verb (:mod:`tei_tools.taggers._noun_phrases`).
"""

from __future__ import annotations

import re

from tei_tools.taggers._cues_before import (
    PARTICLES,
    REACH,
    apposed_person,
    cue_before,
    numbered,
    subject_before,
)
from tei_tools.taggers._noun_phrases import (
    first_subject,
    is_adverb,
    past_modifiers,
    phrase_and_next,
)
from tei_tools.taggers._sentence_words import Names, Word, sentence_start, words_of
from tei_tools.taggers._speech_words import (
    AUXILIARIES,
    PHRASE_ENDS,
    SPEECH,
    verb_kind,
)
from tei_tools.taggers._verb_cues import french_pronoun, is_german_participle, verb_core
from tei_tools.taggers._verbless_cues import (
    Cue,
    according_to_after,
    message_of,
)

__all__ = ["Cue", "cue_after", "cue_before", "subject_before"]


def cue_after(text: str, quotation: tuple[int, int], stop: int, names: Names, floor: int = 0) -> Cue | None:
    """The cue right after ``text[slice(*quotation)]``, before ``stop`` (the next quotation, the block's
    end); its subject may stand before the quotation, from ``floor`` on (German: Er hat ihn „…“ genannt).
    """
    end = quotation[1]
    words = words_of(text, end, min(stop, end + 160))
    inside = text[quotation[0] : end].rstrip("\"”“’‘'»›«‹`*_ \u00a0")
    last = inside[-1:] if inside else ""
    i = 0
    comma = last in ",—–-"
    while i < len(words) and words[i].text in {",", "—", "–", "-", "_"} and i < 3:
        comma = True
        i += 1
    if i >= len(words) or not words[i].is_word:
        return None
    if last == "." and not comma and not words[i].text[0].islower():
        return None
    if (
        last in "!?…"
        and not comma
        and words[i].text in {"He", "She", "They", "It", "I", "The", "A"}
        and words[i].text != "I"
    ):
        return None
    according = according_to_after(text, words[i : i + 3], i, words, names) or message_of(
        text, words, i, names
    )
    if according:
        return according
    if is_german_participle(words[i].text):
        begin = sentence_start(text, quotation[0], max(floor, quotation[0] - REACH))
        before = words_of(text, begin, quotation[0])
        first = next((k for k, word in enumerate(before) if word.text == ","), None)
        if before and before[0].text == "Wie" and first is not None:
            before = before[first + 1 :]  # Wie die Polizei mitteilte, soll er „…“ gerufen haben
        subject = first_subject(text, before, len(before) - 1, names)
        return Cue(verb_kind(words[i].text) or SPEECH, subject, True, words[i].text) if subject else None
    return _inverted(text, words, i, names, mark=last in ",!?—–-" or comma) or _direct(
        text, words, i, names, last, comma
    )


def _inverted(text: str, words: list[Word], i: int, names: Names, *, mark: bool) -> Cue | None:
    """VERB SUBJECT: “…,” said Baker."""
    j = i
    while (
        j < len(words)
        and j - i < 2
        and (is_adverb(words[j].text) or words[j].text.casefold() in {"so", "thus"})
    ):
        j += 1
    if j < len(words) and (french := french_pronoun(words, j)):
        return french
    if j + 2 < len(words) and words[j].text.casefold() == "sich":
        j += 1
    if j + 1 < len(words) and words[j].text in _HAVING:
        j += 1  # « …, a répondu Dupont »
    elif j + 2 < len(words) and words[j].text in _GERMAN_HAVING:
        # „…“, hat Müller gesagt
        subject, after = phrase_and_next(text, words, j + 1, names)
        participle = next((w.text for w in words[after : after + 6] if is_german_participle(w.text)), None)
        return Cue(verb_kind(participle) or SPEECH, subject, True, participle) if participle else None
    if j >= len(words) or not words[j].text[0].islower():
        return None
    kind = verb_kind(verb_core(words[j].text))
    verb = words[j].text
    if kind is None:
        return _inverted_unknown(text, words, j, names) if mark else None
    j += 1
    while j < len(words) and (is_adverb(words[j].text) or words[j].text.casefold() in PARTICLES):
        j += 1
    subject, after = phrase_and_next(text, words, j, names)
    if subject is not None and subject.kind == "phrase":
        subject = apposed_person(words, past_modifiers(text, words, after, names), names) or subject
    if subject is None:
        return Cue(kind, None, True, verb) if j >= len(words) or words[j].text in ",;.:" else None
    return Cue(kind, numbered(subject, text, verb), True, verb)


_HAVING = frozenset({"a", "ont", "avait", "ai"})
_GERMAN_HAVING = frozenset({"hat", "hatte", "haben", "hatten"})


_NO_VERBS = frozenset(
    "nicht erst jetzt selbst dort echt fast not but just yet most et est sont petit tout".split()
)


def _inverted_unknown(text: str, words: list[Word], j: int, names: Names) -> Cue | None:
    """A verb that no table has, where its place shows what it is: “Aw,” fleered Happy Jack, …"""
    if not re.fullmatch(r"[^\W\d_A-ZÄÖÜ]{3,}(?:ed|te|a|it|t)", words[j].text) or j + 1 >= len(words):
        return None
    if words[j].text.casefold() in PHRASE_ENDS or words[j].text in _NO_VERBS:
        return None
    reflexive = 1 if words[j + 1].text == "sich" else 0
    subject, after = phrase_and_next(text, words, j + 1 + reflexive, names)
    if subject is None or subject.kind not in {"name", "male", "female"}:
        return None
    closed = (
        after >= len(words) or words[after].text in {",", ".", ";", ":", "—"} or is_adverb(words[after].text)
    )
    return Cue(SPEECH, subject, True, words[j].text) if closed else None


def _direct(text: str, words: list[Word], i: int, names: Names, last: str, comma: bool) -> Cue | None:
    """SUBJECT VERB: “…,” the old man answered."""
    subject, j = phrase_and_next(text, words, i, names)
    if subject is None:
        return None
    if subject.kind in {"name", "phrase"}:
        j = past_modifiers(text, words, j, names)
    opened = 0
    while (
        j < len(words) and words[j].text in {",", "("} and subject.kind in {"name", "phrase"} and opened < 3
    ):
        # Appositions: “…,” Baker, the secretary of state, said; “…,” Tom Brown, 34, of Dallas, said
        own = names.at(subject.start)
        if subject.kind == "phrase" or own is None or own.end < subject.end:
            subject = apposed_person(words, j, names) or subject  # Baker's lawyer, Sam Hall, said
        close = ")" if words[j].text == "(" else ","
        end = next((k for k in range(j + 1, min(j + 14, len(words))) if words[k].text == close), None)
        if end is None:
            break
        following = words[end + 1].text if end + 1 < len(words) else ""
        relative = words[j + 1].text in {"who", "whose", "which"} and not is_adverb(following)
        again = relative or (verb_kind(verb_core(following)) is None and opened < 2)
        again = again and following not in AUXILIARIES - {"a"} and not is_adverb(following)
        j = end if close == "," and again and opened < 2 else end + 1
        opened += 1
    skipped = 0
    while j < len(words) and skipped < 4 and words[j].is_word:
        kind = verb_kind(verb_core(words[j].text))
        if kind is not None and words[j].text[0].islower():
            return Cue(kind, subject, True, words[j].text)
        if not (
            is_adverb(words[j].text)
            or words[j].text.casefold() in AUXILIARIES
            or words[j].text in {"who", "at", "last"}
        ):
            return None
        j += 1
        skipped += 1
    return None

"""Speaker cues: the words around a quotation → who is said to speak, by which verb, and where these words
stand.

A cue stands after the quotation (“…,” said Baker; “…,” the old man answered), before it (Baker affirms:
“…”), or is no verb at all (according to Baker; Baker: “…”). Subjects are looked for in the clause of the
verb (:mod:`tei_tools.taggers._noun_phrases`).
"""

from __future__ import annotations

import re

from tei_tools.taggers._noun_phrases import (
    after_preposition,
    first_subject,
    is_adverb,
    past_modifiers,
    phrase_and_next,
    phrase_until,
)
from tei_tools.taggers._sentence_words import Names, Subject, Word, sentence_start, words_of
from tei_tools.taggers._speech_words import (
    AUXILIARIES,
    PHRASE_ENDS,
    SPEECH,
    SUBJECT_PRONOUNS,
    WRITING,
    verb_kind,
)
from tei_tools.taggers._verb_cues import french_pronoun, is_german_participle, is_noun_here, verb_core
from tei_tools.taggers._verbless_cues import (
    Cue,
    according_to_after,
    according_to_before,
    message_of,
    verbless,
)

__all__ = ["Cue", "cue_after", "cue_before", "subject_before"]

_REACH = 260


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
        begin = sentence_start(text, quotation[0], max(floor, quotation[0] - _REACH))
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
    while j < len(words) and (is_adverb(words[j].text) or words[j].text.casefold() in _PARTICLES):
        j += 1
    subject, after = phrase_and_next(text, words, j, names)
    if subject is not None and subject.kind == "phrase":
        subject = apposed_person(words, past_modifiers(text, words, after, names), names) or subject
    if subject is None:
        return Cue(kind, None, True, verb) if j >= len(words) or words[j].text in ",;.:" else None
    return Cue(kind, _numbered(subject, text, verb), True, verb)


def _numbered(subject: Subject | None, text: str, verb: str) -> Subject | None:
    """German *sie*, by its verb: "sagte sie" is she, "sagten sie" they."""
    if subject is None or subject.kind != "other" or text[subject.start : subject.end].casefold() != "sie":
        return subject
    return Subject(subject.start, subject.end, "many" if verb.endswith("n") else "female")


_HAVING = frozenset({"a", "ont", "avait", "ai"})
_GERMAN_HAVING = frozenset({"hat", "hatte", "haben", "hatten"})
_PARTICLES = frozenset(
    """out in back up on forth aloud again at last to himself herself sich lundi mardi mercredi jeudi
    vendredi samedi dimanche hier gestern heute auch darauf da nun noch""".split()
)


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


def cue_before(text: str, start: int, floor: int, names: Names) -> Cue | None:
    """The cue in the sentence before the quotation at ``start``; nothing before ``floor`` is looked at."""
    begin = sentence_start(text, start, max(floor, start - _REACH))
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
        return Cue(kind, _numbered(subject, text, word.text), attached, word.text, distance)
    if colon:
        return verbless(text, words[:body], names)
    return None


def _inverted_subject(text: str, words: list[Word], i: int, body: int, names: Names) -> Subject | None:
    """Then said the old man: “…”; Später erklärte die Ministerin: „…“"""
    while i < body and (is_adverb(words[i].text) or words[i].text.casefold() in _PARTICLES):
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

"""Verbs of speech where they stand: their core, whether they are nouns there, and clauses inside a
quotation."""

from __future__ import annotations

import re

from tei_tools.taggers._noun_phrases import phrase_and_next
from tei_tools.taggers._sentence_words import Names, Subject, Word, words_of
from tei_tools.taggers._speech_verbs import french_forms
from tei_tools.taggers._speech_words import DETERMINERS, SUBJECT_PRONOUNS, verb_kind
from tei_tools.taggers._verbless_cues import Cue

__all__ = ["cue_inside", "french_pronoun", "is_german_participle", "is_noun_here", "verb_core"]


_INSIDE = re.compile(
    r"[,!?…]\s(?:(?P<verb>(?:s['’])?[^\W\d_]+)(?:-t)?-(?P<pronoun>il|elle|ils|elles|on|je)\b"
    r"|(?P<plain>(?:s['’])?[a-zäöüéè]+)\s(?=[A-ZÀ-Ý]|l[ea]\s|l['’]|une?\s|[ms](?:on|a)\s))"
)


def cue_inside(text: str, start: int, end: int, names: Names) -> Cue | None:
    """The reporting clause that French leaves inside the marks: « Oui, dit-il, je viens. »"""
    for match in _INSIDE.finditer(text, start, min(end, start + 400)):
        if match["pronoun"] and (kind := verb_kind(match["verb"]) or verb_kind(verb_core(match["verb"]))):
            subject = Subject(*match.span("pronoun"), SUBJECT_PRONOUNS[match["pronoun"]])
            return Cue(kind, subject, True, match["verb"])
        if not match["plain"]:
            continue
        verb = verb_core(match["plain"])
        named, _ = phrase_and_next(text, words_of(text, match.end(), min(end, match.end() + 120)), 0, names)
        if named is None or text[named.end : named.end + 1] not in {",", ".", ";"}:
            continue
        tag = names.at(named.start)
        known = verb in french_forms() or (tag is not None and tag.element == "persName" and verb != "thank")
        if known and (kind := verb_kind(verb)):
            return Cue(kind, named, True, match["plain"])
    return None


_FRENCH_PRONOUN = re.compile(r"(?:[smt]['’])?([^\W\d_]+?)(?:-t)?-(ils?|elles?|on|je)")
_PARTICIPLE = re.compile(r"(?:ge|an|auf|aus|ein|hinzu|vor|zu|be|er|ver|ent|wider|wieder)[^\W\d_]*(?:t|en)")


def french_pronoun(words: list[Word], j: int) -> Cue | None:
    """French: dit-il, s'écria-t-elle, a-t-il ajouté."""
    match = _FRENCH_PRONOUN.fullmatch(words[j].text)
    if match is None:
        return None
    verb = match[1]
    if verb in {"a", "ont", "avait", "avaient", "ai"}:
        verb = words[j + 1].text if j + 1 < len(words) else ""
        if verb in {"alors", "ensuite", "aussi", "encore", "aussitôt", "enfin"} and j + 2 < len(words):
            verb = words[j + 2].text
    kind = verb_kind(verb) or verb_kind(verb_core(verb))
    if kind is None:
        return None
    start = words[j].end - len(match[2])
    return Cue(kind, Subject(start, words[j].end, SUBJECT_PRONOUNS[match[2]]), True, verb)


def is_german_participle(word: str) -> bool:
    """Whether a word is the participle of a verb that reports: *gesagt, genannt, bezeichnet, erklärt*."""
    return bool(_PARTICIPLE.fullmatch(word)) and verb_kind(word) is not None and not word.endswith("te")


def verb_core(word: str) -> str:
    """A verb without the pronoun that French elides before it: *s'écria*."""
    return re.sub(r"^(?:[sm]['’])", "", word)


def is_noun_here(words: list[Word], v: int) -> bool:
    """Whether the word, a verb by its form, is a noun or an adjective where it stands: "the report", "the
    noted doctor".
    """
    before = words[v - 1].text.casefold() if v else ""
    if before == "a" and words[v].text.endswith(("é", "it", "u")):
        return False  # French: "a déclaré"
    if before in DETERMINERS - {"that"} or before in {"of", "in", "for", "with"}:
        return not words[v].text.endswith("ing") or before in DETERMINERS
    following = words[v + 1] if v + 1 < len(words) else None
    if words[v].text.startswith("answer") and following is not None and following.text == "to":
        return True  # "answers to the name of"
    low = words[v].text.casefold()
    if low in {"went", "goes", "got", "put", "puts", "gave", "ran", "broke", "shot"}:
        return following is None or following.text.casefold() not in {"on", "in", "out", "it"}
    if low in {
        "smile",
        "laugh",
        "cry",
        "sigh",
        "answer",
        "reply",
        "report",
        "question",
        "order",
        "offer",
        "promise",
        "call",
        "charge",
        "claim",
        "comment",
        "remark",
        "request",
        "shout",
        "whisper",
        "hope",
        "note",
        "notes",
        "quote",
        "state",
        "address",
        "press",
        "object",
    }:
        return before not in SUBJECT_PRONOUNS and before not in {
            "to",
            "will",
            "would",
            "and",
            "can",
            "could",
            "did",
            "not",
            "may",
            "might",
        }
    return False

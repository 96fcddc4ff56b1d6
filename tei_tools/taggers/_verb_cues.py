"""Verbs of speech where they stand: their core, whether they are nouns there, and clauses inside a
quotation."""

from __future__ import annotations

import re

from tei_tools.taggers._sentence_words import Names, Subject, Word
from tei_tools.taggers._speech_words import DETERMINERS, SUBJECT_PRONOUNS, verb_kind
from tei_tools.taggers._verbless_cues import Cue

__all__ = ["cue_inside", "is_noun_here", "verb_core"]


_INSIDE = re.compile(
    r"[,!?…]\s(?:(?P<verb>(?:s['’])?[^\W\d_]+)(?:-t)?-(?P<pronoun>il|elle|ils|elles|on|je)\b"
    r"|(?P<plain>[a-zäöüéè]+)\s(?=[A-ZÀ-Ý]))"
)


def cue_inside(text: str, start: int, end: int, names: Names) -> Cue | None:
    """The reporting clause that French leaves inside the marks: « Oui, dit-il, je viens. »"""
    for match in _INSIDE.finditer(text, start, min(end, start + 400)):
        if match["pronoun"] and (kind := verb_kind(match["verb"]) or verb_kind(verb_core(match["verb"]))):
            subject = Subject(*match.span("pronoun"), SUBJECT_PRONOUNS[match["pronoun"]])
            return Cue(kind, subject, True, match["verb"])
        if match["plain"] and (kind := verb_kind(match["plain"])):
            tag = names.at(match.end())
            if (
                tag is not None
                and tag.element == "persName"
                and text[tag.end : tag.end + 1] in {",", ".", ";"}
            ):
                return Cue(kind, Subject(tag.start, tag.end, "name"), True, match["plain"])
    return None


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

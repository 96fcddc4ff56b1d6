"""Kinds of quotation: a span, its words and its cue → TEI's element for it (TEI Guidelines 3.3.3,
"Quotation").

``said``: speech or thought, direct; ``quote``: a passage of a writing; ``title``: a work's title;
``soCalled``: words from which the author keeps a distance; ``mentioned``: words spoken about; ``term``:
words that are being explained.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tei_tools.taggers._quotation_words import (
    BOTH_SMALL,
    CHAPTER_BEFORE,
    CITATION_AFTER,
    GENRE_AT_END,
    IN_BEFORE,
    IRONIC_BEFORE,
    LANGUAGE_BEFORE,
    LEVELS,
    MEANING_AFTER,
    MEANS_AFTER,
    MEANT_BY,
    MENTION_BEFORE,
    OPENS_WITH_ARTICLE,
    OWN_WORDS,
    PRESS,
    PRESS_NOUN,
    READ_THERE,
    TERM_AFTER,
    TERM_BEFORE,
    TERM_NOUN_BEFORE,
    TITLED,
    WORK_AFTER,
    WORK_BEFORE,
    WORK_VERB_BEFORE,
    WRITINGS,
)
from tei_tools.taggers._speaker_cues import Cue
from tei_tools.taggers._speech_words import SPEECH, THOUGHT, WRITING

__all__ = ["Kind", "kind_of"]

MARKS = "\"“”„‟«»‹›‘’‚‛'`´"


@dataclass(frozen=True, slots=True)
class Kind:
    """The element and attributes that a quotation deserves, and how sure that is."""

    element: str
    confidence: float
    attributes: dict[str, str] = field(default_factory=dict)


def kind_of(
    text: str, start: int, end: int, floor: int, ceiling: int, cue: Cue | None, *, dialogue: bool
) -> Kind:
    """The kind of the quotation ``text[start:end]`` (marks included) within its block ``floor`` …
    ``ceiling``.

    ``dialogue`` says that the document quotes much speech, so that a sentence without a cue is speech as
    well.
    """
    words = text[start:end].strip(MARKS + " \u00a0*_")
    before = text[max(floor, start - 80) : start]
    after = text[end : min(ceiling, end + 100)]
    count = len(words.split())
    sentence = _is_sentence(words)
    colon = before.rstrip().endswith((":", ",")) and not before.rstrip().endswith("such as,")
    if not any(char.isalnum() for char in words):
        return Kind("mentioned", 0.5)
    titled = _title(text, words, before, after, count, cue)
    sure = titled is not None and titled.confidence >= _SURE_TITLE
    if (
        titled is not None
        and titled.confidence < _LIKELY_TITLE
        and count <= 6
        and MENTION_BEFORE.search(before)
    ):
        titled = None
    if titled is not None and (sure or not (cue and cue.subject and colon)):
        return titled
    if OWN_WORDS.search(before):
        return Kind("said", 0.85, {"direct": "true"})
    if count <= 6 and IRONIC_BEFORE.search(before):
        return Kind("soCalled", 0.9)
    if count <= 6 and not (sentence and colon):
        means = MEANT_BY.search(before) and MEANS_AFTER.search(after)
        if means or TERM_NOUN_BEFORE.search(before) or TERM_AFTER.search(after):
            return Kind("term", 0.8)
        if count <= 3 and LANGUAGE_BEFORE.search(before):
            return Kind("mentioned", 0.8)
        if MEANING_AFTER.search(after) or MENTION_BEFORE.search(before):
            return Kind("mentioned", 0.8)
        if TERM_BEFORE.search(before):
            return Kind("term" if words[:1].islower() and not dialogue else "soCalled", 0.7)
    if count <= 5 and words[-1:] not in {"?", "!"} and before.rstrip()[-1:].isalnum():
        return _embedded(text, words, after, cue)
    if cue is not None and cue.attached and (cue.subject is not None or colon or sentence):
        if cue.kind == WRITING or _is_a_writing(text, cue):
            return Kind("quote", 0.85)
        if (
            count <= 3
            and not colon
            and not sentence
            and words[-1:] not in ".,!?"
            and cue.kind == SPEECH
            and not cue.subject
        ):
            return Kind("soCalled", 0.6)
        attributes = {"direct": "true"}
        if cue.kind == THOUGHT:
            attributes["aloud"] = "false"
        return Kind("said", 0.93 if cue.subject is not None and (colon or sentence) else 0.8, attributes)
    if CITATION_AFTER.search(after) and count > 3:
        return Kind("quote", 0.85)
    if count <= 4 and not sentence:
        return Kind("soCalled", 0.75)
    if sentence and (dialogue or words[-1] in "?!"):
        return Kind("said", 0.8, {"direct": "true"})
    if cue is not None and cue.subject is not None and cue.kind == SPEECH and cue.verb:
        return Kind("said", 0.65, {"direct": "true"})
    return Kind("quote", 0.6 if sentence or count > 6 else 0.5)


_NAMING = frozenset(
    (
        "call calls called calling dubbed termed labelled labeled nennt nannte bezeichnet bezeichnete "
        "appelle appelait"
    ).split()
)


def _embedded(text: str, words: str, after: str, cue: Cue | None) -> Kind:
    """A few words inside a sentence: somebody's, where a verb of speech rules them, else words held at a
    distance.
    """
    if (
        cue is not None
        and cue.subject is not None
        and cue.subject.kind in {"name", "male", "female", "phrase", "first"}
    ):
        near = cue.distance <= 6 if cue.verb.casefold() not in _NAMING else 1 <= cue.distance <= 6
        if near and cue.kind != THOUGHT:
            element = "quote" if cue.kind == WRITING or _is_a_writing(text, cue) else "said"
            return Kind(element, 0.7, {"direct": "true"} if element == "said" else {})
    if CITATION_AFTER.search(after) and len(words.split()) > 3:
        return Kind("quote", 0.7)
    return Kind("soCalled", 0.75)


def _is_sentence(words: str) -> bool:
    return bool(words) and (
        words[-1] in ".!?…,—–-" and (words[0].isupper() or len(words.split()) > 2 or words[-1] in "!?")
    )


def _is_a_writing(text: str, cue: Cue) -> bool:
    if cue.subject is None or cue.subject.kind not in {"phrase", "name"}:
        return False
    own = re.findall(r"[^\W\d_]+", text[cue.subject.start : cue.subject.end].casefold())
    head = own[: own.index("of")] if "of" in own[1:] else own
    return bool(head) and head[-1] in WRITINGS and cue.subject.kind == "phrase"


_SURE_TITLE, _LIKELY_TITLE = 0.85, 0.7


def _title(text: str, words: str, before: str, after: str, count: int, cue: Cue | None) -> Kind | None:
    """The title of a work, or ``None``; surest where a word for a work stands before it."""
    words = words.rstrip(",")  # American printing has the comma inside
    capitals = _in_title_case(words)
    if capitals and count <= 8 and not words.isupper():
        words = words.rstrip(".")
    if TITLED.search(before) and count <= 25:
        return Kind("title", 0.9, {"level": _level(before) or "a"})
    ended = words[-1:] in {".", "!", ","}
    open_before = not before.rstrip().endswith(":")
    if open_before and not ended and count <= 5 and _is_press(words):
        return Kind("title", 0.85, {"level": "j"})
    work = WORK_BEFORE.search(before)
    level = _level_of(work[1].casefold()) if work else None
    if level and (capitals or (words[:1].isupper() and not ended)) and count <= 20 and open_before:
        if before.rstrip().endswith(",") and not _HIS_WORK.search(before):
            return Kind("title", 0.8, {"level": level})
        return Kind("title", 0.85, {"level": level})
    article = bool(OPENS_WITH_ARTICLE.match(words)) and not ended and words[-1:] != "?"
    if capitals and CHAPTER_BEFORE.search(before):
        return Kind("title", 0.85, {"level": "a"})
    following = re.match(r"^\s*(?:\(\d{4}\)|,? by (?:the )?[A-Z]|,? von [A-Z]|,? d(?:e |['’])[A-Z])", after)
    if following and (capitals or (article and count <= 8)) and count <= 20:
        return Kind("title", 0.75, {"level": "m"})
    if ended or count > 15 or not open_before or before.rstrip().endswith(","):
        return None
    if capitals and GENRE_AT_END.search(words) and count <= 8:
        return Kind("title", 0.75, {"level": "m"})
    if (capitals or article) and (WORK_VERB_BEFORE.search(before) or WORK_AFTER.search(after)):
        return Kind(
            "title",
            0.8,
            {"level": "a" if re.search(r"\b(?:s[ia]ng|hummed|whistled|chant)", before[-20:]) else "m"},
        )
    if IN_BEFORE.search(before) and ((capitals and article and count > 1) or READ_THERE.search(after)):
        return Kind("title", 0.8, {"level": "m"})
    if (
        re.search(r"[^\W\d_]['’]s\s$|\b[A-ZÄÖÜ][^\W\d_]+s\s$", before)
        and capitals
        and (article or "’" in before[-3:] or "'" in before[-3:])
    ):
        return Kind("title", 0.75, {"level": "m"})
    if capitals and count >= 3 and (cue is None or not cue.attached):
        return Kind("title", 0.65, {"level": "a" if count > 5 else "m"})
    return None


_HIS_WORK = re.compile(
    r"\b(?:his|her|their|its|whose|seine[mnrs]?|ihre[mnrs]?|sein|ihr|son|sa|ses|leur|['’]s|the|le|la|dem|den|der)\s"
    r"(?:[^\W\d_]+\s){0,3}[^\W\d_]+,\s$"
)


def _is_press(words: str) -> bool:
    """Whether the words name a newspaper or a magazine: by the table, or by a noun that such names end in."""
    if words.casefold() in PRESS:
        return words[:1].isupper() or words.isupper() or words == "taz"
    tokens = words.split()
    if len(tokens) < 2 and not words.casefold().endswith("zeitung"):
        return False
    return all(token[:1].isupper() for token in tokens) and bool(PRESS_NOUN.search(tokens[-1].casefold()))


def _level_of(noun: str) -> str | None:
    """The level of a work by its noun, in the singular or the plural."""
    return next((LEVELS[form] for form in (noun, noun[:-1], noun[:-2]) if form in LEVELS), None)


def _level(before: str) -> str | None:
    for word in reversed(re.findall(r"[^\W\d_]+", before.casefold())):
        if word in LEVELS:
            return LEVELS[word]
    return None


def _in_title_case(words: str) -> bool:
    """Whether the words are written as an English title is: all but the small ones with a capital."""
    tokens = re.findall(r"[^\W_][\w'’.-]*", words)
    if not tokens or not (tokens[0][0].isupper() or tokens[0][0].isdigit()):
        return False
    large = [token for token in tokens if token.casefold() not in BOTH_SMALL]
    return bool(large) and all(token[0].isupper() or token[0].isdigit() for token in large)

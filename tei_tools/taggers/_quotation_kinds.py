"""Kinds of quotation: a span, its words and its cue → TEI's element for it (TEI Guidelines 3.3.3,
"Quotation").

``said``: speech or thought, direct; ``quote``: a passage of a writing; ``title``: a work's title;
``soCalled``: words from which the author keeps a distance; ``mentioned``: words spoken about; ``term``:
words that are being explained.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

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


_WORKS_ANALYTIC = (
    "article essay poem song story chapter lecture paper speech sermon column report review track "
    "single episode ballad hymn sonnet aria video post talk entry piece section Aufsatz Artikel "
    "Gedicht Lied Kapitel Vortrag Beitrag Erzählung article poème chanson chapitre"
)
_WORKS_MONOGRAPH = (
    "book novel film movie play opera album series memoir memoirs autobiography biography treatise "
    "documentary musical symphony ballet painting sculpture exhibition pamphlet volume game show "
    "trilogy thriller comedy tragedy drama Buch Roman Film Oper Stück Schauspiel Sammlung livre "
    "roman pièce"
)
_WORKS_JOURNAL = (
    "newspaper magazine journal periodical daily weekly Zeitung Zeitschrift Magazin journal revue"
)
_LEVELS = {
    **dict.fromkeys(_WORKS_JOURNAL.casefold().split(), "j"),
    **dict.fromkeys(_WORKS_MONOGRAPH.casefold().split(), "m"),
    **dict.fromkeys(_WORKS_ANALYTIC.casefold().split(), "a"),
}
_TITLED = re.compile(
    r"\b(?:entitled|titled|title[ds]?(?: (?:is|was|of))?|headed|headline[ds]?|mit dem Titel"
    r"|betitelt|unter dem Titel|intitulée?s?|titre)\s*[,:]?\s*$",
    re.IGNORECASE,
)
_WORK_BEFORE = re.compile(r"\b([^\W\d_]+)\s*,?\s*$")
_MENTION_BEFORE = re.compile(
    r"\b(?:words?|phrases?|expressions?|verbs?|nouns?|adjectives?|prefix|suffix|syllables?|letters?"
    r"|name|names|spelled|spelt|pronounced|"
    r"wo?rter|wort|ausdruck|silbe|buchstaben?|mot|mots|expression|lettre|vocables?|form|forms"
    r"|meaning|means|meant|translated as|translates as|prononcé|written)\s*,?\s*(?:\w+ )?$",
    re.IGNORECASE,
)
_TERM_BEFORE = re.compile(
    r"\b(?:terms?|termed|concepts?|notions?|category of|categories|begriffe?s?|fachausdruck|terme"
    r"|defined as|definition of|known as|"
    r"referred to as|(?:is|are|was|were|been|being|be) (?:called|named)|also called"
    r"|sogenannte[nrs]?|so genannte[nrs]?|genannt|dubbed|labell?ed|nicknamed)\s*(?:the |an? |der "
    r"|die |das |le |la )?$",
    re.IGNORECASE,
)
_MEANING_AFTER = re.compile(
    r"^\s*,?\s*(?:means?|meant|denotes?|refers? to|signifies|derives? from|is (?:a|the|an) (?:word"
    r"|term|name)|bedeutet|heißt|signifie)\b"
)
_OWN_WORDS = re.compile(
    r"\bin (?:(?:his|her|their|my|its) (?:own )?|the |\w+['’]s (?:own )?)(?:words?|phrase"
    r"|expression)(?: of \S+(?: \S+)?)?\s*[,:]\s*$"
)
_IRONIC_BEFORE = re.compile(
    r"\b(?:so[- ]called|supposed|alleged|self-styled|self-proclaimed|soi-disant|sogenannte[nrs]?"
    r"|angebliche[nrs]?|prétendue?s?)\s*$",
    re.IGNORECASE,
)
_CITATION_AFTER = re.compile(
    r"^[.,;]?\s*(?:\([^()\n]{0,80}\b(?:1[4-9]|20)\d\d[^()\n]{0,60}\)|\((?:p|pp|S|f"
    r"|fol)\.\s?\d[^()\n]{0,30}\)|\[\d{1,3}(?:[,–-]\s?\d{1,3})*\]|[¹²³⁴⁵⁶⁷⁸⁹])"
)
_BOTH_SMALL = frozenset(
    (
        "a an the of and in on to for with by at from or nor but as into upon der die das und von im "
        "in zu des le la les de du des et en au aux"
    ).split()
)
_WRITINGS = frozenset(
    """report document letter article book memo memorandum paper newspaper editorial statement declaration
    treaty constitution
    charter law act bill resolution text bible scripture gospel study survey review note notice sign
    inscription headline banner
    caption advertisement diary journal journals website page encyclopedia dictionary manifesto pamphlet
    poem verse chapter section
    clause preamble telegram cable transcript record entry motto slogan plaque label title summary abstract
    introduction preface
    brief decree communique communiqué dispatch epitaph essay lines line passage page magazine guidelines
    manual code rule
    bericht dokument brief artikel buch vertrag gesetz zeitung rapport lettre traité loi livre journal times
    post guardian""".split()
)  # fmt: skip


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
    if titled is not None and not (cue and cue.subject and colon and not _TITLED.search(before)):
        return titled
    if _OWN_WORDS.search(before):
        return Kind("said", 0.85, {"direct": "true"})
    if count <= 6 and _IRONIC_BEFORE.search(before):
        return Kind("soCalled", 0.9)
    if count <= 6 and not (sentence and colon):
        if _MEANING_AFTER.search(after) or _MENTION_BEFORE.search(before):
            return Kind("mentioned", 0.8)
        if _TERM_BEFORE.search(before):
            return Kind("term" if words[:1].islower() and not dialogue else "soCalled", 0.7)
    if count <= 5 and words[-1:] not in {"?", "!"} and before.rstrip()[-1:].isalnum():
        return _embedded(words, before, after, cue)
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
    if _CITATION_AFTER.search(after) and count > 3:
        return Kind("quote", 0.85)
    if count <= 4 and not sentence:
        return Kind("soCalled", 0.75)
    if sentence and dialogue:
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


def _embedded(words: str, before: str, after: str, cue: Cue | None) -> Kind:
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
            element = "quote" if cue.kind == WRITING else "said"
            return Kind(element, 0.7, {"direct": "true"} if element == "said" else {})
    if _CITATION_AFTER.search(after) and len(words.split()) > 3:
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
    return bool(head) and head[-1] in _WRITINGS and cue.subject.kind == "phrase"


def _title(text: str, words: str, before: str, after: str, count: int, cue: Cue | None) -> Kind | None:
    capitals = _in_title_case(words)
    if _TITLED.search(before) and count <= 25:
        return Kind("title", 0.9, {"level": _level(before) or "a"})
    work = _WORK_BEFORE.search(before)
    level = _LEVELS.get(work[1].casefold()) if work else None
    if level and capitals and count <= 20 and not before.rstrip().endswith(":"):
        return Kind("title", 0.85, {"level": level})
    following = re.match(r"^\s*(?:\(\d{4}\)|,? by [A-Z]|,? von [A-Z]|,? de [A-Z])", after)
    if following and capitals and count <= 20:
        return Kind("title", 0.75, {"level": "m"})
    if capitals and 3 <= count <= 15 and words[-1] not in ".,!" and (cue is None or not cue.attached):
        return Kind("title", 0.65, {"level": "a" if count > 5 else "m"})
    return None


def _level(before: str) -> str | None:
    for word in reversed(re.findall(r"[^\W\d_]+", before.casefold())):
        if word in _LEVELS:
            return _LEVELS[word]
    return None


def _in_title_case(words: str) -> bool:
    """Whether the words are written as an English title is: all but the small ones with a capital."""
    tokens = re.findall(r"[^\W_][\w'’.-]*", words)
    if not tokens or not (tokens[0][0].isupper() or tokens[0][0].isdigit()):
        return False
    large = [token for token in tokens if token.casefold() not in _BOTH_SMALL]
    return bool(large) and all(token[0].isupper() or token[0].isdigit() for token in large)

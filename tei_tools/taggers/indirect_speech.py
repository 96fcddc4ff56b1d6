"""Indirect speech, on request (``--also indirect_speech``): ``said`` with ``@direct`` ``false``.

What is tagged is the clause after the conjunction, as TEI's own example has it (3.3.3, "said that <said
direct='false'>there was a gentleman waiting</said>"): after a verb of speech or writing and *that*; *dass*,
*ob*; *que*, *si*. It goes on to the end of its sentence, a semicolon or a dash. ``@who`` is the name before
the verb, where one stands there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from tei_tools.sources import SourceDocument
from tei_tools.taggers import Context, Link, Tag
from tei_tools.taggers._speech_words import SPEECH, WRITING, verb_kind

ELEMENTS = ("said",)
AFTER = ("authority", "names")
ON_REQUEST = True

_CONFIDENCE = 0.6
_BEFORE = 120  # characters in which verb and speaker stand
_BETWEEN = 4  # words that may stand between a verb and its conjunction: whom is spoken to
_LONGEST = 1_500
_SHORTEST = 2
_CONJUNCTIONS = {
    "en": re.compile(r"\bthat\s+(?=\w)"),
    "de": re.compile(r"(?<=,)\s+(?:dass|daß|ob)\s+(?=\w)"),
    "fr": re.compile(r"\b(?:que\s+|qu['’]|si\s+|s['’](?=ils?\b))(?=\w)"),
}
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_END = re.compile(r"[.!?…](?=[\"”’»)\]]*(?:\s|\Z))|[;\n]|\s[–—-]{1,2}\s")
_QUOTES = frozenset('"“”„«»')
_SENTENCE = re.compile(r"[.!?…][\"”’»)\]]*\s|[;:\n]")
_ABBREVIATED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Prof|Gen|Col|Capt|Sen|Gov|Rev|Hr|Nr|Bd)|\b[A-Z])\Z")


def tag(document: SourceDocument, context: Context) -> Iterable[Tag]:
    """A proposal for each clause; none in a language that is not read."""
    conjunction = _CONJUNCTIONS.get((context.language or "en").split("-")[0].lower())
    if conjunction is None:
        return
    names = sorted(
        (each for each in context.tags if each.element in ("persName", "orgName")), key=lambda one: one.end
    )
    ends = [each.end for each in names]
    text = document.text
    containers = {block.parent for block in document.blocks}
    for index, block in enumerate(document.blocks):
        if index in containers or block.kind == "code":
            continue
        for found in conjunction.finditer(text, block.start, block.end):
            verb = _verb(text, max(block.start, found.start() - _BEFORE), found.start())
            if verb is None:
                continue
            start, end = found.end(), _clause_end(text, found.end(), block.end)
            words = text[start:end]
            if len(words.split()) < _SHORTEST or _QUOTES & set(words):
                continue
            number = bisect_right(ends, verb) - 1
            links: tuple[Link, ...] = ()
            if number >= 0 and _speaks(text, names[number].end, verb) and names[number].start >= block.start:
                links = (Link("who", names[number].start, names[number].end),)
            yield Tag(start, end, "said", {"direct": "false"}, _CONFIDENCE, "indirect_speech", links=links)


def _verb(text: str, start: int, end: int) -> int | None:
    """Where the verb before a conjunction begins: at most a few words off, with no end of a sentence or other
    comma between.
    """
    words = list(_WORD.finditer(text, start, end))[-(_BETWEEN + 1) :]
    after = end
    for word in reversed(words):
        if any(sign in text[word.end() : after] for sign in ".!?;:,\n()") and not (
            after == end and text[word.end() : after].strip() == ","
        ):
            return None
        after = word.start()
        if word[0].islower() and verb_kind(word[0]) in (SPEECH, WRITING):
            return word.start()
    return None


def _speaks(text: str, end: int, verb: int) -> bool:
    """Whether a name that ends at ``end`` is the subject of the verb: few words between, and no sentence's
    end.
    """
    between = text[end:verb]
    return len(between) < 60 and len(between.split()) <= 4 and not _SENTENCE.search(between)


def _clause_end(text: str, start: int, limit: int) -> int:
    limit = min(limit, start + _LONGEST)
    for found in _END.finditer(text, start, limit):
        if found[0] == "." and _ABBREVIATED.search(text, max(start, found.start() - 6), found.start()):
            continue
        return found.start()
    return limit

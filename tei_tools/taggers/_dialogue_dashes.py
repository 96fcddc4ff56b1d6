"""Dialogue dashes: paragraphs that open with a dash, where the document has such a dialogue → spans of
speech.

The French (and Irish, Russian, Spanish) convention: "— Viens, dit-il." The reporting clause is no part of
the speech. A document has it where two paragraphs at least open with a dash and are no list.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from tei_tools.sources import Block
from tei_tools.taggers._quotation_spans import QuotationSpan
from tei_tools.taggers._ranges import Ranges
from tei_tools.taggers._speech_words import SPEECH, verb_kind

__all__ = ["dash_spans"]

_OPENING = re.compile(r"[«“\"]?\s?(?:[—―]|–(?=\s)|--?(?=\s?[^\W\d_]))\s?(?=[\w«“\"‘¿¡…’'(])")
_LONG = re.compile(r"[«“\"]?\s?[—―]")
# A clause that reports: ", dit-il", ", répondit la vieille", "! s'écria Jean", "— said Mulligan".
_CLAUSE = re.compile(
    r"(?P<mark>[,!?…—–])\s?(?P<verb>(?:s['’]|me |te |se |lui "
    r"|leur )?(?P<core>[^\W\d_]+))(?P<hyphen>(?:-t)?-(?:il|elle|ils|elles|on|je|nous"
    r"|vous))?(?=[\s,.;:!?])"
)
# English: "— Back to barracks! he said sternly.", "— Tell me, Mulligan, Stephen said."
_REPORT = re.compile(
    r"(?P<mark>[.!?,…])\s(?:he|she|they|I|we|(?:[A-Z][\w’']+\s?){1,3}?)\s(?:[a-z]+ly\s)?(?P<core>[a-z]+)"
    r"(?=[\s,.;:!?])"
)
# A dash that opens speech where the lines of a text were joined, and where its narration goes on.
_INLINE = re.compile(r"(?:(?<=[.!?:,…]\s)|(?<=[’'”]\s))[—―]\s?(?=[A-ZÀ-Ý'’¿¡(«“\"])")
_NARRATION = re.compile(
    r"[.!?…]\s(?=(?:He|She|They|His|Her)\b|(?:[A-Z][\w’]+\s){1,2}(?:[a-z]+ly\s)?[a-z]+ed\b"
    r"|[A-Z][a-z]+(?:ly|ed|ing),?\s(?:he|she|the)\b)"
)
_FEWEST_INLINE = 4


def dash_spans(
    text: str,
    leaves: Sequence[Block],
    spans: Sequence[QuotationSpan],
    attributions: Collection[int] = (),
) -> list[QuotationSpan]:
    """``spans`` and the speeches after dialogue dashes, in order; none is added inside or across another
    span, nor in the leaves of ``attributions`` (by their index).
    """
    openings: list[tuple[int, int, int]] = []
    for index, block in enumerate(leaves):
        if block.kind != "paragraph" or index in attributions:
            continue
        match = _OPENING.match(text, block.start, block.end)
        if match:
            openings.append((index, block.start, match.end()))
    if len(openings) < 2:
        return sorted([*spans, *_joined_lines(text, leaves, spans)], key=lambda span: (span.start, -span.end))
    long = sum(1 for _, start, _ in openings if _LONG.match(text, start))
    if len(openings) < 2 or (long < 2 and not _reported(text, leaves, openings)):
        return list(spans)
    taken = {(span.block, span.start) for span in spans}
    speeches: list[QuotationSpan] = []
    for index, start, words in openings:
        if (index, start) in taken:
            continue
        for begin, end in _speeches(text, start, words, leaves[index].end):
            speeches.append(QuotationSpan(begin, end, "dash", index))
    inner = _nested(spans, speeches)
    return sorted([*inner, *speeches], key=lambda span: (span.start, -span.end))


def _joined_lines(text: str, leaves: Sequence[Block], spans: Sequence[QuotationSpan]) -> list[QuotationSpan]:
    """Speeches after dashes inside paragraphs: a text whose lines were joined, and that has hardly a
    quotation mark; one speech in four has a reporting clause, at least.
    """
    openings = [
        (index, match.start(), match.end())
        for index, block in enumerate(leaves)
        if block.kind == "paragraph"
        for match in _INLINE.finditer(text, block.start, block.end)
    ]
    if len(openings) < _FEWEST_INLINE or len(spans) * 4 > len(openings):
        return []
    found: list[QuotationSpan] = []
    reported = 0
    taken = Ranges([(span.start, span.end) for span in spans])
    for at, (index, start, words) in enumerate(openings):
        following = openings[at + 1] if at + 1 < len(openings) else None
        stop = following[1] if following and following[0] == index else leaves[index].end
        clause = _first_clause(text, words, stop)
        reported += clause is not None
        narration = _NARRATION.search(text, words, stop)
        if narration is not None and (clause is None or narration.start() < clause.start()):
            stop = narration.end() - 1
        for begin, end in _speeches(text, start, words, stop):
            narrated = _NARRATION.search(text, begin, end)
            end = _stripped(text, begin, narrated.end() - 1) if narrated else end
            if end > begin + 1 and not taken.cover(begin) and not taken.cover(end - 1):
                found.append(QuotationSpan(begin, end, "dash", index))
    return found if reported * 4 >= len(openings) else []


def _first_clause(text: str, start: int, end: int) -> re.Match[str] | None:
    """The first reporting clause, the verb before its subject or behind it."""
    inverted = next((m for m in _CLAUSE.finditer(text, start, end) if _is_clause(m)), None)
    direct = next((m for m in _REPORT.finditer(text, start, end) if verb_kind(m["core"]) == SPEECH), None)
    if inverted is None or (direct is not None and direct.start() < inverted.start()):
        return direct
    return inverted


def _reported(text: str, leaves: Sequence[Block], openings: Sequence[tuple[int, int, int]]) -> bool:
    """Whether short dashes open speech: a reporting clause stands in one paragraph in three, at least."""
    reported = sum(
        1
        for index, _, words in openings
        if any(
            _is_clause(match) for match in _CLAUSE.finditer(text, words, min(leaves[index].end, words + 600))
        )
    )
    return reported * 3 >= len(openings)


def _is_clause(match: re.Match[str]) -> bool:
    core = match["core"].casefold()
    if verb_kind(core) is None and verb_kind(match["verb"].casefold()) is None:
        return False
    return match["core"][0].islower()


def _speeches(text: str, start: int, words: int, end: int) -> list[tuple[int, int]]:
    """The speech of one paragraph in parts, the reporting clauses left out."""
    found: list[tuple[int, int]] = []
    begin = start
    place = words
    while place < end:
        match = _first_clause(text, place, end)
        if match is None:
            break
        stop = match.end("mark") if match["mark"] != "—" else match.start("mark")
        clause_end = _clause_end(text, match.end(), end)
        found.append((begin, _stripped(text, begin, stop)))
        if text[clause_end - 1 : clause_end] in {".", ""} or clause_end >= end:
            rest = _after_full_stop(text, clause_end, end)
            if rest is None:
                return found
            begin = place = rest
        else:
            begin = place = _word_start(text, clause_end, end)
    if begin < end:
        found.append((begin, _stripped(text, begin, end)))
    return [(a, b) for a, b in found if b > a + 1]


def _clause_end(text: str, start: int, end: int) -> int:
    match = re.compile(r"[.;:!?…](?=\s|$)|,(?=\s)|\s[—–]\s").search(text, start, min(end, start + 160))
    # A participle that goes on with the clause ("dit-il, en riant, …") belongs to it.
    while (
        match
        and match[0] == ","
        and re.compile(r"\s(?:en\s\w+ant|avec|d['’]une?|d['’]un|sans|tout|with|in an?)\b").match(
            text, match.end()
        )
    ):
        match = re.compile(r"[.;:!?…](?=\s|$)|,(?=\s)").search(text, match.end(), min(end, match.end() + 160))
    return match.end() if match else end


def _after_full_stop(text: str, start: int, end: int) -> int | None:
    """Where speech goes on after "… dit-il." in the same paragraph: only where it is marked by a new dash or
    speaks to someone.
    """
    match = re.compile(r"\s?[—―]\s?").match(text, start, end)
    if match:
        return match.end() if match.end() < end else None
    rest = text[start : min(end, start + 300)]
    speaks = re.search(
        r"\b(?:[Jj]e|[Jj]['’]|[Tt]u|[Vv]ous|[Nn]ous|[Mm]on|[Mm]a|[Tt]on|[Vv]otre|I|[Yy]ou|[Mm]y|[Yy]our|[Ww]e"
        r"|[Ii]ch|[Dd]u|[Ww]ir|[Mm]ein|[Dd]ein)\b|[?!]",
        rest,
    )
    return _word_start(text, start, end) if speaks and rest.strip() else None


def _word_start(text: str, start: int, end: int) -> int:
    while start < end and (text[start].isspace() or text[start] in "—–"):
        start += 1
    return start


def _stripped(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _nested(spans: Sequence[QuotationSpan], speeches: Sequence[QuotationSpan]) -> list[QuotationSpan]:
    """``spans`` without those that cross a speech, one level deeper where they stand inside one."""
    kept: list[QuotationSpan] = []
    at = 0
    for span in spans:
        while at < len(speeches) and speeches[at].end <= span.start:
            at += 1
        if at < len(speeches) and speeches[at].start < span.end:
            speech = speeches[at]
            if speech.start <= span.start and span.end <= speech.end:
                kept.append(
                    QuotationSpan(span.start, span.end, span.family, span.block, span.level + 1, span.closed)
                )
            continue
        kept.append(span)
    return kept

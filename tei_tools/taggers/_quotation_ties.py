"""What ties a quotation to the one before it: the next paragraph of it, what follows after a clause that
interrupts, a further member of a list.
"""

from __future__ import annotations

import re

from tei_tools.taggers._quotation_kinds import Kind
from tei_tools.taggers._quotation_spans import QuotationSpan
from tei_tools.taggers._speaker_cues import Cue

__all__ = ["goes_on", "in_one_clause", "is_listed", "is_part_of"]

_SENTENCE_ENDS = re.compile(r"[.!?:;]\s")
_LISTED = re.compile(r"(?:[,;]\s?(?:(?:and|or|und|oder|et|ou)\s)?|\s(?:and|or|und|oder|et|ou|sowie|/|&)\s)")
_QUOTING = "\"”’'»«›‹“ "


def is_part_of(text: str, span: QuotationSpan, before: QuotationSpan, kind: Kind, element: str) -> bool:
    """Whether a quotation that goes on after another is what that was: speech goes on as speech."""
    if span.continues or span.block != before.block:
        return element in {"said", "quote"}
    if element != "said":
        return False
    between = text[before.end : span.start]
    joined = len(between) < 60 and " and " in between and not _SENTENCE_ENDS.search(between)
    return kind.element in {"said", "quote"} or _after_comma(text, span.start) or joined


def is_listed(
    text: str, before: QuotationSpan, span: QuotationSpan, cue: Cue | None, *, dialogue: bool
) -> bool:
    """Whether a quotation is a further member of a list, and nothing behind it says whose it is."""
    if (
        span.block != before.block
        or span.level
        or (cue is not None and cue.subject is not None and cue.subject.start >= span.end)
    ):
        return False
    between = text[before.end : span.start]
    if len(between) > 12 or _SENTENCE_ENDS.search(text[span.start : span.end - 2]):
        return False
    inside = text[before.start : before.end].rstrip(_QUOTING)[-1:]
    if not between.strip():
        return inside == "," and not dialogue
    return inside not in ".!?" and _LISTED.fullmatch(between) is not None


def in_one_clause(
    text: str, before: QuotationSpan, span: QuotationSpan, then: Cue | None, now: Cue | None
) -> bool:
    """Whether the same clause reports both: “…,” said the head of Baker's office, “…”."""
    if then is None or now is None or then.subject is None or now.subject is None or not then.verb:
        return False
    between = text[before.end : span.start]
    places = (then.subject.start, now.subject.start)
    return (
        then.verb == now.verb
        and all(before.end <= place < span.start for place in places)
        and not _SENTENCE_ENDS.search(between)
        and between.rstrip().endswith(",")
    )


def goes_on(text: str, before: QuotationSpan, span: QuotationSpan) -> bool:
    """Whether ``span`` is said by who said ``before``: the next paragraph of it, or after a clause that
    interrupts.
    """
    if span.level or before.level:
        return False
    if span.continues or (not before.closed and span.block == before.block + 1):
        return True
    if span.block != before.block:
        return False
    between = text[before.end : span.start]
    return len(between) < 220 and between.strip() != ""


def _after_comma(text: str, place: int) -> bool:
    return text[max(0, place - 2) : place].rstrip().endswith((",", ";"))

"""Clauses that report, left inside the quotation marks: « Messieurs, dit le ministre, la séance est
levée. » → the spans before and behind them.

The French convention (Grevisse, "Le bon usage", "incise"), and that of older English and German print. The
clause is no part of the speech, as after dialogue dashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tei_tools.taggers._noun_phrases import past_modifiers, phrase_and_next
from tei_tools.taggers._quotation_spans import QuotationSpan
from tei_tools.taggers._sentence_words import Names, words_of
from tei_tools.taggers._speech_verbs import french_forms
from tei_tools.taggers._speech_words import verb_kind
from tei_tools.taggers._verb_cues import verb_core

__all__ = ["without_incises"]

_OPENING = re.compile(
    r"(?P<mark>[,!?…])[\s\u00a0\u202f]"
    r"(?:(?P<old>(?:said|quoth|cried|replied|answered|sagte|sprach|rief|fragte|antwortete|erwiderte"
    r"|versetzte)\s(?:he|she|I|they|er|sie|ich)\b(?=[,.;:]))"
    r"|(?P<inverted>(?:[smt]['’])?(?P<verb>[^\W\d_]+?)(?:-t)?-(?:ils?|elles?|on|je)\b(?!-)(?P<participle>\s[^\W\d_]+é\b)?)"
    r"|(?P<plain>(?:a |ont |avait |[smt]['’])?(?P<core>[a-zàâéèêëîïôûùç]+)\s)"
    r"(?:(?:souvent|toujours|alors|aussi|encore|ensuite|enfin|aussitôt|[a-zé]+ment)\s)?(?=[^\W\d_]))"
)
_END = re.compile(r"[,.;:!?…](?=[\s\u00a0\u202f]|$)")
_LONGEST = 160
_PRESENT_WITH_OBJECT = re.compile(r"[^\W\d_]+e$")


def without_incises(text: str, spans: Sequence[QuotationSpan], names: Names) -> list[QuotationSpan]:
    """``spans`` with each parted at the clauses that report it; in order of their start."""
    found: list[QuotationSpan] = []
    for span in spans:
        if span.family in {"dash", "single"}:
            found.append(span)
            continue
        begin = span.start
        for stop, rest in _clauses(text, span, names):
            found.append(
                replace(
                    span, start=begin, end=stop, closed=True, continues=span.continues and begin == span.start
                )
            )
            begin = rest
        found.append(span if begin == span.start else replace(span, start=begin, continues=False))
    return sorted(found, key=lambda span: (span.start, -span.end))


def _clauses(text: str, span: QuotationSpan, names: Names) -> Iterator[tuple[int, int]]:
    """For each clause inside a span where the speech before it ends and that behind it begins."""
    last = span.end - 1 if span.closed else span.end
    place = span.start
    while (match := _OPENING.search(text, place, last)) is not None:
        end = _clause_end(text, match, last, names)
        place = match.end("mark")
        if end is None or not any(letter.isalnum() for letter in text[span.start : match.start()]):
            continue
        rest = end
        while rest < last and (text[rest].isspace() or text[rest] in "—–"):
            rest += 1
        if not any(letter.isalnum() for letter in text[rest : min(last, rest + 40)]):
            return  # « Je viens, dit-il. »: nothing goes on behind it
        yield match.end("mark"), rest
        place = rest


def _clause_end(text: str, match: re.Match[str], last: int, names: Names) -> int | None:
    """Where the clause ends that a match opens, its mark included, or ``None`` where it reports nothing."""
    if match["old"]:
        return match.end() + 1
    if match["inverted"]:
        verb = match["verb"]
        if verb in {"a", "ont", "avait", "avaient"}:
            verb = (match["participle"] or "").strip()
        if verb_kind(verb) is None or verb in {"faut"}:
            return None
        end = _END.search(text, match.end(), min(last, match.end() + _LONGEST))
        return end.end() if end else None
    core = match["core"]
    forms = french_forms()
    if core not in forms and verb_core(core) not in forms:
        return None
    words = words_of(text, match.end(), min(last, match.end() + _LONGEST))
    subject, after = phrase_and_next(text, words, 0, names)
    if subject is None or subject.kind not in {"name", "phrase"}:
        return None
    reflexive = match["plain"][:2] in {"s'", "s’"}
    indefinite = words[0].text.casefold() in {"un", "une", "mon", "ma", "son", "sa"}
    present = _PRESENT_WITH_OBJECT.fullmatch(core)
    if subject.kind == "phrase" and present and not reflexive and not indefinite:
        return None  # « … il arrive, demande le calme, … »
    after = past_modifiers(text, words, after, names)
    if after >= len(words):
        return None
    if words[after].text == "," and after + 1 < len(words) and not words[after + 1].text[0].islower():
        return words[after].end
    end = _END.search(text, words[after].start, min(last, match.end() + _LONGEST))
    if end is None or end.start() - words[after].start > 60:
        return None
    return _past_apposition(text, end, last, match.end())


_APPOSED = re.compile(
    r"\s(?:en\s[^\W\d_]+ant|avec|d['’]une?|sans|tout|[^\W\d_]+(?:\s[^\W\d_]+)?\s(?:de|du|des|d['’]|à|au|aux|chez))\b[^,.;!?]{0,60}(?=,)"
)


def _past_apposition(text: str, end: re.Match[str], last: int, start: int) -> int:
    """Past what stands behind the subject between commas: "explique Sophie Bernard, maire de Lens, …"."""
    if end[0] != ",":
        return end.end()
    match = _APPOSED.match(text, end.end(), min(last, start + _LONGEST))
    return match.end() + 1 if match else end.end()

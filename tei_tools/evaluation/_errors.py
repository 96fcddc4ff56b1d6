"""What is wrong, as text, worst first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tei_tools.evaluation import KINDS, Marked, Span
from tei_tools.evaluation._matching import best_pairs
from tei_tools.evaluation._scoring import labels, of_kind
from tei_tools.evaluation._values import same_date, same_speaker

_AROUND = 40
_GRAVITY = {"high": 0, "medium": 2, "low": 3, "": 2, "unknown": 3}


def worst(pairs: Iterable[tuple[Marked, Marked]], count: int) -> list[Mapping[str, str]]:
    """See :func:`tei_tools.evaluation.errors`."""
    found: list[tuple[int, int, Mapping[str, str]]] = []
    for gold, other in pairs:
        for kind in KINDS:
            if kind in gold.exhaustive:
                found += _of_kind(kind, gold, other, len(found))
        if gold.fields is not None and labels(gold.text, gold.fields) != labels(
            gold.text, other.fields or ()
        ):
            told = {"what": "fields", "kind": "reference", "id": gold.id, "text": gold.text[:200]}
            wanted = " ".join(f"{each.kind}={gold.text[each.start : each.end]!r}" for each in gold.fields)
            given = " ".join(
                f"{each.kind}={gold.text[each.start : each.end]!r}" for each in other.fields or ()
            )
            found.append((2, len(found), {**told, "gold": wanted, "found": given}))
    return [told for _, _, told in sorted(found, key=lambda each: each[:2])[:count]]


def _of_kind(kind: str, gold: Marked, other: Marked, number: int) -> list[tuple[int, int, Mapping[str, str]]]:
    ours, theirs = of_kind(kind, gold, other)
    pairs = best_pairs([(s.start, s.end) for s in ours], [(s.start, s.end) for s in theirs])
    mine, given = {a for a, _ in pairs}, {b for _, b in pairs}
    rows: list[tuple[int, Mapping[str, str]]] = []
    for at, span in enumerate(theirs):
        if at not in given:
            rows.append((_GRAVITY.get(span.cert, 2), _told("made up", kind, gold, span)))
    for at, span in enumerate(ours):
        if at not in mine:
            rows.append((1, _told("missed", kind, gold, span)))
    for a, b in pairs:
        one, two = ours[a], theirs[b]
        if kind == "date" and one.values and not same_date(one.values, two.values):
            told = {"gold": ", ".join(one.values), "found": ", ".join(two.values[:1])}
            rows.append((1, {**_told("value", kind, gold, one), **told}))
        if kind == "quotation" and one.speakers and not same_speaker(one.speakers, two.speaker):
            told = {"gold": ", ".join(one.speakers[:3]), "found": ", ".join(two.speaker[:3])}
            rows.append((2, {**_told("speaker", kind, gold, one), **told}))
    return [(grave, number + at, told) for at, (grave, told) in enumerate(rows)]


def _told(what: str, kind: str, gold: Marked, span: Span) -> dict[str, str]:
    before = gold.text[max(0, span.start - _AROUND) : span.start]
    after = gold.text[span.end : span.end + _AROUND]
    words = f"{before}⟦{gold.text[span.start : span.end]}⟧{after}".replace("\n", " ")
    return {"what": what, "kind": kind, "id": gold.id, "cert": span.cert, "text": words}

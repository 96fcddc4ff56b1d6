"""Pairs of marked texts → figures."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from tei_tools.evaluation import KINDS, Marked, Span
from tei_tools.evaluation._matching import best_pairs, core, figures, most_pairs, within_marks
from tei_tools.evaluation._values import same_date, same_speaker

NAMES = ("person", "place", "organisation")
_WORD = re.compile(r"\w+")
_NEUTRAL = "other-timex"


class _Counts:
    def __init__(self) -> None:
        self.kinds: dict[str, Counter[str]] = defaultdict(Counter)
        self.identity = [0.0, 0.0, 0.0]
        self.values: Counter[str] = Counter()
        self.speakers: Counter[str] = Counter()
        self.certainty: dict[str, Counter[str]] = defaultdict(Counter)
        self.fields: dict[str, Counter[str]] = defaultdict(Counter)
        self.references = [0, 0]


def counted(pairs: Iterable[tuple[Marked, Marked]]) -> dict[str, Any]:
    """See :func:`tei_tools.evaluation.scores`."""
    counts, documents = _Counts(), 0
    for gold, found in pairs:
        documents += 1
        if gold.fields is not None:
            _fields(counts, gold.text, gold.fields, found.fields or ())
        for kind in KINDS:
            if kind in gold.exhaustive:
                _kind(counts, kind, gold, found)
        _identity(counts, gold, found)
    return {"documents": documents, **_told(counts)}


def of_kind(kind: str, gold: Marked, found: Marked) -> tuple[list[Span], list[Span]]:
    """The spans of one kind on both sides, each place once; a date that only touches times and durations of
    the gold counts neither way.
    """
    ours = list({(span.start, span.end): span for span in gold.spans if span.kind == kind}.values())
    theirs = list({(span.start, span.end): span for span in found.spans if span.kind == kind}.values())
    if kind == "date":
        neutral = [(span.start, span.end) for span in gold.spans if span.kind == _NEUTRAL]
        dates = [(span.start, span.end) for span in ours]
        if neutral:
            theirs = [span for span in theirs if _meets(span, dates) or not _meets(span, neutral)]
    return sorted(ours, key=_place), sorted(theirs, key=_place)


def _kind(counts: _Counts, kind: str, gold: Marked, found: Marked) -> None:
    ours, theirs = of_kind(kind, gold, found)
    count = counts.kinds[kind]
    count["gold"] += len(ours)
    count["found"] += len(theirs)
    bare = within_marks if kind == "quotation" else lambda text, place: place
    mine = [bare(gold.text, _place(span)) for span in ours]
    other = [bare(gold.text, _place(span)) for span in theirs]
    count["exact"] += sum((Counter(mine) & Counter(other)).values())
    count["core"] += sum(
        (
            Counter(core(gold.text, place) for place in mine)
            & Counter(core(gold.text, place) for place in other)
        ).values()
    )
    count["overlap"] += most_pairs(mine, other) if kind in NAMES else len(best_pairs(mine, other))
    for span in theirs:
        if span.cert:
            counts.certainty[f"{kind} {span.cert}"].update(
                said=1, right=_meets(span, [_place(each) for each in ours])
            )
    if kind not in ("date", "quotation"):
        return
    for mine_at, other_at in best_pairs(mine, other):
        a, b = ours[mine_at], theirs[other_at]
        if kind == "date":
            told = "relative" if a.relative else "absolute"
            if not a.values:
                counts.values["unvalued"] += 1
                continue
            counts.values.update({told: 1, f"{told} right": same_date(a.values, b.values)})
        elif a.speakers:
            told = a.speaker_kind or "unknown"
            counts.speakers.update({told: 1, f"{told} right": same_speaker(a.speakers, b.speakers)})
    if kind == "date":
        counts.values["gold"] += sum(bool(span.values) for span in ours)
        counts.values["found"] += len(theirs)


def _identity(counts: _Counts, gold: Marked, found: Marked) -> None:
    """B-cubed (Bagga and Baldwin 1998) over the names that both have exactly, each with an identity."""
    theirs = {(span.start, span.end, span.kind): span.ref for span in found.spans if span.ref}
    both = [
        ((span.kind, span.ref), (span.kind, theirs[span.start, span.end, span.kind]))
        for span in gold.spans
        if span.kind in gold.exhaustive and span.ref and (span.start, span.end, span.kind) in theirs
    ]
    together, of_gold, of_found = Counter(both), Counter(a for a, _ in both), Counter(b for _, b in both)
    for (a, b), size in together.items():
        counts.identity[0] += size * size / of_found[b]
        counts.identity[1] += size * size / of_gold[a]
    counts.identity[2] += len(both)


def _fields(counts: _Counts, text: str, gold: Sequence[Span], found: Sequence[Span]) -> None:
    ours, theirs = labels(text, gold), labels(text, found)
    counts.references[0] += ours == theirs
    counts.references[1] += 1
    for a, b in zip(ours, theirs, strict=True):
        if a:
            counts.fields[a].update(gold=1, right=a == b)
        if b:
            counts.fields[b]["found"] += 1


def labels(text: str, fields: Sequence[Span]) -> list[str]:
    """The field of each word of a reference, empty where it has none."""
    order = sorted(fields, key=lambda field: (field.start, -field.end))
    return [
        next((f.kind for f in order if f.start < word.end() and word.start() < f.end), "")
        for word in _WORD.finditer(text)
    ]


def _told(counts: _Counts) -> dict[str, Any]:
    made: dict[str, Any] = {}
    kinds = {kind: counts.kinds[kind] for kind in KINDS if kind in counts.kinds}
    names = sum((kinds[kind] for kind in NAMES if kind in kinds), Counter[str]())
    if names:
        kinds = {**kinds, "names": names}
    made["kinds"] = {
        kind: {
            "gold": count["gold"],
            "found": count["found"],
            **{m: figures(count[m], count["gold"], count["found"]) for m in ("exact", "core", "overlap")},
        }
        for kind, count in kinds.items()
    }
    values = counts.values
    if values["gold"]:
        right = values["absolute right"] + values["relative right"]
        made["values"] = {
            "span_and_value": figures(right, values["gold"], values["found"] - values["unvalued"]),
            **{told: _share(values, told) for told in ("absolute", "relative") if values[told]},
        }
    if counts.speakers:
        told = sorted(key for key in counts.speakers if not key.endswith(" right"))
        made["speakers"] = {key: _share(counts.speakers, key) for key in told}
    if counts.identity[2]:
        p, r = counts.identity[0] / counts.identity[2], counts.identity[1] / counts.identity[2]
        made["identity"] = {
            "mentions": int(counts.identity[2]),
            "p": round(p, 4),
            "r": round(r, 4),
            "f1": round(2 * p * r / (p + r), 4),
        }
    if counts.references[1]:
        every = sum(counts.fields.values(), Counter[str]())
        made["references"] = {
            "micro": figures(every["right"], every["gold"], every["found"]),
            "wholly_right": round(counts.references[0] / counts.references[1], 4),
            "fields": {
                kind: figures(count["right"], count["gold"], count["found"])
                for kind, count in sorted(counts.fields.items(), key=lambda item: (-item[1]["gold"], item[0]))
            },
        }
    if counts.certainty:
        made["certainty"] = {
            key: {"said": count["said"], "right": round(count["right"] / count["said"], 4)}
            for key, count in sorted(counts.certainty.items())
        }
    return made


def _share(counts: Counter[str], key: str) -> dict[str, float]:
    return {"of": counts[key], "right": round(counts[f"{key} right"] / counts[key], 4)}


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _meets(span: Span, places: Iterable[tuple[int, int]]) -> bool:
    return any(start < span.end and span.start < end for start, end in places)

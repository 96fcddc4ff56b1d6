"""Pairs of marked texts → figures."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from tei_tools.evaluation import KINDS, Marked, Span
from tei_tools.evaluation._matching import best_pairs, core, figures, meeting, most_pairs, within_marks
from tei_tools.evaluation._values import same_date, same_speaker

NAMES = ("person", "place", "organisation")
_WORD = re.compile(r"\w+")
_NEUTRAL = "other-timex"
#: of names the scorer of the gold counts nothing found where there is nothing as nothing right
_NOTHING = dict.fromkeys((*NAMES, "names"), 0.0)


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
    """The spans of one kind on both sides, of names each place once and in order; a date that only touches
    times and durations of the gold counts neither way.
    """
    ours = [span for span in gold.spans if span.kind == kind]
    theirs = [span for span in found.spans if span.kind == kind]
    if kind in NAMES:
        return _once(ours), _once(theirs)
    if kind == "date":
        in_neutral = meeting([_place(span) for span in gold.spans if span.kind == _NEUTRAL])
        in_date = meeting([_place(span) for span in ours])
        theirs = [s for s in theirs if in_date(_place(s)) or not in_neutral(_place(s))]
    return ours, theirs


def _once(spans: Iterable[Span]) -> list[Span]:
    return sorted({_place(span): span for span in spans}.values(), key=_place)


def _kind(counts: _Counts, kind: str, gold: Marked, found: Marked) -> None:
    ours, theirs = of_kind(kind, gold, found)
    count = counts.kinds[kind]
    count["gold"] += len(ours)
    count["found"] += len(theirs)
    bare = within_marks if kind == "quotation" else lambda text, place: place
    mine = [bare(gold.text, _place(span)) for span in ours]
    other = [bare(gold.text, _place(span)) for span in theirs]
    # What stands twice on both sides is right twice, but for dates, which are places.
    same = (Counter(mine) & Counter(other)).values()
    count["exact"] += len(same) if kind == "date" else sum(same)
    count["core"] += sum(
        (
            Counter(core(gold.text, place) for place in mine)
            & Counter(core(gold.text, place) for place in other)
        ).values()
    )
    pairs = [] if kind in NAMES else best_pairs(mine, other)
    count["overlap"] += most_pairs(mine, other) if kind in NAMES else len(pairs)
    in_gold = meeting([_place(span) for span in ours])
    for span in theirs:
        if span.cert:
            counts.certainty[f"{kind} {span.cert}"].update(said=1, right=in_gold(_place(span)))
    if kind == "date":
        _values(counts.values, ours, theirs, pairs)
    elif kind == "quotation":
        count["iou50"] += sum(_half(mine[a], other[b]) for a, b in pairs)
        _speakers(counts.speakers, ours, theirs, pairs)


def _half(one: tuple[int, int], other: tuple[int, int]) -> bool:
    common = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * common >= max(one[1], other[1]) - min(one[0], other[0])


def _values(
    values: Counter[str], ours: list[Span], theirs: list[Span], pairs: Iterable[tuple[int, int]]
) -> None:
    for span in ours:
        values.update({"gold": bool(span.values), f"{_manner(span)} gold": 1})
    values["found"] += len(theirs)
    for mine, other in pairs:
        told = _manner(ours[mine])
        values[f"{told} met"] += 1
        if not ours[mine].values:
            values["unvalued"] += 1
            continue
        right = same_date(ours[mine].values, theirs[other].values)
        for each in ("all", told):
            values.update({each: 1, f"{each} right": right})


def _manner(span: Span) -> str:
    return "relative" if span.relative else "absolute"


def _speakers(
    speakers: Counter[str], ours: list[Span], theirs: list[Span], pairs: Iterable[tuple[int, int]]
) -> None:
    for span in ours:
        if span.speakers:
            speakers.update([f"{told} gold" for told in (span.speaker_kind or "unknown", "all")])
    for mine, other in pairs:
        if ours[mine].speakers:
            right = same_speaker(ours[mine].speakers, theirs[other].speaker)
            for told in (ours[mine].speaker_kind or "unknown", "all"):
                speakers.update({told: 1, f"{told} right": right})


def _identity(counts: _Counts, gold: Marked, found: Marked) -> None:
    """B-cubed (Bagga and Baldwin 1998) over the names that both have exactly, each with an identity."""
    both = []
    for kind in KINDS:
        if kind in gold.exhaustive:
            theirs = {_place(span): span.ref for span in found.spans if span.kind == kind}
            ours = {_place(span): span.ref for span in gold.spans if span.kind == kind}
            both += [
                ((kind, ref), (kind, theirs[place]))
                for place, ref in ours.items()
                if ref and theirs.get(place)
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
            **{
                measure: figures(count[measure], count["gold"], count["found"], _NOTHING.get(kind, 1.0))
                for measure in ("exact", "core", "overlap", *(("iou50",) if kind == "quotation" else ()))
            },
        }
        for kind, count in kinds.items()
    }
    values = counts.values
    if "date" in kinds:
        made["values"] = {
            "span_and_value": figures(
                values["all right"], values["gold"], values["found"] - values["unvalued"]
            ),
            **{told: _share(values, told) for told in ("all", "absolute", "relative") if values[told]},
            "recall": {
                told: _share(values, f"{told} gold", f"{told} met")
                for told in ("absolute", "relative")
                if values[f"{told} gold"]
            },
        }
    if told_of := sorted(key[:-5] for key in counts.speakers if key.endswith(" gold")):
        made["speakers"] = {key: _share(counts.speakers, key) for key in told_of}
        made["speakers_recall"] = {
            key: _share(counts.speakers, f"{key} gold", f"{key} right") for key in told_of
        }
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
        fields = {
            kind: figures(count["right"], count["gold"], count["found"])
            for kind, count in sorted(counts.fields.items(), key=lambda item: (-item[1]["gold"], item[0]))
        }
        seen = [fields[kind]["f1"] for kind in fields if counts.fields[kind]["gold"]]
        made["references"] = {
            "micro": figures(every["right"], every["gold"], every["found"]),
            "macro_f1": round(sum(seen) / len(seen), 4) if seen else None,
            "wholly_right": round(counts.references[0] / counts.references[1], 4),
            "fields": fields,
        }
    if counts.certainty:
        made["certainty"] = {
            key: {"said": count["said"], "right": round(count["right"] / count["said"], 4)}
            for key, count in sorted(counts.certainty.items())
        }
    return made


def _share(counts: Counter[str], key: str, right: str = "") -> dict[str, float | None]:
    of, held = counts[key], counts[right or f"{key} right"]
    return {"of": of, "right": round(held / of, 4) if of else None}


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.end

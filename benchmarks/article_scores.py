"""Precision and recall, kind by kind, of what the tool makes of an article against an encoding by hand.

Both are read as TEI, in the diplomatic reading, so that their plain texts are the same; a mention is right
where its kind and both its offsets are. Overlaps count a mention as found that shares a character with one of
its kind.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

KINDS = {
    "persons": ("persName",),
    "places": ("placeName", "geogName"),
    "organisations": ("orgName",),
    "dates": ("date",),
    "quotations": ("said", "quote", "soCalled"),
    "references": ("bibl",),
    "descriptions": ("rs",),
}


@dataclass(frozen=True, slots=True)
class Score:
    """Counts and rates of one kind.

    ``pointing`` of the right ones point at somebody in both encodings (``@ref``, ``@who``), ``pointed`` of
    those at the same one: where two mentions are one entity here, they are one there.
    """

    kind: str
    gold: int
    found: int
    right: int
    overlapping: int
    pointing: int = 0
    pointed: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 1.0

    @property
    def overlap_f1(self) -> float:
        return 2 * self.overlapping / (self.gold + self.found) if self.gold + self.found else 1.0


def spans(tree: object) -> tuple[str, dict[str, dict[tuple[int, int], str]]]:
    """The plain text, and the spans of each kind in it with what they point at."""
    from lxml import etree

    from tei_tools.text import plain_text

    assert isinstance(tree, etree._ElementTree)
    plain = plain_text(tree, reading="diplomatic")
    found: dict[str, dict[tuple[int, int], str]] = {kind: {} for kind in KINDS}
    (body,) = [element for element in tree.getroot() if etree.QName(element).localname == "text"]
    for element in body.iter(etree.Element):
        name = etree.QName(element).localname
        for kind, elements in KINDS.items():
            span = plain.span(element) if name in elements else None
            if span is not None:
                found[kind][span] = element.get("ref") or element.get("who") or ""
    return plain.text, found


def scores(article: Path, corrected: Path) -> list[Score]:
    """The score of each kind, then of all together."""
    import tei_tools
    from tei_tools.parsing import parse

    text, ours = spans(tei_tools.encode(article))
    same, gold = spans(parse(corrected.read_bytes(), corrected.name))
    assert text == same, "the two encodings do not have the same text"
    same_entity = _partner({**gold["persons"], **gold["places"], **gold["organisations"]}, ours)
    table = []
    for kind in KINDS:
        right = set(gold[kind]) & set(ours[kind])
        both = [span for span in right if gold[kind][span] and ours[kind][span]]
        pointed = sum(same_entity.get(ours[kind][span]) == gold[kind][span] for span in both)
        overlapping = _overlapping(list(gold[kind]), list(ours[kind]))
        table.append(
            Score(kind, len(gold[kind]), len(ours[kind]), len(right), overlapping, len(both), pointed)
        )
    counts = [(s.gold, s.found, s.right, s.overlapping, s.pointing, s.pointed) for s in table]
    return [*table, Score("all", *(sum(column) for column in zip(*counts, strict=True)))]


def _partner(gold: dict[tuple[int, int], str], ours: dict[str, dict[tuple[int, int], str]]) -> dict[str, str]:
    """Each entity of ours → the one of the corrected encoding with which it shares most mentions."""
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for kind in ("persons", "places", "organisations"):
        for span, ref in ours[kind].items():
            if ref and gold.get(span):
                shared[ref][gold[span]] += 1
    return {ref: counts.most_common(1)[0][0] for ref, counts in shared.items()}


def _overlapping(gold: list[tuple[int, int]], ours: list[tuple[int, int]]) -> int:
    """How many pairs of overlapping spans there are, each span in one pair at the most, left to right."""
    count, at = 0, 0
    waiting = sorted(ours)
    for start, end in sorted(gold):
        while at < len(waiting) and waiting[at][1] <= start:
            at += 1
        if at < len(waiting) and waiting[at][0] < end:
            count += 1
            at += 1
    return count

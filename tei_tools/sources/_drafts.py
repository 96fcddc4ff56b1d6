"""Blocks under construction → the text of a document, its blocks and its marks with offsets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tei_tools.sources import Block, Mark

__all__ = ["BEGIN", "Draft", "Leaf", "Said", "count_leaves", "merge_single_paragraphs", "with_offsets"]

# Marks of what begins with the next word, wherever that stands.
BEGIN = frozenset({"pagebreak", "columnbreak", "rule"})
# What begins a part by itself, so that a rule before it says nothing more.
_PARTED_ANYWAY = frozenset({"title", "heading", "note"})


@dataclass(frozen=True, slots=True)
class Said:
    """What a source says of a block besides its words; see :class:`~tei_tools.sources.Block`."""

    level: int = 0
    rend: str | None = None
    identifier: str | None = None
    language: str | None = None
    facs: str | None = None
    cols: int = 1
    rows: int = 1
    place: str | None = None
    n: str | None = None


@dataclass(slots=True)
class Leaf:
    """A leaf block under construction; ``top`` where nothing contains it. ``kind`` may be changed before
    the end; ``identifier`` is a note's mark and ``place`` where it stands, ``calls`` are where its words call
    notes (start, end, mark); ``rule``: it is dropped for being a rule between two parts.
    """

    kind: str
    words: str
    level: int = 0
    top: bool = True
    drop: bool = False
    rule: bool = False
    line: int | None = None
    identifier: str | None = None
    calls: list[tuple[int, int, str]] = field(default_factory=list)
    place: str | None = None


@dataclass(slots=True)
class Draft:
    """A block with the number of what contains it; ``leaf`` has the words of one that contains nothing."""

    kind: str
    parent: int | None
    said: Said = field(default_factory=Said)
    leaf: Leaf | None = None
    marks: list[Mark] = field(default_factory=list)
    empty: bool = False  # a cell or a picture without words, kept where what contains it has some
    leaves: int = 0
    children: list[int] = field(default_factory=list)


def count_leaves(drafts: Sequence[Draft]) -> None:
    """Sets how many leaves with words each block holds, and which blocks that have some."""
    for draft in reversed(drafts):
        if draft.leaf is not None and not draft.leaf.drop:
            draft.leaves = 1
        if draft.parent is not None:
            drafts[draft.parent].leaves += draft.leaves
    for index, draft in enumerate(drafts):
        if draft.parent is not None and (draft.leaves or draft.empty):
            drafts[draft.parent].children.append(index)


def merge_single_paragraphs(drafts: Sequence[Draft]) -> None:
    """An item or note whose one child is a paragraph is itself that leaf."""
    for draft in drafts:
        if draft.kind in ("item", "note") and draft.leaf is None and len(draft.children) == 1:
            child = drafts[draft.children[0]]
            if child.kind == "paragraph" and child.leaf is not None and child.leaf.kind == "paragraph":
                draft.leaf, draft.marks = child.leaf, child.marks
                draft.leaf.kind = draft.kind
                draft.said = Said(
                    draft.said.level,
                    draft.said.rend,
                    draft.said.identifier,
                    draft.said.language or child.said.language,
                    draft.said.facs or child.said.facs,
                    place=draft.said.place,
                    n=draft.said.n,
                )
                child.leaf, child.leaves = None, 0


def with_offsets(drafts: Sequence[Draft]) -> tuple[str, tuple[Block, ...], tuple[Mark, ...]]:
    """The text, the blocks that have words in it, in document order, and the marks by start."""
    numbers: dict[int, int] = {}
    starts: list[int] = []
    ends: list[int] = []
    kept: list[Draft] = []
    words: list[str] = []
    marks: list[Mark] = []
    begun: list[Mark] = []
    at = 0
    for index, draft in enumerate(drafts):
        if not draft.leaves and not (draft.empty and (draft.parent is None or draft.parent in numbers)):
            if draft.leaf is not None:  # left out; a page that begins in it begins with the next block
                begun += [mark for mark in draft.marks if mark.kind in BEGIN]
                if draft.leaf.rule:
                    begun.append(Mark("rule", 0, 0))
            continue
        numbers[index] = len(kept)
        kept.append(draft)
        starts.append(at)
        ends.append(at)
        if draft.leaf is None:
            continue
        own = [*(Mark(mark.kind, 0, 0, mark.target, mark.n) for mark in begun), *draft.marks]
        begun = []
        if not at or draft.leaf.kind in _PARTED_ANYWAY:
            own = [mark for mark in own if mark.kind != "rule"]
        marks.extend(Mark(mark.kind, at + mark.start, at + mark.end, mark.target, mark.n) for mark in own)
        marks.extend(Mark("noteref", at + start, at + end, mark) for start, end, mark in draft.leaf.calls)
        words.append(draft.leaf.words)
        ends[-1] = at + len(draft.leaf.words)
        at = ends[-1] + 1
    for number in range(len(kept) - 1, -1, -1):
        parent = kept[number].parent
        if parent is not None and kept[number].leaves:
            ends[numbers[parent]] = max(ends[numbers[parent]], ends[number])
    for number, draft in enumerate(kept):
        if not draft.leaves:  # what has no words stands where the next ones begin, but in what contains it
            last = ends[numbers[draft.parent]] if draft.parent is not None else max(at - 1, 0)
            starts[number] = ends[number] = min(starts[number], last)
            place = starts[number]
            marks.extend(Mark(mark.kind, place, place, mark.target, mark.n) for mark in draft.marks)
    blocks = tuple(
        _block(draft, start, end, numbers) for draft, start, end in zip(kept, starts, ends, strict=True)
    )
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    return "\n".join(words), blocks, tuple(marks)


def _block(draft: Draft, start: int, end: int, numbers: dict[int, int]) -> Block:
    leaf, said = draft.leaf, draft.said
    return Block(
        leaf.kind if leaf else draft.kind,
        start,
        end,
        level=leaf.level if leaf else said.level,
        parent=None if draft.parent is None else numbers[draft.parent],
        rend=said.rend,
        identifier=said.identifier or (leaf.identifier if leaf else None),
        language=said.language,
        facs=said.facs,
        cols=said.cols,
        rows=said.rows,
        place=said.place or (leaf.place if leaf else None),
        n=said.n,
    )

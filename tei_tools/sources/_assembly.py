"""Pieces of a source, in their order → text, blocks and marks with exact offsets.

Every reader of this room feeds an :class:`Assembly`; so the law of the text (``docs/text.md``) is kept in
one place:
white space is one space, none at a block's edge, leaf blocks parted by one newline. All is linear in the
input,
and nothing recurses, however deep a source nests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tei_tools.sources import Block, Mark
from tei_tools.sources._decoding import FORBIDDEN
from tei_tools.sources._inline import Token, inline

__all__ = ["Assembly", "Leaf"]


# What loose words become inside each container.
_LOOSE = {"list": "item", "row": "cell", "stanza": "line", "figure": "caption", "table": "caption"}
_CONTAINERS = frozenset({"list", "quotation", "table", "row", "figure", "stanza", "item", "note"})
# What a container may hold, and the blocks that bring it back in order: (inside, asked for) → opened before
# it.
_HOLDS = {
    "list": frozenset({"item", "label"}),
    "table": frozenset({"row", "caption"}),
    "row": frozenset({"cell"}),
    "stanza": frozenset({"line"}),
}
_WRAPPED = {"list": ("item",), "table": ("row", "cell"), "row": ("cell",), "stanza": ("line",)}
_NEEDS = {
    "item": "list",
    "label": "list",
    "row": "table",
    "cell": "row",
    "line": "stanza",
    "caption": "figure",
}
_BEGIN = frozenset({"pagebreak", "columnbreak"})
# A block inside one of these only parts its words: they hold words alone.
_WORDS_ALONE = frozenset(
    {"title", "heading", "byline", "dateline", "label", "cell", "line", "code", "caption", "salute", "signed"}
)


@dataclass(slots=True)
class Leaf:
    """A leaf block under construction; ``top`` where nothing contains it. ``kind`` may be changed before
    the end; ``identifier`` is a note's mark, ``calls`` are where its words call notes (start, end, mark).
    """

    kind: str
    words: str
    level: int = 0
    top: bool = True
    drop: bool = False
    line: int | None = None
    identifier: str | None = None
    calls: list[tuple[int, int, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Draft:
    kind: str
    parent: int | None
    level: int = 0
    rend: str | None = None
    identifier: str | None = None
    language: str | None = None
    facs: str | None = None
    leaf: Leaf | None = None
    marks: list[Mark] = field(default_factory=list)
    leaves: int = 0
    children: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Frame:
    kind: str
    index: int | None  # the draft of a container; a leaf has none until its words are complete
    level: int = 0
    rend: str | None = None
    identifier: str | None = None
    language: str | None = None
    line: int | None = None
    facs: str | None = None
    ghost: bool = False
    wraps: int = 0  # how many blocks below were opened to hold this one


class Assembly:
    """Collects blocks, words and marks in document order; :meth:`finish` gives them with offsets."""

    def __init__(self) -> None:
        self._drafts: list[_Draft] = []
        self._frames: list[_Frame] = []
        self._tokens: list[Token] = []
        self._open_marks: list[tuple[str, str | None] | None] = []
        self.forbidden = 0
        self.pictures_alone: list[str] = []
        self._begun: list[Mark] = []  # pages that begin before the next word

    def open(
        self,
        kind: str,
        *,
        level: int = 0,
        rend: str | None = None,
        identifier: str | None = None,
        language: str | None = None,
        line: int | None = None,
        facs: str | None = None,
    ) -> None:
        """Begin a block of this kind; every ``open`` has its :meth:`close`."""
        if self._in_words_alone():
            self._tokens.append(("break", None, None))
            self._frames.append(_Frame(kind, None, ghost=True))
            return
        self._flush()
        kind, wrappers = self._fitting(kind)
        for wrapper in wrappers:
            self._push(_Frame(wrapper, None))
        if self._in_words_alone():
            self._frames.append(_Frame(kind, None, ghost=True, wraps=len(wrappers)))
        else:
            self._push(_Frame(kind, None, level, rend, identifier, language, line, facs, wraps=len(wrappers)))

    def _push(self, frame: _Frame) -> None:
        if frame.kind in _CONTAINERS:
            frame.index = len(self._drafts)
            self._drafts.append(
                _Draft(
                    frame.kind,
                    self._container(),
                    frame.level,
                    frame.rend,
                    frame.identifier,
                    frame.language,
                    frame.facs,
                )
            )
        self._frames.append(frame)

    def _fitting(self, kind: str) -> tuple[str, tuple[str, ...]]:
        """``kind`` as it can stand here, and the blocks to open before it: an item is in a list, a list
        not in a list.
        """
        above = self._container()
        inside = self._drafts[above].kind if above is not None else ""
        if inside in _HOLDS and kind not in _HOLDS[inside]:
            if inside == "list" and kind in _NEEDS:  # its own home is missing inside the item too
                return (kind, ("item", "table")) if kind == "row" else ("paragraph", ("item",))
            return kind, _WRAPPED[inside]
        need = _NEEDS.get(kind)
        if need is None or inside == need or (kind == "caption" and inside == "table"):
            return kind, ()
        if kind == "row":
            return kind, ("table",)
        return "paragraph", ()

    def close(self) -> None:
        """End the block that was begun last."""
        for _ in range(self._frames[-1].wraps + 1):
            if self._frames[-1].ghost:
                self._tokens.append(("break", None, None))
            else:
                self._flush(ending=True)
            self._frames.pop()

    def leaf(
        self, kind: str, words: str, *, level: int = 0, identifier: str | None = None, line: int | None = None
    ) -> None:
        """A whole block of words."""
        self.open(kind, level=level, identifier=identifier, line=line)
        self.add(words)
        self.close()

    def part(self) -> None:
        """End a run of loose words here: what follows begins a new block."""
        if self._in_words_alone():
            self._tokens.append(("break", None, None))
        else:
            self._flush()

    def add(self, words: str) -> None:
        """Words of the block that is open; characters that XML forbids are left out and counted."""
        if words:
            words, count = FORBIDDEN.subn("", words)
            self.forbidden += count
            self._tokens.append(("words", words, None))

    def begin_mark(self, kind: str, target: str | None = None) -> None:
        """Begin inline markup; it ends with :meth:`end_mark` and is cut where a block ends inside it."""
        if any(one is not None and one[0] == kind for one in self._open_marks):
            self._open_marks.append(
                None
            )  # emphasis inside emphasis adds nothing, and unclosed tags stay cheap
            return
        self._open_marks.append((kind, target))
        self._tokens.append(("open", kind, target))

    def end_mark(self) -> None:
        """End the inline markup that was begun last."""
        if self._open_marks.pop() is not None:
            self._tokens.append(("close", None, None))

    def linebreak(self, target: str | None = None, *, in_word: bool = False) -> None:
        """A line ends here inside a block: the text has a space, the mark says that it was a line. With
        ``in_word`` a word goes on in the next line and the text has no space; ``target`` is the place of the
        next line on the picture.
        """
        self._tokens.append(("join" if in_word else "break", None, target))

    def line(self, target: str) -> None:
        """The first line of a block begins here, which has this place on the picture."""
        self._tokens.append(("line", None, target))

    def pagebreak(self, n: str | None = None, target: str | None = None) -> None:
        """A page begins here, of this number, with this picture."""
        self._tokens.append(("page", n, target))

    def columnbreak(self) -> None:
        """A column begins here."""
        self._tokens.append(("column", None, None))

    def image(self, target: str) -> None:
        """A picture stands here between words."""
        self._tokens.append(("image", "image", target))

    def finish(
        self, relabel: Callable[[list[Leaf]], None] | None = None
    ) -> tuple[str, tuple[Block, ...], tuple[Mark, ...]]:
        """The text, its blocks in document order, its marks by start.

        ``relabel`` may look at all leaves in their order, change ``kind``, or set ``drop`` to leave one out.
        """
        while self._frames:
            self.close()
        self._flush()
        if relabel is not None:
            relabel([draft.leaf for draft in self._drafts if draft.leaf is not None])
        self._count_leaves()
        self._merge_single_paragraphs()
        return self._with_offsets()

    def _in_words_alone(self) -> bool:
        return bool(self._frames) and (self._frames[-1].ghost or self._frames[-1].kind in _WORDS_ALONE)

    def _container(self) -> int | None:
        for frame in reversed(self._frames):
            if frame.index is not None:
                return frame.index
        return None

    def _flush(self, *, ending: bool = False) -> None:
        """The words collected so far become a leaf of the innermost open block."""
        tokens = self._tokens
        self._tokens = [("open", *mark) for mark in self._open_marks if mark is not None]
        text, marks = inline(tokens)
        # A page that begins after the last word begins with the next block.
        later = [mark for mark in marks if _is_last(mark, text)]
        if not text:
            self._begun += later
            self._pictures([mark.target or "" for mark in marks if mark.kind == "image"], ending)
            return
        marks = [
            *(Mark(mark.kind, 0, 0, mark.target, mark.n) for mark in self._begun),
            *(mark for mark in marks if not _is_last(mark, text)),
        ]
        self._begun = later
        frame = self._frames[-1] if self._frames else None
        parent = self._container()
        if frame is None or frame.index is not None:
            kind = _LOOSE.get(frame.kind, "paragraph") if frame else "paragraph"
            draft = _Draft(kind, parent)
        else:
            draft = _Draft(
                frame.kind,
                parent,
                frame.level,
                frame.rend,
                frame.identifier,
                frame.language,
                frame.facs,
            )
        line = frame.line if frame else None
        draft.leaf = Leaf(draft.kind, text, draft.level, parent is None, line=line)
        draft.marks = marks
        self._drafts.append(draft)

    def _pictures(self, targets: list[str], ending: bool) -> None:
        """Pictures without words go to their figure's caption, before or after them; alone they are only
        noted.
        """
        above = self._container()
        if not targets or above is None or self._drafts[above].kind != "figure":
            self.pictures_alone.extend(targets)
            return
        last = self._drafts[-1]
        if last.parent == above and last.leaf is not None:
            at = len(last.leaf.words)
            last.marks.extend(Mark("image", at, at, target) for target in targets)
        elif ending and self._frames[-1].index == above:
            self.pictures_alone.extend(targets)
        else:
            self._tokens.extend(("image", "image", target) for target in targets)

    def _count_leaves(self) -> None:
        for draft in reversed(self._drafts):
            if draft.leaf is not None and not draft.leaf.drop:
                draft.leaves = 1
            if draft.parent is not None:
                self._drafts[draft.parent].leaves += draft.leaves
        for index, draft in enumerate(self._drafts):
            if draft.parent is not None and draft.leaves:
                self._drafts[draft.parent].children.append(index)

    def _merge_single_paragraphs(self) -> None:
        """An item or note whose one child is a paragraph is itself that leaf."""
        for draft in self._drafts:
            if draft.kind in ("item", "note") and draft.leaf is None and len(draft.children) == 1:
                child = self._drafts[draft.children[0]]
                if child.kind == "paragraph" and child.leaf is not None and child.leaf.kind == "paragraph":
                    draft.leaf, draft.marks = child.leaf, child.marks
                    draft.leaf.kind = draft.kind
                    draft.language = draft.language or child.language
                    draft.facs = draft.facs or child.facs
                    child.leaf, child.leaves = None, 0

    def _with_offsets(self) -> tuple[str, tuple[Block, ...], tuple[Mark, ...]]:
        numbers: dict[int, int] = {}
        starts: list[int] = []
        ends: list[int] = []
        kept: list[_Draft] = []
        words: list[str] = []
        marks: list[Mark] = []
        begun: list[Mark] = []
        at = 0
        for index, draft in enumerate(self._drafts):
            if not draft.leaves:
                if draft.leaf is not None:  # left out; a page that begins in it begins with the next block
                    begun += [mark for mark in draft.marks if mark.kind in _BEGIN]
                continue
            numbers[index] = len(kept)
            kept.append(draft)
            starts.append(at)
            ends.append(at)
            if draft.leaf is None:
                continue
            marks.extend(Mark(mark.kind, at, at, mark.target, mark.n) for mark in begun)
            begun = []
            marks.extend(
                Mark(mark.kind, at + mark.start, at + mark.end, mark.target, mark.n) for mark in draft.marks
            )
            marks.extend(Mark("noteref", at + start, at + end, mark) for start, end, mark in draft.leaf.calls)
            words.append(draft.leaf.words)
            ends[-1] = at + len(draft.leaf.words)
            at = ends[-1] + 1
        for number in range(len(kept) - 1, -1, -1):
            parent = kept[number].parent
            if parent is not None:
                ends[numbers[parent]] = max(ends[numbers[parent]], ends[number])
        blocks = tuple(
            Block(
                draft.leaf.kind if draft.leaf else draft.kind,
                starts[number],
                ends[number],
                level=draft.leaf.level if draft.leaf else draft.level,
                parent=None if draft.parent is None else numbers[draft.parent],
                rend=draft.rend,
                identifier=draft.identifier or (draft.leaf.identifier if draft.leaf else None),
                language=draft.language,
                facs=draft.facs,
            )
            for number, draft in enumerate(kept)
        )
        marks.sort(key=lambda mark: (mark.start, -mark.end))
        return "\n".join(words), blocks, tuple(marks)


def _is_last(mark: Mark, text: str) -> bool:
    return mark.kind in _BEGIN and mark.start >= len(text)

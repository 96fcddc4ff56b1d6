"""Pieces of a source, in their order → blocks under construction, and in the end a text with exact offsets.

Every reader of this room feeds an :class:`Assembly`; so the law of the text (``docs/text.md``) is kept in one
place: white space is one space, none at a block's edge, leaf blocks parted by one newline. All is linear in
the input, and nothing recurses, however deep a source nests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tei_tools.sources import Block, Mark
from tei_tools.sources._decoding import FORBIDDEN
from tei_tools.sources._drafts import (
    BEGIN,
    Draft,
    Leaf,
    Said,
    count_leaves,
    merge_single_paragraphs,
    with_offsets,
)
from tei_tools.sources._inline import Token, inline
from tei_tools.sources._lines_divided import divided

__all__ = ["Assembly", "Leaf"]


# What loose words become inside each container.
_LOOSE = {
    "list": "item", "row": "cell", "stanza": "line", "figure": "caption", "table": "caption",
    "address": "addrline",
}  # fmt: skip
_CONTAINERS = frozenset({"list", "quotation", "table", "row", "figure", "stanza", "item", "note", "address"})
# What a container may hold, and the blocks that bring it back in order: (inside, asked for) → opened before
# it.
_HOLDS = {
    "list": frozenset({"item", "label"}),
    "table": frozenset({"row", "caption"}),
    "row": frozenset({"cell"}),
    "stanza": frozenset({"line"}),
    "address": frozenset({"addrline"}),
}
_WRAPPED = {
    "list": ("item",), "table": ("row", "cell"), "row": ("cell",), "stanza": ("line",),
    "address": ("addrline",),
}  # fmt: skip
_NEEDS = {
    "item": "list",
    "label": "list",
    "row": "table",
    "cell": "row",
    "line": "stanza",
    "caption": "figure",
    "description": "figure",
    "addrline": "address",
}
# A block inside one of these only parts its words: they hold words alone.
_WORDS_ALONE = frozenset(
    "title heading byline dateline label cell line code caption description salute signed addrline".split()
)


# What a picture alone may stand for, and what a figure may stand in.
_MAY_BE_PICTURES = frozenset({"paragraph", "quotation", "item", "note"})
_HOLD_FIGURES = frozenset({"quotation", "item", "note"})


@dataclass(slots=True)
class _Frame:
    kind: str
    index: int | None  # the draft of a container; a leaf has none until its words are complete
    said: Said = field(default_factory=Said)
    line: int | None = None
    ghost: bool = False
    wraps: int = 0  # how many blocks below were opened to hold this one


class Assembly:
    """Collects blocks, words and marks in document order; :meth:`finish` gives them with offsets.

    ``lines_are_meant``: a line's end inside a paragraph is one that its writer meant, as in files of word
    processors and pages of the web, so that lines of verse can be told from prose.
    """

    def __init__(self, *, lines_are_meant: bool = False) -> None:
        self._drafts: list[Draft] = []
        self._frames: list[_Frame] = []
        self._tokens: list[Token] = []
        self._open_marks: list[tuple[str, str | None] | None] = []
        self.forbidden = 0
        self.pictures_alone: list[str] = []
        self._lines_are_meant = lines_are_meant
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
        cols: int = 1,
        rows: int = 1,
        place: str | None = None,
        n: str | None = None,
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
            said = Said(level, rend, identifier, language, facs, cols, rows, place, n)
            self._push(_Frame(kind, None, said, line, wraps=len(wrappers)))

    def _push(self, frame: _Frame) -> None:
        if frame.kind in _CONTAINERS:
            above = self._container()
            last = self._drafts[-1] if self._drafts else None
            if frame.kind == "figure" and last is not None and last.parent == above and _is_alone(last):
                # the picture of the caption that follows it
                self._tokens.extend(("image", "image", mark.target) for mark in last.marks)
                self._drafts.pop()
            frame.index = len(self._drafts)
            self._drafts.append(Draft(frame.kind, self._container(), frame.said))
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

    def rule(self) -> None:
        """A rule, or asterisks, part what follows from what was before."""
        self._tokens.append(("rule", None, None))

    def finish(
        self, relabel: Callable[[list[Leaf]], None] | None = None
    ) -> tuple[str, tuple[Block, ...], tuple[Mark, ...]]:
        """The text, its blocks in document order, its marks by start.

        ``relabel`` may look at all leaves in their order, change ``kind``, or set ``drop`` to leave one out.
        """
        while self._frames:
            self.close()
        self._flush()
        drafts = divided(self._drafts, meant=self._lines_are_meant)
        if relabel is not None:
            relabel([draft.leaf for draft in drafts if draft.leaf is not None])
        count_leaves(drafts)
        merge_single_paragraphs(drafts)
        return with_offsets(drafts)

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
        frame = self._frames[-1] if self._frames else None
        if not text:
            self._begun += later
            self._pictures([mark.target or "" for mark in marks if mark.kind == "image"], ending)
            if ending and frame is not None and frame.kind == "cell":
                self._drafts.append(Draft("cell", self._container(), frame.said, empty=True))
            return
        marks = [
            *(Mark(mark.kind, 0, 0, mark.target, mark.n) for mark in self._begun),
            *(mark for mark in marks if not _is_last(mark, text)),
        ]
        self._begun = later
        parent = self._container()
        if frame is None or frame.index is not None:
            draft = Draft(_LOOSE.get(frame.kind, "paragraph") if frame else "paragraph", parent)
        else:
            draft = Draft(frame.kind, parent, frame.said)
        line = frame.line if frame else None
        draft.leaf = Leaf(draft.kind, text, draft.said.level, parent is None, line=line)
        draft.marks = marks
        self._drafts.append(draft)

    def _pictures(self, targets: list[str], ending: bool) -> None:
        """Pictures without words go to their figure's caption, before or after them; else they are a figure
        by themselves.
        """
        above = self._container()
        frame = self._frames[-1] if self._frames else None
        if not targets:
            return
        if above is not None and self._drafts[above].kind == "figure":
            last = self._drafts[-1]
            if last.parent == above and last.leaf is not None:
                at = len(last.leaf.words)
                last.marks.extend(Mark("image", at, at, target) for target in targets)
            elif ending and frame is not None and frame.index == above:
                self._drafts[above].empty = True
                self._drafts[above].marks += [Mark("image", 0, 0, target) for target in targets]
            else:
                self._tokens.extend(("image", "image", target) for target in targets)
        elif (frame is None or frame.kind in _MAY_BE_PICTURES) and (
            above is None or self._drafts[above].kind in _HOLD_FIGURES
        ):
            self._picture_alone(targets, above)
        else:
            self.pictures_alone.extend(targets)

    def _picture_alone(self, targets: list[str], above: int | None) -> None:
        """A figure of its own, or the picture of the caption right before it that has none."""
        last = self._drafts[-1] if self._drafts else None
        caption_of = self._drafts[last.parent] if last is not None and last.parent is not None else None
        if (
            last is not None
            and last.kind == "caption"
            and last.leaf is not None
            and caption_of is not None
            and caption_of.kind == "figure"
            and caption_of.parent == above
            and not any(mark.kind == "image" for mark in last.marks)
        ):
            at = len(last.leaf.words)
            last.marks += [Mark("image", at, at, target) for target in targets]
            return
        marks = [Mark("image", 0, 0, target) for target in targets]
        self._drafts.append(Draft("figure", above, marks=marks, empty=True))


def _is_last(mark: Mark, text: str) -> bool:
    return mark.kind in BEGIN and mark.start >= len(text)


def _is_alone(draft: Draft) -> bool:
    """Whether it is a picture that no caption and no description has."""
    return draft.kind == "figure" and draft.empty

"""markdown-it-py's tokens → blocks and marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tei_tools.sources import Dropped
from tei_tools.sources._assembly import Assembly
from tei_tools.sources._document import cut

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["TooDeepError", "assemble"]

_MAX_NESTING = 60
_BLOCKS = {
    "bullet_list_open": ("list", "bulleted"),
    "ordered_list_open": ("list", "numbered"),
    "list_item_open": ("item", None),
    "blockquote_open": ("quotation", None),
    "table_open": ("table", None),
    "tr_open": ("row", None),
    "th_open": ("cell", "header"),
    "td_open": ("cell", None),
    "paragraph_open": ("paragraph", None),
}
_CLOSES = frozenset(name.replace("_open", "_close") for name in (*_BLOCKS, "heading_open", "note_open"))
_MARKS = {"em_open": "emphasis", "strong_open": "strong", "s_open": "deleted"}
_MARK_ENDS = frozenset(("em_close", "strong_close", "s_close", "link_close"))
_TAG_MARKS = {
    "em": "emphasis", "i": "emphasis", "strong": "strong", "b": "strong", "sup": "superscript",
    "sub": "subscript",
    "cite": "title", "q": "quotation", "del": "deleted", "s": "deleted", "ins": "inserted", "code": "code",
}  # fmt: skip
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")


class TooDeepError(Exception):
    """The source nests deeper than the parser follows; its words would be lost."""


def assemble(body: str, assembly: Assembly, first_line: int) -> tuple[list[Dropped], list[str]]:
    """Feed ``assembly`` with the blocks of a Markdown text whose first line is ``first_line`` of its file.

    Gives what was dropped and what the header has to say. Raises :class:`TooDeepError` where blocks nest
    too deep.
    """
    from markdown_it import MarkdownIt

    from tei_tools.sources._markdown_notes import add_footnotes

    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable(["table", "strikethrough"])
    add_footnotes(parser)
    environment: dict[str, object] = {}
    try:
        tokens = parser.parse(body, environment)
    except RecursionError:
        raise TooDeepError from None
    if any(token.level >= _MAX_NESTING - 1 for token in tokens):
        raise TooDeepError
    reader = _Reader(assembly, first_line)
    reader.read(tokens)
    notes = []
    if reader.tags:
        count = "1 HTML tag was" if reader.tags == 1 else f"{reader.tags} HTML tags were"
        notes.append(f"{count} left out of the Markdown; the words between them were kept.")
    return reader.dropped, notes


class _Reader:
    def __init__(self, assembly: Assembly, first_line: int) -> None:
        self.assembly = assembly
        self.first_line = first_line
        self.dropped: list[Dropped] = []
        self.tags = 0
        self.open_tags: list[str] = []

    def read(self, tokens: Sequence[Token]) -> None:
        assembly = self.assembly
        for number, token in enumerate(tokens):
            line = token.map[0] + self.first_line if token.map else None
            if token.type in _BLOCKS:
                kind, rend = _BLOCKS[token.type]
                if kind == "paragraph" and _picture_alone(tokens[number + 1]):
                    kind = "figure"
                assembly.open(kind, rend=rend, line=line)
            elif token.type == "heading_open":
                assembly.open("heading", level=int(token.tag[1]), line=line)
            elif token.type == "note_open":
                assembly.open("note", identifier=token.meta["label"], line=line)
            elif token.type in _CLOSES:
                assembly.close()
            elif token.type == "inline":
                self._inline(token.children or [], line, _picture_alone(token))
            elif token.type in ("fence", "code_block"):
                self._code(token.content, line)
            elif token.type == "html_block":
                self._html_block(token.content, line)
            elif token.type == "hr":
                assembly.part()
                assembly.rule()

    def _code(self, words: str, line: int | None) -> None:
        self.assembly.open("code", line=line)
        for place, one in enumerate(words.rstrip("\n").split("\n")):
            if place:
                self.assembly.linebreak()
            self.assembly.add(one)
        self.assembly.close()

    def _inline(self, children: Sequence[Token], line: int | None, figure: bool) -> None:
        assembly = self.assembly
        marks = 0
        for token in children:
            if token.type == "text":
                assembly.add(token.content)
            elif token.type == "softbreak":
                assembly.add("\n")
            elif token.type == "hardbreak":
                assembly.linebreak()
            elif token.type in _MARKS:
                assembly.begin_mark(_MARKS[token.type])
            elif token.type == "link_open":
                assembly.begin_mark("link", str(token.attrGet("href") or ""))
            elif token.type in _MARK_ENDS:
                assembly.end_mark()
            elif token.type == "code_inline":
                assembly.begin_mark("code")
                assembly.add(token.content)
                assembly.end_mark()
            elif token.type == "noteref":
                assembly.begin_mark("noteref", token.meta["label"])
                assembly.add(token.content)
                assembly.end_mark()
            elif token.type == "image":
                self._image(token, line, figure)
            elif token.type == "html_inline":
                marks += self._html_inline(token.content, line)
            elif token.content:
                assembly.add(token.content)
        for _ in range(marks):
            assembly.end_mark()
        self.open_tags.clear()

    def _image(self, token: Token, line: int | None, figure: bool) -> None:
        words = "".join(_words_of(token.children or [])).strip()
        title = str(token.attrGet("title") or "").strip()
        self.assembly.image(str(token.attrGet("src") or ""))
        if figure:
            self.assembly.add(words or title)
            words = title if words else ""
        if words:
            self.dropped.append(Dropped(cut(words), "words that stand for a picture", line))

    def _html_inline(self, tag: str, line: int | None) -> int:
        """Read a tag that is a mark; the change in the number of marks that raw tags have left open."""
        found = _TAG.match(tag)
        if found is None:
            self.dropped.append(Dropped(cut(tag), "a comment or instruction in HTML", line))
            return 0
        closing, name = found[1] == "/", found[2].lower()
        if name == "br":
            self.assembly.linebreak()
        elif name in _TAG_MARKS and not closing:
            self.assembly.begin_mark(_TAG_MARKS[name])
            self.open_tags.append(name)
            return 1
        elif name in _TAG_MARKS and self.open_tags and self.open_tags[-1] == name:
            self.open_tags.pop()
            self.assembly.end_mark()
            return -1
        else:
            self.tags += 1
        return 0

    def _html_block(self, source: str, line: int | None) -> None:
        from tei_tools.sources._html_blocks import assemble_fragment

        dropped, tags = assemble_fragment(source, self.assembly, line)
        self.dropped.extend(dropped)
        self.tags += tags


def _picture_alone(token: Token) -> bool:
    children = [
        one
        for one in token.children or []
        if one.type != "softbreak" and (one.type != "text" or one.content.strip())
    ]
    return bool(children) and all(one.type == "image" for one in children)


def _words_of(children: Sequence[Token]) -> list[str]:
    return [" " if one.type in ("softbreak", "hardbreak") else one.content for one in children]

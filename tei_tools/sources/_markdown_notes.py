"""Footnotes for markdown-it-py: ``[^1]`` in the text, ``[^1]: words`` (with indented lines after it) for
the note.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

__all__ = ["add_footnotes"]

_DEFINITION = re.compile(r"\[\^([^\]\s]{1,60})\]:[ \t]*")
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,60})\]")


def add_footnotes(parser: MarkdownIt) -> None:
    """Teach ``parser`` footnotes: tokens ``note_open``, ``note_close`` and ``noteref``, with
    ``meta["label"]``.
    """
    parser.block.ruler.before("reference", "note", _definition, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.before("link", "noteref", _reference)


def _definition(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if state.sCount[start_line] - state.blkIndent >= 4:
        return False
    start = state.bMarks[start_line] + state.tShift[start_line]
    found = _DEFINITION.match(state.src, start, state.eMarks[start_line])
    if found is None:
        return False
    if silent:
        return True
    last = start_line + 1
    blank = False
    while last < end_line:
        if state.isEmpty(last):
            blank = True
        elif state.sCount[last] - state.blkIndent >= 4:
            blank = False
        elif (
            blank
            or _DEFINITION.match(state.src, state.bMarks[last] + state.tShift[last], state.eMarks[last])
            or state.sCount[last] < state.blkIndent
        ):
            break
        last += 1
    while last > start_line + 1 and state.isEmpty(last - 1):
        last -= 1
    opened = state.push("note_open", "", 1)
    opened.meta = {"label": found[1]}
    opened.map = [start_line, last]
    _contents(state, start_line, last, found.end())
    state.push("note_close", "", -1)
    state.line = last
    return True


def _contents(state: StateBlock, start_line: int, last: int, at: int) -> None:
    """The note's own blocks: its first line from ``at`` on, its further lines without four columns of
    indent.
    """
    kept = (
        state.bMarks[start_line], state.tShift[start_line], state.sCount[start_line],
        state.blkIndent, state.parentType, state.lineMax,
    )  # fmt: skip
    state.bMarks[start_line] = at
    state.tShift[start_line] = 0
    state.sCount[start_line] = state.blkIndent + 4
    state.blkIndent += 4
    state.lineMax = last
    state.parentType = "note"
    # Lines that go on lazily (no indent) belong to the note's paragraph.
    indents = {
        line: state.sCount[line]
        for line in range(start_line + 1, last)
        if 0 <= state.sCount[line] < state.blkIndent
    }
    for line in indents:
        if not state.isEmpty(line):
            state.sCount[line] = state.blkIndent
    state.md.block.tokenize(state, start_line, last)
    for line, indent in indents.items():
        state.sCount[line] = indent
    (
        state.bMarks[start_line], state.tShift[start_line], state.sCount[start_line],
        state.blkIndent, state.parentType, state.lineMax,
    ) = kept  # fmt: skip


def _reference(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("noteref", "", 0)
        token.meta = {"label": found[1]}
        token.content = f"[{found[1]}]"
    state.pos = found.end()
    return True

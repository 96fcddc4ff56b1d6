"""Notes at the end of a plain text, and the marks in the text that call them: ``[1]`` or ``¹``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tei_tools.sources._assembly import Leaf

__all__ = ["begins_note", "is_bibliography", "is_notes_heading", "label_notes"]

_RAISED = {raised: str(digit) for digit, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
_DIGITS = "".join(_RAISED)
_NOTE = re.compile(rf"(?:\[(\d{{1,3}})\]|([{_DIGITS}]{{1,3}}))\s*(?=\S)")
# A call stands behind a word or its punctuation, never by itself.
_CALL = re.compile(rf"(?<=[^\s\[(])(?:\[(\d{{1,3}})\]|([{_DIGITS}]{{1,3}}))")
_HEADING = re.compile(
    r"(?:notes?|end ?notes|foot ?notes|anmerkungen|fußnoten|fussnoten|endnoten|notes de (?:bas de page|fin))"
    r"[:.]?",
    re.I,
)
_BIBLIOGRAPHY = re.compile(
    r"(?:\d+\.? )?(?:references|bibliography|works cited|sources|literature|literatur(?:verzeichnis)?|quellen"
    r"|bibliographie|références|ouvrages cités|sources et bibliographie)[:.]?",
    re.I,
)
_PROSE = frozenset(("paragraph", "item", "line", "cell", "caption", "heading", "title"))


def begins_note(words: str) -> bool:
    """Whether a line begins as a note does."""
    return _NOTE.match(words) is not None


def is_bibliography(words: str) -> bool:
    """Whether a line heads a bibliography."""
    return _BIBLIOGRAPHY.fullmatch(words.strip()) is not None


def is_notes_heading(words: str) -> bool:
    """Whether a line heads notes."""
    return _HEADING.fullmatch(words.strip()) is not None


def label_notes(leaves: Sequence[Leaf]) -> None:
    """Makes notes of the last paragraphs that begin with marks, in their order, each of which is called in
    the text before by a mark of its form; nothing where one is not, or where they are a bibliography.
    """
    first = len(leaves)
    marks: list[tuple[str, bool]] = []
    while first and leaves[first - 1].kind == "paragraph" and leaves[first - 1].top:
        mark = _mark(_NOTE.match(leaves[first - 1].words))
        if mark is None or (marks and int(mark[0]) >= int(marks[-1][0])):
            break
        marks.append(mark)
        first -= 1
    if not marks or not first or _BIBLIOGRAPHY.fullmatch(leaves[first - 1].words.strip()):
        return
    calls = [
        (leaf, found, mark)
        for leaf in leaves[:first]
        if leaf.kind in _PROSE
        for found in _CALL.finditer(leaf.words)
        if (mark := _mark(found)) is not None
    ]
    if not set(marks) <= {mark for _, _, mark in calls}:
        return
    for leaf, mark in zip(leaves[first:], reversed(marks), strict=True):
        leaf.kind, leaf.identifier = "note", mark[0]
    known = frozenset(marks)
    for leaf, found, mark in calls:
        if mark in known:
            leaf.calls.append((found.start(), found.end(), mark[0]))
    before = leaves[first - 1]
    if before.kind == "paragraph" and before.top and _HEADING.fullmatch(before.words.strip()):
        before.kind, before.level = "heading", 1


def _mark(found: re.Match[str] | None) -> tuple[str, bool] | None:
    """The number of a mark, and whether it is raised."""
    if found is None:
        return None
    return (found[1], False) if found[1] else ("".join(_RAISED[raised] for raised in found[2]), True)

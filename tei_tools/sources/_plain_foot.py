"""Notes at the foot of a plain text's pages, and where its lines call them.

A chunk of lines at the end of a page (before a form feed, or the end of the text) is notes where each begins
with a mark (``1``, ``(1)``, ``[1]``, ``¹``, ``*``) that stands once behind a word of the same page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tei_tools.sources._lines import Line
from tei_tools.sources._plain_notes import is_bibliography, is_notes_heading

__all__ = ["FootNote", "FootNotes", "foot_notes"]

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SIGNS = "*†‡§¶"
_BEGINS = re.compile(
    rf"(?:\[(?P<square>\d{{1,3}})\]|\((?P<round>\d{{1,3}})\)|(?P<raised>[{_DIGITS}]{{1,3}})"
    rf"|(?P<plain>\d{{1,3}})[.)]?(?=\s)|(?P<sign>[*†‡§¶]{{1,3}})(?=\s|[A-ZÀ-Þ\"“]))\s*(?=\S)"
)
# A call stands behind a word or its punctuation, and what follows is no more of a word.
_CALL = re.compile(
    rf"(?<=[^\s\[(*†‡§¶])(?:\[(?P<square>\d{{1,3}})\]|\((?P<round>\d{{1,3}})\)|(?P<raised>[{_DIGITS}]{{1,3}})"
    rf"|(?<=[^\W\d_])(?P<glued>\d{{1,3}})(?=[\s.,;:!?)\"”’]|$)"
    rf"|(?<=[.,;:!?\"”’])(?P<behind>\d{{1,3}})(?=\s|$)|(?P<sign>[*†‡§¶]{{1,3}})(?=[\s.,;:!?)\"”’]|$))"
)
_GROUPS = 12  # that one page's notes may be


@dataclass(frozen=True, slots=True)
class FootNote:
    """A note with its mark as written and its lines; ``identifier`` is its own in the whole text."""

    identifier: str
    mark: str
    lines: tuple[Line, ...]


@dataclass(slots=True)
class FootNotes:
    """``notes`` by the number of their chunk; ``calls`` (start, end, identifier) by the line's number."""

    notes: dict[int, list[FootNote]] = field(default_factory=dict)
    calls: dict[int, list[tuple[int, int, str]]] = field(default_factory=dict)


def foot_notes(groups: Sequence[Sequence[Line]]) -> FootNotes:
    """The notes of every page, as far as each is called there exactly once or more and all are in order."""
    found = FootNotes()
    taken: set[str] = set()
    first = 0
    for number in range(1, len(groups) + 1):
        if number == len(groups) or groups[number][0].page:
            _of_page(groups, first, number, found, taken)
            first = number
        elif len(groups[number]) == 1 and is_bibliography(groups[number][0].words):
            known = len(found.notes)
            _of_page(groups, first, number, found, taken)  # notes before the bibliography
            first = number if len(found.notes) > known else first
    return found


def _of_page(
    groups: Sequence[Sequence[Line]], first: int, end: int, found: FootNotes, taken: set[str]
) -> None:
    at = end
    while at > first and at > end - _GROUPS and _BEGINS.match(groups[at - 1][0].words):
        at -= 1
    while at < end and (at == first or not _are_called(groups, first, at, end)):
        at += 1
    if at == end or (at > first and is_bibliography(groups[at - 1][-1].words)):
        return
    known: dict[str, str] = {}
    for number in range(at, end):
        notes = []
        for mark, lines in _notes(groups[number]):
            identifier = mark if mark not in taken else f"{mark}-{len(taken) + 1}"
            taken.add(identifier)
            known[mark] = identifier
            notes.append(FootNote(identifier, mark, tuple(lines)))
        found.notes[number] = notes
    forms = {_form(groups[number][0]) for number in range(at, end)}
    for group in groups[first:at]:
        for line in group:
            calls = [
                (call.start(), call.end(), known[mark])
                for call in _CALL.finditer(line.words)
                if (mark := _said(call)) in known and _fits(call, forms)
            ]
            if calls:
                found.calls[line.number] = calls


def _are_called(groups: Sequence[Sequence[Line]], first: int, at: int, end: int) -> bool:
    """Whether the chunks from ``at`` are notes that the chunks before call, their numbers ascending."""
    marks: list[str] = []
    forms: set[str] = set()
    for group in groups[at:end]:
        for mark, lines in _notes(group):
            marks.append(mark)
            forms.add(_form(lines[0]))
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    if numbers != sorted(set(numbers)) or len(set(marks)) < len(marks):
        return False
    called = {
        _said(call)
        for group in groups[first:at]
        if not is_notes_heading(group[0].words)
        for line in group
        for call in _CALL.finditer(line.words)
        if _fits(call, forms)
    }
    return set(marks) <= called


def _notes(group: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """The notes of a chunk: each line that begins with a mark, and those that continue it. A bare number that
    does not go on from the one before begins no note.
    """
    notes: list[tuple[str, list[Line]]] = []
    for line in group:
        begins = _BEGINS.match(line.words)
        mark = _said(begins) if begins else ""
        form = _form(line)
        if notes and (
            not begins
            or (form != _form(notes[-1][1][0]) and not (form == "sign" or _form(notes[-1][1][0]) == "sign"))
            or (form == "plain" and int(mark) != int(notes[-1][0]) + 1)
        ):
            notes[-1][1].append(line)
        elif begins:
            notes.append((mark, [line]))
    return notes


def _form(line: Line) -> str:
    found = _BEGINS.match(line.words)
    return (found.lastgroup or "") if found else ""


def _said(found: re.Match[str]) -> str:
    return (found[found.lastgroup or 0] or "").translate(_RAISED)


def _fits(call: re.Match[str], forms: set[str]) -> bool:
    """Whether a call is of a form that goes with the notes': a bare number may be called in any way."""
    form = call.lastgroup or ""
    if "plain" in forms and form in ("round", "square", "raised", "glued", "behind"):
        return True
    return form in forms or (form in ("glued", "behind") and bool(forms & {"raised", "round"}))

"""Edits of a file that keep every other byte of it: together or not at all, and only on the file they were
made for.

Validation's ``--fix``, re-import and review all change files through :func:`apply`, and show what they would
change with :func:`diff`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from tei_tools.errors import UnwritableError

__all__ = ["Edit", "apply", "diff", "digest"]

CONTEXT = 3


@dataclass(frozen=True, slots=True)
class Edit:
    """``source[start:end]`` becomes ``text``; the offsets are bytes of the source, 0-based, end-exclusive.

    With ``start == end`` it is an insertion. Of several insertions at one place the first given comes first.
    """

    start: int
    end: int
    text: str


def digest(source: bytes) -> str:
    """The SHA-256 of ``source`` in hexadecimal digits, as :func:`apply` wants it."""
    return hashlib.sha256(source).hexdigest()


def apply(source: bytes, edits: Iterable[Edit], expected: str | None, *, encoding: str = "utf-8") -> bytes:
    """``source`` with all ``edits``, or an :class:`~tei_tools.errors.UnwritableError` and no change.

    ``expected`` is the digest of the bytes that the edits were made for (``None``: not checked). Texts are
    written in ``encoding``, the source's own; a character that it lacks becomes a character reference. Edits
    that overlap or lie outside the source are refused.
    """
    if expected is not None and digest(source) != expected:
        raise UnwritableError(
            "the file is no longer the one that these edits were made for", advice="make them again"
        )
    pieces: list[bytes] = []
    place = 0
    for edit in _ordered(source, edits):
        pieces += (source[place : edit.start], edit.text.encode(encoding, "xmlcharrefreplace"))
        place = edit.end
    return b"".join((*pieces, source[place:]))


def diff(source: bytes, edits: Iterable[Edit], name: str, *, encoding: str = "utf-8") -> str:
    """What ``edits`` change, as a unified diff with three lines of context; empty where nothing changes.

    It is made from the edits, not by comparing, so it takes time in proportion to the file whatever is
    changed.
    """
    clusters = _clusters(source, _ordered(source, edits))
    changes = [
        (
            start,
            end,
            apply(source[start:end], [_moved(edit, -start) for edit in inside], None, encoding=encoding),
        )
        for start, end, inside in clusters
    ]
    changes = [change for change in changes if source[change[0] : change[1]] != change[2]]
    if not changes:
        return ""
    out = [f"--- {name}\n", f"+++ {name}\n"]
    old_line, place, shift = 1, 0, 0
    for group in _groups(source, changes):
        first = _back(source, group[0][0])
        last = _on(source, group[-1][1])
        old_line += source.count(b"\n", place, first)
        lines: list[tuple[str, bytes]] = []
        removed, added, at = 0, 0, first
        for start, end, new in group:
            lines += [(" ", line) for line in _lines(source[at:start])]
            lines += [("-", line) for line in _lines(source[start:end])]
            lines += [("+", line) for line in _lines(new)]
            removed += len(_lines(source[start:end]))
            added += len(_lines(new))
            at = end
        lines += [(" ", line) for line in _lines(source[at:last])]
        kept = sum(1 for mark, _ in lines if mark == " ")
        out.append(f"@@ -{_range(old_line, kept + removed)} +{_range(old_line + shift, kept + added)} @@\n")
        for mark, line in lines:
            out.append(mark + line.decode(encoding, "replace"))
            if not line.endswith(b"\n"):
                out.append("\n\\ No newline at end of file\n")
        shift += added - removed
        old_line += source.count(b"\n", first, last)
        place = last
    return "".join(out)


def _ordered(source: bytes, edits: Iterable[Edit]) -> list[Edit]:
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    place = 0
    for edit in ordered:
        if not 0 <= edit.start <= edit.end <= len(source):
            raise UnwritableError(f"an edit of bytes {edit.start} to {edit.end} lies outside the file")
        if edit.start < place:
            raise UnwritableError(
                f"two edits overlap at byte {edit.start}", advice="apply one, then make the other again"
            )
        place = max(place, edit.end)
    return ordered


def _clusters(source: bytes, edits: list[Edit]) -> list[tuple[int, int, list[Edit]]]:
    """Stretches of whole lines with the edits in them, none touching the next."""
    clusters: list[tuple[int, int, list[Edit]]] = []
    for edit in edits:
        start = source.rfind(b"\n", 0, edit.start) + 1
        to_line_end = (source.find(b"\n", edit.end) + 1) or len(source)
        last = clusters[-1] if clusters else None
        if last and (start < last[1] or last[1] == len(source) or start == last[0]):
            last[2].append(edit)
            clusters[-1] = (last[0], max(last[1], to_line_end), last[2])
        elif edit.start == start and _ends_line(source[start : edit.end]) and _ends_line(edit.text.encode()):
            clusters.append((start, edit.end, [edit]))
        else:
            clusters.append((start, to_line_end, [edit]))
    return clusters


def _ends_line(text: bytes) -> bool:
    return not text or text.endswith(b"\n")


def _groups(source: bytes, changes: list[tuple[int, int, bytes]]) -> list[list[tuple[int, int, bytes]]]:
    """Changes whose lines of context meet stand in one hunk."""
    groups: list[list[tuple[int, int, bytes]]] = []
    for change in changes:
        if groups and _back(source, change[0]) <= _on(source, groups[-1][-1][1]):
            groups[-1].append(change)
        else:
            groups.append([change])
    return groups


def _back(source: bytes, place: int) -> int:
    for _ in range(CONTEXT):
        if place:
            place = source.rfind(b"\n", 0, place - 1) + 1
    return place


def _on(source: bytes, place: int) -> int:
    for _ in range(CONTEXT):
        place = (source.find(b"\n", place) + 1) or len(source)
    return place


def _moved(edit: Edit, by: int) -> Edit:
    return Edit(edit.start + by, edit.end + by, edit.text)


def _range(line: int, count: int) -> str:
    if count == 1:
        return str(line)
    return f"{line if count else line - 1},{count}"


def _lines(text: bytes) -> list[bytes]:
    """Lines as a diff counts them: parted by line feeds alone."""
    lines = [line + b"\n" for line in text.split(b"\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]

"""Paragraphs, lines and notes of the text: TEI Guidelines, 3.1 (``p``), 3.11 and 6.1 (``lb``, ``l``), 3.9
(``note``), 17.3 (``ab``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tei_tools.text._kinds import BLOCK, KINDS, STRUCTURE

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.records._reading import Reading


def paragraph(reading: Reading, element: etree._Element, name: str) -> None:
    """A row for a paragraph of the text; those of the header are what it says, not the document's text."""
    span = reading.span
    if span is None or reading.part != "text":
        return
    start, end = span
    get = reading.get
    reading.tables["paragraphs"].append(
        (
            reading.own,
            name,
            get("type"),
            get("n"),
            start,
            end,
            reading.words_of_text[start:end],
            "text",
            reading.path,
        )
    )


def line(reading: Reading, element: etree._Element, name: str) -> None:
    """A row for a line of verse, or for what stands from a line's beginning to the next in the same block."""
    span = reading.span
    if span is None or reading.part != "text":
        return
    start, end = span
    get = reading.get
    edition = get("ed")
    rows = reading.tables["lines"]
    if name == "lb":
        block: etree._Element | None = element.getparent()
        while block is not None and KINDS.get(block.tag, 0) & (BLOCK | STRUCTURE) != BLOCK:
            block = None if KINDS.get(block.tag, 0) & STRUCTURE else block.getparent()
        around = None if block is None else reading.spans(block)
        if block is not None and around is not None:
            place = start  # where the words before the break end
            following, end = reading.text.following(element), around[1]
            start, end = (following, end) if following < end else (place, place)
            before = reading.open_lines.get(edition)
            if before is not None and before[0] is block:
                row = rows[before[1]]
                first, last = (row[_START], place) if row[_START] < place else (place, place)
                rows[before[1]] = (
                    *row[:_START],
                    first,
                    last,
                    reading.words_of_text[first:last],
                    *row[_QUOTE + 1 :],
                )
            reading.open_lines[edition] = (block, len(rows))
    rows.append(
        (
            reading.own,
            name,
            get("type"),
            get("n"),
            edition,
            get("part"),
            start,
            end,
            reading.words_of_text[start:end],
            "text",
            reading.path,
        )
    )


def note(reading: Reading, element: etree._Element, name: str) -> None:
    """A row for a note of the text. Others are parts of what has a row, or are told to have none."""
    span = reading.span
    if span is None or reading.part != "text":
        reading.unread.append(element.tag)
        return
    start, end = span
    get = reading.get
    reading.tables["notes"].append(
        (
            reading.own,
            name,
            get("type"),
            get("n"),
            get("place"),
            reading.targets(element, "target"),
            start,
            end,
            reading.words_of_text[start:end],
            get("resp"),
            "text",
            reading.path,
        )
    )


_START, _QUOTE = 6, 8  # of a row of ``lines``
ELEMENTS = {"p": paragraph, "ab": paragraph, "l": line, "lb": line, "note": note}

"""Divisions, pages and stage directions: TEI Guidelines, 4.1 (``div``), 3.11.3 (``pb``), 12.1 (facsimiles),
7.2.4 (stage directions), 8.3 (what happens beside speech).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tei_tools.records._pointers import XML

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.records._reading import Reading

_DIVISIONS = ("div", *(f"div{number}" for number in range(8)))
_STAGES = """stage move sound camera tech view caption kinesic incident vocal pause shift writing""".split()


def division(reading: Reading, element: etree._Element, name: str) -> None:
    """One row; its level is one more than that of the division around it."""
    levels = reading.levels
    around = element.getparent()
    while around is not None and around not in levels and around is not reading.root:
        around = around.getparent()
    level = levels[element] = (0 if around is None else levels.get(around, 0)) + 1
    start, end = reading.span or (None, None)
    head = next(element.iterchildren("{*}head"), None)
    get = reading.get
    reading.tables["divisions"].append(
        (
            reading.own,
            name,
            get("type"),
            get("subtype"),
            get("n"),
            level,
            None if head is None else reading.quote(head, reading.spans(head)) or None,
            get(f"{XML}lang") or get("lang"),
            start,
            end,
            reading.stands,
            reading.path,
        )
    )


def page(reading: Reading, element: etree._Element, name: str) -> None:
    """A row of ``pages``; where a page ends is known when the next one begins."""
    get, span = reading.get, reading.span
    edition = get("ed")
    start: int | None = None
    end: int | None = None
    words = None
    if name == "pb":
        if span is not None:
            start, end = reading.text.following(element), len(reading.words_of_text)
            reading.turned(edition, span[0])
    else:
        start, end = span or (None, None)
        if name == "zone":
            words = reading.quote(element, span) or None
    rows = reading.tables["pages"]
    if start is not None and name == "pb":
        reading.open_pages[edition] = len(rows)
    facs = get("facs")
    rows.append(
        (
            reading.own,
            name,
            get("n"),
            get("type"),
            edition,
            facs,
            _images(reading, element, facs),
            get("ulx"),
            get("uly"),
            get("lrx"),
            get("lry"),
            get("points"),
            words,
            start,
            end,
            reading.stands,
            reading.path,
        )
    )


def _images(reading: Reading, element: etree._Element, facs: str | None) -> tuple[str, ...]:
    """Addresses of images: those that ``@facs`` gives, or of the ``graphic`` that it or its target has."""
    found: list[str] = []
    if facs is None:
        _graphics(reading, element, found)
    for _, key in reading.keys(element, "facs"):
        target = reading.pointers.ids.get(key)
        if target is None:
            found.append(key)
            continue
        _graphics(reading, target, found)
        if not found and reading.local(target) == "zone" and (above := target.getparent()) is not None:
            _graphics(reading, above, found)
    return tuple(dict.fromkeys(found))


def _graphics(reading: Reading, element: etree._Element, found: list[str]) -> None:
    for graphic in (element, *element):
        if reading.local(graphic) in ("graphic", "media"):
            found.extend(key for _, key in reading.keys(graphic, "url"))


def stage(reading: Reading, element: etree._Element, name: str) -> None:
    """One row, with those who do it."""
    span = reading.span
    start, end = span or (None, None)
    who = reading.targets(element, "who")
    for key in who:
        if key not in reading.entry_kinds:
            reading.met(key, "person", key.rpartition("#")[2] or key)
    reading.tables["stages"].append(
        (
            reading.own,
            name,
            reading.get("type"),
            start,
            end,
            reading.quote(element, span),
            who,
            reading.stands,
            reading.path,
        )
    )


ELEMENTS: dict[str, Any] = {
    **dict.fromkeys(_DIVISIONS, division),
    **dict.fromkeys(("pb", "surface", "zone"), page),
    **dict.fromkeys(_STAGES, stage),
}

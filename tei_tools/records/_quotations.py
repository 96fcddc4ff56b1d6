"""Quotations: TEI Guidelines, 3.3.3 (``said``, ``quote``, ``q``, ``cit``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tei_tools.records._pointers import XML

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.records._reading import Reading


def _cited(reading: Reading, cit: etree._Element) -> tuple[str | None, tuple[str, ...]]:
    """The words of the first citation in a ``cit``, and the keys of all."""
    known = reading.cited.get(cit)
    if known is None:
        citation: str | None = None
        sources: list[str] = []
        for child in cit:
            if reading.local(child) in ("bibl", "biblStruct", "ref", "ptr", "biblFull"):
                citation = citation or reading.quote(child, reading.spans(child)) or None
                own = reading.id(child)
                sources.extend(
                    (own,) if own else reading.targets(child, "target", "corresp", "sameAs", "ref")
                )
        known = reading.cited[cit] = (citation, tuple(sources))
    return known


def read(reading: Reading, element: etree._Element, name: str) -> None:
    """One row, with who speaks and where the words come from."""
    get, span = reading.get, reading.span
    start, end = span or (None, None)
    speakers = reading.targets(element, "who")
    for key in speakers:
        reading.met(key, "person", key.rpartition("#")[2] or key)
    sources = reading.targets(element, "source")
    citation = None
    parent = element.getparent() if reading.around == "cit" else None
    if parent is not None:
        citation, cited = _cited(reading, parent)
        sources += cited
    reading.tables["quotations"].append(
        (
            reading.own,
            name,
            get("type"),
            start,
            end,
            reading.quote(element, span),
            speakers,
            tuple(dict.fromkeys(sources)),
            citation,
            get("direct"),
            get(f"{XML}lang") or get("lang"),
            get("cert"),
            get("resp"),
            reading.stands,
            reading.path,
        )
    )


ELEMENTS = dict.fromkeys(("q", "quote", "said"), read)

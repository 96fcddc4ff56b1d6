"""Entries of dictionaries: TEI Guidelines, chapter 9."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tei_tools.records._pointers import XML

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from tei_tools.records._reading import Reading

_ENTRIES = frozenset(("entry", "entryFree", "superEntry", "re"))
_FORMS = frozenset(("orth", "form"))


def read(reading: Reading, element: etree._Element, name: str) -> None:
    """One row; what belongs to an entry inside of this one is that one's."""
    forms: list[str] = []
    said: dict[str, list[str]] = {}
    senses = 0
    for child in _own(reading, element):
        part = reading.local(child)
        if part == "sense":
            senses += 1
        elif part == "orth" or (part == "form" and not len(child)):
            forms.append(reading.words(child))
        elif part == "gram":
            said.setdefault((child.get("type") or "").lower(), []).append(reading.words(child))
        elif part in ("pron", "pos", "gen", "def", "etym"):
            said.setdefault(part, []).append(reading.words(child))
        elif part == "cit" and child.get("type") in ("translation", "translationEquivalent", "trans"):
            quotes = [inner for inner in child if reading.local(inner) in ("quote", "q")]
            said.setdefault("translation", []).extend(map(reading.words, quotes))
    span = reading.spans(element)
    start, end = span or (None, None)
    forms = list(dict.fromkeys(filter(None, forms)))

    def first(*kinds: str) -> str | None:
        return next((words for kind in kinds for words in said.get(kind, ()) if words), None)

    reading.tables["entries"].append(
        (
            reading.id(element),
            name,
            element.get("type"),
            element.get("n"),
            forms[0] if forms else None,
            tuple(forms),
            tuple(filter(None, said.get("pron", ()))),
            first("pos"),
            first("gen", "gender"),
            senses,
            tuple(filter(None, said.get("def", ()))),
            tuple(filter(None, said.get("translation", ()))),
            first("etym"),
            element.get(f"{XML}lang") or element.get("lang"),
            start,
            end,
            reading.where(element, span),
            reading.xpath(element),
        )
    )


def _own(reading: Reading, element: etree._Element) -> Iterator[etree._Element]:
    """The elements below, in document order, without those of an entry inside."""
    waiting = [iter(element)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif (name := reading.local(child)) and name not in _ENTRIES:
            yield child
            waiting.append(iter(child))


ELEMENTS = dict.fromkeys(sorted(_ENTRIES), read)

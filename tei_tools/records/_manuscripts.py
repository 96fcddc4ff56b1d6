"""Manuscripts and the works in them: TEI Guidelines, chapter 10 (``msDesc``),
which EpiDoc uses for inscriptions.

What a part says is not said of the whole: each ``msPart`` has a row of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tei_tools.records._datings import date_of
from tei_tools.records._entities import name_words
from tei_tools.records._pointers import XML

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from tei_tools.records._reading import Reading

_WHOLE = frozenset(("msDesc", "msPart", "msFrag"))
_CLOSED = _WHOLE | {"msItem", "msItemStruct", "additional", "altIdentifier"}
_IDENTIFIER = ("country", "settlement", "institution", "repository", "collection", "idno", "msName")


def read(reading: Reading, element: etree._Element, name: str) -> None:
    """The row of a manuscript or a part of one."""
    found: dict[str, str] = {}
    others: list[str] = []
    materials: list[str] = []
    languages: list[str] = []
    origins: tuple[str, ...] = ()
    date: Any = None
    quote: str | None = None
    for child in _own(reading, element):
        part = reading.local(child)
        if part == "altIdentifier":
            others.extend(words for idno in child.iterchildren("{*}idno") if (words := reading.words(idno)))
        elif part in _IDENTIFIER:
            above = child.getparent()
            if above is not None and reading.local(above) in ("msIdentifier", "idno"):
                _keep(found, part, reading.words(child))
        elif part == "textLang":
            languages.extend(f"{child.get('mainLang', '')} {child.get('otherLangs', '')}".split())
        elif part == "objectDesc":
            _keep(found, "form", child.get("form") or "")
        elif part == "objectType":
            _keep(found, "form", reading.words(child))
        elif part == "material":
            materials.append(reading.words(child))
        elif part == "supportDesc":
            materials.append(child.get("material") or "")
        elif part == "extent":
            _keep(found, "extent", reading.words(child) or _measured(child))
        elif part == "origPlace":
            _keep(found, "origin", _spaced(reading, child))
            origins = origins or tuple(
                dict.fromkeys(
                    key for place in child.iter("*") for _, key in reading.keys(place, "ref", "key")
                )
            )
        elif part == "origDate" and (date is None or date.edtf is None):
            quote = reading.words(child) or None
            date = date_of(reading, child, quote or "")
        elif part in ("head", "provenance"):
            _keep(found, part, reading.words(child))
    span = reading.spans(element)
    reading.tables["manuscripts"].append(
        (
            reading.id(element),
            name,
            *(found.get(part) for part in _IDENTIFIER[:6]),
            tuple(dict.fromkeys(others)),
            found.get("msName"),
            found.get("head"),
            tuple(dict.fromkeys(languages)),
            found.get("form"),
            tuple(dict.fromkeys(filter(None, materials))),
            found.get("extent"),
            *((None, None, None) if date is None else (date.edtf, date.earliest, date.latest)),
            quote,
            found.get("origin"),
            origins,
            found.get("provenance"),
            reading.where(element, span),
            reading.xpath(element),
        )
    )


def item(reading: Reading, element: etree._Element, name: str) -> None:
    """The row of a work in a manuscript; what it contains has rows of its own."""
    found: dict[str, str] = {}
    authors: list[str] = []
    persons: list[str] = []
    identifiers: list[tuple[str, str]] = []
    date: str | None = None
    for child in element:
        part = reading.local(child)
        if part in ("title", "incipit", "explicit", "locus"):
            words = reading.words(child)
            if not words and part == "locus":
                words = "–".join(filter(None, (child.get("from"), child.get("to"))))
            _keep(found, part, words)
        elif part == "author":
            if words := name_words(reading, child):
                authors.append(words)
            named = [child, *child.iterchildren("{*}persName", "{*}name")]
            persons.extend(key for one in named for _, key in reading.keys(one, "ref", "key"))
        elif part == "idno":
            if words := reading.words(child):
                identifiers.append((child.get("type") or "", words))
        elif part == "textLang":
            _keep(found, "language", child.get("mainLang") or reading.words(child))
        elif part in ("date", "origDate"):
            date = date or date_of(reading, child, reading.words(child)).edtf
    for key, words in zip(persons, authors, strict=False):
        reading.met(key, "person", words)
    span = reading.spans(element)
    reading.tables["works"].append(
        (
            reading.id(element),
            name,
            element.get("type") or element.get("class"),
            found.get("title"),
            tuple(authors),
            tuple(dict.fromkeys(persons)),
            date,
            found.get("language") or element.get(f"{XML}lang"),
            tuple(identifiers),
            _held_by(reading, element),
            found.get("locus"),
            found.get("incipit"),
            found.get("explicit"),
            reading.where(element, span),
            reading.xpath(element),
        )
    )


def _held_by(reading: Reading, element: etree._Element) -> str | None:
    for above in element.iterancestors():
        if reading.local(above) in _WHOLE:
            if own := reading.id(above):
                return own
            mark = next(above.iterfind("{*}msIdentifier/{*}idno"), None)
            if mark is not None and (words := reading.words(mark)):
                return words
    return None


def _keep(found: dict[str, str], part: str, words: str) -> None:
    if words:
        found.setdefault(part, words)


def _spaced(reading: Reading, element: etree._Element) -> str:
    """The element's words, parted where its children touch one another."""
    if not len(element):
        return reading.words(element)
    pieces = [element.text or ""]
    for child in element:
        pieces.append(reading.words(child) if reading.local(child) not in ("", "geo") else "")
        pieces.append(child.tail or "")
    return " ".join(" ".join(pieces).split())


def _measured(extent: etree._Element) -> str:
    """Measures that stand in attributes alone."""
    measures = [(one.get("quantity"), one.get("unit")) for one in extent.iter("{*}measure", "{*}dim")]
    return ", ".join(" ".join(filter(None, pair)) for pair in measures if pair[0])


def _own(reading: Reading, element: etree._Element) -> Iterator[etree._Element]:
    """The elements below, in document order; closed is what is a row of its own or about another thing."""
    waiting = [iter(element)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif name := reading.local(child):
            if name not in _WHOLE:
                yield child
            if name not in _CLOSED:
                waiting.append(iter(child))


ELEMENTS = {**dict.fromkeys(sorted(_WHOLE), read), "msItem": item, "msItemStruct": item}

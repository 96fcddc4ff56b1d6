"""References: TEI Guidelines, 3.12 (bibliographic citations), 3.7 (``ref``, ``ptr``), 3.6.1 (``title`` in
a text).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tei_tools.records._datings import date_of
from tei_tools.records._entities import name_words
from tei_tools.records._pointers import XML

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.records._reading import Reading

_WORKS = frozenset(("bibl", "biblStruct", "biblFull"))
# Whose titles are told elsewhere: of the reference around it, or of the document.
_TITLED = _WORKS | {
    "titleStmt",
    "analytic",
    "monogr",
    "series",
    "seriesStmt",
    "msItem",
    "msItemStruct",
    "title",
}
_UNITS = {
    **dict.fromkeys(("volume", "vol", "vols", "volumes", "bd", "band"), "volume"),
    **dict.fromkeys(("issue", "no", "number", "nr", "fasc"), "issue"),
    **dict.fromkeys(("page", "pages", "pp", "p", "pg", "page_from", "seite"), "pages"),
}


def _parts(reading: Reading, element: etree._Element) -> dict[str, Any]:
    """What the parts of one citation say; those of a citation inside it are that one's own."""
    found: dict[str, Any] = {"authors": [], "editors": [], "identifiers": [], "titles": []}
    opened, opened_at = [iter(element)], [element]
    while opened:
        for child in opened[-1]:
            part = reading.local(child)
            if not part or part in _WORKS or part == "listBibl":
                continue
            if part in ("author", "editor"):
                words = name_words(reading, child)
                if words:
                    found[f"{part}s"].append(words)
            elif part == "title":
                level = child.get("level") or _LEVELS.get(reading.local(opened_at[-1]))
                found["titles"].append((level, reading.words(child)))
            elif part == "date":
                if "date" not in found:
                    found["date"] = date_of(reading, child, reading.words(child)).edtf
            elif part in ("biblScope", "citedRange"):
                _scope(reading, child, found)
            elif part == "idno":
                if words := reading.words(child):
                    found["identifiers"].append((child.get("type") or "", words))
            elif part in ("publisher", "pubPlace"):
                found.setdefault(
                    "publisher" if part == "publisher" else "place", reading.words(child) or None
                )
            elif part in ("ref", "ptr"):
                if "target" not in found and (targets := reading.keys(child, "target")):
                    found["target"] = _shown(reading, targets[0][1])
            else:
                opened.append(iter(child))
                opened_at.append(child)
                break
        else:
            opened.pop()
            opened_at.pop()
    return found


_LEVELS = {"analytic": "a", "monogr": "m", "series": "s"}


def _scope(reading: Reading, scope: etree._Element, found: dict[str, Any]) -> None:
    unit = _UNITS.get((scope.get("unit") or scope.get("type") or "").lower())
    first, last = scope.get("from"), scope.get("to")
    words = reading.words(scope)
    if not words and first:
        words = f"{first}–{last}" if last and last != first else first
    if unit is None and reading.local(scope) == "citedRange":
        unit = "pages"
    if unit and words:
        found.setdefault(unit, words)


def _shown(reading: Reading, key: str) -> str:
    return f"#{key}" if key in reading.pointers.ids else key


def work(reading: Reading, element: etree._Element, name: str) -> None:
    """A citation with its parts."""
    span = reading.span
    found = _parts(reading, element)
    titles = found["titles"]
    title = next(
        (words for level, words in titles if level in ("a", "m", None)), titles[0][1] if titles else None
    )
    level = next((level for level, words in titles if words == title), None)
    container = next((words for level, words in titles if words != title), None) if level == "a" else None
    others = dict.fromkeys(words for _, words in titles if words and words not in (title, container))
    entity = reading.entry_keys.get(element)
    target = found.get("target")
    for pointer, key in reading.keys(element, "corresp", "sameAs", "ref", "source", "target"):
        if pointer.startswith("#") or "/" in pointer or ":" in pointer:
            entity = entity or (key if key in reading.entry_kinds else None)
            target = target or _shown(reading, key)
    _append(
        reading,
        element,
        name,
        span,
        target,
        {**found, "title": title, "container": container, "level": level, "others": others},
        entity,
    )
    if element in reading.entry_keys:
        _entry(reading, element, name, span, {**found, "title": title})


def _entry(reading: Reading, element: etree._Element, name: str, span: Any, found: dict[str, Any]) -> None:
    """The row of ``works`` of what has an entry in a list of works."""
    persons: list[str] = []
    for author in element.iter("{*}author"):
        for named in (author, *author.iterchildren("{*}persName", "{*}name")):
            persons.extend(key for _, key in reading.keys(named, "ref", "key"))
    language = next((lang.get("mainLang") for lang in element.iter("{*}textLang")), None)
    reading.tables["works"].append(
        (
            reading.id(element),
            name,
            element.get("type"),
            found["title"],
            tuple(found["authors"]),
            tuple(dict.fromkeys(persons)),
            found.get("date"),
            language or element.get(f"{XML}lang"),
            tuple(found["identifiers"]),
            None,
            None,
            None,
            None,
            reading.where(element, span),
            reading.xpath(element),
        )
    )


def _append(
    reading: Reading,
    element: etree._Element,
    name: str,
    span: Any,
    target: str | None,
    found: dict[str, Any],
    entity: str | None,
) -> None:
    start, end = span or (None, None)
    get, part = reading.get, found.get
    reading.references.append(
        (
            reading.own,
            name,
            get("type"),
            start,
            end,
            reading.quote(element, span),
            target,
            tuple(part("authors", ())),
            tuple(part("editors", ())),
            part("title"),
            part("container"),
            part("level"),
            part("date"),
            part("publisher"),
            part("place"),
            part("volume"),
            part("issue"),
            part("pages"),
            tuple(part("identifiers", ())),
            entity,
            get("cert"),
            get("resp"),
            reading.stands,
            reading.path,
            tuple(part("others", ())),
        )
    )


def link(reading: Reading, element: etree._Element, name: str) -> None:
    """``ref`` and ``ptr`` (P4: ``xref``, ``xptr`` with ``@url``): a row for each target, or one without."""
    span = reading.span
    keys: list[str | None] = [key for _, key in reading.keys(element, "target", "url")]
    for key in keys or [None]:
        target = None if key is None else _shown(reading, key)
        _append(reading, element, name, span, target, {}, key if key in reading.entry_kinds else None)


def title(reading: Reading, element: etree._Element, name: str) -> None:
    """A title outside of any citation: a reference by that title, with the work that it points at."""
    if reading.around in _TITLED:
        return
    span = reading.span
    quote = reading.quote(element, span)
    found = {"title": quote, "level": reading.get("level")}
    keys: list[str | None] = [key for _, key in reading.keys(element, "ref", "key", "corresp", "sameAs")]
    for key in keys or [None]:
        if key is not None:
            reading.met(key, "work", quote)
        _append(reading, element, name, span, None if key is None else _shown(reading, key), found, key)


ELEMENTS = {
    **dict.fromkeys(_WORKS, work),
    "title": title,
    **dict.fromkeys(("ref", "ptr", "xref", "xptr"), link),
}

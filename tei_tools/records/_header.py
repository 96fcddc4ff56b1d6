"""What a document says of itself: TEI Guidelines, chapter 2."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tei_tools.records._authorities import authority, normal
from tei_tools.records._datings import date_of
from tei_tools.records._entities import name_words
from tei_tools.records._pointers import XML

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.records._reading import Reading
    from tei_tools.records._rows import Authority

__all__ = ["Contributor", "Metadata", "Title", "metadata"]


class Title(NamedTuple):
    """A title with TEI's ``@type`` and ``@level``."""

    words: str
    type: str | None
    level: str | None


class Contributor(NamedTuple):
    """Someone named in the header, in the role of an element (``author``, ``editor``) or a ``resp``;
    ``entity`` is a key of the record's entities.
    """

    name: str
    role: str
    entity: str | None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the header says; only what is really there.

    ``title`` is the main one of ``titles``. ``date`` is the date of publication, ``created`` that of the text
    (``creation``, else the letter's sending, else ``origDate``), both EDTF. ``status`` is
    ``availability/@status`` (``free``, ``restricted``, ``unknown``), ``licence`` the address of the
    licence and ``rights`` its words. ``identifiers`` are (type, value) pairs of ``publicationStmt/idno``.
    ``language`` is that of the text.
    """

    title: str | None
    titles: tuple[Title, ...]
    authors: tuple[Contributor, ...]
    editors: tuple[Contributor, ...]
    contributors: tuple[Contributor, ...]
    date: str | None
    created: str | None
    publisher: str | None
    status: str | None
    licence: str | None
    rights: str | None
    identifiers: tuple[tuple[str, str], ...]
    source: str | None
    language: str | None
    keywords: tuple[str, ...]


# Titles that are not the document's own name.
_OTHER_TYPES = frozenset(
    ("iso-date", "sub", "alt", "desc", "short", "sort", "alternative", "subordinate", "uniform")
)
# Dates of a publicationStmt that are the text's own.
_OF_THE_TEXT = frozenset(("created", "creation", "written"))
_BROADER = frozenset(("s", "j"))
_NAMED = frozenset(("persName", "name", "orgName"))


def metadata(reading: Reading) -> Metadata:
    """The metadata of the document that is read."""
    header = next(iter(_children(reading, reading.root, "teiHeader")), None)
    if header is None:
        return Metadata(
            None, (), (), (), (), None, None, None, None, None, None, (), None, _language(reading, None), ()
        )
    file = _below(reading, header, "fileDesc")
    statement = _each(reading, file, "titleStmt")
    publication = _each(reading, file, "publicationStmt")
    titles = tuple(
        Title(words, title.get("type"), title.get("level"))
        for title in _each(reading, statement, "title")
        if (words := reading.words(title))
    )
    availability = _availability(reading, _each(reading, publication, "availability"))
    licence = None if availability is None else next(availability.iter("{*}licence", "{*}license"), None)
    sources = _each(reading, file, "sourceDesc")
    return Metadata(
        title=_main(titles),
        titles=titles,
        authors=_people(reading, statement, "author")
        or _people(reading, [one for source in sources for one in source.iter("{*}analytic")][:1], "author"),
        editors=_people(reading, statement, "editor"),
        contributors=_responsible(reading, statement),
        date=_date(reading, publication),
        created=_created(reading, header),
        publisher=_publisher(reading, publication),
        status=None if availability is None else availability.get("status"),
        licence=_licence(reading, licence),
        rights=None if availability is None else reading.words(availability) or None,
        identifiers=tuple(
            (idno.get("type") or "", words)
            for place in publication
            for idno in place.iter("{*}idno")
            if (words := reading.words(idno))
        ),
        source=_source(reading, sources),
        language=_language(reading, header),
        keywords=tuple(
            words
            for part in _below(reading, header, "profileDesc", "textClass")
            for term in part.iter("{*}term")
            if (words := reading.words(term))
        ),
    )


def _children(reading: Reading, element: etree._Element, name: str) -> list[etree._Element]:
    local_names = reading.locals
    return [child for child in element if local_names[child.tag] == name]


def _availability(reading: Reading, own: list[etree._Element]) -> etree._Element | None:
    """What holds for the document: its own, or else that of the corpus that it is in (TEI Guidelines, 15.1);
    of several one that is restricted.
    """
    found = own
    for corpus in reading.root.iterancestors():
        if found:
            break
        for header in _children(reading, corpus, "teiHeader"):
            found += _below(reading, header, "fileDesc", "publicationStmt", "availability")
    restricted = (each for each in found if (each.get("status") or "").strip().casefold() == "restricted")
    return next(restricted, found[0] if found else None)


def _each(reading: Reading, elements: list[etree._Element], name: str) -> list[etree._Element]:
    local_names = reading.locals
    return [child for element in elements for child in element if local_names[child.tag] == name]


def _below(reading: Reading, element: etree._Element, *names: str) -> list[etree._Element]:
    found = [element]
    for name in names:
        found = _each(reading, found, name)
    return found


def _main(titles: tuple[Title, ...]) -> str | None:
    for title in titles:
        if title.type == "main":
            return title.words
    for title in titles:
        if title.type not in _OTHER_TYPES and title.level not in _BROADER:
            return title.words
    return titles[0].words if titles else None


def _people(reading: Reading, statement: list[etree._Element], role: str) -> tuple[Contributor, ...]:
    found: list[Contributor] = []
    local_names = reading.locals
    for element in _each(reading, statement, role):
        names = [child for child in element if local_names[child.tag] in _NAMED]
        for name in names or [element]:
            words = name_words(reading, name)
            pointers = reading.keys(name, "ref", "key") or reading.keys(element, "ref", "key")
            key = pointers[0][1] if pointers else _identified(reading, name, element)
            if key:
                reading.met(key, "person", words)
            if words or key:
                found.append(Contributor(words, role, key))
    return tuple(found)


def _identified(reading: Reading, *elements: etree._Element) -> str | None:
    """The first address that an ``idno`` in these elements is; all of them are noted as that entity's."""
    found: list[Authority] = []
    for element in dict.fromkeys(elements):
        for idno in element.iterchildren("{*}idno"):
            known = authority(reading.words(idno), idno.get("type"))
            if known is not None and known not in found:
                found.append(known)
    if not found:
        return None
    reading.authorities.setdefault(found[0].uri, tuple(found))
    return found[0].uri


def _responsible(reading: Reading, statement: list[etree._Element]) -> tuple[Contributor, ...]:
    found: list[Contributor] = []
    local_names = reading.locals
    for element in _each(reading, statement, "respStmt"):
        resp = "; ".join(reading.words(child) for child in _children(reading, element, "resp"))
        for name in element:
            if local_names[name.tag] in _NAMED:
                pointers = reading.keys(name, "ref", "key")
                found.append(
                    Contributor(name_words(reading, name), resp, pointers[0][1] if pointers else None)
                )
    for role in ("principal", "sponsor", "funder"):
        found.extend(_people(reading, statement, role))
    return tuple(found)


def _date(reading: Reading, elements: list[etree._Element]) -> str | None:
    for element in _each(reading, elements, "date"):
        if (element.get("type") or "").lower() in _OF_THE_TEXT:
            continue
        if found := date_of(reading, element, reading.words(element)).edtf:
            return found
    return None


def _created(reading: Reading, header: etree._Element) -> str | None:
    for creation in _below(reading, header, "profileDesc", "creation"):
        for date in creation.iter("{*}date", "{*}origDate"):
            if found := date_of(reading, date, reading.words(date)).edtf:
                return found
    for date in _below(reading, header, "fileDesc", "publicationStmt", "date"):
        if (date.get("type") or "").lower() in _OF_THE_TEXT and (
            found := date_of(reading, date, reading.words(date)).edtf
        ):
            return found
    for letter in reading.tables["letters"]:
        if letter[1] == "sent" and letter[8]:
            return str(letter[8])
    for date in header.iter("{*}origDate"):
        if found := reading.dated(date).edtf:
            return found
    return None


def _source(reading: Reading, sources: list[etree._Element]) -> str | None:
    """The first citation or shelf-mark of the source, else all that is said of it."""
    for source in sources:
        for element in source.iter("{*}bibl", "{*}biblStruct", "{*}biblFull", "{*}msIdentifier"):
            if words := _parted(reading, element):
                return words
    return next((words for source in sources if (words := _parted(reading, source))), None)


def _parted(reading: Reading, element: etree._Element) -> str:
    """The element's words; where it has none of its own between its children a space parts these."""
    if not len(element) or "".join([element.text or "", *[child.tail or "" for child in element]]).strip():
        return reading.words(element)
    parts = [_parted(reading, child) for child in element if isinstance(child.tag, str)]
    return " ".join(filter(None, parts))


def _publisher(reading: Reading, publication: list[etree._Element]) -> str | None:
    for name in ("publisher", "distributor", "authority"):
        for element in _each(reading, publication, name):
            names = [child for child in element if reading.local(child) in ("orgName", "persName", "name")]
            if words := reading.words(names[0] if names else element):
                return words
    return None


def _licence(reading: Reading, licence: etree._Element | None) -> str | None:
    if licence is None:
        return None
    target = licence.get("target")
    if target is None:
        inside = next(licence.iter("{*}ref", "{*}ptr"), None)
        target = None if inside is None else inside.get("target")
    return normal(target.split()[0]) if target and target.split() else None


def _language(reading: Reading, header: etree._Element | None) -> str | None:
    for text in _children(reading, reading.root, "text"):
        if given := text.get(f"{XML}lang") or text.get("lang"):
            return given
    used = [] if header is None else _below(reading, header, "profileDesc", "langUsage", "language")
    if len(used) == 1 and (ident := used[0].get("ident") or used[0].get("id")):
        return ident
    if header is not None:
        for text_language in header.iter("{*}textLang"):
            if given := text_language.get("mainLang"):
                return given
    return reading.root.get(f"{XML}lang") or (used[0].get("ident") if used else None)

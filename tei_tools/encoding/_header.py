"""Document, settings and what was done → ``teiHeader``, complete enough for an archive (TEI chapter 2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from lxml import etree

from tei_tools.encoding._attributes import legal, name_of, one_pointer, string, word
from tei_tools.encoding._calendars import description
from tei_tools.encoding._dates import is_temporal
from tei_tools.encoding._editorial import add_editorial_declaration
from tei_tools.encoding._identifiers import PROGRAM
from tei_tools.encoding._inline import element
from tei_tools.encoding._languages import language_name
from tei_tools.version import VERSION

if TYPE_CHECKING:
    from tei_tools.encoding._settings import HeaderSettings
    from tei_tools.sources import SourceDocument


@dataclass(frozen=True, slots=True)
class Work:
    """What the encoding did, for the header: ``taggers`` is (``xml:id``, name, version); ``people`` who
    decided on tags are (``xml:id``, name, last day); dates are in W3C form."""

    taggers: Sequence[tuple[str, str, str]] = ()
    calendars: Sequence[str] = ()
    languages: Sequence[str] = ("en",)
    notes: Sequence[str] = ()
    date: str | None = None
    encoded_on: str | None = None
    identifier: str = "document"
    people: Sequence[tuple[str, str, str]] = ()


def stem(name: str) -> str:
    """The name of the source without its folders and its ending: the same wherever the file lies."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return PurePosixPath(last).stem.strip() or last.strip(". -") or "document"


def document_identifier(document: SourceDocument, pattern: str) -> str:
    """``publicationStmt/idno`` by the settings' pattern: ``{name}``, ``{digest}`` (12 digits), ``{date}``."""
    values = {
        "name": stem(document.name),
        "digest": document.digest[:12],
        "date": document.metadata.date or "undated",
    }
    for key, value in values.items():
        pattern = pattern.replace("{" + key + "}", value)
    return _line(pattern) or stem(document.name)


def add_header(tei: etree._Element, document: SourceDocument, settings: HeaderSettings, work: Work) -> None:
    """Adds ``teiHeader`` to ``tei``."""
    header = element(tei, "teiHeader")
    description_of_file = element(header, "fileDesc")
    _title_statement(description_of_file, document, settings, work)
    _publication_statement(description_of_file, settings, work)
    _source_description(description_of_file, document)
    encoding = element(header, "encodingDesc")
    if settings.project:
        _paragraph(element(encoding, "projectDesc"), settings.project)
    add_editorial_declaration(encoding, document, work.notes)
    _applications(encoding, work)
    _profile(header, document, work)
    revision = element(header, "revisionDesc")
    when = {"when": work.encoded_on} if work.encoded_on and is_temporal(work.encoded_on) else {}
    _say(
        element(revision, "change", {"who": f"#{PROGRAM}", **when}),
        "Encoded by machine; tags that a person decided on are kept."
        if work.people
        else "Encoded by machine; not yet read by a person.",
    )
    for identifier, _, day in work.people:
        when = {"when": day} if day and is_temporal(day) else {}
        _say(element(revision, "change", {"who": f"#{identifier}", **when}), "Tags reviewed.")


def title_of(document: SourceDocument) -> str:
    """The title the source states, else its title block, else its first heading, else its name."""
    if document.metadata.title and _line(document.metadata.title):
        return _line(document.metadata.title)
    for kind in ("title", "heading"):
        for block in document.blocks:
            if block.kind == kind and block.start < block.end:
                return _line(document.text[block.start : block.end])
    return _line(stem(document.name))


def _title_statement(
    parent: etree._Element, document: SourceDocument, settings: HeaderSettings, work: Work
) -> None:
    statement = element(parent, "titleStmt")
    _say(element(statement, "title"), title_of(document))
    for author in document.metadata.authors:
        _say(element(statement, "author"), author)
    if settings.funder:
        _say(element(statement, "funder"), settings.funder)
    for responsibility, name in settings.responsibilities:
        _responsibility(statement, responsibility, name)
    made = element(statement, "respStmt")
    _say(element(made, "resp"), "encoded by machine")
    _say(element(made, "name", {"type": "program", "ref": f"#{PROGRAM}"}), PROGRAM)
    for identifier, name, _ in work.people:
        made = element(statement, "respStmt")
        _say(element(made, "resp"), "review of the tags")
        _say(element(made, "persName", {"xml:id": identifier}), name)


def _responsibility(statement: etree._Element, responsibility: str, name: str) -> None:
    made = element(statement, "respStmt")
    _say(element(made, "resp"), responsibility)
    _say(element(made, "name"), name)


def _publication_statement(parent: etree._Element, settings: HeaderSettings, work: Work) -> None:
    statement = element(parent, "publicationStmt")
    if settings.publisher:
        _say(element(statement, "publisher"), settings.publisher)
    elif settings.distributor:
        _say(element(statement, "distributor"), settings.distributor)
    else:
        _say(
            element(statement, "authority"),
            settings.authority or "not published; no publisher is named in the settings",
        )
    if work.encoded_on and is_temporal(work.encoded_on):
        _say(element(statement, "date", {"when": work.encoded_on}), work.encoded_on)
    _availability(statement, settings)
    _say(element(statement, "idno", {"type": word(settings.idno_type) or PROGRAM}), work.identifier)
    if settings.base:
        address = one_pointer(settings.base + work.identifier)
        if address:
            _say(element(statement, "idno", {"type": "URI"}), address)


def _availability(statement: etree._Element, settings: HeaderSettings) -> None:
    status = settings.status if settings.status in ("free", "unknown", "restricted") else "unknown"
    availability = element(statement, "availability", {"status": status})
    target = one_pointer(settings.licence_target or "")
    if settings.licence or target:
        licence = element(availability, "licence", {"target": target} if target else {})
        _say(licence, settings.licence or target or "")
    else:
        _paragraph(availability, "No licence is stated.")


def _source_description(parent: etree._Element, document: SourceDocument) -> None:
    said = document.metadata
    source = element(element(parent, "sourceDesc"), "bibl")
    for author in said.authors:
        _say(element(source, "author"), author)
    _say(element(source, "title"), title_of(document))
    if said.publisher:
        _say(element(source, "publisher"), said.publisher)
    if said.date:
        when = {"when": said.date} if is_temporal(said.date) else {}
        doubt = {"cert": "medium"} if said.date_alternative else {}
        _say(element(source, "date", {**when, **doubt}), said.date)
    address = one_pointer(said.address or "")
    if address:
        _say(element(source, "ref", {"target": address}), said.address or address)
    _say(
        element(source, "idno", {"type": "filename"}),
        PurePosixPath(document.name.replace("\\", "/")).name or "-",
    )
    _say(element(source, "idno", {"type": "sha256"}), document.digest)
    if said.rights:
        _paragraph(element(source, "availability", {"status": "unknown"}), said.rights)
    _say(element(source, "note", {"type": "format"}), f"{document.format}, read as {document.encoding}")


def _applications(encoding: etree._Element, work: Work) -> None:
    info = element(encoding, "appInfo")
    program = element(info, "application", {"xml:id": PROGRAM, "ident": PROGRAM, "version": VERSION})
    _say(element(program, "label"), PROGRAM)
    for identifier, name, version in work.taggers:
        attributes = {"xml:id": identifier, "ident": f"{PROGRAM}-{name_of(name)}", "version": version}
        _say(element(element(info, "application", attributes), "label"), f"{PROGRAM}, tagger “{name}”")


def _profile(header: etree._Element, document: SourceDocument, work: Work) -> None:
    profile = element(header, "profileDesc")
    if work.date and is_temporal(work.date):
        _say(element(element(profile, "creation"), "date", {"when": work.date}), work.date)
    languages = element(profile, "langUsage")
    for tag in work.languages:
        _say(element(languages, "language", {"ident": tag}), language_name(tag))
    if work.calendars:
        calendars = element(profile, "calendarDesc")
        for identifier in work.calendars:
            _paragraph(element(calendars, "calendar", {"xml:id": identifier}), description(identifier))
    keywords = [keyword for keyword in document.metadata.keywords if _line(keyword)]
    if keywords:
        terms = element(element(profile, "textClass"), "keywords")
        for keyword in keywords:
            _say(element(terms, "term"), keyword)


def _paragraph(parent: etree._Element, words: str) -> None:
    _say(element(parent, "p"), words)


def _say(target: etree._Element, words: str) -> None:
    target.text = _line(words)


def _line(words: str) -> str:
    return string(words) or legal(words).strip()

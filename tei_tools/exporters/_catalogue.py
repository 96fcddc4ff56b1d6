"""A document as catalogues describe it, and how the catalogue forms write their files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from tei_tools.exporters import Options
from tei_tools.exporters._distinct import distinct
from tei_tools.exporters._file_names import FileNames
from tei_tools.exporters._identifiers import Iris
from tei_tools.exporters._works import Name, name_parts
from tei_tools.records._authorities import authority

if TYPE_CHECKING:
    from tei_tools.records import Record
    from tei_tools.records._header import Contributor
    from tei_tools.writing import Output

_PLAIN = re.compile(r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?")


class Agent(NamedTuple):
    """Someone who made it; ``role`` is author, editor, or the words of a ``resp``."""

    name: Name
    body: bool
    role: str
    addresses: dict[str, str]

    @property
    def shown(self) -> str:
        return f"{self.name.family}, {self.name.given}" if self.name.given else self.name.family


class Description(NamedTuple):
    """What a catalogue says of a document; ``date`` and ``created`` are plain ISO dates or ``None``."""

    iri: str
    identifier: str
    doi: str | None
    identifiers: tuple[tuple[str, str], ...]
    title: str
    other_titles: tuple[str, ...]
    authors: tuple[Agent, ...]
    editors: tuple[Agent, ...]
    contributors: tuple[Agent, ...]
    publisher: str | None
    date: str | None
    edtf_date: str | None
    created: str | None
    edtf_created: str | None
    language: str | None
    subjects: tuple[str, ...]
    source: str | None
    status: str | None
    licence: str | None
    rights: str | None
    places: tuple[tuple[str, str, str], ...]
    text_version: str
    text_sha256: str


def describe(record: Record, options: Options) -> Description:
    """The description of a record."""
    said = record.metadata
    entities = {entity.key: entity for entity in record.entities()}

    def agent(person: Contributor, role: str) -> Agent:
        known = entities.get(person.entity or "")
        parted = Name(known.surname, known.forename) if known and known.surname and known.forename else None
        name = parted or name_parts(person.name)
        found = {one.scheme: one.uri for one in known.authorities if one.uri} if known else {}
        if person.entity and (one := authority(person.entity)):
            found.setdefault(one.scheme, one.uri)
        body = bool(known and known.kind == "organisation")
        return Agent(Name(person.name, "") if body else name, body, role, found)

    doi = None
    others = []
    for kind, value in said.identifiers:
        found = authority(value, kind.lower())
        if found and found.scheme == "DOI" and doi is None:
            doi = found.uri.removeprefix("https://doi.org/")
        else:
            others.append((kind, value))
    titles = tuple(title.words for title in said.titles if title.words != said.title)
    return Description(
        iri=Iris(record, options.base).document,
        identifier=record.identifier,
        doi=doi,
        identifiers=tuple(others),
        title=said.title or record.identifier,
        other_titles=tuple(dict.fromkeys(titles)),
        authors=tuple(agent(person, "author") for person in said.authors),
        editors=tuple(agent(person, "editor") for person in said.editors),
        contributors=tuple(agent(person, person.role) for person in said.contributors),
        publisher=said.publisher,
        date=_plain(said.date),
        edtf_date=said.date,
        created=_plain(said.created),
        edtf_created=said.created,
        language=said.language,
        subjects=tuple(dict.fromkeys(said.keywords)),
        source=said.source,
        status=said.status,
        licence=said.licence,
        rights=said.rights,
        places=tuple(
            (place.name, place.longitude, place.latitude)
            for place in record.places
            if place.name and place.longitude and place.latitude
        ),
        text_version=record.text_version,
        text_sha256=record.text_sha256,
    )


def write(
    records: Iterable[Record],
    folder: Output,
    options: Options,
    suffix: str,
    document: Callable[[Description], str],
) -> int:
    """One XML file a document by what ``document`` makes of its description; gives how many."""
    names, number = FileNames(suffix), 0
    for record in distinct(records, options):
        number += 1
        with folder.open(names.of(record)) as stream:
            stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
            stream.write(document(describe(record, options)).encode("utf-8", "replace"))
    return number


def tag(name: str, words: str | None, indent: int = 2, **attributes: str | None) -> str:
    """A line with an element, if it has words; ``xlink_href`` is the attribute ``xlink:href``."""
    if not words or not words.strip():
        return ""
    said = "".join(
        f" {key.replace('_', ':')}={quoteattr(value)}" for key, value in attributes.items() if value
    )
    return f"{' ' * indent}<{name}{said}>{escape(' '.join(words.split()))}</{name}>\n"


def around(name: str, inner: str, indent: int = 2, **attributes: str | None) -> str:
    """An element around others; none where there are none."""
    if not inner:
        return ""
    said = "".join(
        f" {key.replace('_', ':')}={quoteattr(value)}" for key, value in attributes.items() if value
    )
    space = " " * indent
    return f"{space}<{name}{said}>\n{inner}{space}</{name}>\n"


def web(address: str | None) -> str | None:
    """The address if it is one of the web, without spaces."""
    return address if address and re.fullmatch(r"https?://\S+", address) else None


def _plain(edtf: str | None) -> str | None:
    return edtf if edtf and _PLAIN.fullmatch(edtf) else None

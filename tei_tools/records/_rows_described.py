"""More tables of a record: structure (TEI Guidelines, 4, 7, 8, 9, 11) and what is described (3.12, 10, 12).

Columns mean what :mod:`_rows` says of theirs. ``keys`` are those of the record's entities, or absolute URIs.
"""

from __future__ import annotations

from typing import NamedTuple


class Division(NamedTuple):
    """A ``div`` (``div0`` … ``div7``); ``level`` counts from 1, ``head`` is its first heading."""

    id: str | None
    element: str
    type: str | None
    subtype: str | None
    n: str | None
    level: int
    head: str | None
    language: str | None
    start: int | None
    end: int | None
    where: str
    xpath: str


class Paragraph(NamedTuple):
    """A paragraph of the text (``p``, ``ab``), with its words."""

    id: str | None
    element: str
    type: str | None
    n: str | None
    start: int | None
    end: int | None
    quote: str
    where: str
    xpath: str


class Line(NamedTuple):
    """A line of verse (``l``), or what stands from an ``lb`` to the next of the same ``@ed`` in its block.

    ``part`` is ``@part`` (I, M, F: the piece of a verse that several speakers share).
    """

    id: str | None
    element: str
    type: str | None
    n: str | None
    edition: str | None
    part: str | None
    start: int | None
    end: int | None
    quote: str
    where: str
    xpath: str


class Note(NamedTuple):
    """A ``note`` in the text; ``targets`` are keys or URIs of what it is a note to."""

    id: str | None
    element: str
    type: str | None
    n: str | None
    place: str | None
    targets: tuple[str, ...]
    start: int | None
    end: int | None
    quote: str
    resp: str | None
    where: str
    xpath: str


class Page(NamedTuple):
    """A page break, ``surface`` or ``zone``.

    ``start`` and ``end`` of a page break are those of the page: up to the next break of the same ``@ed``.
    ``facs`` is the attribute as it stands, ``images`` the addresses of the images that it leads to.
    ``ulx`` … ``points`` are the zone's coordinates as they stand.
    """

    id: str | None
    element: str
    n: str | None
    type: str | None
    edition: str | None
    facs: str | None
    images: tuple[str, ...]
    ulx: str | None
    uly: str | None
    lrx: str | None
    lry: str | None
    points: str | None
    words: str | None
    start: int | None
    end: int | None
    where: str
    xpath: str


class Stage(NamedTuple):
    """A stage direction (``stage``, ``move``, ``sound`` …), or what is done beside speech (``vocal`` …)."""

    id: str | None
    element: str
    type: str | None
    start: int | None
    end: int | None
    quote: str
    who: tuple[str, ...]
    where: str
    xpath: str


class Entry(NamedTuple):
    """An entry of a dictionary; ``lemma`` is the first of its ``forms``, ``senses`` how many it has."""

    id: str | None
    element: str
    type: str | None
    n: str | None
    lemma: str | None
    forms: tuple[str, ...]
    pronunciations: tuple[str, ...]
    part_of_speech: str | None
    gender: str | None
    senses: int
    definitions: tuple[str, ...]
    translations: tuple[str, ...]
    etymology: str | None
    language: str | None
    start: int | None
    end: int | None
    where: str
    xpath: str


class Work(NamedTuple):
    """A work of a register (a ``bibl`` of a ``listBibl`` with an ``xml:id``), or an ``msItem``.

    ``manuscript`` is the ``xml:id``, else the shelf-mark, of the manuscript that has it, at ``locus``.
    """

    id: str | None
    element: str
    type: str | None
    title: str | None
    authors: tuple[str, ...]
    persons: tuple[str, ...]
    date: str | None
    language: str | None
    identifiers: tuple[tuple[str, str], ...]
    manuscript: str | None
    locus: str | None
    incipit: str | None
    explicit: str | None
    where: str
    xpath: str


class Manuscript(NamedTuple):
    """A manuscript, inscription or other object (``msDesc``), or a part of one (``msPart``, ``msFrag``)."""

    id: str | None
    element: str
    country: str | None
    settlement: str | None
    institution: str | None
    repository: str | None
    collection: str | None
    idno: str | None
    other_idnos: tuple[str, ...]
    name: str | None
    head: str | None
    languages: tuple[str, ...]
    form: str | None
    materials: tuple[str, ...]
    extent: str | None
    date: str | None
    earliest: str | None
    latest: str | None
    date_quote: str | None
    origin: str | None
    origins: tuple[str, ...]
    provenance: str | None
    where: str
    xpath: str


class Variant(NamedTuple):
    """A reading (``lem``, ``rdg``) of an apparatus entry; an entry without any has one row (``app``).

    ``app`` is the entry's ``xml:id``, ``at`` its ``@loc``, ``@from`` and ``@to``; ``start`` and ``end`` are
    those of the reading, where the text has it, and ``lemma`` the words that it varies.
    """

    id: str | None
    element: str
    type: str | None
    app: str | None
    at: str | None
    quote: str
    lemma: str | None
    witnesses: tuple[str, ...]
    sources: tuple[str, ...]
    cause: str | None
    note: str | None
    start: int | None
    end: int | None
    cert: str | None
    resp: str | None
    where: str
    xpath: str


TABLES: dict[str, type[tuple[object, ...]]] = {
    "divisions": Division,
    "pages": Page,
    "stages": Stage,
    "entries": Entry,
    "works": Work,
    "manuscripts": Manuscript,
    "apparatus": Variant,
    "paragraphs": Paragraph,
    "lines": Line,
    "notes": Note,
}

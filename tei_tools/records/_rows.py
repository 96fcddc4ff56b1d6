"""The tables of a record: rows as named tuples, kept in one plain list, seen as rows or as columns.

Offsets are Unicode code points into the record's text, 0-based, end-exclusive; ``None`` where the element
has no place in the text. ``xpath`` counts elements alone, whatever their names and namespaces
(``/*/*[2]/*[1]``). ``element`` is TEI's name of the element, ``id`` its ``xml:id``. ``where`` is the part
of the document: ``text``, ``header``, ``standOff``, ``facsimile``, ``register`` (of persons, places …
wherever it stands). ``entity`` and the like hold the key of an entity of the same record: its ``xml:id``,
or the URI that points at it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar, overload

R = TypeVar("R", bound=tuple[Any, ...])


class Table(Sequence[R], Generic[R]):
    """Rows of one kind: ``for row in table``, ``table[0].quote``, ``table.column("quote")``."""

    __slots__ = ("_make", "_rows", "columns")

    def __init__(self, row: type[R], rows: list[tuple[Any, ...]]) -> None:
        self._make: Callable[[tuple[Any, ...]], R] = row._make  # type: ignore[attr-defined]
        self.columns: tuple[str, ...] = row._fields  # type: ignore[attr-defined]
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[R]:
        return map(self._make, self._rows)

    def plain(self) -> Sequence[tuple[Any, ...]]:
        """The rows as plain tuples in the order of ``columns``: quicker where names are not needed."""
        return self._rows

    @overload
    def __getitem__(self, place: int) -> R: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[R]: ...
    def __getitem__(self, place: int | slice) -> R | Sequence[R]:
        if isinstance(place, slice):
            return [self._make(row) for row in self._rows[place]]
        return self._make(self._rows[place])

    def column(self, name: str) -> list[Any]:
        """The values of one column; ``ValueError`` where there is none of that name."""
        number = self.columns.index(name)
        return [row[number] for row in self._rows]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and self.columns == other.columns and self._rows == other._rows

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return (Table, (self._make.__self__, self._rows))  # type: ignore[attr-defined]

    def __repr__(self) -> str:
        return f"<Table of {len(self)} rows: {', '.join(self.columns)}>"


class Authority(NamedTuple):
    """An authority's URI in its one form, and the words of the document that it was read from."""

    scheme: str
    uri: str
    original: str


class Entity(NamedTuple):
    """A person, place, organisation, or something else that has a name.

    ``key`` is unique in its record. ``uri`` is what points at it as an absolute URI, where one is known.
    ``declared``: the document (or its corpus) has an entry for it; else only names point at it, and
    ``name`` is the first of them. ``latitude`` and ``longitude`` are decimal degrees, WGS 84, as decimal
    strings. ``birth`` and ``death`` are EDTF.
    """

    key: str
    id: str | None
    kind: str
    element: str | None
    type: str | None
    name: str
    variants: tuple[str, ...]
    uri: str | None
    authorities: tuple[Authority, ...]
    declared: bool
    surname: str | None = None
    forename: str | None = None
    sex: str | None = None
    birth: str | None = None
    death: str | None = None
    occupation: str | None = None
    country: str | None = None
    latitude: str | None = None
    longitude: str | None = None
    note: str | None = None
    where: str | None = None
    xpath: str | None = None


class Mention(NamedTuple):
    """A name or description of something, at a place in the text; one row for each thing that it points at.

    ``pointer`` is the document's own value, ``entity`` what it was resolved to.
    """

    id: str | None
    kind: str
    type: str | None
    element: str
    start: int | None
    end: int | None
    quote: str
    entity: str | None
    pointer: str | None
    cert: str | None
    resp: str | None
    where: str
    xpath: str


class Date(NamedTuple):
    """A date: EDTF, and the first and last day that it can mean (``YYYY-MM-DD``, proleptic Gregorian).

    ``method`` says what it was read from: ``w3c`` (``@when`` …), ``iso`` (``@when-iso`` …), ``edtf``,
    ``julian`` or ``gregorian`` (``@*-custom`` by ``@datingMethod``). ``raw`` holds the attributes as they
    stand. ``parent`` is the name of the element around it.
    """

    id: str | None
    element: str
    type: str | None
    start: int | None
    end: int | None
    quote: str
    edtf: str | None
    earliest: str | None
    latest: str | None
    method: str | None
    raw: str | None
    calendar: str | None
    cert: str | None
    resp: str | None
    parent: str
    where: str
    xpath: str


class Quotation(NamedTuple):
    """Words of someone else: ``said``, ``quote``, ``q``. ``speakers`` and ``sources`` are keys or URIs.

    ``citation`` is the text of the ``bibl`` in the same ``cit``.
    """

    id: str | None
    element: str
    type: str | None
    start: int | None
    end: int | None
    quote: str
    speakers: tuple[str, ...]
    sources: tuple[str, ...]
    citation: str | None
    direct: str | None
    language: str | None
    cert: str | None
    resp: str | None
    where: str
    xpath: str


class Reference(NamedTuple):
    """A reference to a work or an address: ``bibl``, ``biblStruct``, ``biblFull``, ``ref``, ``ptr``,
    ``title``.

    ``target`` is absolute where the document allows; ``identifiers`` are (type, value) pairs.
    ``other_titles`` are those that are neither ``title`` nor ``container``: of a series, further ones.
    """

    id: str | None
    element: str
    type: str | None
    start: int | None
    end: int | None
    quote: str
    target: str | None
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    title: str | None
    container: str | None
    level: str | None
    date: str | None
    publisher: str | None
    place: str | None
    volume: str | None
    issue: str | None
    pages: str | None
    identifiers: tuple[tuple[str, str], ...]
    entity: str | None
    cert: str | None
    resp: str | None
    where: str
    xpath: str
    other_titles: tuple[str, ...] = ()


class Letter(NamedTuple):
    """One participant of one action of a ``correspDesc``; an action without participants has one row too."""

    id: str | None
    action: str
    kind: str | None
    name: str | None
    entity: str | None
    pointer: str | None
    place: str | None
    place_entity: str | None
    date: str | None
    earliest: str | None
    latest: str | None
    date_quote: str | None
    xpath: str


class Speech(NamedTuple):
    """A speech of a play (``sp``) or an utterance (``u``); ``speaker`` is its label, ``who`` the keys."""

    id: str | None
    element: str
    start: int | None
    end: int | None
    speaker: str | None
    who: tuple[str, ...]
    where: str
    xpath: str


class Relation(NamedTuple):
    """A ``relation``: from each of ``active`` to each of ``passive``, or among all of ``mutual``."""

    id: str | None
    name: str | None
    type: str | None
    active: tuple[str, ...]
    passive: tuple[str, ...]
    mutual: tuple[str, ...]
    words: str
    date: str | None
    where: str
    xpath: str


class Event(NamedTuple):
    """An ``event`` of a register."""

    id: str | None
    type: str | None
    label: str
    date: str | None
    earliest: str | None
    latest: str | None
    where: str
    xpath: str


class RecordWarning(NamedTuple):
    """What was not understood: a stable code, what it is, how often, and where it was met first."""

    code: str
    message: str
    times: int
    example: str


class Unread(NamedTuple):
    """An element that went into no table although it says something, and how often it stands."""

    element: str
    times: int

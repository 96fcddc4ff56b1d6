"""The public functions: each command of ``tei-tools`` is one of these away.

``encode`` makes an article TEI, ``validate`` finds the faults of a TEI file, ``read`` makes a record of it,
``convert`` writes records as files. ``resources`` (grammars, gazetteers) may be given to all of them, to
load them once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tei_tools._conversion import convert, extract, import_tables, records_of
from tei_tools._encoder import (
    ENCODE_MAX_SIZE,
    READ_MAX_SIZE,
    Encoder,
    authority_of,
    encode,
    read_source,
    source_suffixes,
    tag,
)
from tei_tools.errors import TeiToolsError
from tei_tools.resources import Resources

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.identity import Authority
    from tei_tools.inputs import Input
    from tei_tools.inspecting import Profile
    from tei_tools.records import Record
    from tei_tools.register import Register
    from tei_tools.validation import Finding

__all__ = [
    "ENCODE_MAX_SIZE",
    "READ_MAX_SIZE",
    "Encoder",
    "convert",
    "encode",
    "extract",
    "import_tables",
    "inspect",
    "read",
    "read_source",
    "register",
    "report",
    "review",
    "review_decided",
    "review_table",
    "source_suffixes",
    "tag",
    "validate",
    "view",
]


def validate(
    source: Input | Path | str | bytes,
    *,
    schema: str = "auto",
    name: str = "",
    max_size: int = READ_MAX_SIZE,
    resources: Resources | None = None,
    stream: bool = False,
) -> Iterator[Finding]:
    """Every fault of a TEI file, in order of the file: its grammar's and those that no grammar can say.

    ``schema`` is the name of a shipped grammar, a RELAX NG, ODD or Schematron file, or ``auto``: the grammar
    that the document names where it is on this disk, else ``tei_all``. Raises
    :class:`~tei_tools.errors.UnreadableError` where the file is not well-formed XML, or unsafe, or cannot be
    read. ``stream`` is for files too large to hold: grammar, dates, languages, identifiers and pointers
    within the file alone are looked at then, and ``max_size`` does not count.
    """
    from tei_tools import validation
    from tei_tools.inputs import as_input

    return validation.validate_input(
        as_input(source, name),
        schema=schema,
        max_size=max_size,
        resources=resources or Resources(),
        stream=stream,
    )


def read(
    source: Input | Path | str | bytes | etree._ElementTree,
    *,
    name: str = "",
    reading: str = "edited",
    identifier: str | None = None,
    max_size: int = READ_MAX_SIZE,
) -> Record:
    """The record of a TEI file: metadata, plain text, entities, mentions with offsets, dates, quotations …

    ``reading`` is ``edited`` or ``diplomatic`` (``docs/text.md``), ``identifier`` the project's pattern for
    identifiers of documents. A file that holds several texts
    (``teiCorpus``) gives that of the first; :func:`tei_tools.records.iter_read` gives each.
    """
    from tei_tools import records

    return records.read(source, name=name, reading=reading, identifier=identifier, max_size=max_size)


def inspect(
    sources: Iterable[Input | Path | str | bytes],
    *,
    roots: Iterable[str] = (),
    max_size: int = READ_MAX_SIZE,
    on_fault: Callable[[TeiToolsError], None] | None = None,
) -> Profile:
    """What is in a collection: its elements, attributes and values, pointers, dates, identifiers, and what
    the record makes of them. A file that cannot be read is told to ``on_fault``; without it it is raised.
    """
    from tei_tools import inspecting
    from tei_tools.inputs import as_input, below

    folders = tuple(roots)
    return inspecting.inspect(
        map(as_input, sources),
        max_size=max_size,
        name_of=lambda name: below(name, folders),
        on_fault=on_fault,
    )


def register(
    sources: Iterable[Input | Path | str | bytes],
    *,
    roots: Iterable[str] = (),
    identifier: str | None = None,
    include_restricted: bool = False,
    max_size: int = READ_MAX_SIZE,
    on_fault: Callable[[TeiToolsError], None] | None = None,
) -> Register:
    """The persons, places and organisations of a collection, joined where pointers or authorities agree; see
    :func:`tei_tools.register.register`. A file that cannot be read is told to ``on_fault``, or raised.
    """
    from tei_tools import register as registers
    from tei_tools.exporters import Options
    from tei_tools.exporters._distinct import distinct
    from tei_tools.inputs import as_input

    def told(fault: TeiToolsError) -> None:
        if on_fault is None:
            raise fault
        on_fault(fault)

    records = records_of(
        map(as_input, sources),
        reading="edited",
        identifier=identifier,
        roots=tuple(roots),
        max_size=max_size,
        on_fault=told,
    )
    return registers.register(distinct(records, Options(include_restricted=include_restricted)))


def view(
    source: Input | Path | str | bytes,
    *,
    name: str = "",
    max_size: int = READ_MAX_SIZE,
    include_restricted: bool = False,
) -> str:
    """A TEI file as a page to read: HTML that opens offline and fetches nothing; of a corpus its first
    document. Raises :class:`~tei_tools.errors.UnreadableError` where it is no TEI or cannot be read, and
    :class:`~tei_tools.errors.RestrictedError` where its availability is restricted, unless
    ``include_restricted``.
    """
    from tei_tools.errors import RestrictedError
    from tei_tools.extracting import restricted
    from tei_tools.inputs import as_input, read_bytes
    from tei_tools.pages.view import view as page
    from tei_tools.parsing import parse
    from tei_tools.records import _documents

    item = as_input(source, name)
    data = read_bytes(item, max_size)
    may_be = b"restricted" in data.lower() or b"\0" in data[:8]  # UTF-16 is looked at in any case
    if not include_restricted and may_be:
        first = next(_documents(parse(data, item.name, max_size).getroot(), item.name))
        if restricted(first):
            raise RestrictedError(
                "its availability is restricted", file=item.name, advice="use --include-restricted to show it"
            )
    return page(data, item.name)


def report(
    place: Path | str,
    *,
    title: str = "",
    desk: str = "",
    target: Path | str | None = None,
    max_size: int = READ_MAX_SIZE,
    validate: bool = False,
) -> str:
    """The collection report of a folder of TEI files, or of what a run made (its ledger or the folder of it):
    one HTML page that opens offline.

    ``desk`` is the address of a review desk that is open on the folder. ``target`` is where the page will
    be, for its links to files. ``validate`` counts findings of a folder by rule; those of a run are in its
    ledger.
    Files that cannot be read are told in the page. Raises :class:`~tei_tools.errors.UsageError` where there
    is no TEI file and no ledger.
    """
    from tei_tools.reporting._sources import page

    return page(Path(place), title=title, desk=desk, target=target, max_size=max_size, validated=validate)


def review_table(
    folder: Path | str,
    path: Path | str,
    *,
    reviewer: str | None = None,
    force: bool = False,
    resources: Resources | None = None,
) -> int:
    """Write the proposals of a folder's TEI files as a spreadsheet (``.xlsx``, ``.csv``); gives how many."""
    from tei_tools.reviewing import _workbook
    from tei_tools.reviewing._session import desk_of

    with desk_of(Path(folder), reviewer, resources or Resources()) as desk:
        return _workbook.export(desk, Path(path), force=force)


def review_decided(
    folder: Path | str, path: Path | str, *, reviewer: str | None = None, resources: Resources | None = None
) -> tuple[int, list[str]]:
    """Take the decisions of a spreadsheet of :func:`review_table`: how many, and why rows were refused."""
    from tei_tools.reviewing import _workbook
    from tei_tools.reviewing._session import desk_of

    with desk_of(Path(folder), reviewer, resources or Resources()) as desk:
        actions, refused = _workbook.read(desk, Path(path))
        result = desk.decide(actions)
        refused += [f"{action.path}: {why}" for action, why in result.refused]
        return len(result.decided), refused


def review(
    folder: Path | str,
    *,
    reviewer: str | None = None,
    authority: Authority | Path | str | None = None,
    reconcile: str | None = None,
    port: int = 0,
    ready: Callable[[str], None] | None = None,
    resources: Resources | None = None,
) -> None:
    """Serve the review desk of a folder of TEI files on this machine alone, until it is stopped (Ctrl-C).

    ``reviewer`` is who decides (else the name that git or the system has), ``authority`` the project's own
    names, ``reconcile`` the address of a reconciliation service, ``ready`` is called with the desk's address.
    Raises :class:`~tei_tools.errors.MissingExtraError` without the extra ``review``.
    """
    from tei_tools.reviewing._session import serve

    serve(
        Path(folder),
        reviewer=reviewer,
        authority=authority_of(authority),
        reconcile=reconcile,
        port=port,
        ready=ready or (lambda address: None),
        resources=resources or Resources(),
    )

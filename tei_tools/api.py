"""The public functions: each command of ``tei-tools`` is one of these away.

``encode`` makes an article TEI, ``validate`` finds the faults of a TEI file, ``read`` makes a record of it,
``convert`` writes records as files. ``resources`` (grammars, gazetteers) may be given to all of them, to
load them once.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from tei_tools import rooms
from tei_tools.errors import TeiToolsError, UnreadableError, UsageError
from tei_tools.resources import Resources

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.decisions import Decision
    from tei_tools.decisions._reviewed import Reviewed
    from tei_tools.encoded import Encoded
    from tei_tools.exporters import Options
    from tei_tools.extracting import Odd
    from tei_tools.identity import Authority
    from tei_tools.importing import Imported
    from tei_tools.inputs import Input
    from tei_tools.inspecting import Profile
    from tei_tools.mapping import Mapping
    from tei_tools.records import Record
    from tei_tools.register import Register
    from tei_tools.settings import Settings
    from tei_tools.sources import SourceDocument
    from tei_tools.taggers import Tag
    from tei_tools.validation import Finding
    from tei_tools.writing import Output

ENCODE_MAX_SIZE = 20_000_000
READ_MAX_SIZE = 200_000_000
NESTED_NAMES = "nested_names"
_W3C_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")

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
    "tag",
    "validate",
    "view",
]


@dataclass(frozen=True, slots=True)
class Encoder:
    """What :func:`encode` needs besides the article, checked and loaded once for many articles.

    ``decisions`` are a person's, or the file that has them (a log, or a TEI file that carries them); without
    it they are read from ``NAME.decisions.jsonl`` beside the article, where there is one. ``nested`` tags
    names inside long names, ``also`` are taggers that run besides (those that run on request alone),
    ``options`` what they are to know, by tagger.
    """

    format: str | None = None
    language: str | None = None
    date: str | None = None
    authority: Authority | Path | str | None = None
    taggers: Sequence[str] | None = None
    settings: Settings | None = None
    encoded_on: str | None = None
    max_size: int = ENCODE_MAX_SIZE
    resources: Resources = field(default_factory=Resources)
    decisions: Sequence[Decision] | Path | None = None
    nested: bool = False
    also: Sequence[str] = ()
    options: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _day(self.date)
        _day(self.encoded_on)
        object.__setattr__(self, "authority", _authority(self.authority))
        object.__setattr__(self, "taggers", _in_order(self.taggers, self._besides()))

    def _besides(self) -> tuple[str, ...]:
        named = self.taggers is None or "names" in self.taggers
        return (*self.also, *((NESTED_NAMES,) if self.nested and named else ()))

    def encode(
        self, source: SourceDocument | Input | Path | str | bytes, *, name: str = ""
    ) -> etree._ElementTree:
        """The TEI tree of one article; see :func:`tei_tools.api.encode`."""
        return self.encoded(source, name=name).tree

    def encoded(
        self,
        source: SourceDocument | Input | Path | str | bytes,
        *,
        name: str = "",
        earlier: Path | None = None,
        beside: Path | None = None,
        review: Reviewed | None = None,
    ) -> Encoded:
        """The TEI tree of one article with what was proposed, what was left out and why, and the decisions
        that found no place.

        ``earlier`` is the TEI file that is there already, if any: decisions that it carries, or that stand
        in the log beside it, are kept too. ``beside`` is where the article lies, for its log, where
        ``source`` does not say it; ``review`` are decisions that were read already.
        """
        from tei_tools import encoding, identity
        from tei_tools.decisions._named import named, unnamed
        from tei_tools.decisions._reviewed import reviewed
        from tei_tools.encoded import Encoded, decisions_on
        from tei_tools.settings import Settings

        header = (self.settings or Settings()).header
        document = read_source(source, name=name, format=self.format, max_size=self.max_size)
        tree = None
        if review is None:
            decisions, tree = decisions_on(beside or source, self.decisions, earlier, document.text)
            review = reviewed(decisions, document.text)
        language = self.language or document.metadata.language or header.language or "en"
        date = self.date or document.metadata.date
        authority = _authority(self.authority)
        names = tuple(self.taggers or ())
        tags = _tags(
            document,
            names,
            language=language,
            date=date,
            authority=authority,
            resources=self.resources,
            options=self.options,
        )
        free, refused = review.over(tags, document.text)
        identified = identity.resolve(
            document,
            unnamed([*review.tags, *free]),
            language=language,
            resources=self.resources,
            authority=authority,
        )
        # Identity adds descriptions ("the minister"), which may have been decided on as well.
        kept, later = review.over(identified.tags, document.text)
        identified = named(
            identity.Identified(tuple(kept), identified.entities, identified.doubts),
            review,
            authority,
            tree,
            document.text,
        )
        made = encoding.encode(
            document,
            identified,
            header,
            taggers=names,
            language=language,
            date=date,
            encoded_on=self.encoded_on,
            people=review.people,
            rejections=review.rejections,
            nested=self.nested,
        )
        dropped = [(each.tag, each.reason) for each in made.decisions]
        return Encoded(made.tree, document, identified.tags, (*refused, *later, *dropped), review.lost)


def encode(
    source: SourceDocument | Input | Path | str | bytes,
    *,
    name: str = "",
    format: str | None = None,
    language: str | None = None,
    date: str | None = None,
    authority: Authority | Path | str | None = None,
    taggers: Sequence[str] | None = None,
    settings: Settings | None = None,
    encoded_on: str | None = None,
    max_size: int = ENCODE_MAX_SIZE,
    resources: Resources | None = None,
    decisions: Sequence[Decision] | Path | None = None,
    nested: bool = False,
    also: Sequence[str] = (),
    options: dict[str, dict[str, Any]] | None = None,
) -> etree._ElementTree:
    """The TEI P5 tree of an article: its structure, its tags, its header and its ``standOff``.

    ``source`` is a path, bytes (with ``name`` and ``format`` where they are known), an input, or a document
    that was read already. ``language`` is a BCP 47 tag (by default what the source says or looks like);
    ``date`` the document's own date in W3C form, against which relative dates are read (by default what the
    source says); ``authority`` a CSV or TEI file of the project's own names; ``taggers`` the names of those
    to run (by default all); ``encoded_on`` the day of the encoding for the header, left out where it is not
    given; ``decisions`` what a person decided (by default what stands in the log beside the article), which
    is kept whatever the taggers say; ``nested`` tags names inside long names (``Chicago`` in ``University of
    Chicago Press``); ``also`` are taggers to run besides, for those that run on request alone; ``options``
    what a tagger is to know (``{"spacy": {"model": "en_core_web_sm"}}``). The plain text of the tree is the
    document's text. Raises
    :class:`~tei_tools.errors.UnreadableError` and :class:`~tei_tools.errors.UsageError`.
    """
    encoder = Encoder(
        format=format,
        language=language,
        date=date,
        authority=authority,
        taggers=taggers,
        settings=settings,
        encoded_on=encoded_on,
        max_size=max_size,
        resources=resources or Resources(),
        decisions=decisions,
        nested=nested,
        also=also,
        options=options or {},
    )
    return encoder.encode(source, name=name)


def source_suffixes() -> tuple[str, ...]:
    """The endings of the files that ``encode`` takes from a folder or archive."""
    return tuple(
        sorted({suffix for module in rooms.load_all("sources").values() for suffix in module.EXTENSIONS})
    )


def read_source(
    source: SourceDocument | Input | Path | str | bytes,
    *,
    name: str = "",
    format: str | None = None,
    max_size: int = ENCODE_MAX_SIZE,
) -> SourceDocument:
    """The text of an article with its structure and its offsets, before any tag."""
    from tei_tools import sources
    from tei_tools.inputs import as_input, read_bytes

    if isinstance(source, sources.SourceDocument):
        return source
    item = as_input(source, name)
    return sources.read_source(read_bytes(item, max_size), item.name, format=format)


def tag(
    document: SourceDocument,
    *,
    language: str | None = None,
    date: str | None = None,
    authority: Authority | Path | str | None = None,
    taggers: Sequence[str] | None = None,
    resources: Resources | None = None,
    options: dict[str, dict[str, Any]] | None = None,
) -> tuple[Tag, ...]:
    """What the taggers propose for a document, before any decision between them, in order of the text."""
    return _tags(
        document,
        _in_order(taggers),
        language=language or document.metadata.language or "en",
        date=_day(date) or document.metadata.date,
        authority=_authority(authority),
        resources=resources or Resources(),
        options=options or {},
    )


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


def convert(
    sources: Iterable[Input | Path | str | bytes],
    to: Sequence[str],
    output: Output | Path | str,
    *,
    options: Options | None = None,
    reading: str = "edited",
    identifier: str | None = None,
    roots: Iterable[str] = (),
    force: bool = False,
    max_size: int = READ_MAX_SIZE,
    on_fault: Callable[[TeiToolsError], None] | None = None,
    on_record: Callable[[Record], None] | None = None,
    parts: bool = False,
) -> int:
    """Write TEI files in the formats named in ``to``; gives how many documents there were.

    ``output`` is a folder, in which each format has a folder of its own where there are several, or an open
    :class:`~tei_tools.writing.Output`. All files appear together at the end, or none does. ``roots`` are
    the folders below which a file's path counts for its identifier, ``identifier`` is the project's pattern
    for it. A file that cannot be read is told to ``on_fault`` and left out; without ``on_fault`` it is
    raised, and so it is where none could be read. ``on_record`` is shown each record once, with what was not
    understood of it. With ``parts`` a file of any size is read in parts
    (:func:`tei_tools.records.read_parts`), each of which is a document of its own; ``max_size`` does not
    count.
    """
    from tei_tools.exporters import Options
    from tei_tools.writing import OutputFolder

    options = options or Options()
    exporters = {name: rooms.load("exporters", name) for name in dict.fromkeys(to)}
    if not exporters:
        raise UsageError(
            "no format to convert to", advice=f"name one of: {', '.join(rooms.names('exporters'))}"
        )
    # What can be gone through again is not listed: it may be very much.
    listed = list(sources) if isinstance(sources, Iterator) else sources
    read_items = partial(
        _records,
        listed,
        reading=reading,
        identifier=identifier,
        roots=tuple(roots),
        max_size=max_size,
        parts=parts,
    )
    documents = 0
    faults = 0
    only: list[Record] = []

    def first_told(fault: TeiToolsError) -> None:
        nonlocal faults
        faults += 1
        if on_fault is None:
            raise fault
        on_fault(fault)

    with ExitStack() as stack:
        if isinstance(output, (str, Path)):
            place: Output = stack.enter_context(OutputFolder(output, force=force))
        else:
            place = output
        for number, (name, exporter) in enumerate(exporters.items()):
            own = place if len(exporters) == 1 else _Within(place, name)
            # A bad file is told once, by the first format that meets it.
            told = first_told if number == 0 else _ignored
            # A single document is read once, however many formats there are.
            found = iter(only) if only else read_items(on_fault=told)
            if on_record is not None and number == 0:
                found = _shown(found, on_record)
            if number == 0 and len(exporters) > 1:
                found = _kept_if_one(found, only)
            documents = max(documents, exporter.export(found, own, options))
        if faults and not documents:
            raise UnreadableError("none of the inputs could be read", advice="nothing was written")
    return documents


def _kept_if_one(records: Iterator[Record], only: list[Record]) -> Iterator[Record]:
    """The records; when they are through, ``only`` has the one that there was, if there was only one."""
    for number, record in enumerate(records):
        only[:] = [] if number else [record]
        yield record


def _shown(records: Iterator[Record], on_record: Callable[[Record], None]) -> Iterator[Record]:
    for record in records:
        on_record(record)
        yield record


def extract(
    sources: Iterable[Input | Path | str | bytes],
    mapping: Mapping | Path | str,
    output: Output | Path | str,
    *,
    to: Sequence[str] = ("csv",),
    base: str = "urn:x-tei:",
    one_file: bool = False,
    guard: bool = True,
    include_restricted: bool = False,
    identifier: str | None = None,
    roots: Iterable[str] = (),
    force: bool = False,
    max_size: int = READ_MAX_SIZE,
    on_fault: Callable[[TeiToolsError], None] | None = None,
    on_odd: Callable[[Odd], None] | None = None,
) -> int:
    """Write the tables of a project's own mapping (``docs/mapping.md``) as CSV with its CSVW description, or
    as linked data; gives how many documents there were.

    ``mapping`` is a TOML file or what :func:`tei_tools.mapping.load` made of it. ``to`` are formats: ``csv``,
    ``jsonld``, ``jsonl``, ``turtle``, ``ntriples``, ``nquads``; several have a folder each. ``base`` is the
    URI that identifiers are minted below, ``one_file`` makes one file of all documents. ``guard`` puts an
    apostrophe before free text that a spreadsheet would run. Values that are not of their column's datatype
    are left out and told to ``on_odd``. All else is as for :func:`convert`.
    """
    from tei_tools import mapping as mappings
    from tei_tools._mapped_graphs import FORMATS
    from tei_tools.exporters import LEFT_OUT
    from tei_tools.exporters._distinct import Distinct
    from tei_tools.extracting import Extraction, identity, restricted
    from tei_tools.inputs import as_input, below, read_bytes
    from tei_tools.parsing import parse
    from tei_tools.records import _documents, _place
    from tei_tools.writing import OutputFolder

    unknown = [name for name in to if name != "csv" and name not in FORMATS]
    if unknown or not to:
        raise UsageError(
            f"a mapping is not written as {''.join(unknown[:1]) or 'nothing'}",
            advice=f"choose of: {', '.join(('csv', *FORMATS))}",
        )
    tables = mapping if isinstance(mapping, mappings.Mapping) else mappings.load(Path(mapping))
    folders = tuple(roots)
    documents = faults = 0
    with ExitStack() as stack:
        if isinstance(output, (str, Path)):
            place: Output = stack.enter_context(OutputFolder(output, force=force))
        else:
            place = output
        outputs = {name: place if len(set(to)) == 1 else _Within(place, name) for name in to}
        extraction = Extraction(tables, outputs, guard=guard, base=base, one_file=one_file)
        given = Distinct()
        for source in sources:
            item = as_input(source)
            try:
                tree = parse(read_bytes(item, max_size), item.name, max_size)
                for root in _documents(tree.getroot(), item.name):
                    if restricted(root) and not include_restricted:
                        logging.getLogger(__name__).warning(LEFT_OUT, item.name)
                        continue
                    where = _place(below(item.name, folders))
                    name = given.of(identity(root, where, identifier), where, item.name)
                    extraction.add(root, name, item.name, where)
                    documents += 1
            except UsageError:
                raise
            except TeiToolsError as fault:
                faults += 1
                if on_fault is None:
                    raise
                on_fault(fault)
        if faults and not documents:
            raise UnreadableError("none of the inputs could be read", advice="nothing was written")
        extraction.close()
    if on_odd is not None:
        for odd in extraction.odd.values():
            on_odd(odd)
    return documents


def import_tables(
    tables: Iterable[Path | str],
    sources: Iterable[Input | Path | str | bytes],
    *,
    reading: str = "edited",
    identifier: str | None = None,
    base: str = "urn:x-tei:",
    roots: Iterable[str] = (),
    partial: bool = False,
    max_size: int = READ_MAX_SIZE,
) -> Iterator[Imported]:
    """What edited tables of our export (CSV files, folders of them, JSON-LD) change in the TEI files that
    they were made from: one :class:`~tei_tools.importing.Imported` for each file, with its edits and diff.

    Nothing is written. ``reading``, ``identifier``, ``base`` and ``roots`` are those of the export. A file of
    which a row no longer fits has no edits, unless ``partial`` takes the rows that do. Raises
    :class:`~tei_tools.errors.UnreadableError` and :class:`~tei_tools.errors.UsageError`.
    """
    from tei_tools.importing import import_file, read_tables
    from tei_tools.inputs import as_input, below

    found = read_tables(tables, base=base)
    for source in sources:
        item = as_input(source)
        yield import_file(
            found,
            item,
            name=below(item.name, tuple(roots)),
            identifier=identifier,
            reading=reading,
            base=base,
            partial=partial,
            max_size=max_size,
        )


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

    records = _records(
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
        authority=_authority(authority),
        reconcile=reconcile,
        port=port,
        ready=ready or (lambda address: None),
        resources=resources or Resources(),
    )


@dataclass(frozen=True, slots=True)
class _Within:
    """A folder inside an output."""

    output: Output
    folder: str

    def open(self, name: str) -> BinaryIO:
        return self.output.open(f"{self.folder}/{name}")


def _ignored(fault: TeiToolsError) -> None:
    pass


def _records(
    sources: Iterable[Input | Path | str | bytes],
    *,
    reading: str,
    identifier: str | None,
    roots: Sequence[str],
    max_size: int,
    on_fault: Callable[[TeiToolsError], None],
    parts: bool = False,
) -> Iterator[Record]:
    from tei_tools.inputs import as_input, below
    from tei_tools.records import iter_read, read_parts

    for item in map(as_input, sources):
        try:
            if parts:
                name = below(item.name, roots)
                for part in read_parts(item, reading=reading, name=name, identifier=identifier):
                    if (document := part.document()) is not None:
                        yield document
                continue
            yield from iter_read(
                item,
                reading=reading,
                name=below(item.name, roots),
                identifier=identifier,
                max_size=max_size,
            )
        except TeiToolsError as fault:
            fault.file = item.name if fault.file is None or item.name.endswith(fault.file) else fault.file
            on_fault(fault)


def _in_order(taggers: Sequence[str] | None, besides: Sequence[str] = ()) -> tuple[str, ...]:
    """The taggers by name, each after those whose proposals it wants to see; where none are named, all that
    do not run on request alone.
    """
    usual = (
        [
            name
            for name, module in rooms.load_all("taggers").items()
            if not getattr(module, "ON_REQUEST", False)
        ]
        if taggers is None
        else taggers
    )
    wanted = tuple(dict.fromkeys((*usual, *besides)))
    after = {name: set(rooms.load("taggers", name).AFTER) & set(wanted) for name in wanted}
    try:
        return tuple(TopologicalSorter({name: sorted(after[name]) for name in sorted(wanted)}).static_order())
    except CycleError as error:
        raise UsageError(f"taggers that wait for one another: {', '.join(error.args[1])}") from None


def _tags(
    document: SourceDocument,
    names: Sequence[str],
    *,
    language: str,
    date: str | None,
    authority: Authority | None,
    resources: Resources,
    options: dict[str, dict[str, Any]],
) -> tuple[Tag, ...]:
    from tei_tools.taggers import Context
    from tei_tools.taggers._addresses import outside_addresses

    found: list[Tag] = []
    for name in names:
        context = Context(
            resources=resources,
            language=language,
            date=date,
            authority=authority,
            tags=tuple(found),
            options=options.get(name, {}),
        )
        found += rooms.load("taggers", name).tag(document, context)
    outside = outside_addresses(document.text, found)
    return tuple(sorted(outside, key=lambda tag: (tag.start, -tag.end)))


def _authority(source: Authority | Path | str | None) -> Authority | None:
    from tei_tools.identity import Authority
    from tei_tools.inputs import as_input, read_bytes

    if source is None or isinstance(source, Authority):
        return source
    from tei_tools.identity._authority import load_authority

    item = as_input(source)
    return load_authority(read_bytes(item, READ_MAX_SIZE), item.name)


def _day(date: str | None) -> str | None:
    """``date`` if it is one in W3C form; :class:`UsageError` if it is none."""
    if date is None:
        return None
    from tei_tools.records._edtf import is_edtf

    if not _W3C_DATE.fullmatch(date) or not is_edtf(date):
        raise UsageError(f"{date!r} is not a date", advice="write it as 2022-03-06, 2022-03 or 2022")
    return date

"""A collection of TEI files written in other forms, by the record or by a project's own mapping, and back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tei_tools import rooms
from tei_tools._encoder import READ_MAX_SIZE
from tei_tools.errors import TeiToolsError, UnreadableError, UsageError

if TYPE_CHECKING:
    from tei_tools.exporters import Options
    from tei_tools.extracting import Odd
    from tei_tools.importing import Imported
    from tei_tools.inputs import Input
    from tei_tools.mapping import Mapping
    from tei_tools.records import Record
    from tei_tools.writing import Output

__all__ = ["convert", "extract", "import_tables", "records_of"]


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
        records_of,
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


@dataclass(frozen=True, slots=True)
class _Within:
    """A folder inside an output."""

    output: Output
    folder: str

    def open(self, name: str) -> BinaryIO:
        return self.output.open(f"{self.folder}/{name}")


def _ignored(fault: TeiToolsError) -> None:
    pass


def records_of(
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

"""``tei-tools convert``: TEI → the files that archives and projects ingest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from tei_tools.cli import _options
from tei_tools.errors import TeiToolsError, UsageError

if TYPE_CHECKING:
    from tei_tools.extracting import Odd
    from tei_tools.inputs import Input
    from tei_tools.records import Record
    from tei_tools.writing import Output, OutputFile, OutputFolder


@click.command(
    epilog="""\b
Examples:
  tei-tools convert article.xml --to jsonld,csv -o out
  tei-tools convert editions/ --recursive --to csv -o tables --base https://example.org/edition/
  tei-tools convert article.xml --to jsonld > article.jsonld
  tei-tools convert editions/ --recursive --mapping project.toml --to csv -o tables
"""
)
@_options.files
@click.option(
    "--to",
    "formats",
    metavar="FORMAT,…",
    multiple=True,
    help="The formats to write (jsonld, csv …); 'list' shows them all.",
)
@click.option(
    "-o", "--output", metavar="DIR|FILE", help="Where to write; one file may go to standard output."
)
@click.option("--base", metavar="URI", help="Mint identifiers below this address.")
@click.option("--identifier", metavar="PATTERN", help="A document's identifier, from {name}, {id}, {idno} …")
@click.option(
    "--reading",
    type=click.Choice(["edited", "diplomatic"]),
    help="Which reading of choice, app, subst, del … is the text (by default edited).",
)
@click.option(
    "--table", "tables", metavar="NAME", multiple=True, help="csv: only this table; may be repeated."
)
@click.option(
    "--mapping",
    "--tables",
    "mapping",
    type=click.Path(path_type=Path),
    help="csv: the tables of this TOML file instead of ours: which XPath is which column.",
)
@click.option("--no-guard", is_flag=True, help="csv: no apostrophe before what a spreadsheet would run.")
@click.option("--utf16", is_flag=True, help="Count offsets in UTF-16 units (JavaScript, Java).")
@click.option(
    "--profile",
    type=click.Choice(["schema", "annotations", "linked-art"]),
    default="schema",
    help="jsonld: schema.org, or Web Annotations alone, or Linked Art.",
)
@click.option("--one-file", is_flag=True, help="RDF and the like: one file for all documents, not one each.")
@click.option("--parts", is_flag=True, help="A file too large for memory: each of its parts is a document.")
@click.option("--include-restricted", is_flag=True, help="Also documents whose availability is restricted.")
@click.option("--explain", is_flag=True, help="Instead, count the elements that no table has, by file.")
@_options.force
@_options.max_size(200_000_000)
@_options.common
def command(
    files: tuple[str, ...],
    formats: tuple[str, ...],
    output: str | None,
    base: str | None,
    identifier: str | None,
    reading: str | None,
    tables: tuple[str, ...],
    mapping: Path | None,
    no_guard: bool,
    utf16: bool,
    one_file: bool,
    profile: str,
    parts: bool,
    include_restricted: bool,
    explain: bool,
    force: bool,
    max_size: int | None,
    recursive: bool,
    settings_file: Path | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Convert any TEI to JSON-LD, CSV and other forms, from the TEI alone.

    FILE is a TEI file; a folder (with --recursive), a zip or tar archive, a pattern, @list.txt, or - for
    standard input.
    """
    from tei_tools import api, rooms, settings
    from tei_tools.cli import _outputs
    from tei_tools.exporters import Options

    _options.talk(quiet, verbose)
    wanted = _options.format_names(formats)
    if "list" in wanted:
        for name in rooms.names("exporters"):
            click.echo(f"{name:13} {rooms.load('exporters', name).DESCRIPTION}")
        return 0
    project = settings.load(settings_file)
    if explain:
        return _explained(files, recursive, reading or project.convert.reading or "edited", max_size)
    if mapping is not None:
        from tei_tools._mapped_graphs import FORMATS

        other = [name for name in wanted if name != "csv" and name not in FORMATS]
        if other:
            raise click.UsageError(
                f"--mapping makes tables and linked data, no {other[0]}: --to {', '.join(('csv', *FORMATS))}"
            )
        if parts:
            raise click.UsageError("--mapping reads whole files: it does not go with --parts")
        if tables:
            raise click.UsageError("--table names one of our tables: it does not go with --mapping")
        if output in (None, "-"):
            raise click.UsageError("name the folder for the tables with -o FOLDER")
    wanted = wanted or (["csv"] if mapping is not None else list(project.convert.to or ()))
    if not wanted:
        raise click.UsageError(f"say what to convert to, with --to: {', '.join(rooms.names('exporters'))}")
    options = Options(
        base=base or project.header.base or Options().base,
        guard=not no_guard,
        tables=tables,
        include_restricted=include_restricted,
        utf16=utf16,
        one_file=one_file,
        profile=profile,
    )
    worst = 0
    warned = _Warned()

    def fault(error: TeiToolsError) -> None:
        nonlocal worst
        worst = max(worst, _outputs.told(error, None))

    found: Iterable[Input] = _Found(files, recursive=recursive)
    if any(word.startswith(("-", "@")) for word in files):  # what is read from standard input is read once
        found = list(found)
    single = len(list(islice(found, 2))) == 1 and mapping is None
    with (
        _place(output, wanted, single=single, force=force) as place,
        _options.shown_progress(found, "converting", quiet=quiet) as items,
    ):
        done = (
            _mapped(
                mapping,
                items,
                place,
                to=wanted,
                base=options.base,
                one_file=one_file,
                guard=not no_guard,
                include_restricted=include_restricted,
                identifier=identifier,
                roots=_outputs.folders_of(files),
                max_size=max_size or project.convert.max_size or api.READ_MAX_SIZE,
                on_fault=fault,
            )
            if mapping is not None
            else api.convert(
                items,
                wanted,
                place,
                options=options,
                reading=reading or project.convert.reading or "edited",
                identifier=identifier,
                roots=_outputs.folders_of(files),
                max_size=max_size or project.convert.max_size or api.READ_MAX_SIZE,
                on_fault=fault,
                parts=parts,
                on_record=warned.add,
            )
        )
    if not quiet:
        for line in warned.lines():
            click.echo(line, err=True)
    if output not in (None, "-") and not quiet:
        noun = "document" if done == 1 else "documents"
        click.echo(f"{output}: {done} {noun} as {', '.join(wanted)}", err=True)
    return worst


class _Found:
    """The files that are meant, looked for anew each time: there may be very many."""

    def __init__(self, words: tuple[str, ...], *, recursive: bool) -> None:
        self.words = words
        self.recursive = recursive

    def __iter__(self) -> Iterator[Input]:
        from tei_tools import inputs

        return inputs.find(self.words, recursive=self.recursive, suffixes=_options.TEI_SUFFIXES)


class _Warned:
    """What was not understood of records, summed over all of them."""

    def __init__(self) -> None:
        # By code and message: how often, in how many documents, the first of them with an example.
        self.sums: dict[tuple[str, str], tuple[int, int, str]] = {}

    def add(self, record: Record) -> None:
        for code, message, times, example in record.warnings:
            before, documents, first = self.sums.get((code, message), (0, 0, ""))
            first = first or f"{record.name}: {' '.join(example.split())}"
            self.sums[code, message] = (before + times, documents + 1, first)

    def lines(self) -> list[str]:
        """One line for each kind of thing."""
        noun = ("document", "documents")
        return [
            f"warning: {code}: {message}: {times} in {documents} {noun[documents != 1]}; first {first}"
            for (code, message), (times, documents, first) in sorted(self.sums.items())
        ]


def _mapped(mapping: Path, items: Iterable[Input], place: Output, **options: Any) -> int:
    """Write the tables of a mapping; values that do not fit are told."""
    from tei_tools import api

    def odd(values: Odd) -> None:
        click.echo(f"left out: {values}", err=True)

    return api.extract(items, mapping, place, on_odd=odd, **options)


def _explained(files: tuple[str, ...], recursive: bool, reading: str, max_size: int | None) -> int:
    """Print what no table of the records has: file, element, how often; then the sums."""
    from collections import Counter

    from tei_tools import inputs, records
    from tei_tools.cli import _outputs

    sums: Counter[str] = Counter()
    worst = 0
    for item in inputs.find(files, recursive=recursive, suffixes=_options.TEI_SUFFIXES):
        try:
            for record in records.iter_read(item, reading=reading, max_size=max_size):
                for file, element, times in records.explain([record]):
                    click.echo(f"{file}\t{element}\t{times}")
                    sums[element] += times
                for code, message, times, example in record.warnings:
                    click.echo(f"{record.name}\t{code}\t{times}\t{message}: {' '.join(example.split())}")
                    sums[code] += times
        except TeiToolsError as error:
            worst = max(worst, _outputs.told(error, None))
    for element, times in sorted(sums.items(), key=lambda found: (-found[1], found[0])):
        click.echo(f"all\t{element}\t{times}")
    return worst


def _place(
    output: str | None, wanted: list[str], *, single: bool, force: bool
) -> OutputFolder | OutputFile | StandardFile:
    """Where the files go: standard output for one, a file that was named, else a folder."""
    from tei_tools.writing import OutputFile, OutputFolder

    if output in (None, "-"):
        return StandardFile()
    assert output is not None
    path = Path(output)
    named = bool(path.suffix) and not path.is_dir() and not output.endswith(("/", "\\"))
    if named and single and len(wanted) == 1:
        return OutputFile(path, force=force)
    return OutputFolder(path, force=force)


class StandardFile:
    """The one file of an export, held back until it is known to be the only one."""

    def __init__(self) -> None:
        self.files: dict[str, BytesIO] = {}

    def open(self, name: str) -> BinaryIO:
        if self.files:
            raise UsageError(
                f"there is more than one file to write ({name!r} too), and standard output takes one",
                advice="name a folder with -o FOLDER",
            )
        self.files[name] = _Kept()
        return self.files[name]

    def __enter__(self) -> StandardFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: object, trace: object) -> None:
        from tei_tools.writing import StandardOutput

        if kind is None:
            for name, content in self.files.items():
                with StandardOutput() as output:
                    output.open(name).write(content.getvalue())


class _Kept(BytesIO):
    """Bytes that can be read after they were closed."""

    def close(self) -> None:
        pass

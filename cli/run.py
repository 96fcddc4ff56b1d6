"""``tei-tools run``: the whole line over many files: encode, validate, convert."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tei_tools.cli import _options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei_tools.api import Encoder
    from tei_tools.cli._outputs import Job
    from tei_tools.errors import TeiToolsError
    from tei_tools.settings import Settings


@dataclass(slots=True)
class Told:
    """What is told at the end: a row a document, and how it went."""

    rows: list[tuple[str, dict[str, int], dict[str, int]]] = field(default_factory=list)
    findings: int = 0
    invalid: int = 0
    worst: int = 0


@click.command(
    epilog="""\b
Examples:
  tei-tools run article.txt --encode --validate --to jsonld,csv -o out
  tei-tools run letters/ --recursive --encode --validate --to csv -o out
  tei-tools run editions/ --recursive --validate --to jsonld -o out
"""
)
@_options.files
@click.option("--encode", "encode_", is_flag=True, help="Make TEI of the files first, into OUT/tei.")
@click.option("--validate", "validate_", is_flag=True, help="Validate the TEI.")
@click.option("--to", "formats", metavar="FORMAT,…", multiple=True, help="Convert the TEI to these formats.")
@click.option("-o", "--output", metavar="DIR", help="The folder for everything that is made (default: out).")
@click.option("--language", metavar="TAG", help="The language of the texts; else it is detected.")
@click.option("--authority", type=click.Path(path_type=Path), help="The project's own names, as for encode.")
@click.option("--header", "header_file", type=click.Path(path_type=Path), help="The project's [header].")
@_options.force
@_options.common
def command(
    files: tuple[str, ...],
    encode_: bool,
    validate_: bool,
    formats: tuple[str, ...],
    output: str | None,
    language: str | None,
    authority: Path | None,
    header_file: Path | None,
    force: bool,
    recursive: bool,
    settings_file: Path | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Encode, validate and convert many files, and tell at the end what was tagged and where it is.

    The exit code is that of the gravest fault; a bad file never stops the others.
    """
    from tei_tools import api, inputs, settings
    from tei_tools.cli import _outputs

    _options.talk(quiet, verbose)
    wanted = _options.format_names(formats)
    if not (encode_ or validate_ or wanted):
        raise click.UsageError("say what to do: --encode, --validate, --to FORMAT")
    project = settings.load(settings_file, header=header_file)
    folder = Path(output) if output else project.run.output or Path("out")
    suffixes = api.source_suffixes() if encode_ else _options.TEI_SUFFIXES
    found = inputs.find(files, recursive=recursive or bool(project.run.recursive), suffixes=suffixes)
    told = Told()
    roots = _outputs.folders_of(files)
    if encode_:
        encoder = api.Encoder(
            language=language or project.encode.language,
            date=project.encode.date,
            authority=authority or project.encode.authority,
            taggers=project.encode.taggers,
            settings=project,
            encoded_on=_options.source_date(),
            max_size=project.encode.max_size or api.ENCODE_MAX_SIZE,
        )
        made: list[Path] = []

        def one(job: Job) -> None:
            _encode(job, encoder, force, made, told)

        place = f"{folder / 'tei'}/"
        told.worst = _outputs.for_each(
            found, place, one, words=files, suffix=".xml", what="encoding", quiet=quiet
        )
        found = inputs.find(made)
        roots = [str(folder / "tei")]
    items = list(found)
    if not items:
        return told.worst
    if validate_:
        _validate(items, project, told, quiet)
    if wanted:
        _convert(items, wanted, folder, project, told, roots=roots, force=force, quiet=quiet)
    if not quiet:
        _show(told, folder, validated=validate_, documents=len(items))
    return told.worst


def _encode(job: Job, encoder: Encoder, force: bool, made: list[Path], told: Told) -> None:
    from tei_tools.cli import _outputs, _summary
    from tei_tools.encoding import serialize

    _outputs.refuse_existing(job, force)
    tree = encoder.encode(job.item)
    _outputs.put(job, serialize(tree), force=force)
    assert job.path is not None
    made.append(job.path)
    told.rows.append((job.item.name, _summary.counts(tree), _summary.entities(tree)))


def _validate(items: Sequence[object], project: Settings, told: Told, quiet: bool) -> None:
    from tei_tools import api
    from tei_tools.cli import _outputs
    from tei_tools.errors import TeiToolsError
    from tei_tools.reports import line
    from tei_tools.resources import Resources

    resources = Resources()
    with _options.shown_progress(items, "validating", quiet=quiet) as every:
        for item in every:
            try:
                findings = list(
                    api.validate(item, schema=project.validate.schema or "tei_tools", resources=resources)  # type: ignore[arg-type]
                )
            except TeiToolsError as fault:
                told.worst = max(told.worst, _outputs.told(fault, None))
                continue
            for finding in findings:
                click.echo(line(finding), err=True)
            errors = [finding for finding in findings if finding.severity == "error"]
            told.findings += len(findings)
            told.invalid += bool(errors)
            told.worst = max(told.worst, 1 if errors else 0)


def _convert(
    items: Sequence[object],
    wanted: list[str],
    folder: Path,
    project: Settings,
    told: Told,
    *,
    roots: list[str],
    force: bool,
    quiet: bool,
) -> None:
    from tei_tools import api
    from tei_tools.cli import _outputs
    from tei_tools.exporters import Options

    def fault(error: TeiToolsError) -> None:
        told.worst = max(told.worst, _outputs.told(error, None))

    options = Options(base=project.header.base) if project.header.base else Options()
    for name in wanted:
        with _options.shown_progress(items, f"writing {name}", quiet=quiet) as every:
            api.convert(
                every,  # type: ignore[arg-type]
                [name],
                folder / name,
                options=options,
                reading=project.convert.reading or "edited",
                roots=roots,
                force=force,
                on_fault=fault if name == wanted[0] else lambda _fault: None,
            )


def _show(told: Told, folder: Path, *, validated: bool, documents: int) -> None:
    """The table of what was tagged, and where everything is."""
    from rich.console import Console
    from rich.table import Table

    from tei_tools.cli._summary import KINDS

    console = Console(highlight=False, soft_wrap=True)
    if told.rows:
        what = told.rows[0][0] if len(told.rows) == 1 else f"{len(told.rows)} documents"
        console.print(f"tagged in {what}:", markup=False)
        table = Table(box=None, pad_edge=False)
        table.add_column("kind")
        table.add_column("tags", justify="right")
        table.add_column("entries", justify="right")
        for kind in KINDS:
            different = sum(different.get(kind, 0) for _, _, different in told.rows)
            tags = sum(counts[kind] for _, counts, _ in told.rows)
            table.add_row(kind, str(tags), str(different) if different else "")
        console.print(table)
    if validated:
        said = f", {told.findings} findings" if told.findings else ""
        console.print(f"valid: {documents - told.invalid} of {documents}{said}")
    for place in sorted(folder.iterdir()) if folder.is_dir() else ():
        files = [file for file in place.rglob("*") if file.is_file()] if place.is_dir() else []
        if files:
            first = files[0].name if len(files) == 1 else f"{len(files)} files"
            console.print(f"{place}/  {first}", markup=False)

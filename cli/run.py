"""``tei-tools run``: the whole line over many files: encode, validate, convert; kept in a ledger."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tei_tools.cli import _options

if TYPE_CHECKING:
    from tei_tools.batch._plan import Plan
    from tei_tools.batch._run import Summary


# So many failures are told by their lines alone.
_MOST_TOLD = 20


@click.command(
    epilog="""\b
Examples:
  tei-tools run letters/ --encode --validate --to jsonld,csv -o out
  tei-tools run article.txt --encode --validate --to jsonld,csv -o out
  tei-tools run editions/ --validate --to csv -o out --timeout 60 --memory 1GB --jobs 8
  tei-tools run --manifest letters/manifest.csv --encode --to csv -o out
  tei-tools run plan.toml
"""
)
@click.argument("files", metavar="[FILE...]", nargs=-1)
@click.option("--encode", "encode_", is_flag=True, help="Make TEI of the files first, into OUT/tei.")
@click.option("--validate", "validate_", is_flag=True, help="Validate the TEI.")
@click.option("--to", "formats", metavar="FORMAT,…", multiple=True, help="Convert the TEI to these formats.")
@click.option("--register", "register_", is_flag=True, help="One register of persons, places, organisations.")
@click.option("--graph", "graph_", is_flag=True, help="One graph of all documents (N-Quads).")
@click.option("--report", "report_", is_flag=True, help="What was found in all documents, as JSON.")
@click.option("-o", "--output", metavar="DIR", help="The folder for everything that is made (default: out).")
@click.option("--language", metavar="TAG", help="The language of the texts; else it is detected.")
@click.option("--authority", type=click.Path(path_type=Path), help="The project's own names, as for encode.")
@click.option("--model", type=click.Path(path_type=Path), metavar="FILE", help="As for encode.")
@click.option("--nested", is_flag=True, help="Tag names inside long names, as for encode.")
@click.option("--header", "header_file", type=click.Path(path_type=Path), help="The project's [header].")
@click.option("--schema", metavar="NAME|FILE", help="What is validated against, as for validate.")
@click.option(
    "--manifest",
    type=click.Path(path_type=Path),
    help="A CSV with the column file, and what is known of each: title, author, date …",
)
@click.option("--oai-pmh", multiple=True, metavar="DIR", help="A folder of harvested OAI-PMH responses.")
@click.option("--timeout", type=click.FloatRange(0, min_open=True), metavar="S", help="Seconds for one file.")
@click.option("--memory", metavar="SIZE", help="Memory for one worker beyond its own, as 1GB.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="So many workers (by default one a core).")
@click.option("--stop-after", type=click.IntRange(1), metavar="N", help="Stop after so many failures.")
@click.option("--engine", metavar="NAME", help="Where the work is done (by default local).")
@click.option("--scheduler", metavar="ADDRESS", help="The cluster's scheduler, as tcp://host:8786.")
@click.option("--include-restricted", is_flag=True, help="Also documents whose availability is restricted.")
@click.option("--json", "as_json", is_flag=True, help="Tell each event as a line of JSON.")
@_options.force
@_options.common
def command(
    files: tuple[str, ...],
    encode_: bool,
    validate_: bool,
    formats: tuple[str, ...],
    register_: bool,
    graph_: bool,
    report_: bool,
    output: str | None,
    language: str | None,
    authority: Path | None,
    model: Path | None,
    nested: bool,
    header_file: Path | None,
    schema: str | None,
    manifest: Path | None,
    oai_pmh: tuple[str, ...],
    timeout: float | None,
    memory: str | None,
    jobs: int | None,
    stop_after: int | None,
    engine: str | None,
    scheduler: str | None,
    include_restricted: bool,
    as_json: bool,
    force: bool,
    recursive: bool,
    settings_file: Path | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Encode, validate and convert many files, and tell at the end what was tagged and where it is.

    FILE is a plan (PLAN.toml, see docs/batch.md; what is said here goes before it), or what is read: files,
    folders (with all that is in them), archives, patterns, lists, addresses. What was done is kept in
    OUT/ledger.sqlite: the same run again skips what did not change and goes on where it was stopped. The
    exit code is that of the gravest fault; a bad file never stops the others.
    """
    from tei_tools import batch
    from tei_tools.cli._batch_told import Told, heard

    _options.talk(quiet, verbose)
    if len(files) == 1 and files[0].endswith(".toml") and Path(files[0]).is_file():
        if header_file or settings_file:
            raise click.UsageError("a plan has its own [header] and settings: write them there")
        plan = _planned(Path(files[0]), encode_, validate_, formats, output, language, authority)
    elif not files and not manifest and not oai_pmh:
        raise click.UsageError("say which files: FILE, --manifest, --oai-pmh")
    else:
        plan = _plan(
            files, encode_, validate_, formats, output, language, authority, header_file, settings_file
        )
    named = [("register", register_), ("graph", graph_), ("report", report_)]
    wanted = {*plan.collection, *(name for name, is_wanted in named if is_wanted)}
    plan = replace(plan, collection=tuple(name for name, _ in named if name in wanted))
    plan = _with(
        plan,
        schema=schema,
        manifest=manifest,
        oai_pmh=oai_pmh,
        timeout=timeout,
        memory=memory,
        jobs=jobs,
        stop_after=stop_after,
        engine=engine,
        scheduler=scheduler,
        include_restricted=include_restricted,
        nested=nested,
        model=model,
        force=force,
    )
    told = Told(quiet=quiet, as_json=as_json)
    told.count(plan)
    try:
        summary = batch.run(plan, on_event=told.hear)
    finally:
        told.close()
    if not quiet and not as_json:
        with heard(sys.stdout):
            _show(plan, summary)
            sys.stdout.flush()
    return summary.code


def _planned(
    path: Path,
    encode_: bool,
    validate_: bool,
    formats: tuple[str, ...],
    output: str | None,
    language: str | None,
    authority: Path | None,
) -> Plan:
    """The plan in a file, with what the command line adds to it."""
    from tei_tools.batch._plan import load

    plan = load(path)
    encode = plan.settings.encode
    encode = replace(encode, language=language or encode.language, authority=authority or encode.authority)
    return replace(
        plan,
        output=Path(output) if output else plan.output,
        encode=plan.encode or encode_,
        validate=plan.validate or validate_,
        formats=tuple(dict.fromkeys((*plan.formats, *_options.format_names(formats)))),
        settings=replace(plan.settings, encode=encode),
    )


def _plan(
    files: tuple[str, ...],
    encode_: bool,
    validate_: bool,
    formats: tuple[str, ...],
    output: str | None,
    language: str | None,
    authority: Path | None,
    header_file: Path | None,
    settings_file: Path | None,
) -> Plan:
    """The plan that the command line says, with the settings of the project."""
    from tei_tools import settings
    from tei_tools.batch._plan import Plan

    wanted = _options.format_names(formats)
    if not (encode_ or validate_ or wanted):
        raise click.UsageError("say what to do: --encode, --validate, --to FORMAT")
    project = settings.load(settings_file, header=header_file)
    encode = replace(
        project.encode,
        language=language or project.encode.language,
        authority=authority or project.encode.authority,
    )
    return Plan(
        words=files,
        output=Path(output) if output else project.run.output or Path("out"),
        encode=encode_,
        validate=validate_,
        formats=tuple(dict.fromkeys(wanted)),
        settings=replace(project, encode=encode),
        reading=project.convert.reading or "edited",
    )


def _with(
    plan: Plan,
    *,
    schema: str | None,
    memory: str | None,
    nested: bool,
    model: Path | None,
    force: bool,
    **said: Any,
) -> Plan:
    """The plan with what the command line says besides."""
    from tei_tools.batch._plan import size

    given = {name: value for name, value in said.items() if value}
    if memory:
        try:
            given["memory"] = size(memory)
        except (ValueError, KeyError):
            raise click.UsageError(
                f"{memory!r} is not a size; write 500M, 2GB or a number of bytes"
            ) from None
    if schema:
        settings = plan.settings
        given["settings"] = replace(settings, validate=replace(settings.validate, schema=schema))
    if nested or model:
        settings = given.get("settings", plan.settings)
        encode = settings.encode
        encode = replace(encode, nested=nested or encode.nested, model=model or encode.model)
        given["settings"] = replace(settings, encode=encode)
    return replace(
        plan, **given, force=force or plan.force, encoded_on=plan.encoded_on or _options.source_date()
    )


def _show(plan: Plan, summary: Summary) -> None:
    """The table of what was tagged, and where everything is."""
    from rich.console import Console
    from rich.table import Table

    from tei_tools.batch import _report
    from tei_tools.cli._summary import KINDS

    console = Console(highlight=False, soft_wrap=True)
    folder = Path(plan.output)
    tagged = _report.tagged(folder) if plan.encode else None
    if tagged is not None and tagged.documents:
        what = tagged.name if tagged.documents == 1 else f"{tagged.documents} documents"
        console.print(f"tagged in {what}:", markup=False)
        table = Table(box=None, pad_edge=False)
        table.add_column("kind")
        table.add_column("tags", justify="right")
        table.add_column("entries", justify="right")
        for kind in KINDS:
            different = tagged.entries.get(kind, 0)
            table.add_row(kind, str(tagged.tags.get(kind, 0)), str(different) if different else "")
        console.print(table)
    if plan.validate:
        valid, documents, findings = _report.validated(folder)
        if documents:
            said = f", {findings} findings" if findings else ""
            console.print(f"valid: {valid} of {documents}{said}")
    for place, number, first in _report.places(folder):
        console.print(f"{folder / place}/  {first if number == 1 else f'{number} files'}", markup=False)
    if summary.skipped:
        click.echo(f"{summary.skipped:,} unchanged since an earlier run were skipped", err=True)
    number = summary.failed + summary.waiting
    if number > _MOST_TOLD:
        click.echo(f"{number:,} failed; tei-tools batch failures {folder} tells why", err=True)

"""``tei-tools validate``: every fault of TEI files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tei_tools.cli import _options

if TYPE_CHECKING:
    from tei_tools.settings import ValidateSettings
    from tei_tools.validation._validator import Checks

FORMATS = ("text", "json", "jsonl", "sarif", "junit", "github", "csv", "svrl")


@click.command(
    epilog="""\b
Examples:
  tei-tools validate article.xml
  tei-tools validate editions/ --recursive --summary --jobs 8
  tei-tools validate article.xml --schema project.rng --explain
  tei-tools validate article.xml --fix --diff
  tei-tools validate editions/ --recursive --baseline known.json --format sarif > findings.sarif
"""
)
@_options.files
@click.option(
    "--schema",
    metavar="NAME|FILE",
    help="auto (the default: the schemas that a file names where they are here, else tei_all), a shipped "
    "grammar by name, or a RELAX NG (.rng, .rnc), ODD or Schematron file.",
)
@click.option("--phase", metavar="NAME", help="The phase of the Schematron schema (#ALL: all patterns).")
@click.option(
    "--catalog",
    "catalogs",
    multiple=True,
    type=click.Path(path_type=Path),
    help="An OASIS XML catalog: addresses of schemas and entities as local files.",
)
@click.option("--format", "format_", metavar="FORMAT", help=f"The form of the report: {', '.join(FORMATS)}.")
@click.option("--summary", is_flag=True, help="Only which faults, how often, in how many files.")
@click.option("--explain", is_flag=True, help="With each finding all that may stand there, and what to do.")
@click.option("--max-findings", type=click.IntRange(0), metavar="N", help="Tell at most N findings.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    help="Tell only what is not in this file of known findings.",
)
@click.option(
    "--write-baseline", type=click.Path(path_type=Path), help="Write all findings there as the known ones."
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    help="The least severity that gives the exit code 1 (by default error).",
)
@click.option("--local-entities", is_flag=True, help="Read external entities from below a file's folder.")
@click.option("--fix", is_flag=True, help="Put right what has one possible reading.")
@click.option("--diff", is_flag=True, help="With --fix: show the changes, and write nothing.")
@click.option("--watch", is_flag=True, help="Validate again on each save, until Ctrl-C.")
@click.option(
    "--stream",
    is_flag=True,
    help="Do not hold files in memory (for very large ones); some rules are left out.",
)
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="So many processes (by default one).")
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    metavar="S",
    help="Seconds for one file (by default 600 with --jobs, else none).",
)
@_options.max_size(200_000_000)
@_options.common
def command(
    files: tuple[str, ...],
    schema: str | None,
    phase: str | None,
    catalogs: tuple[Path, ...],
    format_: str | None,
    summary: bool,
    explain: bool,
    max_findings: int | None,
    baseline: Path | None,
    write_baseline: Path | None,
    fail_on: str | None,
    local_entities: bool,
    fix: bool,
    diff: bool,
    watch: bool,
    stream: bool,
    jobs: int | None,
    timeout: float | None,
    max_size: int | None,
    recursive: bool,
    settings_file: Path | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Find the faults of TEI files: well-formedness, grammar, and what no grammar can say.

    FILE is a TEI file; a folder (with --recursive), a zip or tar archive, a pattern, @list.txt, or - for
    standard input. The exit code is 0 where all is valid, 1 with findings, 2 for wrong use, 3 where an input
    cannot be read.
    """
    from tei_tools import inputs, settings
    from tei_tools.cli import _validating
    from tei_tools.resources import Resources

    _options.talk(quiet, verbose)
    if diff and not fix:
        raise click.UsageError("--diff shows what --fix would change: give both")
    if fix and (watch or (jobs or 1) > 1):
        raise click.UsageError("--fix goes neither with --watch nor with --jobs")
    if timeout and (fix or watch):
        raise click.UsageError("--timeout goes neither with --fix nor with --watch")
    if stream and (fix or watch):
        raise click.UsageError("--stream goes neither with --fix nor with --watch")
    if watch and (summary or baseline or write_baseline):
        raise click.UsageError("--watch goes neither with --summary nor with a baseline")
    project = settings.load(settings_file).validate
    checks = _checks(files, schema, catalogs, local_entities, max_size, project)
    if phase:
        checks = replace(checks, phase=phase)
    if stream:
        from tei_tools.validation._streamed import LEFT_OUT

        checks = replace(checks, stream=True)
        if not quiet:
            click.echo(f"--stream: not looked for: {', '.join(LEFT_OUT)}, pointers across files", err=True)
    show = _validating.Show(
        form=format_ or project.format or "text",
        summary=summary,
        explain=explain,
        most=max_findings,
        baseline=baseline or (None if write_baseline else project.baseline),
        new_baseline=write_baseline,
        fails_on=fail_on or project.fail_on or "error",
        quiet=quiet,
    )
    _validating.refuse_unknown(show)

    def find() -> Iterator[inputs.Input]:
        return inputs.find(files, recursive=recursive, suffixes=_options.TEI_SUFFIXES)

    if watch:
        return _validating.watch(find, checks, Resources(), show)
    if fix:
        return _validating.fix(find(), checks, Resources(), show, only_shown=diff)
    return _validating.validate(
        find(), checks, Resources(), show, jobs=jobs or project.jobs or 1, timeout=timeout
    )


def _checks(
    files: tuple[str, ...],
    schema: str | None,
    catalogs: tuple[Path, ...],
    local_entities: bool,
    max_size: int | None,
    project: ValidateSettings,
) -> Checks:
    from tei_tools.validation import MAX_SIZE
    from tei_tools.validation._validator import Checks

    if project.rules:
        from tei_tools.validation._codes import refuse_unknown

        refuse_unknown(name for name, _ in project.rules)
    roots = dict.fromkeys(
        path if path.is_dir() else path.parent for path in map(Path, files) if path.exists()
    )
    return Checks(
        schema=schema or project.schema or "auto",
        catalogs=catalogs or ((project.catalog,) if project.catalog else ()),
        max_size=max_size or project.max_size or MAX_SIZE,
        severities=project.rules,
        local_entities=local_entities or bool(project.local_entities),
        roots=tuple(roots),
    )

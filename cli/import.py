"""``tei-tools import``: edited tables → the TEI files that they came from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tei_tools.cli import _options

if TYPE_CHECKING:
    from tei_tools.cli._outputs import Job
    from tei_tools.importing import Tables

_TABLES = (".csv", ".tsv", ".jsonld", ".json", ".jsonl")


@click.command(
    epilog="""\b
Examples:
  tei-tools import persons.csv article.xml --diff
  tei-tools import tables/ article.xml -o corrected.xml
  tei-tools import mentions.csv dates.csv editions/ --recursive --in-place
"""
)
@_options.files
@click.option("--diff", is_flag=True, help="Show the changes as a unified diff, and write nothing.")
@click.option("-o", "--output", metavar="DIR|FILE", help="Where the changed TEI goes; - is standard output.")
@click.option("--in-place", is_flag=True, help="Change the files themselves.")
@click.option("--partial", is_flag=True, help="Apply what fits, also where other rows are refused.")
@click.option("--base", metavar="URI", help="The --base of the export, for JSON-LD.")
@click.option("--identifier", metavar="PATTERN", help="The --identifier of the export.")
@click.option("--reading", type=click.Choice(["edited", "diplomatic"]), help="The --reading of the export.")
@_options.force
@_options.max_size(200_000_000)
@_options.common
def command(
    files: tuple[str, ...],
    diff: bool,
    output: str | None,
    in_place: bool,
    partial: bool,
    base: str | None,
    identifier: str | None,
    reading: str | None,
    force: bool,
    max_size: int | None,
    recursive: bool,
    settings_file: Path | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Bring edited CSV tables or JSON-LD of our export back into the TEI that they came from.

    FILE is a table (.csv, .jsonld), a folder of tables, or a TEI file (a folder with --recursive). Only
    cells that differ from what the TEI exports now are changed; every other byte stays. A row that no longer
    fits is told, and nothing of its file is changed without --partial. The exit code is then 1.
    """
    from tei_tools import settings
    from tei_tools.exporters import Options
    from tei_tools.importing import read_tables

    _options.talk(quiet, verbose)
    if sum((diff, in_place, output is not None)) > 1:
        raise click.UsageError("choose one of --diff, --in-place and -o")
    tables = [word for word in files if _is_table(word)]
    sources = [word for word in files if word not in tables]
    if not tables:
        raise click.UsageError("name the tables to bring back (.csv, .jsonld, or a folder of them)")
    if not sources:
        raise click.UsageError("name the TEI files that the tables came from")
    project = settings.load(settings_file)
    base = base or project.header.base or Options().base
    work = _Work(
        read_tables(tables, base=base),
        {
            "identifier": identifier,
            "reading": reading or project.convert.reading or "edited",
            "base": base,
            "partial": partial,
            "max_size": max_size or project.convert.max_size or 200_000_000,
        },
        sources,
        diff=diff,
        in_place=in_place,
        force=force,
    )
    return work.run(output, recursive=recursive, quiet=quiet)


def _is_table(word: str) -> bool:
    path = Path(word)
    if path.is_dir():
        if (path / "csv-metadata.json").is_file() or (path / "documents.csv").is_file():
            return True
        annotated = any(True for form in ("*.jsonld", "*.jsonl") for _ in path.rglob(form))
        return annotated and not any(True for _ in path.rglob("*.xml"))
    return path.suffix.lower() in _TABLES


class _Work:
    """What is done with each file, and what came of it."""

    def __init__(
        self,
        tables: Tables,
        options: dict[str, object],
        sources: list[str],
        *,
        diff: bool,
        in_place: bool,
        force: bool,
    ) -> None:
        self.tables, self.options, self.sources = tables, options, sources
        self.diff, self.in_place, self.force = diff, in_place, force
        self.changes = self.files = self.refused = 0
        self.met: set[str] = set()

    def run(self, output: str | None, *, recursive: bool, quiet: bool) -> int:
        from tei_tools import inputs
        from tei_tools.cli import _outputs

        items = inputs.find(self.sources, recursive=recursive, suffixes=_options.TEI_SUFFIXES)
        if self.diff or self.in_place:
            jobs: list[Job] | None = [_outputs.Job(item, item.path) for item in items]
            worst = 0
            for job in jobs or ():
                try:
                    self.each(job)
                except BrokenPipeError:
                    raise
                except Exception as fault:
                    worst = max(worst, _outputs.told(fault, job.item.name))
        else:
            worst = _outputs.for_each(
                items, output, self.each, words=self.sources, suffix=".xml", what="importing", quiet=quiet
            )
        missing = [name for name in self.tables.rows if name not in self.met]
        if missing and not quiet:
            more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
            click.echo(f"rows of {missing[0]!r}{more} belong to none of the files given", err=True)
        if not quiet:
            verb = "would change" if self.diff else "changed"
            said = f"{self.changes} {'cell' if self.changes == 1 else 'cells'} {verb}"
            files = f"in {self.files} {'file' if self.files == 1 else 'files'}"
            click.echo(f"{said} {files}" + (f", {self.refused} refused" if self.refused else ""), err=True)
        return worst or int(bool(self.refused))

    def each(self, job: Job) -> None:
        from tei_tools.cli import _outputs
        from tei_tools.errors import UnwritableError
        from tei_tools.importing import import_file
        from tei_tools.inputs import below

        if self.in_place and job.path is None:
            raise UnwritableError(
                "cannot be changed in place", file=job.item.name, advice="write it elsewhere with -o"
            )
        if not self.diff and not self.in_place:
            _outputs.refuse_existing(job, self.force)
        name = below(job.item.name, _outputs.folders_of(self.sources))
        done = import_file(self.tables, job.item, name=name, **self.options)  # type: ignore[arg-type]
        for line in done.refused:
            click.echo(f"refused: {line}", err=True)
        self.met.update(done.documents)
        self.refused += len(done.refused)
        self.changes += len(done.changes)
        self.files += bool(done.changes)
        if self.diff:
            click.echo(done.diff(), nl=False)
        elif not self.in_place:
            _outputs.put(job, done.content(), force=self.force)
        elif done.edits:
            _outputs.put(job, done.content(), force=True)

"""``tei-tools validate``: every fault of TEI files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tei_tools.cli import _options

if TYPE_CHECKING:
    from tei_tools.inputs import Input
    from tei_tools.validation._report import FileReport


@click.command(
    epilog="""\b
Examples:
  tei-tools validate article.xml
  tei-tools validate editions/ --recursive --format json > findings.json
  tei-tools validate article.xml --schema project.rng
"""
)
@_options.files
@click.option(
    "--schema",
    metavar="NAME|FILE",
    help="A shipped grammar by name, or a RELAX NG file (by default tei_tools, our own customisation).",
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), help="The form of the report.")
@_options.max_size(200_000_000)
@_options.common
def command(
    files: tuple[str, ...],
    schema: str | None,
    format_: str | None,
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
    from tei_tools import api, inputs, settings
    from tei_tools.cli import _outputs
    from tei_tools.errors import TeiToolsError
    from tei_tools.resources import Resources
    from tei_tools.validation import is_valid
    from tei_tools.validation._report import FileReport, report

    _options.talk(quiet, verbose)
    project = settings.load(settings_file)
    resources = Resources()
    wanted = schema or project.validate.schema or "tei_tools"
    limit = max_size or project.validate.max_size or api.READ_MAX_SIZE
    # A schema that is not there is told once, not for each file.
    resources.grammar(wanted)
    counts = {"valid": 0, "invalid": 0, "unreadable": 0, "findings": 0}
    worst = 0

    def reports(items: Iterable[Input]) -> Iterator[FileReport]:
        nonlocal worst
        for item in items:
            try:
                findings = list(api.validate(item, schema=wanted, max_size=limit, resources=resources))
            except TeiToolsError as fault:
                worst = max(worst, _outputs.told(fault, None))
                counts["unreadable"] += 1
                yield FileReport(item.name, fault=str(fault))
                continue
            good = is_valid(findings)
            counts["valid" if good else "invalid"] += 1
            counts["findings"] += len(findings)
            worst = max(worst, 0 if good else 1)
            yield FileReport(item.name, findings)

    found = inputs.find(files, recursive=recursive, suffixes=(".xml", ".tei"))
    with _options.shown_progress(found, "validating", quiet=quiet) as items:
        for piece in report(reports(items), format_ or project.validate.format or "text"):
            click.echo(piece, nl=False)
    if not quiet:
        click.echo(_told(counts, wanted), err=True)
    return worst


def _told(counts: dict[str, int], schema: str) -> str:
    """How many files are valid, in one line."""
    files = counts["valid"] + counts["invalid"] + counts["unreadable"]
    said = f"{counts['valid']} of {files} {'file' if files == 1 else 'files'} valid by {schema}"
    if counts["findings"]:
        said += f", {counts['findings']} {'finding' if counts['findings'] == 1 else 'findings'}"
    if counts["unreadable"]:
        said += f", {counts['unreadable']} not readable"
    return said

"""``tei-tools view``: TEI files as pages to read, offline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tei_tools.cli import _options

if TYPE_CHECKING:
    from tei_tools.cli._outputs import Job


@click.command(
    epilog="""\b
Examples:
  tei-tools view encoded/another-perspective.xml
  tei-tools view letters/ --recursive -o pages
"""
)
@_options.files
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    help="The folder for the pages (by default this one); - is standard output.",
)
@click.option("--include-restricted", is_flag=True, help="Also documents whose availability is restricted.")
@_options.force
@_options.max_size(200_000_000)
@_options.common
def command(
    files: tuple[str, ...],
    output: str | None,
    include_restricted: bool,
    force: bool,
    max_size: int | None,
    recursive: bool,
    settings_file: Path | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Make a page to read of each TEI file: NAME.html, one file that opens offline.

    It has the text with what is named in it, a register with jumps to every mention, a map, a timeline, and
    the TEI source of any passage. Nothing is fetched from anywhere, and no script of the document runs.
    """
    from tei_tools import api, inputs
    from tei_tools.cli import _outputs

    _options.talk(quiet, verbose)
    found = inputs.find(files, recursive=recursive, suffixes=_options.TEI_SUFFIXES)

    def one(job: Job) -> None:
        _outputs.refuse_existing(job, force)
        page = api.view(
            job.item, max_size=max_size or api.READ_MAX_SIZE, include_restricted=include_restricted
        )
        _outputs.put(job, page.encode("utf-8"), force=force)
        if not quiet and job.path is not None:
            click.echo(str(job.path))

    place = output if output == _outputs.STANDARD_OUTPUT else f"{output or '.'}/"
    return _outputs.for_each(found, place, one, words=files, suffix=".html", what="reading", quiet=quiet)

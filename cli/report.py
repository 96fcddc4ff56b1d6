"""``tei-tools report``: a collection as one page, offline."""

from __future__ import annotations

from pathlib import Path

import click

from tei_tools.cli import _options


@click.command(
    epilog="""\b
Examples:
  tei-tools report encoded/ -o report.html
  tei-tools report out/ledger.sqlite -o report.html
  tei-tools report letters/ -o report.html --desk "http://127.0.0.1:8000/TOKEN/"
"""
)
@click.argument("place", metavar="FOLDER|LEDGER", type=click.Path(exists=True, path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("report.html"),
    show_default=True,
    help="The page.",
)
@click.option("--title", default="", help="The title of the page (by default the name of the folder).")
@click.option("--desk", default="", metavar="URL", help="The address of the review desk that is open on it.")
@click.option("--validate", is_flag=True, help="Count findings by rule too (takes longer).")
@_options.force
@_options.max_size(200_000_000)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but faults.")
@click.option("-v", "--verbose", is_flag=True, help="Say what is being done.")
def command(
    place: Path,
    output: Path,
    title: str,
    desk: str,
    validate: bool,
    force: bool,
    max_size: int | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Make one page of a folder of TEI files, or of what a run made.

    It has what failed, what should be looked at first, who and what is named, a map, years, a network, and
    quotations by speaker, each beside a table. Nothing is fetched from anywhere.
    """
    from tei_tools import api, writing
    from tei_tools.errors import UsageError

    _options.talk(quiet, verbose)
    if desk and not desk.startswith(("http://", "https://")):
        raise UsageError("is no address", file=desk, advice="give the address that tei-tools review says")
    if output.exists() and not force:
        raise UsageError("is there already", file=str(output), advice="give --force to replace it")
    page = api.report(
        place,
        title=title,
        desk=desk,
        target=output,
        max_size=max_size or api.READ_MAX_SIZE,
        validate=validate,
    )
    writing.write(output, page.encode("utf-8", "replace"), force=force)
    if not quiet:
        click.echo(str(output))
    return 0

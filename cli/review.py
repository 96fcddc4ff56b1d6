"""``tei-tools review``: the review desk, in the browser, on this machine alone."""

from __future__ import annotations

from pathlib import Path

import click

from tei_tools.cli import _options


@click.command(
    epilog="""\b
Examples:
  tei-tools review encoded/
  tei-tools review letters/ --reviewer "Anna Weiß" --authority persons.csv
  tei-tools review letters/ --reconcile http://127.0.0.1:5000/reconcile
  tei-tools review letters/ --export decisions.xlsx
  tei-tools review letters/ --import decisions.xlsx
"""
)
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--reviewer", metavar="NAME", help="Who decides; else the name that git or the system has.")
@click.option("--authority", type=click.Path(path_type=Path), help="The project's own names, as for encode.")
@click.option("--reconcile", metavar="URL", help="A reconciliation service that may be asked.")
@click.option(
    "--export",
    "table",
    type=click.Path(path_type=Path),
    help="Write the proposals as a spreadsheet (.xlsx, .csv).",
)
@click.option(
    "--import", "decided", type=click.Path(path_type=Path), help="Take the decisions of such a spreadsheet."
)
@_options.force
@click.option("--port", type=int, default=0, help="The port on this machine (by default any that is free).")
@click.option("--no-browser", is_flag=True, help="Only say the address.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but the address and faults.")
@click.option("-v", "--verbose", is_flag=True, help="Say what is being done.")
def command(
    folder: Path,
    reviewer: str | None,
    authority: Path | None,
    reconcile: str | None,
    table: Path | None,
    decided: Path | None,
    force: bool,
    port: int,
    no_browser: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Decide on the tags of the TEI files in FOLDER: accept, reject, correct, link, add; undo.

    FOLDER may be the folder of a run's outputs, or its ledger.sqlite.

    Each decision is written at once to NAME.decisions.jsonl beside the file, and into the file itself; every
    other byte of it stays. Ctrl-C ends the desk; nothing that was decided is lost.
    """
    from tei_tools import api

    _options.talk(quiet, verbose)
    if table is not None:
        count = api.review_table(folder, table, reviewer=reviewer, force=force)
        click.echo(f"{table}: {count} proposals")
        return 0
    if decided is not None:
        taken, refused = api.review_decided(folder, decided, reviewer=reviewer)
        for why in refused:
            click.echo(f"error: {why}", err=True)
        click.echo(f"{taken} decisions taken" + (f", {len(refused)} rows refused" if refused else ""))
        return 1 if refused else 0

    def ready(address: str) -> None:
        click.echo(f"The desk is open at {address}")
        if not quiet:
            click.echo("Ctrl-C closes it; everything that was decided is kept.", err=True)
        if not no_browser:
            click.launch(address)

    api.review(folder, reviewer=reviewer, authority=authority, reconcile=reconcile, port=port, ready=ready)
    return 0

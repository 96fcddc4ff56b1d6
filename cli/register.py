"""``tei-tools register``: the persons, places and organisations of a whole collection in one register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tei_tools.cli import _options

if TYPE_CHECKING:
    from tei_tools.register import Register

_MOST_SHOWN = 20


@click.command(
    epilog="""\b
Examples:
  tei-tools register editions/ -o register.xml
  tei-tools register editions/ -o register.csv
  tei-tools register editions/ -o register/
"""
)
@_options.files
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    help="register.xml (TEI), register.csv, or a folder for these, members.csv and conflicts.csv; without it "
    "the TEI goes to standard output.",
)
@click.option("--title", default="Register", show_default=True, help="The title of the TEI file.")
@click.option("--identifier", metavar="PATTERN", help="A document's identifier, from {name}, {id}, {idno} …")
@click.option("--include-restricted", is_flag=True, help="Also documents whose availability is restricted.")
@_options.force
@_options.max_size(200_000_000)
@_options.common
def command(
    files: tuple[str, ...],
    output: str | None,
    title: str,
    identifier: str | None,
    include_restricted: bool,
    force: bool,
    max_size: int | None,
    recursive: bool,
    settings_file: Path | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Join the persons, places and organisations of a collection where pointers or authorities agree.

    FILE is a TEI file or a folder (with all that is in it), a zip or tar archive, a pattern, @list.txt, or -
    for standard input. Nothing is joined by name. What contradicts is listed.
    """
    from tei_tools import api, inputs
    from tei_tools.cli import _outputs
    from tei_tools.errors import TeiToolsError

    _options.talk(quiet, verbose)
    worst = 0

    def fault(error: TeiToolsError) -> None:
        nonlocal worst
        worst = max(worst, _outputs.told(error, None))

    found = inputs.find(files, recursive=True, suffixes=_options.TEI_SUFFIXES)
    with _options.shown_progress(found, "reading", quiet=quiet) as items:
        register = api.register(
            items,
            roots=_outputs.folders_of(files),
            identifier=identifier,
            include_restricted=include_restricted,
            max_size=max_size or api.READ_MAX_SIZE,
            on_fault=fault,
        )
    if worst and not register.documents:
        return worst  # nothing could be read: nothing is written
    _write(register, output, title, force=force)
    if not quiet:
        _tell(register, output)
    return worst


def _write(register: Register, output: str | None, title: str, *, force: bool) -> None:
    from tei_tools import _register_files as forms
    from tei_tools.writing import OutputFolder, StandardOutput, write

    if output in (None, "-"):
        with StandardOutput() as place:
            place.open("register.xml").write(forms.as_tei(register, title))
        return
    assert output is not None
    path = Path(output)
    if path.suffix.lower() == ".csv" and not path.is_dir():
        write(path, forms.entries_csv(register), force=force)
    elif path.suffix.lower() in _options.TEI_SUFFIXES and not path.is_dir():
        write(path, forms.as_tei(register, title), force=force)
    else:
        with OutputFolder(path, force=force) as folder:
            for name, content in (
                ("register.xml", forms.as_tei(register, title)),
                ("register.csv", forms.entries_csv(register)),
                ("members.csv", forms.members_csv(register)),
                ("conflicts.csv", forms.conflicts_csv(register)),
            ):
                with folder.open(name) as stream:
                    stream.write(content)


def _tell(register: Register, output: str | None) -> None:
    for conflict in register.conflicts[:_MOST_SHOWN]:
        click.echo(f"conflict: {conflict}", err=True)
    left = len(register.conflicts) - _MOST_SHOWN
    if left > 0:
        click.echo(f"{left} more conflicts (all are in conflicts.csv of -o FOLDER)", err=True)
    from tei_tools.register import KINDS

    counts = {kind: sum(entry.kind == kind for entry in register.entries) for kind in KINDS}
    said = f"persons: {counts['person']}, places: {counts['place']}, organisations: {counts['organisation']}"
    name = f"{output}: " if output not in (None, "-") else ""
    click.echo(f"{name}{said}, from documents: {register.documents}", err=True)

"""``tei-tools inspect``: what is in a collection of TEI."""

from __future__ import annotations

from pathlib import Path

import click

from tei_tools.cli import _options


@click.command(
    epilog="""\b
Examples:
  tei-tools inspect editions/
  tei-tools inspect editions/ --json > profile.json
  tei-tools inspect editions/ --write-mapping project.toml
"""
)
@_options.files
@click.option("--json", "as_json", is_flag=True, help="All of it as JSON, not the most frequent as a table.")
@click.option("--top", type=click.IntRange(1), default=10, show_default=True, help="So many of each kind.")
@click.option(
    "--write-mapping",
    "mapping",
    type=click.Path(path_type=Path),
    help="Write a first mapping for convert --mapping there.",
)
@_options.force
@_options.max_size(200_000_000)
@_options.common
def command(
    files: tuple[str, ...],
    as_json: bool,
    top: int,
    mapping: Path | None,
    force: bool,
    max_size: int | None,
    recursive: bool,
    settings_file: Path | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Profile a collection of TEI: its elements, attributes and values, pointers, dates, identifiers, and
    what convert makes of it and what not.

    FILE is a TEI file or a folder (with all that is in it), a zip or tar archive, a pattern, @list.txt, or -
    for standard input.
    """
    from tei_tools import api, inputs
    from tei_tools.cli import _outputs
    from tei_tools.errors import TeiToolsError
    from tei_tools.inspecting import report
    from tei_tools.writing import write

    _options.talk(quiet, verbose)
    worst = 0

    def fault(error: TeiToolsError) -> None:
        nonlocal worst
        worst = max(worst, _outputs.told(error, None))

    found = inputs.find(files, recursive=True, suffixes=_options.TEI_SUFFIXES)
    with _options.shown_progress(found, "inspecting", quiet=quiet) as items:
        profile = api.inspect(
            items,
            roots=_outputs.folders_of(files),
            max_size=max_size or api.READ_MAX_SIZE,
            on_fault=fault,
        )
    if as_json:
        click.echo(profile.as_json(), nl=False)
    else:
        for line in report(profile, top):
            click.echo(line)
    if mapping is not None:
        from tei_tools._first_mapping import first_mapping

        write(mapping, first_mapping(profile).encode(), force=force)
        if not quiet:
            click.echo(f"{mapping}: a first mapping", err=True)
    return worst

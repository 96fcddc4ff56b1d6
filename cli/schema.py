"""``tei-tools schema``: an ODD → RELAX NG and Schematron; the schemas that are shipped."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tei_tools.cli import _options


@click.group(
    epilog="""\b
Example:
  tei-tools schema compile project.odd -o project.rng
"""
)
def command() -> None:
    """Make a schema from an ODD, or see which schemas there are."""


# A schema in the compact syntax is no larger than this.
_MOST_BYTES = 20_000_000


@command.command(
    "compile",
    epilog="""\b
Examples:
  tei-tools schema compile project.odd -o project.rng
  tei-tools schema compile project.odd -o project.rng --schematron project.sch
  tei-tools schema compile project.odd | less
""",
)
@click.argument("odd", metavar="FILE", type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="FILE", help="Where to write the RELAX NG; else standard output.")
@click.option(
    "--schematron",
    "rules",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write the constraints as ISO Schematron too.",
)
@click.option("--spec", metavar="NAME", help="Which schemaSpec of the file; by default the first.")
@click.option("--strict", is_flag=True, help="End with exit code 1 where something has no effect.")
@_options.force
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but faults.")
def compile_(
    odd: Path,
    output: str | None,
    rules: Path | None,
    spec: str | None,
    strict: bool,
    force: bool,
    quiet: bool,
) -> int:
    """Make a RELAX NG schema from the ODD in FILE, with TEI's own specifications as they are built in.

    What in the ODD has no effect (a change of what is not there, an element that is not known) is said on
    standard error, with file and line.
    """
    from tei_tools.errors import UnwritableError
    from tei_tools.grammar.odd import compile_odd
    from tei_tools.writing import write

    _options.talk(quiet, False)
    if rules is not None and rules.exists() and not force:
        raise UnwritableError("exists already", file=str(rules), advice="give another name, or --force")
    if odd.suffix.lower() == ".rnc":
        from tei_tools.grammar._compact import to_xml
        from tei_tools.inputs import as_input, read_bytes

        if rules is not None or spec:
            raise click.UsageError("a schema in the compact syntax has neither --spec nor --schematron")
        relax_ng = to_xml(odd, read_bytes(as_input(odd), _MOST_BYTES), {})
        if output and output != "-":
            write(Path(output), relax_ng, force=force)
        else:
            sys.stdout.buffer.write(relax_ng)
        return 0
    made = compile_odd(odd, schema=spec)
    made.check()
    if output and output != "-":
        write(Path(output), made.relax_ng, force=force)
    else:
        sys.stdout.buffer.write(made.relax_ng)
    if rules is not None:
        write(rules, made.schematron(), force=force)
    if not quiet:
        for notice in made.notices:
            click.echo(f"warning: {notice}", err=True)
        if output and output != "-":
            elements = sum(one.kind == "element" for one in made.specs.values())
            click.echo(f"{output}: {elements} elements, {len(made.constraints)} constraints", err=True)
    return int(strict and bool(made.notices))


@command.command("list")
def list_() -> None:
    """Show the schemas that are shipped, for validate --schema."""
    from tei_tools.grammar.odd import tei_version

    click.echo(f"tei_all    all of TEI P5 {tei_version()}")
    click.echo("tei_tools  our own customisation, what encode writes")

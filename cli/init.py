"""``tei-tools init``: four questions, and a plan for ``tei-tools run``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from tei_tools.cli import _options


@click.command(
    epilog="""\b
Examples:
  tei-tools init
  tei-tools init --files letters --steps encode,validate --to jsonld,csv --output out
"""
)
@click.argument("path", metavar="[PLAN.toml]", default="plan.toml", type=click.Path(path_type=Path))
@click.option("--files", "files", metavar="WORD,…", help="The answer to the first question.")
@click.option("--steps", metavar="STEP,…", help="The answer to the second.")
@click.option("--to", "formats", metavar="FORMAT,…", help="The answer to the third.")
@click.option("--output", metavar="DIR", help="The answer to the fourth.")
@_options.force
def command(
    path: Path, files: str | None, steps: str | None, formats: str | None, output: str | None, force: bool
) -> int:
    """Ask what is to be done with which files, and write it as a plan (PLAN.toml) for `tei-tools run`.

    Where the files are, which steps, which formats, and where everything goes. An answer that is given as an
    option is not asked for.
    """
    from tei_tools import rooms
    from tei_tools.batch._plan import load
    from tei_tools.errors import UnwritableError
    from tei_tools.writing import write

    if path.exists() and not force:
        raise UnwritableError("exists already", file=str(path), advice="use --force to replace it")
    where = _answer(files, "Which files (folders, patterns, archives; with commas)?", _guess(path.parent))
    what = _steps(_answer(steps, "Which steps (encode, validate)?", "encode,validate"))
    known = rooms.names("exporters")
    wanted = _formats(_answer(formats, f"Which formats ({', '.join(known)})?", "jsonld,csv"), known)
    into = _answer(output, "Which folder for what is made?", "out")
    write(path, _plan(where, what, wanted, into).encode(), force=force)
    try:
        load(path)
    except Exception:
        path.unlink(missing_ok=True)
        raise
    click.echo(f"{path} is written; run it with: tei-tools run {path}", err=True)
    return 0


def _answer(given: str | None, question: str, usual: str) -> str:
    return given if given is not None else str(click.prompt(question, default=usual, err=True))


def _guess(folder: Path) -> str:
    """The first folder here that is none of ours."""
    for place in sorted(folder.iterdir()) if folder.is_dir() else ():
        if place.is_dir() and not place.name.startswith(".") and not (place / "ledger.sqlite").exists():
            return place.name
    return "letters"


def _steps(said: str) -> list[str]:
    steps = _options.format_names([said])
    for step in steps:
        if step not in ("encode", "validate"):
            raise click.UsageError(f"there is no step {step!r}; choose of: encode, validate")
    return steps


def _formats(said: str, known: tuple[str, ...]) -> list[str]:
    formats = _options.format_names([said])
    for name in formats:
        if name not in known:
            raise click.UsageError(f"there is no format {name!r}; choose of: {', '.join(known)}")
    return formats


def _plan(files: str, steps: list[str], formats: list[str], output: str) -> str:
    """The plan as TOML; JSON's strings and lists are TOML's too."""

    def said(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    return f"""# What tei-tools run does with these files: docs/batch.md tells all that may stand here.

[inputs]
files = {said(_options.format_names([files]))}

[steps]
encode = {said("encode" in steps)}
validate = {said("validate" in steps)}
convert = {said(formats)}

[outputs]
folder = {said(output)}
report = true

[faults]
timeout = 300
memory = "2GB"
"""

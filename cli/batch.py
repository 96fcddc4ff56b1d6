"""``tei-tools batch``: what the ledger of a run says, and what is to be tried again."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from tei_tools.cli import _options

_FORMS = ("csv", "premis")


def _place(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.argument("place", metavar="OUT|PLAN.toml", type=click.Path(path_type=Path))(function)


@click.group(
    name="batch",
    epilog="""\b
Examples:
  tei-tools batch status out
  tei-tools batch failures out
  tei-tools batch retry out --only timeout && tei-tools run plan.toml
  tei-tools batch verify out
  tei-tools batch explain out letters/1890/a.txt
  tei-tools batch export out --to premis -o premis.xml
  tei-tools batch deposit out -o deposit
""",
)
def command() -> None:
    """What the ledger of a run says: how it stands, what failed and why, whether its outputs are still right.

    OUT is the output folder of a run, or its plan, or the ledger itself.
    """


@command.command(epilog="\b\nExamples:\n  tei-tools batch status out\n  tei-tools batch status out --watch")
@_place
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--watch", is_flag=True, help="Tell again every two seconds, until the run ends.")
def status(place: Path, as_json: bool, watch: bool) -> int:
    """How the run stands, also while it goes on."""
    from tei_tools.batch import _ledger_told

    while True:
        ledger, folder = _ledger_told.ledger_of(place)
        try:
            said = _ledger_told.status(ledger, folder)
        finally:
            ledger.close()
        if as_json:
            click.echo(json.dumps(said, indent=None if watch else 1))
        else:
            _tell_status(said)
        if not watch or said["state"] != "running":
            return 0
        sys.stdout.flush()
        time.sleep(2)


def _tell_status(said: dict[str, Any]) -> None:
    click.echo(f"run {said['run']}: {said['state']}")
    click.echo("inputs: " + ", ".join(f"{number:,} {name}" for name, number in said["inputs"].items()))
    for name, step in said["steps"].items():
        of = f" of {step['of']:,}" if step["of"] != step["done"] else ""
        click.echo(f"{name}: {step['done']:,} done{of}")
    for cause, number in said["causes"].items():
        click.echo(f"{cause}: {number:,}")


@command.command(
    epilog="\b\nExamples:\n  tei-tools batch failures out\n"
    "  tei-tools batch failures out --only timeout --files",
)
@_place
@click.option("--only", metavar="CAUSE", default="", help="Only what failed of this cause.")
@click.option("--files", is_flag=True, help="Every file, one a line, for a list (@failed.txt).")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def failures(place: Path, only: str, files: bool, as_json: bool) -> int:
    """What failed, grouped by cause, with one example each and what to do."""
    from tei_tools.batch import _ledger_told, _report

    ledger, _ = _ledger_told.ledger_of(place)
    try:
        if files:
            for name in dict.fromkeys(row[4] for row in _report._failed(ledger, only)):
                click.echo(name)
            return 0
        found = _report.failures(ledger, only)
    finally:
        ledger.close()
    from tei_tools.cli._batch_told import one_line

    if as_json:
        click.echo(json.dumps([_report.as_json(each) for each in found], indent=1, ensure_ascii=False))
        return 0
    for each in found:
        click.echo(f"{each.number:,} {each.cause}: {each.message}")
        click.echo(f"  for example: {one_line(each.example)} ({each.step})")
        if each.advice:
            click.echo(f"  what to do: {each.advice}")
    if not found:
        click.echo("nothing failed")
    return 0


@command.command(
    epilog="\b\nExamples:\n  tei-tools batch retry out\n  tei-tools batch retry out --only timeout,memory"
)
@_place
@click.argument("files", metavar="[FILE...]", nargs=-1)
@click.option("--only", metavar="CAUSE,…", multiple=True, help="Only what failed of these causes.")
def retry(place: Path, files: tuple[str, ...], only: tuple[str, ...]) -> int:
    """Have the next run try again what failed for good: all, some causes, or these files."""
    from tei_tools.batch import _ledger_told
    from tei_tools.batch._ledger import Ledger
    from tei_tools.batch._lock import Lock
    from tei_tools.batch._run import LOCK

    reading, folder = _ledger_told.ledger_of(place)
    reading.close()
    lock = Lock(folder / LOCK)
    ledger = Ledger(reading.path, write=True)
    try:
        number = _ledger_told.retry(ledger, tuple(_options.format_names(only)), files)
    finally:
        ledger.close()
        lock.free()
    click.echo(f"{number:,} will be tried again by the next run")
    return 0


@command.command(epilog="\b\nExamples:\n  tei-tools batch verify out")
@_place
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def verify(place: Path, as_json: bool) -> int:
    """Hold every output against the digest that the ledger has; the exit code is 1 where one differs."""
    from tei_tools.batch import _ledger_told

    ledger, folder = _ledger_told.ledger_of(place)
    number = 0
    different = []
    try:
        with _options.shown_progress(
            _ledger_told.verify(ledger, folder), "verifying", quiet=as_json
        ) as every:
            for found in every:
                number += 1
                if found is not None:
                    different.append(found)
    finally:
        ledger.close()
    if as_json:
        said = [{"path": each.path, "what": each.what} for each in different]
        click.echo(json.dumps({"outputs": number, "different": said}, indent=1, ensure_ascii=False))
    else:
        for each in different:
            click.echo(f"{folder / each.path}: {each.what}; run the same again to make it again", err=True)
        click.echo(f"{number - len(different):,} of {number:,} outputs are as the ledger says")
    return 1 if different else 0


@command.command(epilog="\b\nExamples:\n  tei-tools batch explain out letters/a.txt")
@_place
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def explain(place: Path, file: str, as_json: bool) -> int:
    """All that happened to one file (named by its path, or by an output of it)."""
    from tei_tools.batch import _ledger_told

    ledger, folder = _ledger_told.ledger_of(place)
    try:
        said = _ledger_told.explain(ledger, folder, file)
    finally:
        ledger.close()
    from tei_tools.cli._batch_told import one_line

    if as_json:
        click.echo(json.dumps(said, indent=1, ensure_ascii=False))
        return 0
    click.echo(f"{one_line(said['name'])}: {said['state']} (run {said['run']}, attempts: {said['attempts']})")
    if said["sha256"]:
        size = f", {said['size']:,} bytes" if said["size"] >= 0 else ""
        click.echo(f"  sha256 {said['sha256']}{size}")
    for before in said["before"]:
        why = f": {before['said']}" if before["said"] else ""
        click.echo(f"  {before['at']} run {before['run']} {before['step']} {before['what']}{why}")
    for step in said["steps"]:
        why = f": {step['message']}" if step["message"] else ""
        click.echo(f"  {step['at']} run {step['run']} {step['step']} {step['state']}{why}")
        if step["advice"]:
            click.echo(f"    what to do: {step['advice']}")
        for code, severity, line, column, message in step["detail"].get("first", ()):
            click.echo(f"    {line}:{column}: {severity} {code}: {message}")
        for code, message, times, example in step["detail"].get("warnings", ()):
            click.echo(f"    warning {code}: {message}: {times}; first {example}")
    for made in said["outputs"]:
        click.echo(f"  {made['step']} made {made['path']} (sha256 {made['sha256'][:16]}…)")
    return 0


@command.command(
    epilog="\b\nExamples:\n  tei-tools batch export out --to csv -o ledger/\n"
    "  tei-tools batch export out --to premis -o premis.xml"
)
@_place
@click.option("--to", "form", type=click.Choice(_FORMS), required=True, help="CSV tables, or PREMIS 3.")
@click.option("-o", "--output", metavar="FILE|DIR", required=True, help="A folder (csv), a file (premis).")
@_options.force
def export(place: Path, form: str, output: str, force: bool) -> int:
    """The ledger as CSV (inputs, steps, outputs, history, runs) or as PREMIS 3 (objects, events, agents)."""
    from tei_tools.batch import _ledger_told
    from tei_tools.writing import OutputFile, OutputFolder

    ledger, folder = _ledger_told.ledger_of(place)
    try:
        if form == "csv":
            from tei_tools.batch._ledger_csv import write

            with OutputFolder(output, force=force) as files:
                write(ledger, files)
        else:
            from tei_tools.batch._premis import premis

            with OutputFile(output, force=force) as file, file.open("premis.xml") as stream:
                for piece in premis(ledger, folder):
                    stream.write(piece)
    finally:
        ledger.close()
    return 0


@command.command(
    epilog="\b\nExamples:\n  tei-tools batch deposit out -o deposit\n"
    "  tei-tools batch deposit out -o deposit --inputs"
)
@_place
@click.option(
    "-o", "--output", metavar="DIR", type=click.Path(path_type=Path), required=True, help="The bag."
)
@click.option("--inputs", is_flag=True, help="Take the inputs along (data/inputs).")
def deposit(place: Path, output: Path, inputs: bool) -> int:
    """A bag (BagIt) of all that the run made, each file held against the ledger, and of the ledger as
    PREMIS.
    """
    from tei_tools.batch import _deposit, _ledger_told

    ledger, folder = _ledger_told.ledger_of(place)
    try:
        number = _deposit.deposit(ledger, folder, output, inputs=inputs, date=_options.source_date())
    finally:
        ledger.close()
    click.echo(f"{output}: {number:,} files, each as the ledger says")
    return 0

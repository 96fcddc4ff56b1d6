"""Where each input's output goes: standard output, one named file, or a folder that mirrors the inputs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from tei_tools.errors import InternalError, TeiToolsError, UnwritableError, UsageError

if TYPE_CHECKING:
    from tei_tools.inputs import Input

STANDARD_OUTPUT = "-"


@dataclass(frozen=True, slots=True)
class Job:
    """An input and the path its output goes to; ``None`` is standard output."""

    item: Input
    path: Path | None


def jobs(
    items: Iterable[Input], output: str | None, *, words: Iterable[str], suffix: str
) -> Iterator[Job | UnwritableError]:
    """Each input with its place; a place that another input has already is a fault instead.

    ``output`` is a file where there is one input and no folder of that name, else a folder, in which a file
    keeps its path below the folder that was named (``letters/1890/a.txt`` of ``letters`` is
    ``1890/a.xml``). Raises :class:`UsageError` where several inputs would go to standard output or to one
    file.
    """
    source = iter(items)
    first = list(islice(source, 2))
    several = len(first) > 1
    every = chain(first, source)
    if output in (None, STANDARD_OUTPUT):
        if several:
            raise UsageError(
                "several files cannot go to standard output", advice="name a folder with -o FOLDER"
            )
        yield from (Job(item, None) for item in every)
        return
    assert output is not None
    target = Path(output)
    into_folder = several or output.endswith(("/", "\\")) or target.is_dir()
    if several and target.is_file():
        raise UsageError(
            "is a file, and there are several inputs", file=output, advice="name a folder with -o"
        )
    folders = folders_of(words)
    taken: dict[str, str] = {}
    for item in every:
        path = target.joinpath(*_relative(item.name, folders, suffix)) if into_folder else target
        other = taken.setdefault(str(path).casefold(), item.name)
        if other != item.name:
            yield UnwritableError(
                f"would be written over the output of {other} ({path})",
                file=item.name,
                advice="write it into another folder, or rename one of the two",
            )
        elif item.path is not None and path.exists() and path.samefile(item.path):
            yield UnwritableError(
                "would be written over itself", file=item.name, advice="name another place with -o"
            )
        else:
            yield Job(item, path)


def folders_of(words: Iterable[str]) -> list[str]:
    """The folders among the words of a command line: a file's path counts below them."""
    return [word for word in words if Path(word).is_dir()]


def _relative(name: str, folders: Iterable[str], suffix: str) -> list[str]:
    """The parts of an output's path: the input's own below the folder named, safe on every system."""
    from tei_tools.inputs import below
    from tei_tools.writing import safe_name

    *above, last = PurePosixPath(below(name, folders)).parts
    stem = PurePosixPath(last).stem or last
    return [safe_name(part) for part in above if part not in ("..", "/")] + [safe_name(stem + suffix)]


def for_each(
    items: Iterable[Input],
    output: str | None,
    work: Callable[[Job], None],
    *,
    words: Iterable[str],
    suffix: str,
    what: str,
    quiet: bool,
) -> int:
    """Do ``work`` for each input; a fault of one is a line on standard error and never stops the others.

    Gives the exit code: 0, or that of the gravest fault.
    """
    from tei_tools.cli._options import shown_progress

    worst = 0
    with shown_progress(jobs(items, output, words=words, suffix=suffix), what, quiet=quiet) as every:
        for job in every:
            try:
                if isinstance(job, UnwritableError):
                    raise job
                work(job)
            except BrokenPipeError:
                raise
            except Exception as fault:
                name = job.item.name if isinstance(job, Job) else None
                worst = max(worst, told(fault, name))
    return worst


def told(fault: Exception, name: str | None) -> int:
    """Say a fault in one line on standard error; gives its exit code. ``--verbose`` adds a traceback."""
    if not isinstance(fault, TeiToolsError):
        logging.getLogger(__name__).info("%s", name, exc_info=fault)
        what = f"a fault of tei-tools itself: {type(fault).__name__}: {fault}"
        fault = InternalError(what, file=name, advice="please report it; --verbose shows more")
    click.echo(f"error: {fault}", err=True)
    return fault.exit_code


def refuse_existing(job: Job, force: bool) -> None:
    """Say at once, before any work, that an output exists already."""
    if job.path is not None and not force and job.path.is_file():
        raise UnwritableError("exists already", file=str(job.path), advice="use --force to replace it")


def put(job: Job, content: bytes, *, force: bool) -> None:
    """Write an input's output to its place."""
    from tei_tools.writing import StandardOutput, write

    if job.path is not None:
        write(job.path, content, force=force)
        return
    with StandardOutput() as output:
        output.open(job.item.name).write(content)

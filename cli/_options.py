"""Options that several commands share, and what they mean."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")
# The endings of the files that are taken for TEI from a folder or archive.
TEI_SUFFIXES = (".xml", ".tei")


def files(function: F) -> F:
    """The files, folders, archives, lists that a command is pointed at; ``-`` is standard input."""
    return click.argument("files", metavar="FILE...", nargs=-1, required=True)(function)


def common(function: F) -> F:
    """``--recursive``, ``--settings``, ``--quiet``, ``--verbose``."""
    for option in (
        click.option("-r", "--recursive", is_flag=True, help="Go into folders."),
        click.option(
            "--settings",
            "settings_file",
            type=click.Path(path_type=Path),
            help="A tei-tools.toml; without it, the one in this folder or above it.",
        ),
        click.option("-q", "--quiet", is_flag=True, help="Say nothing but faults."),
        click.option("-v", "--verbose", is_flag=True, help="Say what is being done."),
    ):
        function = option(function)
    return function


def force(function: F) -> F:
    """``--force``: replace files that exist."""
    return click.option("-f", "--force", is_flag=True, help="Replace files that exist.")(function)


def max_size(default: int) -> Callable[[F], F]:
    """``--max-size``: the largest input, in bytes or as 20MB."""
    return click.option(
        "--max-size",
        callback=lambda _context, _parameter, value: _bytes(value) if value else None,
        help=f"Refuse larger input, before reading it (20MB, 500K …; by default {default // 1_000_000}MB).",
    )


def _bytes(value: str) -> int:
    units = {"": 1, "K": 1_000, "M": 1_000_000, "G": 1_000_000_000}
    text = value.strip().upper().removesuffix("B")
    unit = text[-1:] if text[-1:] in ("K", "M", "G") else ""
    number = text.removesuffix(unit).strip()
    if not number.isdigit() or int(number) == 0:
        raise click.BadParameter(f"{value!r} is not a size; write 20MB, 500K or a number of bytes")
    return int(number) * units[unit]


def format_names(words: Iterable[str]) -> list[str]:
    """The formats of ``--to``, which may be given several times and name several with commas."""
    return [name.strip() for each in words for name in each.split(",") if name.strip()]


def talk(quiet: bool, verbose: bool) -> None:
    """Set how much is said on standard error."""
    level = logging.ERROR if quiet else logging.INFO if verbose else logging.WARNING
    logging.getLogger().setLevel(level)


def source_date() -> str | None:
    """The day that ``SOURCE_DATE_EPOCH`` says (seconds since 1970, UTC), or nothing."""
    import os
    from datetime import UTC, datetime

    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not said:
        return None
    try:
        return datetime.fromtimestamp(int(said), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is {said!r}, and should be a number of seconds") from None


@contextmanager
def shown_progress(items: Iterable[T], what: str, *, quiet: bool) -> Iterator[Iterable[T]]:
    """The same items, with a progress bar on a terminal once the work has taken a second."""
    if quiet or not sys.stderr.isatty():
        yield items
        return
    from tei_tools.cli._progress import Bar

    with Bar(what) as bar:
        yield bar.shown(items)

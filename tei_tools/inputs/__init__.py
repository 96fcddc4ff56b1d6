"""Inputs: what a command is pointed at → one iterator of :class:`Input` (name, size, opener, path).

:func:`find` takes words of a command line: files, folders (with ``recursive``), patterns (``*.xml``,
``**/*.xml``), zip and tar archives (every file in them), lists (``@list.txt``, one word a line; ``@-`` from
standard input) and ``-`` for standard input. It opens nothing but folders, archives and lists. What can't be
read is an :class:`Input` all the same, whose reading raises, so that it never stops the others.
:func:`read_bytes` reads one, bounded.
"""

from __future__ import annotations

import glob
import io
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from tei_tools.errors import UnreadableError, UsageError

__all__ = ["ARCHIVES", "Input", "as_input", "below", "find", "read_bytes"]

STANDARD_INPUT = "stdin"
ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Input:
    """Something to read.

    ``name`` is for messages and the names of outputs: the path as it was given, with ``/``, or
    ``archive.zip/inner.xml``, or ``stdin``; always printable (bytes that are not UTF-8 show as ``\\xff``).
    ``size`` is in bytes, ``None`` where it can't be known before reading. ``opener()`` gives a new binary
    file to read and close, or raises. ``path`` is the file on the disk, ``None`` in an archive or for
    standard input.
    """

    name: str
    size: int | None
    opener: Callable[[], BinaryIO]
    path: Path | None = None


def find(
    words: Iterable[str | Path], *, recursive: bool = False, suffixes: tuple[str, ...] = ()
) -> Iterator[Input]:
    """What ``words`` stand for, in their order; within a folder, a pattern or a zip archive sorted by name.

    Files in folders and archives whose names begin with a point are left out, and so are those that don't end
    in one of ``suffixes`` (lower case; none: all are taken); an archive in a folder is entered, one in an
    archive is not. Each folder is visited once, whatever symbolic links say. A tar archive keeps its own
    order. A folder among ``words`` without ``recursive`` raises :class:`~tei_tools.errors.UsageError` before
    anything is read.
    """
    listed = [os.fspath(word) for word in words]
    if not recursive:
        for word in listed:
            if Path(word).is_dir():
                raise UsageError(
                    "is a directory", file=shown(word), advice="use --recursive to read what is in it"
                )
    return _each(listed, recursive=recursive, suffixes=suffixes)


def as_input(source: Input | Path | str | bytes, name: str = "") -> Input:
    """One input from what a Python caller has: a path (as it stands, no pattern), bytes, or an
    :class:`Input`.
    """
    if isinstance(source, Input):
        return source
    if isinstance(source, bytes):
        return Input(name or STANDARD_INPUT, len(source), partial(io.BytesIO, source))
    return file_input(os.fspath(source))


def read_bytes(item: Input, max_size: int, *, allow_empty: bool = False) -> bytes:
    """The content of ``item``, at most ``max_size`` bytes.

    Raises :class:`~tei_tools.errors.UnreadableError` where it can't be read, is damaged, is larger (before
    reading where the size is known), or is empty and ``allow_empty`` is not set.
    """
    if item.size is not None and item.size > max_size:
        raise _too_large(item, max_size)
    pieces: list[bytes] = []
    length = 0
    try:
        with item.opener() as stream:
            while piece := stream.read(_BLOCK):
                length += len(piece)
                if length > max_size:
                    raise _too_large(item, max_size)
                pieces.append(piece)
    except OSError as fault:
        raise UnreadableError(_reason(fault), file=item.name) from fault
    if not length and not allow_empty:
        raise UnreadableError("the file is empty", file=item.name)
    return b"".join(pieces)


def below(name: str, roots: Iterable[str]) -> str:
    """An input's name below the folder or archive that it was found in; of a file named alone, its last part.

    ``roots`` are the folders that were named. ``letters/1890/a.xml`` of ``letters`` is ``1890/a.xml``;
    ``/home/me/a.xml`` is ``a.xml``; ``old/letters.zip/1890/a.xml`` is ``letters.zip/1890/a.xml``.
    """
    path = PurePosixPath(name)
    for root in sorted(roots, key=len, reverse=True):
        if path.is_relative_to(PurePosixPath(root)):
            return str(path.relative_to(PurePosixPath(root)))
    for at, part in enumerate(path.parts[:-1]):
        if part.lower().endswith(ARCHIVES):
            return str(PurePosixPath(*path.parts[at:]))
    return path.name


def file_input(path: str) -> Input:
    """The file ``path`` as an input; where it is missing or a folder, reading it raises."""
    try:
        status = Path(path).stat()
    except (OSError, ValueError) as fault:
        return unreadable(shown(path), _reason(fault))
    if stat.S_ISDIR(status.st_mode):
        return unreadable(shown(path), "is a directory", "use --recursive to read what is in it")
    size = status.st_size if stat.S_ISREG(status.st_mode) else None
    return Input(shown(path), size, partial(_open, path), Path(path))


def _open(path: str) -> BinaryIO:
    return Path(path).open("rb")


def unreadable(name: str, what: str, advice: str | None = None) -> Input:
    """An input whose reading raises :class:`~tei_tools.errors.UnreadableError`."""
    return Input(name, None, partial(_refuse, name, what, advice))


def _each(words: Iterable[str], *, recursive: bool, suffixes: tuple[str, ...]) -> Iterator[Input]:
    for word in words:
        if word == "-":
            yield Input(STANDARD_INPUT, None, _standard_input)
        elif word.startswith("@") and not os.path.lexists(word):
            from tei_tools.inputs._lists import lines

            for line in lines(word[1:]):
                yield from [line] if isinstance(line, Input) else _named(line, recursive, suffixes)
        else:
            yield from _named(word, recursive, suffixes)


def _named(word: str, recursive: bool, suffixes: tuple[str, ...]) -> Iterator[Input]:
    if Path(word).is_dir():
        if not recursive:
            yield file_input(word)
            return
        from tei_tools.inputs._folders import files

        for path in files(word, (*suffixes, *ARCHIVES) if suffixes else ()):
            yield from [path] if isinstance(path, Input) else _file(path, suffixes)
    elif not os.path.lexists(word) and glob.has_magic(word):
        yield from _matching(word, recursive, suffixes)
    else:
        yield from _file(word, suffixes)


def _matching(pattern: str, recursive: bool, suffixes: tuple[str, ...]) -> Iterator[Input]:
    seen: set[str] = set()
    found = False
    for path in sorted(glob.glob(pattern, recursive=True), key=os.fsencode):  # noqa: PTH207 (absolute ones too)
        real = os.path.realpath(path) if "**" in pattern else path
        if real in seen or (Path(path).is_dir() and not recursive):
            continue
        seen.add(real)
        found = True
        yield from _named(path, recursive, suffixes)
    if not found:
        yield unreadable(shown(pattern), "no file matches this pattern")


def _file(path: str, suffixes: tuple[str, ...]) -> Iterator[Input]:
    if path.lower().endswith(ARCHIVES) and Path(path).is_file():
        from tei_tools.inputs._archives import members

        yield from members(path, shown(path), suffixes)
    else:
        yield file_input(path)


class _StandardInput(io.RawIOBase):
    """Standard input as a file that its reader may close."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        content: bytes = cast(io.BufferedReader, sys.stdin.buffer).read1(len(buffer))
        buffer[: len(content)] = content
        return len(content)


def _standard_input() -> BinaryIO:
    return io.BufferedReader(_StandardInput())


def _refuse(name: str, what: str, advice: str | None) -> BinaryIO:
    raise UnreadableError(what, file=name, advice=advice)


def _too_large(item: Input, max_size: int) -> UnreadableError:
    size = "" if item.size is None else f" ({item.size:,} bytes)"
    return UnreadableError(
        f"is larger{size} than the limit of {max_size:,} bytes",
        file=item.name,
        advice="raise it with --max-size",
    )


def shown(path: str) -> str:
    """``path`` as it is printed."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return text.replace("\\", "/") if os.name == "nt" else text


def _reason(fault: Exception) -> str:
    if isinstance(fault, FileNotFoundError):
        return "no such file"
    if isinstance(fault, PermissionError):
        return "no permission to read it"
    if isinstance(fault, OSError) and fault.strerror:
        return fault.strerror[0].lower() + fault.strerror[1:]
    return str(fault)

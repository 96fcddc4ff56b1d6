"""Writing: the one module that puts files on a disk, whole or not at all.

A file is written under a temporary name in its own folder, flushed and synced, and only then given its name
by one atomic step; the folder is synced after it. Whatever stops that (a full disk, a missing permission,
Ctrl-C) leaves what was there before. A file that exists already is kept unless ``force`` says otherwise; that
is decided by the step that gives the name, so two programs at once can't overwrite each other.

:func:`write` writes one file; :class:`OutputFolder` and :class:`OutputFile` give open files that appear when
their ``with`` block ends well; :class:`StandardOutput` streams one to standard output. The three are an
:class:`Output`. :func:`safe_name` makes a file name that every system takes.

Every call that changes the disk goes through a function of :mod:`tei_tools._disk`, so that a test can stop
the program at each of them.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from tei_tools import _disk
from tei_tools._disk import KEEP_ADVICE, REASONS, descriptor_stream, standard_stream, told
from tei_tools._file_names import is_safe, safe_name
from tei_tools.errors import UnwritableError

__all__ = ["Output", "OutputFile", "OutputFolder", "StandardOutput", "safe_name", "write"]


class Output(Protocol):
    """Where an exporter's files go: ``open(name)`` gives a binary file to write to."""

    def open(self, name: str) -> BinaryIO: ...


def write(path: Path, content: bytes, *, force: bool = False) -> None:
    """Write ``content`` as the file ``path``, whole or not at all; folders that are missing are made.

    Raises :class:`~tei_tools.errors.UnwritableError`; a file that exists is kept without ``force``. A device
    or a pipe (``/dev/stdout``) is written to as it is.
    """
    with OutputFile(path, force=force) as output, output.open(path.name) as stream:
        stream.write(content)


@dataclass(slots=True)
class _Pending:
    """A file that has not its name yet: where it is written, and what it will be called. There may be very
    many: what is kept of each is small.
    """

    folder: Path
    token: str
    name: str
    stream: BinaryIO | None

    @property
    def temporary(self) -> Path:
        return self.folder / f".{self.token}.part"

    @property
    def final(self) -> Path:
        return self.folder / self.name

    def close(self) -> None:
        if self.stream is not None:
            self.stream.close()
            self.stream = None


class _Files:
    """Files written under temporary names that get their own names together, or none of them."""

    def __init__(self, *, force: bool) -> None:
        self.force = force
        self.pending: list[_Pending] = []
        self.folders: list[Path] = []
        self._folder = Path()

    def create(self, path: Path) -> BinaryIO:
        final = Path(os.path.realpath(path)) if self.force and path.is_symlink() else path
        if final.is_dir():
            raise UnwritableError(REASONS[errno.EISDIR][0], file=str(path), advice=REASONS[errno.EISDIR][1])
        if not self.force and os.path.lexists(final):
            raise UnwritableError("exists already", file=str(path), advice=KEEP_ADVICE)
        with told(path):
            self._make_folders(final.parent)
            if final.parent != self._folder:
                self._folder = final.parent
            token = secrets.token_hex(6)
            temporary = final.with_name(f".{token}.part")
            try:
                stream = descriptor_stream(_disk.create(temporary), path)
            except BaseException:
                _remove(temporary)
                raise
            if self.pending and (last := self.pending[-1]).stream is not None and last.stream.closed:
                last.stream = None
            self.pending.append(_Pending(self._folder, token, final.name, stream))
        return stream

    def appear(self) -> None:
        """Give all files their names; on any fault take the names back and put back what they replaced."""
        with contextlib.ExitStack() as undo:
            undo.callback(self.discard)
            for file in self.pending:
                file.close()
            # What is put so far, each with what it replaced; the last is taken back first.
            put: list[tuple[_Pending, Path | None]] = []
            undo.callback(_undo, put)
            for file in self.pending:
                with told(file.final):
                    self._put(file, put)
            for folder in sorted({file.folder for file in self.pending} | {f.parent for f in self.folders}):
                with told(folder):
                    _disk.sync_folder(folder)
            undo.pop_all()
        for _, kept in put:
            if kept is not None:
                _remove(kept)
        self.pending.clear()

    def _put(self, file: _Pending, put: list[tuple[_Pending, Path | None]]) -> None:
        if not self.force:
            put.append((file, None))
            _disk.name_if_free(file.temporary, file.final)
            return
        if not file.final.exists():
            put.append((file, None))
        else:
            with contextlib.suppress(OSError):
                file.temporary.chmod(stat.S_IMODE(file.final.stat().st_mode))
            if len(self.pending) > 1:
                kept = file.final.with_name(f".{secrets.token_hex(6)}.kept")
                put.append((file, kept))
                _disk.keep(file.final, kept)
        _disk.rename(file.temporary, file.final)

    def discard(self) -> None:
        """Remove every temporary file, and every folder made for them that is empty."""
        for file in self.pending:
            with contextlib.suppress(OSError, UnwritableError, ValueError):
                file.close()
            _remove(file.temporary)
        self.pending.clear()
        for folder in reversed(self.folders):
            with contextlib.suppress(OSError):
                folder.rmdir()
        self.folders.clear()

    def ignores_case(self) -> bool:
        """Whether the disk takes ``a`` and ``A`` for one name, seen on a temporary file of ours."""
        part = self.pending[-1].temporary
        return os.path.lexists(part.with_name(part.name.swapcase()))

    def _make_folders(self, folder: Path) -> None:
        missing = []
        while not folder.exists():
            missing.append(folder)
            folder = folder.parent
        for each in reversed(missing):
            with contextlib.suppress(FileExistsError):
                _disk.make_folder(each)
                self.folders.append(each)


class OutputFolder:
    """A folder whose files appear together when the ``with`` block ends well, and not at all otherwise.

    ``open(name)`` gives a binary file; ``name`` is relative, of one part or of two (``persons/p1.json``).
    Close each file when it is written (``with``), or leave it to the block's end. Without ``force``, ``open``
    raises :class:`~tei_tools.errors.UnwritableError` for a name that exists. The folder is made when first
    needed.
    """

    def __init__(self, path: Path | str, *, force: bool = False) -> None:
        self.path = Path(path)
        self.force = force
        self._files = _Files(force=force)
        self._names: dict[str, str] = {}

    def open(self, name: str) -> BinaryIO:
        """A new binary file that will be called ``name``; a name may be opened once."""
        parts = name.split("/")
        if len(parts) > 2 or not all(map(is_safe, parts)):
            raise UnwritableError(f"{name!r} is not a name for an output", advice="make it with safe_name()")
        folded = name.casefold()
        twin = self._names.get(folded)
        if twin is not None and (twin == name or self._files.ignores_case()):
            raise UnwritableError(
                f"two outputs have the name {name!r}",
                file=str(self.path),
                advice="rename one of their inputs, or write them into different folders",
            )
        self._names[name if folded == name else folded] = name
        return self._files.create(self.path.joinpath(*parts))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: object, trace: TracebackType | None) -> None:
        if kind is None:
            self._files.appear()
        else:
            self._files.discard()


class OutputFile:
    """One named file as an :class:`Output`: whatever name an exporter opens, ``path`` is what appears.

    A device or a pipe is written to as it is. A second ``open`` raises
    :class:`~tei_tools.errors.UnwritableError`, as more than one file needs a folder.
    """

    def __init__(self, path: Path | str, *, force: bool = False) -> None:
        self.path = Path(path)
        self._files = _Files(force=force)
        self._opened = False

    def open(self, name: str) -> BinaryIO:
        """The file; ``name`` is only used in the message when it is the second."""
        if self._opened:
            raise UnwritableError(
                f"there is more than one file to write ({name!r} too)",
                file=str(self.path),
                advice="name a folder with -o FOLDER/",
            )
        self._opened = True
        if _is_device(self.path):
            with told(self.path):
                return descriptor_stream(
                    os.open(self.path, os.O_WRONLY | getattr(os, "O_BINARY", 0)), self.path
                )
        return self._files.create(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: object, trace: TracebackType | None) -> None:
        if kind is None:
            self._files.appear()
        else:
            self._files.discard()


class StandardOutput:
    """Standard output as an :class:`Output`: the one file is streamed there as it is written.

    A reader that goes away (``| head``) raises :class:`BrokenPipeError`, which the command line ends quietly
    on; any other fault is an :class:`~tei_tools.errors.UnwritableError`.
    """

    def __init__(self) -> None:
        self._opened = False

    def open(self, name: str) -> BinaryIO:
        """The stream; a second ``open`` raises :class:`~tei_tools.errors.UnwritableError`."""
        if self._opened:
            raise UnwritableError(
                f"there is more than one file to write ({name!r} too), and standard output takes one",
                advice="name a folder with -o FOLDER/",
            )
        self._opened = True
        sys.stdout.flush()
        return standard_stream()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: object, trace: TracebackType | None) -> None:
        if kind is None:
            with told(Path("standard output")):
                sys.stdout.flush()


def _is_device(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


def _take_back(file: _Pending) -> None:
    """Remove the file under its final name if it is ours."""
    with contextlib.suppress(OSError):
        if not file.temporary.exists() or file.temporary.samefile(file.final):
            file.final.unlink()


def _undo(put: list[tuple[_Pending, Path | None]]) -> None:
    for file, kept in reversed(put):
        if kept is None:
            _take_back(file)
        else:
            _put_back(kept, file.final)


def _put_back(kept: Path, final: Path) -> None:
    with contextlib.suppress(OSError):
        kept.replace(final)
    _remove(kept)

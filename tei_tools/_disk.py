"""The calls that change a disk, each a function of its own: :mod:`tei_tools.writing` makes no other.

They raise :class:`OSError`; :func:`told` makes it an :class:`~tei_tools.errors.UnwritableError` in words. A
test that stops the program at each of them replaces them here.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from tei_tools.errors import UnwritableError

KEEP_ADVICE = "use --force to replace it"

# What the usual causes are called; errno names as in POSIX.1-2017, 2.3.
REASONS = {
    errno.ENOSPC: ("the disk is full", "make room or choose another folder with -o"),
    errno.EDQUOT: ("the disk quota is used up", "make room or choose another folder with -o"),
    errno.EFBIG: ("the file would be larger than the system allows", "choose another folder with -o"),
    errno.EACCES: ("no permission to write here", "choose another folder with -o"),
    errno.EPERM: ("no permission to write here", "choose another folder with -o"),
    errno.EROFS: ("the disk is read-only", "choose another folder with -o"),
    errno.ENAMETOOLONG: ("the name is too long for this system", "choose a shorter one"),
    errno.ENOTDIR: ("a part of this path is a file, not a folder", "choose another folder with -o"),
    errno.EISDIR: ("this is a folder", "name a file in it"),
    errno.EEXIST: ("exists already", KEEP_ADVICE),
}


def make_folder(folder: Path) -> None:
    folder.mkdir()


def create(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)


def write(descriptor: int, content: bytes) -> int:
    return os.write(descriptor, content)


def sync(descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    except OSError as fault:
        if fault.errno not in (errno.EINVAL, errno.ENOTSUP):  # a device, or a file system that can't sync
            raise


def sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        sync(descriptor)
    finally:
        os.close(descriptor)


def rename(temporary: Path, final: Path) -> None:
    temporary.replace(final)


def keep(final: Path, kept: Path) -> None:
    try:
        kept.hardlink_to(final)
    except OSError:
        final.rename(kept)


def name_if_free(temporary: Path, final: Path) -> None:
    """Name the file, unless the name is taken: then :class:`FileExistsError`."""
    if os.name == "nt":
        temporary.rename(final)
        return
    try:
        final.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # no hard links on this file system: take the name first, then fill it
        os.close(create(final))
        try:
            temporary.replace(final)
        except BaseException:
            final.unlink(missing_ok=True)
            raise
        return
    temporary.unlink()


class _Descriptor(io.RawIOBase):
    """A descriptor whose faults are told with the output's name; it is synced before it is closed."""

    def __init__(self, descriptor: int, path: Path) -> None:
        self._descriptor = descriptor
        self._path = path

    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int:
        with told(self._path):
            return write(self._descriptor, cast(bytes, content))

    def close(self) -> None:
        if self.closed:
            return
        super().close()
        with told(self._path):
            try:
                sync(self._descriptor)
            finally:
                os.close(self._descriptor)


class _Standard(io.RawIOBase):
    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int:
        with told(Path("standard output")):
            return sys.stdout.buffer.write(cast(bytes, content))

    def close(self) -> None:
        if not self.closed:
            super().close()
            with told(Path("standard output")):
                sys.stdout.buffer.flush()


def descriptor_stream(descriptor: int, path: Path) -> BinaryIO:
    """A buffered stream to ``descriptor``, synced before it is closed; its faults name ``path``."""
    return cast(BinaryIO, io.BufferedWriter(_Descriptor(descriptor, path), 1 << 16))


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Faults of the system inside the block as :class:`UnwritableError`, in words."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as fault:
        what, advice = REASONS.get(fault.errno or 0, (fault.strerror or str(fault), None))
        raise UnwritableError(what, file=_printable(path), advice=advice) from fault


def standard_stream() -> BinaryIO:
    """Standard output as a stream of its own; closing it leaves the real one open."""
    return cast(BinaryIO, io.BufferedWriter(_Standard(), 1 << 16))


def _printable(path: Path) -> str:
    return os.fsencode(path).decode("utf-8", "backslashreplace")

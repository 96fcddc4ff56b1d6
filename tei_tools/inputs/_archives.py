"""The files in zip and tar archives, and the bounds within which they are opened."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import BinaryIO, cast

from tei_tools.errors import UnreadableError
from tei_tools.inputs import Input, unreadable

# XML of real collections packs at most some 30 to 1; deflate can do 1,032 to 1 and a bomb comes near that.
MOST_PACKED = 250
# Below this many bytes unpacked no ratio is looked at: short repetitive files do no harm.
HARMLESS = 100_000_000

_DAMAGED = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    OSError,
)


def members(path: str, shown: str, suffixes: tuple[str, ...]) -> Iterator[Input]:
    """The files in the archive ``path``, called ``shown/inner.xml``; none is unpacked yet.

    A damaged archive gives what is before the damage and then one input whose reading raises.
    """
    try:
        if path.lower().endswith(".zip"):
            yield from _zip_members(path, shown, suffixes)
        else:
            yield from _tar_members(path, shown, suffixes)
    except UnreadableError as fault:
        yield unreadable(shown, fault.what)
    except _DAMAGED as fault:
        yield unreadable(shown, f"the archive is damaged or of another kind ({_words(fault)})")


def _zip_members(path: str, shown: str, suffixes: tuple[str, ...]) -> Iterator[Input]:
    archive = _Zip(path)
    found = [(_zip_name(member), member) for member in archive.file.infolist() if not member.is_dir()]
    for name, member in sorted(found, key=lambda pair: (pair[0], pair[1].header_offset)):
        if not _wanted(name, suffixes):
            continue
        whole = f"{shown}/{_clean(name)}"
        if member.file_size > HARMLESS and member.file_size > MOST_PACKED * member.compress_size:
            yield unreadable(whole, "unpacks to so many times its size that it looks like a zip bomb")
        else:
            yield Input(whole, member.file_size, partial(_open, partial(archive.open, member), whole))


def _tar_members(path: str, shown: str, suffixes: tuple[str, ...]) -> Iterator[Input]:
    archive = _Tar(path)
    while (member := archive.next()) is not None:
        if member.isfile() and _wanted(member.name, suffixes):
            whole = f"{shown}/{_clean(member.name)}"
            yield Input(whole, member.size, partial(_open, partial(archive.open, member), whole))


class _Zip:
    """A zip archive that stays open while one of its inputs is about, and opens again in another process."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.file = zipfile.ZipFile(path)
        self.process = os.getpid()

    def open(self, member: zipfile.ZipInfo) -> BinaryIO:
        if self.process != os.getpid():
            self.__init__(self.path)  # type: ignore[misc]
        return cast(BinaryIO, self.file.open(member))

    def __reduce__(self) -> tuple[object, ...]:
        return (_opened, (self.path,))


@lru_cache(maxsize=4)
def _opened(path: str) -> _Zip:
    """The archive in another process: opened once for all of its members that come there."""
    return _Zip(path)


class _Tar:
    """A tar archive, read on as its members are asked for."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.process = os.getpid()
        stream = _unpacked(path)
        self.file = tarfile.TarFile(fileobj=cast(BinaryIO, stream), errors="surrogateescape")

    def next(self) -> tarfile.TarInfo | None:
        member = self.file.next()
        self.file.members.clear()  # type: ignore[attr-defined]  # or the memory would grow with the archive
        return member

    def open(self, member: tarfile.TarInfo) -> BinaryIO:
        if self.process != os.getpid():
            self.__init__(self.path)  # type: ignore[misc]
        stream = self.file.extractfile(member)
        assert stream is not None  # only regular files become inputs
        return cast(BinaryIO, stream)

    def __reduce__(self) -> tuple[object, ...]:
        return (_Tar, (self.path,))


def _unpacked(path: str) -> _Bounded:
    lower = path.lower()
    opener: Callable[..., object]
    if lower.endswith((".gz", ".tgz")):
        opener = gzip.open
    elif lower.endswith(("bz2",)):
        opener = bz2.open
    elif lower.endswith(("xz",)):
        opener = lzma.open
    else:
        opener = open
    stream = cast(BinaryIO, opener(path, "rb"))
    if opener is open:
        return _Bounded(stream, Path(path).stat().st_size, path)
    return _Bounded(stream, max(HARMLESS, MOST_PACKED * Path(path).stat().st_size), path)


class _Bounded(io.RawIOBase):
    """A stream that may not be read past ``limit`` bytes."""

    def __init__(self, stream: BinaryIO, limit: int, name: str) -> None:
        self._stream = stream
        self._limit = limit
        self._name = name

    def read(self, size: int = -1) -> bytes:
        self._within(self._stream.tell() + max(size, 0))
        return self._stream.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        if whence == 0:
            self._within(offset)
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        self._stream.close()
        super().close()

    def _within(self, position: int) -> None:
        # tarfile reads ahead by a record or two at the end
        if position > self._limit + 4 * tarfile.RECORDSIZE:
            raise UnreadableError(
                "unpacks to so many times its size that it looks like a bomb", file=self._name
            )


def _open(opener: Callable[[], BinaryIO], name: str) -> BinaryIO:
    try:
        return cast(BinaryIO, _Member(opener(), name))
    except _DAMAGED as fault:
        raise UnreadableError(_words(fault), file=name) from fault


class _Member(io.RawIOBase):
    """A file in an archive whose faults are told with its own name."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream = stream
        self._name = name

    def read(self, size: int = -1) -> bytes:
        try:
            return self._stream.read(size)
        except _DAMAGED as fault:
            raise UnreadableError(_words(fault), file=self._name) from fault

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._stream.close()
        super().close()


def _words(fault: BaseException) -> str:
    said = str(fault)
    if "password" in said or "encrypted" in said:
        return "is encrypted; unpack it first"
    return f"damaged in its archive: {said}" if said else "damaged in its archive"


def _zip_name(member: zipfile.ZipInfo) -> str:
    """The member's name; where no flag says that it is UTF-8, it is nevertheless if it can be (PKWARE
    APPNOTE, D).
    """
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _wanted(name: str, suffixes: tuple[str, ...]) -> bool:
    parts = _parts(name)
    if not parts or any(part.startswith(".") or part == "__MACOSX" for part in parts):
        return False
    return not suffixes or parts[-1].lower().endswith(suffixes)


def _clean(name: str) -> str:
    """The name without anything that leads out of the archive's own folder, and printable."""
    return os.fsencode("/".join(_parts(name))).decode("utf-8", "backslashreplace")


def _parts(name: str) -> list[str]:
    return [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]

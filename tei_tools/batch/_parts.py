"""Files that are written now and named later: the parts of an output folder.

A worker writes what it makes under a temporary name into one folder of parts, and syncs it; the run gives the
parts their names, syncs the folders, and only then writes down that the step is done. Parts that a killed run
left are removed by the next. All of it goes through :mod:`tei_tools.writing`'s own calls on the disk.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from tei_tools import _disk
from tei_tools._disk import KEEP_ADVICE, told
from tei_tools.batch import Made
from tei_tools.errors import UnwritableError

__all__ = ["FOLDER", "Namer", "Parts"]

FOLDER = ".parts"
_BLOCK = 1 << 20
_TEMPORARY = re.compile(r"\.[0-9a-f]{12}\.(?:part|kept)")


class Parts:
    """The parts that one worker writes; ``output`` is the output folder."""

    def __init__(self, output: Path) -> None:
        self.folder = output / FOLDER
        self.output = output
        self._open: list[tuple[int, Path]] = []

    def write(self, paths: tuple[str, ...], content: bytes) -> Made:
        """Write ``content``, which is to have one of ``paths``; it is on the disk after :meth:`sync`."""
        digest = sha256(content).hexdigest()
        name = f"{secrets.token_hex(8)}.part"
        path = self.folder / name
        with told(self.output / paths[0]):
            descriptor = _disk.create(path)
            self._open.append((descriptor, path))
            rest = memoryview(content)
            while rest:
                rest = rest[_disk.write(descriptor, rest[:_BLOCK]) :]  # type: ignore[arg-type]
            mtime = os.fstat(descriptor).st_mtime_ns
        return Made(name, paths, digest, len(content), mtime)

    def sync(self) -> None:
        """Have everything that was written on the disk. On a fault nothing of it is left."""
        try:
            with told(self.folder):
                for descriptor, _ in self._open:
                    _disk.sync(descriptor)
        except BaseException:
            self.drop()
            raise
        for descriptor, _ in self._open:
            os.close(descriptor)
        self._open.clear()

    def drop(self) -> None:
        """Remove what was written since the last sync."""
        for descriptor, path in self._open:
            with contextlib.suppress(OSError):
                os.close(descriptor)
            with contextlib.suppress(OSError):
                path.unlink()
        self._open.clear()


class Namer:
    """Gives parts their names in the output folder."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.parts = output / FOLDER
        self._folders: set[Path] = set()
        self._known: set[Path] = set()

    def begin(self, collections: Iterable[str] = ()) -> None:
        """Make the folders that are missing; remove what a run that was killed left there, and in the
        folders of collections.
        """
        with told(self.output):
            self._make(self.parts)
            for path in self.parts.iterdir():
                path.unlink()
            _sweep(self.output, [])
            for name in collections:
                _sweep(
                    self.output / name, [path for path in (self.output / name).glob("*/") if path.is_dir()]
                )

    def still_there(self, ledger: Path) -> None:
        """Raise :class:`~tei_tools.errors.UnwritableError` where somebody took the output folder away."""
        if not (self.parts.is_dir() and ledger.is_file()):
            raise UnwritableError(
                "the output folder was taken away while the run wrote into it",
                file=str(self.output),
                advice="run the same again",
            )

    def end(self) -> None:
        """Remove the folder of parts, with what workers that were lost left in it."""
        with contextlib.suppress(OSError):
            for path in self.parts.iterdir():
                path.unlink()
            self.parts.rmdir()

    def put(self, made: Made, path: str, *, replace: bool) -> None:
        """Give ``made`` the name ``path``. A file that is there is kept without ``replace``, unless it has
        the same content.
        """
        final = self.output / path
        with told(final):
            self._make(final.parent)
            self._folders.add(final.parent)
            if replace:
                if final.is_dir():
                    raise IsADirectoryError(21, "is a folder")
                _disk.rename(self.parts / made.part, final)
                return
            try:
                _disk.name_if_free(self.parts / made.part, final)
            except FileExistsError:
                if not is_file_of(final, made.digest, made.size):
                    raise UnwritableError("exists already", file=str(final), advice=KEEP_ADVICE) from None
                _disk.rename(self.parts / made.part, final)

    def refuse_edited(self, path: str, made: Made, digest: str) -> None:
        """Raise :class:`~tei_tools.errors.UnwritableError` where somebody worked on a file since it was
        made: it is neither what the ledger says (``digest``) nor what would be put there.
        """
        final = self.output / path
        if not digest or not final.is_file():
            return
        size = final.stat().st_size
        if not is_file_of(final, digest, size) and not is_file_of(final, made.digest, made.size):
            raise UnwritableError(
                "was changed since it was made, and would be made anew",
                file=str(final),
                advice="use --force: what persons decided in it stays",
            )

    def drop(self, made: Iterable[Made]) -> None:
        """Remove parts that are not wanted."""
        for each in made:
            if each.part:
                with contextlib.suppress(OSError):
                    (self.parts / each.part).unlink()

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files that an input no longer makes."""
        for path in paths:
            with contextlib.suppress(OSError):
                (self.output / path).unlink()

    def sync(self) -> None:
        """Have the names on the disk."""
        for folder in sorted(self._folders):
            with told(folder):
                _disk.sync_folder(folder)
        self._folders.clear()

    def _make(self, folder: Path) -> None:
        if folder in self._known and folder.is_dir():
            return
        missing = []
        while not folder.is_dir():
            missing.append(folder)
            folder = folder.parent
        for each in reversed(missing):
            with contextlib.suppress(FileExistsError):
                _disk.make_folder(each)
            self._folders.add(each.parent)
        if len(self._known) > 10_000:
            self._known.clear()
        self._known.update(missing)


def _sweep(folder: Path, inner: list[Path]) -> None:
    """Remove the temporary files of :mod:`tei_tools.writing` in these folders."""
    for place in (folder, *inner):
        for path in place.glob(".*"):
            if _TEMPORARY.fullmatch(path.name):
                path.unlink()


def is_file_of(path: Path, digest: str, size: int) -> bool:
    """Whether a file has this content."""
    try:
        if path.stat().st_size != size:
            return False
        whole = sha256()
        with path.open("rb") as stream:
            while piece := stream.read(_BLOCK):
                whole.update(piece)
        return whole.hexdigest() == digest
    except OSError:
        return False

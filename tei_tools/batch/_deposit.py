"""A deposit of what a run made: a bag (RFC 8493, BagIt 1.0) with every output, and with the ledger as PREMIS.

Each file is held against its digest in the ledger while it is copied. The bag is made under a temporary name
and gets its own when it is whole.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tei_tools import _disk
from tei_tools._disk import KEEP_ADVICE, told
from tei_tools.errors import UnreadableError, UnwritableError

if TYPE_CHECKING:
    from tei_tools.batch._ledger import Ledger

__all__ = ["deposit"]

_BLOCK = 1 << 20


def deposit(ledger: Ledger, folder: Path, bag: Path, *, inputs: bool = False, date: str | None = None) -> int:
    """Make the bag; gives how many files its payload has.

    ``folder`` is the output folder, ``inputs`` takes the inputs along (``data/inputs``), ``date`` is the
    bagging date. Raises :class:`~tei_tools.errors.UnreadableError` where a file is not what the ledger says,
    and :class:`~tei_tools.errors.UnwritableError` where ``bag`` exists.
    """
    if os.path.lexists(bag):
        raise UnwritableError("exists already", file=str(bag), advice="name another place with -o")
    whole = bag.with_name(f".{secrets.token_hex(6)}.part")
    try:
        with told(bag):
            whole.mkdir(parents=True)
            made = _Bag(whole)
            for path, digest in _outputs(ledger):
                made.copy(folder / path, f"data/{path}", digest)
            if inputs:
                for name, stream, digest in _inputs(ledger, folder):
                    with stream:
                        made.put(f"data/inputs/{name}", _blocks(stream), digest, name)
            from tei_tools.batch._premis import premis

            made.put("data/premis.xml", premis(ledger, folder))
            number = len(made.files)
            _tags(made, date)
            made.sync()
            if os.path.lexists(bag):
                raise UnwritableError("exists already", file=str(bag), advice=KEEP_ADVICE)
            _disk.rename(whole, bag)
            _disk.sync_folder(bag.parent)
    except BaseException:
        shutil.rmtree(whole, ignore_errors=True)
        raise
    return number


def _outputs(ledger: Ledger) -> Iterator[tuple[str, str]]:
    query = (
        "SELECT path, outputs.digest FROM outputs JOIN inputs ON inputs.id = input "
        "WHERE inputs.state = 'done' UNION ALL SELECT path, digest FROM collections ORDER BY 1"
    )
    yield from ledger.rows(query)


def _inputs(ledger: Ledger, folder: Path) -> Iterator[tuple[str, BinaryIO, str]]:
    """The inputs by their place; where two have one, the second is told apart by its number."""
    from tei_tools.batch._reopening import Reopening

    taken: set[str] = set()
    again = Reopening(folder)
    query = "SELECT id, key, name, place, digest FROM inputs WHERE state = 'done' ORDER BY rank"
    for number, key, name, place, digest in ledger.rows(query):
        own = place if place.casefold() not in taken else f"{number}/{place}"
        taken.add(own.casefold())
        yield own, again.input(os.fsdecode(key), name).opener(), digest


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.read(_BLOCK):
        yield piece


class _Bag:
    """The files of a bag that is being made, each with its digest and size."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, tuple[str, int]] = {}
        self.folders = {folder}

    def copy(self, source: Path, name: str, digest: str) -> None:
        try:
            stream = source.open("rb")
        except OSError as fault:
            what = f"can't be read: {fault.strerror}"
            raise UnreadableError(what, file=str(source), advice="run the same again") from fault
        with stream:
            self.put(name, _blocks(stream), digest, str(source))

    def put(self, name: str, pieces: Iterable[bytes], digest: str = "", source: str = "") -> None:
        path = self.folder / name
        missing = [each for each in path.parents if not each.exists()]
        for each in reversed(missing):
            _disk.make_folder(each)
            self.folders.update((each, each.parent))
        found, size = sha256(), 0
        descriptor = _disk.create(path)
        try:
            for piece in pieces:
                found.update(piece)
                size += len(piece)
                rest = memoryview(piece)
                while rest:
                    rest = rest[_disk.write(descriptor, rest) :]  # type: ignore[arg-type]
            _disk.sync(descriptor)
        finally:
            os.close(descriptor)
        if digest and found.hexdigest() != digest:
            raise UnreadableError("is not what the ledger says", file=source, advice="run the same again")
        self.files[name] = (found.hexdigest(), size)

    def sync(self) -> None:
        for folder in sorted(self.folders):
            _disk.sync_folder(folder)


def _tags(bag: _Bag, date: str | None) -> None:
    """``bagit.txt``, ``bag-info.txt`` and the manifests (RFC 8493, 2.1.1 to 2.2.2)."""
    payload = dict(bag.files)
    size = sum(length for _, length in payload.values())
    about = [f"Payload-Oxum: {size}.{len(payload)}\n"]
    if date and len(date) == 10:
        about.append(f"Bagging-Date: {date}\n")
    bag.put("bagit.txt", [b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"])
    bag.put("bag-info.txt", ["".join(about).encode()])
    bag.put("manifest-sha256.txt", _manifest(payload))
    tags = {name: said for name, said in bag.files.items() if name not in payload}
    bag.put("tagmanifest-sha256.txt", _manifest(tags))


def _manifest(files: dict[str, tuple[str, int]]) -> Iterator[bytes]:
    for name, (digest, _) in sorted(files.items()):
        # RFC 8493, 2.1.3: these three are percent-encoded.
        written = name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
        yield f"{digest}  {written}\n".encode("utf-8", "surrogateescape")

"""What a plan's inputs are: one :class:`Found` after the other, with what tells whether it changed.

Folders are walked here (in the order of the inputs seam, with the size and times of each file, and however
many files a folder has, few in memory); all else goes through :mod:`tei_tools.inputs`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from tei_tools.batch._file_state import NOT_KNOWN, State, of, state_of
from tei_tools.batch._plan import is_address
from tei_tools.inputs import ARCHIVES, Input, below, file_input, find, read_bytes, shown, unreadable

if TYPE_CHECKING:
    from tei_tools.batch._plan import Plan

__all__ = ["HARVEST", "Found", "carried", "found"]

HARVEST = "oai-pmh"
"""What the records of a harvest stand below in a ledger: they are of no file of their own."""

# A folder with more entries than this is sorted on the disk.
_IN_MEMORY = 4_000


@dataclass(frozen=True, slots=True)
class Found:
    """An input: the bytes of its path from the ledger's folder (``key``), its name for messages, its place
    below the folder that was named, how it is opened, and its state. ``about`` is what a manifest says of
    it; ``is_portable`` that another process can open it.
    """

    key: bytes
    name: str
    place: str
    item: Input | None
    path: str
    stat: State
    about: tuple[tuple[str, str], ...] = ()
    is_portable: bool = False
    beside: str = ""  # what tells that a file beside it changed

    @property
    def rank(self) -> bytes:
        """What collections are ordered by: place and name, a folder's files together."""
        parts = self.place.count("/") + 1
        below = b"/".join(self.key.split(b"/")[-parts:])  # its bytes, where the place has what can be shown
        return below.replace(b"/", b"\0") + b"\0\0" + self.key

    def opened(self) -> Input:
        """The input, to read."""
        if self.item is not None:
            return self.item
        return file_input(self.path)


def found(plan: Plan) -> Iterator[Found]:
    """The inputs of a plan, in their order; one that two words name comes twice, with one key."""
    from tei_tools import api

    suffixes = plan.suffixes or (api.source_suffixes() if plan.encode else (".xml", ".tei"))
    base = os.path.abspath(plan.output)  # noqa: PTH100 (as bytes of any kind, and no link followed)
    skipped = os.path.realpath(plan.output)
    if plan.manifest is not None:
        from tei_tools.batch._manifest import rows

        for path, about in rows(plan.manifest):
            yield _file(path, str(plan.manifest.parent), base, about=about)
    for word in plan.words:
        yield from _of_word(word, suffixes, base, skipped)
    for folder in plan.oai_pmh:
        yield from _harvest(folder, base)


def _of_word(word: str, suffixes: tuple[str, ...], base: str, skipped: str) -> Iterator[Found]:
    if is_address(word):
        from tei_tools.batch._addresses import found_at

        yield from found_at(word, suffixes)
    elif os.path.isdir(word):  # noqa: PTH112
        start = len(os.path.join(word, ""))  # noqa: PTH118
        for each in _walk(word, suffixes, skipped):
            if isinstance(each, Input):
                yield _of_item(each, below(each.name, [shown(word)]), base)
            elif each[0].lower().endswith(ARCHIVES):
                yield from _archive(each[0], suffixes, base)
            else:
                # What `below` gives, without the cost of taking paths apart.
                yield _file(each[0], word, base, each[1], place=shown(each[0][start:]))
    elif os.path.isfile(word) and word.lower().endswith(ARCHIVES):  # noqa: PTH113
        yield from _archive(word, suffixes, base)
    elif word.startswith("@") and not os.path.lexists(word):
        from tei_tools.inputs._lists import lines

        for line in lines(word[1:]):
            if isinstance(line, Input):
                yield _of_item(line, line.name, base)
            else:
                yield from _of_word(line, suffixes, base, skipped)
    elif os.path.lexists(word):
        yield _file(word, "", base)
    else:
        for item in find([word], recursive=True, suffixes=suffixes):
            if item.path is not None:
                yield _file(os.fspath(item.path), "", base)
            else:
                yield _of_item(item, below(item.name, ()), base)


def _file(
    path: str,
    root: str,
    base: str,
    stat: State | None = None,
    about: tuple[tuple[str, str], ...] = (),
    place: str = "",
) -> Found:
    """A file of the disk; ``root`` is the folder that was named, empty where it was named itself."""
    name = shown(path)
    if stat is None:
        stat = state_of(path)
    # Not os.path.relpath: the folder's part of it is worked out once.
    folder, _, last = path.rpartition(os.sep)
    key = os.fsencode(os.path.join(_from_base(folder, base, path.startswith(os.sep)), last))  # noqa: PTH118
    place = place or below(name, [shown(root)] if root else ())
    return Found(key, name, place, None, path, stat, about)


@lru_cache(maxsize=1000)
def _from_base(folder: str, base: str, is_absolute: bool) -> str:
    whole = os.path.abspath(folder or (os.sep if is_absolute else "."))  # noqa: PTH100
    return os.path.relpath(whole, base)


def _archive(path: str, suffixes: tuple[str, ...], base: str) -> Iterator[Found]:
    """The members of an archive; one that did not change has members that did not."""
    from tei_tools.inputs._archives import members

    here = _file(path, "", base)
    for item in members(path, shown(path), suffixes):
        inner = item.name.removeprefix(shown(path))
        key = here.key + inner.encode("utf-8", "surrogateescape")
        place = below(item.name, ())
        stat = (item.size, *here.stat[1:]) if item.size is not None else NOT_KNOWN
        yield Found(
            key, item.name, place, item, "", stat, (), path.lower().endswith(".zip") and item.size is not None
        )


def _harvest(folder: str, base: str) -> Iterator[Found]:
    """The records of a harvest, whichever response has them, and the files that are no responses."""
    from tei_tools.batch._oai_pmh import Harvest

    inside = os.path.join(_from_base(folder, base, folder.startswith(os.sep)), HARVEST)  # noqa: PTH118
    for each in Harvest(folder).records():
        here = _file(each.file, folder, base)
        if each.item is None:
            yield here
        elif not each.place:
            yield replace(here, item=each.item)
        else:
            key = os.fsencode(os.path.join(inside, each.place))  # noqa: PTH118
            # One of a response that did not change did not.
            state = (each.item.size or 0, *here.stat[1:])
            yield Found(key, each.item.name, each.place, each.item, "", state)


def _of_item(item: Input, place: str, base: str) -> Found:
    return Found(item.name.encode("utf-8", "surrogateescape"), item.name, place, item, "", NOT_KNOWN)


def _walk(folder: str, suffixes: tuple[str, ...], skipped: str) -> Iterator[tuple[str, State] | Input]:
    """The files below a folder, sorted by the bytes of their names, each folder once; ``skipped`` is left
    out.

    The order is that of :mod:`tei_tools.inputs`.
    """
    wanted = (*suffixes, *ARCHIVES)
    seen: set[tuple[int, int]] = set()

    def inner(path: str) -> Iterator[tuple[str, State] | Input]:
        try:
            status = os.stat(path)  # noqa: PTH116
            if (status.st_dev, status.st_ino) in seen or os.path.realpath(path) == skipped:
                return
            seen.add((status.st_dev, status.st_ino))
            entries = _sorted_entries(path, wanted)
            for name, is_folder, *state in entries:
                whole = os.path.join(path, name)  # noqa: PTH118
                if is_folder:
                    yield from inner(whole)
                else:
                    yield whole, cast(State, tuple(state))
        except OSError as fault:
            yield unreadable(shown(path), f"the folder can't be read: {fault.strerror}")
        except RecursionError:
            yield unreadable(shown(path), "the folders are nested too deep")

    yield from inner(folder)


_Entry = tuple[str, bool, int, int, int, int]


def _sorted_entries(path: str, wanted: tuple[str, ...]) -> Iterable[_Entry]:
    """The entries of a folder in the order of their names' bytes."""
    few: list[_Entry] = []
    many: sqlite3.Connection | None = None
    with os.scandir(path) as entries:
        for entry in entries:
            described = _described(entry, wanted)
            if described is None:
                continue
            few.append(described)
            if len(few) >= _IN_MEMORY:
                if many is None:
                    many = sqlite3.connect(
                        "", isolation_level=None
                    )  # a file of SQLite's own, gone at its close
                    many.execute("PRAGMA cache_size=-1000")
                    many.execute("CREATE TABLE entries (name BLOB PRIMARY KEY, f, s, m, c, i) WITHOUT ROWID")
                _put(many, few)
    if many is None:
        few.sort(key=lambda entry: os.fsencode(entry[0]))
        return few
    _put(many, few)
    return _from_disk(many)


def _put(many: sqlite3.Connection, few: list[_Entry]) -> None:
    many.execute("BEGIN")
    many.executemany(
        "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)", ((os.fsencode(name), *rest) for name, *rest in few)
    )
    many.execute("COMMIT")
    few.clear()


def _from_disk(many: sqlite3.Connection) -> Iterator[_Entry]:
    try:
        for name, *rest in many.execute("SELECT * FROM entries ORDER BY name"):
            yield (os.fsdecode(name), bool(rest[0]), *rest[1:])
    finally:
        many.close()


def _described(entry: os.DirEntry[str], wanted: tuple[str, ...]) -> _Entry | None:
    """An entry that is looked at: a folder, or a file with one of the endings."""
    name = entry.name
    if name.startswith("."):
        return None
    try:
        if entry.is_dir():
            return name, True, 0, 0, 0, 0
        if not name.lower().endswith(wanted):
            return None
        if not entry.is_file():
            # A link that leads nowhere or round in a circle is told; a pipe or a device is not for us.
            return (name, False, *NOT_KNOWN) if entry.is_symlink() else None
        return name, False, *of(entry.stat())
    except OSError:
        return (name, False, *NOT_KNOWN) if name.lower().endswith(wanted) else None


def carried(item: Input, limit: int) -> Input:
    """The input with its bytes, for another process: what stands in a tar archive is read in its order."""
    import io
    from functools import partial

    data = read_bytes(item, limit, allow_empty=True)
    return Input(item.name, len(data), partial(io.BytesIO, data), None)

"""What is made of all documents together, from the ledger: the same after any interruption.

Documents stand in the order of their places, whatever the order in which they were done. CSV is joined from
the pieces that each document left; other formats, the graph and the register read the documents again, each
held against the digest that the ledger has. Nothing is made again where nothing changed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from tei_tools import rooms
from tei_tools.batch._file_state import state_of
from tei_tools.batch._fingerprints import file_digest, format_depends
from tei_tools.batch._formats import is_by_document, options_of
from tei_tools.batch._parts import is_file_of
from tei_tools.errors import TeiToolsError
from tei_tools.inputs import Input

if TYPE_CHECKING:
    from tei_tools.batch._ledger import Ledger
    from tei_tools.batch._plan import Plan
    from tei_tools.batch._reopening import Reopening
    from tei_tools.exporters import Options
    from tei_tools.records import Record
    from tei_tools.writing import Output

__all__ = ["documents", "make", "records"]


def make(ledger: Ledger, plan: Plan, output: Path) -> Iterator[tuple[str, TeiToolsError | None]]:
    """Make each collection of the plan; gives the name of each that was made, and what was wrong with it."""
    from tei_tools.batch._contested import settle

    settle(ledger, output)
    for name, do in _wanted(ledger, plan, output).items():
        state = _state(ledger, plan, name)
        if ledger.about(f"collection {name}") == state and _stand(ledger, output, name):
            continue
        try:
            if _make(ledger, output, name, do, force=plan.force, state=state):
                yield name, None
        except TeiToolsError as fault:
            if fault.exit_code == 4 and "full" in fault.what:
                raise
            yield name, fault


def _wanted(ledger: Ledger, plan: Plan, output: Path) -> dict[str, Callable[[Output], None]]:
    options = options_of(plan)
    found: dict[str, Callable[[Output], None]] = {}
    for name in plan.formats:
        if name == "csv":
            found[name] = lambda folder: _tables(ledger, folder, options)
        elif not is_by_document(name):
            found[name] = _exporting(ledger, plan, output, name, options)
    if "graph" in plan.collection:
        found["graph"] = _graph(ledger, plan, output, options)
    if "register" in plan.collection:
        found["register"] = lambda folder: _register(ledger, plan, output, folder)
    if "report" in plan.collection:
        from tei_tools.batch._report import report

        found["report"] = lambda folder: _put(folder, "report.json", report(ledger))
    return found


def _make(
    ledger: Ledger, output: Path, name: str, do: Callable[[Output], None], *, force: bool, state: str
) -> bool:
    """Make one collection in a folder of its name; its files appear together. Gives whether it has any."""
    from tei_tools.writing import OutputFolder

    known = [path for (path,) in ledger.rows("SELECT path FROM collections WHERE name=?", (name,))]
    is_ours = bool(known) or bool(ledger.about(f"collection {name}"))
    if not ledger.one("SELECT count(*) FROM inputs WHERE state='done'")[0] and not known:
        return False
    if not is_ours and not force:
        _refuse_others(output / name, do)
    # From here on what stands in the folder may be ours, whatever stops us.
    with ledger.change():
        ledger.say(f"collection {name}", "begun")
    with OutputFolder(output / name, force=True) as folder:
        digested = _Digested(folder)
        do(digested)
    rows = [
        (name, f"{name}/{file}", digest, size, state_of(output / name / file)[1])
        for file, (digest, size) in sorted(digested.files.items())
    ]
    left = set(known) - {row[1] for row in rows}
    with ledger.change() as db:
        db.execute("DELETE FROM collections WHERE name=?", (name,))
        db.executemany("INSERT INTO collections VALUES (?,?,?,?,?)", rows)
        ledger.say(f"collection {name}", state)
    for path in left:
        (output / path).unlink(missing_ok=True)
    return True


def _refuse_others(folder: Path, do: Callable[[Output], None]) -> None:
    """Raise where a file would be replaced that is none of ours: not even the very same (a ledger may be
    lost).
    """
    from tei_tools._disk import KEEP_ADVICE
    from tei_tools.errors import UnwritableError

    if not folder.is_dir() or not any(folder.iterdir()):
        return
    tried = _Digested(_Nowhere())
    do(tried)
    for name, (digest, size) in sorted(tried.files.items()):
        if (folder / name).exists() and not is_file_of(folder / name, digest, size):
            raise UnwritableError("exists already", file=str(folder / name), advice=KEEP_ADVICE)


class _Nowhere:
    """An output that keeps nothing."""

    def open(self, name: str) -> BinaryIO:
        return Path(os.devnull).open("wb")


def _state(ledger: Ledger, plan: Plan, name: str) -> str:
    """What a collection is of: how many changes the ledger has had, and the means by which it is made."""
    decided = file_digest(Path(plan.output) / "register-decisions.csv") if name == "register" else ""
    means = json.dumps([format_depends(plan, name), plan.reading, plan.encode, decided], sort_keys=True)
    return f"{ledger.about('changes')} {sha256(means.encode()).hexdigest()[:16]}"


def _stand(ledger: Ledger, output: Path, name: str) -> bool:
    """Whether the files of a collection are what was made: one whose time is another is read."""
    query = "SELECT path, digest, size, mtime FROM collections WHERE name=?"
    for path, digest, size, mtime in ledger.rows(query, (name,)):
        state = state_of(output / path)
        if state[0] != size:
            return False
        if mtime not in (0, state[1]) and not is_file_of(output / path, digest, size):
            return False
    return True


class _Digested:
    """An output whose files are digested as they are written."""

    def __init__(self, folder: Output) -> None:
        self.folder = folder
        self.files: dict[str, tuple[str, int]] = {}

    def open(self, name: str) -> BinaryIO:
        from typing import cast

        return cast("BinaryIO", _Stream(self.folder.open(name), name, self.files))


class _Stream:
    def __init__(self, stream: BinaryIO, name: str, files: dict[str, tuple[str, int]]) -> None:
        self._stream = stream
        self._name = name
        self._files = files
        self._whole = sha256()
        self._size = 0

    def write(self, content: bytes) -> int:
        self._whole.update(content)
        self._size += len(content)
        self._files[self._name] = (self._whole.hexdigest(), self._size)
        return self._stream.write(content)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __enter__(self) -> _Stream:
        return self

    def __exit__(self, *fault: object) -> None:
        self.close()

    def close(self) -> None:
        self._files.setdefault(self._name, (self._whole.hexdigest(), self._size))
        self._stream.close()


def _tables(ledger: Ledger, folder: Output, options: Options) -> None:
    """The CSV tables, from their pieces."""
    from tei_tools.batch._tables import join

    parts = [part for (part,) in ledger.rows("SELECT DISTINCT part FROM pieces")]

    def of(part: str) -> Iterator[bytes]:
        query = (
            "SELECT content FROM inputs JOIN pieces ON pieces.input = inputs.id "
            "WHERE inputs.state='done' AND part=? ORDER BY rank"
        )
        for (content,) in ledger.rows(query, (part,)):
            yield content

    alive = (
        "SELECT 1 FROM inputs JOIN pieces ON pieces.input = inputs.id WHERE state='done' AND part=? LIMIT 1"
    )
    join(((part, of(part)) for part in parts if ledger.one(alive, (part,))), folder, options)


def _exporting(
    ledger: Ledger, plan: Plan, output: Path, name: str, options: Options
) -> Callable[[Output], None]:
    return lambda folder: rooms.load("exporters", name).export(records(ledger, plan, output), folder, options)


def _graph(ledger: Ledger, plan: Plan, output: Path, options: Options) -> Callable[[Output], None]:
    from dataclasses import replace

    one = replace(options, one_file=True)
    return lambda folder: rooms.load("exporters", "nquads").export(records(ledger, plan, output), folder, one)


def _register(ledger: Ledger, plan: Plan, output: Path, folder: Output) -> None:
    from tei_tools.batch import _collected_register as collected
    from tei_tools.exporters._distinct import distinct

    # What may pass by itself is done by a later run: till then the batch is not whole.
    waiting = (
        "SELECT count(*) FROM inputs WHERE state='waiting' AND id NOT IN "
        "(SELECT input FROM steps WHERE cause IN ('taken', 'exists', 'usage'))"
    )
    before = collected.known(output / "register")
    decided = collected.decisions(output / collected.DECISIONS)
    is_whole = not ledger.one(waiting)[0]
    found = distinct(records(ledger, plan, output), options_of(plan))
    for name, content in collected.files(found, before, decided, is_whole=is_whole):
        _put(folder, name, content)


def _put(folder: Output, name: str, content: bytes) -> None:
    with folder.open(name) as stream:
        stream.write(content)


def records(ledger: Ledger, plan: Plan, output: Path) -> Iterator[Record]:
    """The records of all documents that are done, in their order, read again."""
    from tei_tools.records import iter_read

    for item, place in documents(ledger, output, encoded=plan.encode):
        yield from iter_read(item, reading=plan.reading, name=place)


def documents(
    ledger: Ledger, output: Path, *, encoded: bool, only: int | None = None, again: Reopening | None = None
) -> Iterator[tuple[Input, str]]:
    """The TEI of all inputs that are done, in their order, each with its place: what the run made of them, or
    themselves; with ``only`` that of one input (``again`` then serves all that are asked for). One whose
    content is no longer what the ledger says raises :class:`~tei_tools.errors.UnreadableError`, so that a
    collection is never of other files than its rows.
    """
    from functools import partial

    from tei_tools.batch._reopening import Reopening, checked

    one = "" if only is None else f"AND inputs.id={only:d} "
    if encoded:
        query = (
            "SELECT path, outputs.digest FROM inputs JOIN outputs ON outputs.input = inputs.id "
            f"WHERE state='done' AND step='encode' {one}ORDER BY rank"
        )
        for path, digest in ledger.rows(query):
            whole = output / path
            opener = partial(checked, partial(whole.open, "rb"), digest, str(whole))
            yield Input(str(whole), None, opener, whole), path.partition("/")[2]
        return
    query = f"SELECT key, name, place, digest FROM inputs WHERE state='done' {one}ORDER BY rank"
    again = again or Reopening(output)
    for key, name, place, digest in ledger.rows(query):
        item = again.input(os.fsdecode(key), name)
        yield Input(name, None, partial(checked, item.opener, digest, name), item.path), place

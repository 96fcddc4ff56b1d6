"""What was found, held against the ledger: what is new or changed becomes a task, the rest is skipped.

Each chunk is one transaction, before any of its tasks is given away: an input whose files may be on the disk
although no row says that they are done was begun by a row of its own.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from tei_tools.batch import Known, Task
from tei_tools.batch._discovery import Found, carried
from tei_tools.batch._file_state import State, is_known, settled
from tei_tools.batch._plan import is_address
from tei_tools.decisions import SUFFIX
from tei_tools.errors import TeiToolsError
from tei_tools.inputs import Input, unreadable

if TYPE_CHECKING:
    import sqlite3

    from tei_tools.batch._ledger import Ledger
    from tei_tools.batch._plan import Plan
    from tei_tools.batch._run import Summary

__all__ = ["Registering"]

_Output = tuple[str, str, int, int, str]
_Row = tuple[int, State, str, str, str, int, str | None, str, int]


class Registering:
    """Found inputs → tasks, with the ledger told first."""

    def __init__(
        self,
        ledger: Ledger,
        plan: Plan,
        run: int,
        fingerprint: str,
        summary: Summary,
        tell: Callable[[str, dict[str, Any]], None],
    ) -> None:
        self.ledger = ledger
        self.plan = plan
        self.run = run
        self.fingerprint = fingerprint
        self.summary = summary
        self.tell = tell
        # A bit for each input of the ledger that this run has seen.
        self.seen = bytearray()
        # The names of inputs that are tasks now.
        self.names: dict[int, str] = {}

    def tasks(self, chunk: list[Found]) -> Iterator[Task]:
        """The tasks of a chunk."""
        unique: dict[bytes, Found] = {}
        for each in chunk:
            unique.setdefault(each.key, each)
        rows = self._rows(list(unique))
        made = self._made([row[0] for row in rows.values()])
        todo: list[tuple[Found, _Row | None]] = []
        for key, each in unique.items():
            row = rows.get(key)
            if row is not None and self._was_seen(row[0]):
                continue
            self.summary.inputs += 1
            each = self._with_decisions(each, row[6] if row is not None else "")
            if row is not None and self._is_settled(each, row, made.get(row[0], [])):
                self._see(row[0])
                self.summary.skipped += 1
                self.summary.code = max(self.summary.code, row[5])
                self.tell("skipped", {"name": each.name, "state": row[4]})
                continue
            todo.append((each, row))
        if not todo:
            return
        ready: list[tuple[Found, int, str]] = []
        with self.ledger.change() as db:
            for each, row in todo:
                number, target = self._begun(db, each, row)
                if number:
                    ready.append((each, number, target))
        known = self._known([number for _, number, _ in ready])
        for each, number, target in ready:
            self.names[number] = each.name
            item = self._portable(each)
            size = max(each.stat[0], item.size or 0, 0)
            yield Task(number, item, each.name, each.place, size, target, each.about, known.get(number, ()))

    def _with_decisions(self, each: Found, target: str | None) -> Found:
        """The input with what tells that decisions beside it, or beside its TEI, changed."""
        if not self.plan.encode:
            return each
        told = []
        beside = f"{os.fspath(self.plan.output)}/{target}" if target else ""
        for path in filter(None, (each.path, beside)):
            with contextlib.suppress(OSError):
                status = os.stat(os.path.splitext(path)[0] + SUFFIX)  # noqa: PTH116, PTH122
                told.append(f"{status.st_size} {status.st_mtime_ns}")
        return replace(each, beside=", ".join(told)) if told else each

    def gone(self) -> int:
        """Mark the inputs that are no longer there; gives how many that are."""
        base = os.fsencode(os.path.abspath(self.plan.output))  # noqa: PTH100
        roots = [
            os.fsencode(os.path.relpath(word, self.plan.output))
            for word in (*self.plan.words, *self.plan.oai_pmh)
            if _is_there(word)
        ]
        gone = []
        for number, key in self.ledger.rows("SELECT id, key FROM inputs WHERE state != 'gone'"):
            if self._was_seen(number) or is_address(os.fsdecode(key)):
                continue
            under = any(key == root or key.startswith(root + b"/") for root in roots)
            if under or not _exists(os.path.join(base, key)):  # noqa: PTH118
                gone.append(number)
        if gone:
            with self.ledger.change() as db:
                db.executemany(
                    "UPDATE inputs SET state='gone', plan='' WHERE id=?", [(number,) for number in gone]
                )
                db.execute("UPDATE about SET value = value + 1 WHERE key='changes'")
        return len(gone)

    def _rows(self, keys: list[bytes]) -> dict[bytes, _Row]:
        marks = ",".join("?" * len(keys))
        query = (
            "SELECT key, id, size, mtime, ctime, inode, plan, about, state, code, target, name, run "
            f"FROM inputs WHERE key IN ({marks})"
        )
        return {
            key: (number, (size, mtime, ctime, inode), plan, about, state, code, target, name, run or 0)
            for key, number, size, mtime, ctime, inode, plan, about, state, code, target, name, run in (
                self.ledger.rows(query, keys)
            )
        }

    def _made(self, numbers: list[int]) -> dict[int, list[_Output]]:
        """The outputs of inputs: (path, digest, size, mtime, step)."""
        found: dict[int, list[_Output]] = {}
        marks = ",".join("?" * len(numbers))
        query = f"SELECT input, path, digest, size, mtime, step FROM outputs WHERE input IN ({marks})"
        for number, *made in self.ledger.rows(query, numbers):
            found.setdefault(number, []).append(cast(_Output, tuple(made)))
        return found

    def _is_settled(self, each: Found, row: _Row, made: list[_Output]) -> bool:
        _, stat, plan, about, state, *_ = row
        if plan != self.fingerprint or stat != each.stat or about != _digest(each.about, each.beside):
            return False
        if state == "failed":
            return True
        if state != "done" or not is_known(stat):
            return False
        output = os.fspath(self.plan.output)
        for path, _, size, mtime, _ in made:
            try:
                status = os.stat(f"{output}/{path}")  # noqa: PTH116
                if status.st_size != size or mtime not in (0, status.st_mtime_ns):
                    return False
            except OSError:
                return False
        return True

    def _begun(self, db: sqlite3.Connection, each: Found, row: _Row | None) -> tuple[int, str]:
        """The row of an input that is begun now: its number, and the path of its TEI; 0 where it can't be
        begun.
        """
        target = self._target(each)
        about = _digest(each.about, each.beside)
        if row is None:
            cursor = db.execute(
                "INSERT INTO inputs (key, name, place, rank, size, mtime, ctime, inode, about, run) "
                "VALUES (?,?,?,?,?,?,?,?,?,?)",
                (each.key, each.name, each.place, each.rank, *settled(each.stat), about, -self.run),
            )
            number = int(cursor.lastrowid or 0)
        else:
            number = row[0]
            # A run that was stopped may have made files of it: that stays known until it is settled.
            begun = row[8] if row[8] < 0 else -self.run
            db.execute(
                "UPDATE inputs SET name=?, place=?, rank=?, size=?, mtime=?, ctime=?, inode=?, about=?, "
                "run=?, state='waiting', plan='' WHERE id=?",
                (each.name, each.place, each.rank, *settled(each.stat), about, begun, number),
            )
        self._see(number)
        if target:
            other = db.execute(
                "SELECT name FROM inputs WHERE target=? AND id!=? AND state!='gone'",
                (target.casefold(), number),
            ).fetchone()
            if other:
                self._taken(db, number, each, f"would be written over the output of {other[0]} ({target})")
                return 0, ""
            if self._is_itself(each, target):
                self._taken(db, number, each, "would be written over itself")
                return 0, ""
            db.execute("UPDATE inputs SET target=NULL WHERE target=? AND id!=?", (target.casefold(), number))
            db.execute("UPDATE inputs SET target=? WHERE id=?", (target.casefold(), number))
        return number, target

    def _taken(self, db: sqlite3.Connection, number: int, each: Found, message: str) -> None:
        from tei_tools.batch._causes import ADVICE
        from tei_tools.batch._ledger import now

        self.summary.waiting += 1
        self.summary.causes["taken"] += 1
        self.summary.code = max(self.summary.code, 4)
        db.execute(
            "INSERT OR REPLACE INTO steps VALUES (?,'encode','failed','','','{}',4,'taken',?,?,0,?,?)",
            (number, message, ADVICE["taken"], self.run, now()),
        )
        db.execute("UPDATE inputs SET code=4 WHERE id=?", (number,))
        self.tell("line", {"line": f"error: {each.name}: {message}; {ADVICE['taken']}"})

    def _target(self, each: Found) -> str:
        if not self.plan.encode:
            return ""
        from pathlib import PurePosixPath

        from tei_tools.writing import safe_name

        *above, last = PurePosixPath(each.place).parts or ("unnamed",)
        stem = PurePosixPath(last).stem or last
        parts = [safe_name(part) for part in above if part not in ("..", "/")]
        return "/".join(("tei", *parts, safe_name(f"{stem}.xml")))

    def _is_itself(self, each: Found, target: str) -> bool:
        if not each.path or each.key.startswith(b".."):
            return False
        path = Path(self.plan.output, target)
        return path.exists() and path.samefile(each.path)

    def _known(self, numbers: list[int]) -> dict[int, tuple[tuple[str, Known], ...]]:
        made = self._made(numbers)
        marks = ",".join("?" * len(numbers))
        query = (
            f"SELECT input, step, fingerprint, source FROM steps WHERE state='done' AND input IN ({marks})"
        )
        found: dict[int, list[tuple[str, Known]]] = {}
        for number, step, fingerprint, source in self.ledger.rows(query, numbers):
            outputs = tuple(each[:4] for each in made.get(number, ()) if each[4] == step)
            found.setdefault(number, []).append((step, Known(fingerprint, source, outputs)))
        return {number: tuple(each) for number, each in found.items()}

    def _portable(self, each: Found) -> Input:
        """The input as another process can open it: by its path, in a zip archive, or as its bytes."""
        item = each.opened()
        if each.item is None or item.path is not None or each.is_portable:
            return item
        try:
            return carried(item, self._limit())
        except TeiToolsError as fault:
            return unreadable(item.name, fault.what, fault.advice)

    def _limit(self) -> int:
        from tei_tools import api

        settings = self.plan.settings
        if self.plan.encode:
            return settings.encode.max_size or api.ENCODE_MAX_SIZE
        return settings.convert.max_size or api.READ_MAX_SIZE

    def _see(self, number: int) -> None:
        at, bit = divmod(number, 8)
        if at >= len(self.seen):
            self.seen.extend(bytes(at + 4096 - len(self.seen)))
        self.seen[at] |= 1 << bit

    def _was_seen(self, number: int) -> bool:
        at, bit = divmod(number, 8)
        return at < len(self.seen) and bool(self.seen[at] >> bit & 1)


def _digest(about: tuple[tuple[str, str], ...], beside: str) -> str:
    return sha256(repr((about, beside)).encode()).hexdigest()[:32] if about or beside else ""


def _is_there(word: str) -> bool:
    return not is_address(word) and os.path.lexists(word)


def _exists(path: bytes) -> bool:
    """Whether a file is there, or the archive that it is in."""
    if os.path.lexists(path):
        return True
    folder = os.path.dirname(path)  # noqa: PTH120
    while len(folder) > 1:
        if os.path.isfile(folder):  # noqa: PTH113
            return True
        if os.path.isdir(folder):  # noqa: PTH112
            return False
        folder = os.path.dirname(folder)  # noqa: PTH120
    return False

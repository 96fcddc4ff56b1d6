"""Outcomes → files under their names, and rows of the ledger that say so, in this order.

Outcomes are gathered and kept together: the parts get their names, the folders are synced, and one
transaction writes all rows. Stopped before it, the same work is done again and comes to the same files.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tei_tools.batch import Made, Outcome, Result
from tei_tools.batch._causes import ADVICE, cause_of
from tei_tools.batch._file_state import NOT_KNOWN
from tei_tools.batch._ledger import Ledger, now
from tei_tools.errors import UnwritableError

if TYPE_CHECKING:
    import sqlite3

    from tei_tools.batch._parts import Namer

__all__ = ["Keeper", "Kept"]

_MOST_OUTCOMES = 256
_MOST_SECONDS = 0.5
# Rows that are not a step's own but tell how its worker went.
_OF_WORKER = {"work", "write", "read"}


@dataclass(frozen=True, slots=True)
class Kept:
    """How an input stands after its outcome was kept: ``state`` is ``done``, ``failed`` or ``waiting``."""

    id: int
    state: str
    code: int
    results: tuple[Result, ...]
    lines: tuple[str, ...]


class Keeper:
    """Keeps outcomes; :meth:`flush` keeps what is still waiting. ``on_kept`` is told of each."""

    def __init__(
        self,
        ledger: Ledger,
        namer: Namer,
        *,
        run: int,
        plan: str,
        force: bool,
        on_kept: Callable[[Kept], None],
    ) -> None:
        self.ledger = ledger
        self.namer = namer
        self.run = run
        self.plan = plan
        self.force = force
        self.on_kept = on_kept
        self._waiting: list[Outcome] = []
        self._since = 0.0
        self.changes = 0
        self._gone: list[str] = []

    def add(self, outcome: Outcome) -> None:
        """Keep an outcome, now or with others soon."""
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting.append(outcome)
        # The first is kept at once, so that it is seen that the run is on its way.
        if len(self._waiting) >= _MOST_OUTCOMES or not self.changes or self.is_due():
            self.flush()

    def is_due(self) -> bool:
        """Whether what waits has waited long enough."""
        return bool(self._waiting) and time.monotonic() - self._since > _MOST_SECONDS

    def flush(self) -> None:
        """Keep what is waiting. Raises :class:`~tei_tools.errors.UnwritableError` where the disk is full."""
        outcomes, self._waiting = self._waiting, []
        if not outcomes:
            return
        self.namer.still_there(self.ledger.path)
        kept: list[Kept] = []
        names = _Names(self.ledger, self.run)
        for outcome in outcomes:
            results = tuple(self._named(outcome.id, result, names) for result in outcome.results)
            unnamed = [
                f"error: {named.message}; {named.advice}"
                for named, before in zip(results, outcome.results, strict=True)
                if named.state != before.state
            ]
            kept.append(_stands(outcome, results, (*outcome.lines, *unnamed)))
        self.namer.sync()
        with self.ledger.change() as db:
            before = self._before(db, [outcome.id for outcome in outcomes])
            for outcome, each in zip(outcomes, kept, strict=True):
                self._rows(db, outcome, each, before.get(outcome.id, set()))
            db.execute("UPDATE about SET value = value + 1 WHERE key='changes'")
        self.namer.remove(path for path in self._gone if names.owner(path) is None)
        self._gone.clear()
        self.changes += len(kept)
        for each in kept:
            self.on_kept(each)

    def _before(self, db: sqlite3.Connection, numbers: list[int]) -> dict[int, set[str]]:
        """The steps that inputs have rows of."""
        found: dict[int, set[str]] = {}
        marks = ",".join("?" * len(numbers))
        for number, step in db.execute(f"SELECT input, step FROM steps WHERE input IN ({marks})", numbers):
            found.setdefault(number, set()).add(step)
        return found

    def _named(self, number: int, result: Result, names: _Names) -> Result:
        """The result with its files under their names (``part`` is then the name); they are dropped where one
        can't have it.
        """
        if not result.made:
            return result
        given: list[Made] = []
        try:
            for made in result.made:
                path, is_ours = names.of(made, number, result.step)
                if made.part:
                    if result.step == "encode" and is_ours and not self.force:
                        self.namer.refuse_edited(path, made, names.digest(path))
                    self.namer.put(made, path, replace=self.force or is_ours)
                given.append(replace(made, part=path))
        except UnwritableError as fault:
            self.namer.drop(result.made)
            cause = cause_of(fault)
            if cause == "full":
                raise
            return replace(
                result, state="failed", made=(), tables=(), code=fault.exit_code, cause=cause,
                message=f"{fault.file}: {fault.what}", advice=fault.advice or ADVICE.get(cause, ""),
            )  # fmt: skip
        return replace(result, made=tuple(given))

    def _rows(self, db: sqlite3.Connection, outcome: Outcome, kept: Kept, before: set[str]) -> None:
        """Write the rows of one input; ``before`` are the steps that it has rows of."""
        at = now()
        done = [result for result in kept.results if result.state != "kept"]
        for result in done:
            if result.step in before:
                db.execute(
                    "INSERT INTO history (input, step, what, said, run, at) "
                    "SELECT input, step, state, message, run, at FROM steps WHERE input=? AND step=?",
                    (outcome.id, result.step),
                )
        db.executemany(
            "INSERT OR REPLACE INTO steps VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
            [
                (
                    outcome.id, result.step, result.state, result.fingerprint, result.source,
                    json.dumps(result.detail, ensure_ascii=False, sort_keys=True) if result.detail else "{}",
                    result.code, result.cause, result.message, result.advice, result.seconds, self.run, at,
                )
                for result in done
            ],
        )  # fmt: skip
        for result in kept.results:
            if result.state == "kept" and result.made:
                db.executemany(
                    "UPDATE outputs SET mtime=? WHERE folded=?",
                    [(made.mtime, made.part.casefold()) for made in result.made],
                )
        for result in done:
            if result.state == "done":
                self._outputs(db, outcome.id, result, result.step in before)
        # Every export of an input says the same of its documents.
        exported = (result.documents for result in done if result.state == "done")
        documents = next((each for each in exported if each is not None), None)
        if documents is not None:
            if before:
                db.execute("DELETE FROM documents WHERE input=?", (outcome.id,))
            db.executemany(
                "INSERT INTO documents VALUES (?,?,?,?,?)",
                [(outcome.id, at, *each) for at, each in enumerate(documents)],
            )
        steps = {result.step for result in kept.results}
        if before and not steps & _OF_WORKER:
            db.execute("DELETE FROM steps WHERE input=? AND step IN ('work', 'write', 'read')", (outcome.id,))
        code = kept.code
        if len(done) < len(kept.results):
            code = db.execute("SELECT max(code) FROM steps WHERE input=?", (outcome.id,)).fetchone()[0] or 0
        settled = self.plan if kept.state in ("done", "failed") else ""
        if outcome.digest and outcome.stat == NOT_KNOWN:
            # It is of no file of its own: what was found stands.
            db.execute(
                "UPDATE inputs SET digest=?, state=?, plan=?, code=?, run=?, attempts=attempts+1 WHERE id=?",
                (outcome.digest, kept.state, settled, code, self.run, outcome.id),
            )
        elif outcome.digest:
            db.execute(
                "UPDATE inputs SET digest=?, size=?, mtime=?, ctime=?, inode=?, state=?, plan=?, code=?, "
                "run=?, attempts=attempts+1 WHERE id=?",
                (outcome.digest, *outcome.stat, kept.state, settled, code, self.run, outcome.id),
            )
        else:
            db.execute(
                "UPDATE inputs SET state=?, plan=?, code=?, run=?, attempts=attempts+1 WHERE id=?",
                (kept.state, settled, code, self.run, outcome.id),
            )

    def _outputs(self, db: sqlite3.Connection, number: int, result: Result, is_again: bool) -> None:
        paths = {made.part for made in result.made}
        if is_again:
            query = "SELECT path FROM outputs WHERE input=? AND step=?"
            old = db.execute(query, (number, result.step)).fetchall()
            self._gone += [path for (path,) in old if path not in paths]
            db.execute("DELETE FROM outputs WHERE input=? AND step=?", (number, result.step))
        db.executemany(
            "INSERT INTO outputs VALUES (?,?,?,?,?,?,?,?,?)",
            [
                (number, result.step, made.part, made.part.casefold(), made.digest, made.size,
                 json.dumps(made.paths, ensure_ascii=False) if len(made.paths) > 1 else "",
                 int(made.part != made.paths[0]), made.mtime)
                for made in result.made
            ],
        )  # fmt: skip
        if result.step == "csv":
            if is_again:
                db.execute("DELETE FROM pieces WHERE input=?", (number,))
            db.executemany("INSERT INTO pieces VALUES (?,?,?)", [(number, *piece) for piece in result.tables])


class _Names:
    """Which input has which path, in the ledger and in what is being kept."""

    def __init__(self, ledger: Ledger, run: int) -> None:
        self.ledger = ledger
        self.run = run
        self.given: dict[str, tuple[int, str]] = {}

    def of(self, made: Made, number: int, step: str) -> tuple[str, bool]:
        """The path for a file, and whether what may stand there is ours to replace."""
        for path in made.paths:
            owner = self.owner(path)
            if owner is None or owner == (number, step):
                self.given[path.casefold()] = (number, step)
                return path, owner is not None or self._was_begun(number)
        path = f"{made.paths[-1]}.{number}"
        self.given[path.casefold()] = (number, step)
        return path, True

    def owner(self, path: str) -> tuple[int, str] | None:
        """The input and step that have a path."""
        folded = path.casefold()
        if folded in self.given:
            return self.given[folded]
        row = self.ledger.db.execute("SELECT input, step FROM outputs WHERE folded=?", (folded,)).fetchone()
        return (int(row[0]), str(row[1])) if row else None

    def digest(self, path: str) -> str:
        """What the ledger says that a run made of a file: empty where it says nothing, ``edited`` where
        somebody worked on it since.
        """
        query = (
            "SELECT CASE WHEN json_extract(detail, '$.edited') THEN 'edited' ELSE digest END FROM outputs "
            "JOIN steps ON steps.input = outputs.input AND steps.step = outputs.step WHERE folded=?"
        )
        row = self.ledger.db.execute(query, (path.casefold(),)).fetchone()
        return str(row[0]) if row else ""

    def _was_begun(self, number: int) -> bool:
        # An earlier run was at this input and was stopped: what stands there may be its.
        row = self.ledger.db.execute("SELECT run FROM inputs WHERE id=?", (number,)).fetchone()
        return bool(row and row[0] is not None and row[0] < 0 and -row[0] != self.run)


def _stands(outcome: Outcome, results: tuple[Result, ...], lines: tuple[str, ...]) -> Kept:
    """How an input stands: ``failed`` where a step did, ``waiting`` where that may pass."""
    from tei_tools.batch._causes import PASSING

    failed = [result for result in results if result.state == "failed"]
    code = max((result.code for result in results), default=0)
    state = "done"
    if failed:
        state = "waiting" if any(result.cause in PASSING for result in failed) else "failed"
    return Kept(outcome.id, state, code, results, lines)

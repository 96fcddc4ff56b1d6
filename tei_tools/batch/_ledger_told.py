"""What a ledger says: how a run stands, what happened to one file, whether the outputs are still what it
says.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tei_tools.batch._causes import ADVICE, PASSING
from tei_tools.batch._ledger import FILE, Ledger
from tei_tools.batch._lock import is_held
from tei_tools.batch._run import LOCK
from tei_tools.errors import UsageError

__all__ = ["Difference", "explain", "ledger_of", "retry", "status", "verify"]


@dataclass(frozen=True, slots=True)
class Difference:
    """An output that is not what the ledger says: ``missing``, ``changed`` or ``unreadable``."""

    path: str
    what: str


def ledger_of(place: Path) -> tuple[Ledger, Path]:
    """The ledger of an output folder, of a plan, or at its own path; with the output folder."""
    if place.suffix == ".toml" and place.is_file():
        from tei_tools.batch._plan import load

        place = Path(load(place).output)
    folder = place.parent if place.is_file() else place
    return Ledger(place if place.is_file() else place / FILE), folder


def status(ledger: Ledger, folder: Path) -> dict[str, Any]:
    """How the last run stands: its state, inputs by state, steps done, files a second, failures by cause."""
    states = dict(ledger.rows("SELECT state, count(*) FROM inputs GROUP BY state"))
    steps = list(
        ledger.rows("SELECT step, sum(state='done'), count(*), sum(seconds) FROM steps GROUP BY step")
    )
    causes = dict(
        ledger.rows(
            "SELECT cause, count(*) FROM steps JOIN inputs ON inputs.id=input "
            "WHERE cause != '' AND inputs.state != 'gone' GROUP BY cause"
        )
    )
    last = ledger.db.execute(
        "SELECT id, began, ended, state, summary FROM runs ORDER BY id DESC LIMIT 1"
    ).fetchone()
    is_running = is_held(folder / LOCK)
    state = "none" if last is None else last[3]
    if state == "running" and not is_running:
        state = "stopped"
    return {
        "run": last[0] if last else 0,
        "state": state,
        "began": last[1] if last else "",
        "ended": (last[2] or "") if last else "",
        "inputs": {name: states.get(name, 0) for name in ("done", "failed", "waiting", "gone")},
        "steps": {
            step: {"done": done, "of": of, "seconds": round(took or 0, 3)} for step, done, of, took in steps
        },
        "causes": dict(sorted(causes.items())),
    }


def explain(ledger: Ledger, folder: Path, word: str) -> dict[str, Any]:
    """All that happened to one input, named by its path, its place, or an output of it.

    Raises :class:`~tei_tools.errors.UsageError` where the ledger does not know it.
    """
    number = _number(ledger, folder, word)
    name, place, size, digest, state, attempts, run = ledger.one(
        "SELECT name, place, size, digest, state, attempts, run FROM inputs WHERE id=?", (number,)
    )
    steps = [
        {
            "step": step,
            "state": how,
            "at": at,
            "run": of,
            "seconds": seconds,
            "cause": cause,
            "message": message,
            "advice": advice,
            "detail": json.loads(detail),
        }
        for step, how, at, of, seconds, cause, message, advice, detail in ledger.rows(
            "SELECT step, state, at, run, seconds, cause, message, advice, detail FROM steps WHERE input=? "
            "ORDER BY at, step",
            (number,),
        )
    ]
    return {
        "name": name,
        "place": place,
        "size": size,
        "sha256": digest,
        "state": state,
        "attempts": attempts,
        "run": abs(run or 0),
        "steps": steps,
        "outputs": [
            {"step": step, "path": path, "sha256": sha, "size": length}
            for step, path, sha, length in ledger.rows(
                "SELECT step, path, digest, size FROM outputs WHERE input=? ORDER BY step, path", (number,)
            )
        ],
        "before": [
            {"step": step, "what": what, "said": said, "at": at, "run": of}
            for step, what, said, at, of in ledger.rows(
                "SELECT step, what, said, at, run FROM history WHERE input=? ORDER BY id", (number,)
            )
        ],
    }


def _number(ledger: Ledger, folder: Path, word: str) -> int:
    key = os.fsencode(os.path.relpath(word, folder)) if "://" not in word else word.encode()
    inside = os.path.relpath(word, folder)
    for query, value in (
        ("SELECT id FROM inputs WHERE key=?", key),
        ("SELECT id FROM inputs WHERE name=?", word),
        ("SELECT input FROM outputs WHERE path=?", inside),
        ("SELECT input FROM outputs WHERE path=?", word),
        ("SELECT id FROM inputs WHERE place=?", word),
        ("SELECT id FROM inputs WHERE place LIKE '%/' || ?", word),
    ):
        found = ledger.db.execute(f"{query} LIMIT 2", (value,)).fetchall()
        if len(found) > 1:
            raise UsageError("is the name of several inputs", file=word, advice="give its whole path")
        if found:
            return int(found[0][0])
    for path in (inside, word):
        if ledger.db.execute("SELECT 1 FROM collections WHERE path=?", (path,)).fetchone():
            raise UsageError(
                "is made of all documents together", file=word, advice="name one input, or its own output"
            )
    raise UsageError(
        "the ledger does not know it", file=word, advice="name an input or an output of this run"
    )


def verify(ledger: Ledger, folder: Path) -> Iterator[Difference | None]:
    """Each output held against its digest: ``None`` where it is the same."""
    from tei_tools.batch._parts import is_file_of

    query = (
        "SELECT path, digest, size FROM outputs UNION ALL "
        "SELECT path, digest, size FROM collections ORDER BY path"
    )
    for path, digest, size in ledger.rows(query):
        whole = folder / path
        if not whole.is_file():
            yield Difference(path, "missing")
        elif not os.access(whole, os.R_OK):
            yield Difference(path, "unreadable")
        else:
            yield None if is_file_of(whole, digest, size) else Difference(path, "changed")


def retry(ledger: Ledger, only: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> int:
    """Have the next run try again what failed: all, or what failed of these causes, or these inputs; gives
    how many inputs that are. Raises :class:`~tei_tools.errors.UsageError` for a cause that there is not.
    """
    unknown = sorted(set(only) - {*ADVICE, *PASSING})
    if unknown:
        known = [cause for (cause,) in ledger.rows("SELECT DISTINCT cause FROM steps WHERE cause != ''")]
        raise UsageError(f"there is no cause {unknown[0]!r}", advice=f"there are: {', '.join(sorted(known))}")
    marks = ",".join("?" * len(only))
    query = "SELECT DISTINCT input FROM steps WHERE cause != '' AND (state='failed' OR cause='invalid')"
    if only:
        query += f" AND cause IN ({marks})"
    numbers = [number for (number,) in ledger.rows(query, only)]
    if names:
        wanted = {_number(ledger, ledger.path.parent, name) for name in names}
        numbers = [number for number in numbers if number in wanted]
    with ledger.change() as db:
        for number in numbers:
            db.execute("UPDATE inputs SET plan='' WHERE id=?", (number,))
            db.execute("UPDATE steps SET fingerprint='' WHERE input=? AND cause != ''", (number,))
    return len(numbers)

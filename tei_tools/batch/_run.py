"""A run: inputs are found and compared with the ledger, tasks go to the engine, outcomes are kept,
collections made.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tei_tools import rooms
from tei_tools.batch import Task
from tei_tools.batch._discovery import found
from tei_tools.batch._fingerprints import plan_fingerprint, steps, tools
from tei_tools.batch._keeping import Keeper, Kept
from tei_tools.batch._ledger import FILE, Ledger, in_pieces
from tei_tools.batch._lock import Lock
from tei_tools.batch._parts import Namer
from tei_tools.batch._registering import Registering
from tei_tools.batch._work import Work
from tei_tools.errors import TeiToolsError, UsageError

if TYPE_CHECKING:
    from tei_tools.batch._plan import Plan

__all__ = ["LOCK", "Run", "Summary"]

LOCK = ".ledger.lock"
_CHUNK = 500


@dataclass(slots=True)
class Summary:
    """How a run went: numbers of inputs, the gravest exit code, failures by cause, seconds."""

    inputs: int = 0
    done: int = 0
    failed: int = 0
    waiting: int = 0
    skipped: int = 0
    gone: int = 0
    invalid: int = 0
    code: int = 0
    seconds: float = 0.0
    state: str = "done"
    causes: Counter[str] = field(default_factory=Counter)
    collections: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The summary as it is kept."""
        return {
            "formatVersion": "1",
            "state": self.state,
            "exitCode": self.code,
            "inputs": self.inputs,
            "done": self.done,
            "failed": self.failed,
            "waiting": self.waiting,
            "skipped": self.skipped,
            "gone": self.gone,
            "invalid": self.invalid,
            "causes": dict(sorted(self.causes.items())),
            "collections": self.collections,
            "seconds": round(self.seconds, 3),
        }


class Run:
    """One run of a plan. ``on_event`` is told what happens: ``begin``, ``at``, ``line``, ``input``, ``lost``,
    ``collection``, ``tick``, ``end``.
    """

    def __init__(self, plan: Plan, on_event: Callable[[str, dict[str, Any]], None]) -> None:
        self.plan = plan
        self.tell = on_event
        self.summary = Summary()

    def go(self) -> Summary:
        """Do it all."""
        plan = self.plan
        _check(plan)
        output = Path(plan.output)
        _make(output)
        lock = Lock(output / LOCK)
        try:
            ledger = Ledger(output / FILE, write=True)
            try:
                return self._with(ledger, output)
            finally:
                ledger.close()
        finally:
            lock.free()

    def _with(self, ledger: Ledger, output: Path) -> Summary:
        begun = time.monotonic()
        summary = self.summary
        of_plan = steps(self.plan)
        namer = Namer(output)
        begun_before = ledger.rows("SELECT key FROM about WHERE key LIKE 'collection %'")
        namer.begin(key.removeprefix("collection ") for (key,) in list(begun_before))
        number = ledger.begin_run(_described(self.plan), tools(of_plan))
        self.keeper = Keeper(
            ledger,
            namer,
            run=number,
            plan=plan_fingerprint(of_plan),
            force=self.plan.force,
            on_kept=self._kept,
        )
        self.registering = Registering(
            ledger, self.plan, number, plan_fingerprint(of_plan), summary, self.tell
        )
        self.tell("begin", {"run": number, "output": str(output), "workers": self.plan.workers})
        try:
            self._work(of_plan)
            if summary.state == "done":
                summary.gone = self.registering.gone()
            self._distinct(ledger, namer, number, of_plan)
            self._not_understood(ledger, number, of_plan)
            self._collections(ledger, output)
        except KeyboardInterrupt:
            summary.state = "interrupted"
            raise
        except TeiToolsError as fault:
            summary.state, summary.code = "stopped", max(summary.code, fault.exit_code)
            raise
        except BaseException:
            summary.state = "stopped"
            raise
        finally:
            summary.seconds = time.monotonic() - begun
            namer.end()
            self._end(ledger, output, number)
        return summary

    def _work(self, of_plan: tuple[Any, ...]) -> None:
        engine = rooms.load("batch.engines", self.plan.engine)
        outcomes = engine.outcomes(self._tasks(), Work(self.plan, of_plan), self._told)
        try:
            failed = 0
            for outcome in outcomes:
                self.keeper.add(outcome)
                failed += any(result.state == "failed" for result in outcome.results)
                if self.plan.stop_after and failed >= self.plan.stop_after:
                    self.summary.state = "stopped"
                    break
        except KeyboardInterrupt:
            outcomes.close()
            self.keeper.flush()  # what came in is kept
            raise
        finally:
            outcomes.close()
        self.keeper.flush()

    def _told(self, what: str, said: dict[str, Any]) -> None:
        if what == "tick" and self.keeper.is_due():
            self.keeper.flush()
        self.tell(what, said)

    def _tasks(self) -> Iterator[Task]:
        for chunk in in_pieces(found(self.plan), _CHUNK):
            yield from self.registering.tasks(chunk)

    def _kept(self, kept: Kept) -> None:
        summary = self.summary
        name = self.registering.names.pop(kept.id, "")
        if kept.state == "done":
            summary.done += 1
        elif kept.state == "failed":
            summary.failed += 1
        else:
            summary.waiting += 1
        summary.code = max(summary.code, kept.code)
        summary.invalid += any(result.cause == "invalid" for result in kept.results)
        for cause in {result.cause for result in kept.results if result.cause}:
            summary.causes[cause] += 1
        for line in kept.lines:
            self.tell("line", {"line": line})
        self.tell("input", {"name": name, "state": kept.state, "code": kept.code})

    def _distinct(self, ledger: Ledger, namer: Namer, number: int, of_plan: tuple[Any, ...]) -> None:
        """Export anew what shares its identifier with another document."""
        from tei_tools.batch._distinct_documents import make_distinct

        def kept(each: Kept) -> None:
            self.summary.code = max(self.summary.code, *(result.code for result in each.results), 0)
            for line in each.lines:
                self.tell("line", {"line": line})

        keeper = Keeper(
            ledger, namer, run=number, plan=plan_fingerprint(of_plan), force=self.plan.force, on_kept=kept
        )
        make_distinct(ledger, self.plan, of_plan, keeper)

    def _not_understood(self, ledger: Ledger, number: int, of_plan: tuple[Any, ...]) -> None:
        """Tell what this run's records did not understand, summed, as ``convert`` does."""
        step = next((each.name for each in of_plan if each.name not in ("encode", "validate")), None)
        query = (
            "SELECT json_extract(said.value, '$[0]'), json_extract(said.value, '$[1]'), "
            "sum(json_extract(said.value, '$[2]')), count(*), "
            "min(inputs.name || ': ' || json_extract(said.value, '$[3]')) "
            "FROM steps JOIN inputs ON inputs.id = steps.input, json_each(detail, '$.warnings') AS said "
            "WHERE steps.run=? AND step=? GROUP BY 1, 2 ORDER BY 1, 2"
        )
        for code, words, times, files, first in ledger.rows(query, (number, step)):
            noun = "file" if files == 1 else "files"
            line = f"warning: {code}: {words}: {times} in {files} {noun}; first {first}"
            self.tell("line", {"line": line})

    def _collections(self, ledger: Ledger, output: Path) -> None:
        from tei_tools.batch._collection import make

        for name, fault in make(ledger, self.plan, output):
            if fault is not None:
                self.summary.code = max(self.summary.code, fault.exit_code)
                self.tell("line", {"line": f"error: {fault}"})
            else:
                self.summary.collections.append(name)
                self.tell("collection", {"name": name})

    def _end(self, ledger: Ledger, output: Path, number: int) -> None:
        import contextlib
        import json

        from tei_tools.writing import write

        said = self.summary.as_json()
        with contextlib.suppress(TeiToolsError):  # a full disk is told already
            if not ledger.path.is_file():
                return  # taken away with its folder, which is not made again for a summary
            ledger.end_run(number, self.summary.state, said)
            content = json.dumps(said, indent=1, ensure_ascii=False) + "\n"
            write(output / "summary.json", content.encode(), force=True)
        self.tell("end", said)


def _check(plan: Plan) -> None:
    """Raise for what would fail with every file."""
    for name in plan.formats:
        rooms.load("exporters", name)
    rooms.load("batch.engines", plan.engine)
    for name in plan.settings.encode.taggers or ():
        rooms.load("taggers", name)
    if plan.encode and plan.settings.encode.authority is not None:
        from tei_tools._encoder import authority_of

        authority_of(plan.settings.encode.authority)
    if plan.encode and plan.settings.encode.model is not None:
        from tei_tools.taggers._name_model import NameModel

        NameModel.open(plan.settings.encode.model)
    if plan.validate:
        schema = plan.settings.validate.schema or "tei_tools"
        if schema not in ("auto", "tei_all") and not Path(schema).is_file():
            from tei_tools.resources import Resources

            if schema.endswith((".rng", ".odd", ".sch", ".rnc")):
                raise UsageError("no such schema", file=schema)
            Resources().schema(f"{schema}.rng")


def _make(output: Path) -> None:
    from tei_tools._disk import told

    if output.exists() and not output.is_dir():
        raise UsageError(
            "is a file, and outputs need a folder", file=str(output), advice="name another with -o"
        )
    with told(output):
        output.mkdir(parents=True, exist_ok=True)


def _described(plan: Plan) -> dict[str, Any]:
    """The plan as the ledger keeps it."""
    return {
        "inputs": [os.fsencode(word).decode("utf-8", "backslashreplace") for word in plan.words],
        "encode": plan.encode,
        "validate": plan.validate,
        "formats": list(plan.formats),
        "collection": list(plan.collection),
        "engine": plan.engine,
        "workers": plan.workers,
        "timeout": plan.timeout,
        "memory": plan.memory,
    }

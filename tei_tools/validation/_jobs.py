"""Many files: one after another, or by worker processes of our own, reports in the order of the files.

A worker that is killed (by the system for want of memory, mostly) costs the file that it was at; another
takes its place and the rest of its work. Workers are started afresh (``spawn``), on every system alike, and
hold their own grammars. A task goes only to a worker that waits for one, so that no two ever wait for each
other. A worker that is too long at a file (a Schematron may never end) is ended like one that is lost.
"""

from __future__ import annotations

import io
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tei_tools.errors import InternalError, TeiToolsError, UnreadableError
from tei_tools.inputs import Input, read_bytes
from tei_tools.reports import FileReport
from tei_tools.validation._validator import Checks, Validator, failed

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from tei_tools.resources import Resources

__all__ = ["reports"]

# A task is so many files or so many bytes of them: few enough that no worker waits long at the end.
_MOST_FILES = 16
_MOST_BYTES = 500_000
# So many reports may wait, for each worker, for that of a file before them.
_WINDOW = 500
# Seconds that a worker has for one file where no limit is given: what is read in full takes far less.
_TIME_LIMIT = 600.0


def reports(
    items: Iterable[Input],
    checks: Checks,
    *,
    jobs: int = 1,
    resources: Resources,
    timeout: float | None = None,
) -> Iterator[FileReport]:
    """The report of each file, in their order. What the grammars learned is kept at the end.

    ``timeout`` is the seconds for one file; with it one file after another is validated by a worker too, as
    nothing else can be ended. Without it a file has ten minutes where there are several workers.
    Raises :class:`~tei_tools.errors.UsageError` before the first file where the schema is not there.
    """
    validator = Validator(checks, resources)
    if jobs <= 1 and timeout is None:
        return _here(items, validator)
    validator.schemas.ready()  # compiled once, not by every worker
    return _Workers(items, checks, jobs, resources, timeout or _TIME_LIMIT).reports()


def _here(items: Iterable[Input], validator: Validator) -> Iterator[FileReport]:
    try:
        for item in items:
            yield validator.report(item)
    finally:
        validator.schemas.remember()


@dataclass(slots=True, eq=False)
class _Worker:
    process: SpawnProcess
    connection: Connection[Any, Any]
    # The places and files that it has not answered yet.
    waiting: deque[tuple[int, Input]] = field(default_factory=deque)
    # Since when it is at the first of them, by the monotonic clock.
    since: float = 0.0
    is_late: bool = False


class _Workers:
    def __init__(
        self, items: Iterable[Input], checks: Checks, jobs: int, resources: Resources, timeout: float
    ) -> None:
        import multiprocessing

        self._context = multiprocessing.get_context("spawn")
        self._items = enumerate(items)
        self._checks = checks
        self._jobs = jobs
        self._resources = resources
        self._timeout = timeout
        self._again: deque[tuple[int, Input]] = deque()
        self._done: dict[int, FileReport] = {}
        self._next = 0
        self._is_exhausted = False
        self._workers: list[_Worker] = []

    def reports(self) -> Iterator[FileReport]:
        from multiprocessing.connection import wait

        try:
            while True:
                self._give()
                while self._next in self._done:
                    self._next += 1
                    yield self._done.pop(self._next - 1)
                busy = {worker.connection: worker for worker in self._workers if worker.waiting}
                if not busy:
                    if self._is_exhausted and not self._again and not self._done:
                        return
                    continue
                soonest = min(worker.since for worker in busy.values()) + self._timeout
                ready = wait(list(busy), max(0.0, soonest - time.monotonic()))
                for connection in ready:
                    self._take(busy.pop(connection))  # type: ignore[call-overload]
                for worker in busy.values():
                    if time.monotonic() - worker.since >= self._timeout:
                        worker.is_late = True
                        worker.process.kill()
                        self._lost(worker)
        finally:
            self._end()

    def _give(self) -> None:
        """Give each worker that waits a task; start workers while there is work for more."""
        for _ in range(self._jobs):
            idle = next((worker for worker in self._workers if not worker.waiting), None)
            if idle is None and len(self._workers) >= self._jobs:
                return
            task = self._task()
            if not task:
                return
            worker = idle or self._start()
            worker.since = time.monotonic()
            worker.waiting.extend(task)
            try:
                worker.connection.send([item for _, item in task])
            except (OSError, ValueError):
                self._lost(worker)

    def _task(self) -> list[tuple[int, Input]]:
        task: list[tuple[int, Input]] = []
        size = 0
        while len(task) < _MOST_FILES and size < _MOST_BYTES:
            if self._again:
                task.append(self._again.popleft())
                continue
            if self._is_exhausted or len(self._done) >= _WINDOW * self._jobs:
                break
            following = next(self._items, None)
            if following is None:
                self._is_exhausted = True
                break
            place, item = following
            try:
                item = _portable(item, self._checks.max_size)
            except TeiToolsError as fault:
                self._done[place] = failed(item.name, fault)
                continue
            size += item.size or 0
            task.append((place, item))
        return task

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_work, args=(theirs, self._checks, self._resources), daemon=True, name="tei-tools"
        )
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _take(self, worker: _Worker) -> None:
        try:
            report = worker.connection.recv()
        except (EOFError, OSError):
            self._lost(worker)
            return
        place, _ = worker.waiting.popleft()
        worker.since = time.monotonic()
        self._done[place] = report

    def _lost(self, worker: _Worker) -> None:
        """A worker is gone: its first file is the fault's, the others are for another."""
        worker.connection.close()
        worker.process.join(5)
        place, item = worker.waiting.popleft()
        code = worker.process.exitcode
        fault = _too_long(item, self._timeout) if worker.is_late else _ended(item, code)
        self._done[place] = failed(item.name, fault)
        self._again.extend(worker.waiting)
        self._workers.remove(worker)

    def _end(self) -> None:
        """Let the workers that wait keep what they learned; end the others."""
        for worker in self._workers:
            try:
                if worker.waiting:
                    worker.process.terminate()
                else:
                    worker.connection.send(None)
            except (OSError, ValueError):
                worker.process.terminate()
        for worker in self._workers:
            worker.process.join(10)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.connection.close()


def _ended(item: Input, code: int | None) -> InternalError:
    how = f"killed by signal {-code}" if code is not None and code < 0 else f"ended with {code}"
    what = f"the process that validated it was {how}"
    advice = "it may need more memory than there is; the other files went on"
    return InternalError(what, file=item.name, advice=advice)


def _too_long(item: Input, seconds: float) -> UnreadableError:
    what = f"validating it took longer than {seconds:g} seconds"
    return UnreadableError(
        what,
        file=item.name,
        advice="the other files went on; see --timeout, and the Schematron if there is one",
    )


def _portable(item: Input, max_size: int) -> Input:
    """The input as another process can open it: a file by its path, all else as its bytes."""
    if item.path is not None and item.size is not None:
        return item
    data = read_bytes(item, max_size)
    path: Path | None = item.path
    return Input(item.name, len(data), partial(io.BytesIO, data), path)


def _work(connection: Connection[Any, Any], checks: Checks, resources: Resources) -> None:
    """The life of a worker: tasks in, reports out, until there is nothing more."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who started us
    validator = Validator(checks, resources)
    try:
        while (task := connection.recv()) is not None:
            for item in task:
                connection.send(validator.report(item))
        validator.schemas.remember()
    except (EOFError, OSError):
        return

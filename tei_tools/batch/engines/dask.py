"""A cluster, by Dask: groups of tasks go to the workers of a scheduler; ``--engine dask --scheduler
tcp://…``.

Each thread of a Dask worker has a seat: a worker process as on this machine (``local``), so that a file's
time and memory are bounded and a file that brings its process down costs itself alone. A Dask worker that is
lost costs its groups, which the scheduler gives to another; what is lost again and again is tried alone, as
often as the plan says. Inputs and the output folder are read and written where the plan says, so all
machines must have them under the same paths.
"""

from __future__ import annotations

import contextlib
import heapq
import queue
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tei_tools.batch import Outcome, Result, Task
from tei_tools.batch._causes import ADVICE, UnreachableError
from tei_tools.errors import InternalError, UsageError

if TYPE_CHECKING:
    from tei_tools.batch._work import Work
    from tei_tools.batch.engines import Told

__all__ = ["outcomes"]

# A group takes about so many seconds, at most so many files and bytes.
_SECONDS, _MOST_FILES, _MOST_BYTES = 0.5, 256, 8_000_000
_FIRST_FILES = 4
# Of groups there are so many for each thread of the cluster: one that is done, others on their way.
_DEPTH = 3
_MOST_CARRIED = 64_000_000
_LOOK = 0.2
_SECONDS_TO_CONNECT = 30
_SECONDS_WITHOUT_WORKERS = 10


def outcomes(tasks: Iterator[Task], work: Work, told: Told) -> Iterator[Outcome]:
    """The outcomes of the tasks, as they come.

    Raises :class:`~tei_tools.errors.UsageError` where the extra ``dask`` is not installed, no scheduler is
    named or none answers, or a worker has another tei-tools or not the output folder.
    """
    cluster = _Cluster(tasks, work, told)
    try:
        yield from cluster.outcomes()
    finally:
        cluster.end()


class _Cluster:
    def __init__(self, tasks: Iterator[Task], work: Work, told: Told) -> None:
        from pathlib import Path

        self.tasks = tasks
        self.plan = work.plan
        self.told = told
        self.client = _client(self.plan.scheduler)
        self.shared = _Shared.of(work, str(Path.cwd()))
        self.window: list[tuple[int, int, Task]] = []
        self.again: deque[Task] = deque()
        self.exhausted = False
        self.carried = 0
        self.open: dict[str, tuple[Any, list[Task]]] = {}
        self.heard: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.threads = 1
        self.looked = 0.0
        self.worked = time.monotonic()
        self.pace = 0.0  # seconds for one file

    def outcomes(self) -> Iterator[Outcome]:
        while True:
            self._look()
            self._fill()
            while len(self.open) < _DEPTH * self.threads and (self.window or self.again):
                self._give()
            if not self.open:
                if self.exhausted and not self.window and not self.again:
                    return
                continue
            yield from self._hear()
            self.told("tick", {})

    def _look(self) -> None:
        """See how large the cluster is now; raise where its scheduler is gone."""
        now = time.monotonic()
        if now - self.looked < 1:
            return
        self.looked = now
        if self.client.status != "running":
            raise self._unreachable()
        try:
            cores = self.client.nthreads()
        except (OSError, ValueError, TimeoutError) as fault:
            raise self._unreachable() from fault
        self.threads = max(1, sum(cores.values()))
        if cores:
            self.worked = now
        elif now - self.worked > _SECONDS_WITHOUT_WORKERS:
            self.worked = now
            self.told("line", {"line": f"waiting: {self.plan.scheduler} has no worker"})

    def _unreachable(self) -> UnreachableError:
        return UnreachableError(
            "the scheduler is gone", file=str(self.plan.scheduler), advice="run the same again: it goes on"
        )

    def _fill(self) -> None:
        most = max(1024, 64 * self.threads)
        while not self.exhausted and len(self.window) < most and self.carried < _MOST_CARRIED:
            task = next(self.tasks, None)
            if task is None:
                self.exhausted = True
                return
            self.carried += _carried(task)
            heapq.heappush(self.window, (-task.size, task.id, task))

    def _give(self) -> None:
        group: list[Task] = []
        if self.again:
            group.append(self.again.popleft())  # it lost its worker before: alone
        else:
            most = min(_MOST_FILES, int(_SECONDS / self.pace) or 1) if self.pace else _FIRST_FILES
            most = max(1, min(most, len(self.window) // (2 * self.threads)))
            size = 0
            while self.window and len(group) < most and size < _MOST_BYTES:
                task = heapq.heappop(self.window)[2]
                self.carried -= _carried(task)
                size += task.size
                group.append(task)
        future = self.client.submit(_do, self.shared, group, pure=False)
        self.open[future.key] = (future, group)
        self.told(
            "at",
            {"worker": future.key, "id": group[0].id, "name": group[0].name, "since": time.monotonic()},
        )
        future.add_done_callback(self.heard.put)

    def _hear(self) -> Iterator[Outcome]:
        """The outcomes of the groups that are done."""
        try:
            heard = [self.heard.get(timeout=_LOOK)]
        except queue.Empty:
            return
        with contextlib.suppress(queue.Empty):
            while True:
                heard.append(self.heard.get_nowait())
        futures = [future for future in heard if future.key in self.open]
        done = [future for future in futures if future.status == "finished"]
        results: dict[str, Any] = {}
        with contextlib.suppress(Exception):  # of one of them: each is asked below
            results = dict(zip([each.key for each in done], self.client.gather(done), strict=True))
        for future in futures:
            _, group = self.open.pop(future.key)
            self.told("gone", {"worker": future.key})
            yield from self._of_group(future, group, results.get(future.key))

    def _of_group(self, future: Any, group: list[Task], answer: Any) -> Iterator[Outcome]:
        if answer is None:
            try:
                answer = future.result(timeout=_SECONDS_TO_CONNECT)
            except Exception as fault:
                if self.client.status != "running":
                    raise self._unreachable() from fault
                if type(fault).__name__ not in _LOST:
                    raise InternalError(f"a Dask worker: {type(fault).__name__}: {fault}") from fault
                yield from self._lost(group)
                return
        if isinstance(answer, str):
            raise UsageError(answer, file=str(self.plan.scheduler))
        done, seconds = answer
        pace = seconds / len(group)
        self.pace = pace if not self.pace else 0.8 * self.pace + 0.2 * pace
        yield from done

    def _lost(self, group: list[Task]) -> Iterator[Outcome]:
        """The workers of a group were lost, more than once: each of its tasks again, alone."""
        for task in group:
            task = replace(task, attempts=task.attempts + 1)
            self.told("lost", {"worker": "", "name": task.name, "code": 0})
            if task.attempts < self.plan.attempts:
                self.again.append(task)
                continue
            message = f"its worker was lost, {task.attempts} times"
            result = Result("work", "failed", code=3, cause="lost", message=message, advice=ADVICE["lost"])
            line = f"error: {task.name}: {message}; {ADVICE['lost']}"
            yield Outcome(task.id, results=(result,), lines=(line,))

    def end(self) -> None:
        """Take back what is not done, end the seats, leave the scheduler (which goes on)."""
        with contextlib.suppress(Exception):
            if self.open:
                self.client.cancel([future for future, _ in self.open.values()], force=True)
            self.client.run(_leave, self.shared.token, on_error="ignore")
        self.open.clear()
        with contextlib.suppress(Exception):
            self.client.close(timeout=5)
        self.told("end", {})


# Dask's names for a task whose workers were lost.
_LOST = ("KilledWorker", "CancelledError", "FutureCancelledError", "TimeoutError", "CommClosedError")


def _carried(task: Task) -> int:
    return (task.item.size or 0) if task.item.path is None else 0


def _client(address: str | None) -> Any:
    try:
        import distributed
    except ImportError as fault:
        raise UsageError(
            "the engine dask needs the extra dask", advice="install it: pip install 'tei-tools[dask]'"
        ) from fault
    if not address:
        raise UsageError("the engine dask needs a scheduler", advice="name it: --scheduler tcp://HOST:8786")
    client: Any = distributed.Client
    try:
        return client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as fault:
        raise UsageError(
            "no scheduler answers here", file=address, advice="start one: dask scheduler"
        ) from fault


# What follows is done by the Dask workers.


class _Shared:
    """What all groups of a run share, as it travels: the plan for one seat, the folder from which its paths
    count, and what the program was.
    """

    def __init__(self, token: str, work: Work, folder: str, output: str, version: str) -> None:
        self.token = token
        self.work = work
        self.folder = folder
        self.output = output
        self.version = version

    @classmethod
    def of(cls, work: Work, folder: str) -> _Shared:
        import secrets
        from pathlib import Path

        one = replace(work, plan=replace(work.plan, jobs=1))
        return cls(secrets.token_hex(8), one, folder, str(Path(work.plan.output).absolute()), _version(work))


def _version(work: Work) -> str:
    """What the program is here: its version, and the code of the steps of this run."""
    from tei_tools.batch._fingerprints import _code
    from tei_tools.version import VERSION

    codes = {_code(step) for step in ("encode", "validate", "convert")}
    return f"{VERSION} {' '.join(sorted(codes))}"


def _do(shared: _Shared, group: list[Task]) -> tuple[list[Outcome], float] | str:
    """Do a group in a seat of this worker; gives the outcomes and the seconds, or why it can't be done."""
    from tei_tools.errors import TeiToolsError

    begun = time.perf_counter()
    seat = _taken(shared)
    if isinstance(seat, str):
        return seat
    try:
        done = seat.do(group)
    except TeiToolsError as fault:
        seat.end()
        return str(fault)
    except BaseException:
        seat.end()
        raise
    _free(seat)
    return done, time.perf_counter() - begun


# The seats that wait, and what was found right: of this process, made by the first group that comes here.
_idle: list[_Seat] = []
_right: set[str] = set()
_IDLE_SECONDS = 60.0


class _Seat:
    """A worker process of this machine, for one group after the other."""

    def __init__(self, shared: _Shared) -> None:
        from tei_tools.batch.engines.local import _Local

        self.token = shared.token
        self.local = _Local(iter(()), shared.work, _nothing)
        self.local.folder = shared.folder
        self.since = time.monotonic()

    def do(self, group: list[Task]) -> list[Outcome]:
        self.local.tasks = iter(group)
        self.local.exhausted = False
        return list(self.local.outcomes())

    def end(self) -> None:
        self.local.end()


def _nothing(_what: str, _said: dict[str, Any]) -> None:
    pass


def _taken(shared: _Shared) -> _Seat | str:
    if shared.token not in _right:
        wrong = _wrong(shared)
        if wrong:
            return wrong
        _right.add(shared.token)
    while True:
        try:
            seat = _idle.pop()
        except IndexError:
            return _Seat(shared)
        if seat.token == shared.token:
            return seat
        seat.end()  # of a run that is over


def _free(seat: _Seat) -> None:
    """Let a seat wait for the next group; where none comes, it is ended."""
    import threading

    seat.since = time.monotonic()
    _idle.append(seat)
    timer = threading.Timer(_IDLE_SECONDS, _end_idle)
    timer.daemon = True
    timer.start()


def _end_idle() -> None:
    _end_seats(lambda seat: time.monotonic() - seat.since >= _IDLE_SECONDS)


def _leave(token: str) -> None:
    """A run is over: end its seats here."""
    _right.discard(token)
    _end_seats(lambda seat: seat.token == token)


def _end_seats(is_meant: Callable[[_Seat], bool]) -> None:
    for seat in [seat for seat in _idle if is_meant(seat)]:
        with contextlib.suppress(ValueError):  # taken meanwhile
            _idle.remove(seat)
            seat.end()


def _wrong(shared: _Shared) -> str:
    """Why this machine can't work for a run; empty where it can."""
    import platform
    from pathlib import Path

    from tei_tools.batch._parts import FOLDER

    where = f"the worker on {platform.node()}"
    if not Path(shared.folder).is_dir():
        return f"{where} has no folder {shared.folder}; all machines need the same file system"
    if not (Path(shared.output) / FOLDER).is_dir():
        return f"{where} does not see the output folder {shared.output}; all machines need the same one"
    if _version(shared.work) != shared.version:
        return f"{where} has another tei-tools; install {shared.version.split()[0]} on all machines"
    return ""

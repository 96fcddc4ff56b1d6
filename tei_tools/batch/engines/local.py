"""This machine: worker processes of our own, one pipe each, killed and replaced singly.

A window of tasks is open at any time, of which the largest go first. A worker gets few files at once; the
one that it is at when it is lost is known, the others go to another worker. It is replaced after so many
files, so that memory stays flat.
"""

from __future__ import annotations

import contextlib
import heapq
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tei_tools.batch import Outcome, Result, Task
from tei_tools.batch._causes import ADVICE
from tei_tools.errors import InternalError

if TYPE_CHECKING:
    from tei_tools.batch._work import Work
    from tei_tools.batch.engines import Told

__all__ = ["outcomes"]

# So many tasks, or so many bytes of those that carry their content, are taken from the iterator ahead of
# time.
_WINDOW = 1024
_MOST_CARRIED = 64_000_000
_MOST_FILES, _MOST_BYTES = 16, 500_000
_LOOK = 0.2
_SECONDS_TO_END = 10
_BROKEN = (
    signal.SIGSEGV,
    signal.SIGABRT,
    signal.SIGFPE,
    signal.SIGILL,
    getattr(signal, "SIGBUS", signal.SIGSEGV),
)
# Who is killed from outside did nothing wrong: such a file is tried more often.
_PATIENCE = 4
_MOST_FALSE_STARTS = 3
# A slow machine may be long at the start of a worker, and somebody may kill it there again and again.
_MOST_KILLED = 100
_FROM_OUTSIDE = (-signal.SIGKILL, -signal.SIGTERM)


def outcomes(tasks: Iterator[Task], work: Work, told: Told) -> Iterator[Outcome]:
    """The outcomes of the tasks, as they come."""
    local = _Local(tasks, work, told)
    try:
        yield from local.outcomes()
    finally:
        local.end()


@dataclass(slots=True, eq=False)
class _Process:
    process: subprocess.Popen[bytes]
    connection: Connection[Any, Any]
    # What it was given and has not answered, in order; the one that it is at, and since when (monotonic
    # seconds).
    waiting: deque[Task] = field(default_factory=deque)
    at: Task | None = None
    since: float = 0.0
    served: int = 0
    has_spoken: bool = False
    why: str = ""


class _Local:
    def __init__(self, tasks: Iterator[Task], work: Work, told: Told) -> None:
        self.tasks = tasks
        self.work = work
        self.plan = work.plan
        self.told = told
        self.window: list[tuple[int, int, Task]] = []
        self.again: deque[Task] = deque()
        self.carried = 0
        self.exhausted = False
        self.processes: list[_Process] = []
        # Those that were told to end, until they have.
        self.ending: list[subprocess.Popen[bytes]] = []
        self.ready: deque[Outcome] = deque()
        self.false_starts = 0
        self.looked = 0.0
        # Where the paths of tasks count from, if not here.
        self.folder: str | None = None

    def outcomes(self) -> Iterator[Outcome]:
        while True:
            self._fill()
            self._give()
            while self.ready:
                yield self.ready.popleft()
            busy = [process for process in self.processes if process.waiting]
            if not busy:
                if self.exhausted and not self.window and not self.again and not self.ready:
                    return
                continue
            by_connection = {process.connection: process for process in self.processes}
            for connection in wait(list(by_connection), self._patience()):
                self._hear(by_connection[connection])  # type: ignore[index]
            self._look()
            self.told("tick", {})

    def _fill(self) -> None:
        """Take tasks until the window is full."""
        while not self.exhausted and len(self.window) < _WINDOW and self.carried < _MOST_CARRIED:
            task = next(self.tasks, None)
            if task is None:
                self.exhausted = True
                return
            if task.item.path is None and task.item.size:
                self.carried += task.item.size
            heapq.heappush(self.window, (-task.size, task.id, task))

    def _give(self) -> None:
        """Have every worker busy, and the next files of each on their way."""
        for process in list(self.processes):
            if process.served >= self.plan.recycle and not process.waiting:
                self._send(process, None)
                self._gone(process)
            elif process.served < self.plan.recycle and len(process.waiting) < _MOST_FILES // 2:
                self._send_group(process)
        while len(self.processes) < self.plan.workers and (self.window or self.again):
            self._send_group(self._start())

    def _send_group(self, process: _Process) -> None:
        group: list[Task] = []
        if self.again:
            # It lost its worker before: alone, so that it costs no other again.
            if process.waiting:
                return
            group.append(self.again.popleft())
        size = 0
        most = min(_MOST_FILES, max(1, len(self.window) // (2 * self.plan.workers)))
        if not process.served and not process.waiting:
            most = 1  # the first comes back at once
        while (
            not self.again
            and self.window
            and len(group) < most
            and size < _MOST_BYTES
            and not (group and group[0].attempts)
        ):
            _, _, task = heapq.heappop(self.window)
            if task.item.path is None and task.item.size:
                self.carried -= task.item.size
            size += task.size
            group.append(task)
        if group:
            process.waiting.extend(group)
            self._send(process, group)

    def _send(self, process: _Process, message: Any) -> None:
        with contextlib.suppress(OSError, ValueError):  # that it is lost is heard at its connection
            process.connection.send(message)

    def _start(self) -> _Process:
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "tei_tools.batch._worker", str(theirs.fileno())]
        process = subprocess.Popen(
            command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=2, cwd=self.folder
        )
        theirs.close()
        started = _Process(process, Connection(ours.detach()))
        self.processes.append(started)
        self._send(started, (self.work, self.plan.memory))
        return started

    def _hear(self, process: _Process) -> None:
        """Take what a worker says; or see that it is lost."""
        heard: list[Any] = []
        is_lost = False
        try:
            heard.append(process.connection.recv())
            while process.connection.poll():
                heard.append(process.connection.recv())
        except (EOFError, OSError):
            is_lost = True
        for message in heard:
            process.has_spoken = True
            self.false_starts = 0
            if isinstance(message, int):
                self._is_at(process, message)
            else:
                self._done(process, message)
        if is_lost:
            self._lost(process)

    def _is_at(self, process: _Process, number: int) -> None:
        process.since = time.monotonic()
        process.at = next((task for task in process.waiting if task.id == number), None)
        if process.at is not None:
            said = {
                "worker": process.process.pid,
                "id": number,
                "name": process.at.name,
                "since": process.since,
            }
            self.told("at", said)

    def _done(self, process: _Process, done: list[Outcome]) -> None:
        numbers = {outcome.id for outcome in done}
        process.waiting = deque(task for task in process.waiting if task.id not in numbers)
        process.served += len(done)
        process.at = None
        self.ready.extend(done)

    def _patience(self) -> float:
        if self.plan.timeout is None:
            return _LOOK if self.plan.memory else 1.0
        return min(_LOOK, self.plan.timeout / 4)

    def _look(self) -> None:
        """Kill what takes too long or too much."""
        now = time.monotonic()
        if now - self.looked < self._patience() / 2:
            return
        self.looked = now
        for process in self.processes:
            if process.at is None:
                continue
            if self.plan.timeout is not None and now - process.since > self.plan.timeout:
                process.why = "timeout"
                process.process.kill()
            elif self.plan.memory and _resident(process.process.pid) > self.plan.memory + _BASE:
                process.why = "memory"
                process.process.kill()

    def _lost(self, process: _Process) -> None:
        """A worker is gone: the file that it was at is its fault, the others are for another worker."""
        try:
            code = process.process.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:  # its pipe is gone, and it is not
            process.process.kill()
            code = process.process.wait()
        self._gone(process)
        if not process.has_spoken:
            self.false_starts += 1
            if self.false_starts >= (_MOST_KILLED if code in _FROM_OUTSIDE else _MOST_FALSE_STARTS):
                raise InternalError(
                    f"the workers end as soon as they start (with {code})", advice="please report it"
                )
        at = process.at
        self.told("lost", {"worker": process.process.pid, "name": at.name if at else "", "code": code})
        for task in process.waiting:
            if at is None or task.id != at.id:
                self.again.append(replace(task, attempts=max(task.attempts, 1)))
        if at is not None:
            self._blamed(replace(at, attempts=at.attempts + 1), process.why, code)

    def _blamed(self, task: Task, why: str, code: int) -> None:
        from_outside = code in _FROM_OUTSIDE
        most = self.plan.attempts + (_PATIENCE if from_outside else 0)
        if not why and task.attempts < most:
            self.again.append(task)
            return
        cause = why or ("lost" if from_outside else "crash")
        message = {
            "timeout": f"took longer than {self.plan.timeout:g} s" if self.plan.timeout else "",
            "memory": f"needed more memory than {(self.plan.memory or 0) / 1e6:g} MB",
        }.get(cause) or f"its worker was {_how(code)}, {task.attempts} times"
        line = f"error: {task.name}: {message}; {ADVICE[cause]}"
        result = Result(
            "work",
            "failed",
            code=70 if cause == "crash" else 3,
            cause=cause,
            message=message,
            advice=ADVICE[cause],
        )
        self.ready.append(Outcome(task.id, results=(result,), lines=(line,)))

    def _gone(self, process: _Process) -> None:
        self.processes.remove(process)
        with contextlib.suppress(OSError):
            process.connection.close()
        self.told("gone", {"worker": process.process.pid})
        self.ending = [each for each in (*self.ending, process.process) if each.poll() is None]

    def end(self) -> None:
        """End all workers: those that wait keep what they learned, the others are killed."""
        for process in self.processes:
            if process.waiting:
                process.process.kill()
            else:
                self._send(process, None)
        for each in (*self.ending, *(process.process for process in self.processes)):
            try:
                each.wait(_SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                each.kill()
                each.wait()
        for process in self.processes:
            with contextlib.suppress(OSError):
                process.connection.close()
        self.processes.clear()
        self.told("end", {})


# What a worker needs before it has read any file, with its grammars and models.
_BASE = 250_000_000


def _resident(pid: int) -> int:
    """Bytes of memory that a process has in use, where the system tells."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _how(code: int) -> str:
    if code >= 0:
        return f"ended by itself (exit code {code})"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = str(-code)
    if -code in _BROKEN:
        return f"brought down ({name})"
    return f"killed ({name})"

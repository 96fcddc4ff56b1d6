"""A worker process: ``python -m tei_tools.batch._worker DESCRIPTOR``; tasks come and outcomes go by one pipe.

It ends with the run that started it, however that ends. Each message to the run says where the worker is, so
that a file which stops it is known.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
from multiprocessing.connection import Connection
from typing import Any

from tei_tools.batch import Outcome

# What has been made is synced and handed over after so many seconds at the latest.
_MOST_SECONDS = 0.5


def main(connection: Connection[Any, Any]) -> None:
    """Do what comes until ``None`` comes."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who started us
    _end_with_parent()
    tasks: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(connection, tasks), daemon=True).start()
    work, memory = tasks.get()
    import logging

    logging.basicConfig(format="%(message)s", level=logging.WARNING, stream=sys.stderr)
    from tei_tools.batch._work import Worker
    from tei_tools.errors import TeiToolsError

    worker = Worker(work)
    if memory:
        worker.warm()
        _bound(memory)
    while (group := tasks.get()) is not None:
        done: list[Outcome] = []
        since = time.monotonic()
        for number, task in enumerate(group):
            connection.send(task.id)
            done.append(worker.do(task))
            if time.monotonic() - since > _MOST_SECONDS or number == len(group) - 1:
                connection.send(0)
                try:
                    worker.sync()
                except TeiToolsError as fault:
                    done = [_not_kept(outcome, fault) for outcome in done]
                connection.send(done)
                done = []
                since = time.monotonic()
    worker.end()


def _not_kept(outcome: Outcome, fault: Any) -> Outcome:
    """An outcome whose files did not get to the disk."""
    from tei_tools.batch import Result
    from tei_tools.batch._causes import cause_of

    result = Result(
        "write",
        "failed",
        code=fault.exit_code,
        cause=cause_of(fault),
        message=fault.what,
        advice=fault.advice or "",
    )
    return Outcome(outcome.id, results=(result,), lines=(f"error: {fault}",))


def _receive(connection: Connection[Any, Any], tasks: queue.SimpleQueue[Any]) -> None:
    while True:
        try:
            message = connection.recv()
        except (EOFError, OSError):
            os._exit(0)  # the run is gone: nothing that is still made here would be taken
        tasks.put(message)
        if message is None:
            return


def _end_with_parent() -> None:
    """On Linux the system itself ends us with the run (prctl(2), PR_SET_PDEATHSIG)."""
    if sys.platform != "linux":
        return
    import ctypes
    import signal

    ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)


def _bound(memory: int) -> None:
    """Let no more than ``memory`` bytes be asked for on top of what the program itself has."""
    try:
        import resource
        from pathlib import Path

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        now = pages * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + memory, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ImportError, OSError, ValueError):
        pass


if __name__ == "__main__":
    try:
        main(Connection(int(sys.argv[1])))
    except BrokenPipeError:  # the run is gone
        os._exit(0)

"""This process: one file after the other, where no other process is wanted (to find a fault, or to measure).

Nothing protects the run from a file here: no time is measured, and what brings a library down brings it down
too.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tei_tools.batch import Outcome, Task

if TYPE_CHECKING:
    from tei_tools.batch._work import Work
    from tei_tools.batch.engines import Told

__all__ = ["outcomes"]


def outcomes(tasks: Iterator[Task], work: Work, told: Told) -> Iterator[Outcome]:
    """The outcomes of the tasks, in their order."""
    from tei_tools.batch._work import Worker

    worker = Worker(work)
    for task in tasks:
        told("at", {"worker": 0, "id": task.id, "name": task.name, "since": time.monotonic()})
        outcome = worker.do(task)
        worker.sync()
        yield outcome
        told("tick", {})
    worker.end()

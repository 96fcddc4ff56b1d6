"""Engines: tasks → outcomes, somewhere.

A module of this room says ::

    def outcomes(tasks: Iterator[Task], work: Work, told: Told) -> Iterator[Outcome]

and is found by standing here (or by an entry point ``tei_tools.batch.engines``). It takes tasks from the
iterator when it has room for more (never all of them), has :class:`~tei_tools.batch._work.Worker` do each,
and yields outcomes as they come, in any order; what an outcome says was made lies, synced, among the parts
of the output folder. A task whose worker is lost is tried again, as often as the plan says, and then has an
outcome that tells so. Closing the iterator ends the workers. ``told("at", {"worker": …, "id": …, "name":
…})`` says where each is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

__all__ = ["Told"]

Told = Callable[[str, dict[str, Any]], None]

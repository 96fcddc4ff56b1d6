"""Batch: a plan → every step over every input, kept in a ledger that survives whatever stops the run.

:func:`run` does what a :class:`~tei_tools.batch._plan.Plan` says: inputs are found (``_discovery``), those
that did not change are skipped (``_ledger``), the others become :class:`Task` values that an engine
(``engines/``) gives to workers (``_work``); its :class:`Outcome` values are named, synced and written down
(``_keeping``). What is made of all of them together comes from the ledger alone (``_collection``).

An engine is a module of ``engines/`` with ``def outcomes(tasks, work, settings) -> Iterator[Outcome]``: it
takes tasks from an iterator when it has room for more, and yields outcomes as they come, in any order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from tei_tools.batch._plan import Plan
    from tei_tools.batch._run import Summary
    from tei_tools.inputs import Input

__all__ = ["Known", "Made", "Outcome", "Result", "Task", "run"]


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger says of one step of an input: whether it was done in the way that the plan wants
    (``fingerprint``), of what (``source``, a digest), and what it made, as (path, SHA-256, size,
    time of its last change in nanoseconds, 0 where it is not known).
    """

    fingerprint: str
    source: str
    made: tuple[tuple[str, str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Task:
    """One input with the steps that it may need.

    ``name`` is for messages, ``place`` its path below the folder that was named, ``about`` what a manifest
    says of it. ``known`` has the steps that the ledger knows. ``target`` is the path of its TEI in the
    output folder where it is encoded. ``size`` is in bytes. ``identifiers`` are those that its documents get
    in exports where other documents have their own; none means that they keep them.
    """

    id: int
    item: Input
    name: str
    place: str
    size: int
    target: str = ""
    about: tuple[tuple[str, str], ...] = ()
    known: tuple[tuple[str, Known], ...] = ()
    attempts: int = 0
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A file that a step made: ``part`` is its name among the parts, synced and still without its own name.

    ``paths`` are the names that it may have in the output folder, the best first; ``digest`` is its SHA-256.
    ``part`` is empty where a file of that content stands under its name already. ``mtime`` is in nanoseconds.
    """

    part: str
    paths: tuple[str, ...]
    digest: str
    size: int
    mtime: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """How a step of an input went.

    ``state`` is ``done``, ``failed`` or ``kept`` (it was done before and still holds). ``source`` is the
    digest of what it was made of, ``detail`` what it says of itself (counts, findings), ``tables`` pieces of
    collection tables. ``documents`` are the identifiers of what was exported: each document's own, the one
    that it has in the export, and its path. ``cause``, ``message`` and ``advice`` say what a failure was,
    ``code`` is its exit code.
    """

    step: str
    state: str
    source: str = ""
    fingerprint: str = ""
    made: tuple[Made, ...] = ()
    detail: dict[str, Any] = field(default_factory=dict)
    tables: tuple[tuple[str, bytes], ...] = ()
    code: int = 0
    cause: str = ""
    message: str = ""
    advice: str = ""
    seconds: float = 0.0
    documents: tuple[tuple[str, str, str], ...] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task. ``digest`` is that of the input's bytes, ``stat`` its state as it was read
    (:data:`~tei_tools.batch._file_state.State`; not known of what is no file of its own). ``lost`` says that
    no step of it was reached because its worker was lost (it may be tried again).
    """

    id: int
    digest: str = ""
    stat: tuple[int, int, int, int] = (0, 0, 0, 0)
    results: tuple[Result, ...] = ()
    lines: tuple[str, ...] = ()
    lost: bool = False


def run(plan: Plan, *, on_event: Callable[[str, dict[str, Any]], None] | None = None) -> Summary:
    """Do what ``plan`` says; gives how it went. ``on_event`` is told of each thing that happens, by name.

    Raises :class:`~tei_tools.errors.UsageError` where another run is at work on the same ledger, and
    :class:`~tei_tools.errors.UnwritableError` where the disk is full: what was done is kept, and the same run
    again goes on from there.
    """
    from tei_tools.batch._run import Run

    return Run(plan, on_event or _nothing).go()


def _nothing(_name: str, _said: dict[str, Any]) -> None:
    pass

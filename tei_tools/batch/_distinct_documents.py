"""Documents that share an identifier, in the exports of a run: the later ones are named by their path.

The rule is that of :func:`tei_tools.exporters._distinct.distinct`, over all documents in the order of
collections. Each worker exports its documents under their own identifiers; when all are done, the ledger says
which are not alone with theirs, and only these are exported anew. It is found by the index of the ledger, so
that memory grows with what is shared and not with the documents.
"""

from __future__ import annotations

import heapq
import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tei_tools import rooms
from tei_tools.batch import Result, Task
from tei_tools.errors import TeiToolsError

if TYPE_CHECKING:
    from tei_tools.batch._fingerprints import Step
    from tei_tools.batch._keeping import Keeper
    from tei_tools.batch._ledger import Ledger
    from tei_tools.batch._plan import Plan
    from tei_tools.records import Record

__all__ = ["make_distinct", "named", "wanted"]

# More inputs than this go to the engine of the plan, fewer are done here.
_FEW = 200
_BEFORE = ("encode", "validate", "record")
# Rank in the order of collections, input, number in its file.
_Place = tuple[bytes, int, int]


def named(
    records: Iterable[Record], identifiers: tuple[str, ...]
) -> tuple[list[Record], tuple[tuple[str, str, str], ...]]:
    """The records under these identifiers (none: their own, so far as no other of the same file has it), and
    of each its own, the one that it has, and its path.
    """
    found = list(records)
    own = [record.identifier for record in found]
    if len(set(own)) < len(own) and not identifiers:
        from tei_tools.exporters import Options
        from tei_tools.exporters._distinct import distinct

        identifiers = tuple(record.identifier for record in distinct(found, Options(include_restricted=True)))
    if len(identifiers) == len(found):
        found = [
            record if record.identifier == given else replace(record, identifier=given)
            for record, given in zip(found, identifiers, strict=True)
        ]
    said = [(name, record.identifier, record.place) for name, record in zip(own, found, strict=True)]
    return found, tuple((name, given, posixpath.splitext(place)[0]) for name, given, place in said)


_DONE = "FROM documents JOIN inputs ON id = input WHERE state='done'"


def wanted(ledger: Ledger) -> dict[tuple[int, int], str]:
    """What documents are to be called whose own identifier an earlier one has, by input and number."""
    later: list[tuple[_Place, str]] = []
    seen: set[_Place] = set()

    def put(rows: Iterable[tuple[Any, ...]]) -> None:
        for *place, path in rows:
            if tuple(place) not in seen:
                seen.add(tuple(place))
                heapq.heappush(later, (tuple(place), path))

    of_name = f"SELECT rank, input, number, path {_DONE} AND own=? "
    for (own,) in list(ledger.rows(f"SELECT own {_DONE} GROUP BY own HAVING count(*) > 1")):
        put(list(ledger.rows(f"{of_name} ORDER BY rank, input, number", (own,)))[1:])
    found: dict[tuple[int, int], str] = {}
    given: set[str] = set()
    numbers: Counter[str] = Counter()

    def is_taken(name: str, place: _Place) -> bool:
        earlier = f"{of_name} AND (rank, input, number) < (?, ?, ?) LIMIT 1"
        return name in given or any(ledger.rows(earlier, (name, *place)))

    while later:
        place, path = heapq.heappop(later)
        name = f"{path}.{numbers[path]}" if numbers[path] else path
        while is_taken(name, place):
            numbers[path] = max(numbers[path], 1) + 1
            name = f"{path}.{numbers[path]}"
        given.add(name)
        found[place[1], place[2]] = name
        # A later document may have this name for its own.
        put(ledger.rows(f"{of_name} AND (rank, input, number) > (?, ?, ?)", (name, *place)))
    return found


def make_distinct(ledger: Ledger, plan: Plan, steps: tuple[Step, ...], keeper: Keeper) -> None:
    """Export those documents anew that have another identifier in the exports than they are to have."""
    if ledger.about("distinct") == ledger.about("changes"):
        return
    if all(step.name in _BEFORE for step in steps):
        return
    tasks = list(_tasks(ledger, plan))
    if tasks:
        _again(ledger, plan, steps, keeper, tasks)
    with ledger.change():
        ledger.say("distinct", ledger.about("changes"))


def _again(ledger: Ledger, plan: Plan, steps: tuple[Step, ...], keeper: Keeper, tasks: list[Task]) -> None:
    from tei_tools.batch._work import Work

    formats = tuple(step for step in steps if step.name not in _BEFORE)
    alone = replace(plan, encode=False, validate=False)
    engine = rooms.load("batch.engines", plan.engine if len(tasks) > _FEW else "here")
    # The steps before are kept, whatever they said.
    before = tuple(Result(step.name, "kept") for step in steps if step.name in _BEFORE)
    outcomes = engine.outcomes(_opened(ledger, plan, tasks), Work(alone, formats), _silent)
    names = {task.id: task for task in tasks}
    try:
        for outcome in outcomes:
            lines = (*_lines(names[outcome.id], outcome.results), *outcome.lines)
            keeper.add(replace(outcome, digest="", results=(*before, *outcome.results), lines=lines))
    finally:
        outcomes.close()
        keeper.flush()


def _tasks(ledger: Ledger, plan: Plan) -> Iterator[Task]:
    """The inputs whose documents are called otherwise than they are to be, still to be opened."""
    from tei_tools.inputs import unreadable

    names = wanted(ledger)
    otherwise = {number for (number,) in ledger.rows("SELECT input FROM documents WHERE given != own")}
    for number in sorted({number for number, _ in names} | otherwise):
        name, place, size, state = ledger.one(
            "SELECT name, place, size, state FROM inputs WHERE id=?", (number,)
        )
        rows = list(
            ledger.rows("SELECT number, own, given FROM documents WHERE input=? ORDER BY number", (number,))
        )
        new = tuple(names.get((number, at), own) for at, own, _ in rows)
        if state == "done" and new != tuple(given for _, _, given in rows):
            item = unreadable(name, "is not there any more", "run again")
            yield Task(number, item, name, place, max(size or 0, 0), identifiers=new)


def _opened(ledger: Ledger, plan: Plan, tasks: list[Task]) -> Iterator[Task]:
    from tei_tools.batch._collection import documents
    from tei_tools.batch._discovery import carried
    from tei_tools.batch._reopening import Reopening

    again = Reopening(plan.output)
    for task in tasks:
        for item, place in documents(
            ledger, Path(plan.output), encoded=plan.encode, only=task.id, again=again
        ):
            if item.path is None:
                try:
                    item = carried(item, 1 << 40)
                except TeiToolsError:
                    continue  # gone meanwhile: the next run tells it
            yield replace(task, item=item, place=place)


def _lines(task: Task, results: tuple[Result, ...]) -> Iterator[str]:
    """What is told of a document that has another's identifier."""
    for result in results[:1]:
        for own, given, _ in result.documents or ():
            if own != given:
                yield (
                    f"warning: {task.name}: another document has its identifier {own!r}; "
                    f"it is exported as {given!r}"
                )


def _silent(_name: str, _said: object) -> None:
    pass

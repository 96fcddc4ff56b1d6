"""What a ledger says of all documents together: counts of tags and findings, failures by cause with an
example.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tei_tools.batch._causes import group_of
from tei_tools.batch._ledger import FILE, Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Failures", "Tagged", "as_json", "failures", "places", "report", "tagged", "validated"]

REPORT_VERSION = "1"


@dataclass(slots=True)
class Tagged:
    """What was tagged in all documents: how many of them, the name of the first, tags and entries by kind."""

    documents: int = 0
    name: str = ""
    tags: Counter[str] = field(default_factory=Counter)
    entries: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Failures:
    """Failures of one kind: their cause, what is said, what to do, how many, the first as an example."""

    cause: str
    message: str
    advice: str
    number: int
    example: str
    step: str


def as_json(found: Failures) -> dict[str, Any]:
    """A group of failures as JSON has it."""
    return {
        "cause": found.cause,
        "step": found.step,
        "message": found.message,
        "advice": found.advice,
        "number": found.number,
        "example": found.example,
    }


def tagged(output: Path) -> Tagged:
    """What the documents of a run's ledger have."""
    ledger = Ledger(output / FILE)
    try:
        return _tagged(ledger)
    finally:
        ledger.close()


def validated(output: Path) -> tuple[int, int, int]:
    """How many documents are valid, how many were validated, how many findings there are."""
    ledger = Ledger(output / FILE)
    try:
        row = ledger.one(
            "SELECT sum(steps.state='done' AND steps.code=0), count(*), "
            "sum(json_extract(detail, '$.findings')) "
            "FROM steps JOIN inputs ON inputs.id = input WHERE step='validate' AND inputs.state != 'gone'"
        )
        return int(row[0] or 0), int(row[1]), int(row[2] or 0)
    finally:
        ledger.close()


def places(output: Path) -> list[tuple[str, int, str]]:
    """The folders that a run's files are in: name, how many files, the name of one."""
    ledger = Ledger(output / FILE)
    try:
        query = (
            "SELECT substr(path, 1, instr(path, '/') - 1) AS place, count(*), min(path) FROM "
            "(SELECT path FROM outputs UNION ALL SELECT path FROM collections) GROUP BY place ORDER BY place"
        )
        return [(name, number, path.rpartition("/")[2]) for name, number, path in ledger.rows(query)]
    finally:
        ledger.close()


def failures(ledger: Ledger, cause: str = "") -> list[Failures]:
    """The failures of a ledger, by cause and kind of message, the most frequent first."""
    found: dict[tuple[str, str], Failures] = {}
    for step, why, message, advice, name in _failed(ledger, cause):
        group = found.setdefault(
            (why, group_of(message) if why != "invalid" else ""),
            Failures(why, message, advice, 0, name, step),
        )
        group.number += 1
    return sorted(found.values(), key=lambda each: (-each.number, each.cause, each.message))


def _failed(ledger: Ledger, cause: str) -> Iterator[tuple[Any, ...]]:
    query = (
        "SELECT step, cause, message, advice, name FROM steps JOIN inputs ON inputs.id = input "
        "WHERE cause != '' AND inputs.state != 'gone' AND (cause = ? OR ? = '') ORDER BY rank, step"
    )
    yield from ledger.rows(query, (cause, cause))


def report(ledger: Ledger) -> bytes:
    """The report of a collection as JSON: what any two runs over the same inputs have in common."""
    states = dict(ledger.rows("SELECT state, count(*) FROM inputs GROUP BY state ORDER BY state"))
    what = _tagged(ledger)
    codes: Counter[str] = Counter()
    files: Counter[str] = Counter()
    first: dict[str, str] = {}
    query = (
        "SELECT name, detail FROM inputs JOIN steps ON input = inputs.id "
        "WHERE step='validate' AND json_extract(detail, '$.findings') > 0 AND inputs.state != 'gone' "
        "ORDER BY rank"
    )
    for name, detail in ledger.rows(query):
        for code, number in json.loads(detail)["codes"].items():
            codes[code] += number
            files[code] += 1
            first.setdefault(code, name)
    said = {
        "formatVersion": REPORT_VERSION,
        "inputs": {state: states.get(state, 0) for state in ("done", "failed", "waiting", "gone")},
        "tagged": {"documents": what.documents, "tags": dict(what.tags), "entries": dict(what.entries)},
        "findings": [
            {
                "code": code.partition(" ")[0],
                "severity": code.partition(" ")[2],
                "number": number,
                "files": files[code],
                "example": first[code],
            }
            for code, number in sorted(codes.items(), key=lambda each: (-each[1], each[0]))
        ],
        "failures": [as_json(each) for each in failures(ledger)],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def _tagged(ledger: Ledger) -> Tagged:
    found = Tagged()
    query = (
        "SELECT name, detail FROM inputs JOIN steps ON input = inputs.id "
        "WHERE step='encode' AND steps.state='done' AND inputs.state != 'gone' ORDER BY rank"
    )
    for name, detail in ledger.rows(query):
        said = json.loads(detail)
        found.documents += 1
        found.name = found.name or name
        found.tags.update(said.get("tags", {}))
        found.entries.update(said.get("entries", {}))
    return found

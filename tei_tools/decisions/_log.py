"""``NAME.decisions.jsonl``: a line a decision, written at once, never changed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from tei_tools.decisions import DECISION_VERSION, VERDICTS, Decision, Tagged
from tei_tools.errors import UnreadableError, UnwritableError

if TYPE_CHECKING:
    from pathlib import Path


def as_json(decision: Decision) -> dict[str, Any]:
    """A decision as the object of its line; what it has not is left out."""
    if decision.verdict == "withdrawn":
        return {
            "version": DECISION_VERSION,
            "id": decision.id,
            "verdict": "withdrawn",
            "withdraws": decision.withdraws,
            "who": decision.who,
            "when": decision.when,
        }
    made: dict[str, Any] = {
        "version": DECISION_VERSION,
        "id": decision.id,
        "document": decision.document,
        "verdict": decision.verdict,
        "exact": decision.exact,
        "prefix": decision.prefix,
        "suffix": decision.suffix,
        "proposal": _tag_json(decision.proposal),
        "tag": _tag_json(decision.tag),
        "who": decision.who,
        "when": decision.when,
    }
    if decision.markup is not None:
        made["markup"] = decision.markup
    return {name: value for name, value in made.items() if value is not None}


def from_json(line: Any) -> Decision:
    """The decision of a line's object. Raises ``ValueError`` that says what is wrong with it."""
    if not isinstance(line, dict):
        raise ValueError("is no object")
    if line.get("version") != DECISION_VERSION:
        raise ValueError(f"has the version {line.get('version')!r}; this program reads {DECISION_VERSION!r}")
    verdict = line.get("verdict")
    if verdict not in VERDICTS:
        raise ValueError(f"has the verdict {verdict!r}, which is none of {', '.join(VERDICTS)}")
    wanted = ("id", "who", "when") + (("withdraws",) if verdict == "withdrawn" else ("document", "exact"))
    for name in wanted:
        if not isinstance(line.get(name), str):
            raise ValueError(f"has no {name!r}")
    decision = Decision(
        line["id"],
        line.get("document", ""),
        verdict,
        line.get("exact", ""),
        str(line.get("prefix", "")),
        str(line.get("suffix", "")),
        _tag(line.get("proposal"), "proposal"),
        _tag(line.get("tag"), "tag"),
        line["who"],
        line["when"],
        line.get("withdraws", ""),
        line.get("markup"),
    )
    if verdict != "withdrawn":
        if decision.tag is None and verdict != "rejected":
            raise ValueError(f"is {verdict!r} and has no 'tag'")
        if decision.proposal is None and verdict != "added":
            raise ValueError(f"is {verdict!r} and has no 'proposal'")
    return decision


def lines(path: Path) -> Iterator[Decision]:
    """The decisions of a log."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as fault:
        raise UnreadableError(f"can't be read: {fault.strerror}", file=str(path)) from None
    given = content.split(b"\n")
    for number, line in enumerate(given, 1):
        if not line.strip():
            continue
        try:
            yield from_json(json.loads(line.decode("utf-8")))
        except ValueError as fault:
            if number == len(given):
                return  # cut off while it was written: it was not yet a decision
            what = (
                "is no JSON" if isinstance(fault, json.JSONDecodeError | UnicodeDecodeError) else str(fault)
            )
            raise UnreadableError(
                f"this line {what}",
                file=str(path),
                line=number,
                advice="put it right or take it out; nothing was changed",
            ) from None


def add(path: Path, decisions: Iterable[Decision]) -> None:
    """Add lines and wait until the disk has them; a torn end from before is cut off first."""
    text = "".join(json.dumps(as_json(each), ensure_ascii=False) + "\n" for each in decisions)
    if not text:
        return
    try:
        new = not path.exists()
        with path.open("ab+") as log:
            size = log.seek(0, os.SEEK_END)
            if size and _last_byte(log) != b"\n":
                log.truncate(_whole(log, size))
            log.seek(0, os.SEEK_END)
            log.write(text.encode("utf-8", "surrogatepass"))
            log.flush()
            os.fsync(log.fileno())
        if new:
            _sync_folder(path.parent)
    except OSError as fault:
        raise UnwritableError(
            f"the decision can't be written down: {fault.strerror}",
            file=str(path),
            advice="make room or allow writing there; it was not taken",
        ) from None


def _last_byte(log: Any) -> bytes:
    log.seek(-1, os.SEEK_END)
    last: bytes = log.read(1)
    return last


def _whole(log: Any, size: int) -> int:
    """How long the file is without a line that was cut off."""
    log.seek(0)
    content: bytes = log.read(size)
    last = content.rfind(b"\n") + 1
    try:
        from_json(json.loads(content[last:].decode("utf-8")))
    except ValueError:
        return last
    log.seek(0, os.SEEK_END)
    log.write(b"\n")  # whole, but for its end
    return size + 1


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:
        pass  # not every file system syncs folders
    finally:
        os.close(descriptor)


def _tag_json(tag: Tagged | None) -> dict[str, Any] | None:
    if tag is None:
        return None
    return {
        "element": tag.element,
        "start": tag.start,
        "end": tag.end,
        "attributes": dict(tag.attributes),
    }


def _tag(given: Any, name: str) -> Tagged | None:
    if given is None:
        return None
    if not isinstance(given, dict) or not isinstance(given.get("element"), str):
        raise ValueError(f"has a {name!r} without an 'element'")
    start, end = given.get("start"), given.get("end")
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end):
        raise ValueError(f"has a {name!r} without a 'start' before its 'end'")
    attributes = given.get("attributes", {})
    if not isinstance(attributes, dict) or not all(isinstance(each, str) for each in attributes.values()):
        raise ValueError(f"has a {name!r} whose 'attributes' are no words")
    return Tagged(given["element"], start, end, tuple(attributes.items()))

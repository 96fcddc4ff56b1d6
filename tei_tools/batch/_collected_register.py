"""The register among the collections of a run: its files, what is known from the last one, what a person
decided.

``register/identities.jsonl`` is what is known; the next run begins with it. ``register-decisions.csv`` in the
output folder is a person's own file, with the columns ``one``, ``other`` (ids), ``decision`` (``same`` or
``different``), and ``who``, ``note``; a run reads it and never writes it, and keeps what it said for ever.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tei_tools.batch._known import Decision, Known
from tei_tools.errors import UnreadableError, UsageError

if TYPE_CHECKING:
    from tei_tools.records import Record

__all__ = ["DECISIONS", "KNOWN", "decisions", "files", "known"]

KNOWN = "identities.jsonl"
DECISIONS = "register-decisions.csv"
_MOST = 100_000_000


def known(folder: Path) -> Known:
    """What the last run knew; nothing where there was none."""
    path = folder / KNOWN
    if not path.is_file():
        return Known()
    with path.open("rb") as stream:
        return Known.read(stream, str(path))


def decisions(path: Path) -> list[Decision]:
    """What a person decided. Raises :class:`~tei_tools.errors.UsageError` with the row that says something
    else.
    """
    if not path.is_file():
        return []
    if path.stat().st_size > _MOST:
        raise UnreadableError("is too large for decisions", file=str(path))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError) as fault:
        raise UnreadableError("is not a CSV in UTF-8", file=str(path)) from fault
    found: list[Decision] = []
    rows = csv.DictReader(io.StringIO(text, newline=""))
    missing = {"one", "other", "decision"} - set(rows.fieldnames or ())
    if missing:
        raise UsageError(f"has no column {', '.join(sorted(missing))}", file=str(path))
    for row in rows:
        one, other, said, who, note = (
            (row.get(name) or "").strip() for name in ("one", "other", "decision", "who", "note")
        )
        if not (one or other or said):
            continue
        if not one or not other or one == other or said not in ("same", "different"):
            raise UsageError(
                "says no decision of two ids",
                file=str(path),
                line=rows.line_num,
                advice="write two ids, and same or different",
            )
        found.append(Decision(one, other, said, who, note))
    return found


def files(
    records: Iterable[Record], before: Known, decided: list[Decision], *, is_whole: bool
) -> list[tuple[str, bytes]]:
    """The files of the register by name. Where inputs still wait to be tried again (not ``is_whole``), what
    is known stays as it was, so that they come to the same register as if nothing had held them up.
    """
    from tei_tools import _register_files as forms
    from tei_tools.batch._identities import renewed
    from tei_tools.register import register

    made, now = renewed(register(records), before, decided)
    kept = now if is_whole else before
    return [
        ("register.xml", forms.as_tei(made, "Register")),
        ("register.csv", forms.entries_csv(made)),
        ("members.csv", forms.members_csv(made)),
        ("conflicts.csv", forms.conflicts_csv(made)),
        ("proposals.csv", _proposals(now)),
        (KNOWN, b"".join(kept.lines())),
    ]


def _proposals(now: Known) -> bytes:
    """A row for each two that may be one."""
    from tei_tools._register_files import _csv
    from tei_tools.exporters._guard import guarded

    names = {base.id: base.name for base in now.bases}
    return _csv(
        "one other state sure why name other_name batch",
        (
            (
                link.one,
                link.other,
                link.state,
                f"{link.sure:.3f}",
                guarded(link.why),
                guarded(names.get(link.one, "")),
                guarded(names.get(link.other, "")),
                link.batch,
            )
            for link in now.links
        ),
    )

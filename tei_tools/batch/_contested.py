"""Names that several documents would have: the first in order gets it, whichever was done first.

While a run goes on, the first to be done has the name; at the end the files are named anew where that is not
so.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tei_tools import _disk
from tei_tools._disk import told

if TYPE_CHECKING:
    from tei_tools.batch._ledger import Ledger

__all__ = ["settle"]

# Input, step, path, names, rank, fingerprint of the step, plan.
_ROW = (
    "SELECT o.input, o.step, o.path, o.names, i.rank, s.fingerprint, i.plan, i.run FROM outputs o "
    "JOIN inputs i ON i.id = o.input JOIN steps s ON s.input = o.input AND s.step = o.step "
)
_Row = tuple[int, str, str, str, bytes, str, str, int]


def settle(ledger: Ledger, output: Path) -> None:
    """Give contested names to those that come first in the order of collections."""
    losers: list[Any] = list(ledger.rows(f"{_ROW} WHERE o.lost=1 AND i.state != 'gone' ORDER BY i.rank"))
    for loser in losers:
        wanted = json.loads(loser[3])[0]
        found = list(ledger.rows(f"{_ROW} WHERE o.folded=?", (wanted.casefold(),)))
        if not found:
            _rename(ledger, output, [(loser, wanted)])
        elif found[0][4] > loser[4]:
            other = _free(ledger, json.loads(found[0][3])[1:], loser[2])
            _rename(ledger, output, [(found[0], other), (loser, wanted)])


def _free(ledger: Ledger, names: list[str], spare: str) -> str:
    """The first of these names that nobody has."""
    for name in names:
        if not ledger.one("SELECT count(*) FROM outputs WHERE folded=?", (name.casefold(),))[0]:
            return name
    return f"{spare}.2"


def _rename(ledger: Ledger, output: Path, moves: list[tuple[_Row, str]]) -> None:
    """Rename files; stopped between the disk and the ledger, the steps are found undone and done again."""
    with ledger.change() as db:
        for row, _ in moves:
            db.execute("UPDATE inputs SET plan='', run=-abs(run) WHERE id=?", (row[0],))
            db.execute("UPDATE steps SET fingerprint='' WHERE input=? AND step=?", row[:2])
    for row, name in moves:
        with told(output / name):
            _disk.rename(output / row[2], output / name)
    with told(output):
        for folder in sorted({(output / name).parent for _, name in moves}):
            _disk.sync_folder(folder)
    with ledger.change() as db:
        for row, name in moves:
            first = json.loads(row[3])[0]
            db.execute(
                "UPDATE outputs SET path=?, folded=?, lost=? WHERE input=? AND step=? AND path=?",
                (name, name.casefold(), int(name != first), *row[:3]),
            )
            db.execute("UPDATE inputs SET plan=?, run=? WHERE id=?", (row[6], row[7], row[0]))
            db.execute("UPDATE steps SET fingerprint=? WHERE input=? AND step=?", (row[5], *row[:2]))

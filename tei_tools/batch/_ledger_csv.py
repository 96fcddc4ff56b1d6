"""The ledger as CSV: tables of inputs, steps, outputs, history, runs, collections (RFC 4180, UTF-8)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tei_tools.batch._ledger import Ledger
    from tei_tools.writing import Output

__all__ = ["TABLES", "write"]

TABLES = {
    "inputs": (
        "id name place size sha256 state exit_code attempts run",
        "SELECT id, name, place, size, digest, state, code, attempts, abs(run) FROM inputs ORDER BY rank",
    ),
    "steps": (
        "input step state cause message advice exit_code seconds run at fingerprint source_sha256 detail",
        "SELECT input, step, steps.state, cause, message, advice, steps.code, seconds, steps.run, at, "
        "fingerprint, source, detail FROM steps JOIN inputs ON inputs.id = input ORDER BY rank, step",
    ),
    "outputs": (
        "input step path sha256 size",
        "SELECT input, step, path, outputs.digest, outputs.size FROM outputs "
        "JOIN inputs ON inputs.id = input ORDER BY rank, step, path",
    ),
    "history": (
        "input step what said run at",
        "SELECT input, step, what, said, run, at FROM history ORDER BY id",
    ),
    "runs": (
        "id began ended state plan tools summary",
        "SELECT id, began, ended, state, plan, tools, summary FROM runs ORDER BY id",
    ),
    "collections": (
        "name path sha256 size",
        "SELECT name, path, digest, size FROM collections ORDER BY name, path",
    ),
}
"""The columns of each table, and the query that gives its rows."""


def write(ledger: Ledger, folder: Output) -> None:
    """Write the tables, free text guarded as in the CSV export."""
    from tei_tools.exporters._guard import guarded

    for name, (columns, query) in TABLES.items():
        with folder.open(f"{name}.csv") as stream:
            text = io.TextIOWrapper(stream, encoding="utf-8", errors="surrogatepass", newline="")
            writer = csv.writer(text, lineterminator="\r\n")
            writer.writerow(columns.split())
            for row in ledger.rows(query):
                writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
            text.flush()
            text.detach()

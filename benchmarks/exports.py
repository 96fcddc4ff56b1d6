"""How long each format takes beside a bare parse, and how much it writes.

``python benchmarks/exports.py [CORPUS] [--format NAME ...] [--part N] [--rounds N] [--write]``: CORPUS is a
folder of TEI (by default the measuring texts beside the checkout), of which every N-th file is taken (all).
Times are of the processor, one core, all files in one process; the files are in memory before, and what is
written is thrown away. Everything runs by turns in each round, the parse too; medians of the rounds (3). The
first columns count all of it: parse, record, export; the last one the export alone. Every file is read anew
for each format, as ``convert`` does. ``--write`` puts the table into ``RESULTS.md``.
"""

from __future__ import annotations

import argparse
import logging
import sys
from functools import partial
from pathlib import Path
from typing import Any

from interleaved import CORPUS, Nowhere, Runs, documents, medians, parse, records, write

from tei_tools import rooms
from tei_tools.errors import MissingExtraError
from tei_tools.exporters import Options

OPTIONS = Options(base="https://example.org/edition/", include_restricted=True, one_file=True)


def table(folder: Path, formats: list[str], part: int, rounds: int) -> str:
    """The table of these formats; one whose package is not there says so."""
    files = documents(folder)[::part]
    size = sum(len(data) for _, data in files) / 1e6
    runs: Runs = {"parse": lambda: parse(files), "record only": lambda: [None for _ in records(files)]}
    outputs = {name: Nowhere() for name in formats}
    missing: dict[str, str] = {}

    def run(export: Any, output: Nowhere) -> None:
        output.size = 0
        export(records(files), output, OPTIONS)

    for name, output in outputs.items():
        export = rooms.load("exporters", name).export
        try:
            export(iter(()), Nowhere(), OPTIONS)
        except MissingExtraError as fault:
            missing[name] = str(fault)
        else:
            runs[name] = partial(run, export, output)
    found = medians(runs, rounds)
    record = found["record only"][1]
    lines = [
        f"{len(files)} files, {size:.1f} MB; medians of {rounds} rounds; "
        f"parse (lxml) {found['parse'][0]:.2f} s",
        "",
        "| format | s | MB written | times the parse | export alone |",
        "|---|---|---|---|---|",
        f"| record only | {found['record only'][0]:.2f} | | {record:.1f} | |",
    ]
    for name in formats:
        if name in missing:
            lines.append(f"| {name} | {missing[name]} | | | |")
        else:
            took, times = found[name]
            written = outputs[name].size / 1e6
            lines.append(f"| {name} | {took:.2f} | {written:.1f} | {times:.1f} | {times - record:.1f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--format", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--part", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    if not given.corpus.is_dir():
        sys.exit(f"{given.corpus}: there is no such folder; name one with TEI files")
    logging.disable(logging.WARNING)
    text = table(given.corpus, given.format or list(rooms.names("exporters")), given.part, given.rounds)
    print(text)
    if given.write:
        write("exports", text)


if __name__ == "__main__":
    main()

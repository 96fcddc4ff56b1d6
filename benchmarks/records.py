"""How long records and the main exports take beside a bare parse, and what of the corpus reaches which table.

``python benchmarks/records.py [CORPUS] [--rounds N] [--write] [--share]``: CORPUS is a folder of TEI (by
default the measuring texts beside the checkout). Times are of the processor, one core, all files in one
process; the files are in memory before. Everything runs by turns in each round, the parse too; medians of the
rounds (3). ``--share`` is ``share.py``; ``--write`` puts the table into ``RESULTS.md``.
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

from interleaved import CORPUS, Nowhere, documents, medians, parse, records, write
from lxml import etree

from tei_tools.exporters import Options, csv, jsonld
from tei_tools.text import plain_text

OPTIONS = Options(base="https://example.org/edition/", include_restricted=True)


def table(folder: Path, rounds: int) -> str:
    """The table of times."""
    files = documents(folder)
    size = sum(len(data) for _, data in files) / 1e6
    found = medians(
        {
            "parse (lxml)": lambda: parse(files),
            "plain text and offsets": lambda: [plain_text(etree.fromstring(data)) for _, data in files],
            "record of everything": lambda: [None for _ in records(files)],
            "CSV, all tables": lambda: csv.export(records(files), Nowhere(), OPTIONS),
            "JSON-LD": lambda: jsonld.export(records(files), Nowhere(), OPTIONS),
        },
        rounds,
    )
    aims = {"record of everything": "6", "CSV, all tables": "12", "JSON-LD": "12"}
    lines = [
        f"{len(files)} files, {size:.1f} MB; medians of {rounds} rounds; each row counts the parse",
        "",
        "| what | s | MB/s | times the parse | aim |",
        "|---|---|---|---|---|",
    ]
    for name, (took, times) in found.items():
        lines.append(f"| {name} | {took:.2f} | {size / took:.1f} | {times:.1f} | {aims.get(name, '')} |")
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--share", action="store_true")
    arguments = parser.parse_args()
    logging.disable(logging.WARNING)
    if arguments.share:
        from share import judged  # beside this file

        print(judged(arguments.corpus).tables())
    else:
        text = table(arguments.corpus, arguments.rounds)
        print(text)
        if arguments.write:
            write("records", text)

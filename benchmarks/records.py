"""How long records and exports take beside a bare parse, and what of the corpus reaches which table.

``python benchmarks/records.py [CORPUS] [--share]``: CORPUS is a folder of TEI (by default the measuring
texts beside the checkout). Times are of the processor, the best of three runs over all files in one process;
the files are in memory before. ``--share`` is ``share.py``.
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree

from tei_tools.errors import TeiToolsError
from tei_tools.exporters import Options, csv, jsonld
from tei_tools.records import Record, iter_read
from tei_tools.text import plain_text

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"


class Nowhere:
    """An output that keeps nothing."""

    def open(self, name: str) -> BinaryIO:
        return io.BytesIO()


def documents(folder: Path) -> list[tuple[str, bytes]]:
    """The files that are TEI, by their path below the folder."""
    found = []
    for path in sorted(folder.rglob("*.xml")):
        data = path.read_bytes()
        try:
            next(iter_read(etree.fromstring(data), name=path.name))
        except (TeiToolsError, etree.XMLSyntaxError):  # a DTD that only our own parsing does without
            continue
        found.append((path.relative_to(folder).as_posix(), data))
    return found


def records(files: list[tuple[str, bytes]]) -> Iterator[Record]:
    """The records of all files, parse included."""
    for name, data in files:
        yield from iter_read(etree.fromstring(data), name=name)


def seconds(run: Callable[[], Any]) -> float:
    """The least processor time of three runs."""
    times = []
    for _ in range(3):
        begun = time.process_time()
        run()
        times.append(time.process_time() - begun)
    return min(times)


def times(files: list[tuple[str, bytes]]) -> None:
    """Print the table of times."""
    size = sum(len(data) for _, data in files) / 1e6
    runs: dict[str, Callable[[], Any]] = {
        "parse (lxml)": lambda: [len(etree.fromstring(data)) for _, data in files],
        "parse, plain text": lambda: [len(plain_text(etree.fromstring(data)).text) for _, data in files],
        "parse, record": lambda: [None for _ in records(files)],
        "parse, record, CSV": lambda: csv.export(records(files), Nowhere(), Options()),
        "parse, record, JSON-LD": lambda: jsonld.export(records(files), Nowhere(), Options()),
    }
    print(f"{len(files)} files, {size:.1f} MB")
    parse = 0.0
    for name, run in runs.items():
        took = seconds(run)
        parse = parse or took
        print(f"{name:24} {took:6.2f} s {size / took:8.1f} MB/s {took / parse:6.1f} times the parse")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--share", action="store_true")
    arguments = parser.parse_args()
    if arguments.share:
        from share import judged  # beside this file

        print(judged(arguments.corpus).tables())
    else:
        times(documents(arguments.corpus))

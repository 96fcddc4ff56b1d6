"""How long each format takes beside a bare parse, and how much it writes.

``python benchmarks/exports.py [CORPUS] [--format NAME ...] [--runs N]``: CORPUS is a folder of TEI (by
default the measuring texts beside the checkout). Times are of the processor, the least of N runs (2) over
all files in one process; the files are in memory before, and what is written is thrown away. The first
column counts all of it: parse, record, export; the last one the export alone, beside the parse. Every file is
read anew for each format, as ``convert`` does.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from lxml import etree

from tei_tools import rooms
from tei_tools.errors import MissingExtraError, TeiToolsError
from tei_tools.exporters import Options
from tei_tools.records import Record, iter_read

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
OPTIONS = Options(base="https://example.org/edition/", include_restricted=True, one_file=True)


class Nowhere:
    """An output that keeps nothing, and counts."""

    def __init__(self) -> None:
        self.size = 0

    def open(self, name: str) -> Any:
        import io

        own = self

        class File(io.RawIOBase):
            place = 0

            def writable(self) -> bool:
                return True

            def tell(self) -> int:
                return self.place

            def write(self, data: Any) -> int:
                self.place += len(data)
                own.size += len(data)
                return len(data)

        return File()


def documents(folder: Path) -> list[tuple[str, bytes]]:
    """The files that are TEI, by their path below the folder."""
    found = []
    for path in sorted(folder.rglob("*.xml")):
        data = path.read_bytes()
        try:
            next(iter_read(etree.fromstring(data), name=path.name))
        except (TeiToolsError, etree.XMLSyntaxError):
            continue
        found.append((path.relative_to(folder).as_posix(), data))
    return found


def records(files: list[tuple[str, bytes]]) -> Iterator[Record]:
    """The records of all files, parse included."""
    for name, data in files:
        yield from iter_read(etree.fromstring(data), name=name)


def seconds(run: Callable[[], Any], runs: int) -> float:
    """The least processor time of so many runs."""
    times = []
    for _ in range(runs):
        begun = time.process_time()
        run()
        times.append(time.process_time() - begun)
    return min(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--format", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--runs", type=int, default=2)
    given = parser.parse_args()
    if not given.corpus.is_dir():
        sys.exit(f"{given.corpus}: there is no such folder; name one with TEI files")
    logging.disable(logging.WARNING)
    files = documents(given.corpus)
    size = sum(len(data) for _, data in files)
    parse = seconds(lambda: [len(etree.fromstring(data)) for _, data in files], given.runs)
    record = seconds(lambda: [None for _ in records(files)], given.runs)
    print(
        f"{len(files)} files, {size / 1e6:.1f} MB; parse (lxml) {parse:.2f} s, {size / 1e6 / parse:.0f} MB/s"
    )
    print("| format | s | MB written | times the parse | export alone |\n|---|---|---|---|---|")
    print(f"| record only | {record:.2f} | | {record / parse:.1f} | |")
    for name in given.format or rooms.names("exporters"):
        output = Nowhere()
        export = partial(rooms.load("exporters", name).export, folder=output, options=OPTIONS)
        try:
            took = seconds(lambda export=export: export(records(files)), given.runs)  # type: ignore[misc]
        except MissingExtraError as fault:
            print(f"| {name} | {fault} | | | |")
            continue
        written = output.size / given.runs / 1e6
        alone = (took - record) / parse
        print(f"| {name} | {took:.2f} | {written:.1f} | {took / parse:.1f} | {alone:.1f} |", flush=True)


if __name__ == "__main__":
    main()

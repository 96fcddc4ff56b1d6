"""What the benchmarks of conversion share: the corpus in memory, rounds in which all is timed by turns, and
the marks in ``RESULTS.md`` between which a table is written.
"""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from tei_tools.errors import TeiToolsError
from tei_tools.records import Record, iter_read

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
RESULTS = Path(__file__).with_name("RESULTS.md")
Runs = dict[str, Callable[[], Any]]


class Nowhere:
    """An output that keeps nothing, and counts."""

    def __init__(self) -> None:
        self.size = 0

    def open(self, name: str) -> Any:
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
    """The files that are TEI, by their path below the folder; without those that need their DTD."""
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


def parse(files: list[tuple[str, bytes]]) -> None:
    """A bare lxml parse, the measure of all."""
    for _, data in files:
        etree.fromstring(data)


def medians(runs: Runs, rounds: int) -> dict[str, tuple[float, float]]:
    """Processor time of each run in seconds, and how many times the first run's it is: medians of so many
    rounds, in each of which everything runs once, so that a machine that is busy is so for all.
    """
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            begun = time.process_time()
            run()
            times[name].append(time.process_time() - begun)
    measure = next(iter(times.values()))
    return {
        name: (
            statistics.median(took),
            statistics.median(own / bare for own, bare in zip(took, measure, strict=True)),
        )
        for name, took in times.items()
    }


def write(mark: str, text: str) -> None:
    """Put a text between its marks in ``RESULTS.md``."""
    begin, end = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    page = RESULTS.read_text(encoding="utf-8")
    before, after = page.split(begin)[0], page.split(end)[1]
    RESULTS.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")

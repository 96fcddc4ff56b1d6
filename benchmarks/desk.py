"""From a key to the next proposal at the review desk: with one document of 5 MB, and among 20,000 files.

    python benchmarks/desk.py --files 20000 --megabytes 5

Times are of the whole way: the request that decides (its log synced to the disk) and the one that brings the
next passage, through the web server, from this machine to itself. The files are made here, from a seed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from itertools import pairwise
from pathlib import Path
from typing import Any

import validation_scale


def document(path: Path, megabytes: float) -> None:
    """A TEI file of this size whose names wait for a decision."""
    random_ = validation_scale.random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        file.write(validation_scale.HEAD.format(title="A document"))
        size, number = 0, 1
        while size < megabytes * 1_000_000:
            piece = validation_scale.paragraph(random_, number).replace("<persName ", '<persName cert="low" ')
            size += file.write(piece)
            number += 1
        file.write(validation_scale.TAIL)


class Desk:
    """A desk in a process of its own."""

    def __init__(self, folder: Path, cache: Path) -> None:
        words = ["review", str(folder), "--reviewer", "Ann", "--no-browser"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tei_tools", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "TEI_TOOLS_CACHE": str(cache)},
        )
        assert self.process.stdout is not None
        found = re.search(r"http\S+", self.process.stdout.readline())
        assert found is not None
        self.address = found[0]

    def ask(self, question: str, **what: Any) -> Any:
        with urllib.request.urlopen(f"{self.address}api/{question}?{urllib.parse.urlencode(what)}") as answer:
            return json.load(answer)

    def tell(self, question: str, what: Any) -> Any:
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.address}api/{question}", json.dumps(what).encode(), headers)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def listed(self) -> float:
        """Wait until the folder has been read; gives the seconds."""
        start = time.perf_counter()
        while self.ask("state")["indexing"]:
            time.sleep(0.2)
        return time.perf_counter() - start

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait()


def decisions(desk: Desk, count: int, pause: float) -> list[float]:
    """Decide so many times: accept, reject, let a tag end a word later; the milliseconds of each."""
    times = []
    queue = desk.ask("queue", limit=count + 5)
    for number, (here, following) in enumerate(pairwise(queue[: count + 1])):
        before = [here["element"], here["start"], here["end"]]
        action = {
            "path": here["path"],
            "before": before,
            "verdict": ("accepted", "rejected", "changed")[number % 3],
        }
        start = time.perf_counter()
        if action["verdict"] == "changed":
            place = {key: here[key] for key in ("path", "start", "end")}
            action |= {"element": here["element"], **(desk.ask("moved", **place, edge="end", by=1) or {})}
        desk.tell("decide", {"actions": [action]})
        desk.ask("passage", path=following["path"], start=following["start"], end=following["end"])
        times.append((time.perf_counter() - start) * 1000)
        time.sleep(pause)
    return times


def measure(name: str, folder: Path, cache: Path, count: int, pause: float) -> None:
    desk = Desk(folder, cache)
    try:
        listed = desk.listed()
        desk.ask("passage", **{key: desk.ask("queue", limit=1)[0][key] for key in ("path", "start", "end")})
        time.sleep(3)  # who opens a document reads it first
        times = sorted(decisions(desk, count, pause))
    finally:
        desk.stop()
    print(
        f"| {name} | {listed:.1f} | {statistics.median(times):.0f} | {times[int(len(times) * 0.95)]:.0f} "
        f"| {times[-1]:.0f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--megabytes", type=float, default=5)
    parser.add_argument("--decisions", type=int, default=60)
    parser.add_argument("--pause", type=float, default=0.7, help="seconds between two decisions")
    options = parser.parse_args()
    print("| from a key to the next proposal | folder read, s | median ms | 95 % ms | longest ms |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        one, many, cache = (Path(folder) / name for name in ("one", "many", "cache"))
        one.mkdir()
        document(one / "large.xml", options.megabytes)
        measure(f"one document of {options.megabytes:g} MB", one, cache, options.decisions, options.pause)
        many.mkdir()
        for number, file in enumerate(validation_scale.write_many(many, options.files)):
            if number % 10 == 0:
                text = file.read_text(encoding="utf-8").replace("<persName ", '<persName cert="low" ')
                file.write_text(text, encoding="utf-8")
        measure(f"{options.files:,} files", many, cache, options.decisions, options.pause)


if __name__ == "__main__":
    main()

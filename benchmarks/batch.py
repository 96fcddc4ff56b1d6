"""Speed of a run over many files: ``python benchmarks/batch.py [--files 20000] [--write]``.

What is compared is done in one sitting, one after the other. ``--write`` puts the table into RESULTS.md.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_MARK = "batch"


def _faults() -> Any:
    spec = importlib.util.spec_from_file_location("faults", ROOT / "benchmarks" / "faults.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def corpus(folder: Path, count: int, a_folder: int = 1000) -> Path:
    """``count`` small TEI files (about 2 kB), so many a folder."""
    tei = _faults().tei
    paragraphs = "".join(
        f"<p>In <date when='18{n:02}'>18{n:02}</date> <persName>A. B{n}</persName> wrote from "
        f"<placeName>Place {n}</placeName>: <quote>the words of letter {n}</quote>.</p>"
        for n in range(10, 18)
    )
    for number in range(count):
        place = folder / f"{number // a_folder:04}"
        place.mkdir(parents=True, exist_ok=True)
        text = tei(number).replace("</body>", f"{paragraphs}</body>")
        (place / f"d{number:07}.xml").write_text(text, encoding="utf-8")
    return folder


_LOOP = """
import sys, time
from pathlib import Path
import tei_tools
from tei_tools import api, inputs
from tei_tools.resources import Resources
source, out = map(Path, sys.argv[1:])
resources = Resources()
items = list(inputs.find([source], recursive=True, suffixes=(".xml",)))
for item in items:
    for finding in api.validate(item, schema="tei_tools", resources=resources):
        pass
roots = [str(source)]
api.convert(items, ["jsonld"], out / "jsonld", roots=roots)
api.convert(items, ["csv"], out / "csv", roots=roots)
"""


def loop(source: Path, output: Path) -> float:
    """Seconds of a plain loop over the public functions in one process, all files synced."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", _LOOP, str(source), str(output)], check=True)
    return time.perf_counter() - begun


def run(source: Path, output: Path, *more: str, jobs: int = 2) -> tuple[float, str]:
    """Seconds of a run, and its events."""
    words = ["run", str(source), "--validate", "--to", "jsonld,csv", "-o", str(output), "--jobs", str(jobs)]
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "tei_tools", *words, *more], capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr[-2000:]
    return time.perf_counter() - begun, done.stdout


def memory(source: Path, output: Path) -> int:
    """The most memory (bytes, resident) that the run's own process had."""
    run_ = subprocess.Popen(
        [sys.executable, "-m", "tei_tools", "run", str(source), "--to", "csv", "-o", str(output), "-q"]
    )
    most = 0
    while run_.poll() is None:
        try:
            said = Path(f"/proc/{run_.pid}/status").read_text()
            most = max(most, int(re.findall(r"VmHWM:\s+(\d+)", said)[0]) * 1024)
        except (OSError, IndexError):
            pass
        time.sleep(0.05)
    return most


def main() -> None:
    """Measure, and show or write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--many", type=int, default=100_000)
    parser.add_argument("--most", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="speed,again,memory,start")
    parser.add_argument("--write", action="store_true")
    said = parser.parse_args()
    only = said.only.split(",")
    rows: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_FOLDER")) as name:
        folder = Path(name)
        if "speed" in only:
            rows += speed(folder, said.files, said.rounds)
        if "start" in only:
            rows += start(folder)
        if "again" in only:
            rows += again(folder, said.many)
        if "memory" in only:
            rows += flat(folder, said.most)
    table = "| what | figure |\n|---|---|\n" + "".join(f"| {what} | {figure} |\n" for what, figure in rows)
    print(table)
    if said.write:
        path = ROOT / "benchmarks" / "RESULTS.md"
        text = path.read_text(encoding="utf-8")
        pattern = re.compile(rf"(<!-- {_MARK} -->\n).*?(<!-- /{_MARK} -->)", re.S)
        path.write_text(pattern.sub(lambda found: found[1] + table + found[2], text), encoding="utf-8")


def speed(folder: Path, count: int, rounds: int) -> list[tuple[str, str]]:
    """A run with two workers against the loop, and what of it is the ledger."""
    source = corpus(folder / "speed", count)
    ratios, loops, runs = [], [], []
    for number in range(rounds):
        loops.append(loop(source, folder / f"loop{number}"))
        runs.append(run(source, folder / f"run{number}")[0])
        ratios.append(loops[-1] / runs[-1])
        print(f"round {number}: loop {loops[-1]:.1f} s, run {runs[-1]:.1f} s", file=sys.stderr)
        if number == 0:
            _same(folder / "loop0", folder / "run0")
        shutil.rmtree(folder / f"loop{number}")
        shutil.rmtree(folder / f"run{number}")
    spent, waited = ledger_time(source, folder / "ledger")
    shutil.rmtree(source)
    took = f"{statistics.median(loops):.1f} s to {statistics.median(runs):.1f} s"
    what = "small TEI files, validate + JSON-LD + CSV, 2 workers: times a plain loop in one process"
    return [
        (f"{count:,} {what}", f"{statistics.median(ratios):.2f} ({took})"),
        ("of that run's processor time, spent in the ledger (rows and commits)", f"{spent:.1%}"),
        ("of that run's time by the clock, its process at the ledger while workers work", f"{waited:.1%}"),
    ]


def _same(loop_: Path, run_: Path) -> None:
    """Both made the same files."""
    made = {
        str(path.relative_to(run_)): path
        for path in run_.rglob("*")
        if path.is_file() and path.parent != run_
    }
    for name, path in made.items():
        assert path.read_bytes() == (loop_ / name).read_bytes(), name


_TIMED = """
import resource, sys, time
from pathlib import Path
from tei_tools import batch
from tei_tools.batch import _ledger, _keeping, _registering
from tei_tools.batch._plan import Plan
spent = waited = 0.0
inside = 0
def begin():
    global inside
    inside += 1
    return time.process_time(), time.perf_counter()
def end(begun):
    global spent, waited, inside
    inside -= 1
    if not inside:
        spent += time.process_time() - begun[0]
        waited += time.perf_counter() - begun[1]
def timed(function):
    def call(*words, **more):
        begun = begin()
        try:
            return function(*words, **more)
        finally:
            end(begun)
    return call
class Change:
    def __init__(self, inner): self.inner = inner
    def __enter__(self):
        self.begun = begin()
        return self.inner.__enter__()
    def __exit__(self, *fault):
        try:
            return self.inner.__exit__(*fault)
        finally:
            end(self.begun)
change = _ledger.Ledger.change
_ledger.Ledger.change = lambda self: Change(change(self))
_registering.Registering._rows = timed(_registering.Registering._rows)
_registering.Registering._made = timed(_registering.Registering._made)
_registering.Registering._known = timed(_registering.Registering._known)
plan = Plan((sys.argv[1],), Path(sys.argv[2]), validate=True, formats=("jsonld", "csv"), jobs=2)
begun = time.perf_counter()
batch.run(plan)
took = time.perf_counter() - begun
children = resource.getrusage(resource.RUSAGE_CHILDREN)
print(spent / (time.process_time() + children.ru_utime + children.ru_stime), waited / took)
"""


def ledger_time(source: Path, output: Path) -> tuple[float, float]:
    """The share of a run's processor time, of all its processes, that goes into the ledger; and the share of
    its time by the clock in which its own process is at the ledger (rows, commits, syncs of its file).
    """
    done = subprocess.run(
        [sys.executable, "-c", _TIMED, str(source), str(output)], capture_output=True, text=True, check=True
    )
    of_processor, by_clock = map(float, done.stdout.split()[-2:])
    return of_processor, by_clock


def start(folder: Path) -> list[tuple[str, str]]:
    """From the command to the first file done."""
    source = corpus(folder / "start", 2000)
    took = []
    for number in range(5):
        begun = time.perf_counter()
        words = [
            "run",
            str(source),
            "--validate",
            "--to",
            "jsonld,csv",
            "-o",
            str(folder / f"s{number}"),
            "--json",
        ]
        process = subprocess.Popen(
            [sys.executable, "-m", "tei_tools", *words], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        for line in process.stdout:
            if json.loads(line)["event"] == "input":
                took.append(time.perf_counter() - begun)
                break
        process.kill()
        process.wait()
    return [("start-up to the first file done and on the disk", f"{statistics.median(took):.2f} s")]


def again(folder: Path, count: int) -> list[tuple[str, str]]:
    """A second run in which nothing changed."""
    source = corpus(folder / "again", count)
    output = folder / "again-out"
    first, _ = run(source, output)
    second = statistics.median(run(source, output)[0] for _ in range(3))
    shutil.rmtree(source)
    shutil.rmtree(output)
    return [
        (
            f"second run, nothing changed, {count:,} files: times faster than the first",
            f"{first / second:.0f}",
        ),
        ("the same: seconds for every 10,000 files", f"{second / count * 10_000:.2f}"),
    ]


def flat(folder: Path, most: int) -> list[tuple[str, str]]:
    """The memory of the run's own process at few and at many inputs, in one flat folder."""
    figures, seconds = [], []
    for count in (1000, most):
        source = folder / f"flat{count}"
        source.mkdir()
        text = _faults().tei(1)
        for number in range(count):
            (source / f"d{number:07}.xml").write_text(text.replace("L-00001", f"L-{number:07}"))
        begun = time.perf_counter()
        figures.append(memory(source, folder / f"flat-out{count}"))
        between = time.perf_counter()
        again_ = memory(source, folder / f"flat-out{count}")
        seconds.append((between - begun, time.perf_counter() - between))
        shutil.rmtree(source)
        shutil.rmtree(folder / f"flat-out{count}")
    few, many = figures
    return [
        (
            f"memory of the parent at 1,000 and at {most:,} inputs in one folder",
            f"{few / 1e6:.0f} MB and {many / 1e6:.0f} MB ({many / few:.2f} times); "
            f"where nothing changed {again_ / 1e6:.0f} MB",
        ),
        (
            f"second run of these {most:,} (CSV alone), nothing changed: seconds for every 10,000",
            f"{seconds[1][1] / most * 10_000:.2f} ({seconds[1][0] / seconds[1][1]:.0f} times faster)",
        ),
    ]


if __name__ == "__main__":
    main()

"""How fast the grammar's walk is, beside lxml's parser and jing, in one run; figures are ratios of medians.

    python benchmarks/validation.py    # the corpus on one core and on two, one file, the first run

Files with a DOCTYPE are left out, for jing ends its run at one whose DTD it cannot read.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import jing_witness
from lxml import etree

from tei_tools.grammar._compiled import RelaxNG, load_relax_ng

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"


def tree(file: Path) -> etree._ElementTree:
    """The file as lxml reads it, an xml:id that is no name too: that is for the grammar to say."""
    return etree.parse(file, etree.XMLParser(recover=True, huge_tree=True))


ONE_FILE = """
import sys
from pathlib import Path
from lxml import etree
from tei_tools.grammar._compiled import load_relax_ng
grammar = load_relax_ng(Path(sys.argv[1]))
faults = 0
for name in sys.argv[2:]:
    faults += len(grammar.faults(etree.parse(name, etree.XMLParser(recover=True, huge_tree=True))))
grammar.remember()
"""


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def parse(files: Sequence[Path]) -> None:
    for file in files:
        tree(file)


def validate(grammar: RelaxNG, files: Sequence[Path]) -> int:
    return sum(len(grammar.faults(tree(file))) for file in files)


def ours(schema: Path, files: Sequence[Path], environment: dict[str, str] | None = None) -> None:
    """A whole process of ours."""
    subprocess.run(
        [sys.executable, "-c", ONE_FILE, str(schema), *map(str, files)], check=True, env=environment
    )


def halves(schema: Path, files: Sequence[Path]) -> None:
    """Two processes of ours at once, with equal shares of the bytes."""
    shares: list[list[Path]] = [[], []]
    weights = [0, 0]
    for file in sorted(files, key=lambda file: -file.stat().st_size):
        lighter = weights.index(min(weights))
        shares[lighter].append(file)
        weights[lighter] += file.stat().st_size
    running = [
        subprocess.Popen([sys.executable, "-c", ONE_FILE, str(schema), *map(str, share)]) for share in shares
    ]
    assert [process.wait() for process in running] == [0, 0]


def jing(schema: Path, files: Sequence[Path]) -> None:
    subprocess.run(
        jing_witness.command(schema, files),
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def on_one_core(work: Callable[[], object]) -> Callable[[], object]:
    """The work bound to one core, where the system can do that."""
    if not hasattr(os, "sched_setaffinity"):
        return work

    def bound() -> object:
        cores = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {min(cores)})
        try:
            return work()
        finally:
            os.sched_setaffinity(0, cores)

    return bound


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=SHARED / "corpus")
    parser.add_argument("--schema", type=Path, default=SHARED / "tei" / "tei_all.rng")
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    schema: Path = options.schema
    files = [file for file in sorted(options.corpus.rglob("*.xml")) if b"<!DOCTYPE" not in file.read_bytes()]
    size = sum(file.stat().st_size for file in files) / 1e6
    ordinary = sorted(files, key=lambda file: file.stat().st_size)[len(files) // 2]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TEI_TOOLS_CACHE"] = folder
        ours(schema, files)
        grammar = load_relax_ng(schema)
        validate(grammar, files)
        work: dict[str, tuple[Callable[[], object], float]] = {
            "parse alone, one core": (on_one_core(lambda: parse(files)), size),
            "ours, one core, warm": (on_one_core(lambda: validate(grammar, files)), size),
            "jing, one core": (on_one_core(lambda: jing(schema, files)), size),
            "ours, whole process, two cores": (lambda: halves(schema, files), size),
            "jing, whole process, two cores": (lambda: jing(schema, files), size),
            "ours, one ordinary file": (lambda: ours(schema, [ordinary]), 0),
            "jing, one ordinary file": (lambda: jing(schema, [ordinary]), 0),
            "ours, first run ever": (lambda: first_run(schema, ordinary), 0),
        }
        if not jing_witness.available():
            work = {name: one for name, one in work.items() if not name.startswith("jing")}
        times: dict[str, list[float]] = {name: [] for name in work}
        for _ in range(options.repeat):
            for name, (one, _) in work.items():
                times[name].append(seconds(one))
    medians = {name: statistics.median(some) for name, some in times.items()}
    print(
        f"{len(files)} files, {size:.1f} MB; ordinary file: {ordinary.stat().st_size / 1e3:.0f} kB; ", end=""
    )
    print(f"medians of {options.repeat}\n")
    print("| what | seconds | MB/s |")
    print("|---|---|---|")
    for name, (_, amount) in work.items():
        rate = f"{amount / medians[name]:.1f}" if amount else ""
        print(f"| {name} | {medians[name]:.3f} | {rate} |")
    if "jing, one core" in medians:
        print("\n| ours beside jing | ratio | aim |")
        print("|---|---|---|")
        print(f"| one core, rate | {medians['jing, one core'] / medians['ours, one core, warm']:.1f} | ≥ 2 |")
        for place, aim in (("whole process, two cores", "≤ 0.25"), ("one ordinary file", "≤ 0.33")):
            ratio = medians[f"ours, {place}"] / medians[f"jing, {place}"]
            print(f"| {place}, time | {ratio:.2f} | {aim} |")


def first_run(schema: Path, file: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ours(schema, [file], {**os.environ, "TEI_TOOLS_CACHE": folder})


if __name__ == "__main__":
    main()

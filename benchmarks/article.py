"""The figures of the first article: whole processes, one process, precision and recall, sizes on disk.

    python benchmarks/article.py            prints the tables
    python benchmarks/article.py --write    puts them into benchmarks/RESULTS.md, between its marks

Each command is run in turn with a bare Python, so that the ratio holds when the machine's speed drifts.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = ROOT / "encoded" / "another-perspective.txt"
CORRECTED = ROOT / "encoded" / "another-perspective.xml"
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
RUNS = 7


def whole_processes() -> list[str]:
    """Wall time of each command as a whole process, beside a bare Python in the same round."""
    program = str(Path(sys.executable).with_name("tei-tools"))
    # As a user has it: modules are compiled once, by the first round, which is not counted.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        encoded = out / "article.xml"
        subprocess.run([program, "encode", str(ARTICLE), "-o", str(encoded), "-q"], check=True)
        commands = {
            "bare Python": [sys.executable, "-c", ""],
            "`tei-tools --help`": [program, "--help"],
            "`tei-tools encode`": [program, "encode", str(ARTICLE), "-q"],
            "`tei-tools validate`": [program, "validate", str(encoded), "-q"],
            "`tei-tools convert --to jsonld,csv`": [
                *(program, "convert", str(encoded), "--to", "jsonld,csv", "-o", str(out / "out"), "-f", "-q")
            ],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(RUNS + 1):
            for name, words in commands.items():
                begun = time.perf_counter()
                subprocess.run(words, check=True, capture_output=True, env=environment)
                times[name].append(time.perf_counter() - begun)
    bare = statistics.median(times["bare Python"][1:])
    lines = ["| whole process | median s | times a bare Python |", "|---|---|---|"]
    for name, measured in times.items():
        median = statistics.median(measured[1:])
        lines.append(f"| {name} | {median:.3f} | {median / bare:.1f} |")
    return lines


def in_one_process() -> list[str]:
    """Milliseconds a document in one process that holds its resources."""
    import tei_tools
    from tei_tools.encoding import serialize
    from tei_tools.exporters import Options
    from tei_tools.resources import Resources

    resources = Resources()
    data = ARTICLE.read_bytes()
    encoded = serialize(tei_tools.encode(data, name=ARTICLE.name, resources=resources))

    with tempfile.TemporaryDirectory() as folder:

        def convert() -> None:
            out = Path(folder) / "out"
            tei_tools.convert([CORRECTED], ["jsonld", "csv"], out, options=Options(), force=True)

        work: dict[str, Callable[[], object]] = {
            "encode": lambda: tei_tools.encode(data, name=ARTICLE.name, resources=resources),
            "validate": lambda: list(tei_tools.validate(encoded, resources=resources)),
            "read": lambda: tei_tools.read(encoded),
            "convert to JSON-LD and CSV, files synced": convert,
        }
        lines = ["| in one process, resources loaded | median ms a document |", "|---|---|"]
        for name, function in work.items():
            function()
            measured = []
            for _ in range(RUNS):
                begun = time.perf_counter()
                function()
                measured.append(1000 * (time.perf_counter() - begun))
            lines.append(f"| {name} | {statistics.median(measured):.1f} |")
    return lines


def accuracy() -> list[str]:
    """Precision and recall a kind of the tool's own output against the corrected encoding."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    from article_scores import scores

    lines = [
        "| kind | corrected | found | precision | recall | F1 | F1 of overlaps | same entity |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for score in scores(ARTICLE, CORRECTED):
        lines.append(
            f"| {score.kind} | {score.gold} | {score.found} | {score.precision:.2f} | {score.recall:.2f} | "
            f"{score.f1:.2f} | {score.overlap_f1:.2f} | {score.pointed} of {score.pointing} |"
        )
    return lines


def sizes() -> list[str]:
    """Megabytes on disk of the package and of each of its dependencies, compiled files left out."""
    wanted, seen = ["tei-tools"], dict[str, float]()
    while wanted:
        name = wanted.pop()
        if name in seen:
            continue
        try:
            distribution = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        size = sum(
            Path(str(distribution.locate_file(file))).stat().st_size
            for file in distribution.files or ()
            if not str(file).endswith(".pyc") and Path(str(distribution.locate_file(file))).is_file()
        )
        if name == "tei-tools":
            size = sum(
                path.stat().st_size
                for folder in ("tei_tools", "cli", "schemas")
                for path in (ROOT / folder).rglob("*")
                if path.is_file() and path.suffix != ".pyc"
            )
        seen[name] = size / 1e6
        for requirement in distribution.requires or ():
            if "extra ==" not in requirement:
                wanted.append(re.split(r"[^\w.-]", requirement, maxsplit=1)[0])
    lines = ["| package | MB |", "|---|---|"]
    lines += [f"| {name} | {size:.1f} |" for name, size in sorted(seen.items(), key=lambda item: -item[1])]
    lines.append(f"| all | {sum(seen.values()):.1f} |")
    return lines


def main() -> None:
    """Print the tables, or write them."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--write", action="store_true")
    write = arguments.parse_args().write
    tables = [whole_processes(), in_one_process(), accuracy(), sizes()]
    text = "\n\n".join("\n".join(table) for table in tables)
    print(text)
    if write:
        begin, end = "<!-- article -->", "<!-- /article -->"
        page = RESULTS.read_text(encoding="utf-8")
        before, after = page.split(begin)[0], page.split(end)[1]
        RESULTS.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()

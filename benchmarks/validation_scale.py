"""The default run of ``tei-tools validate`` (grammar, TEI's constraints, our rules) beside jing, and what it
does with one very large file and with very many small ones.

    python benchmarks/validation_scale.py                   # the corpus and one ordinary file
    python benchmarks/validation_scale.py --large 200       # one file of 200 MB: memory
    python benchmarks/validation_scale.py --many 100000     # so many small files: files a second

Times are of whole processes, interleaved; ratios are of medians. The files are made here, from a seed.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import jing_witness

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader>
    <fileDesc>
      <titleStmt><title>{title}</title></titleStmt>
      <publicationStmt><p>Made for a measurement.</p></publicationStmt>
      <sourceDesc><p>None.</p></sourceDesc>
    </fileDesc>
  </teiHeader>
  <text><body>
"""
TAIL = "  </body></text>\n</TEI>\n"
PEAK = """
import resource, sys
from pathlib import Path
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
"""
PARSE = (
    PEAK
    + """
from lxml import etree
etree.parse(sys.argv[1], etree.XMLParser(huge_tree=True))
print(peak())
"""
)
VALIDATE = (
    PEAK
    + """
import tei_tools
file = Path(sys.argv[1])
found = sum(1 for _ in tei_tools.validate(file, schema="tei_all", max_size=10**10, stream={stream}))
print(peak())
"""
)


def paragraph(random_: random.Random, number: int) -> str:
    """A paragraph of prose with names, dates and pointers, some 400 characters long."""
    words = " ".join(
        "".join(random_.choice("abcdefghijklmnoprstuvw") for _ in range(random_.randint(2, 9)))
        for _ in range(30)
    )
    day = f"{random_.randint(1700, 1950)}-{random_.randint(1, 12):02}-{random_.randint(1, 28):02}"
    name = f'<persName ref="#p{random_.randint(1, max(1, number))}">{words[:12]}</persName>'
    date = f'<date when="{day}">{day}</date>'
    return f'    <p xml:id="p{number}">{words} {name} {words[40:90]} {date}.</p>\n'


def write_large(path: Path, megabytes: int) -> None:
    """One TEI file of this size, valid by ``tei_all``."""
    random_ = random.Random(1)
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD.format(title="Large"))
        number, size = 1, 0
        while size < megabytes * 1_000_000:
            piece = paragraph(random_, number)
            size += file.write(piece)
            number += 1
        file.write(TAIL)


def write_many(folder: Path, count: int) -> list[Path]:
    """So many TEI files of one to two kilobytes, 500 in a folder."""
    random_ = random.Random(2)
    files = []
    for number in range(count):
        file = folder / f"{number // 500:04}" / f"{number:06}.xml"
        file.parent.mkdir(exist_ok=True)
        body = "".join(paragraph(random_, each) for each in range(1, random_.randint(3, 5)))
        file.write_text(HEAD.format(title=f"Letter {number}") + body + TAIL, encoding="utf-8")
        files.append(file)
    return files


def ours(words: Sequence[str], jobs: int = 2, stream: bool = False) -> None:
    """The command, its report thrown away."""
    command = [
        sys.executable,
        "-m",
        "tei_tools",
        "validate",
        *words,
        "--schema",
        "tei_all",
        "--jobs",
        str(jobs),
    ]
    command += ["--format", "jsonl", "--quiet", *(["--stream"] if stream else [])]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def jing(schema: Path, files: Sequence[Path]) -> None:
    """jing, called once with all files; more than a command line holds are called for in parts."""
    step = 20_000
    for first in range(0, len(files), step):
        command = jing_witness.command(schema, files[first : first + step])
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def medians(work: dict[str, Callable[[], object]], repeat: int) -> dict[str, float]:
    """The median seconds of each, interleaved."""
    times: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(repeat):
        for name, one in work.items():
            start = time.perf_counter()
            one()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(some) for name, some in times.items()}


def default_run(schema: Path, repeat: int) -> None:
    files = [
        each for each in sorted((SHARED / "corpus").rglob("*.xml")) if b"<!DOCTYPE" not in each.read_bytes()
    ]
    ordinary = sorted(files, key=lambda file: file.stat().st_size)[len(files) // 2]
    words = [str(file) for file in files]
    ours(words)  # what documents teach the grammar is kept for the next run
    found = medians(
        {
            "ours": lambda: ours(words),
            "jing": lambda: jing(schema, files),
            "ours, one file": lambda: ours([str(ordinary)], 1),
            "jing, one file": lambda: jing(schema, [ordinary]),
        },
        repeat,
    )
    print("| default run: grammar, constraints, rules | ours, s | jing, s | ratio | aim |")
    print("|---|---|---|---|---|")
    for name, ending, aim in (
        (f"the corpus, {len(files)} files, two cores", "", "≤ 0.25"),
        (f"one ordinary file, {ordinary.stat().st_size / 1e3:.0f} kB", ", one file", "≤ 0.33"),
    ):
        mine, its = found[f"ours{ending}"], found[f"jing{ending}"]
        print(f"| {name} | {mine:.2f} | {its:.2f} | {mine / its:.2f} | {aim} |")


def large(megabytes: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "large.xml"
        write_large(file, megabytes)

        def peak(code: str) -> tuple[float, float]:
            start = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True
            )
            return float(done.stdout), time.perf_counter() - start

        parse, parse_time = peak(PARSE)
        print("| one file | peak MB | times a parse | seconds | aim |\n|---|---|---|---|---|")
        print(f"| lxml's parse | {parse:.0f} | 1.0 | {parse_time:.1f} | |")
        for name, stream, aim in (("ours", False, "≤ 3 times"), ("ours, --stream", True, "≤ 200 MB")):
            mine, seconds = peak(VALIDATE.format(stream=stream))
            print(f"| {name} | {mine:.0f} | {mine / parse:.1f} | {seconds:.1f} | {aim} |")


def many(schema: Path, count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = write_many(Path(folder), count)
        found = medians(
            {"ours": lambda: ours([folder, "--recursive"]), "jing": lambda: jing(schema, files)}, 1
        )
        print(f"| {count} small files, two cores | seconds | files a second |\n|---|---|---|")
        for name, seconds in found.items():
            print(f"| {name} | {seconds:.1f} | {count / seconds:.0f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--schema", type=Path, default=SHARED / "tei" / "tei_all.rng")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--large", type=int, metavar="MB")
    parser.add_argument("--many", type=int, metavar="FILES")
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if options.large:
        large(options.large)
    elif options.many:
        many(options.schema, options.many)
    else:
        default_run(options.schema, options.repeat)


if __name__ == "__main__":
    main()

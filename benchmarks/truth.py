"""What a specialist expects of files of the measuring corpus, and how much of it stands in their records.

``python benchmarks/truth.py [CORPUS] [--misses] [--write]``. ``truth.tsv`` holds the facts: they were
written down from the XML before the program read it, and say nothing but numbers, identifiers, dates and
names. A fact is a file, a table, a row (``column=value``, ``first``, or nothing for all rows), a column
(``#``: how many rows), and its value. Several values of one cell are parted by ``|``; none is the empty one.
``--write`` puts the table into ``RESULTS.md``.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from tei_tools.records import Record, iter_read

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[1] / "shared" / "corpus"


class Fact(NamedTuple):
    """One expectation; see the module."""

    file: str
    table: str
    row: str
    column: str
    expected: str


def facts() -> list[Fact]:
    """All that is expected."""
    with (HERE / "truth.tsv").open(encoding="utf-8", newline="") as lines:
        return [Fact(*row) for row in list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]]


@lru_cache(maxsize=2)
def record(path: Path, name: str) -> Record:
    """The record of a file (the first of a corpus)."""
    return next(iter_read(path, name=name))


def shown(value: Any) -> str:
    """A cell as the table of facts writes it."""
    if value is None:
        return ""
    return "|".join(map(str, value)) if isinstance(value, tuple) else str(value)


def found(corpus: Path, fact: Fact) -> set[str]:
    """What the record says: a set, for a row may be described by more than one."""
    read = record(corpus / fact.file, fact.file)
    if fact.table == "record":
        return {shown(getattr(read, fact.column))}
    if fact.table == "metadata":
        if fact.row.startswith("identifiers:"):
            kind = fact.row.partition(":")[2]
            return {value for said, value in read.metadata.identifiers if said == kind}
        if fact.row:
            people = getattr(read.metadata, f"{fact.row}s")
            return {shown(getattr(person, fact.column)) for person in people}
        return {shown(getattr(read.metadata, fact.column))}
    rows = list(getattr(read, fact.table))
    if fact.row == "first":
        rows = rows[:1]
    elif fact.row:
        column, _, value = fact.row.partition("=")
        rows = [row for row in rows if shown(getattr(row, column)) == value]
    return {str(len(rows))} if fact.column == "#" else {shown(getattr(row, fact.column)) for row in rows}


def table(corpus: Path, misses: bool) -> str:
    """Facts expected and met, folder by folder."""
    expected: Counter[str] = Counter()
    met: Counter[str] = Counter()
    files: dict[str, set[str]] = {}
    for fact in facts():
        folder = fact.file.partition("/")[0]
        files.setdefault(folder, set()).add(fact.file)
        expected[folder] += 1
        said = found(corpus, fact)
        if fact.expected in said:
            met[folder] += 1
        elif misses:
            print(*fact, "is", sorted(said)[:5], sep="\t")
    lines = ["| folder | files | facts | met |", "|---|---|---|---|"]
    lines += [f"| {name} | {len(files[name])} | {expected[name]} | {met[name]} |" for name in sorted(files)]
    total = sum(map(len, files.values()))
    lines.append(f"| all | {total} | {sum(expected.values())} | {sum(met.values())} |")
    return "\n".join(lines)


def write(words: str) -> None:
    """Put the table between its markers."""
    results = HERE / "RESULTS.md"
    text = results.read_text(encoding="utf-8")
    before, begun, rest = text.partition("<!-- truth -->\n")
    _, ended, after = rest.partition("<!-- /truth -->")
    if begun and ended:
        results.write_text(f"{before}{begun}{words}\n{ended}{after}", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    measured = table(arguments.corpus, arguments.misses)
    print(measured)
    if arguments.write:
        write(measured)

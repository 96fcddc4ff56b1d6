"""What ``tei-tools convert`` does with one very large file and with very many small ones.

    python benchmarks/conversion_scale.py --large 200       # one file of 200 MB: memory and time
    python benchmarks/conversion_scale.py --many 100000     # so many files: memory, files a second
    python benchmarks/conversion_scale.py --large 200 --many 100000 --write    # both, into RESULTS.md

Each measurement is a process of its own: its peak is the largest resident set that the system saw, its
seconds are the processor's, so that other work on the machine counts little. The files are made here, from a
seed: prose with names that point at a register, dates, quotations, citations. The many are converted in three
runs of growing number, so that growth would show, to CSV and JSON Lines (``--to``).
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
MARKS = "<!-- conversion-scale -->", "<!-- /conversion-scale -->"
ENTRIES = 500
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{name}" xml:lang="en">
<teiHeader><fileDesc><titleStmt><title>{name}</title><author>Ada Example</author></titleStmt>
<publicationStmt><publisher>Nobody</publisher>
<availability status="free"><p>Made for a measurement.</p></availability></publicationStmt>
<sourceDesc><p>None.</p></sourceDesc></fileDesc></teiHeader>
<standOff><listPerson>
{persons}</listPerson><listPlace>
{places}</listPlace></standOff>
<text><body>
"""
TAIL = "</body></text>\n</TEI>\n"
PEAK = """
import resource
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_maxrss / 1024, used.ru_utime + used.ru_stime)
"""
PARSE = """
import sys
from lxml import etree
etree.parse(sys.argv[1], etree.XMLParser(huge_tree=True))
"""
READ = """
import sys
from tei_tools import api
api.read(sys.argv[1], max_size=10**10)
"""
CONVERT = """
import sys
from tei_tools.cli.main import main
main(["convert", sys.argv[1], "--recursive", "--to", sys.argv[3], "-o", sys.argv[2], "--max-size", "100GB",
      "--quiet"], standalone_mode=False)
"""
PARTS = """
import sys
from pathlib import Path
from tei_tools.records import read_parts
for part in read_parts(Path(sys.argv[1])):
    part.record.mentions
"""


def prose(random_: random.Random) -> list[str]:
    """Sentences of made words, some ten words long."""
    letters = "aabcdeeefghiiklmnnooprsttuuvw"
    words = ["".join(random_.choices(letters, k=random_.randint(2, 9))) for _ in range(4000)]
    return [" ".join(random_.choices(words, k=random_.randint(6, 14))) for _ in range(2000)]


def paragraph(random_: random.Random, sentences: list[str]) -> str:
    """Some 900 characters: two persons, a place, a date, now and then a quotation or a citation."""
    say = random_.choice
    day = f"{random_.randint(1700, 1950)}-{random_.randint(1, 12):02}-{random_.randint(1, 28):02}"
    who, other, where = (random_.randint(1, ENTRIES) for _ in range(3))
    extra = ""
    if random_.random() < 0.3:
        extra = f'<said who="#p{other}">{say(sentences)}</said> '
    elif random_.random() < 0.3:
        title, year = say(sentences)[:30], day[:4]
        extra = f"<bibl><author>A. Author</author>, <title>{title}</title>, <date>{year}</date></bibl> "
    return (
        f'<p>{say(sentences)} <persName ref="#p{who}">{say(sentences)[:12]}</persName> {say(sentences)},'
        f' <placeName ref="#g{where}">{say(sentences)[:9]}</placeName> {say(sentences)}'
        f" <hi>{say(sentences)}</hi>"
        f' <date when="{day}">{day}</date>. {extra}{say(sentences)}'
        f' <rs type="person" ref="#p{other}">he</rs> {say(sentences)}.</p>\n'
    )


def document(random_: random.Random, sentences: list[str], name: str, size: int) -> Iterator[str]:
    """A TEI file of about this many bytes, in pieces: its register, and divisions of twenty paragraphs."""
    few = ENTRIES if size > 1_000_000 else 3
    yield HEAD.format(
        name=name,
        persons="".join(
            f'<person xml:id="p{n}"><persName>Person {n}</persName><idno type="GND">{100000 + n}</idno>'
            "</person>\n"
            for n in range(1, few + 1)
        ),
        places="".join(
            f'<place xml:id="g{n}"><placeName>Place {n}</placeName><location><geo>{n % 90} {n % 180}</geo>'
            "</location></place>\n"
            for n in range(1, few + 1)
        ),
    )
    written, number = 0, 0
    while written < size:
        number += 1
        pieces = [paragraph(random_, sentences) for _ in range(20 if size > 1_000_000 else 2)]
        piece = f'<div xml:id="d{number}"><head>Division {number}</head>\n{"".join(pieces)}</div>\n'
        written += len(piece)
        yield piece
    yield TAIL


def measured(code: str, *words: str) -> tuple[float, float]:
    """Peak in MB and seconds of the processor's time of a process that runs ``code``."""
    done = subprocess.run([sys.executable, "-c", code + PEAK, *words], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    peak, seconds = done.stdout.split()[-2:]
    return float(peak), float(seconds)


def large(megabytes: int) -> Iterator[str]:
    random_ = random.Random(1)
    sentences = prose(random_)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "large.xml"
        with file.open("w", encoding="utf-8") as stream:
            for piece in document(random_, sentences, "large", megabytes * 1_000_000):
                stream.write(piece)
        parse, parse_seconds = measured(PARSE, str(file))
        size = file.stat().st_size / 1e6
        yield f"| one file of {size:.0f} MB | peak MB | times a parse | seconds | times a parse |"
        yield "|---|---|---|---|---|"
        yield f"| lxml's parse | {parse:.0f} | 1.0 | {parse_seconds:.1f} | 1.0 |"
        for label, code, *words in (
            ("`tei_tools.read`", READ),
            ("`convert --to jsonld,csv`", CONVERT, f"{folder}/both", "jsonld,csv"),
            ("`records.read_parts`", PARTS),
        ):
            peak, seconds = measured(code, str(file), *words)
            times, slower = peak / parse, seconds / parse_seconds
            yield f"| {label} | {peak:.0f} | {times:.1f} | {seconds:.1f} | {slower:.1f} |"


def many(count: int, to: str) -> Iterator[str]:
    random_ = random.Random(2)
    sentences = prose(random_)
    yield f"| so many files `--to {to}` | peak MB | seconds | files a second |"
    yield "|---|---|---|---|"
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder) / "in"
        written = 0
        for size in (count // 100, count // 10, count):
            for number in range(written, size):
                file = top / f"{number // 500:04}" / f"{number:06}.xml"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(
                    "".join(document(random_, sentences, f"letter-{number}", 1500)), encoding="utf-8"
                )
            written = size
            peak, seconds = measured(CONVERT, str(top), f"{folder}/out-{size}", to)
            yield f"| {size} | {peak:.0f} | {seconds:.1f} | {size / seconds:.0f} |"


def write(tables: list[list[str]]) -> None:
    """Put the tables into their section of the results, each in the place of that of its kind."""
    text = RESULTS.read_text(encoding="utf-8")
    start, end = (text.index(mark) for mark in MARKS)
    old = re.split(r"\n\n", text[start + len(MARKS[0]) : end].strip("\n"))
    kept = {block.split("|")[1].split()[0]: block for block in old if block.strip()}
    for table in tables:
        kept[table[0].split("|")[1].split()[0]] = "\n".join(table)
    section = "\n\n".join(kept[name] for name in sorted(kept))
    RESULTS.write_text(text[:start] + MARKS[0] + "\n" + section + "\n" + text[end:], encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--large", type=int, metavar="MB")
    parser.add_argument("--many", type=int, metavar="FILES")
    parser.add_argument("--to", default="jsonl,csv", metavar="FORMAT,…", help="of the many")
    parser.add_argument("--write", action="store_true", help="put the tables into benchmarks/RESULTS.md")
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    wanted = [
        made
        for made in (options.large and large(options.large), options.many and many(options.many, options.to))
        if made
    ]
    tables: list[list[str]] = []
    for made in wanted:
        tables.append([])
        for line in made:
            tables[-1].append(line)
            print(line, flush=True)
        print()
    if options.write:
        write(tables)


if __name__ == "__main__":
    main()

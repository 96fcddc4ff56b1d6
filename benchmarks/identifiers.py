"""Identifiers that stand twice: what we say beside plain jing (whose ID check ``-i`` turns off).

    python benchmarks/identifiers.py --count 400 --seed 1

Mutants are files of the corpus in which one to three elements get the ``xml:id`` of another.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import tempfile
from pathlib import Path

import jing_witness

from tei_tools.inputs import as_input
from tei_tools.validation._validator import Checks, Validator

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"
_ID = re.compile(rb'\bxml:id="([^"]+)"')
_TWICE = re.compile(r"(.*?):(\d+):\d+: error: ID \"(.*)\" has already been defined")


def mutant(data: bytes, random_: random.Random) -> bytes:
    """The file with one to three identifiers replaced by another of it."""
    places = list(_ID.finditer(data))
    chosen = random_.sample(places, min(len(places) - 1, random_.randint(1, 3)))
    others = [place for place in places if place not in chosen]
    for place in sorted(chosen, key=lambda place: -place.start()):
        data = data[: place.start(1)] + random_.choice(others)[1] + data[place.end(1) :]
    return data


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--schema", type=Path, default=SHARED / "tei" / "tei_all.rng")
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random_ = random.Random(options.seed)
    files = [
        data
        for file in sorted((SHARED / "corpus").rglob("*.xml"))
        if b"<!DOCTYPE" not in (data := file.read_bytes()) and len(_ID.findall(data)) > 1
    ]
    validator = Validator(Checks(schema="tei_all", rules=("identifiers",)))
    with tempfile.TemporaryDirectory() as folder:
        mutants = []
        for number in range(options.count):
            path = Path(folder) / f"{number:05}.xml"
            path.write_bytes(mutant(random_.choice(files), random_))
            mutants.append(path)
        command = [each for each in jing_witness.command(options.schema, mutants) if each != "-i"]
        said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        its = {
            (Path(match[1]).name, int(match[2]))
            for match in map(_TWICE.fullmatch, said.splitlines())
            if match
        }
        ours = {
            (path.name, finding.line)
            for path in mutants
            for finding in validator.report(as_input(path)).findings
            if finding.code == "TEI-ID-001"
        }
    print(f"{len(mutants)} files with identifiers that stand twice, seed {options.seed}\n")
    print("| the file and the line of each | |\n|---|---|")
    print(f"| both say it | {len(ours & its)} |")
    print(f"| jing alone | {len(its - ours)} |")
    print(f"| we alone | {len(ours - its)} |")
    for name, line in sorted(ours ^ its)[:5]:
        print(f"  {name}:{line}")


if __name__ == "__main__":
    main()

"""Do the shipped tei_all and the published one give the same verdicts, and if not, which specification
changed between their versions?

    python benchmarks/tei_agreement.py --count 4000 --seed 1

On every file of ../shared/corpus without a DOCTYPE, and on mutants of them (mutants.py). A difference is
explained when each fault that only one of the grammars finds is at an element whose content, or at an
attribute that, differs between them by tei_versions.py. Markdown on standard output; what is not explained is
named and makes the exit code 1. With ``--jing``, jing judges the same files by the shipped grammar.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

import jing_witness
import mutants
import tei_versions
from lxml import etree

from tei_tools.grammar._compiled import RelaxNG, compile_relax_ng
from tei_tools.grammar._faults import Fault
from tei_tools.grammar.odd import grammar_of

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"
Key = tuple[int, str, str]


def local(name: str) -> str:
    return name.rpartition("}")[2]


class Explanations:
    """What differs between the two grammars, by element."""

    def __init__(self, ours: Path, theirs: Path) -> None:
        one, other = tei_versions.Grammar(ours), tei_versions.Grammar(theirs)
        self.only_one = one.elements.keys() ^ other.elements.keys()
        self.content: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        for name, part, how in tei_versions.effects(one, other):
            if part == "content":
                self.content.add(name)
            elif part == "attribute":
                self.attributes.update((name, each) for each in how.partition(": ")[2].split(", "))
            else:
                self.attributes.add((name, part[1:]))

    def of(self, fault: Fault) -> str | None:
        """The element and its part that explains that only one grammar finds the fault."""
        element = local(str(fault.element.tag))
        parent = fault.element.getparent()
        above = local(str(parent.tag)) if parent is not None else ""
        if fault.attribute:
            name = local(fault.attribute)
            return f"{element}/@{name}" if (element, name) in self.attributes else None
        for name in (element, above):
            if name in self.content or name in self.only_one:
                return name
        return None


def keys(faults: list[Fault]) -> dict[Key, Fault]:
    return {(fault.index, fault.code[-3:], fault.attribute): fault for fault in faults}


def compare(
    files: list[Path], ours: RelaxNG, theirs: RelaxNG, why: Explanations
) -> tuple[Counter[str], Counter[str], list[str], dict[Path, bool]]:
    """How often the verdicts agree; what explains the differences; what does not; our verdicts."""
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    unexplained = []
    verdicts = {}
    for file in files:
        tree = etree.parse(file, mutants.PARSER)
        mine, other = ours.faults(tree), theirs.faults(tree)
        verdicts[file] = not mine
        counts["files"] += 1
        counts["valid by both"] += not mine and not other
        if bool(mine) == bool(other):
            counts["the same verdict"] += 1
            continue
        counts["valid by the shipped one only"] += not mine
        counts["valid by the published one only"] += not other
        found = [why.of(fault) for fault in [*mine, *other]]
        if all(found):
            counts["explained"] += 1
            reasons.update({reason for reason in found if reason})
        else:
            unexplained.append(f"{file.name}: {[fault.message for fault in [*mine, *other]][:3]}")
    return counts, reasons, unexplained, verdicts


def main() -> int:
    """Print the tables; 1 where a difference is not explained."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--count", type=int, default=4000)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--jing", action="store_true")
    given = words.parse_args()
    published = SHARED / "tei" / "tei_all.rng"
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        shipped = folder / "tei_all.rng"
        shipped.write_bytes(grammar_of("tei_all"))
        ours, theirs = compile_relax_ng(shipped), compile_relax_ng(published)
        why = Explanations(shipped, published)
        corpus = [
            file
            for file in sorted((SHARED / "corpus").rglob("*.xml"))
            if b"<!DOCTYPE" not in file.read_bytes() and well_formed(file)
        ]
        rng = random.Random(given.seed)
        valid = mutants.bases(SHARED / "corpus", theirs, 60_000)
        # A base that only one of them allows would make all its mutants say the same.
        documents = [(name, root) for name, root in valid if ours.is_valid(root)]
        print(
            f"{len(valid) - len(documents)} of {len(valid)} base files are valid by the published one only\n"
        )
        stock = mutants.stock_of(documents)
        made = [mutants.one_change(rng, documents, stock, number) for number in range(given.count)]
        (folder / "mutants").mkdir()
        changed = mutants.written(made, folder / "mutants")
        failed = False
        for title, files in (("The corpus", corpus), (f"Mutants (seed {given.seed})", changed)):
            counts, reasons, unexplained, verdicts = compare(files, ours, theirs, why)
            print(f"## {title}\n\n| what | files |\n|---|---|")
            for name, number in counts.items():
                print(f"| {name} | {number} |")
            print("\nWhat explains the differences: ", end="")
            print(
                ", ".join(f"{name} ({number})" for name, number in reasons.most_common()) or "there are none"
            )
            for each in unexplained:
                print(f"- not explained: {each}")
            failed |= bool(unexplained)
            if given.jing:
                said = jing_witness.findings(shipped, files)
                differ = [file.name for file in files if verdicts[file] == bool(said[file])]
                print(f"\njing by the shipped grammar agrees on {len(files) - len(differ)} of {len(files)}")
                failed |= bool(differ)
            print()
    return int(failed)


def well_formed(file: Path) -> bool:
    try:
        etree.parse(file)
    except etree.XMLSyntaxError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())

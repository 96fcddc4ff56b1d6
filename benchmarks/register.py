"""The register of a large collection: ``python benchmarks/register.py [--documents 100000] [--write]``.

Documents are made up from a seed: letters of circles of people, 20 mentions of up to 8 persons each. Names
are as often as in life: surnames by Zipf's law with the exponent 0.85, forenames with 1.0 (of a few thousand
names the commonest are a large share, as in the censuses). One in ten has an authority, in half of the
documents. Three sizes are measured, each in a process of its own: processor time (the machine may be shared),
the most memory, and how many of what was merged by name are one in truth.
"""

from __future__ import annotations

import argparse
import bisect
import itertools
import json
import math
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ENTITIES, MENTIONS, CIRCLE, PEOPLE_A_DOCUMENT = 8, 20, 40, 0.6
_ON = ("b", "br", "d", "f", "g", "h", "k", "kl", "l", "m", "n", "p", "r", "s", "st", "t", "v", "w")
_IN = ("a", "e", "i", "o", "u", "ei", "au")
_OFF = ("ck", "l", "ld", "m", "n", "nd", "r", "rg", "s", "t", "tz", "x")


def words(count: int, seed: int) -> list[str]:
    """So many different made-up names."""
    chance = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        parts = [chance.choice(_ON) + chance.choice(_IN) for _ in range(chance.choice((1, 2, 2, 3)))]
        found["".join((*parts, chance.choice(_OFF))).capitalize()] = None
    return list(found)


class Zipf:
    """Draws from values, the n-th as often as 1/n to the exponent."""

    def __init__(self, values: list[str], exponent: float) -> None:
        self.values = values
        self.sums = list(itertools.accumulate(n**-exponent for n in range(1, len(values) + 1)))

    def draw(self, chance: random.Random) -> str:
        return self.values[bisect.bisect(self.sums, chance.random() * self.sums[-1])]


def records(documents: int, seed: int = 7) -> Iterator[Any]:
    """Records (what the register reads of them) of so many documents. The key of an entity ends in who it is
    in truth.
    """
    from tei_tools.records._rows import Authority, Entity

    chance = random.Random(seed)
    surnames, forenames = Zipf(words(30_000, 1), 0.85), Zipf(words(2_000, 2), 1.0)
    people = max(CIRCLE, int(documents * PEOPLE_A_DOCUMENT))
    names = [f"{forenames.draw(chance)} {surnames.draw(chance)}" for _ in range(people)]
    has_authority = [chance.random() < 0.1 for _ in range(people)]
    for number in range(documents):
        circle = chance.randrange(people // CIRCLE) * CIRCLE
        # Within a circle some are named much more than others.
        who = {circle + min(CIRCLE - 1, int(chance.expovariate(0.12))) for _ in range(ENTITIES)}
        entities = []
        for person in sorted(who):
            said = names[person]
            if chance.random() < 0.1:
                said = re.sub(r"^(\w)\w*", r"\1.", said)
            known = has_authority[person] and chance.random() < 0.5
            uri = f"https://d-nb.info/gnd/{person + 100_000_000}"
            entities.append(
                Entity(
                    f"p{person}", f"p{person}", "person", "person", None, said, (), None,
                    (Authority("GND", uri, uri),) if known else (), True,
                )
            )  # fmt: skip
        keys = [each.key for each in entities]
        mentions = [SimpleNamespace(entity=chance.choice(keys), kind="person") for _ in range(MENTIONS)]
        yield SimpleNamespace(
            identifier=f"d{number}", place=f"d{number}.xml", base=None, mentions=mentions,
            entities=lambda entities=entities: entities,
        )  # fmt: skip


def measure(documents: int) -> dict[str, float]:
    """Seconds to make the register of so many documents and of a batch more, and what is true of it."""
    from tei_tools.batch._identities import renewed
    from tei_tools.batch._known import Known
    from tei_tools.register import register

    all_ = list(records(documents))
    before = _memory()
    begun = time.process_time()
    joined = register(all_)
    at = time.process_time()
    made, known = renewed(joined, Known())
    end = time.process_time()
    truth = {base.id: "" for base in known.bases}
    truth |= {each.id: each.members[0].key for each in joined.entries}
    merged = [link for link in known.links if link.state == "merged"]
    proposed = [link for link in known.links if link.state == "proposed"]
    again = time.process_time()
    renewed(joined, known)
    return {
        "documents": documents,
        "mentions": documents * MENTIONS,
        "entities": sum(len(each.members) for each in joined.entries),
        "bases": len(joined.entries),
        "entries": len(made.entries),
        "joined": at - begun,
        "renewed": end - at,
        "again": time.process_time() - again,
        "memory": _memory(),
        "input": before,
        "merged": len(merged),
        "right": sum(truth[link.one] == truth[link.other] for link in merged) / max(1, len(merged)),
        "proposed": len(proposed),
        "right_proposed": sum(truth[each.one] == truth[each.other] for each in proposed)
        / max(1, len(proposed)),
        "blocked": sum(link.state == "blocked" for link in known.links),
    }


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    """Measure, and show or write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--one", type=int, help="measure this size alone, and tell it as JSON")
    parser.add_argument("--write", action="store_true")
    said = parser.parse_args()
    if said.one:
        print(json.dumps(measure(said.one)))
        return
    rows = []
    for size in (said.documents // 4, said.documents // 2, said.documents):
        words_ = [sys.executable, __file__, "--one", str(size)]
        rows.append(json.loads(subprocess.run(words_, capture_output=True, text=True, check=True).stdout))
        print(rows[-1], file=sys.stderr)
    first = rows[0]
    scale = first["joined"] + first["renewed"]
    columns = (
        "documents", "mentions", "entities", "joined by authority and address", "by name and context",
        "same again", "times n log n", "memory (of it the records)", "merged by name, right",
        "proposed, right", "blocked",
    )  # fmt: skip
    table = f"| {' | '.join(columns)} |\n{'|---' * len(columns)}|\n"
    for row in rows:
        work = row["mentions"] * math.log(row["mentions"])
        expected = scale * work / (first["mentions"] * math.log(first["mentions"]))
        cells = (
            f"{row['documents']:,}",
            f"{row['mentions']:,}",
            f"{row['entities']:,}",
            f"{row['joined']:.1f} s",
            f"{row['renewed']:.1f} s",
            f"{row['again']:.1f} s",
            f"{(row['joined'] + row['renewed']) / expected:.2f}",
            f"{row['memory'] / 1e6:,.0f} MB ({row['input'] / 1e6:,.0f} MB)",
            f"{row['merged']:,}, {row['right']:.2%}",
            f"{row['proposed']:,}, {row['right_proposed']:.1%}",
            f"{row['blocked']:,}",
        )
        table += f"| {' | '.join(cells)} |\n"
    print(table)
    if said.write:
        path = ROOT / "benchmarks" / "RESULTS.md"
        text = path.read_text(encoding="utf-8")
        pattern = re.compile(r"(<!-- register -->\n).*?(<!-- /register -->)", re.S)
        path.write_text(pattern.sub(lambda found: found[1] + table + found[2], text), encoding="utf-8")


if __name__ == "__main__":
    main()

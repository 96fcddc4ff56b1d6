"""TEI's constraints as our rule has them, beside the Schematron in the official grammar run by SaxonC.

    python benchmarks/constraints.py ../shared/tei/tei_all.rng ../shared/corpus [--every N]

Each finding is an element and the name of a ``constraintSpec``; both have to have the same.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

    from tei_tools.validation._schematron import Schematron

# Not in our rule: what depends on the day, what TEI-DAT-004 says, and the same again in French.
LEFT_OUT = (
    "deprecation-two-month-warning",
    "att-datable-w3c-when",
    "att-datable-w3c-from",
    "att-datable-w3c-to",
)
_SPAN = "spanTo-points-to-following"
# Said once, at the root there and at the element here.
_OF_THE_WHOLE = ("one-constraintDecl-per-scheme",)
_BY_CONTEXT = {"tei:content": "content", "tei:datatype": "datatype"}


def idents(schema: Schematron) -> list[str]:
    """The name of the constraint of each assertion in the official grammar; empty for what is left out."""
    from tei_tools.validation._constraint_table import TABLE

    known = sorted({each.ident for each in TABLE} | set(LEFT_OUT), key=len, reverse=True)
    found = []
    for assertion in schema.plan.assertions:
        rule = schema.plan.rules[assertion.rule]
        pattern = schema.plan.patterns[rule.pattern].id
        name = next((each for each in known if f"-{each}-" in pattern), "")
        name = name or _BY_CONTEXT.get(rule.context, "")
        if not name and "elementRef" in rule.context:
            name = "only_sensible_attrs"
        if pattern.partition("-constraint-")[0].endswith("-fr") or name in LEFT_OUT:
            name = ""
        elif not name:
            raise SystemExit(f"the constraint {pattern} ({rule.context}) is not known here")
        found.append(name)
    return found


def official(tree: etree._ElementTree, schema: Schematron, names: list[str]) -> Counter[tuple[int, str]]:
    """What the official constraints find: places of elements in document order, and names."""
    found = Counter(
        (0 if names[each.assertion] in _OF_THE_WHOLE else each.index, names[each.assertion])
        for each in schema.results(tree)
        if not each.broken
    )
    unsettled = _without_target(tree) if any(name == _SPAN for _, name in found) else frozenset()
    return Counter(
        {
            key: times
            for key, times in found.items()
            if key[1] and not (key[1] == _SPAN and key[0] in unsettled)
        }
    )


def _without_target(tree: etree._ElementTree) -> frozenset[int]:
    """The elements whose ``@spanTo`` has no target, which our rule of pointers tells."""
    named = {str(ident).strip() for ident in tree.getroot().xpath("descendant-or-self::*/@xml:id")}
    return frozenset(
        at
        for at, element in enumerate(tree.getroot().iter("*"))
        if (element.get("spanTo") or "").removeprefix("#").strip() not in named
    )


def ours(tree: etree._ElementTree) -> Counter[tuple[int, str]]:
    """What our rule finds, in the same form."""
    from tei_tools.validation import constraints
    from tei_tools.validation._constraint_table import TABLE
    from tei_tools.validation._paths import Paths

    known = {each.code: each.ident for each in TABLE}
    found = list(constraints.check(tree))
    if not found:
        return Counter()
    paths = Paths()
    places = {paths.of(element): at for at, element in enumerate(tree.getroot().iter("*"))}
    return Counter(
        (0 if known[each.code] in _OF_THE_WHOLE else places[each.xpath], known[each.code]) for each in found
    )


def trees(folder: Path, every: int) -> Iterator[tuple[Path, etree._ElementTree]]:
    """The documents in ``folder`` that can be parsed, each ``every``-th of them."""
    from tei_tools.errors import UnreadableError
    from tei_tools.parsing import parse

    for path in sorted(folder.rglob("*.xml"))[::every]:
        try:
            yield path, parse(path.read_bytes(), path.name)
        except UnreadableError:
            continue


def main() -> int:
    """Compare, and say what differs and how long each took."""
    from tei_tools.validation import _schematron

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("grammar", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1)
    words = parser.parse_args()
    schema = _schematron.open_file(words.grammar)
    names = idents(schema)
    documents = same = differing = 0
    seconds = {"official": 0.0, "ours": 0.0}
    for path, tree in trees(words.folder, words.every):
        documents += 1
        start = time.perf_counter()
        theirs = official(tree, schema, names)
        seconds["official"] += time.perf_counter() - start
        start = time.perf_counter()
        own = ours(tree)
        seconds["ours"] += time.perf_counter() - start
        same += sum((theirs & own).values())
        for key, times in sorted(((theirs - own) + (own - theirs)).items()):
            differing += times
            side = "SaxonC alone" if theirs[key] > own[key] else "ours alone"
            print(f"{path}: {side}: {key[1]} at element {key[0]}")
    print(f"{documents} documents: {same} findings the same, {differing} differ")
    print(f"SaxonC {seconds['official']:.1f} s, ours {seconds['ours']:.1f} s")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())

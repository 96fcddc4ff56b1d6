"""How well the names of one person, place or body are gathered: B-cubed F1 over the names rightly found.

usage: python benchmarks/accuracy_identity.py [GOLD_FOLDER] [--errors SOURCE] [--count N]

GOLD_FOLDER (``../shared/gold`` beside the checkout) holds ``names/*.jsonl`` and the scorer. A name counts
where its span and kind are right; its identity within its document is compared with that of all others found
there (Bagga and Baldwin 1998). "gold names" gathers the names that people tagged, so that what names are
missed does not show in it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from gold_scorer import scorer

from tei_tools.identity import resolve
from tei_tools.resources import Resources
from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers import Context, Tag, names

GOLD = Path(__file__).resolve().parents[1] / ".." / "shared" / "gold"
SOURCES = ("litbank", "gum_open", "mitford_letters", "mitford_journal", "mitford_ourvillage")
KINDS = {"persName": "person", "placeName": "place", "geogName": "place", "orgName": "organisation"}
ELEMENTS = {"person": "persName", "place": "placeName", "organisation": "orgName"}


def document_of(text: str, name: str) -> SourceDocument:
    """``text`` as a document whose paragraphs are its lines."""
    blocks = tuple(Block("paragraph", *m.span()) for m in re.finditer(r"[^\n]+", text))
    return SourceDocument(name=name, format="text", digest="", text=text, blocks=blocks)


def gathered(
    gold: dict[str, Any], tags: list[Tag], document: SourceDocument, resources: Resources
) -> dict[str, Any]:
    """The names among ``tags`` with the identity that each was given, in the form of the gold."""
    identified = resolve(document, tags, language=gold.get("lang", "en"), resources=resources)
    spans = [
        {"start": t.start, "end": t.end, "type": KINDS[t.element], "ref": t.attributes["ref"]}
        for t in identified.tags
        if t.element in KINDS and "ref" in t.attributes
    ]
    return {"id": gold["id"], "spans": spans}


def own(gold: dict[str, Any], resources: Resources) -> dict[str, Any]:
    """The names that the tagger finds, gathered."""
    document = document_of(gold["text"], gold["id"])
    context = Context(resources=resources, language=gold.get("lang", "en"))
    return gathered(gold, list(names.tag(document, context)), document, resources)


def given(gold: dict[str, Any], found: dict[str, Any], resources: Resources) -> dict[str, Any]:
    """The names that people tagged, gathered."""
    document = document_of(gold["text"], gold["id"])
    context = Context(resources=resources, language=gold.get("lang", "en"))
    inside = list(names.tag(document, context))
    parts = defaultdict(list)
    for tag in inside:
        if tag.element not in KINDS:
            parts[tag.start].append(tag)
    tags = []
    for span in gold["spans"]:
        tags.append(Tag(span["start"], span["end"], ELEMENTS[span["type"]], {}, 0.9, "people"))
        for start in range(span["start"], span["end"]):
            tags += [part for part in parts.get(start, ()) if part.end <= span["end"]]
    return gathered(gold, tags, document, resources)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="?", type=Path, default=GOLD)
    parser.add_argument("--errors", metavar="SOURCE")
    parser.add_argument("--count", type=int, default=60)
    options = parser.parse_args()
    if not (options.gold / "names").is_dir():
        print(f"skipped: no gold in {options.gold}", file=sys.stderr)
        return 0
    scores, resources = scorer(options.gold / "score_names.py"), Resources()
    print(f"{'source':20}{'names':>7}{'P':>8}{'R':>8}{'B3 F1':>8}{'gold names':>13}")
    for source in SOURCES:
        path = options.gold / "names" / f"{source}.jsonl"
        if not path.is_file():
            continue
        gold = {d["id"]: d for d in map(json.loads, path.read_text("utf-8").splitlines())}
        found = {key: own(item, resources) for key, item in gold.items()}
        same = {key: given(item, found[key], resources) for key, item in gold.items()}
        cubed = scores.score(gold, found, True)["b_cubed"]
        whole = scores.score(gold, same, True)["b_cubed"]
        print(
            f"{source:20}{cubed['mentions']:>7}{cubed['p']:>8.3f}{cubed['r']:>8.3f}{cubed['f1']:>8.3f}"
            f"{whole['f1']:>13.3f}"
        )
        if options.errors == source:
            errors(gold, found, options.count)
    return 0


def errors(gold: dict[str, Any], found: dict[str, Any], count: int) -> None:
    """Print the names that were told apart and are one, and the names of several that were gathered."""
    rows: Counter[tuple[str, str, str]] = Counter()
    for key, item in gold.items():
        text = item["text"]
        people = {(s["start"], s["end"], s["type"]): s.get("ref") for s in item["spans"]}
        ours = {(s["start"], s["end"], s["type"]): s["ref"] for s in found[key]["spans"]}
        both = [(k, people[k], ours[k]) for k in sorted(set(people) & set(ours)) if people[k]]
        for side, other, what in ((1, 2, "APART"), (2, 1, "TOGETHER")):
            groups = defaultdict(list)
            for row in both:
                groups[(row[0][2], row[side])].append(row)
            for group in groups.values():
                kinds: dict[str, list[str]] = defaultdict(list)
                for row in group:
                    kinds[str(row[other])].append(text[row[0][0] : row[0][1]])
                if len(kinds) > 1:
                    forms = " | ".join(", ".join(sorted(set(words))) for words in kinds.values())
                    rows[(what, key, forms)] += len(group)
    for (what, key, forms), number in rows.most_common(count):
        print(f"  {what} {number:4} {key[:34]:34} {forms[:200]}")


if __name__ == "__main__":
    sys.exit(main())

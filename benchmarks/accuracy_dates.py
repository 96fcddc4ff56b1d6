"""How well dates are found and read: the tagger against texts that people tagged, one row a source.

usage: python benchmarks/accuracy_dates.py [--gold FOLDER] [--errors SOURCE [COUNT]] [--keep FOLDER]

The gold and its scorer are not part of this repository; without them the script says so and ends well.
Three conventions of the gold differ from the encoding's and are undone here. It tags the ends of a range and
not the range, so a range with dates inside it is left out (in msrec the ends are).
It gives the date's own value after "since" and "until", so an open range is written as its bound. Its years
before Christ are TEI's (-0508), not EDTF's (-0507).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from gold_scorer import scorer

from tei_tools.resources import Resources
from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers import Context, Tag
from tei_tools.taggers.dates import edtf_value, tag

GOLD = Path(__file__).resolve().parents[1] / ".." / "shared" / "gold"
SOURCES = ("gum", "mitford", "schnitzler", "msrec")
WHOLE_RANGES = frozenset({"msrec"})


def document(name: str, text: str) -> SourceDocument:
    """A plain text as a document of paragraphs."""
    blocks, position = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", position, position + len(line)))
        position += len(line) + 1
    return SourceDocument(name, "text", "0" * 64, text, tuple(blocks))


def value(found: Tag) -> str | None:
    """A tag's value in the gold's convention."""
    attributes = found.attributes
    if "when-custom" not in attributes:
        bounds = [attributes[k] for k in ("when", "from", "to", "notBefore", "notAfter") if k in attributes]
        if len(bounds) == 1:
            return bounds[0] if not bounds[0].startswith("--") else edtf_value(found)
        if len(bounds) == 2:
            return "/".join(bounds)
    edtf = edtf_value(found)
    if edtf is not None and edtf.startswith("[") and edtf.endswith("]"):
        edtf = edtf[1:-1].replace("..", "/")
    return edtf


def predicted(gold: dict[str, Any], whole: bool) -> dict[str, Any]:
    """One document's dates in the form of the gold."""
    text = gold["text"]
    context = Context(resources=Resources(), language=gold.get("lang", "en"), date=gold.get("doc_date"))
    tags = list(tag(document(gold["id"], text), context))
    spans = []
    for found in tags:
        inside = [t for t in tags if t is not found and found.start <= t.start and t.end <= found.end]
        around = [t for t in tags if t is not found and t.start <= found.start and found.end <= t.end]
        if (inside and not whole) or (around and whole):
            continue
        spans.append({"start": found.start, "end": found.end, "type": "date", "value": value(found)})
    return {"id": gold["id"], "spans": spans}


def errors(scores: ModuleType, gold: list[dict[str, Any]], found: dict[str, Any], count: int) -> None:
    """Print what was missed, what was made up, and what was given another value."""
    shown = 0
    for item in gold:
        text = item["text"]
        real = [s for s in item["spans"] if s["type"] == "date"]
        ours = found[item["id"]]["spans"]
        pairs = scores.match([(s["start"], s["end"]) for s in real], [(s["start"], s["end"]) for s in ours])
        left, right = {i for i, _ in pairs}, {j for _, j in pairs}
        rows = [("MISSED", s, None) for i, s in enumerate(real) if i not in left]
        rows += [("MADE UP", s, None) for j, s in enumerate(ours) if j not in right]
        rows += [
            ("VALUE", real[i], ours[j]["value"])
            for i, j in pairs
            if real[i].get("value") is not None and not scores.value_ok(real[i], ours[j]["value"])
        ]
        for what, span, other in sorted(rows, key=lambda row: row[1]["start"]):
            start, end = span["start"], span["end"]
            around = f"{text[max(0, start - 60) : start]}⟦{text[start:end]}⟧{text[end : end + 40]}"
            print(f"{what:8} {item.get('doc_date')} {around!r} {span.get('value')} {other or ''}")
            shown += 1
            if shown >= count:
                return


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--errors", metavar="SOURCE")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--keep", type=Path, help="write the predictions here")
    options = parser.parse_args()
    path = options.gold / "score_dates_quotations_references.py"
    if not path.is_file():
        print(f"skipped: no gold in {options.gold}", file=sys.stderr)
        return 0
    scores = scorer(path)
    print(
        f"{'source':<12}{'dates':>6}{'overlap P':>11}{'R':>7}{'F1':>7}"
        f"{'exact F1':>10}{'value F1':>10}{'chars/s':>11}"
    )
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for source in SOURCES:
            file = options.gold / "dates" / f"{source}.jsonl"
            if not file.is_file():
                print(f"{source:<12}skipped: no {file.name}")
                continue
            gold = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
            start = time.perf_counter()
            found = {item["id"]: predicted(item, source in WHOLE_RANGES) for item in gold}
            seconds = time.perf_counter() - start
            with (folder / f"{source}.jsonl").open("w", encoding="utf-8") as out:
                out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in found.values())
            result = scores.score_dates([(item, found[item["id"]]) for item in gold], False)
            overlap, exact, right = result["overlap"], result["exact"], result["end_to_end_value"]
            dates = overlap["tp"] + overlap["fn"]
            speed = sum(len(item["text"]) for item in gold) / seconds
            print(
                f"{source:<12}{dates:>6}{overlap['p']:>11.3f}{overlap['r']:>7.3f}{overlap['f1']:>7.3f}"
                f"{exact['f1']:>10.3f}{right['f1']:>10.3f}{speed:>11,.0f}"
            )
            if options.errors == source:
                errors(scores, gold, found, options.count)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How well references are parsed into fields, on references that people tagged.

    python benchmarks/accuracy_references.py [GOLD_FOLDER] [--worst SOURCE]

GOLD_FOLDER (``../shared/gold`` beside the checkout) holds ``references/*.jsonl`` and the scorer.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from gold_scorer import scorer

from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers import Context, references
from tei_tools.taggers._reference_fields import parse_reference

PASSAGES = (
    "running_text_references.txt",
    "running_text_references_2.txt",
    "running_text_references_3.txt",
)
GOLD = Path(__file__).parents[1] / ".." / "shared" / "gold"


def predicted(gold: dict[str, Any]) -> dict[str, Any]:
    """The prediction for one line of gold, in its form."""
    fields = [{"start": f.start, "end": f.end, "type": f.kind} for f in parse_reference(gold["text"])]
    return {"id": gold["id"], "fields": fields}


def main() -> None:
    """Print one row a source."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="?", type=Path, default=GOLD)
    parser.add_argument("--missed", action="store_true", help="list what is missed or false in running text")
    parser.add_argument(
        "--worst", metavar="SOURCE", help="show some references of this source that are not wholly right"
    )
    options = parser.parse_args()
    for passages in PASSAGES:
        running_text(Path(__file__).parent / passages, options.missed)
    if not (options.gold / "references").is_dir():
        sys.exit(f"no folder {options.gold / 'references'}")
    score = scorer(options.gold / "score_dates_quotations_references.py")
    print(f"{'source':12s} {'micro F1':>8s} {'wholly right':>13s}  fields")
    for path in sorted((options.gold / "references").glob("*.jsonl")):
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        pairs = [(line, predicted(line)) for line in lines]
        result = score.score_refs(pairs)
        fields = "  ".join(
            f"{name} {value['f1']:.2f}"
            for name, value in result["fields"].items()
            if value["tp"] + value["fn"] >= 0.01 * len(lines)
        )
        print(
            f"{path.stem:12s} {result['micro']['f1']:8.3f} {result['whole_reference_exact']['acc']:13.3f}  "
            f"{fields}"
        )
        if options.worst == path.stem:
            wrong = [
                pair
                for pair in pairs
                if score.tags(pair[0]["text"], pair[0]["fields"])
                != score.tags(pair[0]["text"], pair[1]["fields"])
            ]
            for gold, prediction in wrong[:: max(1, len(wrong) // 40)]:
                print("  GOLD", _shown(gold["text"], gold["fields"]))
                print("  OURS", _shown(gold["text"], prediction["fields"]))


@dataclass(frozen=True, slots=True)
class InRunningText:
    """How many references there are, how many were found, are right (half of the words at least) and exact;
    those that were missed with what is near, and those that are none.
    """

    wanted: int
    found: int
    right: int
    exact: int
    missed: tuple[tuple[str, list[str]], ...]
    false: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.right / max(self.found, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.wanted, 1)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(self.found + self.wanted, 1)


def in_running_text(passages: Path) -> InRunningText:
    """How well references are found in running text, on passages of our own making."""
    right = found = wanted = exact = 0
    missed: list[tuple[str, list[str]]] = []
    false: list[str] = []
    for line in passages.read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        gold: list[tuple[int, int]] = []
        text = ""
        for piece in re.split(r"([⟦⟧])", line):
            if piece == "⟦":
                gold.append((len(text), 0))
            elif piece == "⟧":
                gold[-1] = (gold[-1][0], len(text))
            else:
                text += piece
        document = SourceDocument("x", "text", "", text, (Block("paragraph", 0, len(text)),))
        tags = references.tag(document, Context(resources=cast(Any, None)))
        ours = _outermost([(t.start, t.end) for t in tags if t.element in {"bibl", "ref", "idno"}])
        wanted += len(gold)
        found += len(ours)
        matched = [
            (g, o)
            for g in gold
            for o in ours
            if min(g[1], o[1]) - max(g[0], o[0]) >= 0.5 * (max(g[1], o[1]) - min(g[0], o[0]))
        ]
        right += len(matched)
        exact += sum(g == o for g, o in matched)
        missed += [
            (text[g[0] : g[1]], [text[a:b] for a, b in ours if a < g[1] and b > g[0]])
            for g in gold
            if g not in [m[0] for m in matched]
        ]
        false += [text[o[0] : o[1]] for o in ours if o not in [m[1] for m in matched]]
    return InRunningText(wanted, found, right, exact, tuple(missed), tuple(false))


def running_text(passages: Path, missed: bool) -> None:
    """Print it."""
    result = in_running_text(passages)
    if missed:
        for words, near in result.missed:
            print("  MISSED", words, "| near:", near)
        for words in result.false:
            print("  FALSE ", words)
    print(
        f"{passages.stem}: {result.wanted} references, P {result.precision:.3f} R {result.recall:.3f} "
        f"F1 {result.f1:.3f} (half of the words at least), {result.exact} exactly"
    )


def _outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _shown(text: str, fields: list[dict[str, Any]]) -> str:
    shown, place = "", 0
    for field in sorted(fields, key=lambda f: f["start"]):
        shown += text[place : field["start"]] + f"<{field['type']} {text[field['start'] : field['end']]}>"
        place = field["end"]
    return shown + text[place:]


if __name__ == "__main__":
    main()

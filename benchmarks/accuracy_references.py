"""How well references are parsed into fields, on references that people tagged.

    python benchmarks/accuracy_references.py [GOLD_FOLDER] [--worst SOURCE]

GOLD_FOLDER (``../shared/gold`` beside the checkout) holds ``references/*.jsonl`` and the scorer.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from tei_tools.taggers._reference_fields import parse_reference

GOLD = Path(__file__).parents[1] / ".." / "shared" / "gold"


def predicted(gold: dict[str, Any]) -> dict[str, Any]:
    """The prediction for one line of gold, in its form."""
    fields = [{"start": f.start, "end": f.end, "type": f.kind} for f in parse_reference(gold["text"])]
    return {"id": gold["id"], "fields": fields}


def scorer(folder: Path) -> ModuleType:
    """The gold's own scorer as a module."""
    path = folder / "score_dates_quotations_references.py"
    spec = importlib.util.spec_from_file_location("gold_scorer", path)
    if spec is None or spec.loader is None:
        sys.exit(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Print one row a source."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="?", type=Path, default=GOLD)
    parser.add_argument(
        "--worst", metavar="SOURCE", help="show some references of this source that are not wholly right"
    )
    options = parser.parse_args()
    if not (options.gold / "references").is_dir():
        sys.exit(f"no folder {options.gold / 'references'}")
    score = scorer(options.gold)
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


def _shown(text: str, fields: list[dict[str, Any]]) -> str:
    shown, place = "", 0
    for field in sorted(fields, key=lambda f: f["start"]):
        shown += text[place : field["start"]] + f"<{field['type']} {text[field['start'] : field['end']]}>"
        place = field["end"]
    return shown + text[place:]


if __name__ == "__main__":
    main()

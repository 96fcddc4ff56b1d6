"""How well quotations and their speakers are found, on texts that people tagged.

    python benchmarks/accuracy_quotations.py [GOLD_FOLDER] [--errors SOURCE]

GOLD_FOLDER (``../shared/gold`` beside the checkout) holds ``quotations/*.jsonl`` and the scorer. The
measure "speech" counts
``said`` and ``quote``; "all" also ``soCalled``, ``title``, ``mentioned`` and ``term``, for sources that tag
every use of
quotation marks. Speakers are the words that the link leads to.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from gold_scorer import scorer

from tei_tools import rooms
from tei_tools.resources import Resources
from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers import Context, Tag, quotations

GOLD = Path(__file__).parents[1] / ".." / "shared" / "gold"
SPEECH = {"said", "quote"}
ALL = {*SPEECH, "soCalled", "title", "mentioned", "term"}


def document_of(text: str, name: str) -> SourceDocument:
    """``text`` as a document whose paragraphs are its lines; the text stays what it is, so that offsets
    hold.
    """
    blocks = tuple(Block("paragraph", *m.span()) for m in re.finditer(r"[^\n]+", text))
    return SourceDocument(name=name, format="text", digest="", text=text, blocks=blocks)


def names_of(document: SourceDocument, context: Context) -> tuple[Tag, ...]:
    """What the names tagger finds; nothing where there is none yet."""
    if "names" not in rooms.names("taggers"):
        return ()
    return tuple(rooms.load("taggers", "names").tag(document, context))


def predicted(gold: dict[str, Any], resources: Resources, elements: set[str]) -> dict[str, Any]:
    """The prediction for one line of gold, in its form."""
    text = gold["text"]
    document = document_of(text, gold["id"])
    context = Context(resources=resources, language=gold.get("lang", "en"))
    tags = names_of(document, context)
    context = Context(resources=resources, language=gold.get("lang", "en"), tags=tags)
    spans = []
    for tag in quotations.tag(document, context):
        if tag.element not in elements:
            continue
        link = next((x for x in tag.links if x.attribute in {"who", "source"}), None)
        spans.append(
            {
                "start": tag.start,
                "end": tag.end,
                "type": "quotation",
                "element": tag.element,
                "speaker": text[link.start : link.end] if link else None,
            }
        )
    return {"id": gold["id"], "spans": spans}


def main() -> None:
    """Print one row a source and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="?", type=Path, default=GOLD)
    parser.add_argument("--errors", metavar="SOURCE", help="list what is wrong in this source")
    options = parser.parse_args()
    if not (options.gold / "quotations").is_dir():
        sys.exit(f"no folder {options.gold / 'quotations'}")
    score = scorer(options.gold / "score_dates_quotations_references.py")
    resources = Resources()
    print(
        f"{'source':12s} {'measure':8s} {'exact':>6s} {'overlap':>8s}  speakers right of those on spans found"
    )
    for path in sorted((options.gold / "quotations").glob("*.jsonl")):
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        for measure, elements in (("speech", SPEECH), ("all", ALL)):
            pairs = [(line, predicted(line, resources, elements)) for line in lines]
            result = score.score_quotes(pairs)
            speakers = "  ".join(
                f"{kind} {value['acc']} ({value['right']}/{value['of']})"
                for kind, value in result["speaker_accuracy_on_matched"].items()
            )
            print(
                f"{path.stem:12s} {measure:8s} {result['exact']['f1']:6.3f} {result['overlap']['f1']:8.3f}  "
                f"{speakers}"
            )
            if options.errors == path.stem and measure == "speech":
                _list_errors(score, pairs)


def _list_errors(score: ModuleType, pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    for gold, prediction in pairs:
        text = gold["text"]
        ours = prediction["spans"]
        theirs = gold["spans"]
        matched = score.match(
            [score.trim(text, s["start"], s["end"]) for s in theirs],
            [score.trim(text, s["start"], s["end"]) for s in ours],
        )
        for i, j in matched:
            if theirs[i].get("speaker") and not score.speaker_ok(theirs[i], ours[j].get("speaker")):
                print(
                    f"  WHO {theirs[i].get('speaker_kind')} {gold['id']}: gold {theirs[i]['speaker']!r} ours "
                    f"{ours[j]['speaker']!r}"
                    f" {_shown(text, theirs[i])}"
                )
        hit, found = {i for i, _ in matched}, {j for _, j in matched}
        for i, span in enumerate(theirs):
            if i not in hit:
                print(f"  MISSED {gold['id']}: {_shown(text, span)}")
        for j, span in enumerate(ours):
            if j not in found:
                print(f"  FALSE {span['element']} {gold['id']}: {_shown(text, span)}")


def _shown(text: str, span: dict[str, Any]) -> str:
    start, end = span["start"], span["end"]
    words = text[start:end] if end - start < 90 else text[start : start + 45] + " … " + text[end - 40 : end]
    return repr(f"{text[max(0, start - 90) : start]}[[{words}]]{text[end : end + 60]}")


if __name__ == "__main__":
    main()

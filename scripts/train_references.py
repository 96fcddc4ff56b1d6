"""Train the model of the fields of references, or measure how well one does on references kept apart.

    python scripts/train_references.py [GOLD_FOLDER] [--output FOLDER] [--measure joint|alone|cross]

GOLD_FOLDER (``../shared/gold`` beside the checkout) holds ``references/*.jsonl``. Needs ``python-crfsuite``
(the extra ``train``); the same references make the same files. ``--measure`` trains on four fifths of the
references (all of a paper on one side) and reads the fifth: ``alone`` a model a source, ``joint`` one model
of all sources as it is shipped; ``cross`` trains on all sources but one and reads that one.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from reference_renderings import plainly_divided, renderings

from tei_tools.taggers._crf import Crf, packed
from tei_tools.taggers._gazetteer import Gazetteer
from tei_tools.taggers._reference_conventions import (
    BIBLIOGRAPHIES,
    NOTES,
    Conventions,
    shape_features,
    word_features,
)
from tei_tools.taggers._reference_features import features_of_words, reference_words, with_convention
from tei_tools.taggers._reference_model import CONVENTIONS_FILE, FIELDS_FILE, FOLDER, ReferenceModel

GOLD = Path(__file__).parents[1] / ".." / "shared" / "gold"
CREDIT = (
    "anystyle (BSD 2-Clause), the citation corpus of GROBID (CC BY 4.0), "
    "Linked Books Deep Reference Parsing (MIT)"
)
# Seen so seldom that nothing is learned but noise.
SELDOM = frozenset({"director", "producer", "medium", "source", "chapter", "scope-date"})
# Fields whose first word is told from the others; the rest are short and never stand side by side.
LONG = frozenset(
    "author title journal container publisher place editor note archival repository pages date".split()
)
SMALLEST = 0.02
# Whose labels ("pp.", "In") stand within the fields, and whose do not.
LABELLED, PLAIN = "anystyle", "grobid"
# By how much the logarithm of a convention's odds is raised. A reference of the smaller collection would be
# read after another's convention too often, since without more a reference is one of the larger.
RAISED = {LABELLED: 2.0}

Line = dict[str, Any]
Seen = tuple[Line, list[list[str]], list[str]]


def labels_of(line: Line, words: Sequence[tuple[int, int]]) -> list[str]:
    """One label a word, as the gold's scorer reads its fields."""
    fields = sorted(line["fields"], key=lambda f: (f["start"], -f["end"]))
    found, last = [], None
    for start, end in words:
        field = next((f for f in fields if f["start"] < end and start < f["end"]), None)
        if field is None or field["type"] in SELDOM:
            found.append("O")
            last = None
            continue
        kind = field["type"]
        found.append(("I-" if field is last or kind not in LONG else "B-") + kind)
        last = field
    return found


def seen(line: Line, gazetteer: Gazetteer) -> Seen:
    """A line of gold with the features and the labels of its words."""
    words = reference_words(line["text"])
    return line, features_of_words(line["text"], words, gazetteer), labels_of(line, words)


def kept_apart(line: Line) -> bool:
    """Whether a reference is of the fifth that is read: by its paper, where its name tells it.

    ``citations.xml`` is a collection of single references of many papers.
    """
    name = line["id"]
    if line["source"] == "grobid" and "citations.xml" not in name:
        name = name.rsplit("-", 1)[0]
    return int(hashlib.sha256(("s" + name).encode()).hexdigest(), 16) % 5 == 0


def trained(
    sequences: Iterable[tuple[list[list[str]], list[str]]], **settings: float
) -> tuple[dict[tuple[str, str], float], dict[tuple[str, str], float]]:
    """The weights of a model of these sequences, by L-BFGS: of feature and label, of label and next label."""
    import pycrfsuite  # type: ignore[import-untyped]  # at training time only

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for features, labels in sequences:
        if labels:
            trainer.append(features, labels)
    trainer.set_params(
        {
            name.replace("_", ".", 1) if name.startswith("feature") else name: value
            for name, value in settings.items()
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        with tagger.open(path):
            weights = tagger.info()
    return weights.state_features, weights.transitions


def conventions_file(lines: Sequence[Line]) -> bytes:
    """The file of the two classifiers of conventions."""
    said = {"about": "conventions of bibliographic references", "trained_on": CREDIT, "licence": "CC BY 4.0"}
    shapes = [(line, shape_features(line["text"])) for line in lines]
    weights: dict[tuple[str, str], float] = {}
    if any(line["source"] == NOTES for line in lines):
        family = [
            ([word_features(line["text"]) + shape], [NOTES if line["source"] == NOTES else BIBLIOGRAPHIES])
            for line, shape in shapes
        ]
        weights |= trained(family, feature_minfreq=3, max_iterations=60, c1=0.3, c2=3.0)[0]
    kinds = [
        ([["|" + feature for feature in shape]], [line["source"]])
        for line, shape in shapes
        if line["source"] != NOTES
    ]
    weights |= trained(kinds, feature_minfreq=3, max_iterations=60, c1=0.5, c2=10.0)[0]
    # A convention that stands alone has no weights, but is one.
    weights |= {("|", line["source"]): 0.0 for line in lines if line["source"] != NOTES}
    return packed(weights, {}, {**said, "raised": RAISED}, SMALLEST)


def fields_file(lines: Sequence[Seen]) -> bytes:
    """The file of the model of fields."""
    said = {"about": "fields of bibliographic references", "trained_on": CREDIT, "licence": "CC BY 4.0"}
    words = [
        (with_convention(features, line["source"]), labels) for line, features, labels in lines if labels
    ]
    weights, transitions = trained(words, feature_minfreq=2, max_iterations=70, c1=0.05, c2=0.3)
    return packed(weights, transitions, said, SMALLEST)


def plainly(lines: Iterable[Line]) -> list[Line]:
    """The references whose labels stand within the fields once more, plainly divided, and as renderings in
    other styles; as references of the convention that is plain.
    """
    labelled = [line for line in lines if line["source"] == LABELLED]
    made = [plainly_divided(line) for line in labelled]
    made += [rendering for line in labelled for rendering in renderings(line, 3)]
    return [{**line, "source": PLAIN} for line in made]


def both_files(lines: Sequence[Seen], gazetteer: Gazetteer) -> tuple[bytes, bytes]:
    """The files of the conventions and of the fields, of these references and what is made of them."""
    told = [line for line, _, _ in lines]
    more = plainly(told)
    if not any(line["source"] == PLAIN for line in told):
        # Renderings stand in for a collection that is plainly divided. Where there is one, they would blur
        # what tells it from the others (experiment e16 of ACCURACY.md).
        told += [line for line in more if "rendered" in line]
    return conventions_file(told), fields_file([*lines, *(seen(line, gazetteer) for line in more)])


def scorer(folder: Path) -> ModuleType:
    """The gold's own scorer as a module."""
    spec = importlib.util.spec_from_file_location(
        "gold_scorer", folder / "score_dates_quotations_references.py"
    )
    if spec is None or spec.loader is None:
        sys.exit(f"no scorer in {folder}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measured(
    name: str, train: Sequence[Seen], read: Sequence[Seen], gold: Path, gazetteer: Gazetteer
) -> None:
    """Write how well a model of ``train`` reads ``read``, a line a source."""
    conventions, fields = (Crf(content) for content in both_files(train, gazetteer))
    model = ReferenceModel(Conventions(conventions), fields, gazetteer)
    score = scorer(gold)
    for source in sorted({line["source"] for line, _, _ in read}):
        pairs = []
        for line, _, _ in read:
            if line["source"] == source:
                ours = [{"start": a, "end": b, "type": kind} for a, b, kind in model.fields(line["text"])]
                pairs.append((line, {"id": line["id"], "fields": ours}))
        result = score.score_refs(pairs)
        kinds = "  ".join(
            f"{kind} {value['f1']:.2f}"
            for kind, value in result["fields"].items()
            if value["tp"] + value["fn"] >= 0.01 * len(pairs)
        )
        right = result["whole_reference_exact"]["acc"]
        micro = result["micro"]["f1"]
        sys.stdout.write(f"{name:6s} {source:12s} {len(pairs):5d} {micro:.3f} / {right:.3f}  {kinds}\n")
        sys.stdout.flush()


def main() -> None:
    """Train on everything and write the model, or measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="?", type=Path, default=GOLD)
    parser.add_argument("--output", type=Path, default=FOLDER, help="the folder of the model")
    parser.add_argument("--measure", choices=("joint", "alone", "cross"))
    options = parser.parse_args()
    if not (options.gold / "references").is_dir():
        sys.exit(f"no folder {options.gold / 'references'}")
    tagged: list[Line] = [
        json.loads(line)
        for path in sorted((options.gold / "references").glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    ]
    gazetteer = Gazetteer.open()
    lines = [seen(line, gazetteer) for line in tagged]
    sources = sorted({line["source"] for line, _, _ in lines})
    if options.measure == "joint":
        train = [s for s in lines if not kept_apart(s[0])]
        measured("joint", train, [s for s in lines if kept_apart(s[0])], options.gold, gazetteer)
    elif options.measure == "alone":
        for source in sources:
            of_source = [s for s in lines if s[0]["source"] == source]
            train = [s for s in of_source if not kept_apart(s[0])]
            measured("alone", train, [s for s in of_source if kept_apart(s[0])], options.gold, gazetteer)
    elif options.measure == "cross":
        for source in sources:
            train = [s for s in lines if s[0]["source"] != source]
            measured("cross", train, [s for s in lines if s[0]["source"] == source], options.gold, gazetteer)
    else:
        for name, content in zip((CONVENTIONS_FILE, FIELDS_FILE), both_files(lines, gazetteer), strict=True):
            written(options.output, name, content)


def written(folder: Path, name: str, content: bytes) -> None:
    """Write a file, and what its digest is."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    sys.stdout.write(f"{name}: {len(content):,} bytes, sha256 {hashlib.sha256(content).hexdigest()}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

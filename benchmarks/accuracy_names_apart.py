#!/usr/bin/env python3
"""Names found by models that have not seen what they are measured on, source by source.

    python benchmarks/accuracy_names_apart.py [GOLD] [--models FOLDER] [--write]

GOLD holds tagged texts (``../shared/gold/names`` by default). Two ways: "left out" trains without all sources
of one family (the name of a file up to the first ``_``), in four parts; "other half" trains on three quarters
of all documents, chosen by digest, and reads the last. Five trainings of some minutes each. ``--models`` is a
folder: it keeps the models, and those that are there are taken. ``--write`` keeps the figures in
``measurements.toml``. How sure a name is comes from the calibration on the sources left out, a part judged
by that of the others. ``--plain`` trains a plain CRF (words, their forms and ends, two words on each side) on
the same three quarters instead, and reads the same last quarter.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from accuracy_names import core, f1, overlaps
from measurements import put

from tei_tools import training
from tei_tools._training_calibration import Judged, calibrated
from tei_tools.encoding._attributes import HIGH
from tei_tools.taggers._gazetteer import Gazetteer
from tei_tools.taggers._name_examples import Example, read_examples
from tei_tools.taggers._name_features import sentences
from tei_tools.taggers._name_learned import KINDS, calibrated_by
from tei_tools.taggers._name_tokens import Token
from tei_tools.taggers._name_words import Found

GOLD = Path(__file__).resolve().parents[1] / ".." / "shared" / "gold" / "names"
BY = "28"
Spans = list[tuple[int, int, str]]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="?", type=Path, default=GOLD)
    parser.add_argument("--models", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--plain", action="store_true")
    options = parser.parse_args()
    gazetteer, clusters = Gazetteer.open(), training.clusters_of_words()
    how = training.Training()
    examples = list(read_examples(options.gold, gazetteer))
    if options.plain:
        measured("plain CRF", "one in four", plain(examples))
        return
    parts = [
        pairs
        for _, pairs in training.cross_validated(
            examples, gazetteer, clusters, how, lambda words: print(words, flush=True), options.models
        )
    ]
    halves = training.quarter(
        examples, gazetteer, clusters, how, lambda words: print(words, flush=True), options.models
    )
    left_out = [pair for part in parts for pair in part]
    rows = [*measured("left out", "all", left_out), *measured("other half", "one in four", halves)]
    steps = [calibrated([pair for other in parts if other is not part for pair in other]) for part in parts]
    # Of the quarter, one half is judged by the calibration of the other.
    known = [calibrated(left_out, halves[1 - at :: 2]) for at in (0, 1)]
    certain = [
        *certainty("left out", [(each, steps[at]) for at, part in enumerate(parts) for each in part]),
        *certainty("other half", [(each, known[n % 2]) for n, each in enumerate(halves)]),
    ]
    if options.write:
        put("names", rows)
        put("certainty", certain)


def plain(examples: list[Example]) -> Iterator[Judged]:
    """What a plain CRF that was trained on three quarters finds in the last."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.1, "c2": 0.1, "max_iterations": 100, "feature.possible_transitions": True})
    for example in examples:
        if not training.in_last_quarter(example):
            for tokens, labels in zip(example.blocks, example.labels, strict=True):
                for first, last in sentences(tokens):
                    trainer.append(_plain(tokens[first:last], example.language), labels[first:last])
    with tempfile.TemporaryDirectory() as folder:
        trainer.train(f"{folder}/plain")
        tagger = pycrfsuite.Tagger()
        tagger.open(f"{folder}/plain")
        for example in examples:
            if training.in_last_quarter(example):
                found = [_named(tokens, example.language, tagger) for tokens in example.blocks]
                yield Judged(example, found, "")


def _plain(tokens: list[Token], language: str) -> list[list[str]]:
    words = [token.text for token in tokens]
    forms = ["".join("X" if c.isupper() else "x" if c.islower() else c for c in word)[:8] for word in words]
    rows = []
    for index, word in enumerate(words):
        row = [
            language,
            "w" + word.lower(),
            "f" + forms[index],
            "2" + word[-2:],
            "3" + word[-3:],
            "p" + word[:3],
        ]
        for step in (-2, -1, 1, 2):
            if 0 <= index + step < len(words):
                row += [f"{step}w{words[index + step].lower()}", f"{step}f{forms[index + step]}"]
            else:
                row.append(f"{step}none")
        rows.append(row)
    return rows


def _named(tokens: list[Token], language: str, tagger: Any) -> list[Found]:
    found: list[Found] = []
    for first, last in sentences(tokens):
        labels = tagger.tag(_plain(tokens[first:last], language))
        for index, label in enumerate(labels):
            if label[0] == "I" and found and found[-1].last == first + index:
                found[-1] = found[-1]._replace(last=first + index + 1)
            elif label != "O":
                found.append(Found(first + index, first + index + 1, KINDS[label[2:]], "", "plain", 1.0))
    return found


def spans(blocks: Iterable[list[Token]], found: Iterable[list[Found]]) -> Spans:
    return [
        training.span_of(tokens, name) for tokens, names in zip(blocks, found, strict=True) for name in names
    ]


def measured(how: str, documents: str, judged: Iterable[Judged]) -> list[dict[str, Any]]:
    """A row for each source, printed as well."""
    counts: dict[str, tuple[Counter[str], Counter[str]]] = defaultdict(lambda: (Counter(), Counter()))
    languages = {}
    for example, found, _ in judged:
        languages[example.source] = example.language
        for count, names in zip(counts[example.source], (found, example.rules), strict=True):
            _count(count, example, spans(example.blocks, names))
    rows = []
    for source, (ours, rules) in sorted(counts.items()):
        figures = [
            round(f1(count[column], count["gold"], count["found"]), 3)
            for count in (ours, rules)
            for column in ("exact", "overlap", "span")
        ]
        print(f"{how:10} {source:20}", " / ".join(f"{figure:.3f}" for figure in figures), flush=True)
        columns = ("exact", "overlap", "span", "rules_exact", "rules_overlap", "rules_span")
        row = {"source": source, "how": how, "lang": languages[source]}
        rows.append({**row, **dict(zip(columns, figures, strict=True)), "by": BY, "documents": documents})
    for name, chosen in (("English", ["en"]), ("German, French", ["de", "fr"])):
        these = [row for row in rows if row["lang"] in chosen]
        if these:
            means = [
                sum(row[column] for row in these) / len(these) for column in ("exact", "overlap", "span")
            ]
            print(f"{how:10} mean, {name:14}", " / ".join(f"{mean:.3f}" for mean in means))
    return rows


def _count(count: Counter[str], example: Example, names: Spans) -> None:
    for kind in example.exhaustive:
        gold = sorted({span for span in example.spans if span[2] == kind})
        found = sorted({span for span in names if span[2] == kind})
        cores = [Counter(core(example.text, span) for span in side) for side in (gold, found)]
        count.update(
            gold=len(gold),
            found=len(found),
            exact=len(set(gold) & set(found)),
            overlap=overlaps(gold, found),
            span=sum((cores[0] & cores[1]).values()),
        )


def certainty(how: str, judged: Iterable[tuple[Judged, dict[str, Any]]]) -> list[dict[str, Any]]:
    """Of the tags that say "high" how many touch a right one of the kind, and of all right ones how many say
    it, by kind."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for (example, found, manner), steps in judged:
        gold = [span for span in example.spans if span[2] in example.exhaustive]
        for tokens, names in zip(example.blocks, found, strict=True):
            for name in names:
                if name.kind not in example.exhaustive:
                    continue
                start, end, _ = training.span_of(tokens, name)
                right = any(a < end and start < b and kind == name.kind for a, b, kind in gold)
                high = calibrated_by(steps, name, example.language, manner) >= HIGH
                counts[name.kind].update(high=high, right=right, both=high and right)
    rows = []
    for kind, count in sorted(counts.items()):
        right = round(count["both"] / max(1, count["high"]), 3)
        share = round(count["both"] / max(1, count["right"]), 3)
        print(f'{how:10} {kind:14} "high": right {right:.3f}, of all right ones {share:.3f}')
        rows.append({"kind": kind, "how": how, "right": right, "share": share, "by": BY})
    return rows


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Persons, places and organisations against texts tagged by people, source by source.

usage: accuracy_names.py [SOURCE …] [--gold FOLDER] [--model] [--by-reason] [--errors N] [--kind KIND]

FOLDER holds JSON Lines files (``text``, ``lang``, ``spans`` with ``start``, ``end``, ``type``,
``exhaustive``); ``../shared/gold/names`` of the repository by default. Three columns of F1: ``exact``;
``overlap`` (at least one shared character, one to one); ``span`` (titles, articles and a last full stop left
aside). ``--model`` measures the shipped model over the rules, which has seen these texts if they are those
that it was trained on. ``--by-reason`` shows how often each rule is right, which is where the confidence of
the rules comes from.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers._gazetteer import Gazetteer
from tei_tools.taggers._name_cues import cues_for
from tei_tools.taggers._name_learned import names_by_model
from tei_tools.taggers._name_model import NameModel
from tei_tools.taggers._name_rules import names_by_rules
from tei_tools.taggers._name_tokens import tokens_of

GOLD = Path(__file__).resolve().parents[1] / ".." / "shared" / "gold" / "names"
Span = tuple[int, int, str]

_LEADING = re.compile(
    r"^(?:(?:mr|mrs|ms|miss|mme|mlle|m|dr|prof|professor|sir|lady|lord|hon|rev|revd|the|a|an|st|capt|captain|col|colonel"
    r"|gen|general|lieut|lt|maj|major|sergeant|sgt|private|president|secretary|senator|judge|justice|king|queen|prince"
    r"|princess|count|countess|duke|duchess|uncle|aunt|herr|frau|fräulein|monsieur|madame|le|la|les|der|die|das|den|dem"
    r"|l['’]|d['’])\b\.?\s*)+",
    re.I,
)


def document_of(text: str) -> SourceDocument:
    """The text as a document whose paragraphs are its lines."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    return SourceDocument("gold", "plain", "", text, tuple(blocks))


def predicted(
    text: str, language: str, gazetteer: Gazetteer, model: NameModel | None = None
) -> list[tuple[int, int, str, str, float]]:
    """Names as (start, end, kind, reason, confidence)."""
    blocks = tokens_of(document_of(text), language)
    cues = cues_for(language)
    found = (
        names_by_model(blocks, gazetteer, cues, model) if model else names_by_rules(blocks, gazetteer, cues)
    )
    return [
        (tokens[name.first].start, tokens[name.last - 1].end, name.kind, name.reason, name.confidence)
        for tokens, names in zip(blocks, found, strict=True)
        for name in names
    ]


def core(text: str, span: Span) -> Span:
    start, end, kind = span
    words = text[start:end]
    match = _LEADING.match(words)
    if match and match.end() < len(words):
        start += match.end()
        words = words[match.end() :]
    return start, start + len(words.rstrip(" .")), kind


def overlaps(gold: list[Span], found: list[Span]) -> int:
    """One-to-one pairs of the same kind that share a character; both in order."""
    pairs = 0
    for kind in {span[2] for span in gold}:
        rest = sorted(span for span in found if span[2] == kind)
        at = 0
        for start, end, _ in sorted(span for span in gold if span[2] == kind):
            while at < len(rest) and rest[at][1] <= start:
                at += 1
            if at < len(rest) and rest[at][0] < end:
                pairs += 1
                at += 1
    return pairs


def f1(right: int, gold: int, found: int) -> float:
    return 2 * right / (gold + found) if gold + found else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sources", nargs="*")
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--by-reason", action="store_true")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--kind")
    parser.add_argument("--model", action="store_true")
    options = parser.parse_args()
    gazetteer = Gazetteer.open()
    model = NameModel.open() if options.model else None
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    bands: dict[int, Counter[str]] = defaultdict(Counter)
    characters, seconds = 0, 0.0
    columns = ("source", "gold", "found", "exact", "overl", "span")
    print("{:22} {:>6} {:>6} {:>6} {:>6} {:>6}".format(*columns), "  by kind: precision and recall by span")
    for file in sorted(options.gold.glob("*.jsonl")):
        if options.sources and file.stem not in options.sources:
            continue
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        missed: Counter[str] = Counter()
        wrong: Counter[str] = Counter()
        for line in file.read_text(encoding="utf-8").splitlines():
            item: dict[str, Any] = json.loads(line)
            text = item["text"]
            began = time.perf_counter()
            names = predicted(text, item["lang"], gazetteer, model)
            seconds += time.perf_counter() - began
            characters += len(text)
            for kind in item["exhaustive"]:
                gold = sorted({(s["start"], s["end"], s["type"]) for s in item["spans"] if s["type"] == kind})
                found = sorted({(s, e, k) for s, e, k, _, _ in names if k == kind})
                gold_cores = Counter(core(text, span) for span in gold)
                found_cores = Counter(core(text, span) for span in found)
                counts[kind].update(
                    gold=len(gold),
                    found=len(found),
                    exact=len(set(gold) & set(found)),
                    overlap=overlaps(gold, found),
                    span=sum((gold_cores & found_cores).values()),
                )
                for start, end, k, reason, confidence in names:
                    if k == kind:
                        right = core(text, (start, end, k)) in gold_cores
                        touched = any(a < end and start < b for a, b, _ in gold)
                        reasons[reason].update(found=1, right=right, touched=touched)
                        bands[int(confidence * 20)].update(found=1, right=right, touched=touched)
                        if not right and (not options.kind or options.kind == kind):
                            wrong[
                                f"{kind[:3]} {'~' if touched else ' '} [{reason}] {_shown(text, start, end)}"
                            ] += 1
                for span in (gold_cores - found_cores).elements():
                    if not options.kind or options.kind == kind:
                        missed[f"{kind[:3]} {_shown(text, span[0], span[1])}"] += 1
        total: Counter[str] = sum(counts.values(), Counter())
        row = [f1(total[column], total["gold"], total["found"]) for column in ("exact", "overlap", "span")]
        kinds = " ".join(
            f"{kind[:3]} P {c['span'] / max(1, c['found']):.2f} R {c['span'] / max(1, c['gold']):.2f}"
            for kind, c in sorted(counts.items())
        )
        figures = " ".join(f"{value:6.3f}" for value in row)
        print(f"{file.stem:22} {total['gold']:6} {total['found']:6} {figures}   {kinds}")
        if options.errors:
            import random

            chooser = random.Random(1)
            for title, kind_of_error in (("missed", missed), ("wrong", wrong)):
                lines = sorted(kind_of_error)
                chooser.shuffle(lines)
                print(f"-- {title}")
                for line in sorted(lines[: options.errors]):
                    print("   ", line)
    print(f"{characters / max(seconds, 1e-9):,.0f} characters a second")
    if options.by_reason:
        for reason, c in sorted(reasons.items(), key=lambda item: -item[1]["found"]):
            print(f"{reason:26}", _rates(c))
        for band, c in sorted(bands.items()):
            print(f"confidence from {band / 20:.2f}      ", _rates(c))


def _rates(counts: Counter[str]) -> str:
    right, touched = (counts[column] / counts["found"] for column in ("right", "touched"))
    return f"{counts['found']:6} right {right:.3f} touched {touched:.3f}"


def _shown(text: str, start: int, end: int) -> str:
    before = text[max(0, start - 30) : start].replace("\n", " ")
    return f"{before}⟦{text[start:end]}⟧{text[end : end + 25]}".replace("\n", " ")


if __name__ == "__main__":
    main()

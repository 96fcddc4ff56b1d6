"""``tei-tools evaluate`` beside the scorers that come with the gold texts: the same figures to the last
digit, whatever is wrong with what was predicted.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest

from tei_tools.cli.main import outcome

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "gold"
NAMES = sorted(path.stem for path in (SHARED / "names").glob("*.jsonl"))
OTHERS = [
    *(f"dates/{name}" for name in ("gum", "mitford", "msrec", "schnitzler")),
    *(f"quotations/{name}" for name in ("gum", "litbank")),
    *(f"references/{name}" for name in ("anystyle", "grobid", "linkedbooks")),
]
MOST = 300
STRANGE = (None, "", "x", "1821", "199X", "19XX", "1999-XX", "1999-21", "1999-W05", "../1999", "1990/1995")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="needs the measuring texts in ../shared"),
]


def scorer(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name.removesuffix(".py"), SHARED / name)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def disturbed(line: dict[str, Any], random: Random) -> dict[str, Any]:
    """What people tagged with spans moved, left out, made up, doubled, confused, and in another order; with
    values and speakers that are wrong, missing or written otherwise."""
    key = "fields" if "fields" in line else "spans"
    length, types = len(line["text"]), sorted({span["type"] for span in line[key]}) or ["person"]
    spans = []
    for span in line[key]:
        made = dict(span)
        if random.random() < 0.15:
            continue
        if random.random() < 0.3:
            made["start"] = max(0, made["start"] + random.randrange(-12, 5))
            made["end"] = min(length, max(made["start"] + 1, made["end"] + random.randrange(-5, 12)))
        if random.random() < 0.3:
            made["ref"] = random.choice(["other", "another", "", None])
        if random.random() < 0.15:
            made["type"] = random.choice([*types, "date", "quotation", "person", "author"])
        if random.random() < 0.4 and "value" in made:
            value = str(made["value"])
            made["value"] = random.choice(
                [
                    None,
                    "1821",
                    value[:4],
                    value[:7],
                    value + "~",
                    f"{value}/{value}",
                    "199X",
                    "1999-21",
                    "x",
                    "",
                ]
            )
        if random.random() < 0.4 and made.get("speaker"):
            made["speaker"] = random.choice([None, "", "Mr. " + made["speaker"], "somebody", "the"])
        spans += [made] * (2 if random.random() < 0.1 else 1)
    for _ in range(random.randrange(3)):
        start = random.randrange(max(1, length))
        end = min(length, start + random.randrange(0, 30))
        spans.append({"start": start, "end": end, "type": random.choice(types)})
    random.shuffle(spans)
    return {"id": line["id"], "text": line["text"], key: spans}


def faulty(lines: list[dict[str, Any]], random: Random) -> list[dict[str, Any]]:
    """Predictions of these texts, in another order; some are missing, some come twice, some are of others."""
    found = [disturbed(line, random) for line in lines if random.random() < 0.9]
    found += [disturbed(line, random) for line in random.sample(lines, min(3, len(lines)))]
    found.append({"id": "of nothing", "text": "x", "spans": [{"start": 0, "end": 1, "type": "person"}]})
    random.shuffle(found)
    for each in found[::3]:
        del each["text"]
    return found


def told(
    name: str, seed: int, folder: Path, capfd: pytest.CaptureFixture[str]
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """What the command says, and gold and predictions by id as the scorers take them."""
    random = Random(f"{name} {seed}")
    lines = [json.loads(line) for line in (SHARED / f"{name}.jsonl").read_text("utf-8").splitlines() if line]
    lines = random.sample(lines, min(MOST, len(lines)))
    found = faulty(lines, random)
    for file, content in (("gold.jsonl", lines), ("found.jsonl", found)):
        (folder / file).write_text("".join(json.dumps(line) + "\n" for line in content), encoding="utf-8")
    call = ["evaluate", str(folder / "gold.jsonl"), "--predictions", str(folder / "found.jsonl"), "--json"]
    assert outcome(call) == 0
    ours = json.loads(capfd.readouterr().out)["scores"]["all"]
    return ours, {each["id"]: each for each in lines}, {each["id"]: each for each in found}


def same(ours: dict[str, Any], theirs: dict[str, Any]) -> bool:
    return all(ours[each] == theirs[each] for each in ("p", "r", "f1")) and ours["right"] == theirs["tp"]


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", NAMES)
def test_names(name: str, seed: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    ours, gold, found = told(f"names/{name}", seed, tmp_path, capfd)
    theirs = scorer("score_names.py").score(gold, found, clusters=True)
    for kind, figures in theirs.items():
        if kind == "b_cubed":
            assert ours["identity"] == figures
            continue
        mine = ours["kinds"]["names" if kind == "all" else kind]
        assert (mine["gold"], mine["found"]) == (figures["gold"], figures["predicted"])
        for measure, called in (("exact", "exact"), ("overlap", "overlap"), ("core", "span")):
            assert same(mine[measure], figures[called]), (kind, measure)
    assert ("identity" in ours) == ("b_cubed" in theirs)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("name", OTHERS)
def test_dates_quotations_references(
    name: str, seed: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    ours, gold, found = told(name, seed, tmp_path, capfd)
    judged = scorer("score_dates_quotations_references.py").run(gold, found, False)
    for theirs in judged:
        assert ours["documents"] == theirs["documents"]
        if theirs["task"] == "references":
            mine = ours["references"]
            assert same(mine["micro"], theirs["micro"])
            assert mine["macro_f1"] == theirs["macro_f1"]
            assert mine["wholly_right"] == theirs["whole_reference_exact"]["acc"]
            assert mine["fields"].keys() == theirs["fields"].keys()
            assert all(same(mine["fields"][field], figures) for field, figures in theirs["fields"].items())
        elif theirs["task"] == "dates":
            assert all(same(ours["kinds"]["date"][each], theirs[each]) for each in ("exact", "overlap"))
            assert same(ours["values"]["span_and_value"], theirs["end_to_end_value"])
            for kind, share in theirs["value_accuracy"].items():
                mine = ours["values"].get(kind, {"of": 0, "right": None})
                assert (mine["of"], mine["right"]) == (share["of"], share["acc"])
            for kind, share in theirs["recall_overlap"].items():
                mine = ours["values"]["recall"].get(kind, {"of": 0, "right": None})
                assert (mine["of"], mine["right"]) == (share["of"], share["acc"])
        else:
            for each in ("exact", "overlap", "iou50"):
                assert same(ours["kinds"]["quotation"][each], theirs[each])
            for called, key in (
                ("speaker_accuracy_on_matched", "speakers"),
                ("speaker_end_to_end_recall", "speakers_recall"),
            ):
                assert ours.get(key, {}).keys() == theirs[called].keys()
                for kind, share in theirs[called].items():
                    assert (ours[key][kind]["of"], ours[key][kind]["right"]) == (share["of"], share["acc"])
    assert judged

"""Figures of agreement: known by hand, and beside the scorers of the gold texts."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest

from tei_tools.cli.main import outcome
from tei_tools.evaluation import Marked, Span, errors, read, scores

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "gold"
TEXT = "Mr. Pitt met Fox in Bath on 3 May 1790."


def one(*spans: Span, kinds: tuple[str, ...] = ("person", "place", "date")) -> Marked:
    return Marked("1", "s", TEXT, spans, kinds)


def test_what_is_the_same_is_wholly_right() -> None:
    gold = one(Span(0, 8, "person", "a"), Span(28, 38, "date", values=("1790-05-03",)))
    told = scores([(gold, gold)])
    assert told["kinds"]["person"]["exact"]["f1"] == told["values"]["span_and_value"]["f1"] == 1.0
    assert told["identity"]["f1"] == 1.0


def test_a_title_costs_exact_and_not_core() -> None:
    told = scores([(one(Span(0, 8, "person")), one(Span(4, 8, "person")))])["kinds"]["person"]
    assert (told["exact"]["f1"], told["core"]["f1"], told["overlap"]["f1"]) == (0.0, 1.0, 1.0)


def test_days_are_compared_and_not_how_they_are_written() -> None:
    gold = one(Span(28, 38, "date", values=("1790-05",)))
    right = one(Span(28, 38, "date", values=("1790-05-01/1790-05-31",)))
    wrong = one(Span(28, 38, "date", values=("1790",)))
    assert scores([(gold, right)])["values"]["span_and_value"]["f1"] == 1.0
    assert scores([(gold, wrong)])["values"]["span_and_value"]["f1"] == 0.0


def test_only_exhaustive_kinds_are_scored() -> None:
    told = scores([(one(kinds=("place",)), one(Span(0, 8, "person")))])
    assert list(told["kinds"]) == ["place"]


def test_what_is_surely_wrong_comes_first() -> None:
    gold = one(Span(0, 8, "person"), Span(20, 24, "place"))
    found = one(Span(13, 16, "person", cert="high"), Span(9, 12, "place", cert="low"))
    told = errors([(gold, found)], 10)
    assert [row["what"] for row in told] == ["made up", "missed", "missed", "made up"]
    assert "⟦Fox⟧" in told[0]["text"]


def test_two_tei_files_are_a_pair(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    tei = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>{}</p></body></text></TEI>'
    (tmp_path / "a.xml").write_text(
        tei.format('<persName ref="#p">Pitt</persName> met <placeName>Bath</placeName>.')
    )
    (tmp_path / "b.xml").write_text(tei.format('<persName ref="#q">Pitt</persName> met Bath.'))
    (tmp_path / "c.xml").write_text(tei.format("Pitt met Rome."))
    both = ["evaluate", str(tmp_path / "a.xml"), "--predictions", str(tmp_path / "b.xml"), "--json"]
    assert outcome(both) == 0
    kinds = json.loads(capfd.readouterr().out)["scores"]["all"]["kinds"]
    assert (kinds["person"]["exact"]["f1"], kinds["place"]["exact"]["f1"]) == (1.0, 0.0)
    both[3] = str(tmp_path / "c.xml")
    assert outcome(both) != 0
    assert "from character 9 on" in capfd.readouterr().err


def test_a_line_that_is_no_tagged_text_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.jsonl").write_text('{"id": "1", "text": "a", "spans": []}\n{"text": 3}\n')
    assert outcome(["evaluate", str(tmp_path / "x.jsonl"), "--model"]) != 0
    assert "x.jsonl:2" in capfd.readouterr().err


def test_the_program_tags_and_is_scored(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    line = {
        "id": "1",
        "text": "George Bush was born in London on 3 May 1921.",
        "lang": "en",
        "spans": [
            {"start": 0, "end": 11, "type": "person"},
            {"start": 24, "end": 30, "type": "place"},
            {"start": 34, "end": 44, "type": "date", "value": "1921-05-03"},
        ],
        "exhaustive": ["person", "place", "date"],
    }
    (tmp_path / "x.jsonl").write_text(json.dumps(line) + "\n")
    assert outcome(["evaluate", str(tmp_path / "x.jsonl"), "--model", "--json"]) == 0
    told = json.loads(capfd.readouterr().out)["scores"]["all"]
    assert told["kinds"]["date"]["exact"]["f1"] == told["values"]["span_and_value"]["f1"] == 1.0


def scorer(name: str) -> ModuleType:
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"no {path}")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def disturbed(line: dict[str, Any], random: Random) -> dict[str, Any]:
    """The gold with spans moved, left out, made up and confused."""
    spans = []
    for span in line.get("fields" if "fields" in line else "spans", []):
        made = dict(span)
        if random.random() < 0.2:
            continue
        if random.random() < 0.3:
            made["end"] = max(made["start"] + 1, made["end"] - random.randrange(4))
        if random.random() < 0.2:
            made["ref"] = "other"
        if random.random() < 0.2:
            made["type"] = random.choice(["person", "place", "date", "author", "title"])
        spans.append(made)
    return {**line, "fields" if "fields" in line else "spans": spans}


@pytest.mark.shared
@pytest.mark.parametrize(
    "name", ["names/wikigold", "names/mitford_ourvillage", "dates/gum", "quotations/gum", "references/grobid"]
)
def test_figures_are_those_of_the_golds_own_scorers(name: str, tmp_path: Path) -> None:
    names = name.startswith("names")
    judge = scorer("score_names.py" if names else "score_dates_quotations_references.py")
    path = SHARED / f"{name}.jsonl"
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()[:300] if line]
    random = Random(6)
    other = [disturbed(line, random) for line in lines]
    for folder, content in (("gold", lines), ("found", other)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.jsonl").write_text("".join(json.dumps(line) + "\n" for line in content))
    pairs = list(zip(read(tmp_path / "gold"), read(tmp_path / "found"), strict=True))
    ours = scores(pairs)
    by_id, other_by_id = {d["id"]: d for d in lines}, {d["id"]: d for d in other}
    if names:
        theirs = judge.score(by_id, other_by_id, clusters=True)
        for kind in ("person", "place"):
            mine = ours["kinds"][kind]
            for measure, called in (("exact", "exact"), ("overlap", "overlap"), ("core", "span")):
                assert mine[measure]["right"] == theirs[kind][called]["tp"]
        if "b_cubed" in theirs:
            assert ours["identity"]["f1"] == pytest.approx(theirs["b_cubed"]["f1"], abs=2e-4)
    elif "references" in name:
        theirs = judge.score_refs(list(zip(lines, other, strict=True)))
        assert ours["references"]["micro"]["f1"] == pytest.approx(theirs["micro"]["f1"], abs=2e-4)
        assert ours["references"]["wholly_right"] == theirs["whole_reference_exact"]["acc"]
    else:
        told = list(zip(lines, other, strict=True))
        theirs = judge.score_dates(told, False) if "dates" in name else judge.score_quotes(told)
        mine = ours["kinds"]["date" if "dates" in name else "quotation"]
        for measure in ("exact", "overlap"):
            assert mine[measure]["f1"] == pytest.approx(theirs[measure]["f1"], abs=2e-4)
        if "dates" in name:
            whole = ours["values"]["span_and_value"]["f1"]
            assert whole == pytest.approx(theirs["end_to_end_value"]["f1"], abs=5e-3)
        else:
            told_all = theirs["speaker_accuracy_on_matched"]["all"]["right"]
            assert sum(round(x["right"] * x["of"]) for x in ours["speakers"].values()) == told_all

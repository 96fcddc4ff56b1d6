"""Figures of agreement, known by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tei_tools.cli.main import outcome
from tei_tools.evaluation import Marked, Span, errors, scores

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


def test_a_text_in_other_white_space_is_the_same_text(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    tei = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{}</body></text></TEI>'
    (tmp_path / "a.xml").write_text(
        tei.format("<p>Here <persName>Ann Lee</persName> met</p><p><persName>Fox</persName>.</p>")
    )
    (tmp_path / "b.xml").write_text(
        tei.format("<ab>Here<persName> Ann\n  Lee</persName> met <persName>Fox</persName>.</ab>")
    )
    both = ["evaluate", str(tmp_path / "a.xml"), "--predictions", str(tmp_path / "b.xml"), "--json"]
    assert outcome(both) == 0
    assert json.loads(capfd.readouterr().out)["scores"]["all"]["kinds"]["person"]["exact"]["f1"] == 1.0


def test_texts_without_a_partner_are_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    line = {"text": "Fox", "spans": [{"start": 0, "end": 3, "type": "person"}], "exhaustive": ["person"]}
    gold, found = tmp_path / "gold.jsonl", tmp_path / "found.jsonl"
    gold.write_text("".join(json.dumps({"id": name, **line}) + "\n" for name in "ab"))
    found.write_text("".join(json.dumps({"id": name, **line}) + "\n" for name in "bc"))
    assert outcome(["evaluate", str(gold), "--predictions", str(found)]) == 0
    said = capfd.readouterr()
    assert "1 of 2 texts of GOLD have no predictions, as a" in said.err
    assert "1 texts are not in GOLD, as c" in said.err
    assert "1.000 0.500 0.667" in said.out
    found.write_text(json.dumps({"id": "x", **line}) + "\n" + json.dumps({"id": "y", **line}) + "\n")
    assert outcome(["evaluate", str(gold), "--predictions", str(found)]) == 3
    assert "found.jsonl: none of these texts is among those" in capfd.readouterr().err


def test_spans_outside_of_the_text_are_told_and_right_nowhere(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    spans = [{"start": 0, "end": 9, "type": kind} for kind in ("person", "quotation", "date")]
    line = {"id": "a", "text": "Fox", "spans": spans, "exhaustive": ["person", "quotation", "date"]}
    (tmp_path / "found.jsonl").write_text(json.dumps(line) + "\n")
    line["spans"] = [{**span, "end": 3} for span in spans]
    (tmp_path / "gold.jsonl").write_text(json.dumps(line) + "\n")
    call = [
        "evaluate",
        str(tmp_path / "gold.jsonl"),
        "--predictions",
        str(tmp_path / "found.jsonl"),
        "--json",
    ]
    assert outcome(call) == 0
    said = capfd.readouterr()
    assert "3 spans are not within their texts, as 0–9 of a (3 characters)" in said.err
    kinds = json.loads(said.out)["scores"]["all"]["kinds"]
    assert {figures["exact"]["right"] for figures in kinds.values()} == {0}

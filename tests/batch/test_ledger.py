"""What a ledger says: status, failures, explain, verify, and its exports."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from lxml import etree

from tei_tools.cli.main import outcome

P = "{http://www.loc.gov/premis/v3}"


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "letters").mkdir()
    for name in ("a", "b", "new\nline"):
        (tmp_path / "letters" / f"{name}.txt").write_text(f"Letter {name}\n\nMrs Jane Doe went to Paris.\n")
    (tmp_path / "letters" / "empty.txt").write_bytes(b"")
    words = [
        "run",
        "letters",
        "--encode",
        "--validate",
        "--to",
        "jsonld,csv",
        "-o",
        "out",
        "--engine",
        "here",
    ]
    assert outcome([*words, "-q"]) == 3
    (tmp_path / "letters" / "a.txt").write_text("Letter a\n\nMr Otto Weber went to Rome.\n")
    assert outcome([*words, "-q"]) == 3
    return tmp_path / "out"


def said(capfd: pytest.CaptureFixture[str], *words: str) -> str:
    capfd.readouterr()
    assert outcome(["batch", *words]) == 0
    return capfd.readouterr().out


def test_status_tells_how_the_run_stands(out: Path, capfd: pytest.CaptureFixture[str]) -> None:
    told = said(capfd, "status", "out")
    assert "run 2: done" in told
    assert "inputs: 3 done, 1 failed, 0 waiting, 0 gone" in told
    as_json = json.loads(said(capfd, "status", "out", "--json"))
    assert as_json["causes"] == {"unreadable": 1}


def test_failures_are_grouped_with_an_example_and_what_to_do(
    out: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told = said(capfd, "failures", "out")
    assert "1 unreadable: the file is empty" in told
    assert "for example: letters/empty.txt" in told
    assert "what to do:" in told
    assert said(capfd, "failures", "out", "--files") == "letters/empty.txt\n"


def test_all_that_happened_to_a_file_is_told(out: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for word in ("letters/a.txt", "out/tei/a.xml", "tei/a.xml", "a.txt"):
        told = json.loads(said(capfd, "explain", "out", word, "--json"))
        assert told["name"] == "letters/a.txt"
    assert {step["step"] for step in told["steps"]} == {"encode", "validate", "jsonld", "csv"}
    assert [before["step"] for before in told["before"]].count("encode") == 1
    assert "run 1 encode done" in said(capfd, "explain", "out", "letters/a.txt")
    assert outcome(["batch", "explain", "out", "nothing.txt"]) == 2


def test_verify_tells_what_was_changed_and_what_is_missing(
    out: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert "outputs are as the ledger says" in said(capfd, "verify", "out")
    path = out / "tei" / "a.xml"
    path.write_bytes(path.read_bytes().replace(b"Otto", b"Olaf"))
    (out / "csv" / "dates.csv").unlink()
    assert outcome(["batch", "verify", "out"]) == 1
    told = capfd.readouterr().err
    assert "out/tei/a.xml: changed" in told
    assert "out/csv/dates.csv: missing" in told


def test_a_folder_without_a_ledger_and_a_file_that_is_none_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert outcome(["batch", "status", "."]) == 2
    assert "no ledger here" in capfd.readouterr().err
    (tmp_path / "ledger.sqlite").write_bytes(b"words" * 1000)
    assert outcome(["batch", "status", "."]) == 3
    assert "is not a ledger" in capfd.readouterr().err


def test_the_ledger_as_csv(out: Path, tmp_path: Path) -> None:
    assert outcome(["batch", "export", "out", "--to", "csv", "-o", "ledger"]) == 0
    tables = {}
    for path in (tmp_path / "ledger").iterdir():
        with path.open(encoding="utf-8", newline="") as stream:
            tables[path.stem] = list(csv.DictReader(stream))
    assert set(tables) == {"collections", "history", "inputs", "outputs", "runs", "steps"}
    inputs = {row["id"]: row for row in tables["inputs"]}
    assert len(inputs) == 4
    assert all(row["input"] in inputs for row in tables["steps"] + tables["outputs"])
    assert len(tables["runs"]) == 2


def test_the_ledger_as_premis(out: Path, tmp_path: Path, root: Path) -> None:
    assert outcome(["batch", "export", "out", "--to", "premis", "-o", "premis.xml"]) == 0
    tree = etree.parse(tmp_path / "premis.xml")
    grammar = etree.RelaxNG(etree.parse(root / "schemas" / "premis.rng"))
    assert grammar.validate(tree), grammar.error_log
    objects = {element.text for element in tree.iter(f"{P}objectIdentifierValue")}
    events = {element.text for element in tree.iter(f"{P}eventIdentifierValue")}
    agents = {element.text for element in tree.iter(f"{P}agentIdentifierValue")}
    assert len(objects) == len(list(tree.iter(f"{P}object")))
    assert len(events) == len(list(tree.iter(f"{P}event")))
    for name, known in (("Object", objects), ("Event", events), ("Agent", agents)):
        linked = {element.text for element in tree.iter(f"{P}linking{name}IdentifierValue")}
        assert linked
        assert linked <= known
    assert {element.text for element in tree.iter(f"{P}relatedObjectIdentifierValue")} <= objects
    assert {element.text for element in tree.iter(f"{P}eventType")} == {"creation", "validation"}
    for element in tree.iter(f"{P}eventType"):
        assert element.get("valueURI", "").startswith("http://id.loc.gov/vocabulary/preservation/eventType/")


def test_a_deposit_is_a_valid_bag_of_all_that_was_made(out: Path, tmp_path: Path) -> None:
    bagit = pytest.importorskip("bagit")
    assert outcome(["batch", "deposit", "out", "-o", "deposit", "--inputs"]) == 0
    bagit.Bag(str(tmp_path / "deposit")).validate()
    held = tmp_path / "deposit" / "data"
    for path in (tmp_path / "out").rglob("*"):
        if path.is_file() and path.parent != tmp_path / "out":
            assert (held / path.relative_to(tmp_path / "out")).read_bytes() == path.read_bytes()
    assert (held / "inputs" / "a.txt").is_file()
    assert (held / "premis.xml").is_file()
    assert outcome(["batch", "deposit", "out", "-o", "deposit"]) == 4


def test_a_deposit_of_something_else_than_the_ledger_says_is_refused(
    out: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (out / "tei" / "a.xml").write_text("other")
    assert outcome(["batch", "deposit", "out", "-o", "deposit"]) == 3
    assert "out/tei/a.xml: is not what the ledger says" in capfd.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letters", "out"]

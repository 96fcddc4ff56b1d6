"""``run``: the whole line over many files, told at the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_tools.cli.main import outcome


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes").mkdir()
    for name in ("a", "b"):
        text = f"Note {name}\n\nMrs Jane Doe went to Paris on 3 May 1921.\n"
        (tmp_path / "notes" / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_goes_through_the_whole_line(notes: Path, capfd: pytest.CaptureFixture[str]) -> None:
    words = ["run", "notes", "-r", "--encode", "--validate", "--to", "jsonld,csv", "-o", "out"]
    assert outcome(words) == 0
    said = capfd.readouterr()
    assert "tagged in 2 documents" in said.out
    assert "valid: 2 of 2" in said.out
    assert {path.name for path in (notes / "out" / "tei").iterdir()} == {"a.xml", "b.xml"}
    assert {path.name for path in (notes / "out" / "jsonld").iterdir()} == {"a.jsonld", "b.jsonld"}
    assert (notes / "out" / "csv" / "persons.csv").is_file()


def test_a_bad_file_never_stops_the_others(notes: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (notes / "notes" / "c.txt").write_bytes(b"")
    assert outcome(["run", "notes", "-r", "--encode", "--to", "csv", "-o", "out"]) == 3
    said = capfd.readouterr()
    assert said.err.count("error:") == 1
    assert len(list((notes / "out" / "tei").iterdir())) == 2


def test_tei_is_validated_and_converted_where_it_lies(notes: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert outcome(["encode", "notes", "-r", "-o", "tei", "-q"]) == 0
    broken = (notes / "tei" / "a.xml").read_text(encoding="utf-8").replace("1921-05-03", "1921-02-30")
    (notes / "tei" / "a.xml").write_text(broken, encoding="utf-8")
    assert outcome(["run", "tei", "-r", "--validate", "--to", "csv", "-o", "out"]) == 1
    said = capfd.readouterr()
    assert "TEI-DAT-001" in said.err
    assert "valid: 1 of 2" in said.out
    assert len((notes / "out" / "csv" / "documents.csv").read_text(encoding="utf-8").splitlines()) == 3


def test_a_run_without_a_step_is_wrong_use(notes: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert outcome(["run", "notes", "-r"]) == 2
    assert "--encode" in capfd.readouterr().err

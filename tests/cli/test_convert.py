"""``convert`` on the command line: where files go, and what is said of what cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tei_tools.cli.main import outcome

TEI = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"{identifier}>
  <teiHeader>
    <fileDesc>
      <titleStmt><title>A note</title></titleStmt>
      <publicationStmt><publisher>We</publisher>{availability}</publicationStmt>
      <sourceDesc><p>In a drawer.</p></sourceDesc>
    </fileDesc>
  </teiHeader>
  <text><body><p><persName>Anna</persName> came on <date when="1921-05-03">3 May</date>.</p></body></text>
</TEI>
"""


def tei(identifier: str = "", availability: str = "") -> str:
    return TEI.format(identifier=f' xml:id="{identifier}"' if identifier else "", availability=availability)


@pytest.fixture
def note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "note.xml").write_text(tei("note"), encoding="utf-8")
    return tmp_path


def made(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_one_json_file_goes_to_standard_output(note: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert outcome(["convert", "note.xml", "--to", "jsonld"]) == 0
    assert json.loads(capfd.readouterr().out)["@id"].endswith("note")


def test_several_tables_do_not(note: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert outcome(["convert", "note.xml", "--to", "csv"]) in (2, 4)
    said = capfd.readouterr()
    assert said.out == ""
    assert "-o FOLDER" in said.err


def test_a_named_file_and_a_folder_and_a_folder_for_each_of_several_formats(note: Path) -> None:
    assert outcome(["convert", "note.xml", "--to", "jsonld", "-o", "one.jsonld"]) == 0
    assert (note / "one.jsonld").is_file()
    assert outcome(["convert", "note.xml", "--to", "jsonld", "-o", "folder/"]) == 0
    assert made(note / "folder") == {"note.jsonld"}
    assert outcome(["convert", "note.xml", "--to", "jsonld,csv", "-o", "both"]) == 0
    assert {"jsonld/note.jsonld", "csv/dates.csv", "csv/csv-metadata.json"} <= made(note / "both")


def test_what_exists_is_kept_and_nothing_half_is_written(
    note: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (note / "out").mkdir()
    (note / "out" / "dates.csv").write_text("mine", encoding="utf-8")
    assert outcome(["convert", "note.xml", "--to", "csv", "-o", "out"]) == 4
    assert made(note / "out") == {"dates.csv"}
    assert (note / "out" / "dates.csv").read_text(encoding="utf-8") == "mine"
    assert outcome(["convert", "note.xml", "--to", "csv", "-o", "out", "--force"]) == 0


def test_a_bad_file_is_one_line_and_the_others_are_converted(
    note: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (note / "bad.xml").write_text("<TEI><p></TEI>", encoding="utf-8")
    assert outcome(["convert", "bad.xml", "note.xml", "--to", "jsonld,csv", "-o", "out"]) == 3
    said = capfd.readouterr().err
    assert said.count("error:") == 1
    assert "bad.xml:1:" in said
    assert "jsonld/note.jsonld" in made(note / "out")


def test_where_nothing_can_be_read_nothing_is_written(note: Path) -> None:
    assert outcome(["convert", "absent.xml", "--to", "csv", "-o", "out"]) == 3
    assert not (note / "out").exists()


def test_a_document_is_known_by_its_place_below_the_folder_that_was_named(note: Path) -> None:
    for place in ("letters/1890/a.xml", "letters/1891/a.xml"):
        (note / place).parent.mkdir(parents=True, exist_ok=True)
        (note / place).write_text(tei(), encoding="utf-8")
    assert outcome(["convert", "letters", "-r", "--to", "csv", "-o", "out"]) == 0
    rows = (note / "out" / "documents.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [row.split(",")[0] for row in rows] == ["1890/a", "1891/a"]
    assert str(note) not in "".join(path.read_text(encoding="utf-8") for path in (note / "out").iterdir())


def test_a_restricted_document_needs_its_option(note: Path, caplog: pytest.LogCaptureFixture) -> None:
    restricted = tei("secret", '<availability status="restricted"><p>No.</p></availability>')
    (note / "secret.xml").write_text(restricted, encoding="utf-8")
    assert outcome(["convert", "secret.xml", "note.xml", "--to", "jsonld", "-o", "out"]) == 0
    assert made(note / "out") == {"note.jsonld"}
    assert "--include-restricted" in caplog.text
    words = ["convert", "secret.xml", "--to", "jsonld", "-o", "all", "--include-restricted"]
    assert outcome(words) == 0
    assert made(note / "all") == {"secret.jsonld"}


def test_wrong_words_are_code_2(note: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert outcome(["convert", "note.xml"]) == 2
    assert "--to" in capfd.readouterr().err
    assert outcome(["convert", "note.xml", "--to", "docx", "-o", "out"]) == 2
    assert "jsonld" in capfd.readouterr().err
    assert not (note / "out").exists()


def test_the_formats_are_listed(note: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert outcome(["convert", "note.xml", "--to", "list"]) == 0
    assert {"csv", "jsonld"} <= {line.split()[0] for line in capfd.readouterr().out.splitlines()}


def test_convert_in_parts_is_the_same_for_a_corpus(tmp_path: Path) -> None:
    one = (
        '<TEI xml:id="t{0}"><teiHeader/><text><body><p>By <persName>N{0}</persName>.</p></body></text></TEI>'
    )
    words = "".join(one.format(number) for number in range(3))
    corpus = tmp_path / "corpus.xml"
    corpus.write_text(f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>{words}</teiCorpus>')
    results = []
    for extra in ((), ("--parts",)):
        out = tmp_path / f"out{len(extra)}"
        assert outcome(["convert", str(corpus), "--to", "jsonld,csv", "-o", str(out), *extra]) == 0
        results.append({str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*.*")})
    assert results[0] == results[1] and "jsonld/t2.jsonld" in results[0]

"""Documents that share an identifier: in a run's exports they are named as ``convert`` names them."""

from __future__ import annotations

import csv
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tei_tools.batch import _distinct_documents
from tei_tools.cli.main import outcome

FORMATS = ("csv", "jsonld", "ntriples")


def tei(identifier: str, words: str) -> str:
    return f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>L
    {words}</title></titleStmt><publicationStmt><publisher>P</publisher>{identifier}</publicationStmt>
<sourceDesc><p>S</p></sourceDesc></fileDesc></teiHeader><text><body><p>{words}
<persName>Jane Doe</persName></p></body></text></TEI>"""


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    old = path.stat().st_mtime_ns - 10**10
    os.utime(path, ns=(old, old))


@pytest.fixture
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four documents: three of one identifier, and one that has the path of the second for its own."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "letters"
    for name in "abc":
        put(folder / f"{name}.xml", tei('<idno type="x">same</idno>', f"of {name}"))
    put(folder / "d.xml", tei('<idno type="x">b</idno>', "of d"))
    put(folder / "e.xml", tei("", "of e"))
    time.sleep(0.1)  # what was changed within a tick of the clock is not trusted, and looked at again
    return folder


def run(engine: str = "here", *more: str) -> int:
    return outcome(["run", "letters", "--to", ",".join(FORMATS), "-o", "out", "--engine", engine, *more])


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def converted(name: str, into: str = "converted") -> dict[str, bytes]:
    assert outcome(["convert", "letters", "-r", "--to", name, "-o", f"{into}/{name}"]) == 0
    return files(Path(into, name))


def documents() -> dict[str, str]:
    with Path("out/csv/documents.csv").open(encoding="utf-8", newline="") as stream:
        return {row["file"]: row["document"] for row in csv.DictReader(stream)}


def test_a_run_and_convert_export_the_same_of_documents_that_share_an_identifier(letters: Path) -> None:
    assert run() == 0
    assert documents() == {"a.xml": "same", "b.xml": "b", "c.xml": "c", "d.xml": "d", "e.xml": "e"}
    for name in FORMATS:
        assert files(Path("out", name)) == converted(name), name


def test_each_json_ld_of_a_run_has_an_identifier_of_its_own(letters: Path) -> None:
    run()
    found = [json.loads(path.read_text("utf-8")) for path in sorted(Path("out/jsonld").iterdir())]
    assert len({each["@id"] for each in found}) == len(found) == 5


@pytest.mark.parametrize("engine", ["here", "local"])
def test_many_of_one_identifier_go_to_the_engine_and_come_out_the_same(
    letters: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_distinct_documents, "_FEW", 0)
    assert run(engine) == 0
    assert files(Path("out/jsonld")) == converted("jsonld")


def test_the_same_run_again_does_nothing_and_says_nothing(
    letters: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run()
    before = files(Path("out/jsonld"))
    assert "another document has its identifier 'same'; it is exported as 'b'" in capsys.readouterr().err
    assert run() == 0
    assert "another document" not in capsys.readouterr().err
    assert files(Path("out/jsonld")) == before


def with_another_first(letters: Path) -> None:
    put(letters / "0.xml", tei('<idno type="x">same</idno>', "of 0"))


def with_a_changed_one(letters: Path) -> None:
    put(letters / "b.xml", tei('<idno type="x">same</idno>', "of b, anew"))


def with_one_named_anew(letters: Path) -> None:
    put(letters / "a.xml", tei('<idno type="x">other</idno>', "of a"))


@pytest.mark.parametrize("change", [with_another_first, with_a_changed_one, with_one_named_anew])
def test_what_changes_among_them_comes_out_as_if_made_anew(
    letters: Path, change: Callable[[Path], None]
) -> None:
    run()
    change(letters)
    assert run() == 0
    for name in FORMATS:
        assert files(Path("out", name)) == converted(name), name


def test_where_the_first_is_gone_the_next_has_its_identifier_again(letters: Path) -> None:
    run()
    (letters / "a.xml").unlink()
    assert run() == 0
    assert files(Path("out/csv")) == converted("csv")
    found = [json.loads(path.read_text("utf-8")) for path in Path("out/jsonld").glob("b.xml*")]
    assert [each["identifier"][0] for each in found] == ["same"]


def test_documents_of_one_file_that_share_an_identifier_are_told_apart(letters: Path) -> None:
    one = tei("<idno>twice</idno>", "of one")
    put(letters / "f.xml", f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{one}{one}</teiCorpus>')
    assert run() == 0
    assert files(Path("out/csv")) == converted("csv")
    found = [json.loads(path.read_text("utf-8"))["@id"] for path in Path("out/jsonld").iterdir()]
    assert len(set(found)) == len(found) == 7


def test_an_encoding_and_its_decisions_stay_when_its_exports_are_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in "ab":
        put(tmp_path / "letters" / f"{name}.xml", tei('<idno type="x">same</idno>', f"of {name}"))
    words = [
        "run",
        "letters",
        "--encode",
        "--validate",
        "--to",
        "csv,jsonld",
        "-o",
        "out",
        "--engine",
        "here",
    ]
    code = outcome(words)
    encoded = files(Path("out/tei"))
    assert documents() == {"a.xml": "same", "b.xml": "b"}
    assert outcome(words) == code
    assert files(Path("out/tei")) == encoded


def test_a_run_tells_at_its_end_what_its_records_did_not_understand(
    letters: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in "fg":
        put(letters / f"{name}.xml", tei("", '<persName ref="nobody">x</persName>'))
    run()
    told = capfd.readouterr().err
    assert "TEI-REC-008: a bare name that is no xml:id" in told
    assert ": 4 in 2 files; first letters/f.xml: nobody (line" in told
    run()
    assert "TEI-REC-008" not in capfd.readouterr().err
    assert outcome(["batch", "explain", "out", "letters/g.xml"]) == 0
    assert "warning TEI-REC-008: a bare name" in capfd.readouterr().out

"""Baselines and summaries."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tei_tools.errors import UsageError
from tei_tools.reports import FileReport
from tei_tools.validation import Finding
from tei_tools.validation._baseline import Baseline, fingerprint
from tei_tools.validation._summary import Summary


def finding(line: int = 3, code: str = "TEI-PTR-001", place: int = 1, said: str = "#ana") -> Finding:
    xpath = f"/tei:TEI/tei:text/tei:body/tei:p[{place}]/tei:persName/@ref"
    return Finding(code, "error", "a.xml", line, 1, xpath, f"persName/@ref points at {said}; no element")


def written(path: Path, *reports: FileReport) -> Baseline:
    new = Baseline(path, must_exist=False)
    for each in reports:
        new.add(each)
    path.write_bytes(new.content())
    return Baseline(path)


def test_a_finding_is_known_again_on_another_line() -> None:
    assert fingerprint(finding(3, place=1), "a.xml") == fingerprint(finding(90, place=4), "a.xml")
    for other in (finding(said="#bert"), finding(code="TEI-PTR-002")):
        assert fingerprint(finding(), "a.xml") != fingerprint(other, "a.xml")
    assert fingerprint(finding(), "a.xml") != fingerprint(finding(), "b.xml")


def test_only_what_is_new_is_told(tmp_path: Path) -> None:
    known = written(tmp_path / "known.json", FileReport("a.xml", [finding(), finding(9, place=2)]))
    left = known.new(FileReport("a.xml", [finding(5), finding(6), finding(7), finding(said="#carl")]))
    assert [(each.line, each.message[24:29]) for each in left.findings] == [(7, "#ana;"), (3, "#carl")]


def test_a_file_that_could_not_be_read_is_known_too(tmp_path: Path) -> None:
    bad = FileReport("a.xml", fault="a.xml:1:1: is not XML", exit_code=3)
    known = written(tmp_path / "known.json", bad)
    assert known.new(bad).exit_code == 0
    assert known.new(FileReport("b.xml", fault="no", exit_code=3)).exit_code == 3


def test_files_are_called_from_the_folder_of_the_baseline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.xml").write_text("")
    monkeypatch.chdir(tmp_path)
    written(Path("known.json"), FileReport("in/a.xml", [finding()]))
    monkeypatch.chdir(tmp_path / "in")
    known = Baseline(Path("../known.json"))
    assert known.new(FileReport("a.xml", [finding()])).findings == ()


def test_a_baseline_is_the_same_bytes_whatever_the_order(tmp_path: Path) -> None:
    one, two = FileReport("a.xml", [finding()]), FileReport("b.xml", [finding(), finding(code="X")])
    first = written(tmp_path / "1.json", one, two).path.read_bytes()
    assert first == written(tmp_path / "2.json", two, one).path.read_bytes()
    assert json.loads(first)["findings"]


@pytest.mark.parametrize("content", [b"", b"[]", b'{"formatVersion": 2}', b'{"formatVersion": 1}', b"\xff"])
def test_what_is_no_baseline_is_wrong_use(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "b.json").write_bytes(content)
    with pytest.raises(UsageError, match=r"b\.json: is no baseline"):
        Baseline(tmp_path / "b.json")
    with pytest.raises(UsageError, match="no such baseline"):
        Baseline(tmp_path / "none.json")


def summary() -> Summary:
    told = Summary()
    told.add(FileReport("a.xml", [finding(), finding(4), finding(5, "TEI-RNG-001")]))
    told.add(FileReport("b.xml", [finding(7, "TEI-RNG-001")]))
    told.add(FileReport("c.xml", fault="c.xml:1:2: is not XML", fault_line=1, fault_column=2, exit_code=3))
    return told


def test_a_summary_has_the_faults_of_most_files_first_with_an_example_of_each() -> None:
    assert [line.split(None, 4)[:4] for line in summary().text()][1:] == [
        ["2", "2", "TEI-RNG-001", "persName/@ref"],
        ["1", "2", "TEI-PTR-001", "persName/@ref"],
        ["1", "1", "TEI-XML-001", "c.xml:1:2:"],
    ]
    assert "a.xml:3:1: persName/@ref points at #ana" in "".join(summary().text())


def test_a_summary_is_the_same_as_json_and_csv() -> None:
    rows = json.loads("".join(summary().json()))["summary"]
    assert [(row["files"], row["times"], row["code"]) for row in rows] == [
        (2, 2, "TEI-RNG-001"),
        (1, 2, "TEI-PTR-001"),
        (1, 1, "TEI-XML-001"),
    ]
    table = list(csv.DictReader(io.StringIO("".join(summary().csv()), newline="")))
    assert [int(row["times"]) for row in table] == [2, 2, 1]
    assert list(Summary().text()) == []


def test_a_summary_of_ever_new_names_stays_small() -> None:
    told = Summary()
    for number in range(12_000):
        told.add(FileReport("a.xml", [Finding("X", "error", "a.xml", 1, 1, f"/tei:n{number}", "m")]))
    assert len(told.kinds()) == 10_001
    assert sum(kind.times for kind in told.kinds()) == 12_000

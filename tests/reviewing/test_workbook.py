"""The review as a spreadsheet, with the guarantees of the desk."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tei_tools.api import review_decided, review_table
from tei_tools.decisions import log_of, read
from tei_tools.errors import TeiToolsError
from tei_tools.reviewing._workbook import COLUMNS

TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>t</title></titleStmt>'
    "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>"
    '<p><persName cert="low">Ann</persName> and <persName cert="low">Paris</persName>, <date>May</date> '
    "<orgName>=SUM(1)</orgName> of <orgName>Royal</orgName> Society.</p></body></text></TEI>"
)


PARIS = "https://sws.geonames.org/2988507/"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    there = tmp_path / "tei"
    there.mkdir()
    (there / "a.xml").write_text(TEI, encoding="utf-8")
    return there


def decided(path: Path, verdicts: dict[str, dict[str, str]]) -> None:
    """Fill in cells, as a person does in a spreadsheet."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            row.update(verdicts.get(row["exact"], {}))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, delimiter=";")
            writer.writeheader()
            writer.writerows(rows)
        return
    from openpyxl import load_workbook

    book = load_workbook(path)
    sheet = book.active
    for row in sheet.iter_rows(min_row=2):
        for name, value in verdicts.get(row[COLUMNS.index("exact")].value, {}).items():
            row[COLUMNS.index(name)].value = value
    book.save(path)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_decided_in_the_spreadsheet_is_in_the_files(folder: Path, tmp_path: Path, kind: str) -> None:
    table = tmp_path / f"decisions.{kind}"
    assert review_table(folder, table, reviewer="Ann") == 5
    before = (folder / "a.xml").read_bytes()
    assert review_decided(folder, table, reviewer="Ann") == (0, [])
    assert (folder / "a.xml").read_bytes() == before
    decided(
        table,
        {
            "Ann": {"verdict": "accept", "new_ref": "ignored where accepted"},
            "Paris": {
                "verdict": "change",
                "new_element": "placeName",
                "new_ref": "https://sws.geonames.org/2988507/",
            },
            "May": {"verdict": "change", "new_edtf": "1830-05"},
            "Royal": {"verdict": "change", "new_exact": "Royal Society"},
            "'=SUM(1)": {"verdict": "reject"},
        },
    )
    assert review_decided(folder, table, reviewer="Ann") == (5, [])
    after = (folder / "a.xml").read_text(encoding="utf-8")
    for expected in (
        '<persName cert="high" resp="#reviewer-ann">Ann</persName>',
        f'<placeName cert="high" ref="{PARIS}" resp="#reviewer-ann">Paris</placeName>',
        '<date when="1830-05" cert="high" resp="#reviewer-ann">May</date>',
        ">Royal Society</orgName>.",
        " =SUM(1) of ",
    ):
        assert expected in after
    assert len(read(log_of(folder / "a.xml"))) == 5


def test_rows_that_do_not_fit_are_refused_each_with_its_place(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "decisions.csv"
    review_table(folder, table, reviewer="Ann")
    decided(
        table,
        {
            "Ann": {"verdict": "perhaps"},
            "Paris": {"verdict": "change", "new_element": "div"},
            "May": {"verdict": "change", "new_edtf": "soon"},
            "Royal": {"verdict": "change", "new_exact": "Academy"},
            "'=SUM(1)": {"verdict": "accept"},
        },
    )
    text = (folder / "a.xml").read_text(encoding="utf-8")
    (folder / "a.xml").write_text(text.replace("=SUM(1)", "=SUM(2)"), encoding="utf-8")
    count, refused = review_decided(folder, table, reviewer="Ann")
    assert count == 0
    assert [line.split("decisions.csv:")[1].split(":")[0] for line in refused] == ["2", "3", "4", "5", "6"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", b"path,element\n"), ("a.xlsx", b"no zip"), ("a.txt", b""), ("b.csv", b"\xff\xfe")],
)
def test_what_is_no_such_table_is_told(folder: Path, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(TeiToolsError):
        review_decided(folder, tmp_path / name, reviewer="Ann")


def test_a_table_is_not_written_over_without_being_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("mine")
    with pytest.raises(TeiToolsError, match="exists"):
        review_table(folder, tmp_path / "a.csv", reviewer="Ann")


def test_the_ledger_of_a_run_or_its_folder_leads_to_the_tei_that_it_made(
    folder: Path, tmp_path: Path
) -> None:
    from tei_tools.reviewing._session import folder_of

    (tmp_path / "ledger.sqlite").write_bytes(b"")
    assert folder_of(tmp_path / "ledger.sqlite") == folder
    assert folder_of(tmp_path) == folder
    assert folder_of(folder) == folder
    with pytest.raises(TeiToolsError, match="no folder"):
        folder_of(folder / "a.xml")

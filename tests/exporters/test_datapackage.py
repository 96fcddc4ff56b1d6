"""The CSV tables as a Data Package, and opened by spreadsheets and data frames: nothing becomes another."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tei_tools.exporters import Options
from tei_tools.exporters import csv as exporter
from tei_tools.exporters import xlsx as workbook
from tei_tools.exporters._guard import unguarded
from tei_tools.records import Record, read
from tei_tools.writing import OutputFolder

SAMPLE = Path(__file__).parents[1] / "records" / "sample.xml"
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
TABLE, OFFICE, TEXT = (
    f"urn:oasis:names:tc:opendocument:xmlns:{part}:1.0" for part in ("table", "office", "text")
)
# Commas, double quotes, UTF-8, from the first line on, as its dialogue has them: no special numbers.
GUESSING = "--infilter=CSV:44,34,76,1,,0,false,false"
# What readers of tables like to turn into something else: formulas, dates, numbers, nothing, truth.
TEMPTING = [
    "=1+1", "+49 30 1234", "-1", "@SUM(A1)", "1/2", "3-4", "1.5.1901", "MARCH1", "00123", "1e5", "NA", "null",
    "None", "TRUE", "1,234", "a\nb", 'say "so"', "a;b", "'quoted", "|x|", "#N/A", "−3", "٣", "𝔊",
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, small: Callable[..., Record]) -> Path:
    people = "".join(
        f"<person xml:id='p{n}'><persName>{words}</persName></person>" for n, words in enumerate(TEMPTING)
    )
    dates = "<p><date when='-0050'>-50</date> <date when='1901-02-03'>3 Feb</date> <date when='12012'/></p>"
    with OutputFolder(tmp_path / "out") as output:
        record = small(dates, stand_off=f"<listPerson>{people}</listPerson>")
        exporter.export([record, read(SAMPLE, name="sample.xml")], output, Options())
    return tmp_path / "out"


def named(folder: Path) -> list[str]:
    """The names as the module ``csv`` reads them."""
    with (folder / "persons.csv").open(encoding="utf-8", newline="") as stream:
        return [row["name"] for row in csv.DictReader(stream) if row["document"] == "d"]


def expected() -> list[str]:
    return [" ".join(words.split()) for words in TEMPTING]


def test_the_words_are_those_of_the_document_without_the_guard(folder: Path) -> None:
    assert [unguarded(name) for name in named(folder)] == expected()
    assert not [name for name in named(folder) if name.startswith(tuple("=+-@"))]


def test_frictionless_finds_the_package_and_every_row_as_it_is_described(folder: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])[:3]
    package = frictionless.Package(str(folder / "datapackage.json"))
    assert {f"{name}.csv" for name in package.resource_names} == {path.name for path in folder.glob("*.csv")}
    rows = package.get_resource("dates").read_rows()
    assert {row["earliest_year"] for row in rows} >= {-49, 1901, 12012}
    places = {row["id"]: row for row in package.get_resource("places").read_rows()}
    assert str(places["port"]["latitude"]) == "41.15"


BREAKS: dict[str, Callable[[Path], object]] = {
    "an offset in words": lambda folder: change(folder, "mentions", "start", "three"),
    "an offset below nought": lambda folder: change(folder, "mentions", "start", "-3"),
    "a day that is none": lambda folder: change(folder, "dates", "earliest", "3 Feb"),
    "no identifier": lambda folder: change(folder, "persons", "id", ""),
    "one key twice": lambda folder: change(folder, "persons", "id", "p1"),
    "a document of nowhere": lambda folder: change(folder, "persons", "document", "elsewhere"),
    "a latitude in words": lambda folder: change(folder, "places", "latitude", "north"),
    "a table is not there": lambda folder: (folder / "places.csv").unlink(),
}


def change(folder: Path, table: str, column: str, value: str) -> None:
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    rows[0][column] = value
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize("broken", BREAKS)
def test_a_wrong_cell_does_not_pass_the_package(folder: Path, broken: str) -> None:
    frictionless = pytest.importorskip("frictionless")
    BREAKS[broken](folder)
    assert not frictionless.validate(str(folder / "datapackage.json")).valid


def test_tables_that_were_not_asked_for_are_not_described(tmp_path: Path) -> None:
    with OutputFolder(tmp_path) as output:
        exporter.export([read(SAMPLE, name="sample.xml")], output, Options(tables=("persons",)))
    (table,) = json.loads((tmp_path / "datapackage.json").read_text())["resources"]
    assert table["name"] == "persons" and "foreignKeys" not in table["schema"]


def test_pandas_has_the_words_where_it_is_told_what_the_package_says(folder: Path) -> None:
    pandas = pytest.importorskip("pandas")
    (schema,) = [
        each["schema"]
        for each in json.loads((folder / "datapackage.json").read_text())["resources"]
        if each["name"] == "persons"
    ]
    kinds = {field["name"]: str for field in schema["fields"] if field["type"] == "string"}
    frame = pandas.read_csv(folder / "persons.csv", dtype=kinds, keep_default_na=False)
    assert list(frame[frame.document == "d"]["name"]) == named(folder)


def test_duckdb_has_the_words_without_being_told_anything(folder: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    table = str(folder / "persons.csv")
    found = duckdb.sql(f"SELECT name FROM read_csv('{table}') WHERE document = 'd'").fetchall()
    assert [name for (name,) in found] == named(folder)
    assert duckdb.sql(f"SELECT DISTINCT typeof(name) FROM read_csv('{table}')").fetchall() == [("VARCHAR",)]
    years = duckdb.sql(f"SELECT earliest_year FROM read_csv('{folder / 'dates.csv'}')").fetchall()
    assert {(-49,), (1901,)} <= set(years)


def opened(files: list[Path], folder: Path, *options: str) -> dict[str, Any]:
    """The files as LibreOffice opens them without being told anything, by name."""
    command: list[Any] = [
        SOFFICE,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        *options,
        "--convert-to",
        "fods",
        "--outdir",
        folder / "opened",
        *files,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    found = {path.stem: etree.parse(path).getroot() for path in (folder / "opened").glob("*.fods")}
    assert found.keys() == {path.stem for path in files}
    return found


def cells(sheet: Any) -> list[tuple[str, str, str | None]]:
    """What is in each cell: its words, what kind of value it is taken for, its formula."""
    return [
        (
            "\n".join("".join(line.itertext()) for line in cell.iterfind(f"{{{TEXT}}}p")),
            cell.get(f"{{{OFFICE}}}value-type"),
            cell.get(f"{{{TABLE}}}formula"),
        )
        for cell in sheet.iter(f"{{{TABLE}}}table-cell")
        if cell.get(f"{{{OFFICE}}}value-type")
    ]


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed here")
def test_libreoffice_makes_no_formula_of_a_table_even_when_it_guesses(folder: Path, tmp_path: Path) -> None:
    """Left to guess, it takes days for days, and writes them as they stood; nothing else becomes a day."""
    for name, sheet in opened(sorted(folder.glob("*.csv")), tmp_path, GUESSING).items():
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            written = {cell for row in csv.reader(stream) for cell in row}
        for words, kind, formula in cells(sheet):
            assert formula is None, (name, words)
            assert kind in ("string", "float", "date"), (name, words)
            if kind == "date":
                assert words in written and re.fullmatch(r"-?\d{4,}-\d\d-\d\d", words), (name, words)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed here")
def test_libreoffice_takes_no_text_of_the_workbook_for_anything_else(
    folder: Path, tmp_path: Path, small: Callable[..., Record]
) -> None:
    people = "".join(
        f"<person xml:id='p{n}'><persName>{words}</persName></person>" for n, words in enumerate(TEMPTING)
    )
    with OutputFolder(tmp_path / "book") as output:
        record = small("<p>x</p>", stand_off=f"<listPerson>{people}</listPerson>")
        workbook.export([record, read(SAMPLE, name="sample.xml")], output, Options())
    (sheet,) = opened(list((tmp_path / "book").glob("*.xlsx")), tmp_path).values()
    found = cells(sheet)
    assert {kind for _, kind, _ in found} == {"string", "float"}
    assert {formula for _, _, formula in found} == {None}
    assert set(expected()) <= {words for words, kind, _ in found if kind == "string"}


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed here")
def test_libreoffice_runs_no_formula_and_keeps_the_words(folder: Path, tmp_path: Path) -> None:
    """Opened as by a user who chooses "text" for all columns; ``-env`` keeps off the user's settings."""
    columns = len((folder / "persons.csv").read_text(encoding="utf-8").split("\r\n", 1)[0].split(","))
    texts = "/".join(f"{n}/2" for n in range(1, columns + 1))
    command: list[Any] = [
        SOFFICE,
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        f"--infilter=CSV:44,34,76,1,{texts},0,true,false",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true",
        "--outdir",
        tmp_path / "again",
        folder / "persons.csv",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert named(tmp_path / "again") == named(folder)

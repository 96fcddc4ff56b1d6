"""The CSV tables, read again by readers that we did not write: ``csv`` and ``csvw``."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tei_tools.errors import UsageError
from tei_tools.exporters import Options
from tei_tools.exporters import csv as exporter
from tei_tools.exporters._guard import unguarded
from tei_tools.records import Record, read
from tei_tools.writing import OutputFolder

SAMPLE = Path(__file__).parents[1] / "records" / "sample.xml"
CORE = "documents persons places organisations dates quotations references mentions relations".split()
HEAD = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="%s"><teiHeader><fileDesc><publicationStmt>%s'


class Kept:
    """An output that keeps its files in memory."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def open(self, name: str) -> Any:
        kept = self.files

        class File(io.BytesIO):
            def close(self) -> None:
                if not self.closed:
                    kept[name] = self.getvalue()
                super().close()

        return File()


def tables(records: list[Record], **options: Any) -> dict[str, list[dict[str, str]]]:
    output = Kept()
    exporter.export(records, output, Options(**options))
    return {
        name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(data.decode(), newline="")))
        for name, data in output.files.items()
        if name.endswith(".csv")
    }


def small(body: str, identifier: str = "d", header: str = "") -> Record:
    head = HEAD % (identifier, header)
    return read(
        f"{head}</publicationStmt></fileDesc></teiHeader><text><body>{body}</body></text></TEI>".encode(),
        name="d.xml",
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tables")
    with OutputFolder(path) as output:
        assert exporter.export([read(SAMPLE, name="sample.xml"), small("<p>b</p>")], output, Options()) == 2
    return path


def test_csvw_finds_the_tables_as_their_description_says(folder: Path) -> None:
    from csvw import CSVW, TableGroup

    checked = CSVW(str(folder / "csv-metadata.json"), validate=True)
    assert checked.is_valid, [str(warning.message) for warning in checked.warnings]
    group = TableGroup.from_file(folder / "csv-metadata.json")
    for table in group.tables:
        assert list(table) is not None
        assert table.check_primary_key()
    rows = {table.local_name: list(table) for table in group.tables}
    assert {name.removesuffix(".csv") for name in rows} == {*CORE, "letters", "paragraphs", "speeches"}
    porto = next(place for place in rows["places.csv"] if place["id"] == "port")
    assert (str(porto["latitude"]), str(porto["longitude"])) == ("41.15", "-8.61")
    assert next(person for person in rows["persons.csv"] if person["id"] == "ada")["variants"] == ["Addie"]
    both = [row["person"] for row in rows["mentions.csv"] if row["quote"] == "both"]
    assert both == ["ada", "ben"]


def test_a_wrong_cell_does_not_pass_the_description(folder: Path, tmp_path: Path) -> None:
    from csvw import CSVW

    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    broken = (tmp_path / "places.csv").read_text().replace("41.15", "north")
    (tmp_path / "places.csv").write_text(broken)
    with pytest.raises(ValueError, match="latitude"):
        assert CSVW(str(tmp_path / "csv-metadata.json"), validate=True).is_valid


def test_links_between_tables_hold(folder: Path) -> None:
    described = json.loads((folder / "csv-metadata.json").read_text())
    rows = {path.name: list(csv.DictReader(path.open(newline=""))) for path in folder.glob("*.csv")}
    checked = 0
    for table in described["tables"]:
        for column in table["tableSchema"]["columns"]:
            if "dc:references" in column:
                target, _, key = column["dc:references"].partition("#")
                known = {(row["document"], row[key]) for row in rows[target]}
                for row in rows[table["url"]]:
                    if row[column["name"]]:
                        checked += 1
                        assert (row["document"], row[column["name"]]) in known
    assert checked > 10


def test_offsets_and_paths_lead_back_to_the_words(folder: Path) -> None:
    text = read(SAMPLE).text
    tree = etree.parse(SAMPLE)
    for row in csv.DictReader((folder / "mentions.csv").open(newline="")):
        if row["start"]:
            start, end = int(row["start"]), int(row["end"])
            assert text[start:end] == row["quote"]
            assert text[:start].endswith(row["prefix"]) and text[end:].startswith(row["suffix"])
        assert len(tree.xpath(row["xpath"])) == 1  # type: ignore[arg-type]


def test_files_are_rfc_4180_in_utf_8_without_a_mark(folder: Path) -> None:
    data = (folder / "mentions.csv").read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert b"Oporto" in data


def test_the_core_tables_are_there_without_rows_and_the_others_are_not() -> None:
    found = tables([small("")])
    assert sorted(found) == sorted(CORE)
    assert found["persons"] == []
    described = Kept()
    exporter.export([], described, Options())
    packages = ["csv-metadata.json", "datapackage.json"]
    assert sorted(described.files) == sorted([*(f"{name}.csv" for name in CORE), *packages])


def test_two_documents_of_one_identifier_have_keys_of_their_own(caplog: pytest.LogCaptureFixture) -> None:
    body = "<p><persName>Ann</persName></p>"
    found = tables([small(body), replace(small(body), place="b/x.xml")])
    assert [row["document"] for row in found["documents"]] == ["d", "b/x"]
    keys = [(row["document"], row["id"]) for row in found["mentions"]]
    assert len(set(keys)) == len(keys) == 2
    assert "another document has its identifier" in caplog.text


def test_free_text_is_guarded_and_numbers_are_not() -> None:
    body = "<p><persName>=cmd|x</persName> <date when='-0050'>-50</date></p>"
    found = tables([small(body)])
    assert found["mentions"][0]["quote"] == "'=cmd|x"
    assert unguarded(found["mentions"][0]["quote"]) == "=cmd|x"
    assert found["dates"][0]["quote"] == "'-50"
    assert (found["dates"][0]["edtf"], found["dates"][0]["earliest_year"]) == ("-0049", "-49")
    assert tables([small(body)], guard=False)["mentions"][0]["quote"] == "=cmd|x"


def test_quotes_commas_and_newlines_come_back() -> None:
    words = 'a "b", c'
    found = tables([small(f"<quote><p>{words}</p><p>d</p></quote>")])
    assert found["quotations"][0]["quote"] == f"{words}\nd"


def test_a_restricted_document_is_left_out_and_told(caplog: pytest.LogCaptureFixture) -> None:
    closed = small("<p>a</p>", header="<availability status='restricted'><p>no</p></availability>")
    assert tables([closed])["documents"] == []
    assert "restricted" in caplog.text
    found = tables([closed], include_restricted=True)["documents"]
    assert [(row["document"], row["status"]) for row in found] == [("d", "restricted")]


def test_only_the_tables_that_are_asked_for() -> None:
    assert sorted(tables([small("<p>a</p>")], tables=("dates", "documents"))) == ["dates", "documents"]
    with pytest.raises(UsageError, match="choose of: documents"):
        tables([], tables=("people",))


def test_utf_16_offsets_on_request() -> None:
    record = small("<p>𝔸𝔸 <persName>B</persName></p>")
    assert tables([record])["mentions"][0]["start"] == "3"
    found = tables([record], utf16=True)
    assert found["mentions"][0]["start"] == "5"
    assert found["documents"][0]["offset_unit"] == "UTF-16 code units"


def test_identifiers_do_not_change_when_a_paragraph_is_added() -> None:
    body = "<p><persName>Ann</persName> <date when='1990'>then</date></p>"
    before, after = tables([small(body)]), tables([small("<p><persName>New</persName></p>" + body)])
    assert {row["id"] for row in before["mentions"]} < {row["id"] for row in after["mentions"]}
    assert [row["id"] for row in before["dates"]] == [row["id"] for row in after["dates"]]


def test_memory_does_not_grow_with_the_documents() -> None:
    class Nowhere:
        def open(self, name: str) -> Any:
            class File(io.RawIOBase):
                def writable(self) -> bool:
                    return True

                def write(self, data: Any) -> int:
                    return len(data)

            return File()

    def peak(number: int) -> int:
        def records() -> Iterator[Record]:
            for place in range(number):
                yield small("<p>" + "<persName>A</persName> " * 50 + "</p>", identifier=f"d{place}")

        tracemalloc.start()
        exporter.export(records(), Nowhere(), Options())
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(3)
    assert peak(120) < 1.5 * peak(12)

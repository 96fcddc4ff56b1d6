"""The CSV tables of structure and of what is described."""

from __future__ import annotations

import csv
from pathlib import Path

from csvw import TableGroup  # type: ignore[import-untyped]

from tei_tools.exporters import Options
from tei_tools.exporters import csv as exporter
from tei_tools.exporters._tables_described import DESCRIBED, DESCRIBED_ROWS
from tei_tools.records import read
from tei_tools.records._rows_described import TABLES
from tei_tools.writing import OutputFolder

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="d"><teiHeader><fileDesc><titleStmt><title>T</title>
</titleStmt><sourceDesc><msDesc xml:id="m"><msIdentifier><idno>MS 1</idno></msIdentifier><msContents><msItem>
<title>=A1+1</title></msItem></msContents></msDesc></sourceDesc></fileDesc></teiHeader><text><body>
<div type="a"><head>𝔊 One</head><p><pb n="1" facs="x y.jpg"/>w
<app><lem>l</lem><rdg wit="#A">r</rdg></app></p>
<stage who="#h">Off</stage><lg><l n="1">verse</l></lg><note place="foot">n</note></div>
<entry><form><orth>chat</orth></form><sense><def>cat</def></sense></entry>
<listBibl><bibl xml:id="b"><title>W</title><idno type="t">1</idno></bibl></listBibl></body></text></TEI>"""


def test_the_columns_are_those_of_the_records_rows() -> None:
    for table, row in TABLES.items():
        columns = [line.split()[0] for line in DESCRIBED[table].strip().splitlines()]
        fields = {"id": "xml_id", "who": "persons"}
        assert columns == [fields.get(name, name) for name in row._fields]  # type: ignore[attr-defined]
    assert list(DESCRIBED) == list(TABLES) == list(DESCRIBED_ROWS)


def test_they_are_written_where_they_have_rows_and_read_by_csvw(tmp_path: Path) -> None:
    with OutputFolder(tmp_path / "out") as folder:
        exporter.export([read(TEI.encode(), name="d.xml")], folder, Options(utf16=True))
    group = TableGroup.from_file(tmp_path / "out" / "csv-metadata.json")
    found = {table.url.string: list(table) for table in group.tables}
    for name in DESCRIBED:
        assert found[f"{name}.csv"], name
        keys = [(row["document"], row["id"]) for row in found[f"{name}.csv"]]
        assert len(set(keys)) == len(keys)
    division = found["divisions.csv"][0]
    assert (division["head"], division["level"], division["start"], division["type"]) == ("𝔊 One", 1, 0, "a")
    # Offsets count UTF-16 units here: the 𝔊 is two.
    assert found["pages.csv"][0]["start"] == len("𝔊 One\n") + 1
    works = {row["id"]: row for row in found["works.csv"]}
    assert works["b"]["identifiers"] == ["t: 1"]
    assert [row["title"] for row in works.values()] == ["'=A1+1", "W"]  # guarded
    assert [row["element"] for row in found["apparatus.csv"]] == ["lem", "rdg"]
    assert found["stages.csv"][0]["persons"] == ["d.xml#h"]


def test_they_are_not_written_without_rows(tmp_path: Path) -> None:
    plain = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body/></text></TEI>'
    with OutputFolder(tmp_path / "out") as folder:
        exporter.export([read(plain, name="a.xml")], folder, Options())
    assert not {f"{name}.csv" for name in DESCRIBED} & {path.name for path in (tmp_path / "out").iterdir()}


def test_a_row_keeps_its_identifier_when_a_paragraph_is_added(tmp_path: Path) -> None:
    ids = []
    for number, text in enumerate((TEI, TEI.replace("<body>", "<body><p>New.</p>"))):
        with OutputFolder(tmp_path / str(number)) as folder:
            exporter.export([read(text.encode(), name="d.xml")], folder, Options())
        with (tmp_path / str(number) / "apparatus.csv").open(encoding="utf-8", newline="") as stream:
            ids.append([row["id"] for row in csv.DictReader(stream)])
    assert ids[0] == ids[1]

"""Bad input: what is well-formed converts with warnings and loses nothing, what is not is one clear line."""

from __future__ import annotations

import csv
import json
import time
from pathlib import Path

import pytest

import tei_tools
from tei_tools.cli.main import outcome
from tei_tools.exporters import Options
from tei_tools.exporters._rows import RecordRows
from tei_tools.exporters._tables import TABLES

TEI = 'xmlns="http://www.tei-c.org/ns/1.0"'
XI = 'xmlns:xi="http://www.w3.org/2001/XInclude"'
HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p/></publicationStmt>"
    "<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
)


def document(body: str, namespace: str = TEI) -> str:
    return f"<TEI {namespace}>{HEADER}<text><body>{body}</body></text></TEI>"


WELL_FORMED = {
    "doubled ids": document(
        '<p xml:id="a">x <persName xml:id="n" ref="#a">N</persName></p><p xml:id="a">y '
        '<persName xml:id="n">M</persName> <date xml:id="n" when="1990">then</date></p>'
    ),
    "doubled divisions": document(
        '<div xml:id="a"><p>x <rs ref="#a">x</rs></p></div><div xml:id="a"><p>y</p></div>'
    ),
    "doubled entries": f"<TEI {TEI}>{HEADER}<standOff><listPerson><person xml:id='p'><persName>A</persName>"
    "</person><person xml:id='p'><persName>B</persName></person></listPerson></standOff></TEI>",
    "pointers nowhere": document('<p><persName ref="#z">x</persName><ref target="#n">r</ref></p>'),
    "nested names": document(
        '<p><persName ref="#a">Herzog von <placeName>Wien <persName>F</persName></placeName></persName></p>'
    ),
    "right to left": document(
        "<p>שלום <persName>דוד</persName> \u202eabc\u202c <placeName>القدس</placeName></p>"
    ),
    "combining": document(
        "<p>e\u0301 <persName>A\u030angstro\u0308m</persName> <placeName>b\u0323</placeName></p>"
    ),
    "beyond the BMP": document("<p>𝄞😀 <persName>𠀀𠀁</persName> x <date when='1990'>𝟙</date></p>"),
    "formula": document(
        "<p><persName>=1+1</persName> <persName>-2</persName> <placeName>@SUM(A1)</placeName></p>"
    ),
    "impossible dates": document(
        '<p><date when="1990-02-30">x</date><date from="2000" to="1990">y</date></p>'
    ),
    "invalid": document("<persName>loose</persName><nonsense>n <name>x</name></nonsense><p><p>in</p></p>"),
    "no namespace": document('<p>Hi <persName ref="#p">Bob</persName></p>', ""),
    "P4": '<TEI.2 id="d"><text><body><p>Hi <name type="person" key="k">Bob</name></p></body></text></TEI.2>',
    "no text": f"<TEI {TEI}>{HEADER}</TEI>",
    "text alone": f"<text {TEI}><body><p><name>x</name></p></body></text>",
    "corpora": f"<teiCorpus {TEI}>{HEADER}{document('<p><name>A</name></p>')}<teiCorpus>{HEADER}"
    f"{document('<p><name>B</name></p>')}</teiCorpus></teiCorpus>",
}


@pytest.mark.parametrize("name", WELL_FORMED)
def test_what_is_well_formed_converts_and_loses_nothing(name: str, tmp_path: Path) -> None:
    file = tmp_path / "d.xml"
    file.write_text(WELL_FORMED[name], encoding="utf-8")
    for to in ("csv", "jsonld", "ntriples", "standoff"):
        assert outcome(["convert", str(file), "--to", to, "-o", str(tmp_path / to), "-q"]) == 0
    for record in tei_tools.records.iter_read(file):
        for row in (*record.mentions, *record.dates):
            if row.start is not None and row.end is not None:
                assert record.text[row.start : row.end] == row.quote
        rows = RecordRows(record, Options())
        for table in TABLES:
            names = [column for column, _, _ in table.columns]
            keys = [tuple(row[names.index(part)] for part in table.key) for row in rows.of(table.name)]
            assert len(set(keys)) == len(keys), table.name
    for path in (tmp_path / "jsonld").iterdir():
        json.loads(path.read_text("utf-8"))


def test_nothing_in_a_table_is_a_formula(tmp_path: Path) -> None:
    file = tmp_path / "d.xml"
    file.write_text(WELL_FORMED["formula"], encoding="utf-8")
    outcome(["convert", str(file), "--to", "csv", "-o", str(tmp_path / "out"), "-q"])
    for path in (tmp_path / "out").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            assert not [
                cell for row in csv.reader(stream) for cell in row if cell[:1] in ("=", "+", "@", "\t")
            ]


NOT_WELL_FORMED = {
    "lone surrogate": (document("<p>a&#xD800;b</p>").encode(), "the character U+D800"),
    "lone surrogate as bytes": (
        document("<p>a\ud800b</p>").encode("utf-8", "surrogatepass"),
        "the byte 0xED",
    ),
    "NUL": (document("<p>a&#0;b</p>").encode(), "the character U+0000"),
    "control character": (document("<p>a\x01b</p>").encode(), "the character U+0001"),
    "cut off": (document("<p>a")[:-30].encode(), "is not well-formed XML"),
    "another encoding": (document("<p>Ä</p>").encode("latin-1"), "is not UTF-8"),
    "empty": (b"", "the file is empty"),
    "no XML": (b"Dear Sir", "is not well-formed XML"),
    "binary": (bytes(range(256)), "NUL"),
    "no TEI": (b"<html/>", "is not TEI"),
}


@pytest.mark.parametrize("name", NOT_WELL_FORMED)
def test_what_is_not_is_told_in_one_line(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    content, told = NOT_WELL_FORMED[name]
    Path("bad.xml").write_bytes(content)
    Path("good.xml").write_text(document("<p>x</p>"), encoding="utf-8")
    assert outcome(["convert", "bad.xml", "good.xml", "--to", "csv", "-o", "out", "-q"]) == 3
    lines = [line for line in capsys.readouterr().err.splitlines() if line]
    assert len(lines) == 1
    assert lines[0].startswith("error: bad.xml")
    assert told in lines[0]
    assert Path("out/documents.csv").is_file()


def test_documents_inside_of_a_document_are_records_of_their_own() -> None:
    inner = f'<TEI xml:id="inner">{HEADER}<text><body><p><name>I</name></p></body></text></TEI>'
    outer = f'<TEI {TEI} xml:id="outer">{HEADER}<text><body><p><name>O</name></p></body></text>{inner}</TEI>'
    records = list(tei_tools.records.iter_read(outer.encode()))
    assert [(each.identifier, each.text, len(each.mentions)) for each in records] == [
        ("outer", "O", 1),
        ("inner", "I", 1),
    ]


def test_files_that_include_one_another_convert(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(
        f'<TEI {TEI} {XI}>{HEADER}<text><body><p>a</p><xi:include href="b.xml"/></body></text></TEI>', "utf-8"
    )
    (tmp_path / "b.xml").write_text(f'<div {TEI} {XI}><p>b</p><xi:include href="a.xml"/></div>', "utf-8")
    assert outcome(["convert", str(tmp_path / "a.xml"), "--to", "csv", "-o", str(tmp_path / "o"), "-q"]) == 0
    assert tei_tools.read(tmp_path / "a.xml").text == "a\nb"


def test_one_paragraph_of_five_million_characters_takes_no_longer_than_many() -> None:
    words = 'Wort und <persName ref="#x">Anna</persName> wieder am <date when="1990">Tag</date>. '
    number = 5_000_000 // len(words)

    def seconds(content: str) -> float:
        begun = time.process_time()
        record = tei_tools.read(content.encode())
        rows = RecordRows(record, Options())
        assert sum(1 for _ in rows.of("mentions")) == number
        assert sum(1 for _ in rows.of("dates")) == number
        return time.process_time() - begun

    one = seconds(document(f"<p>{words * number}</p>"))
    many = seconds(document(f"<p>{words}</p>" * number))
    assert one < 3 * many + 1

"""A project's mapping: which XPath is which column."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tei_tools import api, mapping
from tei_tools.errors import UsageError
from tei_tools.extracting import Odd

MAPPING = """
[authorities]
"pmb:" = "https://pmb.example.org/"
[types]
city = "Stadt"
[[table]]
name = "names"
rows = "//tei:name | //tei:nothing"
[[table.column]]
name = "words"
xpath = "."
[[table.column]]
name = "kind"
xpath = "@type"
datatype = "type"
[[table.column]]
name = "who"
xpath = "@ref"
datatype = "anyURI"
[[table.column]]
name = "length"
xpath = "string-length(.)"
datatype = "integer"
[[table.column]]
name = "day"
xpath = "@when"
datatype = "date"
"""
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"{}><text><body><p>{}</p></body></text></TEI>'


def rows(tmp_path: Path, *sources: str, toml: str = MAPPING, **options: object) -> list[dict[str, str]]:
    (tmp_path / "m.toml").write_text(toml, encoding="utf-8")
    files = []
    for number, source in enumerate(sources):
        files.append(tmp_path / f"f{number}.xml")
        files[-1].write_text(source, encoding="utf-8")
    api.extract(files, tmp_path / "m.toml", tmp_path / "out", **options)  # type: ignore[arg-type]
    with (tmp_path / "out" / "names.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_each_node_is_a_row_and_each_xpath_a_cell(tmp_path: Path) -> None:
    one = TEI.format("", '<name type="city" ref="pmb:7">New <!-- no -->\n <hi>York</hi></name>')
    two = TEI.format(' xml:id="x"', '<name ref="http://www.wikidata.org/wiki/Q1">a</name>')
    assert rows(tmp_path, one, two) == [
        {"document": "f0", "row": "1", "words": "New York", "kind": "Stadt", "who": "https://pmb.example.org/7",
         "length": "10", "day": ""},
        {"document": "x", "row": "1", "words": "a", "kind": "", "who": "http://www.wikidata.org/entity/Q1",
         "length": "1", "day": ""},
    ]  # fmt: skip


def test_the_documents_of_a_corpus_have_their_own_rows(tmp_path: Path) -> None:
    inner = "".join(TEI.format(f' xml:id="t{n}"', f"<name>n{n}</name>") for n in (1, 2))
    found = rows(tmp_path, f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{inner}</teiCorpus>')
    assert [(row["document"], row["words"]) for row in found] == [("t1", "n1"), ("t2", "n2")]


def test_tei_without_a_namespace_is_read_by_the_same_xpaths(tmp_path: Path) -> None:
    assert rows(tmp_path, "<TEI.2><text><p><name>n</name></p></text></TEI.2>")[0]["words"] == "n"


def test_a_value_that_is_not_of_its_datatype_is_left_out_and_told(tmp_path: Path) -> None:
    odd: list[Odd] = []
    source = TEI.format("", '<name when="1890-02-30">a</name><name when="1890-02-28">b</name>')
    assert [row["day"] for row in rows(tmp_path, source, on_odd=odd.append)] == ["", "1890-02-28"]
    assert str(odd[0]).startswith("names.day: 1 value is no date: '1890-02-30' in ")


def test_formulas_are_guarded(tmp_path: Path) -> None:
    assert rows(tmp_path, TEI.format("", "<name>=1+1</name>"))[0]["words"] == "'=1+1"


def test_restricted_documents_stay_out(tmp_path: Path) -> None:
    closed = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><publicationStmt>'
        '<availability status="restricted"/></publicationStmt></fileDesc></teiHeader>'
        "<text><body><p><name>n</name></p></body></text></TEI>"
    )
    assert rows(tmp_path, closed) == []


def test_csvw_describes_every_column(tmp_path: Path) -> None:
    from csvw import CSVW

    rows(tmp_path, TEI.format("", '<name when="1890-02-28" ref="pmb:1">b</name>'))
    read = CSVW(str(tmp_path / "out" / "csv-metadata.json"))
    assert read.is_valid
    columns = json.loads((tmp_path / "out" / "csv-metadata.json").read_bytes())["tables"][0]["tableSchema"]
    assert [column["name"] for column in columns["columns"]] == [
        "document", "row", "words", "kind", "who", "length", "day",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[[table]]", "[[tables]]", "the key 'tables' is not known as a table; did you mean table?"),
        ("//tei:name | //tei:nothing", "//tei:name[", "table names: rows: '//tei:name[' is no XPath"),
        ('xpath = "@type"', 'xpath = "foo:a"', "table names: column kind: 'foo:a' is no XPath: Undefined"),
        ('name = "kind"', 'name = "words"', "table names: two columns have the name 'words'"),
        ('name = "kind"', 'name = "row"', "table names: every table has a column 'row' already"),
        ('name = "names"', 'name = "a/b"', "it is the name of a file"),
        ('datatype = "date"', 'datatype = "day"', '"day" is none of the choices'),
        ('rows = "//tei:name | //tei:nothing"', "", "rows is missing"),
        ('"https://pmb', '"pmb', "write an address"),
    ],
)
def test_what_is_wrong_with_a_mapping_is_told_in_one_line(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    path = tmp_path / "m.toml"
    path.write_text(MAPPING.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UsageError) as fault:
        mapping.load(path)
    assert said in str(fault.value)
    assert str(fault.value).startswith(f"{path}:")

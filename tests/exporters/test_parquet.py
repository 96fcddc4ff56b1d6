"""Parquet files, read again by DuckDB and pandas."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tei_tools.errors import MissingExtraError, UsageError
from tei_tools.records import Record

duckdb = pytest.importorskip("duckdb")
pandas = pytest.importorskip("pandas")
parquet = pytest.importorskip("pyarrow.parquet")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, written: Any, sample: Record, small: Any) -> Path:
    path: Path = tmp_path_factory.mktemp("parquet")
    for name, data in written("parquet", [sample, small("<p>=1+1 <persName>B</persName></p>")]).items():
        (path / name).write_bytes(data)
    return path


def test_duckdb_joins_mentions_to_places(folder: Path) -> None:
    found = duckdb.sql(
        f"""SELECT p.name, p.latitude, m.start, m."end", substr(t.text, m.start + 1, m."end" - m.start)
        FROM '{folder}/mentions.parquet' m JOIN '{folder}/places.parquet' p
        ON p.document = m.document AND p.id = m.place
        JOIN '{folder}/texts.parquet' t ON t.document = m.document
        WHERE p.id = 'port' AND m.start IS NOT NULL"""
    ).fetchall()
    assert [(row[0], row[1], row[4]) for row in found] == [("Porto", 41.15, "Oporto")]


def test_every_cell_is_that_of_the_csv(folder: Path, written: Any, sample: Record, small: Any) -> None:
    files = written("csv", [sample, small("<p>=1+1 <persName>B</persName></p>")], guard=False)
    checked = 0
    for name, data in files.items():
        if not name.endswith(".csv"):
            continue
        rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
        table = parquet.read_table(folder / name.replace(".csv", ".parquet")).to_pylist()
        assert len(rows) == len(table)
        for said, typed in zip(rows, table, strict=True):
            for key, cell in said.items():
                value = typed[key]
                if isinstance(value, list):
                    assert sorted(cell.replace("|", " ").split()) == sorted(" ".join(value).split())
                elif isinstance(value, bool):
                    assert cell == str(value).lower()
                elif isinstance(value, float):
                    assert float(cell) == value
                else:
                    assert cell == ("" if value is None else str(value))
                checked += 1
    assert checked > 500


def test_pandas_reads_numbers_lists_and_the_version(folder: Path) -> None:
    mentions = pandas.read_parquet(folder / "mentions.parquet")
    assert str(mentions["start"].dtype) in ("float64", "int64")
    persons = pandas.read_parquet(folder / "persons.parquet").set_index("id")
    assert list(persons.loc["ada", "variants"]) == ["Addie"]
    schema = parquet.read_schema(folder / "mentions.parquet")
    assert schema.metadata[b"formatVersion"] == b"1"
    assert schema.field("quote").metadata[b"description"] == b"the words"


def test_the_same_records_give_the_same_bytes(written: Any, sample: Record) -> None:
    assert written("parquet", [sample]) == written("parquet", [sample])


def test_two_documents_of_one_identifier_are_told_apart(
    written: Any, small: Callable[..., Record], caplog: Any
) -> None:
    files = written(
        "parquet", [small("<p>a</p>", place="a/x.xml"), small("<p>b</p>", place="b/x.xml")], tables=("texts",)
    )
    table = parquet.read_table(io.BytesIO(files["texts.parquet"])).to_pydict()
    assert table["document"] == ["d", "b/x"]
    assert "exported as 'b/x'" in caplog.text


def test_restricted_documents_stay_out_unless_asked_for(written: Any, small: Callable[..., Record]) -> None:
    hidden = small("<p>a</p>", publication='<availability status="restricted"><p/></availability>')
    for asked, number in ((False, 0), (True, 1)):
        files = written("parquet", [hidden], include_restricted=asked)
        assert parquet.read_table(io.BytesIO(files["documents.parquet"])).num_rows == number


def test_rows_are_written_in_groups(written: Any, small: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tei_tools.exporters.parquet.GROUP_ROWS", 10)
    files = written("parquet", [small("<p>" + "<persName>A</persName> " * 25 + "</p>")])
    assert parquet.ParquetFile(io.BytesIO(files["mentions.parquet"])).num_row_groups == 3


def test_without_pyarrow_the_extra_is_named(
    written: Any, sample: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"tei-tools\[parquet\]"):
        written("parquet", [sample])


def test_an_unknown_table_is_wrong_use(written: Any, sample: Record) -> None:
    with pytest.raises(UsageError, match="choose of: documents"):
        written("parquet", [sample], tables=("people",))

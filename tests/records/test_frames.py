"""A record as data frames of pandas."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tei_tools.errors import MissingExtraError
from tei_tools.records import read

SAMPLE = Path(__file__).with_name("sample.xml")


def test_every_table_is_a_frame_with_its_columns_and_values() -> None:
    pytest.importorskip("pandas")
    record = read(SAMPLE, name="letters/sample.xml")
    frames = record.to_pandas()
    mentions = frames["mentions"]
    assert list(mentions.columns) == ["document", *record.mentions.columns]
    assert list(mentions["quote"]) == record.mentions.column("quote")
    missing = mentions["start"].isna()
    found = [None if gone else int(start) for gone, start in zip(missing, mentions["start"], strict=True)]
    assert found == record.mentions.column("start")
    assert set(mentions["document"]) == {"sample"}
    assert str(mentions["start"].dtype) == "Int64"
    assert list(frames["references"]["level"]) == record.references.column("level")
    documents = frames["documents"]
    assert (documents["title"][0], documents["document"][0], len(documents)) == (
        record.metadata.title,
        "sample",
        1,
    )
    assert list(frames["entries"].columns)[:2] == [
        "document",
        "id",
    ]  # a table without rows has its columns too


def test_without_pandas_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtraError, match="not installed") as told:
        read(SAMPLE).to_pandas()
    assert told.value.extra == "pandas"

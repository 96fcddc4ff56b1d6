"""The table of aims: its rows are true of what is there, and say so where nothing is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import tei_tools

Value = str | int | float

FOLDER = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(autouse=True)
def _benchmarks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))


def test_figures_are_not_rounded_up_to_an_aim() -> None:
    import aims_rows

    assert aims_rows.pair([0.7796, 1.0, None]) == ".780 / 1.000 / –"
    assert not aims_rows.at_least([0.7796, 0.9], [0.78, 0.84])
    assert not aims_rows.at_least([None, 0.9], [0.78, 0.84])
    (_, _, line) = aims_rows.lines_of([aims_rows.skipped("a", "b", "c", "no texts")])
    assert line == "| a | b | c |  | – | not measured: no texts |"


def test_rows_that_need_texts_say_so_where_there_are_none(tmp_path: Path) -> None:
    import aims_measured

    rows = [
        *aims_measured.identity_rows(tmp_path, False),
        *aims_measured.date_rows(tmp_path),
        *aims_measured.quotation_rows(tmp_path),
    ]
    assert rows and all(row.how.startswith("not measured: ") and row.met is None for row in rows)


def test_a_tag_inside_code_or_an_address_is_seen_and_one_around_an_address_is_not() -> None:
    import aims_measured
    from lxml import etree

    def tree(words: str) -> Any:
        body = f"<text><body><p>{words}</p></body></text>"
        return etree.ElementTree(etree.fromstring(f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{body}</TEI>'))

    told = aims_measured.tagged_where_nothing_is
    assert told(tree("<code>by <persName>Ada King</persName></code>")) == ["persName: Ada King"]
    assert told(tree("at https://a.example/<date>1998</date>/x and on")) == ["date: 1998"]
    assert told(tree("<bibl>Ada King, https://a.example/1998/x</bibl> by <persName>Ada</persName>")) == []


def test_nothing_is_tagged_in_the_furniture_code_and_addresses_of_our_pages() -> None:
    import aims_measured

    for sample in sorted((FOLDER / "furniture").iterdir()):
        tree = tei_tools.encode(sample.read_bytes(), name=sample.name)
        assert aims_measured.tagged_where_nothing_is(tree) == [], sample.name
        assert len(tree.findall(".//{*}text//{*}persName")) >= 1, sample.name


def test_rows_of_names_tell_the_sources_under_the_aim(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import aims_kept
    import measurements

    file = tmp_path / "measurements.toml"
    names: list[dict[str, Value]] = [
        {
            "source": "a",
            "how": "other half",
            "lang": "en",
            "exact": 0.7,
            "span": 0.9,
            "overlap": 0.9,
            "by": "1",
        },
        {
            "source": "b",
            "how": "other half",
            "lang": "en",
            "exact": 0.7,
            "span": 0.67,
            "overlap": 0.8,
            "by": "1",
        },
    ]
    measurements.put("names", names, file)
    measurements.put(
        "known", [{"task": "names", "source": "b", "tool": "plain CRF", "a": 0.71, "b": 0.7}], file
    )
    monkeypatch.setattr(measurements, "rows", lambda table: _rows(table, file))
    first, *_, beside = [row for row in aims_kept.name_rows() if row.reached]
    assert first.reached == ".785 / .850 mean of 2; under: b .670 / .800" and first.met is False
    assert (
        beside.reached == "0 of 1 above both; b .700 / .800 (plain CRF .710 / .700)" and beside.met is False
    )


def _rows(table: str, file: Path) -> Any:
    import tomllib

    return tomllib.loads(file.read_text("utf-8")).get(table, [])

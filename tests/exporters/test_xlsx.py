"""The workbook, read again by openpyxl and pandas."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from typing import Any

import pytest

from tei_tools.exporters import _workbook
from tei_tools.records import Record

openpyxl = pytest.importorskip("openpyxl")
pandas = pytest.importorskip("pandas")
RISKY = [
    "=1+1",
    "=HYPERLINK(&quot;x&quot;)",
    "+49 30",
    "-5",
    "@SUM(A1)",
    "1901-02-03",
    "3/4",
    "007",
    "TRUE",
    "1E5",
]


def sheets(files: dict[str, bytes]) -> Any:
    return openpyxl.load_workbook(io.BytesIO(files["collection.xlsx"]))


def test_nothing_is_a_formula_or_a_date_or_loses_a_zero(written: Any, small: Callable[..., Record]) -> None:
    body = "<p>" + " ".join(f"<persName>{said}</persName>," for said in RISKY) + "</p>"
    book = sheets(written("xlsx", [small(body)]))
    table = list(book["mentions"].iter_rows())
    column = [cell.value for cell in table[0]].index("quote")
    cells = [row[column] for row in table[1:]]
    assert [cell.value for cell in cells] == [said.replace("&quot;", '"') for said in RISKY]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert [bool(cell.quotePrefix) for cell in cells[:5]] == [True] * 5
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not isinstance(cell.value, datetime.date | datetime.time)


def test_numbers_are_numbers_and_lists_are_read(written: Any, sample: Record) -> None:
    files = written("xlsx", [sample])
    places = pandas.read_excel(io.BytesIO(files["collection.xlsx"]), sheet_name="places").set_index("id")
    assert (places.loc["port", "latitude"], places.loc["port", "longitude"]) == (41.15, -8.61)
    mentions = pandas.read_excel(io.BytesIO(files["collection.xlsx"]), sheet_name="mentions")
    placed = mentions[mentions["start"].notna()]
    for row in placed.itertuples():
        assert sample.text[int(row.start) : int(row.end)] == row.quote


def test_every_table_is_a_sheet_with_the_rows_of_the_record(written: Any, sample: Record) -> None:
    book = sheets(written("xlsx", [sample]))
    for name in ("persons", "places", "mentions", "dates", "quotations", "references", "letters"):
        assert book[name].max_row == len(getattr(sample, name)) + 1


def test_words_with_what_xml_cannot_hold_come_back() -> None:
    said = ["a_x0041_b", " blank ", "two\nlines", "tab\tin", "<&>\"'", "𝔸", "_x000D_"]
    sheet = _workbook.Sheet("s", ["said"])
    for value in said:
        sheet.write([value])
    stream = io.BytesIO()
    _workbook.write([sheet], stream, "t")
    book = openpyxl.load_workbook(stream)
    from openpyxl.utils.escape import unescape

    assert [unescape(row[0]) for row in book["s"].iter_rows(min_row=2, values_only=True)] == said


def test_what_is_too_long_for_a_cell_is_cut_and_told(
    written: Any, small: Callable[..., Record], caplog: pytest.LogCaptureFixture
) -> None:
    book = sheets(written("xlsx", [small(f"<p><q>{'𝔸b' * 20_000}</q></p>")]))
    longest = max(str(cell.value or "") for row in book["quotations"].iter_rows() for cell in row)
    assert longest.endswith("…") and len(longest.encode("utf-16-le")) <= 2 * 32_767
    assert "were cut" in caplog.text


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(
    written: Any, small: Callable[..., Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_workbook, "MAX_ROWS", 11)
    book = sheets(written("xlsx", [small("<p>" + "<persName>A</persName> " * 25 + "</p>")]))
    assert [book[name].max_row for name in ("mentions", "mentions 2", "mentions 3")] == [11, 11, 6]


def test_the_same_records_give_the_same_bytes(written: Any, sample: Record) -> None:
    assert written("xlsx", [sample]) == written("xlsx", [sample])


def test_memory_does_not_grow_with_the_documents(grows: Any, small: Callable[..., Record]) -> None:
    body = "<p>" + "<persName>A</persName> " * 50 + "</p>"
    assert grows("xlsx", lambda place: small(body, identifier=f"d{place}")) < 1.5

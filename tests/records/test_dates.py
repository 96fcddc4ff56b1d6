"""TEI's attributes for dates → EDTF."""

from __future__ import annotations

import pytest

from tei_tools.records._dates import dated


@pytest.mark.parametrize(
    ("attributes", "edtf"),
    [
        ({"when": "1990-02"}, "1990-02"),
        ({"when": "1850-06-01"}, "1850-06-01"),
        ({"from": "1850-06-01", "to": "1854"}, "1850-06-01/1854"),
        ({"from": "1850"}, "1850/.."),
        ({"to": "1850"}, "../1850"),
        ({"notBefore": "0314", "notAfter": "0315"}, "[0314..0315]"),
        ({"notBefore": "1850"}, "[1850..]"),
        ({"notAfter": "1850"}, "[..1850]"),
        ({"from": "1900", "notAfter": "1910-05"}, "1900/1910-05?"),
        ({"notBefore": "-0050", "to": "0010"}, "-0049?/0010"),
        ({"from": "1900", "to": "1901", "notAfter": "1910"}, "1900/1901"),
        ({"notBefore": "1850", "notAfter": "1850"}, "1850"),
        ({"when": "-0050"}, "-0049"),
        ({"when": "-0001"}, "0000"),
        ({"when-iso": "-0050"}, "-0050"),
        ({"when-iso": "1990-02-03/1990-03-01"}, "1990-02-03/1990-03-01"),
        ({"when": "--05-12"}, "XXXX-05-12"),
        ({"when": "1995-06-01T12:30:00Z"}, "1995-06-01T12:30:00Z"),
        ({"when": "12000"}, "Y12000"),
        ({"when": " 1990 "}, "1990"),
    ],
)
def test_attributes_as_edtf(attributes: dict[str, str], edtf: str) -> None:
    assert dated(attributes).edtf == edtf


@pytest.mark.parametrize(
    "value", ["1672-08-00", "1990-02-30", "1990-13", "17AD", "0000", "43-03-20BC", "soon"]
)
def test_impossible_dates_are_told_and_kept_as_they_stand(value: str) -> None:
    found = dated({"when": value})
    assert (found.edtf, found.earliest, found.latest) == (None, None, None)
    assert found.raw == f"when={value}"
    assert found.fault


def test_custom_values_are_read_by_their_dating_method_alone() -> None:
    season = {"when-custom": "2001-21"}
    assert dated(season).edtf is None
    assert dated(season).fault
    assert dated(season, "edtf")[:4] == ("2001-21", "2001-03-01", "2001-05-31", "edtf")


def test_years_of_the_julian_calendar_before_christ_shift_and_days_become_gregorian() -> None:
    century = {"notBefore-custom": "-0300", "notAfter-custom": "-0101"}
    assert dated(century, "julian")[:4] == ("[-0299..-0100]", "-0299-01-01", "-0100-12-31", "julian")
    # The October Revolution, and the last Julian day in Rome.
    assert dated({"when-custom": "1917-10-25"}, "julian").edtf == "1917-11-07"
    assert dated({"when-custom": "1582-10-04"}, "julian").edtf == "1582-10-14"
    assert dated({"when-custom": "1900-02-29"}, "julian").edtf == "1900-03-13"
    assert dated({"when-custom": "1901-02-29"}, "julian").edtf is None


def test_a_time_of_no_day_is_no_date_and_no_fault() -> None:
    assert dated({"when": "13:20:00"})[:5] == (None, None, None, "w3c", "when=13:20:00")
    assert dated({"when": "13:20:00"}).fault is None

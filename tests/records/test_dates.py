"""TEI's attributes for dates → EDTF."""

from __future__ import annotations

import pytest

import tei_tools
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
        ({"from-iso": "1990", "to": "1995"}, "1990/1995"),
        ({"from": "-0010", "to-iso": "0005"}, "-0009/0005"),
        ({"notBefore-iso": "-0010", "notAfter": "-0010"}, "[-0010..-0009]"),
        ({"from-iso": "1990", "notAfter": "1995"}, "1990/1995?"),
        ({"when": "soon", "when-iso": "1995"}, "1995"),
        ({"when-iso": "1990/.."}, "1990/.."),
        ({"when-iso": "1984-05-12/15"}, "1984-05-12/1984-05-15"),
        ({"when-iso": "19900501T1030"}, "1990-05-01T10:30:00"),
        ({"when-iso": "1990-05-01T10"}, "1990-05-01"),
        ({"when-iso": "199"}, "199X"),
        ({"when-iso": "20"}, "20XX"),
        ({"when-iso": "+12000"}, "Y12000"),
        ({"when-iso": "1990-21"}, "1990-21"),
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


@pytest.mark.parametrize(
    ("attributes", "edtf", "told"),
    [
        ({"when": "1990", "from": "1991"}, "1990", "@from beside @when"),
        ({"from": "1990", "to": "1995", "notAfter": "1996"}, "1990/1995", "@notAfter beside @to"),
        ({"when": "1990", "when-iso": "1991"}, "1990", "when-iso=1991 says another time"),
        ({"to": "2000", "when-iso": "1999"}, "../2000", "when-iso=1999 beside it"),
        ({"when": "1990-02-30", "when-iso": "1991"}, "1991", "1990-02-30"),
        ({"from": "1990", "notAfter": "1980"}, None, "ends before it begins"),
    ],
)
def test_attributes_that_cannot_stand_together_are_told(
    attributes: dict[str, str], edtf: str | None, told: str
) -> None:
    found = dated(attributes)
    assert found.edtf == edtf
    assert told in (found.fault or "")


def test_the_same_said_by_two_sets_of_attributes_is_no_fault() -> None:
    assert dated({"when": "1990-05", "when-iso": "1990-05-01"}).fault is None
    assert dated({"from": "1990", "to": "1991", "from-iso": "1990"}).fault is None
    assert dated({"when": "1990", "when-custom": "MCMXC"}).fault is None


def test_how_a_date_of_two_sets_was_read_is_said() -> None:
    found = dated({"from-iso": "1990", "to": "1995"})
    assert (found.method, found.raw) == ("iso/w3c", "from-iso=1990 to=1995")


def test_a_duration_alone_is_kept_as_it_stands() -> None:
    assert dated({"dur": "P3D"})[:1] == (None,)
    assert dated({"dur": "P3D"}).raw == "dur=P3D"


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
    assert dated({"when-iso": "T13:20"})[3:] == ("iso", "when-iso=T13:20", None)


def _read(attributes: str, declared: str = "") -> tuple[str | None, str | None, str]:
    """EDTF, method and warnings of one date in a document that declares calendars."""
    record = tei_tools.read(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><profileDesc><calendarDesc>'
        f"{declared}</calendarDesc></profileDesc></teiHeader><text><body><p><date {attributes}>then</date>"
        "</p></body></text></TEI>".encode()
    )
    date = record.dates[0]
    return date.edtf, date.method, " ".join(warning.message for warning in record.warnings)


def test_a_calendar_of_the_words_is_no_method_of_custom_values() -> None:
    assert _read('when-custom="1700-02-01" calendar="#julian"')[:2] == (None, None)
    assert _read('when-custom="1700-02-01" datingMethod="#julian"')[:2] == ("1700-02-11", "julian")


def test_a_dating_method_is_followed_to_its_declaration() -> None:
    old = '<calendar xml:id="os"><p>Old Style (Julian)</p></calendar>'
    both = '<calendar xml:id="os"><p>Gregorian, turned from Julian</p></calendar>'
    assert _read('when-custom="1700-02-01" datingMethod="#os"', old)[:2] == ("1700-02-11", "julian")
    edtf, method, told = _read('when-custom="1700-02-01" datingMethod="#os"', both)
    assert (edtf, method) == (None, None)
    assert "a date that was not read" in told


def test_a_date_that_is_read_in_part_is_warned_of() -> None:
    assert _read('when="1990" from="1991"')[0] == "1990"
    assert "a date that was read in part" in _read('when="1990" from="1991"')[2]

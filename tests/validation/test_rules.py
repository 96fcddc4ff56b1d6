"""The rules: what each finds, and what it leaves in peace."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tei_tools import rooms
from tei_tools.parsing import parse
from tei_tools.validation import Finding


def check(rule: str, inside: str, header: str = "") -> list[Finding]:
    data = (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{header}</teiHeader><text>{inside}</text></TEI>'
    )
    found: Iterator[Finding] = rooms.load("validation", rule).check(parse(data.encode(), "f.xml"))
    return list(found)


def codes(rule: str, inside: str, header: str = "") -> list[str]:
    return [each.code for each in check(rule, inside, header)]


@pytest.mark.parametrize(
    "attribute",
    "ref who target corresp sameAs resp source ana next prev copyOf decls datingMethod calendar".split(),
)
def test_a_pointer_without_a_target_is_found_in_every_attribute(attribute: str) -> None:
    assert codes("pointers", f'<p {attribute}="#no"/>') == ["TEI-PTR-001"]
    assert codes("pointers", f'<p {attribute}="#yes" xml:id="yes"/>') == []


def test_each_of_several_pointers_is_followed() -> None:
    found = check("pointers", '<p xml:id="anna"/><p who="#anna #bert\n#carl"/>')
    assert [each.message[-6:] for each in found] == ["'bert'", "'carl'"]


def test_the_nearest_identifier_is_suggested() -> None:
    assert check("pointers", '<p xml:id="anna"/><p ref="#ana"/>')[0].suggestion == "did you mean #anna?"


@pytest.mark.parametrize(
    "value",
    ["http://x.org/#no", "other.xml#no", "#", "urn:x:y", "#xpath(//p)", "#caf%C3%A9", "words", "../a.xml"],
)
def test_pointers_that_lead_elsewhere_or_are_right_are_left(value: str) -> None:
    assert codes("pointers", f'<p xml:id="café"/><p target="{value}"/>') == []


def test_an_identifier_without_its_mark_is_a_warning() -> None:
    (found,) = check("pointers", '<p xml:id="anna"/><p ref="anna"/>')
    assert (found.code, found.severity, found.suggestion) == ("TEI-PTR-002", "warning", "write #anna")


def test_from_and_to_are_pointers_on_some_elements_alone() -> None:
    assert codes("pointers", '<span from="#a" to="#b"/><date from="2022" to="2023"/>') == ["TEI-PTR-001"] * 2


PREFIX = '<prefixDef ident="psn" matchPattern="([a-z]+)" replacementPattern="{}"/>'


def test_prefixes_are_followed_where_they_lead_into_the_file() -> None:
    inside = '<p xml:id="p-anna"/><p ref="psn:anna"/><p ref="psn:bert"/>'
    assert codes("pointers", inside, PREFIX.format("#p-$1")) == ["TEI-PTR-001"]
    assert codes("pointers", inside, PREFIX.format("persons.xml#$1")) == []
    assert codes("pointers", inside, PREFIX.format("#p-$1") + PREFIX.format("persons.xml#$1")) == []


def test_a_prefix_that_is_not_declared_is_a_warning() -> None:
    assert codes("pointers", '<p ref="psn:anna"/><p ref="https://x.org"/><p ref="doi:10.1/x"/>') == [
        "TEI-PTR-003"
    ]


def test_pointers_under_another_base_are_left() -> None:
    assert codes(
        "pointers", '<p xml:base="http://x.org/a.xml"><ref target="#no"/></p><ref target="#no"/>'
    ) == ["TEI-PTR-001"]


def test_an_identifier_that_stands_twice_names_its_first_place() -> None:
    (found,) = check("identifiers", '<p xml:id="a"/>\n<q xml:id="a"/>')
    assert found.code == "TEI-ID-001" and "is that of p in line 1 already" in found.message


@pytest.mark.parametrize(
    ("value", "mend"), [("1a", "write id_1a"), ("a b", "write a_b"), ("a:b", "write a_b")]
)
def test_an_identifier_that_is_no_name_is_found(value: str, mend: str) -> None:
    (found,) = check("identifiers", f'<p xml:id="{value}"/>')
    assert (found.code, found.suggestion) == ("TEI-ID-002", mend)


@pytest.mark.parametrize("value", ["a", "_1", "é-1.2", "Ω", "𝔞"])
def test_every_name_is_an_identifier(value: str) -> None:
    assert codes("identifiers", f'<p xml:id="{value}"/>') == []


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2022-02-30", "February 2022 has 28 days"),
        ("2022-13-01", "there is no month 13"),
        ("1900-02-29", "February 1900 has 28 days"),
        ("2022-04-31", "April 2022 has 30 days"),
        ("--02-30", "February 2000 has 29 days"),
        ("2022-01-01T25:00:00", "no such time of day"),
        ("2022-00", "there is no month 00"),
    ],
)
def test_dates_that_do_not_exist_are_found(value: str, said: str) -> None:
    (found,) = check("dates", f'<date when="{value}"/>')
    assert found.code == "TEI-DAT-001" and said in found.message


@pytest.mark.parametrize(
    "value",
    [
        "2022",
        "-0044-03-15",
        "2000-02-29",
        "2022-03-06Z",
        "2022-03-06T24:00:00",
        "2022-03-06T10:00:00+02:00",
        "--03",
        "---31",
        "12022-02-28",
        "2022-03-06T10:11:12.5",
    ],
)
def test_dates_that_exist_are_left(value: str) -> None:
    assert codes("dates", f'<date when="{value}"/>') == []


@pytest.mark.parametrize(
    ("value", "mend"),
    [
        ("06.03.2022", "write 2022-03-06 or 2022-06-03"),
        ("3/6/2022", "write 2022-06-03 or 2022-03-06"),
        ("25.12.2022", "write 2022-12-25"),
        ("2022/3/6", "write 2022-03-06"),
        ("20220306", "write 2022-03-06"),
        ("99.99.2022", ""),
    ],
)
def test_dates_in_another_form_have_their_readings(value: str, mend: str) -> None:
    (found,) = check("dates", f'<date when="{value}"/>')
    assert (found.code, found.suggestion) == ("TEI-DAT-002", mend)


def test_ranges_that_end_before_they_begin_are_found() -> None:
    assert codes(
        "dates", '<date from="2022-05" to="2022-04"/><date notBefore="1900" notAfter="1899-12-31"/>'
    ) == [
        "TEI-DAT-003",
        "TEI-DAT-003",
    ]
    assert codes("dates", '<date from="2022-05-03" to="2022"/><date from="-0044" to="0014"/>') == []


@pytest.mark.parametrize(
    "attributes", ['when="2022" from="2022"', 'when="2022" notAfter="2023"', 'from="2022" notBefore="2021"']
)
def test_attributes_that_say_when_in_two_ways_are_found(attributes: str) -> None:
    assert codes("dates", f"<date {attributes}/>") == ["TEI-DAT-004"]


def test_from_and_to_that_are_no_dates_are_left() -> None:
    assert (
        codes("dates", '<biblScope from="1990" to="1980"/><locus from="9" to="3"/><app from="#b" to="#a"/>')
        == []
    )


@pytest.mark.parametrize(
    "tag", ["de", "de-AT", "grc-Latn", "zh-Hans-CN", "x-old", "sr-Latn-RS", "de-1901", "en-x-a"]
)
def test_language_tags_are_left(tag: str) -> None:
    assert codes("languages", f'<p xml:lang="{tag}"/>') == []


@pytest.mark.parametrize(
    ("tag", "code", "mend"),
    [
        ("en_US", "TEI-LNG-001", "write en-US"),
        ("d", "TEI-LNG-001", ""),
        ("ger", "TEI-LNG-002", "write de"),
        ("eng-GB", "TEI-LNG-002", "write en-GB"),
        ("Deutsch", "TEI-LNG-002", "write de"),
    ],
)
def test_what_is_no_language_tag_is_found(tag: str, code: str, mend: str) -> None:
    for inside in (f'<p xml:lang="{tag}"/>', f'<language ident="{tag}"/>'):
        (found,) = check("languages", inside)
        assert (found.code, found.suggestion) == (code, mend)


def test_names_without_words_are_warnings() -> None:
    assert codes("names", '<persName ref="#a"> </persName><persName><surname>B</surname></persName>') == [
        "TEI-NAM-001"
    ]

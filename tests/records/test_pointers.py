"""What pointers lead to: absolute URIs after ``xml:base``, prefixes, and the file itself."""

from __future__ import annotations

from pathlib import Path

import pytest

import tei_tools
from tei_tools.cli.main import outcome
from tei_tools.records import Record

NAMESPACE = 'xmlns="http://www.tei-c.org/ns/1.0"'
PERSONS = (
    '<standOff><listPerson><person xml:id="p1"><persName>A</persName></person>'
    '<person xml:id="p2"><persName>B</persName></person></listPerson></standOff>'
)


def document(body: str, *, base: str = "", header: str = "") -> str:
    based = f' xml:base="{base}"' if base else ""
    return (
        f"<TEI {NAMESPACE}{based}><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>"
        "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>"
        f"<encodingDesc><p/>{header}</encodingDesc></teiHeader>{PERSONS}<text><body>{body}</body></text></TEI>"
    )


def read(body: str, *, base: str = "", header: str = "") -> Record:
    return tei_tools.read(document(body, base=base, header=header).encode(), name="letters/l1.xml")


def names(*pointers: str) -> str:
    return "".join(f'<persName ref="{pointer}">x</persName>' for pointer in pointers)


def entities(body: str, **more: str) -> list[str | None]:
    return [row.entity for row in read(body, **more).mentions]


def told(record: Record) -> list[tuple[str, int]]:
    return [(warning.code, warning.times) for warning in record.warnings]


def test_pointers_into_this_file_are_one_however_they_are_written() -> None:
    body = f"<p>{names('#p1', 'l1.xml#p1', './l1.xml#p1', '../letters/l1.xml#p1', '#p%31')}</p>"
    assert entities(body) == ["p1"] * 5
    assert told(read(body)) == []


def test_the_same_id_in_another_file_is_another_thing() -> None:
    assert entities(f"<p>{names('#p1', 'l2.xml#p1', '../l1.xml#p1')}</p>") == [
        "p1",
        "letters/l2.xml#p1",
        "l1.xml#p1",
    ]


def test_base_addresses_are_joined_from_the_outside_in() -> None:
    body = (
        '<div xml:base="register/"><p xml:base="deep/x.xml">'
        f"{names('persons.xml#a', '../q.xml#a', '#p1')}</p>"
        f"<p>{names('persons.xml#a')}</p></div><p>{names('persons.xml#a')}</p>"
    )
    assert entities(body, base="https://example.org/edition/") == [
        "https://example.org/edition/register/deep/persons.xml#a",
        "https://example.org/edition/register/q.xml#a",
        "p1",
        "https://example.org/edition/register/persons.xml#a",
        "https://example.org/edition/persons.xml#a",
    ]


def test_a_relative_base_counts_from_the_file() -> None:
    body = (
        f'<div xml:base="../register/"><p>{names("persons.xml#a")}</p></div><p>{names("persons.xml#a")}</p>'
    )
    assert entities(body) == ["register/persons.xml#a", "letters/persons.xml#a"]


def test_of_several_rules_for_a_prefix_the_first_that_fits_is_taken() -> None:
    header = (
        '<listPrefixDef><prefixDef ident="psn" matchPattern="([0-9X]+)"'
        ' replacementPattern="https://d-nb.info/gnd/$1"/>'
        '<prefixDef ident="psn" matchPattern="([a-z]\\d)" replacementPattern="#$1"/>'
        '<prefixDef ident="psn" matchPattern="(\\w+)\\.(\\d+)" replacementPattern="../r/$2.xml#$1"/>'
        "</listPrefixDef>"
    )
    body = f"<p>{names('psn:118540238', 'psn:p2', 'psn:ab.12', 'psn:!', 'psn:!', 'other:x')}</p>"
    record = read(body, header=header)
    assert [row.entity for row in record.mentions] == [
        "https://d-nb.info/gnd/118540238",
        "p2",
        "r/12.xml#ab",
        "psn:!",
        "psn:!",
        "other:x",
    ]
    assert told(record) == [("TEI-REC-001", 2)]


def test_a_pointer_of_several_values_is_a_row_for_each() -> None:
    record = read(
        f"<p>{names('#p1 #p2 https://d-nb.info/gnd/118540238/')} "
        '<ref target="a.xml#x b.xml#y">t</ref> <said who="#p1 #p2">yes</said></p>'
    )
    assert [row.entity for row in record.mentions] == ["p1", "p2", "https://d-nb.info/gnd/118540238"]
    assert [row.pointer for row in record.mentions] == ["#p1", "#p2", "https://d-nb.info/gnd/118540238/"]
    assert [row.target for row in record.references] == ["letters/a.xml#x", "letters/b.xml#y"]
    assert record.quotations[0].speakers == ("p1", "p2")


def test_a_bare_name_that_is_an_id_is_read_so_each_time_with_a_warning() -> None:
    record = read(f"<p>{names('p1', 'p1', 'p2')}</p>")
    assert [row.entity for row in record.mentions] == ["p1", "p1", "p2"]
    assert told(record) == [("TEI-REC-002", 3)]


def test_a_bare_name_that_is_nothing_is_the_address_of_a_file_and_told_each_time() -> None:
    record = read(f"<p>{names('pmb7', 'pmb7', 'persons.xml')}</p>")
    assert [row.entity for row in record.mentions] == ["letters/pmb7", "letters/pmb7", "letters/persons.xml"]
    assert told(record) == [("TEI-REC-008", 2)]


def test_a_key_and_the_name_of_an_image_are_not_told() -> None:
    assert told(read('<pb facs="img_1"/><p><persName key="pmb7">x</persName></p>')) == []


def test_a_pointer_that_finds_nothing_here_is_told_each_time() -> None:
    record = read(f"<p>{names('#p9', '#p9 #p1')}</p>")
    assert told(record) == [("TEI-REC-001", 2)]


@pytest.mark.parametrize(
    "pointer", ["https://example.org/x", "urn:x:1", "mailto:a@example.org", "a/b", "b.xml#c"]
)
def test_addresses_elsewhere_are_not_told(pointer: str) -> None:
    assert told(read(f"<p>{names(pointer)}</p>")) == []


def test_what_is_included_points_from_its_own_file(tmp_path: Path) -> None:
    (tmp_path / "parts" / "in").mkdir(parents=True)
    (tmp_path / "parts" / "in" / "b.xml").write_text(
        f'<p {NAMESPACE} xml:id="b">{names("persons.xml#a", "b.xml#b", "#b", "../../main.xml#m")}</p>',
        "utf-8",
    )
    main = tmp_path / "main.xml"
    main.write_text(
        f'<TEI {NAMESPACE} xmlns:xi="http://www.w3.org/2001/XInclude"><text><body><p xml:id="m">'
        f'{names("persons.xml#a", "parts/in/b.xml#b")}</p><xi:include href="parts/in/b.xml"/></body></text>'
        "</TEI>",
        "utf-8",
    )
    record = tei_tools.read(main, name="main.xml")
    assert [row.entity for row in record.mentions] == [
        "persons.xml#a",
        "b",
        "parts/in/persons.xml#a",
        "b",
        "b",
        "m",
    ]


def test_convert_and_explain_tell_what_was_not_understood(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.xml").write_text(document(f"<p>{names('p1', 'pmb7')}</p>"), "utf-8")
    Path("b.xml").write_text(document(f"<p>{names('pmb7', 'pmb8')}</p>"), "utf-8")
    assert outcome(["convert", "a.xml", "b.xml", "--to", "csv", "-o", "out"]) == 0
    told = capsys.readouterr().err
    assert "warning: TEI-REC-002: a bare name read as an xml:id (it lacks its #): 1 in 1 document; " in told
    assert "TEI-REC-008: a bare name that is no xml:id" in told
    assert ": 3 in 2 documents; first a.xml: pmb7 (line 1)" in told
    outcome(["convert", "a.xml", "--to", "csv", "-o", "quiet", "-q"])
    assert capsys.readouterr().err == ""
    assert outcome(["convert", "b.xml", "--explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("b.xml\tTEI-REC-008\t2\ta bare name")
    assert lines[1:] == ["all\tTEI-REC-008\t2"]

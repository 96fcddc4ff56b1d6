"""Validation as a whole: each fault once, at its exact place, in order; one clear line for what is no TEI."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from lxml import etree

from tei_tools.errors import UnreadableError, UsageError
from tei_tools.parsing import parse
from tei_tools.resources import Resources
from tei_tools.validation import Finding, is_valid, validate, validate_input

HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>t</title></titleStmt><publicationStmt><p/></publicationStmt>"
    "<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
)
NAMESPACE = {"tei": "http://www.tei-c.org/ns/1.0"}


def document(body: str) -> bytes:
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">\n{HEADER}\n<text><body>\n{body}\n</body></text></TEI>'
    ).encode()


@pytest.fixture(scope="module")
def resources() -> Resources:
    return Resources()


def test_a_valid_file_has_no_finding(resources: Resources) -> None:
    assert list(validate_input(document("<p>Words.</p>"), resources=resources)) == []


def by_ours(data: bytes, resources: Resources) -> list[Finding]:
    return list(validate_input(data, "tei_tools", resources))


def test_findings_have_the_place_of_their_start_tag_and_stand_in_its_order(resources: Resources) -> None:
    data = document('<p>é <persname>x</persname></p>\n<p><date when="2022-02-30"/><ref target="#no"/></p>')
    found = list(validate_input(data, resources=resources))
    assert [(each.code, each.line, each.column) for each in found] == [
        ("TEI-RNG-001", 4, 6),
        ("TEI-DAT-001", 5, 4),
        ("TEI-PTR-001", 5, 29),
    ]
    assert found[0].suggestion == "did you mean `persName`?"
    assert "persName" in found[0].expected


@pytest.mark.parametrize(("tag", "meant"), [("br", "lb"), ("tr", "row"), ("i", 'hi rend="italic"')])
def test_html_is_told_as_html(tag: str, meant: str, resources: Resources) -> None:
    (found,) = validate_input(document(f"<p>x<{tag}/></p>"), resources=resources)
    assert found.suggestion == f"that is HTML; TEI has `{meant}`" and found.mend is None


def test_every_xpath_leads_to_its_element_or_attribute(resources: Resources) -> None:
    data = document(
        '<p/><p><x xmlns="y"/><persname/><hi><date when="06.03.2022"/></hi></p><p n="1" foo="2"/>'
    )
    tree = parse(data, "f.xml")
    found = list(validate(tree, resources.grammar("tei_tools"), data=data))
    assert len(found) >= 4
    for each in found:
        assert len(tree.xpath(each.xpath, namespaces=NAMESPACE)) == 1, each  # type: ignore[arg-type]
    assert "/tei:TEI/tei:text/tei:body/tei:p[2]/tei:hi/tei:date/@when" in {each.xpath for each in found}


def test_lines_are_right_past_65535(resources: Resources) -> None:
    data = document("<p/>\n" * 70_000 + '<p><ref target="#no"/></p>')
    (found,) = validate_input(data, resources=resources)
    assert (found.line, found.column) == (70_004, 4)


def test_lines_of_a_tree_without_its_bytes_are_those_of_libxml2(resources: Resources) -> None:
    tree = parse(document('<p><ref target="#no"/></p>'), "f.xml")
    (found,) = validate(tree, None, file="f.xml")
    assert (found.file, found.line, found.column) == ("f.xml", 4, 0)


def test_one_value_is_told_once_by_the_rule_that_says_most(resources: Resources) -> None:
    found = list(
        validate_input(document('<p xml:id="1a"><date when="2022-13-01"/></p>'), resources=resources)
    )
    assert [each.code for each in found] == ["TEI-ID-002", "TEI-DAT-001"]


def test_an_element_of_tei_outside_our_schema_is_said_to_be_that(resources: Resources) -> None:
    (found,) = by_ours(document("<listForest/>"), resources)
    assert found.code == "TEI-RNG-013"
    assert found.message.startswith("`listForest` is TEI, but our schema does not cover it")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html><body/></html>", "the root element is html, which is not TEI"),
        (b"<TEI><text/></TEI>", "the root element TEI is not in TEI's namespace"),
        (b"<TEI.2><text/></TEI.2>", "this is TEI P4"),
    ],
)
def test_what_is_no_tei_has_one_finding(data: bytes, said: str, resources: Resources) -> None:
    (found,) = validate_input(data, resources=resources)
    assert (found.code, found.line, found.column) == ("TEI-DOC-001", 1, 1)
    assert said in found.message


def test_what_is_no_xml_can_not_be_read(tmp_path: Path) -> None:
    for data in (b"", b"<TEI>", b"words", b"PK\x03\x04"):
        with pytest.raises(UnreadableError):
            validate_input(data)
    with pytest.raises(UnreadableError, match=r"no\.xml: no such file"):
        validate_input(tmp_path / "no.xml")


def test_an_unknown_schema_or_rule_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="there is no schema"):
        validate_input(document("<p/>"), "nothing")
    with pytest.raises(UsageError, match="among the validation"):
        validate_input(document("<p/>"), rules=["nothing"])


def test_a_schema_of_ones_own_is_used(tmp_path: Path) -> None:
    (tmp_path / "own.rng").write_text(
        '<element name="TEI" ns="http://www.tei-c.org/ns/1.0" xmlns="http://relaxng.org/ns/structure/1.0"><empty/></element>'
    )
    assert [
        f.code
        for f in validate_input(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', str(tmp_path / "own.rng"))
    ] == []


def test_rules_can_be_chosen() -> None:
    data = document('<p><date when="2022-02-30"/><ref target="#no"/></p>')
    tree = parse(data, "f")
    assert [each.code for each in validate(tree, None, rules=["pointers"])] == ["TEI-PTR-001"]
    assert list(validate(tree, None, rules=[])) == []


def test_warnings_alone_are_valid() -> None:
    warning = Finding("TEI-NAM-001", "warning", "", 1, 1, "/", "")
    assert is_valid([]) and is_valid([warning])
    assert not is_valid([warning, Finding("TEI-PTR-001", "error", "", 1, 1, "/", "")])


@pytest.mark.parametrize(
    "paragraph",
    [
        '<p><date when="2022-13-01"/></p>',
        '<p><ref target="#no%d"/></p>',
        '<p xml:id="a"/>',
        "<p><persName/></p>",
    ],
)
def test_as_many_faults_as_elements_take_linear_time(paragraph: str, resources: Resources) -> None:
    many = "".join(paragraph % n if "%d" in paragraph else paragraph for n in range(10_000))
    start = time.process_time()
    assert len(list(validate_input(document(many), resources=resources))) >= 9_999
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    "body",
    [
        "<p/>",
        "<p><foo/></p>",
        "",
        "words",
        "<div><p/><head>late</head></div>",
        "<list><head>h</head></list>",
        '<p><date when="2022-13-01"/></p>',
        '<p><said direct="maybe">x</said></p>',
        '<p><persName ref="#a #b"><forename>A</forename></persName></p>',
        "<head>x</head><p/>",
        '<p foo="1"/>',
        "<list><item>a</item></list>",
        "<div/>",
        "<p><p/></p>",
    ],
)
def test_the_two_engines_agree_on_what_is_valid(body: str, resources: Resources) -> None:
    from tei_tools.grammar import libxml2

    tree = parse(document(body), "f.xml")
    other = libxml2.load(resources.schema("tei_tools.rng"), "tei_tools.rng")
    faults = other.faults(tree)
    assert bool(faults) == bool(resources.grammar("tei_tools").faults(tree))
    assert all(isinstance(fault.element, etree._Element) for fault in faults)


def test_libxml2_says_where_a_fault_is(resources: Resources) -> None:
    from tei_tools.grammar import libxml2

    tree = parse(document("<p/><p><persname/></p><p><foo/></p>"), "f.xml")
    faults = libxml2.load(resources.schema("tei_tools.rng"), "tei_tools.rng").faults(tree)
    assert [str(fault.element.tag).rpartition("}")[2] for fault in faults] == ["persname", "foo"]
    with pytest.raises(UsageError, match=r"bad\.rng: is no RELAX NG schema"):
        libxml2.load(b"<x/>", "bad.rng")


@pytest.mark.shared
def test_every_file_of_the_corpus_gets_findings_or_one_line(shared: Path, resources: Resources) -> None:
    for folder in sorted(path for path in (shared / "corpus").iterdir() if path.is_dir()):
        for path in sorted(folder.rglob("*.xml"))[:6]:
            try:
                found = list(validate_input(path, resources=resources))
            except UnreadableError as fault:
                assert "\n" not in str(fault)
                continue
            assert found == sorted(found, key=lambda each: (each.line, each.column, each.code, each.xpath))
            assert all(each.line and each.column and each.message for each in found)

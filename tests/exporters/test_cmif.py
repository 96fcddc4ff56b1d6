"""CMIF: valid TEI by tei_all, and by the rules of correspSearch, which refuse what breaks them."""

from __future__ import annotations

import copy
from collections.abc import Callable
from importlib import resources
from typing import Any

import pytest
from lxml import etree

from tei_tools import api
from tei_tools.exporters._w3c_dates import attributes
from tei_tools.records import Record

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
RIGHTS = (
    "<publisher>Example Press</publisher><date when='2021'/><availability status='free'>"
    "<licence target='https://creativecommons.org/licenses/by/4.0/'>CC BY</licence></availability>"
)
REGISTER = (
    "<listPerson><person xml:id='a'><persName>Ada</persName><idno type='wikidata'>Q1</idno>"
    "<idno type='gnd'>118540238</idno></person></listPerson>"
    "<listPlace><place xml:id='w'><placeName>Wien</placeName><idno type='wikidata'>Q1741</idno>"
    "<idno type='geonames'>2761369</idno></place></listPlace>"
)
LETTER = (
    "<correspDesc><correspAction type='received'><orgName>The Guild &amp; Co</orgName></correspAction>"
    "<correspAction type='sent'><persName ref='#a'>Ada</persName><persName>Ben</persName>"
    "<placeName ref='#w'>Vienna</placeName><date notBefore='1801-03' notAfter='1801-05'>spring</date>"
    "</correspAction><correspAction type='forwarded'><persName>C</persName></correspAction></correspDesc>"
)
ALONE = "<correspDesc><correspAction type='sent'><date when='-0050'/></correspAction></correspDesc>"


@pytest.fixture(scope="module")
def records(small: Callable[..., Record]) -> list[Record]:
    return [
        small("<p/>", "L1", RIGHTS, REGISTER, LETTER),
        small("<p/>", "L2", RIGHTS, "", ALONE + ALONE),
        small("<p>no letter</p>", "L3"),
    ]


def rules() -> etree.RelaxNG:
    with (resources.files("tei_tools.schemas") / "cmif.rng").open("rb") as stream:
        return etree.RelaxNG(etree.parse(stream))


def faults(tree: etree._Element) -> list[str]:
    """What the grammar of the rules refuses, and what no grammar can say: where ``@source`` leads."""
    grammar = rules()
    found = [] if grammar.validate(tree) else [str(error) for error in grammar.error_log]
    ids = set(tree.xpath("//t:bibl/@xml:id", namespaces=TEI))  # type: ignore[arg-type]
    for source in tree.xpath("//t:correspDesc/@source", namespaces=TEI):  # type: ignore[union-attr]
        if str(source)[1:] not in ids:
            found.append(f"{source} leads nowhere")
    return found


@pytest.fixture(scope="module")
def tree(written: Any, records: list[Record]) -> etree._Element:
    files = written("cmif", records, base="https://example.org/letters/")
    return etree.fromstring(files["letters.cmif.xml"])


def test_it_is_valid_tei_and_keeps_the_rules(tree: etree._Element) -> None:
    assert faults(tree) == []
    assert list(api.validate(etree.tostring(tree), schema="tei_all", name="c.xml")) == []


def test_a_letter_has_sender_addressee_place_and_date_with_authorities(tree: etree._Element) -> None:
    letter = tree.find(".//t:correspDesc", TEI)
    assert letter is not None
    assert (letter.get("key"), letter.get("ref")) == ("L1", "https://example.org/letters/L1")
    sent, received = letter
    said = [(etree.QName(child).localname, child.get("ref"), child.text) for child in sent]
    assert said == [
        ("persName", "https://d-nb.info/gnd/118540238", "Ada"),
        ("persName", None, "Ben"),
        ("placeName", "https://sws.geonames.org/2761369/", "Vienna"),
        ("date", None, "spring"),
    ]
    assert dict(sent[3].attrib) == {"notBefore": "1801-03", "notAfter": "1801-05"}
    assert [(etree.QName(child).localname, child.text) for child in received] == [
        ("orgName", "The Guild & Co")
    ]


def test_what_is_not_known_is_said_and_each_letter_of_a_document_has_its_key(tree: etree._Element) -> None:
    letters = tree.findall(".//t:correspDesc", TEI)
    assert [letter.get("key") for letter in letters] == ["L1", "L2-1", "L2-2"]
    assert [name.text for name in letters[1].iter("{*}persName")] == ["Unknown", "Unknown"]
    assert letters[1].find(".//t:date", TEI).attrib == {"when": "-0050"}  # type: ignore[union-attr]


def test_the_header_names_edition_publisher_licence_and_date(tree: etree._Element) -> None:
    assert tree.findtext(".//t:bibl/t:publisher", None, TEI) == "Example Press"
    licence = tree.find(".//t:licence", TEI)
    assert licence is not None and licence.get("target") == "https://creativecommons.org/licenses/by/4.0/"
    assert tree.find(".//t:publicationStmt/t:date", TEI).get("when") == "2021"  # type: ignore[union-attr]


BREAKS: dict[str, Callable[[etree._Element], object]] = {
    "no licence": lambda tree: strip(tree, "licence"),
    "no bibl": lambda tree: strip(tree, "bibl"),
    "a bibl without id": lambda tree: unset(tree, "bibl", "{http://www.w3.org/XML/1998/namespace}id"),
    "a source that leads nowhere": lambda tree: tree.find(".//{*}correspDesc").set("source", "#no"),  # type: ignore[union-attr]
    "no source": lambda tree: unset(tree, "correspDesc", "source"),
    "no sender": lambda tree: strip(tree, "correspAction"),
    "no name": lambda tree: strip(tree, "persName"),
    "an empty name": lambda tree: tree.find(".//{*}correspAction/{*}persName").__setattr__("text", " "),
    "another action": lambda tree: tree.find(".//{*}correspAction").set("type", "forwarded"),  # type: ignore[union-attr]
    "a ref that is local": lambda tree: tree.find(".//{*}correspAction/{*}persName").set("ref", "#a"),  # type: ignore[union-attr]
    "a date without value": lambda tree: unset(tree, "date", "notBefore", "notAfter", "when"),
    "a date in words": lambda tree: tree.find(".//{*}correspAction/{*}date").set("notBefore", "May"),  # type: ignore[union-attr]
    "no letters": lambda tree: strip(tree, "correspDesc"),
    "no publisher": lambda tree: strip(tree, "publisher"),
    "text of the letter": lambda tree: tree.find(".//{*}body/{*}p").__setattr__("text", "Dear"),
}


def strip(tree: etree._Element, name: str) -> None:
    for element in list(tree.iter(f"{{*}}{name}")):
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)


def unset(tree: etree._Element, name: str, *attributes: str) -> None:
    for element in tree.iter(f"{{*}}{name}"):
        for attribute in attributes:
            element.attrib.pop(attribute, None)


@pytest.mark.parametrize("broken", BREAKS)
def test_the_rules_refuse(tree: etree._Element, broken: str) -> None:
    changed = copy.deepcopy(tree)
    BREAKS[broken](changed)
    assert faults(changed)


@pytest.mark.parametrize(
    ("edtf", "bounds", "expected"),
    [
        ("1801-03-02", (None, None), {"when": "1801-03-02"}),
        ("1801-03-02T10:00:00", (None, None), {"when": "1801-03-02"}),
        ("-0049", (None, None), {"when": "-0050"}),
        ("0000-05", (None, None), {"when": "-0001-05"}),
        ("1801/1802-05", (None, None), {"from": "1801", "to": "1802-05"}),
        ("1801/..", (None, None), {"from": "1801"}),
        ("../1801", (None, None), {"to": "1801"}),
        ("[1801..1802]", (None, None), {"notBefore": "1801", "notAfter": "1802"}),
        ("[..1802]", (None, None), {"notAfter": "1802"}),
        ("1801-21", ("1801-03-01", "1801-05-31"), {"notBefore": "1801-03-01", "notAfter": "1801-05-31"}),
        ("180X", ("1800-01-01", "1809-12-31"), {"notBefore": "1800-01-01", "notAfter": "1809-12-31"}),
        ("XXXX-05", (None, None), {}),
        (None, (None, None), {}),
    ],
)
def test_edtf_as_tei_attributes(edtf: str, bounds: tuple[str, str], expected: dict[str, str]) -> None:
    assert attributes(edtf, *bounds) == expected


def test_what_cmif_has_no_place_for_is_told(
    written: Any, records: list[Record], small: Callable[..., Record], caplog: pytest.LogCaptureFixture
) -> None:
    written("cmif", records)
    assert "1 actions of type 'forwarded' left out" in caplog.text
    written("cmif", [small("<p/>", "L9", "", "", ALONE)])
    assert "no document names its licence" in caplog.text


def test_restricted_letters_stay_out_and_none_at_all_is_still_tei(
    written: Any, small: Callable[..., Record], records: list[Record]
) -> None:
    hidden = small("<p/>", "L1", '<availability status="restricted"><p/></availability>', "", LETTER)
    data = written("cmif", [hidden])["letters.cmif.xml"]
    assert b"Ben" not in data
    assert list(api.validate(data, schema="tei_all", name="c.xml")) == []
    assert b"Ben" in written("cmif", [hidden], include_restricted=True)["letters.cmif.xml"]
    assert written("cmif", records) == written("cmif", records)


def test_memory_does_not_grow_with_the_letters(grows: Any, small: Callable[..., Record]) -> None:
    body = "<p>" + "many words " * 20_000 + "</p>"
    assert grows("cmif", lambda place: small(body, f"L{place}", RIGHTS, REGISTER, LETTER)) < 1.5


@pytest.mark.shared
def test_real_letters_are_valid(written: Any, real: list[Record]) -> None:
    data = written("cmif", real, include_restricted=True, base="https://example.org/")["letters.cmif.xml"]
    tree = etree.fromstring(data)
    assert len(tree.findall(".//t:correspDesc", TEI)) >= 2
    assert faults(tree) == []
    assert list(api.validate(data, schema="tei_all", name="c.xml")) == []

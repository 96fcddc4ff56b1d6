"""Names that several bear: the encoding says who may be meant, and why."""

from __future__ import annotations

from lxml import etree

from tei_tools import api
from tei_tools.decisions import Decision, Tagged
from tei_tools.identity import Authority, Entity, Identifier, NamePart
from tei_tools.resources import Resources

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
TEXT = "James Baker met Howard Baker in Paris. Baker said nothing. Later James Baker left."
HEARD = Resources()


def doubts(tree: etree._ElementTree) -> list[etree._Element]:
    return list(tree.getroot().iterfind(f"./{TEI}standOff/{TEI}certainty[@match='@ref']"))


def test_a_surname_of_two_persons_has_both_as_candidates() -> None:
    tree = api.encode(TEXT.encode(), name="a.txt", language="en", resources=HEARD)
    found = doubts(tree)
    assert [each.get("assertedValue") for each in found] == ["#person-howard-baker", "#person-james-baker"]
    (mention,) = {each.get("target") for each in found}
    (name,) = (each for each in tree.getroot().iter(f"{TEI}persName") if f"#{each.get(XML_ID)}" == mention)
    assert "".join(name.itertext()) == "Baker" and name.get("ref") == "#person-howard-baker"
    said = [each.findtext(f"{TEI}desc") for each in found]
    assert said == [
        "Howard Baker: named in full once before these words, and last of all",
        "James Baker: named in full once before these words",
    ]
    assert list(api.validate(etree.tostring(tree), schema="tei_tools", name="a.xml")) == []


def test_full_names_and_the_only_bearer_of_a_surname_are_in_no_doubt() -> None:
    tree = api.encode(b"James Baker met Mary Doe. Baker left.", name="a.txt", language="en", resources=HEARD)
    assert doubts(tree) == []


def test_a_person_who_was_decided_on_is_in_no_doubt() -> None:
    start = TEXT.index("Baker said")
    tag = Tagged("persName", start, start + 5, (("ref", "#person-james-baker"),))
    import hashlib

    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    decision = Decision(
        "1",
        digest,
        "changed",
        "Baker",
        TEXT[start - 8 : start],
        " said",
        tag,
        tag,
        "Jo",
        "2026-01-02T00:00:00Z",
    )
    tree = api.encode(TEXT.encode(), name="a.txt", language="en", resources=HEARD, decisions=[decision])
    assert doubts(tree) == []


def test_several_entries_of_the_authority_file_are_candidates() -> None:
    parts = (NamePart("forename", "John"), NamePart("surname", "Smith"))
    entries = tuple(
        Entity(
            "person",
            f"p{n}",
            "John Smith",
            (),
            parts,
            identifiers=(Identifier("GND", f"https://d-nb.info/gnd/{n}"),),
        )
        for n in (1, 2)
    )
    tree = api.encode(
        b"We saw John Smith there.",
        name="a.txt",
        language="en",
        authority=Authority("own.csv", entries),
        resources=HEARD,
    )
    found = list(tree.getroot().iterfind(f"./{TEI}standOff/{TEI}certainty[@assertedValue]"))
    assert [each.get("assertedValue") for each in found] == [
        "https://d-nb.info/gnd/1",
        "https://d-nb.info/gnd/2",
    ]
    person = tree.getroot().find(f".//{TEI}body//{TEI}persName")
    assert person is not None
    assert {each.get("match") for each in found} == {f"//*[@ref='{person.get('ref')}']/@ref"}


def test_what_the_authority_file_settles_holds_for_the_other_names_of_the_person() -> None:
    entries = (
        Entity("person", "p1", "Margaret Ellery", ("M. Ellery",)),
        Entity("person", "p2", "Thomas Ellery", ()),
        Entity("organisation", "o1", "Northern Harbour Board", ()),
    )
    text = "Margaret Ellery left. Mrs. Ellery wept. Thomas Ellery came. The Northern Harbour Board (NHB) met."
    tree = api.encode(
        text.encode(),
        name="a.txt",
        language="en",
        resources=HEARD,
        authority=Authority("/x/y/a.csv", entries),
    )
    found = [
        ("".join(each.itertext()), each.get("ref"))
        for each in tree.getroot().iter(f"{TEI}persName", f"{TEI}orgName")
        if each.get("ref")
    ]
    assert found[:3] == [("Margaret Ellery", "#p1"), ("Mrs. Ellery", "#p1"), ("Thomas Ellery", "#p2")]
    assert ("Northern Harbour Board", "#o1") in found and dict(found).get("NHB", "#o1") == "#o1"


def test_a_name_of_two_entries_is_the_one_that_the_document_names() -> None:
    entries = (
        Entity("person", "p1", "Margaret Ellery", ("Ellery",)),
        Entity("person", "p2", "Thomas Ellery", ("Ellery",)),
    )
    authority = Authority("/x/y/a.csv", entries)

    def named(text: str) -> list[str | None]:
        tree = api.encode(text.encode(), name="a.txt", language="en", resources=HEARD, authority=authority)
        reasons = [each.findtext(f"{TEI}desc") or "" for each in tree.getroot().iter(f"{TEI}certainty")]
        assert not any("/x/y" in reason for reason in reasons)
        return [each.get("ref") for each in tree.getroot().iterfind(f".//{TEI}p//{TEI}persName")]

    assert named("Thomas Ellery came. Ellery left.") == ["#p2", "#p2"]
    assert named("Then Ellery left.") == ["#person-ellery"]

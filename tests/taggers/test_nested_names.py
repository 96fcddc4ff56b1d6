"""Names inside long names: what is found there, and what the outer names do not lose."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tei_tools import api
from tei_tools.identity import Authority, Entity, NamePart
from tei_tools.resources import Resources

TEI = "{http://www.tei-c.org/ns/1.0}"
WHOLES = ("persName", "placeName", "geogName", "orgName")
HEARD = Resources()


@cache
def encoder(nested: bool, language: str) -> api.Encoder:
    return api.Encoder(nested=nested, language=language, resources=HEARD)


def body(text: str, nested: bool, language: str = "en") -> etree._Element:
    tree = encoder(nested, language).encode(text.encode(), name="a.txt")
    found = tree.getroot().find(f".//{TEI}body")
    assert found is not None
    return found


def inner(text: str, language: str = "en") -> list[tuple[str, str, str]]:
    """The names in names: outer words, inner element, inner words."""
    found = []
    for element in body(text, True, language).iter():
        name = etree.QName(element).localname
        outer = element.getparent()
        while outer is not None and etree.QName(outer).localname not in WHOLES:
            outer = outer.getparent()
        if name in WHOLES and outer is not None:
            found.append(("".join(outer.itertext()), name, "".join(element.itertext())))
    return found


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "He wrote for the University of Chicago Press last year.",
            ("University of Chicago Press", "placeName", "Chicago"),
        ),
        (
            "en",
            "The Archbishop of Canterbury spoke to the clergy.",
            ("Archbishop of Canterbury", "placeName", "Canterbury"),
        ),
        (
            "en",
            "Mikhail Gorbachev spoke. The Gorbachev Foundation Archive keeps it.",
            ("Gorbachev Foundation Archive", "persName", "Gorbachev"),
        ),
        ("en", "It is kept by the Bank of England today.", ("Bank of England", "placeName", "England")),
        ("en", "They asked the UN Security Council again.", ("UN Security Council", "orgName", "UN")),
        (
            "de",
            "Er studierte an der Universität Heidelberg und starb früh.",
            ("Universität Heidelberg", "placeName", "Heidelberg"),
        ),
        (
            "de",
            "Er studierte an der Universität Leipzig und starb früh.",
            ("Universität Leipzig", "placeName", "Leipzig"),
        ),
        (
            "fr",
            "Elle enseigna à l'Université de Lyon pendant dix ans.",
            ("Université de Lyon", "placeName", "Lyon"),
        ),
    ],
)
def test_a_name_in_a_long_name_is_tagged_on_request(
    language: str, text: str, expected: tuple[str, str, str]
) -> None:
    assert expected in inner(text, language)
    plain = body(text, False, language)
    for holder in ("orgName", "persName", "placeName"):
        for name in WHOLES:
            assert plain.find(f".//{TEI}{holder}//{TEI}{name}") is None


@pytest.mark.parametrize(
    "text", ["They met in Springfield Station.", "She lives in Chicago Street, near the Chicago River."]
)
def test_no_place_stands_in_a_place(text: str) -> None:
    assert not [each for each in inner(text) if each[1] in ("placeName", "geogName")]


def test_the_surname_in_a_bodys_name_is_the_person_of_the_document() -> None:
    text = "Mikhail Gorbachev spoke. The Gorbachev Foundation Archive keeps it."
    found = body(text, True).find(f".//{TEI}orgName/{TEI}persName")
    assert found is not None and found.get("ref") == "#person-mikhail-gorbachev"


def test_the_authority_files_entry_holds_inside_a_name() -> None:
    person = Entity("person", "p-ebert", "Ebert", (), (NamePart("surname", "Ebert"),))
    made = api.encode(
        b"The papers are in the Ebert Foundation Archive.",
        name="a.txt",
        language="en",
        authority=Authority("own.csv", (person,)),
        nested=True,
        resources=HEARD,
    )
    found = made.getroot().find(f".//{TEI}orgName/{TEI}persName")
    assert found is not None and found.get("ref") == "#p-ebert"


PIECES = """
    the The of University Chicago Press Archbishop Canterbury Mikhail Gorbachev Foundation Archive in Moscow
    Springfield Station Bank England said , . “ ” and New York Times Duke Wellington House UN Council
""".split()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), min_size=3, max_size=30))
def test_outer_names_stay_where_and_what_they_are(words: list[str]) -> None:
    text = "Words. " + " ".join(words)
    without, within = body(text, False), body(text, True)
    assert "".join(without.itertext()) == "".join(within.itertext())
    for name in etree.XPath("//*[starts-with(@resp, '#tagger-nested')]")(within):
        above = [etree.QName(each).localname for each in name.iterancestors()]
        assert {"orgName", "persName"} & set(above)
        if etree.QName(name).localname in ("placeName", "geogName"):
            assert not {"placeName", "geogName"} & set(above)
        name.tag = "gone"
    etree.strip_tags(within, "gone")
    assert shape(within) == shape(without)


def shape(element: etree._Element) -> list[tuple[str, str]]:
    return [(str(each.tag), "".join(each.itertext())) for each in element.iter()]

"""Authorities, coordinates, identifiers: one form for each."""

from __future__ import annotations

import time

import pytest

from tei_tools.records import document_identifier
from tei_tools.records._authorities import authority, normal
from tei_tools.records._coordinates import coordinates


@pytest.mark.parametrize(
    ("met", "one"),
    [
        ("http://d-nb.info/gnd/118609807", "https://d-nb.info/gnd/118609807"),
        ("https://d-nb.info/gnd/118609807/", "https://d-nb.info/gnd/118609807"),
        ("https://viaf.org/viaf/24602065/", "http://viaf.org/viaf/24602065"),
        ("http://www.geonames.org/2523920/palermo.html", "https://sws.geonames.org/2523920/"),
        ("http://sws.geonames.org/2523920", "https://sws.geonames.org/2523920/"),
        ("https://www.wikidata.org/wiki/Q42", "http://www.wikidata.org/entity/Q42"),
        ("http://orcid.org/0000-0003-3819-8537", "https://orcid.org/0000-0003-3819-8537"),
        ("https://example.org/gnd/1", "https://example.org/gnd/1"),
    ],
)
def test_addresses_of_authorities_have_one_form(met: str, one: str) -> None:
    assert normal(met) == one
    assert normal(one) == one


@pytest.mark.parametrize(
    ("value", "kind", "uri"),
    [
        ("Q4233718", "wikidata", "http://www.wikidata.org/entity/Q4233718"),
        ("118609807", "GND", "https://d-nb.info/gnd/118609807"),
        ("2761369", "geonames", "https://sws.geonames.org/2761369/"),
        ("tgn,7011266", None, "http://vocab.getty.edu/tgn/7011266"),
    ],
)
def test_bare_numbers_are_read_by_the_type_of_their_idno(value: str, kind: str | None, uri: str) -> None:
    found = authority(value, kind)
    assert found is not None
    assert (found.uri, found.original) == (uri, value)
    assert authority("7011266") is None


@pytest.mark.parametrize(
    ("words", "pair"),
    [
        ("48,208333 16,373056", ("48.208333", "16.373056")),
        ("40,71427 -74,00597", ("40.71427", "-74.00597")),
        ("37.5, 15.1", ("37.5", "15.1")),
        ("37.5,15.1", ("37.5", "15.1")),
        ("47,75 13,5", ("47.75", "13.5")),
        ("48; 16", ("48", "16")),
        ("41°53′24″N 12°29′32″E", ("41.890000", "12.492222")),
        ("91 10", None),
        ("10 181", None),
        ("...", None),
        ("", None),
        ("1 2 3", None),
    ],
)
def test_coordinates(words: str, pair: tuple[str, str] | None) -> None:
    assert coordinates(words) == pair


def test_coordinates_the_other_way_round() -> None:
    assert coordinates("15.1 37.5", longitude_first=True) == ("37.5", "15.1")


def test_long_words_are_no_coordinates_and_take_no_time() -> None:
    begun = time.process_time()
    assert coordinates("1" * 100_000) is None
    assert authority("http://" + "viaf." * 20_000) is None
    assert time.process_time() - begun < 1


def test_the_identifier_is_the_projects_then_the_xml_id_then_the_idno_then_the_path() -> None:
    idnos = (("filename", "ISic1"), ("TM", "4"))
    assert document_identifier("x/{idno:TM}", "id", idnos, "a/b.xml") == "x/4"
    assert document_identifier("{idno:EDH}", "id", idnos, "a/b.xml") == "id"
    assert document_identifier(None, None, idnos, "a/b.xml") == "ISic1"
    assert document_identifier(None, None, (), "a/b.xml") == "a/b"

"""Inputs meant to mislead: what specialists look at first, written so that a hasty reading goes wrong."""

from __future__ import annotations

import time

import pytest

from tei_tools.records import Record, read
from tei_tools.records._authorities import authority
from tei_tools.records._dates import dated


def body(words: str, before: str = "") -> Record:
    return read(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>{before}<text><body>{words}</body></text></TEI>'.encode(),
        name="d/x.xml",
    )


@pytest.mark.parametrize(
    ("met", "form"),
    [
        ("https://m.wikidata.org/wiki/Q42", "http://www.wikidata.org/entity/Q42"),
        ("https://www.wikidata.org/wiki/Q42?uselang=de", "http://www.wikidata.org/entity/Q42"),
        ("https://www.wikidata.org/entity/Q42/", "http://www.wikidata.org/entity/Q42"),
        ("https://d-nb.info/gnd/118500001#", "https://d-nb.info/gnd/118500001"),
        ("http://d-nb.info/gnd/118500001/about/html", "https://d-nb.info/gnd/118500001"),
        ("d-nb.info/gnd/118500001", "https://d-nb.info/gnd/118500001"),
        ("https://viaf.org/viaf/12/#Moll,_Ida", "http://viaf.org/viaf/12"),
        ("orcid.org/0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("https://www.geonames.org/2761369/about.rdf", "https://sws.geonames.org/2761369/"),
    ],
)
def test_an_authority_has_one_form_and_its_original_is_kept(met: str, form: str) -> None:
    known = authority(met)
    assert known is not None
    assert (known.uri, known.original) == (form, met)


def test_a_number_of_the_former_file_of_persons_is_one_of_the_gnd() -> None:
    known = authority("118500001", "pnd")
    assert known is not None
    assert known.uri == "https://d-nb.info/gnd/118500001"


@pytest.mark.parametrize(
    ("iso", "edtf"),
    [
        ("19841231", "1984-12-31"),
        ("1984-123", "1984-05-02"),
        ("1984123", "1984-05-02"),
        ("1984-W05", "1984-01-30/1984-02-05"),
        ("1984-W05-3", "1984-02-01"),
        ("19840230", None),
        ("1984-000", None),
        ("1983-366", None),
        ("1984-W54", None),
    ],
)
def test_dates_that_iso_writes_without_months(iso: str, edtf: str | None) -> None:
    assert dated({"when-iso": iso}).edtf == edtf
    assert dated({"when-iso": iso}).raw == f"when-iso={iso}"


def test_a_week_is_no_end_of_a_span() -> None:
    assert dated({"from-iso": "1984-W05", "to-iso": "1984-W06"}).edtf is None


def test_a_type_of_several_words_says_a_kind_where_they_agree() -> None:
    text = body(
        '<p><rs type="fictional person">a</rs> <name type="place-city">b</name> '
        '<rs type="person_place">c</rs> <rs type="xyz">d</rs></p>'
    )
    assert [row.kind for row in text.mentions] == ["person", "place", "other", "other"]


def test_names_in_names_right_to_left_beyond_the_bmp_and_combined_keep_their_places() -> None:
    text = body("<p>𝔸x <persName><persName>שלום</persName> e\u0301 <placeName>𝔹</placeName></persName></p>")
    assert [(row.quote, row.start, row.end) for row in text.mentions] == [
        ("שלום e\u0301 𝔹", 3, 12),
        ("שלום", 3, 7),
        ("𝔹", 11, 12),
    ]


def test_what_p4_calls_otherwise_is_read() -> None:
    text = read(
        b'<TEI.2 id="t"><text><body><p><xref url="http://a.example/">l</xref><xptr url="http://b.example/"/>'
        b'<date value="1900-01-02">d</date> <dateRange from="1900" to="1901">r</dateRange>'
        b"</p></body></text></TEI.2>"
    )
    assert [row.target for row in text.references] == ["http://a.example/", "http://b.example/"]
    assert [row.edtf for row in text.dates] == ["1900-01-02", "1900/1901"]
    assert text.unread == ()


def test_both_readings_of_every_kind_of_choice() -> None:
    xml = (
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>'
        b"<choice><sic>teh</sic><corr>the</corr></choice> <app><lem>L</lem><rdg>R</rdg></app> "
        b"<subst><del>d</del><add>n</add></subst> <supplied>s</supplied>u <expan>D<ex>okto</ex>r</expan> "
        b"<surplus>z</surplus>y <gap/> <choice><abbr>Dr</abbr><expan>Doktor</expan></choice>"
        b"</p></body></text></TEI>"
    )
    assert read(xml).text == "the L n su Doktor y … Doktor"
    assert read(xml, reading="diplomatic").text == "teh L dn u Dr zy … Dr"


def test_names_of_authors_without_white_space_between_their_parts() -> None:
    article = read(
        b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>
        <sourceDesc><biblStruct><analytic><author><persName><forename>Ida</forename><surname>Moll</surname>
        </persName><idno type="ORCID">0000-0002-1825-0097</idno></author></analytic></biblStruct></sourceDesc>
        </fileDesc></teiHeader></TEI>"""
    )
    author = article.metadata.authors[0]
    assert (author.name, author.entity) == ("Ida Moll", "https://orcid.org/0000-0002-1825-0097")
    assert article.references[0].authors == ("Ida Moll",)


@pytest.mark.parametrize(
    ("words", "before"),
    [
        ("<p>" + "<placeName>v</placeName><geo>1 2</geo>" * 4000 + "</p>", ""),
        ("<p><cit>" + "<quote>v</quote>" * 4000 + "<bibl>x</bibl>" * 4000 + "</cit></p>", ""),
        (
            "",
            "<standOff><listPerson>"
            + "<person><persName>s</persName></person>" * 8000
            + "</listPerson></standOff>",
        ),
    ],
    ids=["coordinates", "citations", "persons of one name"],
)
def test_many_of_one_kind_in_one_place_take_linear_time(words: str, before: str) -> None:
    begun = time.process_time()
    body(words, before)
    assert time.process_time() - begun < 5

"""The header and ``standOff`` of an encoding."""

from __future__ import annotations

import pytest
from lxml import etree

from tei_tools.encoding import HeaderSettings, encode_document, serialize
from tei_tools.encoding._attributes import cert, name_of, uri
from tei_tools.encoding._dates import is_temporal
from tei_tools.errors import UnreadableError
from tei_tools.identity import Entity, Identified, Identifier, NamePart
from tei_tools.sources import Block, Dropped, Metadata, SourceDocument
from tei_tools.taggers import Tag

TEXT = "In 1990"


def header(settings: HeaderSettings | None = None, **fields: object) -> etree._Element:
    options = {key: fields.pop(key) for key in ("date", "encoded_on", "taggers") if key in fields}
    tags = fields.pop("tags", ())
    entities = fields.pop("entities", ())
    source: dict[str, object] = {"name": "folder/My article.txt", "format": "plain", "digest": "ab" * 32}
    source |= {"text": TEXT, "blocks": (Block("paragraph", 0, len(TEXT)),), **fields}
    document = SourceDocument(**source)  # type: ignore[arg-type]
    identified = Identified(tags, entities)  # type: ignore[arg-type]
    tree = encode_document(document, identified, settings or HeaderSettings(), **options)  # type: ignore[arg-type]
    return etree.fromstring(serialize(tree))


def words(root: etree._Element, path: str) -> list[str]:
    found = root.xpath(path, namespaces={"t": "http://www.tei-c.org/ns/1.0"})
    return [one if isinstance(one, str) else " ".join("".join(one.itertext()).split()) for one in found]


def test_the_settings_fill_the_fixed_parts() -> None:
    root = header(
        HeaderSettings(
            publisher="The archive",
            licence="CC BY 4.0",
            licence_target="https://creativecommons.org/licenses/by/4.0/",
            status="free",
            project="What it is for.",
            responsibilities=(("editor", "A. Person"),),
            idno="arch-{name}-{digest}",
            base="https://example.org/id/",
        )
    )
    assert words(root, "//t:publicationStmt/t:publisher") == ["The archive"]
    assert words(root, "//t:publicationStmt/*[1]") == ["The archive"]
    assert words(root, "//t:availability/@status") == ["free"]
    assert words(root, "//t:licence/@target") == ["https://creativecommons.org/licenses/by/4.0/"]
    assert words(root, "//t:projectDesc/t:p") == ["What it is for."]
    assert "editor A. Person" in words(root, "//t:titleStmt/t:respStmt")
    assert words(root, "//t:publicationStmt/t:idno") == [
        "arch-My article-abababababab",
        "https://example.org/id/arch-My%20article-abababababab",
    ]


def test_without_settings_the_header_is_complete_and_claims_nothing() -> None:
    root = header()
    assert words(root, "//t:publicationStmt/*[1]/text()") == [
        "not published; no publisher is named in the settings"
    ]
    assert words(root, "//t:publicationStmt/t:availability") == ["No licence is stated."]
    assert words(root, "//t:publicationStmt/t:idno") == ["My article"]
    assert words(root, "//t:titleStmt/t:title") == ["My article"]
    assert not words(root, "//t:date")


def test_the_source_is_described_with_its_digest() -> None:
    said = Metadata(
        "A title", ("A. Author",), "2022-03-06", publisher="A paper", address="http://example.org/a b"
    )
    root = header(metadata=said)
    assert words(root, "//t:sourceDesc/t:bibl/t:idno[@type='sha256']") == ["ab" * 32]
    assert words(root, "//t:sourceDesc/t:bibl/t:author") == ["A. Author"]
    assert words(root, "//t:sourceDesc/t:bibl/t:date/@when") == ["2022-03-06"]
    assert words(root, "//t:sourceDesc/t:bibl/t:ref/@target") == ["http://example.org/a%20b"]
    assert words(root, "//t:creation/t:date/@when") == ["2022-03-06"]


def test_the_day_of_the_encoding_stands_there_only_when_it_is_given() -> None:
    assert words(header(encoded_on="2026-11-24"), "//t:change/@when") == ["2026-11-24"]
    assert words(header(), "//t:change/@when") == []


def test_what_was_dropped_and_guessed_is_said_in_words() -> None:
    root = header(
        dropped=(
            Dropped("top of page", "furniture of the page", 1),
            Dropped("bottom", "furniture of the page"),
        ),
        notes=("Decoded as Latin-1.",),
        tags=(
            Tag(3, 7, "date", {"when": "1990"}, 0.95, "dates", notes=("Read day first.", "Read day first.")),
        ),
    )
    normalization = words(root, "//t:normalization/t:p")
    assert "Left out, furniture of the page: “top of page” (line 1), “bottom”." in normalization
    assert "Decoded as Latin-1." in normalization
    assert words(root, "//t:interpretation/t:p")[1:] == ["Read day first."]


def test_a_date_of_the_source_that_had_to_be_guessed_is_said_to_be_so() -> None:
    guess = "06.03.2022 was read day first."
    root = header(metadata=Metadata(date="2022-03-06", date_alternative="2022-06-03", date_order=guess))
    assert guess in words(root, "//t:interpretation/t:p")
    assert words(root, "//t:sourceDesc//t:date/@cert") == ["medium"]


def test_each_tagger_is_an_application_that_its_tags_point_at() -> None:
    root = header(
        tags=(Tag(3, 7, "date", {"when": "1990"}, 0.95, "dates"),), taggers={"dates": "1.2", "names": "2"}
    )
    assert words(root, "//t:text//t:date/@resp") == ["#tagger-dates"]
    assert words(root, "//t:application/@xml:id") == ["tei-tools", "tagger-dates", "tagger-names"]
    assert words(root, "//t:application[@xml:id='tagger-dates']/@version") == ["1.2"]


def test_a_calendar_that_dates_point_at_is_declared() -> None:
    date = Tag(3, 7, "date", {"when-custom": "1990~", "datingMethod": "#edtf"}, 0.95, "dates")
    assert words(header(tags=(date,)), "//t:calendar/@xml:id") == ["edtf"]
    assert words(header(), "//t:calendarDesc") == []


def test_entities_stand_off_with_parts_variants_identifiers_and_coordinates() -> None:
    person = Entity(
        "person",
        "person-g",
        "Mikhail Gorbachev",
        ("Gorbachev",),
        (NamePart("forename", "Mikhail"), NamePart("surname", "Gorbachev")),
        identifiers=(Identifier("GND", "https://d-nb.info/gnd/118696327"),),
    )
    place = Entity("place", "place-b", "Berlin", (), (), "settlement", (), "52.52437", "13.41053")
    root = header(entities=(person, place))
    assert words(root, "//t:person/t:persName[1]/*") == ["Mikhail", "Gorbachev"]
    assert words(root, "//t:person/t:persName[@type='variant']") == ["Gorbachev"]
    assert words(root, "//t:person/t:idno[@type='GND']") == ["https://d-nb.info/gnd/118696327"]
    assert words(root, "//t:place/t:placeName/t:settlement") == ["Berlin"]
    assert words(root, "//t:place/t:location/t:geo") == ["52.52437 13.41053"]
    assert words(root, "//t:listOrg") == []


def test_there_is_no_stand_off_without_entities() -> None:
    assert words(header(), "//t:standOff") == []


def test_a_character_that_xml_cannot_hold_is_refused_in_one_line() -> None:
    with pytest.raises(
        UnreadableError, match=r"My article\.txt: the text has the character U\+000B, which XML"
    ):
        header(text="In\x0b1990")


@pytest.mark.parametrize(
    ("value", "exists"),
    [
        ("1990", True),
        ("-0044", True),
        ("1990-02-28", True),
        ("1990-02-30", False),
        ("1900-02-29", False),
        ("2000-02-29", True),
        ("--02-30", False),
        ("---31", True),
        ("12:30:00", True),
        ("12:30", False),
        ("1990-02-28T24:00:00Z", True),
        ("0000", False),
        ("19900", True),
        ("06.03.2022", False),
        ("1990\n", False),
    ],
)
def test_dates_are_those_that_xml_schema_and_the_calendar_have(value: str, exists: bool) -> None:
    assert is_temporal(value) is exists


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("http://example.org/a b", "http://example.org/a%20b"),
        ("http://example.org/100%", "http://example.org/100%25"),
        ("a#b#c", "a#b%23c"),
        ("http://host:port/", None),
        ("", None),
        ("mailto:a@b", "mailto:a@b"),
    ],
)
def test_addresses_become_uris_or_are_left_out(given: str, made: str | None) -> None:
    assert uri(given) == made


def test_names_become_ncnames() -> None:
    assert [name_of(words) for words in ("a b", "1", "", "Ä:ö", "中")] == ["a-b", "x-1", "x", "Ä-ö", "中"]


def test_the_levels_of_certainty() -> None:
    assert [cert(value) for value in (1, 0.9, 0.89, 0.6, 0.59, 0)] == [
        "high",
        "high",
        "medium",
        "medium",
        "low",
        "low",
    ]

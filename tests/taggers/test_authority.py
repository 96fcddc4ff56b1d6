"""The project's own names win before all."""

from __future__ import annotations

import pytest

from tei_tools.errors import UnreadableError
from tei_tools.identity import Identifier
from tei_tools.identity._authority import load_authority
from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers import Context, Tag, authority, names
from tei_tools.taggers._gazetteer import Gazetteer

CSV = b"""kind,name,variants,identifier,uri,latitude,longitude
person,Mikhail Gorbachev,Gorbachev; Gorbachov,gorbachev,https://d-nb.info/gnd/118540734,,
place,Little Wittering,Wittering Parva,,https://www.wikidata.org/entity/Q1,51.5,-0.25
organisation,The Owls,,owls,,,
person,Anna Berg,Berg,berg-1,,,
person,Karl Berg,Berg,berg-2,,,
"""

TEI = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff>
<listPerson><person xml:id="p1"><persName><forename>Clara</forename> <surname>Wieck</surname></persName>
<persName>Clara Schumann</persName><idno type="GND">118611798</idno></person></listPerson>
<listPlace><place xml:id="pl1"><settlement>Zwickau</settlement>
<location><geo>50.72 12.49</geo></location></place></listPlace>
<listOrg><org xml:id="o1"><orgName>Gewandhaus</orgName></org></listOrg></standOff></TEI>"""


class _Resources:
    def gazetteer(self) -> Gazetteer:
        return Gazetteer.open()

    def names_model(self) -> None:
        """Rules alone."""


def _tags(text: str, data: bytes = CSV, language: str = "en") -> list[Tag]:
    document = SourceDocument("t", "plain", "", text, (Block("paragraph", 0, len(text)),))
    context = Context(_Resources(), language, authority=load_authority(data, "own.csv"))  # type: ignore[arg-type]
    return list(authority.tag(document, context))


def _shown(text: str, data: bytes = CSV, language: str = "en") -> list[tuple[str, str, str | None]]:
    return [(text[t.start : t.end], t.element, t.attributes.get("ref")) for t in _tags(text, data, language)]


def test_a_table_gives_entities_with_identifiers_and_coordinates() -> None:
    entities = load_authority(CSV, "own.csv").entities
    assert [entity.identifier for entity in entities][:3] == ["gorbachev", "place-little-wittering", "owls"]
    assert entities[0].identifiers == (Identifier("GND", "https://d-nb.info/gnd/118540734"),)
    assert (entities[1].latitude, entities[1].longitude) == ("51.5", "-0.25")
    assert entities[0].variants == ("Gorbachev", "Gorbachov")


def test_columns_may_have_other_names_and_separators() -> None:
    data = "Typ;Nachname;Vorname;GND;Aliases\nPerson;Müller;Änne;123;Ä. Müller|Änni\n".encode("cp1252")
    (entity,) = load_authority(data, "liste.csv").entities
    assert entity.name == "Änne Müller"
    assert entity.identifiers == (Identifier("GND", "https://d-nb.info/gnd/123"),)
    assert entity.variants == ("Ä. Müller", "Änni")


def test_tei_lists_give_entities() -> None:
    person, place, body = load_authority(TEI, "own.xml").entities
    assert (person.identifier, person.name, person.variants) == ("p1", "Clara Wieck", ("Clara Schumann",))
    assert [(part.element, part.words) for part in person.parts] == [
        ("forename", "Clara"),
        ("surname", "Wieck"),
    ]
    assert person.identifiers == (Identifier("GND", "https://d-nb.info/gnd/118611798"),)
    assert (place.place_type, place.latitude, place.longitude) == ("settlement", "50.72", "12.49")
    assert (body.kind, body.name) == ("organisation", "Gewandhaus")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"colour,size\nred,1\n", "own.csv:1: has no column of names"),
        (b"kind,name\nfruit,Apple\n", "own.csv:2: 'fruit' is no kind"),
        (b"kind,name\nperson,\n", "own.csv:2: a row has no name"),
        (b"kind,name,lat,lon\nplace,X,north,2\n", "own.csv:2: 'north', '2' are no coordinates"),
        (b"", "own.csv"),
        (b"\x00\x01\x02", "own.csv: is neither a table nor TEI"),
        (b"<TEI xmlns='http://www.tei-c.org/ns/1.0'/>", "own.csv: holds no person"),
    ],
)
def test_a_bad_file_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError) as fault:
        load_authority(data, "own.csv")
    assert str(fault.value).startswith(said)


def test_names_and_variants_are_tagged_with_the_entity() -> None:
    shown = _shown("They met Gorbachov in Wittering Parva, not Wittering.")
    assert shown == [
        ("Gorbachov", "persName", "#gorbachev"),
        ("Gorbachov", "surname", None),
        ("Wittering Parva", "placeName", "#place-little-wittering"),
    ]


def test_a_name_that_two_entities_share_has_no_pointer_and_less_confidence() -> None:
    (tag,) = _tags("Then Berg left.")
    assert "ref" not in tag.attributes
    assert tag.confidence < 0.9
    assert "2 entries" in tag.notes[0]


def test_a_name_inside_a_longer_one_is_left_to_that() -> None:
    assert _shown("Papers of the Gorbachev Foundation Archive were read.") == []


def test_a_persons_name_is_widened_to_its_titles() -> None:
    shown = _shown("We asked President Mikhail Gorbachev again.")
    assert shown[0] == ("President Mikhail Gorbachev", "persName", "#gorbachev")
    assert ("President", "roleName", None) in shown


def test_parts_of_the_entity_are_tagged_in_its_name() -> None:
    assert _shown("Gestern spielte Clara Wieck.", TEI, "de") == [
        ("Clara Wieck", "persName", "#p1"),
        ("Clara", "forename", None),
        ("Wieck", "surname", None),
    ]


def test_the_german_genitive_is_the_same_name() -> None:
    assert ("Zwickaus", "placeName", "#pl1") in _shown("Der Hauptmarkt Zwickaus ist alt.", TEI, "de")


def test_the_names_tagger_leaves_what_the_authority_claims() -> None:
    text = "Gorbachev went to Moscow."
    document = SourceDocument("t", "plain", "", text, (Block("paragraph", 0, len(text)),))
    claims = tuple(_tags(text))
    found = names.tag(document, Context(_Resources(), "en", tags=claims))  # type: ignore[arg-type]
    assert [text[tag.start : tag.end] for tag in found] == ["Moscow"]

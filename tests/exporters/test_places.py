"""GeoJSON and Linked Places: their schemas, what these refuse, and what a map needs."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from importlib import resources
from typing import Any

import jsonschema
import pytest

from tei_tools.records import Record

Node = dict[str, Any]
LETTER = (
    "<correspDesc><correspAction type='sent'><persName>A</persName><date when='{}'/></correspAction>"
    "</correspDesc>"
)
LONG = "many words " * 20_000
REGISTER = (
    "<listPlace><place xml:id='w' type='city'><placeName>Wien</placeName><placeName>Vienna</placeName>"
    "<country>AT</country><location><geo>48,208333 16,373056</geo></location>"
    "<idno type='geonames'>2761369</idno><note>a city</note></place>"
    "<place xml:id='a'><placeName>Atlantis</placeName></place>"
    "<place xml:id='x'><placeName>Nowhere</placeName><location><geo>100 200</geo></location></place>"
    "</listPlace>"
    "<listRelation><relation name='partOf' active='#w' passive='#a'/></listRelation>"
)


@pytest.fixture(scope="module")
def records(small: Callable[..., Record]) -> list[Record]:
    body = "<p><settlement ref='#w'>Wien</settlement> and <placeName ref='#w'>Vindobona</placeName></p>"
    far = "https://sws.geonames.org/3067696/"
    right = "<availability status='free'><licence target='https://creativecommons.org/licenses/by/4.0/'/></availability>"
    return [
        small(body, "one", right, REGISTER, LETTER.format("1801-03"), title="First"),
        small(
            f"<p><placeName ref='{far}'>Prag</placeName></p>",
            "two",
            "",
            "",
            LETTER.format("1790"),
            title="Second",
        ),
        small(
            f"<p><placeName ref='{far}'>Praha</placeName> <placeName ref='{far}'>Praha</placeName></p>",
            "three",
            "",
            f"<listPlace><place corresp='{far}'><placeName>Praha</placeName>"
            "<location><geo>50.0880 14.4208</geo></location></place></listPlace>",
            title="Third",
        ),
    ]


def schema(name: str) -> Any:
    said = json.loads((resources.files("tei_tools.schemas") / f"{name}.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(said)
    return jsonschema.Draft202012Validator(said)


@pytest.fixture(scope="module")
def geojson(written: Any, records: list[Record]) -> Node:
    return json.loads(written("geojson", records)["places.geojson"])  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def linked(written: Any, records: list[Record]) -> Node:
    return json.loads(written("linked_places", records)["places.lpf.json"])  # type: ignore[no-any-return]


def feature(collection: Node, title: str) -> Node:
    return next(
        each
        for each in collection["features"]
        if title in (each["properties"].get("title"), each["properties"].get("name"))
    )


def test_both_follow_their_schemas(geojson: Node, linked: Node) -> None:
    assert [error.message for error in schema("geojson").iter_errors(geojson)] == []
    assert [error.message for error in schema("linked_places").iter_errors(linked)] == []


def test_longitude_comes_first_and_only_places_on_earth_are_on_the_map(geojson: Node) -> None:
    points = {each["properties"]["name"]: each["geometry"]["coordinates"] for each in geojson["features"]}
    assert points["Wien"] == [16.373056, 48.208333]
    assert "Nowhere" not in points and "Atlantis" not in points


def test_the_map_has_names_counts_documents_and_times(geojson: Node) -> None:
    wien = feature(geojson, "Wien")
    assert wien["id"] == "urn:x-tei:one#w"
    assert wien["properties"]["names"] == ["Wien", "Vienna", "Vindobona"]
    assert wien["properties"]["sameAs"] == ["https://sws.geonames.org/2761369/"]
    assert (wien["properties"]["mentions"], wien["properties"]["documents"]) == (2, ["urn:x-tei:one"])
    assert (wien["properties"]["earliest"], wien["properties"]["latest"]) == ("1801-03-01", "1801-03-31")
    assert geojson["rights"] == [
        {"status": "free", "licence": "https://creativecommons.org/licenses/by/4.0/"}
    ]


def test_a_place_of_several_documents_is_one_feature_with_a_citation_of_each(linked: Node) -> None:
    identifiers = [each["@id"] for each in linked["features"]]
    assert len(set(identifiers)) == len(identifiers)
    prague = next(each for each in linked["features"] if each["@id"] == "https://sws.geonames.org/3067696/")
    names = {name["toponym"]: [cited["label"] for cited in name["citations"]] for name in prague["names"]}
    assert names == {"Prag": ["Second"], "Praha": ["Third"]}
    assert prague["when"] == {"timespans": [{"start": {"in": "1790-01-01"}, "end": {"in": "1790-12-31"}}]}


def test_linked_places_has_types_links_relations_and_classes(linked: Node) -> None:
    wien = feature(linked, "Wien")
    assert wien["properties"] == {"title": "Wien", "ccodes": ["AT"], "fclasses": ["P"]}
    assert wien["types"][0]["label"] == "city"
    assert wien["links"] == [{"type": "closeMatch", "identifier": "https://sws.geonames.org/2761369/"}]
    assert wien["relations"] == [
        {"relationType": "partOf", "relationTo": "urn:x-tei:one#a", "label": "partOf: Atlantis"}
    ]
    assert wien["names"][0]["citations"] == [{"label": "First", "@id": "urn:x-tei:one", "year": 1801}]
    assert wien["descriptions"] == [{"value": "a city"}]
    assert feature(linked, "Atlantis")["geometry"] is None


def first(collection: Node) -> Node:
    return collection["features"][0]  # type: ignore[no-any-return]


LPF_BREAKS: dict[str, Callable[[Node], object]] = {
    "no context": lambda node: node.pop("@context"),
    "another context": lambda node: node.update({"@context": "https://example.org/"}),
    "no identifier": lambda node: first(node).pop("@id"),
    "a relative identifier": lambda node: first(node).update({"@id": "w"}),
    "no title": lambda node: first(node)["properties"].pop("title"),
    "no names": lambda node: first(node).update(names=[]),
    "a name that no one attests": lambda node: first(node)["names"][0].pop("citations"),
    "latitude first": lambda node: first(node)["geometry"].update(coordinates=[48.2, 163.7]),
    "coordinates as text": lambda node: first(node)["geometry"].update(coordinates=["16.3", "48.2"]),
    "a point at no place": lambda node: first(node)["geometry"].update(coordinates=[]),
    "no geometry": lambda node: first(node).pop("geometry"),
    "a span without start": lambda node: first(node)["when"]["timespans"][0].pop("start"),
    "no span": lambda node: first(node)["when"].update(timespans=[]),
    "a date in words": lambda node: first(node)["when"]["timespans"][0]["start"].update({"in": "March"}),
    "a country in words": lambda node: first(node)["properties"].update(ccodes=["Austria"]),
    "an unknown class": lambda node: first(node)["properties"].update(fclasses=["Z"]),
    "an unknown kind of link": lambda node: first(node)["links"][0].update(type="sameAs"),
    "a relation to nowhere": lambda node: first(node)["relations"][0].pop("relationTo"),
    "another version": lambda node: node.update(formatVersion="0"),
    "rights that are none": lambda node: node.update(rights=[{}]),
}
GEO_BREAKS: dict[str, Callable[[Node], object]] = {
    "no type": lambda node: node.pop("type"),
    "no features": lambda node: node.pop("features"),
    "no geometry": lambda node: first(node).update(geometry=None),
    "latitude beyond the pole": lambda node: first(node)["geometry"].update(coordinates=[16, 91]),
    "three numbers": lambda node: first(node)["geometry"].update(coordinates=[16, 48, 170]),
    "no name": lambda node: first(node)["properties"].pop("name"),
    "a name twice": lambda node: first(node)["properties"].update(names=["a", "a"]),
    "a member of no one's": lambda node: first(node)["properties"].update(colour="red"),
    "a count below nothing": lambda node: first(node)["properties"].update(mentions=-1),
    "a day that is none": lambda node: first(node)["properties"].update(earliest="1801-13-01"),
    "another version": lambda node: node.update(formatVersion="0"),
}


@pytest.mark.parametrize("broken", LPF_BREAKS)
def test_the_schema_of_linked_places_refuses(linked: Node, broken: str) -> None:
    changed = copy.deepcopy(linked)
    LPF_BREAKS[broken](changed)
    assert list(schema("linked_places").iter_errors(changed))


@pytest.mark.parametrize("broken", GEO_BREAKS)
def test_the_schema_of_geojson_refuses(geojson: Node, broken: str) -> None:
    changed = copy.deepcopy(geojson)
    GEO_BREAKS[broken](changed)
    assert list(schema("geojson").iter_errors(changed))


@pytest.mark.parametrize("name", ["geojson", "linked_places"])
def test_nothing_to_show_is_an_empty_collection_and_bytes_are_the_same(
    written: Any, records: list[Record], small: Callable[..., Record], name: str
) -> None:
    ((_, data),) = written(name, []).items()
    assert list(schema(name).iter_errors(json.loads(data))) == []
    hidden = small("<p/>", "d", '<availability status="restricted"><p/></availability>', REGISTER)
    assert written(name, [hidden]) == written(name, [])
    assert b"Wien" in next(iter(written(name, [hidden], include_restricted=True).values()))
    assert written(name, records) == written(name, records)


@pytest.mark.parametrize("name", ["geojson", "linked_places"])
def test_memory_does_not_grow_with_the_documents(grows: Any, small: Callable[..., Record], name: str) -> None:
    assert grows(name, lambda place: small(f"<p>{LONG}</p>", f"d{place}", "", REGISTER)) < 1.5


@pytest.mark.shared
def test_real_registers_are_within_their_schemas(written: Any, real: list[Record]) -> None:
    for name in ("geojson", "linked_places"):
        ((_, data),) = written(name, real, include_restricted=True).items()
        assert [error.message for error in schema(name).iter_errors(json.loads(data))][:3] == []

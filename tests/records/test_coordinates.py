"""Words of ``geo`` → latitude and longitude, in the order that ``geoDecl`` says."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import tei_tools
from tei_tools.cli.main import outcome
from tei_tools.records._coordinates import coordinates


@pytest.mark.parametrize(
    ("words", "latitude", "longitude"),
    [
        ("48,208333 16,373056", "48.208333", "16.373056"),
        ("37.5, 15.1", "37.5", "15.1"),
        ("37.5,15.1", "37.5", "15.1"),
        ("37.5 15.1", "37.5", "15.1"),
        ("48,2; 16,3", "48.2", "16.3"),
        ("-33.86 151.2", "-33.86", "151.2"),
        ("−33.86 151.2", "-33.86", "151.2"),
        ("48°12'30\"N 16°22'23\"E", "48.208333", "16.373056"),
        ("48° 12′ 30″ N, 16° 22′ 23″ E", "48.208333", "16.373056"),
        ("48°12’30”N 16°22’23”E", "48.208333", "16.373056"),
        ("48°12'30''N 16°22'23''E", "48.208333", "16.373056"),
        ("48°12.5'N 16°22.4'E", "48.208333", "16.373333"),
        ("N 48° 12' 30\" E 16° 22' 23\"", "48.208333", "16.373056"),
        ("16°22'23\"O 48°12'30\"N", "48.208333", "16.373056"),
        ("W 0° 7' 39\" N 51° 30' 26\"", "51.507222", "-0.127500"),
        ("33°51'S 70°40'W", "-33.850000", "-70.666667"),
        ("48.2083°N 16.373°E", "48.2083", "16.373"),
        ("48,2 N 16,3 E", "48.2", "16.3"),
        ("N48.2 E16.3", "48.2", "16.3"),
        ("geo:48.2,16.3;u=10", "48.2", "16.3"),
        ("(48.2, 16.3)", "48.2", "16.3"),
        ("90 180", "90", "180"),
    ],
)
def test_the_forms_that_are_read(words: str, latitude: str, longitude: str) -> None:
    assert coordinates(words) == (latitude, longitude)


@pytest.mark.parametrize(
    "words",
    [
        "90.1 0",
        "0 180.01",
        "95°0'0\"N 16°0'0\"E",
        "48°60'N 16°0'E",
        "48°12'61\"N 16°0'0\"E",
        "48.5°12'N 16°0'E",
        "48°N 49°N",
        "48.2",
        "48.2 16.3 48.3 16.4",
        "near the bridge",
        "…",
        "",
    ],
)
def test_what_is_no_place_on_earth(words: str) -> None:
    assert coordinates(words) is None


def test_the_sides_of_the_world_go_before_the_order_that_is_declared() -> None:
    assert coordinates("48°N 16°E", longitude_first=True) == ("48", "16")
    assert coordinates("16.3 48.2", longitude_first=True) == ("48.2", "16.3")


def document(declared: str, geo: str, identifier: str = "d") -> str:
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{identifier}"><teiHeader><fileDesc><titleStmt>'
        "<title>T</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc>"
        f"</fileDesc><encodingDesc>{declared}<p/></encodingDesc></teiHeader><standOff><listPlace>"
        f'<place xml:id="w{identifier}"><placeName>Wien</placeName><location>{geo}</location></place>'
        "</listPlace></standOff><text><body><p/></body></text></TEI>"
    )


def place(declared: str, geo: str) -> tuple[str | None, str | None]:
    row = tei_tools.read(document(declared, geo).encode()).places[0]
    return row.latitude, row.longitude


@pytest.mark.parametrize(
    ("declared", "geo"),
    [
        ("", "<geo>48.2 16.3</geo>"),
        ('<geoDecl datum="WGS84"/>', "<geo>48.2 16.3</geo>"),
        ("<geoDecl>latitude, then longitude</geoDecl>", "<geo>48.2 16.3</geo>"),
        ("<geoDecl>longitude latitude</geoDecl>", "<geo>16.3 48.2</geo>"),
        ("<geoDecl>Länge, Breite</geoDecl>", "<geo>16.3 48.2</geo>"),
        ('<geoDecl xml:id="a"/><geoDecl xml:id="b">long lat</geoDecl>', '<geo decls="#b">16.3 48.2</geo>'),
        ('<geoDecl xml:id="a"/><geoDecl xml:id="b">long lat</geoDecl>', "<geo>48.2 16.3</geo>"),
        ('<geoDecl/><geoDecl default="true">long lat</geoDecl>', "<geo>16.3 48.2</geo>"),
    ],
)
def test_the_order_is_that_of_the_declaration(declared: str, geo: str) -> None:
    assert place(declared, geo) == ("48.2", "16.3")


def test_a_declaration_holds_for_its_own_document_of_a_corpus() -> None:
    one = document("<geoDecl>long lat</geoDecl>", "<geo>16.3 48.2</geo>", "a")
    two = document("", "<geo>48.2 16.3</geo>", "b")
    corpus = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{one}{two}</teiCorpus>'
    records = list(tei_tools.records.iter_read(corpus.encode()))
    found = [(row.latitude, row.longitude) for record in records for row in record.places if row.declared]
    assert set(found) == {("48.2", "16.3")}


def test_impossible_coordinates_are_told_and_in_no_export(tmp_path: Path) -> None:
    file = tmp_path / "d.xml"
    file.write_text(document("", "<geo>148.2 16.3</geo>"), encoding="utf-8")
    told = [warning.code for warning in tei_tools.read(file).warnings]
    assert told == ["TEI-REC-005"]
    out = tmp_path / "out"
    for name in ("csv", "jsonld", "geojson", "linked_places"):
        assert outcome(["convert", str(file), "--to", name, "-o", str(out / name)]) == 0
    with (out / "csv/places.csv").open(encoding="utf-8", newline="") as stream:
        assert [(row["latitude"], row["longitude"]) for row in csv.DictReader(stream)] == [("", "")]
    assert "geo" not in json.loads((out / "jsonld/d.jsonld").read_text("utf-8"))["mentions"][0]
    for path in (out / "geojson", out / "linked_places"):
        assert "148.2" not in "".join(each.read_text("utf-8") for each in path.rglob("*") if each.is_file())

"""JSON-LD has what the tables of structure and of what is described have, under the same identifiers."""

from __future__ import annotations

import copy
import csv
import io
import json
from collections.abc import Callable
from importlib import resources
from typing import Any

import jsonschema
import pytest

from tei_tools.exporters._tabled import TABLED
from tei_tools.records import Record

VALIDATOR = jsonschema.Draft202012Validator(
    json.loads((resources.files("tei_tools.schemas") / "jsonld.schema.json").read_text())
)
BODY = """<div type="a" xml:lang="fr"><head>𝔊 One</head><p><pb n="1" facs="https://example.org/1.jpg"/>w
<app xml:id="a1"><lem>l</lem><rdg wit="#A #B" cause="haste">r</rdg></app></p><stage who="#h">Off</stage></div>
<entry><form><orth>chat</orth><pron>ʃa</pron></form><gramGrp><pos>n</pos><gen>m</gen></gramGrp>
<sense><def>cat</def></sense></entry>"""
STAND_OFF = """<listPerson><person xml:id="h"><persName>Hal</persName></person></listPerson>
<listPlace><place xml:id="v"><placeName>Vienna</placeName></place></listPlace>
<listBibl><bibl xml:id="b"><author ref="#h">Hal</author><title>W</title><idno type="t">1</idno></bibl>
<msDesc xml:id="m"><msIdentifier><settlement>Vienna</settlement><idno>MS 1</idno></msIdentifier>
<msContents><textLang mainLang="la" otherLangs="grc"/><msItem><locus>1r</locus><title>Ode</title></msItem>
</msContents>
<history><origin><origDate notBefore="1100" notAfter="1150">12th c.</origDate>
<origPlace ref="#v">Vienna</origPlace>
</origin></history></msDesc></listBibl>
<listEvent><event xml:id="e" when="1848-03-13" type="riot"><label>The rising</label></event></listEvent>"""
LETTER = """<correspDesc><correspAction type="sent"><persName ref="#h">Hal</persName>
<placeName ref="#v">Vienna</placeName><date when="1843-05-06"/></correspAction>
<correspAction type="forwarded"><orgName>Post</orgName></correspAction>
</correspDesc>"""


@pytest.fixture(scope="module")
def record(small: Callable[..., Record]) -> Record:
    return small(BODY, "all", stand_off=STAND_OFF, profile=LETTER)


@pytest.fixture(scope="module")
def node(written: Any, record: Record) -> dict[str, Any]:
    return json.loads(written("jsonld", [record])["all.jsonld"])  # type: ignore[no-any-return]


def test_every_table_is_there_with_the_rows_and_identifiers_of_csv(
    written: Any, record: Record, node: dict[str, Any]
) -> None:
    files = written("csv", [record])
    for name in TABLED:
        rows = list(csv.DictReader(io.StringIO(files[f"{name}.csv"].decode(), newline="")))
        assert rows, name
        assert [f"urn:x-tei:all#{row['id']}" for row in rows] == [each["@id"] for each in node[name]]
        assert [row["xpath"] for row in rows] == [each["xpath"] for each in node[name]]


def test_the_schema_knows_all_of_it(node: dict[str, Any]) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(node)] == []


def test_what_it_says(node: dict[str, Any]) -> None:
    own = "urn:x-tei:all#"
    assert (node["divisions"][0]["headline"], node["divisions"][0]["inLanguage"]) == ("𝔊 One", "fr")
    assert node["pages"][0]["image"] == ["https://example.org/1.jpg"]
    assert node["stages"][0]["persons"] == [own + "h"]
    assert (node["entries"][0]["lemma"], node["entries"][0]["grammaticalGender"]) == ("chat", "m")
    reading = node["apparatus"][1]
    assert (reading["lemma"], reading["cause"], reading["app"]) == ("l", "haste", own + "a1")
    assert [iri.rpartition("#")[2] for iri in reading["witnesses"]] == ["A", "B"]
    (manuscript,) = node["manuscripts"]
    assert (manuscript["idno"], manuscript["inLanguage"], manuscript["origins"]) == (
        "MS 1",
        ["la", "grc"],
        [own + "v"],
    )
    sent, forwarded = node["letters"]
    assert (sent["action"], sent["participant"], sent["place"]) == ("sent", own + "h", own + "v")
    assert (forwarded["action"], forwarded["name"]) == ("forwarded", "Post")
    assert (node["events"][0]["name"], node["events"][0]["edtfDate"]) == ("The rising", "1848-03-13")


def test_no_member_is_lost_in_rdf_and_no_node_has_two_types_or_names(node: dict[str, Any]) -> None:
    import rdflib

    graph = rdflib.Graph().parse(data=json.dumps(node), format="json-ld")
    tei = rdflib.Namespace("http://www.tei-c.org/ns/1.0/")
    own = rdflib.URIRef("urn:x-tei:all")
    for name in TABLED:
        for subject in graph.objects(own, tei[name]):
            assert len(list(graph.objects(subject, rdflib.RDF.type))) == 1, subject
            assert len(list(graph.objects(subject, rdflib.URIRef("http://schema.org/name")))) <= 1
            (member,) = [each for each in node[name] if each["@id"] == str(subject)]
            said = set(graph.predicates(subject))
            assert len(said) >= len(member) - 1, subject
    assert not [s for s in graph.all_nodes() if isinstance(s, rdflib.BNode)]


BREAKS: dict[str, Callable[[dict[str, Any]], object]] = {
    "divisions": lambda found: found.update(level="1"),
    "pages": lambda found: found.update(image=["1.jpg"]),
    "stages": lambda found: found.pop("element"),
    "entries": lambda found: found.update(senses=-1),
    "works": lambda found: found.update(author="Hal"),
    "manuscripts": lambda found: found.update(edtfDate="12th century"),
    "apparatus": lambda found: found.update(witnesses=["A"]),
    "letters": lambda found: found.pop("action"),
    "events": lambda found: found.update(earliest="13 March"),
}


@pytest.mark.parametrize("table", TABLED)
def test_the_schema_refuses_broken_rows(node: dict[str, Any], table: str) -> None:
    changed = copy.deepcopy(node)
    BREAKS[table](changed[table][0])
    assert list(VALIDATOR.iter_errors(changed))
    changed = copy.deepcopy(node)
    changed[table][0]["of-no-one"] = "x"
    assert list(VALIDATOR.iter_errors(changed))


@pytest.mark.shared
def test_real_documents_follow_the_schema(written: Any, real: list[Record]) -> None:
    met: set[str] = set()
    for name, data in written("jsonld", real, include_restricted=True).items():
        found = json.loads(data)
        met |= TABLED.keys() & found.keys()
        assert [
            f"{name}: {error.json_path}: {error.message[:200]}" for error in VALIDATOR.iter_errors(found)
        ][:3] == []
    assert len(met) > 5

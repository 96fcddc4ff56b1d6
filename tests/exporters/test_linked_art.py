"""The profile ``linked-art``: its own rules, and what readers that we did not write make of it."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import jsonschema
import pytest
import rdflib

from tei_tools.exporters._linked_art_parts import languages, timespan
from tei_tools.records import Record, read

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib
SCHEMAS = resources.files("tei_tools.schemas")
SCHEMA = json.loads((SCHEMAS / "linked_art.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
CONTEXT = json.loads((SCHEMAS / "linked_art.context.json").read_text(encoding="utf-8"))
ADDRESS = "https://linked.art/ns/v1/linked-art.json"
BASE = "https://example.org/"
CRM = rdflib.Namespace("http://www.cidoc-crm.org/cidoc-crm/")
Node = dict[str, Any]

CODEX = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="codex" xml:lang="la"><teiHeader><fileDesc>
<titleStmt><title>The Life of <persName ref="#cut">Cuthbert</persName></title><author>Bede</author>
<respStmt><resp>transcription</resp><name>Eve Encoder</name></respStmt>
<editor><persName ref="#ed">Ed Itor</persName></editor></titleStmt>
<publicationStmt><publisher>The Press</publisher><date when="2019-05"/><idno type="URN">urn:a:1</idno>
<availability status="free"><licence target="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</licence>
</availability></publicationStmt>
<sourceDesc><msDesc xml:id="ms"><msIdentifier><country>England</country><settlement>London</settlement>
<repository>The Library</repository><idno>MS 39943</idno>
<altIdentifier><idno>olim 7</idno></altIdentifier></msIdentifier>
<msContents><msItem xml:id="it1"><locus>1-20</locus><author ref="#bede">Bede</author><title>Vita</title>
<incipit>Principium</incipit></msItem></msContents>
<physDesc><objectDesc form="codex"><supportDesc><support><material>parchment</material></support>
<extent>150 leaves</extent></supportDesc></objectDesc></physDesc>
<history><origin><origDate notBefore="1175" notAfter="1200">late 12th century</origDate>
<origPlace ref="#durham">Durham</origPlace></origin><provenance>Given in 1453.</provenance></history>
<msPart xml:id="part1"><msIdentifier><idno>part 1</idno></msIdentifier></msPart>
</msDesc></sourceDesc></fileDesc>
<profileDesc><textClass><keywords><term>hagiography</term></keywords></textClass></profileDesc></teiHeader>
<standOff><listPerson><person xml:id="cut" sex="M"><persName>Cuthbert</persName><persName>Cudberct</persName>
<birth when="0634"/><death when="0687-03-20"/><occupation>bishop</occupation>
<idno type="VIAF">http://viaf.org/viaf/1</idno><note>A saint.</note></person>
<person xml:id="bede"><persName><forename>Bede</forename><surname>Venerabilis</surname></persName></person>
<person xml:id="ed"><persName>Ed Itor</persName></person>
<person xml:id="cae"><persName>Caesar</persName><birth when="-0100"/></person></listPerson>
<listPlace><place xml:id="durham" type="city"><placeName>Durham</placeName><country>England</country>
<location><geo>54.77 -1.57</geo></location></place></listPlace>
<listOrg><org xml:id="see"><orgName>The See</orgName></org></listOrg>
<listEvent><event xml:id="move" type="translation" from="0698" to="0875">
<label>Translation</label></event></listEvent>
</standOff><text><body><div type="book" xml:id="b1"><head>Book one</head>
<div xml:id="c1"><head>Chapter one</head>
<p><persName ref="#cut">He</persName> went to <placeName ref="#durham">Durham</placeName>, and to
<orgName ref="#see">the See</orgName>, by
<rs type="ship" ref="#ship">ship</rs> or <rs ref="#x">what</rs>.</p></div></div>
<listBibl><biblStruct><analytic><author>A. Author</author><title level="a">On Cuthbert</title></analytic>
<monogr><title level="j">Journal of Saints</title><imprint><date when="1988">1988</date></imprint></monogr>
</biblStruct></listBibl></body></text></TEI>"""


def loader(address: str, options: Any = None) -> Node:
    assert address == ADDRESS, f"the network was asked for {address}"
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": None,
        "document": CONTEXT,
    }


@pytest.fixture(scope="module")
def codex() -> Record:
    return read(CODEX, name="codex.xml")


@pytest.fixture(scope="module")
def exported(written: Any, codex: Record) -> Node:
    files = written("jsonld", [codex], profile="linked-art", base=BASE)
    assert list(files) == ["codex.linked-art.jsonld"]
    return json.loads(files["codex.linked-art.jsonld"])  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def nodes(exported: Node) -> dict[str, Node]:
    found = {node["id"]: node for node in exported["@graph"]}
    assert len(found) == len(exported["@graph"]), "one entity, one node"
    return {address.removeprefix(f"{BASE}codex").lstrip("#"): node for address, node in found.items()}


def faults(node: Node) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(node)]


def test_the_export_follows_its_schema(written: Any, exported: Node, sample: Record) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert faults(exported) == []
    for data in written("jsonld", [sample], profile="linked-art").values():
        assert faults(json.loads(data)) == []


def test_the_text_its_names_makers_and_rights(nodes: dict[str, Node]) -> None:
    text = nodes[""]
    assert text["type"] == "LinguisticObject" and text["_label"] == "The Life of Cuthbert"
    said = {(name["type"], name["content"]) for name in text["identified_by"]}
    assert {("Name", "The Life of Cuthbert"), ("Identifier", "urn:a:1"), ("Identifier", "codex")} <= said
    assert text["created_by"]["carried_out_by"] == [
        {"id": f"{BASE}codex#author-1", "type": "Person", "_label": "Bede"}
    ]
    published, edited = text["used_for"]
    assert published["carried_out_by"][0]["_label"] == "The Press"
    assert published["timespan"]["begin_of_the_begin"] == "2019-05-01T00:00:00Z"
    assert published["timespan"]["end_of_the_end"] == "2019-05-31T23:59:59Z"
    assert edited["carried_out_by"][0]["id"].endswith("#ed") and edited["_label"] == "editor"
    rights, access, *others = text["referred_to_by"]
    assert rights["content"] == "CC BY 4.0"
    assert rights["classified_as"][1]["id"] == "https://creativecommons.org/licenses/by/4.0/"
    assert access["content"] == "free"
    assert "Eve Encoder (transcription)" in [each["content"] for each in others]
    assert text["language"] == [
        {"id": "http://vocab.getty.edu/aat/300388693", "type": "Language", "_label": "la"}
    ]
    assert text["content"].startswith("Book one") and text["format"] == "text/plain"


def test_what_the_text_is_about_and_what_it_only_refers_to(nodes: dict[str, Node]) -> None:
    assert [each["_label"] for each in nodes[""]["about"]] == ["Cuthbert", "hagiography"]
    assert [each["_label"] for each in nodes[""]["refers_to"]] == [
        "Durham",
        "The See",
        "ship",
        "On Cuthbert",
    ]


def test_the_manuscript_carries_the_text(nodes: dict[str, Node]) -> None:
    book = nodes["ms"]
    assert book["type"] == "HumanMadeObject"
    assert [each["id"] for each in book["carries"]] == [f"{BASE}codex", f"{BASE}codex#it1"]
    assert nodes[""]["carried_by"] == [
        {"id": book["id"], "type": "HumanMadeObject", "_label": book["_label"]}
    ]
    assert nodes["it1"]["carried_by"][0]["id"] == book["id"]
    assert nodes["part1"]["part_of"][0]["id"] == book["id"]
    assert "MS 39943" in [each["content"] for each in book["identified_by"]]
    assert book["current_custodian"][0]["_label"] == "The Library"
    london = nodes["ms.location"]
    assert book["current_location"]["id"] == london["id"]
    assert london["part_of"][0]["_label"] == "England"
    span = book["produced_by"]["timespan"]
    assert span["begin_of_the_begin"] == "1175-01-01T00:00:00Z"
    assert span["end_of_the_end"] == "1200-12-31T23:59:59Z"
    assert "end_of_the_begin" not in span
    assert book["produced_by"]["took_place_at"][0]["_label"] == "Durham"


def test_persons_places_groups_and_events(nodes: dict[str, Node]) -> None:
    cuthbert = nodes["cut"]
    assert [name["content"] for name in cuthbert["identified_by"]] == ["Cuthbert", "Cudberct"]
    assert cuthbert["equivalent"] == [
        {"id": "http://viaf.org/viaf/1", "type": "Person", "_label": "Cuthbert"}
    ]
    assert cuthbert["died"]["timespan"]["end_of_the_end"] == "0687-03-20T23:59:59Z"
    assert {each["_label"] for each in cuthbert["classified_as"]} == {"male", "bishop"}
    assert nodes["cae"]["born"]["timespan"]["begin_of_the_begin"] == "-0099-01-01T00:00:00Z"
    assert nodes["bede"]["identified_by"][0]["part"][0]["content"] == "Bede"
    assert nodes["durham"]["defined_by"] == "POINT (-1.57 54.77)"
    assert nodes["durham"]["part_of"] == [
        {"id": f"{BASE}codex#country-England", "type": "Place", "_label": "England"}
    ]
    assert nodes["see"]["type"] == "Group"
    span = nodes["move"]["timespan"]
    assert nodes["move"]["type"] == "Event"
    assert [span[each][:10] for each in sorted(span) if each.startswith(("begin", "end"))] == [
        "0698-01-01", "0875-01-01", "0698-12-31", "0875-12-31"
    ]  # fmt: skip


def test_divisions_and_cited_articles_are_parts_of_their_whole(nodes: dict[str, Node]) -> None:
    assert nodes["b1"]["part_of"][0]["id"] == f"{BASE}codex"
    assert nodes["c1"]["part_of"][0]["id"] == f"{BASE}codex#b1"
    article = next(node for node in nodes.values() if node["_label"] == "On Cuthbert")
    assert article["part_of"][0]["_label"] == "Journal of Saints"
    assert article["used_for"][0]["timespan"]["_label"] == "1988"


def test_a_letter_has_an_activity_for_each_action(written: Any, sample: Record) -> None:
    (data,) = written("jsonld", [sample], profile="linked-art").values()
    text = json.loads(data)["@graph"][0]
    assert text["classified_as"][0]["_label"] == "correspondence"
    sent, received = [each for each in text["used_for"] if each["_label"] in ("sent", "received")]
    assert [each["_label"] for each in sent["carried_out_by"]] == ["Example, Ada", "The Guild"]
    assert sent["took_place_at"][0]["id"] == "urn:x-tei:sample#port"
    assert sent["timespan"]["begin_of_the_begin"] == "1901-02-03T00:00:00Z"
    assert received["carried_out_by"][0]["_label"] == "Unknown Friend"


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("1901", ("1901-01-01", None, None, "1901-12-31")),
        ("1901/1903-02", ("1901-01-01", "1901-12-31", "1903-02-01", "1903-02-28")),
        ("../1903", (None, None, "1903-01-01", "1903-12-31")),
        ("1901/..", ("1901-01-01", "1901-12-31", None, None)),
        ("[1901..1903]", ("1901-01-01", None, None, "1903-12-31")),
        ("-0049", ("-0049-01-01", None, None, "-0049-12-31")),
    ],
)
def test_a_time_span_says_what_the_date_can_mean(edtf: str, expected: tuple[str | None, ...]) -> None:
    made = timespan(edtf)
    assert made is not None and made["identified_by"][0]["content"] == edtf
    members = ("begin_of_the_begin", "end_of_the_begin", "begin_of_the_end", "end_of_the_end")
    assert tuple(made[each].partition("T")[0] if each in made else None for each in members) == expected


def test_what_is_no_date_or_language_has_no_node() -> None:
    assert timespan("soon") is None and timespan(None) is None
    found = [each["id"] for each in languages(["de-AT", "akk", "tlh", "x", "", "lat", "la"])]
    assert found == [
        "http://vocab.getty.edu/aat/300388344",
        "http://lexvo.org/id/iso639-3/akk",
        "http://lexvo.org/id/iso639-3/tlh",
        "http://vocab.getty.edu/aat/300388693",
    ]


# Readers that we did not write.


def quads_of(node: Node, context: Any) -> str:
    from pyld import jsonld as processor

    inline = {**node, "@context": context["@context"]}
    return processor.normalize(  # type: ignore[no-any-return]
        inline, {"algorithm": "URDNA2015", "format": "application/n-quads"}
    )


def test_pyld_reads_it_with_the_context_that_we_ship_and_no_network(exported: Node) -> None:
    from pyld import jsonld as processor

    expanded = processor.expand(exported, {"documentLoader": loader})
    assert expanded[0]["@id"] == f"{BASE}codex"
    assert expanded[0]["@type"] == ["http://www.cidoc-crm.org/cidoc-crm/E33_Linguistic_Object"]
    assert len(expanded) == len(exported["@graph"])
    assert '"@type": ["Birth"]' not in json.dumps(expanded), "every class has an address"


def test_pyld_and_rdflib_read_one_graph(exported: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    from pyld import jsonld as processor

    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)  # it writes 00:00:00Z another way

    inline = {**exported, "@context": CONTEXT["@context"]}
    graph = rdflib.Graph().parse(data=json.dumps(inline), format="json-ld")
    again = processor.normalize(
        graph.serialize(format="nt"),
        {"algorithm": "URDNA2015", "inputFormat": "application/n-quads", "format": "application/n-quads"},
    )
    assert again == quads_of(exported, CONTEXT)
    durham = rdflib.URIRef(f"{BASE}codex#durham")
    assert graph.value(durham, CRM.P89_falls_within) == rdflib.URIRef(f"{BASE}codex#country-England")
    chapter = rdflib.URIRef(f"{BASE}codex#c1")
    assert graph.value(chapter, CRM.P106i_forms_part_of) == rdflib.URIRef(f"{BASE}codex#b1")
    book = rdflib.URIRef(f"{BASE}codex#ms")
    assert graph.value(book, CRM.P128_carries / CRM.P1_is_identified_by) is not None


def every_name(node: Any) -> set[str]:
    if isinstance(node, list):
        return {name for each in node for name in every_name(each)}
    if not isinstance(node, dict):
        return set()
    kinds = {node["type"]} if "type" in node else set()
    return kinds | set(node) | {name for each in node.values() for name in every_name(each)}


def test_every_name_has_its_meaning_in_the_context(exported: Node) -> None:
    context = CONTEXT["@context"]
    scoped = {
        name for said in context.values() if isinstance(said, dict) for name in said.get("@context", ())
    }
    assert every_name(exported["@graph"]) <= set(context) | scoped


def test_the_context_says_what_linked_arts_own_says(exported: Node) -> None:
    crom = resources.files(pytest.importorskip("cromulent"))
    official = json.loads((crom / "data" / "linked-art.json").read_text(encoding="utf-8"))
    for name, said in CONTEXT["@context"].items():
        theirs = official["@context"][name]
        if isinstance(said, dict) and "@context" in said:
            assert theirs["@id"] == said["@id"]
            assert said["@context"].items() <= theirs["@context"].items(), name
        elif name in ("Person", "Group", "Event", "Activity", "Creation", "Production", "Birth", "Death"):
            assert theirs["@id"] == said["@id"]
        elif isinstance(said, dict):
            assert theirs["@id"] == said["@id"] and theirs.get("@type") == said.get("@type"), name
            assert theirs.get("@container") == said.get("@container"), name
        else:
            assert theirs == said, name
    assert quads_of(exported, official) == quads_of(exported, CONTEXT)


def test_linked_arts_own_library_reads_every_entity(exported: Node) -> None:
    pytest.importorskip("cromulent")
    from cromulent import reader

    for node in exported["@graph"]:
        again = reader.Reader().read(json.dumps({"@context": ADDRESS, **node}))
        assert again.id == node["id"] and again.type == node["type"]


def test_a_collection_is_one_graph(written: Any, codex: Record, sample: Record) -> None:
    files = written("jsonld", [codex, sample], profile="linked-art", one_file=True, base=BASE)
    assert list(files) == ["collection.linked-art.jsonld"]
    whole = json.loads(files["collection.linked-art.jsonld"])
    assert faults(whole) == []
    assert {f"{BASE}codex", f"{BASE}sample"} <= {node["id"] for node in whole["@graph"]}
    assert json.loads(
        written("jsonld", [], profile="linked-art", one_file=True)["collection.linked-art.jsonld"]
    )


def test_a_document_of_almost_nothing(written: Any) -> None:
    record = read(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body/></text></TEI>', name="void.xml")
    (data,) = written("jsonld", [record], profile="linked-art").values()
    made = json.loads(data)
    assert faults(made) == [] and [node["_label"] for node in made["@graph"]] == ["void"]


@pytest.mark.shared
def test_real_documents_follow_the_schema_and_the_library(written: Any, real: list[Record]) -> None:
    pytest.importorskip("cromulent")
    from cromulent import reader

    for name, data in written("jsonld", real, profile="linked-art", include_restricted=True).items():
        made = json.loads(data)
        assert faults(made) == [], name
        for node in made["@graph"][:50]:
            reader.Reader().read(json.dumps(node))

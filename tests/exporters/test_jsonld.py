"""JSON-LD, judged by its schema and by processors that we did not write."""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tei_tools.errors import UsageError
from tei_tools.exporters import Options, jsonld
from tei_tools.records import Record, read

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tests" / "records" / "sample.xml"
SCHEMA = json.loads((resources.files("tei_tools.schemas") / "jsonld.schema.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
DOCUMENT = "urn:x-tei:sample"


def files(records: list[Record], **options: Any) -> dict[str, bytes]:
    kept: dict[str, bytes] = {}

    class Output:
        def open(self, name: str) -> Any:
            class File(io.BytesIO):
                def close(self) -> None:
                    if not self.closed:
                        kept[name] = self.getvalue()
                    super().close()

            return File()

    jsonld.export(records, Output(), Options(**options))
    return kept


def refuse_the_network(*_: Any, **__: Any) -> Any:
    raise AssertionError("the network was asked")


@pytest.fixture(scope="module")
def record() -> Record:
    return read(SAMPLE, name="sample.xml")


@pytest.fixture(scope="module")
def node(record: Record) -> dict[str, Any]:
    return json.loads(files([record])["sample.jsonld"])  # type: ignore[no-any-return]


def test_the_schema_is_a_schema_and_the_export_follows_it(node: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert [error.message for error in VALIDATOR.iter_errors(node)] == []


def nth_annotation(node: dict[str, Any], motivation: str) -> dict[str, Any]:
    return next(
        note
        for note in node["annotations"]
        if note["motivation"] == motivation and len(note["target"]["selector"]) == 3
    )


BREAKS: dict[str, Callable[[dict[str, Any]], object]] = {
    "no text": lambda node: node.pop("text"),
    "no identifier": lambda node: node.pop("@id"),
    "a relative identifier": lambda node: node.update({"@id": "sample"}),
    "another version": lambda node: node.update(formatVersion="0"),
    "a date in words": lambda node: node.update(datePublished="March 2020"),
    "a member of no one's": lambda node: node.update(invented=1),
    "a digest that is none": lambda node: node["text"].update(sha256="abc"),
    "a person with a place on Earth": lambda node: node["mentions"][0].update(
        geo={"@id": "urn:x:g", "@type": "GeoCoordinates", "latitude": "1", "longitude": "1"}
    ),
    "coordinates as numbers": lambda node: next(e for e in node["mentions"] if "geo" in e)["geo"].update(
        latitude=41.15
    ),
    "latitude beyond the pole": lambda node: next(e for e in node["mentions"] if "geo" in e)["geo"].update(
        latitude="91"
    ),
    "an entity without a name": lambda node: node["mentions"][0].pop("name"),
    "an offset below nothing": lambda node: nth_annotation(node, "identifying")["target"]["selector"][
        0
    ].update(start=-1),
    "a quote without its words": lambda node: nth_annotation(node, "identifying")["target"]["selector"][
        1
    ].pop("exact"),
    "a path with names": lambda node: nth_annotation(node, "identifying")["target"]["selector"][2].update(
        value="/TEI"
    ),
    "no selector": lambda node: nth_annotation(node, "identifying")["target"].update(selector=[]),
    "a licence that is no address": lambda node: node.update(license="CC BY"),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_the_schema_refuses_broken_exports(node: dict[str, Any], broken: str) -> None:
    changed = copy.deepcopy(node)
    BREAKS[broken](changed)
    assert list(VALIDATOR.iter_errors(changed))


def test_pyld_reads_it_without_network_and_finds_no_blank_node(node: dict[str, Any]) -> None:
    from pyld import jsonld as processor

    processor.set_document_loader(refuse_the_network)
    expanded = processor.expand(node)
    assert expanded[0]["@id"] == DOCUMENT
    assert expanded[0]["http://schema.org/name"] == [{"@value": "A letter from the harbour"}]
    quads = processor.to_rdf(node, {"format": "application/n-quads"})
    assert "_:" not in quads
    edtf = '"1901-21"^^<http://id.loc.gov/datatypes/edtf/EDTF>'
    assert edtf in quads


def test_no_member_is_lost_in_expansion(node: dict[str, Any]) -> None:
    """Every key of every node is a term of the context, or of schema.org through it."""
    from pyld import jsonld as processor

    processor.set_document_loader(refuse_the_network)

    def count(value: Any) -> int:
        if isinstance(value, dict):
            return sum(1 + count(inner) for key, inner in value.items() if not key.startswith("@"))
        return sum(map(count, value)) if isinstance(value, list) else 0

    expanded = processor.expand(node)
    assert count(expanded) == count({key: value for key, value in node.items() if key != "@context"})


def test_rdflib_answers_a_question_of_the_letter(node: dict[str, Any]) -> None:
    import rdflib

    graph = rdflib.Graph().parse(data=json.dumps(node), format="json-ld")
    found = graph.query(
        """PREFIX s: <http://schema.org/> PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT ?name ?exact ?start WHERE {
          ?document s:sender ?person . ?person s:name ?name .
          ?note oa:hasBody ?person ; oa:hasTarget/oa:hasSelector ?quote, ?position .
          ?quote oa:exact ?exact . ?position oa:start ?start } ORDER BY ?start"""
    )
    assert [(str(name), str(exact)) for name, exact, _ in found] == [  # type: ignore[misc]
        ("Example, Ada", "I"), ("Example, Ada", "both"), ("Example, Ada", "Ada"),
    ]  # fmt: skip


def test_selectors_lead_to_the_words_in_the_text_that_comes_with_them(node: dict[str, Any]) -> None:
    text, placed = node["text"]["text"], 0
    for note in node["annotations"]:
        selectors = {selector["@type"]: selector for selector in note["target"]["selector"]}
        if "TextPositionSelector" in selectors:
            position, quote = selectors["TextPositionSelector"], selectors["TextQuoteSelector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert text[: position["start"]].endswith(quote["prefix"])
            assert text[position["end"] :].startswith(quote["suffix"])
            placed += 1
    assert placed > 10


def test_entities_quotations_and_references(node: dict[str, Any]) -> None:
    entities = {entity["@id"]: entity for entity in node["mentions"]}
    ada = entities[f"{DOCUMENT}#ada"]
    assert (ada["@type"], ada["sameAs"]) == ("Person", ["http://www.wikidata.org/entity/Q99"])
    assert entities[f"{DOCUMENT}#port"]["geo"]["latitude"] == "41.15"
    assert entities["https://sws.geonames.org/2735943/"]["@type"] == "Place"
    said = node["hasPart"][0]
    assert (said["text"], said["speaker"]) == ("Come soon", [f"{DOCUMENT}#ben"])
    work = next(work for work in node["citation"] if work["@id"] == f"{DOCUMENT}#b1")
    assert (work["@type"], work["author"], work["url"]) == ("Book", ["Homer"], "https://example.org/od")
    assert (node["sender"], node["dateSent"]) == ([f"{DOCUMENT}#ada", f"{DOCUMENT}#guild"], "1901-02-03")
    assert node["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_every_node_has_an_identifier_and_none_is_said_twice_with_different_types(
    node: dict[str, Any],
) -> None:
    types: dict[str, Any] = {}

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            assert "@id" in value
            if "@type" in value and value["@type"] != "Thing":
                assert types.setdefault(value["@id"], value["@type"]) == value["@type"], value["@id"]
            for key, inner in value.items():
                if key != "@context":
                    walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(node)


def test_a_base_makes_addresses(record: Record) -> None:
    node = json.loads(files([record], base="https://example.org/ed/")["sample.jsonld"])
    assert node["@id"] == "https://example.org/ed/sample"
    assert list(VALIDATOR.iter_errors(node)) == []


def test_the_same_record_gives_the_same_bytes(record: Record) -> None:
    assert files([record]) == files([read(SAMPLE, name="sample.xml")])


def test_utf_16_offsets_on_request(record: Record) -> None:
    node = json.loads(files([record], utf16=True)["sample.jsonld"])
    assert node["text"]["offsetUnit"] == "UTF-16 code units"
    wide = node["text"]["text"].encode("utf-16-le")
    for note in node["annotations"]:
        position, *others = note["target"]["selector"]
        if position["@type"] == "TextPositionSelector":
            exact = wide[2 * position["start"] : 2 * position["end"]].decode("utf-16-le")
            assert exact == others[0]["exact"]


def test_two_documents_of_one_identifier_get_two_files_and_two_addresses() -> None:
    data = (
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="d"><teiHeader/>'
        b"<text><body><p>a</p></body></text></TEI>"
    )
    found = files([read(data, name="a/x.xml"), read(data, name="b/x.xml")])
    assert len(found) == 2 and "d.jsonld" in found
    addresses = [json.loads(data)["@id"] for data in found.values()]
    assert addresses == ["urn:x-tei:d", "urn:x-tei:b/x"]


def test_names_that_no_iri_may_have_are_quoted() -> None:
    data = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><publicationStmt>'
        '<idno>Ms. "7" &lt;ä&gt;</idno></publicationStmt></fileDesc></teiHeader><text><body><p>'
        '<rs ref="#http://a/ b">x</rs>'
        '<ref target="http://[">y</ref><ref target="a b#c#d">z</ref></p></body></text></TEI>'
    )
    (found,) = files([read(data.encode(), name="x.xml")]).values()
    assert [error.message for error in VALIDATOR.iter_errors(json.loads(found))] == []


def test_an_unknown_profile_is_wrong_use(record: Record) -> None:
    with pytest.raises(UsageError, match="use one of: schema"):
        files([record], profile="other")

"""Stand-off forms: their offsets, character for character, their schemas, and what reads them."""

from __future__ import annotations

import copy
import hashlib
import json
import re
from collections.abc import Callable
from importlib import resources
from typing import Any

import jsonschema
import pytest
from lxml import etree

from tei_tools.exporters._tokens import sentences
from tei_tools.records import Record, read

Node = dict[str, Any]
FORMS = ("standoff", "webannotation", "iob", "conllu")


def schema(name: str) -> Any:
    said = json.loads((resources.files("tei_tools.schemas") / f"{name}.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(said)
    return jsonschema.Draft202012Validator(said)


@pytest.fixture(scope="module")
def standoff(written: Any, sample: Record) -> tuple[bytes, Node]:
    files = written("standoff", [sample])
    return files["sample.txt"], json.loads(files["sample.json"])


@pytest.fixture(scope="module")
def annotations(written: Any, sample: Record) -> Node:
    return json.loads(written("webannotation", [sample])["sample.annotations.jsonld"])  # type: ignore[no-any-return]


def words_at(tree: Any, path: str) -> str:
    """The words of the element at a path, read without our own rule of the text."""
    (element,) = tree.xpath(path)
    return " ".join("".join(element.itertext()).split())


def test_the_text_is_told_by_its_digest_and_offsets_give_back_the_element(
    standoff: tuple[bytes, Node], root: Any
) -> None:
    data, said = standoff
    assert hashlib.sha256(data).hexdigest() == said["text"]["sha256"]
    text = data.decode()
    assert len(text) == said["text"]["length"]
    tree = etree.parse(root / "tests" / "records" / "sample.xml")
    checked = 0
    for note in said["annotations"]:
        assert note.get("quote") in (None, text[note["start"] : note["end"]])
        if note["layer"] != "speech":
            assert words_at(tree, note["xpath"]) == text[note["start"] : note["end"]]
            checked += 1
    assert checked > 12


def test_stand_off_follows_its_schema_and_names_entities(standoff: tuple[bytes, Node]) -> None:
    _, said = standoff
    assert [error.message for error in schema("standoff").iter_errors(said)] == []
    ada = next(note for note in said["annotations"] if note.get("quote") == "Ada")
    assert ada["entity"] == "urn:x-tei:sample#ada"
    assert {"id": "urn:x-tei:sample#ben", "kind": "person", "name": "Ben"} in said["entities"]
    assert said["rights"]["licence"] == "https://creativecommons.org/licenses/by/4.0/"


def test_divisions_and_utf_16_offsets(written: Any, small: Callable[..., Record]) -> None:
    record = small("<div><head>One 𝔸</head><p>𝔸 <persName>B</persName></p></div>")
    said = json.loads(written("standoff", [record], utf16=True)["d.json"])
    assert [error.message for error in schema("standoff").iter_errors(said)] == []
    mention, division = said["annotations"]
    wide = record.text.encode("utf-16-le")
    assert wide[2 * mention["start"] : 2 * mention["end"]].decode("utf-16-le") == "B"
    assert (division["layer"], division["head"], division["level"]) == ("division", "One 𝔸", 1)
    assert said["text"]["length"] == len(wide) // 2


def first(node: Node, layer: str) -> Node:
    return next(note for note in node["annotations"] if note["layer"] == layer)


BREAKS: dict[str, Callable[[Node], object]] = {
    "another version": lambda node: node.update(formatVersion="0"),
    "no digest": lambda node: node["text"].pop("sha256"),
    "a digest that is none": lambda node: node["text"].update(sha256="abc"),
    "no text version": lambda node: node["text"].pop("textVersion"),
    "an unknown unit": lambda node: node["text"].update(offsetUnit="bytes"),
    "an offset below nothing": lambda node: first(node, "mention").update(start=-1),
    "an offset that is text": lambda node: first(node, "date").update(end="5"),
    "no end": lambda node: first(node, "date").pop("end"),
    "a layer of no one's": lambda node: first(node, "date").update(layer="mood"),
    "an entity that is no address": lambda node: first(node, "mention").update(entity="ada"),
    "a date with a speaker": lambda node: first(node, "date").update(speaker="ADA"),
    "a path with names": lambda node: first(node, "mention").update(xpath="/TEI"),
    "a mention without kind": lambda node: first(node, "mention").pop("kind"),
    "an entity without name": lambda node: node["entities"][0].pop("name"),
    "no rights": lambda node: node.pop("rights"),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_the_schema_of_stand_off_refuses(standoff: tuple[bytes, Node], broken: str) -> None:
    changed = copy.deepcopy(standoff[1])
    BREAKS[broken](changed)
    assert list(schema("standoff").iter_errors(changed))


def test_web_annotations_follow_the_model(annotations: Node, sample: Record) -> None:
    assert [error.message for error in schema("webannotation").iter_errors(annotations)] == []
    items = annotations["first"]["items"]
    assert annotations["total"] == len(items) > 12
    assert len({item["id"] for item in items}) == len(items)
    assert annotations["rights"] == "https://creativecommons.org/licenses/by/4.0/"
    text = annotations["schema:about"]["schema:text"]
    assert hashlib.sha256(text.encode()).hexdigest() == annotations["schema:about"]["schema:sha256"]
    for item in items:
        position, quote = item["target"][0]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert text[: position["start"]].endswith(quote.get("prefix", ""))
        assert text[position["end"] :].startswith(quote.get("suffix", ""))


def test_rdflib_reads_web_annotations_with_the_vocabulary_of_the_model(annotations: Node) -> None:
    import rdflib

    context = {
        "@version": 1.1, "id": "@id", "type": "@type", "oa": "http://www.w3.org/ns/oa#",
        "as": "http://www.w3.org/ns/activitystreams#", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "dcterms": "http://purl.org/dc/terms/", "schema": "http://schema.org/",
        "Annotation": "oa:Annotation", "body": {"@id": "oa:hasBody", "@type": "@id"},
        "target": {"@id": "oa:hasTarget", "@type": "@id"}, "source": {"@id": "oa:hasSource", "@type": "@id"},
        "selector": {"@id": "oa:hasSelector", "@type": "@id"}, "exact": "oa:exact", "start": "oa:start",
        "first": {"@id": "as:first", "@type": "@id"}, "items": {"@id": "as:items", "@container": "@list"},
    }  # fmt: skip
    graph = rdflib.Graph().parse(data=json.dumps({**annotations, "@context": context}), format="json-ld")
    found = graph.query(
        """PREFIX oa: <http://www.w3.org/ns/oa#> SELECT ?exact WHERE {
        ?note a oa:Annotation ; oa:hasBody/oa:hasSource <urn:x-tei:sample#ada> ;
        oa:hasTarget/oa:hasSelector ?selector . ?selector oa:exact ?exact } ORDER BY ?exact"""
    )
    assert [str(exact) for (exact,) in found] == ["Ada", "I", "both"]  # type: ignore[misc]


def test_the_profile_annotations_of_json_ld_is_the_same(written: Any, sample: Record) -> None:
    assert written("jsonld", [sample], profile="annotations") == written("webannotation", [sample])


def note(node: Node) -> Node:
    return node["first"]["items"][0]  # type: ignore[no-any-return]


ANNOTATION_BREAKS: dict[str, Callable[[Node], object]] = {
    "another context": lambda node: node.update({"@context": "https://example.org/"}),
    "no label": lambda node: node.pop("label"),
    "no total": lambda node: node.pop("total"),
    "rights in words": lambda node: node.update(rights="CC BY"),
    "no digest of the text": lambda node: node["schema:about"].pop("schema:sha256"),
    "no target": lambda node: note(node).pop("target"),
    "no body": lambda node: note(node).update(body=[]),
    "a motivation of no one's": lambda node: note(node).update(motivation="naming"),
    "a body without purpose": lambda node: note(node)["body"][0].pop("purpose"),
    "a quote without its words": lambda node: note(node)["target"][0]["selector"][1].pop("exact"),
    "a position without end": lambda node: note(node)["target"][0]["selector"][0].pop("end"),
    "a relative source": lambda node: note(node)["target"][0].update(source="text"),
    "no path": lambda node: note(node)["target"].pop(),
    "another type": lambda node: note(node).update(type="Note"),
    "a page without items": lambda node: node["first"].pop("items"),
}


@pytest.mark.parametrize("broken", ANNOTATION_BREAKS)
def test_the_schema_of_web_annotations_refuses(annotations: Node, broken: str) -> None:
    changed = copy.deepcopy(annotations)
    ANNOTATION_BREAKS[broken](changed)
    assert list(schema("webannotation").iter_errors(changed))


BODY = (
    "<listPerson><person xml:id='a'><persName>Ada</persName></person></listPerson>"
    "<p>Mr. J. B. <persName ref='#a'>Ada King-Noel</persName> came in 1843. She "
    "<quote>left</quote>! Then? No. 5 is <placeName>St. Ives</placeName>. Über Nacht.</p>"
    "<p><persName ref='#a #b'>Both</persName>don't <date when='1843'>1843</date>-5</p>"
)


def test_iob_has_every_token_with_its_place_and_labels_begin_with_b(
    written: Any, small: Callable[..., Record]
) -> None:
    record = small(BODY)
    lines = written("iob", [record])["d.iob"].decode().split("\n")
    rows = [line.split("\t") for line in lines if line and not line.startswith("# ")]
    for words, _, start, end, _ in rows:
        assert record.text[int(start) : int(end)] == words
    assert "".join(row[0] for row in rows) == re.sub(r"\s", "", record.text)
    labels = {row[0]: row[1] for row in rows}
    assert (labels["Ada"], labels["King-Noel"], labels["St"], labels["Ives"]) == (
        "B-PER",
        "I-PER",
        "B-LOC",
        "I-LOC",
    )
    assert next(row[4] for row in rows if row[0] == "Both") == "urn:x-tei:d#a urn:x-tei:d.xml#b"
    assert next(row[1:] for row in rows if row[0] == "1843" and row[1] != "O")[3] == "1843"
    previous = "O"
    for row in rows:
        if row[1].startswith("I-"):
            assert previous[2:] == row[1][2:]
        previous = row[1]


def test_sentences_end_where_they_do(small: Callable[..., Record]) -> None:
    record = small(BODY)
    found = [record.text[tokens[0].start : tokens[-1].end] for _, tokens in sentences(record)]
    assert found == [
        "Ada",
        "Mr. J. B. Ada King-Noel came in 1843. She left!",
        "Then?",
        "No. 5 is St. Ives.",
        "Über Nacht.",
        "Bothdon't 1843-5",
    ] or found[1:] == [
        "Mr. J. B. Ada King-Noel came in 1843. She left!",
        "Then?",
        "No. 5 is St. Ives.",
        "Über Nacht.",
        "Bothdon't 1843-5",
    ]


def test_conllu_has_ten_columns_and_its_text_is_made_of_its_forms(
    written: Any, small: Callable[..., Record]
) -> None:
    record = small(BODY)
    blocks = written("conllu", [record])["d.conllu"].decode().rstrip("\n").split("\n\n")
    assert len(blocks) > 4
    for block in blocks:
        lines = block.split("\n")
        said = next(line for line in lines if line.startswith("# text = ")).removeprefix("# text = ")
        rows = [line.split("\t") for line in lines if not line.startswith("# ")]
        assert {len(row) for row in rows} == {10}
        assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
        made = "".join(row[1] + ("" if "SpaceAfter=No" in row[9].split("|") else " ") for row in rows)
        assert made.rstrip() == said
        for row in rows:
            start, end = re.search(r"TokenRange=(\d+):(\d+)", row[9]).groups()  # type: ignore[union-attr]
            assert record.text[int(start) : int(end)] == row[1]
    assert "# newdoc id = urn:x-tei:d" in blocks[0]
    assert "NER=B-PER|Entity=urn:x-tei:d#a" in "\n".join(blocks)


def test_a_name_of_a_hundred_thousand_words_takes_no_square_of_time(
    small: Callable[..., Record], written: Any
) -> None:
    record = small(f"<p><persName>{'word ' * 100_000}</persName></p>")
    assert written("iob", [record])["d.iob"].count(b"I-PER") == 99_999


@pytest.mark.parametrize("form", FORMS)
def test_restricted_documents_stay_out_bytes_and_memory_stay_the_same(
    written: Any, sample: Record, small: Callable[..., Record], grows: Any, form: str
) -> None:
    hidden = small(BODY, "d", '<availability status="restricted"><p/></availability>')
    assert written(form, [hidden]) == {}
    assert written(form, [hidden], include_restricted=True)
    assert written(form, [sample]) == written(form, [sample])
    assert grows(form, lambda place: small("<p>" + "many words " * 200 + "</p>" + BODY, f"d{place}")) < 1.5


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_text_is_written(written: Any, form: str) -> None:
    record = read(
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body/></text></TEI>', name="e.xml"
    )
    files = written(form, [record])
    assert files
    for name, data in files.items():
        if name.endswith(("json", "jsonld")):
            assert list(schema(form).iter_errors(json.loads(data))) == []


@pytest.mark.shared
@pytest.mark.parametrize("form", FORMS)
def test_real_documents_are_within_the_schemas(written: Any, real: list[Record], form: str) -> None:
    for name, data in written(form, real, include_restricted=True).items():
        if name.endswith(("json", "jsonld")):
            assert [error.message for error in schema(form).iter_errors(json.loads(data))][:2] == []

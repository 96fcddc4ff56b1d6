"""Turtle, N-Triples and N-Quads: the JSON-LD's statements, as pyld, rdflib and pyoxigraph read them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from tei_tools.exporters._triples import Reader, literal, safe
from tei_tools.records import Record

pyoxigraph = pytest.importorskip("pyoxigraph")
SUFFIX = {
    "turtle": ("sample.ttl", "turtle"),
    "ntriples": ("sample.nt", "nt"),
    "nquads": ("sample.nq", "nquads"),
}


def canonical(quads: str) -> str:
    from pyld import jsonld

    return jsonld.normalize(  # type: ignore[no-any-return]
        quads,
        {"algorithm": "URDNA2015", "inputFormat": "application/n-quads", "format": "application/n-quads"},
    )


@pytest.fixture(scope="module")
def statements(written: Any, sample: Record) -> str:
    """The JSON-LD as pyld expands it, in canonical form."""
    from pyld import jsonld

    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("the network was asked")

    jsonld.set_document_loader(refuse)
    node = json.loads(written("jsonld", [sample])["sample.jsonld"])
    return canonical(jsonld.to_rdf(node, {"format": "application/n-quads"}))


def test_n_triples_are_the_json_ld_after_canonicalisation(
    written: Any, sample: Record, statements: str
) -> None:
    assert canonical(written("ntriples", [sample])["sample.nt"].decode()) == statements
    assert statements.count("\n") > 300


def test_turtle_is_the_json_ld_as_rdflib_and_pyoxigraph_read_it(
    written: Any, sample: Record, statements: str
) -> None:
    data = written("turtle", [sample])["sample.ttl"]
    assert isomorphic(
        rdflib.Graph().parse(data=data, format="turtle"), rdflib.Graph().parse(data=statements, format="nt")
    )
    triples = set(pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.TURTLE))
    assert triples == set(pyoxigraph.parse(statements.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES))


def test_n_quads_stand_in_the_graph_of_their_document(written: Any, sample: Record, statements: str) -> None:
    data = written("nquads", [sample])["sample.nq"]
    quads = list(pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.N_QUADS))
    assert {quad.graph_name.value for quad in quads} == {"urn:x-tei:sample"}
    triples = {str(quad.triple) for quad in quads}
    there = pyoxigraph.parse(statements.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    assert triples == {str(quad.triple) for quad in there}


@pytest.mark.parametrize("name", SUFFIX)
def test_dates_are_typed_as_edtf_and_nothing_is_blank(written: Any, sample: Record, name: str) -> None:
    file, syntax = SUFFIX[name]
    graph = rdflib.Dataset().parse(data=written(name, [sample])[file], format=syntax)
    said = {
        str(thing)
        for _, _, thing, *_ in graph.quads()
        if isinstance(thing, rdflib.Literal)
        and str(thing.datatype) == "http://id.loc.gov/datatypes/edtf/EDTF"
    }
    assert "1901-21" in said
    assert not any(isinstance(thing, rdflib.BNode) for quad in graph.quads() for thing in quad[:3])


@pytest.mark.parametrize("name", SUFFIX)
def test_one_file_for_a_collection_holds_what_the_files_of_its_documents_hold(
    written: Any, sample: Record, small: Callable[..., Record], name: str
) -> None:
    _, syntax = SUFFIX[name]
    records = [sample, small("<p><persName xml:id='a'>A</persName></p>")]
    apart, one = written(name, records), written(name, records, one_file=True)
    assert len(apart) == 2 and len(one) == 1

    def read(*files: bytes) -> set[str]:
        form = getattr(
            pyoxigraph.RdfFormat, {"nt": "N_TRIPLES", "nquads": "N_QUADS", "turtle": "TURTLE"}[syntax]
        )
        return {str(quad) for data in files for quad in pyoxigraph.parse(data, format=form)}

    assert read(*one.values()) == read(*apart.values())


def test_a_question_over_a_collection_is_answered(
    written: Any, sample: Record, small: Callable[..., Record]
) -> None:
    """The query of docs/exports.md: which places are named in which documents, on the map of the world."""
    store = pyoxigraph.Store()
    store.load(
        io.BytesIO(written("nquads", [sample, small("<p/>")], one_file=True)["collection.nq"]),
        format=pyoxigraph.RdfFormat.N_QUADS,
    )
    found = store.query(
        """PREFIX s: <http://schema.org/> PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT ?document ?name ?latitude (COUNT(?note) AS ?times) WHERE { GRAPH ?document {
          ?place a s:Place ; s:name ?name ; s:geo/s:latitude ?latitude . ?note oa:hasBody ?place } }
        GROUP BY ?document ?name ?latitude"""
    )
    rows = [
        (row["document"].value, row["name"].value, row["latitude"].value, row["times"].value) for row in found
    ]
    assert rows == [("urn:x-tei:sample", "Porto", "41.15", "2")]


@pytest.mark.parametrize("name", SUFFIX)
def test_names_and_words_with_every_sign_are_read(
    written: Any, small: Callable[..., Record], name: str
) -> None:
    record = small(
        '<p>"quoted" \\ back &lt;tag&gt; 𝔸 &#x85; <rs ref="#a b">x</rs> <rs ref="http://a.b/ü(1)&lt;">y</rs>'
        '<ref target="a b|c">z</ref> <persName xml:id="ä.b-">ä</persName></p>',
        identifier="ä.d",
    )
    (data,) = written(name, [record], base="https://example.org/ed ition/").values()
    form = {"turtle": "TURTLE", "ntriples": "N_TRIPLES", "nquads": "N_QUADS"}[name]
    quads = list(pyoxigraph.parse(data, format=getattr(pyoxigraph.RdfFormat, form)))
    texts = {quad.object.value for quad in quads if isinstance(quad.object, pyoxigraph.Literal)}
    assert record.text in texts


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_literal_is_read_as_it_was(said: str) -> None:
    (quad,) = pyoxigraph.parse(
        f"<a:b> <a:c> {literal(said)} .".encode(), format=pyoxigraph.RdfFormat.N_TRIPLES
    )
    assert quad.object.value == said


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_an_iri_is_made_safe_once(said: str) -> None:
    iri = safe(f"urn:x:{said}")
    assert safe(iri) == iri
    assert not set(iri) & set('<>"{}|^`\\ \n')


def test_values_with_language_type_and_relative_addresses() -> None:
    node = {
        "@context": {"@vocab": "http://v/", "p": "http://p/", "at": {"@id": "p:at", "@type": "@id"}},
        "@id": "urn:x",
        "said": [{"@value": "ja", "@language": "de"}, {"@value": "1", "@type": "p:t"}, 5, True],
        "at": ["relative", "http://a/"],
    }
    found = {
        (predicate, tuple(objects))
        for _, said in Reader(node["@context"], "<{}>".format).statements(node)  # type: ignore[arg-type]
        for predicate, objects in said
    }
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert found == {
        (
            "http://v/said",
            ('"ja"@de', '"1"^^<http://p/t>', f'"5"^^<{xsd}integer>', f'"true"^^<{xsd}boolean>'),
        ),
        ("http://p/at", ("<http://a/>",)),
    }


@pytest.mark.parametrize("name", SUFFIX)
def test_restricted_documents_stay_out_and_bytes_are_the_same(
    written: Any, sample: Record, small: Callable[..., Record], name: str
) -> None:
    hidden = small("<p/>", publication='<availability status="restricted"><p/></availability>')
    assert written(name, [hidden]) == {}
    assert list(written(name, [hidden], include_restricted=True)) == [SUFFIX[name][0].replace("sample", "d")]
    assert written(name, [sample]) == written(name, [sample])


def test_memory_does_not_grow_with_the_documents(grows: Any, small: Callable[..., Record]) -> None:
    body = "<p>" + "<persName>A</persName> " * 50 + "</p>"
    assert grows("turtle", lambda place: small(body, identifier=f"d{place}"), one_file=True) < 1.5

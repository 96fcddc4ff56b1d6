"""JSON-LD of a collection, as one graph or as lines: the statements are those of the single documents."""

from __future__ import annotations

import copy
import json
import logging
from collections.abc import Callable
from importlib import resources
from typing import Any

import jsonschema
import pytest
import rdflib
from rdflib.compare import isomorphic

from tei_tools.errors import UsageError
from tei_tools.records import Record

VALIDATOR = jsonschema.Draft202012Validator(
    json.loads((resources.files("tei_tools.schemas") / "jsonld.schema.json").read_text())
)
logging.getLogger("rdflib").setLevel(logging.ERROR)


@pytest.fixture(scope="module")
def records(sample: Record, small: Callable[..., Record]) -> list[Record]:
    body = "<p><persName ref='http://viaf.org/viaf/1'>Ann</persName> &lt;𝔊&gt;</p>"
    return [sample, small(body, "one"), small(body, "one", place="two.xml")]


@pytest.fixture(scope="module")
def single(written: Any, records: list[Record]) -> list[dict[str, Any]]:
    return [json.loads(data) for data in written("jsonld", records).values()]


@pytest.fixture(scope="module")
def collection(written: Any, records: list[Record]) -> dict[str, Any]:
    files = written("jsonld", records, one_file=True)
    assert list(files) == ["collection.jsonld"]
    return json.loads(files["collection.jsonld"])  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def lines(written: Any, records: list[Record]) -> list[dict[str, Any]]:
    files = written("jsonl", records)
    assert list(files) == ["collection.jsonl"]
    return [json.loads(line) for line in files["collection.jsonl"].decode().split("\n")[:-1]]


def canonical(nodes: list[dict[str, Any]]) -> set[str]:
    """The statements as pyld canonicalises them; ours have no blank nodes, so that graphs can be joined."""
    from pyld import jsonld

    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("the network was asked")

    jsonld.set_document_loader(refuse)
    options = {"algorithm": "URDNA2015", "format": "application/n-quads"}
    found = {line for node in nodes for line in jsonld.normalize(node, options).splitlines()}
    assert not [line for line in found if line.startswith("_:") or " _:" in line.partition('"')[0]]
    return found


def test_pyld_finds_the_same_statements(
    single: list[dict[str, Any]], collection: dict[str, Any], lines: list[dict[str, Any]]
) -> None:
    expected = canonical(single)
    assert len(expected) > 500
    assert canonical([collection]) == expected
    assert canonical(lines) == expected


def test_rdflib_finds_the_same_statements(
    single: list[dict[str, Any]], collection: dict[str, Any], lines: list[dict[str, Any]]
) -> None:
    graphs = []
    for nodes in (single, [collection], lines):
        graph = rdflib.Graph()
        for node in nodes:
            graph.parse(data=json.dumps(node), format="json-ld")
        graphs.append(graph)
    assert isomorphic(graphs[0], graphs[1]) and isomorphic(graphs[0], graphs[2])


def test_both_follow_the_schema_and_lines_are_the_single_documents(
    single: list[dict[str, Any]], collection: dict[str, Any], lines: list[dict[str, Any]]
) -> None:
    assert lines == single
    assert [error.message for error in VALIDATOR.iter_errors(collection)] == []
    assert len(collection["@graph"]) == len({node["@id"] for node in collection["@graph"]}) == 3


BREAKS: dict[str, Callable[[dict[str, Any]], object]] = {
    "no context": lambda found: found.pop("@context"),
    "a context of its own inside": lambda found: found["@graph"][0].update({"@context": {}}),
    "a document without address": lambda found: found["@graph"][1].pop("@id"),
    "members of a document outside": lambda found: found.update(name="x"),
    "a graph that is no list": lambda found: found.update({"@graph": found["@graph"][0]}),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_the_schema_refuses_broken_collections(collection: dict[str, Any], broken: str) -> None:
    changed = copy.deepcopy(collection)
    BREAKS[broken](changed)
    assert list(VALIDATOR.iter_errors(changed))


def test_an_empty_collection_is_a_graph_without_members(written: Any) -> None:
    found = json.loads(written("jsonld", [], one_file=True)["collection.jsonld"])
    assert found["@graph"] == [] and not list(VALIDATOR.iter_errors(found))
    assert written("jsonl", []) == {"collection.jsonl": b""}


def test_lines_have_the_one_profile(written: Any) -> None:
    with pytest.raises(UsageError, match="no profile 'annotations'"):
        written("jsonl", [], profile="annotations")


@pytest.mark.parametrize(("name", "one_file"), [("jsonl", False), ("jsonld", True)])
def test_memory_does_not_grow_with_the_documents(
    grows: Any, small: Callable[..., Record], name: str, one_file: bool
) -> None:
    body = "<p>" + "many words " * 20_000 + "<persName>A</persName></p>"
    assert grows(name, lambda place: small(body, f"d{place}"), one_file=one_file) < 1.5

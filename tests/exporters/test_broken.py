"""Broken exports, committed in ``broken/``: each is refused by the schema or shapes that it is named for.

``csl.without-id.json`` is refused by ``schemas/csl.schema.json``, ``shacl.….jsonld`` by ``jsonld.shacl.ttl``,
``datacite.….xml`` by ``datacite.rng``.
"""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import rdflib
from lxml import etree

from tei_tools.records import Record

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib, many thousand
BROKEN = sorted((Path(__file__).parent / "broken").iterdir())
SCHEMAS = resources.files("tei_tools.schemas")


def faults(name: str, data: bytes) -> list[str]:
    """What the schema or the shapes of this name say against an export."""
    if name == "shacl":
        pyshacl = pytest.importorskip("pyshacl")
        graph = rdflib.Graph().parse(data=data, format="json-ld")
        shapes = (SCHEMAS / "jsonld.shacl.ttl").read_text(encoding="utf-8")
        conforms, _, said = pyshacl.validate(graph, shacl_graph=shapes, shacl_graph_format="turtle")
        return [] if conforms else [said]
    rules: Any = SCHEMAS / f"{name}.rng"
    if rules.is_file():
        schema = etree.RelaxNG(etree.fromstring(rules.read_bytes()))
        return [] if schema.validate(etree.fromstring(data)) else [str(schema.error_log)]
    rules = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    return [error.message for error in jsonschema.Draft202012Validator(rules).iter_errors(json.loads(data))]


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.name)
def test_a_broken_export_is_refused(path: Path) -> None:
    assert faults(path.name.partition(".")[0], path.read_bytes())


def test_every_schema_of_an_export_has_broken_ones() -> None:
    names = {path.name.partition(".")[0] for path in BROKEN}
    own = "jsonld linked_art shacl csl geojson linked_places standoff webannotation iiif cmif"
    assert names == {*own.split(), "oai_dc", "datacite", "mods"}


def test_the_shapes_let_pass_what_is_whole(written: Any, sample: Record) -> None:
    for files in (written("jsonld", [sample]), written("jsonld", [sample], one_file=True)):
        for data in files.values():
            assert faults("shacl", data) == []


@pytest.mark.shared
def test_the_shapes_let_pass_real_documents(written: Any, real: list[Record]) -> None:
    few = sorted(real, key=lambda record: len(record.mentions))[:20]
    for name, data in written("jsonld", few, include_restricted=True).items():
        assert faults("shacl", data) == [], name

"""IIIF manifests, RO-Crates and bags, read by iiif-prezi3, roc-validator, rdflib and bagit."""

from __future__ import annotations

import copy
import hashlib
import json
import shutil
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tei_tools import api
from tei_tools.errors import UsageError
from tei_tools.exporters import Options
from tei_tools.records import Record, read
from tei_tools.writing import OutputFolder

Node = dict[str, Any]
BASE = "https://example.org/ed/"
RIGHTS = (
    "<publisher>Example Press</publisher><date when='2021-05-04'/><availability status='free'>"
    "<licence target='https://creativecommons.org/licenses/by/4.0/deed.de'>CC BY</licence></availability>"
)


@pytest.fixture(scope="module")
def paged() -> Record:
    data = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="ms" xml:lang="la"><teiHeader><fileDesc>
      <titleStmt><title>Codex</title><author>Anon</author></titleStmt><publicationStmt>{RIGHTS}</publicationStmt>
      </fileDesc></teiHeader><facsimile>
      <surface xml:id="s1" ulx="0" uly="0" lrx="2000" lry="3000">
        <graphic url="https://images.example.org/iiif/1r/full/max/0/default.jpg"/></surface>
      </facsimile><text><body><pb facs="#s1" n="1r"/><p>One side.</p>
      <pb facs="https://images.example.org/1v.png" n="1v"/><p>Other side.</p><pb facs="local.jpg"/><p>x</p>
      </body></text></TEI>"""
    return read(data.encode(), name="ms.xml")


def schema() -> Any:
    said = json.loads((resources.files("tei_tools.schemas") / "iiif.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(said)
    return jsonschema.Draft202012Validator(said)


@pytest.fixture(scope="module")
def manifest(written: Any, paged: Record) -> Node:
    return json.loads(written("iiif", [paged], base=BASE)["ms.manifest.json"])  # type: ignore[no-any-return]


def test_the_manifest_follows_its_schema_and_prezi3_reads_it(manifest: Node) -> None:
    assert [error.message for error in schema().iter_errors(manifest)] == []
    prezi = pytest.importorskip("iiif_prezi3")
    read_again = prezi.Manifest(**manifest)
    assert [canvas.id for canvas in read_again.items] == [f"{BASE}ms/canvas/1", f"{BASE}ms/canvas/2"]


def test_a_page_has_its_image_size_service_and_text(manifest: Node) -> None:
    recto, verso = manifest["items"]
    assert (recto["label"], recto["width"], recto["height"]) == ({"none": ["1r"]}, 2000, 3000)
    body = recto["items"][0]["items"][0]["body"]
    assert body["service"][0]["id"] == "https://images.example.org/iiif/1r"
    assert body["format"] == "image/jpeg"
    text = recto["annotations"][0]["items"][0]
    assert (text["motivation"], text["body"]["value"], text["target"]) == (
        "supplementing",
        "One side.",
        recto["id"],
    )
    assert verso["items"][0]["items"][0]["body"]["id"] == "https://images.example.org/1v.png"
    assert manifest["rights"] == "http://creativecommons.org/licenses/by/4.0/"
    assert manifest["label"] == {"la": ["Codex"]}


IIIF_BREAKS: dict[str, Callable[[Node], object]] = {
    "another context": lambda node: node.update(
        {"@context": "http://iiif.io/api/presentation/2/context.json"}
    ),
    "an id that is no address": lambda node: node.update(id="urn:x"),
    "no label": lambda node: node.pop("label"),
    "a label without language": lambda node: node.update(label="Codex"),
    "no canvas": lambda node: node.update(items=[]),
    "a canvas without height": lambda node: node["items"][0].pop("height"),
    "a canvas of no width": lambda node: node["items"][0].update(width=0),
    "an id of a canvas with a fragment": lambda node: node["items"][0].update(id=f"{BASE}#1"),
    "no image": lambda node: node["items"][0].update(items=[]),
    "another motivation": lambda node: node["items"][0]["items"][0]["items"][0].update(motivation="linking"),
    "an image without address": lambda node: node["items"][0]["items"][0]["items"][0]["body"].pop("id"),
    "an image that is a text": lambda node: node["items"][0]["items"][0]["items"][0]["body"].update(
        type="Text"
    ),
    "rights in words": lambda node: node.update(rights="CC BY"),
    "another type": lambda node: node.update(type="sc:Manifest"),
}


@pytest.mark.parametrize("broken", IIIF_BREAKS)
def test_the_schema_of_manifests_refuses(manifest: Node, broken: str) -> None:
    changed = copy.deepcopy(manifest)
    IIIF_BREAKS[broken](changed)
    assert list(schema().iter_errors(changed))


def test_a_manifest_needs_an_address_and_images(
    written: Any, paged: Record, sample: Record, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(UsageError, match="--base"):
        written("iiif", [paged])
    assert written("iiif", [sample]) == {}
    assert "no images on the web" in caplog.text
    assert written("iiif", [paged], base=BASE) == written("iiif", [paged], base=BASE)


@pytest.fixture(scope="module")
def crate(tmp_path_factory: pytest.TempPathFactory, sample: Record, small: Callable[..., Record]) -> Path:
    from tei_tools.exporters import rocrate

    path = tmp_path_factory.mktemp("crate")
    with OutputFolder(path) as output:
        records = [sample, small("<p>50%</p>", "a%b", RIGHTS)]
        assert rocrate.export(records, output, Options()) == 2
    return path


def test_a_crate_names_every_file_with_its_digest(crate: Path) -> None:
    graph = {
        node["@id"]: node for node in json.loads((crate / "ro-crate-metadata.json").read_text())["@graph"]
    }
    files = {path.name for path in crate.iterdir()} - {"ro-crate-metadata.json"}
    assert {part["@id"] for part in graph["./"]["hasPart"]} == files
    for name in files:
        data = (crate / name).read_bytes()
        assert graph[name]["sha256"] == hashlib.sha256(data).hexdigest()
        assert graph[name]["contentSize"] == str(len(data))
    assert graph["./"]["datePublished"] == "2021-05-04"
    assert graph["sample.jsonld"]["name"] == "A letter from the harbour"


# What RO-Crate's context says of the terms that we use; the validator would fetch it.
CRATE_CONTEXT = {
    "@context": {
        **{
            term: f"http://schema.org/{term}"
            for term in "CreativeWork Dataset Organization about contentSize datePublished description "
            "encodingFormat hasPart license name publisher schemaVersion".split()
        },
        "File": "http://schema.org/MediaObject",
        "conformsTo": "http://purl.org/dc/terms/conformsTo",
    }
}


def test_roc_validator_finds_nothing_required_missing(
    crate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("rocrate_validator")
    requests = pytest.importorskip("requests")

    def answer(self: Any, method: str, url: str, **_: Any) -> Any:
        assert url == "https://w3id.org/ro/crate/1.1/context"
        said = requests.Response()
        said.status_code, said._content, said.url = 200, json.dumps(CRATE_CONTEXT).encode(), url
        said.headers["Content-Type"] = "application/ld+json"
        return said

    monkeypatch.setattr(requests.Session, "request", answer)
    monkeypatch.setattr(
        "rdflib.plugins.shared.jsonld.context.Context._fetch_context",
        lambda self, source, base, referenced: CRATE_CONTEXT,
    )
    from rocrate_validator import models, services

    settings = services.ValidationSettings(
        rocrate_uri=str(crate),
        profile_identifier="ro-crate-1.1",
        requirement_severity=models.Severity.REQUIRED,
    )
    result = services.validate(settings)
    assert [issue.message for issue in result.get_issues()] == []

    broken = tmp_path / "broken"
    shutil.copytree(crate, broken)
    said = json.loads((broken / "ro-crate-metadata.json").read_text())
    said["@graph"][1].pop("license")
    said["@graph"][1].pop("name")
    (broken / "ro-crate-metadata.json").write_text(json.dumps(said))
    settings.rocrate_uri = models.URI(str(broken))
    assert list(services.validate(settings).get_issues())


def test_bagit_finds_the_bag_valid_and_a_changed_one_not(
    tmp_path: Path, sample: Record, small: Callable[..., Record]
) -> None:
    bagit = pytest.importorskip("bagit")
    from tei_tools.exporters import bagit as exporter

    with OutputFolder(tmp_path / "bag") as output:
        exporter.export([sample, small("<p>x</p>", "a%b", RIGHTS)], output, Options())
    bag = bagit.Bag(str(tmp_path / "bag"))
    bag.validate()
    assert bag.info["Source-Organization"] == "Example Press"
    assert bag.info["Bagging-Date"] == "2021-05-04"
    assert (tmp_path / "bag" / "data" / "ro-crate-metadata.json").exists()
    (tmp_path / "bag" / "data" / "persons.csv").write_text("changed")
    with pytest.raises(bagit.BagError):
        bagit.Bag(str(tmp_path / "bag")).validate()


def test_a_bag_beside_other_formats_is_wrong_use(tmp_path: Path, root: Path) -> None:
    source = root / "tests" / "records" / "sample.xml"
    with pytest.raises(UsageError, match="folder of its own"):
        api.convert([source], ["bagit", "ris"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("form", ["rocrate", "bagit"])
def test_restricted_documents_stay_out_bytes_and_memory_stay_the_same(
    written: Any, sample: Record, small: Callable[..., Record], grows: Any, form: str
) -> None:
    hidden = small("<p/>", "d", '<availability status="restricted"><p/></availability>')
    assert not any(name.endswith("d.jsonld") for name in written(form, [hidden]))
    assert any(name.endswith("d.jsonld") for name in written(form, [hidden], include_restricted=True))
    assert written(form, [sample]) == written(form, [sample])
    assert grows(form, lambda place: small("<p>" + "many words " * 20_000 + "</p>", f"d{place}")) < 1.5

"""A project's mapping as linked data: an XPath is a property, a prefix an authority, a class a type."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tei_tools import api, mapping
from tei_tools.cli.main import outcome
from tei_tools.errors import UsageError

pyld = pytest.importorskip("pyld.jsonld")
rdflib = pytest.importorskip("rdflib")

BASE = "https://example.org/edition/"
MAPPING = """
[prefixes]
ontolex = "http://www.w3.org/ns/lemon/ontolex#"
[authorities]
"pmb:" = "https://pmb.acdh.oeaw.ac.at/entity/"
[types]
noun = "ontolex:Noun"

[[table]]
name = "documents"
rows = "/tei:TEI"
class = "schema:Book"
  [[table.column]]
  name = "title"
  xpath = "tei:teiHeader//tei:titleStmt/tei:title"
  property = "schema:name"
  language = "de"

[[table]]
name = "entries"
rows = "//tei:entry"
class = "ontolex:LexicalEntry"
property = "dcterms:references"
  [[table.column]]
  name = "word"
  xpath = "tei:form"
  property = "rdfs:label"
  [[table.column]]
  name = "kind"
  xpath = "@type"
  datatype = "type"
  property = "@type"
  [[table.column]]
  name = "about"
  xpath = "tei:ref/@target"
  datatype = "anyURI"
  separator = " "
  property = "dcterms:subject"
  [[table.column]]
  name = "year"
  xpath = "@n"
  datatype = "integer"
  default = "0"

[[table]]
name = "persons"
rows = "//tei:persName"
id = "@ref"
class = "foaf:Person"
  [[table.column]]
  name = "name"
  xpath = "."
  property = "foaf:name"
  [[table.column]]
  name = "when"
  xpath = "@when"
  datatype = "edtf"
"""
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="words"><teiHeader><fileDesc><titleStmt><title>Wörter
</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<text><body><entry xml:id="e1" type="noun" n="1850"><form>Haus</form><ref target="pmb:12"/><ref target="#e2"/>
<ref target="other.xml#x"/></entry><entry type="odd"><form>=gehen "jetzt"</form></entry>
<entry xml:id="e2" n="x"><form>Hof</form></entry>
<p><persName ref="pmb:7" when="1850~">Anna</persName> <persName ref="pmb:7">Annerl</persName>
<persName>niemand</persName></p></body></text></TEI>"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/words.xml").write_text(TEI, "utf-8")
    Path("in/more.xml").write_text(TEI.replace('xml:id="words"', 'xml:id="more"'), "utf-8")
    Path("m.toml").write_text(MAPPING, "utf-8")
    return tmp_path


def convert(to: str, *more: str) -> int:
    words = ["convert", "in", "-r", "--mapping", "m.toml", "--to", to, "-o", "out", "--base", BASE, "-q"]
    return outcome([*words, *more])


def graph(data: bytes, syntax: str) -> Any:
    return rdflib.Graph().parse(data=data, format=syntax)


def the_said() -> Any:
    return graph(Path("out/words.nt").read_bytes(), "nt")


def test_an_xpath_is_a_property_of_the_node_that_our_own_export_has(folder: Path) -> None:
    assert convert("ntriples") == 0
    said = the_said()
    document, first = rdflib.URIRef(f"{BASE}words"), rdflib.URIRef(f"{BASE}words#e1")
    label = rdflib.RDFS.label
    assert [str(each) for each in said.objects(first, label)] == ["Haus"]
    assert first in set(said.objects(document, rdflib.DCTERMS.references))
    name = next(said.objects(document, rdflib.URIRef("http://schema.org/name")))
    assert (str(name), name.language) == ("Wörter", "de")
    assert len(set(said.objects(document, rdflib.DCTERMS.references))) == 3
    assert outcome(["convert", "in/words.xml", "--to", "ntriples", "-o", "own", "--base", BASE, "-q"]) == 0
    assert document in set(graph(Path("own/words.nt").read_bytes(), "nt").subjects())


def test_a_class_is_a_type_and_a_prefix_an_authority(folder: Path) -> None:
    convert("ntriples")
    said = the_said()
    first = rdflib.URIRef(f"{BASE}words#e1")
    ontolex = "http://www.w3.org/ns/lemon/ontolex#"
    assert {str(each) for each in said.objects(first, rdflib.RDF.type)} == {
        f"{ontolex}LexicalEntry",
        f"{ontolex}Noun",
    }
    assert {str(each) for each in said.objects(first, rdflib.DCTERMS.subject)} == {
        "https://pmb.acdh.oeaw.ac.at/entity/12",
        f"{BASE}words#e2",
        f"{BASE}other.xml#x",
    }
    person = rdflib.URIRef("https://pmb.acdh.oeaw.ac.at/entity/7")
    assert {str(each) for each in said.objects(person, rdflib.FOAF.name)} == {"Anna", "Annerl"}
    assert {str(each) for each in said.objects(None, rdflib.RDF.type)} >= {f"{BASE}entries#odd"}


def test_values_have_their_datatypes_and_columns_without_a_property_one_of_their_own(folder: Path) -> None:
    convert("ntriples")
    said = the_said()
    year = list(said.objects(None, rdflib.URIRef(f"{BASE}entries#year")))
    assert year == [rdflib.Literal("1850", datatype=rdflib.XSD.integer)]
    when = next(said.objects(None, rdflib.URIRef(f"{BASE}persons#when")))
    assert str(when.datatype) == "http://id.loc.gov/datatypes/edtf/EDTF"


def test_all_formats_say_the_same_as_their_own_readers_find(folder: Path) -> None:
    assert convert("jsonld,turtle,ntriples,nquads,jsonl,csv") == 0
    expected = pyld.normalize(
        json.loads(Path("out/jsonld/words.jsonld").read_text("utf-8")),
        {"algorithm": "URDNA2015", "format": "application/n-quads"},
    )
    for path, syntax in (("turtle/words.ttl", "turtle"), ("ntriples/words.nt", "nt")):
        found = graph(Path("out", path).read_bytes(), syntax).serialize(format="nt")
        assert (
            pyld.normalize(found, {"algorithm": "URDNA2015", "format": "application/n-quads",
                                   "inputFormat": "application/n-quads"})
            == expected
        )  # fmt: skip
    quads = rdflib.Dataset()
    quads.parse(data=Path("out/nquads/words.nq").read_text("utf-8"), format="nquads")
    assert len(quads.graph(rdflib.URIRef(f"{BASE}words"))) == len(expected.splitlines())
    lines = Path("out/jsonl/collection.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["@id"] for line in lines] == [f"{BASE}more", f"{BASE}words"]
    assert Path("out/csv/entries.csv").is_file()


def test_each_pointer_of_an_attribute_is_a_link(folder: Path) -> None:
    Path("in/words.xml").write_text(TEI.replace('target="pmb:12"', 'target="pmb:12 #e1\n pmb:13"'), "utf-8")
    convert("ntriples,csv")
    said = graph(Path("out/ntriples/words.nt").read_bytes(), "nt")
    pmb = "https://pmb.acdh.oeaw.ac.at/entity/"
    assert {str(each) for each in said.objects(None, rdflib.DCTERMS.subject)} == {
        f"{pmb}12",
        f"{pmb}13",
        f"{BASE}words#e1",
        f"{BASE}words#e2",
        f"{BASE}other.xml#x",
    }
    assert f"{pmb}12 #e1 {pmb}13 #e2 other.xml#x" in Path("out/csv/entries.csv").read_text("utf-8")


def test_one_file_holds_all_documents(folder: Path) -> None:
    assert convert("jsonld,turtle", "--one-file") == 0
    found = json.loads(Path("out/jsonld/collection.jsonld").read_text("utf-8"))
    assert [each["@id"] for each in found] == [f"{BASE}more", f"{BASE}words"]
    assert len(pyld.expand(found)) == 2
    whole = graph(Path("out/turtle/collection.ttl").read_bytes(), "turtle")
    assert rdflib.URIRef(f"{BASE}more#e1") in set(whole.subjects())


def test_the_description_of_the_tables_names_the_properties(folder: Path) -> None:
    convert("csv")
    tables = json.loads(Path("out/csv-metadata.json").read_text("utf-8"))["tables"]
    columns = {each["name"]: each for each in tables[1]["tableSchema"]["columns"]}
    assert columns["word"]["propertyUrl"] == "http://www.w3.org/2000/01/rdf-schema#label"
    assert columns["kind"]["propertyUrl"] == "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def test_documents_of_one_identifier_are_told_apart(folder: Path) -> None:
    Path("in/again.xml").write_text(TEI, "utf-8")
    assert convert("jsonld,csv") == 0
    ids = [json.loads(path.read_text("utf-8"))["@id"] for path in Path("out/jsonld").iterdir()]
    assert len(set(ids)) == 3


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('property = "rdfs:label"', 'property = "rdf_s:label"', "no known prefix"),
        ('property = "rdfs:label"', 'property = "label"', "no known prefix"),
        ('class = "foaf:Person"', 'class = "Person"', "no known prefix"),
        ("ontolex#", "ontolex", "prefixes"),
        ('id = "@ref"', 'id = "@@"', "no XPath"),
        ('language = "de"', 'language = "de ut"', "language"),
    ],
)
def test_what_is_wrong_is_told(folder: Path, old: str, new: str, told: str) -> None:
    Path("m.toml").write_text(MAPPING.replace(old, new, 1), "utf-8")
    with pytest.raises(UsageError, match=told):
        mapping.load(Path("m.toml"))


def test_a_format_that_a_mapping_has_not_is_told(folder: Path) -> None:
    assert convert("parquet") == 2
    with pytest.raises(UsageError, match="choose of: csv, jsonld"):
        api.extract([Path("in/words.xml")], Path("m.toml"), Path("o2"), to=["parquet"])


def test_many_values_of_one_column_take_linear_time(folder: Path) -> None:
    many = '<ref target="pmb:1"/>' + "".join(f'<ref target="pmb:{n}"/>' for n in range(20_000))
    Path("in/words.xml").write_text(TEI.replace('<ref target="pmb:12"/>', many), "utf-8")
    assert convert("ntriples") == 0
    assert len(set(the_said().objects(None, rdflib.DCTERMS.subject))) == 20_002

"""Dublin Core, DataCite and MODS: their structure, what refuses broken ones, and DataCite's own schema."""

from __future__ import annotations

import copy
from collections.abc import Callable
from importlib import resources
from typing import Any

import pytest
from lxml import etree

from tei_tools.records import Record

FORMS = ("oai_dc", "datacite", "mods")
NS = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "d": "http://datacite.org/schema/kernel-4",
    "m": "http://www.loc.gov/mods/v3",
}


def grammar(form: str) -> etree.RelaxNG:
    with (resources.files("tei_tools.schemas") / f"{form}.rng").open("rb") as stream:
        return etree.RelaxNG(etree.parse(stream))


@pytest.fixture(scope="module")
def bare(small: Callable[..., Record]) -> Record:
    return small("<p/>", "bare")


def tree_of(files: dict[str, bytes]) -> Any:
    ((_, data),) = files.items()
    return etree.fromstring(data)


@pytest.fixture(scope="module")
def trees(written: Any, sample: Record) -> dict[str, Any]:
    return {form: tree_of(written(form, [sample])) for form in FORMS}


@pytest.mark.parametrize("form", FORMS)
def test_full_and_bare_documents_have_the_structure(
    written: Any, trees: dict[str, Any], bare: Record, form: str
) -> None:
    rules = grammar(form)
    assert rules.validate(trees[form]), rules.error_log
    assert rules.validate(tree_of(written(form, [bare]))), rules.error_log


def test_dublin_core_says_who_what_when_and_under_which_rights(trees: dict[str, Any]) -> None:
    said = {
        name: [element.text for element in trees["oai_dc"].iterfind(f"dc:{name}", NS)]
        for name in ("title", "creator", "contributor", "date", "identifier", "rights", "language")
    }
    assert said == {
        "title": ["A letter from the harbour", "made for tests"],
        "creator": ["Example, Ada"],
        "contributor": ["Itor, Ed"],
        "date": ["2020", "1901-02-03"],
        "identifier": ["urn:x-tei:sample", "https://doi.org/10.1234/sample"],
        "rights": ["https://creativecommons.org/licenses/by/4.0/", "CC BY", "free"],
        "language": ["en"],
    }


def datacite_json(tree: Any) -> dict[str, Any]:
    """What the file says, in the JSON form of the datacite package."""

    def text(path: str, element: Any = tree) -> Any:
        return element.findtext(path, None, NS)

    def agent(element: Any, kind: str) -> dict[str, Any]:
        name = element.find(f"d:{kind}Name", NS)
        found: dict[str, Any] = {"name": name.text}
        if name.get("nameType"):
            found["nameType"] = name.get("nameType")
        if text("d:givenName", element):
            found |= {"givenName": text("d:givenName", element), "familyName": text("d:familyName", element)}
        if element.get("contributorType"):
            found["contributorType"] = element.get("contributorType")
        found["nameIdentifiers"] = [
            {
                "nameIdentifier": one.text,
                "nameIdentifierScheme": one.get("nameIdentifierScheme"),
                "schemeUri": one.get("schemeURI"),
            }
            for one in element.iterfind("d:nameIdentifier", NS)
        ]
        return found

    return {
        "doi": text("d:identifier"),
        "creators": [agent(one, "creator") for one in tree.iterfind(".//d:creator", NS)],
        "contributors": [agent(one, "contributor") for one in tree.iterfind(".//d:contributor", NS)],
        "titles": [
            {"title": one.text} | ({"titleType": one.get("titleType")} if one.get("titleType") else {})
            for one in tree.iterfind(".//d:title", NS)
        ],
        "publisher": {"name": text("d:publisher")},
        "publicationYear": text("d:publicationYear"),
        "types": {"resourceTypeGeneral": "Text", "resourceType": text("d:resourceType")},
        "dates": [
            {"date": one.text, "dateType": one.get("dateType")} for one in tree.iterfind(".//d:date", NS)
        ],
        "language": text("d:language"),
        "rightsList": [
            {"rights": one.text, "rightsUri": one.get("rightsURI")}
            for one in tree.iterfind(".//d:rights", NS)
        ],
        "descriptions": [
            {"description": one.text, "descriptionType": one.get("descriptionType")}
            for one in tree.iterfind(".//d:description", NS)
        ],
        "geoLocations": [
            {
                "geoLocationPlace": text("d:geoLocationPlace", one),
                "geoLocationPoint": {
                    "pointLongitude": float(text(".//d:pointLongitude", one)),
                    "pointLatitude": float(text(".//d:pointLatitude", one)),
                },
            }
            for one in tree.iterfind(".//d:geoLocation", NS)
        ],
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }


def test_datacites_own_schema_takes_what_the_file_says(trees: dict[str, Any]) -> None:
    schema = pytest.importorskip("datacite.schema45")
    said = datacite_json(trees["datacite"])
    schema.validator.validate(said)
    assert said["doi"] == "10.1234/sample"
    assert said["creators"][0]["familyName"] == "Example"
    assert said["geoLocations"][0]["geoLocationPoint"] == {"pointLongitude": -8.61, "pointLatitude": 41.15}
    # What datacite writes of the same words has the elements that ours has.
    theirs = etree.fromstring(schema.tostring(said).encode())
    for name in ("creator", "title", "contributor", "date", "rights", "geoLocation", "publicationYear"):
        path = f".//d:{name}"
        assert len(theirs.findall(path, NS)) == len(trees["datacite"].findall(path, NS)), name


def test_what_datacite_asks_for_and_is_not_known_has_its_code_and_is_told(
    written: Any, bare: Record, caplog: pytest.LogCaptureFixture
) -> None:
    tree = tree_of(written("datacite", [bare]))
    assert tree.findtext("d:identifier", None, NS) == "(:tba)"
    assert tree.findtext(".//d:creatorName", None, NS) == "(:unkn)"
    assert "DOI, author, publisher, year" in caplog.text


def test_mods_has_roles_dates_of_all_kinds_and_conditions_of_access(
    trees: dict[str, Any], written: Any, small: Callable[..., Record]
) -> None:
    terms = [term.text for term in trees["mods"].iterfind(".//m:roleTerm", NS)]
    assert terms == ["aut", "edt", "encoding"]
    access = trees["mods"].find("m:accessCondition", NS)
    assert access.get("{http://www.w3.org/1999/xlink}href") == "https://creativecommons.org/licenses/by/4.0/"
    dated = small(
        "<p/>",
        "x",
        "<date notBefore='1901' notAfter='1905'/>"
        "<availability status='restricted'><p>none</p></availability>",
    )
    tree = tree_of(written("mods", [dated], include_restricted=True, base="https://example.org/"))
    assert grammar("mods").validate(tree)
    issued = tree.find(".//m:dateIssued", NS)
    assert (issued.get("encoding"), issued.text) == ("edtf", "[1901..1905]")
    assert tree.findtext(".//m:url", None, NS) == "https://example.org/x"
    assert [one.text for one in tree.iterfind("m:accessCondition", NS)] == ["none", "restricted"]


def drop(path: str) -> Callable[[Any], object]:
    return lambda tree: [each.getparent().remove(each) for each in tree.findall(path, NS)]


def put(path: str, words: str) -> Callable[[Any], object]:
    return lambda tree: setattr(tree.find(path, NS), "text", words)


def mark(path: str, name: str, value: str) -> Callable[[Any], object]:
    return lambda tree: tree.find(path, NS).set(name, value)


BREAKS: list[tuple[str, str, Callable[[Any], object]]] = [
    ("oai_dc", "no title", drop("dc:title")),
    ("oai_dc", "an empty title", put("dc:title", " ")),
    ("oai_dc", "no identifier", drop("dc:identifier")),
    ("oai_dc", "a date in words", put("dc:date", "March 2020")),
    ("oai_dc", "a language in words", put("dc:language", "English language")),
    ("oai_dc", "another type", put("dc:type", "Buch")),
    ("oai_dc", "an element of no one's", lambda tree: etree.SubElement(tree, "{urn:x}x")),
    ("datacite", "no creator", drop(".//d:creator")),
    ("datacite", "no title", drop(".//d:title")),
    ("datacite", "no publisher", drop("d:publisher")),
    ("datacite", "no year", drop("d:publicationYear")),
    ("datacite", "a year that is none", put("d:publicationYear", "20")),
    ("datacite", "an identifier that is no DOI", put("d:identifier", "https://doi.org/10.1/x")),
    ("datacite", "no kind of resource", lambda tree: tree.find("d:resourceType", NS).attrib.clear()),
    ("datacite", "a role of no one's", mark(".//d:contributor", "contributorType", "Friend")),
    ("datacite", "latitude beyond the pole", put(".//d:pointLatitude", "91")),
    ("datacite", "a licence that is no address", mark(".//d:rights", "rightsURI", "CC BY")),
    ("datacite", "a date in words", put(".//d:date", "March")),
    ("mods", "no title", drop("m:titleInfo")),
    ("mods", "no identifier", drop("m:identifier")),
    ("mods", "a role that is no relator", put(".//m:roleTerm", "writer")),
    ("mods", "a name without parts", drop(".//m:namePart")),
    ("mods", "an unknown part", mark(".//m:namePart", "type", "surname")),
    ("mods", "a date in words that says it is plain", put(".//m:dateIssued", "spring")),
    ("mods", "another version", mark(".", "version", "2")),
    ("mods", "no record of its making", drop("m:recordInfo")),
    ("mods", "a DOI as address", put("m:identifier[@type='doi']", "https://doi.org/10.1/x")),
]


@pytest.mark.parametrize(
    ("form", "name", "change"), BREAKS, ids=[f"{form}: {name}" for form, name, _ in BREAKS]
)
def test_the_structure_refuses(
    trees: dict[str, Any], form: str, name: str, change: Callable[[Any], object]
) -> None:
    changed = copy.deepcopy(trees[form])
    change(changed)
    assert not grammar(form).validate(changed), name


@pytest.mark.parametrize("form", FORMS)
def test_restricted_documents_stay_out_bytes_and_memory_stay_the_same(
    written: Any, sample: Record, small: Callable[..., Record], grows: Any, form: str
) -> None:
    hidden = small("<p/>", "d", '<availability status="restricted"><p/></availability>')
    assert written(form, [hidden]) == {}
    assert len(written(form, [hidden], include_restricted=True)) == 1
    assert written(form, [sample]) == written(form, [sample])
    assert grows(form, lambda place: small("<p>" + "many words " * 5_000 + "</p>", f"d{place}")) < 1.5


@pytest.mark.shared
@pytest.mark.parametrize("form", FORMS)
def test_real_documents_have_the_structure(written: Any, real: list[Record], form: str) -> None:
    rules = grammar(form)
    for data in written(form, real, include_restricted=True).values():
        assert rules.validate(etree.fromstring(data)), rules.error_log

"""What a file needs besides its tree: the schema it names, its inclusions and entities, what it stands in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_tools.errors import UsageError
from tei_tools.inputs import as_input
from tei_tools.reports import FileReport
from tei_tools.resources import Resources
from tei_tools.validation import Finding
from tei_tools.validation._validator import Checks, Validator

HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>t</title></titleStmt><publicationStmt><p/></publicationStmt>"
    "<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
)
OWN = (
    '<element name="TEI" ns="http://www.tei-c.org/ns/1.0" xmlns="http://relaxng.org/ns/structure/1.0">'
    '<element name="own"><empty/></element></element>'
)
OWN_DOCUMENT = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><own/></TEI>'
XI = 'xmlns:xi="http://www.w3.org/2001/XInclude"'


def document(body: str, before: str = "") -> str:
    return (
        f'{before}<TEI xmlns="http://www.tei-c.org/ns/1.0" {XI}>\n{HEADER}\n<text><body>\n{body}\n'
        "</body></text></TEI>\n"
    )


@pytest.fixture(scope="module")
def resources() -> Resources:
    return Resources()


def report(path: Path, resources: Resources, **checks: object) -> FileReport:
    return Validator(Checks(**checks), resources).report(as_input(path))  # type: ignore[arg-type]


def places(found: FileReport) -> list[tuple[str, int]]:
    assert found.fault is None, found.fault
    return [(each.code, each.line) for each in found.findings]


# The schema


def test_the_schema_that_a_file_names_is_taken_where_it_is_here(tmp_path: Path, resources: Resources) -> None:
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "own.rng").write_text(OWN)
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "a.xml"
    path.write_text(f'<?xml-model href="../schema/own.rng" type="application/xml"?>{OWN_DOCUMENT}')
    found = report(path, resources)
    assert (found.findings, found.schema, found.instead_of) == ([], "../schema/own.rng", "")


@pytest.mark.parametrize(
    ("href", "instead_of"),
    [
        ("https://x.org/own.rng", "https://x.org/own.rng"),
        ("absent.rng", "absent.rng"),
        ("http://www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng", ""),
    ],
)
def test_tei_all_takes_the_place_of_a_schema_that_is_not_here(
    href: str, instead_of: str, tmp_path: Path, resources: Resources
) -> None:
    path = tmp_path / "a.xml"
    model = f'<?xml-model href="{href}" schematypens="http://relaxng.org/ns/structure/1.0"?>'
    schematron = (
        '<?xml-model href="https://x.org/a.sch" schematypens="http://purl.oclc.org/dsdl/schematron"?>'
    )
    path.write_text(document("<p/>", schematron + model))
    found = report(path, resources)
    assert (list(found.findings), found.schema, found.instead_of) == ([], "tei_all", instead_of)


def test_a_catalog_leads_from_an_address_to_a_file(tmp_path: Path, resources: Resources) -> None:
    (tmp_path / "own.rng").write_text(OWN)
    catalog = tmp_path / "catalog.xml"
    path = tmp_path / "a.xml"
    for entry, address in (
        ('<uri name="https://x.org/s" uri="own.rng"/>', "https://x.org/s"),
        ('<rewriteURI uriStartString="https://x.org/" rewritePrefix="./"/>', "https://x.org/own.rng"),
        ('<uriSuffix uriSuffix="s/own.rng" uri="own.rng"/>', "https://x.org/s/own.rng"),
        ('<group xml:base="deep/"><uri name="https://x.org/s" uri="../own.rng"/></group>', "https://x.org/s"),
    ):
        catalog.write_text(f'<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">{entry}</catalog>')
        model = f'<?xml-model href="{address}" schematypens="http://relaxng.org/ns/structure/1.0"?>'
        path.write_text(model + OWN_DOCUMENT)
        found = report(path, resources, catalogs=(catalog,))
        assert (list(found.findings), found.schema) == ([], address), entry


def test_catalogs_lead_on_to_others(tmp_path: Path) -> None:
    from tei_tools.validation._catalog import Catalog

    head = '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">'
    (tmp_path / "a.dtd").write_text("")
    (tmp_path / "one.xml").write_text(
        f'{head}<delegateSystem systemIdStartString="https://x.org/" catalog="two.xml"/>'
        '<nextCatalog catalog="three.xml"/><nextCatalog catalog="one.xml"/></catalog>'
    )
    (tmp_path / "two.xml").write_text(f'{head}<system systemId="https://x.org/a" uri="a.dtd"/></catalog>')
    (tmp_path / "three.xml").write_text(f'{head}<public publicId="-//X//A" uri="a.dtd"/></catalog>')
    catalog = Catalog((tmp_path / "one.xml",))
    assert catalog.external("https://x.org/a") == tmp_path.resolve() / "a.dtd"
    assert catalog.external("https://other.org/b", "-//X//A") == tmp_path.resolve() / "a.dtd"
    assert catalog.external("https://x.org/b") is None
    assert catalog.uri("https://x.org/a") is None


def test_a_catalog_that_is_none_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such catalog"):
        Validator(Checks(catalogs=(tmp_path / "no.xml",)))
    (tmp_path / "no.xml").write_text("<x/>")
    with pytest.raises(UsageError, match="is no OASIS XML catalog"):
        Validator(Checks(catalogs=(tmp_path / "no.xml",)))


def test_a_schema_that_is_broken_is_a_warning_and_tei_all_is_taken(
    tmp_path: Path, resources: Resources
) -> None:
    (tmp_path / "own.rng").write_text("<element/>")
    path = tmp_path / "a.xml"
    path.write_text(document("<p/>", '<?xml-model href="own.rng" type="application/xml"?>'))
    found = report(path, resources)
    assert [(each.code, each.severity) for each in found.findings] == [("TEI-MOD-001", "warning")]
    assert (found.schema, found.instead_of) == ("tei_all", "own.rng")


# xi:include


def test_what_is_included_is_validated_at_the_place_of_its_inclusion(
    tmp_path: Path, resources: Resources
) -> None:
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "b.xml").write_text(
        '<div xmlns="http://www.tei-c.org/ns/1.0" xml:id="b"><p>good</p>\n\n<p><nothing/></p></div>'
    )
    path = tmp_path / "a.xml"
    path.write_text(document('<xi:include href="part/b.xml"/>\n<div><p><ref target="#b"/><gone/></p></div>'))
    found = report(path, resources)
    assert places(found) == [("TEI-RNG-001", 4), ("TEI-RNG-001", 5)]
    assert found.findings[0].message.endswith("(in part/b.xml:3:4)")
    assert "(in" not in found.findings[1].message


def test_a_part_a_text_and_a_fallback_are_included(tmp_path: Path, resources: Resources) -> None:
    (tmp_path / "b.xml").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><p xml:id="one">words</p><q xml:id="two"/></TEI>'
    )
    (tmp_path / "b.txt").write_text("some <words> & signs")
    path = tmp_path / "a.xml"
    path.write_text(
        document(
            '<xi:include href="b.xml" xpointer="one"/><p>a<xi:include href="b.txt" parse="text"/>b</p>'
            '<xi:include href="gone.xml"><xi:fallback><p>instead</p></xi:fallback></xi:include><p><gone/></p>'
        )
    )
    assert places(report(path, resources)) == [("TEI-RNG-001", 4)]


@pytest.mark.parametrize(
    ("href", "code"),
    [
        ("https://x.org/b.xml", "TEI-INC-001"),
        ("../b.xml", "TEI-INC-001"),
        ("/etc/passwd", "TEI-INC-001"),
        ("gone.xml", "TEI-INC-002"),
        ("bad.xml", "TEI-INC-002"),
        ("a.xml", "TEI-INC-003"),
        ("round.xml", "TEI-INC-003"),
    ],
)
def test_what_is_not_included_is_one_finding(
    href: str, code: str, tmp_path: Path, resources: Resources
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "b.xml").write_text("<p/>")
    (folder / "bad.xml").write_text("<p>")
    (folder / "round.xml").write_text(
        f'<p xmlns="http://www.tei-c.org/ns/1.0" {XI}><xi:include href="round.xml"/></p>'
    )
    path = folder / "a.xml"
    path.write_text(document(f'<div><p/>\n<xi:include href="{href}"/></div>'))
    assert places(report(path, resources)) == [(code, 5)]


# Entities


def with_entities(declarations: str, body: str) -> str:
    return document(body, f"<!DOCTYPE TEI [\n{declarations}\n]>\n")


def test_internal_entities_expand(tmp_path: Path, resources: Resources) -> None:
    path = tmp_path / "a.xml"
    path.write_text(with_entities('<!ENTITY name "<persName>Anna</persName>">', "<p>&name;<gone/></p>"))
    assert places(report(path, resources)) == [("TEI-RNG-001", 7)]


@pytest.mark.parametrize("system", ["part.ent", "https://x.org/part.ent", "../part.ent", "/etc/passwd"])
def test_external_entities_are_findings_and_not_the_end(
    system: str, tmp_path: Path, resources: Resources
) -> None:
    path = tmp_path / "a.xml"
    path.write_text(with_entities(f'<!ENTITY part\nSYSTEM "{system}">', "<p>&part;<gone/></p>"))
    assert places(report(path, resources)) == [("TEI-DTD-001", 2), ("TEI-RNG-001", 8)]


def test_local_entities_are_read_where_that_is_allowed(tmp_path: Path, resources: Resources) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "out.ent").write_text("<p/>")
    text = "<?xml version='1.0' encoding='UTF-8'?>\n<p>100% \"sure\" &#38; &lt;é&gt;</p>\n<p><gone/></p>"
    (folder / "part.ent").write_text(text, encoding="utf-8")
    path = folder / "a.xml"
    path.write_text(
        with_entities(
            '<!ENTITY part SYSTEM "part.ent"><!ENTITY out SYSTEM "../out.ent"><!ENTITY no SYSTEM "no.ent">',
            "&part;&out;&no;\n<p><went/></p>",
        )
    )
    found = report(path, resources, local_entities=True)
    assert places(found) == [
        ("TEI-DTD-001", 2),
        ("TEI-DTD-002", 2),
        ("TEI-RNG-001", 7),
        ("TEI-RNG-001", 8),
    ]


@pytest.mark.parametrize("subset", ["", " []", ' [<!ENTITY own "b">]'])
def test_entities_of_a_local_dtd_are_read_where_that_is_allowed(
    subset: str, tmp_path: Path, resources: Resources
) -> None:
    (tmp_path / "a.dtd").write_text(
        '<!ENTITY % x "y"><!-- <!ENTITY name "no"> -->\n<!ENTITY name "<persName>\nAé</persName>">\n'
        "<!ELEMENT TEI ANY>",
        encoding="utf-8",
    )
    path = tmp_path / "a.xml"
    path.write_text(document("<p>&name;<gone/></p>", f'<!DOCTYPE TEI SYSTEM "a.dtd"{subset}>\n'))
    assert places(report(path, resources, local_entities=True)) == [("TEI-RNG-001", 5)]
    assert "&name; is not defined" in (report(path, resources).fault or "")


def test_entities_that_grow_without_measure_are_one_line(tmp_path: Path, resources: Resources) -> None:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    path = tmp_path / "a.xml"
    path.write_text(with_entities(f'<!ENTITY l0 "lol">{laughs}', "<p>&l9;</p>"))
    found = report(path, resources)
    assert found.fault and "\n" not in found.fault and found.exit_code == 3


# TEI in other XML


def test_each_tei_inside_other_xml_is_validated_at_its_own_lines(
    tmp_path: Path, resources: Resources
) -> None:
    records = "".join(
        f"<record><metadata>\n{document(body)}</metadata></record>\n"
        for body in ('<p xml:id="a"/>', '<p xml:id="a"><gone/></p>', '<p><ref target="#a"/></p>')
    )
    path = tmp_path / "oai.xml"
    path.write_text(f"<OAI-PMH>\n<ListRecords>{records}</ListRecords></OAI-PMH>")
    found = report(path, resources)
    assert places(found) == [("TEI-RNG-001", 13), ("TEI-PTR-001", 20)]
    assert found.findings[0].xpath.startswith("/*/*[1]/*[2]/*[1]/tei:TEI/tei:text")


def test_tei_p4_is_named_in_one_finding(tmp_path: Path, resources: Resources) -> None:
    path = tmp_path / "a.xml"
    path.write_text('<!DOCTYPE TEI.2 SYSTEM "tei2.dtd">\n<TEI.2><teiHeader/><text><p/></text></TEI.2>')
    (one,) = report(path, resources).findings
    assert one.code == "TEI-DOC-001" and "TEI P4" in one.message and one.line == 2


# Severities, messages, and what may go wrong


def test_rules_and_codes_are_switched(tmp_path: Path, resources: Resources) -> None:
    path = tmp_path / "a.xml"
    path.write_text(document('<p><ref target="#no"/><persName/><date when="2022-02-30"/></p>'))

    def graded(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
        found = report(path, resources, severities=pairs).findings
        return [(each.code, each.severity) for each in found]

    assert graded(("pointers", "off"), ("TEI-NAM-001", "off")) == [("TEI-DAT-001", "error")]
    assert graded(("dates", "off"), ("names", "error"), ("TEI-PTR-001", "warning")) == [
        ("TEI-PTR-001", "warning"),
        ("TEI-NAM-001", "error"),
        ("TEI-RNG-008", "error"),
    ]


def test_every_finding_of_tei_says_its_chapter(tmp_path: Path, resources: Resources) -> None:
    path = tmp_path / "a.xml"
    path.write_text(document('<p><foo/><ref target="#no"/><date when="2022-02-30"/></p><div><p/></div>'))
    found: list[Finding] = list(report(path, resources).findings)
    assert [each.chapter for each in found] == ["3", "17", "3.6.4", "4"] or all(
        each.chapter for each in found
    )


def test_a_fault_of_ours_is_one_line_and_not_the_end(
    tmp_path: Path, resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tei_tools.validation import dates

    def broken(document: object) -> object:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(dates, "check_document", broken)
    path = tmp_path / "a.xml"
    path.write_text(document("<p/>"))
    found = report(path, resources)
    assert found.exit_code == 70 and found.fault and "ZeroDivisionError: oh" in found.fault


def test_a_missing_target_is_a_warning_where_something_was_not_read(
    tmp_path: Path, resources: Resources
) -> None:
    path = tmp_path / "a.xml"
    path.write_text(document('<div><p/><xi:include href="https://x.org/"/></div><p><ref target="#no"/></p>'))
    found = report(path, resources).findings
    assert [(each.code, each.severity) for each in found if each.code != "TEI-RNG-002"] == [
        ("TEI-INC-001", "error"),
        ("TEI-PTR-001", "warning"),
    ]

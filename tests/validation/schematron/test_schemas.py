"""Where schemas come from, what they may not do, and what becomes of their results."""

from __future__ import annotations

import time
from importlib.util import find_spec
from pathlib import Path

import pytest
from lxml import etree

from tei_tools import errors
from tei_tools.resources import Resources
from tei_tools.validation import _schematron as schematron
from tei_tools.validation import validate_input

SCH = "http://purl.oclc.org/dsdl/schematron"
SQF = "http://www.schematron-quickfix.com/validator/process"
XSL = 'xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
needs_saxon = pytest.mark.skipif(find_spec("saxonche") is None, reason="SaxonC is not installed")


def schema(inside: str, attributes: str = "") -> bytes:
    return f'<schema xmlns="{SCH}" {attributes}>{inside}</schema>'.encode()


def tree(text: str) -> etree._ElementTree:
    return etree.fromstring(text.encode()).getroottree()


def messages(data: bytes, document: str = "<r><a/></r>", folder: Path | None = None) -> list[str]:
    return [each.message for each in schematron.load(data, "x.sch", folder=folder).results(tree(document))]


def report(test: str, words: str = "found") -> str:
    return f'<pattern><rule context="a"><report test="{test}">{words}</report></rule></pattern>'


# Files that belong together


def test_what_is_included_or_extended_stands_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "p.sch").write_text(
        f'<pattern xmlns="{SCH}"><rule context="a"><extends href="../rules.sch"/></rule></pattern>'
    )
    (tmp_path / "rules.sch").write_text(
        f'<rule xmlns="{SCH}" abstract="true"><report test="true()">extended</report></rule>'
    )
    (tmp_path / "many.sch").write_text(
        f'<x xmlns="{SCH}"><pattern id="one"/>'
        f'<pattern id="two">{report("true()", "by id")[9:-10]}</pattern></x>'
    )
    data = schema('<include href="deep/p.sch"/><include href="many.sch#two"/>')
    assert messages(data, folder=tmp_path) == ["extended", "by id"]


@pytest.mark.parametrize(
    "href", ["../out.sch", "http://127.0.0.1:1/x.sch", "absent.sch", "/etc/passwd", "self.sch"]
)
def test_only_files_below_the_schemas_folder_are_included(tmp_path: Path, href: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "out.sch").write_text(f'<pattern xmlns="{SCH}"/>')
    (folder / "self.sch").write_text(f'<pattern xmlns="{SCH}"><include href="self.sch"/></pattern>')
    with pytest.raises(errors.UnreadableError, match=r"x\.sch"):
        messages(schema(f'<include href="{href}"/>'), folder=folder)


@pytest.mark.parametrize("binding", ["xslt", pytest.param("xslt2", marks=needs_saxon)])
def test_documents_come_from_the_folder_and_from_nowhere_else(tmp_path: Path, binding: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "out.xml").write_text("<l><i>secret</i></l>")
    (folder / "list.xml").write_text("<l><i>one</i><i>two</i></l>")
    attributes = f'queryBinding="{binding}"'
    words = "<value-of select=\"count(document('list.xml')//i)\"/>"
    assert messages(schema(report("document('list.xml')//i = 'two'", words), attributes), folder=folder) == [
        "2"
    ]
    for address in ("../out.xml", (tmp_path / "out.xml").as_uri(), "http://127.0.0.1:1/l.xml"):
        with pytest.raises(errors.UnreadableError, match=r"looks into|read rights"):
            messages(schema(report(f"document('{address}')//i"), attributes), folder=folder)


@needs_saxon
def test_a_document_that_is_not_there_may_be_asked_for(tmp_path: Path) -> None:
    (tmp_path / "list.xml").write_text("<l/>")
    test = "not(doc-available('absent.xml')) and doc-available('list.xml') and doc(concat('li', 'st.xml'))/l"
    assert messages(schema(report(test), 'queryBinding="xslt2"'), folder=tmp_path) == ["found"]


@pytest.mark.parametrize("binding", ["xslt", pytest.param("xslt2", marks=needs_saxon)])
def test_a_pattern_may_be_about_other_documents(tmp_path: Path, binding: str) -> None:
    (tmp_path / "b.xml").write_text('<q><a/><a n="1"/></q>')
    data = schema(
        '<pattern documents="/r/@also"><rule context="a"><assert test="@n">no n</assert></rule></pattern>',
        f'queryBinding="{binding}"',
    )
    loaded = schematron.load(data, "x.sch", folder=tmp_path)
    document = tree('<r also="b.xml"><a/></r>')
    (found,) = loaded.results(document)
    assert (found.document, found.location) == ("b.xml", "/Q{}q[1]/Q{}a[1]")
    (fault,) = loaded.faults(document)
    assert fault.message.startswith("b.xml, /Q{}q[1]/Q{}a[1]: no n")


# Schematron in other schemas


def test_schematron_in_relax_ng_is_found_wherever_it_stands() -> None:
    data = f"""<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:s="{SCH}">
    <s:ns prefix="q" uri="urn:q"/>
    <start><element name="a"><s:pattern><s:rule context="q:a">
    <s:report test="true()">in an element</s:report></s:rule></s:pattern><s:rule context="q:a">
    <s:report test="true()">a rule alone</s:report></s:rule>
    <empty/></element></start></grammar>"""
    assert messages(data.encode(), '<a xmlns="urn:q"/>') == ["in an element", "a rule alone"]


def test_the_constraints_of_an_odd_speak_of_what_is_specified() -> None:
    data = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:sch="{SCH}"><schemaSpec ident="x">
    <elementSpec ident="p" mode="change"><constraintSpec ident="c1" scheme="schematron"><constraint>
      <sch:assert test="@n">p without n</sch:assert></constraint></constraintSpec>
      <constraintSpec ident="gone" scheme="schematron" mode="delete"/>
      <attList><attDef ident="rend"><constraintSpec ident="c2" scheme="isoschematron"><constraint>
      <sch:report test=". = 'b'">rend is b</sch:report></constraint></constraintSpec></attDef></attList>
      </elementSpec>
    <elementSpec ident="q"><constraintSpec ident="c3" scheme="schematron"><constraint>
      <sch:rule context="tei:q/tei:p">
      <sch:report test="true()">p in q</sch:report></sch:rule></constraint></constraintSpec>
      <exemplum><egXML xmlns="http://www.tei-c.org/ns/Examples">
        <constraintSpec xmlns="http://www.tei-c.org/ns/1.0"
        ident="no" scheme="schematron"><constraint>
        <sch:assert test="false()">an example</sch:assert></constraint>
        </constraintSpec></egXML></exemplum></elementSpec></schemaSpec></TEI>"""
    document = '<q xmlns="http://www.tei-c.org/ns/1.0"><p rend="b"/></q>'
    assert messages(data.encode(), document) == ["p without n", "rend is b", "p in q"]


GRAMMAR = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:sch="http://purl.oclc.org/dsdl/schematron"
    ns="http://www.tei-c.org/ns/1.0"><sch:ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/>
  <sch:pattern id="mine-p-subtypeTyped-constraint-rule-1"><sch:rule context="tei:*[@subtype]">
    <sch:assert test="@type">TEI's own</sch:assert></sch:rule></sch:pattern>
  <sch:pattern id="mine-p-needs-n-constraint-rule-2"><sch:rule context="tei:p">
    <sch:assert test="TEST">needs n</sch:assert></sch:rule></sch:pattern>
  <start><element name="TEI"><zeroOrMore><element name="p"><optional><attribute name="subtype"/></optional>
    <text/></element></zeroOrMore></element></start></grammar>"""


def found_by(folder: Path, test: str) -> list[str]:
    path = folder / "x.rng"
    path.write_text(GRAMMAR.replace("TEST", test))
    document = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><p subtype="a"/><q/></TEI>'
    return sorted(each.code for each in validate_input(document, str(path), Resources(folder / "cache")))


def test_a_grammar_with_schematron_of_its_own_runs_both_and_tells_teis_once(tmp_path: Path) -> None:
    assert found_by(tmp_path, "@n") == ["TEI-CON-009", "TEI-RNG-013", "TEI-SCH-001"]


def test_without_saxon_the_grammar_is_still_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tei_tools.validation._schematron import _engines

    monkeypatch.setattr(_engines, "find_spec", lambda name: None)
    assert found_by(tmp_path, "matches(@n, 'x')") == ["TEI-CON-009", "TEI-RNG-013", "TEI-SCH-004"]


# What a schema may not do


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        (report("unparsed-text('/etc/passwd')"), "unparsed-text"),
        (report("fn:collection('/etc')"), "collection"),
        (
            report("Q{http://www.w3.org/2005/xpath-functions}environment-variable('HOME')"),
            "environment-variable",
        ),
        (report("array:for-each([1], unparsed-text#1)"), "unparsed-text"),
        ('<ns prefix="j" uri="java:java.lang.System"/>' + report("j:exit(1)"), "extension function"),
        (f'<xsl:include {XSL} href="x.xsl"/>' + report("true()"), "xsl:include"),
        (
            f'<xsl:template {XSL} name="x"><xsl:result-document href="x"/></xsl:template>' + report("true()"),
            "xsl:result-document",
        ),
        (
            f'<xsl:template {XSL} name="x"><q a="{{unparsed-text(\'x\')}}"/></xsl:template>'
            + report("true()"),
            "unparsed-text",
        ),
    ],
)
def test_what_reaches_outside_is_refused(inside: str, said: str) -> None:
    with pytest.raises(errors.UnreadableError, match=said):
        schematron.load(schema(inside, 'queryBinding="xslt3"'), "x.sch")


def test_words_that_look_like_calls_are_none() -> None:
    words = "'collection(1)' = 'x' (: unparsed-text(2) :) or true()"
    loaded = schematron.load(schema(report(words), 'queryBinding="xslt2"'), "x.sch")
    assert loaded.plan.engine == "saxon"


@needs_saxon
def test_a_schema_that_does_not_end_is_stopped() -> None:
    data = schema(
        report("count(for $i in 1 to 100000000, $j in 1 to 100000000 return $j * $i) = 0"),
        'queryBinding="xslt2"',
    )
    loaded = schematron.load(data, "x.sch", time_limit=2)
    start = time.monotonic()
    with pytest.raises(errors.UnreadableError, match="longer than 2 seconds"):
        loaded.results(tree("<r><a/></r>"))
    assert time.monotonic() - start < 20


def test_what_needs_saxon_says_which_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    from tei_tools.validation._schematron import _engines

    monkeypatch.setattr(_engines, "find_spec", lambda name: None)
    loaded = schematron.load(schema(report("true()"), 'queryBinding="xslt2"'), "x.sch")
    with pytest.raises(errors.MissingExtraError, match=r"tei-tools\[schematron\]"):
        loaded.results(tree("<r/>"))


@pytest.mark.parametrize(
    ("inside", "attributes", "said"),
    [
        ("", "", "no Schematron pattern"),
        ('<pattern><rule><assert test="1"/></rule></pattern>', "", "no context"),
        ('<pattern><rule context="a"><assert>x</assert></rule></pattern>', "", "no test"),
        ('<pattern is-a="nowhere"/>', "", "no abstract pattern 'nowhere'"),
        ('<pattern><rule context="a"><extends rule="no"/></rule></pattern>', "", "no abstract rule 'no'"),
        (
            '<pattern><rule abstract="true" id="x"><extends rule="x"/></rule>'
            '<rule context="a"><extends rule="x"/></rule></pattern>',
            "",
            "extends itself",
        ),
        (report("true()"), 'queryBinding="stx"', "queryBinding"),
        (report("true()"), 'defaultPhase="x"', "no phase 'x'"),
    ],
)
def test_a_schema_that_is_not_right_is_told_in_a_line(inside: str, attributes: str, said: str) -> None:
    with pytest.raises(errors.TeiToolsError, match=said):
        schematron.load(schema(inside, attributes), "x.sch")


# Findings


def test_a_finding_has_code_severity_place_and_fix() -> None:
    data = schema(
        f"""<ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/><pattern id="pat" xmlns:sqf="{SQF}">
        <rule context="tei:p">
        <assert test="@n" id="needs-n" role="warning" sqf:fix="add">needs n</assert>
        <sqf:fix id="add"><sqf:description><sqf:title>Add the attribute</sqf:title>
        </sqf:description></sqf:fix></rule>
        <rule context="tei:q/@n"><report test=". = 'x'">n is x</report></rule></pattern>"""
    )
    document = tree('<q xmlns="http://www.tei-c.org/ns/1.0" n="x"><p/></q>')
    first, second = schematron.load(data, "x.sch").faults(document)
    assert (first.code, first.severity, first.attribute, first.name) == ("TEI-SCH-002", "error", "n", "pat")
    assert (second.code, second.severity, second.index) == ("TEI-SCH-001", "warning", 1)
    assert second.message == "needs n [needs-n]"
    assert second.suggestion == "Add the attribute (quick fix add)"


def test_a_schema_is_taken_by_validate(tmp_path: Path) -> None:
    path = tmp_path / "x.sch"
    path.write_bytes(
        schema(
            '<ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/><pattern><rule context="tei:p">'
            '<assert test="@n">needs n</assert></rule></pattern>'
        )
    )
    document = '<TEI xmlns="http://www.tei-c.org/ns/1.0">\n<text><body>\n  <p/></body></text></TEI>'
    (found,) = validate_input(document.encode(), str(path), Resources(tmp_path / "cache"), rules=())
    assert (found.code, found.line, found.column) == ("TEI-SCH-001", 3, 3)
    assert list((tmp_path / "cache" / "schematron").glob("*.json"))


def test_a_compiled_schema_is_kept_and_made_anew_when_a_file_changes(tmp_path: Path) -> None:
    cache, folder = tmp_path / "cache", tmp_path / "in"
    folder.mkdir()
    (folder / "x.sch").write_bytes(schema('<include href="p.sch"/>'))
    included = folder / "p.sch"
    included.write_text(report("true()", "one").replace("<pattern", f'<pattern xmlns="{SCH}"'))

    def said() -> list[str]:
        loaded = schematron.open_file(folder / "x.sch", cache=cache)
        return [each.message for each in loaded.results(tree("<r><a/></r>"))]

    assert said() == said() == ["one"]
    (kept,) = (cache / "schematron").glob("*.json")
    included.write_text(report("true()", "two").replace("<pattern", f'<pattern xmlns="{SCH}"'))
    assert said() == ["two"]
    kept.write_bytes(kept.read_bytes().replace(b"two", b"ten"))
    assert said() == ["two"]


def test_svrl_has_rules_that_fired_assertions_and_diagnostics() -> None:
    data = schema(
        """<title>T</title><pattern id="p"><rule context="a" id="r">
        <assert test="@n" id="i" flag="f" diagnostics="d">no
        n</assert></rule></pattern>
        <diagnostics><diagnostic id="d" xml:lang="en">more</diagnostic></diagnostics>"""
    )
    loaded = schematron.load(data, "x.sch")
    root = etree.fromstring(schematron.svrl(loaded.results(tree('<r><a n="1"/><a/></r>'), fired=True)))
    assert [str(each.tag).removeprefix(SVRL) for each in root] == [
        "active-pattern",
        "fired-rule",
        "fired-rule",
        "failed-assert",
    ]
    failed = root[-1]
    assert dict(failed.attrib) == {"location": "/Q{}r[1]/Q{}a[2]", "test": "@n", "id": "i", "flag": "f"}
    assert failed.findtext(f"{SVRL}text") == "no n"
    assert failed.find(f"{SVRL}diagnostic-reference").get("diagnostic") == "d"


@pytest.mark.parametrize("binding", ["xslt", pytest.param("xslt2", marks=needs_saxon)])
def test_a_hundred_thousand_findings_take_linear_time(binding: str) -> None:
    loaded = schematron.load(schema(report("true()"), f'queryBinding="{binding}"'), "x.sch")
    start = time.process_time()
    assert len(loaded.faults(tree("<r>" + "<a/>" * 100_000 + "</r>"))) == 100_000
    assert time.process_time() - start < 20

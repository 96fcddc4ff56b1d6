"""Our own customisation: its ODD beside the RELAX NG that is edited by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from lxml import etree

from tei_tools.grammar._compiled import RelaxNG, compile_relax_ng
from tei_tools.grammar.odd import compile_odd

ROOT = Path(__file__).parents[3]
SCHEMAS = ROOT / "schemas"

sys.path.insert(0, str(ROOT / "benchmarks"))
import tei_versions  # noqa: E402

# Where the two differ, as docs/schema.md says.
KNOWN = {
    ("TEI", "@version"),
    ("certainty", "@match"),
    ("imprint", "content"),
    ("lg", "content"),
    ("monogr", "content"),
    ("namespace", "@name"),
    ("org", "content"),
    ("precision", "@match"),
    ("prefixDef", "@replacementPattern"),
    ("respons", "@cert"),
    ("respons", "@locus"),
    ("respons", "@match"),
    ("stage", "@type"),
    ("teiCorpus", "@version"),
    ("textLang", "@otherLangs"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    odd = compile_odd(SCHEMAS / "tei_tools.odd")
    assert odd.notices == ()
    file = tmp_path_factory.mktemp("made") / "tei_tools.rng"
    file.write_bytes(odd.relax_ng)
    return file


@pytest.fixture(scope="module")
def grammars(made: Path) -> tuple[RelaxNG, RelaxNG]:
    return compile_relax_ng(SCHEMAS / "tei_tools.rng"), compile_relax_ng(made)


def test_they_have_the_same_elements_attributes_and_contents_but_for_what_the_docs_say(made: Path) -> None:
    one, other = tei_versions.Grammar(SCHEMAS / "tei_tools.rng"), tei_versions.Grammar(made)
    assert one.elements.keys() == other.elements.keys()
    assert {(name, part) for name, part, _ in tei_versions.effects(one, other)} <= KNOWN


def test_encoded_articles_are_valid_by_both(grammars: tuple[RelaxNG, RelaxNG]) -> None:
    for file in sorted((ROOT / "encoded").glob("*.xml")):
        for grammar in grammars:
            assert grammar.is_valid(etree.parse(file))


def test_what_one_refuses_the_other_refuses(grammars: tuple[RelaxNG, RelaxNG]) -> None:
    text = (ROOT / "encoded" / "another-perspective.xml").read_text(encoding="utf-8")
    slips = [
        ("<persName", "<persname"),
        ('when="', 'when="soon '),
        ("<body>", "<body><app><rdg>a</rdg></app>"),
        ("<p>", "<p><location/>"),
        ("<p>", '<p synch="#a">'),
        ("<p>", '<p generatedBy="human">'),
    ]
    for was, now in slips:
        assert was in text
        changed = etree.fromstring(text.replace(was, now, 1).encode(), RECOVER)
        assert [grammar.is_valid(changed) for grammar in grammars] == [False, False], now


RECOVER = etree.XMLParser(recover=True)

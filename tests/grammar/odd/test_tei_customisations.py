"""TEI's own ODDs: their grammars beside content models written by hand, and what only they refuse."""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from tei_tools.grammar._compiled import RelaxNG, compile_relax_ng
from tei_tools.grammar.odd import compile_odd, grammar_of

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
SHARED = ROOT / ".." / "shared"
EXEMPLARS = SHARED / "tei" / "P5" / "Exemplars"

sys.path.insert(0, str(ROOT / "benchmarks"))
import tei_versions  # noqa: E402
from tei_versions import EMPTY, Regex, choice, plus, sequence, witness  # noqa: E402

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not EXEMPLARS.is_dir(), reason="the ODDs of TEI are not there (../shared/tei)"),
]

TOKEN = re.compile(r"\s*([A-Za-z]\w*|[(),|*+?])")


class Expression:
    """A content model in the notation of the files *.models: like a DTD's, with names for groups."""

    def __init__(self, text: str) -> None:
        self.tokens = TOKEN.findall(text)
        assert "".join(self.tokens) == "".join(text.split()), text
        self.at = 0

    def parsed(self) -> Regex:
        found = self.either()
        assert self.at == len(self.tokens)
        return found

    def take(self, tokens: str) -> str:
        if self.at < len(self.tokens) and self.tokens[self.at] in tokens:
            self.at += 1
            return self.tokens[self.at - 1]
        return ""

    def either(self) -> Regex:
        found = [self.one_after_other()]
        while self.take("|"):
            found.append(self.one_after_other())
        return choice(found)

    def one_after_other(self) -> Regex:
        found = [self.one()]
        while self.take(","):
            found.append(self.one())
        return sequence(found)

    def one(self) -> Regex:
        if self.take("("):
            found = self.either()
            assert self.take(")")
        else:
            found = ("sym", self.tokens[self.at])
            self.at += 1
        while sign := self.take("*+?"):
            found = plus(found) if sign in "*+" else found
            found = choice([EMPTY, found]) if sign in "*?" else found
        return found


@cache
def written_by_hand(name: str) -> dict[str, Regex]:
    lines = [
        line.partition("=")
        for line in (HERE / f"{name}.models").read_text(encoding="utf-8").splitlines()
        if "=" in line
    ]
    groups = {left.strip(): right.strip() for left, _, right in lines if left.startswith("%")}

    def put_in(text: str) -> str:
        while "%" in text:
            text = re.sub(r"%\w+", lambda match: f"({groups[match[0]]})", text)
        return text

    return {
        left.strip(): Expression(put_in(right)).parsed()
        for left, _, right in lines
        if not left.startswith("%")
    }


@cache
def grammar(name: str, folder: Path) -> tuple[tei_versions.Grammar, RelaxNG]:
    content = compile_odd(EXEMPLARS / f"{name}.odd").relax_ng
    file = folder / f"{name}.rng"
    file.write_bytes(content)
    return tei_versions.Grammar(file), compile_relax_ng(file)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("grammars")


CUSTOMISATIONS = ("tei_lite", "tei_simplePrint")
MODELS = [(name, element) for name in CUSTOMISATIONS for element in written_by_hand(name)]


@pytest.mark.parametrize("name", CUSTOMISATIONS)
def test_forty_elements_are_described(name: str) -> None:
    assert len(written_by_hand(name)) >= 40


@pytest.mark.parametrize(("name", "element"), MODELS)
def test_the_content_is_that_of_the_guidelines(name: str, element: str, folder: Path) -> None:
    made, _ = grammar(name, folder)
    body = made.defines[made.elements[element]].find(tei_versions.RNG + "element")
    assert witness(written_by_hand(name)[element], made.content(body, True)) is None


def test_the_odd_of_tei_all_makes_the_shipped_grammar() -> None:
    made = compile_odd(EXEMPLARS / "tei_all.odd")
    assert made.notices == ()
    assert made.relax_ng.partition(b"<start>")[2] == grammar_of("tei_all").partition(b"<start>")[2]


HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p>P</p></publicationStmt>"
    "<sourceDesc><p>S</p></sourceDesc></fileDesc></teiHeader>"
)
# What tei_all allows and each refuses: elements left out, attributes deleted, values closed, content changed.
REFUSED = {
    "tei_lite": [
        "<p><persName>a</persName></p>",
        "<p><emph><placeName>a</placeName></emph></p>",
        '<p style="color: red">a</p>',
        '<p rendition="#a">a</p>',
        '<p><date notBefore="2022">a</date></p>',
        '<p><date calendar="#a">a</date></p>',
        '<p sameAs="#a">a</p>',
        '<p xml:base="a">a</p>',
        '<p><graphic url="a" mimeType="image/png"/></p>',
        "<div1><p>a</p></div1>",
        "<ab>a</ab>",
        "<p><app><rdg>a</rdg></app></p>",
        "<floatingText><body><p>a</p></body></floatingText>",
    ],
    "tei_simplePrint": [
        "<p><emph>a</emph></p>",
        "<p><persName>a</persName></p>",
        '<p rend="x">a</p>',
        '<p style="x">a</p>',
        '<p copyOf="#a">a</p>',
        '<p><name key="a">b</name></p>',
        '<p><add place="nowhere">b</add></p>',
        '<p><gap><certainty match=".." locus="value"/></gap></p>',
        "<p><gap><desc>a</desc><desc>b</desc></gap></p>",
        '<table><row><cell role="odd">a</cell></row></table>',
        '<lg met="x"><l>a</l></lg>',
        '<p><gap unit="furlongs"/></p>',
    ],
}


def document(body: str) -> etree._Element:
    return etree.fromstring(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}<text><body>{body}</body></text></TEI>'
    )


@pytest.fixture(scope="module")
def tei_all() -> RelaxNG:
    return compile_relax_ng(Path("tei_all.rng"), grammar_of("tei_all"))


@pytest.mark.parametrize(("name", "body"), [(name, body) for name in REFUSED for body in REFUSED[name]])
def test_what_only_the_customisation_refuses(name: str, body: str, folder: Path, tei_all: RelaxNG) -> None:
    assert [fault.message for fault in tei_all.faults(document(body))] == []
    assert grammar(name, folder)[1].faults(document(body))


@pytest.mark.parametrize("name", CUSTOMISATIONS)
def test_an_ordinary_text_is_valid(name: str, folder: Path) -> None:
    body = '<div type="a"><head>A</head><p><hi>c</hi> <date when="2022">d</date></p><lg><l>e</l></lg></div>'
    assert [fault.message for fault in grammar(name, folder)[1].faults(document(body))] == []


def test_values_that_simple_print_adds_are_allowed(folder: Path) -> None:
    body = '<p rendition="simple:bold #a"><add place="margin-left">a</add> <gap unit="chars"/></p>'
    found = grammar("tei_simplePrint", folder)[1].faults(document(body))
    assert [fault.message for fault in found] == []

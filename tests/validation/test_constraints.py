"""TEI's own constraints: each broken and kept, and SaxonC on the official ones as the witness."""

from __future__ import annotations

import importlib.util
import time
import tomllib
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from tei_tools.validation import _schematron, constraints

SAMPLES: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).parent / "constraints.toml").read_text(encoding="utf-8")
)
needs_saxon = pytest.mark.skipif(find_spec("saxonche") is None, reason="SaxonC is not installed")


def document(inside: str) -> etree._ElementTree:
    return etree.fromstring(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:sch="http://purl.oclc.org/dsdl/schematron" '
        'xmlns:sch1x="http://www.ascc.net/xml/schematron" xmlns:rng="http://relaxng.org/ns/structure/1.0" '
        f'xmlns:eg="http://www.tei-c.org/ns/Examples"><text>{inside}</text></TEI>'
    ).getroottree()


def codes(inside: str) -> list[str]:
    return [finding.code for finding in constraints.check(document(inside))]


@pytest.fixture(scope="module")
def witness(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("witness", root / "benchmarks" / "constraints.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def official(shared: Path) -> _schematron.Schematron:
    return _schematron.open_file(shared / "tei" / "tei_all.rng")


def test_every_constraint_has_a_sample() -> None:
    assert sorted(SAMPLES) == sorted(constraints.CODES)


@pytest.mark.parametrize("code", SAMPLES)
def test_what_breaks_a_constraint_is_found_and_its_like_is_not(code: str) -> None:
    broken, kept = SAMPLES[code]
    assert code in codes(broken)
    assert code not in codes(kept)


@pytest.mark.shared
@needs_saxon
def test_saxon_finds_the_same_in_the_samples(witness: ModuleType, official: _schematron.Schematron) -> None:
    names = witness.idents(official)
    for code, pieces in SAMPLES.items():
        for piece in pieces:
            tree = document(piece)
            assert witness.ours(tree) == witness.official(tree, official, names), (code, piece)


@pytest.mark.shared
@needs_saxon
def test_saxon_finds_the_same_in_real_documents(
    witness: ModuleType, official: _schematron.Schematron, shared: Path
) -> None:
    names = witness.idents(official)
    compared = 0
    for folder in (shared / "corpus", shared / "tei" / "P5"):
        for path, tree in witness.trees(folder, 12):
            assert witness.ours(tree) == witness.official(tree, official, names), path.name
            compared += 1
    assert compared > 150


def test_a_finding_says_what_where_and_which_chapter() -> None:
    (found,) = constraints.check(document("<p>a<p/></p>"))
    assert found.xpath == "/tei:TEI/tei:text/tei:p/tei:p"
    assert (found.severity, found.chapter) == ("error", "3")
    assert found.message == "p stands in another paragraph or anonymous block"
    assert found.suggestion


@pytest.mark.parametrize(
    "inside",
    [
        "<p>" + "<p/>" * 50_000 + "</p>",
        "<l>" + "<note><l>a</l></note><l>a</l>" * 20_000 + "</l>",
        "<msDesc>" + "<physDesc/>" * 50_000 + "</msDesc>",
        '<moduleRef prefix="a"/>' * 20_000 + '<elementSpec module="x"/>' * 20_000,
        "<elementSpec>" + "<model/>" * 50_000 + "</elementSpec>",
        '<constraintSpec ident="a"/>' * 20_000,
        '<addSpan spanTo="#a"/>' * 50_000,
    ],
)
def test_time_is_linear(inside: str) -> None:
    tree = document(inside)
    start = time.process_time()
    list(constraints.check(tree))
    assert time.process_time() - start < 10

"""The engine on TEI's own grammar and on files that nobody here wrote."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from lxml import etree

from tei_tools.grammar._compiled import RelaxNG, load_relax_ng

SHARED = Path(__file__).parents[2] / ".." / "shared"
SCHEMA = SHARED / "tei" / "tei_all.rng"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SCHEMA.exists(), reason="the measuring texts are not in ../shared"),
]


@pytest.fixture(scope="module")
def grammar(tmp_path_factory: pytest.TempPathFactory) -> RelaxNG:
    return load_relax_ng(SCHEMA, tmp_path_factory.mktemp("cache"))


def test_the_first_run_compiles_the_official_schema_in_two_seconds(tmp_path: Path) -> None:
    start = time.process_time()
    load_relax_ng(SCHEMA, tmp_path)
    assert time.process_time() - start < 2


def test_a_second_run_reads_it_in_a_tenth_of_that(grammar: RelaxNG) -> None:
    assert grammar.file is not None
    folder = grammar.file.parent.parent
    start = time.process_time()
    load_relax_ng(SCHEMA, folder)
    assert time.process_time() - start < 0.2


@pytest.mark.parametrize("folder", ["gerdracor", "tagebuch"])
def test_collections_that_are_valid_have_no_fault(grammar: RelaxNG, folder: str) -> None:
    files = sorted((SHARED / "corpus" / folder).glob("*.xml"))[:40]
    assert files
    assert [file.name for file in files if grammar.faults(etree.parse(file))] == []


def test_letters_have_the_faults_that_jing_names(grammar: RelaxNG) -> None:
    file = SHARED / "corpus" / "briefe" / "L00015.xml"
    found = [(fault.element.sourceline, fault.code) for fault in grammar.faults(etree.parse(file))]
    assert found == [(1, "TEI-RNG-006"), (142, "TEI-RNG-002")]


def test_a_missing_header_and_a_lost_paragraph_are_each_told_once(grammar: RelaxNG) -> None:
    root = etree.fromstring(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>a<div><p/></div></p></body></text></TEI>'
    )
    assert [(fault.code, fault.suggestion) for fault in grammar.faults(root)] == [
        ("TEI-RNG-003", "put `teiHeader` before it"),
        ("TEI-RNG-002", "close `p` first"),
    ]

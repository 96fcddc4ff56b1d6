"""``schema`` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tei_tools.cli.main import outcome

CONSTRUCTS = Path(__file__).parents[1] / "grammar" / "odd" / "constructs"


def test_an_odd_becomes_relax_ng_on_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert outcome(["schema", "compile", str(CONSTRUCTS / "content.odd")]) == 0
    said = capfdbinary.readouterr()
    assert etree.fromstring(said.out).tag == "{http://relaxng.org/ns/structure/1.0}grammar"
    assert said.err == b""


def test_grammar_and_rules_go_to_files(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rng, sch = tmp_path / "my.rng", tmp_path / "my.sch"
    words = [
        "schema",
        "compile",
        str(CONSTRUCTS / "constraints.odd"),
        "-o",
        str(rng),
        "--schematron",
        str(sch),
    ]
    assert outcome(words) == 0
    assert "elements" in capfd.readouterr().err
    assert etree.parse(rng).getroot().tag.endswith("}grammar")
    assert b"an empty paragraph" in sch.read_bytes()
    assert outcome(words) == 4
    assert "--force" in capfd.readouterr().err
    assert outcome([*words, "--force"]) == 0


def test_what_has_no_effect_is_a_warning_and_with_strict_an_exit_code(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert outcome(["schema", "compile", str(CONSTRUCTS / "unknown.odd")]) == 0
    assert "unknown.odd:13: <frobnicate>" in capfd.readouterr().err
    assert outcome(["schema", "compile", str(CONSTRUCTS / "unknown.odd"), "--strict", "--quiet"]) == 1
    assert capfd.readouterr().err == ""


def test_a_fault_is_one_line_and_nothing_is_written(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    odd = tmp_path / "bad.odd"
    odd.write_text(
        '<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" ident="a"><moduleRef key="x"/></schemaSpec>'
    )
    assert outcome(["schema", "compile", str(odd), "-o", str(tmp_path / "bad.rng")]) == 3
    said = capfd.readouterr().err
    assert said.startswith(f"error: {odd}:1: ")
    assert said.count("\n") == 1
    assert not (tmp_path / "bad.rng").exists()


def test_the_shipped_schemas_are_listed(capfd: pytest.CaptureFixture[str]) -> None:
    assert outcome(["schema", "list"]) == 0
    assert "tei_all" in capfd.readouterr().out


def test_the_compact_syntax_becomes_one_file_in_the_xml_syntax(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("rnc2rng")
    (tmp_path / "inner.rnc").write_text('a = element a { attribute n { "1" | "2" } }')
    (tmp_path / "outer.rnc").write_text('include "inner.rnc"\nstart = a')
    rng = tmp_path / "outer.rng"
    words = ["schema", "compile", str(tmp_path / "outer.rnc"), "-o", str(rng)]
    assert outcome(words) == 0
    schema = etree.RelaxNG(etree.parse(rng))
    assert schema.validate(etree.fromstring('<a n="1"/>')) and not schema.validate(etree.fromstring("<a/>"))
    assert outcome([*words, "--schematron", "x.sch"]) == 2
    assert "compact syntax" in capfd.readouterr().err

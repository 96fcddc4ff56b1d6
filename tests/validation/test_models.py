"""``<?xml-model?>``: the grammar and the Schematron that a document names, and ``--phase``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_tools.errors import UsageError
from tei_tools.inputs import as_input
from tei_tools.resources import Resources
from tei_tools.validation._validator import Checks, Validator

RNC = """default namespace = "http://www.tei-c.org/ns/1.0"
start = element TEI { element p { attribute n { text }?, text }+ }
"""
SCH = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt">
<ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/>
<phase id="few"><active pattern="numbers"/></phase>
<pattern id="numbers">
<rule context="t:p"><assert test="@n">A paragraph has a number.</assert></rule>
</pattern>
<pattern id="words">
<rule context="t:p"><assert test="normalize-space()">A paragraph has words.</assert></rule>
</pattern>
</schema>"""


def document(*models: str) -> str:
    body = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><p/></TEI>'
    return "\n".join([*(f"<?xml-model {model}?>" for model in models), body])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "own.rnc").write_text(RNC, encoding="utf-8")
    (tmp_path / "own.sch").write_text(SCH, encoding="utf-8")
    return tmp_path


def codes(folder: Path, text: str, **checks: str) -> list[str]:
    file = folder / "a.xml"
    file.write_text(text, encoding="utf-8")
    validator = Validator(Checks(rules=(), **checks), Resources(cache=folder / "cache"))  # type: ignore[arg-type]
    report = validator.report(as_input(file))
    assert report.fault is None
    return [f"{each.code} {each.message}"[:60] for each in report.findings]


SCHEMATRON = 'href="own.sch" schematypens="http://purl.oclc.org/dsdl/schematron"'


def test_the_grammar_and_the_schematron_that_a_file_names(folder: Path) -> None:
    found = codes(folder, document('href="own.rnc" type="application/relax-ng-compact-syntax"', SCHEMATRON))
    assert [each[:11] for each in found] == ["TEI-SCH-001", "TEI-SCH-001"]


def test_the_phase_that_the_file_says(folder: Path) -> None:
    found = codes(folder, document('href="own.rnc"', f'{SCHEMATRON} phase="few"'))
    assert found == ["TEI-SCH-001 A paragraph has a number. [numbers]"[: len(found[0])]]


def test_the_phase_of_the_command_goes_before_it(folder: Path) -> None:
    found = codes(folder, document('href="own.rnc"', f'{SCHEMATRON} phase="few"'), phase="#ALL")
    assert len(found) == 2


def test_schematron_alone_stands_beside_tei_all(folder: Path) -> None:
    found = codes(folder, document(SCHEMATRON))
    assert any(each.startswith("TEI-SCH-001") for each in found)
    assert any(each.startswith("TEI-RNG") for each in found)


def test_schematron_that_cannot_be_used_is_told_and_left_out(folder: Path) -> None:
    (folder / "own.sch").write_text("<schema/>", encoding="utf-8")
    found = codes(folder, document(SCHEMATRON))
    assert any(each.startswith("TEI-MOD-001") for each in found)


def test_an_unknown_phase_is_told(folder: Path) -> None:
    with pytest.raises(UsageError):
        Validator(Checks(schema=str(folder / "own.sch"), phase="none"), Resources(cache=folder / "cache"))
    with pytest.raises(UsageError, match="no phases"):
        Validator(Checks(schema="tei_all", phase="few"), Resources(cache=folder / "cache"))


def test_schematron_that_is_not_there_is_counted(folder: Path) -> None:
    file = folder / "a.xml"
    file.write_text(document(SCHEMATRON.replace("own", "none")), encoding="utf-8")
    report = Validator(Checks(rules=()), Resources()).report(as_input(file))
    assert report.left_out == "none.sch"
    assert not [each for each in report.findings if each.code == "TEI-MOD-001"]

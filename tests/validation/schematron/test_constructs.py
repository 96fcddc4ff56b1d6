"""One schema for each construct: the findings by hand, on both engines, and beside other implementations."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tei_tools.validation import _schematron as schematron

_SCH = "http://purl.oclc.org/dsdl/schematron"
_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
CASES: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "constructs.toml").read_text(encoding="utf-8")
)
FIRST = [name for name, case in CASES.items() if case.get("xpath1", True)]
ISO = [name for name in FIRST if CASES[name].get("iso", True)]
# What pyschematron 1.2 does not know or does otherwise than the standard says.
NOT_IN_PYSCHEMATRON = {
    "a-test-that-cannot-be-evaluated": "an error ends the run",
    "abstract-pattern": "$row-cell is taken for $row and -cell",
    "attributes-as-context": "only elements are contexts",
    "current-and-id": "the function id is not there",
    "functions-of-its-own": "xsl:function is not there",
    "keys": "xsl:key is not there",
    "markup-in-messages": "markup is given as text",
    "named-phase-with-a-variable": "a phase has no variables",
    "text-comments-instructions-as-context": "text is no context",
    "variable-with-content": "the content is not taken as the value",
}
needs_saxon = pytest.mark.skipif(find_spec("saxonche") is None, reason="SaxonC is not installed")


def schema(case: dict[str, Any], binding: str = "") -> bytes:
    attributes = case.get("attributes", "")
    if binding:
        attributes += f' queryBinding="{binding}"'
    return f'<schema xmlns="{_SCH}" {attributes}>{case["schema"]}</schema>'.encode()


def tree(case: dict[str, Any]) -> etree._ElementTree:
    return etree.fromstring(case["document"].encode()).getroottree()


def found(case: dict[str, Any], binding: str, engine: str) -> list[list[Any]]:
    loaded = schematron.load(schema(case, binding), "test.sch", phase=case.get("phase"))
    assert loaded.plan.engine == engine
    return [
        ["broken" if each.broken else loaded.plan.assertions[each.assertion].kind, each.index, each.message]
        for each in loaded.results(tree(case))
    ]


@pytest.mark.parametrize("name", FIRST)
def test_a_construct_is_understood_in_xslt_1(name: str) -> None:
    assert found(CASES[name], "", "lxml") == CASES[name]["found"]


@needs_saxon
@pytest.mark.parametrize("name", CASES)
def test_a_construct_is_understood_in_xslt_3(name: str) -> None:
    binding = "xslt2" if name in FIRST else ""
    assert found(CASES[name], binding, "saxon") == CASES[name]["found"]


@pytest.mark.parametrize("name", ISO)
def test_the_stylesheets_of_the_standard_agree(name: str) -> None:
    from lxml import isoschematron

    case = CASES[name]
    witness = isoschematron.Schematron(
        etree.fromstring(schema(case)),
        store_report=True,
        validate_schema=False,
        phase=case.get("phase"),
        error_finder=isoschematron.Schematron.ASSERTS_AND_REPORTS,
    )
    witness.validate(tree(case))
    report = witness.validation_report.getroot()
    expected = Counter((kind, message.replace(" ", "")) for kind, _, message in case["found"])
    kinds = {f"{_SVRL}failed-assert": "assert", f"{_SVRL}successful-report": "report"}
    said = Counter(
        (kinds[each.tag], "".join((each.findtext(f"{_SVRL}text") or "").split()))
        for each in report.iter(*kinds)
    )
    assert said == expected


@pytest.mark.parametrize("name", CASES)
def test_pyschematron_agrees(name: str) -> None:
    pytest.importorskip("pyschematron", reason="pyschematron is not installed (it needs Python 3.12)")
    from pyschematron import DirectModeSchematronValidatorFactory

    case = CASES[name]
    if reason := NOT_IN_PYSCHEMATRON.get(name):
        pytest.skip(f"pyschematron: {reason}")
    binding = "" if "queryBinding" in case.get("attributes", "") else "xslt2"
    factory = DirectModeSchematronValidatorFactory()
    factory.set_schema(etree.fromstring(schema(case, binding)).getroottree())
    factory.set_phase(case.get("phase"))
    report = factory.build().validate(tree(case)).get_svrl()
    kinds = {f"{_SVRL}failed-assert": "assert", f"{_SVRL}successful-report": "report"}
    said = Counter(
        (kinds[each.tag], "".join("".join(each.find(f"{_SVRL}text").itertext()).split()))
        for each in report.getroot().iter(*kinds)
    )
    assert said == Counter((kind, message.replace(" ", "")) for kind, _, message in case["found"])

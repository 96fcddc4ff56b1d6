"""Reports and the pages of the docs that are made of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from tei_tools.errors import UsageError
from tei_tools.resources import Resources
from tei_tools.validation import Finding, validate_input
from tei_tools.validation._codes import codes, page
from tei_tools.validation._report import FileReport, report

FINDING = Finding(
    "TEI-PTR-001", "error", "a.xml", 3, 7, "/tei:TEI", "points at\n#x", ("a", "b"), "did you mean #y?"
)
FILES = [
    FileReport("a.xml", [FINDING]),
    FileReport("b.xml"),
    FileReport("c.xml", fault="c.xml:1:1: is not XML"),
]


def test_the_text_is_a_line_for_each_finding() -> None:
    assert "".join(report(FILES)) == "a.xml:3:7: error TEI-PTR-001: points at #x; did you mean #y?\n"


@pytest.mark.parametrize("files", [[], FILES])
def test_the_json_is_valid_by_its_schema(files: list[FileReport]) -> None:
    written = json.loads("".join(report(files, "json")))
    jsonschema.validate(written, json.loads(Resources().schema("findings.schema.json")))
    assert [(each["file"], each.get("valid")) for each in written["files"]] == [
        ("a.xml", False),
        ("b.xml", True),
        ("c.xml", None),
    ][: len(files)]


def test_an_unknown_format_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="choose of: text, json"):
        report([], "xml")


def test_no_code_has_two_meanings() -> None:
    every = [code for meanings in codes().values() for code in meanings]
    assert len(every) == len(set(every))
    assert all(re.fullmatch(r"TEI-[A-Z]{2,3}-\d{3}", code) for code in every)


def test_the_page_of_findings_is_as_the_code_says(root: Path) -> None:
    assert (root / "docs" / "findings.md").read_text(encoding="utf-8") == page()


def test_the_example_of_the_docs_is_true(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (root / "docs" / "validate.md").read_text(encoding="utf-8")
    source = re.search(r"```xml\n(.*?)```", text, re.DOTALL)
    shown = re.search(r"\$ tei-tools validate letter\.xml\n(letter.*?)```", text, re.DOTALL)
    assert source and shown
    monkeypatch.chdir(tmp_path)
    Path("letter.xml").write_text(source[1], encoding="utf-8")
    findings = list(validate_input("letter.xml"))
    assert "".join(report([FileReport("letter.xml", findings)])) == shown[1]

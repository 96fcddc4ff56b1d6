"""Reports: each format says the same findings, and is read by a reader that we did not write."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

from tei_tools.errors import UsageError
from tei_tools.reports import FileReport, formats, report
from tei_tools.reports.text import explained
from tei_tools.resources import Resources
from tei_tools.validation import Finding, Mend
from tei_tools.validation._codes import codes, described, page

FINDING = Finding(
    "TEI-PTR-001",
    "error",
    "a,b: 100%.xml",
    3,
    7,
    "/tei:TEI",
    "points at\n#x, <b> & 100%",
    ("a", "b"),
    "did you mean #y?",
    Mend("value", ("#y",)),
    "17",
)
WARNING = Finding("TEI-NAM-001", "warning", "w.xml", 1, 1, "/tei:TEI", "=no words")
FILES = [
    FileReport("a,b: 100%.xml", [FINDING], schema="tei_all", instead_of="https://x.org/a.rng"),
    FileReport("b.xml"),
    FileReport("w.xml", [WARNING]),
    FileReport("c.xml", fault="c.xml:1:2: is not \x01XML, really", fault_line=1, fault_column=2, exit_code=3),
]


def written(form: str, files: list[FileReport] | None = None) -> str:
    return "".join(report(FILES if files is None else files, form))


def test_the_text_is_a_line_for_each_finding() -> None:
    assert written("text") == (
        "a,b: 100%.xml:3:7: error TEI-PTR-001: points at #x, <b> & 100%; did you mean #y? (TEI 17)\n"
        "w.xml:1:1: warning TEI-NAM-001: =no words\n"
    )


def test_explained_text_lists_all_that_may_stand_there_and_what_to_do() -> None:
    said = "".join(explained(FILES))
    assert "    may stand there: a, b\n" in said
    assert "    this is: a pointer into this file has no target" in said
    assert "https://www.tei-c.org/release/doc/tei-p5-doc/en/html/SA.html" in said


@pytest.mark.parametrize("files", [[], FILES])
def test_the_json_is_valid_by_its_schema(files: list[FileReport]) -> None:
    whole = json.loads(written("json", files))
    jsonschema.validate(whole, json.loads(Resources().schema("findings.schema.json")))
    assert [(each["file"], each.get("valid")) for each in whole["files"]] == [
        ("a,b: 100%.xml", False),
        ("b.xml", True),
        ("w.xml", True),
        ("c.xml", None),
    ][: len(files)]


def test_a_line_of_jsonl_is_a_finding_or_a_file_that_cant_be_read() -> None:
    rows = [json.loads(line) for line in written("jsonl").splitlines()]
    assert [(row["file"], row["code"]) for row in rows] == [
        ("a,b: 100%.xml", "TEI-PTR-001"),
        ("w.xml", "TEI-NAM-001"),
        ("c.xml", "TEI-XML-001"),
    ]


def test_csv_is_rfc_4180_and_nothing_in_it_is_run_as_a_formula() -> None:
    text = written("csv")
    assert text.count("\r\n") >= 4 and text.startswith("file,line,column,severity,code,")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert rows[0]["file"] == "a,b: 100%.xml" and rows[0]["message"] == FINDING.message
    assert rows[1]["message"] == "'=no words"
    assert (rows[2]["code"], rows[2]["line"]) == ("TEI-XML-001", "1")


def test_sarif_has_its_rules_and_a_result_for_each_finding() -> None:
    log = json.loads(written("sarif"))
    assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert all(rule["helpUri"].startswith("https://") and rule["shortDescription"]["text"] for rule in rules)
    assert [(each["ruleId"], each["level"]) for each in run["results"]] == [
        ("TEI-PTR-001", "error"),
        ("TEI-NAM-001", "warning"),
        ("TEI-XML-001", "error"),
    ]
    for each in run["results"]:
        assert rules[each["ruleIndex"]]["id"] == each["ruleId"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "a%2Cb%3A%20100%25.xml"},
        "region": {"startLine": 3, "startColumn": 7},
    }


def test_sarif_of_nothing_is_a_log_too() -> None:
    assert json.loads(written("sarif", []))["runs"][0]["results"] == []


def test_junit_is_xml_that_counts_its_failures_and_errors() -> None:
    root = etree.fromstring(written("junit").encode())
    suites = [(suite.get("name"), suite.get("failures"), suite.get("errors")) for suite in root]
    assert suites == [
        ("a,b: 100%.xml", "1", "0"),
        ("b.xml", "0", "0"),
        ("w.xml", "0", "0"),
        ("c.xml", "0", "1"),
    ]
    assert [int(suite.get("tests", "")) for suite in root] == [len(suite) for suite in root]
    assert root[0][0][0].get("message") == FINDING.message


def github(line: str) -> tuple[dict[str, str], str]:
    """A command as GitHub's runner reads it."""
    match = re.fullmatch(r"::(error|warning) (.*?)::(.*)", line)
    assert match

    def plain(text: str) -> str:
        for code, sign in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
            text = text.replace(code, sign)
        return text

    pairs = (pair.split("=", 1) for pair in match[2].split(","))
    return {key: plain(value) for key, value in pairs}, plain(match[3])


def test_github_commands_come_out_as_they_went_in() -> None:
    first, warning, unreadable = map(github, written("github").splitlines())
    assert first == (
        {"file": "a,b: 100%.xml", "line": "3", "col": "7", "title": "TEI-PTR-001"},
        "points at\n#x, <b> & 100%; did you mean #y?",
    )
    assert warning[0]["title"] == "TEI-NAM-001" and unreadable[0]["line"] == "1"


def test_an_unknown_format_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="choose of: csv, github, json, jsonl, junit, sarif"):
        report([], "xml")


@pytest.mark.parametrize("form", formats())
def test_every_format_gives_its_pieces_as_the_files_come(form: str) -> None:
    asked = 0

    def files() -> Iterator[FileReport]:
        nonlocal asked
        for _ in range(100):
            asked += 1
            yield FILES[0]

    pieces = report(files(), form)
    for _ in range(6):
        next(pieces)
    assert asked < 10


def test_no_code_has_two_meanings_and_every_code_has_one() -> None:
    every = [code for meanings in codes().values() for code in meanings]
    assert len(every) == len(set(every)) == len(described())
    assert all(re.fullmatch(r"TEI-[A-Z]{2,3}-\d{3}", code) for code in every)
    assert all(each.meaning and each.address.startswith("https://") for each in described())


def test_the_page_of_findings_is_as_the_code_says(root: Path) -> None:
    assert (root / "docs" / "findings.md").read_text(encoding="utf-8") == page()

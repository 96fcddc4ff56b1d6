"""``--stream``: the same findings, without holding the file."""

from __future__ import annotations

import io
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tei_tools.api import validate
from tei_tools.errors import UnreadableError
from tei_tools.inputs import Input, as_input
from tei_tools.validation import Finding
from tei_tools.validation._validator import Checks, Validator

HEAD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>'
    "<publicationStmt><p>p</p></publicationStmt><sourceDesc><p>s</p></sourceDesc></fileDesc></teiHeader>"
    "<text><body>\n"
)
TAIL = "</body></text></TEI>"


def both(body: str) -> tuple[list[Finding], list[Finding]]:
    data = (HEAD + body + TAIL).encode()
    return list(validate(data, schema="tei_all")), list(validate(data, schema="tei_all", stream=True))


def told(findings: list[Finding]) -> Counter[tuple[str, int, int]]:
    return Counter((each.code, each.line, each.column) for each in findings)


@pytest.mark.parametrize(
    "body",
    [
        "<p>right</p>",
        '<p xml:id="a">a</p>\n<p xml:id="a">b</p>',
        '<p><ref target="#later">x</ref></p>\n<p xml:id="later">b</p><p><ref target="#never">x</ref></p>',
        '<p><date when="2022-02-30">x</date> <date when="06.03.2022">y</date></p>',
        '<p xml:lang="english">x</p>',
        "<p><persname>x</persname></p><div><p>late</p></div><p>after</p>",
        '<p><date wen="1990">x</date></p>',
        "words<p>x</p>",
    ],
)
def test_the_findings_are_those_of_the_file_held_in_memory(body: str) -> None:
    whole, streamed = both(body)
    assert told(streamed) == told(whole)


def test_paths_lead_to_the_elements() -> None:
    from lxml import etree

    body = '<p>a</p>\n<p><date when="x">b</date><date when="2022-02-30">c</date></p>'
    _, streamed = both(body)
    tree = etree.fromstring(HEAD + body + TAIL)
    for finding in streamed:
        path = finding.xpath.partition("/@")[0]
        (element,) = tree.xpath(path, namespaces={"tei": "http://www.tei-c.org/ns/1.0"})  # type: ignore[misc]
        assert str(element.tag).endswith("}date")


def test_pointers_of_another_base_are_not_this_files() -> None:
    whole, streamed = both('<p xml:base="https://example.org/a.xml"><ref target="#there">x</ref></p>')
    assert told(streamed) == told(whole)


def test_what_is_no_tei_or_no_xml_is_said_as_ever() -> None:
    assert [each.code for each in validate(b"<html/>", stream=True)] == ["TEI-DOC-001"]
    for data in (b"", b"<TEI", b"\0\1\2", b"plain"):
        with pytest.raises(UnreadableError):
            list(validate(data, stream=True))


def test_it_reads_no_more_than_it_needs_at_a_time() -> None:
    class Endless(io.RawIOBase):
        """A hundred thousand elements, none of which is there before it is asked for."""

        def __init__(self) -> None:
            self.rest = iter([HEAD.encode(), *([b"<p>words</p>\n" * 2000] * 60), TAIL.encode()])

        def read(self, _size: int = -1) -> bytes:
            return next(self.rest, b"")

    import tracemalloc

    item = Input("endless.xml", None, Endless)  # type: ignore[arg-type]
    validator = Validator(Checks(schema="tei_all", stream=True))
    validator.streamed(as_input((HEAD + "<p>words</p>" + TAIL).encode()))
    tracemalloc.start()
    report = validator.streamed(item)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not report.findings
    assert peak < 3_000_000


def test_the_command_says_what_it_does_not_look_for(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text(HEAD + '<p xml:id="a">x</p><p xml:id="a">y</p>' + TAIL, encoding="utf-8")
    command = [sys.executable, "-m", "tei_tools", "validate", "--stream", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "TEI-ID-001" in done.stdout
    assert "not looked for: characters, constraints" in done.stderr


@pytest.mark.shared
def test_verdicts_on_the_corpus_are_those_of_the_files_held_in_memory(shared: Path) -> None:
    rules = ("dates", "languages", "identifiers", "pointers")
    whole = Validator(Checks(schema="tei_all", rules=rules))
    streamed = Validator(Checks(schema="tei_all", rules=rules, stream=True))
    files = sorted((shared / "corpus").rglob("*.xml"))[::23]
    for file in files:
        data = file.read_bytes()
        if b"<!DOCTYPE" in data or b"XInclude" in data:
            continue
        one, other = whole.report(as_input(data, file.name)), streamed.report(as_input(data, file.name))
        assert bool(one.fault) == bool(other.fault), file
        codes = [each.code for each in one.findings if not each.code.startswith(("TEI-RNG", "TEI-PTR-00"))]
        assert codes == [
            each.code for each in other.findings if not each.code.startswith(("TEI-RNG", "TEI-PTR-00"))
        ], file
        assert any(each.code.startswith("TEI-RNG") for each in one.findings) == any(
            each.code.startswith("TEI-RNG") for each in other.findings
        ), file

"""Decisions in files made by hand: such as cross each other, blocks or quotations; texts that changed since;
the TEI file alone.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tei_tools import api
from tei_tools.cli.main import outcome

TEI = "{http://www.tei-c.org/ns/1.0}"
TEXT = (
    "James Baker met Howard Baker in Washington. He said “We do nothing.\n\n"
    "The house in Berlin was sold” and John left early.\n"
)
READ = api.read_source(TEXT.encode(), name="a.txt").text
DIGEST = hashlib.sha256(READ.encode()).hexdigest()


def line(identifier: str, verdict: str, words: str, element: str, **attributes: str) -> str:
    """A line of a log as a person would write it."""
    start = READ.index(words)
    end = start + len(words)
    tag = {"element": element, "start": start, "end": end, "attributes": attributes}
    said: dict[str, Any] = {
        "version": "1",
        "id": identifier,
        "document": DIGEST,
        "verdict": verdict,
        "exact": words,
        "prefix": READ[max(0, start - 32) : start],
        "suffix": READ[end : end + 32],
        "who": "Jo Editor",
        "when": "2026-01-02T00:00:00Z",
    }
    if verdict != "rejected":
        said["tag"] = tag
    if verdict != "added":
        said["proposal"] = tag if verdict != "changed" else {**tag, "element": "placeName", "attributes": {}}
    return json.dumps(said, ensure_ascii=False) + "\n"


LOG = [
    line("1", "added", "Baker met", "orgName"),
    line("2", "added", "met Howard", "persName"),
    line("3", "rejected", "Washington", "placeName"),
    line("4", "added", "John left early", "objectName"),
    line("5", "added", "nothing.\nThe", "quote"),
    line("6", "changed", "Berlin", "orgName", ref="https://d-nb.info/gnd/1"),
]


def tagged(path: Path) -> list[tuple[str, str]]:
    text = etree.parse(path).getroot().find(f"{TEI}text")
    assert text is not None
    return [
        (etree.QName(each).localname, "".join(each.itertext()))
        for each in text.iter("{*}*")
        if each.get("resp", "").startswith("#reviewer")
    ]


WHAT_STANDS = [
    ("quote", "nothing."),
    ("quote", "The"),
    ("orgName", "Berlin"),
    ("objectName", "John left early"),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    Path("a.decisions.jsonl").write_text("".join(LOG), encoding="utf-8")
    return tmp_path


def encode() -> None:
    assert outcome(["encode", "a.txt", "-o", "a.xml", "--force", "--language", "en"]) == 0
    assert outcome(["validate", "a.xml", "--schema", "tei_tools", "-q"]) == 0


def test_of_decisions_that_cross_one_stands_and_the_other_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    encode()
    found = tagged(folder / "a.xml")
    crossing = {("orgName", "Baker met"), ("persName", "met Howard")}
    assert len(crossing & set(found)) == 1 and [each for each in found if each not in crossing] == WHAT_STANDS
    assert "it crosses" in capsys.readouterr().err
    places = list(etree.parse(folder / "a.xml").getroot().iter(f"{TEI}placeName"))
    assert "Washington" not in {"".join(each.itertext()) for each in places}


def test_they_hold_in_a_text_that_changed_since(folder: Path) -> None:
    changed = TEXT.replace("James Baker met", "On that day James Baker met").replace(
        "in Berlin", "in grey Berlin"
    )
    Path("a.txt").write_text(changed, encoding="utf-8")
    encode()
    assert [each for each in tagged(folder / "a.xml") if each in WHAT_STANDS] == WHAT_STANDS


def test_words_that_are_gone_wait_in_the_log(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text(TEXT.replace("John left early", "everybody stayed"), encoding="utf-8")
    encode()
    assert "“John left early”: these words are not found for certain" in capsys.readouterr().err
    assert [each for each in tagged(folder / "a.xml") if each in WHAT_STANDS] == WHAT_STANDS[:3]


def test_the_tei_alone_carries_them_and_the_bytes_settle(folder: Path) -> None:
    encode()
    first = (folder / "a.xml").read_bytes()
    encode()
    assert (folder / "a.xml").read_bytes() == first
    (folder / "a.decisions.jsonl").unlink()
    encode()
    second = (folder / "a.xml").read_bytes()
    assert [each for each in tagged(folder / "a.xml") if each in WHAT_STANDS] == WHAT_STANDS
    pieces = list(etree.parse(folder / "a.xml").getroot().iter(f"{TEI}quote"))
    assert [(each.get("next") is not None, each.get("prev") is not None) for each in pieces] == [
        (True, False),
        (False, True),
    ]
    encode()
    assert (folder / "a.xml").read_bytes() == second

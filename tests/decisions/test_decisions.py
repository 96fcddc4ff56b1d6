"""Decisions: written so that they survive, read, withdrawn, found again, carried in TEI."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tei_tools.decisions import Decision, Tagged, append, from_tei, locate, log_of, moved, read, standing
from tei_tools.decisions._in_tei import rejection
from tei_tools.errors import UnreadableError, UnwritableError
from tei_tools.resources import Resources

TEXT = "Anna met Ben in Paris. Ben left Paris in May."
DIGEST = sha256(TEXT.encode()).hexdigest()


def decision(
    exact: str, start: int, verdict: str = "accepted", number: int = 1, text: str = TEXT
) -> Decision:
    tag = Tagged("persName", start, start + len(exact), (("ref", "#ben"),))
    return Decision(
        f"d{number}",
        sha256(text.encode()).hexdigest(),
        verdict,  # type: ignore[arg-type]
        exact,
        text[max(0, start - 32) : start],
        text[start + len(exact) :][:32],
        None if verdict == "added" else tag,
        None if verdict == "rejected" else tag,
        "Anna Weiß",
        "2026-11-24T09:00:00Z",
    )


def test_what_is_appended_is_read(tmp_path: Path) -> None:
    log = log_of(tmp_path / "letter.xml")
    assert log.name == "letter.decisions.jsonl"
    assert read(log) == []
    first, second = decision("Ben", 9), decision("Ben", 23, "rejected", 2)
    append(log, [first])
    append(log, [second])
    assert read(log) == [first, second]


def test_every_line_is_as_its_schema_says(tmp_path: Path) -> None:
    schema = json.loads(Resources().schema("decision.schema.json"))
    validator = jsonschema.Draft202012Validator(schema)
    withdrawal = Decision("d9", "", "withdrawn", "", "", "", None, None, "A", "2026-11-24T09:00:00Z", "d1")
    every = [decision("Ben", 9, verdict) for verdict in ("accepted", "rejected", "changed", "added")]
    for each in (*every, withdrawal, replace(every[1], markup="<persName>Ben</persName>")):
        validator.validate(each.as_json())
    for broken in (
        {**every[0].as_json(), "version": "2"},
        {**every[0].as_json(), "verdict": "perhaps"},
        {**every[1].as_json(), "tag": every[0].as_json()["tag"]},
        {**withdrawal.as_json(), "withdraws": ""},
        {**every[0].as_json(), "document": "x"},
    ):
        assert not validator.is_valid(broken)


@pytest.mark.parametrize("cut", [1, 5, 60, 150])
def test_a_line_that_was_cut_off_is_no_decision_and_in_nobodys_way(tmp_path: Path, cut: int) -> None:
    log = tmp_path / "a.decisions.jsonl"
    append(log, [decision("Ben", 9), decision("Ben", 23, number=2)])
    log.write_bytes(log.read_bytes()[:-cut])
    before = read(log)
    assert [each.id for each in before] == (["d1", "d2"] if cut == 1 else ["d1"])
    append(log, [decision("Ben", 23, number=3)])
    assert [each.id for each in read(log)] == [*(each.id for each in before), "d3"]


def test_a_broken_line_in_the_middle_is_told_with_its_number(tmp_path: Path) -> None:
    log = tmp_path / "a.decisions.jsonl"
    append(log, [decision("Ben", 9)])
    log.write_bytes(log.read_bytes() + b'{"version": "1"}\n' + log.read_bytes())
    with pytest.raises(UnreadableError, match=r"a\.decisions\.jsonl:2"):
        read(log)


def test_a_log_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnwritableError, match="can't be written down"):
        append(tmp_path / "missing" / "a.decisions.jsonl", [decision("Ben", 9)])


def test_what_is_withdrawn_does_not_stand_and_a_withdrawal_can_be_withdrawn() -> None:
    def withdrawal(number: int, of: str) -> Decision:
        return Decision(f"d{number}", "", "withdrawn", "", "", "", None, None, "A", "", of)

    first, second = decision("Ben", 9), decision("Ben", 23, number=2)
    assert standing([first, second, withdrawal(3, "d1")]) == [second]
    assert standing([first, withdrawal(3, "d1"), withdrawal(4, "d3")]) == [first]


def test_words_are_found_where_they_moved_to() -> None:
    first, second = decision("Ben", 9), decision("Ben", 23)
    assert locate(first, TEXT) == (9, 12)
    later = "A new first sentence. " + TEXT
    assert locate(first, later) == (31, 34)
    assert locate(second, later) == (45, 48)
    there = moved(second, (45, 48))
    assert there.tag is not None and (there.tag.start, there.tag.end) == (45, 48)
    assert there.proposal is not None and there.proposal.start == 45


def test_words_that_cannot_be_told_apart_or_are_gone_are_not_guessed() -> None:
    assert locate(decision("Ben", 9), "Nothing of it is here.") is None
    assert locate(replace(decision("Ben", 9), prefix="", suffix=""), "Ben and Ben") is None
    assert locate(decision("Ben", 9), "Quite another text, in which Big Ben strikes.") is None


@given(st.text(alphabet="ab \u00e4\U0001d50d", max_size=40), st.text(alphabet="ab \n", max_size=40))
def test_what_is_found_are_the_words(before: str, after: str) -> None:
    text = before + "Name" + after
    made = decision("Name", len(before), text=text)
    assert locate(made, text) == (len(before), len(before) + 4)
    place = locate(made, "x" * 50 + text)
    assert place is None or ("x" * 50 + text)[slice(*place)] == "Name"


def tei(header: str, body: str, stand_off: str = "") -> etree._Element:
    return etree.fromstring(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title>'
        f"{header}</titleStmt><publicationStmt><p>p</p></publicationStmt><sourceDesc><p>s</p></sourceDesc>"
        f"</fileDesc></teiHeader>{stand_off}<text><body><p>{body}</p></body></text></TEI>"
    )


def test_decisions_are_read_out_of_the_document_itself() -> None:
    person = '<respStmt><resp>review</resp><persName xml:id="reviewer-anna">Anna Weiß</persName></respStmt>'
    machine = '<respStmt xml:id="m"><resp>encoded by machine</resp><name>tei-tools</name></respStmt>'
    refused = decision("Paris", 16, "rejected", 7)
    root = tei(
        person + machine,
        'Anna met <persName ref="#ben" resp="#reviewer-anna" cert="high">Ben</persName> in Paris. '
        '<persName resp="#m">Ben</persName> left Paris in May.',
        f"<standOff><listAnnotation>{rejection(refused, '#reviewer-anna')}</listAnnotation></standOff>",
    )
    accepted, rejected = from_tei(root)
    assert (accepted.verdict, accepted.exact, accepted.start, accepted.who) == (
        "accepted",
        "Ben",
        9,
        "Anna Weiß",
    )
    assert rejected == replace(refused, proposal=replace(refused.proposal, attributes=()))  # type: ignore[type-var]
    assert locate(rejected, TEXT) == (16, 21)


@given(
    st.text(min_size=1, max_size=20).filter(
        lambda words: not any("\ud800" <= each <= "\udfff" for each in words)
    )
)
def test_a_rejection_carries_any_words(words: str) -> None:
    words = "".join(each for each in words if each.isprintable()) or "x"
    text = f"- {words}, -{words}- ,"
    made = decision(words, 2, "rejected", text=text)
    root = tei("", "x", f"<standOff><listAnnotation>{rejection(made, '#a')}</listAnnotation></standOff>")
    (read_back,) = from_tei(root)
    assert (read_back.exact, read_back.prefix, read_back.suffix) == (made.exact, made.prefix, made.suffix)


def test_many_decisions_on_the_same_words_are_found_by_what_stands_around_them_in_linear_time() -> None:
    from time import process_time

    from tei_tools.decisions._locating import Locator

    old = " ".join(f"{number} Smith" for number in range(8000))
    new = f"Other words before. {old}"
    given = []
    for number in range(8000):
        start = old.index(f" {number} Smith ") + len(f" {number} ") if 0 < number < 7999 else -1
        if start >= 0:
            given.append(decision_at(old, start, start + 5, str(number)))
    began = process_time()
    locator = Locator(new, decisions=given)
    places = [locator.place(each) for each in given]
    assert places == [(each.start + 20, each.end + 20) for each in given]
    assert process_time() - began < 10  # by pairs it took minutes


def decision_at(text: str, start: int, end: int, identifier: str) -> Decision:
    return Decision(
        id=identifier,
        document="0" * 64,
        verdict="added",
        exact=text[start:end],
        prefix=text[max(0, start - 32) : start],
        suffix=text[end : end + 32],
        proposal=None,
        tag=Tagged("persName", start, end),
        who="A",
        when="2026-01-01T00:00:00Z",
    )

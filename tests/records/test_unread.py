"""What has no table is counted, by element and file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_tools.cli.main import outcome
from tei_tools.records import Record, explain, iter_read, read


def small(body: str, name: str = "a.xml", after: str = "") -> Record:
    return read(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text>'
        f"<body>{body}</body></text>{after}</TEI>".encode(),
        name=name,
    )


def test_what_has_a_table_or_only_shapes_the_text_is_not_counted() -> None:
    record = small(
        "<div><head>a</head><p>b <persName>c <surname>d</surname></persName><lb/>"
        "<choice><sic>e</sic><corr>f</corr></choice><hi>g</hi> <del>h</del></p></div>"
    )
    assert record.unread == ()


def test_what_has_none_is_counted_by_name_other_namespaces_with_theirs() -> None:
    record = small(
        '<p><term>a</term> <term>b</term><note>c</note><math xmlns="urn:m"><mi>x</mi></math><lost/></p>'
    )
    assert record.unread == (("lost", 1), ("term", 2), ("{urn:m}math", 1), ("{urn:m}mi", 1))


def test_elements_that_a_reading_leaves_out_are_counted_too() -> None:
    assert small("<p><del><term>a</term></del></p>").unread == (("term", 1),)


def test_the_note_that_an_entry_takes_up_is_not_counted_its_second_one_is() -> None:
    person = '<person xml:id="p"><persName>A</persName><note>one</note>{}<faith>x</faith></person>'
    after = "<standOff><listPerson>{}</listPerson></standOff>"
    assert small("<p>a</p>", after=after.format(person.format(""))).unread == (("faith", 1),)
    two = small("<p>a</p>", after=after.format(person.format("<note>two</note>")))
    assert two.unread == (("faith", 1), ("note", 1))


def test_explain_gives_file_element_and_times() -> None:
    records = [
        small("<p><term>a</term></p>", "a.xml"),
        small("<p>b</p>", "b.xml"),
        small("<num>1</num>", "c.xml"),
    ]
    assert list(explain(records)) == [("a.xml", "term", 1), ("c.xml", "num", 1)]


def test_documents_of_a_corpus_count_their_own() -> None:
    document = "<TEI><teiHeader/><text><body><p><term>a</term></p></body></text></TEI>"
    corpus = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>{document * 2}</teiCorpus>'.encode()
    assert [record.unread for record in iter_read(corpus, name="c.xml")] == [(("term", 1),)] * 2


def test_the_command_prints_each_file_and_the_sums(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    head = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>'
    (tmp_path / "a.xml").write_text(f"{head}<term>a</term></p></body></text></TEI>", encoding="utf-8")
    (tmp_path / "b.xml").write_text(
        f"{head}<num>1</num><term>a</term></p></body></text></TEI>", encoding="utf-8"
    )
    (tmp_path / "c.xml").write_text("<TEI", encoding="utf-8")
    outcome(["convert", "a.xml", "b.xml", "c.xml", "--explain"])
    shown = capsys.readouterr()
    assert shown.out.splitlines() == [
        "a.xml\tterm\t1", "b.xml\tnum\t1", "b.xml\tterm\t1", "all\tterm\t2", "all\tnum\t1",
    ]  # fmt: skip
    assert "c.xml" in shown.err
    assert "Traceback" not in shown.err

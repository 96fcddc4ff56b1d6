"""Markdown: CommonMark, tables, footnotes, front matter and the HTML inside it."""

from __future__ import annotations

from pathlib import Path

from tei_tools.sources import SourceDocument, read_source

ESSAY = (Path(__file__).parent / "samples" / "essay.md").read_text(encoding="utf-8")


def read(text: str) -> SourceDocument:
    return read_source(text.encode(), "essay.md")


def marked(document: SourceDocument, kind: str) -> list[tuple[str, str | None]]:
    return [
        (document.text[mark.start : mark.end], mark.target) for mark in document.marks if mark.kind == kind
    ]


def pieces(document: SourceDocument, kind: str) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.kind == kind]


def test_the_text_of_an_essay_is_in_its_order() -> None:
    assert read(ESSAY).text.split("\n") == [
        "The Long Table",
        "The treaty[1] was signed in 1921 by all. They left x = 1 for the river and https://example.org.",
        "The River", "one", "two", "inner", "more", "We shall stay.", "All of us.",
        "Land", "Votes", "A", "3", "B", "a b", "The river in 1921", "a = 1 b = 2",
        "It is H2O, truly. So it is.", "Words in a box.", "raw", "cell", "Old & new[long].",
        "A note with bold words that goes on.", "Another.", "With two paragraphs.", "The end.",
    ]  # fmt: skip


def test_front_matter_is_metadata_and_said_to_be_dropped() -> None:
    document = read(ESSAY)
    metadata = document.metadata
    assert metadata.title == "The Long Table"
    assert metadata.authors == ("Jane Doe", "John Roe")
    assert (metadata.date, metadata.date_alternative) == ("2022-03-06", "2022-06-03")
    assert (metadata.language, metadata.keywords) == ("en", ("treaty", "the river"))
    assert document.dropped[0].reason == "front matter, read as metadata"


def test_blocks_of_an_essay() -> None:
    document = read(ESSAY)
    assert pieces(document, "title") == ["The Long Table"]
    assert [(block.kind, block.level) for block in document.blocks if block.kind == "heading"] == [
        ("heading", 2)
    ]
    assert [block.rend for block in document.blocks if block.kind == "list"] == ["bulleted", "numbered"]
    assert pieces(document, "caption") == ["The river in 1921"]
    assert pieces(document, "code") == ["a = 1 b = 2"]
    assert pieces(document, "quotation") == ["We shall stay.\nAll of us.", "All of us."]
    assert len(pieces(document, "table")) == 2


def test_footnotes_are_notes_where_they_stand_and_their_calls_point_at_them() -> None:
    document = read(ESSAY)
    assert marked(document, "noteref") == [("[1]", "1"), ("[long]", "long")]
    notes = [
        (block.identifier, document.text[block.start : block.end])
        for block in document.blocks
        if block.kind == "note"
    ]
    assert notes == [
        ("1", "A note with bold words that goes on."),
        ("long", "Another.\nWith two paragraphs."),
    ]


def test_inline_markup_of_an_essay() -> None:
    document = read(ESSAY)
    assert ("signed", None) in marked(document, "emphasis")
    assert ("all", None) in marked(document, "strong")
    assert marked(document, "code") == [("x = 1", None)]
    assert ("the river", "https://example.org/r") in marked(document, "link")
    assert ("end", "https://example.org") in marked(document, "link")
    assert marked(document, "subscript") == [("2", None)]
    assert marked(document, "deleted") == [("Old", None)]
    assert [mark.target for mark in document.marks if mark.kind == "image"] == ["map.png"]


def test_tags_without_meaning_are_left_out_and_said_so() -> None:
    document = read(ESSAY)
    assert "4 HTML tags were left out" in document.notes[-1]
    assert any(one.words == "<!-- a comment -->" for one in document.dropped)


def test_scripts_in_markdown_are_no_words() -> None:
    document = read("Words.\n\n<script>\nvar x = 1;\n</script>\n\nMore words.\n")
    assert document.text == "Words.\nMore words."
    assert document.dropped


def test_byline_and_dateline_under_the_title() -> None:
    document = read(
        "# The Long Table\n\nBy Jane Doe\n\nMarch 6, 2022\n\nThe conference opened on a grey morning.\n"
    )
    assert [block.kind for block in document.blocks] == ["title", "byline", "dateline", "paragraph"]
    assert document.metadata.authors == ("Jane Doe",) and document.metadata.date == "2022-03-06"


def test_a_rule_at_the_beginning_is_no_front_matter() -> None:
    assert read("---\n\nWords: many.\n\n---\n\nMore.\n").text == "Words: many.\nMore."


def test_what_nests_too_deep_is_read_as_plain_text_and_said_so() -> None:
    document = read("> " * 300 + "the words")
    assert document.text.endswith("the words") and "plain text" in document.notes[0]

"""ALTO: blocks in order, lines marked, divided words whole, page furniture dropped and said."""

from __future__ import annotations

import pytest

from tei_tools.errors import UnreadableError
from tei_tools.sources import read_source

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"


def block(lines: str, attributes: str = "") -> str:
    return f"<TextBlock {attributes}>{lines}</TextBlock>"


def line(*words: str) -> str:
    strings = "<SP/>".join(f'<String CONTENT="{word}"/>' for word in words)
    return f"<TextLine>{strings}</TextLine>"


def alto(space: str, margin: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><alto xmlns="{NAMESPACE}"><Tags>'
        '<StructureTag ID="t1" LABEL="heading"/><LayoutTag ID="t2" LABEL="page-number"/></Tags>'
        f"<Layout><Page ID='p1'>{margin}<PrintSpace>{space}</PrintSpace></Page></Layout></alto>"
    ).encode()


DIVIDED = (
    '<TextLine><String CONTENT="The"/><SP/>'
    '<String CONTENT="conven" SUBS_TYPE="HypPart1" SUBS_CONTENT="convention"/><HYP CONTENT="-"/></TextLine>'
    '<TextLine><String CONTENT="tion" SUBS_TYPE="HypPart2" SUBS_CONTENT="convention"/><SP/>'
    '<String CONTENT="met"/></TextLine>'
)


def test_blocks_lines_divided_words_and_furniture() -> None:
    data = alto(
        block(line("NEWS"), 'TAGREFS="t1"')
        + f"<ComposedBlock>{block(DIVIDED)}<Illustration/></ComposedBlock>"
        + block(line("in", "Paris."), 'LANG="en"')
        + block(line("7"), 'TAGREFS="t2"'),
        f"<TopMargin>{block(line('The', 'Times'))}</TopMargin>",
    )
    document = read_source(data, "page.xml")
    assert document.format == "alto"
    assert document.text == "NEWS\nThe convention met\nin Paris."
    assert [one.kind for one in document.blocks] == ["title", "paragraph", "paragraph"]
    assert [(mark.kind, mark.start) for mark in document.marks] == [("pagebreak", 0), ("linebreak", 15)]
    assert document.text[:15] == "NEWS\nThe conven"
    assert [(one.words, one.reason) for one in document.dropped] == [
        ("The Times", "the page's top margin"),
        ("7", "a page number"),
    ]
    assert document.metadata.language == "en"
    assert any("joined" in note and "1" in note for note in document.notes)
    assert any("Illustration" in note for note in document.notes)


def test_a_hyphen_of_which_the_file_does_not_say_the_whole_word_stays() -> None:
    lines = '<TextLine><String CONTENT="exam"/><HYP CONTENT="-"/></TextLine>' + line("ple")
    document = read_source(alto(block(lines)), "a.xml")
    assert document.text == "exam-ple"
    assert [(mark.kind, mark.start) for mark in document.marks] == [("pagebreak", 0), ("linebreak", 5)]


@pytest.mark.parametrize(
    ("second", "text"),
    [
        ('<String CONTENT="tion" SUBS_TYPE="HypPart2" SUBS_CONTENT="invention"/>', "convention"),
        ('<String CONTENT="apart"/>', "convention apart"),
        ('<String CONTENT="tiom" SUBS_TYPE="HypPart2" SUBS_CONTENT="convention"/>', "convention"),
    ],
)
def test_a_divided_word_whose_pieces_do_not_fit_is_the_whole_that_the_file_states(
    second: str, text: str
) -> None:
    first = '<String CONTENT="conven" SUBS_TYPE="HypPart1" SUBS_CONTENT="convention"/><HYP CONTENT="-"/>'
    lines = f"<TextLine>{first}</TextLine><TextLine>{second}</TextLine>"
    assert read_source(alto(block(lines)), "a.xml").text == text


@pytest.mark.parametrize("data", [alto(""), alto(block(line("a")))[:-30], b"", b"   "])
def test_empty_and_broken_pages_are_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableError) as fault:
        read_source(data, "a.xml")
    assert "\n" not in str(fault.value) and str(fault.value).startswith("a.xml")


def test_another_root_is_one_line() -> None:
    with pytest.raises(UnreadableError, match="no ALTO"):
        read_source(b"<other/>", "a.xml", format="alto")

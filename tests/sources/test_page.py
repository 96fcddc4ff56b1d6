"""PAGE XML: regions in reading order by their types, lines marked, divided words whole."""

from __future__ import annotations

import pytest

from tei_tools.errors import UnreadableError
from tei_tools.sources import read_source

NAMESPACE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"


def region(identifier: str, *lines: str, kind: str = "paragraph", custom: str = "") -> str:
    body = "".join(f"<TextLine><TextEquiv><Unicode>{one}</Unicode></TextEquiv></TextLine>" for one in lines)
    return f'<TextRegion id="{identifier}" type="{kind}" custom="{custom}">{body}</TextRegion>'


def page(*regions: str, order: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><PcGts xmlns="{NAMESPACE}">'
        f"<Page imageFilename='1.jpg'>{order}{''.join(regions)}</Page></PcGts>"
    ).encode()


ORDER = (
    "<ReadingOrder><OrderedGroup id='g'><RegionRefIndexed index='1' regionRef='b'/>"
    "<RegionRefIndexed index='0' regionRef='a'/><OrderedGroupIndexed index='2' id='h'>"
    "<RegionRefIndexed index='1' regionRef='c'/><RegionRefIndexed index='0' regionRef='d'/>"
    "</OrderedGroupIndexed></OrderedGroup></ReadingOrder>"
)


def test_reading_order_types_and_lines() -> None:
    data = page(
        region("c", "A note below.", kind="footnote"),
        region("b", "The con¬", "vention met", "in Paris."),
        region("a", "The Treaty", kind="heading"),
        region("d", "Second part."),
        region("n", "12", kind="page-number"),
        "<ImageRegion id='i'/>",
        order=ORDER,
    )
    document = read_source(data, "0001.xml")
    assert document.format == "page"
    assert document.text == "The Treaty\nThe convention met in Paris.\nSecond part.\nA note below."
    assert [one.kind for one in document.blocks] == ["title", "paragraph", "paragraph", "note"]
    assert [(mark.kind, document.text[: mark.start].rpartition("\n")[2]) for mark in document.marks] == [
        ("pagebreak", ""),
        ("linebreak", "The con"),
        ("linebreak", "The convention met"),
    ]
    assert document.marks[0].n == "12"
    assert [(one.words, one.reason) for one in document.dropped] == [("12", "a page number")]
    assert document.notes == (
        "Words divided at a line's end with a sign for that, joined: 1.",
        "Left out, having no words: 1 ImageRegions.",
    )


def test_structure_and_order_in_the_custom_attribute() -> None:
    data = page(
        region("x", "Body words.", custom="readingOrder {index:1;}"),
        region("y", "Heading words", kind="", custom="readingOrder {index:0;} structure {type:heading;}"),
    )
    document = read_source(data, "a.xml")
    assert document.text == "Heading words\nBody words."
    assert document.blocks[0].kind == "title"


def test_cells_of_a_table_and_words_without_lines() -> None:
    cells = "".join(
        f"<TableCell row='{row}' col='{col}'><TextLine><TextEquiv><Unicode>{row}{col}</Unicode></TextEquiv>"
        "</TextLine></TableCell>"
        for row, col in ((1, 1), (0, 0), (0, 1), (1, 0))
    )
    whole = "<TextRegion id='w'><TextEquiv><Unicode>one\ntwo</Unicode></TextEquiv></TextRegion>"
    document = read_source(page(f"<TableRegion id='t'>{cells}</TableRegion>", whole), "a.xml")
    assert document.text == "00\n01\n10\n11\none two"
    assert [one.kind for one in document.blocks][:3] == ["table", "row", "cell"]


@pytest.mark.parametrize("data", [page(), page(region("a", "x"))[:-20], page(region("a", ""))])
def test_empty_and_broken_pages_are_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableError) as fault:
        read_source(data, "a.xml")
    assert "\n" not in str(fault.value) and str(fault.value).startswith("a.xml")

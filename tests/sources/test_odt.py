"""ODT: structure, formatting, notes and metadata of a text; damaged and hostile archives are one line."""

from __future__ import annotations

import io
import zipfile

import pytest

from tei_tools.errors import UnreadableError
from tei_tools.sources import read_source

TYPE = b"application/vnd.oasis.opendocument.text"
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("meta", "meta"),
        ("draw", "drawing"),
    )
)
SPACES += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
STYLES = (
    '<office:automatic-styles><style:style style:name="I"><style:text-properties fo:font-style="italic"/>'
    '</style:style><style:style style:name="P1" style:parent-style-name="Title"/>'
    '<text:list-style style:name="N"><text:list-level-style-number text:level="1"/></text:list-style>'
    "</office:automatic-styles>"
)


def odt(body: str, meta: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", TYPE, zipfile.ZIP_STORED)
        archive.writestr(
            "content.xml",
            f"<office:document-content {SPACES}>{STYLES}<office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
        )
        if meta:
            archive.writestr(
                "meta.xml",
                f"<office:document-meta {SPACES}><office:meta>{meta}</office:meta></office:document-meta>",
            )
    return out.getvalue()


BODY = """<text:p text:style-name="P1">The Treaty</text:p><text:h text:outline-level="2">Before</text:h>
<text:p>It was <text:span text:style-name="I">ver</text:span><text:span text:style-name="I">y</text:span>
long<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>So said Baker.</text:p>
</text:note-body></text:note>, see <text:a xlink:href="http://example.org/">here</text:a>.<text:line-break/>End</text:p>
<text:list text:style-name="N"><text:list-item><text:p>one</text:p>
<text:list><text:list-item><text:p>two</text:p>
</text:list-item></text:list></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>
<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>
<text:p text:style-name="Quotations">As he wrote.</text:p>
<text:table-of-content><text:p>Before ... 1</text:p></text:table-of-content>"""


def test_structure_formatting_notes_and_what_was_dropped() -> None:
    document = read_source(odt(BODY), "treaty.odt")
    assert document.format == "odt"
    assert document.text == (
        "The Treaty\nBefore\nIt was very long[1], see here. End\none\ntwo\na\nb\nAs he wrote.\nSo said Baker."
    )
    assert [one.kind for one in document.blocks] == [
        "title", "heading", "paragraph", "list", "item", "paragraph", "list", "item", "table", "row", "cell",
        "cell", "quotation", "paragraph", "note",
    ]  # fmt: skip
    assert document.blocks[3].rend == "numbered" and document.blocks[-1].identifier == "1"
    assert [(one.kind, document.text[one.start : one.end], one.target) for one in document.marks] == [
        ("emphasis", "very", None),
        ("noteref", "[1]", "1"),
        ("link", "here", "http://example.org/"),
        ("linebreak", "", None),
    ]
    assert [(one.words, one.reason) for one in document.dropped] == [("Before ... 1", "a table of contents")]


def test_what_the_file_says_of_itself() -> None:
    meta = (
        "<dc:title>The Treaty</dc:title><meta:initial-creator>Jane Doe</meta:initial-creator>"
        "<dc:language>en-GB</dc:language><meta:keyword>peace</meta:keyword>"
        "<meta:creation-date>2020-01-02T03:04:05</meta:creation-date>"
    )
    document = read_source(odt(BODY, meta), "a.odt")
    said = document.metadata
    assert (said.title, said.authors, said.language) == ("The Treaty", ("Jane Doe",), "en-GB")
    assert said.keywords == ("peace",) and said.date is None and "2020-01-02" in document.notes[0]


def test_it_is_recognised_without_a_name() -> None:
    assert read_source(odt("<text:p>Words.</text:p>"), "-").format == "odt"


def _other() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", TYPE)
    return out.getvalue()


@pytest.mark.parametrize(
    "data", [b"", b"no zip", odt(BODY)[:-40], odt(BODY)[:200], odt(""), odt("<text:p>"), _other()]
)
def test_bad_files_are_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableError) as fault:
        read_source(data, "a.odt")
    assert "\n" not in str(fault.value) and str(fault.value).startswith("a.odt")


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tei_tools.sources._package.MOST_UNPACKED", 10_000)
    with pytest.raises(UnreadableError, match="unpacks to more"):
        read_source(odt("<text:p>" + " " * 1_000_000 + "</text:p>"), "a.odt")

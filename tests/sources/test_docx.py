"""DOCX: structure, formatting, notes, links and properties; damaged and hostile archives are one line."""

from __future__ import annotations

import io
import zipfile

import pytest

from tei_tools.errors import UnreadableError
from tei_tools.sources import read_source

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
R = f'xmlns:r="{OFFICE}"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def p(*runs: str, style: str = "", more: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{''.join(runs)}</w:p>"


def r(words: str, more: str = "") -> str:
    return f'<w:r><w:rPr>{more}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def item(words: str, depth: int = 0, number: int = 1) -> str:
    return p(r(words), more=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


STYLES = (
    '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Own"><w:basedOn w:val="berschrift1"/><w:name w:val="Own"/></w:style>'
    '<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="Zitat"><w:name w:val="Quote"/></w:style>'
    '<w:style w:styleId="Cap"><w:name w:val="caption"/></w:style>'
    '<w:style w:styleId="Em"><w:name w:val="Emphasis"/><w:rPr><w:i/></w:rPr></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def docx(body: str, **parts: str) -> bytes:
    out = io.BytesIO()
    relations = {
        "styles": ("styles.xml", ""),
        "numbering": ("numbering.xml", ""),
        "footnotes": ("footnotes.xml", ""),
        "endnotes": ("endnotes.xml", ""),
        "header": ("header1.xml", ""),
        "hyperlink": ("http://example.org/", ' TargetMode="External"'),
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W} {R}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/styles.xml", f"<w:styles {W}>{STYLES}</w:styles>")
        archive.writestr("word/numbering.xml", f"<w:numbering {W}>{NUMBERING}</w:numbering>")
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            + "".join(
                f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
                for kind, (target, mode) in relations.items()
            )
            + "</Relationships>",
        )
        for name, words in parts.items():
            if name == "core":
                spaces = (
                    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
                )
                archive.writestr("docProps/core.xml", f"<core {spaces}>{words}</core>")
            else:
                archive.writestr(f"word/{name}.xml", f"<w:{name} {W}>{words}</w:{name}>")
    return out.getvalue()


CALL = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{number}"/></w:r>'
BODY = (
    p(r("The Treaty"), style="Titel")
    + p(r("Before"), style="Own")
    + p(
        r("It was "),
        r("ver", "<w:i/>"),
        r("y", '<w:rStyle w:val="Em"/>'),
        r(" long", '<w:b w:val="0"/>'),
        CALL.format(kind="footnote", number=2),
        '<w:hyperlink r:id="hyperlink"><w:r><w:t xml:space="preserve"> see here</w:t></w:r></w:hyperlink>',
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>, new</w:t></w:r></w:ins>",
        CALL.format(kind="endnote", number=7),
        "<w:r><w:br/><w:t>End.</w:t></w:r>",
    )
    + item("one")
    + item("two", 1)
    + item("three")
    + p(r("As he wrote."), style="Zitat")
    + p(r("Table 1"), style="Cap")
    + f"<w:tbl><w:tr><w:tc>{p(r('a'))}</w:tc><w:tc>{p(r('b'))}{p(r('c'))}</w:tc></w:tr></w:tbl>"
    + "<w:sectPr/>"
)
NOTES = {
    "footnotes": f'<w:footnote w:id="2">{p(r("So said Baker."))}</w:footnote>',
    "endnotes": f'<w:endnote w:id="7">{p(r("So said he."))}{p(r("Twice."))}</w:endnote>',
    "header1": p(r("Draft of May")),
}


def test_structure_formatting_notes_and_what_was_dropped() -> None:
    document = read_source(docx(BODY, **NOTES), "treaty.docx")
    assert document.format == "docx"
    assert document.text.split("\n") == [
        "The Treaty", "Before", "It was very long[1] see here, new[i] End.", "one", "two", "three",
        "As he wrote.", "Table 1", "a", "b c", "So said Baker.", "So said he.", "Twice.",
    ]  # fmt: skip
    assert [one.kind for one in document.blocks] == [
        "title", "heading", "paragraph", "list", "item", "paragraph", "list", "item", "item", "quotation",
        "paragraph", "table", "caption", "row", "cell", "cell", "note", "note", "paragraph", "paragraph",
    ]  # fmt: skip
    assert [one.rend for one in document.blocks if one.kind == "list"] == ["numbered", "bulleted"]
    assert [(one.kind, document.text[one.start : one.end], one.target) for one in document.marks] == [
        ("emphasis", "very", None),
        ("noteref", "[1]", "1"),
        ("link", "see here", "http://example.org/"),
        ("noteref", "[i]", "i"),
        ("linebreak", "", None),
        ("linebreak", "", None),
    ]
    assert [(one.words, one.reason) for one in document.dropped] == [
        ("Draft of May", "a running header"),
        ("gone", "words that were deleted under change tracking"),
    ]


def test_a_link_that_is_a_field() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "http://x.org/" '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    document = read_source(
        docx(p(field, r("there"), '<w:r><w:fldChar w:fldCharType="end"/></w:r>', r(" and on."))), "a.docx"
    )
    assert document.text == "there and on."
    assert [(one.kind, one.end, one.target) for one in document.marks] == [("link", 5, "http://x.org/")]


def test_core_properties() -> None:
    core = (
        "<dc:title>The Treaty</dc:title><dc:creator>Jane Doe; John Roe</dc:creator>"
        "<keywords>peace, war</keywords><dc:language>en-GB</dc:language>"
        "<dcterms:created>2020-01-02T03:04:05Z</dcterms:created>"
    )
    document = read_source(docx(p(r("Words.")), core=core), "a.docx")
    said = document.metadata
    assert (said.title, said.authors, said.language) == ("The Treaty", ("Jane Doe", "John Roe"), "en-GB")
    assert said.keywords == ("peace", "war") and said.date is None and "2020-01-02" in document.notes[0]


def test_a_box_of_text_follows_its_paragraph_once() -> None:
    box = f"<w:txbxContent>{p(r('In the box.'))}</w:txbxContent>"
    ways = f"<m:Choice>{box}</m:Choice><m:Fallback>{box}</m:Fallback>"
    both = f"<m:AlternateContent xmlns:m='m'>{ways}</m:AlternateContent>"
    assert read_source(docx(p(f"<w:r>{both}<w:t>Words.</w:t></w:r>")), "a.docx").text == "Words.\nIn the box."


def test_it_is_recognised_without_a_name() -> None:
    assert read_source(docx(p(r("Words."))), "-").format == "docx"


def _other() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    "data", [b"", b"no zip", docx(BODY)[:-40], docx(BODY)[:200], docx(""), docx("<w:p>"), _other()]
)
def test_bad_files_are_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableError) as fault:
        read_source(data, "a.docx")
    assert "\n" not in str(fault.value) and str(fault.value).startswith("a.docx")


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tei_tools.sources._package.MOST_UNPACKED", 10_000)
    with pytest.raises(UnreadableError, match="unpacks to more"):
        read_source(docx(p(r(" " * 1_000_000))), "a.docx")

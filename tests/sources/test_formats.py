"""The law of the text holds for every format, whatever the markup inside and however broken the bytes."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_tools.errors import TeiToolsError
from tei_tools.sources import SourceDocument, read_source

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
FORMATS = {
    "alto": (
        "a.xml",
        "<alto><Layout><Page><PrintSpace>{}</PrintSpace></Page></Layout></alto>",
        "TextBlock TextLine ComposedBlock",
        "<String CONTENT=' a b '/>|<HYP/>|<String CONTENT='x' SUBS_TYPE='HypPart1' SUBS_CONTENT='x y'/>",
    ),
    "page": (
        "a.xml",
        "<PcGts><Page>{}</Page></PcGts>",
        "TextRegion TextLine TableRegion TableCell Word",
        "<TextEquiv><Unicode> a  b¬</Unicode></TextEquiv>|<TextEquiv><Unicode>¬\n</Unicode></TextEquiv>",
    ),
    "jats": (
        "a.xml",
        "<article dtd-version='1'><front/><body>{}</body></article>",
        "sec p title list list-item label italic fig caption table-wrap table tr td disp-quote verse-group "
        "verse-line fn ref-list ref mixed-citation xref sup def-list def-item term def boxed-text",
        " |a|b &amp; c\n|<break/>|<graphic/>|<fn id='f'/>|<xref rid='f'>1</xref>",
    ),
    "docx": (
        "word/document.xml",
        f"<w:document xmlns:w='{W}'><w:body>{{}}</w:body></w:document>",
        "w:p w:r w:tbl w:tr w:tc w:hyperlink w:ins w:del w:sdt w:sdtContent w:txbxContent",
        "<w:t> a </w:t>|<w:t>b</w:t>|<w:br/>|<w:rPr><w:i/></w:rPr>|<w:tab/>"
        "|<w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr></w:pPr>"
        "|<w:pPr><w:outlineLvl w:val='2'/></w:pPr>|<w:fldChar w:fldCharType='begin'/>|<w:drawing/>",
    ),
    "odt": (
        "content.xml",
        f"<o:d xmlns:o='{ODF}office:1.0' xmlns:t='{ODF}text:1.0' xmlns:b='{ODF}table:1.0'>"
        "<o:body><o:text>{}</o:text></o:body></o:d>",
        "t:p t:h t:list t:list-item t:span t:a t:note t:note-body b:table b:table-row b:table-cell t:section",
        " |a|b\n|<t:s/>|<t:tab/>|<t:line-break/>|<t:note-citation>1</t:note-citation>",
    ),
}


def check_law(document: SourceDocument) -> None:
    text = document.text
    parents = {block.parent for block in document.blocks}
    lasts = [block for number, block in enumerate(document.blocks) if number not in parents]
    assert all(block.kind in ("cell", "figure") for block in lasts if block.start == block.end)
    leaves = [block for block in lasts if block.start < block.end]
    assert text == "\n".join(text[block.start : block.end] for block in leaves)
    for block in leaves:
        piece = text[block.start : block.end]
        assert piece and piece == piece.strip(" \t\r\n")
        assert not any(bad in piece for bad in ("  ", "\t", "\r", "\n", "\x00"))
    for number, block in enumerate(document.blocks):
        if block.parent is not None:
            above = document.blocks[block.parent]
            assert block.parent < number and above.start <= block.start <= block.end <= above.end
    for mark in document.marks:
        assert any(block.start <= mark.start <= mark.end <= block.end for block in lasts)
        assert mark.start < mark.end or mark.kind in (
            "linebreak",
            "pagebreak",
            "columnbreak",
            "rule",
            "image",
        )
        assert mark.kind != "linebreak" or text[mark.start] == " "


def built(format: str, body: str) -> tuple[bytes, str]:
    part, frame, _, _ = FORMATS[format]
    data = frame.replace("{}", body).encode()
    if format in ("docx", "odt"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(part, data)
        return out.getvalue(), f"a.{format}"
    return data, part


def bodies(format: str) -> st.SearchStrategy[str]:
    _, _, elements, words = FORMATS[format]
    tags = elements.split()
    leaf = st.sampled_from(words.split("|"))
    return st.recursive(
        leaf,
        lambda inner: st.tuples(st.sampled_from(tags), st.lists(inner, max_size=4)).map(
            lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
        ),
        max_leaves=14,
    )


@settings(max_examples=250, deadline=None)
@given(data=st.data(), format=st.sampled_from(sorted(FORMATS)))
def test_the_law_of_the_text_holds_for_any_markup(data: st.DataObject, format: str) -> None:
    body = "".join(data.draw(st.lists(bodies(format), min_size=1, max_size=6)))
    made, name = built(format, body)
    try:
        document = read_source(made, name, format=format)
    except TeiToolsError as fault:
        assert "\n" not in str(fault)
        return
    check_law(document)


RTF = st.lists(
    st.sampled_from(
        "{|}|a |b|\\par |\\pard |\\cell |\\row |\\intbl |\\trowd |\\i |\\i0 |\\b |\\u8220?|\\u-10179?|\\'e4"
        "|{\\*\\x "
        '|{\\footnote |{\\field{\\*\\fldinst HYPERLINK "x"}{\\fldrslt '
        "|\\ls1 |\\ilvl1 |{\\listtext 1.}|\\line |\\tab "
        "|{\\header |\\outlinelevel0 |\\~|\\-|\\v |\\bin2 |\\plain |\\".split("|")
    ),
    max_size=40,
).map("".join)


@settings(max_examples=250, deadline=None)
@given(body=RTF)
def test_the_law_of_the_text_holds_for_any_rtf(body: str) -> None:
    try:
        document = read_source(b"{\\rtf1 " + body.encode() + b"}", "a.rtf")
    except TeiToolsError as fault:
        assert "\n" not in str(fault)
        return
    check_law(document)


MAIL = st.lists(st.sampled_from(["> ", ">", "\n", "a", "b c", "-- \n", "Dear Jo,", "  "]), max_size=40).map(
    "".join
)


@settings(max_examples=150, deadline=None)
@given(body=MAIL)
def test_the_law_of_the_text_holds_for_any_e_mail(body: str) -> None:
    try:
        document = read_source(b"From: a@b\n\n" + body.encode(), "a.eml")
    except TeiToolsError:
        return
    check_law(document)


@pytest.mark.parametrize("ending", ["docx", "odt", "epub", "rtf", "eml", "pdf", "xml"])
@settings(max_examples=40, deadline=None)
@given(
    data=st.binary(max_size=200), start=st.sampled_from([b"", b"PK\x03\x04", b"{\\rtf1", b"<alto>", b"%PDF-"])
)
def test_random_bytes_give_a_document_or_one_line(ending: str, data: bytes, start: bytes) -> None:
    try:
        document = read_source(start + data, f"a.{ending}")
    except TeiToolsError as fault:
        assert "\n" not in str(fault)
        return
    check_law(document)

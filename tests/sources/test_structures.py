"""One small document in every format, and the TEI that has to become of it."""

# ruff: noqa: E501 (files as they are written)

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

sys.path.insert(0, str(Path(__file__).parent))

from test_docx import docx, item, p, r
from test_epub import epub
from test_epub import page as xhtml
from test_odt import odt
from test_pdf import pdf
from test_rtf import rtf

from tei_tools import api
from tei_tools.text import plain_text

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
LONG = "The words of the first section go on for a while, so that nobody takes them for anything but prose."

INSIDE = f"""<h1>The Mill</h1><h2>First</h2><p>{LONG} See <em>it</em><sup><a href="#n1">1</a></sup>.</p>
<ol><li>One</li><li>Two</li></ol><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>
<figure><img src="a.jpg"/><figcaption>A mill.</figcaption></figure><blockquote><p>Quoted words.</p></blockquote>
<span role="doc-pagebreak" title="12"></span><p>The second page begins here.</p>
<aside id="n1"><p>The note.</p></aside>"""
HTML = (
    '<html lang="en"><head><title>The Mill</title><meta name="author" content="Jane Doe"/></head><body>'
    f"<nav>Menu</nav><article>{INSIDE}</article></body></html>"
)
MARKDOWN = f"""---
title: The Mill
author: Jane Doe
---
# The Mill

## First

{LONG} See *it*[^1].

1. One
2. Two

| a | b |
|---|---|
| 1 | 2 |

![A mill.](a.jpg)

> Quoted words.

The second page begins here.

[^1]: The note.
"""
PLAIN = f"""The Mill

By Jane Doe

I. FIRST

{LONG} See it.

1. One
2. Two

> Quoted words.

\fThe second page begins here.
"""
DOCX = docx(
    p(r("The Mill"), style="Titel")
    + p(r("First"), style="berschrift1")
    + p(r(f"{LONG} See "), r("it", "<w:i/>"), '<w:r><w:footnoteReference w:id="2"/></w:r>', r("."))
    + item("One")
    + item("Two")
    + "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
    + "".join(f"<w:tc>{p(r(words))}</w:tc>" for words in "ab")
    + "</w:tr><w:tr>"
    + "".join(f"<w:tc>{p(r(words))}</w:tc>" for words in "12")
    + "</w:tr></w:tbl>"
    + p(r("Quoted words."), style="Zitat")
    + p('<w:r><w:br w:type="page"/></w:r>', r("The second page begins here.")),
    footnotes=f'<w:footnote w:id="2">{p(r("The note."))}</w:footnote>',
)
ODT = odt(
    '<style:style style:name="Page"><style:paragraph-properties fo:break-before="page"/></style:style>'
    '<text:p text:style-name="P1">The Mill</text:p><text:h text:outline-level="1">First</text:h>'
    f'<text:p>{LONG} See <text:span text:style-name="I">it</text:span><text:note text:note-class="footnote">'
    "<text:note-citation>1</text:note-citation><text:note-body><text:p>The note.</text:p></text:note-body>"
    '</text:note>.</text:p><text:list text:style-name="N"><text:list-item><text:p>One</text:p></text:list-item>'
    "<text:list-item><text:p>Two</text:p></text:list-item></text:list><table:table><table:table-header-rows>"
    "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p>"
    "</table:table-cell></table:table-row></table:table-header-rows><table:table-row><table:table-cell>"
    "<text:p>1</text:p></table:table-cell><table:table-cell><text:p>2</text:p></table:table-cell>"
    '</table:table-row></table:table><text:p text:style-name="Quotations">Quoted words.</text:p>'
    '<text:p text:style-name="Page">The second page begins here.</text:p>'
)
RTF = rtf(
    rb"\pard\s2 The Mill\par\pard\s1 First\par\pard\s0 "
    + LONG.encode()
    + rb" See {\i it}{\super\chftn}{\footnote\pard The note.\par}.\par"
    rb"\pard{\listtext 1.\tab}\ls1 One\par{\listtext 2.\tab}\ls1 Two\par"
    rb"\pard\trowd\intbl a\cell b\cell\row\trowd\intbl 1\cell 2\cell\row\pard\page The second page begins here.\par"
)
JATS = f"""<article xmlns:xlink="http://www.w3.org/1999/xlink" xml:lang="en"><front><article-meta><title-group>
<article-title>The Mill</article-title></title-group><contrib-group><contrib contrib-type="author"><name>
<surname>Doe</surname><given-names>Jane</given-names></name></contrib></contrib-group></article-meta></front><body>
<sec><title>First</title><p>{LONG} See <italic>it</italic><xref ref-type="fn" rid="f1">1</xref>.</p>
<list list-type="order"><list-item><p>One</p></list-item><list-item><p>Two</p></list-item></list>
<table-wrap><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table></table-wrap>
<fig><caption><p>A mill.</p></caption><graphic xlink:href="a.jpg"/></fig>
<disp-quote><p>Quoted words.</p></disp-quote></sec></body><back><fn-group><fn id="f1"><p>The note.</p></fn></fn-group>
<ref-list><title>References</title><ref id="r1"><mixed-citation>Doe, J. Mills. 1990.</mixed-citation></ref></ref-list>
</back></article>"""
PAGE_NS = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"


def _region(identifier: str, kind: str, *lines: str) -> str:
    coordinates = '<Coords points="1,1 9,1 9,9"/>'
    said = "".join(
        f'<TextLine id="{identifier}-{n}">{coordinates}<TextEquiv><Unicode>{line}</Unicode></TextEquiv></TextLine>'
        for n, line in enumerate(lines)
    )
    return f'<TextRegion id="{identifier}" type="{kind}">{coordinates}{said}</TextRegion>'


PAGE = f"""<PcGts xmlns="{PAGE_NS}"><Page imageFilename="12.jpg" imageWidth="10" imageHeight="20"><ReadingOrder>
<OrderedGroup id="g"><RegionRefIndexed index="0" regionRef="h"/><RegionRefIndexed index="1" regionRef="b"/>
<RegionRefIndexed index="2" regionRef="a"/></OrderedGroup></ReadingOrder>{_region("a", "paragraph", "and here.")}
{_region("b", "paragraph", "The conven¬", "tion met exam-", "iners")}{_region("h", "heading", "The Mill")}
{_region("n", "page-number", "12")}{_region("f", "footnote", "The note.")}</Page></PcGts>"""


@cache
def encoder() -> api.Encoder:
    return api.Encoder(taggers=())


def made(data: str | bytes, name: str) -> etree._Element:
    """The encoding, valid, with the text that was read."""
    data = data.encode() if isinstance(data, str) else data
    tree = encoder().encode(data, name=name)
    assert plain_text(tree).text == encoder().encoded(data, name=name).document.text
    found = list(api.validate(etree.tostring(tree), schema="tei_tools", name=name))
    assert not found, found
    return tree.getroot()


def words(root: etree._Element, path: str) -> list[str]:
    return [
        " ".join("".join(each.itertext()).split()) if isinstance(each, etree._Element) else str(each)
        for each in root.xpath(path, namespaces=TEI)
    ]


FORMATS = {
    "a.html": HTML, "a.md": MARKDOWN, "a.txt": PLAIN, "a.docx": DOCX, "a.odt": ODT, "a.rtf": RTF, "a.xml": JATS,
    "a.epub": epub({"one": xhtml(INSIDE)}, ["one"]),
}  # fmt: skip
# What a format cannot say, or its file here does not have.
WITHOUT = {
    "notes": {"a.txt"},
    "tables": {"a.txt"},
    "table heads": {"a.txt", "a.rtf"},
    "figures": {"a.txt", "a.docx", "a.odt", "a.rtf"},
    "italics": {"a.txt"},
    "pages": {"a.md", "a.xml"},
    "quotations": {"a.rtf"},
    "title": {"a.epub"},
}


def has(what: str) -> list[str]:
    return sorted(set(FORMATS) - WITHOUT[what])


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_headings_open_divisions_and_lists_have_items(name: str) -> None:
    root = made(FORMATS[name], name)
    assert [each.upper().removeprefix("I. ") for each in words(root, "//t:div/t:head")][:2] == [
        "THE MILL",
        "FIRST",
    ]
    assert words(root, "//t:list[@rend='numbered']/t:item") == ["One", "Two"]
    assert words(root, "//t:div/t:div/t:p")[0].startswith(LONG)


@pytest.mark.parametrize("name", has("notes"))
def test_calls_point_at_their_notes_at_the_end(name: str) -> None:
    root = made(FORMATS[name], name)
    (note,) = root.xpath("//t:text/t:back/t:div[@type='notes']/t:note", namespaces=TEI)
    (call,) = root.xpath("//t:ref[@type='noteref']", namespaces=TEI)
    assert call.get("target") == f"#{note.get(XML_ID)}" and note.get("n") == "1"
    assert "".join(note.itertext()).strip() == "The note."


@pytest.mark.parametrize("name", has("tables"))
def test_tables_have_rows_and_cells(name: str) -> None:
    root = made(FORMATS[name], name)
    assert words(root, "//t:table/t:row/t:cell") == ["a", "b", "1", "2"]
    if name in has("table heads"):
        assert words(root, "//t:table/t:row/t:cell[@role='label']") == ["a", "b"]


@pytest.mark.parametrize("name", has("figures"))
def test_figures_have_their_picture_and_caption(name: str) -> None:
    root = made(FORMATS[name], name)
    assert words(root, "//t:figure/t:head") == ["A mill."]
    assert words(root, "//t:figure/t:graphic/@url") == ["a.jpg"]


@pytest.mark.parametrize("name", has("quotations"))
def test_block_quotations_are_quotes(name: str) -> None:
    assert words(made(FORMATS[name], name), "//t:quote") == ["Quoted words."]


@pytest.mark.parametrize("name", has("italics"))
def test_emphasis_is_highlighting(name: str) -> None:
    assert words(made(FORMATS[name], name), "//t:hi[@rend='italic']") == ["it"]


@pytest.mark.parametrize("name", has("pages"))
def test_a_page_begins_before_its_first_block(name: str) -> None:
    root = made(FORMATS[name], name)
    (page,) = root.xpath("//t:pb", namespaces=TEI)
    following = page.getnext()
    assert following is not None and "".join(following.itertext()) == "The second page begins here."
    assert page.get("n") == ("12" if name in ("a.html", "a.epub") else None)


@pytest.mark.parametrize("name", ["a.html", "a.md", "a.txt", "a.rtf", "a.xml"])
def test_title_and_author_are_in_the_header(name: str) -> None:
    root = made(FORMATS[name], name)
    title = "The Treaty" if name == "a.rtf" else "The Mill"
    assert words(root, "//t:titleStmt/t:title") == [title]
    assert words(root, "//t:titleStmt/t:author") == ["Jane Doe"]


def test_what_was_dropped_is_named_in_the_header() -> None:
    assert any("“Menu”" in each for each in words(made(HTML, "a.html"), "//t:normalization/t:p"))
    assert any("Draft of May" in each for each in words(made(RTF, "a.rtf"), "//t:normalization/t:p"))


def test_pages_regions_and_lines_have_their_places() -> None:
    root = made(PAGE, "p.xml")
    ids = {each.get(XML_ID): etree.QName(each).localname for each in root.iter("{*}*") if each.get(XML_ID)}
    facs = [
        (etree.QName(each).localname, each.get("facs", "")[1:])
        for each in root.iter("{*}*")
        if each.get("facs")
    ]
    assert facs == [
        ("pb", "surface"),
        ("head", "h"), ("lb", "h-0"),
        ("p", "b"), ("lb", "b-0"), ("lb", "b-1"), ("lb", "b-2"),
        ("p", "a"), ("lb", "a-0"),
        ("note", "f"), ("lb", "f-0"),
    ]  # fmt: skip
    assert all(ids[place] == ("surface" if name == "pb" else "zone") for name, place in facs)
    assert words(root, "//t:body//t:p") == ["The convention met exam-iners", "and here."]
    assert words(root, "//t:lb[@break='no']/@facs") == ["#b-1", "#b-2"]
    assert words(root, "//t:surface/t:graphic/@url") == ["12.jpg"] and words(root, "//t:pb/@n") == ["12"]
    assert words(root, "//t:zone[@type='page-number']/@points") == ["1,1 9,1 9,9"]
    assert any("a page number" in each for each in words(root, "//t:normalization/t:p"))


def test_a_pdf_has_its_pages() -> None:
    pytest.importorskip("pypdf", reason="the extra pdf is not installed")
    root = made(pdf(["The first page ends with a sentence."], ["The second page begins."]), "a.pdf")
    assert len(root.xpath("//t:pb", namespaces=TEI)) == 1


def test_a_mail_is_a_letter_with_what_it_answers() -> None:
    mail = (
        "From: Jane Doe <jane@example.org>\nSubject: The mill\nDate: Thu, 6 May 2021 10:00:00 +0200\n"
        "Message-ID: <a@b>\nContent-Type: text/plain; charset=utf-8\n\nDear John,\n\n"
        "the mill is open again, and everybody was there when the doors were opened by the mayor.\n\n"
        "> Is it open?\n\nYours sincerely,\nJane Doe\n"
    )
    root = made(mail, "m.eml")
    assert words(root, "//t:opener/t:salute") == ["Dear John,"]
    assert words(root, "//t:quote") == ["Is it open?"]
    assert words(root, "//t:closer/t:salute") == ["Yours sincerely,"]
    assert words(root, "//t:closer/t:signed") == ["Jane Doe"]
    assert words(root, "//t:sourceDesc//t:date/@when") == ["2021-05-06"]


def test_verse_is_lines_of_a_stanza() -> None:
    poem = "The Sea\n\n" + "\n".join(
        (
            "Upon the wide and open sea",
            "The ships go by in company",
            "And nobody can tell the way",
            "They went before the break of day",
        )
    )
    root = made(poem, "a.txt")
    assert len(root.xpath("//t:lg/t:l", namespaces=TEI)) == 4


def test_grobids_tei_is_tagged_further_and_kept() -> None:
    from tei_tools.further import tag_further
    from tei_tools.inputs import as_input

    given = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader xml:lang="en">'
        "<fileDesc><titleStmt><title level='a' type='main'>The Mill</title></titleStmt><publicationStmt><publisher/>"
        "</publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc><encodingDesc><appInfo><application "
        'version="0.8.0" ident="GROBID" when="2024-01-01T00:00+0000"><desc>GROBID</desc></application></appInfo>'
        '</encodingDesc></teiHeader><text xml:lang="en"><body><div xmlns="http://www.tei-c.org/ns/1.0"><head n="1">'
        'First</head><p>James Baker came to Moscow <ref type="bibr" target="#b0">[1]</ref> in 1990.</p></div></body>'
        '<back><div type="references"><listBibl><biblStruct xml:id="b0"><monogr><title level="m">Mills</title>'
        "<imprint><date type='published' when='1990'/></imprint></monogr></biblStruct></listBibl></div></back></text></TEI>"
    )
    made_further = tag_further(given.encode(), as_input(given.encode(), "g.xml"), api.Encoder())
    said = made_further.content.decode()
    assert '<ref type="bibr" target="#b0">[1]</ref>' in said and '<head n="1">' in said
    assert {"persName", "placeName", "date"} <= set(made_further.added)

"""JATS: front matter as metadata, sections, figures, tables, notes and references; bad files are one line."""

from __future__ import annotations

import pytest

from tei_tools.errors import UnreadableError
from tei_tools.sources import read_source

FRONT = """<front><journal-meta><publisher><publisher-name>A Press</publisher-name></publisher></journal-meta>
<article-meta><article-id pub-id-type="doi">10.1/x</article-id>
<title-group><article-title>The <italic>Long</italic> Table</article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Doe</surname><given-names>Jane</given-names>
</name></contrib></contrib-group>
<pub-date pub-type="epub"><day>6</day><month>3</month><year>2022</year></pub-date>
<abstract><p>In short.</p></abstract><kwd-group><kwd>peace</kwd></kwd-group></article-meta></front>"""
BODY = """<body><sec><label>1</label><title>Before</title><p>Baker<xref ref-type="fn" rid="f1">*</xref> met
<xref ref-type="bibr" rid="b1">[1]</xref> them.<list list-type="order"><list-item><p>one</p></list-item>
</list>
And on.</p><sec><title>Inner</title><p>Words.</p></sec></sec>
<fig><label>Fig. 1</label><caption><p>A table.</p></caption><graphic xmlns:xlink="http://www.w3.org/1999/xlink"
xlink:href="a.png"/></fig><table-wrap><label>Table 1</label><table><tbody><tr><td>a</td><td>b</td></tr>
</tbody></table></table-wrap><disp-quote><p>He wrote.</p></disp-quote></body>"""
BACK = """<back><ref-list><ref id="b1"><label>1.</label><mixed-citation>Doe J. <source>Book</source>. 1999.
</mixed-citation></ref><ref id="b2"><element-citation><person-group><name><surname>Roe</surname>
<given-names>J</given-names></name></person-group><article-title>On it</article-title><source>Journal</source>
<year>2001</year><volume>3</volume><fpage>4</fpage><lpage>5</lpage></element-citation></ref></ref-list>
<fn-group><fn id="f1"><label>*</label><p>So said he.</p></fn></fn-group></back>"""


def jats(inside: str, attributes: str = 'article-type="research-article" xml:lang="en"') -> bytes:
    return f'<?xml version="1.0"?><article {attributes}>{inside}</article>'.encode()


def test_the_article_and_its_parts() -> None:
    document = read_source(jats(FRONT + BODY + BACK), "article.xml")
    assert document.format == "jats"
    assert document.text.split("\n") == [
        "The Long Table", "Abstract", "In short.", "1 Before", "Baker* met [1] them.", "one", "And on.",
        "Inner", "Words.", "Fig. 1 A table.", "Table 1", "a", "b", "He wrote.", "References",
        "1. Doe J. Book. 1999.", "Roe, J (2001). On it. Journal. 3: 4–5.", "So said he.",
    ]  # fmt: skip
    assert [one.kind for one in document.blocks] == [
        "title", "heading", "paragraph", "heading", "paragraph", "list", "item", "paragraph", "heading",
        "paragraph", "figure", "caption", "table", "caption", "row", "cell", "cell", "quotation", "paragraph",
        "heading", "paragraph", "paragraph", "note",
    ]  # fmt: skip
    assert [one.level for one in document.blocks if one.kind == "heading"] == [1, 1, 2, 1]
    assert [(one.kind, document.text[one.start : one.end], one.target) for one in document.marks] == [
        ("emphasis", "Long", None),
        ("noteref", "*", "*"),
        ("image", "", "a.png"),
    ]
    assert document.notes == (
        "Headings that JATS leaves to the reader were added: Abstract, References.",
        "References given only as fields, written out with punctuation: 1.",
    )


def test_what_the_front_says() -> None:
    said = read_source(jats(FRONT + BODY), "a.xml").metadata
    assert (said.title, said.authors, said.date) == ("The Long Table", ("Jane Doe",), "2022-03-06")
    assert (said.publisher, said.address, said.keywords) == ("A Press", "https://doi.org/10.1/x", ("peace",))
    assert said.language == "en"


def test_it_is_told_from_an_article_of_html() -> None:
    assert read_source(jats(BODY), "-").format == "jats"
    assert read_source(b"<article class='x'><h1>One</h1><p>Two words.</p></article>", "-").format == "html"
    assert read_source(jats(BODY), "a.nxml").format == "jats"


@pytest.mark.parametrize("data", [jats(""), jats(BODY)[:-40], b"<book/>", b"no xml", b""])
def test_bad_files_are_one_line(data: bytes) -> None:
    for name, format in (("a.xml", None), ("a.xml", "jats")):
        with pytest.raises(UnreadableError) as fault:
            read_source(data, name, format=format)
        assert "\n" not in str(fault.value) and str(fault.value).startswith("a.xml")


def test_tei_and_other_xml_are_told_apart_in_one_line() -> None:
    with pytest.raises(UnreadableError, match="TEI already"):
        read_source(b"<TEI xmlns='http://www.tei-c.org/ns/1.0'/>", "a.xml")
    with pytest.raises(UnreadableError, match="root element project"):
        read_source(b"<?xml version='1.0'?><project/>", "a.xml")

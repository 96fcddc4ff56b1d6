"""Markdown and HTML: their words are those of the text, as parsers of CommonMark and HTML5 read them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_tools.exporters._spans import blocks, pieces
from tei_tools.exporters.markdown import escaped
from tei_tools.records import Record

html5lib = pytest.importorskip("html5lib")
BODY = (
    "<div><head>Chapter *one*</head>"
    "<p>1. <persName ref='https://d-nb.info/gnd/118540238'>Ada &amp; [Co]</persName>"
    " &lt;b&gt; _said_ <said>in <date when='1843-05'>May</date> `no`</said> # 1 | 2</p>"
    "<p>- <quote>begins <persName>B</persName></quote> ends<note>a note</note></p>"
    "<p>+ x</p><p># y</p><p>&gt; z</p>"
    "<p>=</p><p>---</p><p>```</p><p>http://x.org/ &amp;amp; ![a](b) \\</p>"
    "<div><head>Two</head><p><date when='-0050'>old</date> <date when='1843/1844'>x</date></p></div></div>"
    "<quote><p>One</p><p>Two</p></quote>"
)


def text_of(tokens: Any) -> str:
    said = []
    for token in tokens:
        if token.type == "inline":
            said.append(
                "".join(child.content for child in token.children if child.type in ("text", "code_inline"))
            )
    return "\n".join(said)


def test_markdown_gives_back_the_words_of_the_text(written: Any, small: Callable[..., Record]) -> None:
    from markdown_it import MarkdownIt

    record = small(BODY, title="A *title*")
    source = written("markdown", [record])["d.md"].decode()
    tokens = MarkdownIt("commonmark").parse(source)
    assert text_of(tokens).startswith(f"A *title*\n{record.text}\n")
    kinds = {token.type for token in tokens}
    assert kinds <= {"heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "hr"}
    headings = [
        (token.tag, tokens[place + 1].content)
        for place, token in enumerate(tokens)
        if token.type == "heading_open"
    ]
    assert [tag for tag, _ in headings] == ["h1", "h2", "h3"]
    links = [
        child.attrs["href"] for token in tokens for child in token.children or () if child.type == "link_open"
    ]
    assert links == ["https://d-nb.info/gnd/118540238"]
    assert record.text_sha256 in source


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1))
def test_no_sign_is_read_by_markdown(words: str) -> None:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(f"x {escaped(words)} x")
    assert text_of(tokens) == f"x {words} x"


def test_html_is_valid_and_gives_back_the_words_of_the_text(
    written: Any, small: Callable[..., Record]
) -> None:
    record = small(BODY, title="A &lt;title> &amp; more")
    source = written("html", [record])["d.html"].decode()
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(source)
    main = tree.find(".//main")
    assert "\n".join("".join(block.itertext()) for block in main) == record.text
    assert [block.tag for block in main][:3] == ["h2", "p", "p"]
    assert tree.findtext(".//title") == "A <title> & more"
    assert [time.get("datetime") for time in tree.iter("time")] == ["1843-05"]
    (person,) = tree.iter("a")
    assert (person.get("class"), person.get("href")) == ("person", "https://d-nb.info/gnd/118540238")
    assert "".join(tree.find(".//footer").itertext()).count(record.text_sha256) == 1


def test_html_of_names_within_names_and_links_within_links(
    written: Any, small: Callable[..., Record]
) -> None:
    far = "https://d-nb.info/gnd/"
    body = (
        f"<p><orgName ref='{far}1'>Bank of <placeName ref='{far}2'>England</placeName></orgName> "
        f"<ref target='http://x.org/'>see <persName ref='{far}3'>C</persName></ref> "
        f"<date when='1843'>in <date when='1843-05'>May</date></date></p>"
    )
    source = written("html", [small(body)])["d.html"].decode()
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(source)
    for link in tree.iter("a"):
        assert link.find(".//a") is None
    assert "".join(tree.find(".//main/p").itertext()) == "Bank of England see C in May"
    assert len(list(tree.iter("time"))) == 1


def test_scripts_in_words_and_addresses_are_words(written: Any, small: Callable[..., Record]) -> None:
    body = (
        "<p>&lt;script>alert(1)&lt;/script> <ref target='javascript:alert(1)'>x</ref> "
        "<persName ref='#a\"b'>y</persName></p>"
    )
    source = written("html", [small(body)])["d.html"].decode()
    html5lib.HTMLParser(strict=True).parse(source)
    assert "<script" not in source and 'href="javascript' not in source


def test_pieces_give_back_every_block(small: Callable[..., Record]) -> None:
    record = small(BODY)
    for block in blocks(record):
        found = list(pieces(record.text, block))
        assert "".join(words for _, _, words in found) == record.text[block.start : block.end]
        depth = 0
        for what, _, _ in found:
            depth += {"open": 1, "close": -1, "text": 0}[what]
            assert depth >= 0
        assert depth == 0


def test_ten_thousand_quotations_within_one_another_take_no_square_of_time(
    written: Any, small: Callable[..., Record]
) -> None:
    record = small("<p>" + "<q>a " * 100 + "</q>" * 100 + "</p>" + "<p><q>b</q></p>" * 10_000)
    for form in ("html", "markdown"):
        assert len(next(iter(written(form, [record]).values()))) < 2_000_000


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_restricted_documents_stay_out_bytes_and_memory_stay_the_same(
    written: Any, sample: Record, small: Callable[..., Record], grows: Any, form: str
) -> None:
    hidden = small(BODY, "d", '<availability status="restricted"><p/></availability>')
    assert written(form, [hidden]) == {}
    assert written(form, [sample]) == written(form, [sample])
    assert grows(form, lambda place: small(BODY, f"d{place}")) < 1.5


@pytest.mark.shared
def test_real_documents_are_valid_html_and_markdown_of_their_words(written: Any, real: list[Record]) -> None:
    from markdown_it import MarkdownIt

    fitting = [record for record in real if len(record.text) < 60_000]
    pages = written("html", fitting, include_restricted=True)
    texts = written("markdown", fitting, include_restricted=True)
    assert len(pages) == len(texts) == len(fitting)
    for record, page, text in zip(fitting, pages.values(), texts.values(), strict=True):
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.decode())
        assert "\n".join("".join(block.itertext()) for block in tree.find(".//main")) == record.text
        read = text_of(MarkdownIt("commonmark").parse(text.decode()))
        assert re.sub(r"\s", "", record.text) in re.sub(r"\s", "", read)

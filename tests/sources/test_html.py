"""HTML: the article is kept whole and in order, all else is dropped and said so."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from random import Random

import pytest

from tei_tools.errors import UnreadableError
from tei_tools.sources import Mark, SourceDocument, read_source
from tei_tools.sources._assembly import Assembly
from tei_tools.sources._html_blocks import assemble
from tei_tools.sources._html_tree import parsed

LONG = (
    "The conference opened on a grey morning, and the delegates of nine countries took their seats around "
    "the table. "
)

SAMPLES = Path(__file__).parent / "samples"
PAGE = (SAMPLES / "page.html").read_text(encoding="utf-8")
BLOG = (SAMPLES / "blog.html").read_text(encoding="utf-8")


def read(page: str, name: str = "page.html") -> SourceDocument:
    return read_source(page.encode(), name)


def marked(document: SourceDocument, kind: str) -> list[tuple[str, str | None]]:
    return [
        (document.text[mark.start : mark.end], mark.target) for mark in document.marks if mark.kind == kind
    ]


def kinds(document: SourceDocument) -> list[str]:
    return [block.kind for block in document.blocks]


class _Words(HTMLParser):
    """The characters of a page's body as the standard library's parser sees them, no scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.silent += tag in ("script", "style", "head")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style", "head")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


def all_words(page: str) -> str:
    reader = _Words()
    reader.feed(page)
    return "".join("".join(reader.words).split())


@pytest.mark.parametrize(
    "page",
    [
        PAGE,
        BLOG,
        PAGE.replace("article>", "div>"),
        PAGE.replace("main>", "div>").replace("article>", "section>"),
    ],
)
def test_every_character_is_in_the_text_or_among_what_was_dropped_and_in_order(page: str) -> None:
    assembly = Assembly()
    dropped = assemble(parsed(page), assembly)
    found, blocks, _ = assembly.finish()
    shown = [  # words that stand for a picture are in an attribute
        found[block.start : block.end]
        for number, block in enumerate(blocks)
        if block.kind != "description" and number not in {one.parent for one in blocks}
    ]
    text = "".join("".join(shown).split())
    whole = all_words(page)
    left_out = "".join(
        one.words
        for one in dropped
        if one.reason not in ("words that stand for a picture",) and "scripts" not in one.reason
    )
    assert Counter(text) + Counter("".join(left_out.split())) == Counter(whole)
    place = iter(whole)
    assert all(character in place for character in text)


def test_the_article_of_a_page() -> None:
    document = read(PAGE)
    assert document.text.startswith("The Long Table\nBy Jane Doe and John Roe\n6 March 2022\nLoose words")
    assert kinds(document)[:5] == ["title", "byline", "dateline", "paragraph", "paragraph"]
    for gone in (
        "cookies",
        "Home",
        "Tweet",
        "Advertisement",
        "Hidden",
        "hidden",
        "Related",
        "Most read",
        "©",
        "Your mail",
        "↩",
    ):
        assert gone not in document.text
        assert any(gone in one.words for one in document.dropped), gone
    assert all(one.reason for one in document.dropped)


def test_what_a_page_says_of_itself() -> None:
    metadata = read(PAGE).metadata
    assert metadata.title == "The Long Table"
    assert metadata.authors == ("Jane Doe", "John Roe")
    assert metadata.date == "2022-03-06"
    assert metadata.language == "en-GB"
    assert metadata.publisher == "Daily Paper Ltd"
    assert metadata.address == "https://example.org/long-table"
    assert metadata.rights == "https://example.org/licence"
    assert metadata.keywords == ("treaty", "river")


def test_structure_is_kept() -> None:
    document = read(PAGE)
    found = [(block.kind, document.text[block.start : block.end]) for block in document.blocks]
    assert ("heading", "The River") in found
    assert ("item", "one") in found and ("item", "inner") in found
    assert ("item", "first") in found and ("item", "second\nmore") in found
    assert ("quotation", "We shall stay.") in found
    assert [text for kind, text in found if kind == "cell"] == ["Land", "Votes", "A", "3 or 4"]
    assert [text for kind, text in found if kind == "caption"] == ["Votes", "The river in 1921"]
    assert ("code", "a = 1 b = 2") in found
    assert ("label", "Weir") in found and ("item", "A low dam.") in found
    assert (
        next(block.language for block in document.blocks if document.text[block.start :].startswith("Ein d"))
        == "de"
    )


def test_inline_markup_is_kept_with_offsets() -> None:
    document = read(PAGE)
    assert marked(document, "emphasis") == [("very", None)]
    assert marked(document, "title") == [("The Gazette", None)]
    assert ("the river", "https://example.org/river") in marked(document, "link")
    assert marked(document, "subscript") == [("2", None)]
    assert marked(document, "deleted") == [("old", None)]
    assert marked(document, "inserted") == [("new", None)]
    assert marked(document, "quotation") == [("so", None)]
    assert [mark.target for mark in document.marks if mark.kind == "image"] == ["map.png"]
    assert sum(mark.kind == "linebreak" for mark in document.marks) == 3


def test_a_note_and_its_call_are_paired() -> None:
    document = read(PAGE)
    assert marked(document, "noteref") == [("1", "1")]
    note = next(block for block in document.blocks if block.kind == "note")
    assert (note.identifier, document.text[note.start : note.end]) == ("1", "A note of its own.")


def test_an_encyclopedia_page_has_its_notes() -> None:
    page = (
        f"<html><body><h1>River</h1><p>{LONG}<sup class=reference id=c1><a href='#k1'>[1]</a></sup></p>"
        "<ol class=references><li id=k1><span><b><a href='#c1'>^</a></b></span> "
        "<span>A Book, p. 3.</span></li></ol></body></html>"
    )
    document = read(page)
    assert marked(document, "noteref") == [("[1]", "1")]
    assert [document.text[b.start : b.end] for b in document.blocks if b.kind == "note"] == ["A Book, p. 3."]


def test_a_page_without_article_keeps_its_list_of_sources_and_drops_its_menus() -> None:
    document = read(BLOG)
    assert "A source\nB source\nC source" in document.text
    assert not any(word in document.text for word in ("Alpha", "Two links", "Tags and more"))
    assert document.metadata.authors == ("Max Muster",) and document.metadata.date == "2019-05-04"
    assert document.text.count("The conference opened") == 3


def test_a_form_or_a_hidden_element_around_everything_does_not_drop_the_article() -> None:
    document = read(
        f"<html><body><form action=x><div class='comments sidebar nav'>"
        f"<p>{LONG}</p><p>{LONG}</p></div></form></body></html>"
    )
    assert document.text.count("The conference") == 2


def test_a_heading_outside_the_article_is_kept() -> None:
    document = read(
        f"<body><header><h1>The Title</h1></header><article><p>{LONG}</p></article><p>Outside.</p></body>"
    )
    assert document.text == f"The Title\n{LONG.strip()}"
    assert [(one.words, one.reason) for one in document.dropped] == [("Outside.", "outside the article")]


def test_a_layout_table_is_no_table() -> None:
    document = read(
        f"<table><tr><td><a href=1>x</a></td><td><h1>Title</h1><p>{LONG}</p>"
        "<table><tr><td>1</td><td>2</td></tr></table></td></tr></table>"
    )
    assert kinds(document).count("table") == 1 and "title" in kinds(document)


@pytest.mark.parametrize(
    "page",
    [
        "<p>one <b>two <i>three</b> four",
        "<table><tr><td>one <tr><td>two</table> three four",
        "<ul><ul><li>one</ul>two</ul> three <li>four",
        "one <p two>three</p four>",
        "<div><h1>one<p>two</h1>three</div></div></div>four",
        "<td>one</td><dd>two</dd><figcaption>three</figcaption><tr><td>four",
        "<a href=x><div>one</div><p>two</p></a>three<br><br><br>four",
    ],
)
def test_malformed_pages_keep_their_words(page: str) -> None:
    text = " ".join(read(page).text.split())
    assert (text.startswith("one") and "four" in text) or "three" in text


def test_no_external_entity_or_network_is_asked_for() -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><p>words &x; here</p></html>'
    assert "root:" not in read(page).text


def test_a_page_without_words_is_refused() -> None:
    with pytest.raises(UnreadableError, match="no words"):
        read("<html><body><img src=x><script>var words;</script></body></html>")


def test_marks_end_with_their_block() -> None:
    document = read("<a href=x>one<div>two</div>three</a>")
    assert [document.text[mark.start : mark.end] for mark in document.marks] == ["one", "two", "three"]
    assert Mark("link", 0, 3, "x") in document.marks


def test_an_article_whose_every_piece_has_a_name_of_furniture_is_kept() -> None:
    pieces = "".join(f"<div class='promo-block'><p>{LONG}{number}</p></div>" for number in range(9))
    assert read(f"<html><body>{pieces}</body></html>").text.count("The conference") == 9


def test_a_blog_s_own_name_is_not_the_title_of_its_post() -> None:
    document = read(
        "<body><div id='header'><h1 class='site-title'>My Blog</h1></div><div class='post'>"
        f"<h2 class='entry-title'>A Post</h2><p>Posted on May 1, 2020 by Ann Lee</p><p>{LONG}</p>"
        f"<div class='section-header'><h3>Part</h3></div><p>{LONG}</p></div></body>"
    )
    assert kinds(document) == ["title", "byline", "paragraph", "heading", "paragraph"]
    assert (document.metadata.title, document.metadata.authors) == ("A Post", ("Ann Lee",))
    assert [one.words for one in document.dropped] == ["My Blog"]


def test_any_page_of_tags_keeps_its_words_in_order_or_says_what_was_dropped() -> None:
    pieces = (
        "<div class='share'>|</div>|<nav>|</nav>|<p>|<aside>|</aside>|<main>|</main>|<article>|</article>"
        "|<footer>|<ul><li>|</ul>|<h1>|</h1>|<table><tr><td>|</table>|<span hidden>|</span>|<form>|</form>"
        "|<br>|<a href='#a'>|</a>"
    ).split("|")
    for seed in range(300):
        chosen = Random(seed)
        parts = [f"{chosen.choice(pieces)} w{number}x" for number in range(chosen.randrange(2, 30))]
        tree = parsed(f"<html><body>{' '.join(parts)}</body></html>")
        whole = "".join("".join(tree.root.itertext()).split())
        assembly = Assembly()
        dropped = assemble(tree, assembly)
        text = "".join(assembly.finish()[0].split())
        left_out = "".join("".join(one.words.split()) for one in dropped)
        assert Counter(text) + Counter(left_out) == Counter(whole), seed
        place = iter(whole)
        assert all(character in place for character in text), seed

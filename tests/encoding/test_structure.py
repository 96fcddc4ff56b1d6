"""Blocks become the elements of ``text``, wherever they stand."""

from __future__ import annotations

import pytest
from lxml import etree

from tei_tools.encoding import HeaderSettings, encode_document, serialize
from tei_tools.identity import Identified
from tei_tools.sources import Block, Mark, SourceDocument
from tei_tools.text import plain_text


def text_element(
    *blocks: tuple[str, str] | tuple[str, str, dict[str, object]], marks: tuple[Mark, ...] = ()
) -> etree._Element:
    """The ``text`` of a document of (kind, words, other fields); a block without words is a container."""
    text = ""
    made = []
    for kind, words, *fields in blocks:
        if words and text:
            text += "\n"
        made.append(Block(kind, len(text), len(text) + len(words), **(fields[0] if fields else {})))  # type: ignore[arg-type]
        text += words
    document = SourceDocument("a.txt", "plain", "0" * 64, text, tuple(made), marks=marks)
    tree = encode_document(document, Identified((), ()), HeaderSettings())
    assert plain_text(tree).text == text
    return etree.fromstring(serialize(tree)).find("{*}text")


def outline(element: etree._Element) -> str:
    """The names of the elements, nested in brackets."""
    name = element.tag.rpartition("}")[2]
    inner = " ".join(outline(child) for child in element)
    return f"{name}({inner})" if inner else name


def test_a_title_opens_the_article_and_headings_nest_by_their_level() -> None:
    text = text_element(
        ("title", "T"),
        ("byline", "By X"),
        ("paragraph", "a"),
        ("heading", "one", {"level": 1}),
        ("heading", "two", {"level": 2}),
        ("paragraph", "b"),
        ("heading", "three", {"level": 1}),
    )
    assert outline(text) == "text(body(div(head byline p div(head div(head p)) div(head))))"


def test_text_without_a_title_stands_in_the_body_itself() -> None:
    assert outline(text_element(("paragraph", "a"))) == "text(body(p))"


def test_a_document_without_words_is_still_a_document() -> None:
    assert outline(text_element()) == "text(body(p))"
    assert outline(text_element(("note", "n", {"identifier": "1"}))) == "text(body(p) back(div(note)))"


@pytest.mark.parametrize("kind", ["byline", "dateline", "salute", "signed"])
def test_what_belongs_to_the_edges_of_a_division_is_an_ab_in_its_middle(kind: str) -> None:
    middle = text_element(("paragraph", "a"), (kind, "x"), ("paragraph", "b"))
    assert outline(middle) == "text(body(p ab p))"
    assert middle.find(".//{*}ab").get("type") == kind
    top = "opener(salute)" if kind == "salute" else kind
    bottom = f"closer({kind})" if kind in ("salute", "signed") else kind
    assert outline(text_element((kind, "x"), ("paragraph", "b"))) == f"text(body({top} p))"
    assert outline(text_element(("paragraph", "b"), (kind, "x"))) == f"text(body(p {bottom}))"
    assert outline(text_element((kind, "x"))) == "text(body(ab))"


def test_what_opens_and_closes_a_letter_stands_together() -> None:
    letter = text_element(
        ("title", "t"),
        ("dateline", "d"),
        ("salute", "s"),
        ("paragraph", "p"),
        ("salute", "s"),
        ("signed", "n"),
        ("note", "x", {"identifier": "1"}),
    )
    assert outline(letter) == (
        "text(body(div(head opener(dateline salute) p closer(salute signed))) back(div(note)))"
    )


def test_lists_keep_their_labels_where_each_has_an_item() -> None:
    def listed(*kinds: str) -> str:
        return outline(text_element(("list", ""), *((kind, kind, {"parent": 0}) for kind in kinds)))

    assert listed("label", "item", "label", "item") == "text(body(list(label item label item)))"
    assert listed("item", "label", "item") == "text(body(list(item item item)))"
    assert listed("paragraph", "paragraph") == "text(body(list(item item)))"


def test_a_table_without_rows_is_no_table_and_what_is_no_cell_is_put_in_one() -> None:
    assert outline(text_element(("table", ""), ("caption", "c", {"parent": 0}))) == "text(body(ab))"
    rows = text_element(
        ("table", ""),
        ("caption", "c", {"parent": 0}),
        ("row", "", {"parent": 0}),
        ("cell", "1", {"parent": 2}),
        ("cell", "", {"parent": 2}),
        ("paragraph", "2", {"parent": 2}),
        ("caption", "d", {"parent": 0}),
    )
    assert outline(rows) == "text(body(table(head row(cell cell cell(p)) trailer)))"


def test_a_stanza_takes_lines_alone() -> None:
    text = text_element(("stanza", ""), ("line", "a", {"parent": 0}), ("paragraph", "b", {"parent": 0}))
    assert outline(text) == "text(body(lg(l l)))"


def test_notes_at_the_end_stand_in_the_back_and_references_point_at_them() -> None:
    text = text_element(
        ("paragraph", "a1"), ("note", "words", {"identifier": "1"}), marks=(Mark("noteref", 1, 2, "1"),)
    )
    assert outline(text) == "text(body(p(ref)) back(div(note)))"
    assert text.find(".//{*}ref").get("target") == "#note-1"
    assert text.find(".//{*}note").get("n") == "1"


def test_a_figure_has_its_image_and_caption_and_an_image_in_words_is_a_graphic() -> None:
    text = text_element(
        ("figure", ""),
        ("caption", "c", {"parent": 0}),
        ("paragraph", "ab"),
        marks=(Mark("image", 0, 0, "x y.png"), Mark("image", 3, 3, "z.png")),
    )
    assert outline(text) == "text(body(figure(graphic head) p(graphic)))"
    assert text.find(".//{*}graphic").get("url") == "x%20y.png"


def test_line_breaks_inside_a_word_say_so() -> None:
    text = text_element(("paragraph", "a b cd"), marks=(Mark("linebreak", 1, 1), Mark("linebreak", 5, 5)))
    assert [lb.get("break") for lb in text.iter("{*}lb")] == [None, "no"]


def test_blocks_nested_a_thousand_deep_stay_readable() -> None:
    chain = [("quotation", "", {"parent": n - 1 if n else None}) for n in range(1000)]
    text = text_element(*chain, ("paragraph", "deep", {"parent": 999}))
    assert "".join(text.itertext()).strip() == "deep"


def test_the_language_of_a_block_is_kept() -> None:
    text = text_element(("paragraph", "a"), ("paragraph", "b", {"language": "de"}))
    assert text[0][1].get("{http://www.w3.org/XML/1998/namespace}lang") == "de"


def test_a_caption_within_its_figure_is_tagged_as_other_words_are() -> None:
    import tei_tools

    page = (
        '<html lang="en"><body><article><h1>Towers of the old towns</h1><p>Nobody remembers them.</p><figure>'
        '<img src="t.jpg"><figcaption>The tower, by Anna Weber, 12 May 1880.</figcaption></figure>'
        "</article></html>"
    )
    tree = tei_tools.encode(page.encode(), name="page.html")
    head = tree.find(".//{*}figure/{*}head")
    assert head is not None
    assert [child.tag.rpartition("}")[2] for child in head] == ["persName", "date"]


def test_many_pages_that_begin_at_one_place_take_linear_time() -> None:
    import time

    marks = tuple(Mark("pagebreak", 0, 0, None, str(n)) for n in range(20_000))
    document = SourceDocument("a", "plain", "", "words", (Block("paragraph", 0, 5),), marks=marks)
    before = time.process_time()
    made = encode_document(document, Identified((), ()), HeaderSettings())
    assert time.process_time() - before < 5
    assert [each.get("n") for each in made.getroot().iter("{*}pb")][:3] == ["0", "1", "2"]


def test_what_is_added_below_a_letter_is_its_postscript() -> None:
    letter = (
        ("salute", "My dear Anna,"),
        ("paragraph", "We came on Monday."),
        ("salute", "ever yours,"),
        ("signed", "Eliza"),
    )
    text = text_element(*letter, ("paragraph", "P.S. The note came."), ("paragraph", "14 Royal Crescent"))
    assert outline(text) == "text(body(opener(salute) p closer(salute signed) postscript(p p)))"
    text = text_element(*letter, ("paragraph", "The note came."))
    assert outline(text) == "text(body(opener(salute) p ab ab p))"

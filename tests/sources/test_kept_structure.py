"""What a scholar looks for in the encoding of each format: letters, tables, notes, verse, pages, columns."""

# ruff: noqa: E501 (files as they are written)

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tei_tools.sources._front import is_closing

sys.path.insert(0, str(Path(__file__).parent))

from test_docx import docx, p, r
from test_odt import odt
from test_rtf import rtf
from test_structures import PAGE_NS, made, words

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
PROSE = (
    "The commission met for the first time in March, and nobody expected it to sit for more than a day. " * 2
)


def shapes(element: etree._Element) -> list[str]:
    return [etree.QName(each).localname for each in element]


def first(root: etree._Element, path: str) -> etree._Element:
    found = root.xpath(path, namespaces=TEI)
    assert found, etree.tostring(root.find("{*}text"), encoding="unicode")
    each = found[0]
    assert isinstance(each, etree._Element)
    return each


LETTER = ("14 Rue des Lilas", "Paris", "3 June 1923", "My dear Edith,", PROSE, "With love from us all,",
          "ever your affectionate brother,", "Harold")  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "{}\n{}\n{}\n\n{}\n\n{}\n\n{}\n{}\n{}\n\nP.S. The cat is back.\n".format(*LETTER)),
        ("a.md", "{}  \n{}  \n{}\n\n{}\n\n{}\n\n{}  \n{}  \n{}\n\nP.S. The cat is back.\n".format(*LETTER)),
        (
            "a.html",
            "<p>{}<br>{}<br>{}</p><p>{}</p><p>{}</p><p>{}<br>{}<br>{}</p><p>P.S. The cat is back.</p>".format(
                *LETTER
            ),
        ),
    ],
)
def test_a_letter_has_its_opener_with_the_address_and_its_closer(name: str, data: str) -> None:
    root = made(data, name)
    assert shapes(first(root, "//t:opener")) == ["address", "dateline", "salute"]
    assert words(root, "//t:opener/t:address/t:addrLine") == ["14 Rue des Lilas", "Paris"]
    assert shapes(first(root, "//t:closer")) == ["salute", "salute", "signed"]
    assert words(root, "//t:closer/t:signed") == ["Harold"]
    assert words(root, "//t:postscript/t:p") == ["P.S. The cat is back."]


VERSE = (
    "The shuttle goes over,",
    "the shuttle goes under,",
    "the weaver is waiting",
    "for rain and for thunder.",
)
BREAK = "<w:r><w:br/></w:r>"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", f"<p>{PROSE}</p><p>{'<br>'.join(VERSE)}</p>"),
        ("b.html", f"<p>{PROSE}</p><div class='poem'>{'<br>'.join(VERSE)}</div>"),
        ("a.md", f"{PROSE}\n\n" + "  \n".join(VERSE)),
        ("a.docx", docx(p(r(PROSE)) + p(BREAK.join(map(r, VERSE))))),
        ("a.odt", odt(f"<text:p>{PROSE}</text:p><text:p>{'<text:line-break/>'.join(VERSE)}</text:p>")),
        (
            "a.rtf",
            rtf(PROSE.encode() + rb"\par " + rb"\line ".join(line.encode() for line in VERSE) + rb"\par"),
        ),
    ],
)
def test_verse_by_line_breaks_is_lines(name: str, data: str | bytes) -> None:
    assert words(made(data, name), "//t:lg/t:l") == list(VERSE)


@pytest.mark.parametrize(
    "lines",
    [
        ("Monday to Friday 9–5", "Saturday 10–1", "Sunday closed", "Tel. 123"),
        ("Bread", "Milk", "Two eggs", "Tea"),
    ],
)
def test_lines_that_are_no_verse_stay_a_paragraph(lines: tuple[str, ...]) -> None:
    root = made(f"<p>{PROSE}</p><p>{'<br>'.join(lines)}</p>", "a.html")
    assert not root.xpath("//t:lg", namespaces=TEI) and len(root.xpath("//t:p/t:lb", namespaces=TEI)) == 3


GRID = "<tr><th>Year</th><th colspan='2'>Cost</th></tr><tr><td rowspan='2'>2017</td><td>4</td><td></td></tr><tr><td>1</td><td>2</td></tr>"


def cell(said: str, more: str = "") -> str:
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{p(r(said)) if said else '<w:p/>'}</w:tc>"


WORD_GRID = (
    "<w:tbl><w:tr>" + cell("Year") + cell("Cost", '<w:gridSpan w:val="2"/>') + "</w:tr><w:tr>"
    + cell("2017", '<w:vMerge w:val="restart"/>') + cell("4") + cell("") + "</w:tr><w:tr>"
    + cell("", "<w:vMerge/>") + cell("1") + cell("2") + "</w:tr></w:tbl>"
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", f"<p>{PROSE}</p><table>{GRID}</table>"),
        ("a.docx", docx(p(r(PROSE)) + WORD_GRID)),
        (
            "a.xml",
            f"<article xmlns:xlink='http://www.w3.org/1999/xlink'><front><article-meta/></front><body><p>{PROSE}</p>"
            f"<table-wrap><table>{GRID}</table></table-wrap></body></article>",
        ),
    ],
)
def test_empty_cells_stay_and_cells_say_what_they_go_over(name: str, data: str | bytes) -> None:
    rows = made(data, name).xpath("//t:table/t:row", namespaces=TEI)
    assert [["".join(each.itertext()).strip() for each in row] for row in rows] == [
        ["Year", "Cost"], ["2017", "4", ""], ["1", "2"],
    ]  # fmt: skip
    assert rows[0][1].get("cols") == "2" and rows[1][0].get("rows") == "2" and rows[2][0].get("rows") is None


@pytest.mark.parametrize(
    "table",
    [
        "Year      Grain     Hides\n1909       120         4\n1910       141         5\n1911                   4",
        "Year\tGrain\tHides\n1909\t120\t4\n1910\t141\t5\n1911\t\t4",
        "| Year | Grain | Hides |\n|------|-------|-------|\n| 1909 | 120 | 4 |\n| 1910 | 141 | 5 |\n| 1911 | | 4 |",
    ],
)
def test_a_table_of_a_plain_text_has_cells(table: str) -> None:
    root = made(f"{PROSE}\n\n{table}\n\n{PROSE}\n", "a.txt")
    rows = root.xpath("//t:table/t:row", namespaces=TEI)
    assert [["".join(each.itertext()) for each in row] for row in rows] == [
        ["Year", "Grain", "Hides"], ["1909", "120", "4"], ["1910", "141", "5"], ["1911", "", "4"],
    ]  # fmt: skip
    assert {each.get("role") for each in rows[0]} == {"label"}


@pytest.mark.parametrize(
    "text",
    [
        "He went  away and came\nback again  in the morning\nbut nobody  was there at all",
        "Name:  John\nBorn:  in Ulm",
    ],
)
def test_words_with_wide_spaces_are_no_table(text: str) -> None:
    assert not made(f"{PROSE}\n\n{text}\n", "a.txt").xpath("//t:table", namespaces=TEI)


def test_lines_drawn_under_headings_are_markup() -> None:
    root = made(
        f"The Keepers\n===========\n\nTools\n-----\n\n{PROSE}\n\nInner\n~~~~~\n\n{PROSE}\n\nThe end\n-------\n\n{PROSE}\n",
        "a.txt",
    )
    assert words(root, "//t:body/t:div/t:head") == ["The Keepers"]
    assert words(root, "//t:body/t:div/t:div/t:head") == ["Tools", "The end"]
    assert words(root, "//t:body/t:div/t:div/t:div/t:head") == ["Inner"]
    assert any("a line drawn at a heading" in each for each in words(root, "//t:normalization/t:p"))


def test_notes_at_the_foot_of_a_page_are_called_and_the_page_has_its_number() -> None:
    page = (
        "{}\nSome words that stand on the page and call a note,(1) and then\nmore words which call another one at their end.(2)\n\n"
        "1. The first note.\n2. The second one, which goes on\nin a further line.\n"
    )
    root = made(
        "\f".join(
            page.format(f"A LONG JOURNEY    {n}" if n % 2 else f"{n}    A LONG JOURNEY") for n in (41, 42, 43)
        ),
        "a.txt",
    )
    notes = root.xpath("//t:text//t:note", namespaces=TEI)
    assert [(each.get("n"), each.get("place")) for each in notes] == [("1", "bottom"), ("2", "bottom")] * 3
    assert [f"#{each.get('{http://www.w3.org/XML/1998/namespace}id')}" for each in notes] == words(
        root, "//t:ref[@type='noteref']/@target"
    )
    assert words(root, "//t:pb/@n") == ["41", "42", "43"]
    assert "2. The second one, which goes on in a further line." in "".join(notes[1].itertext())


def test_numbers_that_nobody_calls_are_a_list() -> None:
    root = made(f"{PROSE}\n\n1. Bread\n2. Milk\n", "a.txt")
    assert words(root, "//t:list/t:item") == ["Bread", "Milk"] and not root.xpath(
        "//t:text//t:note", namespaces=TEI
    )


def test_lists_in_lists_of_a_plain_text() -> None:
    root = made(f"{PROSE}\n\n- boards\n   * front\n   * back\n- glue\n", "a.txt")
    assert words(root, "//t:list/t:item/t:list/t:item") == ["front", "back"]


def test_lines_with_a_blank_one_between_are_joined() -> None:
    lines = ["Some words that are typed with a blank line after each of", "them, as teachers like it, and which go on for quite a while", "so that everybody sees that they are one paragraph and that", "the blank lines say nothing at all of where it may begin or", "end, since there is one after every line that was typed on", "this old machine, which had no other way of making room for", "what a teacher would have to say of it, in red, between the", "lines of the text."]  # fmt: skip
    root = made("\n\n".join(lines), "a.txt")
    assert words(root, "//t:text//t:p") == [" ".join(lines)]


def test_an_entry_of_a_diary_has_its_day_as_head() -> None:
    days = ("Monday, 3rd January 1881", "Tuesday, 4th January", "Wednesday, 5th January")
    root = made("\n\n".join(f"{day}\n\n{PROSE}" for day in days), "a.txt")
    assert words(root, "//t:head") == list(days)
    assert words(root, "//t:sourceDesc//t:date/@when") == ["1881-01-03"]


def test_a_rule_between_parts_is_a_milestone() -> None:
    for name, data in (
        ("a.txt", f"{PROSE}\n\n* * *\n\n{PROSE}\n"),
        ("a.md", f"{PROSE}\n\n***\n\n{PROSE}\n"),
        ("a.html", f"<p>{PROSE}</p><hr><p>{PROSE}</p>"),
        ("b.html", f"<p>{PROSE}</p><p>* * *</p><p>{PROSE}</p>"),
    ):
        root = made(data, name)
        assert shapes(first(root, "//t:body")) == ["p", "milestone", "p"], name


def test_a_picture_has_its_description_and_its_caption() -> None:
    root = made(
        f"<p>{PROSE}</p><figure><img src='a.jpg' alt='A stone bridge'><figcaption>The bridge.</figcaption></figure>",
        "a.html",
    )
    assert shapes(first(root, "//t:figure")) == ["graphic", "figDesc", "head"]
    assert words(root, "//t:figDesc") == ["A stone bridge"]


def book(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            "<container><rootfiles><rootfile full-path='o/b.opf'/></rootfiles></container>",
        )
        items = "".join(
            f"<item id='{n}' href='{n}.xhtml' media-type='application/xhtml+xml'/>" for n in files
        )
        spine = "".join(f"<itemref idref='{n}'/>" for n in files)
        archive.writestr(
            "o/b.opf", f"<package><metadata/><manifest>{items}</manifest><spine>{spine}</spine></package>"
        )
        for name, body in files.items():
            archive.writestr(
                f"o/{name}.xhtml",
                f"<html xmlns:epub='http://www.idpf.org/2007/ops'><body>{body}</body></html>",
            )
    return out.getvalue()


def test_notes_of_a_book_are_paired_within_and_across_its_files() -> None:
    call = "<a epub:type='noteref' href='{}'>1</a>"
    root = made(
        book(
            one=f"<h1>One</h1><p>{PROSE}{call.format('#n')}</p><aside epub:type='footnote' id='n'><p>Near.</p></aside>",
            two=f"<h1>Two</h1><p>{PROSE}{call.format('end.xhtml#e')}</p>",
            end="<h1>Notes</h1><section epub:type='endnotes'><ol><li id='e'>Far. <a epub:type='backlink' href='two.xhtml'>back</a></li></ol></section>",
        ),
        "a.epub",
    )
    notes = root.xpath("//t:text//t:note", namespaces=TEI)
    assert [(each.get("n"), each.get("place"), "".join(each.itertext())) for each in notes] == [
        ("1", "bottom", "Near."), ("1", "end", "Far."),
    ]  # fmt: skip
    ids = [f"#{each.get('{http://www.w3.org/XML/1998/namespace}id')}" for each in notes]
    assert words(root, "//t:ref[@type='noteref']/@target") == ids


def region(identifier: str, box: str, line: str) -> str:
    left, top, right, bottom = box.split()
    return (
        f"<TextRegion id='{identifier}'><Coords points='{left},{top} {right},{top} {right},{bottom} {left},{bottom}'/>"
        f"<TextLine><TextEquiv><Unicode>{line}</Unicode></TextEquiv></TextLine></TextRegion>"
    )


def test_columns_of_a_page_begin_with_cb() -> None:
    root = made(
        f"<PcGts xmlns='{PAGE_NS}'><Page imageFilename='1.jpg' imageWidth='2000' imageHeight='3000'>"
        + region("h", "100 50 1900 150", "The wide head of the page")
        + region("a", "100 200 950 1500", "first") + region("b", "100 1600 950 2900", "below it")
        + region("c", "1050 200 1900 1500", "second") + "</Page></PcGts>",
        "a.xml",
    )  # fmt: skip
    assert shapes(first(root, "//t:body")) == ["pb", "p", "cb", "p", "p", "cb", "p"]


def test_a_page_of_one_column_has_no_cb() -> None:
    root = made(
        f"<PcGts xmlns='{PAGE_NS}'><Page imageFilename='1.jpg' imageWidth='2000' imageHeight='3000'>"
        + region("a", "100 200 950 700", "left") + region("b", "1050 800 1900 1500", "lower right") + "</Page></PcGts>",
        "a.xml",
    )  # fmt: skip
    assert not root.xpath("//t:cb", namespaces=TEI)


def test_alto_is_read_in_its_reading_order() -> None:
    def block(identifier: str, left: int, word: str) -> str:
        return (
            f"<TextBlock ID='{identifier}' HPOS='{left}' VPOS='10' WIDTH='80' HEIGHT='90'><TextLine HPOS='{left}' VPOS='10' "
            f"WIDTH='80' HEIGHT='9'><String CONTENT='{word}'/></TextLine></TextBlock>"
        )

    root = made(
        "<alto xmlns='http://www.loc.gov/standards/alto/ns-v4#'><ReadingOrder><OrderedGroup ID='g'><ElementRef ID='1' REF='a'/>"
        "<ElementRef ID='2' REF='b'/></OrderedGroup></ReadingOrder><Layout><Page ID='P' WIDTH='200' HEIGHT='100'><PrintSpace>"
        + block("b", 110, "second") + block("a", 10, "first") + "</PrintSpace></Page></Layout></alto>",
        "a.xml",
    )  # fmt: skip
    assert (
        words(root, "//t:body/t:p") == ["first", "second"] and len(root.xpath("//t:cb", namespaces=TEI)) == 2
    )


def test_small_capitals_underlining_and_other_languages_are_kept() -> None:
    root = made(
        f"<html lang='en'><p>{PROSE}<span style='font-variant: small-caps'>Anno</span> <u>so</u> <i lang='fr'>mot</i></p></html>",
        "a.html",
    )
    assert words(root, "//t:hi/@rend") == ["smallcaps", "underline", "italic"]
    assert words(root, "//t:foreign/@xml:lang") == ["fr"]


def test_characters_of_the_font_symbol_are_characters() -> None:
    root = made(
        docx(p(r("alpha "), '<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>', r(" and so on"))), "a.docx"
    )
    assert words(root, "//t:text//t:p") == ["alpha α and so on"]


@pytest.mark.parametrize(
    "line",
    [
        "Ihr Theodor Fontane",
        "Dein getreuer Paul",
        "Ihr ergebenster",
        "Votre dévoué",
        "Ton vieil ami Gustave",
        "Your most obedient servant",
    ],
)
def test_how_a_letter_is_closed_in_three_languages(line: str) -> None:
    assert is_closing(line)


@pytest.mark.parametrize(
    "line", ["Ihr habt recht.", "Votre lettre est arrivée.", "Dein Brief kam gestern an."]
)
def test_a_sentence_that_begins_like_a_closing_is_none(line: str) -> None:
    assert not is_closing(line)

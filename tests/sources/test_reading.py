"""Bytes of any kind: formats, encodings, what cannot be read, and the law of the text."""

from __future__ import annotations

import subprocess
import sys
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_tools.errors import UnreadableError, UsageError
from tei_tools.sources import SourceDocument, read_source

TEXT = "Der Vertrag wurde am 3. März 1921 in Köln unterschrieben. Niemand war dagegen."
NAMES = ("a.txt", "a.md", "a.html")


def leaves(document: SourceDocument) -> list[tuple[int, int]]:
    parents = {block.parent for block in document.blocks}
    lasts = [block for number, block in enumerate(document.blocks) if number not in parents]
    assert all(block.kind in ("cell", "figure") for block in lasts if block.start == block.end)
    return [(block.start, block.end) for block in lasts if block.start < block.end]


def check_law(document: SourceDocument) -> None:
    text = document.text
    assert text == "\n".join(text[start:end] for start, end in leaves(document))
    for start, end in leaves(document):
        piece = text[start:end]
        assert piece and piece == piece.strip(" \t\r\n")
        assert not any(bad in piece for bad in ("  ", "\t", "\r", "\n", "\x0b", "\x0c"))
    spans = [(block.start, block.end) for block in document.blocks]
    for number, block in enumerate(document.blocks):
        if block.parent is not None:
            above = document.blocks[block.parent]
            assert block.parent < number
            assert above.start <= block.start <= block.end <= above.end
    for mark in document.marks:
        assert any(start <= mark.start <= mark.end <= end for start, end in leaves(document))
        if mark.kind not in ("linebreak", "pagebreak", "columnbreak", "rule", "image"):
            assert mark.start < mark.end
        elif mark.kind == "linebreak":
            assert text[mark.start] == " "
    assert spans == sorted(spans, key=lambda span: span[0])


@pytest.mark.parametrize(
    ("encoding", "mark", "expected"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-32-le", b"\xff\xfe\x00\x00", "utf-32-le"),
        ("latin-1", b"", "windows-1252"),
    ],
)
@pytest.mark.parametrize("name", NAMES)
def test_encodings_are_detected_and_said(encoding: str, mark: bytes, expected: str, name: str) -> None:
    document = read_source(mark + TEXT.encode(encoding), name)
    assert document.text == TEXT
    assert document.encoding == expected
    assert bool(document.notes) == (expected != "utf-8")
    assert document.metadata.language == "de"


def test_russian_in_utf_16_without_a_mark() -> None:
    words = "Договор был подписан в Москве третьего марта, и никто не возражал против этого."
    assert read_source(words.encode("utf-16-be"), "a.txt").text == words


def test_windows_quotation_marks() -> None:
    document = read_source("“Yes,” he said – and left.".encode("cp1252"), "a.txt")
    assert document.text == "“Yes,” he said – and left."


def test_one_broken_byte_does_not_spoil_the_other_letters() -> None:
    data = (TEXT * 20).encode() + b" \xff end"
    document = read_source(data, "a.txt")
    assert "März" in document.text and document.encoding == "utf-8" and "U+FFFD" in document.notes[0]


def test_a_page_says_its_encoding() -> None:
    data = '<html><head><meta charset="windows-1251"></head><body><p>Договор</p></body></html>'.encode(
        "cp1251"
    )
    document = read_source(data, "a.html")
    assert document.text == "Договор" and document.encoding == "windows-1251"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "empty"),
        ("\u00a0\u200b\n".encode(), "empty"),
        (b"abc\x00def\x00\x01\x02\x03", "NUL"),
        (bytes(range(1, 32)) * 20, "binary"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04" + b"\x00" * 26 + b"word/document.xml", "DOCX"),
        (b"PK\x03\x04" + b"\x00" * 26 + b"mimetypeapplication/epub+zip", "EPUB"),
        (b"PK\x03\x04" + b"\x00" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", "ODT"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (zlib.compress(TEXT.encode() * 9)[:90] + b"\x00", "NUL"),
    ],
)
@pytest.mark.parametrize("name", [*NAMES, "-"])
def test_what_is_no_text_is_refused_in_one_line_with_advice(data: bytes, said: str, name: str) -> None:
    with pytest.raises(UnreadableError) as fault:
        read_source(data, name)
    assert said in str(fault.value) and str(fault.value).startswith(name) and fault.value.advice
    assert "\n" not in str(fault.value)


def test_a_format_under_another_name_is_refused_with_its_own() -> None:
    with pytest.raises(UnreadableError, match=r"an RTF file.*\.rtf"):
        read_source(b"{\\rtf1\\ansi hello}", "a.txt")
    assert read_source(b"{\\rtf1\\ansi hello}", "-").text == "hello"


def test_xml_is_refused_with_advice_and_an_unknown_format_is_wrong_use() -> None:
    with pytest.raises(UnreadableError, match="TEI already"):
        read_source(b"<?xml version='1.0'?><TEI xmlns='http://www.tei-c.org/ns/1.0'/>", "a.xml")
    with pytest.raises(UsageError, match="plain"):
        read_source(b"abc", "a.txt", format="klingon")


def test_characters_that_xml_forbids_are_dropped_and_counted() -> None:
    document = read_source("One\x07 two\x1b three\ufffe four, and many more words.".encode(), "a.txt")
    assert document.text == "One two three four, and many more words."
    assert document.dropped[0].words == "3 characters"
    assert "3 characters that XML 1.0 forbids" in document.notes[0]


def test_character_references_to_forbidden_characters_are_dropped_and_said() -> None:
    document = read_source(b"<p>One&#1; two &#xFFFF;three and more words</p>", "a.html")
    assert "\x01" not in document.text and "\uffff" not in document.text


@pytest.mark.parametrize(
    ("data", "name", "format"),
    [
        (b"Words.", "a.txt", "plain"),
        (b"Words.", "a.MD", "markdown"),
        (b"Words.", "A.HTM", "html"),
        (b"<!DOCTYPE html><html><body>Words.</body></html>", "-", "html"),
        (b"  <html lang=en><p>Words.</html>", "page", "html"),
        (b"# Title\n\nSome **bold** words and [a link](http://example.org/).\n", "-", "markdown"),
        (b"# of items: 5\n\nWords.", "-", "plain"),
        (b"Just words, 5 * 3 * 2 of them.", "notes.foo", "plain"),
        ("<html><p>Words.".encode("utf-16"), "-", "html"),
    ],
)
def test_the_format_is_chosen_by_extension_then_by_the_first_bytes(
    data: bytes, name: str, format: str
) -> None:
    assert read_source(data, name).format == format


def test_a_format_that_is_named_is_taken() -> None:
    assert read_source(b"# Title", "a.txt", format="markdown").text == "Title"


@pytest.mark.parametrize("name", NAMES)
def test_a_line_of_five_megabytes_is_read_in_seconds(name: str) -> None:
    sentence = "The treaty was signed by Baker in Moscow on 3 March 1990, “at last”, he said. "
    data = (sentence * (5_000_000 // len(sentence))).encode()
    start = time.process_time()
    document = read_source(data, name)
    assert time.process_time() - start < 8
    assert len(document.text) == len(sentence) * (5_000_000 // len(sentence)) - 1


@pytest.mark.parametrize(
    ("name", "piece"),
    [
        ("a.txt", "The treaty was signed in Moscow.\n\n"),
        ("a.txt", "- item\n"),
        ("a.txt", "– Yes, he said.\n\n"),
        ("a.txt", "7\n\n"),
        ("a.md", "A [link](http://x.org/) and *more*[^1].\n\n"),
        ("a.md", "*a **b [c "),
        ("a.html", "<p>Words <b>more<i> and more</p>\n"),
        ("a.html", "<li><a href='#x'>words</a>"),
        ("a.html", "<td>words<br><br>"),
    ],
)
def test_time_grows_with_the_input_and_not_faster(name: str, piece: str) -> None:
    def seconds(count: int) -> float:
        data = (piece * count).encode()
        best = 9.0
        for _ in range(2):
            start = time.process_time()
            read_source(data, name)
            best = min(best, time.process_time() - start)
        return best

    small, large = seconds(500), seconds(4_000)
    assert large < 20 * small + 0.3


@pytest.mark.parametrize("depth", [300, 5_000, 50_000])
@pytest.mark.parametrize(
    ("name", "piece"),
    [("a.html", "<div>"), ("a.html", "<ul><li>"), ("a.html", "<b>"), ("a.md", "> "), ("a.txt", "> ")],
)
def test_deep_nesting_gives_the_words_or_one_clear_line(name: str, piece: str, depth: int) -> None:
    try:
        document = read_source((piece * depth + "the words").encode(), name)
    except UnreadableError:
        assert depth > 300
    else:
        assert document.text.endswith("the words")


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=300), name=st.sampled_from([*NAMES, "-"]))
def test_random_bytes_give_a_document_or_an_unreadable_error(data: bytes, name: str) -> None:
    try:
        document = read_source(data, name)
    except UnreadableError:
        return
    check_law(document)


MARKUP = st.lists(
    st.sampled_from(
        "# |## |- |* |1. |2. |> |    |\n|\n\n|\t|---|***|`|```|[a](b)|![p](q)"
        "|[^1]|[^1]: |*|**|<b>|</b>|<p>|</p>|<div>|</div>|<ul><li>|</li>|</ul>"
        "|<table><tr><td>|</td></tr></table>|<br>|<br><br>|<q>|</q>|<a href='#n'>1</a>"
        "|<li id=n>|<blockquote>|</blockquote>|<pre>|</pre>|<figure>"
        "|<figcaption>|<img src=x alt=y>|<h1>|</h1>|<h2>|<sup>|</sup>|&amp;|&#1;|&nbsp;"
        "|<!-- c -->|<aside>|</aside>|<nav>|</nav>|words|Die Wörter"
        "|By Jane Doe|3 March 1921|Dear Sir,|top of page|12|\f|\u00a0|\u2028|\ufeff|\x07"
        "|<dl><dt>|<dd>|<td>|<tr>|<caption>|</figure>|<script>x</script>"
        "|a\\b|| c | d |\n|--|--|".split("|")
    ),
    max_size=40,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(text=MARKUP, name=st.sampled_from(NAMES))
def test_the_law_of_the_text_holds_for_any_markup(text: str, name: str) -> None:
    try:
        document = read_source(text.encode(), name)
    except UnreadableError:
        return
    check_law(document)
    allowed = {"list": {"item", "label"}, "table": {"row", "caption"}, "row": {"cell"}, "stanza": {"line"}}
    homes = {
        "item": {"list"},
        "label": {"list"},
        "row": {"table"},
        "cell": {"row"},
        "line": {"stanza"},
        "caption": {"figure", "table"},
    }
    for block in document.blocks:
        above = document.blocks[block.parent].kind if block.parent is not None else ""
        assert above not in allowed or block.kind in allowed[above]
        assert block.kind not in homes or above in homes[block.kind]


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet=st.sampled_from("ab.A1 \n\n\t->)“”"), max_size=300))
def test_plain_text_keeps_every_character_in_order(text: str) -> None:
    try:
        document = read_source(text.encode(), "a.txt")
    except UnreadableError:
        return
    dropped = "".join(one.words for one in document.dropped)
    kept = [character for character in document.text if not character.isspace()]
    whole = [character for character in text if not character.isspace()]
    place = iter(whole)
    assert all(character in place for character in kept)
    bullets = sum(block.kind == "item" for block in document.blocks)
    quotes = text.count(">")
    missing = len(whole) - len(kept) - len("".join(dropped.split()))
    assert 0 <= missing <= bullets + quotes


def test_importing_the_room_loads_no_parser() -> None:
    code = (
        "import sys, tei_tools.sources; bad = {'lxml', 'markdown_it', 'tei_tools.sources.html'} "
        "& set(sys.modules); "
        "sys.exit(bool(bad))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("mac_roman", "Der Bürger Müller wohnt in Köln am Rhein, und das heißt viel."),
        ("mac_roman", "Le maître a été reçu à l’hôtel où il fut traité très bien."),
        ("gb18030", "一九四九年十月一日，中华人民共和国在北京成立，这是中国人民的国家。"),
    ],
)
def test_older_encodings_are_told_by_their_bytes(encoding: str, text: str) -> None:
    document = read_source(text.encode(encoding), "a.txt")
    assert document.text == text and document.encoding == encoding
    assert any("by its bytes" in note for note in document.notes)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Er ging – „so“ sagte er – über die Brücke; l’œuvre est finie… © 1990 § 5 Škoda"),
        ("cp1252", "It isn’t “his” œuvre—it’s hers: £5, 20°, § 12."),
        ("cp1250", "Župan Škofje Loke je rekel, da šola še ni končana, češ da ni denarja."),
        ("latin-1", "Año Nuevo: ¿qué pasó en la mañana?"),
    ],
)
def test_western_bytes_are_no_older_encoding(encoding: str, text: str) -> None:
    assert read_source(text.encode(encoding), "a.txt").encoding == "windows-1252"

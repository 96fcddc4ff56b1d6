"""RTF: characters by code page and Unicode, structure by style, notes, links; bad files are one line."""

from __future__ import annotations

import time

import pytest

from tei_tools.errors import UnreadableError
from tei_tools.sources import read_source

HEAD = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Times Cyr;}}"
    rb"{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2 Title;}}"
    rb"{\info{\title The Treaty}{\author Jane Doe}{\keywords peace, war}}{\header Draft of May\par}"
)


def rtf(body: bytes) -> bytes:
    return HEAD + body + b"}"


def test_structure_formatting_notes_and_what_was_dropped() -> None:
    document = read_source(
        rtf(
            rb"\pard\s2 The Treaty\par\pard\s1 Before\par\pard\s0 It was {\i ver}{\i y} long{\super\chftn}"
            rb"{\footnote\pard So said {\b Baker}.\par}, see {\field{\*\fldinst HYPERLINK "
            b'"http://x.org/"}{\\fldrslt here}}.\\line End.\\par\n'
            rb"\pard{\listtext 1.\tab}\ls1 one\par{\listtext\bullet\tab}\ilvl1\ls1 two\par"
            rb"\trowd\intbl a\cell b\cell\row\pard{\*\unknown gone}Last.\par"
        ),
        "a.rtf",
    )
    assert document.format == "rtf"
    assert document.text.split("\n") == [
        "The Treaty", "Before", "It was very long[1], see here. End.", "one", "two", "a", "b", "Last.",
        "So said Baker.",
    ]  # fmt: skip
    assert [one.kind for one in document.blocks] == [
        "title", "heading", "paragraph", "list", "item", "item", "list", "item", "table", "row", "cell",
        "cell", "paragraph", "note",
    ]  # fmt: skip
    assert [(one.kind, document.text[one.start : one.end], one.target) for one in document.marks] == [
        ("emphasis", "very", None),
        ("noteref", "[1]", "1"),
        ("link", "here", "http://x.org/"),
        ("linebreak", "", None),
        ("strong", "Baker", None),
    ]
    assert [(one.words, one.reason) for one in document.dropped] == [("Draft of May", "a running header")]
    said = document.metadata
    assert (said.title, said.authors, said.keywords) == ("The Treaty", ("Jane Doe",), ("peace", "war"))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"K\'f6ln \'84ja\'93", "Köln „ja“"),
        (rb"{\f1 \'cc\'ee\'f1\'ea\'e2\'e0} and", "Москва and"),
        (rb"\u8220?yes\u8221?", "“yes”"),
        (rb"\uc2\u246\'f6\'f6x", "öx"),
        (rb"{\uc0\u-10179\u-8704} end", "😀 end"),
        (rb"a\~b\_c\-d\emdash e \{f\}", "a\u00a0b\u2011cd—e {f}"),
        (rb"a{\v hidden}b {\pict\wmetafile8 0102}c", "ab c"),
        (rb"a\bin4 {{{{b", "ab"),
        ("Köln".encode("cp1252"), "Köln"),
    ],
)
def test_characters(body: bytes, text: str) -> None:
    assert read_source(rtf(body), "a.rtf").text == text


def test_it_is_recognised_without_a_name() -> None:
    assert read_source(rtf(b"Words."), "-").format == "rtf"


@pytest.mark.parametrize("data", [b"", b"no rtf", rtf(b""), HEAD[:40], b"{\\rtf1"])
def test_bad_files_are_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableError) as fault:
        read_source(data, "a.rtf")
    assert "\n" not in str(fault.value) and str(fault.value).startswith("a.rtf")


@pytest.mark.parametrize("piece", [b"{", b"{\\i a", b"\\u8220", b"{\\footnote a}", b"\\par ", b"a\\cell "])
def test_many_thousands_of_anything_is_read_in_seconds(piece: bytes) -> None:
    start = time.process_time()
    assert read_source(rtf(b"Words." + piece * 5_000), "a.rtf").text.startswith("Words.")
    assert time.process_time() - start < 10

"""E-mail: the head is metadata, quoted lines are quotations, what has no words is one line."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from tei_tools.errors import UnreadableError
from tei_tools.sources import read_source

WORDS = (
    "Dear John,\n\nwe met\nin Köln.\n\n> You wrote\n>> and I\n> before.\n\n"
    "Yours,\nJane\n\n-- \nJane Doe\nA Press\n"
)


def message(words: str, subtype: str = "plain") -> EmailMessage:
    found = EmailMessage()
    found["From"] = "Jane Doe <jane@example.org>"
    found["To"] = "john@example.org"
    found["Subject"] = "Über den Vertrag"
    found["Date"] = "Sun, 6 Mar 2022 23:30:00 +0100"
    found["Message-ID"] = "<1@example.org>"
    found.set_content(words, subtype=subtype)
    return found


def test_head_paragraphs_quotations_and_signature() -> None:
    one = message(WORDS)
    one.add_attachment(b"\x00", maintype="image", subtype="png", filename="map.png")
    document = read_source(bytes(one), "letter.eml")
    assert document.format == "email_message"
    assert document.text.split("\n") == [
        "Dear John,", "we met in Köln.", "You wrote", "and I", "before.", "Yours,", "Jane",
        "Jane Doe A Press",
    ]  # fmt: skip
    assert [block.kind for block in document.blocks] == [
        "salute", "paragraph", "quotation", "paragraph", "quotation", "paragraph", "paragraph", "salute",
        "signed", "signed",
    ]  # fmt: skip
    said = document.metadata
    assert (said.title, said.authors, said.date) == ("Über den Vertrag", ("Jane Doe",), "2022-03-06")
    assert said.language in ("en", "und")
    assert "To: john@example.org" in document.notes
    assert [(one.words, one.reason) for one in document.dropped] == [("map.png", "an attachment")]


def test_html_where_there_is_no_plain_text() -> None:
    document = read_source(bytes(message("<p>One <b>two</b></p><p>three</p>", "html")), "-")
    assert document.text == "One two\nthree" and document.format == "email_message"


def test_an_unknown_or_wrong_encoding_still_gives_the_words() -> None:
    head = b"From: a@b\nMessage-ID: <1>\nContent-Type: text/plain; charset=%s\n"
    head += b"Content-Transfer-Encoding: 8bit\n\n"
    assert read_source(head % b"klingon" + "Köln.".encode(), "a.eml").text == "Köln."
    assert read_source(head % b"utf-8" + "Köln.".encode("cp1252"), "a.eml").text == "Köln."


def test_a_letter_with_a_head_of_its_own_is_plain_text() -> None:
    assert read_source(b"From: the King\nTo: the Queen\n\nWords of a letter.", "-").format == "plain"


@pytest.mark.parametrize("data", [b"", b"\n", b"no head at all", bytes(message("")), bytes(message("  \n"))])
def test_bad_files_are_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableError) as fault:
        read_source(data, "a.eml")
    assert "\n" not in str(fault.value) and str(fault.value).startswith("a.eml")

"""EPUB: the spine's order, a book's own metadata, chapters as headings; bad books are one line."""

from __future__ import annotations

import io
import zipfile

import pytest

from tei_tools.errors import UnreadableError
from tei_tools.sources import read_source

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
PROSE = "The delegates of nine countries took their seats around the table and nobody spoke for an hour. "


def page(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>x</title></head><body>{body}</body></html>"
    )


def epub(pages: dict[str, str], spine: list[str], **parts: str) -> bytes:
    out = io.BytesIO()
    items = "".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"'
        f"{' properties=' + chr(34) + 'nav' + chr(34) if name == 'nav' else ''}/>"
        for name in pages
    )
    references = "".join(f'<itemref idref="{name}"/>' for name in spine)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr(
            "OEBPS/book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            "<metadata>"
            "<dc:title>The Long Table</dc:title><dc:creator>Jane Doe</dc:creator>"
            "<dc:language>en</dc:language>"
            "<dc:date>1921-03-06T00:00:00Z</dc:date><dc:publisher>A Press</dc:publisher></metadata>"
            f"<manifest>{items}</manifest><spine>{references}</spine></package>",
        )
        for name, words in pages.items():
            archive.writestr(f"OEBPS/{name}.xhtml", words)
        for name, words in parts.items():
            archive.writestr(f"META-INF/{name}.xml", words)
    return out.getvalue()


PAGES = {
    "two": page(f"<h1>Two</h1><p>{PROSE}<em>Yes.</em></p>"),
    "one": page(f"<h1>One</h1><p>{PROSE}</p><p>Loose</p>"),
    "nav": page("<nav><ol><li><a href='one.xhtml'>One</a></li></ol></nav>"),
}


def test_files_are_read_in_the_order_of_the_spine() -> None:
    document = read_source(epub(PAGES, ["nav", "one", "two"]), "book.epub")
    assert document.format == "epub"
    assert document.text == f"One\n{PROSE.strip()}\nLoose\nTwo\n{PROSE}Yes."
    assert [one.kind for one in document.blocks] == [
        "heading",
        "paragraph",
        "paragraph",
        "heading",
        "paragraph",
    ]
    assert [document.text[one.start : one.end] for one in document.marks] == ["Yes."]
    assert any("table of contents" in one.reason for one in document.dropped)


def test_what_the_book_says_of_itself() -> None:
    said = read_source(epub(PAGES, ["one"]), "book.epub").metadata
    assert (said.title, said.authors, said.date) == ("The Long Table", ("Jane Doe",), "1921-03-06")
    assert (said.language, said.publisher) == ("en", "A Press")


def test_it_is_recognised_without_a_name() -> None:
    assert read_source(epub(PAGES, ["one"]), "-").format == "epub"


def test_a_protected_book_is_one_line() -> None:
    encryption = "<encryption><CipherReference URI='OEBPS/one.xhtml'/></encryption>"
    with pytest.raises(UnreadableError, match="encrypted"):
        read_source(epub(PAGES, ["one"], encryption=encryption), "a.epub")


@pytest.mark.parametrize(
    "data", [b"", b"no zip", epub(PAGES, ["one"])[:-40], epub(PAGES, []), epub({"one": page("")}, ["one"])]
)
def test_bad_books_are_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableError) as fault:
        read_source(data, "a.epub")
    assert "\n" not in str(fault.value) and str(fault.value).startswith("a.epub")

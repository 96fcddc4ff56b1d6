"""PDF: text of all pages without running heads; what is damaged, or not to be read here, is one line."""

from __future__ import annotations

import sys

import pytest

from tei_tools.errors import MissingExtraError, UnreadableError
from tei_tools.sources import read_source
from tei_tools.sources.pdf import _without_heads


def pdf(*pages: list[str]) -> bytes:
    """A PDF file of these pages, each a list of lines."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for page in pages:
        words = "BT /F1 12 Tf 14 TL 72 720 Td " + " ".join(f"({line}) Tj T*" for line in page) + " ET"
        objects.append(f"<</Length {len(words)}>>stream\n{words}\nendstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {len(objects)} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    out = "%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return (out + end).encode("latin-1")


def test_the_words_of_all_pages() -> None:
    pytest.importorskip("pypdf", reason="the extra pdf is not installed")
    document = read_source(pdf(["The delegates of nine countries met.", "Nobody spoke."]), "a.pdf")
    assert document.format == "pdf"
    assert " ".join(document.text.split()) == "The delegates of nine countries met. Nobody spoke."
    assert "guessed" in document.notes[0]


def test_a_scan_without_words_is_one_line() -> None:
    pytest.importorskip("pypdf", reason="the extra pdf is not installed")
    with pytest.raises(UnreadableError, match="text recognition"):
        read_source(pdf([]), "a.pdf")


def test_running_heads_go_and_are_said() -> None:
    pages = [[f"The Journal {number}", f"words of page {'abcd'[number]}"] for number in range(4)]
    kept, heads = _without_heads(pages)
    assert [line for page in kept for line in page] == [f"words of page {one}" for one in "abcd"]
    assert [one.words for one in heads] == [f"The Journal {number}" for number in range(4)]


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(MissingExtraError, match=r"tei-tools\[pdf\]"):
        read_source(pdf(["Words."]), "a.pdf")


@pytest.mark.parametrize("data", [b"", b"no pdf", pdf(["Words."])[:80], b"%PDF-1.7\n"])
def test_bad_files_are_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableError) as fault:
        read_source(data, "a.pdf")
    assert "\n" not in str(fault.value) and str(fault.value).startswith("a.pdf")

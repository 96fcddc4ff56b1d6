"""spaCy's DocBin, opened by spaCy: its entities, character for character."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest

from tei_tools.errors import MissingExtraError
from tei_tools.exporters._tokens import named
from tei_tools.records import Record

PEOPLE = "<listPerson><person xml:id='a'><persName>Ada</persName></person></listPerson>"
HARD = {
    "formula": "<p><persName ref='#a'>=cmd|'/c'!A1</persName> came.</p>",
    "right to left": "<p>ראה <persName ref='#a'>משה בן מימון</persName> בעיר.</p>",
    "combining": "<p>A\u0301 <persName>Ze\u0301 A\u030a</persName>\u0301 x</p>",
    "astral": "<p>\U0001f600 <persName>\U00010330\U00010331 b</persName> \U0001d11e "
    "<date when='1843'>1843</date></p>",
    "inside": "<p>un<placeName>St. Ives</placeName>ish  two\u00a0spaces</p>"
    "<p><persName>A\u2003B</persName></p>",
    "many": "<p><persName ref='#a #b'>Both</persName><date from='1843' to='1844'>x</date></p>",
    "no names": "<p>Nothing.</p>",
    "empty": "",
}


def opened(files: dict[str, bytes], name: str = "d.spacy") -> Any:
    tokens, spacy = pytest.importorskip("spacy.tokens"), pytest.importorskip("spacy")
    (doc,) = tokens.DocBin().from_bytes(files[name]).get_docs(spacy.blank("xx").vocab)
    return doc


@pytest.mark.parametrize("body", HARD.values(), ids=HARD)
def test_entities_have_the_offsets_and_the_words_of_the_record(
    written: Any, small: Callable[..., Record], body: str
) -> None:
    record = small(body, stand_off=PEOPLE)
    doc = opened(written("docbin", [record]))
    assert doc.text == record.text
    found = [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
    assert found == [(one.start, one.end, one.label) for one in named(record)]
    assert [ent.text for ent in doc.ents] == [record.text[one.start : one.end] for one in named(record)]


def test_entities_say_whom_they_name_and_dates_their_edtf(written: Any, small: Callable[..., Record]) -> None:
    doc = opened(written("docbin", [small(HARD["many"], stand_off=PEOPLE)]))
    assert [ent.kb_id_ for ent in doc.ents] == ["urn:x-tei:d#a urn:x-tei:d.xml#b", "1843/1844"]


def test_sentences_are_marked_and_the_document_says_its_rights(
    written: Any, small: Callable[..., Record]
) -> None:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    rights = f"<availability status='free'><licence target='{licence}'>Free</licence></availability>"
    record = small("<p>One came. Two left.</p><p>Three</p>", publication=rights)
    doc = opened(written("docbin", [record]))
    assert [sentence.text.strip() for sentence in doc.sents if sentence.text.strip()] == [
        "One came.",
        "Two left.",
        "Three",
    ]
    assert doc.user_data["rights"]["status"] == "free"
    assert doc.user_data["rights"]["licence"] == licence
    assert doc.user_data["sha256"] == record.text_sha256


def test_a_restricted_document_comes_only_when_asked_for(written: Any, small: Callable[..., Record]) -> None:
    pytest.importorskip("spacy")
    record = small("<p>x</p>", publication="<availability status='restricted'><p>No</p></availability>")
    assert written("docbin", [record]) == {}
    assert list(written("docbin", [record], include_restricted=True)) == ["d.spacy"]


def test_two_documents_of_one_identifier_are_two_files_and_bytes_are_the_same_again(
    written: Any, small: Callable[..., Record]
) -> None:
    pytest.importorskip("spacy")
    two = [small("<p>One</p>", place="one.xml"), small("<p>Two</p>", place="two.xml")]
    files = written("docbin", two)
    assert sorted(opened(files, name).text.strip() for name in files) == ["One", "Two"]
    assert files == written("docbin", two)


def test_the_samples_entities_are_all_there(written: Any, sample: Record) -> None:
    doc = opened(written("docbin", [sample]), "sample.spacy")
    assert doc.text == sample.text
    assert len(doc.ents) == len(named(sample)) > 5


def test_without_spacy_the_extra_is_named(
    written: Any, small: Callable[..., Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "spacy.tokens", None)
    with pytest.raises(MissingExtraError, match="spacy"):
        written("docbin", [small("<p>x</p>")])

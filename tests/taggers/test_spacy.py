"""spaCy's entities as proposals, by a pipeline of rules that is made here."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tei_tools import api
from tei_tools.errors import MissingExtraError, UsageError
from tei_tools.resources import Resources
from tei_tools.sources import read_source
from tei_tools.taggers import Context, spacy
from tei_tools.text import plain_text

TEXT = "The 🙂 Zorblax Institute hired Qwertina Blofeld in Nowhereville.\n\nBlofeld left Nowhereville & went."


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    real = pytest.importorskip("spacy")
    nlp = real.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns(
        [
            {"label": "ORG", "pattern": "Zorblax Institute"},
            {"label": "PERSON", "pattern": "Qwertina Blofeld"},
            {"label": "PERSON", "pattern": "Blofeld"},
            {"label": "GPE", "pattern": "Nowhereville"},
            {"label": "CARDINAL", "pattern": "hired"},
        ]
    )
    folder = tmp_path_factory.mktemp("pipeline") / "rules"
    nlp.to_disk(folder)
    return folder


def test_entities_are_proposals_at_their_offsets(pipeline: Path) -> None:
    document = read_source(TEXT.encode(), "a.txt")
    found = list(spacy.tag(document, Context(Resources(), options={"model": str(pipeline)})))
    assert [(document.text[tag.start : tag.end], tag.element) for tag in found] == [
        ("Zorblax Institute", "orgName"),
        ("Qwertina Blofeld", "persName"),
        ("Nowhereville", "placeName"),
        ("Blofeld", "persName"),
        ("Nowhereville", "placeName"),
    ]


def test_labels_of_ones_own_stand_for_elements(pipeline: Path) -> None:
    document = read_source(TEXT.encode(), "a.txt")
    options = {"model": str(pipeline), "labels": {"GPE": "geogName"}, "confidence": 0.4}
    found = list(spacy.tag(document, Context(Resources(), options=options)))
    assert {(tag.element, tag.confidence) for tag in found} == {("geogName", 0.4)}


def test_the_encoder_takes_them_beside_its_own(pipeline: Path) -> None:
    made = api.encode(
        TEXT.encode(),
        name="a.txt",
        also=["spacy"],
        options={"spacy": {"model": str(pipeline)}},
        language="en",
    )
    root = made.getroot()
    assert plain_text(made).text == read_source(TEXT.encode(), "a.txt").text
    assert root.find(".//{*}application[@ident='tei-tools-spacy']") is not None
    assert [each for each in root.iter("{*}placeName") if each.get("resp") == "#tagger-spacy"]


@pytest.mark.parametrize(
    "options", [{}, {"model": "no-such-pipeline"}, {"model": "x", "labels": "x"}, {"modle": "x"}]
)
def test_what_cannot_be_is_one_line(options: dict[str, object]) -> None:
    pytest.importorskip("spacy")
    with pytest.raises(UsageError):
        list(spacy.tag(read_source(TEXT.encode(), "a.txt"), Context(Resources(), options=options)))


def test_without_spacy_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(MissingExtraError, match=r"tei-tools\[spacy\]"):
        list(spacy.tag(read_source(TEXT.encode(), "a.txt"), Context(Resources(), options={"model": "x"})))

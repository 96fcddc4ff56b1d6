"""States after towns, posts, streets in small letters, words whose spaces were lost."""

from __future__ import annotations

import pytest

from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers._gazetteer import Gazetteer
from tei_tools.taggers._name_cues import cues_for
from tei_tools.taggers._name_rules import names_by_rules
from tei_tools.taggers._name_tokens import tokens_of
from tei_tools.taggers._name_words import Found, end_of


def _names(text: str, language: str = "en") -> list[tuple[str, str]]:
    document = SourceDocument("", "plain", "", text, (Block("paragraph", 0, len(text)),))
    blocks = tokens_of(document, language)
    found = names_by_rules(blocks, Gazetteer.open(), cues_for(language))
    return [
        (text[tokens[name.first].start : tokens[name.last - 1].end], name.kind)
        for tokens, names in zip(blocks, found, strict=True)
        for name in names
    ]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("She moved to Houston, TX 77002 in May.", "TX"),
        ("He died at Concord, Mass., in the spring.", "Mass"),
        ("The train to Raleigh, N.C., was late.", "N.C."),
        ("Send it to Baltimore,MD today.", "MD"),
    ],
)
def test_a_state_after_a_town_is_a_place(text: str, state: str) -> None:
    assert (state, "place") in _names(text)


def test_a_town_before_a_state_is_a_place_though_it_is_called_like_a_person() -> None:
    assert ("Lawrence", "place") in _names("My favourite shop in town is in Lawrence, KS and nowhere else.")


@pytest.mark.parametrize(
    "text",
    [
        "Counsel for the parents, Tom Molomby, SC, said so.",
        "He said yes, OK, and left.",
        "It was cold, ME thought, and wet.",
    ],
)
def test_two_capitals_after_a_comma_are_no_state_after_a_person_or_a_small_word(text: str) -> None:
    assert not {("SC", "place"), ("OK", "place"), ("ME", "place")} & set(_names(text))


def test_posts_and_streets_in_small_letters_are_places() -> None:
    names = _names("They left Fort Snelling for the house in Ludlow street.")
    assert ("Fort Snelling", "place") in names
    assert ("Ludlow street", "place") in names


def test_a_speaker_in_capitals_after_initials_is_one_person() -> None:
    assert ("Mr. J. Q. ADAMS", "person") in _names("Then Mr. J. Q. ADAMS rose to speak.")


def test_words_that_begin_small_and_go_on_with_a_capital_may_be_names() -> None:
    document_of = _names("The group al-Qaeda was named first.")
    assert ("al-Qaeda", "organisation") in document_of


def test_where_spaces_were_lost_words_are_parted() -> None:
    text = "Hier ist Herr SamuelSeidl gestorben. Es traf auch derFrau Pottner ihr Haus."
    names = _names(text, "de")
    assert ("Herr SamuelSeidl", "person") in names
    assert ("Frau Pottner", "person") in names


def test_one_word_with_a_capital_inside_is_not_parted() -> None:
    text = "Everyone knew YouTube and WikiLeaks in Berlin."
    document = SourceDocument("", "plain", "", text, (Block("paragraph", 0, len(text)),))
    assert "WikiLeaks" in [token.text for token in tokens_of(document, "en")[0]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Compare what Aesch. says of it.", "Aesch."),
        ("He was seen by Thom. Brandt, the clerk.", "Thom. Brandt"),
        ("They went to see Brandt. Nobody spoke.", "Brandt"),
    ],
)
def test_the_full_stop_of_an_abbreviation_is_in_the_name(text: str, name: str) -> None:
    document = SourceDocument("", "plain", "", text, (Block("paragraph", 0, len(text)),))
    tokens = tokens_of(document, "en")[0]
    words = [token.text for token in tokens]
    head = [word.rstrip(".") for word in name.split()]
    first = words.index(head[0])
    found = Found(first, words.index(head[-1]) + 1, "person", "persName", "", 0.9)
    assert text[tokens[first].start : end_of(tokens, found)] == name

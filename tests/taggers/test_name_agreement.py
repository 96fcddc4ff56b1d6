"""One word in all its places in a document, and two names that are not one."""

from __future__ import annotations

from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers._gazetteer import Gazetteer
from tei_tools.taggers._name_agreement import Scored, agreed
from tei_tools.taggers._name_cues import cues_for
from tei_tools.taggers._name_learned import merged
from tei_tools.taggers._name_model import LABELS, NameModel
from tei_tools.taggers._name_tokens import Token, tokens_of
from tei_tools.taggers._name_words import Found, Words


def _tokens(text: str) -> list[Token]:
    document = SourceDocument("", "plain", "", text, (Block("paragraph", 0, len(text)),))
    return tokens_of(document, "en")[0]


def _scores(tokens: list[Token], word: str, label: str, score: float) -> list[tuple[float, ...]]:
    row = tuple(score if each == label else 0.0 for each in LABELS)
    return [row if token.text == word else (6.0,) + (0.0,) * 6 for token in tokens]


def test_a_word_that_is_plain_elsewhere_is_believed_where_little_shows_it() -> None:
    model = NameModel.open()
    plain, doubtful = _tokens("we saw Quennell here"), _tokens("of Quennell they spoke")
    scored = [
        [Scored(0, 4, _scores(plain, "Quennell", "B-per", 9.0))],
        [Scored(0, 4, _scores(doubtful, "Quennell", "O", 1.0))],
    ]
    found = agreed([plain, doubtful], scored, model)
    before, after = scored[1][0].scores[1], found[1][0].scores[1]
    person = LABELS.index("B-per")
    assert after[person] - after[0] > before[person] - before[0]
    assert found[1][0].scores[0] == scored[1][0].scores[0]


def test_a_word_that_comes_once_is_left_alone() -> None:
    tokens = _tokens("we saw Quennell here")
    scored = [[Scored(0, 4, _scores(tokens, "Quennell", "B-per", 2.0))]]
    assert agreed([tokens], scored, NameModel.open()) == scored


def test_two_places_with_an_and_between_them_are_two_unless_they_are_listed() -> None:
    words = Words(Gazetteer.open(), cues_for("en"))
    for text, expected in (
        ("villages like Brin and Djibonker lie there", [(2, 3), (4, 5)]),
        ("islands like Trinidad and Tobago lie there", [(2, 5)]),
    ):
        name = Found(2, 5, "place", "place", "model none", 0.9)
        assert [(each.first, each.last) for each in merged([name], [], _tokens(text), words)] == expected

"""Which kind of text a text is, and what is told of words that were met in tagged ones."""

from __future__ import annotations

import importlib.util
from typing import Any

import pytest

from tei_tools._training_calibration import Judged, calibrated
from tei_tools._training_manners import manners_of, told
from tei_tools._training_words import MetWords
from tei_tools.taggers._gazetteer import Gazetteer
from tei_tools.taggers._name_cues import cues_for
from tei_tools.taggers._name_examples import Example, example_of, paragraphs
from tei_tools.taggers._name_facts import WORDS_MET
from tei_tools.taggers._name_learned import calibrated_by, names_by_model
from tei_tools.taggers._name_manners import manner_of, style_of
from tei_tools.taggers._name_model import NameModel
from tei_tools.taggers._name_tokens import tokens_of
from tei_tools.taggers._name_words import Found

_NEEDS_TRAINING = pytest.mark.skipif(
    importlib.util.find_spec("pycrfsuite") is None or importlib.util.find_spec("spacy_lookups_data") is None,
    reason="needs the extra train",
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def _example(text: str, source: str, gazetteer: Gazetteer, **names: str) -> Example:
    spans = [
        {"start": at, "end": at + len(name), "type": kind}
        for name, kind in names.items()
        if (at := text.find(name)) >= 0
    ]
    item: dict[str, Any] = {"text": text, "lang": "en", "spans": spans}
    return example_of(item | {"exhaustive": ["person", "place"]}, source, gazetteer)


def test_style_is_a_matter_of_shares_and_not_of_length() -> None:
    once = "Rose at 6. Called on Mr. Bell; tea & cards. "
    short, long = (tokens_of(paragraphs(once * times), "en") for times in (1, 40))
    alike = {name for name in style_of(short, "en") if name != "#blocks" and not name.startswith("#first")}
    for name in alike:
        assert style_of(short, "en")[name] == pytest.approx(style_of(long, "en")[name], abs=0.1)


def test_only_the_features_that_are_wanted_are_counted() -> None:
    blocks = tokens_of(paragraphs("Tea & cards."), "en")
    assert style_of(blocks, "en", {"#&"}).keys() == {"#&", "bias", "in en"}


def test_a_text_that_is_plainly_of_no_manner_is_of_none() -> None:
    manners = {"a diary": {"#&": 2.0, "bias": -3.0}, "letters": {"wdear": 2.0, "bias": -3.0}}
    assert manner_of({"#&": 3.0, "bias": 1.0}, manners) == "a diary"
    assert manner_of({"#&": 2.0, "bias": 1.0}, manners) == ""  # two in three is not plain
    assert manner_of({}, manners) == ""
    assert manner_of({"#&": 3.0}, {}) == ""


def test_a_manner_is_a_collection_of_enough_documents_in_whatever_language(gazetteer: Gazetteer) -> None:
    letters = [_example("Dear Sir", f"bell_{tongue}_letters", gazetteer) for tongue in ("en", "de", "en") * 2]
    diaries = [_example("Rose at six", "bell_diary", gazetteer) for _ in range(4)]
    assert told([*letters, *diaries]) == ["bell letters"] * 6 + [""] * 4


@_NEEDS_TRAINING
def test_manners_are_learned_from_how_the_texts_are_written(gazetteer: Gazetteer) -> None:
    diaries = [
        _example(f"Rose at {n}. Called on Mrs. Bell & tea; cards & bed at {n}.", "a", gazetteer)
        for n in range(6, 12)
    ]
    novels = [
        _example("“You never told me,” said he, “that the house had been sold.”" * (n - 5), "b", gazetteer)
        for n in range(6, 12)
    ]
    manners = manners_of([*diaries, *novels], ["diary"] * 6 + ["novel"] * 6)
    assert manners == manners_of([*diaries, *novels], ["diary"] * 6 + ["novel"] * 6)
    new = tokens_of(paragraphs("Rose at 5. Walked & dined; whist & bed at 10."), "en")
    scores = {
        name: sum(weights.get(key, 0.0) * value for key, value in style_of(new, "en").items())
        for name, weights in manners.items()
    }
    assert scores["diary"] > 0 > scores["novel"]


def test_a_word_is_told_what_the_other_texts_say_of_it(gazetteer: Gazetteer) -> None:
    one = _example("We saw Zorvan there.", "a_one", gazetteer, Zorvan="person")
    two = _example("Then Zorvan left.", "a_two", gazetteer, Zorvan="person")
    other = _example("Then Zorvan was built.", "b", gazetteer, Zorvan="place")
    met = MetWords([one, two, other])
    assert met.beside(other)("zorvan") == "per3a"
    assert met.beside(one)("zorvan") == "per1a"  # one says so, one not
    assert met.without_family(one)("zorvan") == "pla3a"
    assert met.beside(one)("then") == ""  # outside any name, but in fewer than three documents
    assert ("zorvan", WORDS_MET.index("per1b")) in met.all()


def test_a_text_of_a_manner_is_trusted_by_what_was_right_in_that_manner(gazetteer: Gazetteer) -> None:
    def judged(right: bool, manner: str, sure: float) -> Judged:
        names = {"Zorvan": "person"} if right else {}
        example = _example("We saw Zorvan there.", "tagged" if right else "untagged", gazetteer, **names)
        return Judged(example, [[Found(2, 3, "person", "persName", "model none", sure)]], manner)

    left_out = [judged(n % 2 == 0, "", 0.8 + n / 10_000) for n in range(60)]  # every second one is right
    steps = calibrated(left_out, [judged(True, "a diary", 0.8) for _ in range(60)])
    name = Found(2, 3, "person", "persName", "model none", 0.8)
    assert calibrated_by(steps, name, "en", "") == 0.5
    assert calibrated_by(steps, name, "en", "a diary") == 1.0
    assert calibrated_by(steps, name, "en", "letters") == 0.5  # of which nothing is known


def test_a_short_text_is_of_no_manner(gazetteer: Gazetteer) -> None:
    model = NameModel.open()
    sentence = "At home. Wrote to Miss Bell & called on Mrs. Tate; cards & tea with Dr. Moor at six. "
    for times in (1, 2, 3):
        assert model.manner(tokens_of(paragraphs(sentence * times), "en"), "en") == ""
    named = model.manner(tokens_of(paragraphs(sentence * 40), "en"), "en")
    assert named in {"", *model.card["manners"]}


@_NEEDS_TRAINING
def test_what_was_learned_is_in_the_file_and_comes_back(gazetteer: Gazetteer) -> None:
    from tei_tools.training import Training, _fitted, clusters_of_words

    texts = ["We met {} at the gate.", "Then {} went home.", "She wrote to {} again.", "And {} was glad."]
    names = ["Zorvan", "Quellis", "Ambrith"]
    examples = [
        _example(text.format(name), "a_tale", gazetteer, **{name: "person"})
        for text in texts
        for name in names
    ] + [_example(text.format("the cook"), "b", gazetteer) for text in texts]
    content = _fitted(examples, gazetteer, clusters_of_words(), Training(least=1, rounds=20), {})
    assert content == _fitted(examples, gazetteer, clusters_of_words(), Training(least=1, rounds=20), {})
    model = NameModel(content)
    assert model.met("zorvan") == "per3b"
    assert model.met("zorvane") == ""
    assert set(model.card["manners"]) == {"a tale"}
    blocks = tokens_of(paragraphs("We met Quellis at the gate."), "en")
    (found,) = names_by_model(blocks, gazetteer, cues_for("en"), model)
    assert [(name.first, name.last, name.kind) for name in found] == [(2, 3, "person")]

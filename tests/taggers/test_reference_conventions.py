"""After whose convention references are divided: told by their style, by a list all together."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_tools.taggers._crf import packed
from tei_tools.taggers._reference_conventions import Conventions, shape_features, word_features
from tei_tools.taggers._reference_fields import convention_of, parse_reference
from tei_tools.taggers._reference_model import reference_model

PHYSICISTS = (
    "K. Orban, T. Weiss, Phys. Rev. D 61, 104018 (2003).",
    "Orban, K., & Weiss, T. 2005, ApJ, 612, 88",
    "T. Weiss, Phys. Lett. B 334 (1997) 412 [hep-ph/9702214].",
)
NOTES = (
    "A. Bellini, Storia delle arti a Padova, Venezia 1958, p. 112.",
    "Bellini, Storia cit., p. 33;",
    "ASV, Consiglio dei dieci, Parti comuni, b. 14, c. 22r.",
)


def test_the_chances_of_all_conventions_are_one_together() -> None:
    from math import exp

    for text in (*PHYSICISTS, *NOTES, "", "1"):
        chances = reference_model().conventions.chances(text)
        assert set(chances) == {"anystyle", "grobid", "linkedbooks"}
        assert sum(map(exp, chances.values())) == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize("text", NOTES)
def test_a_note_of_humanists_is_read_as_one(text: str) -> None:
    assert convention_of([text]) == "linkedbooks"


def test_a_list_tells_its_convention_though_one_of_it_would_be_read_otherwise() -> None:
    alone = reference_model().conventions.of(["Weiss, T. Foundations. Oxford: Clarendon Press, 1999."])
    assert alone != "linkedbooks"
    assert convention_of([*NOTES, "Weiss, T. Foundations. Oxford: Clarendon Press, 1999."]) == "linkedbooks"


def test_the_order_of_a_list_does_not_matter() -> None:
    listed = [*PHYSICISTS, *NOTES[:1]]
    assert convention_of(listed) == convention_of(reversed(listed))


def test_no_reference_has_no_convention() -> None:
    assert convention_of([]) is None
    assert convention_of([" ", ""]) is None


def test_a_reference_is_divided_after_the_convention_that_is_named() -> None:
    text = "Weiss, T. (2001). On storms. Journal of Weather, 12(3), 45-67."
    labels_outside = [text[f.start : f.end] for f in parse_reference(text, "grobid") if f.kind == "volume"]
    labels_inside = [text[f.start : f.end] for f in parse_reference(text, "anystyle") if f.kind == "volume"]
    assert labels_outside == ["12"]
    assert labels_inside == ["12(3)"]


def test_what_words_a_reference_has_does_not_change_its_shape() -> None:
    assert shape_features("Orban, K. On storms. 1999;12:3-4.") == shape_features(
        "Weiss, T. In winter. 2004;88:120-9."
    )
    assert word_features("Orban") != word_features("Weiss")


def test_a_raised_convention_is_told_more_often() -> None:
    weights = {("|A", "anystyle"): 0.1, ("|A", "grobid"): 0.6}
    even = Conventions(_crf(weights, {}))
    raised = Conventions(_crf(weights, {"raised": {"anystyle": 2.0}}))
    assert (even.of(["A"]), raised.of(["A"])) == ("grobid", "anystyle")


@given(st.text(max_size=60))
def test_any_text_has_a_convention(text: str) -> None:
    assert reference_model().conventions.of([text]) in {"anystyle", "grobid", "linkedbooks"}


def test_a_very_long_reference_is_told_as_quickly_as_a_long_one() -> None:
    start = time.process_time()
    reference_model().conventions.of(["Orban, K. On storms. " * 200_000])
    assert time.process_time() - start < 2.0


def _crf(weights: dict[tuple[str, str], float], said: dict[str, object]):  # type: ignore[no-untyped-def]
    from tei_tools.taggers._crf import Crf

    return Crf(packed(weights, {}, said))

"""The labels that a file of weights gives to a sequence."""

from __future__ import annotations

from itertools import pairwise, product
from math import exp
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_tools.errors import UnreadableError
from tei_tools.taggers._crf import Crf, packed

STATES = {
    ("a", "X"): 1.5,
    ("a", "Y"): -0.25,
    ("b", "Y"): 2.0,
    ("c", "Z"): 0.75,
    ("c", "X"): 0.7,
    ("ü", "Z"): 1.0,
}
STEPS = {("X", "X"): 0.3, ("X", "Y"): -1.0, ("Y", "Z"): 1.1, ("Z", "X"): 0.5, ("Z", "Z"): -2.0}
SEQUENCES = st.lists(st.lists(st.sampled_from("abcdü"), max_size=3, unique=True), min_size=1, max_size=5)


def model() -> Crf:
    return Crf(packed(STATES, STEPS, {"note": "by hand"}))


def odds(sequence: list[list[str]]) -> dict[tuple[str, ...], float]:
    """The weight of every labelling, counted one by one."""
    return {
        labels: sum(STATES.get((f, label), 0) for fs, label in zip(sequence, labels, strict=True) for f in fs)
        + sum(STEPS.get(pair, 0) for pair in pairwise(labels))
        for labels in product("XYZ", repeat=len(sequence))
    }


@given(SEQUENCES)
@settings(max_examples=60, deadline=None)
def test_the_labels_are_those_of_the_greatest_weight(sequence: list[list[str]]) -> None:
    by_hand = odds(sequence)
    assert by_hand[tuple(model().tag(sequence))] == pytest.approx(max(by_hand.values()), abs=1e-3)


@given(SEQUENCES)
@settings(max_examples=40, deadline=None)
def test_probabilities_are_those_of_all_labellings(sequence: list[list[str]]) -> None:
    by_hand = odds(sequence)
    total = sum(map(exp, by_hand.values()))
    for place, shares in enumerate(model().marginals(sequence)):
        for label, share in shares.items():
            right = sum(exp(w) for labels, w in by_hand.items() if labels[place] == label) / total
            assert share == pytest.approx(right, abs=1e-3)


def test_no_tokens_have_no_labels() -> None:
    assert model().tag([]) == []
    assert model().marginals([]) == []


def test_the_same_weights_make_the_same_file_which_says_what_it_is() -> None:
    backwards = dict(reversed(STATES.items()))
    assert packed(STATES, STEPS, {"note": "by hand"}) == packed(backwards, STEPS, {"note": "by hand"})
    assert model().description["note"] == "by hand"
    assert model().labels == ("X", "Y", "Z")


def test_small_weights_are_left_out_on_request() -> None:
    assert len(packed(STATES, STEPS, {}, smallest=0.74)) < len(packed(STATES, STEPS, {}))


def test_a_long_sequence_neither_overflows_nor_slows() -> None:
    sequence = [["a"], ["b"], ["c"]] * 2000
    assert len(model().tag(sequence)) == 6000
    assert sum(model().marginals(sequence)[3000].values()) == pytest.approx(1)


@pytest.mark.parametrize("cut", [0, 4, 10, 40, 120, -1])
def test_a_file_that_is_cut_off_is_refused(cut: int) -> None:
    with pytest.raises(UnreadableError):
        Crf(packed(STATES, STEPS, {})[:cut])


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        Crf.open(tmp_path / "none.crf")

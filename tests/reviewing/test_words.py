"""What is said and moved at the desk: spans by words, dates in words, other occurrences."""

from __future__ import annotations

import pytest

from tei_tools.reviewing import Proposal
from tei_tools.reviewing._alike import forms, pattern
from tei_tools.reviewing._dates_in_words import in_words
from tei_tools.reviewing._words import gaps, moved

TEXT = "He met Mr. Putin’s aide, U.S. envoy “James Baker” in 1990.\nNext para."


@pytest.mark.parametrize(
    ("words", "edge", "by", "expected"),
    [
        ("Putin", "end", 1, "Putin’s"),
        ("Putin", "end", 2, "Putin’s aide"),
        ("Putin’s aide", "end", -1, "Putin’s"),
        ("Putin", "start", -1, "Mr. Putin"),
        ("Putin", "start", 1, None),
        ("James Baker", "end", -1, "James"),
        ("James Baker", "start", 1, "Baker"),
        ("James Baker", "start", -1, "“James Baker"),
        ("1990", "end", 2, None),
        ("Next", "start", -1, None),
        ("U.S.", "start", -1, "aide, U.S."),
    ],
)
def test_ends_move_by_words_within_a_paragraph(words: str, edge: str, by: int, expected: str | None) -> None:
    start = TEXT.index(words)
    place = moved(TEXT, start, start + len(words), edge, by)
    assert (TEXT[slice(*place)] if place else None) == expected


def test_a_span_is_split_at_white_space() -> None:
    start = TEXT.index("U.S.")
    assert [(TEXT[start:a], TEXT[b : start + 10]) for a, b in gaps(TEXT, start, start + 10)] == [
        ("U.S.", "envoy")
    ]


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2022-03-06", "6 March 2022"),
        ("1990~", "about 1990"),
        ("1830-05?", "May 1830 (uncertain)"),
        ("198X", "the 1980s"),
        ("18XX", "a year from 1800 to 1899"),
        ("1914/1918", "from 1914 to 1918"),
        ("1914/..", "from 1914 to an open end"),
        ("[1914..1918]", "some time between 1914 and 1918"),
        ("[..1914]", "1914 or some time before"),
        ("[1667,1668]", "one of 1667, 1668"),
        ("-0049", "50 B.C."),
        ("1990-21", "spring 1990"),
        ("1990-36", "the fourth quarter of 1990"),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_are_said_in_words(edtf: str, words: str | None) -> None:
    assert in_words(edtf) == words


def test_a_person_is_found_by_surname_initials_and_endings() -> None:
    person = Proposal("persName", 0, 12, "Mikhail Gorbachev", "", "", ())
    names = forms(person, [("forename", "Mikhail"), ("surname", "Gorbachev")])
    assert set(names) == {"Mikhail Gorbachev", "M. Gorbachev", "Gorbachev"}
    text = "Gorbachev’s men, Gorbachevs Leute, M. Gorbachev, Mikhail\nGorbachev, Gorbachevian"
    assert [match[0] for match in pattern(names).finditer(text)] == [
        "Gorbachev’s", "Gorbachevs", "M. Gorbachev", "Mikhail\nGorbachev"
    ]  # fmt: skip

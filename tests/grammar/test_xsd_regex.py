# ruff: noqa: E501 (one type or expression, one row)
"""Regular expressions of XML Schema: what they match, what is refused, and that they take linear time."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_tools.grammar._xsd_regex import RegexSyntaxError, compile_regex

MATCHES = [
    ("", ["", ], ["a"]),
    ("a|b|", ["a", "b", ""], ["ab"]),
    ("a{2,3}", ["aa", "aaa"], ["a", "aaaa"]),
    ("a{2,}", ["aa", "aaaaa"], ["a"]),
    ("a{0}b", ["b"], ["ab"]),
    ("(ab)*c?", ["", "ab", "ababc"], ["aab"]),
    ("^a$", ["^a$"], ["a"]),
    (".", ["a", "\u00e9", "\U00010000"], ["\n", "\r", ""]),
    (r"\.", ["."], ["a"]),
    (r"\d+", ["12", "\u0661"], ["a"]),
    (r"\w", ["a", "1", "$", "\u00e9"], ["-", " "]),
    (r"\s", [" ", "\t"], ["\u00a0", "\u2003"]),
    (r"\i\c*", ["a-b", ":x", "_1", "\u00e9"], ["1a", "-"]),
    (r"[\i-[:]][\c-[:]]*", ["ab"], ["a:b"]),
    ("[a-z-[aeiou]]", ["b"], ["a", "B"]),
    ("[^a-z-[0-9]]", ["A"], ["a", "1"]),
    ("[a-]", ["a", "-"], ["b"]),
    ("[-a]", ["a", "-"], ["b"]),
    (r"[\-x]", ["-", "x"], ["a"]),
    ("[a^]", ["^", "a"], ["b"]),
    (r"\p{Lu}\P{Lu}", ["Aa"], ["aa", "AA"]),
    (r"[^\p{C}\p{Z}]+", ["x#1"], ["a b", "a\u00a0"]),
    (r"\p{IsGreek}", ["\u03b1"], ["a"]),
    (r"\p{IsLatin-1Supplement}", ["\u00e9"], ["e"]),
    (r"\P{IsBasicLatin}", ["\u00e9"], ["e"]),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "yes", "no"), MATCHES)
def test_an_expression_matches_whole_strings_alone(pattern: str, yes: list[str], no: list[str]) -> None:
    matches = compile_regex(pattern)
    assert [text for text in yes if not matches(text)] == []
    assert [text for text in no if matches(text)] == []


@pytest.mark.parametrize(
    "pattern",
    ["(", ")", "a)", "[", "[]", "[^]", "*", "a**", "a{", "a{,2}", "a{3,2}", r"\b", r"\u", r"\p{Foo}", r"\p{IsFoo}",
     r"\p{Cs}", "[z-a]", r"[a-\d]", "[[a]]", "(?:a)", "a]", "a}", "\\", "a{1", "(" * 200 + ")" * 200],
)  # fmt: skip
def test_what_appendix_f_does_not_allow_is_refused(pattern: str) -> None:
    with pytest.raises(RegexSyntaxError):
        compile_regex(pattern)


@pytest.mark.parametrize(
    "pattern", ["(a*)*b", "(a|aa)+b", "(a|b|ab)*c", r"\d+[a-z]*\d*(\.\d+[a-z]*\d*){0,3}", "a{1,1000}b"]
)
def test_no_expression_takes_more_than_linear_time(pattern: str) -> None:
    matches = compile_regex(pattern)
    start = time.process_time()
    assert not matches("a" * 100_000)
    assert not matches("1" * 100_000 + "!")
    assert time.process_time() - start < 5


LITERALS = st.text(alphabet="ab", max_size=3)
EXPRESSIONS = st.recursive(
    LITERALS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}|{pair[1]})"),
        st.tuples(inner, st.sampled_from("?*+")).map(lambda pair: f"({pair[0]}){pair[1]}"),
        st.tuples(inner, inner).map("".join),
    ),
    max_leaves=6,
)


@given(EXPRESSIONS, st.text(alphabet="ab", max_size=8))
def test_simple_expressions_match_what_python_matches(pattern: str, text: str) -> None:
    assert compile_regex(pattern)(text) == (re.fullmatch(pattern, text) is not None)

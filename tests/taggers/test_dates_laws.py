"""Dates: what holds for any text, and that the work grows with the text and no faster."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_tools.resources import Resources
from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers import Context, Tag
from tei_tools.taggers.dates import edtf_value, tag
from tei_tools.taggers.dates._grammar import shapes
from tei_tools.taggers.dates._lexicon import lexicon
from tei_tools.taggers.dates._tokens import scan

WORDS = (
    "the of in on 1 3. 27th 31 1914 1914-18 '98 May March Sunday Mon. last next year week Jahr vor "
    "drei Tagen bis von zwischen und between and or from to since until circa ca. early late mid- "
    "century 19th XVIIIe siècle années 1920 v. Chr. BC AD / - – . , : ( ) “ ” 3/4/1999 2022-03-06 "
    "10/21 29 February 1900 an VIII brumaire Easter 1990s nineties Q3 quarter heute gestern hier il "
    "y a ago later eighteen hundred sixty 99999999 20220306 "
).split()


def tags(text: str, language: str, date: str | None = None) -> list[Tag]:
    blocks = []
    position = 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block("paragraph", position, position + len(line)))
        position += len(line) + 1
    source = SourceDocument("test", "text", "0" * 64, text, tuple(blocks))
    context = Context(resources=Resources(), language=language, date=date)
    return list(tag(source, context))


def check(text: str, language: str, date: str | None) -> None:
    found = tags(text, language, date)
    assert [t.start for t in found] == sorted(t.start for t in found)
    open_ends: list[int] = []
    for each in found:
        assert 0 <= each.start < each.end <= len(text)
        assert text[each.start : each.end].strip() == text[each.start : each.end]
        assert "\n" not in text[each.start : each.end]
        assert 0 < each.confidence <= 1
        while open_ends and open_ends[-1] <= each.start:
            open_ends.pop()
        assert not open_ends or each.end <= open_ends[-1], "a date crosses the end of another"
        assert len(open_ends) < 2
        open_ends.append(each.end)
        value = edtf_value(each)
        if value is not None:
            parse_edtf(value)
    assert tags(text, language, date) == found


def test_circa_before_a_month_of_no_year_is_no_value_that_edtf_has_not() -> None:
    check("circa February", "en", None)


languages = st.sampled_from(["en", "de", "fr", "la", "en-GB"])
days = st.sampled_from([None, "2022", "2022-02", "2024-02-29", "0044-03-15", "nonsense"])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25), st.sampled_from([" ", "", "\n"]), languages, days)
def test_any_heap_of_date_words_gives_nested_tags_in_order(
    words: list[str], glue: str, language: str, date: str | None
) -> None:
    text = " ".join(glue.join(words).split(" ")).strip()
    check(text, language, date)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), languages, days)
def test_any_text_gives_nested_tags_in_order(text: str, language: str, date: str | None) -> None:
    check(text, language, date)


@pytest.mark.parametrize(
    "unit",
    [
        "3 May 1990, ",
        "3/4/1999 ",
        "1914-18 ",
        "1",
        "1.",
        "May ",
        "the early ",
        "1990-",
        "from 1914 to 1918 ",
        "' ",
        "x ",
    ],
)
def test_symbols_grow_with_the_text_and_each_is_searched_from_once(unit: str) -> None:
    """The work is the number of symbols times the longest match, which has a bound of its own."""
    counts = []
    for count in (100, 200, 400):
        text = unit * count
        symbols = scan(text, 0, len(text), lexicon("en")).symbols
        assert len(symbols) <= len(text)
        counts.append(len(symbols))
        longest = max((m.end() - m.start() for m in shapes().finditer(symbols)), default=0)
        assert longest < 80
    assert counts[2] <= 4 * counts[0]


def seconds(work: Callable[[], object]) -> float:
    best = 1e9
    for _ in range(3):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize(
    "unit",
    ["3 May 1990, ", "yesterday he ", "Monday, ", "1.", "- ", "in May or June ", "http://a/b.c ", "“", "漢"],
)
def test_time_grows_with_the_text(unit: str) -> None:
    small, large = unit * (8_000 // len(unit)), unit * (64_000 // len(unit))
    assert (
        seconds(lambda: tags(large, "en", "2022-03-06"))
        < 24 * seconds(lambda: tags(small, "en", "2022-03-06")) + 0.05
    )


def test_a_hundred_thousand_dates_are_all_found() -> None:
    found = tags("3 May 1990, " * 100_000, "en")
    assert len(found) == 100_000
    assert {t.attributes["when"] for t in found} == {"1990-05-03"}

"""Bodies: acronyms with their expansion, and short names that end one long one."""

from __future__ import annotations

import re

from tei_tools.identity._organisations import bodies
from tei_tools.identity._words import Mention
from tei_tools.taggers import Tag


def grouped(text: str) -> list[list[str]]:
    """Bodies named in [brackets]."""
    mentions, plain, at = [], "", 0
    for match in re.finditer(r"\[([^\]]*)\]", text):
        plain += text[at : match.start()]
        start = len(plain)
        plain += match[1]
        mentions.append(Mention(Tag(start, len(plain), "orgName"), match[1]))
        at = match.end()
    return [[mention.words for mention in body.mentions] for body in bodies(mentions, plain + text[at:])]


def test_an_acronym_in_brackets_is_the_name_before_it() -> None:
    assert grouped("the [World Health Organization] ([WHO]) said; [WHO] said") == [
        ["World Health Organization", "WHO", "WHO"]
    ]


def test_an_acronym_of_the_initials_is_the_long_name_wherever_it_stands() -> None:
    assert grouped("[NATO] grew. The [North Atlantic Treaty Organisation] grew.") == [
        ["NATO", "North Atlantic Treaty Organisation"]
    ]


def test_a_short_name_is_the_one_long_name_that_it_ends() -> None:
    assert grouped("the [UN Security Council]; the [Security Council]") == [
        ["UN Security Council", "Security Council"]
    ]
    assert len(grouped("[UN Security Council], [EU Security Council], the [Security Council]")) == 3


def test_an_article_is_no_part_of_the_name() -> None:
    assert grouped("[the Times] and [The Times]") == [["the Times", "The Times"]]


def test_a_word_that_begins_like_an_article_is_whole() -> None:
    mentions = [
        Mention(Tag(0, 12, "orgName"), "Labour Party"),
        Mention(Tag(20, 31, "orgName"), "Lesley Club"),
    ]
    assert [body.name for body in bodies(mentions, "Labour Party and the Lesley Club.")] == [
        "Labour Party",
        "Lesley Club",
    ]


def test_the_first_word_with_its_article_is_the_one_long_name_that_it_begins() -> None:
    assert grouped("the [Bank of England]; the [Bank]") == [["Bank of England", "Bank"]]
    assert len(grouped("the [Bank of England]; [Bank]")) == 2
    assert len(grouped("the [Bank of England], the [Bank of France], the [Bank]")) == 3


def test_an_acronym_beside_its_name_without_brackets_has_its_letters() -> None:
    assert grouped("the [US Federal Bureau of Investigation], or [FBI], said; [FBI] said") == [
        ["US Federal Bureau of Investigation", "FBI", "FBI"]
    ]
    assert grouped("die [Österreichische Nationalbibliothek] ([ÖNB]) und die [ÖNB]") == [
        ["Österreichische Nationalbibliothek", "ÖNB", "ÖNB"]
    ]
    assert len(grouped("the [Labour Party], or [FBI], said")) == 2

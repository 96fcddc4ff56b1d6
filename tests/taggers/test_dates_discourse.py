"""From where a text speaks."""

from __future__ import annotations

import re

from tei_tools import api
from tei_tools.sources import Block, SourceDocument


def dates(text: str, language: str, date: str) -> dict[str, str]:
    blocks = tuple(Block("paragraph", *found.span()) for found in re.finditer(r"[^\n]+", text))
    document = SourceDocument("x", "text", "0" * 64, text, blocks)
    tags = api.tag(document, language=language, date=date, taggers=["dates"])
    return {text[tag.start : tag.end]: tag.attributes.get("when", "") for tag in tags}


def test_a_page_of_history_that_is_dated_at_its_head_tells_of_the_year_that_it_tells_of() -> None:
    found = dates(
        "Par Yves Le Goff, le 21 septembre 2018\n"
        "En 1652, pendant la Fronde, les troupes de Condé passèrent la Loire, comme en 1649 et en 1650.\n"
        "Le gouverneur écrivait le 3 mai que les murs étaient vieux.",
        "fr",
        "2018-09-21",
    )
    assert found["3 mai"] == "1650-05-03"


def test_news_that_remember_an_old_year_speak_of_their_own() -> None:
    found = dates(
        "Port Ellery, 14 March 2019\n"
        "Dock workers voted on Wednesday to return to work. It began on 24 January and was the longest "
        "since 1926, and the port is of 1812.",
        "en",
        "2019-03-14",
    )
    assert found["24 January"] == "2019-01-24"

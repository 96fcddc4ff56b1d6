"""Indirect speech, where it is asked for."""

from __future__ import annotations

import time

import pytest

from tei_tools import api
from tei_tools.resources import Resources

TEI = "{http://www.tei-c.org/ns/1.0}"
HEARD = Resources()
BAKER, MERKEL, HUGO = "#person-james-baker", "#person-angela-merkel", "#person-victor-hugo"


def said(text: str, language: str, *also: str) -> list[tuple[str, str | None, str | None]]:
    tree = api.encode(text.encode(), name="a.txt", language=language, also=also, resources=HEARD)
    return [
        ("".join(each.itertext()), each.get("direct"), each.get("who"))
        for each in tree.getroot().iter(f"{TEI}said")
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "James Baker told the reporters that the talks with Mr. Doe would go on."
            " Nobody knew that they had ended.",
            ("the talks with Mr. Doe would go on", "false", "#person-james-baker"),
        ),
        (
            "en",
            "In the evening she wrote that the house was cold; he left.",
            ("the house was cold", "false", None),
        ),
        (
            "de",
            "Angela Merkel sagte, dass die Verhandlungen weitergehen. Sie ging dann.",
            ("die Verhandlungen weitergehen", "false", "#person-angela-merkel"),
        ),
        (
            "fr",
            "Victor Hugo a dit que la maison était froide. Il partit.",
            ("la maison était froide", "false", "#person-victor-hugo"),
        ),
    ],
)
def test_the_clause_after_the_conjunction_is_said_indirectly(
    language: str, text: str, expected: tuple[str, str, str | None]
) -> None:
    assert said(text, language, "indirect_speech") == [expected]
    assert said(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "clause", "who"),
    [
        ("en", "James Baker asked whether the train had left.", "the train had left", BAKER),
        ("en", "James Baker asked where the train was.", "where the train was", BAKER),
        ("en", "James Baker said the treaty was dead.", "the treaty was dead", BAKER),
        ("en", "The treaty was quite dead, James Baker said.", "The treaty was quite dead", BAKER),
        ("en", "According to James Baker, the treaty was dead.", "the treaty was dead", BAKER),
        ("en", "James Baker came. He said that it was late.", "it was late", BAKER),
        ("de", "Angela Merkel sagte, man habe alles getan.", "man habe alles getan", MERKEL),
        ("de", "Angela Merkel fragte, ob der Zug schon weg sei.", "der Zug schon weg sei", MERKEL),
        ("de", "Nach Angaben von Angela Merkel sei niemand verletzt.", "sei niemand verletzt", MERKEL),
        ("de", "Wie Angela Merkel mitteilte, ist der Zug schon weg.", "ist der Zug schon weg", MERKEL),
        ("fr", "Victor Hugo demanda si le train était parti.", "le train était parti", HUGO),
        ("fr", "Selon Victor Hugo, personne n'a été blessé.", "personne n'a été blessé", HUGO),
    ],
)  # fmt: skip
def test_without_a_conjunction_before_the_verb_and_after_a_source(
    language: str, text: str, clause: str, who: str
) -> None:
    assert said(text, language, "indirect_speech") == [(clause, "false", who)]


@pytest.mark.parametrize(
    "text",
    [
        "The house that Jack built was cold in winter.",
        "It is said. That man was never seen again by us.",
        "She knows that book very well indeed, he thought.",
        "Asked about the long train, James Baker laughed.",
        "James Baker said goodbye to the boy who was late again.",
    ],
)
def test_other_clauses_are_none(text: str) -> None:
    assert said(text, "en", "indirect_speech") == []


def test_direct_speech_stays_as_it_is() -> None:
    text = "“I will come,” James Baker said. He said that nobody would come to the house."
    found = said(text, "en", "indirect_speech")
    assert found[0] == ("“I will come,”", "true", "#person-james-baker")
    assert found[1][:2] == ("nobody would come to the house", "false")


def test_many_conjunctions_take_linear_time() -> None:
    from tei_tools.sources import read_source
    from tei_tools.taggers import Context, indirect_speech

    def seconds(count: int) -> float:
        document = read_source(("he said that " * count).encode(), "a.txt")
        before = time.process_time()
        list(indirect_speech.tag(document, Context(HEARD, "en")))
        return time.process_time() - before

    assert seconds(40_000) < 10

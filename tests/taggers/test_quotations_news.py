"""Speakers in news and in prose of three languages, incises, kinds of quotation, block quotations."""

from __future__ import annotations

import re
from typing import Any, cast

import pytest

from tei_tools import api
from tei_tools.resources import Resources
from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers import Context, Tag, quotations

HEARD = Resources()
NAMES = {
    **dict.fromkeys(
        (
            "Andrew Bailey", "Bailey", "Luis", "Ramirez", "Kerr", "Zabihullah Mujahid", "Wei Zhang", "Patel",
            "Sheriff Tom Ridley", "Christine Lagarde", "Clemens Fuest", "Müller", "Anna Berger",
            "Paul Durand",
            "Sophie Bernard", "Jean Petit", "Hume", "Scholz", "Einstein", "Nick Bos", "Mr. Rossi",
        ),
        "persName",
    ),
    **dict.fromkeys(("Bank of England", "Halden Chemicals", "Brennan Institute", "Taliban"), "orgName"),
    "Clay County": "placeName",
}  # fmt: skip


def tagged(text: str) -> list[Tag]:
    blocks = tuple(Block("paragraph", *m.span()) for m in re.finditer(r"[^\n]+", text))
    pattern = "|".join(sorted((re.escape(name) for name in NAMES), key=len, reverse=True))
    names = tuple(Tag(*m.span(), NAMES[m[0]]) for m in re.finditer(rf"\b(?:{pattern})", text))
    document = SourceDocument(name="x", format="text", digest="", text=text, blocks=blocks)
    return list(quotations.tag(document, Context(resources=cast(Any, None), tags=names)))


def speakers(text: str) -> list[str | None]:
    links = [next((x for x in t.links if x.attribute in {"who", "source"}), None) for t in tagged(text)]
    return [text[x.start : x.end] if x else None for x in links]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(t.element, text[t.start : t.end].strip("\"“”„«»' ")) for t in tagged(text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It is over,” the head of the Bank of England, Andrew Bailey, told lawmakers.", "Andrew Bailey"),
        ("“No foul play,” Sheriff Tom Ridley of Clay County told reporters.", "Sheriff Tom Ridley"),
        ("“We are working on it,” a spokesman for Halden Chemicals said.", "Halden Chemicals"),
        ("“The sea is calm” – that was the message from Christine Lagarde on Friday.", "Christine Lagarde"),
        ("There is a line attributed to Einstein: “If we knew, it would not be research.”", "Einstein"),
        ("Undersecretary for Education Mr. Rossi says “many schools will raise their fees.”", "Mr. Rossi"),
        ("„Das ist ein Skandal“, empört sich Anna Berger. Dann ging sie.", "Anna Berger"),
        ("„Das wird teuer“, warnte der Chef des Instituts, Clemens Fuest, am Montag.", "Clemens Fuest"),
        ("Müller sagte der „Süddeutschen Zeitung“: „Das machen wir nicht mit.“", "Müller"),
        ("Nach Ansicht von Müller ist das „ein schlechter Witz ohne Ende“.", "Müller"),
        ("Er hat gelacht. Scholz hatte den Plan „völlig absurd“ genannt.", "Scholz"),
        ("„Wer arbeitet“, so Scholz weiter, „muss mehr haben.“", "Scholz"),
        ("Auf die Frage, ob er gehe, antwortete Scholz knapp: „Nein.“", "Scholz"),
        ("„Die Lage ist sehr ernst“, heißt es in dem Papier.", "dem Papier"),
        ("Aus dem Ministerium hieß es, der Entwurf sei „in der Abstimmung“.", "dem Ministerium"),
        ("“Fire!” someone shouted to Kerr.", "someone"),
        ("Wie Müller mitteilte, soll der Mann „Hilfe“ gerufen haben.", "der Mann"),
        ("« Pas de hausse », a promis mercredi le ministre, Paul Durand, à Lille.", "Paul Durand"),
        ("« Je suis innocent », a crié l'accusé.", "l'accusé"),
        ("D'après Jean Petit, la mesure est « tout à fait inutile ».", "Jean Petit"),
        ("« C'est une honte », s'indigne Sophie Bernard, porte-parole.", "Sophie Bernard"),
        ("« Je ne céderai jamais », a répondu lundi Paul Durand.", "Paul Durand"),
    ],
)
def test_the_sentence_names_who_speaks(text: str, speaker: str) -> None:
    assert speakers(text)[-1] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We wait,” Ramirez said.\nRamirez's brother, Luis, hoped. “They'll fix it,” he said.", "Luis"),
        (
            "Kerr was asked: “We'll see,” he said.\nThe Taliban's chief, Zabihullah Mujahid, denied it. "
            "“These are rumors,” he told reporters.",
            "Zabihullah Mujahid",
        ),
        (
            "“Early,” said Patel.\nMarkets fell, said Wei Zhang, an analyst. “It's a knife,” he said.",
            "Wei Zhang",
        ),
    ],
)
def test_in_news_he_is_the_subject_of_the_paragraph(text: str, speaker: str) -> None:
    assert speakers(text)[-1] == speaker


def test_members_of_a_list_are_whose_the_first_is() -> None:
    text = "Kerr called it “a sham,” “a fraud” and “a power grab.”"
    assert speakers(text) == ["Kerr"] * 3
    assert {element for element, _ in kinds(text)} == {"said"}


def test_one_clause_between_two_quotations_reports_both() -> None:
    text = "“The numbers are wrong,” the report by the Brennan Institute said, “and the method is worse.”"
    assert speakers(text) == ["the report", "the report"]


@pytest.mark.parametrize(
    ("text", "parts", "speaker"),
    [
        (
            "« Messieurs, dit le ministre Paul Durand, la séance est levée. »",
            ["« Messieurs,", "la séance est levée. »"],
            "Paul Durand",
        ),
        (
            "« Vous savez, explique Sophie Bernard, maire de Lens, les gens sont fatigués. »",
            ["« Vous savez,", "les gens sont fatigués. »"],
            "Sophie Bernard",
        ),
        (
            "« Mon ami, s’écria la baronne, vous êtes fou ! »",
            ["« Mon ami,", "vous êtes fou ! »"],
            "la baronne",
        ),
        ("« Je viens, dit Paul Durand. »", ["« Je viens, dit Paul Durand. »"], "Paul Durand"),
    ],
)
def test_a_clause_inside_french_marks_is_no_speech(text: str, parts: list[str], speaker: str) -> None:
    assert [text[t.start : t.end] for t in tagged(text)] == parts
    assert set(speakers(text)) == {speaker}


def test_a_verb_with_its_object_is_no_clause_that_reports() -> None:
    text = "« Il arrive, demande le calme, et repart. »"
    assert [text[t.start : t.end] for t in tagged(text)] == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She wrote in “The Long Table” that hunger is a school.", [("title", "The Long Table")]),
        ("In her memoir, “Becoming,” she tells it all.", [("title", "Becoming,")]),
        ("Her poems “On Ice” and “Against Sleep” sold.", [("title", "On Ice"), ("title", "Against Sleep")]),
        ("The words “right” and “wrong” are short.", [("mentioned", "right"), ("mentioned", "wrong")]),
        ("By “freedom” Mill means the absence of restraint.", [("term", "freedom")]),
        ("The concept of “race” is contested.", [("term", "race")]),
        ("It comes from Latin “libertas”.", [("mentioned", "libertas")]),
        ("The ship, nicknamed “the Old Lady,” sank.", [("term", "the Old Lady,")]),
        ("Shakespeare's “Hamlet” is long.", [("title", "Hamlet")]),
        ("The motto “In God We Trust” appears on coins.", [("mentioned", "In God We Trust")]),
        ("His last words were “More light!”", [("said", "More light!")]),
        ("Dort heißt es: „Es irrt der Mensch.“", [("quote", "Es irrt der Mensch.")]),
        ("Der Begriff „Heimat“ ist umstritten.", [("term", "Heimat")]),
        ("Das Wort „Heimat“ ist alt.", [("mentioned", "Heimat")]),
        ("Im „Faust“ heißt es anders.", [("title", "Faust")]),
        ("Wie die „Bild“ berichtet, ist er weg.", [("title", "Bild")]),
        ("Seine angeblichen „Freunde“ waren weg.", [("soCalled", "Freunde")]),
        ("Le mot « liberté » est vieux.", [("mentioned", "liberté")]),
        ("Le terme de « laïcité » fait débat.", [("term", "laïcité")]),
        ("Il a lu le poème « Demain, dès l'aube » hier.", [("title", "Demain, dès l'aube")]),
        ("On lit dans « Le Monde » que tout va.", [("title", "Le Monde")]),
        ("Le prétendu « miracle » n'a pas eu lieu.", [("soCalled", "miracle")]),
    ],
)  # fmt: skip
def test_titles_terms_and_words_spoken_about(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


def test_whoever_is_he_inside_a_quotation_is_not_who_says_it() -> None:
    text = "“He told me, ‘Go home,’ and I went,” Kerr said."
    assert speakers(text) == ["Kerr", "He"]


def encoded(text: str, name: str) -> str:
    tree = api.encode(text.encode(), name=name, language="en", resources=HEARD)
    body = next(tree.getroot().iter("{*}body"))
    found = []
    for cit in body.iter("{*}cit"):
        found.append(" | ".join(" ".join("".join(map(str, child.itertext())).split()) for child in cit))
    return "; ".join(found)


@pytest.mark.parametrize(
    "text",
    [
        "So:\n\n> All that is solid melts into air.\n\n— Karl Marx, *The Manifesto*, p. 12\n\nIt was.",
        "So:\n\n> All that is solid melts into air.\n>\n> — Karl Marx, *The Manifesto*, p. 12\n\nIt was.",
    ],
)
def test_a_block_quotation_and_the_line_that_names_its_source_are_a_cit(text: str) -> None:
    expected = "All that is solid melts into air. | — Karl Marx, The Manifesto, p. 12"
    assert encoded(text, "a.md") == expected


def test_a_line_of_dialogue_behind_a_block_quotation_is_no_source() -> None:
    text = (
        "It was put so.\n\n> All that is solid melts into air.\n\n— Really? asked Karl.\n\n— Yes, said Ann.\n"
    )
    assert encoded(text, "a.md") == ""

"""Persons, places and organisations in sentences of our own making."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_tools.sources import Block, Mark, SourceDocument
from tei_tools.taggers import Context, Tag, names
from tei_tools.taggers._gazetteer import Gazetteer
from tei_tools.taggers._name_model import MODEL_FILE, NameModel

WHOLES = ("persName", "placeName", "geogName", "orgName")


class _Resources:
    opened = Gazetteer.open()
    model = NameModel.open() if MODEL_FILE.is_file() else None

    def gazetteer(self) -> Gazetteer:
        return self.opened

    def names_model(self) -> NameModel | None:
        return self.model


def _document(text: str, kind: str = "paragraph", marks: tuple[Mark, ...] = ()) -> SourceDocument:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(kind, at, at + len(line)))
        at += len(line) + 1
    return SourceDocument("t", "plain", "", text, tuple(blocks), marks=marks)


def _tags(text: str, language: str = "en") -> list[Tag]:
    return list(names.tag(_document(text), Context(_Resources(), language)))  # type: ignore[arg-type]


def _wholes(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(text[t.start : t.end], t.element) for t in _tags(text, language) if t.element in WHOLES]


def _parts(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(text[t.start : t.end], t.element) for t in _tags(text, language) if t.element not in WHOLES]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "It came from Secretary of State James Baker himself.",
            [("Secretary of State", "roleName"), ("James", "forename"), ("Baker", "surname")],
        ),
        ("We met Mr. Smith.", [("Mr.", "roleName"), ("Smith", "surname")]),
        (
            "He read J. R. R. Tolkien.",
            [("J.", "forename"), ("R.", "forename"), ("R.", "forename"), ("Tolkien", "surname")],
        ),
        (
            "He saw Charles de Gaulle.",
            [("Charles", "forename"), ("de", "nameLink"), ("Gaulle", "surname")],
        ),
        (
            "He saw Martin Luther King Jr. there.",
            [("Martin", "forename"), ("Luther", "forename"), ("King", "surname"), ("Jr.", "genName")],
        ),
        ("They saw Catherine the Great.", [("Catherine", "forename"), ("the Great", "addName")]),
        ("The Earl of Derby spoke.", [("Earl of Derby", "roleName")]),
        ("We read of Isabella of France.", [("Isabella", "forename")]),
        (
            "It was Gen. Wm. H. Jones.",
            [("Gen.", "roleName"), ("Wm.", "forename"), ("H.", "forename"), ("Jones", "surname")],
        ),
        (
            "Then Soviet President Mikhail Gorbachev spoke.",
            [("Soviet President", "roleName"), ("Mikhail", "forename"), ("Gorbachev", "surname")],
        ),
    ],
)
def test_parts_of_persons_names(text: str, parts: list[tuple[str, str]]) -> None:
    assert _parts(text) == parts


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        (
            "Dort sprach Otto Graf Lambsdorff lange.",
            "de",
            [("Otto", "forename"), ("Graf", "roleName"), ("Lambsdorff", "surname")],
        ),
        (
            "Là parla Jean de La Fontaine.",
            "fr",
            [("Jean", "forename"), ("de La", "nameLink"), ("Fontaine", "surname")],
        ),
        (
            "Charles de Gaulle vint. De Gaulle sourit.",
            "fr",
            [
                ("Charles", "forename"),
                ("de", "nameLink"),
                ("Gaulle", "surname"),
                ("De", "nameLink"),
                ("Gaulle", "surname"),
            ],
        ),
    ],
)
def test_ranks_and_particles_are_parts_wherever_they_stand(
    text: str, language: str, parts: list[tuple[str, str]]
) -> None:
    assert _parts(text, language) == parts


@pytest.mark.parametrize(
    ("text", "wholes"),
    [
        ("He came from Paris, France.", [("Paris", "placeName"), ("France", "placeName")]),
        ("The GDR (East Germany) was left.", [("GDR", "placeName"), ("East Germany", "placeName")]),
        (
            "They spoke of the unification of East and West Germany.",
            [("East", "placeName"), ("West Germany", "placeName")],
        ),
        ("He sailed down the Danube.", [("Danube", "geogName")]),
        ("They lived near Lake Erie.", [("Lake Erie", "geogName")]),
        ("He read it at the Gorbachev Foundation Archive.", [("Gorbachev Foundation Archive", "orgName")]),
        ("The UN Security Council met.", [("UN Security Council", "orgName")]),
        ("It was printed by the University of Chicago Press.", [("University of Chicago Press", "orgName")]),
        ("She worked at the Ministry of Foreign Affairs.", [("Ministry of Foreign Affairs", "orgName")]),
        ("The George Washington Bridge was shut.", [("George Washington Bridge", "placeName")]),
        ("Russian and Soviet troops met U.S. officials.", [("U.S.", "placeName")]),
        ("NATO’s expansion was discussed.", [("NATO", "orgName")]),
        ("He was overthrowing the Qaddafi regime then.", [("Qaddafi", "persName")]),
        ("Then Catherine the Great died.", [("Catherine the Great", "persName")]),
    ],
)
def test_names_in_english(text: str, wholes: list[tuple[str, str]]) -> None:
    assert _wholes(text) == wholes


@pytest.mark.parametrize(
    "text",
    [
        "Reading is good for you. The reading was nice.",
        "Nice work. Will you come in May or on Monday?",
        "The Russian army and the German troops left in February.",
        "It was the best of times. However, nobody came.",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    assert _wholes(text) == []


def test_a_surname_met_with_its_forename_is_that_person_everywhere() -> None:
    text = "Zbigniew Kowalczyk arrived late. The others had left. Kowalczyk sat down."
    assert _wholes(text) == [("Zbigniew Kowalczyk", "persName"), ("Kowalczyk", "persName")]
    assert _parts(text)[-1] == ("Kowalczyk", "surname")


def test_an_acronym_that_is_defined_is_that_body() -> None:
    text = "He led the Fictional Weather Bureau (FWB) for years. In the end the FWB was closed."
    assert _wholes(text) == [
        ("Fictional Weather Bureau", "orgName"),
        ("FWB", "orgName"),
        ("FWB", "orgName"),
    ]


@pytest.mark.parametrize(
    ("text", "wholes"),
    [
        (
            "Gestern traf Bundeskanzler Helmut Kohl in Moskau ein.",
            [("Bundeskanzler Helmut Kohl", "persName"), ("Moskau", "placeName")],
        ),
        ("Die Häuser und der Tisch stehen in der Straße.", []),
        ("Herr Müller wohnt in Wien.", [("Herr Müller", "persName"), ("Wien", "placeName")]),
        ("Er sprach über die Sowjetunion und die DDR.", [("Sowjetunion", "placeName"), ("DDR", "placeName")]),
        ("Dort lebte Johann Wolfgang von Goethe.", [("Johann Wolfgang von Goethe", "persName")]),
        (
            "Wladimir Putin kam. Man hörte, was Putins Sprecher sagte.",
            [("Wladimir Putin", "persName"), ("Putins", "persName")],
        ),
        ("Man nannte sie Katharina die Große.", [("Katharina die Große", "persName")]),
    ],
)
def test_names_in_german(text: str, wholes: list[tuple[str, str]]) -> None:
    assert _wholes(text, "de") == wholes


@pytest.mark.parametrize(
    ("text", "wholes"),
    [
        (
            "Le général Charles de Gaulle arrive à Londres.",
            [("Charles de Gaulle", "persName"), ("Londres", "placeName")],
        ),
        ("M. Dupont habite rue de Rivoli.", [("M. Dupont", "persName"), ("rue de Rivoli", "placeName")]),
        (
            "Il vient d’Allemagne et de l’Union soviétique.",
            [("Allemagne", "placeName"), ("Union soviétique", "placeName")],
        ),
    ],
)
def test_names_in_french(text: str, wholes: list[tuple[str, str]]) -> None:
    assert _wholes(text, "fr") == wholes


def test_nothing_is_tagged_in_code_or_addresses() -> None:
    code = SourceDocument("t", "", "", "from London import Paris", (Block("code", 0, 24),))
    assert list(names.tag(code, Context(_Resources()))) == []  # type: ignore[arg-type]
    assert _wholes("See https://London.example/Paris and mail James.Baker@Washington.org now.") == []
    text = "Call London in Paris now."
    marked = _document(text, marks=(Mark("code", 5, 11),))
    found = [t for t in names.tag(marked, Context(_Resources())) if t.element in WHOLES]  # type: ignore[arg-type]
    assert [text[t.start : t.end] for t in found] == ["Paris"]


def test_the_possessive_is_outside_the_name() -> None:
    assert _wholes("We saw James Baker’s house and London's streets.") == [
        ("James Baker", "persName"),
        ("London", "placeName"),
    ]


def test_places_say_what_they_are() -> None:
    text = "From Berlin in Germany to Texas and the European Union."
    kinds = [t.attributes.get("type") for t in _tags(text) if t.element == "placeName"]
    assert kinds == ["settlement", "country", "region", "bloc"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "Mr. James Baker of the University in Paris , . and & ( ) NATO J. von “ ” ’s St. I V Great "
            "the said "
            "GDR (GDR) Ελλάς Москва 東京 \u200b \u202e 😀 ¬ ſ U.S U.S. King".split()
        ),
        max_size=40,
    ),
    st.sampled_from(["en", "de", "fr", "la"]),
)
def test_wholes_never_overlap_and_parts_stay_inside(words: list[str], language: str) -> None:
    text = " ".join(words) or "x"
    tags = _tags(text, language)
    wholes = sorted((t.start, t.end) for t in tags if t.element in WHOLES)
    assert all(0 <= start < end <= len(text) for start, end in wholes)
    assert all(a[1] <= b[0] for a, b in pairwise(wholes))
    for tag in tags:
        if tag.element not in WHOLES:
            assert any(start <= tag.start and tag.end <= end for start, end in wholes)


@pytest.mark.parametrize(
    "piece", ["Paris and ", "x", "東京", "Mr. ", "A. ", "of ", "King of ", "“", "¬a", "U.S. & "]
)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size].strip()
        began = time.process_time()
        _tags(text)
        return time.process_time() - began

    seconds(10_000)
    small, large = seconds(60_000), seconds(480_000)
    assert large < 8 * small * 2.5 + 0.5

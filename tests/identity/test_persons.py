"""Persons: all names of one person are one identity, two persons of one surname are two."""

from __future__ import annotations

import re

import pytest

from tei_tools.identity._persons import persons
from tei_tools.identity._words import Mention, folded, identifier, mentions, split_name
from tei_tools.taggers import Tag

TITLES = {"Mr", "Mrs", "Miss", "Dr", "President", "Frau", "Herr"}


def named(*names: str) -> list[Mention]:
    """Mentions one after another; words of TITLES are their roleName."""
    found, at = [], 0
    for name in names:
        words = name.split()
        role = [word for word in words if word in TITLES]
        rest = " ".join(word for word in words if word not in TITLES)
        parts = ([("roleName", " ".join(role))] if role else []) + list(split_name(rest))
        found.append(Mention(Tag(at, at + len(name), "persName"), name, tuple(parts)))
        at += len(name) + 1
    return found


def groups(*names: str) -> list[list[str]]:
    return [[mention.words for mention in person.mentions] for person in persons(named(*names))]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (
            ["Mikhail Gorbachev", "Gorbachev", "President Mikhail Gorbachev"],
            [["Mikhail Gorbachev", "Gorbachev", "President Mikhail Gorbachev"]],
        ),
        (["Baker", "James Baker"], [["Baker", "James Baker"]]),
        (["J. A. Baker", "James Baker"], [["J. A. Baker", "James Baker"]]),
        (["James Baker", "Josephine Baker"], [["James Baker"], ["Josephine Baker"]]),
        (["Mr Bennet", "Mrs Bennet", "Mr Bennet"], [["Mr Bennet", "Mr Bennet"], ["Mrs Bennet"]]),
        (["Thomas Mann", "Heinrich Mann", "Mann"], [["Thomas Mann"], ["Heinrich Mann", "Mann"]]),
        (["Charles de Gaulle", "de Gaulle"], [["Charles de Gaulle", "de Gaulle"]]),
        (["Elizabeth Bennet", "Elizabeth"], [["Elizabeth Bennet", "Elizabeth"]]),
        (
            ["Elizabeth Bennet", "Elizabeth Taylor", "Elizabeth"],
            [["Elizabeth Bennet"], ["Elizabeth Taylor"], ["Elizabeth"]],
        ),
        (["Élisabeth Vigée", "Elisabeth Vigee"], [["Élisabeth Vigée", "Elisabeth Vigee"]]),
    ],
)
def test_all_names_of_one_person_are_one_identity(names: list[str], expected: list[list[str]]) -> None:
    assert groups(*names) == expected


def test_a_german_genitive_is_the_same_person() -> None:
    found = persons(named("Angela Merkel", "Merkels", "Hans Jens", "Jens"), genitives=True)
    assert [[mention.words for mention in person.mentions] for person in found] == [
        ["Angela Merkel", "Merkels"],
        ["Hans Jens", "Jens"],
    ]
    assert len(persons(named("John William", "Williams"))) == 2


def test_a_byname_or_a_number_tells_persons_of_one_forename_apart() -> None:
    made = []
    for at, (words, parts) in enumerate(
        (
            ("Charles de Gaulle", {"forename": "Charles", "nameLink": "de", "surname": "Gaulle"}),
            ("Charles le Chauve", {"forename": "Charles", "addName": "le Chauve"}),
            ("Charles V", {"forename": "Charles", "genName": "V"}),
            ("Charles le Chauve", {"forename": "Charles", "addName": "le Chauve"}),
        )
    ):
        made.append(Mention(Tag(at * 40, at * 40 + len(words), "persName"), words, tuple(parts.items())))
    found = persons(made)
    assert [len(person.mentions) for person in found] == [1, 2, 1]


def test_a_surname_of_two_persons_is_marked_as_doubtful() -> None:
    found = persons(named("Thomas Mann", "Heinrich Mann", "Mann"))
    assert set(found[1].doubtful) == {found[1].mentions[1].tag.start}
    assert not found[0].doubtful


def test_identifiers_come_from_names_and_stay_apart() -> None:
    assert identifier("person", "Mikhail Gorbachev", {}) == "person-mikhail-gorbachev"
    assert identifier("person", "O’Neill", {}) == "person-oneill"
    assert identifier("person", "Müller", {"person-muller"}) == "person-muller-2"
    assert identifier("place", "—", {}) == "place-unnamed"


def test_folding_forgets_case_points_and_diacritics() -> None:
    assert folded("U.S.") == "us"
    assert folded("L’Île-de-France") == "l ile de france"


def test_parts_that_a_tagger_marked_go_before_the_split_of_the_words() -> None:
    text = "Secretary of State James Baker spoke"
    tags = [
        Tag(0, 30, "persName"),
        Tag(0, 18, "roleName"),
        Tag(19, 24, "forename"),
        Tag(25, 30, "surname"),
    ]
    (mention,) = mentions(text, tags, ("persName",))
    assert mention.part("roleName") == "Secretary of State"
    assert (mention.part("forename"), mention.part("surname")) == ("James", "Baker")


def test_a_womans_given_name_and_mr_are_two_persons() -> None:
    given = {"florence": "female", "john": "male"}.get
    found = persons(named("Florence Linden", "Mr Linden", "John Linden", "Mr Linden"), given)
    assert [[m.words for m in person.mentions] for person in found] == [
        ["Florence Linden"],
        ["Mr Linden", "John Linden", "Mr Linden"],
    ]


def told(marked: str, *, language: str = "en") -> list[list[str]]:
    """The persons named in [brackets], with the words between them as evidence."""
    found, plain, at = [], "", 0
    for match in re.finditer(r"\[([^\]]*)\]", marked):
        plain += marked[at : match.start()]
        words = match[1].split()
        role = [word for word in words if word in TITLES]
        last = [("genName", words[-1])] if words[-1] in {"Jr.", "Sr.", "II"} else []
        rest = " ".join(word for word in words if word not in TITLES and ("genName", word) not in last)
        parts = ([("roleName", " ".join(role))] if role else []) + list(split_name(rest)) + last
        found.append(Mention(Tag(len(plain), len(plain) + len(match[1]), "persName"), match[1], tuple(parts)))
        plain += match[1]
        at = match.end()
    men = {"george": "male"}.get
    gathered = persons(found, men, genitives=language == "de", text=plain + marked[at:])
    return [[mention.words for mention in person.mentions] for person in gathered]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "[Samuel Clemens], better known as [Mark Twain], wrote; [Twain] smoked.",
            [["Samuel Clemens", "Mark Twain", "Twain"]],
        ),
        ("[Jean Poquelin], dit [Molière], jouait.", [["Jean Poquelin", "Molière"]]),
        ("[Karl Huber], genannt [Charly Blau], sang.", [["Karl Huber", "Charly Blau"]]),
        ("[John Adams] and his son [John Quincy Adams] came.", [["John Adams"], ["John Quincy Adams"]]),
        ("[John Adams] came. [John Quincy Adams] came.", [["John Adams", "John Quincy Adams"]]),
        ("[Abel Dorn Sr.] met [Abel Dorn Jr.] there.", [["Abel Dorn Sr."], ["Abel Dorn Jr."]]),
        (
            "[Mrs Hart] was ill. [Mr Hart] came. Their son [George Hart] too. [Mr Hart] slept.",
            [["Mrs Hart"], ["Mr Hart", "Mr Hart"], ["George Hart"]],
        ),
        ("[Bill Hart] called [Ida Stone] later.", [["Bill Hart"], ["Ida Stone"]]),
        ("[Elsa Arnim], geb. [Brentano], kam.", [["Elsa Arnim", "Brentano"]]),
        (
            "[President Bill Hart] met [Ida Hart]. [President Hart] slept.",
            [["President Bill Hart", "President Hart"], ["Ida Hart"]],
        ),
        ("[Karl Meier] kam. Les [Meier] aussi.", [["Karl Meier"], ["Meier"]]),
        ("[Karl Meier] kam. Die Familie [Meier] auch.", [["Karl Meier"], ["Meier"]]),
        ("[Dr Crane] sent [Anne Crane]; [Miss Crane] smiled.", [["Dr Crane"], ["Anne Crane", "Miss Crane"]]),
    ],
)
def test_what_the_text_says_of_two_names_tells_them_apart_or_gathers_them(
    marked: str, expected: list[list[str]]
) -> None:
    assert told(marked) == expected


def test_the_one_who_was_named_so_far_is_meant_for_sure() -> None:
    found = persons(named("Thomas Mann", "Mann", "Heinrich Mann", "Mann"))
    assert [list(person.doubtful) for person in found] == [[], [31]]


def test_a_byname_is_one_in_all_its_cases() -> None:
    made = []
    for at, (forename, byname) in enumerate(
        (("Friedrich", "der Große"), ("Friedrichs", "des Großen"), ("Friedrich", "der Weise"))
    ):
        words = f"{forename} {byname}"
        parts = (("forename", forename), ("addName", byname))
        made.append(Mention(Tag(at * 40, at * 40 + len(words), "persName"), words, parts))
    made.append(
        Mention(Tag(200, 212, "persName"), "Wilhelm II", (("forename", "Wilhelm"), ("genName", "II")))
    )
    parts = (("forename", "Wilhelm"), ("genName", "der Zweite"))
    made.append(Mention(Tag(240, 258, "persName"), "Wilhelm der Zweite", parts))
    found = persons(made, genitives=True)
    assert [len(person.mentions) for person in found] == [2, 1, 2]


def test_an_office_beside_a_name_is_its_bearer_but_not_in_a_list() -> None:
    def gathered(between: str, after: str) -> int:
        text = f"The Bishop of Ely{between}Ann Hart{after}"
        office = Mention(Tag(4, 17, "persName"), "Bishop of Ely", (("roleName", "Bishop of Ely"),))
        start = 17 + len(between)
        parts = (("forename", "Ann"), ("surname", "Hart"))
        return len(
            persons([office, Mention(Tag(start, start + 8, "persName"), "Ann Hart", parts)], text=text)
        )

    assert gathered(", ", ", spoke.") == 1
    assert gathered(", ", " and others spoke.") == 2
    assert gathered(" and ", " spoke.") == 2


def test_a_german_plural_with_its_article_is_the_family() -> None:
    found = told("[Karl Meier] kam. Die [Meiers] auch. [Meiers] Hund bellte.", language="de")
    assert found == [["Karl Meier", "Meiers"], ["Meiers"]]

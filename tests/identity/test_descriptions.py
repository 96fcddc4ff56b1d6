"""Descriptions: tagged where the document says who is meant, and nowhere else."""

from __future__ import annotations

import time

import pytest

from tei_tools.identity._descriptions import Description, Role, Roles, apposed_office, descriptions, settled


def answers(text: str, roles: list[Role], language: str = "en") -> list[tuple[str, str]]:
    found = []
    for description in descriptions(text, language):
        answer = settled(description, roles)
        if answer:
            found.append((text[description.start : description.end], answer[0]))
    return found


BAKER = Role("secretary of state", "person-james-baker")
SOVIET = Role("soviet president", "person-mikhail-gorbachev")
BUSH = Role("president", "person-george-bush")


@pytest.mark.parametrize(
    ("text", "roles", "expected"),
    [
        (
            "Then the U.S. secretary of state offered assurances.",
            [BAKER, SOVIET],
            [("the U.S. secretary of state", "person-james-baker")],
        ),
        (
            "The Soviet leader responds.",
            [BAKER, SOVIET, BUSH],
            [("The Soviet leader", "person-mikhail-gorbachev")],
        ),
        ("The leader responds.", [SOVIET], []),
        ("The French leader responds.", [SOVIET], []),
        ("The president left.", [SOVIET, BUSH], []),
        (
            "The Soviet president left.",
            [SOVIET, BUSH],
            [("The Soviet president", "person-mikhail-gorbachev")],
        ),
        ("Soviet leaders left.", [SOVIET], []),
        ("The President Lincoln monument.", [BUSH], []),
        ("The German chancellor spoke.", [Role("french president", "p")], []),
    ],
)
def test_a_description_is_settled_by_the_documents_own_roles(
    text: str, roles: list[Role], expected: list[tuple[str, str]]
) -> None:
    assert answers(text, roles) == expected


def test_german_and_french_descriptions() -> None:
    assert answers("Der sowjetische Präsident antwortete.", [Role("sowjetische prasident", "g")], "de") == [
        ("Der sowjetische Präsident", "g")
    ]
    assert answers("Hier le président soviétique répondit.", [Role("president sovietique", "g")], "fr") == [
        ("le président soviétique", "g")
    ]


def test_an_apposition_gives_an_office() -> None:
    text = "Angela Merkel, the German chancellor, spoke"
    assert apposed_office(text, len("Angela Merkel"), "en") == "german chancellor"
    assert apposed_office("Angela Merkel, the weather was fine", 13, "en") == ""


def test_ten_times_the_roles_and_descriptions_take_about_ten_times_as_long() -> None:
    def seconds(count: int) -> float:
        described = [Description(0, 1, f"minister of state {n}", "minister") for n in range(count)]
        began = time.process_time()
        roles = Roles(Role(f"state {n} minister", f"person-{n}") for n in range(count))
        for each in described:
            roles.settled(each)
        return time.process_time() - began

    seconds(100)
    assert seconds(4000) < 40 * max(0.004, min(seconds(400) for _ in range(3)))

"""References of every kind in English, German and French: each passage has what is one between ⟦ and ⟧, and
nothing else is found."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any, cast

import pytest

from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers import Context, Tag, references

PASSAGES = [
    line
    for line in Path(__file__).with_name("references_of_every_kind.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def tagged(text: str, kind: str = "paragraph") -> list[Tag]:
    document = SourceDocument("x", "text", "", text, (Block(kind, 0, len(text)),))
    return list(references.tag(document, Context(resources=cast(Any, None))))


@pytest.mark.parametrize("passage", PASSAGES)
def test_every_reference_is_found_and_nothing_else(passage: str) -> None:
    text = re.sub("[⟦⟧]", "", passage)
    found = [tag for tag in tagged(text) if tag.element in {"bibl", "ref", "idno"}]
    bibls = [tag for tag in found if tag.element == "bibl"]
    outer = [(tag.start, tag.end) for tag in bibls]
    outer += [
        (t.start, t.end)
        for t in found
        if t.element != "bibl" and not any(b.start <= t.start and t.end <= b.end for b in bibls)
    ]
    assert [text[a:b] for a, b in sorted(set(outer))] == re.findall("⟦(.+?)⟧", passage)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "(Vorwärts, Nr. 121, 14. März 1921, Abendausgabe, S. 1)",
            [
                ("title", "Vorwärts"),
                ("biblScope", "Nr. 121"),
                ("edition", "Abendausgabe"),
                ("biblScope", "S. 1"),
            ],
        ),
        (
            "GStA PK, I. HA Rep. 77, Nr. 123, Bl. 4r",
            [
                ("orgName", "GStA PK"),
                ("idno", "I. HA Rep. 77"),
                ("biblScope", "Nr. 123"),
                ("biblScope", "Bl. 4r"),
            ],
        ),
        (
            "§ 823 Abs. 1 BGB",
            [("biblScope", "§ 823 Abs. 1"), ("title", "BGB")],
        ),
        (
            "Cass. civ. 1re, 12 mai 2011, n° 10-17.853",
            [("author", "Cass. civ. 1re"), ("date", "12 mai 2011"), ("idno", "n° 10-17.853")],
        ),
        (
            "“The Old Canal,” Waterways Archive, accessed March 3, 2021, https://waterways.example.org/old",
            [
                ("title", "The Old Canal"),
                ("publisher", "Waterways Archive"),
                ("date", "March 3, 2021"),
                ("idno", "https://waterways.example.org/old"),
            ],
        ),
    ],
)
def test_the_parts_of_a_reference_are_told(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(tag.element, text[tag.start : tag.end]) for tag in tagged(text)]
    assert [pair for pair in found if pair in expected] == expected


@pytest.mark.parametrize(
    ("words", "canonical"),
    [
        ("1 Kor 13,4", "1 Cor 13:4"),
        ("Mt 5, 3", "Matt 5:3"),
        ("1. Mose 1,1", "Gen 1:1"),
        ("Offb 21,1", "Rev 21:1"),
        ("Gen. 2:4b–3:24", "Gen 2:4b-3:24"),
        ("Psalm 23", "Ps 23"),
        ("Thuk. 1,22", "Thuc. 1.22"),
        ("Il. I, 1", "Hom. Il. 1.1"),
        ("Cic., De or., II, 9, 36", "Cic. De or. 2.9.36"),
        ("Platon, Politeia 473d", "Pl. Rep. 473d"),
        ("Liv. 21,4", "Livy 21.4"),
        ("Virgil, Aeneid 6.851", "Verg. Aen. 6.851"),
    ],
)
def test_one_form_for_a_passage_whatever_the_language(words: str, canonical: str) -> None:
    (tag,) = tagged(f"So {words} anders")
    assert tag.attributes["cRef"] == canonical


@pytest.mark.parametrize(
    "piece",
    [
        "Archives nationales de la ",
        "Landesarchiv A B C, ",
        "Frankfurter Zeitung vom 3. Mai ",
        "3. Mai 1921, ",
        "§ 3 Abs. ",
        "Cass. civ. ",
        "Müller, a. a. O., ",
        "Müller (1999), ",
        "1 Kor 13,",
        "Data Protection Act ",
        "“A b,” C ",
        "ders., ",
        "A. (B) C: D. ",
        "https://a.b “c” ",
    ],
)
def test_long_lines_of_such_words_take_linear_time(piece: str) -> None:
    def seconds(count: int) -> float:
        began = time.process_time()
        tagged(piece * count)
        return time.process_time() - began

    small, large = seconds(400), seconds(3200)
    assert large < 24 * small + 0.5

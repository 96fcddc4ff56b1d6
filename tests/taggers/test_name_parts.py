"""Parts of persons' names: every word where it belongs, none twice, in three languages."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers._name_parts import Part, parts_of
from tei_tools.taggers._name_tokens import tokens_of

_LETTERS = {
    "forename": "f",
    "surname": "s",
    "roleName": "r",
    "nameLink": "k",
    "addName": "a",
    "genName": "g",
}


def _parts(name: str, language: str) -> list[Part]:
    document = SourceDocument("", "", "", name, (Block("paragraph", 0, len(name)),))
    return parts_of([token for block in tokens_of(document, language) for token in block], language)


def _marked(name: str, language: str) -> str:
    marked, at = "", 0
    for part in _parts(name, language):
        marked += f"{name[at : part.start]}{{{_LETTERS[part.element]} {name[part.start : part.end]}}}"
        at = part.end
    return marked + name[at:]


ENGLISH = """
{f Rosalind} "{a Rosie}" {s Thorpe}
{f Edward} ({a Ted}) {s Marsh}
{f Leon} ‘{a The Fox}’ {s Harker}
{f Charles} {g the Third}
{r King} {f James} {g the First}
{s Pitt} {g the Younger}
{f William} {s Pitt} {g the Elder}
{f Louis} {g XIV}
{f Charles} {g I}
{r King} {f George} {g VI} of Great Britain
{f Samuel} {f Abel} {s Dorn} {g III}
{r Pope} {f John} {f Paul} {g II}
{f Ralph} {s Hume}, {r Ph.D.}
{f Jane} {s Holt}, {r M.D.}
{f John} {s Holt}, {g Jr.}
{r Dr.} {f J.} {f R.} {f R.} {s Tolman}, {r C.B.E.}
{r Professor Emeritus} {f Ida} {s Winter}
{r Lord} {s Mountjoy} of Burma
{f Miguel} {k de} {s Cervantes Saavedra}
{f José} {s Ortega y Gasset}
{f Robert} {k De} {s Niro}
{f Ursula} {f K.} {k Le} {s Guin}
{r Mr.} {k De} {s Witt}
{f Al} {s Gore}
{s Barrow}, {f Alan}
{s Humboldt}, {f Wilhelm} {k von}
{k Van} {s Buren}, {f Martin}
{r Secretary of State for Foreign Affairs} {f James} {s Ward}
{r Archbishop of Canterbury} {f Rowan} {s Miles}
{r the Earl of Derby}
{r Duke of Wellington}
{f Isabella} of France
{f Alexandre} {s Dumas} {g fils}
{r Sir} {f Thomas} {s Bishop}
{f Ali} {k ibn} {s Abi Talib}
{r Soviet President} {f Mikhail} {s Gorbachev}
"""
GERMAN = """
{r Kaiser} {f Wilhelm} {g den Zweiten}
{f Friedrichs} {a des Großen}
{f Lucas} {s Cranach} {g d. Ä.}
{f Hans} {s Holbein} {g der Jüngere}
{f Karl} {r Freiherr} {k vom und zum} {s Stein}
{f Otto} {r Graf} {s Lambsdorff}
{r Graf} {k von} {s Stauffenberg}
{r Prof. Dr. Dr. h.c.} {f Hans} {s Müller}
{r Dr. phil.} {f Anna} {s Schmidt}
{r Herzog} {f Albrecht} {g V.} von Bayern
{r Kaiser} {f Franz} {f Joseph} {g I.}
{f Johann} {a ohne Land}
{r Erzbischof von Köln}
{s Meyer} {g sen.}
{f Ursula} {k von der} {s Leyen}
{r Frau Dr.} {s Müller}
{s Droste-Hülshoff}, {f Annette} {k von}
"""
FRENCH = """
{f François} {g Ier}
{f Charles} {a Quint}
{f Jean} {k de La} {s Fontaine}
{r comte} {k de} {s Mirabeau}
{r évêque de Meaux}
{f Alexandre} {s Dumas} {g père}
{s Pline} {g l'Ancien}
{f Jean} {a sans Terre}
{f Philippe} {a le Hardi}
{f Jean-Marie} {k Le} {s Pen}
{r M.} {s Dupont} {g fils}
"""


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (language, line)
        for language, lines in (("en", ENGLISH), ("de", GERMAN), ("fr", FRENCH))
        for line in lines.strip().split("\n")
    ],
)
def test_every_part_of_a_name_is_marked(language: str, expected: str) -> None:
    name = expected
    for letter in _LETTERS.values():
        name = name.replace(f"{{{letter} ", "")
    assert _marked(name.replace("}", ""), language) == expected


_WORDS = st.sampled_from(
    "Karl von der de Graf King I. XIV Jr. Ph.D. , \" ( ) of the Second und zu d' Smith J. Sir père y".split()
)


def test_a_comma_with_nothing_but_marks_before_it_turns_no_name_round() -> None:
    assert _parts('" , Karl', "en") == _parts("Karl", "en")


@given(st.lists(_WORDS, min_size=1, max_size=9), st.sampled_from(["en", "de", "fr"]))
@settings(max_examples=300, deadline=None)
def test_no_two_parts_share_a_character(words: list[str], language: str) -> None:
    name = " ".join(words)
    parts = _parts(name, language)
    assert all(0 <= part.start < part.end <= len(name) for part in parts)
    assert all(one.end <= other.start for one, other in pairwise(parts))

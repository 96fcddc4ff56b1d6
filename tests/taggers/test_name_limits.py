"""Where persons' names begin and end: nicknames, bynames, numbers, degrees, links, commas."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers._gazetteer import Gazetteer
from tei_tools.taggers._name_cues import cues_for
from tei_tools.taggers._name_limits import with_right_limits
from tei_tools.taggers._name_rules import names_by_rules
from tei_tools.taggers._name_tokens import Token, tokens_of
from tei_tools.taggers._name_words import Found, Words, end_of


def _blocks(text: str, language: str) -> list[list[Token]]:
    document = SourceDocument("", "", "", text, (Block("paragraph", 0, len(text)),))
    return tokens_of(document, language)


def _limited(marked: str, language: str) -> list[str]:
    """The names, after those in [brackets] (persons; places in <angles>) were found by another."""
    text = "".join(mark for mark in marked if mark not in "[]<>")
    blocks = _blocks(text, language)
    starts, ends, at = [], [], 0
    for mark in marked:
        if mark in "[<":
            starts.append((at, "person" if mark == "[" else "place"))
        elif mark in "]>":
            ends.append(at)
        else:
            at += 1
    tokens = blocks[0]
    found = []
    for (start, kind), end in zip(starts, ends, strict=True):
        first = next(n for n, token in enumerate(tokens) if token.start >= start)
        last = max(n for n, token in enumerate(tokens) if token.start < end) + 1
        element = "persName" if kind == "person" else "settlement"
        found.append(Found(first, last, kind, element, "test", 0.8))
    words = Words(Gazetteer.open(), cues_for(language))
    named = with_right_limits(blocks, [found], words)[0]
    return [
        ("" if name.kind == "person" else f"{name.kind}: ")
        + text[tokens[name.first].start : end_of(tokens, name)]
        for name in named
    ]


@pytest.mark.parametrize(
    ("language", "marked", "expected"),
    [
        ("en", 'Then [William] "[Bill]" [Harker] spoke.', ['William "Bill" Harker']),
        ("en", "Then [John Birks] “Dizzy” Harker spoke.", ["John Birks “Dizzy” Harker"]),
        ("en", 'Then [William] said, "[Bill] is here."', ["William", "Bill"]),
        ("en", "[Edward] (Ted) Marsh ran.", ["Edward (Ted) Marsh"]),
        ("en", "Under [Charles] the Second it burnt.", ["Charles the Second"]),
        ("en", "So wrote [William Pitt] the [Elder] once.", ["William Pitt the Elder"]),
        ("en", "So wrote [William Pitt] the other day.", ["William Pitt"]),
        ("en", "We met [Ralph Hume], Ph.D., and left.", ["Ralph Hume, Ph.D."]),
        ("en", "We met [Ralph Hume], MP, and left.", ["Ralph Hume, MP"]),
        ("en", "We met [Ralph Hume], a doctor.", ["Ralph Hume"]),
        ("en", "[Oliver Wendell Holt], Sr., sat.", ["Oliver Wendell Holt, Sr."]),
        ("en", "[Lord Mountjoy] of <Burma> sat.", ["Lord Mountjoy of Burma"]),
        ("en", "[Jonathan Sacks, Baron Sacks], sat.", ["Jonathan Sacks", "Baron Sacks"]),
        ("en", "It is by [Barrow, Alan].", ["Barrow, Alan"]),
        ("en", "At [Port Ellery] we slept.", ["place: Port Ellery"]),
        ("en", "[Vincent van Gogh] fell ill; van Gogh slept.", ["Vincent van Gogh", "van Gogh"]),
        ("en", "Then De [Gaulle] smiled.", ["De Gaulle"]),
        ("en", "[JOHN HARKER SPOKE] AND THEY LISTENED TO EVERYTHING.", ["JOHN HARKER"]),
        ("de", "Sie empfing [Kaiser Wilhelm] den Zweiten.", ["Kaiser Wilhelm den Zweiten"]),
        ("de", "Die Armee [Friedrichs] des Großen kam.", ["Friedrichs des Großen"]),
        ("de", "Da kam [Friedrich] den großen Weg.", ["Friedrich"]),
        ("de", "[Lucas Cranach] d. Ä. malte.", ["Lucas Cranach d. Ä."]),
        (
            "de",
            "[Karl-Theodor Freiherr] von und zu <Guttenberg> kam.",
            ["Karl-Theodor Freiherr von und zu Guttenberg"],
        ),
        ("de", "Herr Oberst von <Klink> kam.", ["Herr Oberst von Klink"]),
        ("de", "[Herzog Albrecht V. von Bayern sammelte] Bilder.", ["Herzog Albrecht V. von Bayern"]),
        ("de", "Johann [Wolfgang von Goethe] kam.", ["Johann Wolfgang von Goethe"]),
        (
            "de",
            "[Johann Strauß] Vater und [Johann Strauß] Sohn.",
            ["Johann Strauß Vater", "Johann Strauß Sohn"],
        ),
        ("de", "[Karl Meier], Vater von vier Kindern.", ["Karl Meier"]),
        ("de", "Es war [Brentanos Schwester Bettina].", ["Brentanos", "Schwester Bettina"]),
        ("de", "Es war Friedrich von <Hardenberg>.", ["Friedrich von Hardenberg"]),
        (
            "de",
            "So fuhr [Friedrich] von <Berlin> nach <Köln>.",
            ["Friedrich", "place: Berlin", "place: Köln"],
        ),
        ("en", "[Thomas J.] “Stonewall” Harker fell.", ["Thomas J. “Stonewall” Harker"]),
        ("de", "Mit [Olga] und [Heini] im Hotel.", ["Olga", "Heini"]),
        ("de", "Frank-Walter Steinmeier kam.", ["Frank-Walter Steinmeier"]),
        ("de", "Briefe von [Frau Schütz] und [Mimi].", ["Frau Schütz", "Mimi"]),
        ("fr", "[Louis XIV à Vienne] reçut.", ["Louis XIV", "place: Vienne"]),
        ("fr", "On vit [Pépin le Bref, père de Charlemagne].", ["Pépin le Bref", "Charlemagne"]),
        ("fr", "Ce fut [Jean] de La Fontaine.", ["Jean de La Fontaine"]),
        ("fr", "Ce fut Madame de <La Fayette>.", ["Madame de La Fayette"]),
        (
            "fr",
            "Ce furent [Alexandre Dumas] père et [Alexandre Dumas] fils.",
            ["Alexandre Dumas père", "Alexandre Dumas fils"],
        ),
        ("fr", "Voici [Georges Moreau], fils de marin.", ["Georges Moreau"]),
        ("fr", "Pline l'Ancien mourut.", ["Pline l'Ancien"]),
        (
            "fr",
            "Le cardinal [Mazarin] régna. <Mazarin> mourut. On alla à <Paris>.",
            ["Mazarin", "Mazarin", "place: Paris"],
        ),
        ("fr", "[Charles] X partit.", ["Charles X"]),
    ],
)
def test_a_persons_name_has_its_limits(language: str, marked: str, expected: list[str]) -> None:
    assert _limited(marked, language) == expected


def test_names_do_not_overlap_and_the_time_is_linear() -> None:
    words = Words(Gazetteer.open(), cues_for("en"))
    spent = []
    for size in (500, 2000):
        text = 'Charles the "Great, de von der William (Bill) van XIV Ph.D. ' * size
        blocks = _blocks(text, "en")
        found = names_by_rules(blocks, words.gazetteer, words.cues)
        began = time.process_time()
        for names in with_right_limits(blocks, found, words):
            assert all(one.last <= other.first for one, other in pairwise(names))
        spent.append(time.process_time() - began)
    assert spent[1] < 12 * spent[0] + 0.2

"""What is cited again leads to the work that is meant."""

from __future__ import annotations

import re
from typing import Any, cast

import pytest

from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers import Context, Tag, references


def tagged(lines: list[str], kinds: dict[int, str] | None = None) -> tuple[str, list[Tag]]:
    """The text and its tags; each line is a note whose mark is its number."""
    text = "\n".join(lines)
    blocks = tuple(
        Block((kinds or {}).get(number, "note"), *match.span(), identifier=str(number + 1))
        for number, match in enumerate(re.finditer(r"[^\n]+", text))
    )
    document = SourceDocument("x", "text", "", text, blocks)
    return text, list(references.tag(document, Context(resources=cast(Any, None))))


def meant(lines: list[str], kinds: dict[int, str] | None = None) -> dict[str, str]:
    """The first word of the title (or the beginning) of the reference that each call leads to."""
    text, tags = tagged(lines, kinds)
    calls = [tag for tag in tags if tag.element == "ref" and tag.attributes.get("type") == "bibl"]
    return {text[t.start : t.end]: text[t.links[0].start :][:60] if t.links else "" for t in calls}


ENGLISH = [
    "Otto Brunner, Land und Herrschaft (Vienna: Rohrer, 1939), 12.",
    "The translation is mine.",
    "Ibid., 14–15.",
    "Otto Brunner, Adeliges Landleben (Salzburg: Müller, 1949), 3; "
    "Peter Blickle, Revolts (London: X, 1979), 3.",
    "Brunner, Land, 99.",
    "Brunner, Adeliges Landleben, 120; Blickle, Revolts, 230.",
    "Ibid., 231.",
    "Brunner, op. cit., 5.",
    "TNA, FO 371/1234, fol. 3.",
    "Ibid., fol. 5.",
    "Cf. Blickle (as in note 4), 231.",
]


@pytest.mark.parametrize(
    ("call", "work"),
    [
        ("Ibid., 14–15", "Otto Brunner, Land"),
        ("Brunner, Land, 99", "Otto Brunner, Land"),
        ("Brunner, Adeliges Landleben, 120", "Otto Brunner, Adeliges"),
        ("Blickle, Revolts, 230", "Peter Blickle"),
        ("Ibid., 231", "Peter Blickle"),
        ("Brunner, op. cit., 5", "Otto Brunner, Adeliges"),
        ("Ibid., fol. 5", "TNA"),
        ("Blickle (as in note 4), 231", "Peter Blickle"),
    ],
)
def test_ibid_op_cit_and_short_titles_lead_to_the_right_work(call: str, work: str) -> None:
    assert meant(ENGLISH)[call].startswith(work)


GERMAN = [
    "Vgl. hierzu grundlegend Otto Brunner: Land und Herrschaft, Wien 1965, S. 12; ders.: Adeliges Landleben, "
    "Salzburg 1949, S. 3–7.",
    "Brunner, Land und Herrschaft (wie Anm. 1), S. 99.",
    "Ebd., S. 100. Anders Peter Blickle, Aufruhr, München 1980, S. 33.",
    "Ders., Die Revolution, München 1981, S. 5.",
    "Blickle, Revolution, S. 7; ders., Aufruhr, S. 12; Brunner, Landleben, S. 4.",
    "Ebenda, S. 6.",
    "A. a. O., S. 8.",
]


@pytest.mark.parametrize(
    ("call", "work"),
    [
        ("Brunner, Land und Herrschaft (wie Anm. 1), S. 99", "Otto Brunner: Land"),
        ("Ebd., S. 100", "Otto Brunner: Land"),
        ("Blickle, Revolution, S. 7", "Ders., Die Revolution"),
        ("ders., Aufruhr, S. 12", "Peter Blickle, Aufruhr"),
        ("Brunner, Landleben, S. 4", "ders.: Adeliges Landleben"),
        ("Ebenda, S. 6", "ders.: Adeliges Landleben"),
        ("A. a. O., S. 8", "ders.: Adeliges Landleben"),
    ],
)
def test_ebd_ders_and_wie_anm_lead_to_the_right_work(call: str, work: str) -> None:
    assert meant(GERMAN)[call].startswith(work)


FRENCH = [
    "Marc Bloch, La Société féodale, Paris, Albin Michel, 1939, t. I, p. 12 ; "
    "id., Les Rois thaumaturges, Paris, Istra, 1924, p. 3.",
    "M. Bloch, La Société féodale, op. cit., p. 99.",
    "Ibid., p. 100. Voir Georges Duby, « Les sociétés », Annales, vol. 26, 1971, p. 1-13.",
    "G. Duby, art. cit., p. 5 ; M. Bloch, Les Rois, p. 44.",
]


@pytest.mark.parametrize(
    ("call", "work"),
    [
        ("M. Bloch, La Société féodale, op. cit., p. 99", "Marc Bloch, La Société"),
        ("Ibid., p. 100", "Marc Bloch, La Société"),
        ("G. Duby, art. cit., p. 5", "Georges Duby"),
        ("M. Bloch, Les Rois, p. 44", "id., Les Rois"),
    ],
)
def test_ibid_art_cit_and_id_lead_to_the_right_work(call: str, work: str) -> None:
    assert meant(FRENCH)[call].startswith(work)


BIBLIOGRAPHY = [
    "So it is (Harris 1999a, 1999b; Cole and Hart 2004; Le Roy Ladurie 1975; ders. 1980), and (Said 45–46).",
    "As Harris et al. (2005) say; Harris (1999a) is the classic.",
    "Bibliography",
    "Cole, A. and Hart, B. (2004) Wounds of Memory. London: Routledge.",
    "Harris, V. (1999a) Exploring Archives. Pretoria: National Archives.",
    "Harris, V. (1999b) Claiming less. Archivaria, 48, pp. 132–141.",
    "Harris, V., Low, P. and May, Q. (2005) The Long View. Leiden: Brill.",
    "LE ROY LADURIE Emmanuel, Montaillou, Paris, Gallimard, 1975.",
    "LE ROY LADURIE Emmanuel, Carnaval, Paris, Gallimard, 1980.",
    "Said, Edward. Orientalism. New York: Pantheon, 1978.",
]


@pytest.mark.parametrize(
    ("call", "entry"),
    [
        ("Harris 1999a", 4),
        ("1999b", 5),
        ("Cole and Hart 2004", 3),
        ("Le Roy Ladurie 1975", 7),
        ("ders. 1980", 8),
        ("Said 45–46", 9),
        ("Harris et al. (2005)", 6),
        ("Harris (1999a)", 4),
    ],
)
def test_each_call_of_several_leads_to_its_own_entry(call: str, entry: int) -> None:
    kinds = dict.fromkeys(range(len(BIBLIOGRAPHY)), "paragraph")
    assert BIBLIOGRAPHY[entry].startswith(meant(BIBLIOGRAPHY, kinds)[call].split("\n")[0])


def test_where_two_works_would_do_there_is_no_link() -> None:
    lines = [
        "See Smith, op. cit., p. 3.",
        "Bibliography",
        "Smith, John. Kings. London: Penguin, 1990.",
        "Smith, John. Queens. London: Penguin, 1991.",
    ]
    found = meant(lines, {0: "note", 1: "paragraph", 2: "paragraph", 3: "paragraph"})
    assert found["Smith, op. cit., p. 3"] == ""

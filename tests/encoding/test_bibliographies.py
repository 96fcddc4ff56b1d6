"""Bibliographies become a ``listBibl`` of ``bibl``, and no character changes."""

from __future__ import annotations

import re
from typing import Any, cast

import pytest
from lxml import etree

from tei_tools.encoding import HeaderSettings, encode_document
from tei_tools.identity import Identified
from tei_tools.sources import SourceDocument, read_source
from tei_tools.taggers import Context, references
from tei_tools.text import plain_text

MARKDOWN = """# On mills

They turned (Clark 2002).

## {heading}

Clark, Christopher. *Mills and Kings*. London: Penguin, 2002.

Smith, John. “Wheels.” *Mill Journal* 12 (1981): 3–4.

## Appendix

A paragraph that is none.
"""


def body_of(document: SourceDocument) -> etree._Element:
    """The body of the encoding with the references alone; its text is the document's."""
    tags = tuple(references.tag(document, Context(resources=cast(Any, None))))
    tree = encode_document(document, Identified(tags, ()), HeaderSettings())
    assert plain_text(tree).text == document.text
    body = tree.find(".//{*}body")
    assert body is not None
    return body


def shape(element: etree._Element) -> list[str]:
    return [etree.QName(child).localname for child in element]


@pytest.mark.parametrize(
    "heading",
    [
        "References",
        "Works Cited",
        "Select Bibliography",
        "Primary and Secondary Sources",
        "Literatur",
        "Quellen- und Literaturverzeichnis",
        "Gedruckte Quellen",
        "Bibliographie",
        "Sources et bibliographie",
        "Sources imprimées",
        "Références bibliographiques",
        "3. Bibliography",
    ],
)
def test_the_entries_under_a_heading_are_a_list_and_the_heading_stays_the_divisions(heading: str) -> None:
    body = body_of(read_source(MARKDOWN.format(heading=heading).encode(), "a.md"))
    lists = body.findall(".//{*}listBibl")
    assert [shape(each) for each in lists] == [["bibl", "bibl"]]
    division = lists[0].getparent()
    assert division is not None
    assert shape(division) == ["head", "listBibl"]
    assert "".join(division[0].itertext()) == heading
    call = body.find(".//{*}ref[@type='bibl']")
    assert call is not None
    assert call.get("target") == "#" + str(lists[0][0].get("{http://www.w3.org/XML/1998/namespace}id"))


@pytest.mark.parametrize(
    "heading", ["Sources of power", "The literature of the moors", "Reading the archive"]
)
def test_other_headings_make_no_list(heading: str) -> None:
    body = body_of(read_source(MARKDOWN.format(heading=heading).encode(), "a.md"))
    assert body.find(".//{*}listBibl") is None


def test_items_of_a_list_are_entries_numbered_ones_too() -> None:
    text = re.sub(r"\n\n(?=Clark,|Smith,)", "\n1. ", MARKDOWN.format(heading="References")).replace(
        "References\n1.", "References\n\n1."
    )
    body = body_of(read_source(text.encode(), "a.md"))
    (listed,) = body.findall(".//{*}listBibl")
    assert shape(listed) == ["bibl", "bibl"]
    assert body.find(".//{*}list") is None


def test_a_paragraph_that_is_the_heading_heads_the_list_and_prose_behind_it_stays_prose() -> None:
    text = (
        "An essay on mills\n\nThey turned so [1], and so [2].\n\nReferences\n\n"
        "[1] Clark, C. (2002). Kings. London: Penguin.\n[2] Smith, J. (1999). States. Oxford: OUP.\n\n"
        "This essay was first printed in a newspaper, and is given here as it stood, without its pictures."
    )
    body = body_of(read_source(text.encode(), "a.txt"))
    (listed,) = body.findall(".//{*}listBibl")
    assert shape(listed) == ["head", "bibl", "bibl"]
    assert "".join(listed[1].itertext()).startswith("[1] Clark")
    following = listed.getnext()
    assert following is not None and etree.QName(following).localname == "p"


NUMBERED = """An essay on mills

They turned.1 They stopped.2 So it was, and nobody minded it much (Clark 2002).

Notes

1. Christopher Clark, Kings (London: Penguin, 2002), 3.
2. Ibid., 4.

Works Cited

1. Clark, C. Kings. London: Penguin, 2002.

2. Smith, J. States. Oxford: OUP, 1999.
"""


def test_notes_before_a_bibliography_are_paired_and_its_numbered_entries_are_a_list() -> None:
    body = body_of(read_source(NUMBERED.encode(), "a.txt"))
    notes = body.findall(".//{*}note")
    key = "{http://www.w3.org/XML/1998/namespace}id"
    assert ["#" + str(note.get(key)) for note in notes] == [
        call.get("target") for call in body.findall(".//{*}ref[@type='noteref']")
    ]
    (again,) = notes[1].findall("{*}ref")
    assert again.get("target") == "#" + str(notes[0].findall("{*}bibl")[0].get(key))
    (listed,) = body.findall(".//{*}listBibl")
    assert ["".join(each.itertext())[:8] for each in listed.findall("{*}bibl")] == ["1. Clark", "2. Smith"]

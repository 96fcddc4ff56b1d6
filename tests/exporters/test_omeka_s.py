"""Tables for Omeka S, read as by its module CSV Import: a heading is a property, ``|`` parts values."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

from tei_tools.exporters.omeka_s import COLUMNS
from tei_tools.records import Record

# DCMI Metadata Terms, section 2: the properties that are used.
PROPERTIES = frozenset(
    "identifier title alternative creator contributor publisher issued created language type source subject "
    "spatial rights accessRights license conformsTo".split()
)


def items(files: dict[str, bytes]) -> list[dict[str, list[str]]]:
    assert list(files) == ["omeka-items.csv"]
    reader = csv.DictReader(io.StringIO(files["omeka-items.csv"].decode(), newline=""), strict=True)
    return [{name: cell.split("|") for name, cell in row.items() if cell} for row in reader]


def test_every_heading_is_a_property_of_dublin_core() -> None:
    prefixes, names = zip(*(column.split(":") for column in COLUMNS), strict=True)
    assert set(prefixes) == {"dcterms"} and set(names) == PROPERTIES


def test_an_item_is_a_document(written: Any, sample: Record) -> None:
    (item,) = items(written("omeka_s", [sample], base="https://example.org/"))
    assert item["dcterms:identifier"] == ["https://example.org/sample", "DOI: 10.1234/sample"]
    assert item["dcterms:title"] == ["A letter from the harbour"]
    assert item["dcterms:creator"] == ["Ada Example"]
    assert item["dcterms:license"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert item["dcterms:accessRights"] == ["free"]
    assert item["dcterms:spatial"] == ["Porto", "Moon", "Porto <https://sws.geonames.org/2735943/>"]


def test_values_keep_apart_and_are_not_guarded(written: Any, small: Callable[..., Record]) -> None:
    people = (
        "<listPerson><person xml:id='a'><persName>=1+1</persName></person><person xml:id='b'>"
        "<persName>Ann | Bea</persName><idno type='VIAF'>http://viaf.org/viaf/1/</idno></person></listPerson>"
    )
    (item,) = items(written("omeka_s", [small("<p>x</p>", stand_off=people, title='Say "so", again')]))
    assert item["dcterms:title"] == ['Say "so", again']
    assert item["dcterms:subject"][0] == "=1+1"
    assert item["dcterms:subject"][1].startswith("Ann ¦ Bea <") and "viaf" in item["dcterms:subject"][1]


def test_documents_of_one_identifier_are_two_items_and_memory_stays(
    written: Any, small: Callable[..., Record], grows: Any
) -> None:
    both = [small("<p>a</p>"), small("<p>b</p>", place="b/x.xml")]
    found = items(written("omeka_s", both))
    assert [item["dcterms:identifier"] for item in found] == [["urn:x-tei:d"], ["urn:x-tei:b/x"]]
    assert written("omeka_s", both) == written("omeka_s", both)
    assert grows("omeka_s", lambda n: small("<p>" + "many words " * 20_000 + "</p>", f"d{n}")) < 1.5

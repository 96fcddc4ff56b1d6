"""Who has an entry in ``standOff``."""

from __future__ import annotations

from tei_tools.encoding import HeaderSettings, encode_document
from tei_tools.identity import Entity, Identified
from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers import Tag

TEXT = "Anna saw Bonn."


def entries(*tags: Tag) -> list[str]:
    document = SourceDocument("a.txt", "plain", "0" * 64, TEXT, (Block("paragraph", 0, len(TEXT)),))
    entities = (
        Entity("person", "anna", "Anna"),
        Entity("place", "bonn", "Bonn", place_type="settlement"),
        Entity("place", "rhine", "The Rhine", place_type="geogName"),
    )
    tree = encode_document(document, Identified(tags, entities), HeaderSettings())
    return [
        str(each.get("{http://www.w3.org/XML/1998/namespace}id"))
        for each in tree.getroot().iter("{*}person", "{*}place")
    ]


def test_an_entry_of_which_every_tag_was_dropped_is_left_out_and_one_that_nobody_spoke_of_stays() -> None:
    anna = Tag(0, 4, "persName", {"ref": "#anna"}, 0.9, "names")
    bonn = Tag(9, 13, "placeName", {"ref": "#bonn"}, 0.9, "names")
    crossing = Tag(2, 13, "placeName", {"ref": "#bonn"}, 0.5, "names")
    assert entries(anna, bonn) == ["anna", "bonn", "rhine"]
    assert entries(anna, crossing) == ["anna", "rhine"]

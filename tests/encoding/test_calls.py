"""Calls of references point at the reference that they stand for."""

from __future__ import annotations

from dataclasses import replace

from tei_tools.encoding import HeaderSettings, encode
from tei_tools.identity import Identified
from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers import Link, Tag

NAMESPACES = {"t": "http://www.tei-c.org/ns/1.0", "xml": "http://www.w3.org/XML/1998/namespace"}
TEXT = "So Clark 2002, and so Smith 1999; Clark 2002 again.\nSmith, States.\nClark, Kings."


def tags() -> list[Tag]:
    smith, clark = TEXT.index("Smith, States."), TEXT.index("Clark, Kings.")
    entries = [Tag(smith, smith + 14, "bibl", {}, 0.9, "t"), Tag(clark, clark + 13, "bibl", {}, 0.9, "t")]
    calls = []
    for words, start, (low, high) in (
        ("Clark 2002", 3, (clark, clark + 13)),
        ("Smith 1999", 22, (smith, smith + 14)),
        ("Clark 2002", 34, (clark, clark + 13)),
    ):
        assert TEXT.startswith(words, start)
        calls.append(Tag(start, start + 10, "ref", {"type": "bibl"}, 0.9, "t", (Link("target", low, high),)))
    return entries + calls


def targets(proposed: list[Tag]) -> tuple[list[str | None], list[str | None]]:
    """The targets of the calls, and the identifiers of the references, in their order."""
    blocks, start = [], 0
    for line in TEXT.split("\n"):
        blocks.append(Block("paragraph", start, start + len(line)))
        start += len(line) + 1
    source = SourceDocument("a.txt", "plain", "0" * 64, TEXT, tuple(blocks))
    body = encode(source, Identified(tuple(proposed), ()), HeaderSettings()).tree.find(
        ".//t:text", NAMESPACES
    )
    assert body is not None
    key = "{http://www.w3.org/XML/1998/namespace}id"
    return [r.get("target") for r in body.iterfind(".//t:ref", NAMESPACES)], [
        b.get(key) for b in body.iterfind(".//t:bibl", NAMESPACES)
    ]


def test_each_call_has_the_reference_as_its_target_which_has_an_identifier() -> None:
    assert targets(tags()) == (["#bibl-2", "#bibl-1", "#bibl-2"], ["bibl-1", "bibl-2"])


def test_what_nothing_calls_has_no_identifier() -> None:
    assert targets(tags()[:2] + tags()[3:4]) == (["#bibl-1"], ["bibl-1", None])


def test_a_call_of_what_is_not_tagged_has_no_target() -> None:
    assert targets(tags()[2:]) == ([None, None, None], [])
    astray = replace(tags()[2], links=(Link("target", 500, 900),))
    assert targets([*tags()[:2], astray]) == ([None], [None, None])

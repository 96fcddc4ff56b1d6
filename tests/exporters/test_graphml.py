"""The network of persons, read by networkx."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from tei_tools.records import Record

networkx = pytest.importorskip("networkx")
FAR = "https://d-nb.info/gnd/118540238"


def graph(files: dict[str, bytes]) -> Any:
    return networkx.read_graphml(io.BytesIO(files["network.graphml"]))


def test_who_is_named_with_whom_in_how_many_passages_and_documents(
    written: Any, small: Callable[..., Record]
) -> None:
    register = "<listPerson><person xml:id='b'><persName>Ben &amp; Co</persName></person></listPerson>"
    one = small(
        f"<p><persName ref='{FAR}'>Ada</persName> <persName ref='#b'>Ben</persName> "
        "<persName>Unknown</persName></p>"
        f"<p><persName ref='#b'>B.</persName> <persName ref='{FAR}'>A.</persName></p>"
        f"<p><persName ref='{FAR}'>alone</persName></p><p><placeName ref='#b'>x</placeName></p>",
        "one",
        "",
        register,
    )
    two = small(
        f"<p><persName ref='{FAR}'>Ada</persName> <persName ref='{FAR}'>herself</persName></p>", "two"
    )
    found = graph(written("graphml", [one, two]))
    assert not found.is_directed()
    ben, unknown = "urn:x-tei:one#b", "urn:x-tei:one#named-Unknown"
    assert set(found.nodes) == {FAR, ben, unknown}
    assert found.nodes[FAR] | {} == {
        "label": "Ada", "identified": True, "mentions": 5, "documents": 2, "sameAs": FAR,
    }  # fmt: skip
    assert found.nodes[ben]["label"] == "Ben & Co"
    assert found.nodes[unknown]["identified"] is False
    assert found.edges[FAR, ben] == {"weight": 2, "in": 1}
    assert found.edges[FAR, unknown] == {"weight": 1, "in": 1}
    assert len(found.edges) == 3


def test_a_list_of_a_thousand_persons_has_no_square_of_edges(
    written: Any, small: Callable[..., Record]
) -> None:
    names = " ".join(f"<persName ref='#p{n}'>P{n}</persName>" for n in range(1_000))
    found = graph(written("graphml", [small(f"<p>{names}</p>")]))
    assert len(found.nodes) == 1_000 and len(found.edges) < 20 * 1_000


def test_rights_version_restriction_and_bytes(
    written: Any, sample: Record, small: Callable[..., Record]
) -> None:
    data = written("graphml", [sample])["network.graphml"]
    assert b'<data key="formatVersion">1</data>' in data and b"licenses/by/4.0/" in data
    assert written("graphml", [sample]) == {"network.graphml": data}
    hidden = small(
        "<p><persName>A</persName></p>", "d", '<availability status="restricted"><p/></availability>'
    )
    assert not graph(written("graphml", [hidden])).nodes
    assert graph(written("graphml", [hidden], include_restricted=True)).nodes


def test_memory_does_not_grow_with_the_documents(grows: Any, small: Callable[..., Record]) -> None:
    body = "<p>" + "many words " * 20_000 + "<persName>A</persName> <persName>B</persName></p>"
    assert grows("graphml", lambda place: small(body, f"d{place}")) < 1.5

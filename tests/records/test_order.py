"""The elements of a document in its order: paths, parts and attributes of what is read."""

from __future__ import annotations

import gc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tei_tools.errors import TeiToolsError
from tei_tools.records import read
from tei_tools.records._rows import Table

SPACE = "http://www.tei-c.org/ns/1.0"
leaves = st.sampled_from(
    ["words ", "<!-- a note -->", "<?pi x?>", "<lb/>", '<persName ref="#a">Ada</persName>', "<gap/>", " "]
)
trees = st.recursive(
    leaves,
    lambda inner: st.tuples(
        st.sampled_from("p ab del choice hi note quote bibl list item rs placeName listPerson".split()),
        st.lists(inner, max_size=4),
    ).map(lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"),
    max_leaves=25,
)


@given(st.lists(trees, max_size=6), st.sampled_from(["edited", "diplomatic"]))
def test_each_row_has_the_path_of_its_element_and_the_words_at_its_offsets(made: list[str], way: str) -> None:
    words = "".join(made)
    root = etree.fromstring(
        f'<TEI xmlns="{SPACE}"><!-- x --><teiHeader><p><name>n</name>{words}</p></teiHeader>'
        f"<standOff>{words}</standOff><text><?x?><body>{words}</body></text></TEI>"
    )
    record = read(etree.ElementTree(root), reading=way)
    tables = [getattr(record, name) for name in record.__slots__]
    seen = 0
    for table in tables:
        if not isinstance(table, Table) or not {"xpath", "element"} <= set(table.columns):
            continue
        for row in table:
            if row.xpath is None or row.element is None:
                continue
            found: Any = root.xpath(row.xpath)
            (element,) = found
            assert element.tag == f"{{{SPACE}}}{row.element}"
            part = row.xpath.split("/")[2] if "/" in row.xpath[1:] else ""
            assert (row.where == "header") == (part == "*[1]" and "listPerson" not in _around(element))
            if getattr(row, "start", None) is not None and hasattr(row, "quote"):
                assert record.text[row.start : row.end] == row.quote
            seen += 1
    assert seen >= 1


def _around(element: Any) -> list[str]:
    return [etree.QName(above).localname for above in element.iterancestors()]


def test_an_element_that_a_reading_leaves_out_is_read_without_offsets_in_its_order() -> None:
    tree = etree.fromstring(
        f'<TEI xmlns="{SPACE}"><text><body><p><name>a</name><!-- c -->'
        "<del><!-- c --><hi/><name>b</name></del><name>c</name></p></body></text></TEI>"
    )
    found = [(row.quote, row.start is None, row.xpath) for row in read(etree.ElementTree(tree)).mentions]
    assert found == [
        ("a", False, "/*/*[1]/*[1]/*[1]/*[1]"),
        ("b", True, "/*/*[1]/*[1]/*[1]/*[2]/*[2]"),
        ("c", False, "/*/*[1]/*[1]/*[1]/*[3]"),
    ]


@pytest.mark.parametrize("running", [True, False])
def test_the_collector_of_cycles_is_as_it_was(running: bool) -> None:
    before = gc.isenabled()
    (gc.enable if running else gc.disable)()
    try:
        read(
            f'<TEI xmlns="{SPACE}"><teiHeader/><text><body><p>a</p></body></text></TEI>'.encode(),
            name="x.xml",
        )
        assert gc.isenabled() == running
        with pytest.raises(TeiToolsError):
            read(b"<html/>", name="x.xml")
        assert gc.isenabled() == running
    finally:
        (gc.enable if before else gc.disable)()

"""Laws of the plain text, against a second reading: marks in one raw string, then one pattern."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tei_tools.text import plain_text
from tei_tools.text._kinds import BLOCK, BY_PARENT, HOLLOW, KINDS, PARTED, SPACED, STRUCTURE

CORPUS = Path(__file__).parents[2] / ".." / "shared" / "corpus"
NEWLINE, BLANK, JOIN = "\ue000", "\ue001", "\ue002"
LEFT_OUT = {
    "del",
    "surplus",
    "fw",
    "metamark",
    "index",
    "interp",
    "interpGrp",
    "span",
    "spanGrp",
    "certainty",
}
LEFT_OUT |= {"precision", "respons", "fs", "link", "linkGrp", "join", "joinGrp", "alt", "altGrp", "teiHeader"}
LEFT_OUT |= {"standOff", "facsimile", "sourceDoc", "xenoData", "TEI", "fvLib", "fLib", "listAnnotation"}
LISTS = {f"list{kind}" for kind in ("Person", "Place", "Org", "Event", "Nym", "Object", "Relation")}


def name_of(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def kind_of(element: etree._Element | None) -> int:
    """The element's kind in its place: what is inline contains no blocks by place."""
    if element is None:
        return STRUCTURE
    kind = KINDS.get(element.tag, 0)
    if kind & BY_PARENT and not kind_of(element.getparent()) & STRUCTURE:
        kind &= ~STRUCTURE
    return kind


def raw(element: etree._Element, structure: bool, parted: bool, back: bool, expanded: bool) -> str:
    """The element's words with marks for what parts them; edited reading."""
    name = name_of(element)
    kind = kind_of(element)
    back, expanded = back or name == "back", expanded or name == "expan"
    children = list(element)
    if name in LEFT_OUT and not (name == "del" and name_of(element.getparent()) == "restore"):
        return ""
    if (name in LISTS and back) or (name == "am" and expanded):
        return ""
    if name in ("lb", "pb", "cb", "gb"):
        inside = JOIN if element.get("break") == "no" else BLANK
    elif name == "space":
        return BLANK
    elif name == "gap":
        return BLANK + "…" if parted else "…"
    else:
        inside = ""
    if name == "choice":
        names = [name_of(child) for child in children]
        order = ["corr", "reg", "expan", "ex", "supplied"]
        order += [n for n in names if n and n not in ("sic", "orig", "abbr", "am", "surplus")] + [
            n for n in names if n
        ]
        children = [children[names.index(n)] for n in order if n in names][:1]
    if name in ("app", "rdgGrp"):
        names = [name_of(child) for child in children]
        chosen = [n for n in ("lem", "rdg", "rdgGrp") if n in names]
        children = [children[names.index(chosen[0])]] if chosen else children
    block = kind & BLOCK or (kind & BY_PARENT and structure)
    hollow = kind & HOLLOW

    def words(said: str | None) -> str:
        return "" if not said or (hollow and not said.strip(" \t\r\n")) else said

    inside += words(element.text)
    kept = set(children)
    for child in element:
        if child in kept and isinstance(child.tag, str):
            inside += raw(child, bool(kind & STRUCTURE), bool(kind & PARTED), back, expanded)
        inside += words(child.tail)
    if block:
        return NEWLINE + inside + NEWLINE
    return (BLANK if parted else "") + (f"{BLANK}{inside}{BLANK}" if kind & SPACED else inside)


RUN = re.compile(f"[ \t\r\n{NEWLINE}{BLANK}{JOIN}]+")


def parting(run: re.Match[str]) -> str:
    return "\n" if NEWLINE in run[0] else "" if JOIN in run[0] else " "


def second_reading(element: etree._Element) -> str:
    kind = kind_of(element.getparent())
    above = {name_of(ancestor) for ancestor in element.iterancestors()}
    marked = raw(element, bool(kind & STRUCTURE), bool(kind & PARTED), "back" in above, "expan" in above)
    return RUN.sub(parting, marked).strip("\n ")


def assert_lawful(text_element: etree._Element) -> None:
    read = plain_text(text_element)
    assert read.text == second_reading(text_element)
    assert "  " not in read.text and "\n\n" not in read.text and " \n" not in read.text
    for element, start, end in read:
        assert read.text[start:end] == second_reading(element), etree.tostring(element)[:200]


INLINE_AND_BLOCKS = """
    p hi q quote note list item l lg lb pb choice sic corr app lem rdg del add subst supplied expan abbr ex
    am seg persName cit bibl biblStruct monogr title table row cell gap space w div sp speaker stage
    foreign"""
NAMES = st.sampled_from(INLINE_AND_BLOCKS.split())
WORDS = st.sampled_from(["", "", "a", " ", "b c", "\n  ", " d", "e ", "f\n   g", "\u00a0", "𝔸\t\te", "  "])


def element_of(
    name: str, words: str, broken: bool, children: list[tuple[etree._Element, str]]
) -> etree._Element:
    element = etree.Element(name)
    element.text = words
    if broken:
        element.set("break", "no")
    for child, tail in children:
        element.append(child)
        child.tail = tail
    return element


TREES = st.recursive(
    st.builds(element_of, NAMES, WORDS, st.booleans(), st.just([])),
    lambda inner: st.builds(
        element_of, NAMES, WORDS, st.booleans(), st.lists(st.tuples(inner, WORDS), max_size=5)
    ),
    max_leaves=25,
)


@given(TREES)
def test_any_tree_reads_as_the_second_reading_does(tree: etree._Element) -> None:
    text = etree.Element("text")
    text.append(tree)
    assert_lawful(text)


@pytest.mark.shared
@pytest.mark.parametrize(
    "folder", ["briefe", "frushist", "gerdracor", "isicily", "latin", "tagebuch", "teitest"]
)
def test_real_documents_read_as_the_second_reading_does(folder: str) -> None:
    if not CORPUS.is_dir():
        pytest.skip("the measuring texts are not beside the checkout")
    texts = 0
    small = [path for path in sorted((CORPUS / folder).glob("*.xml")) if path.stat().st_size < 60_000]
    for path in small[:: max(1, len(small) // 10)]:
        try:
            root = etree.parse(path, etree.XMLParser(huge_tree=True)).getroot()
        except etree.XMLSyntaxError:
            continue
        for text in root.iterchildren("{*}text"):
            texts += 1
            assert_lawful(text)
    assert texts > 0

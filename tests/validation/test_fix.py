"""Fixing: what has one reading is put right, every other byte stays, the rest is a proposal."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_tools.editing import Edit, apply, diff
from tei_tools.inputs import as_input
from tei_tools.resources import Resources
from tei_tools.validation._fix import Fixed, _edited, _edits, fixed, proposals
from tei_tools.validation._validator import Checks, Validator

HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>t</title></titleStmt><publicationStmt><p/></publicationStmt>"
    "<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
)


def document(body: str, root: str = '<TEI xmlns="http://www.tei-c.org/ns/1.0">') -> str:
    return f"{root}\r\n{HEADER}\n<text><body>\n{body}\n</body></text></TEI  >\n"


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator(Checks(), Resources())


def mended(text: str | bytes, validator: Validator) -> Fixed:
    data = text if isinstance(text, bytes) else text.encode()
    return fixed(validator, as_input(data), data)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p><persname>A</persname></p>", "<p><persName>A</persName></p>"),
        ("<p><persname\n n='#a' >A<hi/></persname\n></p>", "<p><persName\n n='#a' >A<hi/></persName\n></p>"),
        ("<p><Date/></p>", "<p><date/></p>"),
        ("<p><datee when='2022'/></p>", "<p><date when='2022'/></p>"),
        ('<p><date When = "2022"/></p>', '<p><date when = "2022"/></p>'),
        ('<p><date when="2022-3-6"/></p>', '<p><date when="2022-03-06"/></p>'),
        ("<p><date when='25.12.2022'/></p>", "<p><date when='2022-12-25'/></p>"),
        ("<p><persname><forname/></persname></p>", "<p><persName><forename/></persName></p>"),
        (
            '<p><!-- <persname> --><persname>A</persname><![CDATA[<persname>]]></p>',
            '<p><!-- <persname> --><persName>A</persName><![CDATA[<persname>]]></p>',
        ),
    ],
)  # fmt: skip
def test_what_has_one_reading_is_put_right_and_no_other_byte_changes(
    before: str, after: str, validator: Validator
) -> None:
    done = mended(document(before), validator)
    assert done.content().decode() == document(after)
    assert not [each for each in done.report.findings if each.code in ("TEI-RNG-001", "TEI-DAT-002")]
    place = 0
    outside = []
    for edit in sorted(done.edits, key=lambda edit: edit.start):
        outside.append(done.source[place : edit.start])
        place = edit.end
    content = done.content()
    for part in outside:  # every stretch between the edits is there again, in order
        at = content.find(part)
        assert at >= 0
        content = content[at + len(part) :]


def test_the_namespace_is_declared_at_the_root_and_then_the_rest_is_put_right(validator: Validator) -> None:
    done = mended(document("<p><persname>A</persname></p>", "<TEI n='1'>"), validator)
    assert done.content().decode() == document(
        "<p><persName>A</persName></p>", "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" n='1'>"
    )
    assert list(done.report.findings) == []
    assert diff(done.source, done.edits, "a.xml").count("\n+") == 3  # +++ and two lines


def test_prefixes_stay(validator: Validator) -> None:
    root = '<t:TEI xmlns:t="http://www.tei-c.org/ns/1.0" xmlns="http://www.tei-c.org/ns/1.0">'
    text = document("<t:p><t:persname>A</t:persname></t:p>", root).replace("</TEI", "</t:TEI")
    assert "<t:persName>A</t:persName>" in mended(text, validator).content().decode()


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "UTF-8"])
def test_the_encoding_of_the_file_stays(encoding: str, validator: Validator) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + document("<p>é<persname>ü</persname></p>")
    assert mended(text.encode(encoding), validator).content() == text.replace("persname", "persName").encode(
        encoding
    )


@pytest.mark.parametrize(
    "body",
    [
        '<p><date when="06.03.2022"/></p>',
        '<p xml:id="a"/><p xml:id="a"/>',
    ],
)
def test_what_has_several_readings_is_a_proposal_and_never_applied(body: str, validator: Validator) -> None:
    done = mended(document(body), validator)
    assert done.edits == () and done.mended == ()
    (one,) = proposals(done.report.findings)
    assert one.mend and len(one.mend.choices) == 2
    assert all(choice in one.suggestion for choice in one.mend.choices)


@pytest.mark.parametrize(
    "body",
    [
        "<p><foo>x</foo></p>",
        "<p><tr/><br/><li/></p>",
        "<p><personname>x</personname></p>",
        '<p><date when="2022-02-30"/></p>',
        '<p><date when="2022-13-01"/></p>',
        '<p><hi foo="x"/></p>',
        '<p><date when="2022" When="2023"/></p>',
    ],
)
def test_what_has_no_certain_reading_is_left(body: str, validator: Validator) -> None:
    assert mended(document(body), validator).edits == ()


def test_entities_and_inclusions_are_not_edited(validator: Validator) -> None:
    text = '<!DOCTYPE TEI [<!ENTITY e "<persname>A</persname>">]>' + document("<p>&e;</p>")
    assert mended(text, validator).edits == ()


def test_a_thousand_slips_take_linear_time(validator: Validator) -> None:
    done = mended(document('<p><date when="2022-3-6"/></p>\n' * 5_000), validator)
    assert len(done.mended) == 5_000 and list(done.report.findings) == []


_TEXT = st.binary(min_size=0, max_size=30).map(lambda data: re.sub(rb"[^a-c]", b"x", data))


@settings(max_examples=300, deadline=None)
@given(source=_TEXT, choices=st.data())
def test_edits_of_edits_are_edits_of_the_original(source: bytes, choices: st.DataObject) -> None:
    pieces: list[tuple[int, int] | bytes] = [(0, len(source))]
    current = source
    for _ in range(choices.draw(st.integers(0, 3))):
        places = sorted(
            choices.draw(st.lists(st.integers(0, len(current)), max_size=6, unique=True).map(sorted))
        )
        edits = [
            Edit(start, end, choices.draw(st.sampled_from(["", "Y", "ZZ"])))
            for start, end in zip(places[::2], places[1::2], strict=False)
        ]
        current = apply(current, edits, None)
        pieces = _edited(pieces, source, edits, "utf-8")
    assert apply(source, list(_edits(pieces, source, "utf-8")), None) == current


def test_a_wrong_name_that_stands_several_times_is_mended_everywhere(validator: Validator) -> None:
    body = "<p><persname>A</persname> <persname>B</persname> <persname/></p><p><persname>C</persname></p>"
    source = document(body)
    assert mended(source, validator).content().decode() == source.replace("persname", "persName")


def test_a_name_that_is_told_once_is_put_right_wherever_it_stands_in_its_parent(validator: Validator) -> None:
    body = "<p><persname>A</persname>, <persname/> and <hi><persname>B</persname></hi></p>"
    done = mended(document(body), validator)
    assert done.content().decode() == document(body.replace("persname", "persName"))

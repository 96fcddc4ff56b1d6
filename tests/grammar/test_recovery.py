# ruff: noqa: E501 (a schema and documents, as they are written)
"""After a fault the walk goes on: every fault once, at its element, in words that say what to do."""

from __future__ import annotations

import time
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from tei_tools.errors import UnreadableError
from tei_tools.grammar._compiled import RelaxNG, compile_relax_ng
from tei_tools.grammar._faults import CODES, Fault, nearest

SCHEMA = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="u"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="doc"><element name="head"><ref name="common"/><text/></element>
    <optional><element name="by"><ref name="common"/><text/></element></optional>
    <oneOrMore><ref name="block"/></oneOrMore></element></start>
  <define name="block"><choice>
    <element name="para"><ref name="common"/><zeroOrMore><choice><text/><ref name="inline"/></choice></zeroOrMore></element>
    <element name="list"><ref name="common"/><oneOrMore><element name="item"><ref name="common"/>
      <zeroOrMore><choice><text/><ref name="inline"/></choice></zeroOrMore></element></oneOrMore></element>
    <element name="note"><attribute name="target"/><ref name="common"/><oneOrMore><ref name="block"/></oneOrMore></element>
    <element name="size"><data type="integer"/></element>
  </choice></define>
  <define name="inline"><choice>
    <element name="emph"><ref name="common"/><text/></element>
    <element name="date"><ref name="common"/><optional><attribute name="when"><data type="date"/></attribute></optional>
      <text/></element></choice></define>
  <define name="common"><optional><attribute name="kind"><choice><value>good</value><value>fair</value></choice></attribute>
    </optional><optional><attribute name="lang"><data type="language"/></attribute></optional></define>
</grammar>
"""


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> RelaxNG:
    path = tmp_path_factory.mktemp("schema") / "doc.rng"
    path.write_text(SCHEMA, encoding="utf-8")
    return compile_relax_ng(path)


def faults(schema: RelaxNG, body: str, head: str = "<head/>") -> list[Fault]:
    return schema.faults(etree.fromstring(f'<doc xmlns="u">{head}{body}</doc>'))


def only(schema: RelaxNG, body: str, head: str = "<head/>") -> Fault:
    found = faults(schema, body, head)
    assert len(found) == 1, [fault.message for fault in found]
    assert found[0].code in CODES
    return found[0]


def name(fault: Fault) -> str:
    return etree.QName(fault.element).localname


def test_a_right_document_has_no_fault(schema: RelaxNG) -> None:
    assert faults(schema, '<para kind="good">x<emph>y</emph></para><size>1</size>') == []


def test_an_element_one_letter_off_is_named_and_read_as_what_was_meant(schema: RelaxNG) -> None:
    fault = only(schema, "<Para>x<emph>y</emph></Para>")
    assert fault.code == "TEI-RNG-001"
    assert fault.suggestion == "did you mean `para`?"
    assert len(faults(schema, '<Para>x<emph kind="bad">y</emph></Para>')) == 2


def test_an_unknown_element_is_one_fault_and_known_ones_in_it_are_still_read(schema: RelaxNG) -> None:
    assert only(schema, "<para/><zzz q='1'><yyy/>text<para/></zzz>").code == "TEI-RNG-001"
    found = faults(schema, "<para/><zzz><para><list/></para><para kind='bad'/></zzz>")
    assert [fault.code for fault in found] == ["TEI-RNG-001", "TEI-RNG-002", "TEI-RNG-008"]


def test_a_known_element_in_the_wrong_place_is_one_fault(schema: RelaxNG) -> None:
    fault = only(schema, "<para>x<list><item>y</item></list></para>")
    assert (fault.code, fault.parent) == ("TEI-RNG-002", "para")
    assert fault.message.startswith("`para` may not contain `list`; here may stand `date`, `emph`")
    assert fault.suggestion == "close `para` first"


def test_the_same_fault_in_the_same_parent_is_counted(schema: RelaxNG) -> None:
    fault = only(schema, "<para><list><item/></list>x<list><item/></list></para>")
    assert fault.times == 2


def test_what_must_be_wrapped_says_in_what(schema: RelaxNG) -> None:
    fault = only(schema, "<list><emph>x</emph></list>")
    assert fault.suggestion == "put it in `item`"


def test_a_missing_element_is_told_at_the_one_after_it(schema: RelaxNG) -> None:
    fault = only(schema, "<para/><para/>", head="")
    assert (fault.code, name(fault), fault.expected) == ("TEI-RNG-003", "para", ("{u}head",))
    assert fault.message == "`head` is missing before `para` in `doc`"


def test_a_missing_end_is_told_at_the_parent(schema: RelaxNG) -> None:
    fault = only(schema, "<list/>")
    assert (fault.code, fault.message) == ("TEI-RNG-004", "`list` is not complete: `item` is missing")
    assert only(schema, "").message.startswith("`doc` is not complete: `list`, `note`, `para` or `size`")


def test_two_elements_in_the_wrong_order_are_one_fault(schema: RelaxNG) -> None:
    assert only(schema, "<para/>", head="<by/><head/>").code == "TEI-RNG-012"
    assert only(schema, "<by/><para/>", head="<by/>").code in ("TEI-RNG-003", "TEI-RNG-002")
    assert only(schema, "<para/><head/>", head="").code == "TEI-RNG-012"


def test_text_where_none_may_be_is_one_fault_a_parent(schema: RelaxNG) -> None:
    fault = only(schema, "<list>x<item/>y</list>")
    assert (fault.code, name(fault), fault.suggestion) == ("TEI-RNG-005", "list", "put it in `item`")
    assert fault.times == 2
    assert only(schema, "<list>only text</list>").code == "TEI-RNG-005"


def test_an_unknown_attribute_is_told_with_the_nearest(schema: RelaxNG) -> None:
    fault = only(schema, '<para Kind="good"/>')
    assert (fault.code, fault.attribute, fault.suggestion) == ("TEI-RNG-006", "Kind", "did you mean `kind`?")
    assert only(schema, '<para zzzz="good"/>').suggestion == ""


def test_a_required_attribute_one_letter_off_is_one_fault(schema: RelaxNG) -> None:
    assert only(schema, '<note targt="x"><para/></note>').code == "TEI-RNG-006"
    assert only(schema, "<note><para/></note>").message == "`note` lacks the attribute `target`"


def test_a_wrong_value_is_told_with_what_it_has_to_be(schema: RelaxNG) -> None:
    fault = only(schema, '<para kind="god"/>')
    assert (fault.code, fault.expected, fault.suggestion) == (
        "TEI-RNG-008",
        ("good", "fair"),
        "did you mean good?",
    )
    assert "para/@kind is 'god' and has to be one of good, fair" in fault.message


@pytest.mark.parametrize(
    ("value", "suggestion"),
    [
        ("06.03.2022", "write 2022-03-06, or 2022-06-03"),
        ("2022-3-6", "write 2022-03-06"),
        ("25/12/1990", "write 1990-12-25"),
        ("31.02.1990", ""),
    ],
)
def test_a_date_in_another_form_is_told_as_it_has_to_be(schema: RelaxNG, value: str, suggestion: str) -> None:
    assert only(schema, f'<para><date when="{value}"/></para>').suggestion == suggestion


def test_a_wrong_text_is_told_with_what_it_has_to_be(schema: RelaxNG) -> None:
    fault = only(schema, "<size>large</size>")
    assert (fault.code, fault.value) == ("TEI-RNG-009", "large")
    assert only(schema, "<size/>").code == "TEI-RNG-009"


def test_a_document_without_its_namespace_has_that_one_fault_and_its_others(schema: RelaxNG) -> None:
    found = schema.faults(etree.fromstring("<doc><head/><para>x<emph/></para></doc>"))
    assert [fault.code for fault in found] == ["TEI-RNG-011"]
    assert found[0].suggestion == 'write xmlns="u"'
    found = schema.faults(etree.fromstring("<doc><head/><para><list><item/></list></para></doc>"))
    assert [fault.code for fault in found] == ["TEI-RNG-011", "TEI-RNG-002"]


def test_another_root_is_one_fault(schema: RelaxNG) -> None:
    found = schema.faults(etree.fromstring('<list xmlns="u"><item/></list>'))
    assert [(fault.code, fault.expected) for fault in found] == [("TEI-RNG-010", ("{u}doc",))]


def test_several_faults_stand_in_the_order_of_the_document(schema: RelaxNG) -> None:
    found = faults(schema, '<para kind="x"/><list/><zzz/><size>x</size><note><para/></note>')
    assert [fault.code[-3:] for fault in found] == ["008", "004", "001", "009", "007"]
    indexes = [fault.index for fault in found]
    assert indexes == sorted(indexes)
    elements = list(found[0].element.getroottree().iter("*"))
    assert [elements[fault.index] for fault in found] == [fault.element for fault in found]


def test_no_message_depends_on_what_was_read_before(tmp_path: Path) -> None:
    path = tmp_path / "doc.rng"
    path.write_text(SCHEMA, encoding="utf-8")
    bodies = ["<list/>", "", "<para><list/></para>", "<note><zzz/></note>", "<by/><para/>x<by/>", "<size/><hed/>",
              "<list>x</list>", '<para knd="x" zz="y"/>', "<para/><head/><by/>", "<list><para/><item/></list>"]  # fmt: skip

    def told(schema: RelaxNG, body: str) -> list[tuple[str, tuple[str, ...], str]]:
        return [(fault.message, fault.expected, fault.suggestion) for fault in faults(schema, body)]

    fresh = [told(compile_relax_ng(path), body) for body in bodies]
    for order in (bodies, bodies[::-1], bodies[3:] + bodies[:3]):
        used = compile_relax_ng(path)
        said = {body: told(used, body) for body in order}
        assert [said[body] for body in bodies] == fresh


def test_comments_and_instructions_change_nothing(schema: RelaxNG) -> None:
    assert (
        faults(schema, "<!-- c --><list><!-- c --><?p?><item/><!-- c --></list><size>1<!-- c -->2</size>")
        == []
    )
    assert only(schema, "<list><!-- c -->x<item/></list>").code == "TEI-RNG-005"


@pytest.mark.parametrize(
    "body",
    ["<zzz/>" * 20_000, "".join(f"<z{n}/>" for n in range(20_000)), "<para><list/></para>" * 20_000,
     "x<para/>" * 20_000, "<list/>" * 20_000, "".join(f'<para z{n}="1"/>' for n in range(20_000)),
     "<note>" * 200 + "<zzz>" * 200 + "</zzz>" * 200 + "</note>" * 200],
)  # fmt: skip
def test_faults_take_linear_time(schema: RelaxNG, body: str) -> None:
    root = etree.fromstring(f'<doc xmlns="u"><head/>{body}</doc>', etree.XMLParser(huge_tree=True))
    start = time.process_time()
    assert schema.faults(root)
    assert time.process_time() - start < 10


def test_a_stream_has_the_same_faults_with_their_places(schema: RelaxNG) -> None:
    text = '<doc xmlns="u">\n<head/><para kind="x"/>\n <list/>\n<zzz><para/></zzz>\n<size>x</size>y</doc>'
    found = schema.stream_faults(BytesIO(text.encode()))
    assert [(fault.code[-3:], fault.element.sourceline) for fault in found] == [
        ("005", 1), ("008", 2), ("004", 3), ("001", 4), ("009", 5)
    ]  # fmt: skip
    assert found[1].element.column == 8
    in_memory = schema.faults(etree.fromstring(text))
    assert [(fault.code, fault.index, fault.message) for fault in found] == [
        (fault.code, fault.index, fault.message) for fault in in_memory
    ]


def test_a_stream_that_is_not_well_formed_says_where(schema: RelaxNG) -> None:
    with pytest.raises(UnreadableError, match=r"x\.xml:2:\d+: not well-formed XML"):
        schema.stream_faults(BytesIO(b'<doc xmlns="u">\n<head></doc>'), "x.xml")


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("persname", "persName"),
        ("perName", "persName"),
        ("pesrName", "persName"),
        ("x", None),
        ("type", None),
    ],
)
def test_the_nearest_name_is_a_letter_or_two_away(slip: str, meant: str | None) -> None:
    assert nearest(slip, ["p", "style", "persName", "placeName"]) == meant


def test_a_path_to_the_schema_is_in_its_error(tmp_path: Path) -> None:
    from tei_tools.grammar._schema import SchemaError

    path = tmp_path / "x.rng"
    path.write_text(
        "<grammar xmlns='http://relaxng.org/ns/structure/1.0'>\n<start><ref name='q'/></start></grammar>"
    )
    with pytest.raises(SchemaError, match=r"x\.rng:2: nothing is defined by the name 'q'"):
        compile_relax_ng(path)

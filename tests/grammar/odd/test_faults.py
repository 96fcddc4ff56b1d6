"""What is wrong with an ODD is one line with file and line; what has no effect is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_tools.errors import UnreadableError
from tei_tools.grammar.odd import ODDError, compile_odd

TEI = "http://www.tei-c.org/ns/1.0"
DOC = '<elementSpec ident="doc"><content><empty/></content></elementSpec>'


def odd(folder: Path, inner: str, attributes: str = 'start="doc"', name: str = "my.odd") -> Path:
    file = folder / name
    file.write_text(
        f'<schemaSpec xmlns="{TEI}" ident="my" {attributes}>\n{inner}\n</schemaSpec>\n', encoding="utf-8"
    )
    return file


FAULTS = [
    ('<moduleRef key="nowhere"/>', 2, "has no module 'nowhere'; there are: analysis, certainty"),
    ('<moduleRef key="core" include="p" except="q"/>', 2, "both include and except"),
    ("<moduleRef/>", 2, "needs a key (a module of TEI) or a url"),
    ('<moduleRef url="absent.rng"/>', 2, "there is no such file"),
    ('<moduleRef url="https://example.org/x.rng"/>', 2, "is not a local file; save"),
    ('<elementRef key="nowhere"/>', 2, "has no elementSpec 'nowhere'"),
    ("<classRef/>", 2, "<classRef> has no key"),
    ('<specGrpRef target="absent.odd#a"/>', 2, "cannot read absent.odd: No such file"),
    ('<specGrpRef target="https://example.org/a.odd"/>', 2, "is not a local file"),
    ('<specGrp xml:id="a">\n<specGrpRef target="#a"/></specGrp>', 3, "refers to itself"),
    ("<elementSpec/>", 2, "<elementSpec> has no ident"),
    ('<elementSpec ident="a" mode="modify"/>', 2, "mode='modify' is none of add, change, replace, delete"),
    (
        '<elementSpec ident="a"><content>\n<elementRef key="b" minOccurs="3"/></content></elementSpec>',
        3,
        "minOccurs=3 where maxOccurs is 1",
    ),
    (
        '<elementSpec ident="a"><content>\n<elementRef key="b" minOccurs="3" maxOccurs="2"/></content>'
        "</elementSpec>",
        3,
        "maxOccurs=2 is less than minOccurs=3",
    ),
    (
        '<elementSpec ident="a"><content>\n<elementRef key="b" minOccurs="-1"/></content></elementSpec>',
        3,
        "minOccurs='-1' is not a number",
    ),
    (
        '<elementSpec ident="a"><content>\n<classRef key="b" expand="all"/></content></elementSpec>',
        3,
        "expand='all' is not one of alternate, sequence",
    ),
    (
        '<elementSpec ident="a"><attList>\n<attDef ident="b" usage="must"/></attList></elementSpec>',
        3,
        "usage='must' is none of opt, rec, req",
    ),
    (
        '<elementSpec ident="a"><attList>\n<attDef ident="b"><valList type="shut"/></attDef></attList>'
        "</elementSpec>",
        3,
        "type='shut' is none of open, semi, closed",
    ),
]


@pytest.mark.parametrize(("inner", "line", "what"), FAULTS)
def test_a_fault_is_told_with_its_place(tmp_path: Path, inner: str, line: int, what: str) -> None:
    file = odd(tmp_path, inner + DOC)
    with pytest.raises(ODDError) as told:
        compile_odd(file)
    assert str(told.value).startswith(f"{file}:{line}: ")
    assert what in str(told.value)
    assert "\n" not in str(told.value)


def test_a_file_without_a_schema_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text(f'<TEI xmlns="{TEI}"/>', encoding="utf-8")
    with pytest.raises(ODDError, match="there is no schemaSpec in this file"):
        compile_odd(file)


def test_a_schema_is_chosen_by_name(tmp_path: Path) -> None:
    file = tmp_path / "two.odd"
    one = f'<schemaSpec ident="{{}}" start="doc">{DOC}</schemaSpec>'
    file.write_text(f'<TEI xmlns="{TEI}">{one.format("one")}{one.format("two")}</TEI>', encoding="utf-8")
    assert compile_odd(file, schema="two").name == "two"
    first = compile_odd(file)
    assert (first.name, len(first.notices)) == ("one", 1)
    with pytest.raises(ODDError, match="no schemaSpec 'three'; there are: one, two"):
        compile_odd(file, schema="three")


def test_a_start_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ODDError, match="start='other': the schema has none of these"):
        compile_odd(odd(tmp_path, DOC, 'start="other"'))


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("https://example.org/p.xml", "is not a local file"),
        ("absent.odd", "there is no such file"),
        ("my.odd", "is its own source"),
    ],
)
def test_a_source_that_cannot_be_read_is_told(tmp_path: Path, source: str, what: str) -> None:
    file = odd(tmp_path, f'<moduleRef key="tei"/>{DOC}', f'start="doc" source="{source}"')
    with pytest.raises(ODDError, match=what):
        compile_odd(file)


def test_another_version_of_tei_is_said_to_be_replaced(tmp_path: Path) -> None:
    found = compile_odd(odd(tmp_path, f'<moduleRef key="tei"/>{DOC}', 'start="doc" source="tei:3.1.0"'))
    assert [notice.what for notice in found.notices] == [
        "source='tei:3.1.0': TEI 4.9.0a is built in and is taken in its place"
    ]
    address = "https://www.tei-c.org/Vault/P5/current/xml/tei/odd/p5subset.xml"
    assert not compile_odd(
        odd(tmp_path, f'<moduleRef key="tei"/>{DOC}', f'start="doc" source="{address}"')
    ).notices


def test_broken_xml_is_told(tmp_path: Path) -> None:
    file = tmp_path / "broken.odd"
    file.write_text(f'<schemaSpec xmlns="{TEI}">\n<a></b></schemaSpec>', encoding="utf-8")
    with pytest.raises(UnreadableError) as told:
        compile_odd(file)
    assert str(told.value).startswith(f"{file}:2:")


def test_an_external_entity_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "e.odd"
    file.write_text(
        f'<!DOCTYPE schemaSpec [<!ENTITY x SYSTEM "/etc/passwd">]><schemaSpec xmlns="{TEI}">&x;</schemaSpec>',
        encoding="utf-8",
    )
    with pytest.raises(UnreadableError):
        compile_odd(file)


def test_an_odd_that_spoils_its_grammar_is_told_with_the_definition(tmp_path: Path) -> None:
    inner = (
        '<elementSpec ident="doc"><content><sequence><dataRef name="integer"/><elementRef key="doc"/>'
        "</sequence></content></elementSpec>"
    )
    with pytest.raises(ODDError, match="not right RELAX NG, in the definition of doc"):
        compile_odd(odd(tmp_path, inner)).check()


NOTICES = [
    (DOC + DOC, 'in mode add, and the schema has it already: this one takes its place, which mode="replace"'),
    (DOC + '<elementSpec ident="gone" mode="change"/>', "elementSpec gone is not in the schema: its change"),
    (DOC + '<moduleRef key="core" include="nothing"/>', "include names 'nothing', which is no element of"),
    (
        DOC + '<moduleRef key="tei"/><moduleRef key="core" except="nothing"/>',
        "except names 'nothing', which is no element of",
    ),
    (
        DOC + '<moduleRef key="tei"/><classRef key="att.global" exclude="n"/>',
        "exclude='n' leaves nothing out",
    ),
    (DOC + '<svg xmlns="http://www.w3.org/2000/svg"/>', "<svg> in <schemaSpec> is not known"),
    (
        '<elementSpec ident="doc"><content><empty/></content><attList><attDef ident="a" mode="change"/>'
        "</attList></elementSpec>",
        "no class gives it the attribute 'a' to change",
    ),
    (
        '<elementSpec ident="doc"><content><dataRef key="absent"/></content></elementSpec>',
        "the schema has no dataSpec 'absent'; any text is allowed",
    ),
    (
        '<elementSpec ident="doc"><content><elementRef key="doc" minOccurs="0" maxOccurs="5000"/></content>'
        "</elementSpec>",
        "occurrences above 100 are not counted",
    ),
    (DOC + '<constraintSpec ident="a" scheme="nvdl"/>', "scheme='nvdl' is kept but not checked"),
]


@pytest.mark.parametrize(("inner", "what"), NOTICES)
def test_what_has_no_effect_is_said_with_its_place(tmp_path: Path, inner: str, what: str) -> None:
    file = odd(tmp_path, inner)
    found = compile_odd(file).notices
    assert [what in notice.what for notice in found] == [True], found
    assert str(found[0]).startswith(f"{file}:2: ")


def test_many_nested_parts_are_read_in_bounded_time(tmp_path: Path) -> None:
    deep = "<sequence>" * 150 + '<elementRef key="doc" minOccurs="0"/>' + "</sequence>" * 150
    compile_odd(odd(tmp_path, f'<elementSpec ident="doc"><content>{deep}</content></elementSpec>')).check()


def test_repetitions_in_repetitions_are_bounded(tmp_path: Path) -> None:
    inner = '<elementRef key="doc" minOccurs="0" maxOccurs="99"/>'
    for _ in range(6):
        inner = f'<sequence minOccurs="0" maxOccurs="99">{inner}</sequence>'
    with pytest.raises(ODDError, match="repetitions in repetitions"):
        compile_odd(odd(tmp_path, f'<elementSpec ident="doc"><content>{inner}</content></elementSpec>'))


def test_the_most_that_is_counted_is_read_by_the_engine(tmp_path: Path) -> None:
    inner = '<elementRef key="doc" minOccurs="0" maxOccurs="100"/>'
    compile_odd(odd(tmp_path, f'<elementSpec ident="doc"><content>{inner}</content></elementSpec>')).check()

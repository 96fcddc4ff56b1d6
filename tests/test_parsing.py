"""Parsing: what is safe is read, what is not is refused in one line that says why and where."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tei_tools.errors import UnreadableError
from tei_tools.parsing import Position, parse, positions

LAUGHS = (
    '<!DOCTYPE a [<!ENTITY l0 "lol">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]><a>&l9;</a>"
)


def refusal(data: str | bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        parse(data.encode() if isinstance(data, str) else data, "f.xml")
    assert caught.value.exit_code == 3
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("before", ["", "<!-- a --><?b c?>\n" * 2000])
def test_billion_laughs_are_refused_at_once(encoding: str, before: str) -> None:
    start = time.process_time()
    assert "as in an attack (billion laughs)" in refusal((before + LAUGHS).encode(encoding))
    assert time.process_time() - start < 2


@pytest.mark.parametrize("document", ["<a>%s</a>", '<a b="%s"/>'])
def test_quadratic_blow_up_is_refused(document: str) -> None:
    text = f'<!DOCTYPE a [<!ENTITY q "{"x" * 100_000}">]>' + document % ("&q;" * 10_000)
    assert "as in an attack" in refusal(text)


def test_an_entity_that_contains_itself_is_refused() -> None:
    assert "contains itself" in refusal('<!DOCTYPE a [<!ENTITY a "&b;"><!ENTITY b "&a;">]><a>&a;</a>')


@pytest.mark.parametrize(
    "subset",
    [
        '<!ENTITY x SYSTEM "secret.txt">',
        '<!ENTITY x PUBLIC "-//x" "http://example.org/x">',
        '<!ENTITY % x SYSTEM "secret.txt"> %x;',
        "<!ENTITY % p \"<!ENTITY x SYSTEM 'secret.txt'>\"> %p;",
    ],
)
def test_external_entities_are_refused(subset: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret.txt").write_text("secret")
    said = refusal(f"<!DOCTYPE a [{subset}]><a>&x;</a>")
    assert said.startswith("f.xml:1:") and "external" in said and "secret\n" not in said


def test_an_outside_dtd_is_never_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tei.dtd").write_text('<!ENTITY ours "secret"><!ATTLIST TEI n CDATA "secret">')
    said = refusal('<!DOCTYPE TEI SYSTEM "tei.dtd"><TEI>&ours;</TEI>')
    assert said.startswith("f.xml:1:") and "&ours; is not defined" in said
    tree = parse(b'<!DOCTYPE TEI SYSTEM "tei.dtd"><TEI><!-- &nbsp; --><![CDATA[&nbsp;]]></TEI>', "f.xml")
    assert not tree.getroot().attrib and tree.getroot()[0].tail == "&nbsp;"
    parse(b'<!DOCTYPE TEI PUBLIC "-//x" "http://example.invalid/tei.dtd"><TEI/>', "f.xml")


@pytest.mark.parametrize("subset", ["", " [<!ENTITY own 'o'>\n]", " [ ]"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_characters_with_usual_names_are_read_where_a_dtd_is_named(subset: str, encoding: str) -> None:
    own = "&own;" if "own" in subset else ""
    text = f'<!DOCTYPE TEI SYSTEM "tei.dtd"{subset}>\n<TEI n="&eacute;">a&mdash;b{own}&amp;</TEI>'
    root = parse(text.encode(encoding), "f.xml").getroot()
    assert root.text == "a—b" + ("o" if own else "") + "&" and root.get("n") == "é"


def test_the_files_own_declaration_of_a_usual_name_goes_before_it() -> None:
    root = parse(b'<!DOCTYPE a SYSTEM "a.dtd" [<!ENTITY mdash "--">]><a>&mdash;</a>', "f.xml").getroot()
    assert root.text == "--"


def test_a_part_of_a_public_dtd_is_not_read_and_does_no_harm() -> None:
    text = (
        '<!DOCTYPE TEI.2 PUBLIC "-//TEI P4//DTD Main" "http://example.invalid/tei2.dtd" [\n'
        '<!ENTITY % TEI.XML "INCLUDE">\n'
        '<!ENTITY % Prose PUBLIC "-//Ours//DTD Prose//EN" "http://example.invalid/p.dtd">\n%Prose;\n]>\n<TEI.2>'
    )
    root = parse(f"{text}</TEI.2>".encode(), "f.xml").getroot()
    assert (root.tag, str(root.sourceline)) == ("TEI.2", "6")
    assert "f.xml:6:" in refusal(f"{text}&ours;</TEI.2>")
    assert parse(f"{text}&eacute;</TEI.2>".encode(), "f.xml").getroot().text == "é"


def test_an_undefined_entity_in_an_attribute_is_told_too() -> None:
    assert ":1:" in refusal('<!DOCTYPE TEI SYSTEM "tei.dtd"><TEI n="&foo;"/>')


def test_a_parameter_entity_that_is_used_is_refused() -> None:
    assert "uses the parameter entity %p;" in refusal('<!DOCTYPE a [<!ENTITY % p ""> %p;]><a>&foo;</a>')


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_an_xml_id_that_stands_twice_is_well_formed(encoding: str) -> None:
    for doctype in ("", '<!DOCTYPE a PUBLIC "x" "a.dtd">\n', "<!DOCTYPE a [<!ENTITY e 'é'>]>"):
        root = parse(f'{doctype}<a xml:id="i"><b xml:id="i"/></a>'.encode(encoding), "f.xml").getroot()
        assert str(root[0].sourceline) == ("2" if "\n" in doctype else "1")


def test_harmless_entities_expand() -> None:
    text = '<!DOCTYPE a [<!ENTITY ü "über <b>alles</b>"><!ENTITY g SYSTEM "g.jpg" NDATA jpeg>]><a>&ü;</a>'
    root = parse(text.encode(), "f.xml").getroot()
    assert root.text == "über " and root[0].tag == "b" and root[0].text == "alles"


def test_parameter_entities_that_are_only_declared_do_no_harm() -> None:
    parse(b'<!DOCTYPE a SYSTEM "tei2.dtd" [<!ENTITY % TEI.prose "INCLUDE">]><a/>', "f.xml")


def test_includes_are_not_followed() -> None:
    text = '<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd" parse="text"/></a>'
    assert len(parse(text.encode(), "f.xml").getroot()) == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "the file is empty"),
        (" \n", "nothing but white space"),
        ("hello", "f.xml:1:1: is not well-formed XML: it does not begin with a tag"),
        ("<a>&nbsp;</a>", "write &#160; or the character itself"),
        ("<a>x & y</a>", "f.xml:1:7: is not well-formed XML: a & that begins no entity; write &amp;"),
        ("<a>\n<b></a>", "f.xml:2:8: is not well-formed XML: </a> where </b> is due (<b> opens in line 2)"),
        ("<a><b>", "the file ends inside <b>, which opens in line 1; it may be cut off"),
        ("<a><x:b/></a>", "the prefix x: of b is not declared"),
        ('<a x="1" x="2"/>', "the attribute x stands twice"),
        ('<a xml:id="i"><b xml:id="i"/><c></a>', "</a> where </c> is due"),
        ("<a>1 < 2</a>", "write &lt; for the character itself"),
        ("<a/><b/>", "after the end of the root element"),
        ("<a>é</a>".encode("latin-1"), "the byte 0xE9 is not UTF-8"),
        (b"<a>\n x\0</a>", "f.xml:2:3: has a NUL byte"),
        (b"PK\x03\x04rest", "a zip file (DOCX, ODT and EPUB are such)"),
        ('<?xml version="1.0" encoding="UTF-7"?><a/>', "the encoding UTF-7 is not read here"),
        ('\n<?xml version="1.0"?><a/>', "stands after the beginning"),
        ("<a>\x01</a>", "the character U+0001, which no XML file may have"),
        ("<a>" * 300 + "</a>" * 300, "nested more than 256 deep"),
        ("<a>" * 300 + "x" * 11_000_000 + "</a>" * 300, "nested more than 256 deep"),
        ("<a>" + "<p>ü</p>\n" * 70_000 + "<q></a>", "f.xml:70001:"),
    ],
)
def test_a_fault_is_told_with_its_place_and_what_to_do(data: str | bytes, words: str) -> None:
    assert words in refusal(data)


@pytest.mark.parametrize("data", ["<!" * 200_000, "<!--" * 200_000, "<?" * 200_000, "<!DOCTYPE a [" * 50_000])
def test_rubbish_is_refused_quickly(data: str) -> None:
    start = time.process_time()
    refusal(data)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "data",
    [
        "<a>é</a>".encode("utf-16"),
        "\ufeff<a>é</a>".encode(),
        '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'.encode("latin-1"),
        '<?xml version="1.0" encoding="windows-1252"?><!DOCTYPE a [<!ENTITY e "é">]><a>&e;</a>'.encode(
            "cp1252"
        ),
        '<?xml version="1.0" encoding="UTF-16"?><a>é</a>'.encode("utf-16-le"),
        '<?xml version="1.0" encoding="GB18030"?><!DOCTYPE a [<!ENTITY e "é">]><a>&e;</a>'.encode("gb18030"),
    ],
)
def test_every_declared_encoding_is_read(data: bytes) -> None:
    assert parse(data, "f.xml").getroot().text == "é"


def test_comments_instructions_and_long_texts_stay() -> None:
    root = parse(b"<a><!-- c --><?p i?>" + b"x" * 11_000_000 + b"</a>", "f.xml").getroot()
    assert isinstance(root[0], etree._Comment) and isinstance(root[1], etree._ProcessingInstruction)
    assert len(root[1].tail or "") == 11_000_000


def test_a_file_over_the_limit_is_refused() -> None:
    with pytest.raises(UnreadableError, match="larger"):
        parse(b"<a>xxxxxx</a>", "f.xml", max_size=5)


def test_positions_are_those_of_the_start_tags() -> None:
    data = '<a>é<b/>\n <c d="\n"/><e/></a>'.encode()
    assert list(positions(data)) == [
        Position(1, 1, 0),
        Position(1, 5, 5),
        Position(2, 2, 11),
        Position(3, 4, 21),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_positions_are_the_same_in_every_encoding(encoding: str) -> None:
    found = positions("<a>é<b/>\n <c/></a>".encode(encoding))
    assert [(place.line, place.column) for place in found] == [(1, 1), (1, 5), (2, 2)]


def test_positions_go_past_line_65535() -> None:
    found = positions(b"<a>" + b"<p/>\n" * 100_000 + b"</a>")
    assert found[100_000] == Position(100_000, 1, 3 + 5 * 99_999)


def test_positions_in_one_long_line_take_linear_time() -> None:
    start = time.process_time()
    assert positions(b"<a>" + b"<p>word</p>" * 300_000 + b"</a>")[300_000].column == 4 + 11 * 299_999
    assert time.process_time() - start < 10


TREES = st.recursive(
    st.text("aé\n ", max_size=3),
    lambda inner: st.lists(inner, max_size=4).map(lambda parts: f"<x>{''.join(parts)}</x>"),
    max_leaves=30,
)


@given(TREES)
def test_there_is_a_position_for_every_element_in_document_order(inside: str) -> None:
    data = f"<r>{inside}</r>".encode()
    found = positions(data)
    assert len(found) == sum(1 for _ in parse(data, "f.xml").getroot().iter())
    assert all(data[place.offset : place.offset + 1] == b"<" for place in found)
    lines = data.decode().split("\n")
    assert all(lines[place.line - 1][place.column - 1] == "<" for place in found)


@pytest.mark.parametrize(
    ("declaration", "root", "names"),
    [
        ("<!ENTITY e '<b>x</b><c/>'>", '<a xmlns="urn:x">&e;</a>', ["{urn:x}a", "{urn:x}b", "{urn:x}c"]),
        (
            '<!ENTITY e "<t:b><i/></t:b>">',
            '<a xmlns="urn:x" xmlns:t="urn:t">&e;</a>',
            ["{urn:x}a", "{urn:t}b", "{urn:x}i"],
        ),
        (
            "<!ENTITY e \"<m xmlns='urn:m'><i/></m>\">",
            '<a xmlns="urn:x">&e;</a>',
            ["{urn:x}a", "{urn:m}m", "{urn:m}i"],
        ),
        (
            '<!ENTITY e "&f;<!-- <b> --><b n=\'/\'/>"><!ENTITY f "<d/>">',
            '<a xmlns="urn:x">&e;</a>',
            ["{urn:x}a", "{urn:x}d", "{urn:x}b"],
        ),
    ],
)
def test_elements_in_entities_are_in_the_namespaces_of_the_document(
    declaration: str, root: str, names: list[str]
) -> None:
    tree = parse(f"<!DOCTYPE a [{declaration}]>{root}".encode(), "f.xml")
    assert [each.tag for each in tree.iter("*")] == names

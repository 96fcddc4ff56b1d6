"""The rules that look at more than a tree: characters, entries, media, languages, pointers across files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_tools.validation import Finding, Mend
from tei_tools.validation._codes import described
from tei_tools.validation._validator import Checks, Validator

HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>t</title></titleStmt><publicationStmt><p/></publicationStmt>"
    "<sourceDesc><p/></sourceDesc></fileDesc>{}</teiHeader>"
)


def document(body: str, header: str = "") -> str:
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">\n{HEADER.format(header)}\n<text><body>\n{body}\n'
        "</body></text></TEI>\n"
    )


def found(path: Path, **checks: object) -> list[Finding]:
    from tei_tools.inputs import as_input

    return list(Validator(Checks(schema="tei_tools", **checks)).examine(as_input(path)).findings)  # type: ignore[arg-type]


def codes(text: str | bytes, folder: Path) -> list[str]:
    path = folder / "a.xml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [each.code for each in found(path)]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<p>\ue123 and \ue123</p>", "TEI-CHR-001"),
        ("<p>&#xE123;</p>", "TEI-CHR-001"),
        ("<p>a\u0093b</p>", "TEI-CHR-002"),
        ("<p>lost \ufffd</p>", "TEI-CHR-002"),
        ("<p>cafe\u0301</p>", "TEI-CHR-003"),
        ("<p>\u2126</p>", "TEI-CHR-003"),
        ("<p>GrÃ¼ÃŸe, itâ€™s</p>", "TEI-CHR-004"),
    ],
)
def test_characters_that_do_not_belong_into_a_text_are_one_warning(
    body: str, code: str, tmp_path: Path
) -> None:
    (tmp_path / "a.xml").write_text(document(body), encoding="utf-8")
    (one,) = found(tmp_path / "a.xml")
    assert (one.code, one.severity, one.line) == (code, "warning", 4)
    assert one.column >= 4


@pytest.mark.parametrize(
    "body",
    [
        "<p>“Grüße” – café, Ωμέγα, Ä, naïve, Ã, 100 Â §</p>",
        "<p>עברית Ελληνικά русский 漢字 ﬁ</p>",
        "<p>plain &#8212;</p>",
    ],
)
def test_ordinary_characters_are_left(body: str, tmp_path: Path) -> None:
    assert codes(document(body), tmp_path) == []


def test_a_private_character_that_the_header_describes_is_left(tmp_path: Path) -> None:
    described_there = (
        '<encodingDesc><charDecl><char xml:id="c"><mapping>\ue123</mapping></char></charDecl></encodingDesc>'
    )
    path = tmp_path / "a.xml"
    path.write_text(document("<p>\ue123</p>", described_there), encoding="utf-8")
    assert "TEI-CHR-001" not in [each.code for each in found(path)]


def test_a_declared_encoding_that_the_bytes_belie_is_told(tmp_path: Path) -> None:
    declaration = '<?xml version="1.0" encoding="ISO-8859-1"?>'
    assert codes((declaration + document("<p>Grüße</p>")).encode(), tmp_path) == ["TEI-CHR-004"]
    assert codes((declaration + document("<p>Grüße</p>")).encode("latin-1"), tmp_path) == []


def test_many_odd_characters_are_few_findings(tmp_path: Path) -> None:
    body = "<p>" + "".join(chr(0xE000 + n) for n in range(3000)) * 20 + "</p>"
    assert len(codes(document(body), tmp_path)) <= 11


@pytest.mark.parametrize(
    ("tag", "code", "said"),
    [
        ("xq", "TEI-LNG-003", "no language 'xq'"),
        ("de-Xxxx", "TEI-LNG-003", "no script 'xxxx'"),
        ("de-QQ", "", ""),
        ("de-YY", "TEI-LNG-003", "no region 'yy'"),
        ("de-abcde", "TEI-LNG-003", "no variant 'abcde'"),
        ("iw", "TEI-LNG-002", "write he"),
        ("zh-min-nan", "TEI-LNG-002", "write nan"),
        ("qaa-x-a", "", ""),
        ("sl-rozaj-biske", "", ""),
        ("zh-yue", "TEI-LNG-002", "write yue"),
        ("ar-arb", "", ""),
        ("de-Latn-AT-1996", "", ""),
        ("en-u-ca-gregory", "", ""),
        ("mul", "", ""),
    ],
)
def test_parts_of_language_tags_are_looked_up(tag: str, code: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(document(f'<p xml:lang="{tag}">x</p>'), encoding="utf-8")
    told = found(path)
    assert [each.code for each in told] == ([code] if code else [])
    assert not said or said in told[0].message or said in told[0].suggestion


def test_empty_and_doubled_entries_are_warnings(tmp_path: Path) -> None:
    person = '<person xml:id="{0}"><persName>{0}</persName><idno type="GND">{1}</idno></person>'
    lists = (
        "<listPerson>" + person.format("a", "1") + person.format("b", "1") + person.format("c", "2")
        + '<person xml:id="d"/><person xml:id="e" sameAs="#a"/></listPerson>'
    )  # fmt: skip
    path = tmp_path / "a.xml"
    path.write_text(document(f"<div>{lists}<p/></div>"), encoding="utf-8")
    told = [each for each in found(path) if each.code.startswith("TEI-ENT")]
    assert [(each.code, each.xpath.rpartition("/")[2]) for each in told] == [
        ("TEI-ENT-002", "tei:person[2]"),
        ("TEI-ENT-001", "tei:person[4]"),
    ]


def test_media_that_are_missing_are_told(tmp_path: Path) -> None:
    (tmp_path / "there is.png").write_bytes(b"")
    urls = ("there%20is.png", "absent.png", "https://x.org/a.png", "")
    body = "".join(f'<p><figure><graphic url="{url}"/></figure></p>' for url in urls if url)
    (tmp_path / "a.xml").write_text(document(body), encoding="utf-8")
    told = [each for each in found(tmp_path / "a.xml") if each.code == "TEI-MED-001"]
    assert ["absent.png" in each.message for each in told] == [True]


def test_pointers_into_other_files_are_followed_within_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "lists").mkdir(parents=True)
    (folder / "lists" / "persons.xml").write_text('<TEI xmlns="x"><p xml:id="anna"/></TEI>')
    (tmp_path / "out.xml").write_text("<TEI/>")
    pointers = {
        "lists/persons.xml#anna": "",
        "lists/persons.xml": "",
        "lists/persons.xml#ana": "TEI-PTR-005",
        "lists/absent.xml#anna": "TEI-PTR-004",
        "../out.xml#anna": "",
        "a.xml#here": "",
        "a.xml#gone": "TEI-PTR-005",
        "https://x.org/a.xml#b": "",
        "folio-12r": "",
    }
    body = "".join(f'<p><ref target="{each}">x</ref></p>' for each in pointers) + '<p xml:id="here"/>'
    path = folder / "a.xml"
    path.write_text(document(body), encoding="utf-8")
    assert [each.code for each in found(path)] == [code for code in pointers.values() if code]
    outside = [each.code for each in found(path, roots=(tmp_path,))]
    assert outside.count("TEI-PTR-005") == 3  # ../out.xml#anna as well, now that the run goes there


def test_pointers_count_from_xml_base(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "p.xml").write_text('<a xml:id="anna"/>')
    body = '<div xml:base="lists/x.xml"><p><ref target="p.xml#anna"/><ref target="p.xml#bert"/></p></div>'
    (tmp_path / "a.xml").write_text(document(body), encoding="utf-8")
    assert [each.code for each in found(tmp_path / "a.xml")] == ["TEI-PTR-005"]


def test_a_doubled_identifier_is_a_proposal_of_two_that_are_free(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(document('<p xml:id="a"/><p xml:id="a"/><p xml:id="a-2"/>'), encoding="utf-8")
    (one,) = found(path)
    assert one.mend == Mend("value", ("a-3", "a-p"))


@pytest.mark.parametrize(
    ("value", "choices"),
    [("2022-3-6", ("2022-03-06",)), ("06.03.2022", ("2022-03-06", "2022-06-03")), ("2022-02-30", ())],
)
def test_a_date_has_its_readings_as_choices(value: str, choices: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(document(f'<p><date when="{value}"/></p>'), encoding="utf-8")
    (one,) = found(path)
    assert (one.mend.choices if one.mend else ()) == choices


@pytest.mark.parametrize("code", [each for each in described() if each.example], ids=lambda each: each.code)
def test_the_example_of_each_code_has_it(code: object, tmp_path: Path) -> None:
    from tei_tools.inputs import as_input
    from tei_tools.reports import UNREADABLE
    from tei_tools.validation._codes import Code

    assert isinstance(code, Code)
    path = tmp_path / "a.xml"
    whole = code.example.startswith("<TEI>")
    path.write_text(code.example if whole else document(code.example), encoding="utf-8")
    report = Validator(Checks()).report(as_input(path))
    if code.code == UNREADABLE:
        assert report.fault and report.exit_code == 3
    else:
        assert code.code in [each.code for each in report.findings], [each.code for each in report.findings]

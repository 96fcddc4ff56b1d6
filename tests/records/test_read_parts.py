"""Reading a file in parts: together they say what the record of the whole file says."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import tarfile
from collections import Counter
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from tei_tools.errors import TeiToolsError, UnreadableError
from tei_tools.inputs import Input, find
from tei_tools.records import Record, iter_read, read, read_parts
from tei_tools.records._rows import Table

SAMPLE = Path(__file__).with_name("sample.xml")
ENTITIES = ("persons", "places", "organisations", "others")
CUTS = ({}, {"most": 40, "joined": 10}, {"most": 5, "joined": 1})
TEI = "http://www.tei-c.org/ns/1.0"

EDITION = f"""<TEI xmlns="{TEI}" xml:id="e" xml:lang="de"><teiHeader><fileDesc>
<titleStmt><title>Edition</title><author ref="#ada">Ada</author></titleStmt>
<publicationStmt><idno type="URN">urn:e</idno>
<availability status="free"><p>free</p></availability></publicationStmt>
<sourceDesc><p>none</p></sourceDesc></fileDesc>
<encodingDesc><listPrefixDef>
<prefixDef ident="p" matchPattern="(.+)" replacementPattern="#$1"/></listPrefixDef>
<charDecl><char xml:id="thorn"><mapping type="standard">Þ</mapping></char></charDecl></encodingDesc>
<profileDesc><particDesc><listPerson><person xml:id="cat">
<persName>Cat</persName></person></listPerson></particDesc></profileDesc></teiHeader>
<facsimile><surface xml:id="s1"><graphic url="1.png"/><zone xml:id="z1" ulx="1"/></surface></facsimile>
<standOff><listPerson><person xml:id="ada"><persName>Ada</persName><note>of
<placeName ref="#port">P</placeName></note></person></listPerson>
<listRelation><relation name="knows" active="#ada" passive="#ben"/></listRelation>
</standOff>
<text xml:lang="en"><front><pb n="1" facs="#s1"/><div type="preface"><head>Preface</head><p>By p:ada
<persName ref="p:ada">her</persName>.</p></div></front><body>
<div type="part" xml:id="d1" n="I"><pb n="2" facs="#z1"/><head>Part <hi>one</hi></head>
<div xml:id="d11"><head>First</head>
<p>In <date when="1901">1901</date> <persName ref="#ben">Ben</persName> said
<said who="#ben">come <emph>soon</emph></said>.<pb n="3" break="no"/></p></div>
<div xml:id="d12"><p>𝔸 <g ref="#thorn"/> see <ref target="#d2">below</ref>,
word<lb break="no"/>part, <gap/>.</p><pb n="4"/>
</div><trailer>end of one</trailer></div>
<pb n="5"/><div xml:id="d2"><lg><l>verse <name type="place" ref="#port">Porto</name></l><l>two</l></lg>
<sp who="#cat"><speaker>CAT.</speaker>
<p>Ahoy <stage>aside</stage> <persName ref="#nobody">he</persName></p></sp>
<cit><quote>Sing</quote><bibl xml:id="bb"><author>Homer</author> <title>Odyssey</title></bibl></cit></div>
<p>loose <rs ref="#bb">work</rs></p><p>and <app><lem wit="#w">this</lem><rdg>that</rdg></app></p><pb n="6"/>
</body><back><listPerson><person xml:id="ben"><persName>Ben</persName><idno type="GND">118</idno></person>
</listPerson><listPlace><place xml:id="port"><placeName>Porto</placeName></place>
</listPlace></back></text></TEI>"""


def together(source: Any, **how: Any) -> tuple[Record, dict[str, list[Any]], str]:
    """The record of the whole file, and the rows and text of its parts."""
    whole = read(source, name="e.xml")
    rows: dict[str, list[Any]] = {}
    text = ""
    found = list(read_parts(source, name="e.xml", **how))
    for part in found:
        if part.record.text:
            text += ("\n" if text else "") + part.record.text
        assert text[part.start : part.start + len(part.record.text)] == part.record.text
        for each in fields(Record):
            if isinstance(getattr(whole, each.name), Table):
                rows.setdefault(each.name, []).extend(part.rows(each.name))
        if part.kind != "end":
            assert (part.record.identifier, part.record.digest) == (whole.identifier, whole.digest)
            assert part.record.metadata == whole.metadata
    assert found[-1].kind == "end"
    assert found[-1].record.text_sha256 == whole.text_sha256 and found[-1].start == len(whole.text)
    return whole, rows, text


def the_same(source: Any, **how: Any) -> None:
    whole, rows, text = together(source, **how)
    assert text == whole.text
    for table, found in rows.items():
        expected = list(getattr(whole, table))
        if table in ENTITIES:
            known: dict[str, Any] = {}
            for entity in found:
                first = known.setdefault(entity.key, entity)
                # What has no entry is called as the part calls it first.
                assert first == (entity if entity.declared else entity._replace(name=first.name))
            assert known == {entity.key: entity for entity in expected}, table
        else:
            assert Counter(found) == Counter(expected), table


@pytest.mark.parametrize("how", CUTS, ids=str)
@pytest.mark.parametrize("source", [SAMPLE, EDITION.encode()], ids=["sample", "edition"])
@pytest.mark.parametrize("reading", ["edited"])
def test_the_parts_say_together_what_the_whole_says(source: Any, how: dict[str, int], reading: str) -> None:
    the_same(source, **how)


def test_each_division_is_a_part_and_a_large_one_is_cut() -> None:
    kinds = [(part.kind, part.id, part.record.text[:8]) for part in read_parts(EDITION.encode())]
    assert kinds == [
        ("header", None, ""),
        ("part", None, ""),
        ("part", None, ""),
        ("part", None, "Preface\n"),
        ("part", "d1", "Part one"),
        ("part", "d2", "verse Po"),
        ("part", None, "loose wo"),
        ("part", None, ""),
        ("end", "e", ""),
    ]
    small = [part.id for part in read_parts(EDITION.encode(), most=10, joined=1)]
    assert "d11" in small and "d12" in small and "d1" not in small


def test_offsets_of_a_part_count_in_its_own_text_and_in_the_whole() -> None:
    whole = read(EDITION.encode())
    (part,) = [one for one in read_parts(EDITION.encode()) if one.record.text.startswith("verse")]
    own = part.record.mentions[0]
    assert part.record.text[own.start : own.end] == "Porto"
    (moved,) = [row for row in part.rows("mentions") if row.quote == "Porto"]
    assert whole.text[moved.start : moved.end] == "Porto" and moved.start == own.start + part.start
    assert moved in list(whole.mentions)


def made(seed: int) -> bytes:
    """A document of divisions within divisions, blocks, breaks, names and stray words."""
    dice = random.Random(seed)
    numbers = iter(range(10**6))

    def inline() -> str:
        number = next(numbers)
        return dice.choice(
            [
                "word ", f"w{number}", " ", "\n  ",
                f"<persName ref='#p{dice.randint(0, 4)}'>N{number}</persName> ",
                "<lb/>", "<lb break='no'/>", f"<pb n='{number}'/>", f"<pb n='{number}' ed='B' break='no'/>",
                f"<note>n{number}</note>", f"<date when='19{dice.randint(10, 99)}'>then</date>", "<!-- c -->",
                f"<q who='#p1'>q{number}</q>", "<ptr target='#x1'/>",
                "<choice><sic>a</sic><corr>b</corr></choice>",
            ]
        )  # fmt: skip

    def block(depth: int) -> str:
        kind = dice.random()
        inside = "".join(inline() for _ in range(dice.randint(0, 5)))
        if kind < 0.35 and depth < 4:
            blocks = "".join(block(depth + 1) for _ in range(dice.randint(0, 4)))
            head = "<head>H <hi>x</hi></head>" if dice.random() < 0.5 else ""
            first, after = dice.choice(["", "<pb/>"]), dice.choice(["", " ", "<?p i?>"])
            return f"<div type='t'>{first}{head}{blocks}</div>{after}"
        if kind < 0.75:
            return f"<p>{inside}</p>"
        if kind < 0.85:
            return f"<list><item>{inside}</item></list>"
        if kind < 0.9:
            return f"<stage>{inside}</stage>"
        return dice.choice(
            [f"<pb n='{next(numbers)}'/>", "<milestone unit='x'/>", "<quote>Q</quote>", "<lb/>"]
        )

    people = "".join(f"<person xml:id='p{n}'><persName>P{n}</persName></person>" for n in range(3))
    back = f"<back><listPerson>{people}</listPerson></back>" if dice.random() < 0.5 else ""
    stand_off = "" if back else f"<standOff><listPerson>{people}</listPerson></standOff>"
    body = "".join(block(0) for _ in range(dice.randint(0, 6)))
    return (
        f"<TEI xmlns='{TEI}'><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc>"
        f"</teiHeader>{stand_off}<text><body>{body}</body>{back}</text></TEI>"
    ).encode()


@pytest.mark.parametrize("seed", range(60))
def test_the_parts_of_any_document_say_what_the_whole_says(seed: int) -> None:
    document = made(seed)
    for how in CUTS:
        the_same(document, **how)


def test_the_documents_of_a_corpus_are_those_of_iter_read() -> None:
    entry = "<person xml:id='{0}'><persName>{0}</persName><idno type='GND'>1</idno></person>"
    one = (
        "<TEI xml:id='t{0}'><teiHeader><fileDesc><titleStmt><title>T{0}</title></titleStmt></fileDesc>"
        "</teiHeader>"
        "<text><body><p><pb n='1'/>By <persName ref='#common'>X</persName>, "
        "<persName ref='#own{0}'>Y</persName>"
        " and <persName ref='#none'>Z</persName> <date when='1900'/></p></body>"
        "<back><listPerson>{1}</listPerson></back></text></TEI>"
    )
    documents = "".join(one.format(n, entry.format(f"own{n}")) for n in range(5))
    corpus = (
        f"<teiCorpus xmlns='{TEI}'><teiHeader><fileDesc><titleStmt><title>C</title></titleStmt></fileDesc>"
        f"<profileDesc><particDesc><listPerson>{entry.format('common')}</listPerson></particDesc></profileDesc>"
        f"</teiHeader>{documents}<teiCorpus><teiHeader/>{one.format(9, entry.format('own9'))}</teiCorpus>"
        "</teiCorpus>"
    ).encode()
    expected = list(iter_read(corpus, name="c.xml"))
    found = list(read_parts(corpus, name="c.xml"))
    assert [part.kind for part in found] == ["document"] * 6
    for whole, part in zip(expected, found, strict=True):
        for each in fields(Record):
            assert getattr(part.record, each.name) == getattr(whole, each.name), each.name
        assert list(part.rows("mentions")) == list(whole.mentions)


def test_each_entry_of_a_register_may_be_a_part() -> None:
    people = "".join(
        f"<person xml:id='p{n}'><persName>P{n}</persName><note>friend of "
        "<persName ref='#p0'>P</persName></note></person>"
        for n in range(9)
    )
    register = f"<listPerson xmlns='{TEI}'>{people}</listPerson>".encode()
    found = list(read_parts(register, most=3, joined=1))
    assert [part.id for part in found[:-1]] == [f"p{n}" for n in range(9)]
    assert [[person.key for person in part.record.persons] for part in found[:3]] == [
        ["p0"],
        ["p0", "p1"],
        ["p0", "p2"],
    ]
    assert len(list(read_parts(register, most=3))) == 2
    the_same(register, most=3, joined=1)
    (alone,) = read_parts(register)
    assert alone.kind == "document" and alone.record.persons == read(register).persons


def test_what_is_not_read_in_parts_is_said(tmp_path: Path) -> None:
    declared = b'<!DOCTYPE TEI [<!ENTITY a "b">]><TEI xmlns="http://www.tei-c.org/ns/1.0"><text/></TEI>'
    for source, words in (
        (b"", "empty"),
        (b"no xml", "not well-formed"),
        (b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text>", "not well-formed"),
        (b"<html/>", "is not TEI"),
        (declared, "read the file as a whole"),
        (b"\x00\x01\x02", ""),
        (b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text>" + b"<seg>" * 300, "nested"),
        (tmp_path / "none.xml", "none.xml"),
    ):
        with pytest.raises((UnreadableError, TeiToolsError)) as raised:
            list(read_parts(source))
        assert words in str(raised.value) + str(raised.value.advice or "")


def test_an_external_subset_is_not_fetched() -> None:
    source = b'<!DOCTYPE TEI SYSTEM "http://127.0.0.1:9/tei.dtd">' + EDITION.encode()
    assert next(iter(read_parts(source))).kind == "header"


PEAK = """
import sys
from pathlib import Path
from tei_tools.records import read_parts
number = sum(1 for _ in read_parts(Path(sys.argv[1])))
(peak,) = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(number, peak)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells a process's own peak")
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    peaks = []
    for megabytes in (1, 6):
        path = tmp_path / f"{megabytes}.xml"
        cited = "<bibl><title>T</title></bibl>"
        paragraph = f"<p>{'words and words ' * 55}<persName ref='#a'>A</persName>{cited}</p>\n"
        division = f"<div>{paragraph * 100}</div>"
        body = division * (megabytes * 1_000_000 // len(division))
        path.write_text(f"<TEI xmlns='{TEI}'><teiHeader/><text><body>{body}</body></text></TEI>")
        done = subprocess.run(
            [sys.executable, "-c", PEAK, str(path)], capture_output=True, text=True, check=True
        )
        number, peak = map(int, done.stdout.split())
        assert number >= megabytes * 8
        peaks.append(peak)
    assert peaks[1] - peaks[0] < 4_000, "in kilobytes"


@pytest.mark.shared
def test_real_documents_say_the_same_in_parts(shared: Path) -> None:
    for folder in sorted((shared / "corpus").iterdir()):
        fitting = [path for path in sorted(folder.rglob("*.xml")) if path.stat().st_size < 150_000]
        for path in fitting[:: max(1, len(fitting) // 3)][:3]:
            try:
                read(path)
            except TeiToolsError:
                continue
            if b"<!DOCTYPE" not in path.read_bytes():
                the_same(path, most=200, joined=20)


def test_a_part_is_a_document_of_its_own_for_an_export() -> None:
    named = [part.document() for part in read_parts(EDITION.encode(), name="x/e.xml")]
    assert [one.identifier for one in named if one is not None] == [
        "e", "e/part-2", "e/part-3", "e/part-4", "e/d1", "e/d2", "e/part-7", "e/part-8",
    ]  # fmt: skip
    assert named[4] is not None and named[4].place == "x/e/d1.xml" and named[-1] is None


def test_the_header_s_declarations_are_known_to_each_part_once() -> None:
    for part in read_parts(SAMPLE):
        assert "TEI-REC-006" not in [warning.code for warning in part.record.warnings]


def test_what_can_be_read_only_once_is_read_in_parts_too() -> None:
    stream = io.BytesIO(EDITION.encode())
    item = Input("stdin", None, lambda: stream)
    assert [part.kind for part in read_parts(item)][-1] == "end"


def test_an_archive_s_file_is_read_in_parts(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        entry = tarfile.TarInfo("e.xml")
        entry.size = len(EDITION.encode())
        archive.addfile(entry, io.BytesIO(EDITION.encode()))
    (item,) = find([path])
    assert next(part.kind for part in read_parts(item)) == "header"

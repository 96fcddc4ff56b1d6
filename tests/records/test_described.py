"""Divisions, pages, stage directions, entries, works, manuscripts, apparatus: value by value."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_tools.records import Record, read
from tei_tools.records._rows_described import TABLES

CORPUS = Path(__file__).parents[2] / ".." / "shared" / "corpus"


def small(body: str, header: str = "", between: str = "", name: str = "a.xml") -> Record:
    return read(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{header}</teiHeader>{between}'
        f"<text><body>{body}</body></text></TEI>".encode(),
        name=name,
    )


def real(name: str) -> Record:
    if not CORPUS.is_dir():
        pytest.skip("the measuring texts are not beside the checkout")
    return read(CORPUS / name, name=name)


def test_divisions_have_their_level_and_heading() -> None:
    record = small(
        '<div type="book" n="1" xml:id="b"><head>One</head><div><p>a</p></div></div>'
        '<div xml:lang="la" subtype="x"><p>c</p></div>'
    )
    found = [(r.id, r.type, r.n, r.level, r.head, record.text[r.start : r.end]) for r in record.divisions]
    assert found == [
        ("b", "book", "1", 1, "One", "One\na"),
        (None, None, None, 2, None, "a"),
        (None, None, None, 1, None, "c"),
    ]
    assert (record.divisions[2].language, record.divisions[2].subtype) == ("la", "x")


def test_a_page_reaches_from_its_break_to_the_next_of_the_same_edition() -> None:
    record = small('<p><pb n="1"/>one <pb n="A" ed="x"/>two</p><pb n="2"/><p>thr<pb n="3" break="no"/>ee</p>')
    found = [(r.n, r.edition, record.text[r.start : r.end]) for r in record.pages]
    assert found == [
        ("1", None, "one two"),
        ("A", "x", "two\nthree"),
        ("2", None, "thr"),
        ("3", None, "ee"),
    ]


def test_a_page_without_words_is_empty_and_no_page_ends_before_it_begins() -> None:
    record = small('<p>a <pb n="1"/> <pb n="2"/> b <pb n="3"/></p>')
    spans = [(r.n, record.text[r.start : r.end]) for r in record.pages]
    assert spans == [("1", ""), ("2", "b"), ("3", "")]
    assert all(r.start <= r.end for r in record.pages if r.start is not None and r.end is not None)


def test_pages_lead_to_their_images() -> None:
    record = small(
        '<p><pb facs="#f1"/>a<pb facs="#z1"/>b<pb facs="https://example.org/3.jpg"/>c</p>',
        between='<facsimile><surface xml:id="f1" n="1r"><graphic url="https://example.org/1.jpg"/>'
        '<zone xml:id="z1" ulx="1" uly="2" lrx="30" lry="40"/></surface></facsimile>',
    )
    assert [(r.element, r.images) for r in record.pages] == [
        ("surface", ("https://example.org/1.jpg",)),
        ("zone", ()),
        ("pb", ("https://example.org/1.jpg",)),
        ("pb", ("https://example.org/1.jpg",)),
        ("pb", ("https://example.org/3.jpg",)),
    ]
    zone = record.pages[1]
    assert (zone.id, zone.ulx, zone.uly, zone.lrx, zone.lry, zone.where) == (
        "z1", "1", "2", "30", "40", "facsimile",
    )  # fmt: skip
    assert record.pages[3].facs == "#z1"


def test_stage_directions_have_those_who_do_it() -> None:
    record = small(
        '<sp who="#h"><speaker>H.</speaker><p>Oh <stage type="business" who="#h">(weeps)</stage></p></sp>'
        '<stage type="exit">Off.</stage><u>yes <incident><desc>door</desc></incident></u>'
    )
    assert [(r.element, r.type, r.quote, r.who) for r in record.stages] == [
        ("stage", "business", "(weeps)", ("a.xml#h",)),
        ("stage", "exit", "Off.", ()),
        ("incident", None, "door", ()),
    ]


def test_an_entry_has_its_forms_senses_and_translations_but_not_those_of_an_entry_inside() -> None:
    record = small(
        '<entry xml:id="e" xml:lang="fr"><form><orth>chat</orth><pron>ʃa</pron></form>'
        "<gramGrp><pos>noun</pos><gen>m</gen></gramGrp>"
        '<sense n="1"><def>an animal</def><cit type="translation"><quote>cat</quote></cit></sense>'
        '<sense n="2"><def>a game</def></sense><etym>from Latin</etym>'
        "<re><form><orth>chatte</orth></form></re></entry>"
    )
    cat, she = record.entries
    assert (cat.id, cat.lemma, cat.forms, cat.pronunciations) == ("e", "chat", ("chat",), ("ʃa",))
    assert (cat.part_of_speech, cat.gender, cat.senses, cat.definitions, cat.translations, cat.etymology) == (
        "noun", "m", 2, ("an animal", "a game"), ("cat",), "from Latin",
    )  # fmt: skip
    assert (she.element, she.lemma, cat.language) == ("re", "chatte", "fr")


MANUSCRIPT = """<fileDesc><sourceDesc><msDesc xml:id="m"><msIdentifier><settlement>Graz</settlement>
<repository>Library</repository><idno>MS 1</idno><altIdentifier><idno>Old 2</idno></altIdentifier>
</msIdentifier><head>A codex</head><msContents><textLang mainLang="la" otherLangs="de">Latin</textLang>
<msItem><locus>1r-3v</locus><author><persName ref="#v">Vergil</persName></author><title>Aeneis</title>
<incipit>Arma</incipit><explicit>umbras</explicit></msItem></msContents>
<physDesc><objectDesc form="codex"><supportDesc material="perg">
<extent><measure unit="leaf" quantity="7"/></extent>
</supportDesc></objectDesc></physDesc><history><origin>
<origDate notBefore="0800" notAfter="0850">early</origDate>
<origPlace><region>Gaul</region><placeName ref="#t">Tours</placeName></origPlace></origin>
<provenance>Found.</provenance></history>
<msPart><msIdentifier><idno>MS 1a</idno></msIdentifier></msPart></msDesc></sourceDesc></fileDesc>"""


def test_a_manuscript_and_its_parts_and_works() -> None:
    record = small("<p>a</p>", MANUSCRIPT)
    whole, part = record.manuscripts
    assert (whole.id, whole.settlement, whole.repository, whole.idno, whole.other_idnos, whole.head) == (
        "m", "Graz", "Library", "MS 1", ("Old 2",), "A codex",
    )  # fmt: skip
    assert (whole.languages, whole.form, whole.materials, whole.extent) == (
        ("la", "de"), "codex", ("perg",), "7 leaf",
    )  # fmt: skip
    assert (whole.date, whole.earliest, whole.latest, whole.date_quote) == (
        "[0800..0850]", "0800-01-01", "0850-12-31", "early",
    )  # fmt: skip
    assert (whole.origin, whole.origins, whole.provenance) == ("Gaul Tours", ("a.xml#t",), "Found.")
    assert (part.element, part.idno, part.settlement, part.date) == ("msPart", "MS 1a", None, None)
    work = record.works[0]
    assert (work.title, work.authors, work.persons, work.manuscript, work.locus) == (
        "Aeneis", ("Vergil",), ("a.xml#v",), "m", "1r-3v",
    )  # fmt: skip
    assert (work.incipit, work.explicit, len(record.works)) == ("Arma", "umbras", 1)


def test_works_of_a_register() -> None:
    record = small(
        '<p>a</p><listBibl><bibl xml:id="w"><author ref="#v">Vergil</author><title>Aeneis</title>'
        '<date when="-0018"/><idno type="x">7</idno></bibl><bibl>no entry</bibl></listBibl>'
    )
    assert [(r.id, r.title, r.authors, r.persons, r.date, r.identifiers) for r in record.works] == [
        ("w", "Aeneis", ("Vergil",), ("a.xml#v",), "-0017", (("x", "7"),))
    ]


def test_the_apparatus_has_a_row_for_each_reading() -> None:
    record = small(
        '<p>I <app xml:id="a1"><lem wit="#A">see</lem><rdgGrp><rdg wit="#B #C">sea</rdg></rdgGrp>'
        "<note>so B</note></app> it</p>"
        '<app loc="2" from="#x"><rdg source="#ed">saw</rdg></app><app><note>only this</note></app>',
        '<x><witness xml:id="A"/><witness xml:id="B"/><witness xml:id="C"/></x>',
    )
    found = [(r.element, r.app, r.quote, r.lemma, r.witnesses, r.start) for r in record.apparatus]
    assert found[:2] == [
        ("lem", "a1", "see", "see", ("A",), 2),
        ("rdg", "a1", "sea", "see", ("B", "C"), None),
    ]
    assert [(r.element, r.at, r.sources, r.note) for r in record.apparatus[1:]] == [
        ("rdg", None, (), "so B"),
        ("rdg", "loc=2 from=#x", ("a.xml#ed",), None),
        ("app", None, (), "only this"),
    ]


def test_a_document_without_any_has_empty_tables() -> None:
    record = small("")
    assert [len(getattr(record, table)) for table in TABLES] == [0] * 10


# Read from the files by eye.


@pytest.mark.shared
def test_an_inscription_is_an_object_with_its_place_and_time() -> None:
    stone = real("isicily/ISic000936.xml")
    (row,) = stone.manuscripts
    assert (row.country, row.settlement, row.repository, row.materials, row.languages) == (
        "Italy", "Siracusa", None, ("stone",), ("grc",),
    )  # fmt: skip
    assert (row.date, row.origin) == ("[0201..0500]", "Sicilia Syracusae Siracusa")
    assert row.origins == ("https://pleiades.stoa.org/places/462503", "https://sws.geonames.org/2523083/")
    assert [division.type for division in stone.divisions] == [
        "edition", "apparatus", "translation", "commentary", "bibliography",
    ]  # fmt: skip
    assert [(r.element, r.note) for r in stone.apparatus] == [("app", "Text of IG")]


@pytest.mark.shared
def test_a_reading_of_an_inscription() -> None:
    rows = real("isicily/ISic002826.xml").apparatus
    assert [(r.element, r.at, r.note, r.quote) for r in rows] == [
        ("app", None, "Meligunìs Lipára XII", ""),
        ("rdg", "loc=1", None, "Ἀφροδισιάς SEG"),
    ]


@pytest.mark.shared
def test_pages_and_stage_directions_of_a_play() -> None:
    play = real("gerdracor/achat-ein-april-scherz.xml")
    assert [row.n for row in play.pages][:5] == ["45", "46", "47", "48", "49"]
    assert [row.quote for row in play.stages][:3] == [
        "Fräulein v. Brodelwitz. Betty.",
        "(Erstere sitzt vor dem Spiegel und läßt sich von Letzterer frisiren.)",
        "(bei Seite).",
    ]
    assert next(row.type for row in play.divisions if row.type == "scene") == "scene"
    for before, after in zip(play.pages, list(play.pages)[1:], strict=False):
        assert before.end is not None and after.start is not None
        assert before.end <= after.start <= before.end + 1  # a newline or space at most


@pytest.mark.shared
def test_an_entry_of_a_dictionary() -> None:
    (entry,) = real("teitest/testbasic.xml").entries
    assert (entry.lemma, entry.forms, len(entry.definitions)) == (
        "pamplemousse", ("pamplemousse", "pampelmous"), 4,
    )  # fmt: skip


@pytest.mark.shared
def test_manuscripts_and_their_works() -> None:
    record = real("teitest/testms.xml")
    first, part, other, rawlinson = list(record.manuscripts)[:4]
    assert (first.settlement, first.idno, first.name) == ("Amiens", "MS 3", "Maurdramnus Bible")
    assert (part.element, part.idno, other.idno) == ("msPart", "MS 6", "MS 7")
    assert (rawlinson.idno, rawlinson.date) == ("MS. Rawlinson poet. 149", "[1450..1475]")
    tales = record.works[0]
    assert (tales.authors, tales.title, tales.manuscript) == (
        ("Geoffrey Chaucer",), "The Canterbury Tales", "MS. Rawlinson poet. 149",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("<bibl><author>A B</author><title>C</title></bibl>", "A B C"),
        ("<bibl>In <hi>x</hi>y, <title>C</title></bibl>", "In xy, C"),
        ("<msDesc><msIdentifier><settlement>S</settlement><idno>1</idno></msIdentifier></msDesc>", "S 1"),
    ],
)
def test_parts_of_a_source_that_touch_are_parted(said: str, source: str) -> None:
    header = f"<fileDesc><sourceDesc>{said}</sourceDesc></fileDesc>"
    assert small("<p>a</p>", header).metadata.source == source


def test_paragraphs_lines_and_notes_are_rows_of_the_text() -> None:
    record = small(
        "<p n='1' xml:id='a'>One <note place='foot' target='#a' resp='#ed'>seen <hi>so</hi></note>.</p>"
        "<lg><l n='5'>arma virum</l><l part='I'>cano</l></lg><ab type='x'>loose</ab>"
        "<listPerson><person><note><p>of a person</p></note></person></listPerson>"
    )
    assert [(r.id, r.element, r.type, r.n, r.quote) for r in record.paragraphs][:2] == [
        ("a", "p", None, "1", "One seen so ."),
        (None, "ab", "x", None, "loose"),
    ]
    assert [(r.element, r.n, r.part, r.quote) for r in record.lines] == [
        ("l", "5", None, "arma virum"),
        ("l", None, "I", "cano"),
    ]
    (note, *_) = record.notes
    assert (note.place, note.targets, note.resp, note.quote) == ("foot", ("a",), "#ed", "seen so")
    for table in (record.paragraphs, record.lines, record.notes):
        assert [row.quote for row in table] == [record.text[row.start : row.end] for row in table]


def test_a_line_reaches_to_the_next_break_of_its_edition_in_its_block() -> None:
    record = small(
        "<ab><lb n='1'/>Dis manibus <lb n='2'/>sac<lb n='3' break='no'/>rum<lb n='x' ed='B'/> est</ab>"
        "<p>no line <lb/>one<lb/></p><lb n='9'/><p>after</p>"
    )
    assert [(row.n, row.edition, row.quote) for row in record.lines] == [
        ("1", None, "Dis manibus"),
        ("2", None, "sac"),
        ("3", None, "rum est"),
        ("x", "B", "est"),
        (None, None, "one"),
        (None, None, ""),
        ("9", None, ""),
    ]
    assert [row.quote for row in record.lines] == [record.text[row.start : row.end] for row in record.lines]


def test_a_note_that_is_no_part_of_the_text_is_told_where_nothing_has_it() -> None:
    header = small(
        "<p>a</p>",
        between="<standOff><note>of nobody</note><listPerson><person><note>known</note></person></listPerson>"
        "</standOff>",
    )
    assert not header.notes
    assert ("note", 1) in [tuple(each) for each in header.unread]

"""Export → edit → import: only what was edited changes, and what no longer fits is refused."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tei_tools import api
from tei_tools.errors import UnreadableError
from tei_tools.exporters import Options
from tei_tools.importing import Imported

SAMPLE = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="visit"><teiHeader><fileDesc>
<titleStmt><title>Visit</title></titleStmt>
<publicationStmt><publisher>Us</publisher></publicationStmt><sourceDesc><p>a &amp; b</p></sourceDesc>
</fileDesc></teiHeader><standOff>
<listPerson>
  <person xml:id="p1"  sex='f'>
    <persName>Anna   Berg</persName>
    <birth when="1850"/>
    <idno type="GND">118540238</idno>
  </person>
  <person xml:id="p2"><persName><forename>Karl</forename> <surname>Weiß</surname></persName></person>
  <person xml:id="p3"><persName>=Formel</persName></person>
</listPerson>
<listPlace><place xml:id="w"><placeName>Wien</placeName>
  <location><geo>48,208333 16,373056</geo></location>
  <place xml:id="w1"><placeName><settlement>Wieden</settlement></placeName></place></place>
</listPlace>
<listOrg><org xml:id="o"><orgName>Akademie</orgName><note>n</note></org></listOrg>
</standOff><text><body>
<p>On <date when='1890-03-05' calendar="#g">5 March 1890</date> <persName ref="#p1">Anna</persName> and
<rs ref="#p1 #p2" type="person">the two</rs> saw <persName>the other</persName> in
<placeName ref="#w">Wien</placeName>,
<date>then</date> and <date notBefore="-0050" notAfter="-0040">long ago</date>.</p>
</body></text></TEI>
"""


def tables(tmp_path: Path, source: str = SAMPLE, to: str = "csv") -> Path:
    (tmp_path / "visit.xml").write_bytes(source.encode())
    api.convert([tmp_path / "visit.xml"], [to], tmp_path / to)
    return tmp_path / to


def edit(folder: Path, table: str, row: str, **cells: str) -> Path:
    """Change cells of the row whose id or words are ``row``."""
    path = folder / f"{table}.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    for each in rows:
        if row in (each["id"], each.get("quote")):
            each |= cells
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def brought(tmp_path: Path, *given: Path, **options: object) -> Imported:
    return next(api.import_tables(given, [tmp_path / "visit.xml"], **options))  # type: ignore[arg-type]


@pytest.mark.parametrize("to", ["csv", "jsonld"])
def test_without_an_edit_no_byte_changes(tmp_path: Path, to: str) -> None:
    folder = tables(tmp_path, to=to)
    done = brought(tmp_path, *([folder] if to == "csv" else folder.glob("*.jsonld")))
    assert done.refused == ()
    assert done.edits == ()
    assert done.content() == SAMPLE.encode()
    assert done.diff() == ""


def one_edit(before: str, after: str, done: Imported, source: str = SAMPLE) -> None:
    assert done.refused == ()
    assert source.count(before) == 1
    assert done.content().decode() == source.replace(before, after)


@pytest.mark.parametrize(
    ("table", "row", "cells", "before", "after"),
    [
        ("persons", "p1", {"name": "Anna Bergs & Co <x>"}, "Anna   Berg<", "Anna Bergs &amp; Co &lt;x&gt;<"),
        ("persons", "p2", {"surname": "Weiss"}, "Weiß", "Weiss"),
        ("persons", "p2", {"name": "Karl Weiss & Co"}, "Weiß", "Weiss &amp; Co"),
        ("persons", "p3", {"name": "'=SUM(1)"}, "=Formel", "=SUM(1)"),
        ("persons", "p1", {"birth": "1851-02"}, 'birth when="1850"', 'birth when="1851-02"'),
        ("persons", "p1", {"same_as": "https://d-nb.info/gnd/118540239"}, "118540238", "118540239"),
        ("places", "w1", {"name": "IV."}, "Wieden", "IV."),
        ("places", "w", {"latitude": "48.21"}, "48,208333 16", "48,21 16"),
        (
            "organisations",
            "o",
            {"same_as": "http://www.wikidata.org/entity/Q299015"},
            "</orgName>",
            '</orgName><idno type="Wikidata">http://www.wikidata.org/entity/Q299015</idno>',
        ),
        ("mentions", "Anna", {"person": "p3"}, 'ref="#p1">Anna', 'ref="#p3">Anna'),
        ("mentions", "Anna", {"person": ""}, ' ref="#p1">Anna', ">Anna"),
        ("mentions", "the other", {"person": "p2"}, "<persName>the", '<persName ref="#p2">the'),
        ("mentions", "Wien", {"place": "w1"}, 'ref="#w">', 'ref="#w1">'),
        ("dates", "5 March 1890", {"edtf": "1890-03-06"}, "when='1890-03-05'", "when='1890-03-06'"),
        ("dates", "then", {"edtf": "1890/1891"}, "<date>", '<date from="1890" to="1891">'),
        ("dates", "long ago", {"edtf": "[-0048..-0039]"}, "-0050", "-0049"),
        ("dates", "long ago", {"edtf": "-0043"}, ' notBefore="-0050" notAfter="-0040"', ' when="-0044"'),
        (
            "dates",
            "then",
            {"edtf": "189X~"},
            "<date>",
            '<date when-custom="189X~" datingMethod="http://id.loc.gov/datatypes/edtf/EDTF">',
        ),
    ],
)
def test_an_edited_cell_changes_its_own_bytes_alone(
    tmp_path: Path, table: str, row: str, cells: dict[str, str], before: str, after: str
) -> None:
    folder = tables(tmp_path)
    edit(folder, table, row, **cells)
    done = brought(tmp_path, folder)
    one_edit(before, after, done)
    # The next export says what the table said, and has nothing to bring back.
    (tmp_path / "visit.xml").write_bytes(done.content())
    api.convert([tmp_path / "visit.xml"], ["csv"], tmp_path / "next")
    asked = next(iter(cells.values()))
    assert asked in (tmp_path / "next" / f"{table}.csv").read_text(encoding="utf-8")
    again = brought(tmp_path, tmp_path / "next")
    assert (again.refused, again.edits) == ((), ())


def test_a_place_without_coordinates_gets_them_behind_its_name(tmp_path: Path) -> None:
    folder = tables(tmp_path)
    edit(folder, "places", "w1", latitude="48.19", longitude="16.37")
    done = brought(tmp_path, folder)
    one_edit(
        "Wieden</settlement></placeName>",
        "Wieden</settlement></placeName><location><geo>48.19 16.37</geo></location>",
        done,
    )


def test_what_is_put_in_before_another_edit_does_not_hide_it(tmp_path: Path) -> None:
    source = SAMPLE.replace('<idno type="GND">118540238</idno>', "")
    folder = tables(tmp_path, source)
    edit(folder, "persons", "p1", same_as="https://d-nb.info/gnd/118540238", birth="1852")
    edit(folder, "places", "w1", name="IV.")
    edit(folder, "places", "w", same_as="https://sws.geonames.org/2761369/")
    done = brought(tmp_path, folder)
    assert done.refused == ()
    assert len(done.changes) == 4
    assert b'</persName>\n    <idno type="GND">https://d-nb.info/gnd/118540238</idno>' in done.content()


def test_one_of_several_pointers_changes_alone(tmp_path: Path) -> None:
    folder = tables(tmp_path)
    path = folder / "mentions.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    second = [row for row in rows if row["quote"] == "the two"][1]
    edit(folder, "mentions", second["id"], person="p3")
    one_edit('ref="#p1 #p2"', 'ref="#p1 #p3"', brought(tmp_path, folder))


@pytest.mark.parametrize(
    ("table", "row", "cells", "why"),
    [
        ("persons", "p2", {"name": "Carl Weiss"}, "in parts"),
        ("persons", "p1", {"birth": "spring"}, "is not EDTF"),
        ("persons", "p1", {"type": "x"}, "the column type is not brought back"),
        ("places", "w", {"latitude": "148"}, "no place on Earth"),
        ("mentions", "Anna", {"person": "p9"}, "nothing has the id 'p9'"),
        ("mentions", "Anna", {"quote": "Hanna", "person": "p2"}, "the words there are 'Anna'"),
        ("dates", "then", {"edtf": "2023-02-30"}, "is not EDTF"),
        ("persons", "p1", {"id": "p77"}, "'p77' is not in"),
        ("persons", "p1", {"name": "a\x01b"}, "U+0001 cannot stand in XML"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_else_applied(
    tmp_path: Path, table: str, row: str, cells: dict[str, str], why: str
) -> None:
    folder = tables(tmp_path)
    edit(folder, table, row, **cells)
    edit(folder, "organisations", "o", name="Academy")
    done = brought(tmp_path, folder)
    assert len(done.refused) == 1
    assert why in done.refused[0]
    assert "\n" not in done.refused[0]
    assert done.content() == SAMPLE.encode()
    part = brought(tmp_path, folder, partial=True)
    assert part.content().decode() == SAMPLE.replace("Akademie", "Academy")


def test_a_file_that_changed_since_the_export_is_refused(tmp_path: Path) -> None:
    folder = tables(tmp_path)
    edit(folder, "organisations", "o", name="Academy")
    (tmp_path / "visit.xml").write_bytes(SAMPLE.replace("saw", "met").encode())
    done = brought(tmp_path, folder)
    assert "no longer the file" in done.refused[0]
    assert done.edits == ()
    assert b"Academy" in brought(tmp_path, folder, partial=True).content()


def test_what_a_spreadsheet_makes_of_a_table_is_no_edit(tmp_path: Path) -> None:
    folder = tables(tmp_path)
    rows = list(csv.reader(io.StringIO((folder / "persons.csv").read_text(encoding="utf-8"), newline="")))
    at = rows[0].index("declared")
    with (folder / "persons.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=";", lineterminator="\n").writerows(
            [
                [cell.upper() if n == at and cell == "true" else cell for n, cell in enumerate(row)]
                for row in rows
            ]
        )
    done = brought(tmp_path, folder / "persons.csv")
    assert (done.refused, done.edits) == ((), ())


def test_an_annotation_of_json_ld_comes_back(tmp_path: Path) -> None:
    folder = tables(tmp_path, to="jsonld")
    path = next(folder.glob("*.jsonld"))
    document = json.loads(path.read_text(encoding="utf-8"))
    for node in document["annotations"]:
        if isinstance(node.get("body"), dict) and node["body"].get("edtfDate") == "1890-03-05":
            node["body"]["edtfDate"] = "1890-03-07"
    path.write_text(json.dumps(document), encoding="utf-8")
    one_edit("'1890-03-05'", "'1890-03-07'", brought(tmp_path, path))


def test_many_edits_take_linear_time(tmp_path: Path) -> None:
    many = "".join(
        f'<date when="{1000 + n % 900}">d{n}</date> <persName ref="#p1">x</persName>' for n in range(3000)
    )
    folder = tables(tmp_path, SAMPLE.replace("<p>On", f"<p>{many}On"))
    path = folder / "dates.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    at = rows[0].index("edtf")
    for row in rows[1:3001]:
        row[at] = "1777"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    done = brought(tmp_path, folder)
    assert done.refused == ()
    assert done.content().count(b'when="1777"') == 3000


SHARED = Path(__file__).parents[2] / ".." / "shared" / "corpus"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the measuring texts are not here")
def test_tables_of_real_files_come_back_without_a_change(tmp_path: Path) -> None:
    folders = sorted(path for path in SHARED.iterdir() if path.is_dir())
    files = [sorted(folder.rglob("*.xml"), key=lambda path: path.stat().st_size)[:3] for folder in folders]
    for number, path in enumerate(path for each in files for path in each):
        folder = tmp_path / str(number)
        try:
            api.convert([path], ["csv"], folder, options=Options(include_restricted=True))
        except UnreadableError:
            continue  # there are files in the corpus that are not TEI
        done = next(api.import_tables([folder], [path]))
        assert (done.refused, done.edits) == ((), ()), path


def test_a_folder_of_json_ld_without_an_edit_changes_no_byte(tmp_path: Path) -> None:
    source = SAMPLE.replace("<p>On", '<p><quote>So</quote> says <ref target="http://a.example/">he</ref>. On')
    folder = tables(tmp_path, source, "jsonld")
    (found,) = api.import_tables([folder], [tmp_path / "visit.xml"])
    assert (found.edits, found.refused) == ((), ())


@pytest.mark.parametrize("to", ["csv", "jsonld"])
def test_two_documents_of_one_identifier_are_not_mixed_up(tmp_path: Path, to: str) -> None:
    (tmp_path / "a.xml").write_bytes(SAMPLE.encode())
    (tmp_path / "b.xml").write_bytes(
        SAMPLE.replace("Anna   Berg", "Ida Moll").replace("1850", "1860").encode()
    )
    files = [tmp_path / "a.xml", tmp_path / "b.xml"]
    api.convert(files, [to], tmp_path / "out", force=True)
    for found in api.import_tables([tmp_path / "out"], files):
        assert (found.edits, found.refused) == ((), ())
    edited = sorted((tmp_path / "out").glob("b.jsonld" if to == "jsonld" else "persons.csv"))[0]
    edited.write_text(edited.read_text().replace("Ida Moll", "Ida Maria Moll"))
    first, second = api.import_tables([tmp_path / "out"], files)
    assert (first.edits, first.refused, second.refused) == ((), (), ())
    assert b"Ida Maria Moll" in second.content()


CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus"


@pytest.mark.shared
@pytest.mark.parametrize("to", ["csv", "jsonld"])
@pytest.mark.parametrize("folder", "briefe frushist gerdracor isicily latin tagebuch teitest".split())
def test_export_and_import_of_real_files_change_no_byte(folder: str, to: str, tmp_path: Path) -> None:
    if not CORPUS.is_dir():
        pytest.skip("the measuring texts are not beside the checkout")
    step = {"briefe": 50, "isicily": 50, "tagebuch": 50}.get(folder, 10)
    files = [
        path
        for path in sorted((CORPUS / folder).glob("*.xml"))[::step]
        if path.stat().st_size < 400_000 and b"http://www.tei-c.org/ns/1.0" in path.read_bytes()[:4000]
    ]
    api.convert(files, [to], tmp_path / "out", roots=[str(CORPUS / folder)], on_fault=lambda fault: None)
    for path in files:
        try:
            found = list(api.import_tables([tmp_path / "out"], [path], roots=[str(CORPUS / folder)]))
        except UnreadableError:
            continue
        assert [(each.name, each.edits, each.refused) for each in found] == [(found[0].name, (), ())]


def test_variants_and_sex_and_country_come_back(tmp_path: Path) -> None:
    source = SAMPLE.replace(
        "<persName>Anna   Berg</persName>", "<persName>Anna   Berg</persName><persName>Anny</persName>"
    ).replace("<location><geo>", "<location><country>Austria</country><geo>")
    folder = tables(tmp_path, source)
    edit(folder, "persons", "p1", variants="Annerl|A. Berg", sex="F")
    edit(folder, "persons", "p2", sex="m")
    edit(folder, "places", "w", country="Österreich")
    (found,) = api.import_tables([folder], [tmp_path / "visit.xml"])
    assert found.refused == ()
    made = found.content().decode()
    assert made == source.replace(
        ">Anny</persName>", ">Annerl</persName><persName>A. Berg</persName>"
    ).replace("sex='f'", "sex='F'").replace(
        "<surname>Weiß</surname></persName>", '<surname>Weiß</surname></persName><sex value="m"/>'
    ).replace("Austria", "Österreich")


def test_variants_countries_and_numbers_are_taken_away(tmp_path: Path) -> None:
    source = (
        SAMPLE.replace(
            "<persName>Anna   Berg</persName>",
            "<persName>Anna</persName>\n    <persName>Anny</persName> <!-- so -->\n"
            "    <persName>An</persName>",
        )
        .replace("<location><geo>", "<location><country>Austria</country> <geo>")
        .replace("<note>n</note>", "\n  <note>n</note>\n")
    )
    folder = tables(tmp_path, source)
    edit(folder, "persons", "p1", variants="An", same_as="", identifiers="")
    edit(folder, "places", "w", country="")
    edit(folder, "organisations", "o", note="")
    done = brought(tmp_path, folder)
    assert done.refused == ()
    assert done.content().decode() == source.replace("\n    <persName>Anny</persName>", "").replace(
        "<country>Austria</country>", ""
    ).replace('\n    <idno type="GND">118540238</idno>', "").replace("\n  <note>n</note>", "")
    assert "-    <persName>Anny</persName>" in done.diff()


def test_a_variant_that_something_points_at_is_not_taken_away(tmp_path: Path) -> None:
    source = SAMPLE.replace(
        "<persName>Anna   Berg</persName>", '<persName>A</persName><persName xml:id="b">B</persName>'
    ).replace('ref="#p1 #p2"', 'ref="#p1 #p2" corresp="#b"')
    folder = tables(tmp_path, source)
    edit(folder, "persons", "p1", variants="")
    done = brought(tmp_path, folder)
    assert done.edits == ()
    assert "something points at its xml:id 'b'" in done.refused[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<location><geo>", "<location><country>Österreich</country><geo>"),
        ("\n  <location><geo>48,208333 16,373056</geo></location>", None),
    ],
)
def test_a_country_that_is_new_stands_in_the_location(tmp_path: Path, before: str, after: str | None) -> None:
    source = SAMPLE if after else SAMPLE.replace(before, "")
    folder = tables(tmp_path, source)
    edit(folder, "places", "w", country="Österreich")
    done = brought(tmp_path, folder)
    assert done.refused == ()
    new = "<placeName>Wien</placeName><location><country>Österreich</country></location>"
    assert done.content().decode() == (
        source.replace(before, after) if after else source.replace("<placeName>Wien</placeName>", new, 1)
    )


LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="visit"><teiHeader><fileDesc>
<titleStmt><title>L</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc>
</fileDesc><profileDesc><correspDesc>
  <correspAction type="sent">
    <persName ref="#a">Anna</persName><persName ref='#k'>Karl &amp; Co</persName>
    <placeName ref="#w">Wien</placeName> <date when="1890-05-03">3. Mai</date>
  </correspAction>
  <correspAction type="received"><persName><surname>Gruß</surname>,
    <forename>Otto</forename></persName></correspAction>
  <correspAction type="forwarded"/>
</correspDesc></profileDesc></teiHeader><standOff>
<listPerson><person xml:id="a"><persName>Anna</persName></person>
<person xml:id="k"><persName>Karl</persName></person>
<listRelation type="personal">
  <relation name="spouse" mutual="#a  #k"/>
  <relation active='#a' passive="https://d-nb.info/gnd/118540238" type="social"
    from="1890"><desc>taught</desc></relation>
  <relation xml:id="r3" ref="https://example.org/knows" active="#k" passive="#a"/>
</listRelation></listPerson>
<listPlace><place xml:id="w"><placeName>Wien</placeName></place>
<place xml:id="g"><placeName>Graz</placeName></place></listPlace>
</standOff><text><body><p>x</p></body></text></TEI>
"""


@pytest.mark.parametrize(
    ("row", "cells", "before", "after"),
    [
        (0, {"name": "Anna B"}, ">Anna</persName><persName ref", ">Anna B</persName><persName ref"),
        (1, {"name": "Karl & Sohn"}, "Karl &amp; Co", "Karl &amp; Sohn"),
        (1, {"person": "a"}, "ref='#k'", "ref='#a'"),
        (2, {"name": "Groß, Otto"}, "<surname>Gruß<", "<surname>Groß<"),
        (2, {"person": "k"}, "<persName><surname>", '<persName ref="#k"><surname>'),
        (2, {"edtf": "1890-05~"}, "</persName></correspAction>",
         '</persName><date when-custom="1890-05~" datingMethod="http://id.loc.gov/datatypes/edtf/EDTF"/></correspAction>'),
        (2, {"place_name": "Graz"}, "</persName></correspAction>",
         "</persName><placeName>Graz</placeName></correspAction>"),
        (2, {"action": "answered"}, '"received"', '"answered"'),
        (3, {"name": "Eva"}, '<correspAction type="forwarded"/>',
         '<correspAction type="forwarded"><persName>Eva</persName></correspAction>'),
    ],
)  # fmt: skip
def test_an_edited_letter_changes_its_own_bytes_alone(
    tmp_path: Path, row: int, cells: dict[str, str], before: str, after: str
) -> None:
    folder = tables(tmp_path, LETTER)
    edit_at(folder, "letters", [row], **cells)
    one_edit(before, after, brought(tmp_path, folder), LETTER)
    again = brought_again(tmp_path, folder / "letters.csv")
    assert (again.edits, again.refused) == ((), ())


@pytest.mark.parametrize(
    ("cells", "before", "after"),
    [
        ({"edtf": "1890-06"}, 'when="1890-05-03"', 'when="1890-06"'),
        ({"edtf": "1890-05-03/1890-05-04"}, ' when="1890-05-03"', ' from="1890-05-03" to="1890-05-04"'),
        ({"date_quote": "4. Mai"}, "3. Mai", "4. Mai"),
        ({"place_name": "Graz"}, '"#w">Wien', '"#w">Graz'),
        (
            {"place": "g"},
            '<placeName ref="#w">Wien</placeName> <date',
            '<placeName ref="#g">Wien</placeName> <date',
        ),
        ({"action": "written"}, '"sent"', '"written"'),
    ],
)
def test_what_the_rows_of_an_action_share_is_changed_in_all_of_them(
    tmp_path: Path, cells: dict[str, str], before: str, after: str
) -> None:
    folder = tables(tmp_path, LETTER)
    edit_at(folder, "letters", [0], **cells)
    half = brought(tmp_path, folder)
    assert half.edits == ()
    assert "the rows of one action differ" in half.refused[0]
    edit_at(folder, "letters", [0, 1], **cells)
    one_edit(before, after, brought(tmp_path, folder), LETTER)
    again = brought_again(tmp_path, folder / "letters.csv")
    assert (again.edits, again.refused) == ((), ())


@pytest.mark.parametrize(
    ("row", "cells", "before", "after"),
    [
        (0, {"name": "siblings"}, 'name="spouse"', 'name="siblings"'),
        (0, {"mutual": "a"}, 'mutual="#a  #k"', 'mutual="#a"'),
        (0, {"type": "family"}, 'mutual="#a  #k"', 'mutual="#a  #k" type="family"'),
        (0, {"date": "1885/.."}, 'mutual="#a  #k"', 'mutual="#a  #k" from="1885"'),
        (
            0,
            {"words": "since long"},
            'mutual="#a  #k"/>',
            'mutual="#a  #k"><desc>since long</desc></relation>',
        ),
        (1, {"words": "taught him"}, "taught", "taught him"),
        (1, {"active": "a k"}, "active='#a'", "active='#a #k'"),
        (1, {"passive": "k"}, "https://d-nb.info/gnd/118540238", "#k"),
        (1, {"date": "1890/1893"}, 'from="1890"', 'from="1890" to="1893"'),
        (1, {"name": "teacher"}, 'from="1890"', 'from="1890" name="teacher"'),
        (2, {"name": "https://example.org/loves"}, "knows", "loves"),
        (2, {"active": "a", "passive": "k"}, 'active="#k" passive="#a"', 'active="#a" passive="#k"'),
    ],
)
def test_an_edited_relation_changes_its_own_bytes_alone(
    tmp_path: Path, row: int, cells: dict[str, str], before: str, after: str
) -> None:
    folder = tables(tmp_path, LETTER)
    edit_at(folder, "relations", [row], **cells)
    one_edit(before, after, brought(tmp_path, folder), LETTER)
    again = brought_again(tmp_path, folder / "relations.csv")
    assert (again.edits, again.refused) == ((), ())


@pytest.mark.parametrize(
    ("table", "row", "cells", "why"),
    [
        ("relations", 1, {"active": "nobody"}, "nothing has the id 'nobody'"),
        ("relations", 1, {"date": "soon"}, "is not EDTF"),
        ("relations", 0, {"type": ""}, "that of the list"),
        ("relations", 2, {"id": "r4"}, "is not in"),
        ("letters", 2, {"name": "Groß, Emil"}, "in parts"),
        ("letters", 2, {"name": ""}, "cannot be empty"),
        ("letters", 3, {"person": "a"}, "has no participant"),
        ("letters", 2, {"place": "w"}, "has no place"),
        ("letters", 2, {"person": "a", "organisation": "k"}, "two columns say who"),
        ("letters", 2, {"edtf": "1890-13"}, "is not EDTF"),
    ],
)
def test_what_does_not_fit_a_letter_or_a_relation_is_refused(
    tmp_path: Path, table: str, row: int, cells: dict[str, str], why: str
) -> None:
    folder = tables(tmp_path, LETTER)
    edit_at(folder, table, [row], **cells)
    done = brought(tmp_path, folder)
    assert done.edits == ()
    assert why in " ".join(done.refused)
    assert done.content().decode() == LETTER


def test_an_edit_of_a_table_that_is_not_brought_back_is_refused(tmp_path: Path) -> None:
    source = SAMPLE.replace("<date>then</date>", "<date>then</date> <said>no</said>")
    folder = tables(tmp_path, source)
    edit(folder, "quotations", "no", quote="yes")
    done = brought(tmp_path, folder)
    assert done.edits == ()
    assert "the column quote is not brought back; these are: none of quotations" in done.refused[0]


def test_an_edit_of_what_the_header_says_is_refused(tmp_path: Path) -> None:
    folder = tables(tmp_path)
    edit_at(folder, "documents", [0], title="Another visit")
    done = brought(tmp_path, folder)
    assert done.edits == ()
    assert "the column title is not brought back: edit the file itself" in done.refused[0]


def edit_at(folder: Path, table: str, numbers: list[int], **cells: str) -> None:
    """Change cells of rows by their number."""
    path = folder / f"{table}.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    for number in numbers:
        assert set(cells) <= set(rows[number])
        rows[number] |= cells
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def brought_again(tmp_path: Path, table: Path) -> Imported:
    """The same table into what it made."""
    made = brought(tmp_path, table).content()
    assert made != (tmp_path / "visit.xml").read_bytes()
    (tmp_path / "visit.xml").write_bytes(made)
    return brought(tmp_path, table)

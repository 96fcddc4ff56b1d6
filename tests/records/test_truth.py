"""What a specialist expects of letters, plays, inscriptions, dictionaries …: facts of the measuring corpus
(benchmarks/truth.tsv, written down before the program read them), and excerpts of our own in their style.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from tei_tools.records import Record, read

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"


def _truth() -> Any:
    spec = importlib.util.spec_from_file_location("truth", ROOT / "benchmarks" / "truth.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TRUTH = _truth()
# The year 500 without its zero is no W3C date: it is told, its words are kept, and it is not guessed at.
NOT_MET = {("teitest/names-demo-en.xml", "birth")}


@pytest.mark.shared
@pytest.mark.parametrize("file", sorted({fact.file for fact in TRUTH.facts()}))
def test_what_was_expected_of_the_file_is_in_its_record(file: str) -> None:
    if not CORPUS.is_dir():
        pytest.skip("the measuring texts are not beside the checkout")
    misses = [
        fact for fact in TRUTH.facts() if fact.file == file and fact.expected not in TRUTH.found(CORPUS, fact)
    ]
    assert [
        fact for fact in misses if (fact.row != "id=AprBej01") or (file, fact.column) not in NOT_MET
    ] == []


def tei(header: str = "", body: str = "", before: str = "", root: str = "") -> Record:
    return read(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" {root}><teiHeader>{header}</teiHeader>{before}'
        f"<text><body>{body}</body></text></TEI>".encode(),
        name="f/d.xml",
    )


def test_a_letter_that_was_redirected_has_three_actions_and_a_bounded_day_of_arrival() -> None:
    letter = tei(
        """<profileDesc><correspDesc>
        <correspAction type="sent"><persName ref="#a">Moll, Ida</persName><date when="1901-03-04"/>
          <placeName ref="#w">Graz</placeName></correspAction>
        <correspAction type="redirected"><placeName ref="#l">Lunz</placeName></correspAction>
        <correspAction type="received"><persName ref="#b">Roth, Karl</persName>
          <date notBefore="1901-03-05" notAfter="1901-03-09">?</date></correspAction>
        </correspDesc></profileDesc>""",
        before="""<standOff><listPerson><person xml:id="a"><persName>Ida Moll</persName></person>
        <person xml:id="b"><persName>Karl Roth</persName></person></listPerson><listPlace>
        <place xml:id="w"><placeName>Graz</placeName><location><geo>47,07 15,43</geo></location></place>
        <place xml:id="l"><placeName>Lunz</placeName></place></listPlace></standOff>""",
    )
    assert [(row.action, row.entity, row.date, row.place_entity) for row in letter.letters] == [
        ("sent", "a", "1901-03-04", "w"),
        ("redirected", None, None, "l"),
        ("received", "b", "[1901-03-05..1901-03-09]", None),
    ]
    assert letter.metadata.created == "1901-03-04"
    assert (letter.places[0].latitude, letter.places[0].longitude) == ("47.07", "15.43")


def test_an_author_is_who_the_identifiers_beside_the_name_say() -> None:
    play = tei(
        """<fileDesc><titleStmt><title>Ein Stück</title><author><persName><forename>Ida</forename>
        <surname>Moll</surname></persName><idno type="wikidata">Q999999</idno>
        <idno type="pnd">118500001</idno>
        </author></titleStmt></fileDesc>"""
    )
    author = play.metadata.authors[0]
    assert (author.name, author.entity) == ("Ida Moll", "http://www.wikidata.org/entity/Q999999")
    assert [one.uri for one in play.persons[0].authorities] == [
        "http://www.wikidata.org/entity/Q999999",
        "https://d-nb.info/gnd/118500001",
    ]


def test_roles_of_a_cast_list_are_the_persons_who_speak() -> None:
    play = tei(
        body="""<castList><castItem><role xml:id="f">Frau Moll</role><roleDesc>Witwe</roleDesc></castItem>
        <castItem><role xml:id="k">Karl</role></castItem></castList>
        <div type="act"><sp who="#f #k"><speaker>Beide.</speaker><p>Ja!</p></sp></div>"""
    )
    assert [(person.key, person.name, person.declared) for person in play.persons] == [
        ("f", "Frau Moll", True),
        ("k", "Karl", True),
    ]
    assert play.speeches[0].who == ("f", "k")
    assert [row.type for row in play.divisions] == ["act"]


def test_a_day_posted_and_a_day_written_are_told_apart() -> None:
    record = tei(
        """<fileDesc><publicationStmt><date type="created" when="1961-08-31"/>
        <date type="posted" when="2013-12-09"/></publicationStmt></fileDesc>"""
    )
    assert (record.metadata.date, record.metadata.created) == ("2013-12-09", "1961-08-31")


def test_the_country_of_a_place_may_stand_in_its_location() -> None:
    record = tei(
        before="""<standOff><listPlace><place xml:id="p"><placeName>Arles</placeName>
        <placeName>Arelate</placeName>
        <location><country>France</country></location></place></listPlace></standOff>"""
    )
    assert (record.places[0].country, record.places[0].variants) == ("France", ("Arelate",))


def test_an_inscription_has_its_places_its_span_of_years_and_its_material() -> None:
    stone = tei(
        """<fileDesc><sourceDesc><msDesc><msIdentifier><repository>Museum</repository>
        <idno type="inventory">77</idno></msIdentifier><physDesc><objectDesc><supportDesc><support>
        <material>marble</material><objectType>stele</objectType></support></supportDesc></objectDesc></physDesc>
        <history><origin><origPlace><placeName type="ancient" ref="http://pleiades.stoa.org/places/462503"
        >Syracusae</placeName><geo>37.084, 15.276</geo></origPlace>
        <origDate datingMethod="#julian" notBefore-custom="-0300" notAfter-custom="-0001">old</origDate>
        </origin></history></msDesc></sourceDesc></fileDesc>"""
    )
    row = stone.manuscripts[0]
    assert (row.idno, row.form, row.materials, row.date) == ("77", "stele", ("marble",), "[-0299..0000]")
    assert (row.earliest, row.latest) == ("-0299-01-01", "0000-12-31")
    assert row.origins == ("https://pleiades.stoa.org/places/462503",)
    assert (stone.places[0].latitude, stone.places[0].longitude) == ("37.084", "15.276")


def test_readings_of_an_apparatus_name_their_witnesses() -> None:
    text = tei(
        body="""<p>arma <app><lem wit="#A #B">virumque</lem><rdg wit="#C">virosque</rdg></app> cano</p>""",
        before="""<standOff><listWit><witness xml:id="A"/><witness xml:id="B"/><witness xml:id="C"/></listWit>
        </standOff>""",
    )
    assert [(row.element, row.quote, row.witnesses) for row in text.apparatus] == [
        ("lem", "virumque", ("A", "B")),
        ("rdg", "virosque", ("C",)),
    ]


def test_a_dictionary_has_its_headwords_and_translations() -> None:
    book = tei(
        body="""<entry xml:id="e"><form type="lemma"><orth>Haus</orth><pron>haʊs</pron></form>
        <gramGrp><pos>n</pos><gen>neut</gen></gramGrp><sense><def>Bau</def>
        <cit type="translation"><quote>house</quote></cit></sense>
        </entry>"""
    )
    row = book.entries[0]
    assert (row.lemma, row.pronunciations, row.part_of_speech, row.gender, row.translations) == (
        "Haus", ("haʊs",), "n", "neut", ("house",),
    )  # fmt: skip


def test_every_title_of_a_citation_has_a_column() -> None:
    text = tei(
        body="""<listBibl><biblStruct><monogr><title level="m">Briefe</title><title type="sub">Band 2</title>
        <imprint><date>1901</date></imprint></monogr><series><title level="s">Alte Texte</title></series>
        </biblStruct></listBibl>"""
    )
    row = text.references[0]
    assert (row.title, row.other_titles) == ("Briefe", ("Band 2", "Alte Texte"))

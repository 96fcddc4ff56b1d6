"""What a specialist expects in the tables of real documents, read from the files by eye before any run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_tools.records import Record, iter_read, read

CORPUS = Path(__file__).parents[2] / ".." / "shared" / "corpus"

pytestmark = pytest.mark.shared


def real(name: str) -> Record:
    if not CORPUS.is_dir():
        pytest.skip("the measuring texts are not beside the checkout")
    return read(CORPUS / name, name=name)


def test_a_letter_has_its_sender_and_addressee() -> None:
    letter = real("briefe/L00015.xml")
    assert letter.identifier == "L00015"
    assert [(r.action, r.name, r.entity, r.place, r.place_entity, r.date) for r in letter.letters] == [
        ("sent", "Schnitzler, Arthur", "pmb2121", "Wien", "pmb50", "1891-05-23"),
        ("received", "Beer-Hofmann, Richard", "pmb10863", "Brünn", "pmb833", "1891-05-24"),
    ]
    people = {person.key: person for person in letter.persons}
    assert (people["pmb2121"].birth, people["pmb2121"].death) == ("1862-05-15", "1931-10-21")
    assert people["pmb2121"].authorities[0].uri == "https://d-nb.info/gnd/118609807"
    assert letter.metadata.title == "Arthur Schnitzler an Richard Beer-Hofmann, 23.\u00a05.\u00a01891"
    town = next(row for row in letter.mentions if row.quote == "Brünn" and row.start is not None)
    assert (town.element, town.kind, town.entity) == ("rs", "place", "pmb833")


def test_a_place_of_a_letter_has_its_own_coordinates_not_those_of_where_it_lies() -> None:
    places = {place.key: place for place in real("briefe/L00030.xml").places}
    assert (places["pmb213"].name, places["pmb213"].latitude, places["pmb213"].longitude) == (
        "Bad Ischl", "47.71109", "13.61893",
    )  # fmt: skip
    assert "Vindobona" in places["pmb50"].variants


def test_a_play_has_its_speakers_and_relations() -> None:
    play = real("gerdracor/anonym-die-gespenster.xml")
    assert play.identifier == "ger000640"
    first, second = play.speeches[:2]
    assert (first.speaker, first.who) == ("Der ältere Delmas.", ("der_aeltere_delmas",))
    assert (second.speaker, second.who) == ("Die Hofmeisterin.", ("die_hofmeisterin",))
    names = {person.key: person.name for person in play.persons}
    assert names["der_aeltere_delmas"] == "Der ältere Delmas"
    parents = next(row for row in play.relations if row.name == "parent_of")
    assert (parents.active, parents.passive) == (
        ("herr_delmas",),
        ("der_aeltere_delmas", "der_juengere_delmas"),
    )
    assert play.metadata.licence == "https://creativecommons.org/publicdomain/zero/1.0/"


def test_an_inscription_has_its_date_range_and_the_coordinates_of_its_place() -> None:
    stone = real("isicily/ISic000026.xml")
    assert stone.identifier == "ISic000026"
    date = next(row for row in stone.dates if row.element == "origDate")
    assert (date.edtf, date.earliest, date.latest) == ("[0314..0315]", "0314-01-01", "0315-12-31")
    places = {place.name: place for place in stone.places}
    assert (places["Panhormus"].latitude, places["Panhormus"].longitude) == ("38.13205", "13.33561")
    assert places["Panhormus"].authorities[0].uri == "https://pleiades.stoa.org/places/462410"
    assert stone.text.startswith("Restitutori libertatis et fundatori publicae securitatis")
    bare = read(CORPUS / "isicily/ISic000026.xml", reading="diplomatic")
    assert bare.text.startswith("titutori liber")


def test_an_inscription_before_christ_is_a_year_later_in_edtf() -> None:
    stone = real("isicily/ISic000077.xml")
    date = next(row for row in stone.dates if row.element == "origDate")
    assert (date.edtf, date.quote) == ("[-0299..-0100]", "3rd — 2nd century BCE")


def test_a_diary_has_its_day_and_its_persons() -> None:
    day = real("tagebuch/entry__1879-12-31.xml")
    date = next(row for row in day.dates if row.where == "text")
    assert (date.quote, date.edtf) == ("31/12", "1879-12-31")
    fanny = next(row for row in day.mentions if row.quote == "Fanny")
    assert (fanny.id, fanny.kind, fanny.pointer) == ("pNt_00133", "person", "#pmb28359")
    assert fanny.entity == "https://id.acdh.oeaw.ac.at/schnitzler/schnitzler-tagebuch/editions#pmb28359"
    assert day.metadata.authors[0].entity == "https://d-nb.info/gnd/118609807"


def test_a_document_of_state_has_its_dates() -> None:
    document = real("frushist/1957-03-21-kennan-to-leopold.xml")
    assert {row.type: row.edtf for row in document.dates if row.type in ("posted", "created")} == {
        "posted": "2013-12-09",
        "created": "1957-03-21",
    }


def test_a_latin_work_has_its_author_and_speech() -> None:
    work = real("latin/phi0474.phi037.perseus-lat2.xml")
    assert (work.metadata.title, work.metadata.authors[0].name) == ("De Oratore", "M. Tullius Cicero")
    assert work.metadata.licence == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert any(row.quote == "De eis, credo, rebus," for row in work.quotations)


def test_a_corpus_of_the_guidelines_gives_a_record_for_each_document() -> None:
    real("teitest/testbasic.xml")
    records = list(iter_read(CORPUS / "teitest/testcorpus.xml", name="testcorpus.xml"))
    assert [record.metadata.title for record in records] == [
        "A corpus/group test",
        "A corpus test",
        "A corpus test",
    ]


@pytest.mark.parametrize("folder", "briefe frushist gerdracor isicily latin tagebuch teitest".split())
def test_every_row_with_a_place_gives_back_its_words(folder: str) -> None:
    if not CORPUS.is_dir():
        pytest.skip("the measuring texts are not beside the checkout")
    from tei_tools.errors import TeiToolsError

    rows = 0
    for path in sorted((CORPUS / folder).glob("*.xml"))[::13]:
        try:
            records = list(iter_read(path, name=path.name))
        except TeiToolsError:
            continue
        for record in records:
            for table in (record.mentions, record.dates, record.quotations, record.references):
                for row in table:
                    if row.start is not None:
                        assert record.text[row.start : row.end] == row.quote
                        rows += 1
            for speech in record.speeches:
                if speech.speaker and speech.start is not None:
                    assert record.text.startswith(speech.speaker, speech.start)
                    rows += 1
    assert rows > 0

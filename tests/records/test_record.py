"""A record, value by value, from a document of our own that has a little of everything."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest
from lxml import etree

from tei_tools.errors import UnreadableError
from tei_tools.records import Record, iter_read, read, read_tree

SAMPLE = Path(__file__).with_name("sample.xml")
HEAD = '<TEI xmlns="http://www.tei-c.org/ns/1.0"'


@pytest.fixture(scope="module")
def record() -> Record:
    return read(SAMPLE, name="letters/sample.xml")


def small(body: str, header: str = "", attributes: str = "", name: str = "a.xml", after: str = "") -> Record:
    return read(
        f"{HEAD}{attributes}><teiHeader>{header}</teiHeader><text><body>{body}</body>{after}</text></TEI>".encode(),
        name=name,
    )


def test_metadata(record: Record) -> None:
    said = record.metadata
    assert record.identifier == "sample"
    assert said.title == "A letter from the harbour"
    assert [(author.name, author.entity) for author in said.authors] == [("Ada Example", "ada")]
    # The pointer goes on from the name in the header to what that points at.
    assert said.editors[0].entity == "https://orcid.org/0000-0001-2345-6789"
    assert (said.date, said.created, said.publisher, said.language) == (
        "2020",
        "1901-02-03",
        "Example Press",
        "en",
    )
    assert (said.status, said.licence) == ("free", "https://creativecommons.org/licenses/by/4.0/")
    assert said.identifiers == (("DOI", "10.1234/sample"),)
    assert said.source == "MS 7, Harbour"


def test_every_offset_gives_back_the_quote(record: Record) -> None:
    rows = [*record.mentions, *record.dates, *record.quotations, *record.references]
    placed = [row for row in rows if row.start is not None]
    assert len(placed) > 10
    for row in placed:
        assert record.text[row.start : row.end] == row.quote


def test_every_xpath_leads_to_its_element(record: Record) -> None:
    tree = etree.parse(SAMPLE)
    for table in (record.mentions, record.dates, record.quotations, record.references, record.speeches):
        for row in table:
            assert [etree.QName(found).localname for found in tree.xpath(row.xpath)] == [row.element]  # type: ignore


def test_entities(record: Record) -> None:
    people = {person.key: person for person in record.persons}
    ada = people["ada"]
    assert (ada.name, ada.variants, ada.sex, ada.birth) == ("Example, Ada", ("Addie",), "2", "1870")
    assert [(known.scheme, known.uri) for known in ada.authorities] == [
        ("Wikidata", "http://www.wikidata.org/entity/Q99")
    ]
    places = {place.key: place for place in record.places}
    assert (places["port"].latitude, places["port"].longitude) == ("41.15", "-8.61")
    assert places["moon"].latitude is None
    assert places["https://sws.geonames.org/2735943/"].declared is False
    assert [(body.key, body.name) for body in record.organisations] == [("guild", "The Guild")]


def test_mentions_have_their_kind_and_entity(record: Record) -> None:
    found = [
        (row.quote, row.kind, row.entity)
        for row in record.mentions
        if row.where == "text" and row.start is not None
    ]
    assert found == [
        ("Ben", "person", "ben"),
        ("I", "person", "ada"),
        ("Porto", "place", "https://sws.geonames.org/2735943/"),
        ("the Guild", "organisation", None),
        ("both", "person", "ada"),
        ("both", "person", "ben"),
        ("Argo", "other", None),
        ("Ada", "person", "ada"),
        ("nobody", "person", "letters/sample.xml#nobody"),
        ("Oporto", "place", "port"),
    ]


def test_a_mention_that_the_reading_leaves_out_has_a_row_without_a_place(record: Record) -> None:
    left_out = [row for row in record.mentions if row.quote == "B."]
    assert [(row.start, row.entity, row.where) for row in left_out] == [(None, "ben", "text")]
    diplomatic = read(SAMPLE, reading="diplomatic")
    assert [row.start is None for row in diplomatic.mentions if row.quote == "B."] == [False]


def test_dates(record: Record) -> None:
    found = {row.quote: row for row in record.dates}
    assert found["spring"][6:10] == ("1901-21", "1901-03-01", "1901-05-31", "edtf")
    assert (found["that day"].edtf, found["that day"].raw) == (None, "when=1901-02-30")
    assert (found["1900"].edtf, found["1900"].method) == ("1900", "content")


def test_quotations_and_references(record: Record) -> None:
    said, quoted = record.quotations
    assert (said.element, said.quote, said.speakers, said.direct) == ("said", "Come soon", ("ben",), "true")
    assert (quoted.quote, quoted.sources) == ("Sing, muse", ("b1",))
    assert quoted.citation is not None and quoted.citation.startswith("Homer, Odyssey")
    work = next(row for row in record.references if row.id == "b1")
    assert (work.authors, work.title, work.level, work.date, work.pages, work.target) == (
        ("Homer",), "Odyssey", "m", "1900", "1", "https://example.org/od",
    )  # fmt: skip


def test_letters_have_a_row_for_each_participant(record: Record) -> None:
    assert [(row.action, row.name, row.entity, row.place, row.date) for row in record.letters] == [
        ("sent", "Ada Example", "ada", "Porto", "1901-02-03"),
        ("sent", "the Guild", "guild", "Porto", "1901-02-03"),
        ("received", "Unknown Friend", None, None, None),
    ]


def test_speeches_and_relations(record: Record) -> None:
    speech = record.speeches[0]
    assert (speech.speaker, speech.who, record.text[speech.start : speech.end]) == (
        "ADA.",
        ("ada",),
        "ADA.\nAhoy",
    )
    assert [(row.name, row.mutual) for row in record.relations] == [("friend", ("ada", "ben"))]


def test_what_was_not_understood_is_told(record: Record) -> None:
    told = {warning.code: warning for warning in record.warnings}
    assert set(told) == {"TEI-REC-001", "TEI-REC-002", "TEI-REC-003", "TEI-REC-005"}
    assert "#nobody" in told["TEI-REC-001"].example
    assert "ada" in told["TEI-REC-002"].example
    assert "1901-02-30" in told["TEI-REC-003"].example
    assert "100 200" in told["TEI-REC-005"].example


def test_a_record_goes_to_another_process_as_it_is(record: Record) -> None:
    assert pickle.loads(pickle.dumps(record)) == record  # noqa: S301


def test_a_table_is_rows_and_columns(record: Record) -> None:
    assert record.persons.column("key") == [person.key for person in record.persons]
    assert len(record.mentions[:2]) == 2
    assert record.mentions[-1] == list(record.mentions)[-1]


def test_an_unrelated_paragraph_changes_no_key() -> None:
    one = small(
        "<p><persName ref='#x'>A</persName></p>",
        after="<back><listPlace><place><placeName>Q</placeName></place></listPlace></back>",
    )
    two = small(
        "<p>new</p><p><persName ref='#x'>A</persName></p>",
        after="<back><listPlace><place><placeName>Q</placeName></place></listPlace></back>",
    )
    assert [entity.key for entity in one.entities()] == [entity.key for entity in two.entities()]
    assert one.identifier == two.identifier == "a"


def test_local_ids_of_different_files_are_never_the_same() -> None:
    first = small("<p><persName ref='#x'>A</persName></p>", name="one.xml")
    second = small("<p><persName ref='#x'>A</persName></p>", name="two.xml")
    assert first.mentions[0].entity != second.mentions[0].entity
    beside = small("<p><persName ref='../reg/p.xml#x'>A</persName></p>", name="letters/one.xml")
    assert beside.mentions[0].entity == "reg/p.xml#x"


def test_xml_base_is_what_other_files_are_found_by_and_a_fragment_is_this_document() -> None:
    base = ' xml:base="https://example.org/ed/"'
    found = small(
        "<p xml:id='here'><rs ref='p.xml#x'>A</rs><rs ref='#gone'>B</rs><rs ref='#here'>C</rs></p>",
        attributes=base,
    )
    assert found.mentions.column("entity") == [
        "https://example.org/ed/p.xml#x",
        "https://example.org/ed/#gone",
        "here",
    ]
    inner = small("<div xml:base='https://a.org/x/'><p xml:base='y/'><rs ref='z#q'>A</rs></p></div>")
    assert inner.mentions.column("entity") == ["https://a.org/x/y/z#q"]


def test_the_machines_paths_are_in_no_identifier() -> None:
    assert small("<p/>", name="/home/someone/secret/a.xml").identifier == "a"
    assert small("<p/>", name="C:\\Users\\someone\\a.xml").identifier == "a"


def test_tei_without_namespace_and_p4() -> None:
    p4 = (
        b"<TEI.2 id='d1'><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc></teiHeader>"
        b"<text lang='la'><body><p><name type='place' key='tgn,7000874'>Roma</name></p></body></text></TEI.2>"
    )
    found = read(p4, name="x.xml")
    assert (found.identifier, found.metadata.title, found.metadata.language) == ("d1", "T", "la")
    assert found.mentions[0].kind == "place"
    assert found.mentions[0].entity == "http://vocab.getty.edu/tgn/7000874"


def test_a_corpus_gives_one_record_a_document_with_the_corpus_register() -> None:
    one = (
        '<TEI xml:id="d%d"><teiHeader/><text><body><p><persName ref="#p">P</persName></p></body></text></TEI>'
    )
    corpus = (
        '<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><profileDesc><particDesc><listPerson>'
        '<person xml:id="p"><persName>Petra</persName></person>'
        '<person xml:id="q"><persName>Q</persName></person>'
        f"</listPerson></particDesc></profileDesc></teiHeader>{one % 1}{one % 2}</teiCorpus>"
    ).encode()
    records = list(iter_read(corpus, name="c.xml"))
    assert [found.identifier for found in records] == ["d1", "d2"]
    assert [[person.name for person in found.persons] for found in records] == [["Petra"], ["Petra"]]
    assert read(corpus, name="c.xml").warnings[-1].code == "TEI-REC-007"


def test_what_is_not_tei_is_refused_in_one_line() -> None:
    with pytest.raises(UnreadableError, match=re.escape("x.xml: is not TEI: its root element is article")):
        read(b"<article/>", name="x.xml")


def test_coordinates_beside_a_place_name_are_that_places() -> None:
    found = small(
        "<p/>",
        header="<sourceDesc><origPlace><placeName ref='https://pleiades.stoa.org/places/1'>P</placeName>"
        "<geo>38.1, 13.3</geo></origPlace></sourceDesc>",
    )
    assert [(place.name, place.latitude, place.longitude) for place in found.places] == [
        ("P", "38.1", "13.3")
    ]


def test_doubled_ids_nested_names_and_right_to_left_text() -> None:
    found = small(
        "<p><persName xml:id='a'>שלום <placeName xml:id='a'>Vienna</placeName></persName> e\u0301</p>"
    )
    assert [(row.quote, row.start, row.end) for row in found.mentions] == [
        ("שלום Vienna", 0, 11),
        ("Vienna", 5, 11),
    ]
    assert [warning.code for warning in found.warnings] == ["TEI-REC-006"]


def test_a_pattern_that_would_never_end_is_not_tried() -> None:
    header = (
        "<encodingDesc><listPrefixDef><prefixDef ident='x' matchPattern='(a+)+b' replacementPattern='#$1'/>"
        "</listPrefixDef></encodingDesc>"
    )
    found = small(f"<p><rs ref='x:{'a' * 5000}'>A</rs></p>", header=header)
    assert found.mentions[0].entity == "x:" + "a" * 5000


def test_many_children_and_many_names_take_linear_time() -> None:
    import time

    def seconds(number: int) -> float:
        body = "<p>" + "<persName ref='#p'>A</persName> <date when='1990'/> " * number + "</p>"
        begun = time.process_time()
        small(body)
        return time.process_time() - begun

    seconds(100)
    assert seconds(40_000) < 25 * seconds(4_000) + 0.5


def test_read_tree_takes_a_parsed_document() -> None:
    tree = etree.parse(SAMPLE)
    assert read_tree(tree, "letters/sample.xml", "0" * 64).text == read(SAMPLE).text

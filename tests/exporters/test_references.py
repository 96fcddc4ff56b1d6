"""CSL-JSON, BibTeX and RIS, read again by citeproc-py, bibtexparser and rispy."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from importlib import resources
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_tools.exporters import bibtex, csl
from tei_tools.exporters._works import Name, Work, name_parts
from tei_tools.records import Record

bibtexparser = pytest.importorskip("bibtexparser")
rispy = pytest.importorskip("rispy")
WORKS = """<listBibl>
<biblStruct xml:id="b1"><analytic>
  <author><persName><forename>Ada</forename> <surname>Example</surname></persName></author>
  <title level="a">On Harbours &amp; 50% of {Ships}</title>
  <idno type="DOI">https://doi.org/10.1234/ab_c</idno></analytic>
  <monogr><title level="j">Journal of Ports</title><idno type="ISSN">1234-5678</idno>
  <imprint><date when="1987-05">May 1987</date><biblScope unit="volume">12</biblScope>
  <biblScope unit="issue">3</biblScope><biblScope unit="page" from="10" to="20">10–20</biblScope></imprint>
  </monogr>
</biblStruct>
<biblStruct xml:id="b2"><monogr><author>Charles de Gaulle</author><editor>Academy of Sciences</editor>
  <title level="m">Mémoires</title><imprint><pubPlace>Paris</pubPlace><publisher>Plon</publisher>
  <date notBefore="1954" notAfter="1959"/></imprint></monogr></biblStruct>
<bibl xml:id="b3">Letter in a box, without title, <date when="-0050"/></bibl>
</listBibl>"""


@pytest.fixture(scope="module")
def records(small: Callable[..., Record]) -> list[Record]:
    licence = "<licence target='https://creativecommons.org/licenses/by/4.0/'/>"
    right = f"<availability status='free'>{licence}</availability>"
    body = f"<p>See <bibl corresp='#b1'>Example 1987</bibl>, <ref target='http://x.org/'>x</ref>.</p>{WORKS}"
    return [small(body, "one", right), small(WORKS, "two")]


@pytest.fixture(scope="module")
def items(written: Any, records: list[Record]) -> list[dict[str, Any]]:
    return json.loads(written("csl", records)["references.json"])  # type: ignore[no-any-return]


def schema() -> Any:
    said = json.loads((resources.files("tei_tools.schemas") / "csl.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(said)
    return jsonschema.Draft202012Validator(said)


def test_each_work_is_there_once_with_its_parts(items: list[dict[str, Any]]) -> None:
    assert [error.message for error in schema().iter_errors(items)] == []
    article, book, letter = items
    assert article["title"] == "On Harbours & 50% of {Ships}"
    assert article["author"] == [{"family": "Example", "given": "Ada"}]
    assert (article["type"], article["container-title"]) == ("article-journal", "Journal of Ports")
    assert (article["volume"], article["issue"], article["page"]) == ("12", "3", "10-20")
    assert (article["DOI"], article["ISSN"]) == ("10.1234/ab_c", "1234-5678")
    assert article["issued"] == {"date-parts": [[1987, 5]]}
    assert article["custom"]["documents"] == ["urn:x-tei:one", "urn:x-tei:two"]
    assert book["author"] == [{"family": "de Gaulle", "given": "Charles"}]
    assert book["editor"] == [{"literal": "Academy of Sciences"}]
    assert book["issued"] == {"date-parts": [[1954], [1959]], "circa": True}
    assert letter["note"].startswith("Letter in a box")
    assert letter["issued"] == {"date-parts": [[-50]]}


def test_citeproc_makes_a_bibliography_of_it(items: list[dict[str, Any]]) -> None:
    citeproc = pytest.importorskip("citeproc")
    from citeproc.source.json import CiteProcJSON

    source = CiteProcJSON(items)
    style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
    shown = citeproc.CitationStylesBibliography(style, source, citeproc.formatter.plain)
    for item in items:
        shown.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
    lines = [str(line) for line in shown.bibliography()]
    assert any("Example, A" in line and "1987" in line and "Journal of Ports" in line for line in lines)
    assert any("de Gaulle" in line and "Plon" in line for line in lines)


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("1987", {"date-parts": [[1987]]}),
        ("1987-05-03", {"date-parts": [[1987, 5, 3]]}),
        ("1987-22", {"date-parts": [[1987]], "season": 2}),
        ("1987-33", {"date-parts": [[1987]]}),
        ("1987~", {"date-parts": [[1987]], "circa": True}),
        ("1980/1987-05", {"date-parts": [[1980], [1987, 5]]}),
        ("0000", {"date-parts": [[-1]]}),
        ("198X", {"date-parts": [[1980], [1989]], "circa": True}),
        ("[1980..]", {"literal": "[1980..]"}),
        ("1980/..", {"literal": "1980/.."}),
        ("1987-05-03T10:00:00", {"date-parts": [[1987, 5, 3]]}),
    ],
)
def test_dates_of_csl(edtf: str, expected: dict[str, Any]) -> None:
    assert csl.date(edtf) == expected
    assert not list(schema().iter_errors([{**ITEM, "issued": expected}]))


ITEM = {
    "id": "urn:x",
    "type": "book",
    "citation-key": "a-00000000",
    "title": "T",
    "custom": {"documents": ["urn:d"]},
}
BREAKS: dict[str, Callable[[dict[str, Any]], object]] = {
    "no id": lambda item: item.pop("id"),
    "no type": lambda item: item.pop("type"),
    "a type of no one's": lambda item: item.update(type="Book"),
    "nothing said": lambda item: [item.pop(key, None) for key in ("title", "author", "URL", "DOI", "note")],
    "an author as text": lambda item: item.update(author=["Ada"]),
    "an author without name": lambda item: item.update(author=[{}]),
    "an author of two kinds": lambda item: item.update(
        author=[{"literal": "a", "family": "b", "given": "c"}]
    ),
    "year nought": lambda item: item.update(issued={"date-parts": [[0]]}),
    "month 13": lambda item: item.update(issued={"date-parts": [[1987, 13]]}),
    "a date as text": lambda item: item.update(issued="1987"),
    "an address of a DOI": lambda item: item.update(DOI="https://doi.org/10.1/x"),
    "a URL that is none": lambda item: item.update(URL="x.org"),
    "an empty title": lambda item: item.update(title=""),
    "a member of no one's": lambda item: item.update(journal="x"),
    "rights of no document": lambda item: item["custom"].update(rights=[{"status": "free"}]),
    "rights that say nothing": lambda item: item["custom"].update(rights=[{"documents": ["urn:d"]}]),
    "no document": lambda item: item["custom"].update(documents=[]),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_the_schema_of_csl_refuses(items: list[dict[str, Any]], broken: str) -> None:
    changed = copy.deepcopy(items)
    BREAKS[broken](changed[0])
    assert list(schema().iter_errors(changed))


def test_the_rights_of_the_documents_that_cite_a_work_go_with_it(
    written: Any, records: list[Record], items: list[dict[str, Any]], small: Callable[..., Record]
) -> None:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    one, two = items[0]["custom"]["documents"]
    assert items[0]["custom"]["rights"] == [{"status": "free", "licence": licence, "documents": [one]}]
    closed = small(WORKS, "three", "<availability status='unknown'><p>Ask us</p></availability>")
    again = small(WORKS, "four", "<availability status='unknown'><p>Ask us</p></availability>")
    work = json.loads(written("csl", [*records, closed, again])["references.json"])
    assert [error.message for error in schema().iter_errors(work)] == []
    assert [(right.get("words"), len(right["documents"])) for right in work[0]["custom"]["rights"]] == [
        (None, 1),
        ("Ask us", 2),
    ]
    first, *_ = rispy.loads(written("ris", records)["references.ris"].decode())
    assert first["custom1"] == f"Rights: free {licence} ({one})"
    assert two not in first["custom1"]


def test_bibtexparser_reads_every_entry(written: Any, records: list[Record]) -> None:
    data = written("bibtex", records)["references.bib"].decode()
    library = bibtexparser.parse_string(data)
    assert library.failed_blocks == []
    article, book, letter = library.entries
    fields = {name: field.value for name, field in article.fields_dict.items()}
    assert article.entry_type == "article" and article.key.startswith("example1987-")
    assert fields["author"] == "Example, Ada"
    assert fields["title"] == r"On {Harbours} \& 50\% of \textbraceleft{}Ships\textbraceright{}"
    assert (fields["journal"], fields["pages"], fields["date"]) == ("Journal of {Ports}", "10--20", "1987-05")
    assert fields["doi"] == "10.1234/ab_c"
    assert book.fields_dict["editor"].value == "{Academy of Sciences}"
    assert book.fields_dict["year"].value == "1954"
    assert letter.entry_type == "misc"
    assert "% rights: free https://creativecommons.org/licenses/by/4.0/" in data


def test_rispy_reads_every_entry(written: Any, records: list[Record]) -> None:
    data = written("ris", records)["references.ris"].decode()
    article, book, letter = rispy.loads(data)
    assert (article["type_of_reference"], article["authors"]) == ("JOUR", ["Example, Ada"])
    assert (article["start_page"], article["end_page"], article["year"]) == ("10", "20", "1987")
    assert article["secondary_title"] == "Journal of Ports" and article["doi"] == "10.1234/ab_c"
    assert (book["type_of_reference"], book["publisher"]) == ("BOOK", "Plon")
    assert letter["notes"][0].startswith("Letter in a box")
    assert data.replace("\r\n", "").find("\n") == -1


def work(**said: Any) -> Work:
    empty = dict.fromkeys(Work._fields)
    return Work(**{**empty, "iri": "urn:x", "key": "k", "kind": "book", "authors": (), "editors": (), **said})


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])))
def test_no_words_break_bibtex(words: str) -> None:
    entry = bibtex.entry(
        work(title=f"a {words}", authors=(Name(words or "x", words),), url=f"http://{words}")
    )
    library = bibtexparser.parse_string(entry + "\n@book{next, title = {b}}\n")
    assert [found.key for found in library.entries] == ["k", "next"]
    assert library.failed_blocks == []


@pytest.mark.parametrize(
    ("words", "family"),
    [
        ("Example, Ada", "Example"),
        ("Ada Example", "Example"),
        ("Ludwig van Beethoven", "van Beethoven"),
        ("J. S. Bach", "Bach"),
        ("University of Vienna", "University of Vienna"),
        ("Homer", "Homer"),
        ("Ada and Ben Example", "Ada and Ben Example"),
        ("the editors of this volume here", "the editors of this volume here"),
        ("Homer,", "Homer,"),
    ],
)
def test_names_are_parted_only_where_it_is_plain(words: str, family: str) -> None:
    assert name_parts(words).family == family


@pytest.mark.parametrize("name", ["csl", "bibtex", "ris"])
def test_restricted_documents_stay_out_bytes_and_memory_stay_the_same(
    written: Any, records: list[Record], small: Callable[..., Record], grows: Any, name: str
) -> None:
    hidden = small(WORKS, "d", '<availability status="restricted"><p/></availability>')
    assert b"Harbours" not in next(iter(written(name, [hidden]).values()))
    assert written(name, records) == written(name, records)
    body = "<p>" + "many words " * 20_000 + "</p>"
    assert (
        grows(name, lambda place: small(f"{body}<p><bibl><title>T{place}</title></bibl></p>", f"d{place}"))
        < 1.5
    )


@pytest.mark.shared
def test_real_references_are_read_by_all(written: Any, real: list[Record]) -> None:
    items = json.loads(written("csl", real, include_restricted=True)["references.json"])
    assert [error.message for error in schema().iter_errors(items)][:3] == []
    library = bibtexparser.parse_string(
        written("bibtex", real, include_restricted=True)["references.bib"].decode()
    )
    assert len(library.entries) == len(items) > 10 and library.failed_blocks == []
    assert len(rispy.loads(written("ris", real, include_restricted=True)["references.ris"].decode())) == len(
        items
    )

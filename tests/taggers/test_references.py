"""References: what is found in running text, notes and bibliographies, and what its parts are."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_tools.sources import Block, Mark, SourceDocument
from tei_tools.taggers import Context, Tag, references
from tei_tools.taggers._reference_fields import ReferenceField, parse_reference
from tei_tools.taggers._reference_tags import tags_of_fields


def document_of(
    text: str, *, kinds: dict[int, str] | None = None, marks: tuple[Mark, ...] = ()
) -> SourceDocument:
    """A document whose paragraphs are the lines of ``text``; ``kinds`` says what else a line is."""
    blocks = tuple(
        Block(
            (kinds or {}).get(i, "paragraph"), *m.span(), level=2 if (kinds or {}).get(i) == "heading" else 0
        )
        for i, m in enumerate(re.finditer(r"[^\n]+", text))
    )
    return SourceDocument(name="x", format="text", digest="", text=text, blocks=blocks, marks=marks)


def tagged(text: str, given: tuple[Tag, ...] = (), **more: Any) -> list[Tag]:
    """The references of ``text``."""
    return list(references.tag(document_of(text, **more), Context(resources=cast(Any, None), tags=given)))


def parts(text: str, **more: Any) -> list[tuple[str, str]]:
    """Element and words of each tag."""
    return [(t.element, text[t.start : t.end]) for t in tagged(text, **more)]


def only(text: str, element: str) -> list[str]:
    """The words of each tag of one element."""
    return [words for name, words in parts(text) if name == element]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("See https://www.example.org/a_(b).", "https://www.example.org/a_(b)"),
        ("(see http://example.org/x?y=z&w#q)", "http://example.org/x?y=z&w#q"),
        ("At www.example.org, too.", "http://www.example.org"),
        ("doi:10.1000/xyz123.", "https://doi.org/10.1000/xyz123"),
        ("in arXiv:1511.08426, again", "https://arxiv.org/abs/1511.08426"),
    ],
)
def test_a_bare_address_is_a_ref_with_its_target(text: str, address: str) -> None:
    (tag,) = tagged(text)
    assert (tag.element, tag.attributes["target"]) == ("ref", address)


def test_an_e_mail_address_is_no_link() -> None:
    assert tagged("Write to someone@www.example.org or me@example.org.") == []


@pytest.mark.parametrize(
    "text", ["See https://www.exam…", "See http:// for more.", "See https://exam... now"]
)
def test_an_address_that_is_cut_off_is_flagged_and_not_repaired(text: str) -> None:
    (tag,) = tagged(text)
    assert tag.element == "ref"
    assert "target" not in tag.attributes
    assert "cut off" in tag.notes[0]


def test_the_title_of_a_page_and_its_site_with_a_link_cut_off() -> None:
    text = (
        "It is in the following link: Minutes of the Talk in Rome. (Excerpts) | National Archive of Talks ("
    )
    tags = tagged(text)
    assert tags[0].element == "bibl"
    assert tags[0].attributes == {"type": "web", "subtype": "cut-off"}
    assert "cut off" in tags[0].notes[0]
    assert [(t.element, text[t.start : t.end]) for t in tags[1:]] == [
        ("title", "Minutes of the Talk in Rome. (Excerpts)"),
        ("publisher", "National Archive of Talks"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in the Gorbachev Foundation Archive, Fond 1, Opis 1.",
         ("Gorbachev Foundation Archive", "Fond 1", [("opis", "Opis 1")])),
        ("see TNA, FO 371/12345, f. 23v.", ("TNA", "FO 371/12345", [("folio", "f. 23v")])),
        ("in BL Add. MS 12345.", ("BL", "Add. MS 12345", [])),
        ("in BArch, R 43/1.", ("BArch", "R 43/1", [])),
        ("in AN F7 4770.", ("AN", "F7 4770", [])),
        ("in NARA, RG 59, Box 12.", ("NARA", "RG 59", [("box", "Box 12")])),
        ("in RGASPI f. 17, op. 3, d. 12, l. 4.",
         ("RGASPI", "f. 17", [("opis", "op. 3"), ("delo", "d. 12"), ("sheet", "l. 4")])),
    ],
)  # fmt: skip
def test_a_shelf_mark_has_its_institution_its_mark_and_what_narrows_it_down(
    text: str, expected: tuple[str, str, list[tuple[str, str]]]
) -> None:
    tags = tagged(text)
    assert tags[0].attributes == {"type": "archival"}
    institution, mark, scopes = expected
    assert [text[t.start : t.end] for t in tags if t.element == "orgName"] == [institution]
    assert [text[t.start : t.end] for t in tags if t.attributes.get("type") == "shelfmark"] == [mark]
    assert [(t.attributes["unit"], text[t.start : t.end]) for t in tags if t.element == "biblScope"] == scopes


def test_the_institution_may_be_a_name_that_was_found_before() -> None:
    text = "The paper is from the Haus der Stille, Fond 1, Opis 2."
    start = text.index("Haus")
    tags = tagged(text, (Tag(start, start + len("Haus der Stille"), "orgName"),))
    assert text[tags[0].start : tags[0].end] == "Haus der Stille, Fond 1, Opis 2"


def test_prices_measures_and_years_are_no_shelf_marks() -> None:
    assert tagged("It cost $12 in 1990, at 5 pm on p. 4 of vol. 2, for 100 men.") == []


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("as Genesis 1:1 says", "Gen 1:1"),
        ("in 1 Cor. 13:4–7 we", "1 Cor 13:4-7"),
        ("nach Joh 3,16 gilt", "John 3:16"),
        ("Hom. Il. 1.1 begins", "Hom. Il. 1.1"),
        ("Verg. Aen. 1.1–7 begins", "Verg. Aen. 1.1-7"),
        ("Plato, Rep. 514a tells", "Pl. Rep. 514a"),
    ],
)
def test_the_bible_and_the_classics_have_their_canonical_form(text: str, canonical: str) -> None:
    (tag,) = tagged(text)
    assert (tag.element, tag.attributes["cRef"]) == ("ref", canonical)


def test_a_case_is_its_name_and_its_citation() -> None:
    assert parts("In Roe v. Wade, 410 U.S. 113 (1973), the court held so.") == [
        ("bibl", "Roe v. Wade, 410 U.S. 113 (1973)"),
        ("title", "Roe v. Wade"),
        ("idno", "410 U.S. 113 (1973)"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "See Ann Neville to the Earl of Ashby, 3 June 1642, TNA, SP 16/12.",
            [("author", "Ann Neville"), ("date", "3 June 1642"), ("idno", "SP 16/12")],
        ),
        (
            "Under UN Security Council, Resolution 242, 22 November 1967, it is so.",
            [
                ("author", "UN Security Council"),
                ("idno", "Resolution 242"),
                ("date", "22 November 1967"),
            ],
        ),
        ("The text of A/RES/60/1 is clear.", [("idno", "A/RES/60/1")]),
    ],
)
def test_letters_and_resolutions_have_their_author_date_and_sign(
    text: str, expected: list[tuple[str, str]]
) -> None:
    found = parts(text)
    assert found[0][0] == "bibl"
    assert set(expected) <= set(found)


def test_a_resolution_in_passing_is_no_reference() -> None:
    assert tagged("The Security Council resolution 242 was discussed in the General Assembly.") == []


def test_a_newspaper_is_its_title_day_and_page() -> None:
    text = "So The Times, 3 March 1921, p. 4, has it."
    tags = tagged(text)
    assert [(t.element, text[t.start : t.end]) for t in tags] == [
        ("bibl", "The Times, 3 March 1921, p. 4"),
        ("title", "The Times"),
        ("date", "3 March 1921"),
        ("biblScope", "p. 4"),
    ]
    assert tags[2].attributes == {"when": "1921-03-03"}


def test_a_footnote_citation_is_found_and_parsed() -> None:
    text = "See John Smith, The Old Book: A History (London: Penguin, 1990), 23."
    assert parts(text) == [
        ("bibl", "John Smith, The Old Book: A History (London: Penguin, 1990), 23"),
        ("author", "John Smith"),
        ("title", "The Old Book: A History"),
        ("pubPlace", "London"),
        ("publisher", "Penguin"),
        ("date", "1990"),
        ("biblScope", "23"),
    ]


ARTICLE = (
    "It was so (Clark 2002, p. 5; Smith and Jones 1999), and Clark (2002) says it; (Miller 2010) does not.\n"
    "References\n"
    "Clark, Christopher M. (2002). Prussia and its kings. Journal of History 12(3), 34–56.\n"
    "Smith, J., & Jones, P. (1999). The art of state. Oxford: Oxford University Press."
)


def test_every_entry_under_the_heading_is_one_bibl_with_its_fields() -> None:
    bibls = [t for t in tagged(ARTICLE) if t.element == "bibl" and t.start > ARTICLE.index("References")]
    assert [ARTICLE[t.start : t.end] for t in bibls] == ARTICLE.split("\n")[2:]
    assert ("title", "Journal of History") in parts(ARTICLE)
    assert ("publisher", "Oxford University Press") in parts(ARTICLE)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            "A. Zorzi, Venezia scomparsa, «Nuova rivista storica», XII (1988), pp. 2-44.",
            [("title", "a", "Venezia scomparsa"), ("title", "j", "Nuova rivista storica")],
        ),
        (
            "Doyle, Arthur Conan. “The Resident Patient.” In The Complete Sherlock Holmes, 422-434. New "
            "York: Doubleday, 1960.",
            [("title", "a", "The Resident Patient"), ("title", "m", "The Complete Sherlock Holmes")],
        ),
        (
            "Hans-Ulrich Wehler, Deutsche Gesellschaftsgeschichte, Bd. 3, München: C. H. Beck 1995, S. 12.",
            [("pubPlace", None, "München"), ("publisher", None, "C. H. Beck")],
        ),
        (
            "Pierre Nora (dir.), Les Lieux de mémoire, Paris, Gallimard, 1984, t. I, p. 17-42.",
            [("editor", None, "Pierre Nora (dir.)"), ("publisher", None, "Gallimard")],
        ),
    ],
)
def test_articles_editors_and_publishers_of_four_languages(
    entry: str, expected: list[tuple[str, str | None, str]]
) -> None:
    text = f"References\n{entry}"
    found = [(t.element, t.attributes.get("level"), text[t.start : t.end]) for t in tagged(text)]
    assert set(expected) <= set(found)


@pytest.mark.parametrize("written", ["12(3)", "12, no. 3", "vol. 12, no. 3"])
def test_the_issue_is_told_from_the_volume_however_they_are_joined(written: str) -> None:
    text = f"x {written}"
    tags = tags_of_fields(text, 0, [ReferenceField(2, len(text), "volume")], "t")
    found = {t.attributes["unit"]: text[t.start : t.end] for t in tags}
    assert found["volume"] == written[: written.index("12") + 2]
    assert found["issue"].endswith("3")


def test_calls_are_linked_to_their_entry_and_those_without_one_are_references() -> None:
    calls = [t for t in tagged(ARTICLE) if t.element == "ref" and t.attributes.get("type") == "bibl"]
    assert [ARTICLE[t.start : t.end] for t in calls] == [
        "Clark 2002, p. 5",
        "Smith and Jones 1999",
        "Clark (2002)",
    ]
    assert [ARTICLE[t.links[0].start :].split(",")[0] for t in calls] == ["Clark", "Smith", "Clark"]
    assert ("bibl", "Miller 2010") in parts(ARTICLE)


def test_numbered_calls_are_linked_to_the_entry_of_their_number() -> None:
    text = (
        "It was so [2].\nReferences\n[1] Clark, C. (2002). Kings. London: Penguin.\n[2] Smith, J. "
        "(1999). States. Oxford: OUP."
    )
    (call,) = (t for t in tagged(text) if t.element == "ref")
    assert text[call.start : call.end] == "2"
    assert text[call.links[0].start :].startswith("Smith")


def test_ibid_and_op_cit_lead_back() -> None:
    text = (
        "John Smith, The Old Book (London: Penguin, 1990), 23.\nMary Jones, New Ways (Oxford: OUP, "
        "1991), 5.\n"
        "Ibid., p. 7.\nSmith, op. cit., p. 30."
    )
    calls = [t for t in tagged(text) if t.element == "ref"]
    assert [text[t.start : t.end] for t in calls] == ["Ibid., p. 7", "Smith, op. cit., p. 30"]
    assert [text[t.links[0].start :].split(",")[0] for t in calls] == ["Mary Jones", "John Smith"]


def test_years_in_parentheses_alone_are_no_calls() -> None:
    assert (
        tagged("The war (1914–1918) and the king (1888) and the Act (May 2002) and (Figure 3) ended.") == []
    )


def test_links_that_the_source_marks_are_left_to_the_encoding_and_code_is_left_alone() -> None:
    text = "See https://example.org/a now"
    assert tagged(text, marks=(Mark("link", 4, 25, "https://example.org/a"),)) == []
    assert tagged(text, kinds={0: "code"}) == []


PIECES = (
    *("Smith", ", ", "(", ")", "1990", " ", "p. 3", "vol.", "A.", "“", "”", "v.", "TNA", "FO 3/4", "\n"),
    *("http://a.b", "Gen 1:1", ".", ";", "Ibid."),
)


@given(st.lists(st.sampled_from(PIECES), max_size=40))
@settings(max_examples=200, deadline=None)
def test_tags_lie_within_one_paragraph(pieces: list[str]) -> None:
    text = "".join(pieces)
    for tag in tagged(text):
        assert 0 <= tag.start < tag.end <= len(text)
        assert "\n" not in text[tag.start : tag.end]


@pytest.mark.parametrize(
    "piece",
    [
        "https://www.example.org/a/b ",
        "THE KING OF SPAIN ",
        "A. B. C. ",
        "(Smith 2002; ",
        "vol. 3, f. 2, ",
        "Roe v. Wade v. ",
        "(",
        "AAAA",
        "la la ",
        "A’",
        "B-",
        "University-ofth",
    ],
)
def test_long_lines_take_linear_time(piece: str) -> None:
    def seconds(count: int) -> float:
        began = time.process_time()
        tagged(piece * count)
        return time.process_time() - began

    small, large = seconds(1000), seconds(8000)
    assert large < 24 * small + 0.5


@pytest.mark.shared
def test_the_references_of_the_first_article() -> None:
    path = Path(__file__).parents[2] / ".." / "shared" / "article" / "another-perspective.txt"
    if not path.exists():
        pytest.skip("the article is not beside the checkout")
    text = path.read_text("utf-8")
    assert [t.attributes["type"] for t in tagged(text) if t.element == "bibl"] == ["archival", "web"]


@given(st.text(st.sampled_from('aZé9 .,:;()“”«»"-–/_中\n'), max_size=80))
@settings(max_examples=150, deadline=None)
def test_fields_are_in_order_and_never_overlap(text: str) -> None:
    place = 0
    for field in parse_reference(text):
        assert place <= field.start < field.end <= len(text)
        place = field.end


def test_a_long_reference_takes_linear_time() -> None:
    def seconds(count: int) -> float:
        began = time.process_time()
        parse_reference("Clark, C. (2002). Kings «of x», vol. 3. " * count)
        return time.process_time() - began

    seconds(10)
    small, large = seconds(50), seconds(400)
    assert large < 24 * small + 0.5


SCHOLARLY = (
    "The letters are in the National Library of Scotland (MS 3901). As Barrow puts it, “nobody wrote without "
    "hoping to be overheard” (1988, p. 22). Ibid., p. 23, he says so again.\n"
    "References\n"
    "Barrow, Alan. 1988. The Speed of the Mail. Cambridge: Cambridge University Press.\n"
    "Kerr, Janet, and Ian Dunlop. 2004. Weimar in the North. Studies in Romanticism 43 (2): 201–228.\n"
    "Schmidt, Ernst. 1837–38. Goethe und Schottland. Leipzig: Teubner.\n"
)


def test_a_year_alone_and_ibid_lead_to_the_entry_of_who_was_named() -> None:
    tags = tagged(SCHOLARLY)
    (entry,) = [t for t in tags if t.element == "bibl" and SCHOLARLY[t.start :].startswith("Barrow, Alan")]
    calls = {SCHOLARLY[t.start : t.end]: t for t in tags if t.element == "ref"}
    for words in ("1988, p. 22", "Ibid., p. 23"):
        assert [(link.start, link.end) for link in calls[words].links] == [(entry.start, entry.end)], words


def test_an_author_whose_surname_stands_first_is_one_name() -> None:
    tags = tagged(SCHOLARLY)
    names = [SCHOLARLY[t.start : t.end] for t in tags if t.element == "persName"]
    assert names == ["Barrow, Alan", "Kerr, Janet", "Schmidt, Ernst"]
    parts = {(t.element, SCHOLARLY[t.start : t.end]) for t in tags if t.element in ("surname", "forename")}
    assert ("surname", "Barrow") in parts and ("forename", "Alan") in parts


def test_a_span_of_years_in_an_imprint_is_one_date() -> None:
    text = "Lockhart, Life of Scott, 7 vols (Edinburgh: Cadell, 1837–38), vol. 1, p. 295."
    tags = list(tags_of_fields(text, 0, parse_reference(text), "references"))
    assert [t.attributes for t in tags if t.element == "date"] == [{"from": "1837", "to": "1838"}]
    assert not [t for t in tags if text[t.start] in "),"]
    assert "vol. 1" in [text[t.start : t.end] for t in tags if t.element == "biblScope"]

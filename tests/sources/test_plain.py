"""Plain text: what each chunk of lines becomes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_tools.sources import SourceDocument, read_source

ARTICLE = Path(__file__).parents[2] / ".." / "shared" / "article" / "another-perspective.txt"

PROSE = (
    "The conference opened on a grey morning, and the delegates of nine countries took seats around the long "
    "table without a word. Nobody expected that it would last for eleven weeks."
)

SAMPLES = Path(__file__).parent / "samples"
ENGLISH, GERMAN, FRENCH, LETTER, WRAPPED, POEM = (
    (SAMPLES / name).read_text(encoding="utf-8")
    for name in (
        "article.en.txt", "article.de.txt", "article.fr.txt", "letter.de.txt", "wrapped.txt", "poem.txt",
    )
)  # fmt: skip


def read(text: str, name: str = "sample.txt") -> SourceDocument:
    return read_source(text.encode(), name)


def kinds(document: SourceDocument) -> list[str]:
    return [block.kind for block in document.blocks]


def words(document: SourceDocument, kind: str) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.kind == kind]


def test_an_english_article_has_its_title_byline_dateline_heading_and_list() -> None:
    document = read(ENGLISH)
    assert kinds(document) == [
        "title", "byline", "dateline", "paragraph", "heading", "paragraph", "paragraph",
        "list", "item", "item", "item", "paragraph", "paragraph",
    ]  # fmt: skip
    assert words(document, "heading") == ["THE FIRST WEEK"]
    assert document.metadata.title == "The Long Table – How nine countries talked for eleven weeks"
    assert document.metadata.authors == ("Jane Doe", "John R. Roe")
    assert (document.metadata.date, document.metadata.language) == ("2022-03-06", "en")


def test_page_furniture_is_recorded_with_line_and_reason() -> None:
    document = read(ENGLISH)
    assert [(one.line, one.words) for one in document.dropped] == [
        (1, "Skip to content"), (2, "Share this article"), (23, "Advertisement"),
        (27, "Read more"), (28, "bottom of page"),
    ]  # fmt: skip
    assert all(one.reason for one in document.dropped)


def test_numbers_inside_a_sentence_make_no_list() -> None:
    document = read(ENGLISH)
    assert "They agreed that: 1) the border stays, and 2) the river is free, and 3) nobody pays." in words(
        document, "paragraph"
    )


def test_a_sentence_that_begins_like_furniture_stays() -> None:
    sentence = "Read more books, said the teacher, and the top of page one had said so too."
    document = read(
        f"A Title\n\n{PROSE}\n\n{sentence}\n\nShare this article with nobody, the editor had written.\n"
    )
    assert sentence in document.text and not document.dropped


def test_a_german_article_has_numbered_headings_and_a_date_with_its_other_reading() -> None:
    document = read(GERMAN)
    assert words(document, "heading") == ["1. Die Grenze", "2. Der Fluss"]
    assert document.metadata.authors == ("Anna Müller",)
    assert document.metadata.date == "2022-03-06"
    assert document.metadata.date_alternative == "2022-06-03"
    assert "day first" in (document.metadata.date_order or "")
    assert document.metadata.language == "de"
    assert [one.words for one in document.dropped] == ["Zum Inhalt springen", "Nach oben", "Impressum"]


def test_french_speech_with_dashes_is_no_list() -> None:
    document = read(FRENCH)
    assert kinds(document) == ["title", "byline", "paragraph", "paragraph", "paragraph", "paragraph"]
    assert "– Nous resterons, dit le premier." in document.text
    assert document.metadata.language == "fr"


@pytest.mark.parametrize("day", ["Octr. 12th 1847.", "Feby 3d 1821", "12 Decr. 1790", "7th Septr 1812"])
def test_months_as_old_letters_write_them_make_a_dateline(day: str) -> None:
    document = read(f"Torquay, {day}\n\nMy dear Charlotte,\n\n{PROSE}\n\n{PROSE}")
    assert kinds(document)[:2] == ["dateline", "salute"]


def test_thoughts_of_a_letter_that_begin_and_end_with_a_dash_are_no_list() -> None:
    document = read(
        f"{PROSE}\n\n– Schupp ist nun Secretär der Zeitung. –\n\n– Von Herzl kam ein Brief. –\n\n{PROSE}"
    )
    assert kinds(document) == ["paragraph"] * 4
    assert "– Schupp" in document.text and "– Von Herzl" in document.text


def test_a_line_that_begins_with_greater_or_equal_is_no_quotation() -> None:
    assert ">= 2019" in read(f"{PROSE}\n\n>= 2019 were left out of the count.\n\n{PROSE}").text


def test_a_letter_has_dateline_salutation_leave_taking_and_signature() -> None:
    document = read(LETTER)
    assert kinds(document) == [
        "dateline",
        "salute",
        "paragraph",
        "paragraph",
        "salute",
        "signed",
        "paragraph",
    ]
    assert document.metadata.date == "1921-03-03"
    assert document.metadata.title is None


def test_an_english_letter_on_single_lines() -> None:
    document = read(
        "12 Mill Lane, Oxford, March 3, 1921\nDear Sir,\nI have read your letter with great interest "
        "and I thank you "
        "for it with all my heart.\nI remain,\nYours sincerely,\nJohn Smith\n"
    )
    assert kinds(document)[:3] == ["dateline", "salute", "paragraph"]
    assert words(document, "signed") == ["John Smith"] or "signed" in kinds(document)


def test_lines_broken_at_a_width_are_joined_and_hyphens_left() -> None:
    document = read(WRAPPED)
    assert kinds(document) == ["title", "paragraph", "quotation", "paragraph", "paragraph"]
    assert "nine countries took" in document.text
    assert "No-body expected" in document.text  # the hyphen stays, the line is marked
    assert document.notes


def test_a_page_number_inside_a_sentence_goes_and_the_sentence_is_whole() -> None:
    document = read(WRAPPED)
    assert "of the end of the long dispute" in document.text
    assert [(one.words, one.reason) for one in document.dropped] == [("12", "a page number")]


def test_numbers_of_sections_and_years_stay() -> None:
    document = read(f"The Table\n\n1\n\n{PROSE}\n\n2\n\n{PROSE}\n\n1990\n\n{PROSE}\n")
    assert document.text.split("\n")[1] == "1"
    assert "1990" in document.text.split("\n") and not document.dropped


def test_running_headers_at_form_feeds_go() -> None:
    page = f"THE DAILY GAZETTE\n\n{PROSE}\n\n"
    document = read("\f".join([page] * 4))
    assert "GAZETTE" not in document.text
    assert [one.reason for one in document.dropped] == ["a running header"] * 4


def test_a_refrain_and_the_names_of_speakers_stay() -> None:
    play = "".join(f"HAMLET.\n{PROSE}\n\nThe rain it raineth every day\n\n" for _ in range(4))
    assert not read(play).dropped


def test_a_poem_is_stanzas_of_lines() -> None:
    document = read(POEM)
    assert kinds(document) == ["title", "stanza", *["line"] * 4, "stanza", *["line"] * 4]


def test_an_address_is_no_verse() -> None:
    document = read(f"John Smith\n12 Mill Lane\nOxford\nOX1 2AB\n\n{PROSE}\n\n{PROSE}\n")
    assert "stanza" not in kinds(document)


def test_quoted_lines_are_a_quotation() -> None:
    document = read(
        f"{PROSE}\n\n> The first quoted line\n> and the second.\n>\n> Another paragraph.\n\n{PROSE}\n"
    )
    assert kinds(document) == ["paragraph", "quotation", "paragraph", "paragraph", "paragraph"]
    assert ">" not in document.text and document.notes


def test_numbered_lists_keep_their_numbers_as_labels() -> None:
    document = read(f"{PROSE}\n\n1. bread\n2. milk\n3. eggs\n\n{PROSE}\n")
    assert words(document, "label") == ["1.", "2.", "3."]
    assert words(document, "item") == ["bread", "milk", "eggs"]
    assert next(block.rend for block in document.blocks if block.kind == "list") == "numbered"


def test_a_list_right_after_its_introduction_and_one_item_alone() -> None:
    document = read(f"{PROSE}\nThey bought:\n- bread\n- milk\n")
    assert words(document, "item") == ["bread", "milk"]
    assert "list" not in kinds(read(f"{PROSE}\n\n- one alone\n\n{PROSE}\n"))


def test_long_lines_without_blank_lines_are_paragraphs() -> None:
    assert kinds(read(f"{PROSE}\n{PROSE}\n{PROSE}\n")) == ["paragraph"] * 3


def test_a_news_dateline_stays_in_its_paragraph() -> None:
    document = read(f"Nine Countries Talk\n\nLONDON, March 3 (Reuters) — {PROSE}\n\n{PROSE}\n")
    assert kinds(document) == ["title", "paragraph", "paragraph"]
    assert document.text.split("\n")[1].startswith("LONDON, March 3 (Reuters) — The")


def test_other_spaces_stay_and_white_space_is_one_space() -> None:
    document = read("One\u00a0two  three\tfour\u2009five.\n")
    assert document.text == "One\u00a0two three four\u2009five."


@pytest.mark.shared
def test_the_first_article() -> None:
    if not ARTICLE.exists():
        pytest.skip("needs the measuring texts in ../shared")
    document = read_source(ARTICLE.read_bytes(), ARTICLE.name)
    assert kinds(document) == ["title", "byline", *["paragraph"] * 15]
    assert [one.words for one in document.dropped] == ["top of page", "bottom of page"]
    assert document.metadata.authors == ("Yishai Gelb",)
    assert (document.metadata.date, document.metadata.date_alternative) == ("2022-03-06", "2022-06-03")


def test_a_word_that_a_lines_end_divides_keeps_its_hyphen_and_the_place() -> None:
    text = (
        "The delegates came to the capital in the morning, and they exam-\n"
        "ined the papers of the commission that had been laid before the\n"
        "members of the council; Haupt- und Nebensachen were read, the pre-\n"
        "and the post-war ones too, and everybody went home in the evening.\n"
    )
    document = read(text)
    assert "they exam-ined the papers" in document.text
    assert "the pre- and the post-war ones" in document.text
    assert [document.text[: mark.start][-5:] for mark in document.marks] == ["exam-"]


def test_a_no_break_space_at_a_lines_end_stays() -> None:
    assert read("They went to the east.\u00a0\nThen they came back again.\u00a0").text.count("\u00a0") == 2


def test_a_form_feed_is_the_beginning_of_a_page() -> None:
    document = read("The first page has words.\n\n\x0cThe second page has others.\n\n\x0cAnd the third.\n")
    assert [(mark.kind, document.text[mark.start :][:10]) for mark in document.marks] == [
        ("pagebreak", "The second"),
        ("pagebreak", "And the th"),
    ]


NOTED = (
    "Kennan disagreed with the policy.[1] He wrote to the President in the spring and said so at length.[2]"
    " Nobody listened to him in those days, as far as anyone can tell."
)


def test_notes_at_the_end_are_paired_with_their_calls() -> None:
    document = read(
        f"The Long War\n\n{NOTED}\n\nNotes\n\n[1] George Kennan, Memoirs,\nBoston 1967.\n[2] A letter.\n"
    )
    assert [(one.kind, one.identifier) for one in document.blocks] == [
        ("title", None), ("paragraph", None), ("heading", None), ("note", "1"), ("note", "2"),
    ]  # fmt: skip
    assert document.text.endswith("[1] George Kennan, Memoirs, Boston 1967.\n[2] A letter.")
    calls = [one for one in document.marks if one.kind == "noteref"]
    assert [(document.text[one.start : one.end], one.target) for one in calls] == [("[1]", "1"), ("[2]", "2")]


def test_raised_marks_are_notes_and_square_metres_are_none() -> None:
    document = read(
        "The house had 40 m² and a garden.[1] Nobody bought it in the end.¹\n\n¹ So it is said.\n"
    )
    assert [one.kind for one in document.blocks][-1] == "note"
    assert [document.text[one.start : one.end] for one in document.marks] == ["¹"]


@pytest.mark.parametrize(
    "text",
    [
        f"{NOTED}\n\nReferences\n\n[1] Kennan, G. Memoirs. 1967.\n[2] Doe, J. Letters. 1970.\n",
        f"{NOTED}\n\n[1] One.\n[3] Nobody calls this one.\n",
        "Nothing is called here at all, by nobody.\n\n[1] A line in brackets.\n",
    ],
)
def test_bibliographies_and_what_is_not_called_are_no_notes(text: str) -> None:
    assert "note" not in [one.kind for one in read(text).blocks]

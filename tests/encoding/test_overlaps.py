"""Which of the proposals that overlap stay, and what is said of the others."""

from __future__ import annotations

import time

import pytest
from lxml import etree

from tei_tools.encoding import HeaderSettings, encode
from tei_tools.encoding._encode import Encoding
from tei_tools.identity import Identified
from tei_tools.sources import Block, Mark, SourceDocument
from tei_tools.taggers import Tag

SENTENCE = (
    "He met “Mikhail Gorbachev of the UN Security Council” in Berlin on 1 May 1990, see Smith, Berlin, p. 3."
)


def document(text: str = SENTENCE, kind: str = "paragraph", marks: tuple[Mark, ...] = ()) -> SourceDocument:
    blocks = []
    start = 0
    for line in text.split("\n"):
        blocks.append(Block(kind, start, start + len(line)))
        start += len(line) + 1
    return SourceDocument("a.txt", "plain", "0" * 64, text, tuple(blocks), marks=marks)


def tag(words: str, element: str, confidence: float = 0.9, text: str = SENTENCE, **attributes: str) -> Tag:
    start = text.index(words)
    return Tag(start, start + len(words), element, attributes, confidence, "t")


def encoding(*tags: Tag, source: SourceDocument | None = None) -> Encoding:
    return encode(source or document(), Identified(tags, ()), HeaderSettings())


def shape(made: Encoding, path: str = "//t:body/t:p") -> str:
    """The mark-up of the paragraphs without its attributes."""
    parts = []
    for element in made.tree.xpath(path, namespaces={"t": "http://www.tei-c.org/ns/1.0"}):
        for inner in element.iter():
            inner.attrib.clear()
        words = etree.tostring(element, encoding="unicode").replace(
            ' xmlns="http://www.tei-c.org/ns/1.0"', ""
        )
        parts.append(words.strip())
    return "\n".join(parts)


def reasons(made: Encoding) -> list[tuple[str, str]]:
    return [(decision.tag.element, decision.reason) for decision in made.decisions]


def test_the_longer_of_two_names_stays_and_the_shorter_is_not_tagged_twice() -> None:
    made = encoding(tag("UN Security Council", "orgName", 0.8), tag("UN", "orgName", 0.9))
    assert "<orgName>UN Security Council</orgName>" in shape(made)
    assert reasons(made) == [("orgName", "it lies inside the longer orgName (t, 0.80)")]


def test_a_longer_name_that_is_much_less_sure_gives_way() -> None:
    made = encoding(tag("UN Security Council", "orgName", 0.3), tag("UN", "orgName", 0.9))
    assert "<orgName>UN</orgName> Security Council" in shape(made)


def test_parts_of_a_name_stand_inside_their_whole_and_nowhere_else() -> None:
    made = encoding(
        tag("Mikhail Gorbachev", "persName"),
        tag("Mikhail", "forename"),
        tag("Gorbachev", "surname"),
        tag("Berlin", "surname"),
    )
    assert "<persName><forename>Mikhail</forename> <surname>Gorbachev</surname></persName>" in shape(made)
    assert [element for element, _ in reasons(made)] == ["surname"]


def test_a_surname_may_be_the_whole_of_a_name() -> None:
    made = encoding(tag("Gorbachev", "surname"), tag("Gorbachev", "persName"))
    assert "<persName><surname>Gorbachev</surname></persName>" in shape(made)


def test_of_two_readings_of_the_same_words_the_surer_stays() -> None:
    made = encoding(tag("Berlin", "persName", 0.5), tag("Berlin", "placeName", 0.8))
    assert "<placeName>Berlin</placeName>" in shape(made)
    assert reasons(made) == [("persName", "the same words are already placeName (t, 0.80)")]


def test_a_name_that_crosses_the_border_of_a_quotation_is_dropped_however_sure_it_is() -> None:
    made = encoding(
        tag("Council” in Berlin", "orgName", 1.0),
        tag("“Mikhail Gorbachev of the UN Security Council”", "said", 0.5),
    )
    assert "<said>“Mikhail Gorbachev of the UN Security Council”</said>" in shape(made)
    assert reasons(made) == [("orgName", "it crosses said (t, 0.50)")]


def test_names_stand_inside_speech() -> None:
    made = encoding(
        tag("“Mikhail Gorbachev of the UN Security Council”", "said"), tag("Mikhail Gorbachev", "persName")
    )
    assert "<said>“<persName>Mikhail Gorbachev</persName> of" in shape(made)


def test_a_person_is_not_tagged_inside_a_body() -> None:
    text = "the Gorbachev Foundation Archive"
    made = encoding(
        tag("Gorbachev Foundation Archive", "orgName", 0.8, text),
        tag("Gorbachev", "persName", 0.9, text),
        source=document(text),
    )
    assert shape(made) == "<p>the <orgName>Gorbachev Foundation Archive</orgName></p>"


def test_the_parts_of_a_reference_stand_inside_it() -> None:
    made = encoding(
        tag("Smith, Berlin, p. 3", "bibl"),
        tag("Smith", "author"),
        tag("p. 3", "biblScope", unit="page"),
    )
    assert "<bibl><author>Smith</author>, Berlin, <biblScope>p. 3</biblScope></bibl>" in shape(made)


def test_what_a_reference_calls_its_author_is_no_place() -> None:
    made = encoding(
        tag("Smith, Berlin, p. 3", "bibl", 0.6),
        tag("Smith, Berlin", "author", 0.6),
        tag("Berlin", "placeName", 1.0, "x" * SENTENCE.index("Smith, Berlin, ") + "Smith, Berlin"),
    )
    assert "<bibl><author>Smith, Berlin</author>, p. 3</bibl>" in shape(made)
    assert reasons(made) == [("placeName", "placeName may not stand in author (t, 0.60)")]


def test_a_reference_by_work_and_one_by_address_exclude_each_other() -> None:
    made = encoding(
        tag("Smith", "ref", target="http://b", cRef="Smith 3"), tag("p. 3", "ref", cRef="Smith 3")
    )
    refs = [(ref.get("target"), ref.get("cRef")) for ref in made.tree.findall(".//{*}body//{*}ref")]
    assert refs == [("http://b", None), (None, "Smith 3")]


def test_speech_over_two_paragraphs_is_cut_at_their_border_and_its_pieces_are_linked() -> None:
    text = "He said: “One.\nTwo.” And left."
    speech = Tag(text.index("“"), text.index("”") + 1, "said", {"direct": "true"}, 0.9, "t")
    made = encoding(speech, source=document(text))
    first, second = made.tree.iter("{*}said")
    assert (first.text, second.text) == ("“One.", "Two.”")
    xml_id = "{http://www.w3.org/XML/1998/namespace}id"
    assert first.get("next") == f"#{second.get(xml_id)}"
    assert second.get("prev") == f"#{first.get(xml_id)}"
    assert first.get("direct") == second.get("direct") == "true"


def test_a_name_over_two_paragraphs_is_dropped() -> None:
    text = "Mikhail\nGorbachev"
    made = encoding(Tag(0, len(text), "persName"), source=document(text))
    assert reasons(made) == [("persName", "it crosses from one block into another")]


def test_a_quotation_with_its_reference_is_a_cit_whose_punctuation_is_pc() -> None:
    text = "“To be” (Hamlet)"
    tags = (
        Tag(0, len(text), "cit"),
        tag("“To be”", "quote", 0.9, text),
        tag("Hamlet", "bibl", 0.9, text),
    )
    made = encoding(*tags, source=document(text))
    assert shape(made) == "<p><cit><quote>“To be”</quote> <pc>(</pc><bibl>Hamlet</bibl><pc>)</pc></cit></p>"


def test_where_words_part_a_quotation_from_its_reference_the_quote_points_at_it() -> None:
    text = "“To be” says Hamlet"
    tags = (
        Tag(0, len(text), "cit"),
        tag("“To be”", "quote", 0.9, text),
        tag("Hamlet", "bibl", 0.9, text),
    )
    made = encoding(*tags, source=document(text))
    (quote,) = made.tree.iter("{*}quote")
    assert quote.get("source") == "#bibl-1"
    assert reasons(made) == [("cit", "there are words between the quotation and its reference")]


@pytest.mark.parametrize(
    ("start", "end", "reason"),
    [
        (-1, 3, "it lies outside the text"),
        (0, 10_000, "it lies outside the text"),
        (2, 3, "there are no words in it"),
        (4, 4, "there are no words in it"),
    ],
)
def test_tags_over_nothing_are_dropped_with_the_reason(start: int, end: int, reason: str) -> None:
    assert reasons(encoding(Tag(start, end, "persName"))) == [("persName", reason)]


def test_an_element_that_has_no_place_in_words_is_dropped() -> None:
    made = encoding(tag("Berlin", "div"))
    assert reasons(made) == [("div", "div may not stand in p")]


def test_an_attribute_that_tei_does_not_take_is_left_out_and_said_so() -> None:
    made = encoding(tag("Berlin", "placeName", when="06.03.2022", type="settlement", who="#x"))
    (place,) = (element for element in made.tree.iter("{*}placeName"))
    assert dict(place.attrib) == {"type": "settlement", "cert": "high", "resp": "#tagger-t"}
    assert len(reasons(made)) == 2


def test_marks_of_the_source_are_split_around_the_tags_they_cross() -> None:
    source = document(marks=(Mark("emphasis", 3, SENTENCE.index("Gorbachev")),))
    made = encoding(tag("Mikhail Gorbachev", "persName"), source=source)
    assert "He <hi>met “</hi><persName><hi>Mikhail </hi>Gorbachev</persName>" in shape(made).replace(
        "<hi>Mikhail</hi> ", "<hi>Mikhail </hi>"
    )


def test_a_link_of_the_source_stays_where_a_tagger_proposes_another() -> None:
    start = SENTENCE.index("Berlin")
    source = document(marks=(Mark("link", start, start + 6, "http://example.org/a b"),))
    made = encoding(
        tag("Berlin", "ref", target="http://other.example"), tag("Berlin", "placeName"), source=source
    )
    (ref,) = made.tree.xpath("//*[local-name()='ref']")
    assert ref.get("target") == "http://example.org/a%20b"
    assert ref.get("resp") is None
    assert [child.tag.rpartition("}")[2] for child in ref] == ["placeName"]


def test_code_keeps_its_words_free_of_tags() -> None:
    source = document(marks=(Mark("code", 3, SENTENCE.index(" of")),))
    made = encoding(tag("Mikhail Gorbachev", "persName"), source=source)
    assert "<code>met “Mikhail Gorbachev</code>" in shape(made)


def test_100_000_dates_in_one_paragraph_take_a_few_seconds() -> None:
    text = "in 1990 and " * 100_000 + "end"
    tags = tuple(
        Tag(12 * n + 3, 12 * n + 7, "date", {"when": "1990"}, (n % 7) / 7, "t") for n in range(100_000)
    )
    before = time.process_time()
    made = encoding(*tags, source=document(text))
    assert time.process_time() - before < 20
    assert len(made.tree.findall(".//{*}body//{*}date")) == 100_000


def test_10_000_quotations_to_the_end_of_the_text_do_not_multiply() -> None:
    text = "\n".join(["“word word"] * 10_000)
    tags = tuple(Tag(11 * n, len(text), "said", {}, 0.5, "t") for n in range(10_000))
    before = time.process_time()
    encoding(*tags, source=document(text))
    assert time.process_time() - before < 20

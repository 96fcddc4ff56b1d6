"""Quotations: what is one, where it ends, what it is, who speaks."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_tools.sources import Block, Mark, SourceDocument
from tei_tools.taggers import Context, Tag, quotations

PERSONS = (
    *("James Baker", "Baker", "Gorbachev", "Mary Smith", "Mary", "Jones", "Marie", "Müller", "Jean", "Tom"),
    *("Mrs. Hall", "Mr. Bennet", "Frau Weber", "Dupont"),
)


def document_of(
    text: str, *, kinds: dict[int, str] | None = None, marks: tuple[Mark, ...] = ()
) -> SourceDocument:
    """A document whose paragraphs are the lines of ``text``; ``kinds`` says what else a line is."""
    blocks = tuple(
        Block((kinds or {}).get(i, "paragraph"), *m.span())
        for i, m in enumerate(re.finditer(r"[^\n]+", text))
    )
    return SourceDocument(name="x", format="text", digest="", text=text, blocks=blocks, marks=marks)


def names_in(text: str) -> tuple[Tag, ...]:
    """The persons of the table above, as a names tagger would give them."""
    pattern = "|".join(sorted((re.escape(p) for p in PERSONS), key=len, reverse=True))
    return tuple(Tag(m.start(), m.end(), "persName") for m in re.finditer(rf"\b(?:{pattern})\b", text))


def tagged(text: str, extra: tuple[Tag, ...] = (), **more: Any) -> list[Tag]:
    """The quotations of ``text``."""
    context = Context(resources=cast(Any, None), tags=(*names_in(text), *extra))
    return list(quotations.tag(document_of(text, **more), context))


def found(text: str, **more: Any) -> list[tuple[str, str]]:
    """Element and words of each quotation."""
    return [(t.element, text[t.start : t.end]) for t in tagged(text, **more)]


def words(text: str) -> list[str]:
    """The words of each quotation."""
    return [w for _, w in found(text)]


def speakers(text: str) -> list[str | None]:
    """For each quotation the words that name who speaks."""
    links = [next((x for x in t.links if x.attribute in {"who", "source"}), None) for t in tagged(text)]
    return [text[x.start : x.end] if x else None for x in links]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('She said, "We agree."', ['"We agree."']),
        ("She said, “We agree.”", ["“We agree.”"]),
        ("‘We agree,’ she said. ‘It is late.’", ["‘We agree,’", "‘It is late.’"]),
        ("'We agree,' she said. 'It is late.'", ["'We agree,'", "'It is late.'"]),
        ("« Bonjour », dit Marie.", ["« Bonjour »"]),
        ("«Bonjour», dit Marie.", ["«Bonjour»"]),
        ("»Guten Tag«, sagte Müller.", ["»Guten Tag«"]),
        ("„Guten Tag“, sagte Müller.", ["„Guten Tag“"]),
        ("„Guten Tag”, sagte Müller.", ["„Guten Tag”"]),
        ("‚Guten Tag‘, sagte Müller.", ["‚Guten Tag‘"]),
        ('„Guten Tag", sagte Müller.', ['„Guten Tag"']),
        ("``We agree,'' she said.", ["``We agree,''"]),
        (",,Guten Tag'', sagte Müller.", [",,Guten Tag''"]),
        ("”God dag”, sade han. ”Adjö”, sade hon. ”Ja”, sade han.", ["”God dag”", "”Adjö”", "”Ja”"]),
        ('He said “We agree" today.', ['“We agree"']),
    ],
)
def test_every_convention_is_read_with_its_marks(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It's the boys' game, and the girls’ too, isn't it?",
        "'Tis the season; ’twas the night of the ’90s and the '68 movement.",
        "Rock 'n' roll o' the mornin' goin' on.",
        'The board is 5\' 6" wide and the pipe is 24" long.',
        "At 40° 26' 46\" N we turned.",
        "Hans' Auto fährt, 's ist gut, ich hab' keins.",
        "L’été, c’est aujourd’hui.",
    ],
)
def test_apostrophes_inches_minutes_and_possessives_are_no_quotations(text: str) -> None:
    assert words(text) == []


def test_nested_quotations_nest() -> None:
    text = "“He told me ‘never again,’ and left,” said Jones."
    assert words(text) == ["“He told me ‘never again,’ and left,”", "‘never again,’"]
    text = "‘He told me “never again,” and left,’ said Jones. ‘Yes.’"
    assert words(text) == ["‘He told me “never again,” and left,’", "“never again,”", "‘Yes.’"]
    assert words('"I read "Hamlet" yesterday," said Jones.') == ['"I read "Hamlet" yesterday,"', '"Hamlet"']


def test_apostrophes_inside_single_quotation_marks_do_not_end_them() -> None:
    text = "‘I don’t know the boys’ names,’ said Jones. ‘It’s late.’"
    assert words(text) == ["‘I don’t know the boys’ names,’", "‘It’s late.’"]


def test_an_interrupted_quotation_is_two_of_one_speaker() -> None:
    text = "“We agree,” said Jones, “and we shall sign.”"
    assert words(text) == ["“We agree,”", "“and we shall sign.”"]
    assert speakers(text) == ["Jones", "Jones"]


def test_a_quotation_over_paragraphs_with_repeated_openers_has_one_speaker() -> None:
    text = "Jones said: “First.\n“Second.\n“Third.”"
    assert words(text) == ["“First.", "“Second.", "“Third.”"]
    assert speakers(text) == ["Jones"] * 3
    assert not any(t.notes for t in tagged(text))


def test_a_quotation_over_paragraphs_without_repeated_openers_goes_on_to_its_mark() -> None:
    text = "Jones said: “First.\nSecond.\nThird.” Then he left."
    assert words(text) == ["“First.", "Second.", "Third.”"]
    assert speakers(text) == ["Jones"] * 3


def test_what_is_never_closed_ends_with_its_paragraph_and_says_so() -> None:
    (tag,) = tagged("Jones said: “We agree.\nNothing more.")
    assert (tag.start, tag.end) == (12, 22)
    assert "never closed" in tag.notes[0]
    assert tag.confidence <= 0.6


def test_french_dialogue_dashes_open_speech_without_the_reporting_clause() -> None:
    text = "— Viens, dit Marie, nous partons.\n— Non ! s’écria Jean.\nIl sortit."
    assert words(text) == ["— Viens,", "nous partons.", "— Non !"]
    assert speakers(text)[0] == "Marie"


def test_a_list_with_dashes_is_no_dialogue() -> None:
    assert words("- apples and pears\n- plums\n- cherries") == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('"I was scared," Jones, 34, of Dallas, said after the crash.', "Jones"),
        ('"We won," the coach, Mary Smith, 51, a former star, told reporters.', "Mary Smith"),
        ('"If we fail, we fail," Baker\'s lawyer, Tom, said.', "Tom"),
        ("“We agree,” said Baker.", "Baker"),
        ("“We agree,” Baker said.", "Baker"),
        ("Baker affirms: “We agree with that.”", "Baker"),
        ("The Soviet leader responds that “we will think everything over.”", "The Soviet leader"),
        ("“We agree,” Baker, the secretary of state, told reporters.", "Baker"),
        ("Baker, the secretary of state, said: “We agree.”", "Baker"),
        ("The head of the office (a new one), Mary Smith, called the plan “a disaster”.", "Mary Smith"),
        ("As Baker put it, “we shall never agree to that.”", "Baker"),
        ("« Oui, dit Marie, je viens. »", "Marie"),
        ("« C’est faux », a répondu Jean.", "Jean"),
        ("Nach Angaben von Müller sei die Lage „mehr als nur ernst“.", "Müller"),
        ("According to Baker, “we agree on all of that.”", "Baker"),
        ("“We agree on all of that,” according to Baker.", "Baker"),
        ("Baker: “We agree.”", "Baker"),
        ("Baker asks whether Gorbachev would prefer “a united Germany outside of NATO.”", "Baker"),
        ("„Wir sind einig“, sagte Müller.", "Müller"),
        ("Müller erklärte: „Wir sind einig.“", "Müller"),
        ("« Nous sommes d’accord », dit Marie.", "Marie"),
        ("Dupont affirme : « Nous sommes d’accord. »", "Dupont"),
        ("“We agree,” answered the old man gravely.", "the old man"),
        ("“Aw,” fleered Tom, “he isn't.”", "Tom"),
    ],
)
def test_the_speaker_is_who_the_sentence_names(text: str, speaker: str) -> None:
    tags = tagged(text)
    assert tags[0].element == "said"
    assert tags[0].attributes["direct"] == "true"
    assert speakers(text)[0] == speaker


def test_he_and_she_are_resolved_by_gender_and_recency() -> None:
    text = "Mr. Bennet met Mrs. Hall in the garden. “Good morning,” she said. “Good morning,” he replied."
    assert speakers(text) == ["Mrs. Hall", "Mr. Bennet"]


def test_in_news_a_paragraph_that_is_one_quotation_goes_on_with_who_spoke() -> None:
    text = (
        "“We are closing it,” said Mary Smith.\n“It was hard. We looked at all of it.”\n“We will be "
        "fair,” she said."
        "\n“It is over,” Jones said."
    )
    assert speakers(text) == ["Mary Smith", "Mary Smith", "Mary Smith", "Jones"]


def test_two_who_talk_take_turns() -> None:
    text = "“Come in,” said Tom.\n“Why?” asked Mary.\n“It rains.”\n“I see!”\n“Well, then?”"
    assert speakers(text) == ["Tom", "Mary", "Tom", "Mary", "Tom"]


def test_scare_quotes_terms_titles_and_writings_are_told_apart() -> None:
    assert found('It aims at the "de-Nazification" of it.')[0][0] == "soCalled"
    assert found("Their so-called “friends” left.")[0][0] == "soCalled"
    assert found("The word “cat” has three letters.")[0][0] == "mentioned"
    assert found("An essay entitled “On the Nature of Things” followed.")[0][0] == "title"
    assert found("Eliot wrote the poem “The Waste Land” in 1922.")[0][0] == "title"
    assert found("The report states: “The bridge was unsafe.”")[0][0] == "quote"
    assert found("Mary wrote: “The bridge was unsafe.”")[0][0] == "quote"


def test_a_title_in_quotation_marks_has_its_level() -> None:
    (tag,) = tagged("In his novel “The Old House” he wept.")
    assert (tag.element, tag.attributes) == ("title", {"level": "m"})
    (tag,) = tagged("In his article “The Old House” he wept.")
    assert (tag.element, tag.attributes) == ("title", {"level": "a"})


def test_a_quotation_and_the_reference_behind_it_are_a_cit() -> None:
    text = "The state is “a work of art in itself, and more” (Clark 2002, p. 7) to some."
    start = text.index("(Clark")
    bibl = Tag(start, text.index(")") + 1, "bibl")
    cit = next(t for t in tagged(text, (bibl,)) if t.element == "cit")
    assert text[cit.start : cit.end] == "“a work of art in itself, and more” (Clark 2002, p. 7)"


def test_nothing_is_tagged_in_code_or_inside_a_reference() -> None:
    assert found('print("hello there, you")', kinds={0: "code"}) == []
    text = 'Type "hello" now.'
    assert found(text, marks=(Mark("code", 5, 12),)) == []
    text = "Smith, “The Title of It,” Journal 3 (1990)."
    assert tagged(text, (Tag(0, len(text), "bibl"),)) == []


@given(st.lists(st.sampled_from(list("“”\"'‘’«»„‚ ab.,—\n")), max_size=60))
@settings(max_examples=300, deadline=None)
def test_tags_nest_and_never_cross_a_paragraph(characters: list[str]) -> None:
    text = "".join(characters)
    document = document_of(text)
    tags = list(quotations.tag(document, Context(resources=cast(Any, None))))
    open_ends: list[int] = []
    for tag in tags:
        assert "\n" not in text[tag.start : tag.end]
        assert 0 <= tag.start < tag.end <= len(text)
        while open_ends and open_ends[-1] <= tag.start:
            open_ends.pop()
        assert not open_ends or tag.end <= open_ends[-1]
        open_ends.append(tag.end)


@pytest.mark.parametrize("mark", ["“", '"', "'", "«", "„", "‘", "``"])
def test_ten_thousand_marks_of_which_none_closes_take_linear_time(mark: str) -> None:
    def seconds(count: int) -> float:
        document = document_of(f"{mark}word and more " * count)
        began = time.process_time()
        list(quotations.tag(document, Context(resources=cast(Any, None))))
        return time.process_time() - began

    small, large = seconds(1500), seconds(10_000)
    assert large < 25 * small + 0.5


@pytest.mark.shared
def test_the_four_quotations_of_the_first_article() -> None:
    path = Path(__file__).parents[2] / ".." / "shared" / "article" / "another-perspective.txt"
    if not path.exists():
        pytest.skip("the article is not beside the checkout")
    text = path.read_text("utf-8")
    assert [e for e, _ in found(text)] == ["soCalled", "said", "said", "said"]
    assert speakers(text) == [None, "Baker", "The Soviet leader", "Baker"]

"""Dates: which words are dates, and what they say, language by language."""

from __future__ import annotations

import pytest

from tei_tools.resources import Resources
from tei_tools.sources import Block, Mark, Metadata, SourceDocument
from tei_tools.taggers import Context, Tag
from tei_tools.taggers.dates import edtf_value, tag


def document(*paragraphs: str, kind: str = "paragraph", **rest: object) -> SourceDocument:
    text = "\n".join(paragraphs)
    blocks, position = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(kind, position, position + len(paragraph)))
        position += len(paragraph) + 1
    return SourceDocument("test", "text", "0" * 64, text, tuple(blocks), **rest)  # type: ignore[arg-type]


def context(language: str = "en", date: str | None = None) -> Context:
    return Context(resources=Resources(), language=language, date=date)


def dates(text: str, language: str = "en", date: str | None = None) -> list[tuple[str, dict[str, str]]]:
    """The words and attributes of every date, without the dates inside a range."""
    found: list[Tag] = []
    for each in tag(document(*text.split("\n")), context(language, date)):
        if not any(t.start <= each.start and each.end <= t.end for t in found):
            found.append(each)
    return [(text[t.start : t.end], t.attributes) for t in found]


def edtf(value: str) -> dict[str, str]:
    return {"when-custom": value, "datingMethod": "#edtf"}


ENGLISH: list[tuple[str, str, dict[str, str]]] = [
    ("On the 27th of February, 2022, it began.", "27th of February, 2022", {"when": "2022-02-27"}),
    ("a talk from February, 1990, on", "February, 1990", {"when": "1990-02"}),
    ("officials back in 1990 said", "1990", {"when": "1990"}),
    ("06.03.2022 | By a writer", "06.03.2022", {"when": "2022-03-06"}),
    ("dated 2022-03-06.", "2022-03-06", {"when": "2022-03-06"}),
    ("Sunday, March 7th, 1999, was mild.", "Sunday, March 7th, 1999", {"when": "1999-03-07"}),
    ("London, 7 Sept. 1823", "7 Sept. 1823", {"when": "1823-09-07"}),
    ("Va., Dec. 18th, 1862", "Dec. 18th, 1862", {"when": "1862-12-18"}),
    ("the 3d day of October Anno Domini 1651", "3d day of October Anno Domini 1651", {"when": "1651-10-03"}),
    ("the xijth day of March 1643", "xijth day of March 1643", {"when": "1643-03-12"}),
    ("this 12th Decemb: 1650 at York", "12th Decemb: 1650", {"when": "1650-12-12"}),
    ("10. XII. 1924", "10. XII. 1924", {"when": "1924-12-10"}),
    (
        "the tenth day of June eighteen hundred and sixty three",
        "tenth day of June eighteen hundred and sixty three",
        {"when": "1863-06-10"},
    ),
    ("all through the 1990s", "1990s", {"from": "1990", "to": "1999"}),
    ("of the late 19th century", "late 19th century", {"notBefore": "1860", "notAfter": "1899"}),
    ("in the 19th century", "19th century", {"from": "1800", "to": "1899"}),
    ("by the 5th century BC", "5th century BC", {"from": "-0500", "to": "-0401"}),
    ("the war of 1914-18 and", "1914-18", {"from": "1914", "to": "1918"}),
    ("from 1914 to 1918 he", "1914 to 1918", {"from": "1914", "to": "1918"}),
    ("from March to May 1848", "March to May 1848", {"from": "1848-03", "to": "1848-05"}),
    ("on 3–5 June 1944", "3–5 June 1944", {"from": "1944-06-03", "to": "1944-06-05"}),
    ("December 1913 to March 1914", "December 1913 to March 1914", {"from": "1913-12", "to": "1914-03"}),
    ("from November to February 1917", "November to February 1917", {"from": "1916-11", "to": "1917-02"}),
    ("written between 1911 and 1914.", "between 1911 and 1914", {"notBefore": "1911", "notAfter": "1914"}),
    ("since 1990 it", "1990", {"from": "1990"}),
    ("until 1945 it", "1945", {"to": "1945"}),
    ("from 1928 onwards", "1928", {"from": "1928"}),
    ("before 1914 and", "1914", {"notAfter": "1914"}),
    ("after 1945 they", "1945", {"notBefore": "1945"}),
    ("in the summer of 1916", "summer of 1916", edtf("1916-22")),
    ("the first quarter of 2013", "first quarter of 2013", {"from": "2013-01", "to": "2013-03"}),
    ("at Easter 1916 they", "Easter 1916", {"when": "1916-04-23"}),
    ("on Christmas Eve 1914", "Christmas Eve 1914", {"when": "1914-12-24"}),
    ("at Michaelmas 1655", "Michaelmas 1655", {"when": "1655-09-29"}),
    ("about the winter of 1373.", "winter of 1373", edtf("1373-12~/1374-02~")),
    ("before c. 1450 it", "1450", edtf("../1450~")),
    ("made c. 1450 in", "1450", edtf("1450~")),
    ("painted around 1450.", "1450", edtf("1450~")),
    ("(1820?)", "1820", edtf("1820?")),
    ("in 1943 or 1944", "1943 or 1944", edtf("[1943,1944]")),
    ("in June or July 1848", "June or July 1848", edtf("[1848-06,1848-07]")),
    ("on 10/21 January 1689", "10/21 January 1689", {"when": "1689-01-21"}),
    ("11 February 1731/2", "11 February 1731/2", {"when": "1732-02-22", "calendar": "#julian"}),
    ("25 October 1917 (Old Style)", "25 October 1917", {"when": "1917-11-07", "calendar": "#julian"}),
    ("25 December 1642/4 January 1643", "25 December 1642/4 January 1643", {"when": "1643-01-04"}),
    ("by 12 Car. II c. 4", "12 Car. II", {"from": "1660-02-09", "to": "1661-02-08", "calendar": "#julian"}),
    (
        "the 31st year of the reign of Henry the Eighth",
        "31st year of the reign of Henry the Eighth",
        {"from": "1539-05-02", "to": "1540-05-01", "calendar": "#julian"},
    ),
    ("since the 1st century AD", "1st century AD", {"from": "0001"}),
    (
        "the third quarter of the 15th century",
        "third quarter of the 15th century",
        {"notBefore": "1450", "notAfter": "1474"},
    ),
    ("the 16th to the 18th century", "16th to the 18th century", {"from": "1500", "to": "1799"}),
    ("in Q3 2019 it", "Q3 2019", {"from": "2019-07", "to": "2019-09"}),
    ("from 12/25/2018 - 1/7/2019", "12/25/2018 - 1/7/2019", {"from": "2018-12-25", "to": "2019-01-07"}),
    ("on 14 nov 1990", "14 nov 1990", {"when": "1990-11-14"}),
    ("the years 1944 -- 1945 in", "1944 -- 1945", {"from": "1944", "to": "1945"}),
    ("due 03/2022", "03/2022", {"when": "2022-03"}),
    ("9 Thermidor Year II", "9 Thermidor Year II", {"when": "1794-07-27", "calendar": "#french-republican"}),
    ("in 508 BC the", "508 BC", {"when": "-0508"}),
    ("on 15 March 44 BC", "15 March 44 BC", {"when": "-0044-03-15"}),
    ("AD 842", "AD 842", {"when": "0842"}),
    ("31 BC–14 AD", "31 BC–14 AD", {"from": "-0031", "to": "0014"}),
    ("Lord Bacon, 1561.", "1561", {"when": "1561"}),
    ("His feast is 30 September.", "30 September", {"when": "--09-30"}),
]
GERMAN: list[tuple[str, str, dict[str, str]]] = [
    ("Wien, den 3ten März 1821.", "3ten März 1821", {"when": "1821-03-03"}),
    ("am 27. Februar 2022 begann", "27. Februar 2022", {"when": "2022-02-27"}),
    ("am 28. Feber 1919", "28. Feber 1919", {"when": "1919-02-28"}),
    ("Vahrn, 10. 8. 1901", "10. 8. 1901", {"when": "1901-08-10"}),
    ("im Mai 1968", "Mai 1968", {"when": "1968-05"}),
    ("im 18. Jahrhundert", "18. Jahrhundert", {"from": "1700", "to": "1799"}),
    ("Ende des 19. Jahrhunderts", "Ende des 19. Jahrhunderts", {"notBefore": "1870", "notAfter": "1899"}),
    ("im 5. Jh. v. Chr. war", "5. Jh. v. Chr.", {"from": "-0500", "to": "-0401"}),
    ("die 1920er Jahre", "1920er Jahre", {"from": "1920", "to": "1929"}),
    ("von 1914 bis 1918", "1914 bis 1918", {"from": "1914", "to": "1918"}),
    ("vom 3. bis 5. Juni 1944", "3. bis 5. Juni 1944", {"from": "1944-06-03", "to": "1944-06-05"}),
    ("zwischen 1911 und 1914", "zwischen 1911 und 1914", {"notBefore": "1911", "notAfter": "1914"}),
    ("seit 1990", "1990", {"from": "1990"}),
    ("bis 1945", "1945", {"to": "1945"}),
    ("vor 1914", "1914", {"notAfter": "1914"}),
    ("30. Sept./1. Okt. 1938", "30. Sept./1. Okt. 1938", {"from": "1938-09-30", "to": "1938-10-01"}),
    ("vom 3.5.1990 bis 5.6.1991", "3.5.1990 bis 5.6.1991", {"from": "1990-05-03", "to": "1991-06-05"}),
    ("am 3.–5.6.1944 und", "3.–5.6.1944", {"from": "1944-06-03", "to": "1944-06-05"}),
    ("15./16. Jh. und", "15./16. Jh.", {"from": "1400", "to": "1599"}),
    ("um 1450", "1450", edtf("1450~")),
    ("im Sommer 1914", "Sommer 1914", edtf("1914-22")),
    ("zu Ostern 1916", "Ostern 1916", {"when": "1916-04-23"}),
    ("44 v. Chr. starb er", "44 v. Chr.", {"when": "-0044"}),
    ("im 1. Quartal 1990", "1. Quartal 1990", {"from": "1990-01", "to": "1990-03"}),
]
FRENCH: list[tuple[str, str, dict[str, str]]] = [
    ("le 1er janvier 1789", "1er janvier 1789", {"when": "1789-01-01"}),
    ("le 14 juillet 1789", "14 juillet 1789", {"when": "1789-07-14"}),
    ("en mars 1821", "mars 1821", {"when": "1821-03"}),
    ("au XVIIIe siècle", "XVIIIe siècle", {"from": "1700", "to": "1799"}),
    ("la fin du XVIIIe siècle", "fin du XVIIIe siècle", {"notBefore": "1770", "notAfter": "1799"}),
    ("du XVIe au XVIIIe siècle", "XVIe au XVIIIe siècle", {"from": "1500", "to": "1799"}),
    ("les années 1920", "années 1920", {"from": "1920", "to": "1929"}),
    ("de 1914 à 1918", "1914 à 1918", {"from": "1914", "to": "1918"}),
    ("du 3 au 5 juin 1944", "3 au 5 juin 1944", {"from": "1944-06-03", "to": "1944-06-05"}),
    ("entre 1911 et 1914", "entre 1911 et 1914", {"notBefore": "1911", "notAfter": "1914"}),
    ("depuis 1990", "1990", {"from": "1990"}),
    ("jusqu'en 1945", "1945", {"to": "1945"}),
    ("vers 1450", "1450", edtf("1450~")),
    ("l'été 1936", "été 1936", edtf("1936-22")),
    (
        "le 18 brumaire an VIII",
        "18 brumaire an VIII",
        {"when": "1799-11-09", "calendar": "#french-republican"},
    ),
    ("en l'an II", "an II", {"from": "1793-09-22", "to": "1794-09-21", "calendar": "#french-republican"}),
    ("44 av. J.-C. il", "44 av. J.-C.", {"when": "-0044"}),
]


@pytest.mark.parametrize(("text", "words", "attributes"), ENGLISH)
def test_english_words_lead_to_their_value(text: str, words: str, attributes: dict[str, str]) -> None:
    assert dates(text) == [(words, attributes)]


@pytest.mark.parametrize(("text", "words", "attributes"), GERMAN)
def test_german_words_lead_to_their_value(text: str, words: str, attributes: dict[str, str]) -> None:
    assert dates(text, "de") == [(words, attributes)]


@pytest.mark.parametrize(("text", "words", "attributes"), FRENCH)
def test_french_words_lead_to_their_value(text: str, words: str, attributes: dict[str, str]) -> None:
    assert dates(text, "fr") == [(words, attributes)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("3 Henry came; the 4th Henry; Phil. 1329, El. 1488; # 1552", "en"),
        ("rose by 7/8 to 43 1/2, from 3/4", "en"),
        ("He paid 1984 dollars and $1914 or £1850 for it.", "en"),
        ("with 2000 men and 1500 armed soldiers", "en"),
        ("at 1600 Pennsylvania Avenue", "en"),
        ("p. 1914, pp. 1850, MS 1820, room 1914, no. 1848, vol. 1900", "en"),
        ("I read “1984” and '1984' by Orwell.", "en"),
        ("You may march on; Theresa May may come; he sat; the sun rose.", "en"),
        ("They fall in a second; the second of twelve march on.", "en"),
        ("The Sun wrote it, and Mark Twain.", "en"),
        ("version 1.2.2003 of ISO 8601-1:2019 and RFC 3339", "en"),
        ("see https://example.org/2022/03/06/x.html and file-2022-03-06.pdf", "en"),
        ("1,914 men; 1914.5; 1914%; 1914km; A1914", "en"),
        ("for three years and ten days", "en"),
        ("auf S. 1914, Nr. 1848, 1914 Mark, 2000 Mann, am 3. Tag, zum 2. Mal", "de"),
        ("guten Morgen, am Morgen, jeden Montag", "de"),
        ("2000 hommes, p. 1914, 1500 francs", "fr"),
    ],
)
def test_what_only_looks_like_a_date_is_left_alone(text: str, language: str) -> None:
    assert dates(text, language) == []


def test_a_month_that_is_a_name_is_left_alone_and_the_year_beside_it_is_not() -> None:
    assert [words for words, _ in dates("In 1933 May became chair.")] == ["1933"]


@pytest.mark.parametrize(
    ("text", "language", "date", "value"),
    [
        ("He came yesterday.", "en", "2022-03-06", "2022-03-05"),
        ("Today he came.", "en", "2022-03-06", "2022-03-06"),
        ("He came last Monday.", "en", "2022-03-06", "2022-02-28"),
        ("He comes next Monday.", "en", "2022-03-06", "2022-03-07"),
        ("He will come on Tuesday.", "en", "2022-03-06", "2022-03-08"),
        ("He came on Tuesday.", "en", "2022-03-06", "2022-03-01"),
        ("He came three days ago.", "en", "2022-03-06", "2022-03-03"),
        ("He came two years ago.", "en", "2022-03-06", "2020"),
        ("He came last week.", "en", "2022-03-06", "2022-02-21/2022-02-27"),
        ("He came last year.", "en", "2022-03-06", "2021"),
        ("Yours of the 28th ult. came.", "en", "1863-07-10", "1863-06-28"),
        ("Er kam vorgestern.", "de", "1821-05-01", "1821-04-29"),
        ("Ich komme morgen.", "de", "1821-05-01", "1821-05-02"),
        ("Er kam vor drei Tagen.", "de", "1821-05-01", "1821-04-28"),
        ("Il vint avant-hier.", "fr", "1822-05-01", "1822-04-29"),
        ("Il vint lundi dernier.", "fr", "1822-05-01", "1822-04-29"),
        ("Il vint il y a trois jours.", "fr", "1822-05-01", "1822-04-28"),
    ],
)
def test_relative_words_count_from_the_documents_date(
    text: str, language: str, date: str, value: str
) -> None:
    (found,) = tag(document(text), context(language, date))
    assert edtf_value(found) == value
    assert found.attributes["type"] == "relative"
    assert found.attributes["evidence"] == "internal"


def test_relative_words_without_any_date_have_no_value() -> None:
    (found,) = tag(document("He came yesterday."), context())
    assert found.attributes == {"type": "relative"}
    assert edtf_value(found) is None


def test_words_of_the_narrative_count_from_the_last_date_told() -> None:
    found = dates(
        "On 3 May 1990 he came. The next day he left. Two years later he died; that year it rained."
    )
    assert [attributes.get("when") for _, attributes in found] == ["1990-05-03", "1990-05-04", "1992", "1992"]


def test_a_diary_runs_on_from_entry_to_entry() -> None:
    text = "Monday April 1st\nAt home.\nTuesday\nAt home.\nFriday 5th\nYesterday it rained."
    found = dates(text, date="1822-04-01")
    assert [attributes["when"] for _, attributes in found] == [
        "1822-04-01",
        "1822-04-02",
        "1822-04-05",
        "1822-04-04",
    ]


def test_a_block_that_begins_with_a_bare_date_opens_a_diary_entry() -> None:
    found = dates("20/12 Nm. war Besuch da.\n21/12 Gestern war es kalt.", "de", "1909")
    assert [attributes["when"] for _, attributes in found] == ["1909-12-20", "1909-12-21", "1909-12-20"]


def test_a_weekday_at_the_head_of_a_letter_is_its_own_day() -> None:
    found = dates("Donnerstag Abend.\nIch komme Samstag.", "de", "1891-09-10")
    assert [attributes["when"] for _, attributes in found] == ["1891-09-10", "1891-09-12"]


def test_a_short_dateline_dates_a_document_of_no_known_date() -> None:
    found = dates("Wien, 14. 9. 1918\nEr kam gestern.", "de")
    assert found[1] == ("gestern", {"when": "1918-09-13", "type": "relative", "evidence": "internal"})


def test_a_month_without_a_year_takes_the_year_last_told() -> None:
    found = dates("In 1831 he was jailed. On 14 July he was arrested.", date="2004-08-18")
    assert found[1] == ("14 July", {"when": "1831-07-14", "evidence": "internal"})


def test_a_range_has_its_ends_as_dates_inside_it() -> None:
    found = list(tag(document("from 3 May 1990 to 5 June 1991"), context()))
    assert [t.attributes for t in found] == [
        {"from": "1990-05-03", "to": "1991-06-05"},
        {"when": "1990-05-03"},
        {"when": "1991-06-05"},
    ]


@pytest.mark.parametrize(
    ("text", "language", "value", "guessed"),
    [
        ("On 3/4/1999 he came.", "en", "1999-03-04", True),
        ("On 3/4/1999 he came.", "en-GB", "1999-04-03", True),
        ("Le 3/4/1999 il vint.", "fr", "1999-04-03", True),
        ("On 3/4/1999 and on 25/12/1999.", "en", "1999-04-03", False),
        ("On 3/4/1999 and on 12/25/1999.", "en-GB", "1999-03-04", False),
        ("On Saturday 3/4/1999 he came.", "en", "1999-04-03", False),
        ("On 3.4.1999 he came.", "en", "1999-04-03", False),
        ("On 3/3/1999 he came.", "en", "1999-03-03", False),
    ],
)
def test_day_or_month_first_is_decided_by_the_document(
    text: str, language: str, value: str, guessed: bool
) -> None:
    first = next(iter(tag(document(text), context(language))))
    assert edtf_value(first) == value
    assert bool(first.notes) == guessed
    if guessed:
        assert "the other reading is 1999-" in first.notes[0]


def test_the_documents_own_date_decides_the_order() -> None:
    first = next(iter(tag(document("3/4/1999"), context("en", "1999-04-03"))))
    assert edtf_value(first) == "1999-04-03"
    assert first.notes == ()


def test_a_weekday_that_contradicts_its_date_is_said() -> None:
    (found,) = tag(document("on Monday, 3 March 1821"), context())
    assert found.attributes["when"] == "1821-03-03"
    assert "1821-03-03 was a Saturday, not a Monday" in found.notes[0]


def test_a_day_that_does_not_exist_keeps_its_month_and_says_so() -> None:
    (found,) = tag(document("on 30 February 1990"), context())
    assert found.attributes == {"when": "1990-02"}
    assert found.confidence < 0.6
    assert "there is no day 30 in 1990-02" in found.notes[0]


def test_nothing_is_tagged_in_code_or_in_a_link_that_is_an_address() -> None:
    text = "born 3 May 1990"
    assert list(tag(document(text, kind="code"), context())) == []
    mark = Mark("code", 5, 15)
    assert list(tag(document(text, marks=(mark,)), context())) == []
    address = "https://example.org/3 May 1990"
    link = Mark("link", 0, len(address), address)
    assert list(tag(document(address, marks=(link,)), context())) == []
    named = Mark("link", 5, 15, "https://example.org")
    assert len(list(tag(document(text, marks=(named,)), context()))) == 1


def test_the_metadatas_date_serves_where_the_context_has_none() -> None:
    source = document("He came yesterday.", metadata=Metadata(date="2022-03-06"))
    (found,) = tag(source, context())
    assert edtf_value(found) == "2022-03-05"


@pytest.mark.parametrize(
    ("attributes", "value"),
    [
        ({"when": "2022-03-06"}, "2022-03-06"),
        ({"when": "-0508"}, "-0507"),
        ({"when": "-0001"}, "0000"),
        ({"when": "--09-30"}, "XXXX-09-30"),
        ({"when": "---15"}, "XXXX-XX-15"),
        ({"from": "1914", "to": "1918"}, "1914/1918"),
        ({"from": "1990"}, "1990/.."),
        ({"to": "1945"}, "../1945"),
        ({"notBefore": "1911", "notAfter": "1914"}, "[1911..1914]"),
        ({"notAfter": "1914"}, "[..1914]"),
        ({"when-custom": "1916-22", "datingMethod": "#edtf"}, "1916-22"),
        ({"when-custom": "a year", "datingMethod": "#other"}, None),
        ({}, None),
    ],
)
def test_the_edtf_value_of_teis_attributes(attributes: dict[str, str], value: str | None) -> None:
    assert edtf_value(Tag(0, 1, "date", attributes)) == value

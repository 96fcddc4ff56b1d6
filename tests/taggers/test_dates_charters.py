"""Dates of charters, title pages and registers, in three languages, and what only looks like a date."""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable

import pytest

from tei_tools.resources import Resources
from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers import Context, Tag
from tei_tools.taggers.dates import tag

# 14 October 1900
CHARTERS = """
@en given at Westminster on the ⟦Monday after Easter 1381|1381-04-23⟧
@en on ⟦Friday after Michaelmas 1432|1432-10-12⟧ and on the ⟦Thursday before the feast of St Martin 1290|1290-11-16⟧
@en on the ⟦eve of St John the Baptist 1415|1415-06-23⟧, on the ⟦morrow of All Souls 1350|1350-11-03⟧
@en within the ⟦octave of Easter 1303|1303-04-22⟧; the ⟦day before Christmas 1899|1899-12-24⟧
@en the ⟦feast of St Katherine, 12 Edward III|1338-12-03⟧; ⟦Monday next after the feast of St Michael, 12 Edward III|1338-10-13⟧
@en in the ⟦third year of the reign of King Richard II|1379-06-30/1380-06-29⟧; ⟦4 Will. & Mary|1692-02-23/1693-02-22⟧; ⟦anno 15 Henrici VIII|1523-05-02/1524-05-01⟧
@en ⟦III Kal. Maii 1232|1232-04-29⟧; ⟦xv kal. Junii MCCCXL|1340-05-18⟧; ⟦pridie Nonas Octobris 1512|1512-10-06⟧; ⟦Kalendis Ianuariis 1500|1500-01-01⟧
@en ⟦III Kal. Ian. 1301|1300-12-30⟧; ⟦quinto Idus Aprilis 1467|1467-04-09⟧; the ⟦Ides of March 44 BC|-0043-03-15⟧; the ⟦Kalends of March 1300|1300-03-01⟧
@en ⟦anno Domini millesimo quadringentesimo quinquagesimo|1450⟧; Londini, ⟦M.DC.XL|1640⟧. and ⟦A.D. MCCCLXXXI|1381⟧
@en ⟦1er vendémiaire an I|1792-09-22⟧; the ⟦second complementary day of Year III|1795-09-18⟧; the ⟦Year II|1793-09-22/1794-09-21⟧ of the Republic
@en ⟦25 October (7 November) 1917|1917-11-07⟧; ⟦7 November [O.S. 25 October] 1917|1917-11-07⟧; ⟦6 January (Old Style) 1711|1711-01-17⟧
@en It was ⟦5 May 1821, Friday|1821-05-05⟧, when he died; on ⟦5 May 1821, Saturday|1821-05-05⟧.
@en the ⟦first third of the 16th century|[1500..1532]⟧; the ⟦turn of the 20th century|[1900..1909]⟧; ⟦13th c.|1200/1299⟧ charters
@en in the ⟦first week of May 1945|[1945-05-01..1945-05-07]⟧; the ⟦last week of 1918|[1918-12-25..1918-12-31]⟧; ⟦H1 1899|1899-01/1899-06⟧
@en c.⟦1450|1450~⟧ and ?⟦1723|1723?⟧; (b.⟦1823|1823⟧, d.⟦1899|1899⟧); from ⟦Easter to Michaelmas 1732|1732-04-13/1732-09-29⟧
@en ⟦Oct. lst, 1863|1863-10-01⟧; ⟦l0 May 1848|1848-05-10⟧; ⟦3Oth June 1850|1850-06-30⟧; in ⟦18l5|1815⟧
@en a book about ⟦1848|1848⟧; about ⟦1848|1848~⟧
@de am ⟦Montag nach Ostern 1381|1381-04-23⟧; am ⟦Freitag nach Michaelis 1432|1432-10-12⟧; ⟦Donnerstag vor Martini 1290|1290-11-16⟧
@de am ⟦Vorabend von Allerheiligen 1415|1415-10-31⟧; am ⟦Tag nach Allerseelen 1350|1350-11-03⟧; ⟦drei Tage nach Ostern 1525|1525-04-29⟧
@de am ⟦St. Gallentag 1401|1401-10-16⟧; am ⟦Montag vor St. Veitstag 1402|1402-06-21⟧; am ⟦dritten Adventssonntag 1899|1899-12-17⟧
@de im ⟦dritten Regierungsjahr Kaiser Karls V|1521-07-08/1522-07-07⟧.; im ⟦zwölften Regierungsjahr Ludwigs XIV|1654-05-14/1655-05-13⟧.; im ⟦5. Jahr der Regierung Kaiser Friedrichs III|None⟧.
@de am ⟦ersten Mai achtzehnhundertneunundvierzig|1849-05-01⟧; im ⟦Jahre siebzehnhundertneunundachtzig|1789⟧
@de im ⟦Brumaire des Jahres VIII|1799-10-23/1799-11-21⟧; am ⟦18. Brumaire|None⟧
@de ⟦zwischen dem 3. und 5. Mai 1849|[1849-05-03..1849-05-05]⟧; am ⟦3. oder 4. Mai 1812|[1812-05-03,1812-05-04]⟧; im Krieg von ⟦1914/18|1914/1918⟧
@de im ⟦letzten Viertel des 12. Jahrhunderts|[1175..1199]⟧; ⟦zweite Hälfte 15. Jh.|[1450..1499]⟧; in den ⟦achtziger Jahren des 18. Jahrhunderts|1780/1789⟧; im ⟦ersten Jahrzehnt des 19. Jahrhunderts|[1800..1809]⟧
@de im ⟦ersten Halbjahr 1899|1899-01/1899-06⟧; im ⟦III. Quartal 1898|1898-07/1898-09⟧; im ⟦Spätsommer 1895|1895-22⟧; ⟦heuer|1900⟧
@de spätestens ⟦1432|[..1432]⟧; frühestens im ⟦März 1640|[1640-03..]⟧; im ⟦Jahre des Herrn 1543|1543⟧; am ⟦Montag nächster Woche|1900-10-15⟧
@fr le ⟦lundi après Pâques 1381|1381-04-23⟧; la ⟦veille de la Saint-Jean 1415|1415-06-23⟧; le ⟦lendemain de la Toussaint 1350|1350-11-02⟧
@fr l'⟦an III du règne de Louis XIV|1645-05-14/1646-05-13⟧; la ⟦douzième année du règne de Charles VI|1391-09-24/1392-09-23⟧; la ⟦troisième année du règne de Philippe Auguste|None⟧
@fr ⟦brumaire an VIII|1799-10-23/1799-11-21⟧; du ⟦1er au 9 thermidor an II|1794-07-19/1794-07-27⟧; le ⟦5e jour complémentaire an III|1795-09-21⟧; le ⟦dix-huit brumaire an huit|1799-11-09⟧; le ⟦18 brumaire|None⟧
@fr l'⟦an 2|1793-09-22/1794-09-21⟧ de la République; ⟦germinal-floréal an III|1795-03-21/1795-05-19⟧
@fr le ⟦douze mars mil huit cent quarante-huit|1848-03-12⟧; l'⟦an mil sept cent quatre-vingt-neuf|1789⟧; en ⟦dix-huit cent trente|1830⟧
@fr au ⟦début des années 1830|[1830..1832]⟧; les ⟦années 1820|1820/1829⟧ et ⟦1830|1830/1839⟧; le ⟦dernier quart du XIIe siècle|[1175..1199]⟧; au ⟦XIXe s.|1800/1899⟧ encore; le ⟦XIXᵉ siècle|1800/1899⟧
@fr le ⟦second semestre 1899|1899-07/1899-12⟧; ⟦T3 1898|1898-07/1898-09⟧; au plus tard en ⟦1432|[..1432]⟧; aux environs de ⟦1450|1450~⟧; sans doute en ⟦1723|1723?⟧
@fr ⟦la semaine prochaine|1900-10-15/1900-10-21⟧; il a été en ⟦1850|1850⟧ nommé
""".strip().splitlines()

NO_DATES = """
@en MS Harley 1945, Clm 1756, shelf-mark C 1245, call 020 7946 1958
@en Orwell's 1984 is a novel; 1984 by Orwell; a 2000-year-old oak at 1945 K; 2,000 AD
@en Mr. August and Mrs. March met Dr. Friday.
@en the March on Washington, the May family
@de Herr Sonntag und Frau März; Herr Freitag kam; Clm 1756, Cgm 1952
@fr rue du 4 Septembre, place du 8 Mai 1845, avenue du 8-Mai-1845
@fr le Champ de Mars; Avril Lavigne; Jules Janvier; Mlle Avril; « 1884 »; n° 1884; il a été malade
""".strip().splitlines()


def tags(text: str, language: str) -> list[Tag]:
    source = SourceDocument("test", "text", "0" * 64, text, (Block("paragraph", 0, len(text)),))
    return list(tag(source, Context(resources=Resources(), language=language, date=None)))


@pytest.mark.parametrize("marked", CHARTERS)
def test_charters_and_registers_date_by_feasts_reigns_and_kalends(
    marked: str, check: Callable[[str, str, str], None]
) -> None:
    check(marked[4:], marked[1:3], "1900-10-14")


@pytest.mark.parametrize("marked", NO_DATES)
def test_shelf_marks_names_streets_and_novels_are_no_dates(
    marked: str, check: Callable[[str, str, str], None]
) -> None:
    check(marked[4:], marked[1:3], "1900-10-14")


@pytest.mark.parametrize(
    ("text", "language", "calendar"),
    [
        ("on the Monday after Easter 1381", "en", "#julian"),
        ("on III Kal. Maii 1232", "en", "#roman"),
        ("en nivôse an II", "fr", "#french-republican"),
        ("le 18 brumaire", "fr", "#french-republican"),
        ("im dritten Regierungsjahr Kaiser Karls V.", "de", "#julian"),
        ("6 January (Old Style) 1711", "en", "#julian"),
        ("on Easter Monday 1916", "en", None),
        ("3 George V", "en", None),
    ],
)
def test_the_calendar_of_the_words_is_named(text: str, language: str, calendar: str | None) -> None:
    found, *_ = tags(text, language)
    assert found.attributes.get("calendar") == calendar


def test_a_weekday_behind_its_day_contradicts_it_too() -> None:
    (found,) = tags("He died on 5 May 1821, Friday, at night.", "en")
    assert any("was a Saturday, not a Friday" in note for note in found.notes)


def test_a_reign_without_a_certain_count_is_a_date_without_a_value() -> None:
    (found,) = tags("la troisième année du règne de Philippe Auguste", "fr")
    assert not {"when", "from", "notBefore", "when-custom"} & set(found.attributes)


def test_the_weekday_of_a_range_contradicts_its_first_day() -> None:
    found, *_ = tags("du lundi 3 au vendredi 7 mai 1900", "fr")
    assert found.attributes["from"] == "1900-05-03"
    assert any("was a Thursday, not a Monday" in note for note in found.notes)

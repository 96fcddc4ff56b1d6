"""One kind of date after the other in German, French and English."""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable

import pytest

# 14 October 1900
KINDS = """
@de zu ⟦Ostern 1525|1525-04-26⟧
@de am ⟦Michaelstag 1412|1412-09-29⟧ und zu ⟦Martini 1413|1413-11-11⟧
@de am ⟦Sonntag Laetare 1520|1520-03-28⟧
@de im ⟦ersten Quartal 1913|1913-01/1913-03⟧
@de im ⟦3. Quartal 2019|2019-07/2019-09⟧
@de am ⟦10./21. Januar 1689|1689-01-21⟧
@de am ⟦25. Oktober 1917|1917-11-07⟧ (a. St.)
@de am ⟦25. Oktober/7. November 1917|1917-11-07⟧
@de am ⟦18. Brumaire des Jahres VIII|1799-11-09⟧
@de den ⟦3. X. 1848|1848-10-03⟧
@de im ⟦Jahre MDCCCXLVIII|1848⟧
@de ⟦Anno 1648|1648⟧
@de seit dem ⟦19. Jahrhundert|1800/..⟧
@de gegen ⟦Ende des 18. Jahrhunderts|1770~/1799~⟧
@de in der ⟦zweiten Hälfte des 16. Jahrhunderts|[1550..1599]⟧
@de in den ⟦1920er Jahren|1920/1929⟧ und den ⟦dreißiger Jahren|1830/1839⟧
@de um ⟦1450|1450~⟧ und vor ⟦1500|[..1500]⟧, nach ⟦1400|[1400..]⟧
@de ⟦zwischen 1911 und 1914|[1911..1914]⟧
@de im ⟦Winter 1914/15|1914-24⟧
@de im ⟦Frühjahr 1848|1848-21⟧
@de vom ⟦3. bis 5. Juni 1944|1944-06-03/1944-06-05⟧
@de von ⟦März bis Mai 1848|1848-03/1848-05⟧
@de ⟦1848 oder 1849|[1848,1849]⟧
@de vielleicht ⟦1820|1820?⟧
@de ⟦Montag, den 3. Mai 1848|1848-05-03⟧
@de ⟦letzten Montag|1900-10-08⟧, ⟦nächste Woche|1900-10-15/1900-10-21⟧, im ⟦selben Monat|1900-10⟧
@de im ⟦Herbst vorigen Jahres|1899-23⟧
@de am ⟦5. dieses Monats|1900-10-05⟧; am ⟦7. d. M|1900-10-07⟧.; am ⟦8. v. M|1900-09-08⟧.
@de am ⟦letzten Tag des August 1644|1644-08-31⟧
@de am ⟦ersten Montag im August 1864|1864-08-01⟧
@de bis ⟦Ende 1848|../1848⟧, ⟦Anfang 1849|1849⟧, ⟦Mitte 1850|1850⟧
@de ⟦508 v. Chr.|-0507⟧ und ⟦14 n. Chr.|0014⟧
@de Er zahlte 1500 Mark auf S. 1848.
@fr à ⟦Pâques 1525|1525-04-26⟧
@fr à la ⟦Saint-Michel 1412|1412-09-29⟧, à la ⟦Toussaint 1413|1413-11-01⟧ et à la ⟦Chandeleur|1901-02-02⟧
@fr au ⟦premier trimestre 1913|1913-01/1913-03⟧
@fr le ⟦10/21 janvier 1689|1689-01-21⟧
@fr le ⟦18 brumaire an VIII|1799-11-09⟧
@fr le ⟦25 octobre 1917|1917-11-07⟧ (ancien style)
@fr l'⟦an II|1793-09-22/1794-09-21⟧ de la République
@fr en ⟦MDCCLXXXIX|1789⟧
@fr en l'⟦an de grâce 1412|1412⟧
@fr au ⟦XIXe siècle|1800/1899⟧, à la ⟦fin du XVIIIe siècle|[1770..1799]⟧
@fr dans la ⟦seconde moitié du XVIe siècle|[1550..1599]⟧
@fr les ⟦années 1920|1920/1929⟧ et les ⟦années trente|1830/1839⟧
@fr vers ⟦1450|1450~⟧, avant ⟦1500|[..1500]⟧, après ⟦1400|[1400..]⟧
@fr ⟦entre 1911 et 1914|[1911..1914]⟧
@fr pendant l'⟦hiver 1914-1915|1914-24⟧
@fr au ⟦printemps 1848|1848-21⟧
@fr du ⟦3 au 5 juin 1944|1944-06-03/1944-06-05⟧
@fr de ⟦mars à mai 1848|1848-03/1848-05⟧
@fr en ⟦1848 ou 1849|[1848,1849]⟧
@fr peut-être ⟦1820|1820?⟧
@fr ⟦lundi 3 mai 1848|1848-05-03⟧
@fr ⟦le lendemain|1900-10-15⟧, ⟦deux ans plus tard|1902⟧
@fr ⟦lundi dernier|1900-10-08⟧, ⟦la semaine prochaine|1900-10-15/1900-10-21⟧, ⟦le même mois|1900-10⟧, ⟦le mois dernier|1900-09⟧
@fr ⟦le 5 du mois dernier|1900-09-05⟧; ⟦le 7 courant|1900-10-07⟧; ⟦le 8 de ce mois|1900-10-08⟧
@fr le ⟦dernier jour d'août 1644|1644-08-31⟧
@fr le ⟦premier lundi d'août 1864|1864-08-01⟧
@fr ⟦début 1848|1848⟧, ⟦fin 1849|1849⟧, ⟦mi-1850|1850⟧
@fr en ⟦508 av. J.-C.|-0507⟧ et ⟦14 ap. J.-C.|0014⟧
@fr le ⟦1er mai 1848|1848-05-01⟧, ce ⟦2 mai 1849|1849-05-02⟧
@fr depuis ⟦1990|1990/..⟧; jusqu'en ⟦1945|../1945⟧; à partir de ⟦1928|1928/..⟧
@en ⟦10/21 January 1689|1689-01-21⟧; ⟦11 February 1731/2|1732-02-22⟧; ⟦25 October 1917|1917-11-07⟧ (O.S.); ⟦5 June 1750|1750-06-16⟧ (Julian)
@en ⟦3 Henry VIII|1511-05-02/1512-05-01⟧; ⟦12 Eliz. I|1569-11-27/1570-11-26⟧; the ⟦5th year of Queen Victoria|1841-06-20/1842-06-19⟧
@en ⟦18 Brumaire Year VIII|1799-11-09⟧; ⟦MDCCXLII|1742⟧; ⟦anno MDCXLVIII|1648⟧
@en ⟦Monday, 3 May 1999|1999-05-03⟧ was a fine day
@en c. ⟦1450|1450~⟧; before ⟦1500|[..1500]⟧; after ⟦1400|[1400..]⟧; ⟦between 1911 and 1914|[1911..1914]⟧; ⟦1943 or 1944|[1943,1944]⟧; perhaps ⟦1820|1820?⟧; ⟦1820|1820⟧?
@en ⟦199X|199X⟧; ⟦1990s|1990/1999⟧; the ⟦late 19th century|[1860..1899]⟧; the ⟦1600s|1600/1699⟧
@en since ⟦1990|1990/..⟧; until ⟦1945|../1945⟧; from ⟦1928|1928/..⟧ onwards; ⟦1990|1990⟧-; ⟦1990|1990/..⟧–present
@en ⟦Easter 1916|1916-04-23⟧; ⟦Whit Monday 1850|1850-05-20⟧; ⟦Lady Day 1700|1700-03-25⟧; the ⟦feast of St Michael 1412|1412-09-29⟧
@en in the ⟦3rd quarter of 1990|1990-07/1990-09⟧; ⟦Q3 2019|2019-07/2019-09⟧; ⟦winter 1914-15|1914-24⟧; ⟦spring 1990|1990-21⟧
@en ⟦MDCCXLII|1742⟧ and Henry VIII; Louis XIV; Chapter XIX
""".strip().splitlines()


@pytest.mark.parametrize("marked", KINDS)
def test_each_kind_of_date_is_read_in_three_languages(
    marked: str, check: Callable[[str, str, str], None]
) -> None:
    check(marked[4:], marked[1:3], "1900-10-14")

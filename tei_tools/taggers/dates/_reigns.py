"""Reigns whose years are certain: the day from which they were counted, and how many there were.

England from the Conquest (*Handbook of Dates*, ed. C. R. Cheney: the second Charles counted from his father's
death), France from Louis IX (the father's death or the king's own oath; left out where the counts differ),
and of the Empire, Austria and Prussia those of whom there is but one of the name and one count (Grotefend:
Charles V from his election). A day stands in the calendar of its time and place.
"""

from __future__ import annotations

from tei_tools.taggers.dates._calendar import Day

Reign = tuple[Day, int]

ENGLAND: dict[tuple[str, str], Reign] = {
    ("william", "I"): ((1066, 12, 25), 21),
    ("william", "II"): ((1087, 9, 26), 13),
    ("henry", "I"): ((1100, 8, 5), 36),
    ("henry", "II"): ((1154, 12, 19), 35),
    ("henry", "III"): ((1216, 10, 28), 57),
    ("henry", "IV"): ((1399, 9, 30), 14),
    ("henry", "V"): ((1413, 3, 21), 10),
    ("henry", "VI"): ((1422, 9, 1), 39),
    ("henry", "VII"): ((1485, 8, 22), 24),
    ("henry", "VIII"): ((1509, 4, 22), 38),
    ("edward", "I"): ((1272, 11, 20), 35),
    ("edward", "II"): ((1307, 7, 8), 20),
    ("edward", "III"): ((1327, 1, 25), 51),
    ("edward", "IV"): ((1461, 3, 4), 23),
    ("edward", "VI"): ((1547, 1, 28), 7),
    ("edward", "VII"): ((1901, 1, 22), 10),
    ("richard", "I"): ((1189, 9, 3), 10),
    ("richard", "II"): ((1377, 6, 22), 23),
    ("richard", "III"): ((1483, 6, 26), 3),
    ("elizabeth", ""): ((1558, 11, 17), 45),
    ("elizabeth", "I"): ((1558, 11, 17), 45),
    ("elizabeth", "II"): ((1952, 2, 6), 71),
    ("james", "I"): ((1603, 3, 24), 23),
    ("charles", "I"): ((1625, 3, 27), 24),
    ("charles", "II"): ((1649, 1, 30), 37),
    ("james", "II"): ((1685, 2, 6), 4),
    ("william and mary", ""): ((1689, 2, 13), 6),
    ("anne", ""): ((1702, 3, 8), 13),
    ("george", "I"): ((1714, 8, 1), 13),
    ("george", "II"): ((1727, 6, 11), 34),
    ("george", "III"): ((1760, 10, 25), 60),
    ("george", "IV"): ((1820, 1, 29), 11),
    ("william", "IV"): ((1830, 6, 26), 7),
    ("victoria", ""): ((1837, 6, 20), 64),
    ("george", "V"): ((1910, 5, 6), 26),
    ("george", "VI"): ((1936, 12, 11), 16),
}
FRANCE: dict[tuple[str, str], Reign] = {
    ("louis", "IX"): ((1226, 11, 8), 44),
    ("philippe", "III"): ((1270, 8, 25), 16),
    ("philippe", "IV"): ((1285, 10, 5), 30),
    ("charles", "IV"): ((1322, 1, 3), 7),
    ("jean", "II"): ((1350, 8, 22), 14),
    ("charles", "V"): ((1364, 4, 8), 17),
    ("charles", "VI"): ((1380, 9, 16), 43),
    ("louis", "XI"): ((1461, 7, 22), 23),
    ("charles", "VIII"): ((1483, 8, 30), 15),
    ("louis", "XII"): ((1498, 4, 7), 17),
    ("françois", "I"): ((1515, 1, 1), 33),
    ("henri", "II"): ((1547, 3, 31), 13),
    ("françois", "II"): ((1559, 7, 10), 2),
    ("charles", "IX"): ((1560, 12, 5), 14),
    ("henri", "III"): ((1574, 5, 30), 16),
    ("henri", "IV"): ((1589, 8, 2), 21),
    ("louis", "XIII"): ((1610, 5, 14), 34),
    ("louis", "XIV"): ((1643, 5, 14), 73),
    ("louis", "XV"): ((1715, 9, 1), 59),
    ("louis", "XVI"): ((1774, 5, 10), 19),
    ("louis", "XVIII"): ((1795, 6, 8), 30),
    ("charles", "X"): ((1824, 9, 16), 6),
    ("louis-philippe", ""): ((1830, 8, 9), 18),
    ("louis-philippe", "I"): ((1830, 8, 9), 18),
}
EMPIRE: dict[tuple[str, str], Reign] = {
    ("karl", "V"): ((1519, 6, 28), 38),
    ("maria theresia", ""): ((1740, 10, 20), 41),
    ("friedrich wilhelm", "I"): ((1713, 2, 25), 28),
    ("friedrich wilhelm", "II"): ((1786, 8, 17), 12),
    ("friedrich wilhelm", "III"): ((1797, 11, 16), 43),
    ("friedrich wilhelm", "IV"): ((1840, 6, 7), 21),
    ("franz joseph", ""): ((1848, 12, 2), 68),
    ("franz joseph", "I"): ((1848, 12, 2), 68),
    ("wilhelm", "II"): ((1888, 6, 15), 31),
}

LATIN = {
    "henrici": "henry", "edwardi": "edward", "edvardi": "edward", "ricardi": "richard", "jacobi": "james",
    "iacobi": "james", "caroli": "charles", "georgii": "george", "gulielmi": "william", "willelmi": "william",
    "elizabethe": "elizabeth", "elizabethae": "elizabeth", "annae": "anne", "victoriae": "victoria",
}  # fmt: skip
SHORT = {
    "hen": "henry", "edw": "edward", "ric": "richard", "rich": "richard", "eliz": "elizabeth", "jac": "james",
    "jas": "james", "car": "charles", "chas": "charles", "geo": "george", "gul": "william", "wm": "william",
    "vict": "victoria", "vic": "victoria", "will": "william",
}  # fmt: skip
_OF_ENGLAND = {
    "de": {"heinrich": "henry", "elisabeth": "elizabeth", "georg": "george", "viktoria": "victoria"},
    "fr": {"henri": "henry", "élisabeth": "elizabeth", "victoria": "victoria", "george": "george"},
}
_ONLY_ENGLAND = frozenset({("henry", "VIII"), ("henry", "VII"), ("elizabeth", "I"), ("victoria", "")}) | {
    ("george", number) for number in ("I", "II", "III", "IV", "V", "VI")
}
"""Those whom other languages cannot take for a king of their own."""


def reign(language: str, name: str, number: str) -> tuple[Reign, bool] | None:
    """The reign of a name (small letters) and number, and whether its first day is Julian."""
    if language == "en":
        canonical = SHORT.get(name) or LATIN.get(name) or name
        found = ENGLAND.get((canonical, number))
        return (found, found[0][0] < 1752) if found is not None else None
    if language == "de" and name == "ludwig" and number not in ("I", "II", "III", "IV", "V"):
        found = FRANCE.get(("louis", number))
    elif language == "de":
        found = EMPIRE.get((name.replace("josef", "joseph"), number))
    else:
        found = FRANCE.get((name, number))
    if found is not None:
        return found, found[0][0] < 1583
    there = (_OF_ENGLAND.get(language, {}).get(name, ""), number)
    english = ENGLAND.get(there) if there in _ONLY_ENGLAND else None
    return (english, english[0][0] < 1752) if english is not None else None

"""Days of saints and of the Virgin by which England, Germany and France dated, spelled as each language did.

The days are those of the Roman calendar as the Handbook of Dates (ed. C. R. Cheney) and Grotefend's
*Taschenbuch der Zeitrechnung* list them; only feasts whose day was the same nearly everywhere.
"""

from __future__ import annotations

from tei_tools.taggers.dates import _calendar as calendar
from tei_tools.taggers.dates._language import Feast

_ENGLISH = {
    "hilary": (1, 13),
    "agnes": (1, 21),
    "vincent": (1, 22),
    "valentine": (2, 14),
    "matthias": (2, 24),
    "gregory": (3, 12),
    "benedict": (3, 21),
    "philip and james": (5, 1),
    "dunstan": (5, 19),
    "peter and paul": (6, 29),
    "margaret": (7, 20),
    "mary magdalene": (7, 22),
    "anne": (7, 26),
    "peter ad vincula": (8, 1),
    "lawrence": (8, 10),
    "laurence": (8, 10),
    "denis": (10, 9),
    "denys": (10, 9),
    "edward the confessor": (10, 13),
    "simon and jude": (10, 28),
    "leonard": (11, 6),
    "edmund": (11, 20),
    "cecilia": (11, 22),
    "clement": (11, 23),
    "thomas the apostle": (12, 21),
    "john the evangelist": (12, 27),
    "david": (3, 1),
    "patrick": (3, 17),
    "george": (4, 23),
    "mark": (4, 25),
    "barnabas": (6, 11),
    "john": (6, 24),
    "john the baptist": (6, 24),
    "john baptist": (6, 24),
    "swithin": (7, 15),
    "james": (7, 25),
    "bartholomew": (8, 24),
    "giles": (9, 1),
    "matthew": (9, 21),
    "michael": (9, 29),
    "michael the archangel": (9, 29),
    "luke": (10, 18),
    "martin": (11, 11),
    "catherine": (11, 25),
    "katherine": (11, 25),
    "andrew": (11, 30),
    "nicholas": (12, 6),
    "lucy": (12, 13),
    "thomas": (12, 21),
    "stephen": (12, 26),
}
_GERMAN = {
    "sebastian": (1, 20),
    "agnes": (1, 21),
    "georg": (4, 23),
    "georgen": (4, 23),
    "markus": (4, 25),
    "walpurgis": (5, 1),
    "urban": (5, 25),
    "veit": (6, 15),
    "vitus": (6, 15),
    "ulrich": (7, 4),
    "maria magdalena": (7, 22),
    "lorenz": (8, 10),
    "ägidius": (9, 1),
    "egidius": (9, 1),
    "matthäus": (9, 21),
    "gallen": (10, 16),
    "lukas": (10, 18),
    "simon und juda": (10, 28),
    "elisabeth": (11, 19),
    "cäcilia": (11, 22),
    "clemens": (11, 23),
    "barbara": (12, 4),
    "lucia": (12, 13),
    "johannes": (6, 24),
    "johann": (6, 24),
    "jakob": (7, 25),
    "laurentius": (8, 10),
    "bartholomäus": (8, 24),
    "michael": (9, 29),
    "gallus": (10, 16),
    "martin": (11, 11),
    "katharina": (11, 25),
    "andreas": (11, 30),
    "nikolaus": (12, 6),
    "thomas": (12, 21),
    "stephan": (12, 26),
}
_FRENCH = {
    "vincent": (1, 22),
    "georges": (4, 23),
    "marc": (4, 25),
    "jean": (6, 24),
    "jean-baptiste": (6, 24),
    "pierre": (6, 29),
    "jacques": (7, 25),
    "laurent": (8, 10),
    "barthélemy": (8, 24),
    "gilles": (9, 1),
    "matthieu": (9, 21),
    "michel": (9, 29),
    "rémi": (10, 1),
    "rémy": (10, 1),
    "denis": (10, 9),
    "louis": (8, 25),
    "luc": (10, 18),
    "martin": (11, 11),
    "catherine": (11, 25),
    "andré": (11, 30),
    "nicolas": (12, 6),
    "thomas": (12, 21),
    "étienne": (12, 26),
    "sylvestre": (12, 31),
}


def _fixed(day: tuple[int, int], days: int = 0) -> Feast:
    _, month, of_month = calendar.shifted((1401, *day), days)
    return ("fixed", month, of_month, 0)


def english() -> dict[str, Feast]:
    """ "St Michael's Day", "the feast of Saint Michael the Archangel"."""
    found: dict[str, Feast] = {}
    for name, day in _ENGLISH.items():
        for saint in ("st", "st.", "saint"):
            own = f"{name}'" if name.endswith("s") else f"{name}'s"
            for possessive in (own, f"{name}'s", f"{name}s"):
                found[f"{saint} {possessive} day"] = _fixed(day)
            for of, days in (("eve of", -1), ("vigil of", -1), ("morrow of", 1), ("octave of", 7)):
                found[f"{of} {saint} {name}"] = found[f"{of} {saint} {own} day"] = _fixed(day, days)
            for of in ("feast of", "feast day of", "the day of"):
                found[f"{of} {saint} {name}"] = _fixed(day)
    found["feast of ss peter and paul"] = found["feast of ss. peter and paul"] = _fixed((6, 29))
    for words, day in {
        "feast of the purification": (2, 2),
        "feast of the annunciation": (3, 25),
        "the annunciation": (3, 25),
        "feast of the visitation": (7, 2),
        "feast of the assumption": (8, 15),
        "the assumption": (8, 15),
        "holy cross day": (9, 14),
        "feast of all saints": (11, 1),
        "allhallows": (11, 1),
        "all hallows": (11, 1),
        "feast of the nativity": (12, 25),
        "feast of the epiphany": (1, 6),
        "holy innocents' day": (12, 28),
        "innocents' day": (12, 28),
        "michaelmas eve": (9, 28),
        "midsummer eve": (6, 23),
        "midsummer's day": (6, 24),
        "childermas": (12, 28),
        "lady-day": (3, 25),
        "christmas-day": (12, 25),
        "new year's": (1, 1),
        "new years day": (1, 1),
        "new-year's day": (1, 1),
    }.items():
        found[words] = _fixed(day)
    return found


def german() -> dict[str, Feast]:
    """ "Michaelstag", "St. Martinstag", "am Tag des heiligen Georg"."""
    found: dict[str, Feast] = {}
    for name, day in _GERMAN.items():
        own = "michaelis" if name == "michael" else name
        for stem in sorted({name, own, f"{name}s"}):
            for tag in (f"{stem}tag", f"{stem}tage", f"{stem} tag"):
                found[tag] = _fixed(day)
                for saint in ("st. ", "st ", "sankt ", "sanct ", "sand "):
                    found[f"{saint}{tag}"] = _fixed(day)
        for of in ("tag des heiligen", "tage des heiligen", "fest des heiligen"):
            found[f"{of} {name}"] = _fixed(day)
        for of, days in (("vorabend von", -1), ("vorabend des", -1), ("abend vor", -1)):
            for saint in ("st. ", "st ", "sankt ", "heiligen "):
                found[f"{of} {saint}{name}"] = _fixed(day, days)
    for words, day in {
        "mariä lichtmess": (2, 2),
        "mariä lichtmeß": (2, 2),
        "mariä verkündigung": (3, 25),
        "mariä heimsuchung": (7, 2),
        "mariä geburt": (9, 8),
        "mariä empfängnis": (12, 8),
        "peter und paul": (6, 29),
        "kreuzerhöhung": (9, 14),
        "jakobi": (7, 25),
        "bartholomäi": (8, 24),
        "dreikönig": (1, 6),
        "dreikönigsfest": (1, 6),
        "epiphanias": (1, 6),
        "stephanitag": (12, 26),
        "stefanitag": (12, 26),
    }.items():
        found[words] = _fixed(day)
    return found


def french() -> dict[str, Feast]:
    """ "La Saint-Michel", "le jour de la Saint-Martin"."""
    found: dict[str, Feast] = {}
    for name, day in _FRENCH.items():
        for saint in ("saint-", "saint ", "st-", "st "):
            for of, days in (("veille de ", -1), ("vigile de ", -1), ("lendemain de ", 1), ("octave de ", 7)):
                found[f"{of}{saint}{name}"] = _fixed(day, days)
            found[f"la {saint}{name}"] = found[f"fête de {saint}{name}"] = _fixed(day)
    return found

"""Days of saints and of the Virgin by which England, Germany and France dated, spelled as each language did.

The days are those of the Roman calendar as the Handbook of Dates (ed. C. R. Cheney) and Grotefend's
*Taschenbuch der Zeitrechnung* list them; only feasts whose day was the same nearly everywhere.
"""

from __future__ import annotations

from tei_tools.taggers.dates._language import Feast

_ENGLISH = {
    "hilary": (1, 13),
    "agnes": (1, 21),
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
    "georg": (4, 23),
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
    "luc": (10, 18),
    "martin": (11, 11),
    "catherine": (11, 25),
    "andré": (11, 30),
    "nicolas": (12, 6),
    "thomas": (12, 21),
    "étienne": (12, 26),
    "sylvestre": (12, 31),
}


def _fixed(day: tuple[int, int]) -> Feast:
    return ("fixed", day[0], day[1], 0)


def english() -> dict[str, Feast]:
    """ "St Michael's Day", "the feast of Saint Michael the Archangel"."""
    found: dict[str, Feast] = {}
    for name, day in _ENGLISH.items():
        for saint in ("st", "st.", "saint"):
            if name.count(" ") == 0:
                own = f"{name}'" if name.endswith("s") else f"{name}'s"
                for possessive in (own, f"{name}'s", f"{name}s"):
                    found[f"{saint} {possessive} day"] = _fixed(day)
            for of in ("feast of", "feast day of", "the day of"):
                found[f"{of} {saint} {name}"] = _fixed(day)
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
        for stem in {name, own, f"{name}s"}:
            found[f"{stem}tag"] = found[f"{stem}tage"] = _fixed(day)
        for of in ("tag des heiligen", "tage des heiligen", "fest des heiligen"):
            found[f"{of} {name}"] = _fixed(day)
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
            found[f"la {saint}{name}"] = found[f"fête de {saint}{name}"] = _fixed(day)
    return found

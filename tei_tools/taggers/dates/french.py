"""French words for dates, with the republican calendar and older spellings."""

from __future__ import annotations

from tei_tools.taggers.dates import _saints as saints
from tei_tools.taggers.dates._language import Language

_MONTHS = {
    1: "janvier jan janv",
    2: "février fevrier fév févr fev",
    3: "mars",
    4: "avril avr",
    5: "mai may",
    6: "juin",
    7: "juillet juil juill",
    8: "août aout aoust",
    9: "septembre sept 7bre 7ber",
    10: "octobre oct 8bre 8ber",
    11: "novembre nov 9bre 9ber",
    12: "décembre decembre déc dec xbre 10bre",
}
_WEEKDAYS = {1: "lundi", 2: "mardi", 3: "mercredi", 4: "jeudi", 5: "vendredi", 6: "samedi", 7: "dimanche"}
_ORDINALS = (
    "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième "
    "onzième douzième "
    "treizième quatorzième quinzième seizième dix-septième dix-huitième dix-neuvième vingtième"
).split()
_NUMBERS = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()


def _by_word(table: dict[int, str]) -> dict[str, int]:
    return {word: number for number, words in table.items() for word in words.split()}


LANGUAGE = Language(
    code="fr",
    day_first=True,
    months=_by_word(_MONTHS),
    weekdays=_by_word(_WEEKDAYS),
    abbreviations=frozenset("jan janv fév févr fev avr juil juill sept oct nov déc dec".split()),
    weak=frozenset("mars jan dec oct nov may sept mai".split()),
    ordinals={word: number for number, word in enumerate(_ORDINALS, 1)}
    | {"première": 1, "second": 2, "seconde": 2},
    numbers={word: number for number, word in enumerate(_NUMBERS, 1) if word != "sept"}
    | {"dix-sept": 17, "dix-huit": 18, "dix-neuf": 19, "vingt et un": 21, "trente et un": 31}
    | {f"vingt-{word}": 20 + number for number, word in enumerate(_NUMBERS[1:9], 2)}
    | {"une": 1, "vingt": 20, "soixante": 60, "soixante-dix": 70, "quatre-vingt": 80, "quatre-vingts": 80}
    | {"quatre-vingt-dix": 90, "trente": 30, "quarante": 40, "cinquante": 50, "cent": 100, "quelques": 0}
    | {"sept": 7},
    suffixes="ers|er|re|ère|e|ème|eme|ᵉ|ᵉʳ",
    seasons={"printemps": 21, "été": 22, "automne": 23, "hiver": 24},
    feasts={
        "noël": ("fixed", 12, 25, 0),
        "noel": ("fixed", 12, 25, 0),
        "jour de noël": ("fixed", 12, 25, 0),
        "veille de noël": ("fixed", 12, 24, 0),
        "jour de l'an": ("fixed", 1, 1, 0),
        "nouvel an": ("fixed", 1, 1, 0),
        "saint-sylvestre": ("fixed", 12, 31, 0),
        "épiphanie": ("fixed", 1, 6, 0),
        "chandeleur": ("fixed", 2, 2, 0),
        "saint-jean": ("fixed", 6, 24, 0),
        "fête nationale": ("fixed", 7, 14, 0),
        "assomption": ("fixed", 8, 15, 0),
        "toussaint": ("fixed", 11, 1, 0),
        "saint-martin": ("fixed", 11, 11, 0),
        "mardi gras": ("easter", -47, 0, 0),
        "mercredi des cendres": ("easter", -46, 0, 0),
        "vendredi saint": ("easter", -2, 0, 0),
        "jeudi saint": ("easter", -3, 0, 0),
        "pâques": ("easter", 0, 0, 0),
        "dimanche de pâques": ("easter", 0, 0, 0),
        "lundi de pâques": ("easter", 1, 0, 0),
        "ascension": ("easter", 39, 0, 0),
        "pentecôte": ("easter", 49, 0, 0),
        "lundi de pentecôte": ("easter", 50, 0, 0),
        "fête-dieu": ("easter", 60, 0, 0),
        "samedi saint": ("easter", -1, 0, 0),
        "quasimodo": ("easter", 7, 0, 0),
        "dimanche des rameaux": ("easter", -7, 0, 0),
        "annonciation": ("fixed", 3, 25, 0),
        "trinité": ("easter", 56, 0, 0),
    }
    | saints.french(),
    units={
        "jour": "day",
        "jours": "day",
        "soir": "day",
        "matin": "day",
        "nuit": "day",
        "semaine": "week",
        "semaines": "week",
        "week-end": "weekend",
        "mois": "month",
        "trimestre": "quarter",
        "an": "year",
        "ans": "year",
        "année": "year",
        "années": "year",
        "décennie": "decade",
        "décennies": "decade",
        "siècle": "century",
        "siècles": "century",
        "siecle": "century",
        "siecles": "century",
    },
    decades={},
    days={
        "aujourd'hui": 0,
        "ce jour": 0,
        "ce matin": 0,
        "ce soir": 0,
        "cette nuit": 0,
        "hier": -1,
        "hier soir": -1,
        "avant-hier": -2,
        "demain": 1,
        "après-demain": 2,
    },
    parts={
        "début": (0, 3),
        "début du": (0, 3),
        "le début du": (0, 3),
        "au début du": (0, 3),
        "le début des": (0, 3),
        "début des": (0, 3),
        "la première moitié du": (0, 5),
        "première moitié du": (0, 5),
        "milieu du": (3, 7),
        "le milieu du": (3, 7),
        "la seconde moitié du": (5, 10),
        "seconde moitié du": (5, 10),
        "deuxième moitié du": (5, 10),
        "la deuxième moitié du": (5, 10),
        "fin du": (7, 10),
        "la fin du": (7, 10),
        "fin des": (7, 10),
        "la fin des": (7, 10),
        "fin": (7, 10),
        "fin de": (7, 10),
        "la fin de": (7, 10),
        "la fin de l'": (7, 10),
        "mi": (3, 7),
    },
    words={
        "le": "h",
        "la": "h",
        "les": "h",
        "ce": "j",
        "cette": "j",
        "cet": "j",
        "en": "i",
        "au": "T",
        "aux": "i",
        "dans": "i",
        "de": "V",
        "du": "f",
        "des": "f",
        "d": "V",
        "l": "h",
        "à": "T",
        "jusqu": "U",
        "jusqu'en": "U",
        "jusqu'au": "U",
        "jusqu'à": "U",
        "entre": "b",
        "et": "&",
        "ou": "O",
        "avant": "<",
        "après": ">",
        "depuis": "%",
        "dès": "%",
        "à partir de": "%",
        "à partir du": "%",
        "vers": "k",
        "environ": "k",
        "circa": "k",
        "ca": "k",
        "c": "k",
        "peut-être": "?",
        "probablement": "?",
        "dernier": "l",
        "dernière": "l",
        "derniers": "l",
        "dernières": "l",
        "passé": "l",
        "passée": "l",
        "précédent": "l",
        "précédente": "l",
        "prochain": "n",
        "prochaine": "n",
        "suivant": "n",
        "suivante": "n",
        "courant": "I",
        "même": "J",
        "il y a": "g",
        "plus tard": "L",
        "après cela": "L",
        "plus tôt": "G",
        "auparavant": "G",
        "apr. j.-c": "E",
        "après j.-c": "E",
        "ap. j.-c": "E",
        "de notre ère": "E",
        "av. j.-c": "B",
        "avant j.-c": "B",
        "avant jésus-christ": "B",
        "avant notre ère": "B",
        "l'an": "A",
        "l'année": "A",
        "an": "A",
        "vieux style": "K",
        "ancien style": "K",
        "julien": "K",
        "calendrier julien": "K",
        "nouveau style": "X",
    },
    next_days={
        "le lendemain": 1,
        "lendemain": 1,
        "le surlendemain": 2,
        "surlendemain": 2,
        "la veille": -1,
        "l'avant-veille": -2,
        "le jour suivant": 1,
    },
    eves={
        f"{word} {link}".strip(): days
        for word, days in (
            ("veille", -1),
            ("vigile", -1),
            ("avant-veille", -2),
            ("lendemain", 1),
            ("surlendemain", 2),
            ("jour avant", -1),
            ("jour après", 1),
            ("octave", 7),
            ("octaves", 7),
        )
        for link in ("", "de", "du", "des", "de l'", "de la", "de l’")
    },
    republican={
        "vendémiaire": 1,
        "vendemiaire": 1,
        "brumaire": 2,
        "frimaire": 3,
        "nivôse": 4,
        "nivose": 4,
        "pluviôse": 5,
        "pluviose": 5,
        "ventôse": 6,
        "ventose": 6,
        "germinal": 7,
        "floréal": 8,
        "floreal": 8,
        "prairial": 9,
        "messidor": 10,
        "thermidor": 11,
        "fructidor": 12,
        "jour complémentaire": 13,
        "jour complémentaire de": 13,
        "jours complémentaires": 13,
        "jour complementaire": 13,
        "sans-culottide": 13,
    },
    periods={
        "première guerre mondiale": ("1914-07-28", "1918-11-11"),
        "la première guerre mondiale": ("1914-07-28", "1918-11-11"),
        "la seconde guerre mondiale": ("1939-09-01", "1945-09-02"),
        "seconde guerre mondiale": ("1939-09-01", "1945-09-02"),
        "deuxième guerre mondiale": ("1939-09-01", "1945-09-02"),
    },
    counted=frozenset(
        "hommes femmes personnes soldats chevaux mètres m km kilomètres francs livres euros dollars "
        "tonnes pages "
        "mots lignes voix membres habitants enfants maisons vaisseaux fusils fois points litres kg g "
        "cm mm ans "
        "jours heures minutes exemplaires ouvriers morts blessés écus sous".split()
    ),
    numbered=frozenset(
        "p pp page pages n no n° ° nos numéro vol tome t fol folio f ff ligne chapitre chap section § "
        "art article fig figure windows boeing airbus agenda cote carton liasse dossier boîte salle "
        "chambre tél tel fax isbn issn psaume verset".split()
    ),
    future=frozenset(
        "sera seront demain prochain prochaine aura auront viendra partira aurai irai ira serai "
        "espère compte "
        "doit va vais".split()
    ),
    past=frozenset("était a été avait ai hier est dernier passé fut eut".split()),
)

"""German words for dates, with Austrian forms and those of the eighteenth and nineteenth century."""

from __future__ import annotations

from tei_tools.taggers.dates import _saints as saints
from tei_tools.taggers.dates._language import Language

_MONTHS = {
    1: "januar jänner jenner januarii januarius jan jän januars jänners",
    2: "februar feber hornung februarii feb febr februars febers",
    3: "märz maerz mertz martii mär mrz märzes märzen",
    4: "april aprill aprilis apr aprils",
    5: "mai may maii maius mais",
    6: "juni junius junii juny jun junis",
    7: "juli julius julii july jul julis",
    8: "august augusti aug augusts",
    9: "september septembris 7ber septbr septb sept sep septembers",
    10: "oktober october octobris 8ber octbr oktbr okt oct oktobers",
    11: "november novembris 9ber novbr novb nov novembers",
    12: "dezember december decembris 10ber xber decbr dezbr dez dec dezembers",
}
_WEEKDAYS = {
    1: "montag mo montags mondtag montg",
    2: "dienstag dinstag di dienstags dinstags dienstg dinstg dienst dinst",
    3: "mittwoch mi mittwochs mittw mitwoch",
    4: "donnerstag do donnerstags donnerstg donn",
    5: "freitag freytag fr freitags freitg freytg frejtag",
    6: "samstag sonnabend sa samstags sonnabends samstg",
    7: "sonntag so sonntags sonntg sontag",
}
_ORDINALS = (
    "erst zweit dritt viert fünft sechst siebent acht neunt zehnt elft zwölft dreizehnt vierzehnt fünfzehnt "
    "sechzehnt siebzehnt achtzehnt neunzehnt zwanzigst einundzwanzigst zweiundzwanzigst dreiundzwanzigst "
    "vierundzwanzigst fünfundzwanzigst sechsundzwanzigst siebenundzwanzigst achtundzwanzigst "
    "neunundzwanzigst dreißigst einunddreißigst"
).split()
_TEENS = "drei vier fünf sech sieb acht neun".split()
_NUMBERS = "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()


def _by_word(table: dict[int, str]) -> dict[str, int]:
    return {word: number for number, words in table.items() for word in words.split()}


LANGUAGE = Language(
    code="de",
    day_first=True,
    months=_by_word(_MONTHS),
    weekdays=_by_word(_WEEKDAYS),
    abbreviations=frozenset(
        "jan jän feb febr mär mrz apr jun jul aug septbr septb sept sep octbr oktbr okt oct novbr novb nov "
        "decbr dezbr dez dec jh jhd jhdt mo di mi do fr sa so 7ber 8ber 9ber 10ber xber".split()
    ),
    weak=frozenset(
        "mo di mi do fr sa so mais may mär jan jun jul sep dienst dinst donn julius junius".split()
    )
    | {"hornung", "märzen", "maius", "august", "augusti", "may"},
    ordinals={
        stem + ending: number
        for number, stem in enumerate(_ORDINALS, 1)
        for ending in ("e", "en", "er", "es")
    }
    | {"siebte": 7, "siebten": 7, "achte": 8, "achten": 8},
    numbers={word: number for number, word in enumerate(_NUMBERS, 1)}
    | {f"{stem}zehn": 10 + number for number, stem in enumerate(_TEENS, 3)}
    | {
        "eine": 1,
        "einem": 1,
        "einer": 1,
        "einen": 1,
        "eines": 1,
        "einigen": 0,
        "einige": 0,
        "mehreren": 0,
        "mehrere": 0,
        "wenigen": 0,
        "wenige": 0,
    }
    | {
        "zwanzig": 20,
        "dreißig": 30,
        "hundert": 100,
    },
    suffixes="ten|te|sten|ste|ter|ster|tn|t",
    seasons={
        "frühling": 21,
        "frühlings": 21,
        "frühjahr": 21,
        "frühjahrs": 21,
        "sommer": 22,
        "sommers": 22,
        "herbst": 23,
        "herbstes": 23,
        "winter": 24,
        "winters": 24,
    }
    | {
        part + season: code
        for part in ("früh", "hoch", "spät", "vor")
        for season, code in (("sommer", 22), ("herbst", 23), ("winter", 24), ("frühling", 21))
    },
    feasts={
        "weihnachten": ("fixed", 12, 25, 0),
        "weihnachtstag": ("fixed", 12, 25, 0),
        "weihnachtsfeiertag": ("fixed", 12, 25, 0),
        "zweiten weihnachtstag": ("fixed", 12, 26, 0),
        "zweiten weihnachtsfeiertag": ("fixed", 12, 26, 0),
        "2. weihnachtstag": ("fixed", 12, 26, 0),
        "2. weihnachtsfeiertag": ("fixed", 12, 26, 0),
        "1. weihnachtstag": ("fixed", 12, 25, 0),
        "christtag": ("fixed", 12, 25, 0),
        "weihnachtsabend": ("fixed", 12, 24, 0),
        "heiligabend": ("fixed", 12, 24, 0),
        "heiligen abend": ("fixed", 12, 24, 0),
        "heilige abend": ("fixed", 12, 24, 0),
        "neujahr": ("fixed", 1, 1, 0),
        "neujahrstag": ("fixed", 1, 1, 0),
        "silvester": ("fixed", 12, 31, 0),
        "sylvester": ("fixed", 12, 31, 0),
        "silvesterabend": ("fixed", 12, 31, 0),
        "dreikönigstag": ("fixed", 1, 6, 0),
        "heilige drei könige": ("fixed", 1, 6, 0),
        "lichtmess": ("fixed", 2, 2, 0),
        "lichtmeß": ("fixed", 2, 2, 0),
        "johannistag": ("fixed", 6, 24, 0),
        "johanni": ("fixed", 6, 24, 0),
        "johannis": ("fixed", 6, 24, 0),
        "mariä himmelfahrt": ("fixed", 8, 15, 0),
        "michaelis": ("fixed", 9, 29, 0),
        "michaeli": ("fixed", 9, 29, 0),
        "reformationstag": ("fixed", 10, 31, 0),
        "allerheiligen": ("fixed", 11, 1, 0),
        "allerseelen": ("fixed", 11, 2, 0),
        "martini": ("fixed", 11, 11, 0),
        "rosenmontag": ("easter", -48, 0, 0),
        "faschingsdienstag": ("easter", -47, 0, 0),
        "aschermittwoch": ("easter", -46, 0, 0),
        "palmsonntag": ("easter", -7, 0, 0),
        "gründonnerstag": ("easter", -3, 0, 0),
        "karfreitag": ("easter", -2, 0, 0),
        "charfreitag": ("easter", -2, 0, 0),
        "karsamstag": ("easter", -1, 0, 0),
        "ostern": ("easter", 0, 0, 0),
        "ostersonntag": ("easter", 0, 0, 0),
        "ostermontag": ("easter", 1, 0, 0),
        "christi himmelfahrt": ("easter", 39, 0, 0),
        "pfingsten": ("easter", 49, 0, 0),
        "pfingstsonntag": ("easter", 49, 0, 0),
        "pfingstmontag": ("easter", 50, 0, 0),
        "fronleichnam": ("easter", 60, 0, 0),
        "estomihi": ("easter", -49, 0, 0),
        "invocavit": ("easter", -42, 0, 0),
        "invokavit": ("easter", -42, 0, 0),
        "reminiscere": ("easter", -35, 0, 0),
        "oculi": ("easter", -28, 0, 0),
        "laetare": ("easter", -21, 0, 0),
        "lätare": ("easter", -21, 0, 0),
        "judica": ("easter", -14, 0, 0),
        "palmarum": ("easter", -7, 0, 0),
        "quasimodogeniti": ("easter", 7, 0, 0),
        "misericordias domini": ("easter", 14, 0, 0),
        "jubilate": ("easter", 21, 0, 0),
        "cantate": ("easter", 28, 0, 0),
        "rogate": ("easter", 35, 0, 0),
        "exaudi": ("easter", 42, 0, 0),
        "trinitatis": ("easter", 56, 0, 0),
        "erster advent": ("advent", 1, 0, 0),
        "ersten advent": ("advent", 1, 0, 0),
    }
    | {
        f"{number} {name}": ("advent", sunday, 0, 0)
        for sunday, numbers in enumerate(
            ("1. erster ersten", "2. zweiter zweiten", "3. dritter dritten", "4. vierter vierten"), 1
        )
        for number in numbers.split()
        for name in ("advent", "adventssonntag", "adventsonntag")
    }
    | saints.german(),
    units={
        "halbjahr": "half",
        "halbjahres": "half",
        "jahreshälfte": "half",
        "viertel": "quart",
        "drittel": "third",
        "tag": "day",
        "tage": "day",
        "tagen": "day",
        "tages": "day",
        "abend": "day",
        "morgen": "day",
        "woche": "week",
        "wochen": "week",
        "wochenende": "weekend",
        "monat": "month",
        "monats": "month",
        "monate": "month",
        "monaten": "month",
        "quartal": "quarter",
        "vierteljahr": "quarter",
        "jahr": "year",
        "jahre": "year",
        "jahres": "year",
        "jahren": "year",
        "jahrzehnt": "decade",
        "jahrzehnts": "decade",
        "jahrzehnte": "decade",
        "jahrzehnten": "decade",
        "jahrhundert": "century",
        "jahrhunderts": "century",
        "jahrhunderte": "century",
        "jahrhunderten": "century",
        "jh": "century",
        "jhd": "century",
        "jhdt": "century",
        "jhs": "century",
    },
    decades={
        stem + ending: tens
        for stem, tens in {
            "zwanziger": 20,
            "dreißiger": 30,
            "vierziger": 40,
            "fünfziger": 50,
            "sechziger": 60,
            "siebziger": 70,
            "achtziger": 80,
            "neunziger": 90,
            "goldenen zwanziger": 1920,
        }.items()
        for ending in ("", "n")
    },
    days={
        "heute": 0,
        "heut": 0,
        "heutigen tages": 0,
        "gestern": -1,
        "gestrigen tages": -1,
        "vorgestern": -2,
        "morgen": 1,
        "übermorgen": 2,
    },
    parts={
        "anfang": (0, 3),
        "anfangs": (0, 3),
        "anfang des": (0, 3),
        "am anfang des": (0, 3),
        "zu beginn des": (0, 3),
        "beginn des": (0, 3),
        "frühen": (0, 4),
        "frühes": (0, 4),
        "ersten hälfte des": (0, 5),
        "erste hälfte des": (0, 5),
        "1. hälfte des": (0, 5),
        "mitte": (3, 7),
        "mitte des": (3, 7),
        "zweiten hälfte des": (5, 10),
        "zweite hälfte": (5, 10),
        "erste hälfte": (0, 5),
        "zweiten hälfte": (5, 10),
        "ersten hälfte": (0, 5),
        "2. hälfte": (5, 10),
        "1. hälfte": (0, 5),
        "zweite hälfte des": (5, 10),
        "2. hälfte des": (5, 10),
        "späten": (6, 10),
        "spätes": (6, 10),
        "ende": (7, 10),
        "ende des": (7, 10),
        "ausgehenden": (7, 10),
    },
    words={
        "der": "h",
        "die": "h",
        "das": "h",
        "den": "h",
        "dem": "h",
        "des": "h",
        "im": "i",
        "in": "i",
        "am": "i",
        "an": "i",
        "zu": "i",
        "zum": "i",
        "um": "k",
        "gegen": "k",
        "circa": "k",
        "ca": "k",
        "zirka": "k",
        "etwa": "k",
        "ungefähr": "k",
        "wohl": "?",
        "vermutlich": "?",
        "vielleicht": "?",
        "von": "f",
        "vom": "f",
        "v": "f",
        "bis": "T",
        "auf den": "T",
        "zwischen": "b",
        "und": "&",
        "u": "&",
        "oder": "O",
        "od": "O",
        "vor": "<",
        "spätestens": "<",
        "spätestens im": "<",
        "spätestens am": "<",
        "frühestens": ">",
        "frühestens im": ">",
        "frühestens am": ">",
        "heuer": "ý",
        "nach": ">",
        "seit": "%",
        "ab": "%",
        "letzten": "l",
        "letzter": "l",
        "letzte": "l",
        "letztes": "l",
        "vorigen": "l",
        "vorige": "l",
        "voriges": "l",
        "vorigem": "l",
        "vergangenen": "l",
        "vergangene": "l",
        "vergangenes": "l",
        "verflossenen": "l",
        "nächsten": "n",
        "nächste": "n",
        "nächstes": "n",
        "nächster": "n",
        "kommenden": "n",
        "kommende": "n",
        "kommendes": "n",
        "folgenden": "n",
        "folgende": "n",
        "künftigen": "n",
        "diesen": "j",
        "diese": "j",
        "dieses": "j",
        "dieser": "j",
        "diesem": "j",
        "heurigen": "j",
        "laufenden": "j",
        "d": "I",
        "ds": "I",
        "dss": "I",
        "d. m": "I",
        "d. j": "I",
        "l. j": "I",
        "dieses jahres": "I",
        "d. js": "I",
        "d. mts": "I",
        "v. m": "I",
        "n. m": "I",
        "gleichen": "J",
        "selben": "J",
        "demselben": "J",
        "desselben": "J",
        "derselben": "J",
        "jenem": "J",
        "später": "L",
        "davor": "G",
        "darauf": "L",
        "danach": "L",
        "zuvor": "G",
        "vorher": "G",
        "früher": "G",
        "n. chr": "E",
        "nach christus": "E",
        "nach christi geburt": "E",
        "a. d": "E",
        "v. chr": "B",
        "vor christus": "B",
        "vor christi geburt": "B",
        "v. u. z": "B",
        "anno": "A",
        "im jahre des herrn": "A",
        "im jahr des herrn": "A",
        "jahre des herrn": "A",
        "im jahre": "A",
        "im jahr": "A",
        "a. st": "K",
        "alten stils": "K",
        "julianisch": "K",
        "alten styls": "K",
        "neuen stils": "X",
        "n. st": "X",
    },
    next_days={
        "am nächsten tag": 1,
        "nächsten tag": 1,
        "am nächsten tage": 1,
        "am nächsten morgen": 1,
        "nächsten morgen": 1,
        "am folgenden tag": 1,
        "am folgenden tage": 1,
        "tags darauf": 1,
        "am tag darauf": 1,
        "am tag danach": 1,
        "tags zuvor": -1,
        "am tag zuvor": -1,
        "am vortag": -1,
        "am selben tag": 0,
        "am selben tage": 0,
        "am gleichen tag": 0,
    },
    eves={
        f"{word}{link}": days
        for word, days in (
            ("vorabend", -1),
            ("vigil", -1),
            ("abend", -1),
            ("tag", 0),
            ("tage", 0),
            ("oktav", 7),
        )
        for link in ("", " von", " des", " zu", " vor", " nach")
        if (word.startswith("tag")) == (link in (" vor", " nach"))
    }
    | {f"{word} {link}": days for word in ("tag", "tage") for link, days in (("vor", -1), ("nach", 1))},
    republican={
        "vendémiaire": 1,
        "vendemiaire": 1,
        "brumaire": 2,
        "frimaire": 3,
        "nivôse": 4,
        "pluviôse": 5,
        "ventôse": 6,
        "germinal": 7,
        "floréal": 8,
        "prairial": 9,
        "messidor": 10,
        "thermidor": 11,
        "fructidor": 12,
        "ergänzungstag": 13,
        "ergänzungstag des": 13,
    },
    periods={
        "ersten weltkrieg": ("1914-07-28", "1918-11-11"),
        "erster weltkrieg": ("1914-07-28", "1918-11-11"),
        "erste weltkrieg": ("1914-07-28", "1918-11-11"),
        "ersten weltkriegs": ("1914-07-28", "1918-11-11"),
        "zweiten weltkrieg": ("1939-09-01", "1945-09-02"),
        "zweiter weltkrieg": ("1939-09-01", "1945-09-02"),
        "zweite weltkrieg": ("1939-09-01", "1945-09-02"),
        "zweiten weltkriegs": ("1939-09-01", "1945-09-02"),
    },
    counted=frozenset(
        "mann männer frauen menschen personen soldaten einwohner einwohnern meter metern km "
        "kilometer kilometern "
        "m cm mm kg g mark gulden kronen taler thaler franken francs euro dollar pfund stück seiten "
        "wörter worte "
        "zeilen stimmen mitglieder mitgliedern kinder häuser tonnen liter prozent uhr exemplare "
        "exemplaren tage "
        "jahre jahren stunden minuten fl schilling millionen morgen hektar ha quadratmeter arbeiter "
        "tote".split()
    ),
    numbered=frozenset(
        "s seite seiten nr no nummer bd band bde heft blatt bl fol folio zeile z kapitel kap "
        "abschnitt § §§ art artikel abb abbildung tafel taf anm sign signatur karton mappe fasz akte "
        "zimmer tür stiege plz tel fax telefon windows boeing airbus agenda bgbl rgbl clm cgm hhsta "
        "gasse postfach isbn issn din iso kv bwv psalm ps vers strophe".split()
    ),
    future=frozenset(
        "werde wird werden will wollen wollte kann können könnte könnten soll sollen möchte möchten morgen "
        "hoffentlich nächsten hoffe komme kommen kommst kommt dürfte muß muss gehe gehen fahre fahren reise "
        "bitte erwarte bin sehen bringe reist bleibe bis".split()
    ),
    past=frozenset(
        "kam kamen empfing lag las war waren wurde wurden hatte hatten habe hat haben ging gestern gewesen "
        "erhielt hab sah traf schrieb fand letzten vorigen".split()
    ),
)

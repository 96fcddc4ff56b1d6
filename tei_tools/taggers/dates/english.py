"""English words for dates, with the spellings of the seventeenth to the nineteenth century."""

from __future__ import annotations

from tei_tools.taggers.dates import _saints as saints
from tei_tools.taggers.dates._language import Language

_MONTHS = {
    1: "january januarie januarye januery jany janry jan jan'y januarij januarii",
    2: (
        "february febuary feburary februarie februarye ffebruary ffebruarie ffeb feby febry feb febr feb'y "
        "februarij februarii"
    ),
    3: "march marche mar",
    4: "april aprill aprile apr apl aprl aprilis",
    5: "may maye maij",
    6: "june iune junij jun",
    7: "july julie iuly julij jul",
    8: "august auguste augt aug augst",
    9: "september septembre septembr septem 7ber septr septemb sept sep septber septembris",
    10: "october octobre octobr octo 8ber octr octob oct octber octobris",
    11: "november novembre novembr novem novembris 9ber novr novemb nov novber",
    12: "december decembre decembr decem decembris 10ber xber decr decemb dec decber",
}
_WEEKDAYS = {
    1: "monday munday mon",
    2: "tuesday tewsday tues tue tuesay teusday",
    3: "wednesday weds wed wensday wednesay",
    4: "thursday thurs thur thu thurday",
    5: "friday fryday fri",
    6: "saturday satterday sat",
    7: "sunday sonday sun",
}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third "
    "twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()


def _by_word(table: dict[int, str]) -> dict[str, int]:
    return {word: number for number, words in table.items() for word in words.split()}


LANGUAGE = Language(
    code="en",
    day_first=False,
    months=_by_word(_MONTHS),
    weekdays=_by_word(_WEEKDAYS),
    abbreviations=frozenset(
        "jany janry jan jan'y ffeb feby febry feb febr feb'y mar apr apl aprl jun jul augt aug augst septr "
        "septemb sept sep 7ber 8ber 9ber 10ber xber octr octob oct novr novemb nov decr decemb dec mon tues "
        "tue weds wed thurs thur thu fri sat sun".split()
    ),
    weak=frozenset(
        "may march marche mar jan jun sun sat mon wed dec oct fri thu tue sep nov apr jul aug".split()
    )
    | {"spring", "fall", "second", "august", "april", "june", "julie", "julij", "iune", "auguste"},
    ordinals={word: number for number, word in enumerate(_ORDINALS, 1)}
    | {word.replace("-", " "): number for number, word in enumerate(_ORDINALS, 1) if "-" in word}
    | {f"{unit} and {_ORDINALS[19]}": 20 + number for number, unit in enumerate(_NUMBERS[:9], 1)}
    | {f"{unit} and twentyeth": 20 + number for number, unit in enumerate(_NUMBERS[:9], 1)}
    | {"one and thirtieth": 31},
    numbers={word: number for number, word in enumerate(_NUMBERS, 1)}
    | {"a": 1, "an": 1, "couple of": 2, "a couple of": 2, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
    | {"hundred": 100, "a hundred": 100, "several": 0, "a few": 0, "few": 0},
    suffixes="er|mo|tio|o|º|st|nd|rd|th|d|ᵗʰ|ˢᵗ|ⁿᵈ|ʳᵈ",
    seasons={
        "spring": 21,
        "springtime": 21,
        "summer": 22,
        "summertime": 22,
        "autumn": 23,
        "fall": 23,
        "winter": 24,
        "wintertime": 24,
    },
    feasts={
        "christmas": ("fixed", 12, 25, 0),
        "christmas day": ("fixed", 12, 25, 0),
        "christmas eve": ("fixed", 12, 24, 0),
        "boxing day": ("fixed", 12, 26, 0),
        "new year's day": ("fixed", 1, 1, 0),
        "new year's eve": ("fixed", 12, 31, 0),
        "epiphany": ("fixed", 1, 6, 0),
        "twelfth night": ("fixed", 1, 5, 0),
        "candlemas": ("fixed", 2, 2, 0),
        "candlemas day": ("fixed", 2, 2, 0),
        "valentine's day": ("fixed", 2, 14, 0),
        "st valentine's day": ("fixed", 2, 14, 0),
        "st. valentine's day": ("fixed", 2, 14, 0),
        "st patrick's day": ("fixed", 3, 17, 0),
        "st. patrick's day": ("fixed", 3, 17, 0),
        "lady day": ("fixed", 3, 25, 0),
        "april fools' day": ("fixed", 4, 1, 0),
        "st george's day": ("fixed", 4, 23, 0),
        "st. george's day": ("fixed", 4, 23, 0),
        "may day": ("fixed", 5, 1, 0),
        "international workers' day": ("fixed", 5, 1, 0),
        "midsummer day": ("fixed", 6, 24, 0),
        "midsummer": ("fixed", 6, 24, 0),
        "independence day": ("fixed", 7, 4, 0),
        "bastille day": ("fixed", 7, 14, 0),
        "lammas": ("fixed", 8, 1, 0),
        "lammas day": ("fixed", 8, 1, 0),
        "michaelmas": ("fixed", 9, 29, 0),
        "michaelmas day": ("fixed", 9, 29, 0),
        "halloween": ("fixed", 10, 31, 0),
        "hallowe'en": ("fixed", 10, 31, 0),
        "all saints' day": ("fixed", 11, 1, 0),
        "all saints day": ("fixed", 11, 1, 0),
        "all souls' day": ("fixed", 11, 2, 0),
        "guy fawkes day": ("fixed", 11, 5, 0),
        "guy fawkes night": ("fixed", 11, 5, 0),
        "armistice day": ("fixed", 11, 11, 0),
        "martinmas": ("fixed", 11, 11, 0),
        "st andrew's day": ("fixed", 11, 30, 0),
        "st. andrew's day": ("fixed", 11, 30, 0),
        "ash wednesday": ("easter", -46, 0, 0),
        "shrove tuesday": ("easter", -47, 0, 0),
        "palm sunday": ("easter", -7, 0, 0),
        "maundy thursday": ("easter", -3, 0, 0),
        "good friday": ("easter", -2, 0, 0),
        "easter": ("easter", 0, 0, 0),
        "easter day": ("easter", 0, 0, 0),
        "easter sunday": ("easter", 0, 0, 0),
        "easter monday": ("easter", 1, 0, 0),
        "ascension day": ("easter", 39, 0, 0),
        "whitsun": ("easter", 49, 0, 0),
        "whitsunday": ("easter", 49, 0, 0),
        "whit sunday": ("easter", 49, 0, 0),
        "pentecost": ("easter", 49, 0, 0),
        "whit monday": ("easter", 50, 0, 0),
        "trinity sunday": ("easter", 56, 0, 0),
        "corpus christi": ("easter", 60, 0, 0),
        "thanksgiving": ("nth", 11, 4, 4),
        "thanksgiving day": ("nth", 11, 4, 4),
        "labor day": ("nth", 9, 1, 1),
        "memorial day": ("nth", 5, -1, 1),
        "mother's day": ("nth", 5, 2, 7),
        "martin luther king day": ("nth", 1, 3, 1),
        "advent sunday": ("advent", 1, 0, 0),
        "holy saturday": ("easter", -1, 0, 0),
        "easter eve": ("easter", -1, 0, 0),
        "easter tuesday": ("easter", 2, 0, 0),
        "low sunday": ("easter", 7, 0, 0),
        "rogation sunday": ("easter", 35, 0, 0),
        "whitsuntide": ("easter", 49, 0, 0),
        "whit tuesday": ("easter", 51, 0, 0),
        "veterans day": ("fixed", 11, 11, 0),
        "columbus day": ("nth", 10, 2, 1),
        "presidents' day": ("nth", 2, 3, 1),
        "mothers' day": ("nth", 5, 2, 7),
        "father's day": ("nth", 6, 3, 7),
    }
    | saints.english(),
    units={
        "day": "day",
        "days": "day",
        "night": "day",
        "nights": "day",
        "evening": "day",
        "morning": "day",
        "afternoon": "day",
        "week": "week",
        "weeks": "week",
        "fortnight": "fortnight",
        "fortnights": "fortnight",
        "weekend": "weekend",
        "weekends": "weekend",
        "month": "month",
        "months": "month",
        "quarter": "quarter",
        "quarters": "quarter",
        "year": "year",
        "yeare": "year",
        "fiscal year": "year",
        "calendar year": "year",
        "school year": "year",
        "academic year": "year",
        "years": "year",
        "decade": "decade",
        "decades": "decade",
        "century": "century",
        "centuries": "century",
    },
    decades={
        "tens": 10,
        "twenties": 20,
        "thirties": 30,
        "forties": 40,
        "fifties": 50,
        "sixties": 60,
        "seventies": 70,
        "eighties": 80,
        "nineties": 90,
    },
    days={
        "today": 0,
        "to-day": 0,
        "tonight": 0,
        "to-night": 0,
        "yesterday": -1,
        "last night": -1,
        "yesternight": -1,
        "tomorrow": 1,
        "to-morrow": 1,
        "the day before yesterday": -2,
        "day before yesterday": -2,
        "the day after tomorrow": 2,
        "day after tomorrow": 2,
        "this morning": 0,
        "this afternoon": 0,
        "this evening": 0,
        "this day": 0,
    },
    parts={
        "early": (0, 4),
        "the beginning of": (0, 3),
        "beginning of": (0, 3),
        "the start of": (0, 3),
        "the early part of": (0, 4),
        "the first half of": (0, 5),
        "first half of": (0, 5),
        "mid": (3, 7),
        "middle": (3, 7),
        "the middle of": (3, 7),
        "middle of": (3, 7),
        "the second half of": (5, 10),
        "second half of": (5, 10),
        "the latter half of": (5, 10),
        "late": (6, 10),
        "the end of": (7, 10),
        "end of": (7, 10),
        "the close of": (7, 10),
    },
    words={
        "the": "h",
        "ye": "h",
        "of": "V",
        "fiscal": "A",
        "die": "V",  # Latin: 14o die Julii
        "term": "q",
        "terms": "q",
        "sessions": "q",
        "assizes": "q",
        "year-end": "Z",
        "year end": "Z",
        "in": "i",
        "on": "i",
        "at": "i",
        "during": "i",
        "throughout": "i",
        "dated": "i",
        "by": "i",
        "for": "i",
        "from": "f",
        "to": "T",
        "through": "T",
        "till": "U",
        "until": "U",
        "til": "U",
        "up to": "U",
        "up until": "U",
        "between": "b",
        "betwixt": "b",
        "and": "&",
        "or": "O",
        "before": "<",
        "not later than": "<",
        "no later than": "<",
        "after": ">",
        "not before": ">",
        "not earlier than": ">",
        "since": "%",
        "ever since": "%",
        "onward": "@",
        "onwards": "@",
        "circa": "k",
        "ca": "k",
        "c": "k",
        "around": "k",
        "about": "k",
        "approximately": "k",
        "roughly": "k",
        "probably": "?",
        "perhaps": "?",
        "possibly": "?",
        "last": "l",
        "past": "l",
        "previous": "l",
        "preceding": "l",
        "next": "n",
        "following": "n",
        "coming": "n",
        "ensuing": "n",
        "this": "j",
        "present": "j",
        "current": "j",
        "instant": "I",
        "inst": "I",
        "ultimo": "I",
        "ult": "I",
        "proximo": "I",
        "prox": "I",
        "same": "J",
        "that": "J",
        "ago": "g",
        "earlier": "G",
        "before that": "G",
        "previously": "G",
        "later": "L",
        "afterwards": "L",
        "afterward": "L",
        "after that": "L",
        "ad": "E",
        "a.d.": "E",
        "a. d.": "E",
        "ce": "E",
        "c.e.": "E",
        "bc": "B",
        "b.c.": "B",
        "bce": "B",
        "b.c.e.": "B",
        "anno": "A",
        "anno domini": "A",
        "anno dom": "A",
        "year of our lord": "A",
        "the year of our lord": "A",
        "year of the lord": "A",
        "in the year": "A",
        "in the year of our lord": "A",
        "the year of our lord god": "A",
        "in the year of our lord god": "A",
        "of the year": "A",
        "the year": "A",
        "old style": "K",
        "julian": "K",
        "os": "K",
        "o.s.": "K",
        "new style": "X",
        "n.s.": "X",
    },
    next_days={
        "the next day": 1,
        "next day": 1,
        "the following day": 1,
        "following day": 1,
        "the day after": 1,
        "the next morning": 1,
        "the following morning": 1,
        "the next evening": 1,
        "the following evening": 1,
        "the previous day": -1,
        "the day before": -1,
        "the previous evening": -1,
        "the evening before": -1,
        "the same day": 0,
        "that same day": 0,
        "that day": 0,
        "that night": 0,
        "that evening": 0,
    },
    eves={
        " ".join((word, *link, *article)): days
        for word, days in (
            ("eve", -1),
            ("vigil", -1),
            ("even", -1),
            ("day before", -1),
            ("morrow", 1),
            ("day after", 1),
            ("octave", 7),
            ("octaves", 7),
            ("utas", 7),
            ("quindene", 14),
        )
        for link in (("of",), ("after",), ())
        for article in (("the",), ())
        if bool(link) != word.startswith("day ")
    },
    republican={
        "vendemiaire": 1,
        "vendémiaire": 1,
        "brumaire": 2,
        "frimaire": 3,
        "nivose": 4,
        "nivôse": 4,
        "pluviose": 5,
        "pluviôse": 5,
        "ventose": 6,
        "ventôse": 6,
        "germinal": 7,
        "floreal": 8,
        "floréal": 8,
        "prairial": 9,
        "messidor": 10,
        "thermidor": 11,
        "fructidor": 12,
        "complementary day of": 13,
        "complementary day": 13,
    },
    periods={
        "world war i": ("1914-07-28", "1918-11-11"),
        "the first world war": ("1914-07-28", "1918-11-11"),
        "first world war": ("1914-07-28", "1918-11-11"),
        "wwi": ("1914-07-28", "1918-11-11"),
        "world war ii": ("1939-09-01", "1945-09-02"),
        "the second world war": ("1939-09-01", "1945-09-02"),
        "second world war": ("1939-09-01", "1945-09-02"),
        "wwii": ("1939-09-01", "1945-09-02"),
    },
    counted=frozenset(
        "men women people persons soldiers troops horses miles feet yards acres inches metres meters pounds "
        "dollars francs marks kilometres kilometers tons tonnes copies words pages lines votes "
        "members workers "
        "inhabitants souls students children schoolchildren families houses ships guns prisoners km "
        "m kg g mm cm ft lb lbs mi "
        "metre meter mile foot pound hours minutes seconds times points percent degrees volts watts calories "
        "year years days weeks months participants people's units items others seats euros rubles "
        "roubles crowns "
        "guineas shillings livres bushels gallons barrels cattle sheep slaves refugees dead wounded "
        "hp rpm".split()
    ),
    numbered=frozenset(
        "version v release p pp page pages no nos number vol volume box folder room flight route item "
        "items lot fol folio f ff line lines chapter ch section sect § article art figure fig table "
        "ms mss vv v verse series shelfmark fond opis delo opus op isbn issn rfc iso windows boeing "
        "airbus agenda apollo harley sloane egerton lansdowne additional add clm cgm model channel "
        "apartment apt suite extension ext tel phone fax highway interstate psalm ps hymn act sonnet "
        "canto kv bwv nr form than about~ least most nearly over~ some~ exceeded roughly~ $ £ € ¥".split()
    ),
    future=frozenset(
        "will shall 'll won't tomorrow to-morrow next going expected expects scheduled planned plans "
        "hope hopes "
        "intend intends upcoming forthcoming may~ begins opens starts due expect hoping should must "
        "can".split()
    ),
    past=frozenset(
        "was were had said did has have been went came told yesterday ago rose fell grew took made gave saw "
        "won lost held met sent brought left became began ran sold bought paid led spoke wrote kept sought "
        "stood broke built fought found got heard shot struck thought wore drove flew knew recd "
        "rec'd received".split()
    ),
)

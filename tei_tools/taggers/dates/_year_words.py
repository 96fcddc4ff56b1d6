"""Years spelled out: "eighteen hundred and sixty three", "nineteen eighty-six", "mil huit cent trente",
"neunzehnhundertvierzehn", "millesimo quadringentesimo quinquagesimo", and in Roman figures set apart
("M.DC.XL.").
"""

from __future__ import annotations

import re
from functools import lru_cache

_UNITS = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()

_FRENCH = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
_GERMAN = "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn".split()
_LATIN_HUNDREDS = (
    "centesimo ducentesimo trecentesimo quadringentesimo quingentesimo se[sx]centesimo "
    "septingentesimo octingentesimo nongentesimo"
).split()
_LATIN_TENS = (
    "decimo vi[cg]esimo tri[cg]esimo quadragesimo quinquagesimo sexagesimo septuagesimo octogesimo nonagesimo"
).split()
_LATIN_UNITS = "primo secundo tertio quarto quinto sexto septimo octavo nono undecimo duodecimo".split()

HEADS = frozenset((*_TEENS[1:], "one", "two", "mil", "mille", "deux", "millesimo", "m", "md", "mdc", "mdcc"))
HEADS |= frozenset(_FRENCH[10:]) | {"dix", "zweitausend"}
"""The words with which such a year can begin; in German it is one word, of hundreds or of two thousand."""


@lru_cache(maxsize=1)
def _values() -> dict[str, int]:
    values = {word: number for number, word in enumerate(_UNITS + _TEENS, 1)}
    values.update({word: 10 * number for number, word in enumerate(_TENS, 2)})
    return values | {"fourty": 40, "forteen": 14}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    units, teens, tens = ("|".join(words) for words in (_UNITS, _TEENS, [*_TENS, "fourty"]))
    below = rf"(?:(?:{tens})(?:[- ](?:{units}))?|{teens}|{units})"
    hundreds = rf"(?:(?P<hundreds>{teens})[- ]hundred(?:(?: and)?[- ](?P<rest>{below}))?)"
    within = rf"(?:{tens})(?:[- ](?:{units}))?|{teens}|o[h']?[- ](?:{units})"
    pair = rf"(?:(?P<century>{teens})[- ](?P<within>{within}))"
    thousand = (
        rf"(?:(?P<thousands>one|two)[- ]thousand(?:[, ]+(?P<of_thousand>{units})[- ]hundred)?"
        rf"(?:,?(?: and)?[- ](?P<last>{below}))?)"
    )
    return re.compile(rf"(?:{thousand}|{hundreds}|{pair})\b", re.IGNORECASE)


def year_in_words(text: str, start: int, end: int, language: str = "en") -> tuple[int, int] | None:
    """The year spelled out at ``start`` and where its words end, or ``None``."""
    letter = text[start]
    if letter == "M" and (apart := _roman_apart(text, start, end)) is not None:
        return apart
    if letter in "mM" and (latin := _latin(text, start, end)) is not None:
        return latin
    if language == "fr":
        return _french(text, start, end)
    if language == "de":
        return _german(text, start, end)
    if language != "en":
        return None
    found = _pattern().match(text, start, min(end, start + 80))
    if found is None:
        return None
    group = found.groupdict()
    if group["thousands"]:
        year = (
            1000 * _number(group["thousands"]) + 100 * _number(group["of_thousand"]) + _number(group["last"])
        )
        if year in (1000, 2000) and not group["last"]:
            return None
    elif group["hundreds"]:
        year = 100 * _number(group["hundreds"]) + _number(group["rest"])
        if not group["rest"]:
            return None
    else:
        if group["within"][0].isupper() and group["within"][1:2].islower():
            return None  # "Nineteen Eighty-Four" is a title
        year = 100 * _number(group["century"]) + _number(group["within"])
    return (year, found.end()) if 1100 <= year <= 2100 else None


def _number(words: str | None) -> int:
    """The value of a number below a hundred."""
    if not words:
        return 0
    values = _values()
    return sum(values.get(word, 0) for word in re.split(r"[- ]", words.lower()))


@lru_cache(maxsize=1)
def _romans() -> re.Pattern[str]:
    return re.compile(r"M{0,1}(?:D?C{0,4}|CD|CM)(?:L?X{0,4}|XL|XC)(?:V?I{0,4}|IV|IX)")


def _roman_apart(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Title pages set the figures of a year apart: M.DC.XL., M. D. XLVIII."""
    found = re.compile(r"M[DCLXVI]{0,3}(?:\. ?| )(?:[DCLXVI]{1,8}(?:\. ?| |\b))+").match(
        text, start, min(end, start + 40)
    )
    if found is None:
        return None
    letters = re.sub(r"[. ]", "", found.group())
    if len(letters) < 4 or not _romans().fullmatch(letters):
        return None
    figures = {"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}
    values = [figures[letter] for letter in letters]
    year = sum(-v if v < n else v for v, n in zip(values, [*values[1:], 0], strict=True))
    words = found.group().rstrip(". ")
    return (year, start + len(words)) if 1450 <= year <= 1899 else None


@lru_cache(maxsize=1)
def _latin_pattern() -> re.Pattern[str]:
    hundreds, tens, units = (
        "|".join(reversed(words)) for words in (_LATIN_HUNDREDS, _LATIN_TENS, _LATIN_UNITS)
    )
    return re.compile(
        rf"millesimo(?:\s(?P<hundreds>{hundreds}))?(?:\s(?P<tens>{tens}))?(?:\s(?:et\s)?(?P<units>{units}))?"
        r"(?:\s(?P<after>decimo))?\b",
        re.IGNORECASE,
    )


def _latin(text: str, start: int, end: int) -> tuple[int, int] | None:
    found = _latin_pattern().match(text, start, min(end, start + 90))
    if found is None:
        return None
    year = 1000
    for name, words, worth in (("hundreds", _LATIN_HUNDREDS, 100), ("tens", _LATIN_TENS, 10)):
        word = found.group(name)
        if word:
            year += worth * next(k for k, form in enumerate(words, 1) if re.fullmatch(form, word.lower()))
    unit = found.group("units")
    if unit:
        place = _LATIN_UNITS.index(unit.lower()) + 1
        year += place if place < 10 else place + 1
    year += 10 if found.group("after") else 0
    return year, found.end()


@lru_cache(maxsize=1)
def _french_pattern() -> re.Pattern[str]:
    units = "|".join(reversed(_FRENCH))
    tens = "vingt|trente|quarante|cinquante|soixante|quatre[- ]vingts?|septante|octante|nonante"
    units = rf"dix[- ](?:sept|huit|neuf)|{units}"
    below = rf"(?:(?:{tens})(?:(?:[- ]|\set\s|-et-)(?:{units}))?|{units})"
    return re.compile(
        rf"(?:(?P<mil>mil(?:le)?)(?:[- ](?P<cents>(?:(?:{units})[- ])?)cents?)?"
        rf"|(?P<many>dix-(?:sept|huit|neuf)|onze|douze|treize|quatorze|quinze|seize)[- ]cents?"
        rf"|(?P<two>deux[- ]mille))"
        rf"(?:[- ](?:et[- ])?(?P<rest>{below}))?\b",
        re.IGNORECASE,
    )


def _french(text: str, start: int, end: int) -> tuple[int, int] | None:
    found = _french_pattern().match(text, start, min(end, start + 80))
    if found is None:
        return None
    cents = found.group("cents")
    rest = _french_number(found.group("rest"))
    if found.group("two"):
        year = 2000 + rest
    elif found.group("many"):
        year = 100 * _french_number(found.group("many")) + rest
    else:
        year = 1000 + (100 * (_french_number(cents.strip(" -")) or 1) if cents is not None else 0) + rest
    if found.group().lower() == "mil" and text[max(0, start - 3) : start].lower() == "an ":
        return 1000, found.end()
    whole = cents is None and not found.group("many") and (rest == 0 or rest > 99)
    return (year, found.end()) if 1100 <= year <= 2100 and not whole else None


def _french_number(words: str | None) -> int:
    if not words:
        return 0
    words = re.sub(r"quatre[- ]vingts?", "octante", words.lower())
    tens = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70}
    tens |= {"octante": 80, "nonante": 90} | {word: value for value, word in enumerate(_FRENCH, 1)}
    return sum(tens.get(word, 0) for word in re.split(r"[- ]", words))


@lru_cache(maxsize=1)
def _german_pattern() -> re.Pattern[str]:
    units = "|".join(reversed(_GERMAN[:9]))
    tens = "zwanzig|drei(?:ß|ss)ig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig"
    teens = "sechzehn|siebzehn|achtzehn|neunzehn|" + "|".join(reversed(_GERMAN[9:]))
    return re.compile(
        rf"(?:(?P<many>{teens})hundert|(?P<thousand>ein|zwei)?tausend(?:(?P<hundreds>{units})hundert)?)(?:und)?"
        rf"(?:(?P<unit>{units}|eins)und(?P<ten>{tens})|(?P<only>{tens}|{teens}|eins|{units}))?\b",
        re.IGNORECASE,
    )


def _german(text: str, start: int, end: int) -> tuple[int, int] | None:
    found = _german_pattern().match(text, start, min(end, start + 60))
    if found is None:
        return None
    group = {name: (word or "").lower().replace("ss", "ß") for name, word in found.groupdict().items()}
    rest = _german_number(group["unit"]) + _german_number(group["ten"]) + _german_number(group["only"])
    if group["many"]:
        year = 100 * _german_number(group["many"]) + rest
    else:
        year = (
            1000 * (2 if group["thousand"] == "zwei" else 1) + 100 * _german_number(group["hundreds"]) + rest
        )
    round_thousand = not group["many"] and year % 1000 == 0
    return (year, found.end()) if 1100 <= year <= 2100 and not round_thousand else None


def _german_number(word: str) -> int:
    if not word:
        return 0
    tens = ("zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")
    values = {word: 10 * number for number, word in enumerate(tens, 2)} | {"eins": 1}
    values |= {word: number for number, word in enumerate(_GERMAN, 1)}
    values |= {"sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19}
    return values.get(word, 0)

"""What stands around a number or a word, and whether it can be a date there.

Every look goes a bounded number of characters to either side.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tei_tools.taggers.dates._tokens import Scan

_REACH = 48
_QUOTES = "\"'“”„‟«»‹›‘’"


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "glued_left": re.compile(r"(?:[\w$£€¥#@_+=°&§]|\d[.,/:]|[-/]|\\|\w\.)$"),
        "prefix": re.compile(
            r"(?:^|\W)(?:(?i:pre|post|mid|mi|early|late|vor|nach|anti)-|ca?\.?|(?:um|fl|b|d|geb|gest)\.)$"
        ),
        "glued_right": re.compile(
            r"[\w%°$€£/\\@=_]|[.,:]\d|-\d|\s?[%°€$£]|['’′″](?!s?\b)|['’](?!s\b)\w"
            r"|\s(?:K|k?W|[MGk]?Hz|hPa|ppm|rpm|PS|RM|DM|fl)\b(?!\.)"
            r"|-(?:year|jährig|jahr|seit|mann|meter|metre|mile|foot|word|ton|odd|strong|man|seat|member|page|acre)"
        ),
        "last_word": re.compile(r"([^\W\d_]+|[$£€¥§])['’.]{0,2}[ (\u00a0]{0,2}$"),
        "next_words": re.compile(r"\s?([^\W\d_][\w'’-]*)(?:\s([^\W\d_][\w'’-]*))?(?:\s([^\W\d_][\w'’-]*))?"),
        "street": re.compile(
            r"\s(?:[A-Z][\w.'’]*\s){1,3}(?:Street|St\b|Avenue|Ave\b|Road|Rd\b|Lane|Boulevard|Blvd|Drive|Place|Square)"
        ),
        "address": re.compile(
            r"://|^www\.|@|\\|^[\w.-]+\.(?:com|org|net|edu|gov|de|fr|uk|html?|pdf)\b|^doi:|^/\w"
        ),
        "abbreviation": re.compile(
            r"(?:^|[\s(\[])(?!(?:[bdrc]|ed|eds|fl|al|ca|repr|publ|geb|gest|aufl|hg|hrsg|éd)\.)"
            r"(?:[A-Za-z]\. ?)*[A-Za-z][a-z]{0,5}\. $"
        ),
        "table": re.compile(r" ?\. ?\."),
        "verse": re.compile(r"\b(?:[Aa]u|[Dd]u|[Ll]es?|[Aa]ux|[Dd]es|ce) vers $"),
        "mark": re.compile(
            r"(?:^|(?<=[\s(;,:]))(?:MSS?\.?|Cod\.?|Codex|Hss?\.?|Sign?\.?|Clm|Cgm|Cpg|Cvp|Cod\.?)"
            r"(?:\s(?:[A-Z][\w.]*|lat\.|germ\.|gr\.|fr\.)){0,3}\s$"
            r"|(?:^|(?<=[\s(;,:]))[B-HJ-Z]\s$|[A-Z]\w+ A\s$"
        ),
        "telephone": re.compile(r"(?:\+\d{1,3}|\b0\d{1,4})(?:[ /-]\d{2,4}){0,3} $"),
        "way": re.compile(
            r"\b(?:rue|place|avenue|boulevard|quai|(?<!au\s)cours|square|stade|pont|station|métro|impasse|allée"
            r"|faubourg|esplanade|stra(?:ß|ss)e|platz|allee|brücke|ufer|plaza|plaça|piazza|via|viale|corso|calle"
            r"|avenida|praça|rua)\s(?:du|des|de|dell['’]|del|della|d['’])\s?$",
            re.IGNORECASE,
        ),
        "titled": re.compile(
            r"\b(?:Mrs?|Miss|Ms|Mmes?|Mlles?|MM?|Dr|Prof|Herrn?|Frau|Fräulein|Frl|Sir|Lady|Lord|Monsieur|Madame"
            r"|Mademoiselle|Doktor|Abbé|Capt|Col|Gen|Lieut|Lt|Sgt|Rev|Professor)\.?\s(?:[A-Z][\w.’'-]*\s)?$"
        ),
        "novel": re.compile(
            r":\s(?:An?|The|Eine?|Der|Die|Das|Une?|Le|La|L['’])\s?[A-Z]|,\s(?:l['’]|le |la )[A-ZÉÀ]\w+ d"
        ),
        "owned": re.compile(
            r"\b(?!(?:[Hh]ere|[Tt]here|[Tt]hat|[Ii]t|[Ww]hat|[Hh]e|[Ss]he|[Ll]et|[Ww]ho|year)['’])\w+['’]s $"
        ),
        "title_ends": re.compile(r"$|[.,;:)!?]| (?:is|was|has|and|or|in|to)\b"),
        "written": re.compile(r"\s(?:von|by|d['’]|de)\s?[A-Z]\w+"),
        "currency": re.compile(
            r"#\s?$|\b[nN][°º]\s?$|№\s?$|(?:US|A|C|HK)?[$£€¥]\s?$|\b(?:USD|EUR|GBP|DM|RM|Rs|Fr|Rmk?)\.?\s$"
        ),
    }


def in_address(text: str, start: int, end: int) -> bool:
    """Whether the words stand in a web address, a file's path or a mail address."""
    left = text[max(0, start - 200) : start]
    right = text[end : end + 80]
    lead = left[max(left.rfind(" "), left.rfind("\n"), left.rfind("(")) + 1 :]
    cut = re.search(r"[\s)]", right)
    chunk = lead + text[start:end] + (right[: cut.start()] if cut else right)
    return ("/" in chunk or "." in chunk or "@" in chunk or "\\" in chunk) and bool(
        _patterns()["address"].search(chunk)
    )


def left_of(scan: Scan, index: int) -> str:
    """Up to 48 characters of the block before a symbol."""
    start = scan.starts[index]
    return scan.text[max(scan.starts[0], start - _REACH) : start]


def right_of(scan: Scan, index: int) -> str:
    """Up to 48 characters of the block after a symbol."""
    end = scan.ends[index]
    return scan.text[end : min(scan.ends[-1], end + _REACH)]


def last_word(left: str) -> str:
    """The word that ends the text to the left, in lower case; empty where a sign or number does."""
    found = _patterns()["last_word"].search(left)
    return found.group(1).lower() if found else ""


def next_words(right: str) -> tuple[str, ...]:
    """Up to three words that follow directly, as they are written."""
    found = _patterns()["next_words"].match(right)
    return tuple(word for word in found.groups() if word) if found else ()


def stands_free(scan: Scan, first: int, last: int) -> bool:
    """Whether nothing glued to ``first`` … ``last`` (end-exclusive) makes it part of something longer."""
    patterns = _patterns()
    left, right = left_of(scan, first), right_of(scan, last - 1)
    if patterns["glued_left"].search(left) and not patterns["prefix"].search(left):
        return False
    return not patterns["glued_right"].match(right)


def is_count(scan: Scan, last: int, reach: int = 3) -> bool:
    """Whether a noun follows that the number counts (2000 men)."""
    words = next_words(right_of(scan, last - 1))[:reach]
    counted = scan.lexicon.language.counted
    for position, word in enumerate(words):
        lower = word.lower().replace("’", "'")
        if lower in counted:
            return True
        if position == 0 and lower in scan.lexicon.words and scan.lexicon.words[lower][0] in "hViTU&O<>%":
            return False
    return False


def is_numbered(scan: Scan, first: int) -> bool:
    """Whether the word before makes the number a page, a shelf-mark, a price."""
    left = left_of(scan, first)
    if _patterns()["currency"].search(left):
        return True
    word = last_word(left)
    if word == "than":
        return not re.search(r"\b(?:later|earlier|sooner) than $", left)
    return word in scan.lexicon.language.numbered


def is_place_in_a_work(scan: Scan, first: int) -> bool:
    """Whether an abbreviated title stands before (``Phil. 1329``), or dots of a table behind."""
    left, right = left_of(scan, first), right_of(scan, first)
    return bool(_patterns()["abbreviation"].search(left) or _patterns()["table"].match(right))


def is_shelfmark(scan: Scan, first: int) -> bool:
    """Whether the number is a manuscript's or a telephone's (``MS Harley 1945``, ``020 7946 1958``)."""
    left = left_of(scan, first)
    return bool(_patterns()["mark"].search(left) or _patterns()["telephone"].search(left))


def is_way(scan: Scan, first: int) -> bool:
    """Whether a street is named for the day (``place du 8 Mai 1945``, ``Straße des 17. Juni``)."""
    return bool(_patterns()["way"].search(left_of(scan, first)))


def is_about(scan: Scan, index: int) -> bool:
    """Whether "about" is no circa but says of what one speaks (``a book about 1848``, ``how about 1848``)."""
    return scan.word(index).lower() == "about" and last_word(left_of(scan, index)) in _OF_WHAT


_OF_WHAT = frozenset(
    "how what book books novel film films play poem story stories article articles essay documentary "
    "talk talked talks talking speak spoke write wrote written think thought know knew known heard hear "
    "read worried asked ask news information anything something nothing much lot questions question "
    "more concerned learn learned".split()
)


def is_titled(scan: Scan, first: int) -> bool:
    """Whether a title before makes the month or weekday a surname (``Herr Sonntag``, ``Mrs. March``)."""
    return bool(_patterns()["titled"].search(left_of(scan, first)))


def in_quotes(scan: Scan, first: int, last: int) -> bool:
    """Whether quotation marks enclose exactly these words (“1984”)."""
    left, right = left_of(scan, first), right_of(scan, last - 1)
    if left.rstrip()[-1:] == "«" and right.lstrip()[:1] == "»":
        return True
    return bool(left) and bool(right) and left[-1] in _QUOTES and right[0] in _QUOTES


_FREE = frozenset("in since until till during circa ca c between by from before after".split()) | frozenset(
    "im seit bis um gegen zwischen anno jahr jahre ab en depuis vers entre dès l'an année avant "
    "après born died "
    "dated summer winter autumn spring fall mid early late anfang ende mitte sommer herbst winter "
    "frühjahr hiver "
    "été automne printemps year founded established built".split()
)
_BOUND = frozenset("of to for at on von vor nach zu de à du".split())


def year_confidence(scan: Scan, index: int) -> float:
    """How likely the four digits at a symbol are a year, from 0 (they are not) to 1."""
    if not stands_free(scan, index, index + 1) or is_numbered(scan, index) or is_shelfmark(scan, index):
        return 0.0
    if _patterns()["novel"].match(right_of(scan, index)):
        return 0.0
    year = int(scan.values[index])
    left, right = left_of(scan, index), right_of(scan, index)
    before = last_word(left)
    words = next_words(right)
    if (
        before in ("c", "ca")
        and left.rstrip(". ")[-1:].isupper()
        and not re.search(r"(?:^|[([])\W*\w+\W*$", left)
    ):
        return 0.0  # the shelf-mark "C. 1245"
    if _patterns()["owned"].search(left) and _patterns()["title_ends"].match(right):
        return 0.0  # "Orwell's 1984"
    alone = before in ("", "and", "und", "et", "read", "lese", "las", "lu")
    alone = alone and left[-1:] not in (",", "(") and not re.search(r"\d\W*$|, $|\d\W*(?:and|und|et) $", left)
    if alone and _patterns()["written"].match(right):
        return 0.0  # "1984 by Orwell"
    free = before in _FREE or bool(_patterns()["prefix"].search(left))
    if is_count(scan, index + 1, 1 if free else 3) or in_quotes(scan, index, index + 1):
        return 0.0
    if _patterns()["street"].match(right) or _patterns()["verse"].search(left):
        return 0.0
    plural = bool(words) and words[0].islower() and words[0].endswith("s") and len(words[0]) > 3
    usual = 1400 <= year <= 2050
    if free:
        return 0.97 if usual else 0.9
    if before in _BOUND:
        return 0.0 if plural and words[0] not in ("was", "this", "is") else (0.9 if usual else 0.6)
    if not usual:
        return 0.0
    if left[-1:] in ("(", "[") and right[:1] in (")", "]", ",", ";", " ", "–"):
        return 0.93
    if re.search(r"[\w.]\)?, $", left) and right[:1] in (")", ".", ";", ",", "]", ""):
        return 0.9
    if year > 2035:
        return 0.0
    if not left or not right:
        return 0.8
    if re.search(r"(?:the|The|its|his|her|their|our|das|die|der|le|la) $", left):
        return 0.85 if words else 0.6
    if is_place_in_a_work(scan, index):
        return 0.0
    return 0.0 if plural and before not in ("and", "und", "et", "or") else 0.7

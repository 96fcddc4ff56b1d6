"""Forms of a reference's parts as regular expressions: dates, pages, volumes, editors, place and publisher.

After the Chicago Manual of Style, MLA, APA, Vancouver and DIN ISO 690, and the abbreviations of English,
German, French and Italian footnotes.
"""

from __future__ import annotations

import re

from tei_tools.taggers._late_patterns import late

MONTHS = (
    r"(?:Jan(?:uary|uar|vier)?|Feb(?:ruary|ruar)?|Fév(?:rier)?|Mar(?:ch|s)?|März|Apr(?:il)?|Avril"
    r"|May|Mai|June?|Juni?|Juin|July?|Juli|Juillet|Aug(?:ust)?|Août|Sept?(?:ember|embre)?"
    r"|Oct(?:ober|obre)?|Okt(?:ober)?|Nov(?:ember|embre)?|Dec(?:ember)?|Dez(?:ember)?|Déc(?:embre)?"
    r"|Spring|Summer|Autumn|Fall|Winter|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto"
    r"|settembre|ottobre|novembre|dicembre)"
)
YEAR = r"(?:1[4-9]\d\d|20\d\d)[a-h]?"
DATE = late(
    rf"\b(?:\d{{1,2}}\.?\s)?{MONTHS}\.?(?:\s?[-–/]\s?{MONTHS}\.?)?(?:\s\d{{1,2}}(?:st|nd|rd"
    rf"|th)?(?:\s?[-–]\s?\d{{1,2}})?)?,?\s{YEAR}(?!\d)"
    rf"|\b\d{{1,2}}\.\s?\d{{1,2}}\.\s?(?:{YEAR})(?!\d)"
    rf"|(?<![\d/.:-]){YEAR}(?:\s?[-–/]\s?(?:{YEAR}|\d\d))?(?:,?\s(?:\d{{1,2}}\s)?{MONTHS}\b\.?"
    rf"(?:\s\d{{1,2}})?)?(?![\d/]|[.:]\d|[-–]\d)"
    r"|\b(?:n\.\s?d\.|s\.\s?d\.|o\.\s?J\.|forthcoming|in press|im Druck)"
)
PAGES = late(
    r"\b(?:(?:pp?|pag|pages?|pgg?|S|Seiten?|cc?|ff?|fols?|Sp|col)\.?|pages?"
    r"|Seiten?)\s?(?:[A-Z]?\d+[a-z]?|[ivxlc]+)(?:\s?[-–—]\s?(?:[A-Z]?\d+[a-z]?"
    r"|[ivxlc]+))?(?:\s?(?:ff?|sgg?|sg|segg|n|passim|r"
    r"|v)\b\.?)?(?:,\s?\d+(?:\s?[-–—]\s?\d+)?(?![\d(:]))*"
    r"|(?<![\w/.-])[A-Z]?\d{1,5}\s?[-–—]{1,2}\s?[A-Z]?\d{1,5}(?![\w/])"
)
VOLUME = late(
    r"\b(?:vols?|volumes?|voll?|voi|Bde?|Band|tomes?|t|tom|Jg|Jahrgang|ser)\.?\s?(?:\d+"
    r"|[IVXLC]+)\b(?:\s?[-–/]\s?\d+)?(?:\s?\(\d+\))?(?:,?\s(?:no?s?|nr|issue|Heft"
    r"|n)\.?\s?\d+(?:\s?[-–/]\s?\d+)?)?"
    r"|\b\d+\s(?:vols?|voll|Bde|voi)\b\.?",
    re.IGNORECASE,
)
BARE_VOLUME = late(
    r"(?<![\w.-])(?P<volume>\d{1,4}|[IVXLC]{1,7})\s?(?:\(\s?(?P<issue>[\w/–.-]{1,10})\s?\)"
    r"|[.,/]\s?(?:no|nr|n|Nr)?\.?\s?(?P<number>\d{1,3})(?=\s?[(,:]))?"
)
ISSUE = late(r"\b(?:no?s?|nr|issue|Heft|H|Nr|fasc|part|pt)\.?\s?\d+(?:\s?[-–/]\s?\d+)?\b", re.IGNORECASE)
NUMBER = late(
    r"^\s*(?:\[(?P<bracketed>[\w+.,: -]{1,20})\]|\((?P<round>\d{1,3})\)|(?P<plain>\d{1,3})\.)\s*(?=\S)"
)
QUOTED = late(
    r"(?:“(?P<a>[^”]{3,400})”|\"(?P<b>[^\"]{3,400})\"|«\s?(?P<c>[^»]{3,400}?)\s?»"
    r"|„(?P<d>[^“”]{3,400})[“”]|‘(?P<e>[^’]{3,400}(?:’\w[^’]*)*)’(?!\w)|``(?P<f>[^']{3,400})'')"
)
EDITORS = late(
    r"(?:\b(?:ed(?:ited|s|itors?)?|eds?|hrsg|hgg?|Hrsg|Hg|éd|dir|sous la dir|curated|a c(?:ura|\.)?"
    r"|a cura)\.?\s(?:(?:by|v\.|von|par|de|di)\s)?(?P<after>[A-ZÀ-Ý][^,;:()\[\]]*(?:,\s"
    r"(?:and\s)?[A-Z]\.[^,;:()]*)*?(?=[,;:()\[\]]|\.\s[A-Z][a-z]|\.?$)))"
    r"|(?P<before>[A-ZÀ-Ý][^()\d:;]{2,120}?)[,\s]*\(?\b(?:[Ee]ds?\.|[Ee]ditors?|Hrsg\.|Hg\."
    r"|[éÉ]ds?\.|[Dd]irs?\.|a cura di)\)?"
)
TRANSLATORS = late(
    r"\b(?:[Tt]rans(?:l(?:ated)?)?\.?|[Üü]bers(?:etzt)?\.?|[Tt]rad(?:uit|otto)?\.?)\s(?:by\s|v\.\s"
    r"|von\s|par\s|di\s)?[A-ZÀ-Ý][^,;:()]*?(?=[,;:()]|\.\s[A-Z]|\.?$)"
)
EDITION = late(
    r"\b(?:\d+(?:st|nd|rd|th)|\d+\.|[Ss]econd|[Tt]hird|[Rr]ev(?:ised)?\.?|2e|[Nn]ouv\."
    r"|[Nn]ew)\s(?:rev\.\s|revised\s)?(?:ed(?:ition|n)?\b\.?|Aufl(?:age)?\b\.?|éd\b\.?)"
)
GENRE = late(
    r"\b(?:(?:[Uu]npublished\s)?(?:Ph\.?\s?D\.?|[Dd]octoral|[Mm]aster[’']?s?|MA"
    r"|M\.A\.)\s(?:[Tt]hesis|[Dd]iss(?:ertation)?\.?)|[Tt]ech(?:nical|\.)\s[Rr]ep(?:ort"
    r"|\.)(?:\s[\w-]+\d+)?|Diss\.|Dissertation|[Tt]hesis|[Ww]orking [Pp]aper)"
)
PLACE_PUBLISHER = late(
    r"(?P<place>[A-ZÀ-Ý][\w’'.À-ÿ-]*(?:[\s,/&–-]+(?:and\s|et\s|und\s|e\s|am\s|am Main|a\.\s?M\."
    r"|[A-ZÀ-Ý][\w’'.À-ÿ-]*))*?)\s?:\s?(?P<publisher>[A-ZÀ-Ý][^,:;()]*?)(?=\s?[,;()]|\.?\s*$|\.\s)"
)
PUBLISHER_WORD = late(
    r"\b(?:Press|Verlag|Publish(?:ers?|ing)|Books|University|Universit[àé]|Éditions?|Editions"
    r"|Editore|Edizioni|Presses|Univ\.|Inc\.|Ltd|& Sons|Wiley|Springer|Elsevier|Routledge|Penguin"
    r"|Kluwer|Gallimard|Einaudi|Suhrkamp|Academic|House)\b"
)
IN = late(r"(?:^|(?<=[\s.,;”\"»]))(?:In|in)\s?:?\s(?=[\"“«A-ZÀ-Ý])")


def title_goes_on(text: str, comma: int) -> bool:
    """Whether a comma stands inside a title: small letters follow."""
    following = text[comma + 1 : comma + 4].strip()
    return following[:1].islower() and not text[comma + 1 : comma + 5].strip().startswith(
        ("in ", "ed", "pp", "p.", "vol")
    )


def is_full_stop(text: str, i: int) -> bool:
    """Whether the full stop at ``i`` ends a part of a reference rather than an abbreviation."""
    if i + 1 < len(text) and not text[i + 1].isspace() and text[i + 1] not in '”"»)':
        return False
    word = re.search(r"[^\W\d_]+$", text[max(0, i - 12) : i])
    if word is None:
        return True
    return (
        not (
            len(word[0]) <= 4
            and word[0][0].isupper()
            and re.match(r"\s(?:[A-Z]\.|[A-Z][a-z]{0,5}\.|\d|of|and|&|für|de)", text[i + 1 : i + 9])
        )
        and len(word[0]) > 1
    )

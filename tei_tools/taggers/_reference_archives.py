"""Archival shelf-marks: "Gorbachev Foundation Archive, Fond 1, Opis 1", "TNA, FO 371/12345", "BL Add. MS
12345, f. 23v".

What makes one is general: units of archival description with their numbers (ISAD(G) levels as archives
abbreviate them in English, German, French, Italian and Russian practice), or the sign of a repository before
a class mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from tei_tools.taggers import Tag

__all__ = ["Shelfmark", "shelfmarks"]


@dataclass(frozen=True, slots=True)
class Shelfmark:
    """A reference to an archive: all of it, the institution, the mark itself, and the leaves or pages in
    it."""

    start: int
    end: int
    institution: tuple[int, int] | None
    mark: tuple[int, int]
    scopes: tuple[tuple[int, int, str], ...] = ()


_NUMBER = r"(?:[A-Z]{0,3}\s?\d[\dA-Za-z]*(?:[./–-]\d+)*|[IVXLC]+\b|[ivxlc]+\b)"
# Units that name a fonds, series or container whatever stands around them.
_STRONG = (
    r"(?:[Ff]onds?|[Ff]ond|[Oo]pis|[Оо]пись|[Фф]онд|Record Group|RG|Add(?:itional)?\.? MSS?\.?"
    r"|Addit\. MS|Harley MS|Harl\. MS|Cotton MS(?: [A-Z][a-z]+ [A-Z]\.)?|Egerton MS|Sloane MS|"
    r"Royal MS|MSS?(?:\.|(?!\w))(?: [A-Z][a-z]+\.?)?(?: [a-z]+\.){0,3}|Abt\.|Abteilung|Ms\.? (?:lat|gr|fr"
    r"|germ|it|ital|or)\.?"
    r"|Cod\.(?: [A-Z][a-z]+\.)?|Clm|Cgm|Nachlass|Nachlaß|NL|Rep\.|Bestand|Best\.|Findbuch|[Cc]arton"
    r"|[Ll]iasse|[Bb]usta|[Dd]elo|[Дд]ело)"
)
_WEAK = (
    r"(?:f(?:f|ols?|olios?)?\.|op\.|d\.|dd\.|l\.|ll\.|[Bb]ox|[Ff]older|[Ff]ile|[Rr]eel|[Ss]eries"
    r"|Ser\.|[Ee]ntry|[Vv]ol\.|[Bb]d\.|[Aa]kte|Nr\.|[Nn]o\.|b\.|reg\.|c\.|cc\.|"
    r"[Cc]arte|[Pp]iece|[Ii]tem|[Rr]oll|[Pp]p?\.|Bl\.|[Ff]asc\.|[Dd]oc\.|[Dd]ocument|[Ll]ist|folder"
    r"|dossier|Lage|Kasten|Karton|Kart\.|Konvolut|Fasz\.|Mappe|Ordner|fol\.|folio)"
)
_UNIT = rf"(?:{_STRONG}|{_WEAK})\s?{_NUMBER}(?:\s?[rv]\b)?(?:\s?[–-]\s?\d+[rv]?\b)?"
_SERIES = re.compile(
    rf"\b{_STRONG}\s?{_NUMBER}(?:(?:,|;|:|/)?\s(?:{_UNIT}))*|\b{_WEAK}\s?{_NUMBER}(?:,\s{_UNIT}){{2,}}"
)
# A class mark behind a repository's sign or name: FO 371/12345, R 43/1, F7 4770, CAB 65/1, C/1/22.
_CLASS = (
    r"(?:[A-Z]{1,4}\d?(?:\s[IVX]+)?[\s/]?\d{1,5}(?:\s?/\s?[A-Z]?\d+)*(?:\s\d{2,5})?"
    r"|[A-Z]{1,3}\d{1,2}\s\d{2,6})"
)
# A class mark with a stroke, or a French departmental one, behind an institution's full name.
_STROKED = re.compile(
    rf"(?<![\w/])(?:[A-Z]{{1,4}}\d?[\s/]\d{{1,5}}(?:/\d+)+|\d{{1,2}}\s[A-Z]{{1,2}}\s\d{{1,5}}"
    rf"|[A-Z]{{2,4}}\s\d{{1,4}}/\d{{1,5}}|[A-Z]{{1,2}}\d{{0,2}}\s\d{{3,6}})(?![\w/])(?:,\s{_UNIT})*"
)
# A series by its name, with its units, behind an institution: "…, Petrov Papers, Box 4"; "…, Notari, b. 112".
_PAPERS = re.compile(rf"(?<=,\s)(?:[A-Z][\w’'.-]*\s?){{1,5}}(?:,\s{_UNIT})+")
_SIGNED = re.compile(
    rf"\b(?P<sign>[A-ZÄÖÜ][A-Za-zÄÖÜäöü]*[A-ZÄÖÜ](?:\s[A-Z]{{2}})?|BArch|AN|BL|ASV|TNA"
    rf"|PRO)(?:\s\([A-Z]?[a-z]+\))?(?:[,:]\s?|\s)(?P<mark>{_CLASS})(?P<more>(?:,\s{_UNIT})*)"
)
_SIGNS = frozenset(
    """TNA PRO BL NA NAK NARA BArch BA PA PAAA AN ANF BNF BnF AD AM ASV AAV ASVe ASF ASR ASMi ASN ASFi
    RGASPI GARF RGVA RGIA TsAMO AVPRF RGANI TsGAOR
    GStA GStAPK HStA StA LA LHA SAPMO BStU ÖStA HHStA KA BayHStA NLS NLW NAI NAS IWM LMA BLO CUL UBL LOC LC
    NAC LAC NAA AAN AGAD AGS AHN AGI NL NRS
    SUB ULB DLA GSA ADAP CADN MAE AMAE SHD SHAT AGR KADOC NIOD IISG UNOG LNA""".split()
)
_INSTITUTION_BEFORE = re.compile(
    r"(?P<name>(?:[A-ZÄÖÜÀÉ][\w’'.-]*\s(?:of\s(?:the\s)?|and\s|for\s|the\s|de\s(?:la\s)?|du\s|des\s"
    r"|der\s|di\s|d['’])?)*"
    r"[\w’'-]*(?:[Aa]rchi(?:ves?|v|vio|vo|wum)|[Ll]ibrary|[Bb]ibliothe(?:k|ca)|[Bb]ibliothèque"
    r"|[Bb]iblioteca|Museum|Record Office|Records|Collection|Papers)\b"
    r"(?:\s[A-ZÄÖÜ][\w’'-]+){0,2}(?:\s(?:nationales?|départementales?|municipales|royales|générales"
    r"|diplomatiques))?"
    r"(?:\s(?:of|for|de|der|des|du|at|in)\s(?:the\s)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*|\s\([A-Z]+\)"
    r"|,\s[A-Z][\w-]+)*)(?:\s\([A-Za-z]+\))?[,:;]?\s$"
)
# The units of description below the one that has the mark, by the names that archives give them.
_UNITS = {
    "folio": "f ff fol fols folio folios bl",
    "sheet": "l ll",
    "page": "p pp s",
    "carta": "c cc carte",
    "opis": "op opis",
    "delo": "d dd delo",
    "box": "box kasten karton kart carton",
    "folder": "folder mappe",
    "file": "file akte dossier",
    "item": "item piece",
    "volume": "vol bd",
    "series": "series ser",
    "entry": "entry",
    "number": "nr no",
    "reel": "reel roll",
    "busta": "b busta",
    "register": "reg",
    "document": "doc document",
    "fascicle": "fasc fasz konvolut lage",
    "list": "list",
}
_UNIT_NAMES = {name: unit for unit, names in _UNITS.items() for name in names.split()}
_ONE_UNIT = re.compile(rf"(?P<name>{_STRONG}|{_WEAK})\s?{_NUMBER}(?:\s?[rv]\b)?(?:\s?[–-]\s?\d+[rv]?\b)?")


def shelfmarks(text: str, start: int, end: int, organisations: Sequence[Tag]) -> list[Shelfmark]:
    """The shelf-marks of ``text[start:end]``; ``organisations`` are ``orgName`` tags in order of their
    end."""
    ends = [tag.end for tag in organisations]
    found: list[Shelfmark] = []
    last = start
    patterns = (_SERIES, _SIGNED, _STROKED, _PAPERS)
    matches = [match for pattern in patterns for match in pattern.finditer(text, start, end)]
    for match in sorted(
        matches,
        key=lambda m: (m.start(), -m.end()),
    ):
        if match.start() < last:
            continue
        made = _made(text, match, start, organisations, ends)
        if made is not None and made.start >= last:
            found.append(made)
            last = made.end
    return found


def _made(
    text: str, match: re.Match[str], floor: int, organisations: Sequence[Tag], ends: Sequence[int]
) -> Shelfmark | None:
    begin, stop = match.span()
    institution: tuple[int, int] | None
    if "mark" in match.re.groupindex:
        sign = match["sign"].replace(" ", "")
        if sign not in _SIGNS and not re.search(r"\d\s?/\s?\d", match["mark"]):
            return None
        if sign not in _SIGNS and (len(sign) > 6 or sign.isdigit()):
            return None
        separated = text[match.end("sign")] in ",:(" or " (" in match[0][: len(sign) + 3]
        if not separated and not re.search(r"\d\s?/\s?\d|\d\s\d|^[A-Z]{1,3}\s\d", match["mark"]):
            return None
        institution = match.span("sign")
        mark = match.span("mark")[0], stop
    else:
        institution = _institution(text, begin, floor, organisations, ends)
        units = len(re.findall(_UNIT, match[0]))
        if institution is None and match.re in {_STROKED, _PAPERS}:
            return None
        if (
            institution is None
            and units < 2
            and not re.match(
                r"(?:Add|Harl|Cotton|Egerton|Sloane|Royal|Record Group|RG|Clm|Cgm|Cod|Ms\.)", match[0]
            )
        ):
            return None
        mark = begin, stop
    scopes: list[tuple[int, int, str]] = []
    described = list(_ONE_UNIT.finditer(text, mark[0], stop))
    first = True
    for unit in described:
        # The first unit is the mark itself (the fonds); what is named below it narrows it down.
        if first and unit.start() == mark[0]:
            first = False
            continue
        if not scopes:
            mark = mark[0], _trimmed(text, mark[0], unit.start())
        name = unit["name"].strip(" .").casefold()
        scopes.append((unit.start(), unit.end(), _UNIT_NAMES.get(name, name.split()[0])))
    return Shelfmark(institution[0] if institution else begin, stop, institution, mark, tuple(scopes))


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " ,;":
        end -= 1
    return end


def _institution(
    text: str, place: int, floor: int, organisations: Sequence[Tag], ends: Sequence[int]
) -> tuple[int, int] | None:
    """The institution named right before ``place``."""
    i = bisect_left(ends, place + 1) - 1
    if i >= 0 and organisations[i].start >= floor and text[ends[i] : place].strip(" ,:;()") == "":
        return organisations[i].start, organisations[i].end
    window = max(floor, place - 120)
    sign = re.search(
        r"\b([A-ZÄÖÜ][A-Za-zÄÖÜ]{1,7}|(?:[A-Z]\.\s?){2,5})(?:\s[A-ZÀ-Ý][\w-]+)?[,:]?\s$", text[window:place]
    )
    if sign and re.sub(r"[.\s]", "", sign[1]) in _SIGNS:
        return window + sign.start(1), window + len(sign.string.rstrip(" ,:"))
    match = _INSTITUTION_BEFORE.search(text[window:place])
    if match is None:
        return None
    begin = window + match.start("name")
    name = match["name"]
    article = re.match(r"(?:The|In|At|From|See|Source|Also|Die|Das|Der|Im)\s", name)
    if article:
        begin += article.end()
    return begin, window + match.end("name")

"""Units of archival description (ISAD(G)'s levels) and signs of repositories, as English, German, French,
Italian and Russian practice writes them."""

from __future__ import annotations

import re

__all__ = ["CLASS", "INSTITUTION", "MANUSCRIPT", "NUMBER", "SIGNS", "STRONG", "UNIT", "UNIT_NAMES", "WEAK"]

NUMBER = (
    r"(?:[A-Z]{0,3}\s?\d[\dA-Za-z]*(?:[./–-]\d+[a-z]?)*(?:\s(?:bis|ter|[A-Z])(?![\w.]))?|[IVXLC]+\b"
    r"|[ivxlc]+\b)"
)
# Units that name a fonds, series or container whatever stands around them.
STRONG = (
    r"(?:[Ff]onds?|[Ff]ond|[Oo]pis|[Оо]пись|[Фф]онд|Record Group|RG|Abt\.|Abteilung|Nachlass|Nachlaß|NL"
    r"|Rep\.|Bestand"
    r"|Best\.|Findbuch|[Cc]arton|[Ll]iasse|[Bb]usta|[Dd]elo|[Дд]ело|Hs\.|HA)"
)
# Manuscripts by their collection, language or library: "Add. MS 12", "Clm 14456", "ms. fr. 9221".
MANUSCRIPT = (
    r"(?:Add(?:itional)?\.? MSS?\.?|Addit\. MS|(?:Harley|Harl\.|Cotton|Egerton|Sloane|Royal|Lansdowne"
    r"|Stowe|Arundel)"
    r" MSS?\.?(?: [A-Z][a-z]+ [A-Z]\.)?|[bf]?(?:(?!See|The|In\b)[A-Z][A-Za-z]{1,5} )?[bf]?MSS?(?:\."
    r"|(?!\w))(?: [A-Z][a-z]+\.?){0,2}(?: [a-z]+\.){0,3}"
    r"|[Mm]s\.?,? (?:lat|gr|fr|germ|it|ital|or|ang|esp|hébr|arab)\.?(?: [a-z]+\.| qu\.| fol\.)?"
    r"|[Mm]anuscrits? (?:français|latin|grec)s?|[Mm]s\.|[Nn]\. ?[Aa]\. ?(?:fr|lat)\.|NAF|NAL|Latin|Lat\."
    r"|Cod\.(?: [A-Z][a-z]+\.| [a-z]+\.){0,3}"
    r"|Codex [A-Z][a-z]+|C[lgi]m|Cpg|Cod\. Pal\. germ\.|Vat\. lat\.|Pal\. lat\.|Reg\. lat\."
    r"|Mscr?\.(?: [A-Z][a-z]+\.)*)"
)
WEAK = (
    r"(?:f(?:f|ols?|olios?)?\.|f°|fº|op\.|d\.|dd\.|l\.|ll\.|[Bb]ox(?:es)?|[Ff]olders?|[Ff]iles?|[Rr]eel"
    r"|[Ss]eries|[Ss]érie"
    r"|Ser\.|[Ee]ntry|[Vv]ol\.|[Bb]d\.|[Aa]kte|Nrn?\.|[Nn]o\.|n°|nº|b\.|reg\.|c\.|cc\.|Bü(?:schel)?\.?"
    r"|Fasz\.|Lit\."
    r"|[Cc]arte|[Pp]iece|[Pp]ièces?|[Ii]tems?|[Rr]oll|[Pp]p?\.|Bl\.|Blatt|[Ff]asc\.|[Dd]oc\.|[Dd]ocument"
    r"|[Ll]ist|[Cc]ote"
    r"|[Dd]oss(?:iers?|\.)|[Cc]hemise|[Rr]egistre|[Bb]oîte|Lage|Kasten|Karton|Kart\.|Kt\.|Ktn\.|Konvolut"
    r"|Mappe"
    r"|Ordner|fol\.|fols\.|folios?"
    r"|[Vv]olume|[Bb]undle|[Pp]art|Teil|Tit\.|Cl\.|Fach|Film|[Mm]icrofilm|[Rr]eg\.)"
)
UNIT = rf"(?:{STRONG}|{MANUSCRIPT}|{WEAK})\s?{NUMBER}(?:\s?[rv]\b°?)?(?:\s?[–-]\s?\d+[rv]?\b)?"
# A class mark: FO 371/12345, R 43/1, F7 4770, BB18 1796, F/12/4650, 4 M 234, GR 5 N 12, S 1023, 111-1.
CLASS = (
    r"(?:[A-ZÄÖÜ]{1,4}\d{0,2}(?:[\s/]\d{1,6}[a-z]?)(?:\s?/\s?[A-Z]{0,3}\d*)*(?:\s\d{2,6}"
    r"|\s[A-Z]{1,2}\s\d{1,5})?(?:\s?[a-z])?(?![\w/])"
    r"|[A-Z]{1,4}\d{0,4}(?:/[A-Z]{0,3}\d{0,5}){1,4}(?:\s\d{1,6}(?:/\d{1,5}){0,3})?(?![\w/])|[A-Z]\d[A-Z]\d\s\d{1,5}|\d{1,3}\s(?:[A-Z]{1,3}"
    r"|[A-Z][a-z]?\.?)\s\d{1,5}(?:/\d{1,4})?(?![\w/])"
    r"|[A-Z]{1,3}\s[IVX]{1,5}\s\d{1,5}(?![\w/])|[IVX]{1,5}\s\d{1,4}(?![\w/])"
    r"|\d{4}\s\d{3}\s\d{1,5}(?![\w/])|\d{1,4}[-–]\d{1,3}(?:/\d+)?\s[A-ZÄÖÜ]\w+"
    r"|[A-Z]:[A-Z]\w+(?:,\s\d+(?:\.\d+)*)?"
    r"|\d{1,5}/\d{2,5}(?![\w/]))"
)
SIGNS = frozenset(
    """TNA PRO BL NA NAK NARA BArch BA PA PAAA AN ANF BNF BnF AD AM BM ASV AAV ASVe ASF ASR ASMi ASN ASFi
    RGASPI GARF RGVA RGIA TsAMO AVPRF RGANI TsGAOR CARAN CHAN ANOM CAOM APP BHVP
    GStA GStAPK HStA HStAS StA StadtA LA LHA SAPMO BStU ÖStA HHStA AVA KA BayHStA BHStA NLS NLW NAI NAS IWM
    LMA BLO CUL UBL LOC LC NAC LAC NAA AAN AGAD AGS AHN AGI NL NRS HHStAW GLA GLAK LASH LAV LAB LkA EZA
    UA UB SB BSB ÖNB
    SUB ULB DLA GSA ADAP CADN MAE AMAE SHD SHAT SHM AGR KADOC NIOD IISG UNOG LNA HIA AAE ANMT""".split()
)
_NAME = r"[A-ZÄÖÜÀÉ](?:[\w’'-]{0,2}\.|[\w’'-]*)"
INSTITUTION = (
    rf"(?:(?:{_NAME}\s(?:of\s(?:the\s)?|and\s|for\s|the\s|de\s(?:la\s)?|du\s|des\s|der\s|di\s|d['’])?){{0,6}}"
    r"(?:[\w’'-]{0,30}(?:[Aa]rchi(?:ves?|vs?|vio|vo|wum)|[Ll]ibrary|[Bb]ibliothe(?:k|ca)|[Bb]ibliothèque"
    r"|[Bb]iblioteca"
    r"|Museum|Record Office|Records|Historical Society|Public Records)|Arch\.(?:\s(?:nat|dép|mun|dipl)\.)?"
    r"|Bibl\.(?:\snat|\smun)?\.?"
    r"|Service historique de la Défense|Hoover Institution|Ransom Center)(?!\w)(?:\s(?:Service|Centre"
    r"|Center|Office|Department))?"
    r"(?:\s(?:nationales?|départementales?|municipales?|royales?|générales?|diplomatiques|communales"
    r"|secrètes|Nationales))?"
    rf"(?:\s(?:of|for|de|der|des|du|at|in|zu|von|di)\s(?:(?:the|la|l['’]|den"
    rf"|dem)\s?)?(?:[Pp]réfecture de police|[A-ZÀ-Ý][\w’'-]*)(?:\s{_NAME}){{0,3}}"
    rf"|\sd['’](?:{_NAME})|\sde\sl['’]{_NAME}|\s\([A-Z][\w ]{{1,20}}\)|\s(?!MSS?\b|Rep\b|Abt\b"
    rf"|Best)(?:NRW|BW|NW)(?!\w)|\s(?!MSS?\b|Rep\b|Abt\b"
    rf"|Best)[A-ZÄÖÜ][a-zäöüß]{{2,}}(?:-[A-ZÄÖÜ][a-zäöüß]+)*){{0,3}}"
    r"(?:,\s(?!Box|Nachlass|Fonds?|Series|Ser\.|Abt|Best|Bestand|Rep|Ms|Cod|Record|Nr|File|Folder|Reel"
    r"|Add)(?:La\s)?[A-ZÄÖÜ][a-zäöü]{2,}(?=,)|\s\([A-Za-zÄÖÜäöü]{2,10}\))?)"
)
# The units of description below the one that has the mark, by the names that archives give them.
_UNITS = {
    "folio": "f ff fol fols folio folios bl blatt f° fº",
    "sheet": "l ll",
    "page": "p pp s",
    "carta": "c cc carte",
    "opis": "op opis",
    "delo": "d dd delo",
    "box": "box boxes kasten karton kart carton kt ktn boîte",
    "folder": "folder folders mappe chemise",
    "file": "file files akte doss dossier dossiers bü büschel",
    "item": "item items piece pièce pièces",
    "volume": "vol bd volume",
    "series": "series ser série",
    "entry": "entry",
    "number": "nr nrn no n° nº",
    "reel": "reel roll film microfilm",
    "busta": "b busta",
    "register": "reg registre",
    "document": "doc document",
    "fascicle": "fasc fasz konvolut lage bundle",
    "list": "list",
    "part": "part teil",
}
UNIT_NAMES = {name: unit for unit, names in _UNITS.items() for name in names.split()}


def unit_of(name: str) -> str:
    """The unit that a name such as "Bl." or "dossier" stands for."""
    known = re.sub(r"[ .]+\Z", "", name).casefold()
    return UNIT_NAMES.get(known, re.sub(r"[^\w-]", "", known.split()[0]) or "part")

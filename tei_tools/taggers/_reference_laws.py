"""Laws and judgments: "42 U.S.C. § 1983"; "§ 823 Abs. 1 BGB"; "BGH, Urteil vom 12. Mai 1954, VI ZR 12/53";
« loi n° 2004-575 du 21 juin 2004 »; « Cass. civ. 1re, 12 mai 2011, n° 10-17.853 ».

Forms after the Bluebook, OSCOLA (4th ed.), the German courts' own usage, and the Mémento of French legal
citation (SNE 2015); ECLI after Council conclusions 2011/C 127/01.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tei_tools.taggers._digits import has_digit
from tei_tools.taggers._late_patterns import late
from tei_tools.taggers._reference_days import DAY
from tei_tools.taggers._reference_patterns import FoundReference

__all__ = ["law_citations"]

# English: codes and statutes.
_UNITED_STATES = (
    r"\d{1,2}\s(?:U\.\s?S\.\s?C\.(?:\s?A\.)?|C\.\s?F\.\s?R\.)\s(?:§{1,2}|[Pp]art|[Ss]ec(?:tion"
    r"|\.))\s?\d[\w.-]*(?:\([\w]+\)){0,4}(?:[–-]\d\w*)?"
    r"(?:\s\(\d{4}\))?"
    r"|Pub\.\s?L\.\s(?:No\.\s)?\d{1,3}[–-]\d{1,4}"
    r"(?:,\s§\s?\d+\w*)?(?:,\s\d{1,3}\sStat\.\s\d{1,4})?(?:\s\(\d{4}\))?"
    r"|\d{1,3}\sStat\.\s\d{1,4}(?:\s\(\d{4}\))?"
    r"|U\.\s?S\.\sConst(?:itution|\.)?,?\s(?:art|amend)\.\s[IVXLC]+(?:,\s§\s?\d+)?(?:,\scl\.\s\d+)?"
)
_ACT_NAME = (
    r"(?:[A-Z][\w’'-]{0,40}(?:\s\([A-Z][^()]{2,50}\))?\s(?:(?:of|and|for|to|the|in)\s){0,2}){1,8}(?:Act|Order"
    r"|Regulations|Code)(?:\s\([A-Z][a-z]+\))?\s(?:1[2-9]|20)\d\d"
)
_SECTION = r"(?:ss?\.|sections?|regs?\.|art(?:icle|s?\.)|sch(?:edule|\.))\s?\d+\w*(?:\(\w{1,4}\)){0,3}"
_STATUTE = (
    rf"(?P<section>{_SECTION})(?:(?:,|\s(?:and|to|or"
    rf"|–))\s?\d+\w*(?:\(\w{{1,4}}\)){{0,3}}){{0,4}}\s(?:of\s)?the\s(?P<act>{_ACT_NAME})"
    rf"|(?P<act2>{_ACT_NAME}),?\s(?P<section2>{_SECTION})"
)
_EUROPEAN = (
    r"(?:Council\s|Commission\s)?(?:Directive|Richtlinie|Directive)\s(?:\((?:EU|EC"
    r"|EG)\)\s)?\d{2,4}/\d{1,4}(?:/(?:EC|EU|EEC|EG|EWG|CE|UE|CEE))?"
    r"|(?:Council\s|Commission\s)?(?:Regulation|Verordnung|Règlement|règlement)\s\((?:EU|EC|EEC|EG|EWG|CE"
    r"|UE|CEE)\)\s(?:No\s|Nr\.\s|n°\s)?\d{1,4}/\d{1,4}"
    r"|(?:Case|Rechtssache|Rs\.|affaire|aff\.)\s[CT][-‑–]\d{1,3}/\d{2}"
    r"(?:\sP)?(?:,?\s(?P<party>[A-Z][\w’'&.-]*(?:\s(?:v|and|/|gegen|c)?\s?[A-Z][\w’'&.-]*){0,4}))?"
    r"(?:,?\s(?:ECLI:)?EU:[CT]:\d{4}:\d+)?"
    r"|ECLI:[A-Z]{2}:[A-Z]{1,7}:\d{4}:[\w.]{1,25}|EU:[CT]:\d{4}:\d+"
)
# German: norms, courts, law reports, gazettes.
_CODE = (
    r"(?:[A-ZÄÖÜ][A-Za-zäöüÄÖÜ]{0,8}[A-ZÄÖÜ](?:[\s-](?:I|II|III|IV|V|VI|X|a\.\s?F\.|n\.\s?F\.)\b)?|WRV|RV"
    r"|EGBGB|[A-ZÄÖÜ][\w-]{2,30}(?:ordnung|gesetz(?:buch|es|buche?s)?|verfassung)|Grundgesetz(?:es)?)"
)
_PARAGRAPH = (
    r"\d{1,4}\s?[a-z]?\b(?:\s(?:Abs|Satz|S|Nr|Ziff|lit|Halbs|Var|Alt|UAbs)\.?\s?(?:\d{1,3}|[IVX]+|[a-z])\b"
    r"|\sff?\.|\s[IVX]+\b){0,5}"
)
_NORM = (
    rf"(?:§§?|Art(?:\.|ikel)|Artt\.)\s?{_PARAGRAPH}(?:(?:,|\sund|\si\.\s?V\.\s?m\.|\sbis|–)\s?(?:§§?\s?"
    rf"|Art\.\s?)?{_PARAGRAPH}){{0,4}}"
    rf"\s(?:der\s|des\s)?(?P<code>{_CODE})(?![\w])"
)
_GERMAN_COURT = (
    r"(?:BGH|BVerfG|BVerwG|BAG|BSG|BFH|RG|RFH|RAG|StGH|BayObLG|BayVerfGH|EuGH|EuG|EGMR|OGH|VfGH|VwGH|BGer"
    r"|Bundesgericht"
    r"|Bundesgerichtshof|Bundesverfassungsgericht|Bundesverwaltungsgericht|Bundesarbeitsgericht"
    r"|Reichsgericht|Volksgerichtshof"
    r"|(?:OLG|LG|AG|KG|VG|OVG|VGH|ArbG|LAG|SG|LSG|FG|SchwurG)(?:\s[A-ZÄÖÜ][\w-]+(?:\s(?:am|a\.\s?M\."
    r"|an\sder)\s?[A-Z]?\w*)?)?)"
)
_GERMAN_FILE = (
    r"(?:Az\.?:?\s)?(?:\d\s)?(?:[IVX]+\s|\d{1,3}\s)?[A-Z][A-Za-z]{0,4}"
    r"(?:\s\([A-Za-z]+\))?\s\d{1,5}/\d{2}(?:\s\([A-Z]\))?|Rs\.\s[CT]\s?[-‑–]\s?\d{1,3}/\d{2}"
)
_GERMAN_REPORT = (
    r"(?:BVerfG[EK]|BGH(?:Z|St)|BVerwGE|BAGE|BSGE|BFHE|RG(?:Z|St)|RGSt|EuGRZ"
    r"|PrOVGE)\s\d{1,3},\s\d{1,4}(?:\s?(?:ff?\.|[–-]\s?\d+))?(?:\s\(\d{1,4}(?:\s?(?:f{1,2}\."
    r"|[–-]\s?\d+))?\))?"
    r"|(?:NJW|NVwZ|JZ|DÖV|DVBl|GRUR|MDR|JuS|NStZ|StV|VersR|WM|ZIP|AfP|BB|DB|JW|DJZ|NJW-RR"
    r"|ZUM)(?:-RR)?\s(?:1[89]|20)\d\d,\s(?:S\.\s)?\d{1,5}(?:\s?(?:ff?\."
    r"|[–-]\s?\d+))?(?:\s\(\d{1,5}\s?(?:ff?\.)?\))?"
)
_GERMAN_JUDGMENT = (
    rf"(?P<court>{_GERMAN_COURT})(?:,\s?|\s|:\s)(?:(?:Urteil|Urt\.|Beschluss|Beschluß|Beschl\."
    rf"|Entscheidung|Entsch\.|Gutachten)"
    rf"\s?(?:des\s[IVX\d.]+\s\w+\s)?(?:vom|v\.)\s?)(?P<day>{DAY})(?:(?:\s?[–—-]\s?"
    rf"|,\s)(?P<file>{_GERMAN_FILE}))?(?:\s–(?=,))?"
    rf"(?:(?:\s?[–—-]\s?|,\s|\s=\s)(?:in:?\s)?(?P<report>{_GERMAN_REPORT}))?"
)
_GAZETTE = (
    r"(?:RGBl|BGBl|PrGS|GBl|GVBl|GVOBl|ABl|RMBl|BGBl)\.?(?:\s(?:I{1,3}|DDR|EG|EU|[LC]\s\d+))?(?:\s(?:1[89]"
    r"|20)\d\d)?(?:\s(?:I{1,3}|Nr\.\s\d+))?(?:,\s|\s)(?:S\.\s?|Nr\.\s?)\d{1,5}(?:\s?(?:ff?\.|[–-]\s?\d+))?"
)
# French: laws, articles of codes, courts.
_FRENCH_LAW = (
    rf"(?:[Ll]oi(?:\s(?:organique|constitutionnelle))?|[Dd]écret(?:-loi)?|[Oo]rdonnance|[Aa]rrêté"
    rf"|[Cc]irculaire|[Dd]écision)"
    rf"(?:\s(?P<number>n[°ºo]\.?\s?\d{{2,4}}[-‑–]\d{{1,5}}))?\s(?:du|en date du)\s(?P<when>{DAY})"
)
_FRENCH_CODE = (
    r"(?:[Cc]ode\s(?:civil|pénal|du travail|de commerce|de procédure (?:civile|pénale)|de la [\w’' ]{4,40}"
    r"|général des [\w ]{4,30}"
    r"|de l['’][\w’' ]{4,30}|des [\w ]{4,30}|électoral|rural|monétaire et financier)|C\.\s?(?:civ|pén|com"
    r"|trav|pr\.\spén|proc\.\sciv)\."
    r"|CGI|CPI|CPC|CPP|CESEDA|Constitution|Convention européenne des droits de l['’]homme)"
)
_ARTICLE_NUMBER = r"(?:[LRDA]\.?\s?\*?\s?)?\d{1,4}(?:[-‑]\d{1,3}){0,3}(?:,?\s(?:al(?:inéa|\.)|§)\s?\d)?"
_FRENCH_ARTICLE = (
    rf"[Aa]rt(?:icles?|s?\.)\s{_ARTICLE_NUMBER}(?:(?:,|\set|\sà)\s{_ARTICLE_NUMBER}){{0,4}}\s(?:du\s"
    rf"|de la\s|de l['’])?(?P<codex>{_FRENCH_CODE})"
    rf"|(?P<codex2>C\.\s?(?:civ|pén|com|trav)\.),\sart\.\s{_ARTICLE_NUMBER}"
)
_FRENCH_COURT = (
    r"(?:Cass\.?|Cour de cassation|C\.\scass\.|CE|Conseil d['’]État|Cons\.\sconst\.|Cons\.\sd['’]État"
    r"|Conseil constitutionnel|CJCE|CJUE|CEDH|Cour EDH"
    r"|TC|T\.\sconfl\.|(?:CA|CAA|TGI|TA|T\.\scom\.|Cour d['’]appel de|Trib\.\s(?:civ"
    r"|corr)\.)\s[A-ZÀ-Ý][\w’'-]+)"
)
_FRENCH_CHAMBER = (
    r"(?:(?:1|2|3)(?:re|e|ère|ème)\s(?:ch\.\s)?civ\.?|civ\.?(?:\s[123](?:re|e|ère|ème))?|crim\.?|com\.?"
    r"|soc\.?|ass\.(?:\splén\.)?|Ass\.(?:\splén\.)?|ch\.\s(?:mixte|réun\.|civ\.|soc\.|com\.|crim\.)|req\.?"
    r"|sect\.?|Sect\."
    r"|gde?\sch\.|ord\."
    r"|chambre\s\w+|[123](?:re|e)\sch\.)"
)
_FRENCH_JUDGMENT = (
    rf"(?P<jury>{_FRENCH_COURT}(?:,?\s{_FRENCH_CHAMBER}){{0,2}}),?\s(?:le\s|arrêt du\s"
    rf"|décision du\s|(?:décision\s|arrêt\s)?(?P<avant>n[°ºo]\s?[\d./‑-]+(?:\s?(?:DC|QPC"
    rf"|P))?)\sdu\s)?(?P<jour>{DAY})"
    rf"(?:,\s(?P<numero>(?:req\.\s|aff\.\s|décision\s)?n[°ºo]s?\.?\s?[\d./‑-]+(?:\s?(?:DC|QPC|P))?))?"
    rf"(?:,\s(?P<nom>(?!Bull|Rec|D\.|JCP|GAJA|DP\b|S\.|Sirey)[A-ZÀ-Ý][\w’'.-]+(?:\s(?:c\.|et|de|du|la"
    rf"|[A-ZÀ-Ý][\w’'.-]+)){{0,5}}?)(?=[,;.)]|\s(?:;|$)|$))?(?:,\s(?P<affaire>n[°ºo]s?\s?\d+/\d{{2,4}}))?"
    rf"(?:,\s(?P<recueil>(?:Bull\.(?:\s(?:civ|crim|ass\.\splén)\.)?|Rec\.|D\.|DP|S\.|Sirey|JCP|RTD\sciv\."
    rf"|Gaz\.\sPal\.)(?:,?\s(?:[IVX]+|n°\s?\d+|p\.\s?\d+|\d+))+))?"
)

# Debates of parliaments.
_DEBATES = (
    rf"(?:(?P<house>Hansard|Parl(?:iamentary|\.)\sDeb(?:ates|\.)|Official Report|(?:HC|HL)\sDeb(?:ates)?)"
    rf"(?:,?\s(?:HC|HL|House of (?:Commons|Lords)|Commons"
    rf"|Lords)(?:\sDeb(?:ates)?\.?)?)?(?:\s\([\w. ]{{1,20}}\))?,?\s"
    rf"(?:(?:vol\.?\s)?\d{{1,4}},?\s)?(?P<sitting>{DAY})(?:,?\s(?P<volume>vol\.?\s?\d{{1,4}}))?"
    rf"(?:,?\s(?P<column>(?:cc?|cols?)\.?\s?\d+(?:[–-]\d+)?))?"
    rf"|(?P<journal>Journal officiel|J\.O\.|JO|JORF)(?:,\s[^,;()\n\d]{{3,60}}){{0,3}},?\s(?:séance du\s"
    rf"|du\s|n°\s?\d+\sdu\s)?"
    rf"(?P<sitting2>{DAY})(?:,\s(?P<page>p\.\s?\d+(?:[–-]\d+)?))?"
    rf"|\d{{1,3}}\s(?P<record>Cong(?:ressional|\.)\sRec(?:ord"
    rf"|\.))\s[HSE]?\d{{1,5}}(?:\s\((?:(?P<sitting3>{DAY})|\d{{4}})\))?)"
)

_PATTERNS = tuple(
    late(rf"(?<![\w.§])(?:{pattern})")
    for pattern in (
        _UNITED_STATES,
        _STATUTE,
        _EUROPEAN,
        _NORM,
        _GERMAN_JUDGMENT,
        rf"(?P<report>{_GERMAN_REPORT})",
        _GAZETTE,
        _FRENCH_LAW,
        _FRENCH_ARTICLE,
        _FRENCH_JUDGMENT,
        _DEBATES,
    )
)
_PLAIN_CODES = late(r"(?:[IVXLC]+|USA|DDR|BRD|EU|UNO|NATO|SPD|CDU|KPD)\Z")


def law_citations(text: str, start: int, end: int) -> Iterator[FoundReference]:
    """The laws and judgments of ``text[start:end]``, by pattern (not in order; some may overlap)."""
    # Of those that need a digit none stands where there is none; an amendment may have a Roman numeral.
    for pattern in _PATTERNS if has_digit(text, start, end) else _PATTERNS[:1]:
        for match in pattern.finditer(text, start, end):
            named = {name: span for name in match.groupdict() if (span := match.span(name))[0] >= 0}
            if "code" in named and _PLAIN_CODES.match(match["code"]):
                continue
            yield FoundReference(match.start(), match.end(), "legal", _parts(match, named), 0.9)


def _parts(
    match: re.Match[str], named: dict[str, tuple[int, int]]
) -> tuple[tuple[int, int, str, dict[str, str]], ...]:
    """Court as author, day, name of the case or the law as title, number as ``idno``; all of it, where
    nothing is named."""
    parts: list[tuple[int, int, str, dict[str, str]]] = []
    for name, span in named.items():
        if name in ("court", "jury"):
            parts.append((*span, "author", {}))
        elif name.startswith(("day", "jour", "when", "sitting")) and name != "journal":
            parts.append((*span, "date", {}))
        elif name in ("file", "report", "number", "numero", "avant", "recueil", "affaire"):
            parts.append((*span, "idno", {"type": "citation"}))
        elif name in ("house", "journal", "record", "act", "act2", "nom", "codex", "codex2", "code"):
            level = {"level": "a"} if name == "nom" else {"level": "m"}
            parts.append((*span, "title", level))
        elif name in ("section", "section2", "volume", "column", "page"):
            parts.append((*span, "biblScope", {"unit": name.rstrip("2")}))
    if not parts or "party" in named:
        return ((*match.span(), "idno", {"type": "citation"}),)
    if named.keys() & {"code", "codex"}:
        title = match.span("code" if "code" in named else "codex")[0]
        stop = match.start() + len(match.string[match.start() : title].rstrip())
        for word in ("du", "de la", "des", "der", "de l’", "de l'"):
            if match.string[match.start() : stop].endswith(f" {word}"):
                stop -= len(word) + 1
                break
        parts.append((match.start(), stop, "biblScope", {"unit": "article"}))
    return tuple(sorted(parts))

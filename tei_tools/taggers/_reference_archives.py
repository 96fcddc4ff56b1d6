"""Archival shelf-marks: "Gorbachev Foundation Archive, Fond 1, Opis 1", "TNA, FO 371/12345", "BL Add. MS
12345, f. 23v", "GStA PK, I. HA Rep. 77, Nr. 123, Bl. 4r", "AN, F7 12345, dossier 3".

What makes one is general: units of archival description with their numbers, or the name or sign of a
repository before a class mark. A mark is a run of units and class marks, parted by commas.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from tei_tools.taggers import Tag
from tei_tools.taggers._late_patterns import late
from tei_tools.taggers._reference_units import (
    CLASS,
    INSTITUTION,
    MANUSCRIPT,
    NUMBER,
    SIGNS,
    STRONG,
    UNIT,
    WEAK,
    unit_of,
)

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


_PAPERS = (
    r"(?:(?:(?:(?!The\b)[A-Z][\w’'.&-]*\s){1,4}(?:Papers|Collection|MSS|Manuscripts|Mss|Correspondence"
    r"|Diaries|Deposit)"
    r"|(?:(?:Teil)?[Nn]achla(?:ss|ß)|NL|[Ff]onds|[Pp]apiers"
    r"|[Cc]ollection)(?:\s[A-ZÀ-Ý][\w’'.-]*){1,3})(?![\w])"
    r"|(?:(?!The\b|In\b|MS\b)[A-ZÄÖÜ][\w’'.-]*(?:\s[A-ZÄÖÜ][\w’'.-]*){0,4}"
    r"(?:,\s[A-ZÄÖÜ][\w’'.-]*(?:\s[A-ZÄÖÜ][\w’'.-]*){0,3}){0,3})"
    r"(?=,?\s(?:[Bb]ox|[Ff]older|b\.|[Bb]usta|[Rr]eel|[Cc]arton|Kasten|Karton|Kart\.|Mappe|Nr\.|Fasz\.)\s?\d)"
    r"|[A-ZÄÖÜ][a-zäöü]+(?:akten|bestand|bücher|protokolle|sammlung|sachen)(?=\s[A-Z]+\s?\d))"
)
_SENATE = r"(?:[IVX]{1,4}\.\sHA(?:,?\s(?:GR|Rep\.|Abt\.)\s?[\dA-Z]+(?:\s[A-Z]{1,2}(?![\w]))?)?)"
_NAMED = (
    r"(?:[Dd]ossier|[Ff]older|[Ff]ile|[Mm]appe|[Aa]kte|[Cc]hemise)\s(?:«\s?[^»\n]{2,60}»|“[^”\n]{2,60}”"
    r"|\"[^\"\n]{2,60}\")"
)
_DIVISION = (
    r"(?:Mss\.?|Manuscrits|(?:Département|Cabinet) des (?:manuscrits|estampes|imprimés)"
    r"|Handschriftenabteilung"
    r"|Manuscripts? Division|Special Collections|Estampes|Central Decimal File [\d–-]+)(?=,\s)"
)
_PART = rf"(?:{_SENATE}|{MANUSCRIPT}\s?{NUMBER}|{UNIT}|{_NAMED}|{CLASS}|{_PAPERS}|{_DIVISION})"
_RUN = late(rf"{_PART}(?:\s?[rv]\b)?(?:(?:[,:/]\s?|\s|,\s(?:hier|ici|here)\s){_PART}){{0,9}}")
_SEPARATED = late(r"\s?(?:\([A-Z]?[\w -]{2,20}\)\s?)?(?:[,:;]\s?|\s(?=\()|\s|\()\(?\Z")
# Where a run may begin by itself, without an institution.
_SERIES = re.compile(
    rf"(?<!\w)(?:{_SENATE}|(?:{STRONG}|{MANUSCRIPT})\s?{NUMBER}|{WEAK}\s?{NUMBER}(?=(?:,\s{UNIT}){{2}}))"
)
_SIGNED = re.compile(
    r"(?<![\w/])(?P<sign>(?:[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{0,7}[A-ZÄÖÜ]|BArch|StadtA"
    r"|[A-Z]\.\s?[A-Z]\.(?:\s?[A-Z]\.)?|AN|BL)"
    r"(?:\s(?:PK|\([A-Z]?[a-z]+\)|(?:de |du |de la |des |de l['’])?(?!Rep|Abt|Best|Add|Bd|Nr"
    r"|Fonds)[A-ZÀ-Ý][a-zà-ÿß][\w’'-]+"
    r"(?:-[\w’'-]+)*))?)(?P<between>,\s|:\s|;\s|\s)(?=[\w(])"
)
_INSTITUTION = late(rf"(?<![\w’'-])(?P<name>{INSTITUTION})(?P<between>,\s|:\s|;\s|\s\(|\s)(?=[\w])")
_AFTER = late(rf",\s(?P<name>{INSTITUTION}(?:,\s[A-Z]{{2}}(?!\w))?)")
_ARTICLE = late(
    r"(?:(?:The|In|At|From|See|Source|Also|Die|Das|Der|Im|Vgl\.|Voir|Aux|Les|And|Siehe|Dans|Cf\.|Am)\s)+"
)
_FOLLOWING = late(rf"\s?[;,]\s|\s(?:and|und|et|sowie)\s(?=(?:{CLASS}))")
_STROKED = late(r"[A-Z]{1,4}\d?[\s/]?\d+/\d|[A-Z]{1,3}\d{1,2}\s\d{2}|\d{1,3}\s[A-Z]{1,3}\s\d")
_ONE_UNIT = late(
    rf"(?P<name>{STRONG}|{MANUSCRIPT}|{WEAK})\s?{NUMBER}(?:\s?[rv]\b°?)?(?:\s?[–-]\s?\d+[rv]?\b)?"
)
_WEAK_UNIT = late(rf"(?<=[\s,]){WEAK}\s?{NUMBER}(?:\s?[rv]\b°?)?(?:\s?[–-]\s?\d+[rv]?\b)?")
_STATES = frozenset("USA EU UN UK DDR BRD UNO NATO USSR UdSSR SPD CDU KPD SED".split())
_KNOWN_ALONE = late(
    r"(?:Add|Harl|Cotton|Egerton|Sloane|Royal|Lansdowne|Record Group|RG|C[lgi]m|Cpg|Cod|Ms\.|I\. HA|II"
    r"|Vat\.|Pal\.|NAF|n\. ?a)"
)


def shelfmarks(text: str, start: int, end: int, organisations: Sequence[Tag]) -> list[Shelfmark]:
    """The shelf-marks of ``text[start:end]``; ``organisations`` are ``orgName`` tags in order of their
    end."""
    ends = [tag.end for tag in organisations]
    found: list[Shelfmark] = []
    last = start
    matches = [
        match for pattern in (_INSTITUTION, _SIGNED, _SERIES) for match in pattern.finditer(text, start, end)
    ]
    for match in sorted(matches, key=lambda m: (m.start(), -m.end())):
        if match.start() < last:
            continue
        made = _made(text, match, last, end, organisations, ends)
        while made is not None and made.start >= last:
            found.append(made)
            last = made.end
            made = _following(text, made, end)
    return found


def _made(
    text: str,
    match: re.Match[str],
    floor: int,
    ceiling: int,
    organisations: Sequence[Tag],
    ends: Sequence[int],
) -> Shelfmark | None:
    if match.re is _SERIES:
        run = _RUN.match(text, match.start(), ceiling)
        if run is None:
            return None
        institution = _before(text, match.start(), floor, organisations, ends)
        if institution is None:
            institution_after = _AFTER.match(text, run.end(), ceiling)
            units = len(re.findall(UNIT, run[0]))
            if institution_after is None and units < 2 and not _KNOWN_ALONE.match(run[0]):
                return None
        return _built(text, institution, run.span(), ceiling)
    run = _RUN.match(text, match.end(), ceiling)
    if run is None or not re.search(r"\d", run[0]):
        return None
    name = "sign" if match.re is _SIGNED else "name"
    begin, stop = match.span(name)
    if name == "sign":
        if not _is_signed(match, run[0]):
            return None
    else:
        article = _ARTICLE.match(text, begin, stop)
        begin = article.end() if article else begin
        plain = match["between"] == " "
        if plain and not (
            _STROKED.match(run[0]) or re.match(rf"{STRONG}|{MANUSCRIPT}|{_SENATE}|[A-Z]{{1,3}}\s\d", run[0])
        ):
            return None
        if (
            re.match(WEAK, run[0])
            and len(re.findall(UNIT, run[0])) < 2
            and re.match(r"[Pp]p?\.|[Vv]ol|[Nn]o|c\.", run[0])
        ):
            return None
    return _built(text, (begin, stop), run.span(), ceiling)


def _is_signed(match: re.Match[str], run: str) -> bool:
    sign = re.sub(r"[.\s]", "", match["sign"].split(" ")[0] if "." not in match["sign"] else match["sign"])
    sign = re.match(r"[^\W\d_]+", sign)[0] if re.match(r"[^\W\d_]+", sign) else ""  # type: ignore[index]
    known = sign in SIGNS
    stroked = re.match(r"[A-ZÄÖÜ]{0,4}\d{0,2}\s?\d+\s?/\s?\d", run) is not None
    if not known:
        return (
            stroked
            and 1 < len(sign) <= 6
            and sign not in _STATES
            and match["between"] != " "
            and not sign.isdigit()
        )
    if match["between"] != " " or len(re.findall(UNIT, run)) > 1:
        return True
    return bool(_STROKED.match(run) or re.match(rf"{STRONG}|{MANUSCRIPT}|{_SENATE}|[A-Z]{{1,3}}\s\d", run))


def _built(text: str, institution: tuple[int, int] | None, run: tuple[int, int], ceiling: int) -> Shelfmark:
    begin, stop = run
    mark = begin, stop
    scopes: list[tuple[int, int, str]] = []
    for unit in _ONE_UNIT.finditer(text, begin, stop):
        # The first unit is the mark itself (the fonds); what is named below it narrows it down.
        strong = re.match(rf"{STRONG}|{MANUSCRIPT}", unit["name"]) and not scopes
        if unit.start() == begin or (strong and text[begin : unit.start()].endswith(("HA ", "HA, "))):
            continue
        if not scopes and re.fullmatch(MANUSCRIPT, unit["name"]):
            continue
        if not scopes:
            mark = begin, _trimmed(text, begin, unit.start())
        scopes.append((*unit.span(), unit_of(unit["name"])))
    first = institution[0] if institution else begin
    if after := _AFTER.match(text, stop, ceiling):
        institution, stop = after.span("name"), after.end()
    if text[first:stop].count("(") > text[first:stop].count(")") and text[stop : stop + 1] == ")":
        stop += 1
    return Shelfmark(first, stop, institution, mark, tuple(scopes))


def _following(text: str, made: Shelfmark, ceiling: int) -> Shelfmark | None:
    """The next mark of the same repository: "FO 371/1234; CAB 23/8, fol. 12"."""
    joined = _FOLLOWING.match(text, made.end, ceiling)
    if joined is None or not _STROKED.match(text, joined.end(), ceiling):
        return None
    run = _RUN.match(text, joined.end(), ceiling)
    return _built(text, None, run.span(), ceiling) if run else None


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " ,;":
        end -= 1
    return end


def _before(
    text: str, place: int, floor: int, organisations: Sequence[Tag], ends: Sequence[int]
) -> tuple[int, int] | None:
    """The institution named right before ``place`` by a tag."""
    i = bisect_left(ends, place + 1) - 1
    if i >= 0 and organisations[i].start >= floor and text[ends[i] : place].strip(" ,:;()") == "":
        return organisations[i].start, organisations[i].end
    return None

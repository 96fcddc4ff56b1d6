"""References that stand in running text, by their form: cases, resolutions, footnote style, "Title | Site".

Forms after the Bluebook (cases), OSCOLA (neutral citations) and the Chicago Manual of Style (14: notes).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tei_tools.taggers._digits import has_digit
from tei_tools.taggers._late_patterns import late
from tei_tools.taggers._reference_days import DAY, MONTH
from tei_tools.taggers._reference_people import authors_end

__all__ = ["FoundReference", "footnote_citations", "legal_citations", "site_titles"]


@dataclass(frozen=True, slots=True)
class FoundReference:
    """``text[start:end]`` is a reference; ``parts`` are (start, end, element, attributes) inside it."""

    start: int
    end: int
    kind: str
    parts: tuple[tuple[int, int, str, dict[str, str]], ...] = ()
    confidence: float = 0.85
    notes: tuple[str, ...] = ()


_PARTY_WORD = r"(?:[A-Z][\w’'&.,-]*|of|the|and|&|ex|rel\.|for|de|v[ao]n)"
_PARTY_BEFORE = late(rf"(?<!\w)[A-Z][\w’'&.-]*(?:\s{_PARTY_WORD}){{0,9}}$")
_PARTY_AFTER = late(rf"[A-Z][\w’'&.-]*(?:\s{_PARTY_WORD}){{0,9}}?(?=,?\s[\[(]?\d)")
_VERSUS = late(r"(?<=\S)\s(?:v\.?|vs\.?)\s(?=[A-Z])")
_REPORTER = (
    r"\d{1,4}\s(?:U\.\s?S\.|S\.\s?Ct\.|L\.\s?Ed\.(?:\s?2d)?|F\.(?:\s?Supp\.)?(?:\s?[23]d)?|A\.(?:2d"
    r"|3d)|P\.(?:2d|3d)|N\.\s?E\.(?:2d)?|N\.\s?W\.(?:2d)?|S\.\s?[EW]\.(?:2d)?|So\.(?:\s?2d)?"
    r"|Cal\.(?:\s?\dth|\s?2d|\s?3d)?|N\.\s?Y\.(?:2d)?|Cranch|Wall\.|Wheat\."
    r"|How\.)\s\d{1,4}(?:,\s\d{1,4})*(?:\s\((?:[^()]{1,30}\s)?\d{4}\))?"
)
_NEUTRAL = (
    r"[\[(]\d{4}[\])]\s(?:\d\s)?(?:A\.?C\.?|Q\.?B\.?(?:D\.?)?|K\.?B\.?|Ch\.?|WLR|All ER|UKSC|UKHL|EWCA Civ"
    r"|EWCA Crim|EWHC|SCR|CLR"
    r"|NZLR|Fam|ECR)\s(?:[IVX]+-)?\d{1,5}"
)
_CITE = late(
    rf",?\s(?P<cite>(?:{_REPORTER}|{_NEUTRAL})(?:,\s(?:{_REPORTER}|{_NEUTRAL}))*"
    r"(?:\s\([A-Z]{2,5}\))?(?:,?\s(?:at\s)?\[?\d{1,4}\]?(?![\w/]))?)"
)
_ALONE = late(rf"(?<!\w){_REPORTER}|(?<!\w){_NEUTRAL}")
_LEAD = late(
    r"(?:(?:In|See|Also|And|But|The|Under|As|Since|Until|After|Compare|Cf\.|Contrast|Citing|So)\s+)+(?=[A-Z])"
)
_RESOLUTION = late(
    r"(?<!\w)(?P<body>(?:(?:UN|U\.N\.|United Nations)\s)?(?:Security Council|General Assembly"
    r"|Human Rights Council|Economic and Social Council|European Parliament)),?\s"
    r"(?P<number>[Rr]es(?:olution|\.)\s(?:[Nn]o\.\s)?[A-Z/]{0,6}\d{1,4}(?:\s?\([A-Z0-9-]{1,8}\)|/\d{1,4})?)"
    rf"(?:,\s|\s(?:of\s)?\(?)(?P<date>{DAY}|{MONTH}\s\d{{4}}|\d{{4}})\)?"
    r"|(?<![\w/])(?P<symbol>[ASE]/RES/\d{1,4}(?:/\d{1,4})?(?:\s?\([IVX]{1,5}\))?)(?:\s\((?P<year>\d{4})\))?"
)
_NAMED = (
    r"[^\W\d_][\w’'.-]{0,24}(?:\s(?:(?:of|the|de|du|von|van|della)\s){0,2}[^\W\d_a-zß-ÿ][\w’'.-]{0,24}){0,5}"
)
_LETTER = late(
    rf"(?<![\w’'.-])(?P<writer>(?!(?:See|Cf\.?|Vgl\.?|Siehe|Voir|In|And|But|From)\s)"
    rf"(?=[^\Wa-zß-ÿ\d_]){_NAMED})\s(?:to|an|à)\s(?:the\s|den\s|die\s)?(?=[^\Wa-zß-ÿ\d_])"
    rf"{_NAMED},\s(?P<date>{DAY}|{MONTH}\s\d{{4}}|\d{{4}}),\s\Z"
)
_IMPRINT = late(
    r"\((?P<place>[A-ZÀ-Ý][^():;]{1,50}?):\s(?P<publisher>[^():]{2,80}?),\s(?P<date>(?:1[4-9]"
    r"|20)\d\d(?:[–-]\d{2,4})?)\)(?:,\s(?P<page>(?:pp?\.\s?|S\.\s?|esp\.\s)?(?:\d+"
    r"|[ivxlc]+)(?:[–-]\d+)?(?:,\s\d+(?:[–-]\d+)?)*))?"
)
_BEGINNINGS = late(
    r"(?:(?<=[.;!?])\s+|^\s*(?:\d{1,3}\.?\s)?|(?<=[(])|\b(?:[Ss]ee(?: also| e\.g\.)?|[Cc]f\.?"
    r"|[Vv]gl\.?|[Vv]oir|[Ss]iehe|[Qq]uoted in|[Ii]n|e\.g\.,?)\s)(?=[A-ZÀ-Ý“\"«])"
)
_SITE = late(r"(?<=\S)\s\|\s(?=[A-ZÀ-Ý])")
_INTRODUCED = late(
    r"\b(?:links?|see|source|sources|via|here|read(?: more)?|from|siehe|quelle|lien|voir|at"
    r"|document)\b[^:.!?\n]{0,40}:\s*",
    re.IGNORECASE,
)
_SITE_NAME = late(
    r"[A-ZÀ-Ý0-9][\w’'&.-]*(?:\s(?:(?:of|for|and|the|de|der|des|du|von|für|&)\s)*[A-ZÀ-Ý0-9][\w’'&.-]*)*"
)


def legal_citations(text: str, start: int, end: int) -> Iterator[FoundReference]:
    """Cases and statutes: "Roe v. Wade, 410 U.S. 113 (1973)"."""
    if not has_digit(text, start, end):
        return
    last = start
    for versus in _VERSUS.finditer(text, start, end):
        left = max(last, versus.start() - 90)
        before = _PARTY_BEFORE.search(text[left : versus.start()])
        after = _PARTY_AFTER.match(text, versus.end(), min(end, versus.end() + 120))
        cite = _CITE.match(text, after.end(), end) if after else None
        if before is None or after is None or cite is None:
            continue
        begin = left + before.start()
        lead = _LEAD.match(text, begin, versus.start())
        begin = lead.end() if lead else begin
        parts: tuple[tuple[int, int, str, dict[str, str]], ...] = (
            (begin, len(text[: after.end()].rstrip(",")), "title", {"level": "a"}),
            (*cite.span("cite"), "idno", {"type": "citation"}),
        )
        yield FoundReference(begin, cite.end(), "legal", parts, 0.92)
        last = cite.end()
    for alone in _ALONE.finditer(text, start, end):
        part = (*alone.span(), "idno", {"type": "citation"})
        yield FoundReference(*alone.span(), "legal", (part,), 0.9)


def resolutions(text: str, start: int, end: int) -> Iterator[FoundReference]:
    """ "UN Security Council, Resolution 242, 22 November 1967"; "S/RES/242 (1967)": with a date or by its
    symbol (the United Nations Editorial Manual).
    """
    if not has_digit(text, start, end):
        return
    for match in _RESOLUTION.finditer(text, start, end):
        parts: list[tuple[int, int, str, dict[str, str]]] = []
        if match["body"]:
            parts.append((*match.span("body"), "author", {}))
        number = "number" if match["number"] else "symbol"
        parts.append((*match.span(number), "idno", {"type": "citation"}))
        when = "date" if match["date"] else "year"
        if match[when]:
            parts.append((*match.span(when), "date", {}))
        yield FoundReference(match.start(), match.end(), "legal", tuple(parts), 0.85)


def letter_before(text: str, floor: int, stop: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The writer and the date where "Neville to the Earl of Ashby, 3 June 1642, " stands right before
    ``stop``.
    """
    match = _LETTER.search(text, max(floor, stop - 160), stop)
    return (match.span("writer"), match.span("date")) if match else None


def footnote_citations(text: str, start: int, end: int) -> Iterator[FoundReference]:
    """ "Smith, The Book (London: Penguin, 1990), 23": what stands before the imprint back to where the
    citation begins.
    """
    if not has_digit(text, start, end):
        return
    last = start
    for match in _IMPRINT.finditer(text, start, end):
        window = max(last, match.start() - 260)
        begin = window
        for beginning in _BEGINNINGS.finditer(text, window, match.start()):
            if match.start() - beginning.end() > 5 and not _inside_name(text, beginning.start()):
                begin = beginning.end()
        while begin < match.start() and not text[begin].isalnum() and text[begin] not in '“"«':
            begin += 1
        last = match.end()
        if match.start() - begin < 4 or len(text[begin : match.start()].split()) > 45:
            continue
        yield FoundReference(
            begin, match.end(), "footnote", (), 0.85 if authors_end(text, begin) > begin else 0.7
        )


def _inside_name(text: str, stop: int) -> bool:
    """Whether the full stop before ``stop`` belongs to an initial or an abbreviation."""
    word = re.search(r"([^\W\d_]+)\.$", text[max(0, stop - 8) : stop])
    return bool(
        word
        and (
            len(word[1]) == 1
            or word[1]
            in {"Dr", "Mr", "St", "vol", "ed", "eds", "trans", "Jr", "et", "al", "no", "Hrsg", "Hg"}
        )
    )


def site_titles(text: str, start: int, end: int) -> Iterator[FoundReference]:
    """ "… in the following link: Title of a page | Name of the site (": a page's title as browsers write it.

    Only where a word such as *link*, *see* or *source* and a colon introduce it. A bracket that opens behind
    it and never closes, or an address that stops, is a link that was cut off: said in a note, never
    repaired.
    """
    last = start
    for match in _SITE.finditer(text, start, end):
        if match.start() < last:
            continue
        introduced = None
        for found in _INTRODUCED.finditer(text, max(last, match.start() - 400), match.start()):
            introduced = found
        site = _SITE_NAME.match(text, match.end(), end)
        if introduced is None or site is None or introduced.end() >= match.start():
            continue
        begin = introduced.end()
        stop = site.end()
        tail = text[stop : min(end, stop + 200)]
        cut_off = re.match(r"\s?\((?=\s*$|[^)]*$)", tail)
        notes: tuple[str, ...] = ()
        if cut_off and ")" not in tail:
            stop += cut_off.end()
            title = text[begin : min(match.start(), begin + 60)]
            notes = (f"The link after “{title}” is cut off in the source; it is kept as it stands.",)
        parts: tuple[tuple[int, int, str, dict[str, str]], ...] = (
            (begin, match.start(), "title", {"level": "u"}),
            (match.end(), site.end(), "publisher", {}),
        )
        yield FoundReference(begin, stop, "web", parts, 0.85, notes)
        last = stop

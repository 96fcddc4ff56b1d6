"""Citations in running text and notes that no bracket marks: "H. Brandt, Die Bauern von Tolk, Göttingen
1974, S. 112".

A citation begins where a sentence, a bracket, a semicolon or a word such as *see* or *vgl.* ends, opens
with a person (or
*ders.*, or a public body) and a comma, holds a year and something that only references have (pages, a
volume, place and
year, place and publisher), and has no finite verb outside its quoted titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tei_tools.taggers._reference_people import authors_end

__all__ = ["citation_segments"]

_LONGEST = 420
_STARTS = re.compile(
    r"(?:(?<=[.!?;:)“”\"»])\s|(?<=[(\[])|(?<=[¹²³⁴⁵⁶⁷⁸⁹⁰])\s?"
    r"|\b(?:[Ss]ee(?: also| esp\.| for example| e\.g\.)?,?|[Cc]f\.?|[Cc]ompare|[Vv]gl\.?(?: auch"
    r"| dazu)?|[Ss]iehe(?: auch)?|[Vv]oir(?: aussi)?|"
    r"[Qq]uoted in|[Cc]ited in|[Zz]it(?:iert)?\.? nach|[Ee]\.g\.,?|[Tt]hus|[Ss]o|is|in|in:"
    r"|In:)\s)(?=[A-ZÀ-ÖØ-Þd“\"])"
)
_LEAD = re.compile(
    r"(?:See(?: also)?|As|Cf\.?|Compare|Vgl\.|Siehe|Voir|In|But|And|Also|So|For|By|From|The"
    r"|Quoted in|Cited in|Thus|Nach|Laut|Selon)\s"
)
_AUTHORITY = re.compile(
    r"(?:[Dd]ers\.|[Dd]ies\.|[Ii]dem|[Ee]adem|(?:The\s)?(?:Ministry|Department|Office|Bureau|Board"
    r"|Commission|Committee|Council|Ministère|Ministerium) (?:of|for|de|du|des"
    r"|für) [A-Z][\w’'-]+(?: (?:and|et|und) [A-Z][\w’'-]+)?)(?=[,:])"
)
_YEAR = re.compile(r"(?<![\d/])(?:1[4-9]\d\d|20\d\d)(?!\d)")
_TELLING = re.compile(
    r"\b(?:pp?|S|Sp|col|fols?|ff?|vol|Bd|Jg|no|Nr|nos|chap|ch|t|tome)\.\s?\d"
    r"|:\s?\d+(?:[–-]\d+)?(?!\d)|\((?:1[4-9]|20)\d\d\)[:,]?\s\S*\d|(?:1[4-9]|20)\d\d\)?,\s\d+"
    r"|[A-ZÀ-Ý][\w’'.-]+(?: [A-Z][\w.]+)?\s?:\s[A-ZÀ-Ý][\w’'. &-]+,?\s(?:1[4-9]|20)\d\d"
    r"|,\s(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mär|Mai|Okt"
    r"|Dez)\w*\.?\s)[A-ZÀ-Ý][\w’'.-]+(?:[/-][A-Z]\w+)?,?\s(?:[A-ZÀ-Ý][\w’' &-]+,\s)?(?:1[4-9]"
    r"|20)\d\d"
    r"|\((?:[^()]*\s)?(?:thesis|[Dd]iss\.?|dissertation)"
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“”]*[“”]|‘[^’]*’(?!\w)")
_FINITE = re.compile(
    r"(?<![\w’'])(?:was|were|is|are|had|has|have|did|does|said|says|went|came|gave|took|made|wrote"
    r"|became|held|died|would|could|will|"
    r"war|waren|ist|sind|hatte|hatten|hat|wurde|wurden|kam|ging|sagte|était|étaient|est|sont|avait"
    r"|fut|furent|ont|reported|announced|"
    r"told|notes|argues|writes|shows|claims|suggests|states|says|points|finds|met|left|returned|won"
    r"|led|moved|joined|he|she|they|er|sie|il|elle)(?![\w’'])"
)
# A sentence goes on behind an aside ("…, director of the society, opened the …"), or cites in brackets.
_PROSE = re.compile(
    r",\s[a-zà-ÿ]+(?:ed|te|ten)\s(?:the|a|an|his|her|its|their|to|in|on|at|that|der|die|das|den|ein\w*)(?!\w)"
    r"|[”\"»“]\s\([A-ZÀ-Ý][\w’'-]+,\s"
)
_ABBREVIATED = frozenset(
    "p pp s sp bd nr no nos vol vols ed eds hg hgg hrsg art fol fols f ff cf vgl st dr prof col "
    "chap ch trans rev univ esp "
    "jg jr sr et al t op cit ders dies ibid ebd rpt repr suppl ser n bl abt dept gov mr mrs".split()
)
# "Title. Place: Publisher, 1990" goes on after the full stop.
_IMPRINT_AFTER = re.compile(
    r"\s[A-ZÀ-Ý][\w’'-]+(?:[\s/][A-ZÀ-Ý]?[\w’'-]+){0,2}:\s[A-ZÀ-Ý][^.;:]{2,60}[,\s](?:1[4-9]|20)\d\d"
)
_STOPS = re.compile(r"[;()\[\]]|[.!?](?=\s|$|[”\"»“)])|[“”\"«»„]")


def citation_segments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each citation of ``text[start:end]``, in order, none overlapping; linear in its
    length.
    """
    last = start
    for place in _beginnings(text, start, end):
        if place < last:
            continue
        lead = _LEAD.match(text, place, end)
        place = lead.end() if lead else place
        opened = authors_end(text[place : min(end, place + _LONGEST)], 0) + place
        authority = _AUTHORITY.match(text, place, end)
        if authority:
            opened = authority.end()
        if opened <= place or not re.match(r"\s?(?:[,:]|\(|\s[“\"«„])", text[opened : opened + 3]):
            continue
        stop = _end(text, opened, min(end, place + _LONGEST))
        while stop > place and text[stop - 1] in " .,;:":
            stop -= 1
        if _is_citation(text[place:stop], opened - place):
            yield place, stop
            last = stop


def _beginnings(text: str, start: int, end: int) -> Iterator[int]:
    first = re.compile(r"\s*(?:\d{1,3}\.?\s|[¹²³⁴⁵⁶⁷⁸⁹⁰]+\s?)?").match(text, start, end)
    yield first.end() if first else start
    for match in _STARTS.finditer(text, start, end):
        yield match.end()


def _end(text: str, start: int, end: int) -> int:
    """Where a citation ends that goes on at ``start``: at a semicolon, a closing bracket, a sentence's
    end."""
    depth = 0
    quoted: str | None = None
    for match in _STOPS.finditer(text, start, end):
        sign = match[0]
        if quoted:
            quoted = None if sign in quoted else quoted
        elif sign in '“"«„':
            quoted = {"“": "”", '"': '"', "«": "»", "„": "“”"}[sign]
        elif sign in "([":
            depth += 1
        elif sign in ")]":
            if depth == 0:
                return match.start()
            depth -= 1
        elif depth:
            continue
        elif sign == ";" or _ends_sentence(text, match.start(), end):
            return match.start()
    return end


def _ends_sentence(text: str, place: int, end: int) -> bool:
    word = re.search(r"[^\W\d_]+$", text[max(0, place - 12) : place])
    if word and (len(word[0]) == 1 or word[0].casefold() in _ABBREVIATED):
        return False
    if _IMPRINT_AFTER.match(text, place + 1, end):
        return False
    following = text[place + 1 : place + 3].strip()
    return not following or not following[0].islower()


def _is_citation(words: str, opened: int) -> bool:
    if len(words) < 20 or len(words.split()) < 5 or not _YEAR.search(words):
        return False
    bare = _QUOTED.sub("", words[opened:])
    if _PROSE.search(bare) or _PROSE.search(words[opened:]):
        return False
    return bool(_TELLING.search(words[opened:])) and not _FINITE.search(bare)

"""Newspapers: "The Times, 3 March 1921, p. 4"; "Vorwärts, Nr. 121, 14. März 1921, S. 1"; « Le Temps, 4 mai
1889, p. 2 »; "Le Figaro du 6 mai 1889".

Found from the day on: what stands before it is a title, a number and a weekday, what follows it an edition
and a page (Chicago Manual of Style, 14.191–200; ISO 690). A title that no newspaper has by its words needs a
number or a page beside the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tei_tools.taggers._digits import has_digit
from tei_tools.taggers._late_patterns import late
from tei_tools.taggers._reference_days import DAY, MONTH
from tei_tools.taggers._reference_patterns import FoundReference

__all__ = ["newspaper_citations"]

# Words by which newspapers and reviews of the three languages are called.
_WORDS = frozenset(
    """
    times post gazette tribune herald news journal chronicle observer guardian telegraph mail express mirror
    star sun globe courier examiner standard independent economist spectator inquirer dispatch weekly daily
    advertiser mercury press bee record ledger sentinel monitor argus echo enquirer intelligencer packet
    register republican democrat transcript citizen scotsman leader advocate

    zeitung nachrichten anzeiger tageblatt tagblatt rundschau presse welt zeit spiegel kurier bote merkur
    vorwärts fahne beobachter volksstimme volksfreund volkszeitung morgenpost abendblatt abendpost
    morgenblatt kreuzzeitung wochenblatt volksblatt intelligenzblatt amtsblatt kladderadatsch simplicissimus
    tagespost generalanzeiger lokalanzeiger freiheit germania grenzboten stürmer angriff tribüne echo

    monde figaro temps libération croix humanité matin siècle gaulois intransigeant aurore lanterne éclair
    populaire combat moniteur constitutionnel débats écho courrier dépêche progrès nouvelliste parisien
    radical rappel univers charivari indépendant phare réveil peuple avenir patriote liberté quotidien
    faz nzz taz nyt république voix canard ouest-france parisien revue illustration éclaireur démocrate
    pravda izvestia izvestiia país corriere repubblica stampa
    """.split()
)
_SUFFIXES = (
    "zeitung",
    "blatt",
    "anzeiger",
    "nachrichten",
    "kurier",
    "post",
    "presse",
    "stimme",
    "bote",
    "echo",
)
# Articles that belong to a title only before these.
_TITLED = frozenset(
    "Zeit Welt Presse Woche Spiegel Tag Standard Bund Freitag Rote Grenzboten Gegenwart Neue".split()
)
_ARTICLES = frozenset("The Le La Les Die Der Das El Il".split())
_LEADS = frozenset(
    """
    In Im See From By On And But As So Auch Nach Laut Cf Also Vgl Siehe Voir Selon Dans Anders Schon Noch Aus
    Source Quelle Quoted Thus Zit Ainsi Comme Et Und Yet When While Only Even Then Today Bereits Erst D’après
    """.split()
)
_CAPITAL = "A-ZÀ-ÖØ-ÞŒŠŽČŁŚ"
_WORD = rf"(?:[LD]['’])?[{_CAPITAL}][\w’'&-]{{0,40}}"
_NAME = late(
    rf"(?<![\w’'-])(?P<name>{_WORD}(?:\s(?:(?:of|de|du|des|la|le|les|für|und|and|et|der|die|das|zu|zum|the"
    rf"|&)\s)"
    rf"{{0,2}}{_WORD}){{0,6}}(?:\s(?:diplomatique|illustrée?|littéraire|socialiste"
    rf"|républicaine?|(?:des|du|de la|de l['’])\s?[a-zà-ÿ][\wà-ÿ’'-]{{2,20}}))?)(?:\s\([^()\d]{{2,30}}\))?"
    r"(?P<number>,?\s(?:Nr|No|no|n°|nº|N°|Jg|Heft)\.?\s?\d+(?:[/–-]\d+)?)?"
    r"(?:(?:,|;|,\s(?:dated|issue of))\s|\s(?:vom|du|of|from|for)\s|\s\(|(?P<blank>\s))"
    r"(?:(?:[A-Z][a-z]{2,7}day|[A-Z][a-z]{3,9}(?:tag|woch|abend)|(?:lun|mar|mercre|jeu|vendre|same)di"
    r"|dimanche"
    r"|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.?,?\s)?(?:den\s|le\s)?\Z"
)
_AFTER = late(
    r"(?P<close>\))?(?P<number>,\s(?:Nr|No|no|n°|nº|N°)\.?\s?\d+)?(?:\s\((?!S\.|pp?\.)[^()]{2,30}\))?"
    r"(?:,\s(?P<edition>(?:\w[\w.-]*\s){0,2}(?:[\w-]*[Aa]usgabe|\w+blatt|(?:\d\.\s)?Beilage|[Ee]dition|ed\."
    r"|édition(?:\s(?:du|de)\s\w+)?|[Bb]eilage)))?"
    r"(?:,\s(?:(?P<page>(?:pp?|S|sec|sect|col"
    r"|Sp)\.\s?[A-Z]?\d+(?:\s?[–-]\s?\d+)?(?:\s?ff?\.)?"
    r"(?:,\s(?:pp?|col|cols|Sp)\.\s?\d+(?:[–-]\d+)?)?)|(?P<bare>[A-Z]?\d{1,3}(?=[.;)]|$)))"
    r"|\s\((?P<held>(?:pp?|S)\.\s?\d[^()]{0,12})\))?"
)
_QUOTED = late(
    r"(?:(?:(?<=[.;(]\s)|(?<=[(;])|^)(?P<author>["
    + _CAPITAL
    + r"][\w.’'-]*(?:\s["
    + _CAPITAL
    + r"][\w.’'-]*){1,3}),\s)?"
    r"[“\"«„]\s?(?P<title>[^“”\"«»„]{3,160}?)[,.]?\s?[”\"»“],?\s(?:in:?\s|dans\s|In:\s)?\Z"
)
_DATES = late(
    rf"{DAY}|(?P<month>{MONTH}(?:[/–-]{MONTH})?\s(?:1[6-9]|20)\d\d(?!\d)|\d{{1,3}}/(?:19|20)\d\d(?![\d/]))"
)
_BEFORE = 130
_BEFORE_TITLE = 280
_ADDRESSED = late(r"\s(?:to|an|à)\s(?:the\s|den\s|die\s|la\s|le\s)?\Z")
_BEGINS = late(r"(?:[;(]\s?|\b(?:[Ss]ee|[Cc]f\.|[Vv]gl\.|[Ss]iehe|[Vv]oir|[Ss]o)(?:\s\w+)?\s|[.?!]\s|^)\Z")


def newspaper_citations(text: str, start: int, end: int) -> Iterator[FoundReference]:
    """The newspapers of ``text[start:end]``, in order; linear in its length."""
    if not has_digit(text, start, end):
        return
    last = start
    for day in _DATES.finditer(text, start, end):
        floor = max(last, day.start() - _BEFORE)
        before = _NAME.search(text[floor : day.start()])
        if before is None:
            continue
        after = _AFTER.match(text, day.end(), end)
        assert after is not None
        begin, stop = floor + before.start("name"), floor + before.end("name")
        begin = _title_start(text, begin, stop)
        name = text[begin:stop]
        known = _is_known(name)
        page = (
            "page"
            if after["page"]
            else "held"
            if after["held"]
            else "bare"
            if after["bare"] and known
            else None
        )
        opened = text[day.start() - 1] == "("
        numbered = before["number"] is not None or after["number"] is not None
        monthly = day.lastgroup is not None
        if monthly and not (known and page):
            continue
        if before["blank"] and not (known and page):
            continue
        if not known and not (page in ("page", "held") or numbered):
            continue
        if not known and (_ADDRESSED.search(text[max(last, begin - 12) : begin]) or _is_common(name)):
            continue
        if text[floor + before.end("name") :].startswith((" of ", " from ", " for ", " (")) and not known:
            continue
        parts: list[tuple[int, int, str, dict[str, str]]] = [(begin, stop, "title", {"level": "j"})]
        for found, base in ((before, floor), (after, 0)):
            if found["number"]:
                lead = len(found["number"]) - len(found["number"].lstrip(", "))
                number = base + found.start("number") + lead, base + found.end("number")
                parts.append((*number, "biblScope", {"unit": "issue"}))
        parts.append((*day.span(), "date", {}))
        finish = day.end()
        if after["close"] and not opened:
            page = None
        else:
            finish = after.end()
            if after["edition"]:
                parts.append((*after.span("edition"), "edition", {}))
            if page:
                parts.append((*after.span(page), "biblScope", {"unit": "page"}))
            elif after["bare"]:
                finish = after.start("bare") - 2
        if opened and not after["close"]:
            finish = day.end()
            continue
        headed = _article_before(text, max(last, start), begin)
        for place, element, extra in reversed(headed):
            parts.insert(0, (*place, element, extra))
        first = _opening(text, headed, begin)
        kind = "newspaper" if known or numbered else "footnote"
        confidence = 0.9 if known and page else 0.85 if known or numbered else 0.65
        found_parts = tuple(sorted(parts)) if kind == "newspaper" else ()
        yield FoundReference(first, finish, kind, found_parts, confidence)
        last = finish


def _title_start(text: str, begin: int, stop: int) -> int:
    """Where the title begins in a run of words with capitals: behind "See", "In der", before its article."""
    words = [(begin + m.start(), m[0]) for m in re.finditer(r"\S+", text[begin:stop])]
    while len(words) > 1:
        if words[0][1][0].islower():
            words = words[1:]
            continue
        first, second = words[0][1].rstrip("."), words[1][1]
        if first in _LEADS or (first in {"Die", "Der", "Das"} and second not in _TITLED) or second in {"The"}:
            words = words[1:]
        else:
            break
    return words[0][0]


def _is_known(name: str) -> bool:
    for word in re.findall(r"[\w-]+", name.casefold()):
        if word in _WORDS or (len(word) > 8 and word.endswith(_SUFFIXES)):
            return True
    return False


def _is_common(name: str) -> bool:
    """Whether words before a day and a page are no title: a month, an act of speech, a place and nothing
    more."""
    return bool(
        re.fullmatch(r"(?:Act|Scene|Chapter|Kapitel|Figure|Table|Tabelle|Abb|Letter|Brief|Lettre)\b.*", name)
    )


def _article_before(text: str, floor: int, begin: int) -> list[tuple[tuple[int, int], str, dict[str, str]]]:
    """The article's title in quotation marks right before, and its author, with their places."""
    window = max(floor, begin - _BEFORE_TITLE)
    found = _QUOTED.search(text[window:begin])
    if found is None:
        return []
    words = found["title"]
    opening = text[window + found.start("title") - 1 :][:1]
    led = _BEGINS.search(text[max(floor, window + found.start() - 16) : window + found.start()]) is not None
    led = led or found["author"] is not None
    titled = _in_title_case(words)
    if not (led or titled) or (not titled and opening in '“"' and len(words.split()) > 14):
        return []
    parts: list[tuple[tuple[int, int], str, dict[str, str]]] = []
    if found["author"]:
        parts.append(((window + found.start("author"), window + found.end("author")), "author", {}))
    parts.append(((window + found.start("title"), window + found.end("title")), "title", {"level": "a"}))
    return parts


def _opening(text: str, headed: list[tuple[tuple[int, int], str, dict[str, str]]], begin: int) -> int:
    if not headed:
        return begin
    (first, _), element, _ = headed[0]
    if element == "author":
        return first
    while text[first - 1] in '“"«„ ':
        first -= 1
        if text[first] in '“"«„':
            break
    return first


def _in_title_case(words: str) -> bool:
    long = [word for word in re.findall(r"[^\W\d_][\w’'-]*", words) if len(word) > 3]
    return len(long) > 1 and sum(word[0].isupper() for word in long) * 4 >= len(long) * 3

"""Calls: "(Clark 2002, p. 5)", "Clark (2002)", "Müller 1999a, S. 3", "[12]" → the reference that they stand
for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tei_tools.taggers._digits import has_digit
from tei_tools.taggers._late_patterns import late

__all__ = [
    "NAME",
    "SCOPE",
    "Call",
    "Entry",
    "author_year_calls",
    "bare_calls",
    "body_calls",
    "entry_for",
    "numbered_calls",
    "page_calls",
    "surnames",
    "year_calls",
]


@dataclass(frozen=True, slots=True)
class Entry:
    """A reference of the document that calls may stand for: its place, the words of its authors' names, their
    surnames, its year and number, the words of its title, all folded, and further years that stand in it."""

    start: int
    end: int
    names: tuple[str, ...]
    year: str | None
    number: str | None
    surnames: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    years: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """``text[start:end]`` stands for a reference; ``author``, ``date`` and ``scope`` are the places of its
    parts.
    """

    start: int
    end: int
    author: tuple[int, int] | None = None
    date: tuple[int, int] | None = None
    scope: tuple[int, int] | None = None
    names: tuple[str, ...] = ()
    year: str | None = None
    number: str | None = None
    narrative: bool = False
    several: bool = False
    """Whether more authors are meant than are named ("et al.")."""


# Bounded, and never begun within a word, so that a line of nothing but "la la la" or "AAAA" takes no longer.
_PARTICLE = r"(?:van|von|zu|de|der|den|del|della|di|da|du|des|la|le|ten|ter|Mc|Mac|O['’]|d['’]|al-|el-)\s?"
NAME = rf"(?:{_PARTICLE}){{0,4}}[A-ZÀ-ÖØ-ÞŒŠŽČŁŚ][\w’'À-ÿ-]{{1,60}}"
_INITIALS = r"(?:[A-ZÀ-Þ]\.[\s-]?){1,3}"
_ONE = rf"(?:{_INITIALS}\s?)?{NAME}"
_JOIN = r"(?:,?\s(?:and|&|und|et|y|e|u\.)\s|\s?/\s?|\s?[–—]\s?(?=[A-ZÀ-Þ]))"
_REST = r"(?:,?\s(?:et\sal\.?|&\sal\.?|et\scoll\.|u\.\s?a\.|and\s(?:others|colleagues)|et\sautres))"
_NAMES = (
    rf"{_ONE}(?:(?:,\s{_ONE}){{0,4}}(?:{_JOIN}{_ONE})|(?:\s?/\s?{_ONE}){{1,3}}|{_REST})?(?:['’]s?(?!\w))?"
)
_BODY = (
    r"[A-ZÀ-Þ][\w’'.-]{1,40}(?:\s(?:[A-ZÀ-Þ][\w’'.-]{0,40}|of|for|the|de|des|du|la|für|der|and|und|et"
    r"|&)){1,8}"
)
_OFFICE = late(
    r"\b(?:Office|Ministry|Institut\w*|Committee|Council|Bank|Commission|Organi[sz]ation|Association|Society"
    r"|Group|Bureau|Agency|Board|Department|Service|Amt|\w+amt|Ministerium|Kommission|Ministère|Union|Fund"
    r"|Centre|Center|Foundation|Stiftung|Gesellschaft|Société|Conseil|Comité)\b"
)
_YEARS = r"(?:1[5-9]\d\d|20\d\d)[a-h]?"
_UNITS = (
    r"(?:pp?\.|S\.|Sp\.|chap\.|chaps?\.|ch\.|Kap\.|§{1,2}|fig\.|Abb\.|Anm\.|n\.|nn\.|n°|cols?\.|fols?\."
    r"|esp\.|bes\.|hier|vol\.|vols\.|Bd\.|t\."
    r"|sect?\.|para?\.|Rn\.|Tab\.|no\.|Nr\.|l\.|v\.|bk\.|book|chapter|chapitre|Kapitel|pt\.|part|Teil)"
)
SCOPE = (
    rf"(?:{_UNITS}\s?(?:{_UNITS}\s?)?)?(?!(?:1[5-9]|20)\d\d(?!\d))(?:(?:\d{{1,2}}:)?\d{{1,4}}"
    rf"|[ivxlcIVXLC]{{1,7}}(?![\w'’]))[rvab]?(?:\s?[–-]\s?\d+[rvab]?)?"
    r"(?:\s?ff?\.?(?!\w)|\s?sqq?\.|\sn\.\s?\d+)?"
    rf"(?:(?:,|\su\.|\set|\sand|\sund)\s(?:{_UNITS}\s?)?(?!(?:1[5-9]"
    rf"|20)\d\d(?!\d))\d{{1,4}}[rv]?(?:[–-]\d+[rv]?)?(?:\sff?\.)?(?![\w-])){{0,6}}(?!\d)"
)
_NAMED_BODY = late(rf"(?<![\w(’'-])(?P<names>{_BODY})\s[(\[](?={_YEARS})")
_SCOPED = late(rf"(?:\s?[,:]\s?|\s(?=[S§p]))(?P<scope>{SCOPE})")
_PARENTHESIS = late(r"[(\[](?P<inside>[^()\[\]\n]{4,500})")
_LEAD = (
    r"(?:(?:z\.\s?B\.|u\.\s?a\.|(?!z\.\s?B)[a-zà-ÿ][\wà-ÿ.’'-]{0,20}|See|Cf\.|Vgl\.|Siehe|Voir|Zit\."
    r"|Z\.\s?B\.|So|Also|E\.g\.),?\s)"
    r"{0,6}?"
)
_HEAD = late(
    rf"\s*{_LEAD}(?P<names>{_NAMES}|{_BODY}|(?:[Dd]ers|[Dd]ies|[Ii]d|[Ee]ad)\.),?\s(?=[\[(]?{_YEARS})"
)
_YEAR = late(rf"[\[(]?(?P<year>{_YEARS})(?![\d])(?:/\d{{2,4}}|[–-]\d{{2,4}}(?!\d))?[\])]?")
_MORE = late(rf"(?:,\s?|\s?/\s?|\s(?:and|und|et|&|u\.)\s)(?:(?P<year>{_YEARS})|(?P<letter>[b-h]))(?![\w/.-])")
_AGAIN = late(r"\s?(?:,|;)\s(?:(?:and|und|et)\s)?|\s(?:and|und|et|sowie)\s")
_LIFE = late(r"\d{4}\s?[–-]\s?\d{4}[)\]]")
_TWO_WORDS = late(r"[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+){1,2}")
_PAGED = late(
    rf"\s*{_LEAD}(?:(?P<names>{_NAMES})(?:,\s(?P<title>[“\"‘]?[A-ZÀ-Þ][^,;()\d]{{1,50}}?))?"
    rf"|[“\"](?P<only>[^”\"]{{2,60}})[”\"])"
    r",?\s(?P<scope>\d{1,4}(?:[–-]\d{1,4})?(?:,\s\d{1,4}(?:[–-]\d{1,4})?){0,4})(?=\s?\Z)"
)
_FOLLOWING = frozenset(("", ",", ".", ":", "–", "—", "a", "u", "e", "i", "]"))
_NARRATIVE = late(rf"(?<![\w(’'-])(?P<names>{_NAMES})\s[(\[](?={_YEARS})")
_BARE = late(rf"(?<![\w(’'.-])(?P<names>{_NAMES}),?\s(?={_YEARS}(?:[,:.;)]|\s?$))")
_YEAR_ALONE = late(rf"\((?P<year>{_YEARS})(?:(?:[,:]\s?|\s(?=[S§p]))(?P<scope>{SCOPE}))?\)")
_NAMED_BEFORE = 500
_NUMBERED = late(r"\[(?P<numbers>\d{1,3}(?:\s?[,–-]\s?\d{1,3})*)(?=[\],;:])")
_NO_NAMES = frozenset(
    """
    January February March April May June July August September October November December Figure Table
    Chapter Section In The Since Until From After Before Summer Winter Spring Autumn Januar Februar März
    Mai Juni Juli Oktober Dezember Seit Born See Cf Vol Act Treaty Olympics Abb Tab Kapitel Im Am Um Bis
    Ab Nach Vor Herbst Frühjahr Sommer Chapitre Tableau Depuis En Le La Les Vers Dès Dans By On And But
    Or As Of To For At This That When While Version Windows Office Article Artikel
    """.split()
)


def author_year_calls(text: str, start: int, end: int) -> Iterator[Call]:
    """The author–year calls of ``text[start:end]`` in parentheses, and those of which the year is."""
    if not has_digit(text, start, end):
        return
    for bracket in _PARENTHESIS.finditer(text, start, end):
        place, stop = bracket.span("inside")
        before: tuple[str, ...] = ()
        for chunk in late(r"[^;]+").finditer(text, place, stop):
            for call in _chunk(text, chunk.start(), chunk.end(), before):
                before = call.names
                yield call
    for match in _NARRATIVE.finditer(text, start, end):
        names = surnames(match["names"])
        if _LIFE.match(text, match.end(), end):
            continue
        if names and names[0] not in _NO_NAMES:
            calls, _ = _years(text, match, names, match.end(), end, narrative=True)
            yield from calls


def body_calls(text: str, start: int, end: int) -> Iterator[Call]:
    """ "World Health Organization (2010)": calls where there is such an entry."""
    if not has_digit(text, start, end):
        return
    for match in _NAMED_BODY.finditer(text, start, end):
        if _OFFICE.search(match["names"]) and not _LIFE.match(text, match.end(), end):
            calls, _ = _years(text, match, (match["names"],), match.end(), end, narrative=True)
            yield from calls


def bare_calls(text: str, start: int, end: int) -> Iterator[Call]:
    """ "Müller 1999, S. 33" in no parentheses, as notes have it: calls where there is such an entry."""
    if not has_digit(text, start, end):
        return
    for match in _BARE.finditer(text, start, end):
        names = surnames(match["names"])
        if names and names[0] not in _NO_NAMES:
            calls, _ = _years(text, match, names, match.end(), end)
            yield from calls


def _chunk(text: str, start: int, end: int, before: tuple[str, ...]) -> Iterator[Call]:
    """The calls of one part of a parenthesis; ``before`` are the names of the call before it, so that two
    words with a year are one, too ("Phelps Brown 1959"), and "ders. 2000b" has an author.
    """
    place = start
    while place < end:
        head = _HEAD.match(text, place, end)
        if head is None:
            return
        names = surnames(head["names"])
        body = re.fullmatch(_NAMES, head["names"]) is None
        if body:
            names = before if head["names"][-1] == "." else (head["names"],)
        first = names[0].split() if names else []
        if not first or (first[0] in _NO_NAMES and not (len(first) > 2 and first[0] in {"Le", "La"})):
            return
        calls, stop = _years(text, head, names, head.end(), end)
        if body and not (
            _OFFICE.search(head["names"])
            or head["names"][-1] == "."
            or (before and _TWO_WORDS.fullmatch(head["names"]))
        ):
            return
        if text[stop:end].lstrip()[:1] not in _FOLLOWING:
            return
        yield from calls
        again = _AGAIN.match(text, stop, end)
        if again is None:
            return
        place = again.end()


def _years(
    text: str,
    head: re.Match[str],
    names: tuple[str, ...],
    place: int,
    end: int,
    *,
    narrative: bool = False,
) -> tuple[list[Call], int]:
    """The calls of one author, one a year ("Harris 1999a, 1999b"), and where they end."""
    year = _YEAR.match(text, place, end)
    assert year is not None
    author = head.span("names")
    several = re.search(_REST + r"\Z", head["names"]) is not None
    calls: list[Call] = []
    begin, date, known, place = author[0], year.span("year"), year["year"], year.end()
    while True:
        closed = text[place - 1] in ")]" and narrative
        scoped = None if closed else _SCOPED.match(text, place, end)
        scope = scoped.span("scope") if scoped else None
        place = scoped.end() if scoped else place
        first = not calls
        calls.append(
            Call(
                begin,
                place,
                author if first else None,
                date,
                scope,
                names,
                known,
                narrative=narrative,
                several=several,
            )
        )
        more = None if closed else _MORE.match(text, place, end)
        if more is None:
            break
        date = more.span("year") if more["year"] else more.span("letter")
        known = more["year"] or known[:4] + more["letter"]
        begin, place = date[0], more.end()
    if narrative and text[place - 1] not in ")]" and text[place : place + 1] in {")", "]"}:
        place += 1
        if len(calls) == 1:
            calls[0] = replace(calls[0], end=place)
    return calls, place


def surnames(words: str) -> tuple[str, ...]:
    """The surnames of a list of authors as calls write it."""
    bare = re.sub(_REST + r"\Z", "", re.sub(r"['’]s?\Z", "", words))
    parts = re.split(rf"{_JOIN}|,\s(?:(?:and|&|und|et)\s)?", bare)
    found = (part.split()[-1] for part in parts if part and part.split())
    return tuple(name for name in found if name[0].isupper() or name[0] in "OdDl")


def page_calls(
    text: str, start: int, end: int, by_name: Mapping[str, Sequence[Entry]]
) -> Iterator[tuple[Call, Entry]]:
    """ "(Achebe 12; Said, Culture 45)": an author, or the title of what has none, and pages, as the MLA
    cites; only where the bibliography has one work that is meant.
    """
    if not by_name:
        return
    for bracket in _PARENTHESIS.finditer(text, start, end):
        for chunk in late(r"[^;]+").finditer(text, *bracket.span("inside")):
            match = _PAGED.match(text, *chunk.span())
            if match is None:
                continue
            begin = match.start("names") if match["names"] else match.start("only") - 1
            called = surnames(match["names"]) if match["names"] else ()
            entries = by_name.get(called[0].casefold(), ()) if called else by_name.get("", ())
            title = {
                word.casefold() for word in re.findall(r"[^\W\d_]{3,}", match["title"] or match["only"] or "")
            }
            meant = [entry for entry in entries if not title or title & entry.words]
            if len(meant) == 1:
                yield Call(begin, match.end("scope"), scope=match.span("scope"), names=called), meant[0]


def numbered_calls(text: str, start: int, end: int, numbers: frozenset[str]) -> Iterator[Call]:
    """ "[12]", "[3, 4]" and "[12, p. 3]" where the bibliography has these numbers."""
    if not numbers:
        return
    for match in _NUMBERED.finditer(text, start, end):
        for number in re.finditer(r"\d+", match["numbers"]):
            if number[0] in numbers:
                place = match.start("numbers") + number.start()
                yield Call(place, place + len(number[0]), number=number[0])


def year_calls(
    text: str, start: int, end: int, by_year: Mapping[str, Sequence[Entry]]
) -> Iterator[tuple[Call, Entry]]:
    """ "As Barrow puts it, … (1988, p. 22)": a year in parentheses, and the entry of that year whose author
    the words before name; the one named last where there are several.
    """
    if not by_year:
        return
    for match in _YEAR_ALONE.finditer(text, start, end):
        entries = by_year.get(match["year"], ())
        before = text[max(start, match.start() - _NAMED_BEFORE) : match.start()].casefold()
        named = [
            (found[-1], entry)
            for entry in entries[:20]
            if (found := _places_of((entry.surnames or entry.names)[:1], before))
        ]
        if named:
            entry = max(named, key=lambda each: each[0])[1]
            yield Call(match.start() + 1, match.end() - 1, date=match.span("year"), year=match["year"]), entry


def _places_of(names: Sequence[str], text: str) -> list[int]:
    return [m.start() for name in names for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]


def entry_for(
    call: Call, by_key: Mapping[tuple[str, str], Sequence[Entry]], by_number: Mapping[str, Entry]
) -> Entry | None:
    """The entry that ``call`` stands for: of those of its first author and year the one whose other authors
    agree best. ``by_key`` has the entries by each word of their authors' names and by year."""
    if call.number is not None:
        return by_number.get(call.number)
    if not call.names:
        return None
    name = call.names[0].casefold()
    year = call.year or ""
    found = by_key.get((name, year)) or by_key.get((name, year[:4]))
    if not found and name.endswith("s"):  # a German genitive: "Hickeys (1985) Zahlen"
        found = by_key.get((name[:-1], year))
    if not found and not year[4:]:
        # "Harris 1999" where the list has 1999a alone.
        lettered = [entry for letter in "ab" for entry in by_key.get((name, year + letter), ())]
        found = lettered if len(lettered) == 1 else None
    if not found and " " in name:
        found = by_key.get((name.split()[-1], year)) or [
            e for e in by_key.get((name.split()[0], year), ()) if name in " ".join(e.names)
        ]
    if not found:
        return None
    others = {each.casefold() for each in call.names[1:]}

    def agreement(entry: Entry) -> tuple[int, int, int]:
        known = entry.surnames or entry.names
        leads = bool(known) and known[0] == name
        size = len(entry.surnames) if entry.surnames else 1
        number = size > 2 if call.several else size == len(call.names)
        return int(leads), len(others & set(known)), int(number)

    return max(found[:20], key=agreement)

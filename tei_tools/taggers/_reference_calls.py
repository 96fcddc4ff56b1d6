"""Calls: "(Clark 2002, p. 5)", "Clark (2002)", "[12]", "ibid." → the reference that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

__all__ = [
    "Call",
    "Entry",
    "author_year_calls",
    "numbered_calls",
    "repeated_calls",
    "short_titles",
    "year_calls",
]


@dataclass(frozen=True, slots=True)
class Entry:
    """A reference of the document that calls may stand for: its place, authors' last names, year and
    number."""

    start: int
    end: int
    names: tuple[str, ...]
    year: str | None
    number: str | None


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


# Bounded, and never begun within a word, so that a line of nothing but "la la la" or "AAAA" takes no longer.
_NAME = r"(?:(?:van|von|de|der|den|del|di|da|du|la|le|Mc|Mac|O['’])\s?){0,4}[A-ZÀ-ÖØ-Þ][\w’'À-ÿ-]{1,60}"
_NAMES = (
    rf"{_NAME}(?:(?:,\s{_NAME}){{0,4}},?\s(?:and|&|und|et|y|e)\s{_NAME}|\s(?:et\sal\.?|u\.\s?a\."
    rf"|and\s(?:others|colleagues)))?(?:['’]s)?"
)
_YEARS = r"(?:1[5-9]\d\d|20\d\d)[a-h]?"
_SCOPE = (
    r"(?:[,:]\s?(?P<scope{n}>(?:pp?\.|S\.|chap\.|ch\.|§|fig\."
    r"|vol\.)?\s?[ivxlc\d]+(?:[–-]\d+)?(?:f{{1,2}}\.?)?(?:,\s?\d+(?:[–-]\d+)?)*(?!\d)))?"
)
_PARENTHESIS = re.compile(r"\((?P<inside>[^()\n]{4,300})\)")
_CHUNK = re.compile(
    rf"(?:(?<=\()|;\s?|,\s|\b(?:[Ss]ee|e\.g\.|[Cc]f\.|by|in|and|also|[Vv]gl\.|[Ss]iehe|[Vv]oir|from"
    rf"|after),?\s)(?P<names>{_NAMES}),?\s(?:\[?\(?)(?P<year>{_YEARS})(?:/\d{{2,4}}|\]"
    rf"|\))?{_SCOPE.format(n='')}(?:,\s{_YEARS})*(?=\s*(?:[;,)]|$))"
)
_NARRATIVE = re.compile(rf"(?<![\w(])(?P<names>{_NAMES})\s\((?P<year>{_YEARS}){_SCOPE.format(n='')}\)")
_YEAR_ALONE = re.compile(rf"\((?P<year>{_YEARS}){_SCOPE.format(n='')}\)")
_NAMED_BEFORE = 500
_NUMBERED = re.compile(r"\[(?P<numbers>\d{1,3}(?:\s?[,–-]\s?\d{1,3})*)\]")
_REPEATED = re.compile(
    r"(?<!\w)(?:(?P<ibid>[Ii]bid(?:em)?\.?|[Ee]bd\.|[Ee]benda|[Ii]d\.|[Ii]dem|[Ee]ad\.)|(?P<name>"
    + _NAME
    + (
        r"),?\s(?P<opcit>op\.\s?cit\.|loc\.\s?cit\.|a\.\s?a\.\s?O\.|art\.\s?cit\."
        r"|ouvr\.\s?cit\.))(?:[,:]?\s(?P<scope>(?:pp?\.|S\.|vol\.|f\.)?\s?\d+(?:[–-]\d+)?[rv]?))?(?!\w)"
    )
)
_SHORT = re.compile(
    rf"(?<!\w)(?P<name>{_NAME}),\s[“\"«„‘]?(?:[A-ZÀ-Ý][\w’'-]*|of|the|and|de|der|des|und"
    rf"|la)(?:\s[\w’'-]+){{0,6}}[,”\"»“’]{{1,2}}\s?"
    r"(?P<scope>(?:pp?\.|S\.)?\s?\d{1,4}(?:\s?[–-]\s?\d+)?(?:\s?f{1,2}\.)?)(?=\s?[.;)\n]|$)"
)
_NO_NAMES = frozenset(
    (
        "January February March April May June July August September October November December Figure "
        "Table Chapter Section In The Since Until From After Before Summer Winter Spring Autumn Januar "
        "Februar März Mai Juni Juli Oktober Dezember Seit Born See Cf Vol Act Treaty Olympics"
    ).split()
)


def author_year_calls(text: str, start: int, end: int) -> Iterator[Call]:
    """The author–year calls of ``text[start:end]``."""
    for bracket in _PARENTHESIS.finditer(text, start, end):
        base = bracket.start("inside")
        for match in _CHUNK.finditer(text, base, bracket.end("inside")):
            names = _last_names(match["names"])
            if names and names[0] not in _NO_NAMES:
                yield _call(match, names)
    for match in _NARRATIVE.finditer(text, start, end):
        names = _last_names(match["names"])
        if names and names[0] not in _NO_NAMES:
            yield replace(_call(match, names), narrative=True)


def _call(match: re.Match[str], names: tuple[str, ...]) -> Call:
    scope = match.span("scope") if match["scope"] else None
    if scope:
        # The unit and the number, not the blank before.
        scope = scope[0] + len(match["scope"]) - len(match["scope"].lstrip()), scope[1]
    return Call(
        match.start("names"),
        match.end(),
        match.span("names"),
        match.span("year"),
        scope,
        names,
        match["year"],
    )


def _last_names(words: str) -> tuple[str, ...]:
    parts = re.split(r",\s|\s(?:and|&|und|et|y|e)\s|\set\sal\.?|\su\.\s?a\.", re.sub(r"['’]s$", "", words))
    return tuple(
        part.split()[-1]
        for part in parts
        if part.split() and part.strip()[:1] and part.split()[-1][0].isupper()
    )


def numbered_calls(text: str, start: int, end: int, numbers: frozenset[str]) -> Iterator[Call]:
    """ "[12]" and "[3, 4]" where the bibliography has these numbers."""
    if not numbers:
        return
    for match in _NUMBERED.finditer(text, start, end):
        for number in re.finditer(r"\d+", match["numbers"]):
            if number[0] in numbers:
                place = match.start("numbers") + number.start()
                yield Call(place, place + len(number[0]), number=number[0])


def repeated_calls(text: str, start: int, end: int) -> Iterator[tuple[Call, str | None]]:
    """ "ibid., p. 5" and "Smith, op. cit., 23", with the name that is repeated (``None`` for the one just
    before).
    """
    for match in _REPEATED.finditer(text, start, end):
        if (
            match["ibid"]
            and match["ibid"][0].islower()
            and not match["ibid"].endswith(".")
            and match["ibid"] == "idem"
        ):
            continue
        scope = match.span("scope") if match["scope"] else None
        author = match.span("name") if match["name"] else None
        yield Call(match.start(), match.end(), author, None, scope), match["name"]


def short_titles(text: str, start: int, end: int) -> Iterator[Call]:
    """ "Ashworth, Corn Laws, 112": a name, a short title and a page; a call where that author was cited
    before."""
    for match in _SHORT.finditer(text, start, end):
        yield Call(
            match.start("name"), match.end(), match.span("name"), None, match.span("scope"), (match["name"],)
        )


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
            (found[-1], entry) for entry in entries[:20] if (found := _places_of(entry.names[:1], before))
        ]
        if named:
            entry = max(named, key=lambda each: each[0])[1]
            yield Call(match.start() + 1, match.end() - 1, date=match.span("year"), year=match["year"]), entry


def _places_of(names: Sequence[str], text: str) -> list[int]:
    return [m.start() for name in names for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]


def entry_for(
    call: Call, entries: Sequence[Entry], by_key: dict[tuple[str, str], Entry], by_number: dict[str, Entry]
) -> Entry | None:
    """The entry that ``call`` stands for."""
    if call.number is not None:
        return by_number.get(call.number)
    for name in call.names[:1]:
        found = by_key.get((name.casefold(), call.year or ""))
        if found is not None:
            return found
        bare = by_key.get((name.casefold(), (call.year or "")[:4]))
        if bare is not None:
            return bare
    return None

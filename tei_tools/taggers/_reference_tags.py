"""Fields of a reference → TEI's elements inside ``bibl`` (TEI Guidelines, 3.12.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tei_tools.taggers import Tag
from tei_tools.taggers._reference_calls import Call
from tei_tools.taggers._reference_fields import ReferenceField
from tei_tools.taggers._reference_people import people_in

__all__ = ["date_attributes", "identifier_tag", "parted_authors", "tags_of_call", "tags_of_fields"]

_ELEMENTS: dict[str, tuple[str, dict[str, str]]] = {
    "author": ("author", {}),
    "title": ("title", {"level": "m"}),
    "journal": ("title", {"level": "j"}),
    "container": ("title", {"level": "m"}),
    "series": ("title", {"level": "s"}),
    "editor": ("editor", {}),
    "translator": ("editor", {"role": "translator"}),
    "publisher": ("publisher", {}),
    "institution": ("orgName", {}),
    "place": ("pubPlace", {}),
    "date": ("date", {}),
    "edition": ("edition", {}),
    "volume": ("biblScope", {"unit": "volume"}),
    "issue": ("biblScope", {"unit": "issue"}),
    "pages": ("biblScope", {"unit": "page"}),
    "foliation": ("biblScope", {"unit": "folio"}),
    "url": ("idno", {"type": "URL"}),
    "doi": ("idno", {"type": "DOI"}),
    "isbn": ("idno", {"type": "ISBN"}),
    "archival": ("idno", {"type": "shelfmark"}),
    "repository": ("orgName", {}),
}
_MONTH_NAMES = (
    "jan janvier januar",
    "feb février fév februar",
    "mar mars märz",
    "apr avril",
    "may mai",
    "jun juin juni",
    "jul juillet juli",
    "aug août",
    "sep",
    "oct okt",
    "nov",
    "dec dez déc",
)
# What people who tag references count as part of a field, and TEI does not.
_LEADING_IN = re.compile(r"(?:[Ii]n|[Dd]ans|[Ii]m)(?::\s*|\s+)(?=[A-ZÀ-Ý“«\"])")
_IN_GUILLEMETS = re.compile(r"([^«»]+?)(?:,?\s{1,3}(?:in:?|dans)|,)?\s{1,3}«\s?([^«»]+?)\s?»")
_VOLUME_AND_ISSUE = re.compile(
    r"((?:[A-Za-z]{1,4}\.?\s)?(?:\d{1,4}|[IVXLC]{1,7}))\s?(?:\(|,\s?(?=[A-Za-z]))\s?"
    r"((?i:nos?\.?|nr\.?|n\.|heft|h\.|issue|fasc\.?)?\s?\d{1,3}(?:[–/-]\d{1,3})?)\)?"
)
_EDITORS = re.compile(r"(?i:[(,]\s?(?:eds?|éds?|dir|hrsg|hgg?|coord|a cura di)\.?\)?\s*)\Z")
_DOI = re.compile(r"https?://(?:dx\.)?doi\.org/")
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}


# "Barrow, Alan", "O'Brien-Smith, J. G.", "de la Cruz, María": the order of bibliographies.
_CAPITAL = "A-ZÀ-ÖØ-ÞŠŽČŁŚ"
_INVERTED = re.compile(
    rf"(?P<surname>(?:[a-zà-ÿ’']{{1,5}}\s){{0,2}}[{_CAPITAL}][\w’'-]{{1,40}}"
    rf"(?:[\s-][{_CAPITAL}][\w’'-]{{1,40}})?)"
    rf",\s(?P<forename>[{_CAPITAL}](?:\.|[\w’'-]{{1,40}})(?:[\s-]?[{_CAPITAL}](?:\.|[\w’'-]{{1,40}})){{0,3}})"
)
_BODY = re.compile(
    r"\b(?:Universit\w+|Press|Instit\w+|Soci\w+|Museum|Committee|Council|Ministry|Office|Association|Group)\b"
)
_SPAN_OF_YEARS = re.compile(r"(\d{4})\s?[–/-]\s?(\d{4}|\d{2})(?![\d-])")


def tags_of_fields(text: str, base: int, fields: Sequence[ReferenceField], tagger: str) -> Iterator[Tag]:
    """The tags for ``fields`` of the reference that begins at ``base`` in ``text``."""
    fields = _with_whole_years(text, base, parted_authors(text, base, fields))
    inside = {
        field.kind
        for field in fields
        if field.kind in {"journal", "container"} and not text[base : base + field.start].endswith("(= ")
    }
    for field in fields:
        start, end = base + field.start, base + field.end
        if field.kind == "idno":
            scheme = "arXiv" if text[start:end].lower().startswith("arxiv") else "ISSN"
            yield Tag(start, end, "idno", {"type": scheme}, 0.9, tagger)
            continue
        known = _ELEMENTS.get("doi" if field.kind == "url" and _DOI.match(text, start, end) else field.kind)
        if known is None:
            continue
        element, attributes = known[0], dict(known[1])
        if element == "title" and text[base:start].endswith("(= "):
            # "(= Reihe Stadtgeschichte 12)"
            attributes = {"level": "s"}
        if field.kind == "title" and (parted := _IN_GUILLEMETS.match(text, start, end)):
            # Italian and French notes: the article, and its journal in guillemets.
            yield Tag(*parted.span(1), "title", {"level": "a"}, 0.85, tagger)
            yield Tag(*parted.span(2), "title", {"level": "j"}, 0.85, tagger)
            continue
        if field.kind == "volume" and (parted := _VOLUME_AND_ISSUE.fullmatch(text, start, end)):
            yield Tag(*parted.span(1), "biblScope", {"unit": "volume"}, 0.85, tagger)
            yield Tag(*parted.span(2), "biblScope", {"unit": "issue"}, 0.85, tagger)
            continue
        if field.kind in {"container", "journal", "editor"} and (led := _LEADING_IN.match(text, start, end)):
            start = led.end()
        if field.kind == "author" and _EDITORS.search(text[start:end]):
            element = "editor"
        if field.kind == "title" and inside:
            attributes["level"] = "a"
        if field.kind == "date":
            attributes = date_attributes(text[start:end])
        spans = people_in(text, start, end) if field.kind == "author" else [(start, end)]
        for begin, stop in spans:
            yield Tag(begin, stop, element, dict(attributes), 0.85, tagger)
            if element in ("author", "editor"):
                yield from _inverted_name(text, begin, stop, tagger)


def parted_authors(text: str, base: int, fields: Sequence[ReferenceField]) -> list[ReferenceField]:
    """The fields, with what stands behind a colon in the authors at the head as (part of) the title:
    "Brunner, Otto: Land und Herrschaft. Grundfragen"."""
    made: list[ReferenceField] = []
    for field in fields:
        colon = text.find(": ", base + field.start, base + field.end)
        if field.kind in {"author", "editor"} and not made and colon > 0:
            made.append(replace(field, end=colon - base))
            made.append(ReferenceField(colon + 2 - base, field.end, "title"))
        elif (
            len(made) == 2
            and made[1].kind == "title"
            and made[0].end + 2 == made[1].start
            and field.kind in {"title", "date"}
            and not text[base + made[1].end : base + field.start].strip(" .,:")
            and (field.kind == "title" or text[base + field.end : base + field.end + 2] == ". ")
        ):
            made[1] = replace(made[1], end=field.end)
        else:
            made.append(field)
    return made


def _inverted_name(text: str, start: int, end: int, tagger: str) -> Iterator[Tag]:
    """The name of an author whose surname stands first: one name, which the names in running text are not."""
    found = _INVERTED.match(text, start, end)
    if found is None or _BODY.search(text, start, end) or text[found.end() : end].strip(" .,()"):
        return
    yield Tag(*found.span(), "persName", {}, 0.9, tagger)
    yield Tag(*found.span("surname"), "surname", {}, 0.9, tagger)
    yield Tag(*found.span("forename"), "forename", {}, 0.9, tagger)


def _with_whole_years(text: str, base: int, fields: Sequence[ReferenceField]) -> list[ReferenceField]:
    """The fields, with "1837–38" as one date where its end was read as the beginning of what follows, and
    no field that begins with the bracket of the one before."""
    made: list[ReferenceField] = []
    for field in fields:
        start = max(field.start, made[-1].end) if made else field.start
        while made and start < field.end and text[base + start] in "),;:. ":
            start += 1
        end = field.end
        if field.kind == "date" and (span := _SPAN_OF_YEARS.match(text, base + start)):
            first, last = span[1], span[2]
            last = first[: 4 - len(last)] + last
            end = max(end, span.end() - base) if last > first else end
        if start < end:
            made.append(
                replace(field, start=start, end=end) if (start, end) != (field.start, field.end) else field
            )
    return made


def date_attributes(words: str) -> dict[str, str]:
    """``@when`` or ``@from`` and ``@to`` of a date as references write it; nothing where it is not
    certain."""
    span = re.fullmatch(r"(\d{4})\s?[–/-]\s?(\d{2}|\d{4})", words.strip())
    if span:
        last = span[2] if len(span[2]) == 4 else span[1][:2] + span[2]
        return {"from": span[1], "to": last} if last > span[1] else {}
    year = re.search(r"(?<!\d)(\d{4})(?!\d)", words)
    if year is None:
        return {}
    numeric = re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", words.strip())
    if numeric and 1 <= int(numeric[2]) <= 12 and 1 <= int(numeric[1]) <= 31:
        return {"when": f"{numeric[3]}-{int(numeric[2]):02}-{int(numeric[1]):02}"}
    named = [
        _MONTHS[m]
        for m in (w.casefold() for w in re.findall(r"[^\W\d_]{3,}", words))
        for m in (_month_of(m),)
        if m
    ]
    if len(named) > 1:
        return {"when": year[1]}
    day = re.search(r"(?<!\d)(\d{1,2})(?!\d)", words.replace(year[1], ""))
    if (
        named
        and day
        and 1 <= int(day[1]) <= 31
        and not re.search(r"\d\s?[–-]\s?\d{1,2}\b", words.replace(year[1], ""))
    ):
        return {"when": f"{year[1]}-{named[0]:02}-{int(day[1]):02}"}
    if named:
        return {"when": f"{year[1]}-{named[0]:02}"}
    return {"when": year[1]}


def _month_of(word: str) -> str | None:
    for length in (len(word), 4, 3):
        if word[:length] in _MONTHS:
            return word[:length]
    return None


def identifier_tag(text: str, start: int, end: int, scheme: str, target: str) -> Tag:
    """A web address as ``ref``, an ISBN as ``idno``; what is cut off has no target and says so."""
    if scheme in {"ISBN", "ISSN"}:
        return Tag(start, end, "idno", {"type": scheme}, 0.97, "references")
    if not target:
        note = (
            f"The link “{text[start:end][:80]}” is cut off in the source; it is kept as it stands, without "
            f"a target."
        )
        return Tag(start, end, "ref", {}, 0.8, "references", notes=(note,))
    return Tag(start, end, "ref", {"target": target}, 0.98, "references")


def tags_of_call(text: str, call: Call) -> Iterator[Tag]:
    """The parts of an author-year call that has no entry: it is a reference itself."""
    if call.author:
        yield Tag(*call.author, "author", {}, 0.8, "references")
    if call.date:
        yield Tag(*call.date, "date", date_attributes(text[call.date[0] : call.date[1]]), 0.8, "references")
    if call.scope:
        words = text[call.scope[0] : call.scope[1]]
        yield Tag(*call.scope, "biblScope", {"unit": _unit_of(words)}, 0.8, "references")


_SCOPE_UNITS = (
    (re.compile(r"(?:chaps?|ch|Kap|chapter|chapitre|Kapitel)\b"), "chapter"),
    (re.compile(r"§|para|Rn"), "section"),
    (re.compile(r"(?:vols?|Bd|t)\."), "volume"),
    (re.compile(r"(?:fig|Abb)\."), "figure"),
    (re.compile(r"(?:nn?|Anm)\."), "note"),
    (re.compile(r"(?:cols?|Sp)\."), "column"),
    (re.compile(r"(?:bk|book)\b"), "book"),
    (re.compile(r"(?:pt|part|Teil)\b"), "part"),
    (re.compile(r"fols?\."), "folio"),
)


def _unit_of(words: str) -> str:
    """What the scope of a call counts in; pages, where it does not say."""
    return next((unit for form, unit in _SCOPE_UNITS if form.match(words)), "page")

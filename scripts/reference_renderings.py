"""References once more, written in other styles, for a model to read styles that it has not seen.

:func:`renderings` takes the fields of a tagged reference and writes them anew: order, marks, quotation marks
and names as in the styles of physicists, physicians, engineers and humanists (Vancouver, APA, AIP, ADS, IEEE,
Chicago, MLA, DIN ISO 690, ACM). The fields of a rendering are divided plainly: labels ("pp.", "vol.", "In",
"eds.") stand outside of the field, the issue is a field of its own. Which style a reference gets depends on
its name alone.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator
from typing import Any

__all__ = ["plainly_divided", "renderings"]

Line = dict[str, Any]

# A style: fields in braces, a part between < and > only where its field is known.
_ARTICLES = (
    "{author:VB}. {title}. {journal:a}. {date};{volume}<({issue})>:{pages}.",
    "{author:VB}. {title}. {journal:a} {date};{volume}:{pages:s}.",
    "{author:VB}. {title}. {journal:a} {date}; {volume}:{pages}.",
    "{author:VB} ({date}) {title}. {journal:a} {volume}:{pages}",
    "{author:SA} ({date}). {title}. {journal}, {volume}<({issue})>, {pages}.<doi:{doi}>",
    "{author:SA} ({date}). {title}. {journal}, {volume}, {pages}. <https://doi.org/{doi}>",
    "{author:S,} {date}, {journal:A}, {volume}, {page}",
    "{author:S,} {date}. {title}. {journal} {volume}, {pages}.",
    "{author:SB}, {date}: {title}. {journal:a}, {volume}, {pages}.",
    "{author:I,}, {journal:a} {volume}, {page} ({date}).",
    "{author:I,}, {title}, {journal:a} {volume} ({date}) {page}< [{idno}]>.",
    "{author:I,}, {journal:a} {volume} ({date}) {page}<, {idno}>.",
    "{author:I,}. {title}. {journal}, {volume}<({issue})>:{pages}, {date}.",
    "{author:I,}, “{title},” {journal:a}, vol. {volume}<, no. {issue}>, pp. {pages}, {date}.",
    '{author:I,}, "{title}", {journal}, Vol.{volume}<, No.{issue}>, pp.{pages}, {date}.',
    "{author:F,}. {title}. {journal}, {volume}<({issue})>:{pages}, {date}.",
    "{author:SF}. “{title}.” {journal} {volume}<, no. {issue}> ({date}): {pages}.",
    '{author:SF}. "{title}." {journal} {volume}<.{issue}> ({date}): {pages}. ',
    "{author:SF}: {title}. In: {journal} {volume} ({date})<, H. {issue}>, S. {pages}.",
    "{author:SC}: {title}. {journal} {volume}<({issue})>, {pages} ({date})",
    "{author:F,}, « {title} », {journal}, vol. {volume}<, n° {issue}>, {date}, p. {pages}.",
    "{author:SF}, ‘{title}’, {journal}, {volume}</{issue}> ({date}), pp. {pages}.",
    "{author:S,}, {title}. {journal:a} {date}. {volume}<({issue})>: p. {pages}.",
)
_PARTS = (
    (
        "{author:I,}. {title}. In <{editor:I,}, editors, >{container}"
        ", pages {pages}. {publisher}<, {place}>, {date}."
    ),
    "{author:F,}. {title}. In {container}, pages {pages}<, {place}>, {date}.",
    "{author:I,}, “{title},” in {container}<, {place}>, {date}, pp. {pages}.",
    (
        "{author:SA} ({date}). {title}. In <{editor:I,} (Eds.), >{container}"
        " (pp. {pages}). <{place}: >{publisher}."
    ),
    (
        "{author:SF}: {title}. In: <{editor:F,} (Hrsg.): >{container}"
        ".< {place}:> {publisher}, {date}, S. {pages}."
    ),
    (
        "{author:SC}: {title}. In <{editor:SC} (eds.): >{container}"
        ". {publisher}<, {place}> ({date}), pp. {pages}."
    ),
    "{author:F,}, “{title},” in {container}<, ed. {editor:F,}> (<{place}: >{publisher}, {date}), {pages}.",
    (
        "{author:VB}. {title}. In: <{editor:VB}, editors. >{container}"
        ".< {place}:> {publisher}; {date}. p. {pages}."
    ),
    "{author:S,} {date}, in {container}<, ed. {editor:I,}> ({publisher}), {page}",
)
_BOOKS = (
    "{author:VB}. {title}. <{place}: >{publisher}; {date}.",
    "{author:SA} ({date}). {title}. <{place}: >{publisher}.",
    "{author:SA} ({date}) {title}, {publisher}<, {place}>.",
    "{author:I,}. {title}. {publisher}<, {place}>, {date}.",
    "{author:I,}, {title} ({publisher}<, {place}>, {date}).",
    "{author:S,} {date}, {title} (<{place}: >{publisher})",
    "{author:F,}, {title}, <{place}, >{publisher}, {date}.",
    "{author:SF}. {title}. <{place}: >{publisher}, {date}.",
    "{author:SF}: {title}. {place} {date}.",
)
_FIELD = re.compile(r"\{(\w+)(?::([^}]+))?\}")
_OPTION = re.compile(r"<([^<>]*)>")
_SMALL = frozenset("of the and for in on de la le les des du der die das und für di del della e et".split())

_LEADS = {
    "pages": re.compile(
        r"(?:[Pp]ages?|[Pp][Pp]?|[Pp]gs?|Seiten?|SS?|[Pp]agg?|págs?)\s*[.:]?\s*(?=[\divxlcA-Z])"
    ),
    "volume": re.compile(
        r"(?:[Vv]ols?|[Vv]olumes?|VOL|Bde?|Bände|Band|[Tt]omes?|[Tt]om|t|v|Jg|Jahrgang)\b"
        r"\s*[.:]?\s*(?=[\dIVXLC])"
    ),
    "issue": re.compile(r"(?:[Nn]os?|[Nn]r|[Nn]|[Nn]umber|Heft|H|[Ii]ssue|[Ff]asc)\b\s*[.:]?\s*(?=\w)|n°\s*"),
    "container": re.compile(r"(?:[Ii]n|[Dd]ans|Im)\b\s*:?\s*(?=\S)"),
    "editor": re.compile(r"(?:[Ii]n|[Dd]ans|[Ee]dited by|ed\. by|[Hh]rsg\.? von|[Ee]ds?\.)\s*:?\s*(?=\S)"),
}
_LEADS["journal"] = _LEADS["container"]
_TAILS = {
    "editor": re.compile(
        r"[\s,(]*\b(?:[Ee]ds?|[Ee]ditors?|[Hh]rsgg?|[Hh]gg?|dirs?|éds?|a cura di)\b\.?\)?\s*$"
    ),
    "volume": re.compile(r"[\s,.]*\b(?:Jg|Jahrgang)\.?$"),
}
_VOLUME_AND_ISSUE = re.compile(
    r"(.*?[\dIVXLC])\s*(?:\(\s*([^()]{1,12}?)\s*\)?|[:/]\s?(\d{1,3})"
    r"|[\s,;.]+((?:[Nn]os?|[Nn]r|[Nn]|[Nn]umber|Heft|H|[Ii]ssue|[Ff]asc)\b.*|n°.*))$"
)


def plainly_divided(line: Line) -> Line:
    """The same reference with its labels outside of its fields, and the issue parted from the volume."""
    text = line["text"]
    fields = []
    for field in line["fields"]:
        start, end, kind = field["start"], field["end"], field["type"]
        start = _behind_label(text, start, end, kind)
        if kind == "volume":
            number = _behind_label(text, start, end, "issue")
            parted = _VOLUME_AND_ISSUE.match(text, start, end)
            if number > start:
                start, kind = number, "issue"
            elif parted:
                begin, stop = next(parted.span(group) for group in (2, 3, 4) if parted[group])
                begin = _behind_label(text, begin, stop, "issue")
                fields.append({"start": begin, "end": stop, "type": "issue"})
                end = parted.end(1)
        tail = _TAILS[kind].search(text, start, end) if kind in _TAILS else None
        if tail and tail.start() > start:
            end = tail.start()
        fields.append({"start": start, "end": end, "type": kind})
    return {**line, "fields": sorted(fields, key=lambda field: field["start"])}


def _behind_label(text: str, start: int, end: int, kind: str) -> int:
    match = _LEADS[kind].match(text, start, end) if kind in _LEADS else None
    return match.end() if match and match.end() < end else start


def renderings(line: Line, count: int) -> Iterator[Line]:
    """Up to ``count`` references of the same fields in other styles, as lines of the gold's form."""
    chance = random.Random(int(hashlib.sha256(line["id"].encode()).hexdigest(), 16))
    known: dict[str, str] = {}
    for field in plainly_divided(line)["fields"]:
        words = line["text"][field["start"] : field["end"]].strip(' .,;:()[]"“”«»')
        if field["type"] in known or not words:
            return
        known[field["type"]] = words
    if "date" not in known or "title" not in known or len(known) < 4:
        return
    if not known.get("volume", "1").replace("–", "").isalnum():
        return  # a volume of which more is said
    styles = _BOOKS
    if "journal" in known and "volume" in known:
        styles = _ARTICLES
    elif "container" in known:
        styles = _PARTS
    elif "journal" in known or "publisher" not in known:
        return
    for style in chance.sample(styles, count):
        made = _rendered(style, known, chance)
        if made is not None:
            yield {**line, "text": made[0], "fields": made[1], "rendered": True}


def _rendered(style: str, known: dict[str, str], chance: random.Random) -> tuple[str, list[Line]] | None:
    values = dict(known)
    if "{issue}" in style and "issue" not in values and chance.random() < 0.7:
        values["issue"] = str(chance.randint(1, 12))
    if "{doi}" in style and "doi" not in values and chance.random() < 0.5:
        prefix = chance.randint(1000, 1199)
        values["doi"] = f"10.{prefix}/{chance.choice('sjax')}{chance.randint(10**5, 10**8)}"
    if "{idno}" in style and chance.random() < 0.6:
        sign = chance.choice(("hep-ph/", "astro-ph/", "hep-th/", "cond-mat/"))
        number = chance.randint(9200000, 9912999)
        values["idno"] = chance.choice(
            (f"arXiv:{sign}{number}", f"{sign}{number}", f"arXiv:{number / 1000:.4f}")
        )
    if "pages" in values:
        values["page"] = re.split(r"\s*[-–—]", values["pages"])[0]
    style = _OPTION.sub(
        lambda option: option[1] if all(f[1] in values for f in _FIELD.finditer(option[1])) else "", style
    )
    text, fields, place = "", [], 0
    for field in _FIELD.finditer(style):
        kind, form = field[1], field[2]
        if kind not in values:
            return None
        text += style[place : field.start()]
        words = values[kind]
        if kind == "date" and "{page}" in style:
            words = next(iter(re.findall(r"\b\d{4}\b", words)), words)
        if kind in {"author", "editor"}:
            words = _people(words, form)
        elif form in {"a", "A"}:
            words = _abbreviated(words, form, chance)
        if style[field.end() :].startswith(".") and words.endswith((".", "?", "!")):
            style = style[: field.end()] + style[field.end() + 1 :]
            place = field.end()
        kind = "pages" if kind == "page" else kind
        fields.append({"start": len(text), "end": len(text) + len(words), "type": kind})
        text += words
        place = field.end()
    return text + style[place:], fields


_PERSON_LAST = re.compile(
    r"(?P<s>[^\W\d_][\w'’ -]*), (?P<g>(?:[A-Z]\.?[ -]?){1,4}|[A-Z]\w+(?: [A-Z]\.?)*)"
    r"(?:, |;|$|,? and |,? & )\s*"
)
_PERSON_BRIEF = re.compile(r"(?P<s>[A-Z][\w'’-]+) (?P<g>[A-Z]{1,3})(?:,|;|$)\s*")
_PERSON_FIRST = re.compile(
    r"(?P<g>(?:[A-Z][\w'’-]*\.? ){1,3})(?P<s>[A-Z][\w'’-]+)(?:,? and |,? & |, |;|$)\s*"
)


def _people(words: str, form: str) -> str:
    """The names of ``words`` in another form; as they are where they can not be told apart."""
    for pattern in (_PERSON_BRIEF, _PERSON_LAST, _PERSON_FIRST):
        people, place = [], 0
        plain = re.sub(r"^(?:and|&) ", "", words)
        while place < len(plain):
            match = pattern.match(re.sub(r"^(?:and|&) ", "", plain), place)
            if match is None:
                break
            people.append((match["s"], match["g"].strip()))
            place = match.end()
            if plain.startswith(("and ", "& "), place):
                place = plain.index(" ", place) + 1
        if people and place >= len(plain):
            return _written(people, form)
    return words


def _written(people: list[tuple[str, str]], form: str) -> str:
    names = []
    for number, (surname, given) in enumerate(people):
        letters = given.replace(".", "").replace(" ", "") if given.isupper() else None
        initials = list(letters) if letters else [word[0] for word in given.split() if word]
        stops = " ".join(letter + "." for letter in initials)
        full = given if not given.isupper() else stops
        if form == "VB":
            names.append(f"{surname} {''.join(initials)}")
        elif form == "I,":
            names.append(f"{stops} {surname}")
        elif form == "F," or (form == "SF" and number):
            names.append(f"{full} {surname}")
        elif form == "SF":
            names.append(f"{surname}, {full}")
        elif form == "SB" and number:
            names.append(f"{stops} {surname}")
        else:
            names.append(f"{surname}, {stops}")
    if len(names) == 1 or form in {"VB", "SC"}:
        return ", ".join(names)
    link = {"SA": ", & ", "S,": ", & ", "SF": ", and "}.get(form, " and ")
    return ", ".join(names[:-1]) + link + names[-1]


def _abbreviated(words: str, form: str, chance: random.Random) -> str:
    parts = [word for word in words.split() if word.lower() not in _SMALL]
    if form == "A" and len(parts) > 2:
        return "".join(word[0] for word in parts if word[0].isalpha()).upper()
    if len(parts) < 2 or "." in words:
        return words
    stop = chance.choice((".", ""))
    short = []
    for word in parts:
        if word.lower() == "journal":
            short.append("J" + stop)
        elif len(word) > 6 and word.isalpha():
            short.append(word[: chance.randint(3, 5)] + stop)
        else:
            short.append(word)
    return " ".join(short)

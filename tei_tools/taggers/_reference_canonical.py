"""Canonical citations: the Bible and classical works → the form in which they are cited everywhere (for
``@cRef``): "Gen 1:1-3", "Hom. Il. 1.1", whatever the language they are cited in (``1 Kor 13,4``, « Mt 5, 3 »,
"Hor. carm. 1,11").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tei_tools.taggers._digits import has_digit
from tei_tools.taggers._late_patterns import late
from tei_tools.taggers._reference_works import (
    AUTHORS,
    BOOKS,
    CHAPTERS,
    FULL_AUTHORS,
    FULL_BOOKS,
    WORDLIKE,
    WORKS_ALONE,
)

__all__ = ["canonical_citations"]


def _alternatives(names: object) -> str:
    forms = sorted((re.escape(name) for name in names), key=lambda n: (-len(n), n))  # type: ignore[attr-defined]
    return "|".join(form.replace(r"\ ", r"\.?\s?") for form in forms)


_VERSES = r"\d{1,3}[ab]?(?:\s?[–-]\s?\d{1,3}[ab]?(?![\d:])|\s?ff?\.|f\.)?"
_BIBLE = late(
    rf"(?<![\w.])(?P<book>{_alternatives(BOOKS)})(?P<dot>\.?)\s(?P<chapter>\d{{1,3}})"
    r"(?P<sign>\s?:\s?|,\s?|\.)(?P<verse>\d{1,3})"
    r"(?P<rest>[ab]?(?:\s?[–-]\s?(?:\d{1,3}[:,]\s?)?\d{1,3}[ab]?"
    r"|\s?ff?\.)?(?:(?:\.|,\s?)\d{1,3}(?:[–-]\d{1,3})?(?![\d:,–-]|\.?\s[A-ZÀ-Þ]))*)(?!\w)(?!\s(?:km|cm|m"
    r"|kg|Mio|Millionen|Prozent|Mark|Euro|Franken)\b)"
)
_CHAPTER = late(
    rf"(?<![\w.])(?P<book>{_alternatives([*FULL_BOOKS, 'Ps'])})\.?\s"
    rf"(?P<chapter>\d{{1,3}})(?P<last>\s?[–-]\s?\d{{1,3}})?(?![\w:]|[.,]\d)"
)
_KORAN = late(
    r"(?<!\w)(?:Koran|Qur[’']?[aā]n|Quran|Coran|Sure|Sura|Surah|Sourate),?\s(?P<sura>\d{1,3})(?::"
    r"|,\s?)(?P<verse>\d{1,3})"
    r"(?P<rest>\s?[–-]\s?\d{1,3})?(?![\w,:])"
)
_SURAS = 114
_AGAIN = late(
    r";\s?(?P<chapter>\d{1,3})(?P<sign>\s?:\s?|,\s?)"
    r"(?P<verse>\d{1,3})(?P<rest>[ab]?(?:\s?[–-]\s?\d{1,3}[ab]?|\s?ff?\.)?)(?![\w:])"
)
_LOCUS = (
    r"(?:\d{1,4}[a-e]?(?:[.,]\d{1,4}[a-e]?)*|[IVXLC]{1,7}(?:,\s?|\.\s?|\s)\d{1,4}(?:(?:,\s?|\.)\d{1,4})*"
    r"|[IVXLC]{1,7}\b(?=[,.]\s[a-z]))"
    r"(?:\s?[–-]\s?\d{1,4}[a-e]?(?:[.,]\d{1,4})*|\s?ff?\.)?"
)
_WORK = (
    r"(?:(?![IVXLC]+\b)[A-ZÉ][\w]{1,9}\.?|(?![IVXLC]+\b)[A-Z]{2,4}|[a-zé]{2,8}\.|(?:[Dd]e|[Aa]d|[Ii]n"
    r"|[Pp]ro|contra|c\.|adv\.)"
    r"\s\w{2,14}\.?)(?:\s[A-Z]?[a-z]{1,8}\.){0,2}"
)
_CLASSICAL = late(
    rf"(?<![\w.])(?P<author>{_alternatives(AUTHORS)})(?P<dot>\.?),?\s(?:(?P<second>Laert\.|Dio|Max\."
    rf"|Marc\.)\s)?"
    rf"(?:(?P<work>{_WORK}),?\s)?(?P<locus>{_LOCUS})(?![\w/])"
)
_ALONE = late(
    rf"(?<![\w.])(?P<work>{_alternatives(WORKS_ALONE)})(?P<dot>\.?),?\s(?P<locus>{_LOCUS})(?![\w/:])"
)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
# Abbreviations that are words or names, too: with a comma and a space behind the chapter they say nothing.
_SHORT_WORDS = frozenset("Am Is So Pr Es Est He Hi Na Ha Tit Phil Jud Jon Gal Col Rom Mal Mic".split())
# Authors of one work, or of works that are always cited without their names.
_ONE_WORK = frozenset(
    """
    Thuc Hdt Livy Polyb Paus Diod Strab Gell Lucr Quint Ath Vell Curt Prop Tib Catull Mart Juv
    """.split()
)
_ABBREVIATED = frozenset("Pol Str Cat Prop Mart Quint Curt Vell Cass Val Diog Amm".split())
_TWO_PARTS = frozenset("Laert. Dio Max. Marc.".split())
_WHOLE_NAMES = {
    "Aeneid": "Aen.",
    "Aeneis": "Aen.",
    "Énéide": "Aen.",
    "Iliad": "Il.",
    "Ilias": "Il.",
    "Iliade": "Il.",
    "Odyssey": "Od.",
    "Odyssee": "Od.",
    "Odyssée": "Od.",
    "Republic": "Rep.",
    "Politeia": "Rep.",
    "République": "Rep.",
    "Rép.": "Rep.",
    "Annals": "Ann.",
    "Annalen": "Ann.",
    "Annales": "Ann.",
    "Histories": "Hist.",
    "Historien": "Hist.",
    "Metamorphoses": "Met.",
    "Confessions": "Conf.",
    "Georgics": "G.",
    "Agricola": "Agr.",
    "Germania": "Germ.",
    "Germanie": "Germ.",
    "Tristia": "Tr.",
    "Tristes": "Tr.",
    "Métamorphoses": "Met.",
    "Metamorphosen": "Met.",
    "Poetics": "Poet.",
    "Politics": "Pol.",
    "Symposium": "Symp.",
    "Symposion": "Symp.",
    "Phaedrus": "Phdr.",
    "Apology": "Ap.",
    "De officiis": "Off.",
    "De oratore": "De or.",
    "De beneficiis": "Ben.",
    "De natura deorum": "Nat. D.",
    "Éth. Nic.": "Eth. Nic.",
}
_NO_WORKS = frozenset("Chr Jan Feb Nr No vol Bd S p pp Kap ed Box".split())
_UNDOTTED = frozenset(("Livy", "Varro", "Philo", "Dio", "Cass. Dio"))


def canonical_citations(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Start, end and canonical form of each citation of the Bible or a classical work in
    ``text[start:end]``.
    """
    taken: set[int] = set()
    numbered = has_digit(text, start, end)
    for match in _BIBLE.finditer(text, start, end) if numbered else ():
        book = _book(match["book"])
        if not _is_verse(match, book):
            continue
        taken.add(match.start())
        yield match.start(), match.end(), _verses(book, match)
        place = match.end()
        while again := _AGAIN.match(text, place, end):
            if not 0 < int(again["chapter"]) <= CHAPTERS[book] or again["sign"] == ", " != match["sign"]:
                break
            yield again.start("chapter"), again.end(), _verses(book, again)
            place = again.end()
    for match in _KORAN.finditer(text, start, end) if numbered else ():
        if 0 < int(match["sura"]) <= _SURAS:
            rest = re.sub(r"\s", "", match["rest"] or "").replace("–", "-")
            yield match.start(), match.end(), f"Quran {match['sura']}:{match['verse']}{rest}"
    for match in _CHAPTER.finditer(text, start, end) if numbered else ():
        book = _book(match["book"])
        if match.start() not in taken and 0 < int(match["chapter"]) <= CHAPTERS[book]:
            last = re.sub(r"[\s–-]", "", match["last"] or "")
            yield match.start(), match.end(), f"{book} {match['chapter']}" + (f"-{last}" if last else "")
    for match in _CLASSICAL.finditer(text, start, end):
        found = _classical(match)
        if found and match.start() not in taken:
            taken.update((match.start(), match.start("work"), match.start("author")))
            yield match.start(), match.end(), found
    for match in _ALONE.finditer(text, start, end):
        if match.start() in taken or not re.search(r"\d[.,]\s?\d|[IVXLC][,.]?\s\d|\d[a-e]", match["locus"]):
            continue
        if not match["dot"] and len(match["work"]) < 5:
            continue
        yield match.start(), match.end(), f"{WORKS_ALONE[match['work']]} {_locus(match['locus'])}"


def _book(words: str) -> str:
    name = re.sub(r"^(\d|I{1,2}(?=[\s.]))\.?\s?", r"\1 ", words)
    return BOOKS[name] if name in BOOKS else BOOKS[re.sub(r"\s+", " ", name.replace(".", ""))]


def _is_verse(match: re.Match[str], book: str) -> bool:
    sign, named = match["sign"], re.sub(r"^(?:\d|I{1,2})\.?\s?", "", match["book"])
    if not 0 < int(match["chapter"]) <= CHAPTERS[book] or int(match["verse"]) > 176 or match["verse"] == "0":
        return False
    wordlike = named in WORDLIKE and match["book"] == named
    if sign.strip() == ".":
        return bool(match["dot"]) and not wordlike
    if sign.startswith(","):
        if wordlike:
            return False
        # Two or three letters that are a word ("Am 4, 5"), or a list of chapters, say nothing with a comma.
        return sign == "," or named not in _SHORT_WORDS
    return not (len(match["verse"]) == 2 and named in {"Am", "Is", "So", "Hi", "Es"})


def _verses(book: str, match: re.Match[str]) -> str:
    rest = re.sub(r"\s", "", match["rest"]).replace("–", "-")
    rest = re.sub(r"-(\d+)[:,](\d+)", r"-\1:\2", rest).replace("ff.", "ff").replace("f.", "f")
    return f"{book} {match['chapter']}:{match['verse']}{rest}"


def _classical(match: re.Match[str]) -> str | None:
    author, work, locus, second = match["author"], match["work"] or "", match["locus"], match["second"] or ""
    canonical = AUTHORS[author]
    several = re.search(r"\d[.,]\s?\d|[IVXLC][,.]?\s\d|\d[a-e]", locus) is not None
    abbreviated = bool(match["dot"]) or work.endswith(".")
    if not work:
        one = canonical in _ONE_WORK or second in _TWO_PARTS
        doubtful = author in _ABBREVIATED and not second
        if not several or doubtful or not (one or re.search(r"\d{3}[a-e]", locus)):
            return None
        if author in FULL_AUTHORS and not re.search(r"\d\.\d|[IVXLC],?\s\d|\d[a-e]|\d,\d", locus):
            return None
    elif work.rstrip(".") in _NO_WORKS or not (several or abbreviated or work in _WHOLE_NAMES):
        return None
    named = _WHOLE_NAMES.get(work, f"{work[:1].upper()}{work[1:]}")
    author_part = canonical if canonical in _UNDOTTED else f"{canonical}."
    if second and not canonical.endswith(second.strip(".")):
        author_part += f" {second}"
    return " ".join(part for part in (author_part, named, _locus(locus)) if part)


def _locus(words: str) -> str:
    """ "1,22", "I, 1", "I 1" → "1.22", "1.1"."""
    words = re.sub(r"\b[IVXLC]{1,7}\b", lambda found: str(_number(found[0])), words)
    words = re.sub(r"(?<=\d)(?:,\s?|\.\s?|\s)(?=\d)", ".", words)
    return re.sub(r"\s", "", words).replace("–", "-").replace("ff.", "ff").replace("f.", "f")


def _number(roman: str) -> int:
    total = 0
    for sign, following in zip(roman, [*roman[1:], ""], strict=True):
        value = _ROMAN[sign]
        total += -value if following and _ROMAN[following] > value else value
    return total

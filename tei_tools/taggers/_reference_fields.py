"""Fields of a reference: one bibliographic reference as a string → who, what, where, when, by rules.

:func:`parse_reference` is the one way in. A trained model that gives the same :class:`ReferenceField`
values may take its
place (``benchmarks/accuracy_references.py`` measures either). Styles: those of the Chicago Manual, MLA, APA,
Vancouver, DIN ISO 690 and of historians' footnotes, recognised by their punctuation alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tei_tools.taggers._reference_identifiers import identifiers
from tei_tools.taggers._reference_people import authors_end, is_people, looks_like_people

__all__ = ["ReferenceField", "parse_reference"]

FIELDS = (
    "author",
    "title",
    "journal",
    "container",
    "publisher",
    "place",
    "date",
    "volume",
    "issue",
    "pages",
    "editor",
    "url",
    "doi",
    "idno",
    "isbn",
    "edition",
    "series",
    "translator",
    "note",
    "number",
    "genre",
    "archival",
    "repository",
    "foliation",
)


@dataclass(frozen=True, slots=True)
class ReferenceField:
    """``text[start:end]`` of a reference is its ``kind`` (one of ``FIELDS``); offsets within the
    reference."""

    start: int
    end: int
    kind: str


_MONTHS = (
    r"(?:Jan(?:uary|uar|vier)?|Feb(?:ruary|ruar)?|Fév(?:rier)?|Mar(?:ch|s)?|März|Apr(?:il)?|Avril"
    r"|May|Mai|June?|Juni?|Juin|July?|Juli|Juillet|Aug(?:ust)?|Août|Sept?(?:ember|embre)?"
    r"|Oct(?:ober|obre)?|Okt(?:ober)?|Nov(?:ember|embre)?|Dec(?:ember)?|Dez(?:ember)?|Déc(?:embre)?"
    r"|Spring|Summer|Autumn|Fall|Winter|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto"
    r"|settembre|ottobre|novembre|dicembre)"
)
_YEAR = r"(?:1[4-9]\d\d|20\d\d)[a-h]?"
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}\.?\s)?{_MONTHS}\.?(?:\s?[-–/]\s?{_MONTHS}\.?)?(?:\s\d{{1,2}}(?:st|nd|rd"
    rf"|th)?(?:\s?[-–]\s?\d{{1,2}})?)?,?\s{_YEAR}(?!\d)"
    rf"|\b\d{{1,2}}\.\s?\d{{1,2}}\.\s?(?:{_YEAR})(?!\d)"
    rf"|(?<![\d/.:-]){_YEAR}(?:\s?[-–/]\s?(?:{_YEAR}|\d\d))?(?:,?\s(?:\d{{1,2}}\s)?{_MONTHS}\b\.?"
    rf"(?:\s\d{{1,2}})?)?(?![\d/]|[.:]\d|[-–]\d)"
    r"|\b(?:n\.\s?d\.|s\.\s?d\.|o\.\s?J\.|forthcoming|in press|im Druck)"
)
_PAGES = re.compile(
    r"\b(?:(?:pp?|pag|pages?|pgg?|S|Seiten?|cc?|ff?|fols?|Sp|col)\.?|pages?"
    r"|Seiten?)\s?(?:[A-Z]?\d+[a-z]?|[ivxlc]+)(?:\s?[-–—]\s?(?:[A-Z]?\d+[a-z]?"
    r"|[ivxlc]+))?(?:\s?(?:ff?|sgg?|sg|segg|n|passim|r"
    r"|v)\b\.?)?(?:,\s?\d+(?:\s?[-–—]\s?\d+)?(?![\d(:]))*"
    r"|(?<![\w/.-])[A-Z]?\d{1,5}\s?[-–—]{1,2}\s?[A-Z]?\d{1,5}(?![\w/])"
)
_VOLUME = re.compile(
    r"\b(?:vols?|volumes?|voll?|voi|Bde?|Band|tomes?|t|tom|Jg|Jahrgang|ser)\.?\s?(?:\d+"
    r"|[IVXLC]+)\b(?:\s?[-–/]\s?\d+)?(?:\s?\(\d+\))?(?:,?\s(?:no?s?|nr|issue|Heft"
    r"|n)\.?\s?\d+(?:\s?[-–/]\s?\d+)?)?"
    r"|\b\d+\s(?:vols?|voll|Bde|voi)\b\.?",
    re.IGNORECASE,
)
_BARE_VOLUME = re.compile(
    r"(?<![\w.-])(?P<volume>\d{1,4}|[IVXLC]{1,7})\s?(?:\(\s?(?P<issue>[\w/–.-]{1,10})\s?\)"
    r"|[.,/]\s?(?:no|nr|n|Nr)?\.?\s?(?P<number>\d{1,3})(?=\s?[(,:]))?"
)
_ISSUE = re.compile(
    r"\b(?:no?s?|nr|issue|Heft|H|Nr|fasc|part|pt)\.?\s?\d+(?:\s?[-–/]\s?\d+)?\b", re.IGNORECASE
)
_NUMBER = re.compile(
    r"^\s*(?:\[(?P<bracketed>[\w+.,: -]{1,20})\]|\((?P<round>\d{1,3})\)|(?P<plain>\d{1,3})\.)\s*(?=\S)"
)
_QUOTED = re.compile(
    r"(?:“(?P<a>[^”]{3,400})”|\"(?P<b>[^\"]{3,400})\"|«\s?(?P<c>[^»]{3,400}?)\s?»"
    r"|„(?P<d>[^“”]{3,400})[“”]|‘(?P<e>[^’]{3,400}(?:’\w[^’]*)*)’(?!\w)|``(?P<f>[^']{3,400})'')"
)
_EDITORS = re.compile(
    r"(?:\b(?:ed(?:ited|s|itors?)?|eds?|hrsg|hgg?|Hrsg|Hg|éd|dir|sous la dir|curated|a c(?:ura|\.)?"
    r"|a cura)\.?\s(?:(?:by|v\.|von|par|de|di)\s)?(?P<after>[A-ZÀ-Ý][^,;:()\[\]]*(?:,\s"
    r"(?:and\s)?[A-Z]\.[^,;:()]*)*?(?=[,;:()\[\]]|\.\s[A-Z][a-z]|\.?$)))"
    r"|(?P<before>[A-ZÀ-Ý][^()\d:;]{2,120}?)[,\s]*\(?\b(?:[Ee]ds?\.|[Ee]ditors?|Hrsg\.|Hg\."
    r"|[éÉ]ds?\.|[Dd]irs?\.|a cura di)\)?"
)
_TRANSLATORS = re.compile(
    r"\b(?:[Tt]rans(?:l(?:ated)?)?\.?|[Üü]bers(?:etzt)?\.?|[Tt]rad(?:uit|otto)?\.?)\s(?:by\s|v\.\s"
    r"|von\s|par\s|di\s)?[A-ZÀ-Ý][^,;:()]*?(?=[,;:()]|\.\s[A-Z]|\.?$)"
)
_EDITION = re.compile(
    r"\b(?:\d+(?:st|nd|rd|th)|\d+\.|[Ss]econd|[Tt]hird|[Rr]ev(?:ised)?\.?|2e|[Nn]ouv\."
    r"|[Nn]ew)\s(?:rev\.\s|revised\s)?(?:ed(?:ition|n)?\b\.?|Aufl(?:age)?\b\.?|éd\b\.?)"
)
_GENRE = re.compile(
    r"\b(?:(?:[Uu]npublished\s)?(?:Ph\.?\s?D\.?|[Dd]octoral|[Mm]aster[’']?s?|MA"
    r"|M\.A\.)\s(?:[Tt]hesis|[Dd]iss(?:ertation)?\.?)|[Tt]ech(?:nical|\.)\s[Rr]ep(?:ort"
    r"|\.)(?:\s[\w-]+\d+)?|Diss\.|Dissertation|[Tt]hesis|[Ww]orking [Pp]aper)"
)
_PLACE_PUBLISHER = re.compile(
    r"(?P<place>[A-ZÀ-Ý][\w’'.À-ÿ-]*(?:[\s,/&–-]+(?:and\s|et\s|und\s|e\s|am\s|am Main|a\.\s?M\."
    r"|[A-ZÀ-Ý][\w’'.À-ÿ-]*))*?)\s?:\s?(?P<publisher>[A-ZÀ-Ý][^,:;()]*?)(?=\s?[,;()]|\.?\s*$|\.\s)"
)
_PUBLISHER_WORD = re.compile(
    r"\b(?:Press|Verlag|Publish(?:ers?|ing)|Books|University|Universit[àé]|Éditions?|Editions"
    r"|Editore|Edizioni|Presses|Univ\.|Inc\.|Ltd|& Sons|Wiley|Springer|Elsevier|Routledge|Penguin"
    r"|Kluwer|Gallimard|Einaudi|Suhrkamp|Academic|House)\b"
)
_IN = re.compile(r"(?:^|(?<=[\s.,;”\"»]))(?:In|in)\s?:?\s(?=[\"“«A-ZÀ-Ý])")
_LEFTOVER = " \t\n\u00a0,.;:()[]“”\"«»‘’'–—-"


def parse_reference(text: str) -> list[ReferenceField]:
    """The fields of one reference, in order, none overlapping; linear in its length."""
    return _Parsing(text).fields()


class _Parsing:
    """What is known of a reference, field by field; what is taken is taken once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[ReferenceField] = []
        self.taken = bytearray(len(text))

    def fields(self) -> list[ReferenceField]:
        self._identifiers()
        begin = self._number()
        self._all(_GENRE, "genre")
        self._all(_EDITION, "edition")
        self._all(_TRANSLATORS, "translator")
        begin = self._authors(begin)
        self._title_in_quotation_marks(begin)
        self._all(_PAGES, "pages", after=begin)
        self._all(_DATE, "date", after=0)
        self._all(_VOLUME, "volume", after=begin)
        self._editors(begin)
        self._rest(begin)
        return sorted(self.found, key=lambda field: field.start)

    def _add(self, start: int, end: int, kind: str) -> bool:
        while start < end and self.text[start] in _LEFTOVER:
            start += 1
        while end > start and self.text[end - 1] in ' \t\n\u00a0,;:([“"«–—-' + (
            ")" if "(" not in self.text[start:end] else ""
        ):
            end -= 1
        if (
            end > start
            and kind not in {"author", "editor", "place", "publisher", "journal"}
            and self.text[end - 1] == "."
        ):
            end -= 1
        if start >= end or any(self.taken[start:end]):
            return False
        self.taken[start:end] = b"\x01" * (end - start)
        self.found.append(ReferenceField(start, end, kind))
        return True

    def _all(self, pattern: re.Pattern[str], kind: str, after: int = 0) -> None:
        for match in pattern.finditer(self.text, after):
            self._add(match.start(), match.end(), kind)

    def _identifiers(self) -> None:
        kinds = {"URL": "url", "DOI": "doi", "ISBN": "isbn", "ISSN": "idno", "arXiv": "idno"}
        for found in identifiers(self.text, 0, len(self.text)):
            self._add(found.start, found.end, kinds[found.scheme])

    def _number(self) -> int:
        match = _NUMBER.match(self.text)
        if match is None:
            return 0
        group = match.lastgroup or "plain"
        self._add(match.start(group), match.end(group), "number")
        return match.end()

    def _authors(self, begin: int) -> int:
        end = authors_end(self.text, begin)
        if end <= begin:
            return begin
        words = self.text[begin:end]
        editors = re.search(
            r"\(?\b(?:[Ee]ds?\.?|[Hh](?:rs)?gg?\.|[Ee]ditors?|a cura di|dirs?\.)\)?\s*[,.:]?\s*$", words
        )
        self._add(begin, end, "editor" if editors else "author")
        return end

    def _title_in_quotation_marks(self, begin: int) -> None:
        for match in _QUOTED.finditer(self.text, begin):
            group = match.lastgroup or "a"
            start, end = match.span(group)
            if not any(field.kind == "title" for field in self.found):
                self._add(start, end - (self.text[end - 1] in ",."), "title")
            return

    def _editors(self, begin: int) -> None:
        for match in _EDITORS.finditer(self.text, begin):
            start, end = match.span()
            if match["before"]:
                inner = _IN.search(self.text, start, end)
                start = inner.end() if inner else start
                if not looks_like_people(self.text[start : match.end("before")]):
                    continue
            elif not is_people(match["after"][:60]):
                continue
            self._add(start, end, "editor")

    def _rest(self, begin: int) -> None:
        segments = self._segments(begin)
        titled = any(field.kind == "title" for field in self.found)
        has_volume = any(field.kind == "volume" for field in self.found)
        for index, (start, end) in enumerate(segments):
            words = self.text[start:end]
            introduced = _IN.match(self.text, start)
            if introduced and introduced.end() < end and titled:
                self._container(introduced.end(), end, segments[index + 1 :])
                has_volume = True
                continue
            if not titled:
                inner = _IN.search(self.text, start + 8, end)
                if inner:
                    self._add(start, inner.start(), "title")
                    self._container(inner.end(), end, segments[index + 1 :])
                else:
                    self._add(start, end, "title")
                titled = True
                continue
            pair = _PLACE_PUBLISHER.search(words)
            if pair and pair.end() >= len(words.rstrip(" .,)")) - 2 and self._after_title(start):
                self._add(start + pair.start("place"), start + pair.end("place"), "place")
                self._add(start + pair.start("publisher"), start + pair.end("publisher"), "publisher")
                continue
            self._plain_segment(start, end, words, has_volume)

    def _after_title(self, start: int) -> bool:
        return any(field.kind == "title" and field.end <= start for field in self.found)

    def _container(self, start: int, end: int, later: list[tuple[int, int]]) -> None:
        journal = any(field.kind in {"volume"} for field in self.found) and not re.search(
            r"\b(?:Proc|Conf|Symp|Workshop|Hand)", self.text[start:end]
        )
        self._add(start, end, "journal" if journal and len(self.text[start:end].split()) < 7 else "container")

    def _plain_segment(self, start: int, end: int, words: str, has_volume: bool) -> None:
        stripped = words.strip(_LEFTOVER)
        if not any(char.isalpha() for char in stripped):
            self._bare_numbers(start, end)
            return
        volume = re.search(
            r"\s(?:(?:\d{1,4}|[IVXLC]{1,6})(?:\s?\(\s?[\w/–.-]{1,9}\s?\))?)\s*$", words.rstrip(" ,:;(")
        )
        named = {field.kind for field in self.found}
        if volume and "journal" not in named and stripped[:1].isupper():
            self._add(start, start + volume.start(), "journal")
            self._bare_numbers(start + volume.start(), end)
        elif _PUBLISHER_WORD.search(words) and "publisher" not in named:
            self._add(start, end, "publisher")
        elif self._next_is_number(end) and "journal" not in named and "container" not in named:
            self._add(start, end, "journal")
        elif (
            "place" not in named
            and re.fullmatch(
                r"[A-ZÀ-Ý][\w’'À-ÿ-]+(?:[\s,/–&-]+(?:[A-ZÀ-Ý][\w’'À-ÿ.-]*|am|a\.|M\.|on|the|and|e|et))*",
                stripped,
            )
            and len(stripped.split()) <= 4
        ):
            self._add(start, end, "place")
        elif "journal" not in named and "container" not in named and stripped[:1].isupper() and has_volume:
            self._add(start, end, "journal")
        elif stripped[:1].islower() or len(stripped) > 2:
            self._add(start, end, "note")

    def _next_is_number(self, end: int) -> bool:
        return bool(re.match(r"[\s,.;:(]*(?:\d|[Vv]ol|[IVXLC]+[\s,(])", self.text[end : end + 12]))

    def _bare_numbers(self, start: int, end: int) -> None:
        match = _BARE_VOLUME.search(self.text, start, end)
        if match is None or any(self.taken[match.start("volume") : match.end("volume")]):
            return
        named = {field.kind for field in self.found}
        if "volume" not in named and ("journal" in named or "container" in named):
            self._add(*match.span("volume"), "volume")
            for group in ("issue", "number"):
                if match[group]:
                    self._add(*match.span(group), "issue")
            rest = match.end()
        else:
            rest = start
        page = re.compile(r"(?<![\w.])[A-Z]?\d{1,6}(?![\w.])").search(self.text, rest, end)
        if page and "pages" not in {field.kind for field in self.found}:
            self._add(*page.span(), "pages")

    def _segments(self, begin: int) -> list[tuple[int, int]]:
        """What is not taken, parted where the punctuation of a reference parts it."""
        parts: list[tuple[int, int]] = []
        start = begin
        text = self.text
        titled = any(field.kind == "title" for field in self.found)
        for i in range(begin, len(text)):
            if self.taken[i]:
                if start < i:
                    parts.append((start, i))
                start = i + 1
                continue
            boundary = (
                text[i] in ";()[]"
                or (text[i] in "," and (titled or parts or not _title_goes_on(text, i)))
                or (text[i] == "." and _is_full_stop(text, i))
            )
            if boundary:
                if start < i:
                    parts.append((start, i + (text[i] == "." and text[i - 1 : i].isupper())))
                start = i + 1
                if text[start - 1] not in "()[]" and any(c not in _LEFTOVER for c in text[begin:i]):
                    titled = True
        if start < len(text):
            parts.append((start, len(text)))
        return [(a, b) for a, b in parts if text[a:b].strip(_LEFTOVER)]


def _title_goes_on(text: str, comma: int) -> bool:
    """Whether a comma stands inside a title: small letters follow."""
    following = text[comma + 1 : comma + 4].strip()
    return following[:1].islower() and not text[comma + 1 : comma + 5].strip().startswith(
        ("in ", "ed", "pp", "p.", "vol")
    )


def _is_full_stop(text: str, i: int) -> bool:
    if i + 1 < len(text) and not text[i + 1].isspace() and text[i + 1] not in '”"»)':
        return False
    word = re.search(r"[^\W\d_]+$", text[max(0, i - 12) : i])
    if word is None:
        return True
    return (
        not (
            len(word[0]) <= 4
            and word[0][0].isupper()
            and re.match(r"\s(?:[A-Z]\.|[A-Z][a-z]{0,5}\.|\d|of|and|&|für|de)", text[i + 1 : i + 9])
        )
        and len(word[0]) > 1
    )

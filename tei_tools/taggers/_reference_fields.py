"""Fields of a reference: one bibliographic reference as a string → who, what, where, when.

:func:`parse_reference` is the one way in. It goes by the trained model (``_reference_model``) and, for what
has a form of its own (addresses, DOI, ISBN), by that form. :func:`parse_by_rules` is what it was before, kept
to compare with (``benchmarks/accuracy_references.py`` measures either): styles of the Chicago Manual, MLA,
APA, Vancouver, DIN ISO 690 and of historians' footnotes, recognised by their punctuation alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tei_tools.taggers._ranges import Ranges
from tei_tools.taggers._reference_forms import (
    BARE_VOLUME,
    DATE,
    EDITION,
    EDITORS,
    GENRE,
    IN,
    NUMBER,
    PAGES,
    PLACE_PUBLISHER,
    PUBLISHER_WORD,
    QUOTED,
    TRANSLATORS,
    VOLUME,
    is_full_stop,
    title_goes_on,
)
from tei_tools.taggers._reference_identifiers import identifiers
from tei_tools.taggers._reference_model import reference_model
from tei_tools.taggers._reference_people import authors_end, is_people, looks_like_people

__all__ = ["ReferenceField", "convention_of", "parse_by_rules", "parse_reference"]

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
    "institution",
)
# So many references of a list are asked after its convention.
MOST_VOTES = 60
_IDENTIFIERS = {"URL": "url", "DOI": "doi", "ISBN": "isbn", "ISSN": "idno", "arXiv": "idno"}


@dataclass(frozen=True, slots=True)
class ReferenceField:
    """``text[start:end]`` of a reference is its ``kind`` (one of ``FIELDS``); offsets within the
    reference."""

    start: int
    end: int
    kind: str


_LEFTOVER = " \t\n\u00a0,.;:()[]“”\"«»‘’'–—-"


def parse_reference(text: str, convention: str | None = None) -> list[ReferenceField]:
    """The fields of one reference, in order, none overlapping; linear in its length. Divided after
    ``convention`` (see :func:`convention_of`), or after the one that the reference itself seems to follow.

    Raises :class:`~tei_tools.errors.UnreadableError` where the package's model is missing.
    """
    fields = [ReferenceField(*field) for field in reference_model().fields(text, convention)]
    taken = Ranges((field.start, field.end) for field in fields)
    for found in identifiers(text, 0, len(text)):
        if not any(taken.cover(place) for place in range(found.start, found.end)):
            fields.append(ReferenceField(found.start, found.end, _IDENTIFIERS[found.scheme]))
    return sorted(fields, key=lambda field: field.start)


def convention_of(texts: Iterable[str]) -> str | None:
    """After whose convention the references of one list are divided: they have one style, and tell it
    together much better than each alone. None where there is no reference.
    """
    references = [text for text in texts if text.strip()]
    return reference_model().conventions.of(references[:MOST_VOTES]) if references else None


def parse_by_rules(text: str) -> list[ReferenceField]:
    """The same by rules alone, without the model."""
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
        self._all(GENRE, "genre")
        self._all(EDITION, "edition")
        self._all(TRANSLATORS, "translator")
        begin = self._authors(begin)
        self._title_in_quotation_marks(begin)
        self._all(PAGES, "pages", after=begin)
        self._all(DATE, "date", after=0)
        self._all(VOLUME, "volume", after=begin)
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
        for found in identifiers(self.text, 0, len(self.text)):
            self._add(found.start, found.end, _IDENTIFIERS[found.scheme])

    def _number(self) -> int:
        match = NUMBER.match(self.text)
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
        for match in QUOTED.finditer(self.text, begin):
            group = match.lastgroup or "a"
            start, end = match.span(group)
            if not any(field.kind == "title" for field in self.found):
                self._add(start, end - (self.text[end - 1] in ",."), "title")
            return

    def _editors(self, begin: int) -> None:
        for match in EDITORS.finditer(self.text, begin):
            start, end = match.span()
            if match["before"]:
                inner = IN.search(self.text, start, end)
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
            introduced = IN.match(self.text, start)
            if introduced and introduced.end() < end and titled:
                self._container(introduced.end(), end, segments[index + 1 :])
                has_volume = True
                continue
            if not titled:
                inner = IN.search(self.text, start + 8, end)
                if inner:
                    self._add(start, inner.start(), "title")
                    self._container(inner.end(), end, segments[index + 1 :])
                else:
                    self._add(start, end, "title")
                titled = True
                continue
            pair = PLACE_PUBLISHER.search(words)
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
        elif PUBLISHER_WORD.search(words) and "publisher" not in named:
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
        # The issue stands in brackets behind the volume, that is in the next segment.
        match = BARE_VOLUME.search(self.text, start, min(len(self.text), end + 14))
        if match is None or match.start() >= end or any(self.taken[slice(*match.span("volume"))]):
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
        page = re.compile(r"(?<![\w.])[A-Z]?\d{1,6}(?![\w.])").search(self.text, rest, max(rest, end))
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
                or (text[i] in "," and (titled or parts or not title_goes_on(text, i)))
                or (text[i] == "." and is_full_stop(text, i))
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

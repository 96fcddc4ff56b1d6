"""References: citations in running text, notes and bibliographies, web links, archival shelf-marks →
``bibl``, ``ref`` …

Proposes ``bibl`` with, as further tags inside it, ``author``, ``title`` (``@level``), ``editor``,
``publisher``, ``pubPlace``, ``date``, ``edition``, ``biblScope`` (``@unit``), ``orgName`` and ``idno``
(``@type`` ``DOI``, ``ISBN``, ``ISSN``, ``arXiv``, ``URL``, ``shelfmark``, ``citation``); ``ref`` with
``@target`` (addresses), with ``@cRef`` (Bible, classical works) or with a link ``target`` to the reference
that a call, "ibid." or "op. cit." stands for (TEI Guidelines, 3.7, 3.12).

Every entry under a heading such as "References" is one ``bibl``, all of them together a ``listBibl`` (which,
unlike all others, reaches over blocks). A link that is cut off is a ``ref`` without
``@target`` (or is said of its ``bibl``), and the tag's notes say so; nothing is repaired. Links that the
source itself marks are left to the encoding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers import Context, Link, Tag
from tei_tools.taggers._bibliographies import bibliographies
from tei_tools.taggers._citation_segments import citation_segments
from tei_tools.taggers._ranges import Ranges
from tei_tools.taggers._reference_archives import shelfmarks
from tei_tools.taggers._reference_calls import (
    Call,
    Entry,
    author_year_calls,
    entry_for,
    numbered_calls,
    repeated_calls,
    short_titles,
    year_calls,
)
from tei_tools.taggers._reference_canonical import canonical_citations
from tei_tools.taggers._reference_fields import ReferenceField, parse_reference
from tei_tools.taggers._reference_identifiers import identifiers
from tei_tools.taggers._reference_patterns import (
    FoundReference,
    footnote_citations,
    legal_citations,
    letter_before,
    newspaper_citations,
    resolutions,
    site_titles,
)
from tei_tools.taggers._reference_tags import date_attributes, identifier_tag, tags_of_call, tags_of_fields

ELEMENTS = (
    *("bibl", "author", "title", "editor", "publisher", "pubPlace", "date", "edition", "biblScope"),
    *("orgName", "idno", "ref", "listBibl"),
)
AFTER = ("authority", "names")

_NAME = "references"
# Three calls in parentheses show that a document cites by author and year.
_PARENTHETIC = re.compile(
    r"\([A-ZÀ-Ý][\w’'-]+(?:,? (?:and|&|und|et) [A-ZÀ-Ý][\w’'-]+| et al\.?)?,? (?:1[89]|20)\d\d[a-h]?[;,:)]"
)
_LEADS = frozenset("As See Cf. By by see cf. Siehe Vgl. vgl. Voir Following Nach To".split())
_CAPITAL_OR_MARK = frozenset('ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜÉÈÀÇ“"‘«')
_REPORTS = re.compile(
    r"\s(?:\w+ly\s)?(?:argue|show|note|suggest|claim|find|found|state|write|wrote|point|report"
    r"|observe|propose|demonstrate|conclude|describe|"
    r"discuss|use|develop|introduce|maintain|define|see|call|emphasi|stress|schreib|zeig"
    r"|argumentier|nennt|montre|affirme|soutient)\w*"
)


def tag(document: SourceDocument, context: Context) -> Iterable[Tag]:
    """The references of a document, in order of their start; none where the source says ``code``."""
    containers = {block.parent for block in document.blocks if block.parent is not None}
    leaves = [b for i, b in enumerate(document.blocks) if i not in containers and b.kind != "code"]
    found = list(_Tagging(document, context, leaves).tags())
    return sorted(found, key=lambda t: (t.start, -t.end))


class _Cited(NamedTuple):
    """Where something is cited, the reference that is meant, and the names of its authors, folded."""

    place: int
    target: tuple[int, int]
    authors: tuple[str, ...]


class _Tagging:
    """One pass over the leaf blocks of one document."""

    def __init__(self, document: SourceDocument, context: Context, leaves: Sequence[Block]) -> None:
        self.text = document.text
        self.leaves = leaves
        self.organisations = sorted((t for t in context.tags if t.element == "orgName"), key=lambda t: t.end)
        self.linked = Ranges((m.start, m.end) for m in document.marks if m.kind in {"link", "code"})
        self.entries: list[Entry] = []
        places = {"placeName", "country", "settlement", "region", "geogName"}
        self.places = Ranges((t.start, t.end) for t in context.tags if t.element in places)
        self.cites = len(_PARENTHETIC.findall(self.text)) >= 3
        self._by_year: dict[str, list[Entry]] | None = None
        self._by_key: tuple[dict[tuple[str, str], Entry], dict[str, Entry]] | None = None

    def tags(self) -> Iterator[Tag]:
        """All the tags: bibliographies first, since calls lead to their entries."""
        entries: set[int] = set()
        for bibliography in bibliographies(self.text, self.leaves):
            first = bibliography.entries[0] if bibliography.heading is None else bibliography.heading
            start, end = self.leaves[first].start, self.leaves[bibliography.entries[-1]].end
            yield Tag(start, end, "listBibl", {}, 0.95, _NAME)
            entries.update(bibliography.entries)
        for index in sorted(entries):
            yield from self._entry(self.leaves[index])
        bibls: list[_Cited] = []
        for index, block in enumerate(self.leaves):
            if index not in entries:
                yield from self._in_running_text(block, bibls)

    def _entry(self, block: Block) -> Iterator[Tag]:
        start, end = block.start, block.end
        archival = next(self._archival(start, end), None)
        if archival is not None and archival.start - start < 6:
            made, inner = self._bibl(archival)
            yield replace(made, start=start, end=end)
            yield from inner
            return
        fields = parse_reference(self.text[start:end])
        number = next((f for f in fields if f.kind == "number"), None)
        begin = start
        if number is not None:
            begin = start + number.end
            while begin < end and self.text[begin] in " ]).":
                begin += 1
        yield Tag(begin, end, "bibl", {}, 0.95, _NAME)
        yield from tags_of_fields(self.text, start, fields, _NAME)
        self.entries.append(_entry_of(self.text, start, begin, end, fields))

    def _in_running_text(self, block: Block, bibls: list[_Cited]) -> Iterator[Tag]:
        text, start, end = self.text, block.start, block.end
        taken: list[tuple[int, int]] = []
        for found in self._whole_references(start, end):
            if any(a < found.end and found.start < b for a, b in taken[-4:]):
                continue
            taken.append((found.start, found.end))
            made, inner = self._bibl(found)
            bibls.append(_Cited(made.start, (made.start, made.end), self._authors_of(inner)))
            yield made
            yield from inner
        spaces = Ranges(taken)
        for identifier in identifiers(text, start, end):
            if spaces.cover(identifier.start) or self.linked.cover(identifier.start):
                continue
            yield identifier_tag(text, identifier.start, identifier.end, identifier.scheme, identifier.target)
        for begin, stop, canonical in canonical_citations(text, start, end):
            if not spaces.cover(begin) and not self.linked.cover(begin):
                yield Tag(begin, stop, "ref", {"cRef": canonical}, 0.85, _NAME)
        yield from self._calls(start, end, spaces, bibls)

    def _whole_references(self, start: int, end: int) -> list[FoundReference]:
        text = self.text
        found = [
            *site_titles(text, start, end),
            *legal_citations(text, start, end),
            *newspaper_citations(text, start, end),
            *resolutions(text, start, end),
        ]
        segments = [
            FoundReference(a, b, "footnote", (), 0.85) for a, b in citation_segments(text, start, end)
        ]
        spaces = Ranges([(s.start, s.end) for s in segments])
        found += segments
        found += [
            f
            for f in footnote_citations(text, start, end)
            if not spaces.cover(f.start) and not spaces.cover(f.end - 1)
        ]
        found += self._archival(start, end)
        return sorted(found, key=lambda f: (f.start, -f.end))

    def _archival(self, start: int, end: int) -> Iterator[FoundReference]:
        last = start
        for mark in shelfmarks(self.text, start, end, self.organisations):
            parts: list[tuple[int, int, str, dict[str, str]]] = []
            begin = mark.start
            letter = letter_before(self.text, last, begin)
            if letter is not None:
                begin = letter[0][0]
                parts += [(*letter[0], "author", {}), (*letter[1], "date", {})]
            last = mark.end
            if mark.institution:
                parts.append((*mark.institution, "orgName", {}))
            parts.append((*mark.mark, "idno", {"type": "shelfmark"}))
            parts.extend((a, b, "biblScope", {"unit": unit}) for a, b, unit in mark.scopes)
            confidence = 0.9 if mark.institution else 0.75
            yield FoundReference(begin, mark.end, "archival", tuple(parts), confidence)

    def _bibl(self, found: FoundReference) -> tuple[Tag, list[Tag]]:
        attributes = {} if found.kind == "footnote" else {"type": found.kind}
        if found.notes:
            attributes["subtype"] = "cut-off"
        made = Tag(found.start, found.end, "bibl", attributes, found.confidence, _NAME, notes=found.notes)
        if found.kind == "footnote":
            return made, list(
                tags_of_fields(
                    self.text, found.start, parse_reference(self.text[found.start : found.end]), _NAME
                )
            )
        inner = []
        for begin, stop, element, extra in found.parts:
            known = date_attributes(self.text[begin:stop]) if element == "date" else dict(extra)
            inner.append(Tag(begin, stop, element, known, found.confidence, _NAME))
        return made, inner

    def _authors_of(self, inner: Sequence[Tag]) -> tuple[str, ...]:
        return tuple(
            word.casefold()
            for t in inner
            if t.element == "author"
            for word in re.findall(r"[^\W\d_]{3,}", self.text[t.start : t.end])
        )

    def _calls(self, start: int, end: int, spaces: Ranges, bibls: list[_Cited]) -> Iterator[Tag]:
        by_key, by_number = self._entries_by_key()
        named = list(author_year_calls(self.text, start, end))
        for call in [*named, *numbered_calls(self.text, start, end, frozenset(by_number))]:
            if spaces.cover(call.start):
                continue
            entry = entry_for(call, self.entries, by_key, by_number)
            begin, stop = self._with_parentheses(call.start, call.end, end)
            if entry is not None:
                link = Link("target", entry.start, entry.end)
                bibls.append(_Cited(call.start, (entry.start, entry.end), entry.names))
                yield Tag(begin, stop, "ref", {"type": "bibl"}, 0.95, _NAME, links=(link,))
            elif self._is_call(call, start):
                yield Tag(begin, stop, "bibl", {}, 0.8, _NAME)
                yield from tags_of_call(self.text, call)
        years = {call.date for call in named}
        for call, entry in year_calls(self.text, start, end, self._entries_by_year()):
            if not spaces.cover(call.start) and call.date not in years:
                bibls.append(_Cited(call.start, (entry.start, entry.end), entry.names))
                link = Link("target", entry.start, entry.end)
                yield Tag(call.start, call.end, "ref", {"type": "bibl"}, 0.85, _NAME, links=(link,))
        for call in short_titles(self.text, start, end):
            again = self._repeated(call, call.names[0], bibls)
            if again.links and not spaces.cover(call.start) and again.links[0].start < call.start:
                yield again
        for call, name in repeated_calls(self.text, start, end):
            if spaces.cover(call.start):
                continue
            yield self._repeated(call, name, bibls)

    def _is_call(self, call: Call, floor: int) -> bool:
        """Whether what looks like a call is one though there is no entry: no place and year, no title and
        year.
        """
        if call.author is None or call.date is None or self.places.cover(call.start):
            return False
        if not call.narrative:
            return True
        text = self.text
        word = re.search(r"(\S+)\s$", text[max(floor, call.start - 24) : call.start])
        led = word is not None and word[1] in _LEADS
        if word and not led and word[1][0] in _CAPITAL_OR_MARK and not word[1].endswith((".", ":", ";")):
            return False
        several = "al." in text[call.author[0] : call.author[1]]
        return several or led or call.scope is not None or self.cites or bool(_REPORTS.match(text, call.end))

    def _entries_by_key(self) -> tuple[dict[tuple[str, str], Entry], dict[str, Entry]]:
        if self._by_key is None:
            by_key = {(n, e.year or ""): e for e in reversed(self.entries) for n in e.names}
            by_key.update({(e.names[0], e.year or ""): e for e in reversed(self.entries) if e.names})
            self._by_key = by_key, {e.number: e for e in self.entries if e.number}
        return self._by_key

    def _entries_by_year(self) -> dict[str, list[Entry]]:
        if self._by_year is None:
            self._by_year = {}
            for entry in self.entries:
                if entry.year and entry.names:
                    self._by_year.setdefault(entry.year, []).append(entry)
        return self._by_year

    def _with_parentheses(self, start: int, end: int, ceiling: int) -> tuple[int, int]:
        """The call with its parentheses where they hold it alone and stand right behind a quotation: ``cit``
        has no text.
        """
        text = self.text
        if text[start - 1 : start] == "(" and text[end : min(end + 1, ceiling)] == ")":
            before = text[max(0, start - 3) : start - 1].rstrip()
            if before[-1:] in {"”", '"', "“", "’", "»", "«", "'", "‘"}:
                return start - 1, end + 1
        return start, end

    def _repeated(self, call: Call, name: str | None, bibls: list[_Cited]) -> Tag:
        earlier: tuple[int, int] | None = None
        # Calls of a block stand behind its whole references here, whatever their order in the text.
        for cited in sorted(bibls[-200:], key=lambda each: each.place, reverse=True):
            if cited.place < call.start and (name is None or name.casefold() in cited.authors):
                earlier = cited.target
                break
        if earlier is None and name is not None:
            earlier = next(((e.start, e.end) for e in self.entries if name.casefold() in e.names), None)
        links = (Link("target", *earlier),) if earlier else ()
        return Tag(call.start, call.end, "ref", {"type": "bibl"}, 0.9 if earlier else 0.6, _NAME, links=links)


def _entry_of(text: str, base: int, start: int, end: int, fields: Sequence[ReferenceField]) -> Entry:
    names: tuple[str, ...] = ()
    year = number = None
    for field in fields:
        words = text[base + field.start : base + field.end]
        if field.kind in {"author", "editor"} and not names:
            names = tuple(word.casefold() for word in re.findall(r"[^\W\d_][\w’'-]+", words))
        elif field.kind == "date" and year is None:
            match = re.search(r"\d{4}[a-h]?", words)
            year = match[0] if match else None
        elif field.kind == "number":
            number = words
    return Entry(start, end, names, year, number)

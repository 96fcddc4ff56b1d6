"""References: citations in running text, notes and bibliographies, web links, archival shelf-marks →
``bibl``, ``ref`` …

Proposes ``bibl`` with, as further tags inside it, ``author``, ``title`` (``@level``), ``editor``,
``publisher``,
``pubPlace``, ``date``, ``edition``, ``biblScope`` (``@unit``), ``orgName`` and ``idno`` (``@type`` ``DOI``,
``ISBN``, ``ISSN``, ``arXiv``,
``URL``, ``shelfmark``, ``citation``); ``ref`` with ``@target`` (addresses), with ``@cRef`` (Bible,
classical works) or with a link
``target`` to the reference that a call, "ibid." or "op. cit." stands for (TEI Guidelines, 3.7, 3.12).

Every entry under a heading such as "References" is one ``bibl``. A link that is cut off is a ``ref``
without ``@target``
(or is said of its ``bibl``), and the tag's notes say so; nothing is repaired. Links that the source itself
marks are left
to the encoding.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers import Context, Link, Tag
from tei_tools.taggers._reference_archives import shelfmarks
from tei_tools.taggers._reference_calls import (
    Call,
    Entry,
    author_year_calls,
    entry_for,
    numbered_calls,
    repeated_calls,
)
from tei_tools.taggers._reference_canonical import canonical_citations
from tei_tools.taggers._reference_fields import ReferenceField, parse_reference
from tei_tools.taggers._reference_identifiers import identifiers
from tei_tools.taggers._reference_patterns import (
    FoundReference,
    footnote_citations,
    legal_citations,
    newspaper_citations,
    site_titles,
)
from tei_tools.taggers._reference_tags import date_attributes, tags_of_fields

ELEMENTS = (
    "bibl",
    "author",
    "title",
    "editor",
    "publisher",
    "pubPlace",
    "date",
    "edition",
    "biblScope",
    "orgName",
    "idno",
    "ref",
)
AFTER = ("authority", "names")

_NAME = "references"
_BIBLIOGRAPHY = re.compile(
    r"^(?:\d+\.?\s|[IVX]+\.\s)?(?:(?:selected|select|works|further|primary|secondary|printed"
    r"|unpublished|cited|annotated)\s)?"
    r"(?:references?(?: cited| and notes)?|bibliograph(?:y|ie)|bibliografia|works cited"
    r"|works consulted|literature(?: cited)?|sources|reading|readings|"
    r"literatur(?:verzeichnis|hinweise|angaben)?|quellen(?:verzeichnis)?(?: und literatur)?"
    r"|références(?: bibliographiques)?|ouvrages cités)\s*:?$",
    re.IGNORECASE,
)
_ENTRY_LENGTH = 3000


def tag(document: SourceDocument, context: Context) -> Iterable[Tag]:
    """The references of a document, in order of their start; none where the source says ``code``."""
    containers = {block.parent for block in document.blocks if block.parent is not None}
    leaves = [b for i, b in enumerate(document.blocks) if i not in containers and b.kind != "code"]
    found = list(_Tagging(document, context, leaves).tags())
    return sorted(found, key=lambda t: (t.start, -t.end))


class _Tagging:
    """One pass over the leaf blocks of one document."""

    def __init__(self, document: SourceDocument, context: Context, leaves: Sequence[Block]) -> None:
        self.text = document.text
        self.leaves = leaves
        self.organisations = sorted((t for t in context.tags if t.element == "orgName"), key=lambda t: t.end)
        closed = sorted((m.start, m.end) for m in document.marks if m.kind in {"link", "code"})
        self.linked = _Places(closed)
        self.entries: list[Entry] = []

    def tags(self) -> Iterator[Tag]:
        bibliography = set(self._bibliography())
        taken: list[tuple[int, int]] = []
        for index in sorted(bibliography):
            block = self.leaves[index]
            for made in self._entry(block):
                if made.element == "bibl":
                    taken.append((made.start, made.end))
                yield made
        running = [block for index, block in enumerate(self.leaves) if index not in bibliography]
        bibls: list[tuple[Tag, tuple[str, ...]]] = []
        calls: list[Tag] = []
        for block in running:
            for made in self._in_running_text(block, bibls):
                calls.append(made)
        yield from calls

    # ----------------------------------------------------------------------------------------- bibliographies

    def _bibliography(self) -> Iterator[int]:
        """The leaves that stand under a heading of a bibliography."""
        inside = False
        level = 0
        for index, block in enumerate(self.leaves):
            words = self.text[block.start : min(block.end, block.start + 80)]
            short = block.end - block.start < 70
            if (
                short
                and block.kind in {"heading", "title", "paragraph", "label"}
                and _BIBLIOGRAPHY.match(words.strip())
            ):
                inside, level = True, block.level
                continue
            if inside and block.kind in {"heading", "title"} and (block.level <= level or not level):
                inside = False
            if (
                inside
                and block.kind in {"paragraph", "item", "note", "line", "cell"}
                and block.end - block.start <= _ENTRY_LENGTH
            ):
                if self._is_entry(words, block):
                    yield index
                elif block.kind == "paragraph" and not level and block.end - block.start > 600:
                    inside = False

    def _is_entry(self, words: str, block: Block) -> bool:
        text = self.text[block.start : block.end]
        return len(text.split()) >= 3 and bool(
            re.search(r"\b(?:1[4-9]|20)\d\d|\bin press|n\.d\.|https?:|\bMSS?\b|forthcoming|,", text)
        )

    def _entry(self, block: Block) -> Iterator[Tag]:
        start, end = block.start, block.end
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

    # -------------------------------------------------------------------------------------------- running
    # text

    def _in_running_text(self, block: Block, bibls: list[tuple[Tag, tuple[str, ...]]]) -> Iterator[Tag]:
        text, start, end = self.text, block.start, block.end
        taken: list[tuple[int, int]] = []
        for found in self._whole_references(start, end):
            if any(a < found.end and found.start < b for a, b in taken[-4:]):
                continue
            taken.append((found.start, found.end))
            made, inner = self._bibl(found)
            bibls.append((made, self._authors_of(inner)))
            yield made
            yield from inner
        spaces = _Places(sorted(taken))
        for identifier in identifiers(text, start, end):
            if spaces.cover(identifier.start) or self.linked.cover(identifier.start):
                continue
            yield _identifier_tag(
                text, identifier.start, identifier.end, identifier.scheme, identifier.target
            )
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
            *footnote_citations(text, start, end),
        ]
        for mark in shelfmarks(text, start, end, self.organisations):
            parts: list[tuple[int, int, str, dict[str, str]]] = []
            if mark.institution:
                parts.append((*mark.institution, "orgName", {}))
            parts.append((*mark.mark, "idno", {"type": "shelfmark"}))
            parts.extend((a, b, "biblScope", {"unit": unit}) for a, b, unit in mark.scopes)
            found.append(
                FoundReference(
                    mark.start, mark.end, "archival", tuple(parts), 0.9 if mark.institution else 0.75
                )
            )
        return sorted(found, key=lambda f: (f.start, -f.end))

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

    def _calls(
        self, start: int, end: int, spaces: _Places, bibls: list[tuple[Tag, tuple[str, ...]]]
    ) -> Iterator[Tag]:
        by_key = {
            (name, entry.year or ""): entry for entry in reversed(self.entries) for name in entry.names[:1]
        }
        by_number = {entry.number: entry for entry in self.entries if entry.number}
        for call in [
            *author_year_calls(self.text, start, end),
            *numbered_calls(self.text, start, end, frozenset(by_number)),
        ]:
            if spaces.cover(call.start):
                continue
            entry = entry_for(call, self.entries, by_key, by_number)
            begin, stop = self._with_parentheses(call.start, call.end, end)
            if entry is not None:
                link = Link("target", entry.start, entry.end)
                yield Tag(begin, stop, "ref", {"type": "bibl"}, 0.95, _NAME, links=(link,))
            elif call.author and call.date:
                yield Tag(begin, stop, "bibl", {}, 0.8, _NAME)
                yield from _call_parts(self.text, call)
        for call, name in repeated_calls(self.text, start, end):
            if spaces.cover(call.start):
                continue
            yield self._repeated(call, name, bibls)

    def _with_parentheses(self, start: int, end: int, ceiling: int) -> tuple[int, int]:
        """The call with its parentheses where they hold it alone and stand right behind a quotation:
        ``cit`` has no text."""
        text = self.text
        if text[start - 1 : start] == "(" and text[end : min(end + 1, ceiling)] == ")":
            before = text[max(0, start - 3) : start - 1].rstrip()
            if before[-1:] in {"”", '"', "“", "’", "»", "«", "'", "‘"}:
                return start - 1, end + 1
        return start, end

    def _repeated(self, call: Call, name: str | None, bibls: list[tuple[Tag, tuple[str, ...]]]) -> Tag:
        earlier: tuple[int, int] | None = None
        for made, authors in reversed(bibls[-200:]):
            if made.start < call.start and (name is None or name.casefold() in authors):
                earlier = made.start, made.end
                break
        if earlier is None and name is not None:
            earlier = next(((e.start, e.end) for e in self.entries if name.casefold() in e.names), None)
        links = (Link("target", *earlier),) if earlier else ()
        return Tag(call.start, call.end, "ref", {"type": "bibl"}, 0.9 if earlier else 0.6, _NAME, links=links)


class _Places:
    """Ranges in order, asked whether they cover a place."""

    def __init__(self, ranges: Sequence[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in ranges]
        self._ends = [end for _, end in ranges]

    def cover(self, place: int) -> bool:
        """Whether one of the ranges covers the character at ``place``."""
        i = bisect_right(self._starts, place) - 1
        return i >= 0 and self._ends[i] > place


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


def _identifier_tag(text: str, start: int, end: int, scheme: str, target: str) -> Tag:
    if scheme in {"ISBN", "ISSN"}:
        return Tag(start, end, "idno", {"type": scheme}, 0.97, _NAME)
    if not target:
        note = (
            f"The link “{text[start:end][:80]}” is cut off in the source; it is kept as it stands, without "
            f"a target."
        )
        return Tag(start, end, "ref", {}, 0.8, _NAME, notes=(note,))
    return Tag(start, end, "ref", {"target": target}, 0.98, _NAME)


def _call_parts(text: str, call: Call) -> Iterator[Tag]:
    if call.author:
        yield Tag(*call.author, "author", {}, 0.8, _NAME)
    if call.date:
        yield Tag(*call.date, "date", date_attributes(text[call.date[0] : call.date[1]]), 0.8, _NAME)
    if call.scope:
        yield Tag(*call.scope, "biblScope", {"unit": "page"}, 0.8, _NAME)

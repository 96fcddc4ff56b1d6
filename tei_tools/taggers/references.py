"""References: citations in running text, notes and bibliographies, web links, archival shelf-marks →
``bibl``, ``ref`` …

Proposes ``bibl`` with, as further tags inside it, ``author``, ``title`` (``@level``), ``editor``,
``publisher``, ``pubPlace``, ``date``, ``edition``, ``biblScope`` (``@unit``), ``orgName`` and ``idno``
(``@type`` ``DOI``, ``ISBN``, ``ISSN``, ``arXiv``, ``URL``, ``shelfmark``, ``citation``); ``ref`` with
``@target`` (addresses), with ``@cRef`` (Bible, classical works) or with a link ``target`` to the reference
that a call, "ibid." or "op. cit." stands for (TEI Guidelines, 3.7, 3.12).

Every entry under a heading such as "References" is one ``bibl``, all of them together a ``listBibl`` (which,
unlike all others, reaches over blocks). A link that is cut off is a ``ref`` without ``@target`` (or is said
of its ``bibl``), and the tag's notes say so; nothing is repaired. Links that the source itself marks are left
to the encoding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers import Context, Link, Tag
from tei_tools.taggers._bibliographies import bibliographies, notes_of
from tei_tools.taggers._ranges import Ranges
from tei_tools.taggers._reference_calls import (
    Call,
    Entry,
    author_year_calls,
    bare_calls,
    body_calls,
    entry_for,
    numbered_calls,
    page_calls,
    year_calls,
)
from tei_tools.taggers._reference_canonical import canonical_citations
from tei_tools.taggers._reference_entries import cited_in, entry_of, numbers_of, with_same_author
from tei_tools.taggers._reference_fields import convention_of, parse_reference
from tei_tools.taggers._reference_finding import archival_references, whole_references
from tei_tools.taggers._reference_identifiers import identifiers
from tei_tools.taggers._reference_patterns import FoundReference
from tei_tools.taggers._reference_repeats import Cited, Register, Repeat, repeats
from tei_tools.taggers._reference_tags import (
    date_attributes,
    identifier_tag,
    parted_authors,
    tags_of_call,
    tags_of_fields,
)

ELEMENTS = (
    *("bibl", "author", "title", "editor", "publisher", "pubPlace", "date", "edition", "biblScope"),
    *("orgName", "idno", "ref", "listBibl"),
)
AFTER = ("authority", "names")

_NAME = "references"
# Three calls in parentheses show that a document cites by author and year.
_PARENTHETIC = re.compile(
    r"[(;]\s?(?:[a-z.]{1,8},?\s){0,3}[A-ZÀ-Ý][\w’'-]+(?:,? (?:and|&|und|et) [A-ZÀ-Ý][\w’'-]+| et al\.?)?"
    r",? (?:1[89]|20)\d\d[a-h]?[;,:)]"
)
_LEADS = frozenset(
    "As See Cf. By by see cf. Siehe Vgl. vgl. Voir Following Nach nach To Wie wie Comme comme Selon selon "
    "Laut laut D’après d’après D'après d'après Chez chez Bei bei".split()
)
_WORD_BEFORE = re.compile(r"(?<![\w.’'-])([A-ZÀ-Þ][\w’'-]{0,20})\s\Z")
_ACCORDING = re.compile(r"\b(?:[Aa]ccording|[Dd]ue|[Tt]hanks)\sto\s\Z")
_CAPITAL_OR_MARK = frozenset('ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜÉÈÀÇ“"‘«')
_REPORTS = re.compile(
    r"\s(?:\w+ly\s)?(?:argue|show|note|suggest|claim|find|found|state|write|wrote|point|report"
    r"|observe|propose|demonstrate|conclude|describe|hat\s|haben\s|a\s(?:montré|soutenu|noté)|"
    r"discuss|use|develop|introduce|maintain|define|see|call|emphasi|stress|schreib|zeig"
    r"|argumentier|nennt|betont|meint|sieht|montre|affirme|soutien|note|écri|remarque|souligne)\w*"
)
_Event = tuple[int, int, "FoundReference | Call | Repeat | tuple[int, int, str]"]


def tag(document: SourceDocument, context: Context) -> Iterable[Tag]:
    """The references of a document, in order of their start; none where the source says ``code``."""
    containers = {block.parent for block in document.blocks if block.parent is not None}
    leaves = [(i, b) for i, b in enumerate(document.blocks) if i not in containers and b.kind != "code"]
    found = list(_Tagging(document, context, leaves).tags())
    return sorted(found, key=lambda t: (t.start, -t.end))


class _Tagging:
    """One pass over the leaf blocks of one document."""

    def __init__(
        self, document: SourceDocument, context: Context, leaves: Sequence[tuple[int, Block]]
    ) -> None:
        self.text = document.text
        self.leaves = [block for _, block in leaves]
        self.notes = notes_of(document.text, document.blocks, leaves)
        self.numbers = numbers_of(document.text, document.blocks, leaves)
        self.organisations = sorted((t for t in context.tags if t.element == "orgName"), key=lambda t: t.end)
        self.linked = Ranges((m.start, m.end) for m in document.marks if m.kind in {"link", "code"})
        self.entries: list[Entry] = []
        places = {"placeName", "country", "settlement", "region", "geogName"}
        self.places = Ranges((t.start, t.end) for t in context.tags if t.element in places)
        self.people = Ranges((t.start, t.end) for t in context.tags if t.element == "persName")
        self.called: frozenset[str] | None = None
        self.cites = len(_PARENTHETIC.findall(self.text)) >= 3
        self.by_year: dict[str, list[Entry]] = {}
        self.by_key: dict[tuple[str, str], list[Entry]] = {}
        self.by_number: dict[str, Entry] = {}
        self.by_name: dict[str, list[Entry]] = {}
        self.paged: dict[Call, Entry] = {}
        self.register = Register(self.entries)

    def tags(self) -> Iterator[Tag]:
        """All the tags: bibliographies first, since calls lead to their entries."""
        entries: dict[int, str | None] = {}
        for bibliography in bibliographies(self.text, self.leaves):
            first = bibliography.entries[0] if bibliography.heading is None else bibliography.heading
            start, end = self.leaves[first].start, self.leaves[bibliography.entries[-1]].end
            yield Tag(start, end, "listBibl", {}, 0.95, _NAME)
            listed = [self.leaves[index] for index in bibliography.entries]
            convention = convention_of(self.text[leaf.start : leaf.end] for leaf in listed)
            entries.update(dict.fromkeys(bibliography.entries, convention))
        for index in sorted(entries):
            yield from self._entry(self.leaves[index], self.numbers.get(index), entries[index])
        self._index()
        for index, block in enumerate(self.leaves):
            if index not in entries:
                yield from self._in_running_text(block, self.notes.get(index))

    def _entry(self, block: Block, number: str | None, convention: str | None) -> Iterator[Tag]:
        start, end = block.start, block.end
        marks = list(archival_references(self.text, start, end, self.organisations))
        if len(marks) > 1 and all(mark.kind == "archival" for mark in marks) and marks[0].start - start < 6:
            for made, inner in map(self._bibl, marks):
                yield made
                yield from inner
            return
        archival = marks[0] if marks else None
        if archival is not None and archival.start - start < 6:
            made, inner = self._bibl(archival)
            yield replace(made, start=start, end=end)
            yield from inner
            return
        fields = parse_reference(self.text[start:end], convention)
        fields = parted_authors(self.text, start, fields)
        written = next((f for f in fields if f.kind == "number"), None)
        begin = start
        if written is not None:
            begin = start + written.end
            while begin < end and self.text[begin] in " ]).":
                begin += 1
        yield Tag(begin, end, "bibl", {}, 0.95, _NAME)
        yield from tags_of_fields(self.text, start, fields, _NAME)
        previous = self.entries[-1] if self.entries else None
        self.entries.append(entry_of(self.text, start, (begin, end), fields, number, previous))

    def _index(self) -> None:
        for entry in self.entries:
            if entry.year and entry.names:
                self.by_year.setdefault(entry.year, []).append(entry)
            for name in dict.fromkeys((*entry.surnames, *entry.names)):
                for year in dict.fromkeys((entry.year or "", *entry.years)):
                    self.by_key.setdefault((name, year), []).append(entry)
            for name in dict.fromkeys(entry.surnames[:1]) or ("",):
                self.by_name.setdefault(name, []).append(entry)
            if entry.number:
                self.by_number.setdefault(entry.number, entry)

    def _in_running_text(self, block: Block, note: str | None) -> Iterator[Tag]:
        text, start, end = self.text, block.start, block.end
        whole = whole_references(text, start, end, self.organisations, note=note is not None)
        events: list[_Event] = [(each.start, each.end, each) for each in whole]
        taken = [(each.start, each.end) for each in whole]
        spaces = Ranges(taken)
        for identifier in identifiers(text, start, end):
            if spaces.cover(identifier.start) or self.linked.cover(identifier.start):
                continue
            yield identifier_tag(text, identifier.start, identifier.end, identifier.scheme, identifier.target)
        for begin, stop, canonical in canonical_citations(text, start, end):
            if not spaces.cover(begin) and not self.linked.cover(begin):
                events.append((begin, stop, (begin, stop, canonical)))
        calls = self._calls(start, end, note)
        dated: set[tuple[int, int]] = set()
        for call in calls:
            if not spaces.cover(call.start):
                events.append((call.start, call.end, call))
                dated.update({call.date} if call.date else ())
        begun = {call.start for call in calls}
        for call, entry in page_calls(text, start, end, self.by_name):
            if not spaces.cover(call.start) and call.start not in begun:
                events.append((call.start, call.end, call))
                self.paged[call] = entry
        for call, _ in year_calls(text, start, end, self.by_year):
            if not spaces.cover(call.start) and call.date not in dated:
                events.append((call.start, call.end, call))
        occupied = Ranges([(each[0], each[1]) for each in events])
        again: list[tuple[int, int]] = []
        for repeat in repeats(text, start, end):
            if occupied.cover(repeat.start) or occupied.cover(repeat.end - 1):
                continue
            if repeat.short and any(a < repeat.end and repeat.start < b for a, b in again):
                continue
            again.append((repeat.start, repeat.end))
            events.append((repeat.start, repeat.end, repeat))
        last = start
        for begin, stop, event in sorted(events, key=lambda each: (each[0], -each[1])):
            if begin < last and not isinstance(event, Call):
                continue
            last = max(last, stop)
            yield from self._tags_of(event, start, end, note)

    def _calls(self, start: int, end: int, note: str | None) -> list[Call]:
        found = [
            *author_year_calls(self.text, start, end),
            *numbered_calls(self.text, start, end, frozenset(self.by_number)),
        ]
        known = {call.date for call in found}
        for call in body_calls(self.text, start, end):
            if call.date not in known and entry_for(call, self.by_key, self.by_number):
                found.append(call)
                known.add(call.date)
        for call in bare_calls(self.text, start, end):
            scoped = note is not None and call.scope is not None
            if call.date not in known and (scoped or entry_for(call, self.by_key, self.by_number)):
                found.append(call)
        return found

    def _tags_of(
        self,
        event: FoundReference | Call | Repeat | tuple[int, int, str],
        start: int,
        end: int,
        note: str | None,
    ) -> Iterator[Tag]:
        if isinstance(event, FoundReference):
            made, inner = self._bibl(event)
            self.register.add(cited_in(self.text, made, inner, self.register.authors, note))
            yield made
            yield from inner
        elif isinstance(event, Call):
            yield from self._call(event, start, end, note)
        elif isinstance(event, Repeat):
            yield from self._repeated(event, note)
        else:
            begin, stop, canonical = event
            self.register.add(Cited(begin, None, note=note))
            yield Tag(begin, stop, "ref", {"cRef": canonical}, 0.85, _NAME)

    def _bibl(self, found: FoundReference) -> tuple[Tag, list[Tag]]:
        attributes = {} if found.kind == "footnote" else {"type": found.kind}
        if found.notes:
            attributes["subtype"] = "cut-off"
        made = Tag(found.start, found.end, "bibl", attributes, found.confidence, _NAME, notes=found.notes)
        if found.kind == "footnote":
            fields = parse_reference(self.text[found.start : found.end])
            return made, with_same_author(
                self.text, made, tags_of_fields(self.text, found.start, fields, _NAME)
            )
        inner = []
        for begin, stop, element, extra in found.parts:
            known = date_attributes(self.text[begin:stop]) if element == "date" else dict(extra)
            inner.append(Tag(begin, stop, element, known, found.confidence, _NAME))
        return made, inner

    def _call(self, call: Call, start: int, end: int, note: str | None) -> Iterator[Tag]:
        entry = self.paged.get(call) or entry_for(call, self.by_key, self.by_number)
        if entry is None and not call.names and call.year:
            named = list(year_calls(self.text, start, end, self.by_year))
            entry = next((each for other, each in named if other.start == call.start), None)
        begin, stop = call.start, call.end
        if entry is not None and call.author is not None:
            begin = self._with_whole_name(begin, start, entry)
        if call.names:
            begin, stop = self._with_parentheses(begin, stop, end)
        if entry is not None:
            link = Link("target", entry.start, entry.end)
            self.register.add(
                Cited(call.start, (entry.start, entry.end), entry.surnames or entry.names, entry.words, note)
            )
            confidence = 0.95 if call.names or call.number else 0.85
            yield Tag(begin, stop, "ref", {"type": "bibl"}, confidence, _NAME, links=(link,))
        elif self._is_call(call, start):
            made = Tag(begin, stop, "bibl", {}, 0.8, _NAME)
            inner = list(tags_of_call(self.text, call))
            authors = tuple(name.casefold() for name in call.names)
            self.register.add(Cited(begin, (begin, stop), authors, frozenset(), note))
            yield made
            yield from inner

    def _is_call(self, call: Call, floor: int) -> bool:
        """Whether what looks like a call is one though there is no entry: no place and year, no title and
        year.
        """
        if call.date is None or call.author is None or self.places.cover(call.start):
            return False
        if not call.narrative:
            return True
        text = self.text
        before = text[max(floor, call.start - 24) : call.start]
        word = re.search(r"(\S+)\s$", before)
        led = word is not None and (word[1] in _LEADS or _ACCORDING.search(before) is not None)
        if word and not led and word[1][0] in _CAPITAL_OR_MARK and not word[1].endswith((".", ":", ";")):
            return False
        return (
            call.several
            or text[call.author[0] : call.author[1]].endswith(("'s", "’s"))
            or led
            or call.scope is not None
            or (self.cites and (call.names[0] in self._called() or self.people.cover(call.start)))
            or bool(_REPORTS.match(text, call.end))
        )

    def _with_whole_name(self, begin: int, floor: int, entry: Entry) -> int:
        """Where the name begins of which the call has the last word: "Le Roy Ladurie (1975)"."""
        while word := _WORD_BEFORE.search(self.text, max(floor, begin - 24), begin):
            if word[1].casefold() not in entry.names:
                break
            begin = word.start(1)
        return begin

    def _called(self) -> frozenset[str]:
        """Whom calls in parentheses name."""
        if self.called is None:
            calls = author_year_calls(self.text, 0, len(self.text))
            self.called = frozenset(call.names[0] for call in calls if not call.narrative)
        return self.called

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

    def _repeated(self, repeat: Repeat, note: str | None) -> Iterator[Tag]:
        meant = self.register.meant(repeat)
        if meant is None and repeat.short:
            return
        links = (Link("target", *meant.target),) if meant is not None and meant.target else ()
        if meant is not None:
            self.register.add(meant._replace(place=repeat.start, note=note))
        confidence = 0.9 if links else 0.6
        yield Tag(repeat.start, repeat.end, "ref", {"type": "bibl"}, confidence, _NAME, links=links)
        if repeat.place is not None:
            quoted = self.text[repeat.place[0] - 1] in '“"«„‘ ' and self.text[repeat.place[1]] in ',”"»’ '
            marked = quoted and self.text[repeat.place[0] - 2 : repeat.place[0]].strip() in {
                "“",
                '"',
                "«",
                "„",
            }
            yield Tag(*repeat.place, "title", {"level": "a" if marked else "m"}, 0.85, _NAME)

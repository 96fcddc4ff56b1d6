"""Chunks of a plain text's lines → blocks: what each chunk is, by evidence, and a paragraph where that is
thin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from tei_tools.sources import Dropped
from tei_tools.sources._assembly import Assembly
from tei_tools.sources._dateline import DayOrder, line_kind
from tei_tools.sources._front import is_closing, is_salute
from tei_tools.sources._lines import RULE, RULE_BETWEEN, Line, chunks, wrap_width
from tei_tools.sources._pictured import is_divided
from tei_tools.sources._plain_chunks import (
    QUOTED,
    base_indent,
    lines_apart,
    notes_apart,
    paragraphs,
    quotes_apart,
    rules_apart,
)
from tei_tools.sources._plain_foot import FootNote, foot_notes
from tei_tools.sources._plain_lists import Item, items_below, items_in, lists_apart
from tei_tools.sources._plain_notes import is_bibliography, is_notes_heading
from tei_tools.sources._plain_shapes import (
    NUMERAL,
    heading_level,
    is_epigraph,
    is_joined,
    is_verse,
    stand_alone,
)
from tei_tools.sources._plain_tables import PlainTable, table_of

__all__ = ["assemble"]

_MAX_DEPTH = 8


def assemble(lines: Sequence[Line], assembly: Assembly, order: DayOrder) -> tuple[list[Dropped], list[str]]:
    """Feed ``assembly`` with the blocks of these lines; what was dropped and what the header has to say."""
    reader = _Reader(assembly, order)
    reader.read(lines, 0)
    notes = []
    if reader.divided:
        count = "1 word" if reader.divided == 1 else f"{reader.divided} words"
        notes.append(f"Of {count} with a hyphen at a line's end the rest follows the hyphen.")
    if reader.wrapped:
        notes.append("The lines of the file were broken at a fixed width; they were joined to paragraphs.")
    if reader.bullets:
        count = "1 list bullet stands" if reader.bullets == 1 else f"{reader.bullets} list bullets stand"
        notes.append(f"{count} as markup of the list.")
    if reader.quoted:
        notes.append("The signs > before quoted lines stand as markup of the quotation.")
    return reader.dropped, notes


class _Reader:
    def __init__(self, assembly: Assembly, order: DayOrder) -> None:
        self.assembly = assembly
        self.order = order
        self.dropped: list[Dropped] = []
        self.bullets = 0
        self.quoted = 0
        self.divided = 0
        self.calls: dict[int, list[tuple[int, int, str]]] = {}  # of notes, by the number of the line
        self.numerals = 0  # chunks that are a Roman numeral alone
        self.wrapped = False

    def read(self, lines: Sequence[Line], depth: int) -> None:
        groups = [part for group in chunks(lines) for part in rules_apart(group)]
        foot = foot_notes(groups)
        self.calls.update(foot.calls)
        notes = {id(groups[number]): said for number, said in foot.notes.items()}
        tables = {id(group): table for group in groups if (table := table_of(group)) is not None}
        whole = groups  # they hold the identities while the others are parted
        width = wrap_width([group for group in groups if id(group) not in tables and id(group) not in notes])

        def parted(split: Callable[[list[Line]], list[list[Line]]]) -> list[list[Line]]:
            kept = tables.keys() | notes.keys()
            return [part for group in groups for part in ([group] if id(group) in kept else split(group))]

        has_blanks = len(groups) > 1 and len(groups) * 24 > sum(len(group) for group in groups)
        if width is None and not has_blanks:
            groups = parted(lambda group: lines_apart([group]))
        elif width is not None:
            broken = width
            groups = parted(lambda group: paragraphs(group, broken))
        groups = parted(quotes_apart)
        groups = parted(notes_apart)
        groups = parted(lambda group: lists_apart(group, width))
        self.numerals = sum(len(group) == 1 and bool(NUMERAL.fullmatch(group[0].words)) for group in whole)
        base = base_indent(groups)
        said = Counter(group[0].words for group in groups if len(group) == 1)
        number = 0
        while number < len(groups):
            if id(groups[number]) in tables:
                self._table(tables[id(groups[number])])
                number += 1
                continue
            if id(groups[number]) in notes:
                self._notes(notes[id(groups[number])])
                number += 1
                continue
            heads = number + 1 < len(groups) and id(groups[number + 1]) in notes
            if heads and len(groups[number]) == 1 and is_notes_heading(groups[number][0].words):
                self._page(groups[number][0])
                self.assembly.leaf("heading", groups[number][0].words, level=1, line=groups[number][0].number)
                number += 1
                continue
            items, used = items_in(groups, number)
            if items:
                listed = items[0].label is None or not number
                if listed or not is_bibliography(" ".join(line.words for line in groups[number - 1])):
                    self._list(items)
                else:
                    self._numbered(items)
                number += used
                continue
            group = groups[number]
            if all(QUOTED.match(line.text) for line in group) and depth < _MAX_DEPTH:
                self._quoted(group, depth)
            elif len(group) == 1 and RULE.fullmatch(group[0].words):
                self.dropped.append(Dropped(group[0].words, RULE_BETWEEN, group[0].number))
                self.assembly.rule()
            else:
                before = groups[number - 1] if number else None
                after = groups[number + 1] if number + 1 < len(groups) else None
                if after is not None and len(after) == 1 and line_kind(after[0].words, self.order):
                    # a heading's text begins below its byline
                    after = groups[number + 2] if number + 2 < len(groups) else after
                edge = number < 6 or number >= len(groups) - 6
                repeated = len(group) == 1 and said[group[0].words] > 1
                self._chunk(group, before, after, width, base, edge and depth == 0, repeated)
            number += 1

    def _chunk(
        self,
        group: Sequence[Line],
        before: Sequence[Line] | None,
        after: Sequence[Line] | None,
        width: int | None,
        base: int,
        edge: bool,
        repeated: bool,
    ) -> None:
        indented = min(line.indent for line in group) >= base + 2
        if group[0].head:
            self._page(group[0])
            self.assembly.leaf("heading", group[0].words, level=group[0].head, line=group[0].number)
        elif is_verse(group, width, indented):
            self._verse(group, indented)
        elif (indented and len(group) >= 2 and is_joined(group, width)) or (
            indented and len(group) >= 2 and is_epigraph(group, base)
        ):
            self.assembly.open("quotation")
            self._paragraph(group, width)
            self.assembly.close()
        elif (
            len(group) == 1
            and not repeated
            and (
                level := self._numeral(group[0], base, after) or heading_level(group[0].words, before, after)
            )
        ):
            if (
                line_kind(group[0].words, self.order)
                or is_salute(group[0].words)
                or is_closing(group[0].words)
            ):
                self._paragraph(group, width)
            else:
                self._page(group[0])
                self.assembly.leaf("heading", group[0].words, level=level, line=group[0].number)
        elif edge and len(group) > 1:
            for part in self._edge_lines(group, width):
                self._paragraph(part, width)
        else:
            self._paragraph(group, width)

    def _edge_lines(self, group: Sequence[Line], width: int | None) -> list[list[Line]]:
        """A chunk of a text's beginning or end, with its byline, dateline, salutation and leave-taking
        apart.
        """
        parts: list[list[Line]] = []
        fresh = True
        for place, line in enumerate(group):
            words = line.words
            alone = len(words) <= 160 and (
                line_kind(words, self.order) is not None
                or (place == 0 and is_salute(words))
                or (len(group) - place <= 4 and is_closing(words))
            )
            if alone or fresh or not parts:
                parts.append([line])
            else:
                parts[-1].append(line)
            fresh = alone
        return parts

    def _paragraph(self, group: Sequence[Line], width: int | None) -> None:
        if len(group) > 1 and not is_joined(group, width) and stand_alone(group):
            for line in group:
                self._page(line)
                self.assembly.open("paragraph", line=line.number)
                self._words(line, line.words)
                self.assembly.close()
            return
        joined = len(group) > 1 and is_joined(group, width)
        self.wrapped = self.wrapped or joined
        self.assembly.open("paragraph", line=group[0].number)
        for place, line in enumerate(group):
            divided = place > 0 and is_divided(group[place - 1].words, line.words)
            self._page(line)
            if divided:
                self.assembly.linebreak(in_word=True)
                self.divided += 1
            elif place and not joined:
                self.assembly.linebreak()
            goes_on = place + 1 < len(group) and is_divided(line.words, group[place + 1].words)
            words = line.text.lstrip(" \t") if divided else line.text
            self._words(line, words)
            if not goes_on:
                self.assembly.add("\n")
        self.assembly.close()

    def _numeral(self, line: Line, base: int, after: Sequence[Line] | None) -> int:
        """The level of a heading that is a Roman numeral alone, or 0: one of several, or in the middle."""
        if after is None or not NUMERAL.fullmatch(line.words):
            return 0
        return 1 if self.numerals > 1 or line.indent >= base + 8 else 0

    def _words(self, line: Line, words: str) -> None:
        """A line's words with the notes that it calls."""
        at = len(words) - len(words.lstrip())
        place = 0
        for start, end, identifier in self.calls.get(line.number, ()):
            self.assembly.add(words[place : at + start])
            self.assembly.begin_mark("noteref", identifier)
            self.assembly.add(words[at + start : at + end])
            self.assembly.end_mark()
            place = at + end
        self.assembly.add(words[place:])

    def _table(self, table: PlainTable) -> None:
        self.dropped += [
            Dropped(line.words, "a line drawn in a table", line.number) for line in table.borders
        ]
        self.assembly.open("table", line=table.rows[0][0].number)
        if table.caption is not None:
            self._page(table.caption)
            self.assembly.leaf("caption", table.caption.words, line=table.caption.number)
        for number, (line, cells) in enumerate(table.rows):
            self.assembly.open("row")
            self._page(line)
            for cell in cells:
                self.assembly.open("cell", rend="header" if table.headed and number == 0 else None)
                self.assembly.add(cell)
                self.assembly.close()
            self.assembly.close()
        self.assembly.close()

    def _notes(self, notes: Sequence[FootNote]) -> None:
        for note in notes:
            self.assembly.open(
                "note",
                identifier=note.identifier,
                line=note.lines[0].number,
                place="bottom",
                n=note.mark if note.mark != note.identifier else None,
            )
            for place, line in enumerate(note.lines):
                self._page(line)
                self.assembly.add(line.words if place == 0 else f" {line.words}")
            self.assembly.close()

    def _page(self, line: Line) -> None:
        if line.page:
            self.assembly.pagebreak(line.n)

    def _verse(self, group: Sequence[Line], indented: bool) -> None:
        if indented:
            self.assembly.open("quotation")
        self.assembly.open("stanza")
        for line in group:
            self._page(line)
            self.assembly.leaf("line", line.words, line=line.number)
        self.assembly.close()
        if indented:
            self.assembly.close()

    def _quoted(self, group: Sequence[Line], depth: int) -> None:
        self.quoted += 1
        self.assembly.open("quotation")
        self.read([replace(line, text=QUOTED.sub("", line.text, count=1)) for line in group], depth + 1)
        self.assembly.close()

    def _numbered(self, items: Sequence[Item]) -> None:
        """The entries of a bibliography, each with its number."""
        for item in items:
            self.assembly.leaf("paragraph", f"{item.label or ''} {item.words}".strip(), line=item.line)

    def _list(self, items: Sequence[Item]) -> None:
        numbered = items[0].label is not None
        self.assembly.open("list", rend="numbered" if numbered else "bulleted")
        for item in items:
            if item.label is not None:
                self.assembly.leaf("label", item.label, line=item.line)
            else:
                self.bullets += 1
            words, inner = items_below(item)
            if inner:
                self.assembly.open("item", line=item.line)
                self.assembly.leaf("paragraph", words, line=item.line)
                self._list(inner)
                self.assembly.close()
            else:
                self.assembly.leaf("item", item.words, line=item.line)
        self.assembly.close()

"""Quotations: what stands between quotation marks, after dialogue dashes and in block quotations → ``said``,
``quote`` …

Proposes ``said`` (``@direct``, link ``who``), ``quote`` (link ``source``), ``cit`` (a quotation and the
reference that adjoins it), ``title`` (``@level``), ``soCalled``, ``mentioned`` and ``term`` (TEI Guidelines,
3.3.3).

Conventions: a tag covers the words **with their quotation marks**, which stay characters of the text (in the
header: ``<quotation marks="all"/>``). A tag never crosses a leaf block: a quotation over three paragraphs is
three tags of one speaker, a quotation that a clause interrupts ("…," she said, "…") is two. What is never
closed ends with its paragraph. The link ``who`` leads to the words that name the speaker; for a pronoun to
the name that it most likely stands for, and to the pronoun where there is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import cast

from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers import Context, Link, Tag
from tei_tools.taggers._antecedents import Antecedents
from tei_tools.taggers._dialogue_dashes import dash_spans
from tei_tools.taggers._dialogue_runs import Said, with_runs
from tei_tools.taggers._given_names import given_names
from tei_tools.taggers._incises import without_incises
from tei_tools.taggers._quotation_context import attributions, enclosing, untouchable
from tei_tools.taggers._quotation_kinds import Kind, kind_of
from tei_tools.taggers._quotation_spans import QuotationSpan, quotation_spans
from tei_tools.taggers._quotation_ties import goes_on, in_one_clause, is_listed, is_part_of
from tei_tools.taggers._sentence_words import Names
from tei_tools.taggers._speaker_cues import Cue, cue_after, cue_before
from tei_tools.taggers._speaker_descriptions import Descriptions
from tei_tools.taggers._speakers import Speakers, Turn
from tei_tools.taggers._verb_cues import cue_inside

# What stands between a quotation and its reference: a space, a bracket, a dash.
_TO_REFERENCE = re.compile(r"[,;]?\s?([(\[]|[—–-]\s|)")
_CLOSING = {"(": ")", "[": "]"}
_LONE, _SHORT = 3, 12
_ADDRESSED = 2
"""So many quotations that speak to somebody by name make a conversation."""
ELEMENTS = ("said", "quote", "cit", "title", "soCalled", "mentioned", "term")
AFTER = ("authority", "names", "references")

_LEAVES_WITHOUT_QUOTATIONS = frozenset({"code"})


def tag(document: SourceDocument, context: Context) -> Iterable[Tag]:
    """The quotations of a document, in order of their start."""
    leaves = [block for block in leaf_blocks(document.blocks) if block.kind not in _LEAVES_WITHOUT_QUOTATIONS]
    ranges = [(block.start, block.end) for block in leaves]
    closed = untouchable(document, context)
    nicknames = {(each.start - 1, each.end + 1) for each in context.tags if each.element == "addName"}
    spans = [
        span
        for span in quotation_spans(document.text, ranges)
        if not closed.cover(span.start) and (span.start, span.end) not in nicknames
    ]
    spans = dash_spans(document.text, leaves, spans, attributions(document, leaves))
    return _Tagging(document, context, leaves, spans).tags()


def leaf_blocks(blocks: Sequence[Block]) -> list[Block]:
    """The blocks that contain no other, in order."""
    containers = {block.parent for block in blocks if block.parent is not None}
    return [block for i, block in enumerate(blocks) if i not in containers]


class _Tagging:
    """One pass over the quotations of one document."""

    def __init__(
        self, document: SourceDocument, context: Context, leaves: Sequence[Block], spans: list[QuotationSpan]
    ) -> None:
        self.text = document.text
        self.document = document
        self.leaves = leaves
        self.names = Names(context.tags)
        self.spans = spans = without_incises(self.text, spans, self.names)
        self.outer = [span for span in spans if span.level == 0]
        quoted = [(span.start, span.end) for span in self.outer]
        self.antecedents = Antecedents(self.text, context.tags, quoted, given_names(context.resources))
        people = sorted({(t.start, t.end) for t in context.tags if t.element == "persName"})
        self.descriptions = Descriptions(self.text, people, self.antecedents)
        self.starts = [span.start for span in spans]
        self.ends = sorted(span.end for span in spans)
        self.bibls = {
            t.start: t
            for t in context.tags
            if t.element == "bibl"
            or (t.element == "ref" and (t.attributes.get("type") == "bibl" or "cRef" in t.attributes))
        }
        self.dialogue = self._is_dialogue()
        self.speakers = Speakers(
            self.text,
            self.names,
            self.antecedents,
            dialogue=self.dialogue,
            conversation=self._is_conversation(),
        )
        self.enclosing = enclosing(spans)

    def _is_dialogue(self) -> bool:
        """Whether the document quotes speech mostly: many quotations end in a comma, a question or an
        exclamation mark.
        """
        return self._ending_in(",?!") >= 3 and self._ending_in(",?!") * 4 >= len(self.outer)

    def _is_conversation(self) -> bool:
        """Whether people talk with one another: many questions and exclamations. In news, a paragraph that is
        one quotation goes on with who spoke before; in a conversation the other one answers.
        """
        asked = self._ending_in("?!") >= 3 and self._ending_in("?!") * 7 >= len(self.outer)
        lone = sum(1 for span in self.outer if self._is_short_and_alone(span))
        return asked or (lone >= _LONE and lone * 7 >= len(self.outer))

    def _is_short_and_alone(self, span: QuotationSpan) -> bool:
        """Whether a paragraph is one short quotation: “Nor I.”"""
        block = self.leaves[span.block]
        alone = block.end - block.start <= span.end - span.start + 2
        return span.closed and alone and self.text.count(" ", span.start, span.end) <= _SHORT

    def _ending_in(self, marks: str) -> int:
        last = (self.text[span.start : span.end].rstrip("\"”“’'»«›‹ ")[-1:] for span in self.outer)
        return sum(1 for mark in last if mark and mark in marks)

    def tags(self) -> list[Tag]:
        """All the tags, in order."""
        kinds: list[Kind] = []
        turns: dict[int, Turn] = {}
        said: dict[int, Said] = {}
        before: QuotationSpan | None = None
        kind_before, cue_then, turn_then = Kind("", 0.0), cast("Cue | None", None), cast("Turn | None", None)
        for i, span in enumerate(self.spans):
            cue = self._cue(i, span)
            kind = self._kind(span, cue)
            turn: Turn | None = None
            one_clause = before is not None and in_one_clause(self.text, before, span, cue_then, cue)
            if before is not None and is_listed(self.text, before, span, cue, dialogue=self.dialogue):
                # “a sham”, “a fraud” and “a power grab”: all are what the first is.
                kind = kind_before
                turn = Turn(span, turn_then.words, turn_then.kind) if turn_then is not None else None
            elif cue is not None and cue.subject is not None and not one_clause:
                turn = self.speakers.by_cue(span, before, cue.subject)
            else:
                follows = before is not None and goes_on(self.text, before, span)
                element_before = kind_before.element
                part = before is not None and is_part_of(self.text, span, before, kind, element_before)
                if follows and (part or one_clause):
                    direct = {"direct": "true"} if element_before == "said" else {}
                    kind = Kind(element_before, max(kind.confidence, 0.75), direct)
                if kind.element in {"said", "quote"}:
                    turn = self.speakers.without_cue(span, before)
                if turn is None and kind.element == "quote" and cue is None and not span.level:
                    turn = self.speakers.by_object(span, self.leaves[span.block].start)
            kinds.append(kind)
            if span.level == 0 and kind.element in {"said", "quote"}:
                own = cue.subject.kind if cue is not None and cue.subject is not None else ""
                after = own != "" and cue is not None and cue.subject is not None
                after = after and cue.subject.start >= span.end  # type: ignore[union-attr]
                stop = self.outer_after(span)
                acts = self.speakers.acts_after(span, stop) if not own else None
                said[i] = Said(span, own, after, turn, self.speakers.spoken_to(span), acts)
            if turn is not None and kind.element in {"said", "quote"}:
                turns[i] = turn
                if span.level == 0:
                    self.speakers.turns.append(turn)
            if span.level == 0:
                before, kind_before, cue_then, turn_then = span, kind, cue, turn
        if self.speakers.conversation or sum(1 for item in said.values() if item.spoken_to) >= _ADDRESSED:
            for i, turn in zip(
                said, with_runs(self.text, list(said.values()), self.antecedents), strict=True
            ):
                if turn is not None:
                    turns[i] = turn
            self.speakers.turns = [turns[i] for i in said if i in turns]
        self._joined(kinds, turns, said)
        narrator = self.speakers.narrator()
        found: list[Tag] = []
        for i, (span, kind) in enumerate(zip(self.spans, kinds, strict=True)):
            turn = turns.get(i)
            words = turn.words if turn else None
            if turn is not None and turn.kind in {"phrase", "name"}:
                words = (
                    self.descriptions.named(*turn.words)
                    or (turn.kind == "phrase" and self.descriptions.speaks_for(*turn.words, self.names))
                    or turn.words
                )
            if turn is not None and turn.kind == "first" and narrator is not None:
                words = narrator
            carries_on = i + 1 < len(self.spans) and self._repeats_opener(span, self.spans[i + 1])
            made = self._tag(span, kind, words, closed=span.closed or carries_on)
            found.append(made)
            found.extend(self._cit(made))
        return sorted(found, key=lambda t: (t.start, -t.end))

    def _joined(self, kinds: list[Kind], turns: dict[int, Turn], said: dict[int, Said]) -> None:
        """Make of the paragraphs of one speech what its last one is, whose clause says who spoke."""
        for i in reversed(range(len(self.spans) - 1)):
            if self.spans[i].closed or not self._repeats_opener(self.spans[i], self.spans[i + 1]):
                continue
            if kinds[i].element == "quote" and kinds[i + 1].element == "said":
                kinds[i] = kinds[i + 1]
            if i + 1 in turns and (i not in said or not said[i].own):
                turns[i] = turns[i + 1]

    def outer_after(self, span: QuotationSpan) -> int:
        """Where the next quotation begins, or the paragraph ends (the next one, where the quotation ends its
        own)."""
        at = bisect_left(self.starts, span.end)
        block = span.block
        if not self.text[span.end : self.leaves[block].end].strip() and block + 1 < len(self.leaves):
            block += 1
        end = self.leaves[block].end
        return min(self.starts[at], end) if at < len(self.starts) else end

    def _kind(self, span: QuotationSpan, cue: Cue | None) -> Kind:
        if span.family == "dash":
            return Kind("said", 0.85, {"direct": "true"})
        block = self.leaves[span.block]
        return kind_of(self.text, span.start, span.end, block.start, block.end, cue, dialogue=self.dialogue)

    def _cue(self, i: int, span: QuotationSpan) -> Cue | None:
        block = self.leaves[span.block]
        following = (
            self.starts[bisect_left(self.starts, span.end)]
            if bisect_left(self.starts, span.end) < len(self.starts)
            else block.end
        )
        floor, ceiling = block.start, block.end
        if span.level:
            # Inside another quotation: its words are the sentence.
            floor, ceiling = self.enclosing[i][0] + 1, self.enclosing[i][1]
        after = (
            cue_after(self.text, (span.start, span.end), min(following, ceiling), self.names, floor)
            if span.closed
            else None
        )
        previous_end = self._end_before(span.start)
        reaches = max(floor, previous_end)
        if span.family == "dash":
            return after
        before = cue_before(self.text, span.start, reaches, self.names)
        if before is None and previous_end > floor and self.text[previous_end : span.start].strip() == ":":
            # Müller sagte der „Zeit“: „…“
            before = cue_before(self.text, span.start, floor, self.names)
            return before if before is not None and before.subject is not None else after
        if before is None and span.start == block.start and span.block and self._introduces(span.block - 1):
            earlier = self.leaves[span.block - 1]
            before = cue_before(
                self.text, earlier.end, max(earlier.start, self._end_before(earlier.end)), self.names
            )
        colon = self.text[max(0, span.start - 2) : span.start].strip()[-1:]
        if (
            after is not None
            and after.attached
            and not (before is not None and before.attached and colon == ":")
        ):
            return after
        if (
            before is not None
            and previous_end > floor
            and reaches == previous_end
            and self._belongs_to_previous(previous_end, span.start, before)
        ):
            return before if colon in {":", ","} or before.subject is not None else None
        return before or after or cue_inside(self.text, span.start, span.end, self.names)

    def _belongs_to_previous(self, start: int, end: int, cue: Cue) -> bool:
        return cue.subject is not None and cue.subject.start - start < 40

    def _introduces(self, index: int) -> bool:
        return self.text[self.leaves[index].start : self.leaves[index].end].rstrip()[-1:] == ":"

    def _end_before(self, place: int) -> int:
        i = bisect_left(self.ends, place + 1) - 1
        return self.ends[i] if i >= 0 else 0

    def _repeats_opener(self, span: QuotationSpan, following: QuotationSpan) -> bool:
        """Whether the next paragraph opens with the mark again, or goes on to where it is closed."""
        return following.block == span.block + 1 and (
            following.continues or following.start == self.leaves[following.block].start
        )

    def _tag(self, span: QuotationSpan, kind: Kind, speaker: tuple[int, int] | None, *, closed: bool) -> Tag:
        confidence = kind.confidence if closed else min(kind.confidence, 0.6)
        links: tuple[Link, ...] = ()
        if speaker is not None and kind.element == "said":
            links = (Link("who", *speaker),)
        elif speaker is not None and kind.element == "quote":
            links = (Link("source", *speaker),)
        notes = (
            ()
            if closed
            else (f"The quotation at {span.start} is never closed; it is read to end at {span.end}.",)
        )
        return Tag(
            span.start, span.end, kind.element, dict(kind.attributes), confidence, "quotations", links, notes
        )

    def _cit(self, made: Tag) -> list[Tag]:
        """``cit`` around a quotation and the reference right behind it: it has no text of its own between
        them.
        """
        if made.element != "quote":
            return []
        between = _TO_REFERENCE.match(self.text, made.end)
        assert between is not None
        places = (between.end(), between.start(1), made.end)
        bibl = next((self.bibls[place] for place in places if place in self.bibls), None)
        if bibl is None:
            return []
        end = bibl.end + (self.text[bibl.end : bibl.end + 1] == _CLOSING.get(between[1] or ""))
        return [Tag(made.start, end, "cit", {}, min(made.confidence, bibl.confidence), "quotations")]

"""Speakers: quotations in order, each with its cue → whose words they are.

Where the sentence names nobody: a quotation that a clause interrupts goes on with the same speaker; the
subject of the sentence before ("Baker shook his head. “No.”") speaks; in a dialogue the one who was spoken
to answers, and two take turns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tei_tools.taggers._antecedents import Antecedents, same_person
from tei_tools.taggers._noun_phrases import first_subject
from tei_tools.taggers._quotation_spans import QuotationSpan
from tei_tools.taggers._quotation_words import WRITINGS
from tei_tools.taggers._sentence_words import Names, Subject, sentence_start, words_of
from tei_tools.taggers._speech_words import PHRASE_ENDS

__all__ = ["Speakers", "Turn"]

_BEAT_REACH = 260
_PARAGRAPH = 1_500  # no longer is a paragraph of a text whose lines were not joined
_PASSAGE = 7  # so many words, at least, are a passage
_QUOTING = "\"“”‘’«»„'"
_VOCATIVE_BEFORE = re.compile(
    r"(?:^|[,;!?.—–-]\s?|\b(?:dear|oh|ah|yes|no|well|come|my|and|but|why|hello|good morning"
    r"|good night|sir|Oh|Ah|O),?\s)$"
)
_VOCATIVE_AFTER = re.compile(r"[\s\u00a0\u202f]?[,.!?;:—–-]|\s?(?:[”\"»]|[’'](?!s\b))")


@dataclass(frozen=True, slots=True)
class Turn:
    """Who said ``span``: the place of the words that name them (or of a pronoun: ``first`` for "I"), and to
    whom.
    """

    span: QuotationSpan
    words: tuple[int, int]
    kind: str
    spoken_to: tuple[tuple[int, int], ...] = ()


class Speakers:
    """The turns of a document so far, and what they tell of the next one."""

    def __init__(
        self, text: str, names: Names, antecedents: Antecedents, *, dialogue: bool, conversation: bool
    ) -> None:
        self._text = text
        self._names = names
        self._antecedents = antecedents
        self._dialogue = dialogue
        self.conversation = conversation
        self.turns: list[Turn] = []

    def by_cue(self, span: QuotationSpan, before: QuotationSpan | None, subject: Subject) -> Turn:
        """The turn of a quotation whose sentence names ``subject``."""
        spoken_to = self.spoken_to(span)
        if subject.kind not in {"male", "female"} or span.level:
            return Turn(span, (subject.start, subject.end), subject.kind, spoken_to)
        found = self._resolved(subject.start, subject.kind, span, before, spoken_to)
        if found is None:
            return Turn(span, (subject.start, subject.end), subject.kind, spoken_to)
        return Turn(span, found, "name", spoken_to)

    def by_object(self, span: QuotationSpan, floor: int) -> Turn | None:
        """The turn of a passage that is the object of a sentence about a person: Bos studies “the adaptations
        that …”.
        """
        if len(self._text[span.start : span.end].split()) < _PASSAGE:
            return None
        begin = sentence_start(self._text, span.start, max(floor, span.start - _BEAT_REACH))
        words = words_of(self._text, begin, span.start)
        if not words or not re.fullmatch(r"[a-z]+(?:s|ed)", words[-1].text) or words[-1].text in PHRASE_ENDS:
            return None
        subject = first_subject(self._text, words, len(words) - 1, self._names)
        tag = self._names.at(subject.start) if subject is not None and subject.kind == "name" else None
        if subject is None or tag is None or tag.element != "persName":
            return None
        return Turn(span, (subject.start, subject.end), "name")

    def without_cue(self, span: QuotationSpan, before: QuotationSpan | None) -> Turn | None:
        """The turn of a quotation whose sentence names nobody; ``None`` where it is not clear enough."""
        if span.level:
            return None
        if not self.conversation and self._opens_a_sentence(span, before):
            return None
        spoken_to = self.spoken_to(span)
        last = self.turns[-1] if self.turns and before is not None and self.turns[-1].span is before else None
        if last is not None and before is not None:
            if span.continues or (not before.closed and span.block == before.block + 1):
                return Turn(span, last.words, last.kind, spoken_to)
            between = self._text[before.end : span.start]
            if span.block == before.block and between.strip(" \u00a0"):
                beat = self._beat(before.end, span.start, span, before, spoken_to)
                if beat is not None:
                    return Turn(span, beat, "name", spoken_to)
                if len(between) < 220:
                    return Turn(span, last.words, last.kind, spoken_to)
                return None
            if not between.strip(" \n,"):
                if not self.conversation and self._is_part_of_a_sentence(span.end):
                    return None
                return self._answer(span, last, spoken_to)
        paragraphed = self._text.find("\n", span.end, span.end + _PARAGRAPH) >= 0
        if last is None and before is not None and before.block == span.block and paragraphed:
            beat = self._beat(before.end, span.start, span, before, spoken_to)
            return Turn(span, beat, "name", spoken_to) if beat is not None else None
        if self._dialogue and (before is None or before.block != span.block):
            return self._narrated(span, before, spoken_to)
        return None

    def _opens_a_sentence(self, span: QuotationSpan, before: QuotationSpan | None) -> bool:
        """Whether a quotation is the subject of its sentence and opens a paragraph: “To be …” is by him."""
        line = self._text.rfind("\n", max(0, span.start - 2), span.start)
        opens = span.start == 0 or line == span.start - 1
        return opens and not span.continues and self._is_part_of_a_sentence(span.end)

    def _is_part_of_a_sentence(self, end: int) -> bool:
        """Whether a quotation is no sentence that a clause reports, but goes on as one: “…” – that was it."""
        if self._text[max(0, end - 2) : end].strip("\"”’'»“‘« ").endswith((",", "!", "?")):
            return False
        rest = self._text[end : end + 60].split("\n", 1)[0]
        return rest.strip(" ;.–—-")[:1].islower() and not rest.startswith(",")

    def _resolved(
        self,
        place: int,
        gender: str,
        span: QuotationSpan,
        before: QuotationSpan | None,
        spoken_to: tuple[tuple[int, int], ...],
    ) -> tuple[int, int] | None:
        avoid = {self._antecedents.key(*words) for words in spoken_to}
        answers = before is not None and not self._text[before.end : span.start].strip()
        speakers: list[tuple[tuple[int, int], float]] = []
        for age, turn in enumerate(reversed(self.turns[-5:])):
            if turn.kind not in {"name", "phrase"} or self._is_thing(turn):
                continue
            weight = 0.8 - 0.35 * age
            if age == 0 and answers and self.conversation:
                weight -= 1.4  # another paragraph: rather the other one's turn
            speakers.append((turn.words, weight))
            if age == 0 and answers:
                speakers.extend((words, 1.5) for words in turn.spoken_to)
        return self._antecedents.resolve(place, gender, speakers, avoid, conversation=self.conversation)

    def _is_thing(self, turn: Turn) -> bool:
        """Whether a description is of a writing or of several persons: neither is he or she."""
        words = re.findall(r"[^\W\d_]+", self._text[turn.words[0] : turn.words[1]].casefold())
        several = len(words) == 1 and words[0].endswith("s")
        return turn.kind == "phrase" and (several or any(word in WRITINGS for word in words))

    def _beat(
        self,
        start: int,
        end: int,
        span: QuotationSpan,
        before: QuotationSpan,
        spoken_to: tuple[tuple[int, int], ...],
    ) -> tuple[int, int] | None:
        """The subject of the last whole sentence between two quotations, where there is more than a
        reporting clause.
        """
        begin = sentence_start(self._text, end, max(start, end - _BEAT_REACH))
        if begin <= start + 1 or self._text[start:begin].strip(" ,.—–-") == "":
            first = self._text[start:end].strip()
            # "“No.” Baker shook his head. “We agree.”": a sentence of its own, not a reporting clause.
            if not first[:1].isupper() or self._text[before.start : before.end].rstrip("\"”’'» ")[-1:] == ",":
                return None
            begin = start
        words = words_of(self._text, begin, end)
        subject = first_subject(self._text, words, len(words) - 1, self._names)
        return self._of_subject(subject, span, before, spoken_to)

    def _of_subject(
        self,
        subject: Subject | None,
        span: QuotationSpan,
        before: QuotationSpan | None,
        spoken_to: tuple[tuple[int, int], ...],
    ) -> tuple[int, int] | None:
        if subject is None or subject.kind in {"many", "other", "first"}:
            return None
        if subject.kind in {"male", "female"}:
            last = self.turns[-1] if self.turns else None
            if (
                last is not None
                and self._antecedents.gender(*last.words) == subject.kind
                and last.kind == "name"
            ):
                return last.words
            return self._resolved(subject.start, subject.kind, span, before, spoken_to)
        if subject.kind == "phrase" and self._antecedents.gender(subject.start, subject.end) is None:
            return None
        own = self._antecedents.key(subject.start, subject.end)
        if any(same_person(self._antecedents.key(*words), own) for words in spoken_to):
            return None
        return subject.start, subject.end

    def _narrated(
        self, span: QuotationSpan, before: QuotationSpan | None, spoken_to: tuple[tuple[int, int], ...]
    ) -> Turn | None:
        """The subject of the sentence right before the quotation in its own paragraph."""
        begin = max(span.start - _BEAT_REACH, before.end if before is not None else 0)
        line = self._text.rfind("\n", begin, span.start) + 1
        floor = max(begin, line)
        if span.start - floor < 6:
            narration = self._narration(begin, floor)
            if narration is None:
                return self._turns_about(span, before, spoken_to)
            floor = narration
        stop = len(self._text[floor : span.start].rstrip(" \n—–-")) + floor
        start = sentence_start(self._text, stop, floor)
        words = words_of(self._text, start, span.start)
        subject = first_subject(self._text, words, len(words) - 1, self._names)
        found = self._of_subject(subject, span, before, spoken_to)
        return Turn(span, found, "name", spoken_to) if found else None

    def _narration(self, begin: int, line: int) -> int | None:
        """Where the paragraph of narration right before a quotation's own begins, if nobody speaks in it."""
        end = len(self._text[begin:line].rstrip()) + begin
        start = max(self._text.rfind("\n", begin, end) + 1, begin)
        spoken = end - start < 12 or self._text[start] in _QUOTING or self._text[end - 1] in _QUOTING
        return None if spoken or start == begin else start

    def _turns_about(
        self, span: QuotationSpan, before: QuotationSpan | None, spoken_to: tuple[tuple[int, int], ...]
    ) -> Turn | None:
        if before is None or not self.turns or self.turns[-1].span is not before:
            return None
        between = self._text[before.end : span.start]
        return self._answer(span, self.turns[-1], spoken_to) if len(between.strip()) < 60 else None

    def _answer(self, span: QuotationSpan, last: Turn, spoken_to: tuple[tuple[int, int], ...]) -> Turn | None:
        """Who answers ``last``: who was spoken to, or who spoke last but one."""
        if not self._dialogue:
            return None
        if not self.conversation:
            return Turn(span, last.words, last.kind, spoken_to)
        own = self._antecedents.key(*last.words)
        avoid = {own, *(self._antecedents.key(*words) for words in spoken_to)}
        for turn in reversed(self.turns[-7:-1]):
            if not any(same_person(self._antecedents.key(*turn.words), other) for other in avoid):
                return Turn(span, turn.words, turn.kind, spoken_to)
        for words in last.spoken_to:
            if not any(same_person(self._antecedents.key(*words), other) for other in avoid):
                return Turn(span, words, "name", spoken_to)
        return None

    def spoken_to(self, span: QuotationSpan) -> tuple[tuple[int, int], ...]:
        """The persons whom a quotation addresses: names set off by punctuation."""
        found = []
        inside = self._text[span.start : span.start + 2]
        begin = span.start + (0 if inside[:1].isalnum() else 1)
        for tag in self._names.within(span.start, span.end)[:40]:
            if tag.element != "persName":
                continue
            before = self._text[max(begin, tag.start - 14) : tag.start]
            if tag.start <= begin and self._text[tag.end : span.end].strip("\"”’'»«› ") in {".", ""}:
                continue  # "What is his name?" "Bingley.": an answer
            if _VOCATIVE_AFTER.match(self._text, tag.end) and (
                not before.strip() or _VOCATIVE_BEFORE.search(before)
            ):
                found.append((tag.start, tag.end))
        return tuple(found)

    def acts_after(self, span: QuotationSpan, stop: int) -> tuple[int, int] | None:
        """The name with which the sentence right after a quotation begins, before ``stop``."""
        if self._text[span.start : span.end].rstrip("\"”’'» ")[-1:] not in {".", "!", "?", "…", "-", "—"}:
            return None
        words = words_of(self._text, span.end, min(stop, span.end + 80))
        while words and (not words[0].is_word or words[0].text in {"And", "But", "Then"}):
            words = words[1:]
        if len(words) < 2:
            return None
        tag = self._names.at(words[0].start)
        if tag is None or tag.element != "persName" or tag.start != words[0].start:
            return None
        following = next((word for word in words if word.start >= tag.end), None)
        if following is None or not following.text[0].islower() or following.text in {"and", "or", "of"}:
            return None
        return tag.start, tag.end

    def narrator(self) -> tuple[int, int] | None:
        """The name by which others address the one who says "I said", where two do, or none by another."""
        votes: dict[str, list[tuple[int, int]]] = {}
        for earlier, later in zip(self.turns, self.turns[1:], strict=False):
            for one, other in ((earlier, later), (later, earlier)):
                if one.kind == "first" and other.kind != "first":
                    for words in other.spoken_to:
                        votes.setdefault(self._antecedents.key(*words), []).append(words)
        ranked = sorted(votes.values(), key=len, reverse=True)
        if not ranked or (len(ranked[0]) < 2 and len(ranked) > 1):
            return None
        return ranked[0][0] if len(ranked) == 1 or len(ranked[0]) > len(ranked[1]) else None

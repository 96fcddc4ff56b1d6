"""Indirect speech, on request (``--also indirect_speech``): ``said`` with ``@direct`` ``false``.

What is tagged is the clause after the verb, as TEI's own example has it (3.3.3, "said that <said
direct='false'>there was a gentleman waiting</said>"), in English, German and French:

- behind a verb of speech or writing and a conjunction or question word: *said that*, *asked whether*; *sagte,
  dass*, *fragte, ob*; *déclare que*, *demanda si*;
- without one: *Police said the bridge was closed*; *Er sagte, er sei krank* (a subjunctive shows it);
- before its verb: *The bridge was closed, police said*; *Die Brücke ist zu, sagte Müller*;
- after a source: *According to Baker, the bridge was closed*; *Laut Müller …*; *Selon Dupont, …*.

It goes on to the end of its sentence, a semicolon or a dash. ``@who`` is who is named beside the verb; for
*he* and *she* the name that the pronoun most likely stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers import Context, Link, Tag
from tei_tools.taggers._antecedents import Antecedents
from tei_tools.taggers._given_names import given_names
from tei_tools.taggers._sentence_words import Names, Subject, sentence_start, words_of
from tei_tools.taggers._speaker_cues import cue_after, subject_before
from tei_tools.taggers._speech_words import DETERMINERS, SPEECH, WRITING, verb_kind
from tei_tools.taggers._verbless_cues import according_to_before

ELEMENTS = ("said",)
AFTER = ("authority", "names")
ON_REQUEST = True

_CONFIDENCE = 0.6
_BEFORE = 120  # characters in which verb and speaker stand
_BETWEEN = 5  # words that may stand between a verb and its conjunction: whom is spoken to, when
_ASKED = 2  # words that may stand between a verb and a question word
_LONGEST = 1_500
_SHORTEST = 2
_SHORTEST_BEFORE = 4  # words of a clause before its verb
_QUESTIONS = {
    "en": "whether|if|where|when|why|how|what|who|which",
    "de": "ob|wo|wann|warum|wie|was|wer|wen|wem|welche[rsnm]?|weshalb|wohin|woher",
    "fr": "si|où|quand|comment|pourquoi|qui|ce que|ce qui",
}
_CONJUNCTIONS = {
    "en": re.compile(rf"\b(?:that|(?P<question>{_QUESTIONS['en']}))\s+(?=\w)"),
    "de": re.compile(rf"(?<=,)\s+(?:dass|daß|(?P<question>{_QUESTIONS['de']}))\s+(?=\w)"),
    "fr": re.compile(rf"\b(?:que\s+|qu['’]|(?P<question>(?:{_QUESTIONS['fr']})\s+|s['’](?=ils?\b)))(?=\w)"),
}
_ASKING = re.compile(
    r"(?:ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|inquire[sd]?|enquire[sd]?|question(?:s|ed)|said|says?"
    r"|told|explain(?:s|ed)"
    r"|fragte?n?|gefragt|erkundigte|wissen|sagte|sagt|erklärte?|erläuterte?|schilderte?"
    r"|demand\w+|savoir|interrog\w+|expliqu\w+|dit|dire)\Z"
)
# Without a conjunction: a verb that takes a clause as its object, what may begin one, a finite verb.
_BARE = {
    "en": re.compile(
        r"\b(?:said|says|say|added|adds|claimed|claims|insisted|insists|believed|argued|warned"
        r"|announced|confirmed"
        r"|told\s(?:him|her|them|me|us|reporters|police|[A-Z]\w+))\s"
        r"(?=(?:the|a|an|he|she|it|they|we|there|his|her|their|its|this|these|those|no|some|many|all"
        r"|more|both|[A-Z])\b"
        r"[^,.;:!?\n\"“”]{0,80}?\b(?:was|were|is|are|had|has|have|would|will|could|can|did|does|may"
        r"|might|should|must"
        r"|[a-z]{2,}ed)\b)"
    ),
    "de": re.compile(
        r"(?<=\w),\s(?!(?:dass|daß|ob|wo|wann|warum|wie|weshalb|als|wenn|weil|der|die|das)\s[^,]{0,60}"
        r"(?:habe|sei|werde|könne)[,.;]|(?:dass|daß|ob)\b)(?=[^,.;:!?\n\"“„]{1,90}?\b(?:sei|seien"
        r"|habe|hätten?|werde|würden?|könnten?|könne|müssten?"
        r"|müsse|sollten?|solle|wolle|wollten|dürfe|dürften|möge|wäre[n]?|wisse|gebe|gehe|komme|stehe"
        r"|bleibe|brauche|lasse"
        r"|sehe|nehme|mache|liege|halte|finde)\b)"
    ),
}
_SUBJUNCTIVE = re.compile(
    r"\s?(?=(?:sei|seien|habe|hätten?|werde|würden?|könnten?|könne|müsse|solle|wolle|dürfe|wäre)\b)"
)
_KNOWING = frozenset({"wissen", "savoir", "wondered", "wonders"})
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_END = re.compile(r"[.!?…](?=[\"”’»)\]]*(?:\s|\Z))|[;\n]|\s[–—-]{1,2}\s")
_QUOTES = '"“”„«»'
_SENTENCE = re.compile(r"[.!?…][\"”’»)\]]*\s|[;:\n]")
_ABBREVIATED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Prof|Gen|Col|Capt|Sen|Gov|Rev|Hr|Nr|Bd)|\b[A-Z])\Z")
_BEHIND = re.compile(r",\s(?P<tail>[^,.;:!?\n\"“”„«»]{3,80})[.!?…](?=\s|\Z)")
_AFTER_VERB = re.compile(
    r"(?:\s(?:on|in|at|to|during|after|before|by|when|while|later|again|yesterday|today|this|last"
    r"|[A-Z]\w+day|am|im|in|nach|vor|bei|gegenüber|gestern|heute|der|dem|lundi|mardi|mercredi|jeudi"
    r"|vendredi|samedi"
    r"|dimanche|hier|à|au|dans|lors|devant)\b.*)?\s?\Z"
)
# Verbs that report what was said; one may laugh or sigh behind any clause.
_PLAIN = re.compile(
    r"(?:sa(?:id|ys?)|told|add(?:s|ed)|report(?:s|ed)|announce[sd]|argue[sd]|warn(?:s|ed)|explain(?:s"
    r"|ed)|wr(?:ites|ote)"
    r"|note[sd]|insist(?:s|ed)|claim(?:s|ed)|confirm(?:s|ed)|concede[sd]|acknowledge[sd]|stress(?:es"
    r"|ed)|predict(?:s|ed)"
    r"|testified|according to|laut|so|selon|d['’]après|nach .*"
    r"|sagte?n?|erklärte?n?|meinte?n?|berichtete?n?|teilte?n?|mitteilte?n?|betonte?n?|hieß"
    r"|schrieb(?:en)?|schreibt"
    r"|dit|(?:a )?(?:déclar|expliqu|affirm|indiqu|précis|annonc|assur|estim|ajout)(?:e|é|a|ait)|écrit)\Z"
)
_SUBORDINATE = re.compile(
    r"(?:Asked|When|If|As|While|After|Before|Although|Because|Since|Though|Als|Wenn|Nachdem|Obwohl"
    r"|Weil|Auf|Quand|Lorsque"
    r"|Si|Interrogée?|\w+ing)\b"
)
_SOURCES = re.compile(
    r"(?:According to|Laut|Nach Angaben|Nach Ansicht|Nach Meinung|Nach Darstellung|Nach Auskunft"
    r"|Nach Einschätzung"
    r"|Selon|D['’]après|Aux dires|In the view|In the opinion)\b"
)
_AS = re.compile(r"(?:Wie|As|Comme)\s(?P<tail>[^,.;:!?\n\"“”„«»]{4,80}),\s")


def tag(document: SourceDocument, context: Context) -> Iterable[Tag]:
    """A proposal for each clause; none in a language that is not read."""
    language = (context.language or "en").split("-")[0].lower()
    if language not in _CONJUNCTIONS:
        return
    reading = _Reading(document, context, language)
    containers = {block.parent for block in document.blocks}
    for index, block in enumerate(document.blocks):
        if index not in containers and block.kind != "code":
            yield from reading.clauses(block)


class _Reading:
    """One pass over a document."""

    def __init__(self, document: SourceDocument, context: Context, language: str) -> None:
        self.text = document.text
        self.language = language
        self.names = Names(context.tags)
        self.antecedents = Antecedents(
            self.text, context.tags, [], given_names(context.resources) if context.resources else None
        )

    def clauses(self, block: Block) -> Iterator[Tag]:
        """The clauses of one block, none inside another."""
        found = [
            *self._after_conjunctions(block),
            *self._bare(block),
            *self._before_verbs(block),
            *self._after_sources(block),
        ]
        last = -1
        for start, end, subject in sorted(found, key=lambda clause: (clause[0], -clause[1])):
            if start < last:
                continue
            last = end
            who = self._who(subject)
            links = (Link("who", *who),) if who is not None else ()
            yield Tag(start, end, "said", {"direct": "false"}, _CONFIDENCE, "indirect_speech", links=links)

    def _who(self, subject: Subject | None) -> tuple[int, int] | None:
        if subject is None or subject.kind in {"many", "other", "relative"}:
            return None
        if subject.kind in {"male", "female"}:
            return self.antecedents.resolve(subject.start, subject.kind, (), conversation=False)
        return subject.start, subject.end

    def _whole(self, start: int, end: int, shortest: int = _SHORTEST) -> tuple[int, int] | None:
        """A clause without the space around it; ``None`` where a quotation begins or ends in it, "
        "not both."""
        while end > start and self.text[end - 1].isspace():
            end -= 1
        words = self.text[start:end]
        unpaired = words.count('"') % 2 or sum(words.count(mark) for mark in _QUOTES[1:]) % 2
        opens = words[:1] in _QUOTES
        return None if len(words.split()) < shortest or unpaired or opens else (start, end)

    def _after_conjunctions(self, block: Block) -> Iterator[tuple[int, int, Subject | None]]:
        for found in _CONJUNCTIONS[self.language].finditer(self.text, block.start, block.end):
            verb = self._verb(max(block.start, found.start() - _BEFORE), found.start())
            if verb is None or (found["question"] and not self._is_asked(verb, found.start())):
                continue
            asked = (found["question"] or "if").strip().casefold()
            # A question word is part of what is asked, a conjunction is not.
            start = found.end() if asked in {"if", "whether", "ob", "si"} else found.start("question")
            whole = self._whole(start, self._clause_end(start, block.end))
            if whole is not None:
                yield *whole, self._subject(block.start, verb[1])

    def _is_asked(self, verb: tuple[str, int], end: int) -> bool:
        """Whether a question word goes with the verb, and is no relative pronoun: "told us who came"."""
        between = self.text[verb[1] + len(verb[0]) : end]
        relative = self.language != "de" and "," in between
        return bool(_ASKING.match(verb[0])) and not relative and len(between.split()) <= _ASKED

    def _bare(self, block: Block) -> Iterator[tuple[int, int, Subject | None]]:
        pattern = _BARE.get(self.language)
        for found in pattern.finditer(self.text, block.start, block.end) if pattern else ():
            if self.language == "de":
                verb = self._verb(max(block.start, found.end() - _BEFORE), found.end())
            else:
                verb = found[0].split()[0], found.start()
            if verb is None or re.match(r"that\b", self.text[found.end() : found.end() + 5]):
                continue
            whole = self._whole(found.end(), self._clause_end(found.end(), block.end))
            if whole is not None:
                yield *whole, self._subject(block.start, verb[1])

    def _before_verbs(self, block: Block) -> Iterator[tuple[int, int, Subject | None]]:
        for found in _BEHIND.finditer(self.text, block.start, block.end):
            tail = found["tail"]
            if not any(_reports(word) for word in _WORD.findall(tail)) and not tail.startswith(
                ("so ", "laut ", "selon ")
            ):
                continue
            begin = sentence_start(self.text, found.start(), max(block.start, found.start() - 400))
            cue = cue_after(self.text, (begin, found.start() + 1), found.end(), self.names, begin)
            if cue is None or cue.subject is None or cue.kind not in (SPEECH, WRITING):
                continue
            if (cue.verb and not _PLAIN.match(cue.verb)) or _SUBORDINATE.match(self.text, begin):
                continue
            verb_end = self.text.find(cue.verb, found.start()) + len(cue.verb)
            rest = max(verb_end, cue.subject.end)
            if cue.verb and not _AFTER_VERB.match(self.text[rest : found.end() - 1]):
                continue
            whole = self._whole(begin, found.start(), _SHORTEST_BEFORE)
            if whole is not None:
                yield *whole, cue.subject

    def _after_sources(self, block: Block) -> Iterator[tuple[int, int, Subject | None]]:
        for found in _SOURCES.finditer(self.text, block.start, block.end):
            if (
                found.start() > block.start
                and sentence_start(self.text, found.end(), max(block.start, found.start() - 3))
                != found.start()
            ):
                continue
            words = words_of(self.text, found.start(), min(block.end, found.start() + _BEFORE))
            cue = according_to_before(self.text, words[:14], self.names)
            if cue is None or cue.subject is None:
                continue
            start = self._past_source(cue.subject.end, block.end)
            whole = self._whole(start, self._clause_end(start, block.end)) if start is not None else None
            if whole is not None:
                yield *whole, cue.subject
        for found in _AS.finditer(self.text, block.start, block.end):
            words = words_of(self.text, found.start("tail"), found.end("tail"))
            verb = next((v for v, word in enumerate(words) if v and _reports(word.text)), None)
            if verb is None:
                continue
            whole = self._whole(found.end(), self._clause_end(found.end(), block.end))
            if whole is not None:
                yield *whole, subject_before(self.text, words, verb, self.names)

    def _past_source(self, end: int, limit: int) -> int | None:
        """Where the clause begins behind who is named as its source: after a comma, or at a subjunctive."""
        comma = re.compile(r"[^,.;:!?\n]{0,50},\s").match(self.text, end, limit)
        if self.language == "de":
            direct = _SUBJUNCTIVE.match(self.text, end, limit)
            return direct.end() if direct else None
        return comma.end() if comma else None

    def _subject(self, floor: int, verb: int) -> Subject | None:
        """Who is the subject of the verb that begins at ``verb``."""
        begin = sentence_start(self.text, verb, max(floor, verb - _BEFORE))
        stop = _WORD.match(self.text, verb)
        words = words_of(self.text, begin, stop.end() if stop else verb)
        v = next((i for i, word in enumerate(words) if word.start >= verb), None)
        return subject_before(self.text, words, v, self.names) if v else None

    def _verb(self, start: int, end: int) -> tuple[str, int] | None:
        """The verb before a conjunction and where it begins: a few words off at most, with no sentence end
        or other comma between.
        """
        words = list(_WORD.finditer(self.text, start, end))[-(_BETWEEN + 2) :]
        after = end
        for number in range(len(words) - 1, -1, -1):
            word = words[number]
            between = self.text[word.end() : after]
            if any(sign in between for sign in ".!?;:,\n()") and not (
                after == end and between.strip() == ","
            ):
                return None
            after = word.start()
            before = words[number - 1][0].casefold() if number else ""
            if word[0].islower() and before not in DETERMINERS - {"a", "that"} and _reports(word[0]):
                return word[0], word.start()
        return None

    def _clause_end(self, start: int, limit: int) -> int:
        limit = min(limit, start + _LONGEST)
        for found in _END.finditer(self.text, start, limit):
            if found[0] == "." and _ABBREVIATED.search(
                self.text, max(start, found.start() - 6), found.start()
            ):
                continue
            return found.start()
        return limit


def _reports(word: str) -> bool:
    """Whether a word is a verb that reports, its German particle before it or not: *teilte*, "
    "*mitteilte*."""
    kind = verb_kind(word)
    return kind in (SPEECH, WRITING) or word in _KNOWING

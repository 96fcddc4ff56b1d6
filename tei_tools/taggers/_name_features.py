"""What the statistical model is told of each word in its place: its facts and those of the words around it,
what the rules say of it, and what the document says elsewhere of the same word.

Nothing here knows where a text comes from. The same features are made for training and for tagging.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, repeat
from typing import Any, NamedTuple

from tei_tools.taggers._name_cues import Cues
from tei_tools.taggers._name_facts import Facts, WordFacts
from tei_tools.taggers._name_groups import (
    NOTHING,
    Group,
    after_cluster,
    after_word,
    as_they_are,
    before_cluster,
    before_word,
    by_rules,
    expanded,
    in_context,
    in_name,
    met,
    where,
)
from tei_tools.taggers._name_tokens import CAPITAL, INITIAL, NUMBER, SMALL, UPPER, Token
from tei_tools.taggers._name_words import Found

__all__ = ["FAR", "NEAR", "Sentence", "flat", "sentences", "sentences_of"]

#: how facts are marked: those near by of the word itself, the one before, the one after; those far of the
#: words two away
NEAR, FAR = ("0", "-", "+"), ("=", "*")
#: before and behind a block
_BEGIN, _END = Facts("^", (), (), "", ""), Facts("$", (), (), "", "")
_LONGEST_SENTENCE = 300
_SAID = {"person": "per", "place": "pla", "organisation": "org"}
_HIGH, _MIDDLE = 0.9, 0.75

_NAMING = frozenset((CAPITAL, UPPER))
#: where there is one of these, a name can be
_CAPITALS = _NAMING | {INITIAL}


class Sentence(NamedTuple):
    """``tokens[first:last]`` of a block with their features: ``facts`` of these words and of two more before
    and after, and in each of ``columns`` one group a word.
    """

    first: int
    last: int
    facts: list[Facts]
    columns: tuple[list[Group], ...]


def sentences(tokens: list[Token]) -> list[tuple[int, int]]:
    """Where the sentences of a block begin and end; none is longer than 300 words."""
    starts = [0, *(index for index, token in enumerate(tokens) if token.first and index), len(tokens)]
    return [
        (at, min(at + _LONGEST_SENTENCE, end))
        for start, end in pairwise(starts)
        for at in range(start, end, _LONGEST_SENTENCE)
    ]


def flat(sentence: Sentence) -> list[list[str]]:
    """All features of each word of a sentence as strings."""
    found = []
    for index, groups in enumerate(zip(*sentence.columns, strict=True)):
        before2, before, own, after, after2 = sentence.facts[index : index + 5]
        near, far = zip((own, before, after), NEAR, strict=True), zip((before2, after2), FAR, strict=True)
        found.append(
            [mark + fact for facts, mark in near for fact in facts.near]
            + [mark + fact for facts, mark in far for fact in facts.far]
            + [feature for group in groups for feature in expanded(group)]
        )
    return found


class _Document:
    """What the rules and the letters of the document say of each word, wherever it stands."""

    def __init__(self, blocks: Sequence[list[Token]], found: Sequence[list[Found]], cues: Cues) -> None:
        self.kinds: dict[str, Counter[str]] = defaultdict(Counter)
        self.longer: dict[str, set[str]] = defaultdict(set)
        self.capital: Counter[str] = Counter()
        self.inside: Counter[str] = Counter()
        self.small: Counter[str] = Counter()
        self.titled: set[str] = set()
        self._known: dict[tuple[str, str], Group] = {}
        for tokens, names in zip(blocks, found, strict=True):
            for name in names:
                self._note(tokens, name)
            for index, token in enumerate(tokens):
                if token.shape == SMALL:
                    self.small[token.small] += 1
                elif token.shape in (CAPITAL, UPPER):
                    self.capital[token.small] += 1
                    self.inside[token.small] += not (token.first or token.weak)
                    if index and token.joined and tokens[index - 1].small in cues.firm_titles:
                        self.titled.add(token.small)

    def _note(self, tokens: list[Token], name: Found) -> None:
        said = _SAID[name.kind]
        for index in range(name.first, name.last):
            token = tokens[index]
            if token.shape in (CAPITAL, UPPER):
                self.kinds[token.small][said] += 1
                if name.last - name.first > 1:
                    self.longer[token.small].add(said + ("L" if index == name.last - 1 else ""))

    def group(self, word: str, said: str) -> Group:
        """What the rest of the document says of a capitalised word of which the rules say ``said`` here."""
        known = self._known.get((word, said))
        if known is None:
            features = self._features(word, said)
            known = self._known[word, said] = (as_they_are, *features)
        return known

    def _features(self, word: str, said: str) -> list[str]:
        features = []
        kinds = self.kinds.get(word)
        if kinds:
            # What they say here is left out, so that it counts for nothing twice.
            rest = {kind: count - (kind == said[1:]) for kind, count in sorted(kinds.items())}
            most = max(rest, key=lambda kind: rest[kind])
            if rest[most] > 0:
                features += [f"d:maj{most}", f"d:maj{most}|{said}", f"d:maj{most}{min(3, rest[most])}"]
            else:
                features.append("d:maj0")
            features += [f"d:wh{part}" for part in sorted(self.longer.get(word, ()))]
        else:
            features.append("d:none")
        inside, small = self.inside[word], self.small[word]
        features.append(f"d:in{min(4, inside)}")
        if small:
            features.append("d:sm>" if small > inside else "d:sm<")
        if word in self.titled:
            features.append("d:ti")
        features.append(f"d:tot{min(self.capital[word], 9).bit_length()}")
        return features


def sentences_of(
    blocks: Sequence[list[Token]], found: Sequence[list[Found]], cues: Cues, facts: WordFacts
) -> Iterator[Iterator[Sentence]]:
    """Of each block the sentences in which a name can be, with their features; ``found`` is what the rules
    found."""
    document = _Document(blocks, found, cues)
    for tokens, names in zip(blocks, found, strict=True):
        yield _sentences(tokens, names, cues.language, document, facts)


def _rules(count: int, names: list[Found]) -> tuple[list[str], dict[int, Group]]:
    """What the rules say of each token: position and kind, and in words."""
    said = ["O"] * count
    more: dict[int, Group] = {}
    for name in names:
        kind = _SAID[name.kind]
        sure = "h" if name.confidence >= _HIGH else "m" if name.confidence >= _MIDDLE else "l"
        for index in range(name.first, name.last):
            place = "I"
            if name.last - name.first == 1:
                place = "S"
            elif index == name.first:
                place = "B"
            elif index == name.last - 1:
                place = "E"
            said[index] = place + kind
            more[index] = (in_name, place, kind, sure, name.reason, name.element)
    return said, more


def _sentences(
    tokens: list[Token], names: list[Found], language: str, document: _Document, facts: WordFacts
) -> Iterator[Sentence]:
    known = [_BEGIN, _BEGIN, *map(facts.of, tokens), _END, _END]
    rules, in_names = _rules(len(tokens), names)
    rules = ["^", *rules, "$"]
    words = ["", *[token.small for token in tokens], ""]
    for first, last in sentences(tokens):
        here, around, said = tokens[first:last], known[first : last + 4], rules[first : last + 2]
        if not any(token.shape in _CAPITALS for token in here):
            continue
        kinds = [fact.kind for fact in around]
        own = kinds[2:-2]
        columns = (
            _side_by_side(repeat(in_context), repeat(language), kinds, kinds[1:], own, kinds[3:], kinds[4:]),
            _side_by_side(repeat(by_rules), repeat(language), said, said[1:], said[2:], own),
            *_beside(here, around, own, words[first : last + 2]),
            [(where, kind, *token[5:8]) for kind, token in zip(own, here, strict=True)],
            [in_names.get(index, NOTHING) for index in range(first, last)],
            [
                document.group(token.small, rule) if token.shape in _NAMING else NOTHING
                for token, rule in zip(here, said[1:-1], strict=True)
            ],
            [
                (met, before.met, fact.met, after.met, rule) if fact.met else NOTHING
                for before, fact, after, rule in zip(
                    around[1:-3], around[2:-2], around[3:-1], said[1:-1], strict=True
                )
            ],
        )
        yield Sentence(first, last, around, columns)


def _side_by_side(*columns: Iterable[Any]) -> list[Group]:
    """As many as there are in the shortest."""
    return list(zip(*columns, strict=False))


def _beside(
    tokens: list[Token], around: list[Facts], kinds: list[str], words: list[str]
) -> Iterator[list[Group]]:
    """What the words of a sentence are told of those beside them; marks and numbers are told nothing.
    ``around`` are the facts with two more on each side, ``words`` with one more."""
    told = [token.shape < NUMBER for token in tokens]
    clusters = [fact.cluster for fact in around[1:-1]]
    yield [
        (after_word, word, kind) if tells and fact is not _BEGIN else NOTHING
        for word, kind, tells, fact in zip(words[:-2], kinds, told, around[1:-3], strict=True)
    ]
    yield [
        (after_cluster, one, other) if tells and one and other else NOTHING
        for one, other, tells in zip(clusters[:-2], clusters[1:-1], told, strict=True)
    ]
    yield [
        (before_word, kind, word) if tells and fact is not _END else NOTHING
        for word, kind, tells, fact in zip(words[2:], kinds, told, around[3:-1], strict=True)
    ]
    yield [
        (before_cluster, one, other) if tells and one and other else NOTHING
        for one, other, tells in zip(clusters[1:-1], clusters[2:], told, strict=True)
    ]

"""What the statistical model is told of each word in its place: its facts and those of the words around it,
what the rules say of it, and what the document says elsewhere of the same word.

Nothing here knows where a text comes from. The same features are made for training and for tagging.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from tei_tools.taggers._name_cues import Cues
from tei_tools.taggers._name_facts import WordFacts
from tei_tools.taggers._name_tokens import CAPITAL, INITIAL, NUMBER, POINT, SMALL, UPPER, Token
from tei_tools.taggers._name_words import Found

__all__ = ["OFFSETS", "Row", "flat", "has_capital", "rows_of", "sentences"]

#: how the facts of the word itself, the one before, the one after, and those two away are marked
OFFSETS = ("0", "-", "+", "=", "*")
_LONGEST_SENTENCE = 300
_SAID = {"person": "per", "place": "pla", "organisation": "org"}
_HIGH, _MIDDLE = 0.9, 0.75


class Row(NamedTuple):
    """The features of one token: facts by :data:`OFFSETS` (``None`` beyond the block), and all others."""

    facts: tuple[tuple[str, ...] | None, ...]
    more: list[str]


def sentences(tokens: list[Token]) -> list[tuple[int, int]]:
    """Where the sentences of a block begin and end; none is longer than 300 words."""
    starts = [0, *(index for index, token in enumerate(tokens) if token.first and index), len(tokens)]
    return [
        (at, min(at + _LONGEST_SENTENCE, end))
        for start, end in pairwise(starts)
        for at in range(start, end, _LONGEST_SENTENCE)
    ]


def has_capital(tokens: list[Token], first: int, last: int) -> bool:
    """Whether a name can be in the sentence at all."""
    return any(token.shape in (CAPITAL, UPPER, INITIAL) for token in tokens[first:last])


def flat(row: Row) -> list[str]:
    """All features of a row as strings."""
    return [
        offset + fact for offset, facts in zip(OFFSETS, row.facts, strict=True) if facts for fact in facts
    ] + row.more


class _Document:
    """What the rules and the letters of the document say of each word, wherever it stands."""

    def __init__(self, blocks: Sequence[list[Token]], found: list[list[Found]], cues: Cues) -> None:
        self.kinds: dict[str, Counter[str]] = defaultdict(Counter)
        self.longer: dict[str, set[str]] = defaultdict(set)
        self.capital: Counter[str] = Counter()
        self.inside: Counter[str] = Counter()
        self.small: Counter[str] = Counter()
        self.titled: set[str] = set()
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

    def features(self, token: Token, said: str) -> list[str]:
        """What the rest of the document says of a capitalised word of which the rules say ``said`` here."""
        word = token.small
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


def rows_of(
    blocks: Sequence[list[Token]], found: list[list[Found]], cues: Cues, facts: WordFacts
) -> list[list[Row]]:
    """The features of each token of each block; ``found`` is what the rules found there."""
    document = _Document(blocks, found, cues)
    return [
        _rows(tokens, names, cues.language, document, facts)
        for tokens, names in zip(blocks, found, strict=True)
    ]


def _rules(count: int, names: list[Found]) -> tuple[list[str], dict[int, list[str]]]:
    """What the rules say of each token: position and kind, and in words."""
    said = ["O"] * count
    more: dict[int, list[str]] = {}
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
            more[index] = [
                f"r:{place}{kind}{sure}",
                f"r:{place}{name.reason}",
                f"r:{kind}{sure}{name.reason}",
                f"r:{kind}|{name.element[:5]}",
            ]
    return said, more


def _rows(
    tokens: list[Token], names: list[Found], language: str, document: _Document, facts: WordFacts
) -> list[Row]:
    count = len(tokens)
    known = [facts.of(token) for token in tokens]
    kinds = ["^", "^", *(fact.kind for fact in known), "$", "$"]
    said, more = _rules(count, names)
    beside = ["^", *said, "$"]
    rows = []
    for index, token in enumerate(tokens):
        fact = known[index]
        before2, before, kind, after, after2 = kinds[index : index + 5]
        rule_before, rule, rule_after = beside[index : index + 3]
        features = [
            "bias",
            f"k0{kind}",
            f"k-{before}|{kind}",
            f"k+{kind}|{after}",
            f"k3{before}|{kind}|{after}",
            f"k2{before2}|{before}|{kind}",
            f"k4{kind}|{after}|{after2}",
            f"l{language}|{kind}",
            f"r:{rule}",
            f"r:{rule_before}|{rule}",
            f"r:{rule}|{rule_after}",
            f"r:{rule_before}|{rule}|{rule_after}",
            f"r:{rule}|{kind}",
            f"r:{language}{rule}",
        ]
        if token.shape not in (POINT, NUMBER):
            if index:
                features.append(f"b-{tokens[index - 1].small[:40]}|{kind}")
                if fact.cluster and known[index - 1].cluster:
                    features.append(f"C-{known[index - 1].cluster}|{fact.cluster}")
            if index + 1 < count:
                features.append(f"b+{kind}|{tokens[index + 1].small[:40]}")
                if fact.cluster and known[index + 1].cluster:
                    features.append(f"C+{fact.cluster}|{known[index + 1].cluster}")
        if token.first:
            features += ["first", "first" + kind]
        if token.joined:
            features.append("j")
        if token.point:
            features.append("pt")
        features += more.get(index, ())
        if token.shape in (CAPITAL, UPPER):
            features += document.features(token, rule)
        if fact.met:
            features.append(f"m:{fact.met}|{rule[1:]}")
            if index and known[index - 1].met:
                features.append(f"M-{known[index - 1].met}|{fact.met}")
            if index + 1 < count and known[index + 1].met:
                features.append(f"M+{fact.met}|{known[index + 1].met}")
        around = (
            fact.near,
            known[index - 1].near if index else None,
            known[index + 1].near if index + 1 < count else None,
            known[index - 2].far if index > 1 else None,
            known[index + 2].far if index + 2 < count else None,
        )
        rows.append(Row(around, features))
    return rows

"""Texts tagged by people as examples for the model of names: words with labels, in one convention.

Titles that stand before a person's name belong to it, whatever the source does (TEI nests ``roleName`` in
``persName``); articles and closing punctuation do not.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tei_tools.errors import UnreadableError
from tei_tools.sources import Block, SourceDocument
from tei_tools.taggers._gazetteer import Gazetteer
from tei_tools.taggers._name_cues import Cues, cues_for
from tei_tools.taggers._name_rules import names_by_rules
from tei_tools.taggers._name_tokens import CAPITAL, INITIAL, POINT, SMALL, UPPER, Token, tokens_of
from tei_tools.taggers._name_words import Found, Words

__all__ = ["Example", "example_of", "paragraphs", "read_examples"]

_SHORT = {"person": "per", "place": "pla", "organisation": "org"}
_ARTICLES = frozenset("the a an le la les l' l’ der die das den dem des".split())
_LEAST_CONFIDENT_BODY = 0.6


@dataclass(frozen=True, slots=True)
class Example:
    """One document: its source, language, text, words by block, what the rules found, the labels of the
    words, and the spans as they were given (start, end, kind) with the kinds that may be judged."""

    source: str
    language: str
    text: str
    blocks: list[list[Token]]
    rules: list[list[Found]]
    labels: list[list[str]]
    spans: tuple[tuple[int, int, str], ...]
    exhaustive: tuple[str, ...]


def paragraphs(text: str) -> SourceDocument:
    """A text as a document whose paragraphs are its lines."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    return SourceDocument("", "plain", "", text, tuple(blocks))


def read_examples(folder: Path, gazetteer: Gazetteer) -> Iterator[Example]:
    """The documents of all ``*.jsonl`` of a folder, in order; the name of a file is the source of its lines.
    Then the TEI files below it (see :mod:`tei_tools.taggers._name_tei`), each a source of its own.

    A line is an object with ``text``, ``lang``, ``spans`` (``start``, ``end``, ``type``) and ``exhaustive``.
    Raises :class:`UnreadableError` at a line that is none.
    """
    from tei_tools.taggers._name_tei import tagged_texts

    for file in sorted(folder.glob("*.jsonl")):
        if file.name.endswith(".decisions.jsonl"):  # of the TEI file beside it
            continue
        with file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    try:
                        yield example_of(json.loads(line), file.stem, gazetteer)
                    except (ValueError, KeyError, TypeError) as error:
                        raise UnreadableError(
                            "this line is no tagged text",
                            file=str(file),
                            line=number,
                            advice="give text, lang, spans and exhaustive",
                        ) from error
    for path, item in tagged_texts(folder):
        yield example_of(item, path.stem, gazetteer)


def example_of(item: Mapping[str, Any], source: str, gazetteer: Gazetteer) -> Example:
    """A tagged text as an example."""
    language, text = str(item["lang"]), str(item["text"])
    cues = cues_for(language)
    spans = sorted({(int(s["start"]), int(s["end"]), str(s["type"])) for s in item["spans"]})
    spans = [span for span in spans if span[2] in _SHORT and 0 <= span[0] < span[1] <= len(text)]
    blocks = tokens_of(paragraphs(text), language)
    rules = names_by_rules(blocks, gazetteer, cues)
    labels = _labels(blocks, spans, cues)
    _again(blocks, labels, Words(gazetteer, cues))
    exhaustive = tuple(str(kind) for kind in item["exhaustive"])
    if "organisation" not in exhaustive:
        _bodies(labels, rules)
    return Example(source, language, text, blocks, rules, labels, tuple(spans), exhaustive)


def _labels(
    blocks: Sequence[list[Token]], spans: Iterable[tuple[int, int, str]], cues: Cues
) -> list[list[str]]:
    """A label a word. Where spans overlap, the first is taken."""
    found, waiting = [], list(spans)
    for tokens in blocks:
        labels = ["O"] * len(tokens)
        here = [span for span in waiting if span[0] < tokens[-1].end and span[1] > tokens[0].start]
        at = 0
        for start, end, kind in here:
            while at < len(tokens) and tokens[at].end <= start:
                at += 1
            first = last = at
            while last < len(tokens) and tokens[last].start < end:
                last += 1
            if first < last:
                _label(tokens, labels, first, last, _SHORT[kind], cues)
        found.append(labels)
    return found


def _label(tokens: list[Token], labels: list[str], first: int, last: int, kind: str, cues: Cues) -> None:
    while first < last - 1 and tokens[first].small in _ARTICLES and tokens[first].shape == SMALL:
        first += 1
    while last - 1 > first and tokens[last - 1].text in (".", ",", ";"):
        last -= 1
    if kind == "per":
        first = _with_titles(tokens, labels, first, cues)
    if all(label == "O" for label in labels[first:last]):
        _put(labels, first, last, kind)


def _put(labels: list[str], first: int, last: int, kind: str) -> None:
    labels[first] = "B-" + kind
    labels[first + 1 : last] = ["I-" + kind] * (last - first - 1)


def _with_titles(tokens: list[Token], labels: list[str], first: int, cues: Cues) -> int:
    """Where the name begins if the capitalised titles before it belong to it."""
    index = first
    while index > 0 and labels[index - 1] == "O":
        before = tokens[index - 1]
        if before.text == "." and index > 1 and tokens[index - 2].point:
            index -= 1
        elif before.small in cues.titles and before.shape in (CAPITAL, UPPER):
            index -= 1
            first = index
        else:
            break
    return first


def _again(blocks: Sequence[list[Token]], labels: list[list[str]], words: Words) -> None:
    """Labels the names that a reader left untagged where they come again: the same words between words that
    are no capitals."""
    kinds: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for tokens, row in zip(blocks, labels, strict=True):
        index = 0
        while index < len(row):
            end = index + 1
            if row[index] != "O":
                while end < len(row) and row[end][0] == "I":
                    end += 1
                kinds[tuple(token.text for token in tokens[index:end])][row[index][2:]] += 1
            index = end
    names = {
        key: min(kind for kind in count if count[kind] == max(count.values()))
        for key, count in kinds.items()
        if len(key) > 1
        or (len(key[0]) > 3 and key[0][0].isupper() and key[0] not in words.gazetteer.not_names)
    }
    longest = min(12, max(map(len, names), default=0))
    for tokens, row in zip(blocks, labels, strict=True):
        for index in range(len(row)):
            if row[index] != "O" or not _capital(tokens[index]):
                continue
            for count in range(min(longest, len(row) - index), 0, -1):
                kind = names.get(tuple(token.text for token in tokens[index : index + count]))
                if kind and _alone(tokens, row, index, count, words):
                    _put(row, index, index + count, kind)
                    break


def _capital(token: Token) -> bool:
    return token.shape in (CAPITAL, UPPER, INITIAL)


def _alone(tokens: list[Token], row: list[str], first: int, count: int, words: Words) -> bool:
    last = first + count
    if any(label != "O" for label in row[first:last]):
        return False
    if count == 1 and (words.ordinary(tokens[first]) or tokens[first].weak or tokens[first].shape == POINT):
        return False
    if last < len(tokens) and tokens[last].joined and _capital(tokens[last]):
        return False
    return not (first and tokens[first].joined and _capital(tokens[first - 1]))


def _bodies(labels: list[list[str]], rules: list[list[Found]]) -> None:
    """In a source whose bodies nobody tagged, those that the rules find stand for them."""
    for row, names in zip(labels, rules, strict=True):
        for name in names:
            sure = name.kind == "organisation" and name.confidence >= _LEAST_CONFIDENT_BODY
            if sure and all(label == "O" for label in row[name.first : name.last]):
                _put(row, name.first, name.last, "org")

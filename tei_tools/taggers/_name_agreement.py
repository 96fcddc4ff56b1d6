"""What a document says of one word in all its places, told to each of them: a name that is plain in one
sentence is believed in another where little shows it.

The idea that labels of the same word depend on one another across a document is that of V. Krishnan,
C. Manning: An effective two-stage model for exploiting non-local dependencies in named entity recognition
(ACL 2006); here the second stage has one weight, not a model of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tei_tools.taggers._name_chain import Weights
from tei_tools.taggers._name_model import LABELS, NameModel
from tei_tools.taggers._name_tokens import CAPITAL, UPPER, Token

__all__ = ["Scored", "agreed"]

#: how much the other places of a word count, as a score for a kind that all of them have for certain
_WEIGHT = 3.0
_KINDS = ("", "per", "pla", "org")
_OF_LABEL = tuple(_KINDS.index(label[2:]) for label in LABELS)

Probabilities = tuple[float, ...]


class Scored(NamedTuple):
    """A sentence, ``tokens[first:last]`` of its block, and for each word the score of each label."""

    first: int
    last: int
    scores: list[Weights]


def agreed(
    blocks: Sequence[list[Token]], scored: Sequence[Sequence[Scored]], model: NameModel
) -> list[list[Scored]]:
    """The same sentences, the scores of capitalised words that come more than once moved towards what they
    are elsewhere in the document."""
    often = Counter(
        token.text
        for tokens, sentences in zip(blocks, scored, strict=True)
        for sentence in sentences
        for token in tokens[sentence.first : sentence.last]
        if _telling(token)
    )
    found = [
        [_probabilities(tokens, sentence, often, model) for sentence in sentences]
        for tokens, sentences in zip(blocks, scored, strict=True)
    ]
    sums: dict[str, list[float]] = {}
    for tokens, sentences, block in zip(blocks, scored, found, strict=True):
        for sentence, here in zip(sentences, block, strict=True):
            for index, probabilities in here.items():
                word = tokens[sentence.first + index].text
                known = sums.setdefault(word, [0.0] * len(_KINDS))
                for kind, probability in enumerate(probabilities):
                    known[kind] += probability
    return [
        [_moved(tokens, sentence, here, sums, often) for sentence, here in zip(sentences, block, strict=True)]
        for tokens, sentences, block in zip(blocks, scored, found, strict=True)
    ]


def _telling(token: Token) -> bool:
    return token.shape in (CAPITAL, UPPER) and not token.weak


def _probabilities(
    tokens: list[Token], sentence: Scored, often: Counter[str], model: NameModel
) -> dict[int, Probabilities]:
    """Of the words of a sentence that stand elsewhere too: how probable it is that they are none and of each
    kind."""
    words = [
        index
        for index, token in enumerate(tokens[sentence.first : sentence.last])
        if _telling(token) and often[token.text] > 1
    ]
    if not words:
        return {}
    marginals = model.marginals(sentence.scores)
    found: dict[int, Probabilities] = {}
    for index in words:
        none, *labels = marginals[index]
        found[index] = (none, labels[0] + labels[1], labels[2] + labels[3], labels[4] + labels[5])
    return found


def _moved(
    tokens: list[Token],
    sentence: Scored,
    here: dict[int, Probabilities],
    sums: dict[str, list[float]],
    often: Counter[str],
) -> Scored:
    if not here:
        return sentence
    scores = list(sentence.scores)
    for index, probabilities in here.items():
        word = tokens[sentence.first + index].text
        # The mean of the others, counting more the more there are.
        step = _WEIGHT / often[word]
        more = [step * (known - own) for known, own in zip(sums[word], probabilities, strict=True)]
        scores[index] = tuple(
            score + more[kind] for score, kind in zip(scores[index], _OF_LABEL, strict=True)
        )
    return Scored(sentence.first, sentence.last, scores)

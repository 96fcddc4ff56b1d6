"""Which of the texts that the model has learned from a text is written like: a diary in telegrams, a scanned
commentary, an encyclopedia.

What counts as a name, and where it ends, is a matter of custom, and customs go with kinds of text. The model
has weights for all texts and, for kinds of text of which it met enough, weights of their own; those are added
only where a text is plainly of such a kind (H. Daumé: Frustratingly easy domain adaptation, ACL 2007).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from tei_tools.taggers._name_tokens import Token

__all__ = ["FEWEST_WORDS", "manner_of", "style_of"]

#: a shorter text has no style that could be told
FEWEST_WORDS = 100

#: from this probability on a text is held to be of a manner
_PLAIN = 0.9
_LONGEST_WORD = 20
#: a feature counts by how often it comes in as many words, and no more than so much
_OF, _MOST = 200.0, 3.0


def style_of(
    blocks: Sequence[list[Token]], language: str, wanted: Collection[str] | None = None
) -> dict[str, float]:
    """How often words, forms of words and marks come in a document (logarithms of shares), those that are
    ``wanted`` or all; and its language."""
    counts: Counter[str] = Counter({"#blocks": len(blocks)})
    words: Counter[str] = Counter()
    for tokens in blocks:
        for token in tokens:
            words[token.small] += 1
            counts[f"#shape{token.shape}"] += 1
            counts["#joined"] += token.joined
            counts["#point"] += token.point
            counts["#first"] += token.first
            if not token.text.isalnum():
                counts.update("#" + character for character in token.text if not character.isalnum())
    for word, count in words.items():
        counts["w" + word[:_LONGEST_WORD]] += count
    length = max(1, sum(map(len, blocks)))
    style = {
        name: min(_MOST, math.log1p(count * _OF / length))
        for name, count in counts.items()
        if count and (wanted is None or name in wanted)
    }
    style["bias"] = 1.0
    style["in " + language] = 1.0
    return style


def manner_of(style: Mapping[str, float], manners: Mapping[str, Mapping[str, float]]) -> str:
    """The manner (a key of ``manners``: weights by feature) of a text of that style, by logistic regression
    of each manner against all others; empty where it is plainly of none."""
    best, found = math.log(_PLAIN / (1 - _PLAIN)), ""
    for manner, weights in manners.items():
        score = sum(weights[name] * value for name, value in style.items() if name in weights)
        if score > best:
            best, found = score, manner
    return found

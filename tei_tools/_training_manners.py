"""Learning to tell which kind of text a text is: logistic regressions, one for each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tei_tools._training_crf import learned
from tei_tools.taggers._name_examples import Example
from tei_tools.taggers._name_manners import style_of

__all__ = ["collection", "family", "manners_of", "told"]

#: a kind of text with fewer documents has no weights of its own
_FEWEST = 5
#: features of style, those in most documents
_FEATURES = 1_500
_C2, _ROUNDS = 0.3, 60
_LETTERS_OF_A_LANGUAGE = 2


def family(source: str) -> str:
    """What sources of one origin have in common in their names."""
    return source.split("_")[0]


def collection(source: str) -> str:
    """The source without the language in its name: ``notes_de`` and ``notes_fr`` are one collection."""
    return " ".join(part for part in source.split("_") if len(part) != _LETTERS_OF_A_LANGUAGE)


def told(examples: Sequence[Example]) -> list[str]:
    """The manner of each document: its collection, where enough documents are of it; else empty."""
    named = [collection(example.source) for example in examples]
    often = Counter(named)
    return [name if often[name] >= _FEWEST else "" for name in named]


def manners_of(examples: Sequence[Example], manners: Sequence[str]) -> dict[str, dict[str, float]]:
    """For each manner the weights of the features of style (see :func:`manner_of`)."""
    names = sorted({manner for manner in manners if manner})
    if len(set(manners)) < 2:  # nothing to tell apart
        return {}
    styles = [style_of(example.blocks, example.language) for example in examples]
    often: Counter[str] = Counter()
    for style in styles:
        often.update(style.keys())
    kept = {name for name, _ in sorted(often.items(), key=lambda item: (-item[1], item[0]))[:_FEATURES]}
    styles = [{name: value for name, value in style.items() if name in kept} for style in styles]
    return {name: _regression(styles, [manner == name for manner in manners]) for name in names}


def _regression(styles: Sequence[dict[str, float]], is_one: Sequence[bool]) -> dict[str, float]:
    """Logistic regression as a sequence model of sequences of one: its scores for yes less those for no."""
    sequences = (([style], ["y" if yes else "n"]) for style, yes in zip(styles, is_one, strict=True))
    features, _ = learned(sequences, {"c1": 0.0, "c2": _C2, "max_iterations": _ROUNDS})
    weights: dict[str, float] = {}
    for (feature, label), weight in features.items():
        weights[feature] = weights.get(feature, 0.0) + (weight if label == "y" else -weight)
    return {feature: round(weight, 4) for feature, weight in sorted(weights.items()) if round(weight, 4)}

"""Making the model of names: from texts tagged by people to one plain file.

Needs, at training time only, ``python-crfsuite`` (MIT) and ``spacy-lookups-data`` (MIT; clusters of words).
The same texts, packages and seed give the same file on the same machine.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tei_tools._training_calibration import Judged, calibrated, span_of
from tei_tools._training_crf import learned
from tei_tools._training_file import model_file
from tei_tools._training_manners import family, manners_of, told
from tei_tools._training_words import MetWords
from tei_tools.errors import UnreadableError, UsageError
from tei_tools.taggers._gazetteer import Gazetteer
from tei_tools.taggers._name_cues import cues_for
from tei_tools.taggers._name_examples import Example, read_examples
from tei_tools.taggers._name_facts import WordFacts
from tei_tools.taggers._name_features import flat, sentences_of
from tei_tools.taggers._name_learned import names_by_model
from tei_tools.taggers._name_model import LABELS, NameModel

__all__ = [
    "Training",
    "apart",
    "clusters_of_words",
    "cross_validated",
    "family",
    "in_last_quarter",
    "quarter",
    "span_of",
    "train",
]

#: words of the tree of clusters that are kept, the most frequent
_CLUSTERED = {"en": 100_000, "de": 80_000}
#: branches that a path of two bytes holds
_DEEPEST = 15
_LAST_QUARTER = 192

Clusters = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Training:
    """How a model is trained: the penalties on the sum of the weights (``c1``) and of their squares (``c2``),
    how often a feature must come, the rounds of L-BFGS (OWL-QN where ``c1`` is not 0), and in how many parts
    the families of sources are left out to learn how far the probabilities can be trusted.
    """

    c1: float = 0.5
    c2: float = 1.0
    least: int = 3
    rounds: int = 60
    folds: int = 4


def train(
    folder: Path | str,
    target: Path | str,
    *,
    training: Training | None = None,
    calibrate: bool = True,
    keep: Path | None = None,
    say: Callable[[str], None] | None = None,
) -> dict[str, Any]:
    """Trains on all tagged texts of ``folder`` (see :func:`read_examples`), writes the model to ``target``
    and gives its card. With ``calibrate`` families of sources (names of files up to the first ``_``) are
    left out in turn first, to learn how far the probabilities can be trusted, and, where there are manners of
    text, one document in four; that takes as many trainings as there are folds, and one. ``keep`` is as in
    :func:`cross_validated`; ``say`` is told of each step. Raises :class:`UsageError` where a package for
    training is missing, and :class:`UnreadableError` where a text cannot be read.
    """
    training = training or Training()
    say = say or (lambda words: None)
    gazetteer = Gazetteer.open()
    examples = list(read_examples(Path(folder), gazetteer))
    if not examples:
        raise UnreadableError(
            "there are no tagged texts",
            file=str(folder),
            advice="give a folder of *.jsonl or of TEI files (*.xml)",
        )
    clusters = clusters_of_words()
    calibration: dict[str, Any] = {}
    if calibrate:
        left_out = [
            each
            for _, judged in cross_validated(examples, gazetteer, clusters, training, say, keep)
            for each in judged
        ]
        known = quarter(examples, gazetteer, clusters, training, say, keep) if any(told(examples)) else []
        calibration = calibrated(left_out, known)
    say("training on all")
    model = _fitted(examples, gazetteer, clusters, training, calibration)
    from tei_tools.writing import write

    write(Path(target), model, force=True)
    return NameModel(model).card


def cross_validated(
    examples: Sequence[Example],
    gazetteer: Gazetteer,
    clusters: Clusters,
    training: Training,
    say: Callable[[str], None] = lambda words: None,
    keep: Path | None = None,
) -> Iterator[tuple[str, list[Judged]]]:
    """Some families of sources, and their texts with the names found by a model that was trained on all
    others. No source is in two parts. In the folder ``keep`` the models are kept, and those that are there
    are taken: for measuring again after a change of anything but features, rules and texts.
    """
    families = sorted({family(example.source) for example in examples})
    for fold in range(min(training.folds, len(families))):
        left_out = families[fold :: training.folds]
        name = ", ".join(left_out)
        say(f"training without {name}")
        rest = [example for example in examples if family(example.source) not in left_out]
        if not rest:
            continue
        kept = keep / f"without-{'-'.join(left_out)}.crf" if keep else None
        model = apart(rest, gazetteer, clusters, training, kept)
        those = [example for example in examples if family(example.source) in left_out]
        yield name, _read(those, gazetteer, model)


def quarter(
    examples: Sequence[Example],
    gazetteer: Gazetteer,
    clusters: Clusters,
    training: Training,
    say: Callable[[str], None] = lambda words: None,
    keep: Path | None = None,
) -> list[Judged]:
    """One document in four, chosen by digest, with the names found by a model of the others; ``keep`` is as
    in :func:`cross_validated`."""
    say("training on three quarters")
    last = [in_last_quarter(example) for example in examples]
    rest = [example for example, out in zip(examples, last, strict=True) if not out]
    if not rest or len(rest) == len(examples):
        return []
    model = apart(rest, gazetteer, clusters, training, keep / "three-quarters.crf" if keep else None)
    return _read([example for example, out in zip(examples, last, strict=True) if out], gazetteer, model)


def in_last_quarter(example: Example) -> bool:
    """Whether a document is among those that the model of the others is judged by."""
    return hashlib.sha256(example.text.encode()).digest()[0] >= _LAST_QUARTER


def _read(examples: Sequence[Example], gazetteer: Gazetteer, model: NameModel) -> list[Judged]:
    return [
        Judged(
            example,
            names_by_model(example.blocks, gazetteer, cues_for(example.language), model),
            model.manner(example.blocks, cues_for(example.language).language),
        )
        for example in examples
    ]


def apart(
    examples: Sequence[Example],
    gazetteer: Gazetteer,
    clusters: Clusters,
    training: Training,
    kept: Path | None = None,
) -> NameModel:
    """A model of these examples alone, not calibrated; the one at ``kept`` where there is one."""
    if kept is not None and kept.is_file():
        return NameModel.open(kept)
    model = _fitted(examples, gazetteer, clusters, training, {})
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(model)
    return NameModel(model)


def clusters_of_words() -> Clusters:
    """The paths of the most frequent words of each language: a 1, then the branches from the root."""
    try:
        from importlib.resources import files

        folder = files("spacy_lookups_data") / "data"
    except ModuleNotFoundError as error:
        raise UsageError("spacy-lookups-data is missing", advice="pip install spacy-lookups-data") from error
    found: Clusters = {}
    for language, count in _CLUSTERED.items():
        tables = [
            json.loads(gzip.decompress((folder / f"{language}_lexeme_{table}.json.gz").read_bytes()))
            for table in ("cluster", "prob")
        ]
        paths, frequency = tables
        words = [word for word, path in paths.items() if path and word[:1].isalpha()]
        words.sort(key=lambda word: (-frequency.get(word, -30.0), word))
        # The tree's branches are the bits from the lowest on.
        found[language] = {
            word: int("1" + f"{int(paths[word]):b}"[::-1][:_DEEPEST], 2) for word in words[:count]
        }
    return found


def _fitted(
    examples: Sequence[Example],
    gazetteer: Gazetteer,
    clusters: Clusters,
    training: Training,
    calibration: dict[str, Any],
) -> bytes:
    """A model of these examples as the bytes of its file."""
    often: Counter[str] = Counter()
    met, manners = MetWords(examples), told(examples)

    def counted() -> Iterator[tuple[list[list[str]], list[str]]]:
        for rows, labels in _sequences(examples, manners, met, gazetteer, clusters):
            for row in rows:
                often.update(row)
            yield rows, labels

    features, between = learned(
        counted(),
        {
            "c1": training.c1,
            "c2": training.c2,
            "feature.minfreq": training.least,
            "max_iterations": training.rounds,
            "feature.possible_transitions": True,
        },
    )
    weights: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(LABELS))
    for (feature, label), weight in features.items():
        weights[feature][LABELS.index(label)] = weight
    transitions = [[round(between.get((a, b), 0.0), 5) for b in LABELS] for a in LABELS]
    words = [*_paths(clusters), *((f"met:{word}", said) for word, said in met.all())]
    card = {
        "manners": manners_of(examples, manners),
        "calibration": calibration,
        "training": {
            "c1": training.c1,
            "c2": training.c2,
            "least": training.least,
            "rounds": training.rounds,
            "documents": dict(sorted(Counter(example.source for example in examples).items())),
        },
    }
    return model_file(weights, often, transitions, words, card)


def _sequences(
    examples: Sequence[Example],
    manners: Sequence[str],
    met: MetWords,
    gazetteer: Gazetteer,
    clusters: Clusters,
) -> Iterator[tuple[list[list[str]], list[str]]]:
    """The features and labels of each sentence in which a name can be.

    A text whose manner has weights of its own comes twice: as one of that manner, told of the words that were
    met in all others, and as a text of a kind that was never met, told what other families say.
    """
    for example, manner in zip(examples, manners, strict=True):
        yield from _seen(example, "", met.without_family(example), gazetteer, clusters)
        if manner:
            yield from _seen(example, manner, met.beside(example), gazetteer, clusters)


def _seen(
    example: Example, manner: str, met: Callable[[str], str], gazetteer: Gazetteer, clusters: Clusters
) -> Iterator[tuple[list[list[str]], list[str]]]:
    cues = cues_for(example.language)
    facts = WordFacts(gazetteer, cues, _path_in(clusters, cues.language), met)
    blocks = sentences_of(example.blocks, example.rules, cues, facts)
    for block, labels in zip(blocks, example.labels, strict=True):
        for sentence in block:
            told_of = flat(sentence)
            if manner:
                told_of = [row + [f"{manner}~{feature}" for feature in row] for row in told_of]
            yield told_of, labels[sentence.first : sentence.last]


def _path_in(clusters: Clusters, language: str) -> Callable[[str, str], str]:
    paths = clusters["en" if language == "fr" else language]

    def path(text: str, small: str) -> str:
        return f"{paths.get(text) or paths.get(small) or 1:b}"[1:]

    return path


def _paths(clusters: Clusters) -> Iterator[tuple[str, int]]:
    for language, paths in sorted(clusters.items()):
        for word, path in paths.items():
            yield f"{language}:{word}", path

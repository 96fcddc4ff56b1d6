"""A linear-chain conditional random field, learned by ``python-crfsuite``: the one place that asks for it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tei_tools.errors import UsageError

__all__ = ["Learned", "learned"]


class Learned(NamedTuple):
    """The weights by (feature, label), and by (label, label after it); what is 0 is left out."""

    features: Mapping[tuple[str, str], float]
    transitions: Mapping[tuple[str, str], float]


def learned(sequences: Iterable[tuple[Sequence[Any], Sequence[str]]], settings: Mapping[str, Any]) -> Learned:
    """What L-BFGS learns of these sequences (of each word its features, then the labels) with these settings
    of crfsuite. Raises :class:`UsageError` where the package is missing."""
    try:
        import pycrfsuite  # type: ignore[import-untyped, unused-ignore]
    except ModuleNotFoundError as error:
        raise UsageError("python-crfsuite is missing", advice="pip install python-crfsuite") from error
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(dict(settings))
    for rows, labels in sequences:
        trainer.append(rows, labels)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        information = tagger.info()
        tagger.close()
    return Learned(information.state_features, information.transitions)

"""The entities of a spaCy pipeline as proposals, on request: ``--also spacy --option spacy.model=NAME``.

``model`` is the name of an installed pipeline or the path of one on this disk; ``labels`` (a table) says
which of its labels are which elements, where they are not those of spaCy's own models; ``confidence`` is what
its proposals count. Needs spaCy (extra ``spacy``); no pipeline comes with it. Tried with spaCy 3.8 and a
pipeline of rules (``entity_ruler``), not with its statistical models.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

from tei_tools.errors import MissingExtraError, UsageError
from tei_tools.sources import SourceDocument
from tei_tools.taggers import Context, Tag
from tei_tools.taggers._asking import number
from tei_tools.taggers.language_model import passages

ELEMENTS = ("persName", "placeName", "orgName", "geogName", "title")
AFTER: tuple[str, ...] = ()
ON_REQUEST = True

# The labels of spaCy's models: OntoNotes 5 (English), WikiNER (German, French …).
LABELS = {
    "PERSON": "persName", "PER": "persName", "ORG": "orgName", "GPE": "placeName", "LOC": "placeName",
    "FAC": "placeName", "WORK_OF_ART": "title",
}  # fmt: skip
_PASSAGE = 50_000
_CONFIDENCE = 0.7
_KNOWN = frozenset(("model", "labels", "confidence"))


def tag(document: SourceDocument, context: Context) -> Iterable[Tag]:
    """A tag for each entity with a label that stands for an element. Raises
    :class:`~tei_tools.errors.MissingExtraError` without spaCy and :class:`~tei_tools.errors.UsageError` where
    there is no such pipeline.
    """
    options = context.options
    unknown = sorted(set(options) - _KNOWN)
    if unknown:
        raise UsageError(
            f"spacy.{unknown[0]} is no option of this tagger", advice="model, labels, confidence"
        )
    labels = _labels(options)
    confidence = min(1.0, number(options, "confidence", _CONFIDENCE, "spacy"))
    pipeline = _pipeline(str(options.get("model", "")))
    text = document.text
    for start, end in passages(document, _PASSAGE):
        for entity in pipeline(text[start:end]).ents:
            element = labels.get(entity.label_)
            if element is not None:
                yield Tag(
                    start + entity.start_char, start + entity.end_char, element, {}, confidence, "spacy"
                )


def _labels(options: Mapping[str, Any]) -> Mapping[str, str]:
    said = options.get("labels", LABELS)
    if not isinstance(said, Mapping) or not set(said.values()) <= set(ELEMENTS):
        raise UsageError(
            "spacy.labels is no table of labels and elements", advice=f"elements are: {', '.join(ELEMENTS)}"
        )
    return {str(label): str(element) for label, element in said.items()}


def _pipeline(model: str) -> Any:
    try:
        spacy = import_module("spacy")
    except ImportError:
        raise MissingExtraError("the tagger spacy", "spacy") from None
    if not model:
        raise UsageError("spacy does not know its pipeline", advice="--option spacy.model=en_core_web_sm")
    try:
        return spacy.load(model)
    except (OSError, ValueError) as fault:
        words = " ".join(str(fault).split())[:160]
        raise UsageError(
            f"spaCy cannot load {model!r}: {words}", advice="install it, or give the folder of a pipeline"
        ) from None

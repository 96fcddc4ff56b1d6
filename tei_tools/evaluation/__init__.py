"""Evaluation: texts tagged by people, and the same texts tagged by somebody else → how far the two agree.

:func:`read` takes JSON Lines (``docs/evaluate.md``), a TEI file or a folder of either, and gives a
:class:`Marked` text for each; :func:`tagged` tags them with this program; :func:`scores` compares two of
them, kind by kind. Everything counts in Unicode code points, 0-based, end-exclusive.

``_reading`` reads, ``_tagging`` runs the taggers, ``_pairing`` pairs texts, ``_matching`` spans, ``_values``
compares dates and speakers, ``_scoring`` counts, ``_errors`` lists what is wrong, worst first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from tei_tools.api import Encoder

__all__ = ["KINDS", "Marked", "Span", "errors", "paired", "read", "scores", "tagged"]

KINDS = ("person", "place", "organisation", "date", "quotation", "reference")
"""What spans are of; ``other-timex`` stands for times and durations, which count neither way."""


@dataclass(frozen=True, slots=True)
class Span:
    """A tagged stretch: its kind, its identity (``ref``), the values of a date, the names of a speaker
    (any of them will do) and how the sentence has him, the field of a reference, how sure its tagger is.
    ``speaker`` are the names that count where the span is what is judged.
    """

    start: int
    end: int
    kind: str
    ref: str = ""
    values: tuple[str, ...] = ()
    relative: bool = False
    speakers: tuple[str, ...] = ()
    speaker_kind: str = ""
    cert: str = ""
    speaker: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and what is tagged in it. ``exhaustive`` are the kinds of which all are tagged: only these are
    scored. ``fields`` are those of a text that is one reference, ``None`` where it is none.
    """

    id: str
    source: str
    text: str
    spans: tuple[Span, ...]
    exhaustive: tuple[str, ...]
    language: str = "en"
    date: str | None = None
    fields: tuple[Span, ...] | None = None


def read(path: Path) -> Iterator[Marked]:
    """The tagged texts of a file (``.jsonl``, or TEI) or of a folder of them, in the order of their names.

    Raises :class:`~tei_tools.errors.UnreadableError` for a line or file that is none.
    """
    from tei_tools.evaluation._reading import marked

    return marked(path)


def tagged(gold: Iterable[Marked], encoder: Encoder) -> Iterator[Marked]:
    """The same texts as this program tags them, with the names, dates and speakers that it gives."""
    from tei_tools.evaluation._tagging import by_encoder

    return by_encoder(gold, encoder)


def paired(gold: Iterable[Marked], found: Iterable[Marked]) -> list[tuple[Marked, Marked]]:
    """Each text of ``gold`` with the same text of ``found`` (by source and id, else by id; of two lines with
    one id the last; two single texts are a pair whatever they are called), without spans where there is none.

    Texts that differ in white space alone are compared by all other characters; others raise
    :class:`~tei_tools.errors.UnreadableError`, and so do texts of which none is in ``gold``.
    """
    from tei_tools.evaluation._pairing import in_pairs

    return in_pairs(gold, found)


def scores(pairs: Iterable[tuple[Marked, Marked]]) -> dict[str, Any]:
    """How far the second of each pair agrees with the first: by kind ``gold``, ``found``, and P, R, F1 of
    ``exact``, ``overlap`` and ``core`` (a leading title or article and a last full stop left aside), of
    quotations ``iou50`` (half of what either has is common); dates' ``values``, quotations' ``speakers`` and
    ``speakers_recall``, ``references`` with their fields, ``identity`` (B-cubed) and ``certainty``.
    """
    from tei_tools.evaluation._scoring import counted

    return counted(pairs)


def errors(pairs: Iterable[tuple[Marked, Marked]], count: int) -> list[Mapping[str, str]]:
    """The gravest disagreements: what is surely tagged and wrong first, then what was missed."""
    from tei_tools.evaluation._errors import worst

    return worst(pairs, count)

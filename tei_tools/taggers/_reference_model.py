"""Fields of a reference by a trained model in two files of ``models/``.

The first tells after whose convention a reference is divided (``_reference_conventions``); the second, a
conditional random field, labels the words. Made by ``scripts/train_references.py``; ``docs/models.md`` says
from what.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

from tei_tools.taggers._crf import Crf
from tei_tools.taggers._gazetteer import Gazetteer
from tei_tools.taggers._reference_conventions import Conventions
from tei_tools.taggers._reference_features import features_of_words, reference_words, with_convention

__all__ = ["ReferenceModel", "field_spans", "reference_model"]

FOLDER = Path(__file__).parent / "models"
FIELDS_FILE = "references.crf"
CONVENTIONS_FILE = "reference_conventions.crf"


class ReferenceModel:
    """The weights of both stages, and the gazetteer that the words are looked up in. ``conventions`` tells
    after whose way a reference, or a list of references, is divided.
    """

    def __init__(self, conventions: Conventions, fields: Crf, gazetteer: Gazetteer) -> None:
        self.conventions = conventions
        self._fields = fields
        self._gazetteer = gazetteer

    @classmethod
    def open(cls, folder: Path = FOLDER) -> ReferenceModel:
        """The model in ``folder``; :class:`~tei_tools.errors.UnreadableError` where there is none."""
        conventions = Conventions(Crf.open(folder / CONVENTIONS_FILE))
        return cls(conventions, Crf.open(folder / FIELDS_FILE), Gazetteer.open())

    def fields(self, text: str, convention: str | None = None) -> list[tuple[int, int, str]]:
        """Start, end and kind of the fields of the reference ``text``, in order, none overlapping; divided
        after ``convention``, or the one that the reference itself most probably follows.
        """
        words = reference_words(text)
        if not words:
            return []
        features = features_of_words(text, words, self._gazetteer)
        if convention is None:
            convention = self.conventions.of([text])
        labels = self._fields.tag(with_convention(features, convention))
        return field_spans(text, words, labels)


@cache
def reference_model() -> ReferenceModel:
    """The model of the package; opened when first asked for."""
    return ReferenceModel.open()


def field_spans(text: str, words: list[tuple[int, int]], labels: list[str]) -> list[tuple[int, int, str]]:
    """The runs of words of one field, with the marks at their edges that belong to them."""
    runs: list[tuple[int, int, str]] = []
    open_kind = ""
    for (start, end), label in zip(words, labels, strict=True):
        kind = label[2:]
        if kind and kind == open_kind and label[0] == "I":
            runs[-1] = runs[-1][0], end, kind
        elif kind:
            runs.append((start, end, kind))
        open_kind = kind
    _part_at_colons(text, runs)
    found = []
    for number, (start, end, kind) in enumerate(runs):
        floor = runs[number - 1][1] if number else 0
        ceiling = runs[number + 1][0] if number + 1 < len(runs) else len(text)
        found.append((*_edges(text, start, end, kind, floor, ceiling), kind))
    return found


def _part_at_colons(text: str, runs: list[tuple[int, int, str]]) -> None:
    """Whatever stands behind the colon of a place and right before a publisher is the publisher's:
    "München: C. H. Beck".
    """
    for number, ((start, end, kind), (_, stop, following)) in enumerate(pairwise(runs)):
        colon = text.find(": ", start, end) if (kind, following) == ("place", "publisher") else -1
        if colon > start:
            runs[number] = start, colon, kind
            runs[number + 1] = colon + 2, stop, following


def _edges(text: str, start: int, end: int, kind: str, floor: int, ceiling: int) -> tuple[int, int]:
    if kind == "url":
        while end < ceiling and not text[end].isspace() and text[end] not in '<>)],;"':
            end += 1
        while text[end - 1] in ".:":
            end -= 1
        return start, end
    inside = text[start:end]
    if text[end : end + 2] == ".)" and end + 2 <= ceiling and inside.count("(") > inside.count(")"):
        return start, end + 2
    following = text[end] if end < ceiling else ""
    if (following == "." and _keeps_stop(inside, kind)) or (kind == "title" and following in {"?", "!"}):
        end += 1
    for opening, closing in ("()", "[]", "“”", "«»"):
        more = inside.count(opening) - inside.count(closing)
        if more > 0 and end < ceiling and text[end] == closing:
            end += 1
        elif more < 0 and start > floor and text[start - 1] == opening:
            start -= 1
    return start, end


def _keeps_stop(words: str, kind: str) -> bool:
    """Whether the full stop behind ``words`` is part of them: of an initial, or of one more abbreviation."""
    last = words.replace(".", " ").replace("-", " ").split()[-1]
    if kind in {"author", "editor", "translator"}:
        return (len(last) <= 2 and last.isupper()) or last in {"al", "Jr", "Sr"}
    if kind in {"journal", "publisher", "place"}:
        return "." in words and len(last) <= 5 and not last.isdigit()
    return False

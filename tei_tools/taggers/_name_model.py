"""The statistical model of names: a linear-chain conditional random field in one plain file, mapped.

All numbers little-endian. The file: :data:`MAGIC`; the length of a JSON object (4 bytes) and the object
(labels, transitions, scale, calibration, numbers of slots, and what the model was made of); at the next
multiple of 8 the table of features: slots of a crc32 (4 bytes; 0: empty) and one weight a label (2 bytes
each, times ``scale``); then the table of words: slots of a crc32 and a number (2 bytes: of a key
``LANGUAGE:WORD`` a path in the tree of clusters, a 1 and then the branches from the root; of ``met:WORD``
the place in :data:`WORDS_MET`). Both tables are open addressing, by the low bits of the crc32. Two features
of one crc32 are one; in training the more frequent was kept. A feature of one manner of text is written
``MANNER~FEATURE``; the manners and how a text of theirs is known stand in the object.

The probabilities are those of J. Lafferty, A. McCallum, F. Pereira: Conditional Random Fields (ICML 2001).
"""

from __future__ import annotations

import json
import math
import mmap
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tei_tools.errors import UnreadableError
from tei_tools.taggers._name_chain import Weights, best, marginals
from tei_tools.taggers._name_facts import WORDS_MET
from tei_tools.taggers._name_features import OFFSETS, Row
from tei_tools.taggers._name_manners import manner_of, style_of
from tei_tools.taggers._name_tokens import Token

__all__ = ["LABELS", "MAGIC", "MODEL_FILE", "NameModel", "slot_formats"]

MAGIC = b"TEINAME1"
MODEL_FILE = Path(__file__).parent / "models" / "names.crf"
#: O: outside; B: a name begins; I: it goes on
LABELS = ("O", "B-per", "I-per", "B-pla", "I-pla", "B-org", "I-org")
_MOST_REMEMBERED = 150_000
_IMPOSSIBLE = -1e9


def slot_formats() -> tuple[struct.Struct, struct.Struct]:
    """The forms of a slot of the table of features and of that of clusters."""
    return struct.Struct(f"<I{len(LABELS)}h"), struct.Struct("<IH")


class _Remembered(NamedTuple):
    """Weights of what was met in texts of one manner."""

    single: dict[str, Weights | None]
    grouped: dict[tuple[int, tuple[str, ...]], Weights | None]

    def __len__(self) -> int:
        return len(self.single) + len(self.grouped)


class NameModel:
    """A model that was read. One per process; it remembers the weights of what it has met, up to a limit."""

    def __init__(self, buffer: mmap.mmap | bytes) -> None:
        if bytes(buffer[: len(MAGIC)]) != MAGIC:
            raise UnreadableError("the model of names is of another format", advice="install tei-tools again")
        (length,) = struct.unpack_from("<I", buffer, len(MAGIC))
        start = len(MAGIC) + 4
        #: what the file says of itself
        self.card: dict[str, Any] = json.loads(bytes(buffer[start : start + length]))
        if tuple(self.card["labels"]) != LABELS:
            raise UnreadableError("the model of names has other labels", advice="install tei-tools again")
        self._buffer = buffer
        self._feature, self._path = slot_formats()
        self._features_at = (start + length + 7) // 8 * 8
        self._paths_at = self._features_at + self.card["features"] * self._feature.size
        if len(buffer) != self._paths_at + self.card["clusters"] * self._path.size:
            raise UnreadableError("the model of names is not whole", advice="install tei-tools again")
        self._scale: float = self.card["scale"]
        transitions = [list(row) for row in self.card["transitions"]]
        for before, name in enumerate(LABELS):
            for after, following in enumerate(LABELS):
                if following[0] == "I" and name[1:] != following[1:]:
                    transitions[before][after] = _IMPOSSIBLE
        #: by the label after: the scores of all labels before it
        self._into = [tuple(row[after] for row in transitions) for after in range(len(LABELS))]
        self._out_factors = [tuple(math.exp(score) for score in row) for row in transitions]
        self._manners: dict[str, dict[str, float]] = self.card.get("manners", {})
        self._of_style = {feature for weights in self._manners.values() for feature in weights}
        self._remembered: dict[str, _Remembered] = {}
        self._cluster_of: dict[str, str] = {}

    @classmethod
    def open(cls, path: Path | None = None) -> NameModel:
        """The model of the package, or that at ``path``; :class:`UnreadableError` where there is none."""
        try:
            with (path or MODEL_FILE).open("rb") as file:
                return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except (OSError, ValueError, KeyError, struct.error) as error:
            raise UnreadableError(
                "the model of names is missing or damaged",
                file=str(path or MODEL_FILE),
                advice="install tei-tools again",
            ) from error

    def cluster(self, language: str, text: str, small: str) -> str:
        """The path of a word in the tree of clusters, as it is written or else in small letters; empty where
        it is not listed.
        """
        if language == "fr":
            language = "en"  # there is no French tree; the English one has met many French words
        return self._cluster(f"{language}:{text}") or (
            self._cluster(f"{language}:{small}") if small != text else ""
        )

    def _cluster(self, key: str) -> str:
        path = self._of_word(key)
        return "" if path < 0 else f"{path:b}"[1:]

    def met(self, small: str) -> str:
        """What a word, in small letters, mostly was in the texts that the model was trained on: one of
        :data:`WORDS_MET`, or empty."""
        said = self._of_word("met:" + small)
        return "" if said < 0 else WORDS_MET[said]

    def manner(self, blocks: Sequence[list[Token]], language: str) -> str:
        """The manner of text, of those that have weights of their own, that a document is plainly of; empty
        where it is of none."""
        if not self._manners:
            return ""
        return manner_of(style_of(blocks, language, self._of_style), self._manners)

    def _of_word(self, key: str) -> int:
        at = self._slot(key, self.card["clusters"], self._paths_at, self._path.size)
        return -1 if at < 0 else int(self._path.unpack_from(self._buffer, at)[1])

    def _slot(self, key: str, slots: int, start: int, size: int) -> int:
        """Where the slot of a key begins in the file, or -1."""
        code = zlib.crc32(key.encode("utf-8", "surrogatepass")) or 1
        wanted = code.to_bytes(4, "little")
        slot = code % slots
        while True:
            at = start + slot * size
            held = self._buffer[at : at + 4]
            if held == wanted:
                return at
            if held == b"\0\0\0\0":
                return -1
            slot = slot + 1 if slot + 1 < slots else 0

    def _weights(self, feature: str, manner: str) -> Weights | None:
        general = self._stored(feature)
        own = self._stored(f"{manner}~{feature}") if manner else None
        if general is None or own is None:
            return general or own
        return tuple(map(float.__add__, general, own))

    def _stored(self, feature: str) -> Weights | None:
        at = self._slot(feature, self.card["features"], self._features_at, self._feature.size)
        if at < 0:
            return None
        return tuple(weight * self._scale for weight in self._feature.unpack_from(self._buffer, at)[1:])

    def _group(self, offset: int, facts: tuple[str, ...], manner: str) -> Weights | None:
        """The sum of the weights of a word's facts at an offset."""
        mark = OFFSETS[offset]
        found = [weights for fact in facts if (weights := self._weights(mark + fact, manner)) is not None]
        return tuple(map(sum, zip(*found, strict=True))) if found else None

    def scores(self, rows: Sequence[Row], manner: str = "") -> list[Weights]:
        """For each word the score of each label, by its features alone, in a text of that manner."""
        if sum(map(len, self._remembered.values())) > _MOST_REMEMBERED:
            self._remembered.clear()
        single, grouped = self._remembered.setdefault(manner, _Remembered({}, {}))
        scored: list[Weights] = []
        for row in rows:
            vectors: list[Weights] = []
            for offset, facts in enumerate(row.facts):
                if facts is None:
                    continue
                key = (offset, facts)
                if key in grouped:
                    weights = grouped[key]
                else:
                    weights = grouped[key] = self._group(offset, facts, manner)
                if weights is not None:
                    vectors.append(weights)
            for feature in row.more:
                if feature in single:
                    weights = single[feature]
                else:
                    weights = single[feature] = self._weights(feature, manner)
                if weights is not None:
                    vectors.append(weights)
            scored.append(tuple(map(sum, zip(*vectors, strict=True))) if vectors else (0.0,) * len(LABELS))
        return scored

    def best(self, scored: Sequence[Weights]) -> list[int]:
        """The most probable sequence of labels (Viterbi), as numbers of :data:`LABELS`."""
        return best(scored, self._into)

    def marginals(self, scored: Sequence[Weights]) -> list[Weights]:
        """For each word the probability of each label."""
        return marginals(scored, self._out_factors)

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
import sys
import zlib
from array import array
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from tei_tools.errors import UnreadableError
from tei_tools.taggers._gazetteer import Gazetteer
from tei_tools.taggers._name_card import check
from tei_tools.taggers._name_chain import Weights, best, marginals
from tei_tools.taggers._name_cues import Cues
from tei_tools.taggers._name_facts import WORDS_MET, Facts, WordFacts
from tei_tools.taggers._name_features import FAR, NEAR, Sentence
from tei_tools.taggers._name_groups import Group, expanded
from tei_tools.taggers._name_manners import FEWEST_WORDS, manner_of, style_of
from tei_tools.taggers._name_tokens import Token

__all__ = ["LABELS", "MAGIC", "MODEL_FILE", "NameModel", "slot_formats"]

MAGIC = b"TEINAME1"
MODEL_FILE = Path(__file__).parent / "models" / "names.crf"
#: O: outside; B: a name begins; I: it goes on
LABELS = ("O", "B-per", "I-per", "B-pla", "I-pla", "B-org", "I-org")
_MOST_REMEMBERED = 80_000
_IMPOSSIBLE = -1e9
#: Weights are whole numbers of two bytes. Those of all labels are added as one number that has a lane of
#: four bytes for each label, the first the lowest. A negative one borrows from the lane above; before a
#: number is taken apart, adding the highest bit of every lane and turning it over gives that back.
_LANES = struct.Struct(f"<{len(LABELS)}i")
_SIGNS = sum(1 << 31 + 32 * number for number in range(len(LABELS)))


def slot_formats() -> tuple[struct.Struct, struct.Struct]:
    """The forms of a slot of the table of features and of that of clusters."""
    return struct.Struct(f"<I{len(LABELS)}h"), struct.Struct("<IH")


def _slots(buffer: mmap.mmap | bytes, start: int, end: int, size: int) -> dict[int, int]:
    """The slot of each crc32 in a table."""
    codes = bytearray((end - start) // size * 4)
    for byte in range(4):
        codes[byte::4] = buffer[start + byte : end : size]
    numbers = array("I", bytes(codes))
    if sys.byteorder == "big":
        numbers.byteswap()
    slots = {code: slot for slot, code in enumerate(numbers) if code}
    if 1 in slots:
        slots[0] = slots[1]  # 0 is an empty slot; what has this crc32 is kept under 1
    return slots


class _Remembered(NamedTuple):
    """What was met in texts of one manner: the sums of groups, and words by language. ``starts`` are where
    the crc32 of its features goes on from, ``near`` and ``far`` where that of facts does, by their mark.
    """

    groups: dict[Group, int]
    facts: dict[str, WordFacts]
    starts: tuple[int, ...]
    near: tuple[tuple[int, ...], ...]
    far: tuple[tuple[int, ...], ...]

    def __len__(self) -> int:
        return len(self.groups) + sum(map(len, self.facts.values()))


class NameModel:
    """A model that was read. One per process; it remembers the weights of what it has met, up to a limit."""

    def __init__(self, buffer: mmap.mmap | bytes) -> None:
        if bytes(buffer[: len(MAGIC)]) != MAGIC:
            raise UnreadableError("this is no model of names")
        (length,) = struct.unpack_from("<I", buffer, len(MAGIC))
        start = len(MAGIC) + 4
        #: what the file says of itself
        self.card: dict[str, Any] = json.loads(bytes(buffer[start : start + length]))
        if tuple(self.card["labels"]) != LABELS:
            raise UnreadableError("the model of names has other labels")
        check(self.card, len(LABELS))
        self._buffer = buffer
        self._feature, self._path = slot_formats()
        self._features_at = (start + length + 7) // 8 * 8
        self._paths_at = self._features_at + self.card["features"] * self._feature.size
        if len(buffer) != self._paths_at + self.card["clusters"] * self._path.size:
            raise UnreadableError("the model of names is not whole")
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
        self._slots = _slots(buffer, self._features_at, self._paths_at, self._feature.size)
        self._known: dict[int, int] = {}
        self._remembered: dict[str, _Remembered] = {}

    @classmethod
    def open(cls, path: Path | None = None) -> NameModel:
        """The model of the package, or that at ``path``; :class:`UnreadableError` where there is none."""
        advice = "train it again" if path else "install tei-tools again"
        try:
            with (path or MODEL_FILE).open("rb") as file:
                model = cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except OSError as error:
            raise UnreadableError(
                "the model of names can't be read",
                file=str(path or MODEL_FILE),
                advice="give a file that tei-tools train made" if path else advice,
            ) from error
        except (UnreadableError, ValueError, KeyError, TypeError, LookupError, struct.error) as error:
            what = error.what if isinstance(error, UnreadableError) else "the model of names is damaged"
            raise UnreadableError(what, file=str(path or MODEL_FILE), advice=advice) from error
        return model

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
        where it is of none, or too short to tell."""
        if not self._manners or sum(map(len, blocks)) < FEWEST_WORDS:
            return ""
        return manner_of(style_of(blocks, language, self._of_style), self._manners)

    def _of_word(self, key: str) -> int:
        at = self._slot(key, self.card["clusters"], self._paths_at, self._path.size)
        return -1 if at < 0 else int(self._path.unpack_from(self._buffer, at)[1])

    def _slot(self, key: str, slots: int, start: int, size: int) -> int:
        """Where the slot of a key begins in the file, or -1."""
        code = zlib.crc32(key.encode("utf-8", "surrogatepass")) or 1
        wanted = code.to_bytes(4, "little")
        for slot in chain(range(code % slots, slots), range(code % slots)) if slots else ():
            at = start + slot * size
            held = self._buffer[at : at + 4]
            if held == wanted:
                return at
            if held == b"\0\0\0\0":
                break
        return -1

    def facts(self, gazetteer: Gazetteer, cues: Cues, manner: str = "") -> WordFacts:
        """The facts of words in a language, kept from one document of a manner to the next."""
        if sum(map(len, self._remembered.values())) > _MOST_REMEMBERED:
            self._remembered.clear()
        remembered = self._of(manner).facts
        known = remembered.get(cues.language)
        if known is None or known.gazetteer is not gazetteer or known.cues is not cues:
            language = cues.language
            known = WordFacts(
                gazetteer, cues, lambda text, small: self.cluster(language, text, small), self.met
            )
            remembered[language] = known
        return known

    def _of(self, manner: str) -> _Remembered:
        known = self._remembered.get(manner)
        if known is None:
            # crc32 goes on from where it was: MANNER~ is read once.
            starts = (0, zlib.crc32(f"{manner}~".encode())) if manner else (0,)
            near, far = (
                tuple(tuple(zlib.crc32(mark.encode(), start) for start in starts) for mark in marks)
                for marks in (NEAR, FAR)
            )
            known = self._remembered[manner] = _Remembered({}, {}, starts, near, far)
        return known

    def _weights(self, code: int) -> int:
        """The weights of a feature that the model has, by its crc32, as one number (see :data:`_LANES`)."""
        at = self._features_at + self._slots[code] * self._feature.size
        weights = self._feature.unpack_from(self._buffer, at)[1:]
        whole = (int.from_bytes(_LANES.pack(*weights), "little") ^ _SIGNS) - _SIGNS
        self._known[code] = whole
        return whole

    def _sums(self, facts: Facts, remembered: _Remembered) -> tuple[int, ...]:
        """The sum of the weights of a word's facts at each offset."""
        slots, known, weights, crc32 = self._slots, self._known.get, self._weights, zlib.crc32
        sums = []
        for marks, strings in ((remembered.near, facts.near), (remembered.far, facts.far)):
            words = [fact.encode("utf-8", "surrogatepass") for fact in strings]
            for starts in marks:
                codes = [code for start in starts for word in words if (code := crc32(word, start)) in slots]
                sums.append(sum([known(code) or weights(code) for code in codes]))
        facts.sums = tuple(sums)
        return facts.sums

    def _group(self, group: Group, remembered: _Remembered) -> int:
        """The sum of the weights of a group, remembered."""
        whole, slots, known = 0, self._slots, self._known.get
        for feature in expanded(group):
            word = feature.encode("utf-8", "surrogatepass")
            for start in remembered.starts:
                code = zlib.crc32(word, start)
                if code in slots:
                    whole += known(code) or self._weights(code)
        if len(remembered.groups) >= _MOST_REMEMBERED:
            remembered.groups.clear()
        remembered.groups[group] = whole
        return whole

    def scores(self, sentence: Sentence, manner: str = "", ready: float = 0.0) -> list[Weights]:
        """For each word the score of each label, by its features alone, in a text of that manner; the score
        of the first label, which is to be outside of any name, less by ``ready``."""
        remembered = self._of(manner)
        groups, group_sum, sums_of = remembered.groups, self._group, self._sums
        own, before, after, before2, after2 = zip(
            *[facts.sums or sums_of(facts, remembered) for facts in sentence.facts], strict=True
        )
        columns = [
            [groups[group] if group in groups else group_sum(group, remembered) for group in column]
            for column in sentence.columns
        ]
        wholes = map(
            sum, zip(own[2:-2], before[1:-3], after[3:-1], before2[:-4], after2[4:], *columns, strict=True)
        )
        lanes = [((whole + _SIGNS) ^ _SIGNS).to_bytes(_LANES.size, "little") for whole in wholes]
        scale = self._scale
        return [
            (o * scale - ready, p * scale, ip * scale, l * scale, il * scale, g * scale, ig * scale)
            for o, p, ip, l, il, g, ig in _LANES.iter_unpack(b"".join(lanes))
        ]

    def best(self, scored: Sequence[Weights]) -> list[int]:
        """The most probable sequence of labels (Viterbi), as numbers of :data:`LABELS`."""
        return best(scored, self._into)

    def marginals(self, scored: Sequence[Weights]) -> list[Weights]:
        """For each word the probability of each label."""
        return marginals(scored, self._out_factors)

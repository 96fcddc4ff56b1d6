"""The bytes of a model of names: the form that :mod:`tei_tools.taggers._name_model` reads."""

from __future__ import annotations

import json
import struct
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from tei_tools.taggers._name_model import LABELS, MAGIC, slot_formats

__all__ = ["model_file"]

#: how much of the slots of a table is taken
_FULL = 0.7
#: the largest weight as a whole number
_LARGEST = 32_000


def model_file(
    weights: Mapping[str, Sequence[float]],
    often: Counter[str],
    transitions: Sequence[Sequence[float]],
    words: Sequence[tuple[str, int]],
    card: Mapping[str, Any],
) -> bytes:
    """The file of a model: weights of features by label (how often each came decides which of one crc32
    stays), of one label after another, what is said of words, and what else its card is to hold."""
    feature_form, path_form = slot_formats()
    scale = max((abs(weight) for row in weights.values() for weight in row), default=1.0) / _LARGEST
    features = []
    for feature in sorted(weights, key=lambda feature: (-often[feature], feature)):
        numbers = [round(weight / scale) for weight in weights[feature]]
        if any(numbers):
            features.append((feature, tuple(numbers)))
    feature_table, feature_slots = _table(features, feature_form)
    word_table, word_slots = _table([(key, (number,)) for key, number in words], path_form)
    whole = {
        **card,
        "labels": LABELS,
        "transitions": transitions,
        "scale": scale,
        "features": feature_slots,
        "clusters": word_slots,
    }
    head = json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()
    start = MAGIC + struct.pack("<I", len(head)) + head
    return start + b"\0" * (-len(start) % 8) + feature_table + word_table


def _table(items: Sequence[tuple[str, tuple[int, ...]]], form: struct.Struct) -> tuple[bytes, int]:
    """An open-addressed table of these keys and numbers, the first of one crc32 kept, and how many slots."""
    slots = max(8, int(len(items) / _FULL))
    held: dict[int, int] = {}
    table = bytearray(slots * form.size)
    for key, numbers in items:
        code = zlib.crc32(key.encode("utf-8", "surrogatepass")) or 1
        slot = code % slots
        while slot in held and held[slot] != code:
            slot = (slot + 1) % slots
        if slot not in held:
            held[slot] = code
            form.pack_into(table, slot * form.size, code, *numbers)
    return bytes(table), slots

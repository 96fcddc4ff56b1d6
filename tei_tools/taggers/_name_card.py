"""What the file of a model of names says of itself, looked at before it is believed."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

__all__ = ["check"]


def check(card: Mapping[str, Any], labels: int) -> None:
    """:class:`ValueError` or :class:`TypeError` where a number that the model reckons with is none."""
    transitions = card["transitions"]
    sizes = card["features"], card["clusters"]
    rows_are = len(transitions) == labels and all(_numbers(row) and len(row) == labels for row in transitions)
    if not rows_are or not _numbers([card["scale"]]):
        raise ValueError("transitions or scale")
    if not all(isinstance(size, int) and size >= 0 for size in sizes):
        raise ValueError("sizes")
    for sure, right in card["calibration"].values():
        if not (_numbers(sure) and _numbers(right) and len(sure) == len(right) and sorted(sure) == sure):
            raise ValueError("calibration")
    for weights in card.get("manners", {}).values():
        if not _numbers(weights.values()):
            raise ValueError("manners")


def _numbers(values: Any) -> bool:
    return all(isinstance(each, (int, float)) and isfinite(each) for each in values)

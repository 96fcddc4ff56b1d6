"""What became of a reading: its attributes, and whether its words contradict themselves."""

from __future__ import annotations

from dataclasses import dataclass, field

from tei_tools.taggers.dates import _calendar as calendar
from tei_tools.taggers.dates._calendar import Day
from tei_tools.taggers.dates._reading import Partial
from tei_tools.taggers.dates._values import Point

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(slots=True)
class Resolved:
    """A reading's TEI attributes; ``inferred`` where the document completed them; ``point`` what it names."""

    attributes: dict[str, str]
    inferred: bool = False
    point: Partial | None = None
    penalty: float = 1.0
    notes: list[str] = field(default_factory=list)


def contradiction(weekday: int | None, day: Day) -> tuple[list[str], float]:
    """A note, and less confidence, where a day had another weekday than the words say."""
    actual = calendar.weekday(calendar.number(day))
    if weekday is None or actual == weekday:
        return [], 1.0
    named = f"{Point(*day).w3c()} was a {_NAMES[actual - 1]}, not a {_NAMES[weekday - 1]}"
    return [f"the weekday contradicts the date: {named}"], 0.8

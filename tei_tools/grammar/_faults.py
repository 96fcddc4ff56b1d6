"""What is wrong with a document by its grammar: :class:`Fault` values, and the words for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tei_tools.grammar._names import local

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["CODES", "Fault", "nearest"]

CODES: dict[str, str] = {
    "TEI-RNG-001": "an element that the schema does not know",
    "TEI-RNG-002": "an element that may not stand where it stands",
    "TEI-RNG-003": "an element that must stand before this one is missing",
    "TEI-RNG-004": "an element ends before all that it must contain has come",
    "TEI-RNG-005": "text where only elements may stand",
    "TEI-RNG-006": "an attribute that the element does not have",
    "TEI-RNG-007": "an attribute that the element must have is missing",
    "TEI-RNG-008": "an attribute with a value that it may not have",
    "TEI-RNG-009": "an element with a text that it may not have",
    "TEI-RNG-010": "a root element that the schema does not begin with",
    "TEI-RNG-011": "elements in a namespace that is not the schema's",
    "TEI-RNG-012": "two elements in the wrong order",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. ``element`` is the element it is reported at, ``index`` its place among the document's
    elements in document order, from 0. ``name`` is what is wrong (an element, an attribute), ``parent`` what
    it stands in; ``expected`` all names or values that would do, the likely ones first; ``suggestion`` what
    to do, or empty; ``times`` how often the same stands in the same parent; ``severity`` ``error`` or
    ``warning``."""

    code: str
    element: etree._Element
    message: str
    name: str = ""
    attribute: str = ""
    value: str = ""
    parent: str = ""
    expected: tuple[str, ...] = ()
    suggestion: str = ""
    times: int = 1
    index: int = -1
    severity: str = "error"


def nearest(name: str, candidates: list[str]) -> str | None:
    """The candidate that ``name`` is most likely a slip for (case, a letter or two), or ``None``."""
    wanted = local(name)
    folded = wanted.casefold()
    best: tuple[int, int, str] | None = None
    for order, candidate in enumerate(candidates):
        other = local(candidate)
        if abs(len(other) - len(wanted)) > 2 or len(set(folded) ^ set(other.casefold())) > 4:
            continue
        distance = 0 if other.casefold() == folded else _distance(folded, other.casefold())
        longer = max(len(other), len(wanted))
        allowed = 0 if longer < 3 else 1 if longer < 6 else 2
        if distance <= allowed and (best is None or (distance, order) < best[:2]):
            best = (distance, order, candidate)
    return best[2] if best else None


def _distance(one: str, other: str) -> int:
    """How many letters to insert, drop, change or swap with the next (optimal string alignment), at most
    3."""
    if len(one) > 60 or len(other) > 60:
        return 3
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        new = [i]
        for j, b in enumerate(other, 1):
            least = min(row[j] + 1, new[-1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                least = min(least, before[j - 2] + 1)
            new.append(least)
        if min(new) > 2:
            return 3
        before, row = row, new
    return min(row[-1], 3)


def shortened(words: str, longest: int = 60) -> str:
    """Words on one line, cut to what a message can hold."""
    line = " ".join(words.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def listed(names: tuple[str, ...] | list[str], most: int = 6) -> str:
    """Names for a sentence: the first few, and how many more there are."""
    shown = ", ".join(f"`{local(name)}`" for name in names[:most])
    return f"{shown} … ({len(names) - most} more)" if len(names) > most else shown

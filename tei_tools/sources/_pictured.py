"""Lines with places on the picture of their page: what the readers of ALTO and PAGE share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tei_tools.sources import Surface, Zone

if TYPE_CHECKING:
    from tei_tools.sources._assembly import Assembly

__all__ = ["Pictured", "PicturedLine", "put_lines"]

# Signs that transcribers use for a word that a line's end divides, and for nothing else.
DIVIDED = "¬⸗\u00ad"
_HYPHENS = "-‐"
# After a hyphen these are words of their own: "Haupt- und Nebensatz", "pre- and post-war".
_NOT_THE_REST = frozenset("und oder bzw sowie bis and or to et ou y e o och og en of i".split())
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class PicturedLine:
    """The words of a line, white space collapsed, and the zone that it fills, where the file says it."""

    words: str
    zone: str | None = None


@dataclass(slots=True)
class Pictured:
    """The surfaces and zones of a document while they are gathered; identifiers are given out once."""

    surfaces: list[Surface] = field(default_factory=list)
    _zones: list[Zone] = field(default_factory=list)
    _taken: set[str] = field(default_factory=set)
    _numbers: dict[str, int] = field(default_factory=dict)

    def page(self, image: str, width: float | None, height: float | None, identifier: str = "") -> str:
        """A page begins; gives the identifier of its surface."""
        self._end()
        name = self._new(identifier or "surface")
        self.surfaces.append(Surface(name, image, width, height))
        return name

    def zone(
        self,
        kind: str,
        identifier: str = "",
        points: str = "",
        box: tuple[float, float, float, float] | None = None,
    ) -> str | None:
        """A zone of the page; gives its identifier, or ``None`` where it has no place."""
        points = " ".join(points.split())
        if len(points.split()) < 3 and box is None:
            return None
        name = self._new(identifier or kind or "zone")
        self._zones.append(Zone(name, kind, points, box))
        return name

    def finished(self) -> tuple[Surface, ...]:
        """All surfaces with their zones; none where no page has a picture or a zone."""
        self._end()
        found = tuple(self.surfaces)
        return found if any(each.image or each.zones for each in found) else ()

    def _end(self) -> None:
        if self.surfaces and self._zones:
            last = self.surfaces[-1]
            self.surfaces[-1] = Surface(
                last.identifier, last.image, last.width, last.height, tuple(self._zones)
            )
        self._zones = []

    def _new(self, wanted: str) -> str:
        name = wanted
        while name in self._taken:
            self._numbers[wanted] = self._numbers.get(wanted, 1) + 1
            name = f"{wanted}-{self._numbers[wanted]}"
        self._taken.add(name)
        return name


def put_lines(assembly: Assembly, lines: Sequence[PicturedLine]) -> int:
    """Feed the lines of one block: a break between them, none but a mark where a word goes on. Gives how many
    words were joined because a sign says that they are divided; a plain hyphen stays in its word.
    """
    joined = 0
    before = ""
    for line in lines:
        words = line.words
        if before:
            sign = before[-1] in DIVIDED and before[-2:-1].isalpha() and words[:1].isalpha()
            in_word = sign or is_divided(before, words)
            joined += sign
            assembly.add(before[:-1] if sign else before)
            assembly.linebreak(line.zone, in_word=in_word)
        elif line.zone:
            assembly.line(line.zone)
        before = words
    assembly.add(before)
    return joined


def is_divided(before: str, after: str) -> bool:
    """Whether a word that ends in a hyphen at a line's end goes on in the next line."""
    if before[-1:] not in _HYPHENS or not before[-2:-1].isalpha() or not after[:1].islower():
        return False
    rest = _WORD.match(after)
    return rest is not None and rest[0] not in _NOT_THE_REST

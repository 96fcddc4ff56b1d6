"""What was read of one date before its context is known: the type that readers give and resolution takes."""

from __future__ import annotations

from dataclasses import dataclass, field

from tei_tools.taggers.dates._language import Feast

Partial = tuple[int | None, int | None, int | None]
"""A year, month and day as far as they are known."""


@dataclass(slots=True)
class Reading:
    """A date as its own words have it; ``first`` and ``last`` count symbols of a scan, end-exclusive.

    ``kind`` is one of

    - ``point``: ``year``, ``month``, ``day``, ``weekday`` as far as the words say them
    - ``span``: the same up to ``end`` (year, month, day), ``within`` where it is some time between the two
    - ``season``: ``season`` (EDTF's code) of ``year``
    - ``feast``: ``feast`` of ``year``
    - ``shift``: ``count`` of ``unit`` from ``base`` (``document`` or ``narrative``)
    - ``offset``: the ``weekday`` before (``count`` -1) or after the day that is its part, or ``count`` of
      ``unit`` from it
    - ``unvalued``: a date of which the words do not tell enough
    - ``weekday``: the ``weekday`` before (``count`` -1), after (1), or to be decided (0)

    ``side`` opens it: ``before``, ``after``, ``since``, ``until``. ``years`` are astronomical.
    ``heading`` marks a date that is all of its block. ``count`` of a point or feast says that it is the last
    before (-1) or the next after (1) today ("15 March last"). ``placed`` is the place in its month and the
    weekday of a day told so, ``months`` the first and last month of a part of a year, ``grain`` the unit in
    which "two years ago this week" counts.
    ``short`` marks a year of two or three digits that lacks its century or millennium.
    """

    first: int
    last: int
    kind: str
    shape: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    end: Partial | None = None
    within: bool = False
    season: int | None = None
    feast: Feast | None = None
    count: int = 0
    unit: str = ""
    base: str = "document"
    side: str = ""
    short: bool = False
    julian: bool = False
    calendar: str = ""
    approximate: bool = False
    end_approximate: bool = False
    uncertain: bool = False
    other: tuple[int, int] | None = None
    placed: tuple[int, int] | None = None
    months: tuple[int, int] | None = None
    grain: str = ""
    heading: bool = False
    confidence: float = 0.95
    parts: list[Reading] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def relative(self) -> bool:
        """Whether the words themselves point at another day (yesterday, last May, Monday)."""
        if self.kind == "offset":
            return self.parts[0].relative
        return self.kind in ("shift", "weekday")

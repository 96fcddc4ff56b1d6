"""Offsets in code points, or on request in UTF-16 code units (as JavaScript and Java count)."""

from __future__ import annotations

import re
from bisect import bisect_left

_WIDE = re.compile("[\U00010000-\U0010ffff]")


class Units:
    """What an offset of one text is in the unit that was asked for."""

    def __init__(self, text: str, utf16: bool) -> None:
        self.name = "UTF-16 code units" if utf16 else "Unicode code points"
        self.wide = [found.start() for found in _WIDE.finditer(text)] if utf16 else []

    def at(self, offset: int | None) -> int | None:
        """The same place in the unit."""
        return offset if offset is None or not self.wide else offset + bisect_left(self.wide, offset)

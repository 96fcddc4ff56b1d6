"""Reporting: many records → one :class:`Collection`, counted as they pass, for the collection report.

``_gathering`` counts, ``_doubts`` says what of it a person should look at. Both keep counts and first places
alone, never records, and no more than a bound of each.
"""

from __future__ import annotations

from tei_tools.reporting._doubts import Doubt, doubts
from tei_tools.reporting._gathering import Collection, Entry, Spot

__all__ = ["Collection", "Doubt", "Entry", "Spot", "doubts"]

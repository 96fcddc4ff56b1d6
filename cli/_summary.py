"""What was tagged in an encoding, counted by kind."""

from __future__ import annotations

from tei_tools.encoding._counts import KINDS, counts, entities

__all__ = ["KINDS", "counts", "entities"]

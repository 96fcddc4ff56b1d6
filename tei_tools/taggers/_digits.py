"""Whether a stretch of text has a digit: many patterns need one, and most paragraphs of prose have none."""

from __future__ import annotations

import re

__all__ = ["has_digit"]

_DIGIT = re.compile(r"\d")


def has_digit(text: str, start: int, end: int) -> bool:
    """Whether a character of ``text[start:end]`` is a decimal digit of any script."""
    return _DIGIT.search(text, start, end) is not None

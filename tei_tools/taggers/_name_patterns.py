"""Names that their own words give away, whatever stands around them."""

from __future__ import annotations

from tei_tools.taggers._name_bodies import body, listed, place
from tei_tools.taggers._name_persons import given, titled
from tei_tools.taggers._name_states import state
from tei_tools.taggers._name_tokens import Token
from tei_tools.taggers._name_words import Found, Words

__all__ = ["name_at"]

_PATTERNS = (listed, body, place, state, titled, given)


def name_at(words: Words, tokens: list[Token], index: int) -> Found | None:
    """The longest name that begins with the token at ``index`` by a pattern, if any."""
    found = [name for pattern in _PATTERNS if (name := pattern(words, tokens, index))]
    return max(found, key=_length) if found else None


def _length(name: Found) -> tuple[int, float]:
    return name.last, name.confidence

"""Given names: whether a word is a man's or a woman's."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tei_tools.resources import Resources

__all__ = ["given_names"]

# Given names that registers of today list for both, and that were one's own in the texts of two centuries
# (counts of the United States census of 1880).
_GIVEN = {
    **dict.fromkeys(
        (
            "emma ida florence laura carrie hattie ada myrtle frances lena dora may mamie effie susie mae "
            "jane callie iva evelyn ruby winifred leila lora rhoda christina olga winnie vera verna greta "
            "pearl"
        ).split(),
        "female",
    ),
    **dict.fromkeys(
        (
            "john charlie charley daniel jesse sam francis claude ira alex julius sidney eddie eli glenn "
            "christian michel pascal"
        ).split(),
        "male",
    ),
}


def given_names(resources: Resources | None) -> Callable[[str], str | None]:
    """What tells ``male`` or ``female`` of a word, or ``None`` where it is no given name or one of both."""
    gazetteer = resources.gazetteer() if resources is not None else None

    def gender(word: str) -> str | None:
        known = _GIVEN.get(word.casefold())
        if known is not None or gazetteer is None:
            return known
        found = gazetteer.word(word)
        if found.masculine == found.feminine:
            return None
        return "male" if found.masculine else "female"

    return gender

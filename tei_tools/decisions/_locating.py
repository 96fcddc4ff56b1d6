"""Finding the words of decisions again in a text that was changed elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from tei_tools.decisions import CONTEXT, Decision, Tagged

__all__ = ["Locator", "found", "shifted"]

# More places than this are not told apart by what stands around them.
_MOST = 10_000
# So many words at least are looked up together, in one pass over the text.
_TOGETHER = 20
_LEAD = 3  # characters by which they are looked up
# How many places may be weighed by what stands around them, for all decisions on a text: what is beyond is
# not certain. (What stands as it did needs none of these.)
_BUDGET = 2_000_000


class Locator:
    """Finds decisions in one text; ``decisions`` are those that will be asked for, for speed alone."""

    def __init__(self, text: str, digest: str | None = None, decisions: Iterable[Decision] = ()) -> None:
        self._text = text
        self._digest = digest
        self._places: dict[str, list[int]] = {}
        self._windows: dict[tuple[str, int, int], dict[str, int]] = {}
        self._left = _BUDGET
        moved = {each.exact for each in decisions if each.exact and not self._stands(each)}
        if len(moved) >= _TOGETHER:
            self._places = _all_places(text, moved)

    def place(self, decision: Decision) -> tuple[int, int] | None:
        """See :func:`tei_tools.decisions.locate`."""
        if self._stands(decision):
            return decision.start, decision.end
        exact = decision.exact
        if not exact:
            return None
        places = self._places_of(exact)
        if not places:
            return None
        if len(places) > 1:
            alone = self._by_window(decision, places)
            if alone is not None:
                return (alone, alone + len(exact)) if alone >= 0 else None
        return self._weighed(decision, places)

    def _stands(self, decision: Decision) -> bool:
        """Whether the text is the one that was decided on, and the words are there."""
        if self._digest is None:
            self._digest = sha256(self._text.encode("utf-8", "surrogatepass")).hexdigest()
        return (
            self._digest == decision.document
            and self._text[decision.start : decision.end] == decision.exact != ""
        )

    def _places_of(self, exact: str) -> list[int]:
        places = self._places.get(exact)
        if places is None:
            places = self._places[exact] = []
            place = self._text.find(exact)
            while place >= 0 and len(places) < _MOST:
                places.append(place)
                place = self._text.find(exact, place + 1)
        return places

    def _by_window(self, decision: Decision, places: list[int]) -> int | None:
        """The one place with all that stood around the words; -1 where several have it, ``None`` where none
        has.
        """
        exact, before, after = decision.exact, decision.prefix, decision.suffix
        if (not before and not after) or len(before) > CONTEXT or len(after) > CONTEXT:
            return None
        key = (exact, len(before), len(after))
        windows = self._windows.get(key)
        if windows is None:
            windows = self._windows[key] = {}
            for place in places:
                around = self._text[max(0, place - len(before)) : place + len(exact) + len(after)]
                windows[around] = -1 if around in windows else place
        return windows.get(before + exact + after)

    def _weighed(self, decision: Decision, places: list[int]) -> tuple[int, int] | None:
        exact, text = decision.exact, self._text
        if len(places) > self._left:
            return None
        self._left -= len(places)
        best: list[tuple[int, int]] = []
        most = -1
        for place in places:
            around = _same_before(decision.prefix, text, place) + _same_after(
                decision.suffix, text, place + len(exact)
            )
            if around > most:
                best, most = [], around
            if around == most:
                best.append((place, place + len(exact)))
        if len(best) != 1:
            return None
        # A word alone may be another one; half of what stood around it says that it is this.
        known = len(decision.prefix) + len(decision.suffix)
        return best[0] if most * 2 >= known or known == 0 else None


def found(decision: Decision, text: str, digest: str | None = None) -> tuple[int, int] | None:
    """See :func:`tei_tools.decisions.locate`."""
    return Locator(text, digest).place(decision)


def _all_places(text: str, wanted: set[str]) -> dict[str, list[int]]:
    """Where each of these words stands, in one pass over the text."""
    lengths: dict[str, set[int]] = {}
    for words in wanted:
        lengths.setdefault(words[:_LEAD], set()).add(len(words))
    sorted_lengths = {lead: sorted(found) for lead, found in lengths.items()}
    places: dict[str, list[int]] = {words: [] for words in wanted}
    for width in sorted({len(lead) for lead in sorted_lengths}):
        for at in range(len(text) - width + 1):
            for length in sorted_lengths.get(text[at : at + width], ()):
                here = places.get(text[at : at + length])
                if here is not None and len(here) < _MOST:
                    here.append(at)
    return places


def shifted(decision: Decision, start: int, end: int) -> Decision:
    """The decision with its tags moved so that its words begin and end here."""
    by = start - decision.start
    if by == 0:
        return decision
    return replace(decision, proposal=_moved(decision.proposal, by), tag=_moved(decision.tag, by))


def _moved(tag: Tagged | None, by: int) -> Tagged | None:
    return None if tag is None else replace(tag, start=tag.start + by, end=tag.end + by)


def _same_before(prefix: str, text: str, place: int) -> int:
    count = 0
    while count < len(prefix) and count < place and prefix[-1 - count] == text[place - 1 - count]:
        count += 1
    return count


def _same_after(suffix: str, text: str, place: int) -> int:
    count = 0
    while count < len(suffix) and place + count < len(text) and suffix[count] == text[place + count]:
        count += 1
    return count

"""Finding the words of a decision again in a text that was changed elsewhere."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from tei_tools.decisions import Decision, Tagged

# More places than this are not told apart by what stands around them.
_MOST = 10_000


def found(decision: Decision, text: str, digest: str | None = None) -> tuple[int, int] | None:
    """See :func:`tei_tools.decisions.locate`."""
    start, end = decision.start, decision.end
    if digest is None:
        digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if digest == decision.document and text[start:end] == decision.exact:
        return start, end
    exact = decision.exact
    if not exact:
        return None
    best: list[tuple[int, int]] = []
    most = -1
    place = text.find(exact)
    tried = 0
    while place >= 0 and tried < _MOST:
        around = _same_before(decision.prefix, text, place) + _same_after(
            decision.suffix, text, place + len(exact)
        )
        if around > most:
            best, most = [], around
        if around == most:
            best.append((place, place + len(exact)))
        tried += 1
        place = text.find(exact, place + 1)
    if len(best) != 1:
        return None
    # A word alone may be another one; half of what stood around it says that it is this.
    known = len(decision.prefix) + len(decision.suffix)
    return best[0] if most * 2 >= known or known == 0 else None


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

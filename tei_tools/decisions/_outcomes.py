"""Decisions on one document, one after the other → what is to stand where in its text now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tei_tools.decisions import Decision, Tagged, moved, standing
from tei_tools.decisions._locating import Locator

_Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one tag: every tag that was there on the way, oldest first, and the one that is to be
    there (``None``: none). ``last`` is the last decision on it.
    """

    before: tuple[Tagged, ...]
    tag: Tagged | None
    last: Decision


def outcomes(decisions: Iterable[Decision], text: str, digest: str) -> tuple[list[Outcome], list[Decision]]:
    """The outcomes in the places of ``text``, and the decisions whose words are not found there.

    ``digest`` is the SHA-256 of the text. A decision on a tag that an earlier one made goes on from it.
    """
    found: list[Outcome | None] = []
    by_tag: dict[_Key, int] = {}
    lost = []
    decisions = standing(decisions)
    locator = Locator(text, digest, decisions)
    for decision in decisions:
        place = locator.place(decision)
        if place is None:
            lost.append(decision)
            continue
        here = moved(decision, place)
        if here.proposal is not None and _key(here.proposal) in by_tag:
            number = by_tag.pop(_key(here.proposal))
            was = found[number]
            assert was is not None and was.tag is not None
            before = (*was.before, was.tag)
        else:
            number, before = len(found), (here.proposal,) if here.proposal is not None else ()
            found.append(None)
        found[number] = Outcome(before, here.tag, here)
        if here.tag is not None:
            by_tag[_key(here.tag)] = number
    return [each for each in found if each is not None], lost


def _key(tag: Tagged) -> _Key:
    return tag.element, tag.start, tag.end

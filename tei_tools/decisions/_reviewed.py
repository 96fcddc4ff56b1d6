"""A document's decisions against what taggers propose: what a person decided stands, above everything.

* A tag that a person confirmed, changed or added is a tag of the encoding, and no proposal moves it.
* What a person rejected is not proposed again: the same element over the same words, over words inside them
  (of a name), over them with small words more (``the Gorbachev Foundation`` for ``Gorbachev Foundation``),
  and, of what is no name, over four fifths of the same words.
* What stood there before a person changed it is refused in the same way.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from tei_tools.decisions import CONTEXT, Decision, Tagged
from tei_tools.decisions._locating import Locator
from tei_tools.decisions._outcomes import Outcome, outcomes
from tei_tools.encoding._content import FAMILIES
from tei_tools.taggers import Tag

if TYPE_CHECKING:
    from lxml import etree

NAMES = frozenset(
    ("persName", "placeName", "orgName", "geogName", "name", "rs", "country", "region", "settlement")
)
_SMALL_WORDS = 12
_MOSTLY = 0.8
_OWN = frozenset(("resp", "cert", "xml:id"))

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Gone:
    """Where tags of one element were refused, and how long the longest is."""

    spans: tuple[Span, ...]
    longest: int


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What is decided of a text. ``tags`` are to stand (their ``by`` is the person), ``rejections`` are the
    refusals in the places of this text, ``people`` (name, last day in W3C form or empty), ``lost`` the
    decisions whose words are not found in it.
    """

    tags: tuple[Tag, ...] = ()
    rejections: tuple[Decision, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    lost: tuple[Decision, ...] = ()
    gone: dict[str, _Gone] = field(default_factory=dict)
    spreading: frozenset[Span] = frozenset()

    def over(self, proposals: Iterable[Tag], text: str) -> tuple[list[Tag], list[tuple[Tag, str]]]:
        """The proposals that no decision speaks against, and the others with the reason."""
        kept, refused = [], []
        decided = {(FAMILIES.get(tag.element, tag.element), tag.start, tag.end): tag.by for tag in self.tags}
        for tag in proposals:
            by = decided.get((FAMILIES.get(tag.element, tag.element), tag.start, tag.end))
            if tag.by:
                kept.append(tag)
            elif by is not None:
                refused.append((tag, f"{by} decided on it"))
            elif self._rejected(tag, text):
                refused.append((tag, "a person rejected it"))
            else:
                kept.append(tag)
        return kept, refused

    def _rejected(self, tag: Tag, text: str) -> bool:
        gone = self.gone.get(tag.element)
        if gone is None:
            return False
        spans = gone.spans
        low = bisect_left(spans, (tag.start - gone.longest, 0))
        high = bisect_right(spans, (tag.end, 0))
        return any(_same(tag, start, end, text) for start, end in spans[low:high] if end > tag.start)


def reviewed(decisions: Sequence[Decision], text: str) -> Reviewed:
    """What ``decisions`` say of ``text``."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    found, lost = outcomes(decisions, text, digest)
    tags: dict[tuple[str, int, int], Tag] = {}
    gone: dict[str, set[Span]] = defaultdict(set)
    rejections: list[Decision] = []
    people: dict[str, str] = {}
    spreading: set[Span] = set()
    for outcome in found:
        last = outcome.last
        for before in outcome.before:
            if outcome.tag is None or _place(before) != _place(outcome.tag):
                gone[before.element].add((before.start, before.end))
        if outcome.tag is None:
            rejections.append(_here(last, text, digest))
        else:
            tag = outcome.tag
            attributes = {name: value for name, value in tag.attributes if name not in _OWN}
            tags[_place(tag)] = Tag(tag.start, tag.end, tag.element, attributes, 1.0, by=last.who or "?")
            if _spreads(outcome):
                spreading.add((tag.start, tag.end))
        if last.who:
            people[last.who] = max(people.get(last.who, ""), last.when[:10])
    for element, start, end in tags:
        gone[element].discard((start, end))
    # A tag that a later line asks for is refused no more.
    rejections = [each for each in rejections if (each.element, each.start, each.end) not in tags]
    return Reviewed(
        tuple(sorted(tags.values(), key=lambda tag: (tag.start, -tag.end))),
        tuple(rejections),
        tuple(sorted(people.items())),
        tuple(lost),
        {
            element: _Gone(tuple(sorted(spans)), max(end - start for start, end in spans))
            for element, spans in sorted(gone.items())
            if spans
        },
        frozenset(spreading),
    )


def joined(
    logs: Iterable[Sequence[Decision]], carried: Sequence[Decision], text: str | None = None
) -> list[Decision]:
    """The decisions of logs and those that a document carries. Where a log speaks of words, what the
    document carries about them does not count: the log is newer, or says that it was withdrawn.
    """
    told: dict[str, Decision] = {each.id: each for log in logs for each in log}
    given = list(told.values())
    named: set[tuple[str, int, int]] = set()
    locator = Locator(text, decisions=(*given, *carried)) if text is not None and (given or carried) else None
    for each in given:
        place = locator.place(each) if locator is not None and each.exact else None
        by = place[0] - each.start if place else 0
        for tag in (each.proposal, each.tag):
            if tag is not None:
                named.add((tag.element, tag.start + by, tag.end + by))
    free = []
    for each in carried:
        place = locator.place(each) if locator is not None else None
        start, end = place or (each.start, each.end)
        if each.id not in told and (each.element, start, end) not in named:
            free.append(each)
    return [*free, *given]


def carried_by(content: bytes, name: str) -> tuple[list[Decision], etree._ElementTree | None]:
    """The decisions that a file carries, and its tree; none where it is no XML."""
    from tei_tools.decisions import from_tei
    from tei_tools.errors import TeiToolsError
    from tei_tools.parsing import parse

    try:
        tree = parse(content, name, 200_000_000)
        return from_tei(tree), tree
    except TeiToolsError:
        return [], None


def _place(tag: Tagged) -> tuple[str, int, int]:
    return tag.element, tag.start, tag.end


def _spreads(outcome: Outcome) -> bool:
    """Whether whom a tag names holds for the others of its name: it was confirmed, or the person gave it to
    a tag that had none; not where somebody else was meant just here.
    """
    was = dict(outcome.before[0].attributes).get("ref") if outcome.before else None
    now = dict(outcome.tag.attributes).get("ref") if outcome.tag else None
    return was is None or was == now


def _here(decision: Decision, text: str, digest: str) -> Decision:
    start, end = decision.start, decision.end
    return replace(
        decision,
        document=digest,
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
    )


def _same(tag: Tag, start: int, end: int, text: str) -> bool:
    if (tag.start, tag.end) == (start, end):
        return True
    if tag.element in NAMES:
        if start <= tag.start and tag.end <= end:
            return True
        more = text[tag.start : start] + text[end : tag.end]
        around = tag.start <= start and end <= tag.end and len(more) <= _SMALL_WORDS
        return around and not any(each.isupper() or each.isdigit() for each in more)
    shared = min(tag.end, end) - max(tag.start, start)
    return shared >= _MOSTLY * max(tag.end - tag.start, end - start)

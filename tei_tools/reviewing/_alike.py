"""Other occurrences of a name: the same words, inflected, abbreviated, with markup inside or without.

They are looked for in the plain text of every document of the folder, so markup inside a name is in nobody's
way; what is tagged already, or lies across a tag's edge, is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tei_tools.reviewing import Proposal
    from tei_tools.reviewing._shelf import Shelf

# A possessive in English, endings of cases in German.
_ENDINGS = r"(?P<ending>[’']s|s|es|n|en)?"
_AROUND = 40
# What may hold a name: only its edges are in the way.
_HOLD_NAMES = frozenset(("said", "quote", "q", "bibl", "title", "soCalled", "term"))


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Words like those that were decided on: where they stand, and what stands around them."""

    path: str
    start: int
    end: int
    exact: str
    before: str
    after: str


def forms(proposal: Proposal, parts: Iterable[tuple[str, str]] = ()) -> list[str]:
    """The words by which this may be named elsewhere, longest first.

    ``parts`` are the parts of a person's name (``forename``, ``surname``): a person is also named by the
    surname alone and by initials with it.
    """
    words = " ".join(proposal.exact.split())
    found = {re.sub(r"[’']s$", "", words)}
    given = list(parts)
    if proposal.element == "persName":
        first = [text for name, text in given if name == "forename" and text]
        surname = " ".join(text for name, text in given if name in ("nameLink", "surname") and text)
        if surname:
            found.add(surname)
        if surname and first:
            initials = [f"{each[0]}." for word in first for each in word.split() if each[:1].isalpha()]
            found |= {
                f"{' '.join(initials)} {surname}",
                f"{''.join(initials)} {surname}",
                f"{first[0]} {surname}",
            }
    return sorted(found, key=lambda form: (-len(form), form))


def pattern(given: Iterable[str]) -> re.Pattern[str]:
    """What finds these words in a text, whatever white space parts them, with their endings."""
    each = [r"\s+".join(re.escape(word) for word in form.split()) for form in given if form.split()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(each)}){_ENDINGS}(?!\w)")


def alike(shelf: Shelf, wanted: re.Pattern[str], most: int = 2_000) -> Iterator[Occurrence]:
    """Occurrences in the documents of the folder that have no tag yet, by document."""
    count = 0
    for path, text in shelf.texts():
        tags = None
        for match in wanted.finditer(text):
            if tags is None:
                tags = _Spans(shelf.spans(path))
            start, end = match.span()
            if match["ending"] and match["ending"][0] in "’'":
                end = match.start("ending")
            if "\n" in text[start:end] or tags.is_taken(start, end):
                continue
            before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
            yield Occurrence(path, start, end, text[start:end], before, after)
            count += 1
            if count >= most:
                return


class _Spans:
    """The tags of a text: which words are a name already."""

    def __init__(self, tags: list[tuple[int, int, str]]) -> None:
        names = sorted((start, end) for start, end, element in tags if element not in _HOLD_NAMES)
        self.starts = [start for start, _ in names]
        self.ends: list[int] = []
        for _, end in names:
            self.ends.append(max(end, self.ends[-1] if self.ends else 0))
        holders = [(start, end) for start, end, element in tags if element in _HOLD_NAMES]
        self.edges = sorted({edge for span in holders for edge in span})

    def is_taken(self, start: int, end: int) -> bool:
        """Whether a tag of a name touches the words, or one that may hold names begins or ends in them."""
        place = bisect_left(self.starts, end)
        if place and self.ends[place - 1] > start:
            return True
        edge = bisect_left(self.edges, start + 1)
        return edge < len(self.edges) and self.edges[edge] < end

"""Addresses of the web and of e-mail: nothing inside them is tagged but the address itself."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from tei_tools.taggers import Tag

__all__ = ["outside_addresses", "spans"]

# Bounded everywhere, so that no text takes more than linear time.
_ADDRESS = re.compile(
    r"""\b(?:https?|ftp)://[^\s<>"“”„«»]{1,2000}|(?<![\w@./-])www\.[^\s<>"“”„«»]{1,2000}"""
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    r"|\bdoi:\s?10\.\d{4,9}/[^\s<>\"“”„«»]{1,500}"
)
# Without one of these there is none.
_SIGNS = ("://", "www.", "@", "doi:")
_TRAILING = ".,;:!?…)]}'’\"”»"
# The address itself, and what may hold one.
_OF_ADDRESSES = frozenset(("idno", "ref", "email"))


def spans(text: str) -> list[tuple[int, int]]:
    """Where the addresses of a text stand, in order, without the punctuation behind them."""
    found: list[tuple[int, int]] = []
    if not any(sign in text for sign in _SIGNS):
        return found
    for one in _ADDRESS.finditer(text):
        end = one.end()
        while end > one.start() and text[end - 1] in _TRAILING:
            end -= 1
        found.append((one.start(), end))
    return found


def outside_addresses(text: str, tags: Iterable[Tag]) -> Iterator[Tag]:
    """The tags without those that lie in an address, or cross the border of one; the address itself, and what
    has whole addresses in it, stay.
    """
    places = spans(text)
    if not places:
        yield from tags
        return
    starts, ends = [start for start, _ in places], [end for _, end in places]
    for tag in tags:
        # The address in which its first, and that in which its last character lies.
        first, last = bisect_right(ends, tag.start), bisect_left(starts, tag.end) - 1
        cut = (first < len(places) and starts[first] < tag.start) or (last >= 0 and ends[last] > tag.end)
        inside = first < len(places) and starts[first] <= tag.start and tag.end <= ends[first]
        if tag.element in _OF_ADDRESSES or not (cut or inside):
            yield tag

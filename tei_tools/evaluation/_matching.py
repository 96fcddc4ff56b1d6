"""Pairing spans, one to one; and the figures of pairs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import accumulate

Pair = tuple[int, int]

_TITLES = (
    "mr mrs ms miss mme mlle m dr prof professor sir lady lord hon rev revd the a an st capt captain col "
    "colonel gen general lieut lt maj major sergeant sgt private president secretary senator judge justice "
    "king queen prince princess count countess duke duchess uncle aunt herr frau fräulein monsieur madame le "
    "la les der die das den dem"
).split()
_LEADING = re.compile(rf"(?:(?:{'|'.join(sorted(_TITLES, key=len, reverse=True))}|[ld]['’])\b\.?\s*)+", re.I)
_MARKS = "\"“”„‟«»‹›‘’'`_ \t\n\r\u00a0—–-*"


def core(text: str, span: Pair) -> Pair:
    """A name without its titles and articles in front and the full stop after it."""
    start, end = span
    words = text[start:end]
    found = _LEADING.match(words)
    if found and found.end() < len(words):
        start += found.end()
        words = words[found.end() :]
    return start, start + len(words.rstrip(" ."))


def within_marks(text: str, span: Pair) -> Pair:
    """A quotation without its marks and the white space at its edges."""
    start, end = span
    if not 0 <= start <= end <= len(text):
        return span
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return start, end


def most_pairs(gold: Sequence[Pair], found: Sequence[Pair]) -> int:
    """The most pairs of spans that share a character, each in one pair (augmenting paths)."""
    near = _near(gold, found)
    owner: dict[int, int] = {}
    for first in range(len(gold)):
        seen: set[int] = set()
        path: list[tuple[int, int]] = []  # (gold span, how many of its neighbours were tried)
        stack = [(first, iter(near[first]))]
        while stack:
            here, rest = stack[-1]
            step = next((other for other in rest if other not in seen), None)
            if step is None:
                stack.pop()
                if path:
                    path.pop()
                continue
            seen.add(step)
            path.append((here, step))
            if step not in owner:
                for mine, other in path:
                    owner[other] = mine
                break
            stack.append((owner[step], iter(near[owner[step]])))
    return len(owner)


def best_pairs(gold: Sequence[Pair], found: Sequence[Pair]) -> list[tuple[int, int]]:
    """Pairs of spans that share characters, those that share most first."""
    ranked = []
    for mine, others in enumerate(_near(gold, found)):
        a, b = gold[mine]
        for other in others:
            c, d = found[other]
            common = min(b, d) - max(a, c)
            if common > 0:
                ranked.append((-common, abs(a - c) + abs(b - d), mine, other))
    pairs, taken_gold, taken_found = [], set(), set()
    for _, _, mine, other in sorted(ranked):
        if mine not in taken_gold and other not in taken_found:
            taken_gold.add(mine)
            taken_found.add(other)
            pairs.append((mine, other))
    return pairs


def figures(right: int, gold: int, found: int, nothing: float = 1.0) -> dict[str, float]:
    """Precision, recall and F1; all of them ``nothing`` where there was nothing to find and nothing was
    found."""
    if not gold and not found:
        return {"p": nothing, "r": nothing, "f1": nothing, "right": 0}
    p, r = right / found if found else 0.0, right / gold if gold else 0.0
    f1 = 2 * p * r / (p + r) if right else 0.0
    return {"p": round(p, 4), "r": round(r, 4), "f1": round(f1, 4), "right": right}


def meeting(places: Sequence[Pair]) -> Callable[[Pair], bool]:
    """Whether a place shares a character with one of these."""
    order = sorted(places)
    starts = [start for start, _ in order]
    furthest = list(accumulate((end for _, end in order), max))

    def meets(place: Pair) -> bool:
        before = bisect_left(starts, place[1])
        return before > 0 and furthest[before - 1] > place[0]

    return meets


def _near(gold: Sequence[Pair], found: Sequence[Pair]) -> list[list[int]]:
    """For each span of the gold the found ones that share a character with it."""
    order = sorted(range(len(found)), key=lambda number: found[number])
    longest = max((0, *(end - start for start, end in found)))
    starts = [found[number][0] for number in order]
    return [
        [
            order[at]
            for at in range(bisect_left(starts, start - longest), bisect_left(starts, end))
            if found[order[at]][1] > start
        ]
        for start, end in gold
    ]

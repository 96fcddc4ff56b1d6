"""Inline pieces of a leaf block → its words with white space collapsed, and its marks by offset into them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tei_tools.sources import Mark

__all__ = ["Token", "inline"]

_SPACE = re.compile("[ \t\r\n\x0b\x0c]+")

# (what, words or kind, target): ``words``, ``break``, ``open`` and ``close`` of a mark, ``image``; ``join``
# is a line's end inside a word, ``line`` the beginning of a line that has a place on a picture, ``page`` and
# ``column`` the beginning of one (words: its number), ``rule`` what parts two sections
Token = tuple[str, str | None, str | None]
_BEGINNINGS = {"page": "pagebreak", "column": "columnbreak", "rule": "rule"}


@dataclass(slots=True)
class _Span:
    kind: str
    target: str | None
    start: int = -1
    end: int = -1
    n: str | None = None


def inline(tokens: Sequence[Token]) -> tuple[str, list[Mark]]:
    """The words of a leaf and its marks; a mark never begins or ends with the space between two words."""
    out: list[str] = []
    length = 0
    space = False  # a space is due before the next word
    spans: list[_Span] = []
    stack: list[_Span] = []
    waiting: list[_Span] = []  # they begin where the next word begins
    breaks: dict[int, str | None] = {}
    begun: list[_Span] = []
    first = False
    for kind, words, target in tokens:
        if kind == "words" and words:
            body = _SPACE.sub(" ", words)
            if body[0] == " ":
                space = True
                body = body[1:]
            if not body:
                continue
            ends_in_space = body[-1] == " "
            body = body[:-1] if ends_in_space else body
            if space and length:
                out.append(" ")
                length += 1
            for span in waiting:
                span.start = length
            waiting.clear()
            out.append(body)
            length += len(body)
            space = ends_in_space
        elif kind in ("break", "join", "line"):
            space = space or kind != "join"
            first = first or (kind == "line" and not length)
            breaks[length] = target or breaks.get(length)
        elif kind in _BEGINNINGS:
            begun.append(_Span(_BEGINNINGS[kind], target, length + (space and length > 0), n=words))
        elif kind in ("open", "image"):
            span = _Span(words or "", target)
            spans.append(span)
            waiting.append(span)
            if kind == "open":
                stack.append(span)
        elif kind == "close" and stack:
            stack.pop().end = length
    for span in stack:
        span.end = length
    found = [
        Mark(span.kind, span.start, span.end, span.target) for span in spans if 0 <= span.start < span.end
    ]
    for span in spans:
        if span.kind == "image":
            at = span.start if span.start >= 0 else length
            found.append(Mark("image", at, at, span.target))
    found.extend(
        Mark("linebreak", at, at, target)
        for at, target in breaks.items()
        if 0 < at < length or (first and not at and length)
    )
    found.extend(Mark(span.kind, span.start, span.start, span.target, span.n) for span in begun)
    return "".join(out), found

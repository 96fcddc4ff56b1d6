"""What stands at the top and the bottom of a division: openers, closers, postscripts (TEI 4.2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tei_tools.encoding._pieces import Piece

if TYPE_CHECKING:
    from tei_tools.sources import Block

EDGE = frozenset(("byline", "dateline", "salute", "signed"))
"""What may stand only at the top or the bottom of a division."""
_LETTERS = frozenset(("address", "dateline", "salute", "signed"))
_TELLING = {"opener": frozenset(("salute",)), "closer": frozenset(("salute", "signed"))}
GLOBAL = frozenset(("note", "figure"))
TOP = EDGE | GLOBAL | {"head", "address"}
_BOTTOM = EDGE | GLOBAL | {"postscript", "address"}
_POSTSCRIPT = re.compile(
    r"P\.? ?S\.?(?=[ :—–-])|N\.? ?B\.?(?=[ :—–-])|(?:Postscript|Nachschrift)\b|NS\.?(?=[ :])"
)
_LONGEST_POSTSCRIPT = 6


def set_postscript_apart(division: Piece, blocks: tuple[Block, ...], text: str) -> None:
    """Puts what stands below the leave-taking of a letter, from its "P.S." on, into ``postscript``."""
    pieces = division.children
    first = len(pieces)
    while first and pieces[first - 1].element == "p" and len(pieces) - first < _LONGEST_POSTSCRIPT:
        first -= 1
    before = pieces[first - 1] if first else None
    if before is None or before.element not in _TELLING["closer"] or first == len(pieces):
        return
    words = blocks[pieces[first].block or 0]
    opens = _POSTSCRIPT.match(text, words.start, words.end)
    if opens and any(piece.element not in _BOTTOM | {"head"} for piece in pieces[:first]):
        pieces[first:] = [Piece("postscript", children=pieces[first:])]


def settle_edges(division: Piece) -> None:
    """Makes an ``ab`` of each byline, dateline, salute or signature that is neither at the top nor at the
    bottom."""
    waiting = [division]
    while waiting:
        pieces = waiting.pop().children
        top, bottom = _middle(pieces)
        for piece in pieces[top:bottom]:
            if piece.element in EDGE:
                piece.renamed("ab", type=piece.element)
            elif piece.element == "div":
                waiting.append(piece)


def _middle(pieces: list[Piece]) -> tuple[int, int]:
    """Where in a division what may stand at its top ends, and where what may stand at its bottom begins."""
    top = 0
    while top < len(pieces) and pieces[top].element in TOP:
        top += 1
    bottom = len(pieces)
    while bottom > top and pieces[bottom - 1].element in _BOTTOM:
        bottom -= 1
    return top, bottom


def group_letters(body: Piece) -> None:
    """Puts the openers and closers of letters around what belongs to them, in every division."""
    waiting = [body]
    while waiting:
        pieces = waiting.pop().children
        waiting.extend(piece for piece in pieces if piece.element == "div")
        top, bottom = _middle(pieces)
        if bottom > top:
            pieces[bottom:] = _grouped(pieces[bottom:], "closer")
            pieces[top:bottom] = [_alone(each) for each in pieces[top:bottom]]
            pieces[:top] = _grouped(pieces[:top], "opener")
        else:
            pieces[:] = [_alone(each) for each in pieces]


def _grouped(pieces: list[Piece], element: str) -> list[Piece]:
    """A letter's salutation or leave-taking with what stands beside it (place and date, signature) in an
    ``opener`` or ``closer`` (TEI 4.2.2); without one they stand by themselves.
    """
    found: list[Piece] = []
    run: list[Piece] = []
    for piece in (*pieces, None):
        if piece is not None and piece.element in _LETTERS:
            run.append(piece)
            continue
        letter = any(each.element in _TELLING[element] for each in run)
        found += [Piece(element, children=run)] if letter else [_alone(each) for each in run]
        run = []
        if piece is not None:
            found.append(piece)
    return found


def _alone(piece: Piece) -> Piece:
    """An address that is in no opener or closer stands in a paragraph (TEI 3.6.2: it is within words)."""
    return Piece("p", children=[piece]) if piece.element == "address" else piece

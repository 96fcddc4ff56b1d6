"""Words of a document as the names tagger sees them: where they are, how they are written, where
sentences begin."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei_tools.sources import SourceDocument

__all__ = ["CAPITAL", "INITIAL", "NUMBER", "POINT", "SMALL", "UPPER", "Token", "tokens_of"]

#: How a word is written: small, Capital, UPPER, a single capital, a number, a mark of punctuation.
SMALL, CAPITAL, UPPER, INITIAL, NUMBER, POINT = range(6)

_LETTER = r"[^\W\d_]"
_ADDRESS = r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}"
_ELISION = r"(?:[lLdDnNsSjJmMtTcC]|[qQ]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu)['’](?=[^\W\d_])|"
_REST = (
    rf"(?:{_LETTER}\.){{2,}}(?!{_LETTER})"  # U.S., J.R.R.
    rf"|[A-Z]\.[A-Z](?!\w)"  # U.S without its last full stop
    rf"|{_LETTER}[^\W_]*(?:['’](?![sS](?!\w)){_LETTER}+|[-‐‑=⸗¬]{_LETTER}[^\W_]*)*"
    r"|\d[\d.,]*"
    r"|[^\w\s]|_"
)
_PATTERNS = {
    True: re.compile(f"{_ADDRESS}|{_ELISION}{_REST}"),
    False: re.compile(f"{_ADDRESS}|{_REST}"),
}
_SECOND_PART = re.compile(r"[^\W\d_]{1,4}['’‐‑-]?(?=[^\W\d_]{3})[A-ZÀ-ÖØ-Þ]")
_CLOSING = frozenset("\"”’»'“)]}›‹«")
_OPENING = frozenset("\"“„«'‘([{»›‹—–-")
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof st rt genl brig serjt thos jno benj saml robt edw alex jos danl
    rev hon capt col gen lt lieut maj sgt mt ft gov sen rep jr sr vs etc no nos
    vol vols pp p cf fig al ed eds co inc ltd corp dept univ bros jan feb mar apr jun jul aug sept
    sep oct nov dec esq messrs mme mlle hr hrn fr frl bzw usw vgl nr bd abg dir geb gest d h z s u a
    b c e f g i j k l m n o q r t v w x y viz approx est ave blvd rd wm chas geo jas thos phil jur
    med
    """.split()
)
_BEFORE_GLUE = (
    "la le les des du de un une et au aux en der die das den dem des von und in im am zu the of and to"
).split()
#: where two words stand without the space between them: WarenversandhausJulius, derFrau. It begins with the
#: one character that is read, so that only capitals and digits are looked at more closely.
_GLUED = re.compile(
    r"[A-ZÀ-ÖØ-Þ\d](?:(?<=[a-zß-öø-ÿ]{4}\d)|(?<=\D)(?=[a-zß-öø-ÿ]{2})(?:(?<=[a-zß-öø-ÿ]{4}.)|"
    + "|".join(rf"(?<=\b{word}.)" for word in _BEFORE_GLUE)
    + "))"
)
#: and how many of them make a text one whose spaces were lost
_LEAST_GLUED, _LEAST_SHARE_GLUED = 2, 0.001
_SMALL_IN_HEADLINES = frozenset(
    """
    a an the of in on at to for from by with and or as but nor is vs de du des la le les et à en und
    der die das von im
    """.split()
)
_SHARE_OF_HEADLINE = 0.8


class Token(NamedTuple):
    """A word, a number or a mark: ``text[start:end]``. ``small`` is it in small letters; ``first`` whether
    it begins a sentence; ``joined`` whether only a space (or nothing, or the full stop of an abbreviation)
    parts it from the one before; ``point`` whether a full stop of its own follows; ``weak`` whether its
    capital says little (headlines, lines all in capitals).
    """

    text: str
    small: str
    start: int
    end: int
    shape: int
    first: bool
    joined: bool
    point: bool
    weak: bool


def tokens_of(document: SourceDocument, language: str) -> list[list[Token]]:
    """The tokens of each leaf block that is running text (no code), one list a block."""
    pattern = _PATTERNS[language.split("-")[0].lower() == "fr"]
    containers = {block.parent for block in document.blocks}
    lost = _spaces_lost(document.text)
    silent = [(mark.start, mark.end) for mark in document.marks if mark.kind == "code"]
    found = []
    for index, block in enumerate(document.blocks):
        if index in containers or block.kind == "code" or block.end <= block.start:
            continue
        found.append(
            _tokens(document.text, block.start, block.end, pattern, block.kind in ("title", "heading"), lost)
        )
    if silent:
        found = [_outside(block, sorted(silent)) for block in found]
    return [block for block in found if block]


def _outside(tokens: list[Token], spans: list[tuple[int, int]]) -> list[Token]:
    """The tokens that share no character with the spans; both in order."""
    kept, at = [], 0
    for token in tokens:
        while at < len(spans) and spans[at][1] <= token.start:
            at += 1
        if at == len(spans) or spans[at][0] >= token.end:
            kept.append(token)
    return kept


def _spaces_lost(text: str) -> bool:
    """Whether words often stand without the space between them, as in scanned print."""
    glued = len({text[at.start() - 2 : at.start() + 3] for at in _GLUED.finditer(text)})
    return glued >= _LEAST_GLUED and glued >= _LEAST_SHARE_GLUED * len(text)


def _words(
    text: str, start: int, end: int, pattern: re.Pattern[str], lost: bool
) -> Iterator[tuple[str, int, int]]:
    """Each word with its start and end; where spaces were lost, glued ones apart."""
    if not lost:
        yield from ((match[0], *match.span()) for match in pattern.finditer(text, start, end))
        return
    for match in pattern.finditer(text, start, end):
        at, after = match.span()
        if text[at].isalpha():
            for glue in _GLUED.finditer(text, at, after):
                if glue.start() > at:
                    yield text[at : glue.start()], at, glue.start()
                    at = glue.start()
        yield text[at:after], at, after


def _tokens(
    text: str, start: int, end: int, pattern: re.Pattern[str], heading: bool, lost: bool
) -> list[Token]:
    words: list[tuple[str, str, int, int, int, bool, bool, bool]] = []
    first, previous_end, previous_point = True, -2, False
    capitals = letters = uppers = 0
    for word, at, after in _words(text, start, end, pattern, lost):
        if "¬" in word or "ſ" in word:
            # Scanned print: the sign of a broken line, and the long s.
            word = word.replace("¬", "").replace("ſ", "s") or "¬"
        initial = word[0]
        if not initial.isalnum():
            words.append((word, word, at, after, POINT, False, False, False))
            if word in ".!?…":
                if not previous_point:
                    first = True
            elif word not in _CLOSING and word not in _OPENING:
                first = False
            elif word in _OPENING and words[-2:-1] and words[-2][0] in ":,":
                first = True
            previous_end = after if previous_point and word == "." else -2
            previous_point = False
            continue
        if "://" in word or "@" in word or word.startswith("www."):
            words.append((word, word, at, after, POINT, False, False, False))
            first, previous_end = False, -2
            continue
        shape = _shape(word)
        small = word.lower()
        point = (
            text.startswith(".", after) and (shape == INITIAL or small in _ABBREVIATIONS) and shape != NUMBER
        )
        joined = previous_end >= 0 and (
            previous_end == at or (previous_end + 1 == at and text[previous_end] == " ")
        )
        words.append((word, small, at, after, shape, first, joined, point))
        if shape in (CAPITAL, UPPER, SMALL) and small not in _SMALL_IN_HEADLINES:
            letters += 1
            capitals += shape != SMALL
            uppers += shape == UPPER
        first, previous_end, previous_point = False, after, point
    whole = not words or words[-1][0] not in ".,;:"
    headline = (
        letters >= 3 and capitals >= _SHARE_OF_HEADLINE * letters and (heading or (letters >= 5 and whole))
    )
    shouted = _shouted(words)
    token = Token._make
    return [
        token((*word, (headline and word[4] in (CAPITAL, UPPER)) or (word[4] == UPPER and index in shouted)))
        for index, word in enumerate(words)
    ]


@lru_cache(maxsize=20_000)
def _shape(word: str) -> int:
    if word[0].isdigit():
        return NUMBER
    if not word[0].isupper():
        # al-Qaeda, d'Estaing, eBay: names by their second part
        return CAPITAL if _SECOND_PART.match(word) else SMALL
    if len(word) == 1:
        return INITIAL
    if word.isupper():
        return UPPER
    return CAPITAL


def _shouted(words: list[tuple[str, str, int, int, int, bool, bool, bool]]) -> set[int]:
    """Indices of words that stand in a stretch of at least three words all in capitals, one of them long."""
    found: set[int] = set()
    stretch: list[int] = []
    for index, word in enumerate([*words, ("", "", 0, 0, SMALL, False, False, False)]):
        if word[4] in (UPPER, INITIAL):
            stretch.append(index)
        elif word[4] == SMALL or word[4] == CAPITAL:
            if len(stretch) >= 3 and any(len(words[i][0]) > 5 for i in stretch):
                found.update(stretch)
            stretch = []
    return found

"""Where stretches of a document's plain text stand in the bytes of its file.

The plain text (``docs/text.md``) keeps every character that is not white space, and changes white space
alone: so a character of it is found in the file by counting. What is counted is compared; where the two
differ (an entity, a declared character) the place is refused and not guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tei_tools.importing._source import RefusedError, Source
from tei_tools.text._choices import local_name

if TYPE_CHECKING:
    from tei_tools.text import PlainText

SPACE = " \t\r\n"
# What is not markup inside a run of words: a reference, a CDATA section, a comment, a processing instruction.
_TOKEN = re.compile(
    rb"&#(?P<decimal>[0-9]+);|&#x(?P<hexadecimal>[0-9a-fA-F]+);|&(?P<named>lt|gt|amp|quot|apos);"
    rb"|<!\[CDATA\[(?P<cdata>.*?)\]\]>|<!--.*?-->|<\?.*?\?>",
    re.DOTALL,
)
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"', b"apos": "'"}
# Their words are not their own, or their children are alternatives: nothing can be put into them.
_CLOSED = frozenset(("choice", "app", "subst", "gap", "g", "rdgGrp", "space"))


@dataclass(frozen=True, slots=True)
class _Run:
    """Words between two tags: the element they are directly in, the byte at which they begin, how many
    characters that are no white space come before this piece of them.
    """

    parent: Any
    begin: int
    before: int


class Places:
    """The places of one document; made for one reading of one state of its file."""

    def __init__(self, source: Source, plain: PlainText, encoding: str) -> None:
        self.source = source
        self.plain = plain
        self.encoding = encoding
        self._runs: dict[int, _Run] = {}
        for element in plain.elements:
            self._enter(element)
        self._starts = plain._starts

    def span(self, start: int, end: int, gone: Collection[Any] = ()) -> tuple[int, int, Any]:
        """The bytes at which ``text[start:end]`` begins and ends, and the element that then holds it.

        ``gone`` are elements that will have lost their tags. Raises
        :class:`~tei_tools.importing._source.RefusedError` where no one element can hold the stretch.
        """
        text = self.plain.text
        if not 0 <= start < end <= len(text) or text[start] in SPACE or text[end - 1] in SPACE:
            raise RefusedError("a tag begins and ends at a character that is no white space")
        if "\n" in text[start:end]:
            raise RefusedError("a tag cannot go beyond its paragraph")
        ends = dict(self._outward(end, gone, last=True))
        fits = [
            (byte, ends[parent], parent)
            for parent, byte in self._outward(start, gone, last=False)
            if parent in ends and local_name(parent) not in _CLOSED
        ]
        # A name goes around a choice of its spellings, not into one of them.
        for each in (*(fit for fit in fits if not _is_alternative(fit[2])), *fits):
            return each
        raise RefusedError("the words begin in one tag and end in another: take these away first")

    def _enter(self, element: Any) -> None:
        """Note the pieces of words that stand directly in an element."""
        plain = self.plain
        number = plain._first[self._place(element)]
        if local_name(element) in _CLOSED and not len(element):
            return
        begin, before = None, 0
        if element.text and element.text.strip(SPACE):
            begin = self._after_start(element)
            self._runs[number] = _Run(element, begin, 0)
            before = _solid(element.text)
            number += 1
        for child in element:
            if isinstance(child.tag, str):
                place = self._places.get(child)
                if place is not None:
                    number = plain._after[place]
                begin, before = None, 0
            if child.tail and child.tail.strip(SPACE):
                if begin is None:
                    above = child
                    while above is not None and not isinstance(above.tag, str):
                        above = above.getprevious()
                    begin = self._after_start(element) if above is None else self.source.end(above)
                self._runs[number] = _Run(element, begin, before)
                before += _solid(child.tail)
                number += 1

    @property
    def _places(self) -> dict[Any, int]:
        if not self.plain._places:
            self.plain.span(self.plain.elements[0])
        return self.plain._places

    def _place(self, element: Any) -> int:
        return self._places[element]

    def _after_start(self, element: Any) -> int:
        return self.source.tag(element).end()

    def _outward(self, offset: int, gone: Collection[Any], *, last: bool) -> Iterator[tuple[Any, int]]:
        """The elements that a tag here could stand in, from the innermost, each with the byte."""
        at = offset - 1 if last else offset
        piece = bisect_right(self._starts, at) - 1
        run = self._runs.get(piece)
        if run is None:
            raise RefusedError("the words there are not written in the text itself")
        first, after = self._byte(run, piece, at)
        byte, element = (after if last else first), run.parent
        while element is not None and element in self._places:
            if element not in gone:
                yield element, byte
                span = self.plain.span(element)
                if span is None or span[last] != offset:
                    return
                start, _ = self.source.spans[self.source.numbers[element]]
                byte = self.source.end(element) if last else start
            element = element.getparent()

    def _byte(self, run: _Run, piece: int, at: int) -> tuple[int, int]:
        """The first byte of a character, and the one after it."""
        text = self.plain.text
        wanted = _solid(text[self._starts[piece] : at])
        expected = iter([each for each in text[self._starts[piece] : at + 1] if each not in SPACE])
        count = -run.before
        for character, first, after in _characters(self.source.source, run.begin, self.encoding):
            if character in SPACE:
                continue
            if count >= 0 and character != next(expected, None):
                break
            if count == wanted:
                return first, after
            count += 1
        raise RefusedError("the words there come from an entity, or are written in another way")


def _characters(source: bytes, place: int, encoding: str) -> Iterator[tuple[str, int, int]]:
    """The characters from a byte on, up to the next tag, each with its bytes."""
    while place < len(source):
        if source[place] in b"<&":
            token = _TOKEN.match(source, place)
            if token is None:
                return
            if token["cdata"] is not None:
                yield from _plain(source, token.start("cdata"), token.end("cdata"), encoding)
            elif token.lastgroup is not None:
                yield _referred(token), place, token.end()
            place = token.end()
            continue
        stop = min(
            (found for found in (source.find(b"<", place), source.find(b"&", place)) if found >= 0),
            default=len(source),
        )
        yield from _plain(source, place, stop, encoding)
        place = stop


def _referred(token: re.Match[bytes]) -> str:
    if token["named"]:
        return _NAMED[token["named"]]
    code = int(token["decimal"]) if token["decimal"] else int(token["hexadecimal"], 16)
    return chr(code) if code < 0x110000 else "\ufffd"


def _plain(source: bytes, start: int, stop: int, encoding: str) -> Iterator[tuple[str, int, int]]:
    for character in source[start:stop].decode(encoding, "replace"):
        after = start + len(character.encode(encoding, "replace"))
        yield character, start, after
        start = after


def _solid(words: str) -> int:
    """How many characters are no white space."""
    return len(words) - sum(words.count(space) for space in SPACE)


def _is_alternative(element: Any) -> bool:
    return any(local_name(above) in _CLOSED for above in element.iterancestors())

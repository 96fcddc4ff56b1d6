"""Runs of words with the same formatting → words and marks, however finely a word processor cut them."""

from __future__ import annotations

from collections.abc import Iterable

from tei_tools.sources._assembly import Assembly

__all__ = ["Runs"]

_ORDER = (
    "noteref", "link", "deleted", "strong", "emphasis", "underline", "smallcaps", "code", "superscript",
    "subscript",
)  # fmt: skip

# a mark's kind and its target
Format = tuple[str, str | None]


class Runs:
    """Feeds the words of one block to an assembly; marks that go over several runs are one mark each."""

    def __init__(self, assembly: Assembly) -> None:
        self._assembly = assembly
        self._open: list[Format] = []

    def add(self, words: str, formats: Iterable[Format] = ()) -> None:
        """Words with all their formatting."""
        if not words:
            return
        if words.isspace() and self._open:
            # the space between two runs in italics belongs to both or to none: it changes nothing
            self._assembly.add(words)
            return
        wanted = sorted(set(formats), key=lambda one: _ORDER.index(one[0]))
        same = 0
        while same < min(len(wanted), len(self._open)) and wanted[same] == self._open[same]:
            same += 1
        self._close(same)
        for kind, target in wanted[same:]:
            self._assembly.begin_mark(kind, target)
            self._open.append((kind, target))
        self._assembly.add(words)

    def linebreak(self) -> None:
        """A line ends here on purpose."""
        self._assembly.linebreak()

    def image(self, target: str) -> None:
        """A picture stands here."""
        self._assembly.image(target)

    def end(self) -> None:
        """No more runs in this block."""
        self._close(0)

    def _close(self, keep: int) -> None:
        while len(self._open) > keep:
            self._open.pop()
            self._assembly.end_mark()

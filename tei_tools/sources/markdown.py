"""Markdown: CommonMark with tables, strike-through, footnotes and a front matter, read by markdown-it-py."""

from __future__ import annotations

import re

from tei_tools.sources import Dropped, Metadata, SourceDocument
from tei_tools.sources._assembly import Assembly, Leaf
from tei_tools.sources._dateline import day_order
from tei_tools.sources._decoding import decode
from tei_tools.sources._document import cut, document
from tei_tools.sources._front import label_front, label_heading_title, label_letter
from tei_tools.sources._front_matter import metadata_of, split_front_matter
from tei_tools.sources._language import detect

EXTENSIONS: tuple[str, ...] = (".md", ".markdown", ".mdown", ".mkd")
MEDIA_TYPES: tuple[str, ...] = ("text/markdown",)

_SIGNS = re.compile(
    rb"^(?:#{1,6} +\S.*|\[\^?[^\]\n]{1,60}\]:\s*\S.*|```\w*|\|(?: *:?-{3,}:? *\|)+"
    rb"|!?\[[^\]\n]{1,80}\]\([^)\s]{1,200}\).*)\s*$",
    re.M,
)
_INLINE_SIGNS = re.compile(rb"\*\*[^*\n]{1,80}\*\*|\[[^\]\n]{1,80}\]\((?:https?:|/|#)[^)\s]{1,200}\)")
_HEAD = 4000


def recognises(data: bytes) -> bool:
    """Whether the first bytes show at least two signs of Markdown that plain text hardly has."""
    head = data[:_HEAD]
    if b"\x00" in head:
        return False
    headings = len(re.findall(rb"^#{1,6} +\S", head, re.M))
    signs = len(_SIGNS.findall(head)) + len(_INLINE_SIGNS.findall(head))
    return signs >= 2 and (headings >= 1 or signs >= 3)


def read(data: bytes, name: str) -> SourceDocument:
    """A Markdown file as a document. Raises :class:`~tei_tools.errors.UnreadableError` for what is no
    text.
    """
    from tei_tools.sources._markdown_blocks import TooDeepError, assemble

    decoded = decode(data, name)
    text = re.sub("\r\n|[\r\x0b\x0c]", "\n", decoded.text)
    front, body, first_line = split_front_matter(text)
    order = day_order(body, detect(body[:60_000]))
    metadata, used = metadata_of(front, order) if front is not None else (Metadata(), "")
    dropped = [Dropped(cut(front), used, 1)] if front else []
    assembly = Assembly(lines_are_meant=True)
    try:
        more_dropped, notes = assemble(body, assembly, first_line)
    except TooDeepError:
        from tei_tools.sources import _plain_blocks
        from tei_tools.sources._lines import lines_of

        assembly = Assembly(lines_are_meant=True)
        more_dropped, notes = _plain_blocks.assemble(lines_of(body), assembly, order)
        notes = ["The Markdown nests too deep to be read as such; it was read as plain text.", *notes]

    def relabel(leaves: list[Leaf]) -> None:
        label_heading_title(leaves, metadata.title)
        label_front(leaves, order)
        label_letter(leaves, order)

    return document(
        data,
        name,
        format="markdown",
        decoded=decoded,
        assembly=assembly,
        relabel=relabel,
        order=order,
        metadata=metadata,
        dropped=[*dropped, *more_dropped],
        notes=notes,
    )

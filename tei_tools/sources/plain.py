"""Plain text: paragraphs, headings, lists, quotations, verse and letters, from what the lines themselves
show.
"""

from __future__ import annotations

from tei_tools.sources import Metadata, SourceDocument
from tei_tools.sources._assembly import Assembly, Leaf
from tei_tools.sources._dateline import day_order
from tei_tools.sources._decoding import decode
from tei_tools.sources._document import document
from tei_tools.sources._front import label_entries, label_front, label_letter, label_title
from tei_tools.sources._language import detect
from tei_tools.sources._lines import lines_of, without_furniture
from tei_tools.sources._plain_blocks import assemble
from tei_tools.sources._plain_underlines import single_spaced, underlined

EXTENSIONS: tuple[str, ...] = (".txt", ".text", ".asc")
MEDIA_TYPES: tuple[str, ...] = ("text/plain",)


def recognises(data: bytes) -> bool:
    """Never: plain text is what remains when nothing else recognises an input."""
    return False


def read(data: bytes, name: str) -> SourceDocument:
    """A plain text as a document. Raises :class:`~tei_tools.errors.UnreadableError` for what is no text."""
    decoded = decode(data, name)
    lines, drawn = underlined(lines_of(decoded.text))
    lines, dropped = without_furniture(lines)
    lines = single_spaced(lines)
    dropped = [*drawn, *dropped]
    order = day_order(decoded.text, detect(decoded.text))
    assembly = Assembly()
    more_dropped, notes = assemble(lines, assembly, order)

    def relabel(leaves: list[Leaf]) -> None:
        label_front(leaves, order)
        label_title(leaves)
        label_letter(leaves, order)
        label_entries(leaves)

    return document(
        data,
        name,
        format="plain",
        decoded=decoded,
        assembly=assembly,
        relabel=relabel,
        order=order,
        metadata=Metadata(),
        dropped=[*dropped, *more_dropped],
        notes=notes,
    )

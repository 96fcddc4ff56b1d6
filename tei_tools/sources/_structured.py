"""The end that the readers of marked-up files share: their assembly → a SourceDocument."""

from __future__ import annotations

from collections.abc import Sequence

from tei_tools.sources import Dropped, Metadata, SourceDocument, Surface
from tei_tools.sources._assembly import Assembly, Leaf
from tei_tools.sources._dateline import day_order
from tei_tools.sources._decoding import Decoded
from tei_tools.sources._document import cut, document
from tei_tools.sources._front import label_front, label_heading_title, label_letter
from tei_tools.sources._language import detect

__all__ = ["finished"]

_SAMPLE = 60_000


def finished(
    data: bytes,
    name: str,
    *,
    format: str,
    assembly: Assembly,
    metadata: Metadata,
    sample: str,
    dropped: Sequence[Dropped] = (),
    notes: Sequence[str] = (),
    encoding: str = "utf-8",
    title_is_heading: bool = True,
    surfaces: tuple[Surface, ...] = (),
) -> SourceDocument:
    """The document of an assembly that is fed. ``sample`` are some of its words, for the order of day and
    month; with ``title_is_heading`` the first heading may be the title where no block says that it is.
    """
    sample = sample[:_SAMPLE]
    order = day_order(sample, metadata.language or detect(sample))

    def relabel(leaves: list[Leaf]) -> None:
        if title_is_heading and not any(leaf.kind == "title" for leaf in leaves):
            label_heading_title(leaves, metadata.title)
        label_front(leaves, order)
        label_letter(leaves, order)

    return document(
        data,
        name,
        format=format,
        decoded=Decoded("", encoding),
        assembly=assembly,
        relabel=relabel,
        order=order,
        metadata=metadata,
        dropped=[Dropped(cut(one.words), one.reason, one.line) for one in dropped],
        notes=notes,
        surfaces=surfaces,
    )
